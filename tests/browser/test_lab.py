"""The live workbook in JupyterLab itself: a person opens, chooses, changes, saves, takes back, and loses a kernel."""

from __future__ import annotations

import json
import re
import subprocess
import time
from collections.abc import Iterator
from contextlib import suppress
from typing import Any

import psutil
import pytest

from laboratory import Session, opened_lab
from partnerlab.page.audit.accessibility import RULES, _read_axe
from partnerlab.partnership import read_partnership

pytestmark = [
    pytest.mark.browser,
    pytest.mark.slow,
]

playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
PATIENCE = 120_000
"""Milliseconds that a busy machine may take."""


@pytest.fixture(scope="module")
def shared(browser: Any, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Session]:
    """One for all tests of a worker, as it takes seconds to open."""
    place = tmp_path_factory.mktemp("place")
    with opened_lab(browser, place, "riverside-support-hub") as session:
        yield session


@pytest.fixture
def lab(shared: Session) -> Iterator[Session]:
    """The lab as every test may expect it, whichever came before: one partnership open, nothing typed, all folded up.

    In the end it holds that nothing left the machine and nothing was complained of, whatever the test did.
    """
    lab = shared
    if lab.panel.get_by_role("combobox", name="Partnership").input_value() != "riverside-support-hub.yaml":
        lab.choose("Partnership", "riverside-support-hub.yaml")
        lab.until("document.querySelector('.pl-lead')?.textContent.includes('Riverside')")
    if not lab.panel.get_by_text("0 changes not saved").count():
        lab.edit("ratings")
        lab.press("Discard changes")
        lab.panel.get_by_text("0 changes not saved").wait_for()
    lab.panel.locator("> details").evaluate_all("parts => parts.forEach(part => { part.open = false; })")
    yield lab
    assert lab.outside() == []
    assert lab.said == []
    assert lab.page.locator(".jp-OutputArea-output[data-mime-type*=stderr]").count() == 0  # it is shown in red


def ratings(lab: Session) -> bytes:
    return (lab.place / "parameters" / "riverside-support-hub" / "ratings.csv").read_bytes()


def last_of(lab: Session, column: str) -> Any:
    return lab.panel.locator(f"input[data-column={column}]").last


def last_impact(lab: Session) -> Any:
    return last_of(lab, "impact")


def unfold(lab: Session, words: str) -> Any:
    """Unfold a part by key: what is unfolded above it may push it away from under a pointer that is pressed."""
    part = lab.panel.locator("details", has=lab.page.locator(f"summary:text-is('{words}')"))
    if part.get_attribute("open") is None:
        part.locator("summary").first.press("Enter")
    return part


def test_it_opens_on_the_notebook_of_the_stage_which_has_run(lab):
    assert "Riverside Support Hub" in lab.page.locator(".pl-lead").first.text_content()
    assert lab.page.locator(".jp-NotebookPanel h1").first.text_content().startswith("Risk allocation")
    assert lab.page.locator(".jp-FileBrowser >> text=parameters").count()


def test_what_it_shows_looks_as_on_the_page_and_changes_nothing_around_it(lab):
    light = lab.page.locator(".pl-tally li").first
    assert light.evaluate("element => getComputedStyle(element).borderLeftColor") == "rgb(185, 28, 28)"
    head = lab.page.locator(".pl-table thead th").first
    assert head.evaluate("element => getComputedStyle(element).textAlign") == "left"
    assert lab.page.locator("body").evaluate("body => getComputedStyle(body).fontSize") == "13px"


def test_a_citation_opens_the_paragraph_and_a_code_leads_to_its_figure(lab):
    lab.page.locator("details:has(.pl-finding) > summary").first.click()
    ask = lab.page.locator(".pl-finding .pl-ask").first
    ask.click()
    opened = lab.page.locator("[popover]:popover-open")
    assert opened.inner_text().startswith(ask.inner_text())
    lab.page.keyboard.press("Escape")
    codes = lab.page.locator('.pl-finding a[href^="#shows-"]').evaluate_all(
        "links => links.map(link => link.hash).filter(hash => document.querySelector(`.pl-figure ${CSS.escape(hash)}`"
        ".replace('\\\\#', '#')))"
    )
    assert codes
    lab.page.locator(f'a[href="{codes[0]}"]').first.click()
    lab.page.locator(f".pl-figure {codes[0]}:visible").first.wait_for()


