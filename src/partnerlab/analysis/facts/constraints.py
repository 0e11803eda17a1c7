"""What limits the partnership, and what is done about it (¶2.3)."""

from __future__ import annotations

from datetime import date

import pandas as pd

from partnerlab.analysis.caching import cached
from partnerlab.dates import months_since
from partnerlab.partnership import Partnership
from partnerlab.partnership.case import Constraint
from partnerlab.partnership.records import choices_of

KINDS = choices_of(Constraint, "kind")
"""Kinds of constraint: ¶2.3 names budgets, deadlines, duties and complex rules; ¶4.11 adds limits on taking part."""


@cached
def assess_constraints(partnership: Partnership) -> pd.DataFrame:
    """Assess each constraint named and whether something is done about it (¶2.3).

    Returns
    -------
    pandas.DataFrame
        One row for each constraint, deadlines first to come first. Columns `kind`, `constraint` (the sentence),
        `binds` (partner's id, or `all`), `named` (date), `until` (date), `months_left` (whole months from the review
        to `until`; negative once past; None without a date), `response` (what is done; None when nothing is),
        `state` (lifted, answered, unanswered, past: its date has passed and it was not lifted).

    Examples
    --------
    >>> hub = Partnership(name="Hub", purpose="Reach people", stage=[{"stage": "scoping"}],
    ...     constraints=[{"kind": "budget", "text": "Funding ends in March."}])
    >>> assess_constraints(hub)[["kind", "binds", "state"]].values.tolist()
    [['budget', 'all', 'unanswered']]
    """
    rows = []
    for row in sorted(partnership.constraints, key=lambda row: (row.until or date.max, KINDS.index(row.kind))):
        past = row.until is not None and partnership.as_at is not None and row.until < partnership.as_at
        state = "lifted" if row.lifted else "past" if past else "answered" if row.response else "unanswered"
        left = months_since(partnership.as_at, row.until)
        rows.append((row.kind, row.text, row.partner or "all", row.on, row.until, left, row.response, state))
    columns = ["kind", "constraint", "binds", "named", "until", "months_left", "response", "state"]
    return pd.DataFrame(rows, columns=columns, dtype=object)
