"""Purpose: written, accepted, named, measured, contributed to."""

from __future__ import annotations

import pytest

from partnerlab.analysis.signals.purpose import (
    options_favour_partnership,
    outcome_is_named,
    outcomes_are_measured,
    partners_contribute,
    reason_is_accepted,
    reason_is_written,
)

CARING = {"framework": "wellbeing-2024", "aligned": ["caring-society"]}
LONELY = {"id": "lonely", "title": "Lonely", "unit": "%", "good_direction": "down", "outcome": "caring-society"}


def asked(**answers: str) -> dict[str, object]:
    return {
        "acceptances": [
            {"on": "2026-01-01", "by": by, "understood": "yes", "accepted": answer} for by, answer in answers.items()
        ]
    }


def test_a_reason_is_expected_from_building_on(says):
    assert says(reason_is_written, "scoping", rationale="None can alone") == ("supports", 1, 1)
    assert says(reason_is_written, "scoping") == ("cannot tell", 0, 0)
    assert says(reason_is_written, "building") == ("contradicts", 0, 0)


@pytest.mark.parametrize(
    ("answers", "expected"),
    [
        ({"A": "yes", "B": "yes"}, ("supports", 2, 2)),
        ({"A": "yes", "B": "partly"}, ("contradicts", 2, 2)),
        ({"A": "yes"}, ("cannot tell", 1, 2)),
        ({"A": "no"}, ("contradicts", 1, 2)),
        ({}, ("cannot tell", 0, 2)),
    ],
)
def test_all_partners_must_accept_and_who_was_not_asked_is_not_against(says, answers, expected):
    assert says(reason_is_accepted, **asked(**answers)) == expected


@pytest.mark.parametrize("members", ["", "A", "AB"])
def test_where_nobody_was_asked_no_count_is_told(hub, members):
    assert reason_is_accepted(hub(members=members)).text == "no partner's acceptance of the reason is recorded"


def test_one_of_five_asked_is_too_few_to_tell(says):
    assert says(reason_is_accepted, members="ABCDE", **asked(A="no")) == ("cannot tell", 1, 5)


def test_how_many_must_accept_can_be_changed(says):
    answers = asked(A="yes", B="no")
    assert says(reason_is_accepted, thresholds={"acceptance": 0.5}, **answers)[0] == "supports"


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [((9, 9), (1, 1), "supports"), ((1, 1), (9, 9), "contradicts"), ((9, 1), (1, 9), "cannot tell")],
)
def test_a_partnership_must_come_first_clearly(says, first, second, expected):
    options = [
        {"id": name, "name": name, "form": name, "scores": {"reach": scores[0], "cost": scores[1]}}
        for name, scores in (("partnership", first), ("contract", second))
    ]
    criteria = [{"id": "reach", "name": "Reach"}, {"id": "cost", "name": "Cost"}]
    assert says(options_favour_partnership, options=options, criteria=criteria)[0] == expected


def test_nothing_to_compare_with_cannot_be_told(says):
    assert says(options_favour_partnership) == ("cannot tell", 0, 0)


def test_an_outcome_is_expected_from_building_on(says):
    assert says(outcome_is_named, outcomes=CARING)[0] == "supports"
    assert says(outcome_is_named, "scoping")[0] == "cannot tell"
    assert says(outcome_is_named, "building")[0] == "contradicts"


def test_each_outcome_needs_an_indicator_from_planning_on(says):
    assert says(outcomes_are_measured, outcomes=CARING, indicators=[LONELY]) == ("supports", 1, 1)
    assert says(outcomes_are_measured, "planning", outcomes=CARING)[0] == "contradicts"
    assert says(outcomes_are_measured, "building", outcomes=CARING)[0] == "cannot tell"
    two = {**CARING, "aligned": ["caring-society", "safe-community"]}
    assert says(outcomes_are_measured, outcomes=two, indicators=[LONELY]) == ("contradicts", 2, 2)


@pytest.mark.parametrize(("by", "expected"), [("AB", "supports"), ("A", "contradicts"), ("", "cannot tell")])
def test_each_partner_contributes(says, by, expected):
    given = [{"partner": name, "outcome": "caring-society"} for name in by]
    assert says(partners_contribute, outcomes={**CARING, "contributions": given})[0] == expected