def test_charts_answer_to_the_pointer(lab):
    point_at(lab, lab.page.locator(".jp-OutputArea-output:not(:has(.pl-panel))"))


def point_at(lab: Session, part: Any) -> Any:
    """Point at a mark of the first drawing of a part of the page, and return what is told."""
    part.locator(".pl-drawing").first.scroll_into_view_if_needed()  # a chart comes to life when it is seen
    marks = part.locator(".pl-lively .pl-live svg .role-mark path:not(.background)").first
    marks.wait_for(state="attached")
    marks.hover(force=True)
    told = lab.page.locator(".pl-tip:visible")
    told.wait_for()
    return told


def test_a_fault_is_told_beside_its_cell_while_typing(lab):
    lab.edit("ratings")
    last_impact(lab).fill("9")
    fault = lab.panel.locator(".pl-fault:visible").first
    fault.wait_for()
    assert "9 is off the scale" in fault.inner_text()
    bottoms = "[fault, fault.closest('.pl-scroll')].map(each => each.getBoundingClientRect().bottom)"
    seen = f"fault => {{ const [its, ofTable] = {bottoms}; return its <= ofTable; }}"
    lab.page.wait_for_function(seen, arg=fault.element_handle())  # in the last row it would stand below what is seen
    described = last_impact(lab).get_attribute("aria-describedby")
    assert lab.page.locator(f'[id="{described}"]').inner_text() == fault.inner_text()
    assert lab.panel.get_by_role("button", name="Save", exact=True).is_disabled()
    lab.until_said("1 fault.")
    last_impact(lab).press("Control+z")
    lab.until("[...document.querySelectorAll('.pl-panel input[data-column=impact]')].at(-1).value === '5'")
    assert lab.panel.locator("[aria-invalid]").count() == 0


def test_a_changed_rating_moves_findings_and_figures_below_is_saved_and_taken_back(lab):
    before = ratings(lab)
    tally = lab.page.locator(".pl-tally").first.inner_text()
    drawn = lab.page.locator(".pl-figure").evaluate_all("figures => figures.map(figure => figure.id)")
    lab.edit("ratings")
    last_impact(lab).fill("1")
    lab.until(f"document.querySelector('.pl-tally').innerText !== {json.dumps(tally)}")
    lab.press("What would change")
    box = lab.panel.locator("section.pl-box")
    box.wait_for()
    assert "+R8,Advice,2026-10-16,residual,4,1," in box.inner_text()
    assert "RA203" in box.inner_text()
    assert ratings(lab) == before
    assert lab.page.locator(".pl-figure").evaluate_all("figures => figures.map(figure => figure.id)") != drawn
    lab.press("Save")
    lab.until_said("Saved as change 1.")
    was, now = b"R8,Advice,2026-10-16,residual,4,5,", b"R8,Advice,2026-10-16,residual,4,1,"
    assert ratings(lab) == before.replace(was, now)
    lab.press("Undo the last save")
    lab.until_said("Undone")
    assert ratings(lab) == before
    lab.until(f"document.querySelector('.pl-tally').innerText === {json.dumps(tally)}")


def test_a_block_from_a_spreadsheet_is_shown_before_it_is_taken(lab):
    lab.edit("ratings")
    last = lab.panel.locator("input[data-column=likelihood]").last
    last.evaluate(
        "input => { const data = new DataTransfer(); data.setData('text/plain', '1\\t2');"
        "input.dispatchEvent(new ClipboardEvent('paste', {clipboardData: data, bubbles: true, cancelable: true})); }"
    )
    box = lab.panel.locator('section[aria-label="Pasted block"]')
    box.wait_for()
    assert box.locator("tbody tr").count() == 2
    assert last.input_value() == "4"
    lab.press("Paste")
    lab.until_said("")
    lab.until("[...document.querySelectorAll('.pl-panel input[data-column=likelihood]')].at(-1).value === '1'")
    lab.press("Undo")
    lab.until("[...document.querySelectorAll('.pl-panel input[data-column=likelihood]')].at(-1).value === '4'")


