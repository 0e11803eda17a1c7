"""The list of partnerships in a browser: searched, filtered and sorted by keyboard; whole without scripts."""

from __future__ import annotations

from pathlib import Path

import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output

from partnerlab.analysis.portfolio import find_common_findings, read_portfolio, summarise_partnerships
from partnerlab.display import tables
from partnerlab.display.results import Shown
from partnerlab.page.audit.browser import open_page
from partnerlab.page.parts import render
from partnerlab.page.render.exporter import render_page
from reviewed import finding, leave, partner

expect = pytest.importorskip("playwright.sync_api").expect
pytestmark = pytest.mark.browser


@pytest.fixture
def file(tmp_path: Path) -> Path:
    for slug, number in {"hub": 2, "town": 11, "port": 0}.items():
        found = [finding("RA104", "red", f"risk {place}") for place in range(number)]
        leave(tmp_path, slug, [partner("A", sector="statutory")], (slug,), findings=found)
    portfolio = read_portfolio(tmp_path)
    shown = tables.reviews(portfolio, summarise_partnerships(portfolio), find_common_findings(portfolio))
    return write_page(tmp_path, shown)


def write_page(folder: Path, shown: Shown) -> Path:
    cells = [new_markdown_cell("# Portfolio"), new_code_cell("x")]
    cells[1]["outputs"] = [new_output("display_data", shown._repr_mimebundle_())]
    path = folder / "index.html"
    path.write_text(render_page(new_notebook(cells=cells), name="05-portfolio"), encoding="utf-8")
    return path


@pytest.fixture
def organisations(tmp_path: Path) -> Path:
    usual = {"address": "", "words": "", "partnerships": "1", "led": "0", "overdue": "0"}
    rows = [
        {"name": "Trust", "hours": "9", "over": False, "next": "2 March 2026", **usual},
        {"name": "Police", "hours": "1,200", "over": True, "next": "15 January 2026", **usual},
        {"name": "Port", "hours": "not known", "over": False, "next": "–", **usual},
    ]
    shown = {"text/html": str(render("organisations", rows=rows, caption="3 organisations in all", all_paged=True))}
    cells = [new_markdown_cell("# All organisations"), new_code_cell("x")]
    cells[1]["outputs"] = [new_output("display_data", shown)]
    path = tmp_path / "organisations.html"
    path.write_text(render_page(new_notebook(cells=cells), name="05-portfolio"), encoding="utf-8")
    return path


def names(page) -> list[str]:
    return page.locator("table.pl-find tbody tr:visible th").all_inner_texts()


def test_words_and_filters_leave_the_rows_that_fit_and_say_how_many(browser, file: Path) -> None:
    page = open_page(browser, file)
    assert names(page) == ["Town", "Hub", "Port"]
    page.get_by_label("Search").focus()
    page.keyboard.type("to")
    expect(page.get_by_role("status")).to_have_text("1 of 3 rows are shown.")
    assert names(page) == ["Town"]
    page.get_by_role("button", name="Clear").focus()
    page.keyboard.press("Enter")
    assert len(names(page)) == 3
    page.get_by_role("combobox", name="Finding").focus()
    page.keyboard.press("ArrowDown")
    assert names(page) == ["Town", "Hub"]
    assert page.get_by_role("status").inner_text() == "2 of 3 rows are shown."


def test_a_heading_sorts_by_keyboard_numbers_as_numbers(browser, file: Path) -> None:
    page = open_page(browser, file)
    page.get_by_role("button", name="Act now").focus()
    page.keyboard.press("Enter")
    assert names(page) == ["Port", "Hub", "Town"]
    assert page.locator("th[aria-sort]").get_attribute("aria-sort") == "ascending"
    page.keyboard.press("Enter")
    assert names(page) == ["Town", "Hub", "Port"]


def test_numbers_with_a_remark_and_days_are_sorted_by_what_they_mean(browser, organisations: Path) -> None:
    page = open_page(browser, organisations)
    page.get_by_role("button", name="Hours a month").click()
    assert names(page) == ["Trust", "Police", "Port"]
    page.get_by_role("button", name="Next action due").click()
    assert names(page) == ["Police", "Trust", "Port"]


def test_without_scripts_all_rows_are_there_and_nothing_is_dead(browser, file: Path) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(file.as_uri())
    assert names(page) == ["Town", "Hub", "Port"]
    assert page.locator("main :is(input, select, button)").count() == 0
    context.close()


