"""The log of differences between partners: which are open, how long, and when their steps should have ended (¶4.6)."""

from __future__ import annotations

import pandas as pd

from partnerlab.analysis.caching import cached
from partnerlab.partnership import Partnership
from partnerlab.partnership.governance import Difference
from partnerlab.wording import listed

COLUMNS = ("difference", "matter", "between", "on", "step", "days", "limit", "state", "how", "learnt")
"""Columns of `assess_differences`."""


def days_allowed(partnership: Partnership, difference: Difference) -> int | None:
    """Return the days that the steps up to the one reached allow; None where a step has no time limit recorded.

    A difference without a step is at the first.
    """
    steps = [row for row in partnership.disputes if row.rung <= (difference.step or 1)]
    known = [row.days for row in steps if row.days is not None]
    return sum(known) if steps and len(known) == len(steps) else None


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
    names = {row.rung: row.name for row in partnership.disputes}
    rows = []
    for row in partnership.differences:
        until = row.settled or partnership.as_at
        days = (until - row.on).days if until is not None else None
        limit = days_allowed(partnership, row)
        step = names.get(row.step or 1, str(row.step) if row.step else None)
        between = listed(map(partnership.short_name_of, row.between)) if row.between else None
        state = _state(row, days, limit)
        rows.append((row.id, row.matter, between, row.on, step, days, limit, state, row.how, row.learnt))
    rows.sort(key=lambda row: row[3], reverse=True)
    rows.sort(key=lambda row: not str(row[7]).startswith("open"))
    return pd.DataFrame(rows, columns=list(COLUMNS)).astype({"days": "Int64", "limit": "Int64"})


def _state(row: Difference, days: int | None, limit: int | None) -> str:
    late = days is not None and limit is not None and days > limit
    if row.settled is None:
        return "open too long" if late else "open"
    return "settled" if limit is None else "settled late" if late else "settled in time"
