"""Milestones and money: what was promised beside what was done, added up by hand."""

from __future__ import annotations

import pytest

from partnerlab.analysis.facts.milestones import (
    assess_milestones,
    count_overdue,
    summarise_milestones,
    summarise_spending,
)


def one(**more) -> list[dict[str, object]]:
    return [{"id": "M", "name": "Open", "due": "2025-12-31", **more}]


@pytest.mark.parametrize(
    ("due", "done", "state", "late"),
    [
        ("2026-01-01", None, "not due yet", None),
        ("2025-12-31", None, "overdue", 1),
        ("2025-06-01", "2025-06-01", "reached in time", None),
        ("2025-06-01", "2025-06-11", "reached late", 10),
        ("2025-12-01", "2026-07-15", "overdue", 31),
    ],
)
def test_a_milestone_is_late_from_the_day_after_it_is_due(hub, due, done, state, late):
    row = assess_milestones(hub(milestones=one(due=due, done=done))).iloc[0]
    assert row["state"] == state
    assert (None if row.isna()["days_late"] else row["days_late"]) == late


@pytest.mark.parametrize(
    ("done", "spent", "spending"),
    [
        (None, None, "nothing recorded"),
        (None, 899, "not all spent yet"),
        (None, 900, "little left before it is reached"),
        (None, 999, "little left before it is reached"),
        (None, 1000, "nothing left before it is reached"),
        (None, 1100, "nothing left before it is reached"),
        (None, 1101, "over budget"),
        ("2025-06-01", 899, "under budget"),
        ("2025-06-01", 900, "within budget"),
        ("2025-06-01", 1100, "within budget"),
        ("2025-06-01", 1101, "over budget"),
    ],
)
def test_a_tenth_more_is_allowed_and_a_used_up_budget_of_an_open_milestone_is_not(hub, done, spent, spending):
    paid = [{"on": "2025-01-01", "milestone": "M", "amount": spent}] if spent else []
    row = assess_milestones(hub(milestones=one(done=done, budget=1000), spending=paid)).iloc[0]
    assert row["spending"] == spending


def test_a_budget_of_nothing_is_passed_by_any_payment(hub):
    paid = [{"on": "2025-01-01", "milestone": "M", "amount": 1}]
    assert assess_milestones(hub(milestones=one(budget=0), spending=paid))["spending"].tolist() == ["over budget"]


def test_what_is_not_written_down_is_missing_and_not_nought(hub):
    row = assess_milestones(hub(milestones=one())).iloc[0]
    assert row.isna()[["budget", "spent", "variance"]].all()
    assert row["spending"] == "no budget"


def test_the_whole_adds_up_with_refunds_and_loose_money_is_named(hub):
    paid = [
        {"on": "2025-06-01", "milestone": "M", "amount": 150},
        {"on": "2025-06-02", "milestone": "M", "amount": -30},
        {"on": "2025-06-03", "amount": 25},
        {"on": "2025-06-03", "amount": 5, "purpose": "administration"},
        {"on": "2026-06-03", "amount": 999},
    ]
    whole = summarise_spending(hub(milestones=one(done="2025-06-01", budget=100), spending=paid))
    assert (whole.budget, whole.spent, whole.untied, whole.judged) == (100, 150, 25, 1)
    assert whole.variance == pytest.approx(0.2)


def test_nothing_written_down_cannot_be_told(hub):
    whole = summarise_spending(hub())
    assert (whole.budget, whole.spent, whole.variance) == (None, None, None)
    assert count_overdue(hub()) is None
    assert summarise_milestones(hub()) == "No milestone is recorded, so spending cannot be set against anything."


def test_the_summary_says_what_cannot_be_followed(hub):
    paid = [{"on": "2025-06-01", "milestone": "M", "amount": 120}, {"on": "2025-06-01", "amount": 130}]
    text = summarise_milestones(hub(milestones=one(budget=100), spending=paid))
    assert text == (
        "Of 1 milestone, 1 overdue. £250 is spent; the budgets of all milestones come to £100. "
        "£130 cannot be traced to a milestone or to support."
    )
