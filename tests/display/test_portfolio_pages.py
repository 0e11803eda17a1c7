"""What stands beside the portfolio's page: every link leads somewhere, every table is whole."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook

from partnerlab.analysis.portfolio import (
    History,
    Portfolio,
    add_board,
    compare_boards,
    gather_frames,
    group_by_each,
    list_unserved,
    read_portfolio,
    rebalance,
    say_changes,
)
from partnerlab.display import tables
from partnerlab.display.portfolio_files import write_files
from reviewed import finding, leave, partner

COVERS = ("partnerlab.display.portfolio_files", "partnerlab.display.portfolio_tables")


@pytest.fixture
def found(tmp_path: Path) -> Portfolio:
    red = [finding("RA104", "red")]
    leave(tmp_path, "hub", [partner("A & B", hours=90.0), partner("A-B")], findings=red, area="=Belfast")
    leave(tmp_path, "town", [partner("A & B", hours=1.0), partner("A-B")])
    return read_portfolio(tmp_path, left_out={"gone": "its file is gone"})


def gathered(found: Portfolio):
    return gather_frames(found, rebalance(found), add_board(History(), found))


def test_organisations_whose_names_are_spelled_alike_have_pages_of_their_own(found: Portfolio) -> None:
    shown = tables.beside(found, gathered(found))
    names = [page.name for page in shown.beside.pages]
    assert names == [
        "partnerships.html",
        "organisations.html",
        "organisation-a-b-1.html",
        "organisation-a-b-2.html",
    ]
    listed = re.findall(r'href="([^"]+)"', shown.beside.pages[1].body)
    assert set(listed) == set(names[2:])


def test_the_list_of_all_names_the_groups_of_each_row(found: Portfolio) -> None:
    body = tables.beside(found, gathered(found)).beside.pages[0].body
    keys = dict(re.findall(r'<li class="(k[\w-]+)">([^<]+) \(', body))
    (classes,) = re.findall(r'<tr class="([^"]+)"><th scope="row"><a href="../hub/01-scoping.html">', body)
    chosen = {keys[code] for code in classes.split()}
    assert {"Act now", "safer", "=Belfast", "managing"} <= chosen
    assert any(text.startswith("RA104: ") for text in chosen)


def test_an_organisation_s_page_says_whether_it_is_over_its_limit(found: Portfolio) -> None:
    pages = {page.name: page.body for page in tables.beside(found, gathered(found)).beside.pages}
    assert (
        "It gives 91 hours a month in the 2 partnerships that say so, more than its limit of 75"
        in (pages["organisation-a-b-1.html"])
    )
    assert "No file says how many hours it gives." in pages["organisation-a-b-2.html"]


def test_the_workbook_holds_every_table_and_no_formula(found: Portfolio) -> None:
    frames = gathered(found)
    content = write_files(frames)["portfolio.xlsx"]
    book = CalamineWorkbook.from_filelike(io.BytesIO(content))
    assert len(book.sheet_names) == len(frames) + 1
    rows = book.get_sheet_by_name("Partnerships").to_python()
    assert {row[0] for row in rows} >= {"Hub", "Town"}
    sheets = zipfile.ZipFile(io.BytesIO(content))
    assert not [name for name in sheets.namelist() if b"<f>" in sheets.read(name)]
    assert write_files(frames)["portfolio.xlsx"] == content


def test_csv_marks_what_a_spreadsheet_would_take_for_a_formula(found: Portfolio) -> None:
    assert "'=Belfast" in write_files(gathered(found))["portfolio.csv"].decode("utf-8-sig")


def test_every_table_of_the_page_can_be_shown_with_and_without_reviews(found: Portfolio) -> None:
    for portfolio in (found, Portfolio()):
        frames = gathered(portfolio)
        history = add_board(History(), portfolio)
        changed = tables.portfolio_changes(frames, compare_boards(history), say_changes(history))
        assert "no earlier board" in changed.html
        groups = group_by_each(frames["partnerships"])
        shown = tables.portfolio_groups(groups, list_unserved(portfolio)).html
        assert ("Partnerships by outcome" in shown) is bool(portfolio.reviews)
        assert tables.portfolio_organisations(frames, rebalance(portfolio)).html
        assert tables.portfolio_pairs(frames["pairs"]).html
        assert tables.portfolio_actions(frames["actions"]).html
    assert "its file is gone" in tables.portfolio_changes(gathered(found), compare_boards(history), "x").html
