"""The browser at hand: found, or its absence said with the way out."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from partnerlab.errors import RunError
from partnerlab.page.audit.browser import locate_browser, open_browser


def no_program(name: str) -> None:
    """Stands for a machine that has no such program."""


def test_a_browser_on_the_path_is_found_chromium_first(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in ("msedge", "chromium"):
        (tmp_path / name).write_text("")
    monkeypatch.setattr("shutil.which", lambda name: str(tmp_path / name) if (tmp_path / name).exists() else None)
    assert locate_browser() == tmp_path / "chromium"


def test_edge_is_found_where_windows_keeps_it(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    edge = tmp_path / "Microsoft/Edge/Application/msedge.exe"
    edge.parent.mkdir(parents=True)
    edge.write_text("")
    monkeypatch.setattr("shutil.which", no_program)
    monkeypatch.setenv("PROGRAMFILES(X86)", str(tmp_path))
    assert locate_browser() == edge


def test_without_a_browser_the_message_says_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("partnerlab.page.audit.browser.locate_browser", lambda: None)
    pytest.importorskip("playwright")
    with pytest.raises(RunError, match="install one, or open the HTML page and print it"), open_browser():
        pass


def test_without_the_package_that_drives_it_the_message_says_how_to_add_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "playwright.sync_api", None)
    with pytest.raises(RunError, match=r"pip install partnerlab\[pdf\]"), open_browser():
        pass
