"""One risk tried out, on the sample whose numbers are known."""

from __future__ import annotations

from datetime import date

import pytest

from partnerlab.live.exploring import offer_risk, tell_risk
from partnerlab.live.unsaved import draft_of
from partnerlab.live.workbook import Workbook
from partnerlab.partnership import Partnership, read_partnership


@pytest.fixture
def book(hub):
    return Workbook(hub)


def try_it(book: Workbook, **changed: str) -> None:
    book.do({"do": "risk", "risk": "R8"})
    book.do({"do": "try_risk", "risk": "R8", **book.explorer.tried["now"], **changed})


def test_open_risks_are_offered_with_the_words_of_their_scales(book):
    offered = offer_risk(book.partnership, "R3")
    assert offered["risk"] == "R3"
    assert [level for level, _ in offered["likelihood"]] == ["1", "2", "3", "4", "5"]
    assert offered["impact"][0][1].startswith("1 negligible")
    assert ["PSNI", book.partnership.partner("PSNI").name] in offered["partners"]
    assert offer_risk(book.partnership, "nonsense")["risk"] in {risk for risk, _ in offered["risks"]}


def test_a_tried_rating_is_agreed_by_all_on_the_review_date_and_stands_below(book):
    try_it(book, likelihood="1", impact="1")
    rating = book.partnership.ratings[-1]
    assert (rating.risk, rating.by, rating.likelihood, rating.impact) == ("R8", None, 1, 1)
    assert rating.on == book.partnership.as_at
    assert "1 × 1" in book.explorer.tried["html"]
    assert book.explorer.tried["now"] == {"likelihood": "1", "impact": "1", "lead": book.explorer.tried["now"]["lead"]}


def test_trying_on_takes_the_place_of_what_was_tried_before(book):
    try_it(book, likelihood="1", impact="1")
    try_it(book, likelihood="2")
    assert len(book.draft.alterations) == 1
    book.do({"do": "undo"})
    assert book.partnership.ratings[-1].likelihood == 1


def test_a_moved_lead_moves_who_carries_the_worst_years(book):
    try_it(book, lead="NIHE")
    assert book.partnership.lead_of("R8").lead == "NIHE"
    assert [row.table for row in book.draft.alterations] == ["leads"]
    assert "Northern Ireland Housing Executive" in book.explorer.tried["html"]


def controls_of(book: Workbook, risk: str) -> dict[str, bool]:
    book.do({"do": "risk", "risk": risk})
    return dict(book.explorer.tried["controls"])


def try_controls(book: Workbook, risk: str, *in_place: str) -> None:
    book.do({"do": "try_risk", "risk": risk, **book.explorer.tried["now"], "controls": list(in_place)})


def test_a_control_is_put_in_place_on_the_review_date(book):
    known = controls_of(book, "R2")
    assert list(known.values()) == [True, False]
    try_controls(book, "R2", *known)
    assert [row.table for row in book.draft.alterations] == ["controls"]
    done = [row.done for row in book.partnership.controls if row.risk == "R2"]
    assert done == [date(2025, 6, 12), book.partnership.as_at]
    assert controls_of(book, "R2") == dict.fromkeys(known, True)
    assert "2 of 2" in tell_risk(book.recorded, book.partnership, "R2")


def test_a_control_taken_off_and_put_back_is_as_it_was_recorded(book):
    known = controls_of(book, "R2")
    first = next(iter(known))
    try_controls(book, "R2")
    assert not any(controls_of(book, "R2").values())
    try_controls(book, "R2", first)
    assert book.draft.alterations == ()
    assert controls_of(book, "R2") == known


def test_without_a_word_on_controls_they_stay(book):
    try_it(book, likelihood="1", impact="1")
    assert [row.table for row in book.draft.alterations] == ["ratings"]


def test_half_a_rating_is_refused(book):
    try_it(book, likelihood="")
    assert "choose both" in book.said
    assert book.draft.alterations == ()


def test_nothing_is_changed_on_disk(book, hub):
    before = read_partnership(hub)
    try_it(book, impact="1")
    assert read_partnership(hub) == before


def test_without_risks_there_is_nothing_to_try(tmp_path):
    file = tmp_path / "small.yaml"
    file.write_text("name: Small\npurpose: Small things\nstage: scoping\n", encoding="utf-8")
    book = Workbook(file)
    book.do({"do": "risk"})
    assert (book.explorer.tried, book.said) == (
        {"none": True},
        "There is no open risk to try, or its scales are not known.",
    )


def test_what_cannot_be_told_is_said_so():
    case = Partnership.model_validate(
        {
            "name": "Hub",
            "purpose": "Reach people",
            "stage": [{"stage": "managing"}],
            "risks": [{"id": "R1", "title": "x"}],
        }
    )
    assert "not known" in tell_risk(case, case, "R1")


def test_what_is_shown_ahead_is_what_the_files_then_say(book):
    try_it(book, likelihood="1", impact="2", lead="NIHE")
    assert book.is_ahead
    ahead, told = book.partnership, book.explorer.tried["html"]
    book.catch_up()
    assert not book.is_ahead
    assert book.partnership.model_dump() == ahead.model_dump()
    assert tell_risk(book.recorded, book.partnership, "R8") == told


def test_trying_twice_on_one_day_changes_one_row_ahead_as_well(book):
    try_it(book, likelihood="1", impact="1")
    book.do({"do": "try_risk", "risk": "R8", **book.explorer.tried["now"], "likelihood": "2"})
    ahead = book.partnership
    book.catch_up()
    assert book.partnership.model_dump() == ahead.model_dump()


def test_what_is_ahead_is_kept_at_once_and_read_before_anything_else(book, hub):
    try_it(book, likelihood="1", impact="1")
    assert draft_of(hub).exists()
    book.do({"do": "preview"})
    assert not book.is_ahead
    assert "R8" in book.preview["difference"]