def test_rows_are_walked_by_keyboard_and_one_is_filled_in_as_a_form(lab):
    lab.edit("actions")
    first = lab.panel.locator("input[data-column=title]").first
    first.focus()
    first.press("Enter")
    assert lab.page.evaluate("document.activeElement.dataset.row") != first.get_attribute("data-row")
    lab.panel.get_by_role("button", name=re.compile("^Form of row 1")).click()
    field = lab.panel.get_by_label("title (needed)")
    field.wait_for()
    assert field.input_value() == first.input_value()
    lab.press("Back to the table")


def test_a_row_that_is_added_or_copied_has_the_focus_wherever_it_stands(lab):
    lab.edit("ratings")
    last = lab.panel.locator("tr[data-row]").last
    number = int(last.locator("th").inner_text())
    shift = lab.page.evaluate(
        "() => { const rows = document.querySelector('.pl-sheet .pl-scroll'); rows.scrollLeft = 150;"
        " return rows.querySelector('tbody th').getBoundingClientRect().left - rows.getBoundingClientRect().left; }"
    )
    assert abs(shift) < 2  # the row's number stays in sight
    lab.panel.get_by_label("Filter rows").fill("R8")
    lab.press("Add a row")
    lab.until(f"document.activeElement.closest('tr')?.querySelector('th').textContent === '{number + 1}'")
    assert lab.panel.get_by_label("Filter rows").input_value() == ""
    lab.page.keyboard.type("R2")
    lab.until("document.querySelector('.pl-panel').innerText.includes('1 change not saved')")
    assert last_of(lab, "risk").input_value() == "R2"
    lab.panel.get_by_role("button", name=re.compile("^Copy row 1,")).first.click()
    lab.until("document.activeElement.dataset.column === 'risk' && document.activeElement.value === 'R1'")
    assert lab.panel.locator("details.pl-edit > summary").inner_text() == "Edit the record (2 changes not saved)"
    lab.press("Discard changes")
    lab.until_said("discarded")
    lab.until("document.activeElement.textContent === '0 changes not saved'")  # not thrown to the top of the page
    lab.press("Undo")
    lab.until("document.querySelector('.pl-panel').innerText.includes('2 changes not saved')")  # one step, not two
    lab.press("Discard changes")
    lab.until_said("2 changes not saved are discarded. Undo brings them back.")


def test_a_row_that_is_added_just_as_the_table_is_shown_anew_has_the_focus(lab):
    lab.edit("ratings")
    number = int(lab.panel.locator("tr[data-row]").last.locator("th").inner_text())
    come_back = "document.dispatchEvent(new Event('visibilitychange'))"  # has the table sent again
    lab.panel.get_by_role("button", name="Add a row").evaluate(f"button => {{ {come_back}; button.click(); }}")
    lab.until(f"document.activeElement.closest('tr')?.querySelector('th').textContent === '{number + 1}'")
    lab.press("Undo")
    lab.until(f"[...document.querySelectorAll('.pl-panel tr[data-row] th')].at(-1).textContent === '{number}'")


def test_a_rating_shows_what_its_risk_is_called_and_is_found_by_it(lab):
    lab.edit("ratings")
    first = lab.panel.locator("tr[data-row]").first
    risk = first.locator("input[data-column=risk]")
    title = next(
        row.title
        for row in read_partnership(lab.place / "parameters" / "riverside-support-hub.yaml").risks
        if row.id == risk.input_value()
    )
    called = first.locator(".pl-called").first
    assert called.get_attribute("title") == title
    assert title.startswith(called.inner_text().removesuffix(" …"))
    assert risk.get_attribute("aria-describedby") == called.get_attribute("id")
    lab.panel.get_by_label("Filter rows").fill(title.split()[-1])
    lab.until(f"document.querySelector('.pl-panel tr[data-row] .pl-called').title === {json.dumps(title)}")
    lab.panel.get_by_label("Filter rows").fill("")
    risk.fill("no such risk")
    assert called.inner_text() == ""
    lab.press("Discard changes")
    lab.until_said("discarded")


