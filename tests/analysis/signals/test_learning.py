"""Acting, measuring and learning."""

from __future__ import annotations

import pytest

from partnerlab.analysis.signals.learning import (
    actions_are_done,
    actions_are_in_time,
    actions_are_owned,
    partners_look_again,
    reviews_are_held,
    services_are_measured,
)


def actions(*rows: dict[str, object]) -> list[dict[str, object]]:
    return [{"id": f"A{n}", "title": f"A{n}", **row} for n, row in enumerate(rows)]


LATE, OPEN, DONE = {"due": "2026-06-29"}, {"due": "2026-06-30"}, {"done": "2026-06-01"}


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ([OPEN], ("supports", 1, 1)),
        ([OPEN, OPEN, OPEN, LATE], ("supports", 4, 4)),
        ([OPEN, OPEN, LATE], ("contradicts", 3, 3)),
        ([{}], ("cannot tell", 0, 1)),
        ([OPEN, OPEN, {}], ("cannot tell", 2, 3)),
        ([LATE, LATE, {}], ("contradicts", 2, 3)),
        ([DONE], ("cannot tell", 0, 0)),
        ([], ("cannot tell", 0, 0)),
    ],
)
def test_three_open_actions_of_four_must_be_in_time_and_one_without_a_date_is_unknown(says, rows, expected):
    assert says(actions_are_in_time, actions=actions(*rows)) == expected


def test_overdue_and_without_an_owner_are_two_facts(says):
    rows = actions({**LATE, "owner": "A"}, OPEN)
    assert says(actions_are_in_time, actions=rows)[0] == "contradicts"
    assert says(actions_are_owned, actions=rows)[0] == "contradicts"
    assert says(actions_are_owned, actions=rows[:1])[0] == "supports"
    assert says(actions_are_owned)[0] == "cannot tell"


def test_an_action_done_supports_and_none_done_says_nothing_yet(says):
    assert says(actions_are_done, actions=actions(DONE))[0] == "supports"
    assert says(actions_are_done, "reviewing", actions=actions(LATE))[0] == "cannot tell"


def test_measures_must_ask_whether_anyone_is_better_off(says):
    def measure(kind: str) -> dict[str, object]:
        return {"id": kind, "title": kind, "kind": kind, "unit": "%"}

    assert says(services_are_measured, performance=[measure("how much"), measure("better off")])[0] == "supports"
    assert says(services_are_measured, performance=[measure("how much")])[0] == "contradicts"
    assert says(services_are_measured, "managing")[0] == "cannot tell"
    assert says(services_are_measured, "implementing")[0] == "contradicts"


def test_reviews_to_come_are_not_held(says):
    assert says(reviews_are_held, reviews=[{"on": "2026-06-30"}]) == ("supports", 1, 1)
    assert says(reviews_are_held, "measuring", reviews=[{"on": "2026-07-01"}])[0] == "contradicts"
    assert says(reviews_are_held, "implementing")[0] == "cannot tell"


@pytest.mark.parametrize(
    ("days", "expected"),
    [
        (["2026-01-01", "2026-02-15"], "supports"),
        (["2026-01-01", "2026-01-20"], "cannot tell"),
        (["2026-01-01"], "cannot tell"),
        ([], "contradicts"),
    ],
)
def test_one_round_is_no_second_look(says, days, expected):
    rows = [{"on": day, "by": "A", "item": 1, "answer": "partly"} for day in days]
    assert says(partners_look_again, "reviewing", checklist=rows)[0] == expected
    assert says(partners_look_again, "managing")[0] == "cannot tell"
