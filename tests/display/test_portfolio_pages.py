"""What stands beside the portfolio's page: every link leads somewhere, every table is whole."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path

import pandas as pd
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
from partnerlab.display.portfolio_files import COUNTS, write_files
from partnerlab.display.table import write_csv
from partnerlab.guide.frameworks import frameworks
from partnerlab.page.attachments import FurtherPage, unpack
from reviewed import action, finding, leave, measure, partner

COVERS = ("partnerlab.display.portfolio_files", "partnerlab.display.portfolio_tables")


@pytest.fixture
def found(tmp_path: Path) -> Portfolio:
    red = [finding("RA104", "red")]
    leave(tmp_path, "hub", [partner("A & B", hours=90.0), partner("A-B")], findings=red, area="=Belfast")
    leave(tmp_path, "town", [partner("A & B", hours=1.0), partner("A-B")])
    return read_portfolio(tmp_path, left_out={"gone": "its file is gone"})


def gathered(found: Portfolio):
    return gather_frames(found, rebalance(found), add_board(History(), found))


def pages_of(found: Portfolio) -> dict[str, str]:
    """Name to body of every page beside the portfolio's."""
    further = unpack(tables.beside(found, gathered(found)).beside)
    return {page.name: page.body for page in further if isinstance(page, FurtherPage)}


def test_organisations_whose_names_are_spelled_alike_have_pages_of_their_own(found: Portfolio) -> None:
    pages = pages_of(found)
    names = list(pages)
    assert names == [
        "partnerships.html",
        "organisations.html",
        "organisation-a-b-1.html",
        "organisation-a-b-2.html",
    ]
    listed = re.findall(r'href="([^"]+)"', pages["organisations.html"])
    assert set(listed) == set(names[2:])


def test_the_list_of_all_names_the_groups_of_each_row(found: Portfolio) -> None:
    body = pages_of(found)["partnerships.html"]
    keys = dict(re.findall(r'<li class="(k[\w-]+)">([^<]+) \(', body))
    (classes,) = re.findall(r'<tr class="([^"]+)"><th scope="row"><a href="../hub/01-scoping.html">', body)
    chosen = {keys[code] for code in classes.split()}
    assert {"Act now", "safer", "=Belfast", "managing"} <= chosen
    assert any(text.startswith("RA104: ") for text in chosen)


def test_of_many_the_list_names_members_once_and_each_row_by_a_code(
    found: Portfolio, monkeypatch: pytest.MonkeyPatch
) -> None:
    few = pages_of(found)["partnerships.html"]
    assert "Members: A &amp; B; A-B. Area: =Belfast." in few
    monkeypatch.setattr("partnerlab.display.portfolio_pages.MOST_TOLD", 1)
    body = pages_of(found)["partnerships.html"]
    assert "Members:" not in body
    assert '<p class="pl-known">A &amp; B; A-B</p>' in body
    rows = dict(re.findall(r'<tr class="([^"]+)"><th scope="row"><a href="../(\w+)/01', body))
    codes = {slug: {code for code in marks.split() if code[0] == "m"} for marks, slug in rows.items()}
    assert codes == {"hub": {"m0", "m1"}, "town": {"m0", "m1"}}


def test_an_organisation_s_page_says_whether_it_is_over_its_limit(found: Portfolio) -> None:
    pages = pages_of(found)
    assert (
        "It gives 91 hours a month in the 2 partnerships that say so. That is more than its limit of 75"
        in (pages["organisation-a-b-1.html"])
    )
    assert "No file says how many hours it gives." in pages["organisation-a-b-2.html"]


def test_the_workbook_holds_every_table_and_no_formula(found: Portfolio) -> None:
    frames = gathered(found)
    content = dict(write_files(frames))["portfolio.xlsx"]
    book = CalamineWorkbook.from_filelike(io.BytesIO(content))
    assert len(book.sheet_names) == len(frames) + 1
    rows = book.get_sheet_by_name("Partnerships").to_python()
    assert {row[0] for row in rows} >= {"Hub", "Town"}
    assert rows[3][:6] == ["Partnership", "Slug", "Stage", "As at", "Act now", "Attend to"]
    assert {"Budget (£)", "Lead organisation"} <= set(rows[3])
    headings = book.get_sheet_by_name("Organisations").to_python()[3]
    assert {"Hours a month", "Money (£ a year)", "Over its limit of hours"} <= set(headings)
    sheets = zipfile.ZipFile(io.BytesIO(content))
    named = re.findall(r' name="Table_(\w+)" [^>]*?ref="(\w+:\w+)"', str(sheets.read("xl/tables/table1.xml")))
    assert named == [("partnerships", "A4:Y6")]
    assert len([name for name in sheets.namelist() if name.startswith("xl/tables/")]) == len(frames)
    assert not [name for name in sheets.namelist() if b"<f>" in sheets.read(name)]
    assert dict(write_files(frames))["portfolio.xlsx"] == content