@pytest.fixture
def known(tmp_path: Path) -> Path:
    """Three partnerships that are known by other things than their names."""
    police = partner("Police Service", id="P", aliases=["PSNI"], sector="statutory")
    about = {"area": "Larne", "lead": "Police Service", "owner": "Head of Safer Places, DoJ", "sponsor": "DfC"}
    leave(tmp_path, "hub", [police, partner("Trust")], ("thriving-children",), **about)
    leave(tmp_path, "town", [partner("Trust")], ("thriving-children",), findings=[finding("RA104", "red")])
    leave(tmp_path, "port", [partner("Club")], ("thriving-children",))
    portfolio = read_portfolio(tmp_path)
    shown = tables.reviews(portfolio, summarise_partnerships(portfolio), find_common_findings(portfolio))
    return write_page(tmp_path, shown)


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("psni", ["Hub"]),
        ("larne", ["Hub"]),
        ("safer places", ["Hub"]),
        ("trust", ["Town", "Hub"]),
        ("trust doj", ["Hub"]),
        ("service police", ["Hub"]),
        ('"service police"', []),
        ('"police service" larne', ["Hub"]),
        ("ra104", ["Town"]),
        ("shared risk", ["Town"]),
        ("children", ["Town", "Hub", "Port"]),
        ("nobody knows", []),
    ],
)
def test_it_finds_what_a_partnership_is_known_by(browser, known: Path, words: str, found: list[str]) -> None:
    page = open_page(browser, known)
    page.get_by_label("Search").fill(words)
    expect(page.get_by_role("status")).to_contain_text(f"{'All 3' if len(found) == 3 else f'{len(found)} of 3'} rows")
    assert names(page) == found


def test_a_row_shows_why_it_was_found(browser, known: Path) -> None:
    page = open_page(browser, known)
    why = page.get_by_text("Police Service (leads, PSNI)")
    assert not why.is_visible()
    page.get_by_label("Search").fill("psni")
    expect(why).to_be_visible()
    page.get_by_label("Search").fill("ra104")
    expect(page.get_by_role("status")).to_contain_text("Found by group, too: “RA104: ")
    assert not why.is_visible()


def test_without_scripts_it_is_read_what_a_partnership_is_known_by(browser, known: Path) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(known.as_uri())
    assert page.get_by_text("Owner: Head of Safer Places, DoJ.").is_visible()
    context.close()


def test_what_is_looked_for_is_handed_on_to_the_lists_of_all(browser, known: Path) -> None:
    page = open_page(browser, known)
    link = page.locator(".pl-on a").first
    assert not link.is_visible()
    page.get_by_label("Search").fill("a & b")
    expect(link).to_be_visible()
    assert link.get_attribute("href") == "05-portfolio/partnerships.html#find=a%20%26%20b"
    page.goto(f"{known.as_uri()}#find=larne%20doj")
    assert page.get_by_label("Search").input_value() == "larne doj"
    assert names(page) == ["Hub"]
    assert page.evaluate("document.activeElement.type") == "search"


def test_what_is_sorted_and_filtered_by_is_said(browser, file: Path) -> None:
    page = open_page(browser, file)
    page.get_by_role("button", name="Act now").press("Enter")
    assert page.get_by_role("status").inner_text() == "All 3 rows are shown. Sorted by Act now, rising."
    page.get_by_role("button", name="Act now").press("Space")
    assert page.get_by_role("status").inner_text() == "All 3 rows are shown. Sorted by Act now, falling."
    filters = page.locator("details.pl-filters > summary")
    assert filters.inner_text() == "Filter"
    page.get_by_role("combobox", name="Finding").press("ArrowDown")
    assert filters.inner_text() == "Filter (1 set)"


def test_on_a_narrow_screen_it_finds_and_sorts_as_on_a_wide_one(browser, file: Path) -> None:
    page = browser.new_page(viewport={"width": 390, "height": 844})
    page.goto(file.as_uri())
    page.get_by_label("Search").fill("to")
    expect(page.get_by_role("status")).to_have_text("1 of 3 rows are shown.")
    assert names(page) == ["Town"]
    page.get_by_role("button", name="Clear").click()
    heading = page.get_by_role("button", name="Act now")
    assert heading.bounding_box()["height"] > 20  # seen, not only there for those who listen
    heading.press("Enter")
    assert names(page) == ["Port", "Hub", "Town"]
    page.close()


def test_a_table_of_one_row_has_nothing_to_search(browser, tmp_path: Path) -> None:
    leave(tmp_path, "hub", [partner("A", sector="statutory")], ("hub",), findings=[finding("RA104", "red", "risk 1")])
    portfolio = read_portfolio(tmp_path)
    page = open_page(browser, write_page(tmp_path, tables.reviews(portfolio, summarise_partnerships(portfolio))))
    assert names(page) == ["Hub"]
    assert page.get_by_role("search").count() == page.locator(".pl-sort").count() == 0
