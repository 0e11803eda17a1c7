"""Spending against milestones and deliverables: one table for every topic (¶2.13, App. 2 item 9)."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from partnerlab.amounts import say_pounds
from partnerlab.analysis.caching import cached
from partnerlab.partnership import Partnership
from partnerlab.partnership.governance import Milestone, Payment
from partnerlab.wording import counted

COLUMNS = (
    "milestone", "name", "owner", "due", "done", "state", "days_late", "budget", "spent", "variance", "spending",
)  # fmt: skip
"""Columns of `assess_milestones`."""

OVERSPENT = ("over budget", "nothing left before it is reached", "little left before it is reached")
"""States of spending in which more money may be needed."""


@cached
def assess_milestones(partnership: Partnership) -> pd.DataFrame:
    """Set what was spent beside what was reached, milestone by milestone, by due date.

    Returns
    -------
    pandas.DataFrame
        Columns `milestone` (id), `name`, `owner`, `due`, `done` (None while open), `state` (reached in time, reached
        late, overdue, not due yet; cannot tell when nothing is dated), `days_late` (days past the due date when it was
        reached, or so far; missing when in time), `budget` and `spent` (pounds; missing when nothing is written down),
        `variance` (spent less budget, as a share of the budget; only for milestones that are reached or over budget),
        `spending` (within budget, over budget, under budget, nothing left before it is reached, little left before it
        is reached, not all spent yet; no budget; nothing recorded).

    Notes
    -----
    Over and under budget are more than `thresholds.spend_variance` of it away; the guide names no number. Little is
    left when no more than that share of the budget is, while the milestone is open, and nothing from the budget on.

    Examples
    --------
    >>> hub = Partnership(name="Hub", purpose="Reach people", stage=[{"stage": "managing"}],
    ...     milestones=[{"id": "M1", "name": "Opening", "due": "2025-01-31", "done": "2025-02-10", "budget": 1000}],
    ...     spending=[{"on": "2025-02-01", "milestone": "M1", "amount": 1200}])
    >>> assess_milestones(hub)[["state", "days_late", "variance", "spending"]].values.tolist()
    [['reached late', 10.0, 0.2, 'over budget']]
    """
    limit = partnership.thresholds.spend_variance
    rows = []
    for row in sorted(partnership.milestones, key=lambda row: (row.due, row.id)):
        paid = [payment.amount for payment in partnership.spending if payment.milestone == row.id]
        spent = sum(paid) if paid else None
        end = row.done or partnership.as_at
        late = (end - row.due).days if end else None
        variance = (spent - row.budget) / row.budget if row.budget and spent is not None else None
        spending = _judge_spending(row, spent, variance, limit)
        shown = variance if spending in {"within budget", "over budget", "under budget"} else None
        past = late if late is not None and late > 0 else None
        dates = (row.due, row.done, _judge_date(row, late), past)
        rows.append((row.id, row.name, row.owner, *dates, row.budget, spent, shown, spending))
    numbers = dict.fromkeys(("days_late", "budget", "spent", "variance"), "Float64")
    return pd.DataFrame(rows, columns=list(COLUMNS), dtype=object).astype(numbers)


def _judge_date(row: Milestone, late: int | None) -> str:
    if late is None:
        return "cannot tell"
    if row.done:
        return "reached late" if late > 0 else "reached in time"
    return "overdue" if late > 0 else "not due yet"


def _judge_spending(row: Milestone, spent: float | None, variance: float | None, limit: float) -> str:
    if row.budget is None:
        return "no budget"
    if spent is None:
        return "nothing recorded"
    if variance is None:
        return "over budget" if spent > 0 else "within budget"
    if variance > limit:
        return "over budget"
    if row.done is None:
        left = "nothing" if variance >= 0 else "little" if variance >= -limit else ""
        return f"{left} left before it is reached" if left else "not all spent yet"
    return "under budget" if variance < -limit else "within budget"


@dataclass(frozen=True)
class Spending:
    """All milestones and payments together, in pounds.

    Attributes
    ----------
    budget
        Sum of the budgets; None when none is written down.
    spent
        Sum of all payments; None when none is written down.
    on_budgets
        Sum of the payments for milestones that have a budget; None when no such milestone has any.
    variance
        Spent less budget on milestones reached or over budget, as a share of their budget; None when there are none.
    judged
        How many milestones `variance` rests on.
    loose
        Payments for delivery that name no milestone of the file; support and evaluation need none.
    """

    budget: float | None
    spent: float | None
    on_budgets: float | None
    variance: float | None
    judged: int
    loose: tuple[Payment, ...]

    @property
    def untied(self) -> float:
        """Pounds of the payments that cannot be traced to a milestone or to support."""
        return float(sum(row.amount for row in self.loose))


@cached
def summarise_spending(partnership: Partnership) -> Spending:
    """Add up budgets and payments.

    Examples
    --------
    >>> hub = Partnership(name="Hub", purpose="Reach people", stage=[{"stage": "implementing"}],
    ...     spending=[{"on": "2025-03-01", "amount": 1200}])
    >>> summarise_spending(hub).untied, summarise_spending(hub).budget
    (1200.0, None)
    """
    table = assess_milestones(partnership)
    known = {row.id for row in partnership.milestones}
    judged = table[table["variance"].notna()]
    budget = float(judged["budget"].sum())
    planned = table.loc[table["budget"].notna(), "spent"]
    return Spending(
        budget=float(table["budget"].sum()) if table["budget"].notna().any() else None,
        spent=sum(row.amount for row in partnership.spending) if partnership.spending else None,
        on_budgets=float(planned.sum()) if planned.notna().any() else None,
        variance=(float(judged["spent"].sum()) - budget) / budget if budget else None,
        judged=len(judged),
        loose=tuple(r for r in partnership.spending if r.milestone not in known and r.purpose == "delivery"),
    )


def count_overdue(partnership: Partnership) -> int | None:
    """Return how many milestones are past their date and open; None without milestones, or when nothing is dated."""
    table = assess_milestones(partnership)
    if table.empty or (table["state"] == "cannot tell").any():
        return None
    return int((table["state"] == "overdue").sum())


def summarise_milestones(partnership: Partnership) -> str:
    """Say in a sentence or two how milestones and spending stand."""
    table = assess_milestones(partnership)
    if table.empty:
        return "No milestone is recorded, so spending cannot be set against anything."
    states = table["state"].value_counts()
    parts = [f"{states[state]} {state}" for state in states.index]
    whole = summarise_spending(partnership)
    text = f"Of {counted(len(table), 'milestone')}, {', '.join(parts)}."
    if whole.budget is not None:
        spent = f"{say_pounds(whole.spent)} is spent" if whole.spent is not None else "No spending is recorded"
        text += f" {spent}; the budgets of all milestones come to {say_pounds(whole.budget)}."
    if whole.loose:
        text += f" {say_pounds(whole.untied)} cannot be traced to a milestone or to support."
    return text
