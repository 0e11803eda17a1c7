"""A review page in a real browser: offline, accessible in every look, whole on a phone and on paper."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from nbformat.v4 import new_code_cell, new_notebook, new_output

from partnerlab.display.figure import Figure
from partnerlab.display.grid import Cell, Grid
from partnerlab.page.audit.accessibility import find_violations
from partnerlab.page.audit.browser import open_page
from partnerlab.page.render.exporter import render_page
from partnerlab.page.vega import SAID_ABOVE

COVERS = ("partnerlab.page.audit.accessibility",)

pytestmark = pytest.mark.browser

LOOKS: dict[str, dict[str, Any]] = {
    "laptop": {"viewport": {"width": 1280, "height": 800}},
    "dark": {"viewport": {"width": 1280, "height": 800}, "color_scheme": "dark"},
    "own colours": {"forced_colors": "active"},
    "phone": {"viewport": {"width": 320, "height": 640}, "device_scale_factor": 2},
    "dark phone in own colours": {
        "viewport": {"width": 320, "height": 640},
        "color_scheme": "dark",
        "forced_colors": "active",
    },
    "four times as large": {"viewport": {"width": 320, "height": 200}, "device_scale_factor": 4},
}


@pytest.fixture(scope="module")
def unfolded(page_file: Path) -> Path:
    """The page with everything that is folded away opened."""
    file = page_file.with_name("unfolded.html")
    file.write_text(page_file.read_text("utf-8").replace("<details", "<details open"), "utf-8")
    return file


def violations(browser: Any, file: Path, **look: Any) -> list[str]:
    page = open_page(browser, file, **look)
    found = [str(violation) for violation in find_violations(page)]
    page.context.close()
    return found


@pytest.mark.parametrize("look", LOOKS)
def test_no_accessibility_rule_is_broken_with_everything_unfolded(browser: Any, unfolded: Path, look: str) -> None:
    assert violations(browser, unfolded, **LOOKS[look]) == []


def test_no_accessibility_rule_is_broken_with_everything_folded(browser: Any, page_file: Path) -> None:
    assert violations(browser, page_file, **LOOKS["laptop"]) == []


def test_no_accessibility_rule_is_broken_by_the_page_of_a_failed_notebook(browser: Any, failed_file: Path) -> None:
    assert violations(browser, failed_file, **LOOKS["dark"]) == []


def test_no_request_leaves_the_page_and_nothing_is_complained_of(browser: Any, page_file: Path) -> None:
    context = browser.new_context()
    page = context.new_page()
    asked: list[str] = []
    said: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.goto(page_file.as_uri())
    page.wait_for_load_state("networkidle")
    assert asked == [page_file.as_uri()]
    assert said == []
    context.close()


def test_every_chart_is_seen_without_scripts(browser: Any, unfolded: Path) -> None:
    page = open_page(browser, unfolded, java_script_enabled=False)
    charts = page.get_by_role("img", name=SAID_ABOVE)
    assert charts.count() == 2
    for number in range(2):
        box = charts.nth(number).bounding_box()
        assert box is not None
        assert box["width"] > 200
        assert box["height"] > 50
    page.context.close()


def test_a_figure_is_heard_once(browser: Any, unfolded: Path) -> None:
    """What a screen reader comes to: its headline is a heading, and nothing else is named by it or by its labels."""
    page = open_page(browser, unfolded)
    tree = page.context.new_cdp_session(page).send("Accessibility.getFullAXTree")["nodes"]
    heard = [node for node in tree if not node["ignored"]]
    said = [(node["role"]["value"], node.get("name", {}).get("value", "")) for node in heard]
    assert said.count(("heading", "risk R3 is worst")) == said.count(("StaticText", "risk R3 is worst")) == 2
    named = [name for role, name in said if role not in ("heading", "StaticText", "InlineTextBox", "RootWebArea")]
    assert not any("risk R3 is worst" in name for name in named)
    drawings = {node["nodeId"] for node in heard if node.get("name", {}).get("value") == SAID_ABOVE}
    assert len(drawings) == 2
    assert not any(node.get("parentId") in drawings for node in heard)
    page.context.close()


@pytest.mark.parametrize("width", [599, 601])
def test_on_a_phone_the_data_take_the_place_of_a_chart_that_does_not_fit(
    browser: Any, page_file: Path, width: int
) -> None:
    page = open_page(browser, page_file, viewport={"width": width, "height": 800})
    figure = page.locator("figure").first
    figure.evaluate("figure => { figure.querySelector('.pl-drawing').className = 'pl-drawing pl-broad'; }")
    assert figure.locator("svg.pl-svg").is_visible() is (width > 600)
    assert figure.locator("table").is_visible() is (width < 600)
    heads = figure.locator("tbody tr").first.locator("td, th")
    content = [heads.nth(n).evaluate("cell => getComputedStyle(cell, '::before').content") for n in range(3)]
    assert content == (['"Risk: "', '"Severity: "', '"Cost: "'] if width < 600 else ["none"] * 3)
    page.context.close()


def test_on_a_phone_what_heads_a_cell_is_as_legible_on_its_colour_as_the_cell(browser: Any, tmp_path: Path) -> None:
    cells = [Cell("Trust", f"Step {step}", f"ramp_{step}", "3") for step in range(1, 6)]
    words = {"title": "Steps", "description": "One of each.", "units": "levels"}
    figure = Figure(Grid(cells, rows_named="Partner"), table=pd.DataFrame({"step": range(1, 6)}), **words)
    output = new_output("display_data", data=figure._repr_mimebundle_())
    file = tmp_path / "page.html"
    file.write_text(render_page(new_notebook(cells=[new_code_cell("", outputs=[output])]), name="page"), "utf-8")
    page = open_page(browser, file, viewport={"width": 390, "height": 800})
    colours = page.locator(".pl-grid td").evaluate_all(
        "cells => cells.map(cell => ['', '::before'].map(part => getComputedStyle(cell, part || null).color))"
    )
    assert len(colours) == len(cells)
    assert [heading for _, heading in colours] == [letters for letters, _ in colours]


def test_a_link_to_what_is_folded_opens_it(browser: Any, page_file: Path) -> None:
    page = open_page(browser, page_file)
    page.locator(".pl-brief a[href^='#finding-']").first.click()
    target = page.locator(":target")
    assert target.is_visible()
    page.context.close()


def test_the_page_never_scrolls_sideways_on_a_phone(browser: Any, page_file: Path, unfolded: Path) -> None:
    for file in (page_file, unfolded):
        page = open_page(browser, file, viewport={"width": 320, "height": 640})
        assert page.locator("html").evaluate("element => element.scrollWidth") == 320
        page.context.close()


def test_the_keyboard_reaches_the_text_first_and_everything_that_scrolls(browser: Any, page_file: Path) -> None:
    page = open_page(browser, page_file, viewport={"width": 1280, "height": 800})
    page.keyboard.press("Tab")
    skip = page.locator(":focus")
    assert skip.inner_text() == "Skip to the review"
    box = skip.bounding_box()
    assert box is not None
    assert box["y"] >= 0
    page.keyboard.press("Enter")
    assert page.locator(":focus").get_attribute("id") == "content"
    reached = set()
    for _ in range(120):
        page.keyboard.press("Tab")
        focused = page.locator(":focus")
        if not focused.count():
            break
        reached.add(focused.evaluate("element => element.className || element.localName"))
        outline = focused.evaluate("element => getComputedStyle(element).outlineStyle")
        assert outline == "solid"
    assert {"summary", "pl-self", "pl-scroll"} <= reached
    page.context.close()


def test_folded_parts_open_by_keyboard(browser: Any, page_file: Path) -> None:
    page = open_page(browser, page_file)
    summary = page.locator("summary", has_text="How to read it, and the data").first
    data = page.locator(".pl-data .pl-scroll").first
    assert not data.is_visible()
    summary.focus()
    page.keyboard.press("Enter")
    assert data.is_visible()
    page.context.close()


def test_the_data_of_a_chart_can_be_saved_offline(browser: Any, page_file: Path, tmp_path: Path) -> None:
    page = open_page(browser, page_file, accept_downloads=True)
    page.locator("summary", has_text="How to read it, and the data").first.click()
    with page.expect_download() as waiting:
        page.locator(".pl-data .pl-save a").first.click()
    saved = tmp_path / "data.csv"
    waiting.value.save_as(saved)
    assert saved.read_text("utf-8-sig").splitlines()[:2] == ["risk,severity,cost", "risk R3 0,red,0"]
    assert waiting.value.suggested_filename == "data-risk-r3.csv"
    page.context.close()


def test_headings_of_a_long_table_stay_while_it_scrolls(browser: Any, unfolded: Path) -> None:
    page = open_page(browser, unfolded)
    table = page.locator("main .pl-output .pl-long .pl-scroll").last
    heading = table.locator("thead th").first
    table.scroll_into_view_if_needed()
    before = heading.bounding_box()
    table.evaluate("element => { element.scrollTop = 200 }")
    after = heading.bounding_box()
    top = table.bounding_box()
    assert before is not None
    assert after is not None
    assert top is not None
    assert table.evaluate("element => element.scrollTop") > 0
    assert after["y"] == pytest.approx(top["y"], abs=2)
    page.context.close()


def test_the_marking_is_at_head_and_foot_of_every_screen(browser: Any, page_file: Path) -> None:
    page = open_page(browser, page_file, viewport={"width": 800, "height": 600})
    screen = page.locator("html")
    for _ in range(20):  # a busy machine may hear the key late
        page.keyboard.press("End")
        page.wait_for_timeout(400)
        if screen.evaluate("element => element.scrollTop") > 100:
            break
    page.wait_for_timeout(800)
    boxes = [page.locator(".pl-marking").nth(number).bounding_box() for number in range(2)]
    assert screen.evaluate("element => element.scrollTop") > 100
    assert boxes[0] is not None
    assert boxes[1] is not None
    assert boxes[0]["y"] == 0
    assert boxes[1]["y"] + boxes[1]["height"] == pytest.approx(600, abs=1)
    page.context.close()


def test_a_link_in_the_contents_leads_to_its_heading(browser: Any, page_file: Path) -> None:
    page = open_page(browser, page_file, viewport={"width": 1280, "height": 800})
    page.get_by_role("navigation").get_by_role("link", name="Findings").click()
    heading = page.get_by_role("heading", name="Findings", exact=True)
    for _ in range(100):  # a busy machine may take long to scroll there
        box = heading.bounding_box()
        assert box is not None
        if 0 <= box["y"] < 300:
            break
        page.wait_for_timeout(200)
    assert 0 <= box["y"] < 300
    page.context.close()


def test_dark_screens_get_dark_paper_and_light_letters_in_charts_too(browser: Any, page_file: Path) -> None:
    seen = []
    for scheme in ("light", "dark"):
        page = open_page(browser, page_file, color_scheme=scheme)
        letters = page.locator(".pl-svg text").first
        seen.append(letters.evaluate("element => getComputedStyle(element).fill"))
        page.context.close()
    assert seen == ["rgb(22, 33, 43)", "rgb(236, 241, 244)"]
