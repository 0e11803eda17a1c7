"""Members: who sits for each partner, with what authority, for how long, how often, and who covers (¶2.12)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import pandas as pd

from partnerlab.amounts import say_against
from partnerlab.analysis.caching import cached
from partnerlab.dates import months_before
from partnerlab.partnership import Partnership
from partnerlab.partnership.members import Meeting, Partner, Representative
from partnerlab.wording import counted

COLUMNS = (
    "partner", "name", "representative", "since", "authority", "deputy", "changes", "meetings", "attended", "by_deputy",
    "attendance",
)  # fmt: skip
"""Columns of `assess_members`."""


def current_representative(partner: Partner) -> Representative | None:
    """Return who sits for a partner now; None when the seat is empty."""
    sitting = [row for row in partner.representatives if row.end is None]
    return max(sitting, key=lambda row: row.start or date.min, default=None)


def is_member(partner: Partner, day: date) -> bool:
    """Whether a partner was a member on a day; one without dates always is."""
    return (partner.joined is None or partner.joined <= day) and (partner.left is None or day <= partner.left)


@cached
def assess_members(partnership: Partnership) -> pd.DataFrame:
    """Assess who sits for each current partner: authority, continuity, attendance and cover.

    Changes and attendance are counted over `thresholds.looking_back_months`, which is ours, not in the guide.

    Returns
    -------
    pandas.DataFrame
        Columns `partner` (id), `name`, `representative` (post; None when the seat is empty), `since`, `authority`
        (commits, refers back, observes; None when not said), `deputy` (None when nobody is named), `changes`
        (representatives who left the seat in the months), `meetings` (held in the months while it was a member,
        with attendance recorded), `attended` (deputies count), `by_deputy`, `attendance` (share, 0 to 1; missing when
        there is no such meeting).

    Examples
    --------
    >>> hub = Partnership(name="Hub", purpose="Reach people", stage=[{"stage": "building"}],
    ...     partners=[{"id": "A", "name": "Alpha", "representatives": [{"role": "Head", "authority": "commits"}]},
    ...               {"id": "B", "name": "Beta"}],
    ...     meetings=[{"on": "2025-03-01", "present": ["A"]}, {"on": "2025-04-01", "present": ["B"]}])
    >>> assess_members(hub)[["representative", "authority", "attendance"]].values.tolist()
    [['Head', 'commits', 0.5], [None, None, 0.5]]
    """
    start = _start(partnership)
    rows = []
    for partner in partnership.current_partners:
        seat = current_representative(partner)
        within = [row for row in partnership.meetings if _is_within(row.on, start) and has_attendance(row)]
        held = [row for row in within if is_member(partner, row.on)]
        came = sum(was_there(row, partner.id) for row in held)
        sent = sum(partner.id in row.by_deputy for row in held)
        changes = sum(row.end is not None and _is_within(row.end, start) for row in partner.representatives)
        who = (seat.role, seat.start, seat.authority, seat.deputy) if seat else (None,) * 4
        rows.append(
            (partner.id, partner.name, *who, changes, len(held), came, sent, came / len(held) if held else None)
        )
    return pd.DataFrame(rows, columns=list(COLUMNS), dtype=object).astype({"attendance": "Float64"})


def was_there(meeting: Meeting, partner: str) -> bool:
    """Whether a partner was represented at a meeting, by its representative or a deputy."""
    return partner in meeting.present or partner in meeting.by_deputy


def has_attendance(meeting: Meeting) -> bool:
    """Whether it is recorded who came: a meeting without anybody present has no record of attendance."""
    return bool(meeting.present or meeting.by_deputy)


def _start(partnership: Partnership) -> date | None:
    months = partnership.thresholds.looking_back_months
    return None if partnership.as_at is None else months_before(partnership.as_at, months)


def _is_within(day: date, start: date | None) -> bool:
    return start is None or day > start


@cached
def assess_attendance(partnership: Partnership) -> pd.DataFrame:
    """List for each meeting which partner came, sent a deputy or stayed away.

    Returns
    -------
    pandas.DataFrame
        One row for each meeting with attendance recorded and each partner that was a member then, those who have left
        included. Columns `on`, `partner` (id), `name`, `state` (present, deputy, absent), `left` (the partner has left
        since).
    """
    rows = [
        (row.on, partner.id, partner.name, _state(row, partner.id), partner.left is not None)
        for partner in partnership.partners
        for row in sorted(partnership.meetings, key=lambda row: row.on)
        if has_attendance(row) and is_member(partner, row.on)
    ]
    return pd.DataFrame(rows, columns=["on", "partner", "name", "state", "left"], dtype=object)


def _state(meeting: Meeting, partner: str) -> str:
    if partner in meeting.by_deputy:
        return "deputy"
    return "present" if partner in meeting.present else "absent"


@cached
def list_terms(partnership: Partnership) -> pd.DataFrame:
    """List each representative's time in the seat, with a start that is known.

    Returns
    -------
    pandas.DataFrame
        Columns `partner` (id), `name`, `representative` (post), `start`, `end` (the review date while it lasts),
        `sitting` (still in the seat), `authority`, `number` (1 for the first of the partner).
    """
    rows = []
    for partner in partnership.partners:
        dated = sorted((row for row in partner.representatives if row.start), key=lambda row: row.start or date.min)
        for number, row in enumerate(dated, start=1):
            ends = row.end or partnership.as_at
            rows.append((partner.id, partner.name, row.role, row.start, ends, row.end is None, row.authority, number))
    columns = ["partner", "name", "representative", "start", "end", "sitting", "authority", "number"]
    return pd.DataFrame(rows, columns=columns, dtype=object)


@dataclass(frozen=True)
class Turnover:
    """How many representatives changed in a time.

    Parameters
    ----------
    left
        Representatives whose seat ended in the time, those of partners that left included.
    seats
        Middle of the numbers sitting at the start and at the end.
    most
        The greater of the two.
    share
        Left over seats; can pass 1; None when no representative has dates or nobody sat.
    start, end
        The time; None when nothing in the partnership is dated.
    """

    left: int
    seats: float
    most: int
    share: float | None
    start: date | None
    end: date | None


@cached
def measure_turnover(partnership: Partnership) -> Turnover:
    """Find the turnover of representatives: those who left over the mean number sitting.

    The usual definition of staff turnover, over `thresholds.looking_back_months`; the guide asks to avoid a high one
    and gives no number.

    Examples
    --------
    >>> hub = Partnership(name="Hub", purpose="Reach people", stage=[{"stage": "building"}],
    ...     partners=[{"id": "A", "name": "Alpha", "representatives": [
    ...         {"role": "Head", "from": "2024-01-01", "to": "2025-01-31"}, {"role": "Clerk", "from": "2025-02-01"}]}])
    >>> measure_turnover(hub.at(date(2025, 6, 1))).share
    1.0
    """
    end, start = partnership.as_at, _start(partnership)
    if end is None or start is None:
        return Turnover(0, 0.0, 0, None, None, None)
    terms = [row for partner in partnership.partners for row in partner.representatives if row.start]
    left = sum(row.end is not None and start < row.end <= end for row in terms)
    before = sum((row.start or end) <= start and (row.end is None or row.end > start) for row in terms)
    now = sum(row.end is None or row.end > end for row in terms)
    seats = (before + now) / 2 if before else float(now)
    return Turnover(left, seats, max(before, now), left / seats if seats else None, start, end)


def say_turnover(partnership: Partnership) -> str:
    """Say how many representatives left in the time looked back on, of how many that sat; one wording on every page.

    Examples
    --------
    >>> hub = Partnership(name="Hub", purpose="Reach people", stage=[{"stage": "managing"}],
    ...     partners=[{"id": "A", "name": "A", "representatives": [{"role": "Head", "from": "2024-01-01"}]}])
    >>> from datetime import date
    >>> say_turnover(hub.at(date(2026, 1, 1)))
    'no representatives left in 12 months, of 1 that sat on average'
    """
    turnover, months = measure_turnover(partnership), partnership.thresholds.looking_back_months
    who = counted(turnover.left, "representative", none="no")
    text = f"{who} left in {counted(months, 'month')}, of {turnover.seats:g} that sat on average"
    return (
        f"{text}: a turnover of {say_against(turnover.share, partnership.thresholds.turnover)[0]}"
        if turnover.left and turnover.share is not None
        else text
    )
