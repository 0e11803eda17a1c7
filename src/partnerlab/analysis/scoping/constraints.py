"""What limits the partnership, what is done about it (¶2.3), and whether partners had time to bed in (¶2.8)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import pandas as pd

from partnerlab.analysis.caching import cached
from partnerlab.dates import months_since
from partnerlab.partnership import Partnership

COLUMNS = ("kind", "constraint", "binds", "named", "until", "months_left", "response", "state")
"""Columns of `assess_constraints`."""

KINDS = ("budget", "deadline", "statutory duty", "participation", "complexity")
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
    return pd.DataFrame(rows, columns=list(COLUMNS), dtype=object)


@dataclass(frozen=True)
class Bedding:
    """How far the present members have had time to bed in (¶2.8).

    Attributes
    ----------
    since
        When the newest member organisation joined; None when no date is known.
    newest
        Id of the partner that joined last; None when not known.
    meetings
        Meetings held since then, or in all when no date is known; None when no meeting is written down.
    needed
        Meetings taken as enough; not in the guide, which asks for several.
    first_due
        The next open deadline or milestone; None when there is none.
    due_what
        What is due then.
    """

    since: date | None
    newest: str | None
    meetings: int | None
    needed: int
    first_due: date | None
    due_what: str

    @property
    def enough(self) -> bool | None:
        """Whether the members met often enough; None when no meeting is written down."""
        return None if self.meetings is None else self.meetings >= self.needed


@cached
def assess_bedding(partnership: Partnership, needed: int = 3) -> Bedding:
    """Assess how often the members have met since the last of them joined, and what is due next (¶2.8).

    Parameters
    ----------
    needed
        Meetings taken as enough. The guide asks for several and gives no number; three is our judgement.

    Examples
    --------
    >>> hub = Partnership(name="Hub", purpose="Reach people", stage=[{"stage": "building"}],
    ...     partners=[{"id": "PSNI", "name": "Police", "joined": "2025-02-01"}],
    ...     meetings=[{"on": "2025-01-10"}, {"on": "2025-02-10"}])
    >>> assess_bedding(hub).meetings
    1
    """
    joined = [(partner.joined, partner.id) for partner in partnership.current_partners if partner.joined is not None]
    since, newest = max(joined, default=(None, None))
    held = [row.on for row in partnership.meetings]
    meetings = sum(since is None or day >= since for day in held) if held else None
    due, what = min(_due(partnership), default=(None, ""))
    return Bedding(since, newest, meetings, needed, due, what)


def _due(partnership: Partnership) -> list[tuple[date, str]]:
    as_at = partnership.as_at or date.min
    milestones = [(row.due, row.name) for row in partnership.milestones if row.done is None]
    deadlines = [
        (row.until, row.text)
        for row in partnership.constraints
        if row.kind == "deadline" and row.until is not None and row.lifted is None
    ]
    return [(day, what) for day, what in (*milestones, *deadlines) if day >= as_at]
