"""Communication plan and engagement: who is told what by whom, from the top to the front line (¶2.14, ¶3.3)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

import pandas as pd

from partnerlab.analysis.caching import cached
from partnerlab.analysis.frames import frame_of
from partnerlab.analysis.signals.engagement import LEVELS
from partnerlab.partnership import Partnership
from partnerlab.partnership.governance import Message

PARTS = ("message", "owner", "channel", "frequency")
"""What each line of the plan should say beside its audience."""


@dataclass(frozen=True)
class MessageRow:
    """One line of the communication plan; a row of `assess_communication`."""

    audience: str
    """Whom it is for."""
    message: str | None
    owner: str | None
    channel: str | None
    frequency: str | None
    """As written; None when not said."""
    shares: str | None
    """What information is shared; None when not said."""
    gaps: tuple[str, ...]
    """What the line does not say."""
    among_partners: bool
    """Whether its audience is the partners, or one of them by name."""


def gaps_of(row: Message) -> tuple[str, ...]:
    """Return what a line of the plan does not say."""
    return tuple(part for part in PARTS if not getattr(row, part))


def is_among_partners(row: Message) -> bool:
    """Whether a line of the plan is for the partners themselves: its audience names partners."""
    return re.search(r"\bpartners?\b", row.audience, re.IGNORECASE) is not None


@cached
def assess_communication(partnership: Partnership) -> pd.DataFrame:
    """Assess the communication plan line by line.

    Returns
    -------
    pandas.DataFrame
        A `MessageRow` for each line.

    Examples
    --------
    >>> hub = Partnership(name="Hub", purpose="Reach people", stage=[{"stage": "building"}],
    ...     communication=[{"audience": "Partners", "message": "Decisions", "owner": "A"}])
    >>> assess_communication(hub)["gaps"].tolist()
    [('channel', 'frequency')]
    """
    named = {
        name.casefold() for row in partnership.current_partners for name in (row.id, row.name, row.short_name) if name
    }
    rows = [
        MessageRow(
            *(row.audience, row.message, row.owner, row.channel, row.frequency, row.shares),
            *(gaps_of(row), is_among_partners(row) or row.audience.casefold() in named),
        )
        for row in partnership.communication
    ]
    return frame_of(rows, MessageRow)


@cached
def assess_engagement(partnership: Partnership) -> pd.DataFrame:
    """Assess how each level of the organisations has been engaged, from leaders to the front line.

    Returns
    -------
    pandas.DataFrame
        One row a level. Columns `level`, `times`, `last` (date; None when never), `how` (the latest), `by` (partner).
    """
    rows = []
    for level in LEVELS:
        done = sorted((row for row in partnership.engagement if row.level == level), key=lambda row: row.on)
        newest: tuple[date | None, str | None, str | None] = (
            (done[-1].on, done[-1].how, done[-1].partner) if done else (None, None, None)
        )
        rows.append((level, len(done), *newest))
    return pd.DataFrame(rows, columns=["level", "times", "last", "how", "by"], dtype=object)
