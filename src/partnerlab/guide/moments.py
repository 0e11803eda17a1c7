"""When things are due: what the guide asks to be done in advance, early, or by the launch, in the order of time."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from partnerlab.guide.reading import supplied
from partnerlab.guide.rows import Row, Rows

Due = Literal["building", "deciding", "joining", "planning", "launch", "just after launch"]
"""By when something is due: by the beginning of a stage, before it is decided to partner (of each funder), before an
organisation joins (of each partner), or by the launch."""


@dataclass(frozen=True, kw_only=True)
class Moment(Row):
    """Something that the guide asks to be done by a time (¶2.1 to ¶4.6).

    Parameters
    ----------
    title
        What is done.
    named
        How a sentence on its day begins, such as `The first risk was identified`.
    due
        By when; our choice, since the guide names no day.

    Examples
    --------
    >>> moments().row("moment-disputes").due
    'launch'
    """

    title: str
    named: str
    due: Due


def moments() -> Rows[Moment]:
    """What the guide asks to be done by a time, in the order in which it is due.

    Examples
    --------
    >>> moments().ids[:4]
    ('moment-reason', 'moment-options', 'moment-funders', 'moment-readiness')
    """
    return supplied("moments.yaml", Moment)
