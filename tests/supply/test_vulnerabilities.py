"""What is known against packages is told; where nobody could be asked, that is told and nothing fails."""

from __future__ import annotations

import subprocess
from typing import Any
from unittest.mock import Mock

import pytest
from supply.vulnerabilities import ask, tell


def test_what_is_known_fails_with_the_version_that_mends_it() -> None:
    faults = [{"id": "CVE-1", "fix_versions": ["2.0", "1.9.1"]}, {"id": "CVE-2", "fix_versions": []}]
    packages = [{"name": "a", "version": "1", "vulns": faults}, {"name": "b", "version": "1", "vulns": []}]
    said, code = tell({"dependencies": [*packages, {"name": "c", "skip_reason": "unknown"}]})
    assert said.splitlines() == [
        "a 1: CVE-1, mended in 2.0 or 1.9.1",
        "a 1: CVE-2, not mended yet",
        "1 of 2 packages is known to be vulnerable. 1 could not be looked up.",
    ]
    assert code == 1


def test_nothing_known_passes() -> None:
    packages = [{"name": "a", "version": "1", "vulns": []}]
    assert tell({"dependencies": packages}) == ("0 of 1 packages are known to be vulnerable.", 0)


@pytest.mark.parametrize("answer", [{"dependencies": [{"name": "a", "skip_reason": "not found"}]}, {}, "no network"])
def test_whoever_could_not_be_asked_fails_nothing(answer: Any) -> None:
    said, code = tell(answer)
    assert said.startswith("not checked: ")
    assert code == 0


def test_a_program_that_is_missing_or_answers_nothing_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("shutil.which", Mock(return_value=None))
    assert "is not installed" in str(ask({"a": "1"}))
    monkeypatch.setattr("shutil.which", Mock(return_value="pip-audit"))
    silent = subprocess.CompletedProcess([], 1, stdout="", stderr="no route to host")
    monkeypatch.setattr("subprocess.run", Mock(return_value=silent))
    assert ask({"a": "1"}) == "the database of vulnerabilities could not be reached"
