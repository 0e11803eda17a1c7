"""Spending against milestones and deliverables (¶2.13, App. 2 item 9)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import pandas as pd

from partnerlab.analysis.caching import cached
from partnerlab.partnership import Partnership
from partnerlab.partnership.governance import Milestone

COLUMNS = ("milestone", "name", "owner", "due", "done", "state", "days_late", "budget", "spent", "variance", "money")
"""Columns of `assess_spending`."""


@cached
def assess_spending(partnership: Partnership) -> pd.DataFrame:
    """Assess each milestone: reached in time or not, and what was spent on it against its budget.

    Returns
    -------
    pandas.DataFrame
        Columns `milestone` (id), `name`, `owner`, `due`, `done`, `state` (in time, late, missed: past its date and
        open, to come; cannot tell when nothing is dated), `days_late` (missing unless late or missed), `budget`,
        `spent` (pounds; missing when nothing is written down), `variance` (spent less budget, as a share of budget;
        only for milestones reached, or spent over), `money` (within, over, under: as a whole by more than
        `thresholds.spend_variance`; open; cannot tell).

    Examples
    --------
    >>> hub = Partnership(name="Hub", purpose="Reach people", stage=[{"stage": "implementing"}],
    ...     milestones=[{"id": "M1", "name": "Open", "due": "2025-03-31", "done": "2025-03-01", "budget": 1000}],
    ...     spending=[{"on": "2025-03-01", "milestone": "M1", "amount": 1200}])
    >>> assess_spending(hub)[["state", "variance", "money"]].values.tolist()
    [['in time', 0.2, 'over']]
    """
    limit = partnership.thresholds.spend_variance
    rows = []
    for row in partnership.milestones:
        paid = [payment.amount for payment in partnership.spending if payment.milestone == row.id]
        spent = sum(paid) if paid else None
        state, late = _judge_date(row, partnership.as_at)
        variance = (spent - row.budget) / row.budget if row.budget and spent is not None else None
        money = _judge_money(row, spent, variance, limit)
        shown = variance if money in {"within", "over", "under"} else None
        rows.append((row.id, row.name, row.owner, row.due, row.done, state, late, row.budget, spent, shown, money))
    numbers = dict.fromkeys(("days_late", "budget", "spent", "variance"), "Float64")
    return pd.DataFrame(rows, columns=list(COLUMNS), dtype=object).astype(numbers)


def _judge_date(row: Milestone, as_at: date | None) -> tuple[str, int | None]:
    if row.done is not None:
        late = (row.done - row.due).days
        return ("late", late) if late > 0 else ("in time", None)
    if as_at is None:
        return "cannot tell", None
    return ("missed", (as_at - row.due).days) if row.due < as_at else ("to come", None)


def _judge_money(row: Milestone, spent: float | None, variance: float | None, limit: float) -> str:
    if variance is None or spent is None:
        return "cannot tell"
    if variance > limit:
        return "over"
    if row.done is None:
        return "open"
    return "under" if variance < -limit else "within"


@dataclass(frozen=True)
class Spending:
    """All milestones and payments together.

    Parameters
    ----------
    budget
        Sum of the budgets; None when none is written down.
    spent
        Sum of all payments; None when none is written down.
    variance
        Spent less budget on milestones reached or overspent, as a share of their budget; None when there are none.
    judged
        How many milestones `variance` rests on.
    unassigned
        Pounds that serve no milestone in the file.
    missed
        Milestones past their date and not reached; None when there are no milestones or nothing is dated.
    """

    budget: float | None
    spent: float | None
    variance: float | None
    judged: int
    unassigned: float
    missed: int | None


@cached
def summarise_spending(partnership: Partnership) -> Spending:
    """Add up budgets, payments and missed milestones.

    Examples
    --------
    >>> hub = Partnership(name="Hub", purpose="Reach people", stage=[{"stage": "implementing"}],
    ...     spending=[{"on": "2025-03-01", "amount": 1200}])
    >>> summarise_spending(hub).unassigned, summarise_spending(hub).budget
    (1200.0, None)
    """
    table = assess_spending(partnership)
    known = {row.id for row in partnership.milestones}
    judged = table[table["variance"].notna()]
    budget = float(judged["budget"].sum())
    told = bool(partnership.milestones) and partnership.as_at is not None
    return Spending(
        budget=_sum(table["budget"]),
        spent=sum(row.amount for row in partnership.spending) if partnership.spending else None,
        variance=(float(judged["spent"].sum()) - budget) / budget if budget else None,
        judged=len(judged),
        unassigned=float(sum(row.amount for row in partnership.spending if row.milestone not in known)),
        missed=int((table["state"] == "missed").sum()) if told else None,
    )


def _sum(values: pd.Series) -> float | None:
    return float(values.sum()) if values.notna().any() else None
