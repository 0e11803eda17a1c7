"""Milestones, money and actions: what was promised beside what was done."""

from __future__ import annotations

from datetime import date

import pytest

from partnerlab.analysis.evaluation.action_plan import assess_actions, summarise_actions
from partnerlab.analysis.evaluation.milestones import assess_milestones, summarise_milestones, total_spending
from partnerlab.partnership import Partnership

TODAY = date(2026, 6, 30)


def hub(**more) -> Partnership:
    made = {"name": "Hub", "purpose": "Reach people", "stage": [{"stage": "managing"}]}
    return Partnership(**made, **more).at(TODAY)


@pytest.mark.parametrize(
    ("due", "done", "state", "late"),
    [
        ("2026-06-30", None, "not due yet", None),
        ("2026-06-29", None, "overdue", 1),
        ("2026-06-01", "2026-06-01", "reached in time", None),
        ("2026-06-01", "2026-06-02", "reached late", 1),
        ("2026-05-01", "2026-07-15", "overdue", 60),
    ],
)
def test_a_milestone_is_late_from_the_day_after_it_is_due(due, done, state, late):
    (row,) = assess_milestones(hub(milestones=[{"id": "M", "name": "M", "due": due, "done": done}])).to_dict("records")
    assert (row["state"], row["days_late"]) == (state, late)


@pytest.mark.parametrize(
    ("spent", "done", "spending"),
    [
        (0, None, "nothing spent"),
        (899, None, "within budget"),
        (900, None, "spent before it is reached"),
        (900, "2026-06-01", "within budget"),
        (1100, "2026-06-01", "within budget"),
        (1101, "2026-06-01", "over budget"),
    ],
)
def test_a_tenth_more_is_allowed_and_a_used_up_budget_of_an_open_milestone_is_not(spent, done, spending):
    milestone = {"id": "M", "name": "M", "due": "2026-12-31", "done": done, "budget": 1000}
    payments = [{"on": "2026-01-01", "milestone": "M", "amount": spent}] if spent else []
    (row,) = assess_milestones(hub(milestones=[milestone], spending=payments)).to_dict("records")
    assert row["spending"] == spending


def test_a_missing_budget_is_missing_and_not_nought():
    (row,) = assess_milestones(hub(milestones=[{"id": "M", "name": "M", "due": "2026-12-31"}])).to_dict("records")
    assert (row["budget"], row["share_spent"], row["spending"]) == (None, None, "no budget")


def test_refunds_count_and_loose_money_is_told():
    totals = total_spending(
        hub(
            milestones=[{"id": "M", "name": "M", "due": "2026-12-31", "budget": 100}],
            spending=[
                {"on": "2026-01-01", "milestone": "M", "amount": 80},
                {"on": "2026-02-01", "milestone": "M", "amount": -30},
                {"on": "2026-03-01", "amount": 25},
                {"on": "2026-09-01", "milestone": "M", "amount": 999},
            ],
        )
    )
    assert (totals.budget, totals.spent, totals.untied) == (100, 75, 25)


def test_the_summaries_say_when_nothing_is_recorded():
    assert summarise_milestones(hub()) == "No milestone is recorded, so spending cannot be set against anything."
    assert summarise_actions(hub()) == "No action is recorded."


REVIEWS = [{"on": "2025-06-30"}, {"on": "2025-12-31"}, {"on": "2026-06-30"}]


def actions(*rows: tuple) -> list[dict[str, object]]:
    return [dict(zip(("id", "title", "on", "due", "done"), (row[0], row[0], *row[1:]), strict=False)) for row in rows]


def test_overdue_comes_first_and_the_longest_overdue_before_the_rest():
    rows = actions(
        ("done", "2025-01-01", "2025-02-01", "2025-01-20"),
        ("open", "2026-01-01", "2026-12-01"),
        ("late", "2026-01-01", "2026-05-01"),
        ("later", "2026-01-01", "2026-03-01"),
        ("undated", "2026-01-01"),
        ("done late", "2025-01-01", "2025-02-01", "2025-03-01"),
    )
    assert assess_actions(hub(actions=rows))["action"].tolist() == [
        "later",
        "late",
        "open",
        "undated",
        "done late",
        "done",
    ]


def test_what_became_of_the_last_reviews_actions_is_told():
    rows = actions(
        ("old", "2025-01-01", "2025-05-01"),
        ("kept", "2025-10-01", "2026-05-01", "2026-04-01"),
        ("new", "2026-02-01", "2026-12-01"),
        ("past", "2025-01-01", "2025-05-01", "2025-04-01"),
        ("ahead", "2026-02-01", "2026-12-01", "2026-08-01"),
    )
    table = assess_actions(hub(actions=rows, reviews=REVIEWS)).set_index("action")
    assert table["became"].to_dict() == {
        "old": "carried over",
        "kept": "done",
        "new": "new",
        "past": "",
        "ahead": "new",
    }
    assert table["carried_over"].to_dict() == {"old": 2, "kept": 1, "new": 0, "past": 0, "ahead": 0}
    assert summarise_actions(hub(actions=rows, reviews=REVIEWS)) == (
        "3 actions open, 1 of them overdue; 2 done. Of 2 actions that the last review left open, 1 since done."
    )


def test_an_action_agreed_later_is_not_known_yet():
    assert assess_actions(hub(actions=actions(("later", "2026-07-01", "2026-12-01")))).empty
