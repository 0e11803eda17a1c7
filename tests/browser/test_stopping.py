"""How `partnerlab lab` ends: by Ctrl-C in its window, with a browser that still has the review open."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psutil
import pytest

from laboratory import READY, Session, start_lab
from partnerlab.runner.scratch import PREFIX
from workplaces import PATIENCE

pytestmark = [
    pytest.mark.browser,
    pytest.mark.slow,
]

termios = pytest.importorskip("termios", reason="Windows has no terminals of this kind")
ROOT = Path(__file__).parents[2]


@pytest.fixture
def window() -> Iterator[tuple[int, int]]:
    """The two ends of a terminal: what the person types into, and what the command runs in."""
    ends = os.openpty()
    yield ends
    for end in ends:
        os.close(end)


@pytest.mark.parametrize("when", ["the review is read", "cells still run"])
def test_ctrl_c_leaves_no_process_no_folder_and_the_terminal_as_it_was(
    when: str, browser: Any, tmp_path: Path, window: tuple[int, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    place, scratch = tmp_path / "place", Path(tempfile.mkdtemp(dir="/tmp"))  # a socket's name must be short
    monkeypatch.setenv("TMPDIR", str(scratch))
    for name in ("notebooks", "parameters"):
        shutil.copytree(ROOT / name, place / name, ignore=shutil.ignore_patterns(".*"))
    person, terminal = window
    before = termios.tcgetattr(terminal)
    process, address = start_lab(place, "riverside-support-hub", terminal=terminal)
    session = Session.begin(browser, place, process)
    session.page.goto(address)
    if when == "cells still run":
        session.until("[...document.querySelectorAll('.jp-InputPrompt')].some(each => each.textContent.includes('*'))")
    else:
        session.until(READY)
    begun = psutil.Process(process.pid).children(recursive=True)
    assert begun, "a fork server and a kernel"
    assert list(scratch.glob(f"{PREFIX}*"))
    os.write(person, b"\x03")
    assert process.wait(PATIENCE) == 0
    assert psutil.wait_procs(begun, timeout=PATIENCE)[1] == []
    assert list(scratch.iterdir()) == []
    assert termios.tcgetattr(terminal) == before
    session.page.context.close()
    scratch.rmdir()
