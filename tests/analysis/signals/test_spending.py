"""Spending: within budget, followed to what it bought, planned."""

from __future__ import annotations

import pytest

from partnerlab.analysis.signals.spending import milestones_keep_to_budget, money_is_planned, spending_can_be_followed


def spent(*amounts: float | None, done: str | None = "2026-02-01") -> dict[str, object]:
    names = [f"M{n}" for n, _ in enumerate(amounts)]
    return {
        "milestones": [{"id": n, "name": n, "due": "2026-03-01", "done": done, "budget": 100} for n in names],
        "spending": [
            {"on": "2026-01-01", "milestone": name, "amount": amount}
            for name, amount in zip(names, amounts, strict=True)
            if amount is not None
        ],
    }


@pytest.mark.parametrize(
    ("amounts", "expected"),
    [
        ([110], ("supports", 1, 1)),
        ([111], ("contradicts", 1, 1)),
        ([10], ("supports", 1, 1)),
        ([100, 100, 100, 100, 200], ("supports", 5, 5)),
        ([100, 100, 100, 200], ("contradicts", 4, 4)),
        ([100, None], ("supports", 1, 2)),
        ([None], ("cannot tell", 0, 0)),
        ([], ("cannot tell", 0, 0)),
    ],
)
def test_four_milestones_of_five_must_keep_to_their_budget(says, amounts, expected):
    assert says(milestones_keep_to_budget, **spent(*amounts)) == expected


def test_a_budget_used_up_before_the_milestone_is_reached_contradicts(says):
    assert says(milestones_keep_to_budget, **spent(90, done=None))[0] == "contradicts"
    assert says(milestones_keep_to_budget, **spent(89, done=None))[0] == "supports"


def test_payments_for_support_can_be_followed_and_loose_ones_cannot(says):
    support = {"spending": [{"on": "2026-01-01", "amount": 50, "purpose": "administration"}]}
    loose = {"spending": [{"on": "2026-01-01", "amount": 50}]}
    assert says(spending_can_be_followed, **support) == ("supports", 1, 1)
    assert says(spending_can_be_followed, **loose) == ("contradicts", 1, 1)
    assert says(spending_can_be_followed, thresholds={"spending_followed": 0}, **loose)[0] == "supports"


def test_a_refund_does_not_hide_a_loose_payment(says):
    rows = [{"on": "2026-01-01", "amount": 50}, {"on": "2026-01-02", "amount": -50}]
    assert says(spending_can_be_followed, spending=rows)[0] == "contradicts"


def test_spending_and_budgets_are_expected_from_implementing_on(says):
    for source in (spending_can_be_followed, money_is_planned):
        assert says(source, "managing")[0] == "cannot tell"
        assert says(source, "implementing")[0] == "contradicts"
    assert says(money_is_planned, **spent(None)) == ("supports", 1, 1)