def test_csv_marks_what_a_spreadsheet_would_take_for_a_formula(found: Portfolio) -> None:
    assert "'=Belfast" in dict(write_files(gathered(found)))["portfolio.csv"].decode("utf-8-sig")


def test_csv_is_the_same_however_many_rows_are_written_at_once(
    found: Portfolio, monkeypatch: pytest.MonkeyPatch
) -> None:
    frames = gathered(found)
    whole = dict(write_files(frames))["portfolio.csv"]
    counts = dict.fromkeys(COUNTS, "Int64")
    flat = frames["partnerships"].assign(outcomes="safer", sectors="").astype(counts)
    assert whole.decode("utf-8-sig") == write_csv(flat)
    monkeypatch.setattr("partnerlab.display.portfolio_files.ROWS_AT_ONCE", 1)
    assert dict(write_files(frames))["portfolio.csv"] == whole


def test_every_table_of_the_page_can_be_shown_with_and_without_reviews(found: Portfolio) -> None:
    for portfolio in (found, Portfolio()):
        frames = gathered(portfolio)
        history = add_board(History(), portfolio)
        changed = tables.portfolio_changes(frames, compare_boards(history), say_changes(history))
        assert "no earlier board" in changed.html
        groups = group_by_each(frames["partnerships"])
        shown = tables.portfolio_groups(groups, list_unserved(portfolio)).html
        assert ("Partnerships by outcome" in shown) is bool(portfolio.reviews)
        assert ("No partnership says which outcomes it serves." in shown) is not bool(portfolio.reviews)
        assert "is not known" in tables.portfolio_delivery(frames["partnerships"]).html
        assert tables.portfolio_organisations(frames, rebalance(portfolio)).html
        assert tables.portfolio_pairs(frames["pairs"]).html
        assert tables.portfolio_actions(frames["actions"]).html
    assert "its file is gone" in tables.portfolio_changes(gathered(found), compare_boards(history), "x").html


def test_outcomes_that_most_serve_and_that_nobody_serves_are_said(tmp_path: Path) -> None:
    first, second, *others = (row.id for row in frameworks()[0].outcomes)
    for slug in ("a", "b"):
        leave(tmp_path, slug, [partner("A")], (first, second))
    leave(tmp_path, "c", [partner("A")], (first,))
    found = read_portfolio(tmp_path)
    groups = group_by_each(gathered(found)["partnerships"])
    said = tables.portfolio_groups(groups, list_unserved(found)).text
    titles = {row.id: row.title for row in frameworks()[0].outcomes}
    assert f"Served by most: {titles[first]} (3 partnerships)." in said
    assert f"{len(others)} outcomes are served by no partnership: {titles[others[0]]}" in said


def test_an_outcome_of_its_own_has_the_name_that_its_review_gives_it(tmp_path: Path) -> None:
    leave(tmp_path, "a", [partner("A")], ("clean",), own_outcomes={"clean": "The water is clean"})
    groups = group_by_each(gathered(read_portfolio(tmp_path))["partnerships"])
    assert groups["outcome"]["group"].tolist() == ["The water is clean"]


def test_spending_late_milestones_and_risks_without_a_lead_add_up_over_what_is_known(tmp_path: Path) -> None:
    told = {
        "spent": 1500.0,
        "spent_on_budgets": 900.0,
        "budget": 1200.0,
        "milestones_overdue": 2.0,
        "risks_without_lead": 0.0,
    }
    leave(tmp_path, "hub", [partner("A")], measures=[measure(name, value) for name, value in told.items()])
    leave(tmp_path, "town", [partner("A")], measures=[measure("spent", 5.0), measure("risks_without_lead", 0.0)])
    shown = tables.portfolio_delivery(gathered(read_portfolio(tmp_path))["partnerships"])
    assert shown.text.startswith(
        "£900 is spent on milestones with a budget of £1,200, in the 1 partnership that records both. "
        "2 milestones are overdue, in 1 partnership; of 1 partnership it is not known. "
        "No open risks are without a lead."
    )


def test_money_of_a_country_is_said_in_round_numbers(tmp_path: Path) -> None:
    told = {"spent_on_budgets": 2_484_350_000.0, "budget": 2_981_220_000.0}
    leave(tmp_path, "hub", [partner("A")], measures=[measure(name, value) for name, value in told.items()])
    shown = tables.portfolio_delivery(gathered(read_portfolio(tmp_path))["partnerships"])
    assert shown.text.startswith("£2.5bn is spent on milestones with a budget of £3bn, in the 1 partnership")


