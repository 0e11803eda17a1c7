"""A notebook that is open twice, or whose page is loaded anew: what stands in it is true, and follows."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import nbformat
import pytest
from nbformat.v4 import new_code_cell

from laboratory import PATIENCE, READY, Session, opened_lab

pytestmark = [
    pytest.mark.browser,
    pytest.mark.slow,
]

ROOT = Path(__file__).parents[2]
NAMED = "document.querySelector('.jp-CodeCell .cm-content')?.innerText.includes('parameters/{}.yaml')"
"""What holds when the notebook names a partnership in its parameters."""
LEAD = "document.querySelector('.pl-lead')?.textContent.includes('{}')"


@pytest.fixture
def lab(browser: Any, tmp_path: Path) -> Iterator[Session]:
    with opened_lab(browser, tmp_path, "harbour-regeneration", "--notebook", "3") as session:
        yield session


def another_tab(lab: Session) -> Session:
    tab = Session.of(lab.place, lab.process, lab.page.context)
    tab.page.goto(lab.page.url)
    tab.until(READY)
    return tab


def test_the_notebook_names_what_is_open_in_it_and_its_file_does_once_saved(lab: Session) -> None:
    file = lab.place / "notebooks" / "03-risk-allocation.ipynb"
    lab.until(NAMED.format("harbour-regeneration"))
    lab.until(LEAD.format("Harbour"))
    lab.choose("Partnership", "lough-mental-health.yaml")
    lab.until(LEAD.format("Lough"))
    lab.until(NAMED.format("lough-mental-health"))
    assert "../parameters/riverside-support-hub.yaml" in (ROOT / "notebooks" / file.name).read_text("utf-8")
    lab.page.keyboard.press("Control+s")
    for _ in range(100):
        if "parameters/lough-mental-health.yaml" in file.read_text("utf-8"):
            break
        lab.page.wait_for_timeout(100)
    assert '"../parameters/lough-mental-health.yaml\\"  # which' in file.read_text("utf-8")
    assert lab.said == []


def test_open_in_two_tabs_both_show_and_follow_the_same_and_nothing_is_complained_of(lab: Session) -> None:
    tab = another_tab(lab)
    tab.choose("Partnership", "lough-mental-health.yaml")
    for each in (tab, lab):
        each.until(LEAD.format("Lough"))
        each.until(NAMED.format("lough-mental-health"))
        assert each.panel.get_by_role("combobox", name="Partnership").input_value() == "lough-mental-health.yaml"
    lab.choose("Partnership", "harbour-regeneration.yaml")
    for each in (tab, lab):
        each.until(LEAD.format("Harbour"))
    lab.edit("risks")
    tab.edit("risks")
    tab.panel.locator("input[data-column=title]").first.fill("Another title")
    for each in (tab, lab):
        each.until("document.querySelector('.pl-panel').textContent.includes('1 change not saved')")
    lab.page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")  # as when a person comes back to it
    lab.until("document.querySelector('.pl-panel input[data-column=title]').value === 'Another title'")
    tab.press("Discard changes")
    for each in (tab, lab):
        each.until_said("discarded")
    assert (lab.said, tab.said) == ([], [])
    assert (lab.outside(), tab.outside()) == ([], [])


def test_a_page_loaded_anew_shows_what_was_chosen_and_follows(lab: Session) -> None:
    lab.choose("Partnership", "lough-mental-health.yaml")
    lab.until(LEAD.format("Lough"))
    lab.page.reload()
    lab.until(READY)
    lab.until(LEAD.format("Lough"))
    lab.until(NAMED.format("lough-mental-health"))
    lab.choose("Partnership", "harbour-regeneration.yaml")
    lab.until(LEAD.format("Harbour"))
    assert lab.said == []


@contextmanager
def lab_at_work(browser: Any, place: Path) -> Iterator[Session]:
    """A lab whose kernel is at work in the last cell of its notebook, once all above has run, until `done` is there."""
    file = place / "notebooks" / "03-risk-allocation.ipynb"
    begun, done = place / "begun", place / "done"
    source = (
        f"import pathlib, time\npathlib.Path({str(begun)!r}).touch()\n"
        f"while not pathlib.Path({str(done)!r}).exists(): time.sleep(0.1)"
    )

    def add_work() -> None:
        notebook = nbformat.read(file, as_version=4)  # type: ignore[no-untyped-call] # nbformat has no types
        notebook.cells.append(new_code_cell(source))
        nbformat.write(notebook, file)  # type: ignore[no-untyped-call] # as above

    with opened_lab(browser, place, "harbour-regeneration", "--notebook", "3", prepare=add_work) as lab:
        for _ in range(10 * PATIENCE):
            if begun.exists():
                break
            lab.page.wait_for_timeout(100)
        assert begun.exists()
        yield lab


def test_whoever_types_in_a_cell_at_the_end_while_all_cells_run_stays_there(browser: Any, tmp_path: Path) -> None:
    with lab_at_work(browser, tmp_path) as lab:
        cells = lab.page.locator(".jp-Notebook .jp-Cell")
        count = cells.count()
        # Not by a pointer: what comes in above may push what it presses away from under it.
        lab.page.locator(".jp-Notebook-footer").dispatch_event("click")
        cells.nth(count).locator(".cm-content").focus()
        lab.page.keyboard.insert_text("1 +")
        (tmp_path / "done").touch()
        lab.until("document.querySelector('[data-status=idle]')")
        lab.page.wait_for_timeout(1000)  # for what is done once all have run
        lab.page.keyboard.insert_text(" 2")
        assert cells.last.locator(".cm-content").inner_text() == "1 + 2"


def test_a_page_loaded_anew_while_its_kernel_is_at_work_finds_its_controls_once_that_is_done(
    browser: Any, tmp_path: Path
) -> None:
    with lab_at_work(browser, tmp_path) as lab:
        sent: list[str] = []
        kinds = ("jupyter.widget.control", '"request_state"', "comm_info_request", "execute_request")

        def note(frame: str | bytes) -> None:
            words = frame if isinstance(frame, str) else frame.decode("latin-1")
            sent.extend(kind for kind in kinds if kind in words)

        lab.page.on("websocket", lambda socket: socket.on("framesent", note))
        with lab.page.expect_websocket(lambda socket: "/channels" in socket.url) as opened:
            lab.page.reload()
        with opened.value.expect_event("framesent", lambda frame: b"jupyter.widget.control" in frame):
            pass
        # Of its two questions what there is, the second tells that the page has waited in vain and asks in another way.
        for _ in range(10 * PATIENCE):
            if sent.count("comm_info_request") > 1:
                break
            lab.page.wait_for_timeout(100)
        (lab.place / "done").touch()
        lab.until(READY)
        asked = sent[: sent.index("execute_request")]
        assert set(asked) == set(kinds[:3])  # which controls there are, and then each by itself
        lab.choose("Partnership", "lough-mental-health.yaml")
        lab.until(LEAD.format("Lough"))
        assert lab.said == []