def test_a_button_that_is_held_down_while_the_controls_are_renewed_is_pressed(lab):
    lab.edit("ratings")
    last_impact(lab).fill("1")
    lab.until("document.querySelector('.pl-panel').innerText.includes('1 change not saved')")
    lab.panel.get_by_role("button", name="Discard changes", exact=True).hover()
    lab.page.mouse.down()
    first = "document.querySelector('.pl-panel input[data-column=impact]')"
    lab.page.evaluate(f"{first}.value = {first}.value === '3' ? '2' : '3'; {first}.dispatchEvent(new Event('change'))")
    lab.until("document.querySelector('.pl-panel').innerText.includes('2 changes not saved')")
    lab.page.mouse.up()
    lab.until_said("discarded")


def test_no_accessibility_rule_is_broken_in_the_controls_and_the_outputs(lab):
    lab.edit("ratings")
    for part in ("Try a risk", "Weigh the options", "Walk the network", "Try a forecast", "Scenarios"):
        unfold(lab, part)
    lab.panel.locator(".pl-network [data-partner]").first.click()
    lab.until("document.querySelector('.pl-network').textContent.includes('Without ')")
    lab.until("document.querySelector('.pl-explore select') && document.querySelector('.pl-weigh input[type=range]')")
    lab.until("document.querySelector('.pl-forecast .pl-told').textContent")
    ask_what_it_would_take(lab, "finding-ra502-risk-r5")
    lab.panel.locator(".pl-ways > li").first.wait_for()
    lab.page.evaluate(_read_axe())
    script = (
        "rules => axe.run({include: [['.pl-piece']]}, {runOnly: rules, resultTypes: ['violations']})"
        ".then(found => found.violations.map(rule => [rule.id, rule.nodes.length, rule.nodes[0].html.slice(0, 200)]))"
    )
    whole_page = ("region", "page-has-heading-one", "landmark-one-main", "bypass", "heading-order")
    assert [row for row in lab.page.evaluate(script, list(RULES)) if row[0] not in whole_page] == []


def test_dark_outputs_follow_the_theme(lab):
    lab.page.evaluate("document.body.dataset.jpThemeLight = 'false'")
    answer = lab.page.locator("pl-piece").first
    lab.until("getComputedStyle(document.querySelector('pl-piece')).backgroundColor === 'rgb(22, 29, 36)'")
    assert answer.evaluate("element => getComputedStyle(element).color") == "rgb(236, 241, 244)"
    lab.page.evaluate("document.body.dataset.jpThemeLight = 'true'")