def test_actions_have_no_column_of_which_nothing_is_known() -> None:
    row = {"partnership": "Hub", "what": "Settle it", "owner": None, "due": "2026-01-15", "state": "overdue"}
    frame = pd.DataFrame([row | {"code": None, "paragraph": None}, row | {"code": "SC1", "paragraph": None}])
    heads = [
        re.findall(r'<th scope="col"[^>]*>(.*?)</th>', tables.portfolio_actions(part).html)
        for part in (frame[:1], frame)
    ]
    assert heads == [own := ["Partnership", "What", "Who", "By when", "State"], [*own, "Finding"]]


def test_what_is_asked_of_an_organisation_stands_ahead_of_a_long_list_of_its_partnerships(found: Portfolio) -> None:
    for name, page in pages_of(found).items():
        if name.startswith("organisation-"):
            assert page.index("What is asked of it next") < page.index("Its partnerships")


def test_beyond_a_number_only_organisations_in_several_have_a_page_and_the_list_says_why(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("partnerlab.display.portfolio_pages.MOST_PAGES", 2)
    late = {**action("Sign", "overdue", "2026-01-01"), "owner": "Alone"}
    leave(tmp_path, "hub", [partner("Both"), partner("Alone")], actions=[late])
    leave(tmp_path, "town", [partner("Both"), partner("Other")])
    pages = pages_of(read_portfolio(tmp_path))
    assert list(pages) == ["partnerships.html", "organisations.html", "organisation-both.html"]
    assert "too many for a page each" in pages["organisations.html"]
    assert '<a href="../hub/01-scoping.html">Alone</a>' in pages["organisations.html"]
    assert "<td>1 January 2026</td>" in pages["organisations.html"]


def test_an_organisation_s_page_says_what_the_register_knows_of_it(tmp_path: Path) -> None:
    leave(tmp_path, "hub", [partner("WHSCT")])
    register = tmp_path / "organisations.yaml"
    register.write_text(
        "organisations:\n  w: {name: Western Trust, aliases: [WHSCT], kind: health trust, parent: d}\n"
        "  d: {name: Department of Health}\n",
        encoding="utf-8",
    )
    page = pages_of(read_portfolio(tmp_path, organisations=register))["organisation-western-trust.html"]
    assert "What it is: health trust." in page
    assert "It belongs to Department of Health." in page
    assert "It also goes by WHSCT." in page
    assert "No file says how many hours it gives." in page


def test_whose_limit_it_is_is_said_by_who_set_it(tmp_path: Path) -> None:
    members = [partner("Trust", hours=75.5), partner("Port", hours=1.0)]
    leave(tmp_path, "hub", members)
    register = tmp_path / "organisations.yaml"

    def told(text: str) -> list[str]:
        register.write_text(text, encoding="utf-8")
        pages = pages_of(read_portfolio(tmp_path, organisations=register))
        return [pages[f"organisation-{name}.html"] for name in ("trust", "port")]

    trust, port = told("organisations:\n  t: {name: Trust, hours_a_month: 75.25}\n")
    assert "It gives 75.5 hours a month in the 1 partnership that says so." in trust
    assert "<td>75.5</td>" in trust
    assert "That is more than its limit of 75.25 (set in the register)." in trust
    assert "It gives 1 hour a month" in port
    assert "That is within its limit of 75 (the limit is ours, not in the guide)." in port
    _, port = told("hours_a_month: 60\n")
    assert "That is within its limit of 60 (set in the register)." in port


def test_a_portfolio_without_reviews_says_so_on_every_page_and_counts_in_no_plural(tmp_path: Path) -> None:
    pages = pages_of(read_portfolio(tmp_path))
    assert "No review has been made yet." in pages["partnerships.html"]
    assert "How many partnerships by" not in pages["partnerships.html"]
    assert tables.beside(Portfolio(), gathered(Portfolio())).text.startswith(
        "partnerships.html: all partnerships in one list, to search and filter (0)\n"
        "organisations.html: all organisations (0)\n"
    )


def test_a_pair_whose_outcomes_are_not_known_is_no_candidate_and_no_clean_one(tmp_path: Path) -> None:
    members = [partner("A"), partner("B")]
    leave(tmp_path, "hub", members)
    leave(tmp_path, "town", members, outcomes=())
    shown = tables.portfolio_pairs(gathered(read_portfolio(tmp_path))["pairs"]).html
    assert (
        "No pair is known to be a candidate to merge, or for one of them to end. "
        "1 pair shares as many members, but not all of their outcomes are known."
    ) in shown


def test_outcomes_that_one_partnership_each_serves_are_not_called_served_by_most(tmp_path: Path) -> None:
    for slug, outcome in zip(("a", "b"), frameworks()[0].outcomes, strict=False):
        leave(tmp_path, slug, [partner("A")], (outcome.id,))
    found = read_portfolio(tmp_path)
    said = tables.portfolio_groups(group_by_each(gathered(found)["partnerships"]), list_unserved(found)).text
    assert said.startswith("No outcome is served by more than one partnership.")


def test_what_most_share_and_what_a_withdrawal_would_cost_is_said_above_the_tables(tmp_path: Path) -> None:
    chief = [{"code": "c1", "role": "Chief Executive"}]
    for number in range(6):
        sponsor = "DfC" if number < 2 else "DoH" if number < 4 else None
        members = [partner("Council", people=chief), partner(f"Club {number}")]
        leave(tmp_path, f"p{number}", members, sponsor=sponsor, lead="Council" if number < 1 else None)
    found = read_portfolio(tmp_path)
    said = tables.portfolio_organisations(gathered(found), rebalance(found)).text
    assert (
        "The most shared sponsors: DfC; DoH (2 partnerships each). "
        "The most shared person: Council: Chief Executive (6 partnerships). "
        "If Council withdrew from all 6 of its partnerships, 1 would lose its lead organisation and 6 would have "
        "fewer than two members."
    ) in said


def test_who_sits_in_one_partnership_is_no_risk_to_several(tmp_path: Path) -> None:
    leave(tmp_path, "hub", [partner("Council"), partner("Club")], lead="Council")
    found = read_portfolio(tmp_path)
    assert "withdrew from" not in tables.portfolio_organisations(gathered(found), rebalance(found)).text


def test_an_organisation_s_page_says_that_one_person_sits_in_several_and_where_alone(tmp_path: Path) -> None:
    chief, clerk = {"code": "c1", "role": "Chief Executive"}, {"code": "c2", "role": "Clerk"}
    leave(tmp_path, "hub", [partner("Council", people=[chief, clerk])])
    leave(tmp_path, "town", [partner("council", people=[chief | {"role": "Chief"}])])
    leave(tmp_path, "port", [partner("Club", people=[chief])])
    pages = pages_of(read_portfolio(tmp_path))
    assert (
        "One person (Chief Executive and Chief) represents it in 2 partnerships. "
        "In 1 of them nobody else is named for it."
    ) in pages["organisation-council.html"]
    assert "One person" not in pages["organisation-club.html"]


def test_pairs_that_are_no_candidates_are_folded_away(tmp_path: Path) -> None:
    leave(tmp_path, "hub", [partner("A"), partner("B")])
    leave(tmp_path, "town", [partner("A"), partner("C")])
    shown = tables.portfolio_pairs(gathered(read_portfolio(tmp_path))["pairs"]).html
    assert (
        shown.index("No pair is a candidate") < shown.index("<details") < shown.index("They share 1 of their members")
    )
    leave(tmp_path, "port", [partner("A"), partner("C")])
    both = tables.portfolio_pairs(gathered(read_portfolio(tmp_path))["pairs"]).html
    assert both.index("Partnerships that share most of their members") < both.index("<details")


def test_who_is_to_be_looked_at_for_ending_is_shown_with_reasons_and_criteria(tmp_path: Path) -> None:
    leave(tmp_path, "hub", [partner("A")], decided={"on": "2026-02-28", "decision": "stop"})
    found = read_portfolio(tmp_path)
    shown = tables.portfolio_endings(gathered(found)["endings"], ["One sign (¶4.11)."])
    assert "1 partnership is to be looked at for ending, because of what is on record." in shown.text
    assert "It was decided on 28 February 2026 to stop" in shown.html
    assert "<li>One sign (¶4.11).</li>" in shown.html
    none = tables.portfolio_endings(gathered(Portfolio())["endings"], [])
    assert none.text.startswith("No review has been made yet.")


def test_sheets_are_printed_so_that_they_can_be_read(found: Portfolio) -> None:
    content = dict(write_files(gathered(found)))["portfolio.xlsx"]
    sheets = zipfile.ZipFile(io.BytesIO(content))
    first = sheets.read("xl/worksheets/sheet2.xml").decode()
    assert re.search(r'<pageSetup paperSize="9" [^>]*orientation="landscape"', first)
    assert int(re.search(r'fitToWidth="(\d+)"', first)[1]) > 1
    assert 'pageOrder="overThenDown"' in first
    assert "<oddFooter>&amp;LPartnerships&amp;RPage &amp;P of &amp;N</oddFooter>" in first
    titles = sheets.read("xl/workbook.xml").decode()
    assert "Partnerships!$A:$A,Partnerships!$4:$4" in titles
    narrow = sheets.read("xl/worksheets/sheet3.xml").decode()
    assert "fitToWidth" not in narrow  # one page across is what the format takes for said
