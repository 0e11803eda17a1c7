from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import psutil
import pytest

from workplaces import PATIENCE, Workplace, helpers_in


@pytest.fixture
def scratch(monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Where private folders go, to be looked into; its name is short, as sockets ask for."""
    with tempfile.TemporaryDirectory(prefix="t") as name:
        monkeypatch.setenv("TMPDIR", name)
        monkeypatch.setattr("tempfile.tempdir", name)
        yield Path(name)
        monkeypatch.undo()


@pytest.fixture
def workplace(tmp_path: Path, scratch: Path, monkeypatch: pytest.MonkeyPatch) -> Workplace:
    """An empty workplace, for which the library does not change while somebody works on it."""
    monkeypatch.setattr("partnerlab.runner.planner.library_digest", lambda _: "library")
    folder = tmp_path / "place"
    folder.mkdir()
    return Workplace(folder)


def is_trial(path: Path) -> bool:
    """Whether Python itself was trying out the folder for temporary files: a process killed just then leaves a word."""
    return path.is_file() and len(path.name) == 8 and path.read_bytes() in {b"", b"blat"}


@pytest.fixture
def nothing_left(workplace: Workplace, scratch: Path) -> Callable[[], None]:
    """Asserts that a run has left no process, socket or folder behind."""

    def check() -> None:
        psutil.wait_procs(helpers_in(scratch), timeout=PATIENCE)
        assert not helpers_in(scratch)
        assert not [path for path in scratch.iterdir() if not is_trial(path)]
        assert not list(workplace.outputs.rglob(".*"))

    return check
