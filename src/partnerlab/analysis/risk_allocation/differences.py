"""The log of differences between partners: which are open, how long, and when their steps should have ended (¶4.6)."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from partnerlab.analysis.caching import cached
from partnerlab.analysis.facts.steps import get_ladder
from partnerlab.partnership import Partnership
from partnerlab.partnership.governance import Difference, Rung
from partnerlab.wording import listed


def days_allowed(partnership: Partnership, difference: Difference) -> int | None:
    """Return the days that the steps up to the one reached allow; None where a step has no time limit recorded.

    A difference without a step is at the first. Of one that was not agreed yet, no limit is known.
    """
    is_there = _reached(get_ladder(partnership), difference) is not None
    return _least_allowed(partnership, difference) if is_there else None


def _least_allowed(partnership: Partnership, difference: Difference) -> int | None:
    """Return the days that the steps up to the one reached allow, without that step where it was not agreed yet."""
    ladder = get_ladder(partnership)
    first = ladder[0].rung if ladder else 1
    days = [row.days for row in ladder if row.rung <= (difference.step or first)]
    known = [limit for limit in days if limit is not None]
    return sum(known) if days and len(known) == len(days) else None


def _reached(ladder: Sequence[Rung], difference: Difference) -> Rung | None:
    """Return the step that a difference has reached, the first where none is recorded; None where it is not there."""
    if difference.step is None:
        return ladder[0] if ladder else None
    return next((row for row in ladder if row.rung == difference.step), None)


@cached
def assess_differences(partnership: Partnership) -> pd.DataFrame:
    """List the differences between partners, open ones first, then the latest.

    Returns
    -------
    pandas.DataFrame
        Columns `difference` (id), `matter`, `between` (short names; None when not recorded), `on` (when it was raised),
        `step` (name of the escalation step; its number without one), `days` (until it was settled, or until now),
        `limit` (days that the steps up to it allow; missing where a step has no limit), `state` (settled in time,
        settled late, settled, open, open too long), `how`, `learnt`.

    Examples
    --------
    >>> from datetime import date
    >>> hub = Partnership(name="Hub", purpose="Reach people", stage=[{"stage": "managing"}],
    ...     disputes=[{"rung": 1, "name": "Talk", "days": 14}],
    ...     differences=[{"id": "D1", "matter": "Who pays", "on": "2025-02-01"}]).at(date(2025, 3, 1))
    >>> assess_differences(hub)[["matter", "step", "days", "limit", "state"]].values.tolist()
    [['Who pays', 'Talk', 28, 14, 'open too long']]
    """
    ladder = get_ladder(partnership)
    rows = []
    for row in partnership.differences:
        until = row.settled or partnership.as_at
        days = (until - row.on).days if until is not None else None
        limit = days_allowed(partnership, row)
        reached = _reached(ladder, row)
        step = reached.name if reached is not None else str(row.step) if row.step else None
        between = listed(map(partnership.short_name_of, row.between)) if row.between else None
        state = _state(row, days, limit, _least_allowed(partnership, row))
        rows.append((row.id, row.matter, between, row.on, step, days, limit, state, row.how, row.learnt))
    rows.sort(key=lambda row: row[3], reverse=True)
    rows.sort(key=lambda row: not str(row[7]).startswith("open"))
    columns = ["difference", "matter", "between", "on", "step", "days", "limit", "state", "how", "learnt"]
    return pd.DataFrame(rows, columns=columns).astype({"days": "Int64", "limit": "Int64"})


def _state(row: Difference, days: int | None, limit: int | None, least: int | None) -> str:
    if row.settled is None:
        return "open too long" if _is_over(days, limit) else "open"
    if _is_over(days, limit):
        return "settled late"
    return "settled" if least is None or _is_over(days, least) else "settled in time"


def _is_over(days: int | None, limit: int | None) -> bool:
    return days is not None and limit is not None and days > limit
