from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from partnerlab.runner.basis import (
    basis_of,
    reason_to_run,
    versions_of,
)
from partnerlab.runner.failure import Failure
from partnerlab.runner.record import entry_of
from partnerlab.runner.task import Outcome, Task

TASK = Task("hub", Path("01.ipynb"), "hub/01", "hub/01.html", {}, (("hub.yaml", "d1"), ("risks.csv", "d2")), "run it")
BASIS = basis_of(TASK, {"as_at": ""}, "n1", "l1", {"python": "3.11"})


@pytest.fixture
def done(tmp_path: Path) -> Any:
    (tmp_path / "hub").mkdir()
    (tmp_path / "hub" / "01.html").write_bytes(b"page")
    return entry_of(BASIS, Outcome(1.0, {"hub/01.html": 4}))


def test_what_has_not_changed_has_no_reason_to_run(tmp_path: Path, done: Any) -> None:
    assert reason_to_run(done, BASIS, tmp_path) == ""


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"notebook": "n2"}, "the notebook has changed"),
        ({"library": "l2"}, "the library has changed"),
        ({"inputs": {"hub.yaml": "d1", "risks.csv": "d3"}}, "risks.csv has changed"),
        ({"inputs": {"hub.yaml": "d1"}}, "risks.csv has changed"),
        ({"inputs": dict.fromkeys("abcde", "")}, "a, b, c and 4 more has changed"),
        ({"parameters": {"as_at": "2026-01-01"}}, "parameter as_at has changed"),
        ({"versions": {"python": "3.12"}}, "version of python has changed"),
        ({"command": "run that"}, "the command has changed"),
        ({"theme": "t1"}, "the theme has changed"),
    ],
)
def test_a_reason_names_what_has_changed(tmp_path: Path, done: Any, change: dict[str, Any], reason: str) -> None:
    assert reason_to_run(done, BASIS | change, tmp_path) == reason


def test_a_missing_or_altered_output_is_a_reason(tmp_path: Path, done: Any) -> None:
    (tmp_path / "hub" / "01.html").write_bytes(b"cut")
    assert reason_to_run(done, BASIS, tmp_path) == "hub/01.html has been altered"
    (tmp_path / "hub" / "01.html").unlink()
    assert reason_to_run(done, BASIS, tmp_path) == "hub/01.html is missing"


def test_a_failure_is_a_reason_to_run_again(tmp_path: Path) -> None:
    entry = entry_of(BASIS, Outcome(1.0, {}, Failure("ValueError", "no")))
    assert reason_to_run(entry, BASIS, tmp_path) == "failed the last time"


def test_versions_are_those_of_python_and_of_what_is_required() -> None:
    versions = versions_of("partnerlab")
    assert versions["python"].startswith("3.")
    assert versions["papermill"]
    assert "pytest" not in versions
    assert set(versions_of("no-such-distribution")) == {"python"}