def test_what_was_typed_outlives_the_kernel_and_the_tab(lab):
    lab.edit("ratings")
    last_impact(lab).fill("2")
    last_impact(lab).press("Tab")
    draft = lab.place / "parameters" / ".history" / "riverside-support-hub.draft.json"
    for _ in range(PATIENCE // 100):
        if draft.exists():
            break
        time.sleep(0.1)
    for kernel in kernels_of(lab.process):
        kernel.kill()
    offer = lab.panel.locator(".pl-offer", has_text="1 change was typed before, or in another notebook").first
    offer.wait_for()  # JupyterLab notices that the kernel has gone, starts another, and the notebook runs again
    lab.page.evaluate("sessionStorage.clear()")
    lab.page.reload()
    offer.wait_for()
    lab.said.clear()  # JupyterLab tells of the kernel that has gone
    lab.panel.get_by_role("button", name="Restore them").first.click()
    lab.until_said("What was typed before is here again.")
    lab.edit("ratings")
    assert last_impact(lab).input_value() == "2"
    lab.press("Discard changes")
    lab.until_said("discarded")
    assert not draft.exists()
    lab.said.clear()


def kernels_of(process: subprocess.Popen[bytes]) -> list[psutil.Process]:
    """The forked kernels: children of the fork server, which is a child of the command."""
    return [kernel for server in psutil.Process(process.pid).children() for kernel in server.children()]


def open_harbour(lab: Session) -> None:
    lab.choose("Partnership", "harbour-regeneration.yaml")
    lab.until("document.querySelector('.pl-lead')?.textContent.includes('Harbour')")


def test_another_partnership_is_chosen_and_all_below_follows(lab):
    open_harbour(lab)
    lab.until_said("Harbour Regeneration Partnership is open.")
    lab.until("[...document.querySelectorAll('.pl-figure')].some(figure => figure.textContent.includes('H1'))")


def test_base_and_what_comes_next_are_tried_and_told_at_once(lab):
    open_harbour(lab)
    part = unfold(lab, "Try a forecast")
    lab.until("document.querySelector('.pl-forecast .pl-told').textContent.startsWith('If the history goes on')")
    lab.choose("What comes next", "no_change")
    lab.until("document.querySelector('.pl-forecast .pl-told').textContent.startsWith('If the latest value stays')")
    assert part.locator("table", has_text="Has the curve turned").count() == 1
    assert "Period" in point_at(lab, part).inner_text()
    assert part.locator(".pl-drawing[role=img] > svg.pl-svg").count() == 1  # the drawing stays for screen readers
    part.get_by_role("button", name="Back to what is on record").click()
    lab.until("document.querySelector('.pl-forecast .pl-told').textContent.startsWith('If the history goes on')")
    lab.choose("Partnership", "riverside-support-hub.yaml")
    lab.until("document.querySelector('.pl-lead')?.textContent.includes('Riverside')")
    lab.until("document.querySelector('.pl-forecast .pl-told').textContent.startsWith('The history is too short')")


def choose_risk(lab: Session, risk: str) -> None:
    """Choose a risk to be tried, and wait for what Python offers of it: the control itself says so at once."""
    lab.choose("Risk", risk)
    lab.until(f"document.querySelector('.pl-explore option[selected]')?.value === '{risk}'")


def test_a_risk_is_tried_and_its_matrix_cost_and_fairness_follow_at_once(lab):
    unfold(lab, "Try a risk")
    choose_risk(lab, "R8")
    lab.choose("likelihood", "1")
    told = lab.panel.locator(".pl-explore table", has_text="What changes when R8 is as tried")
    told.wait_for()
    assert "1 × " in told.inner_text()
    assert lab.panel.locator(".pl-explore .pl-figure").count() == 1
    choose_risk(lab, "R2")
    box = lab.panel.get_by_label("Practitioner's second half day")
    box.check()
    lab.until("document.querySelector('.pl-explore table')?.textContent.includes('2 of 2')")
    box.uncheck()
    lab.until("document.querySelector('.pl-explore table')?.textContent.includes('1 of 2')")


def test_the_matrix_that_is_tried_answers_to_the_pointer_and_keeps_what_is_picked_out(lab):
    part = unfold(lab, "Try a risk")
    choose_risk(lab, "R8")
    lab.choose("likelihood", "2")
    lab.until("document.querySelector('.pl-explore table')?.textContent.includes('2 × ')")
    assert "Likelihood" in point_at(lab, part).inner_text()
    assert part.locator(".pl-live").get_attribute("aria-hidden") == "true"
    assert part.locator(".pl-drawing").get_attribute("role") == "img"
    pick_out(lab, "Attend to")
    lab.until("document.querySelector('.pl-explore .pl-choice [aria-pressed=true]')?.textContent === 'Attend to'")
    # All that are there at this moment, which may be none: a figure out of sight is drawn again once it is looked at.
    mark = "document.querySelectorAll('.pl-explore .pl-choice button').forEach(button => button.dataset.old = 'yes')"
    lab.page.evaluate(mark)
    lab.choose("likelihood", "1")
    lab.until("document.querySelector('.pl-explore table')?.textContent.includes('1 × ')")
    pressed = "[...document.querySelectorAll('.pl-explore .pl-choice [aria-pressed=true]:not([data-old])')]"
    lab.until(f"() => {{ {LOOK_AT}; return {pressed}.map(each => each.textContent).join() === 'Attend to' }}")
    pick_out(lab, "Attend to")
    left = "document.querySelectorAll('.pl-explore .pl-choice [aria-pressed=false]').length === 4"
    lab.until(f"() => {{ {LOOK_AT}; return {left} }}")


LOOK_AT = "document.querySelector('.pl-explore .pl-drawing')?.scrollIntoView({block: 'center'})"
"""Brings the figure of what is tried into sight, where it may have been drawn anew since it was looked at."""


def pick_out(lab: Session, word: str) -> None:
    """Press a button beside the figure of what is tried, as soon as it is there."""
    found = "[...document.querySelectorAll('.pl-explore .pl-choice button')]"
    press = f"const it = {found}.find(each => each.textContent === '{word}'); it?.click(); return !!it"
    lab.until(f"() => {{ {LOOK_AT}; {press} }}")


def test_weights_move_by_keyboard_and_ranks_follow(lab):
    part = unfold(lab, "Weigh the options")
    slider = part.get_by_role("slider", name=re.compile("cost to run"))
    slider.press("End")
    lab.until("document.querySelector('.pl-weigh .pl-told').textContent.includes('comes first')")
    for other in part.get_by_role("slider").all():
        if other.get_attribute("name") != "cost":
            other.press("Home")
    lab.until("document.querySelector('.pl-weigh .pl-told').textContent.startsWith('Police neighbourhood team alone')")
    assert slider.input_value() == "100"
    assert part.locator("table", has_text="The options under these weights").locator("tbody tr").count() > 2
    part.get_by_role("button", name="Back to the weights on record").click()
    lab.until("document.querySelector('.pl-weigh input[name=cost]').value !== '100'")


def test_a_partner_is_chosen_on_the_map_by_pointer_and_keyboard_and_taken_away(lab):
    part = unfold(lab, "Walk the network")
    one = part.get_by_role("button", name=re.compile(r"tie")).first
    one.click()
    lab.until("document.querySelector('.pl-network [aria-pressed=true]')")
    lab.until("document.querySelector('.pl-network').textContent.includes('Without ')")
    other = part.locator("[data-partner][aria-pressed=false]").first
    chosen = other.get_attribute("data-partner")
    other.press("Enter")
    lab.until(f"document.querySelector('.pl-network [aria-pressed=true]').dataset.partner === '{chosen}'")
    assert lab.page.evaluate("document.activeElement.dataset.partner") == chosen
    lines = part.locator("line:not(.pl-gone)").count()
    part.get_by_label("Show the network without it").check()
    assert part.locator("line:not(.pl-gone)").count() < lines
    assert "taken away" in part.locator(f'[data-partner="{chosen}"]').get_attribute("aria-label")


def test_a_paragraph_in_the_text_opens_what_the_guide_asks(lab):
    open_paragraph(lab)


def open_paragraph(lab: Session) -> None:
    cited = lab.page.locator(".jp-RenderedMarkdown .pl-prose").first
    cited.click()
    opened = lab.panel.locator(".pl-guide:popover-open")
    opened.wait_for()
    assert opened.inner_text().startswith(cited.inner_text())
    lab.page.keyboard.press("Escape")


def test_what_is_tried_becomes_a_scenario_that_is_compared_and_thrown_away(lab):
    unfold(lab, "Try a risk")
    choose_risk(lab, "R8")
    lab.choose("likelihood", "1")
    lab.until("document.querySelector('.pl-explore table')?.textContent.includes('1 × ')")
    unfold(lab, "Scenarios")
    lab.panel.get_by_role("textbox", name="Name", exact=True).fill("R8 rarely")
    lab.press("Keep what is typed as a scenario")
    lab.until_said("Kept as scenario r8-rarely.")
    file = lab.place / "parameters" / "riverside-support-hub" / "scenarios" / "r8-rarely.yaml"
    assert "likelihood: '1'" in file.read_text(encoding="utf-8")
    lab.press("Side by side")
    lab.panel.locator('section[aria-label="Side by side"] table').first.wait_for()
    page = lab.place / "outputs" / "scenarios" / "r8-rarely" / "riverside-support-hub" / "03-risk-allocation.html"
    page.parent.mkdir(parents=True)
    page.write_bytes(b"page")
    entry = {"outputs": {f"{page.parent.name}/{page.name}": 4}}
    record = {"schema": 1, "notebooks": {page.stem: entry}}
    (page.parent / "run.json").write_text(json.dumps(record), encoding="utf-8")
    lab.press("Throw r8-rarely away")
    asked = lab.panel.locator("section[aria-label='Throw r8-rarely away']")
    assert "2 files of r8-rarely in outputs/scenarios/r8-rarely" in asked.inner_text()
    lab.until("document.activeElement.textContent === 'Throw all of it away'")
    lab.page.keyboard.press("Enter")
    lab.until_said("r8-rarely is thrown away. 2 files of its pages and copies went with it.")
    assert not file.parent.exists()
    assert not (lab.place / "outputs").exists() or not page.parent.parent.parent.exists()
    lab.edit("ratings")
    lab.press("Discard changes")
    lab.until_said("discarded")


def ask_what_it_would_take(lab: Session, finding: str) -> None:
    """Unfold a finding and press its button; once more where the review below followed just then and folded it up."""
    place = lab.page.locator(f"#{finding}")
    for _ in range(10):
        place.evaluate(
            "place => { for (let up = place; up; up = up.parentElement) if (up.matches('details')) up.open = true; }"
        )
        with suppress(playwright.TimeoutError):
            place.get_by_role("button", name=re.compile("^What would it take")).click(timeout=PATIENCE / 10)
            break
    lab.panel.locator(".pl-needs h4").wait_for()


def test_what_it_would_take_is_asked_at_a_finding_and_tried_at_once(lab):
    lab.page.locator("details:has(.pl-finding) > summary").first.evaluate(
        "summary => summary.parentElement.open = true"
    )
    lab.page.locator(".pl-findings .pl-need").first.wait_for(state="attached")
    ask_what_it_would_take(lab, "finding-ra502-risk-r5")
    way = lab.panel.locator(".pl-ways > li").first
    way.wait_for()
    assert "risks, R5: review_by" in way.inner_text()
    way.get_by_role("button", name="Type way 1 into the tables").click()
    lab.until_said("The review follows")
    lab.until("!document.querySelector('#finding-ra502-risk-r5')")
    lab.edit("ratings")
    lab.press("Discard changes")
    lab.until_said("discarded")
    lab.until("document.querySelector('#finding-ra502-risk-r5')")


def choose_in_menu(lab: Session, menu: str, entry: str) -> None:
    lab.page.get_by_role("menuitem", name=menu, exact=True).click()
    lab.page.get_by_role("menuitem", name=re.compile(entry)).click()


def test_once_the_kernel_is_restarted_from_the_menu_the_controls_say_so_and_what_was_typed_is_offered_again(lab):
    lab.edit("ratings")
    last_impact(lab).fill("2")
    lab.until("document.querySelector('.pl-panel').innerText.includes('1 change not saved')")
    choose_in_menu(lab, "Kernel", r"^Restart Kernel(…|\.\.\.)")
    lab.page.locator(".jp-Dialog .jp-mod-accept, .jp-Dialog .jp-mod-warn").last.click()
    lab.until_said("Run all cells again")
    assert lab.panel.locator("> :not([inert])").all_inner_texts() == [lab.words]
    choose_in_menu(lab, "Run", "^Run All Cells")
    lab.panel.locator(".pl-offer", has_text="1 change was typed before").wait_for()
    assert lab.panel.locator("> [inert]").count() == 0
    lab.press("Discard them")
    lab.until_said("discarded")
    lab.press("Offer again what was discarded")
    lab.panel.locator(".pl-offer", has_text="1 change was typed before").wait_for()
    lab.press("Discard them")
    lab.panel.get_by_role("button", name="Offer again what was discarded").wait_for()
    open_paragraph(lab)  # its button stood there before the controls that answer it
