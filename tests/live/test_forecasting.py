"""Base, target and story as controls."""

from __future__ import annotations

import pytest

from partnerlab.live.forecasting import offer_forecast, tell_forecast
from partnerlab.live.workbook import Workbook
from partnerlab.partnership import read_partnership


@pytest.fixture
def book(parameters):
    book = Workbook(parameters / "harbour-regeneration.yaml")
    book.do({"do": "forecast"})
    return book


def suppose(book: Workbook, verb: str = "suppose", **changed: str) -> None:
    offered = book.explorer.forecast
    book.do({"do": verb, "indicator": offered["indicator"], **offered["now"], **changed})


def test_an_indicator_is_offered_as_it_is_on_record(book):
    offered, row = book.explorer.forecast, book.partnership.indicators[0]
    assert offered["indicator"] == row.id
    assert offered["indicators"][0] == [row.id, row.title]
    assert offered["now"]["base"] not in ("", offered["bases"][0]) or offered["now"]["base"] in offered["bases"]
    assert offered["sentence"].startswith("If the history goes on")
    assert "Has the curve turned" in offered["html"]


def test_another_base_target_and_story_are_told_at_once(book):
    base = book.explorer.forecast["bases"][-1]
    suppose(book, base=base, story="no_change")
    told = book.explorer.forecast
    assert told["now"]["base"] == base
    assert f"since {base}" in told["html"]
    assert told["sentence"].startswith("If the latest value stays")
    assert book.draft.alterations == ()


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"target": "5", "period": ""}, "a target needs both a value and a period"),
        ({"target": "many", "period": "2030"}, '"many" is not a number'),
        ({"base": "1066"}, "1066 is no period with a value before the latest"),
        ({"story": "miracle"}, '"miracle" is not one of the stories'),
    ],
)
def test_what_cannot_be_tried_is_told(book, changed, said):
    suppose(book, **changed)
    assert said in book.said


def test_a_target_is_typed_and_the_review_follows(book):
    period = book.partnership.indicators[0].target.period if book.partnership.indicators[0].target else "2030"
    suppose(book, "type_forecast", target="1.5", period=period)
    assert not book.faults
    assert book.partnership.indicators[0].target.value == 1.5
    assert {row.table for row in book.draft.alterations} == {"indicators"}


def test_nothing_new_is_not_typed(book):
    suppose(book, "type_forecast")
    assert "there is nothing to type" in book.said


def test_without_values_there_is_nothing_to_try(tmp_path):
    file = tmp_path / "small.yaml"
    file.write_text("name: Small\npurpose: Small things\nstage: scoping\n", encoding="utf-8")
    book = Workbook(file)
    book.do({"do": "forecast"})
    assert book.explorer.forecast == {"none": True}
    assert offer_forecast(read_partnership(file)) == {}
    with pytest.raises(Exception, match="no indicator has a value"):
        tell_forecast(read_partnership(file), "x", {})
