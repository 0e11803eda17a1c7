"""Signals on members: whether they need each other, come, stay and may commit."""

from __future__ import annotations

from partnerlab.analysis.caching import cached
from partnerlab.analysis.evaluation.signals.signal import Signal, Signals, expected
from partnerlab.analysis.findings import fact
from partnerlab.partnership import Partnership
from partnerlab.partnership.answers import latest
from partnerlab.partnership.relationships import Relationship
from partnerlab.wording import counted, listed

YEAR = 365
"""Days over which turnover is counted."""


@cached
def latest_relationships(partnership: Partnership) -> tuple[Relationship, ...]:
    """Return each current partner's latest answer about each other current partner."""
    members = {row.id for row in partnership.current_partners}
    rows = [row for row in partnership.relationships if {row.by, row.about} <= members]
    return latest(rows, lambda row: (row.by, row.about))


def pairs_work_as_needed(partnership: Partnership) -> Signals:
    """Yield how many working relationships fall two levels short; a quarter of them warns, our measure."""
    known = [row for row in latest_relationships(partnership) if row.needed is not None and row.actual is not None]
    short = [row for row in known if (row.needed or 0) - (row.actual or 0) >= 2]
    if known:
        text = (
            f"{len(short)} of {counted(len(known), 'answer')} on relationships fall two levels short of what is needed"
        )
        yield Signal(4 * len(short) >= len(known), fact(text, (short or known)[0], "actual"), "mapping")


def partners_value_each_other(partnership: Partnership) -> Signals:
    """Yield how many answers give a relationship a low value, 1 or 2 of 5; a third of them warns, our measure."""
    known = [row for row in latest_relationships(partnership) if row.current_value is not None]
    low = [row for row in known if (row.current_value or 0) <= 2]
    if known:
        text = f"{len(low)} of {counted(len(known), 'answer')} give the relationship a low value now"
        yield Signal(3 * len(low) >= len(known), fact(text, (low or known)[0], "current_value"), "mapping")


def partners_attend(partnership: Partnership) -> Signals:
    """Yield which partners come to fewer meetings than `thresholds.attendance`."""
    held, limit = partnership.meetings, partnership.thresholds.attendance
    if len(held) < 2:
        return
    rare = []
    for partner in partnership.current_partners:
        asked = [row for row in held if partner.joined is None or row.on >= partner.joined]
        share = sum(partner.id in {*row.present, *row.by_deputy} for row in asked) / len(asked) if asked else 1.0
        if share < limit:
            rare.append(f"{partner.id} ({share:.0%})")
    text = f"seldom at meetings: {listed(rare)}" if rare else f"every partner came to {limit:.0%} of meetings or more"
    yield Signal(bool(rare), fact(text, max(held, key=lambda row: row.on), "present"), "mapping")


def members_stay(partnership: Partnership) -> Signals:
    """Yield the share of representatives who changed within a year, against `thresholds.turnover`.

    While nobody has left, a partnership younger than a year says nothing.
    """
    as_at, limit = partnership.as_at, partnership.thresholds.turnover
    rows = [row for partner in partnership.partners for row in partner.representatives]
    sitting = [row for row in rows if row.end is None]
    if as_at is None or not sitting:
        return
    gone = [row for row in rows if row.end is not None and (as_at - row.end).days <= YEAR]
    share = len(gone) / (len(sitting) + len(gone))
    text = f"{len(gone)} of {len(sitting) + len(gone)} representatives left within a year ({share:.0%})"
    known_for = max(((as_at - row.start).days for row in rows if row.start is not None), default=0)
    if gone or known_for >= YEAR:
        yield Signal(share > limit, fact(text, (gone or sitting)[0], "to" if gone else "from"), "mapping")
    left = [row for row in partnership.partners if row.left is not None and (as_at - row.left).days <= YEAR]
    if left:
        yield Signal(True, fact(f"{listed(row.id for row in left)} left within a year", left[0], "left"), "mapping")


def members_may_commit(partnership: Partnership) -> Signals:
    """Yield how many representatives may commit their organisation; fewer than two thirds warns, our measure."""
    sitting = [row for partner in partnership.current_partners for row in partner.representatives if row.end is None]
    known = [row for row in sitting if row.authority is not None]
    commits = [row for row in known if row.authority == "commits"]
    if known:
        text = f"{len(commits)} of {counted(len(known), 'representative')} may commit their organisation"
        first = next((row for row in known if row.authority != "commits"), known[0])
        yield Signal(3 * len(commits) < 2 * len(known), fact(text, first, "authority"), "mapping")


def front_line_is_engaged(partnership: Partnership) -> Signals:
    """Yield whether leaders, managers and the front line were engaged; absence counts from implementing on."""
    rows = partnership.engagement
    reached = {row.level for row in rows}
    missing = [level for level in ("leaders", "managers", "front line") if level not in reached]
    if rows:
        text = f"not engaged: {listed(missing)}" if missing else "leaders, managers and the front line were engaged"
        yield Signal("front line" in missing, fact(text, rows[-1], "level"), "mapping")
    elif expected(partnership, "implementing"):
        yield Signal(True, fact("no engagement of staff or stakeholders is recorded"), "mapping")
