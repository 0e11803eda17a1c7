"""How often the members have met since the last of them joined: time to bed in (¶2.8)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from partnerlab.analysis.caching import cached
from partnerlab.partnership import Partnership


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
def assess_bedding(partnership: Partnership) -> Bedding:
    """Assess how often the members have met since the last of them joined, and what is due next (¶2.8).

    The guide asks for several meetings and gives no number: `thresholds.bedding_meetings` is ours.

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
    return Bedding(since, newest, meetings, partnership.thresholds.bedding_meetings, due, what)


def _due(partnership: Partnership) -> list[tuple[date, str]]:
    as_at = partnership.as_at or date.min
    milestones = [(row.due, row.name) for row in partnership.milestones if row.done is None]
    deadlines = [
        (row.until, row.text)
        for row in partnership.constraints
        if row.kind == "deadline" and row.until is not None and row.lifted is None
    ]
    return [(day, what) for day, what in (*milestones, *deadlines) if day >= as_at]
