"""Two JupyterLabs on one folder, and in them two notebooks on one partnership: neither writes over the other."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from laboratory import Session, opened_lab, start_lab, stop_lab

pytestmark = [
    pytest.mark.browser,
    pytest.mark.slow,
]


def type_impact(lab: Session, at: int, text: str) -> None:
    lab.edit("ratings")
    cell = lab.panel.locator("input[data-column=impact]").nth(at)
    cell.fill(text)
    cell.press("Tab")


def until_offered(lab: Session, words: str) -> None:
    lab.until(f"document.querySelector('.pl-offer')?.textContent.includes({json.dumps(words)})")


def test_each_shows_what_the_other_types_and_both_are_saved(browser: Any, tmp_path: Path) -> None:
    with opened_lab(browser, tmp_path, "riverside-support-hub") as one:
        (tmp_path / "lab.log").rename(tmp_path / "first.log")  # the second one writes its own
        process, address = start_lab(tmp_path, "riverside-support-hub", "--notebook", "4")
        other = Session.begin(browser, tmp_path, process)
        other.page.goto(address)
        other.until("document.querySelector('.pl-panel') && document.querySelector('.pl-lead')")
        type_impact(one, -1, "1")
        until_offered(other, "ratings, risk R8")
        type_impact(other, 0, "3")
        until_offered(one, "ratings, risk R2")
        one.press("Save")
        one.until_said("Saved as change 1.")
        until_offered(other, "The files have been changed")
        other.press("Save")
        other.until_said("Nothing was written; both versions are shown.")
        other.press("Read the files again")
        other.until_said("What you typed is kept.")
        other.press("Save")
        other.until_said("Saved as change 2.")
        until_offered(one, "The files have been changed")
        assert (one.said, other.said, one.outside(), other.outside()) == ([], [], [], [])
        other.page.context.close()
        stop_lab(process)
