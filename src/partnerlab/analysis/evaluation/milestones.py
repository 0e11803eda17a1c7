"""Spending against milestones and deliverables (¶2.13)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import pandas as pd

from partnerlab.analysis.caching import cached
from partnerlab.partnership import Partnership
from partnerlab.partnership.governance import Milestone
from partnerlab.wording import counted, measured

COLUMNS = (
    "milestone", "name", "owner", "due", "done", "state", "days_late", "budget", "spent", "share_spent", "spending",
)  # fmt: skip
"""Columns of `assess_milestones`."""


@cached
def assess_milestones(partnership: Partnership) -> pd.DataFrame:
    """Set what was spent beside what was reached, milestone by milestone.

    Returns
    -------
    pandas.DataFrame
        Columns `milestone` (id), `name`, `owner`, `due`, `done` (None while open), `state` (reached in time, reached
        late, overdue, not due yet, cannot tell), `days_late` (days past the due date when reached, or so far; None when
        in time), `budget` and `spent` (pounds; budget None when not set), `share_spent` (spent as a share of the
        budget; None without one), `spending` (within budget, over budget, spent before it is reached, no budget,
        nothing spent). By due date.

    Notes
    -----
    Over budget is more than the budget and `thresholds.spend_variance` of it; the guide names no number. Money counts
    as spent before it is reached when the budget, less that share, is used up while the milestone is open.

    Examples
    --------
    >>> hub = Partnership(name="Hub", purpose="Reach people", stage=[{"stage": "managing"}],
    ...     milestones=[{"id": "M1", "name": "Opening", "due": "2025-01-31", "done": "2025-02-10", "budget": 1000}],
    ...     spending=[{"on": "2025-02-01", "milestone": "M1", "amount": 1200}])
    >>> assess_milestones(hub)[["state", "days_late", "spending"]].values.tolist()
    [['reached late', 10, 'over budget']]
    """
    variance = partnership.thresholds.spend_variance
    rows = []
    for row in sorted(partnership.milestones, key=lambda row: (row.due, row.id)):
        spent = sum(payment.amount for payment in partnership.spending if payment.milestone == row.id)
        late = _days_late(row, partnership.as_at)
        rows.append(
            {
                "milestone": row.id,
                "name": row.name,
                "owner": row.owner,
                "due": row.due,
                "done": row.done,
                "state": _state(row, late),
                "days_late": late if late is not None and late > 0 else None,
                "budget": row.budget,
                "spent": spent,
                "share_spent": spent / row.budget if row.budget else None,
                "spending": _spending(row, spent, variance),
            }
        )
    return pd.DataFrame(rows, columns=list(COLUMNS), dtype=object)


def _days_late(row: Milestone, as_at: date | None) -> int | None:
    end = row.done or as_at
    return (end - row.due).days if end else None


def _state(row: Milestone, late: int | None) -> str:
    if late is None:
        return "cannot tell"
    if row.done:
        return "reached late" if late > 0 else "reached in time"
    return "overdue" if late > 0 else "not due yet"


def _spending(row: Milestone, spent: float, variance: float) -> str:
    if row.budget is None:
        return "no budget"
    if spent > row.budget * (1 + variance):
        return "over budget"
    if row.done is None and row.budget > 0 and spent >= row.budget * (1 - variance):
        return "spent before it is reached"
    return "within budget" if spent else "nothing spent"


@dataclass(frozen=True)
class SpendingTotals:
    """What was spent in all, in pounds.

    Attributes
    ----------
    budget
        Sum of the budgets of all milestones; None when none has one.
    spent
        Sum of all payments.
    untied
        Sum of payments that name no milestone of the partnership.
    """

    budget: float | None
    spent: float
    untied: float


@cached
def total_spending(partnership: Partnership) -> SpendingTotals:
    """Add up budgets and payments."""
    known = {row.id for row in partnership.milestones}
    budgets = [row.budget for row in partnership.milestones if row.budget is not None]
    return SpendingTotals(
        sum(budgets) if budgets else None,
        sum(row.amount for row in partnership.spending),
        sum(row.amount for row in partnership.spending if row.milestone not in known),
    )


def summarise_milestones(partnership: Partnership) -> str:
    """Say in a sentence or two how milestones and spending stand."""
    table = assess_milestones(partnership)
    if table.empty:
        return "No milestone is recorded, so spending cannot be set against anything."
    states = table["state"].value_counts()
    parts = [f"{states[state]} {state}" for state in states.index]
    totals = total_spending(partnership)
    text = f"Of {counted(len(table), 'milestone')}, {', '.join(parts)}."
    if totals.budget is not None:
        budget = measured(totals.budget, "£")
        text += f" {measured(totals.spent, '£')} is spent; the budgets of all milestones come to {budget}."
    if totals.untied:
        text += f" {measured(totals.untied, '£')} of it is tied to no milestone."
    return text
