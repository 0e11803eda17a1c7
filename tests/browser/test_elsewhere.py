"""The live workbook in other notebook software, where it is installed: Notebook 7, and Voilà for colleagues."""

from __future__ import annotations

import os
import re
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from laboratory import Session, start_server, stop_lab

pytestmark = [
    pytest.mark.browser,
    pytest.mark.slow,
]

ROOT = Path(__file__).parents[2]
NOTEBOOK = "notebooks/03-risk-allocation.ipynb"
AS_ROOT = ["--allow-root"] if hasattr(os, "geteuid") and os.geteuid() == 0 else []
NOT_OURS = re.compile(r"^Cannot read properties of undefined \(reading 'schema'\)$")
"""What Notebook 7.6 complains of with any notebook, an empty one too."""


@pytest.fixture
def place(tmp_path: Path) -> Path:
    for name in ("notebooks", "parameters"):
        shutil.copytree(ROOT / name, tmp_path / name, ignore=shutil.ignore_patterns(".*"))
    return tmp_path


@pytest.fixture
def classic(browser: Any, place: Path) -> Iterator[Session]:
    """Notebook 7 with a notebook that has been run by its menu."""
    pytest.importorskip(
        "notebook", minversion="7", reason="Notebook 7 is not installed; `pip install notebook` adds it"
    )
    command = [sys.executable, "-m", "notebook", "--no-browser", *AS_ROOT]
    process, address = start_server(place, command, r"http://127\.0\.0\.1:\d+/tree\?token=\w+")
    try:
        session = Session.begin(browser, place, process)
        session.page.goto(address.replace("/tree", f"/notebooks/{NOTEBOOK}"))
        session.page.locator(".jp-CodeCell").first.wait_for()
        # Whoever runs cells before there is a kernel may be asked which one, or see nothing run.
        session.page.locator(".jp-Notebook-ExecutionIndicator[data-status=idle]").wait_for()
        session.until("!/Initializing|Starting|Connecting/.test(document.body.innerText)")
        session.page.get_by_role("menuitem", name="Run", exact=True).click()
        session.page.get_by_role("menuitem", name="Run All Cells", exact=True).click()
        session.until("[...document.querySelectorAll('.jp-InputPrompt')].some(each => /\\d/.test(each.textContent))")
        session.until("![...document.querySelectorAll('.jp-InputPrompt')].some(each => each.textContent.includes('*'))")
        yield session
        session.page.context.close()
    finally:
        stop_lab(process)


@pytest.fixture
def served(browser: Any, place: Path) -> Iterator[Session]:
    """Voilà by the command that the docs name."""
    pytest.importorskip("voila", reason="Voilà is not installed; `pip install voila` adds it")
    command = [sys.executable, "-m", "voila", NOTEBOOK, "--template=partnerlab", "--no-browser", "--port=8877"]
    process, address = start_server(place, command, r"http://(localhost|127\.0\.0\.1):\d+/")
    try:
        session = Session.begin(browser, place, process)
        session.page.goto(address)
        yield session
        session.page.context.close()
    finally:
        stop_lab(process)


def scroll_to(session: Session, selector: str, *, up: bool = False) -> None:
    """Scroll until something is there: Notebook 7 holds only the cells that are near what is seen."""
    by = -400 if up else 400
    session.until(
        f"document.querySelector('{selector}') || "
        f"(document.querySelector('.jp-WindowedPanel-outer')?.scrollBy(0, {by}), false)"
    )


def walk(session: Session) -> None:
    """See the answer, the grid, a chart that answers and the network; choose another partnership."""
    scroll_to(session, ".pl-panel", up=True)
    scroll_to(session, ".pl-lead")
    assert "Riverside Support Hub" in session.page.locator(".pl-lead").first.text_content()
    session.edit("ratings")
    impact = session.panel.locator("input[data-column=impact]").last
    impact.fill("9")
    impact.press("Enter")
    session.until("document.querySelector('.pl-fault:not([hidden])')")
    session.press("Undo")
    session.panel.locator("summary", has_text="Walk the network").click()
    session.panel.locator(".pl-network [data-partner]").first.click()
    session.until("document.querySelector('.pl-network').textContent.includes('Without ')")
    scroll_to(session, ".pl-drawing")
    session.page.locator(".pl-drawing").first.scroll_into_view_if_needed()
    session.until("document.querySelector('.pl-lively .pl-live svg')")
    scroll_to(session, ".pl-panel", up=True)
    session.choose("Partnership", "harbour-regeneration.yaml")
    session.until("document.querySelector('.pl-lead').textContent.includes('Harbour')")
    assert session.outside() == []
    assert [words for words in session.said if not NOT_OURS.search(words)] == []


def test_in_notebook_7_panel_grid_network_and_charts_work(classic: Session) -> None:
    walk(classic)


def test_voila_serves_the_live_review_without_a_request_beyond_this_machine(served: Session) -> None:
    walk(served)
    assert served.page.locator(".jp-InputArea-editor").count() == 0
