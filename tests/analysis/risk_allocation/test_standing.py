"""How a risk stands: by enough of those that carry it, or not told; one word in register, grid, summary and counts."""

from __future__ import annotations

import pytest

from partnerlab.analysis.risk_allocation import assess_register, assess_status, doubt_ratings
from partnerlab.analysis.risk_allocation.alerts import say_no_alert
from partnerlab.analysis.risk_allocation.standing import (
    bearers_of,
    count_raters,
    judge_rating,
    judge_standing,
    light_of,
    say_state,
)
from partnerlab.analysis.summary.risks import list_risks
from partnerlab.display.charts import status_timeline

SHARED = {"id": "R1", "title": "Delay", "class": "shared"}


@pytest.mark.parametrize(
    ("given", "colour", "state"),
    [
        ([], "unknown", "not rated"),
        (["A"], "unknown", "rated by too few"),
        (["A", "B"], "red", "red"),
        ([None], "red", "red"),
    ],
)
def test_a_shared_risk_has_a_light_once_enough_have_rated_it_or_all_together(made, rated, given, colour, state):
    hub = made(risks=[SHARED], ratings=[rated("R1", 4, 5, by) for by in given])
    (risk,) = hub.risks
    assert (light_of(hub, risk), say_state(hub, risk)) == (colour, state)
    assert judge_rating(hub, risk).colour == ("red" if given else "unknown")


def test_an_own_risk_needs_its_bearer_alone(made, rated):
    hub = made(risks=[{**SHARED, "class": "own", "shared_by": ["A"]}], ratings=[rated("R1", 1, 2, "A")])
    (risk,) = hub.risks
    assert (bearers_of(hub, risk), light_of(hub, risk)) == (("A",), "green")


def test_how_many_are_needed_is_a_threshold_and_never_more_than_carry_it(made, rated):
    partners = [{"id": name, "name": name} for name in "ABCD"]
    ratings = [rated("R1", 4, 5, by) for by in "AB"]
    hub = made(partners=partners, risks=[SHARED], ratings=ratings, thresholds={"least_raters": 3})
    assert judge_standing(hub, hub.risks[0]).rule == (
        "4 × 5 = 20, red from 16; rated by 2 of 4 partners that carry it, 3 are needed"
    )
    assert count_raters(made(risks=[SHARED], ratings=ratings), hub.risks[0]).wanted == 2


def test_that_a_rater_leaves_changes_no_status_until_the_risk_is_rated_again(made, rated):
    partners = [{"id": "A", "name": "A"}, {"id": "B", "name": "B", "left": "2026-05-01"}, {"id": "C", "name": "C"}]
    risks = [{**SHARED, "shared_by": ["A", "B", "C"]}]
    before = [rated("R1", 4, 5, by, on="2026-03-01") for by in "AB"]
    hub = made(partners=partners, risks=risks, ratings=before)
    assert light_of(hub, hub.risks[0]) == "red"
    again = made(partners=partners, risks=risks, ratings=[*before, rated("R1", 4, 5, "A")])
    assert light_of(again, again.risks[0]) == "unknown"
    assert [row.bounds.now for seen in (hub, again) for row in doubt_ratings(seen)] == ["Red", "cannot tell"]


def test_register_grid_silence_and_summary_have_one_word_for_a_risk_that_one_of_two_rated(made, rated):
    hub = made(risks=[SHARED], ratings=[rated("R1", 4, 5, "A")])
    (silent,) = doubt_ratings(hub)
    assert silent.bounds.now == "cannot tell"
    assert assess_register(hub)[["light", "product"]].values.tolist() == [["unknown", 20]]
    assert assess_status(hub)[["light", "state"]].values.tolist() == [["unknown", "rated by too few"]]
    assert [row.light for row in list_risks(hub).rows] == ["unknown"]
    page = status_timeline(assess_status(hub)).html
    assert "1 open risk: 1 rated by too few<" in page
    assert "Red 4×5" not in page


def test_what_is_not_checked_yet_tells_who_rated_too_little(made, rated):
    early = [{"stage": "scoping", "on": "2026-01-01"}]
    risks = [{**SHARED, "id": name, "shared_by": ["A", "B"]} for name in ("R1", "R2", "R3")]
    hub = made(stage=early, risks=risks, ratings=[rated("R1", 4, 5, "A"), rated("R2", 4, 5)])
    assert say_no_alert(hub) == (
        "Not checked at the scoping stage. "
        "In the register: 1 red, 1 not rated, 1 rated by too few and 3 without a lead."
    )
