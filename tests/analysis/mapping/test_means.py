"""Resources and spending, added up by hand."""

from __future__ import annotations

import pytest

from partnerlab.analysis.mapping import (
    assess_resources,
    assess_spending,
    find_administration,
    list_resources,
    summarise_spending,
)


def test_money_time_and_kind_are_kept_apart_without_a_rate(hub):
    brought = [{"kind": "money", "amount": 500}, {"kind": "time", "amount": 20}, {"kind": "in kind", "amount": 100}]
    partners = [{"id": "A", "name": "A", "resources": brought}]
    plain = assess_resources(hub(partners=partners)).iloc[0]
    assert plain[["money", "in_kind", "time"]].tolist() == [500, 100, 20]
    assert plain.isna()["worth"]
    assert assess_resources(hub(partners=partners), pounds_an_hour=10).iloc[0]["worth"] == 800


def test_what_nobody_said_is_missing_and_not_nothing(hub):
    row = assess_resources(hub("A")).iloc[0]
    assert row[["money", "in_kind", "time", "sitting", "worth"]].isna().all()


def test_administration_is_a_share_of_pounds(hub):
    brought = [{"kind": "money", "amount": 75}, {"kind": "in kind", "amount": 25, "purpose": "administration"}]
    assert find_administration(hub(partners=[{"id": "A", "name": "A", "resources": brought}])) == 0.25
    assert find_administration(hub("A")) is None


def test_a_resource_without_an_amount_is_listed(hub):
    partners = [{"id": "A", "name": "A", "resources": [{"kind": "in kind", "what": "a room"}]}]
    assert list_resources(hub(partners=partners))["amount"].isna().tolist() == [True]


@pytest.mark.parametrize(
    ("milestone", "state", "days"),
    [
        ({"due": "2025-06-01", "done": "2025-06-01"}, "in time", None),
        ({"due": "2025-06-01", "done": "2025-06-11"}, "late", 10),
        ({"due": "2025-12-22"}, "missed", 10),
        ({"due": "2026-01-01"}, "to come", None),
    ],
)
def test_a_milestone_is_judged_by_its_date(hub, milestone, state, days):
    row = assess_spending(hub(milestones=[{"id": "M", "name": "Open", **milestone}])).iloc[0]
    assert row["state"] == state
    assert (None if row.isna()["days_late"] else row["days_late"]) == days


@pytest.mark.parametrize(
    ("done", "spent", "money"),
    [
        ("2025-06-01", 110, "within"),
        ("2025-06-01", 111, "over"),
        ("2025-06-01", 89, "under"),
        (None, 50, "open"),
        (None, 120, "over"),
        ("2025-06-01", None, "cannot tell"),
    ],
)
def test_spending_is_judged_against_a_tenth_of_the_budget(hub, done, spent, money):
    milestone = {"id": "M", "name": "Open", "due": "2025-06-01", "done": done, "budget": 100}
    paid = [{"on": "2025-06-01", "milestone": "M", "amount": spent}] if spent else []
    assert assess_spending(hub(milestones=[milestone], spending=paid)).iloc[0]["money"] == money


def test_the_whole_adds_up_and_money_without_a_milestone_is_named(hub):
    milestones = [{"id": "M", "name": "Open", "due": "2025-06-01", "done": "2025-06-01", "budget": 100}]
    paid = [{"on": "2025-06-01", "milestone": "M", "amount": 120}, {"on": "2025-06-01", "amount": 30}]
    whole = summarise_spending(hub(milestones=milestones, spending=paid))
    assert (whole.budget, whole.spent, whole.unassigned, whole.missed) == (100, 150, 30, 0)
    assert whole.variance == pytest.approx(0.2)


def test_nothing_written_down_cannot_be_told(hub):
    whole = summarise_spending(hub())
    assert (whole.budget, whole.spent, whole.variance, whole.missed) == (None, None, None, None)
