"""What it would take, from a finding to the tables."""

from __future__ import annotations

import functools

import pytest

from partnerlab.analysis.findings import Severity
from partnerlab.analysis.moves.steps import Step
from partnerlab.analysis.review import find_findings
from partnerlab.display.findings import name_finding
from partnerlab.live.clearing import find_named, offer_ways, say_step, type_steps
from partnerlab.live.workbook import Workbook
from partnerlab.partnership import Partnership, read_partnership


@pytest.fixture
def book(hub):
    return Workbook(hub)


def reds(book: Workbook) -> list[str]:
    return [name_finding(row) for row in find_findings(book.partnership) if row.severity is Severity.RED]


def look_for(book: Workbook, name: str) -> None:
    """Ask what it would take, until all has been tried."""
    book.do({"do": "need", "finding": name})
    while book.explorer.is_looking:
        book.explorer.look_on()


def test_the_first_way_is_shown_before_all_has_been_tried_and_keeps_its_number(book, monkeypatch):
    monkeypatch.setattr(book.explorer, "look_on", functools.partial(book.explorer.look_on, 0.0))
    name = next(name for name in reds(book) if list(offer_ways(book.partnership, name))[-1][1])
    book.do({"do": "need", "finding": name})
    assert book.explorer.needed["looking"]
    assert not book.explorer.needed["ways"]
    numbers: dict[tuple[str, ...], int] = {}
    bouts = 0
    while book.explorer.is_looking:
        bouts += 1
        if book.explorer.look_on():
            for way in book.explorer.needed["ways"]:
                assert numbers.setdefault(tuple(way["words"]), way["way"]) == way["way"]
    assert bouts > 1
    assert numbers
    assert not book.explorer.needed["looking"]


def test_what_is_typed_meanwhile_ends_the_search(book):
    name = reds(book)[0]
    book.do({"do": "need", "finding": name})
    book.explorer._search = offer_ways(book.partnership, name)
    book.do({"do": "table", "table": "ratings"})
    book.do({"do": "cell", "row": book.draft.rows("ratings")[-1].key, "column": "impact", "text": "2"})
    assert book.explorer.look_on()
    assert book.explorer.needed["changed"]
    assert not book.explorer.is_looking


def test_what_is_taken_is_typed_and_the_finding_goes(book):
    taken = 0
    for name in reds(book):
        look_for(book, name)
        if not book.explorer.needed.get("ways"):
            continue
        finding = find_named(book.partnership, name)
        book.do({"do": "take_way", "way": 0})
        if "partnerlab set" in book.said:
            continue
        assert not book.faults, (name, book.faults)
        now = {row.key: row.severity for row in find_findings(book.partnership)}
        assert now.get(finding.key, Severity.GREEN) is Severity.GREEN, name
        while book.draft.can_undo:
            book.do({"do": "undo"})
        taken += 1
    assert taken


def test_words_say_what_stands_there_and_what_would(book):
    name = reds(book)[0]
    *_, (told, ways) = offer_ways(book.partnership, name)
    assert (told["finding"], told["looking"]) == (name, False)
    assert len(told["ways"]) == len(ways)
    assert all(row["words"] and "It clears this finding" in row["html"] for row in told["ways"])


def test_what_is_found_no_longer_is_told(book):
    book.do({"do": "need", "finding": "finding-nonsense"})
    assert "no longer found" in book.said
    book.do({"do": "take_way", "way": 0})
    assert "choose a finding again" in book.said


def test_it_is_not_tried_on_a_record_with_faults(book):
    book.do({"do": "table", "table": "ratings"})
    book.do({"do": "cell", "row": book.draft.rows("ratings")[-1].key, "column": "impact", "text": "99"})
    book.do({"do": "need", "finding": reds(book)[0]})
    assert "correct the faults first" in book.said


def test_steps_are_typed_where_they_belong(book):
    left = type_steps(
        book.draft,
        [
            Step("set", "partners.PSNI.reporting_terms", "yes"),
            Step("set", "partners.PSNI.representatives.1.authority", "commits"),
            Step("set", "ratings.1.impact", 2),
            Step("add", "leads", {"risk": "R1", "lead": "PSNI", "on": book.partnership.as_at, "accepted": True}),
            Step("set", "risk_settings.appetite", 9),
        ],
    )
    assert left == ["partnerlab set riverside-support-hub.yaml risk_settings.appetite 9"]
    book.look()
    assert not book.faults
    case = book.partnership.whole
    assert case.partner("PSNI").reporting_terms == "yes"
    assert case.partner("PSNI").representatives[0].authority == "commits"
    assert case.ratings[0].impact == 2
    assert (case.leads[-1].risk, case.leads[-1].lead, case.leads[-1].accepted) == ("R1", "PSNI", True)


def test_a_post_is_added_to_a_list_within_a_single_record(book):
    assert type_steps(book.draft, [Step("add", "outcomes.sro", {"organisation": "PSNI", "role": "to be named"})]) == []
    book.look()
    assert not book.faults
    assert book.partnership.outcomes.sro[-1].role == "to be named"


def test_a_row_that_is_gone_is_told(book):
    with pytest.raises(Exception, match="row 9999 is gone"):
        type_steps(book.draft, [Step("set", "ratings.9999.impact", 1)])


def test_a_step_is_said_with_what_stands_there(hub):
    case = read_partnership(hub)
    assert say_step(case, Step("set", "partners.PSNI.representatives.1.authority", "observes")).startswith(
        "partners, PSNI, representatives, 1: authority "
    )
    empty = Partnership(name="Hub", purpose="x", stage=[{"stage": "scoping"}])
    assert say_step(empty, Step("set", "risk_settings.appetite", 9)) == "risk_settings: appetite nothing to 9"
    assert say_step(empty, Step("add", "leads", {"risk": "R1"})) == "leads: add risk R1"
