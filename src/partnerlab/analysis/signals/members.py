"""Signals on members: whether they may commit, come, and stay (¶2.12)."""

from __future__ import annotations

from partnerlab.amounts import say_limit
from partnerlab.analysis.facts.members import assess_members, current_representative, measure_turnover, say_turnover
from partnerlab.analysis.facts.names import NAMED, OTHERS, named
from partnerlab.analysis.findings import fact
from partnerlab.analysis.signals.signal import Polarity, Signal, not_recorded, source, weigh_share
from partnerlab.dates import months_before
from partnerlab.partnership import Partnership
from partnerlab.wording import counted, listed, say_day, verb, verb_of


@source("mapping", "partners.representatives.authority")
def members_may_commit(partnership: Partnership) -> Signal:
    """Weigh how many representatives may commit their organisation (¶2.12: all members, and critical)."""
    seats = [seat for row in partnership.current_partners if (seat := current_representative(row)) is not None]
    if not seats:
        return not_recorded(partnership, "no representative is recorded", expected=None)
    known = sorted((row for row in seats if row.authority is not None), key=lambda row: row.authority == "commits")
    commits = sum(row.authority == "commits" for row in known)
    are = verb_of(commits, len(known), "is", "are")
    text = f"{commits} of {counted(len(known), 'representative')} {are} authorised to commit"
    return weigh_share(
        commits,
        len(known),
        partnership.thresholds.members_commit,
        text,
        [fact(f"{row.role}: {row.authority}", row, "authority") for row in known],
        of=len(seats),
        least=min(partnership.thresholds.least_representatives, len(seats)),
        coverage=partnership.thresholds.least_coverage,
        unknown=f"{verb(len(seats), 'representative', 'representatives')} "
        f"{verb_of(len(known), len(seats), 'has', 'have')} an authority recorded",
    )


@source("mapping", "meetings.present")
def partners_attend(partnership: Partnership) -> Signal:
    """Weigh whether each partner comes to its meetings, those since it joined, as often as `thresholds.attendance`."""
    table, limits = assess_members(partnership), partnership.thresholds
    if not partnership.meetings:
        return not_recorded(partnership, "no meeting is recorded", expected=None)
    last = max(partnership.meetings, key=lambda row: row.on)
    evidence = [fact(f"the latest meeting, on {say_day(last.on)}", last, "present")]
    judged = table[table["meetings"] >= limits.least_meetings]
    if len(judged) and len(judged) < limits.least_coverage * len(table):
        text = (
            f"{len(judged)} of {counted(len(table), 'partner')} could come to {limits.least_meetings} meetings or more"
        )
        return Signal(Polarity.CANNOT_TELL, text, None, len(judged), len(table), tuple(evidence))
    if judged.empty:
        held = int(table["meetings"].max()) if len(table) else 0
        text = f"{counted(held, 'meeting')} with attendance recorded, too few to tell"
        return Signal(Polarity.CANNOT_TELL, text, None, 0, len(table), tuple(evidence))
    rare = judged[judged["attendance"] < limits.attendance]
    rarely = [
        f"{partnership.short_name_of(name)} ({came} of {held})"
        for name, came, held in rare[["partner", "attended", "meetings"]].to_numpy()
    ]
    often = len(judged) - len(rare)
    text = f"{often} of {counted(len(judged), 'partner')} came to {say_limit(limits.attendance)} of meetings or more"
    text += f"; seldom: {listed(rarely, NAMED, rest=OTHERS)}" if rarely else ""
    return weigh_share(often, len(judged), 1, text, evidence)


@source("mapping", "partners.representatives.from")
def members_stay(partnership: Partnership) -> Signal:
    """Weigh the turnover of representatives against `thresholds.turnover` (¶2.12: a high one must be avoided).

    While nobody has left, a partnership younger than the time looked back on cannot tell. Nor can one where
    `thresholds.least_representatives` sat neither at the start nor at the end: one of one is always all.
    """
    limits = partnership.thresholds
    turnover = measure_turnover(partnership)
    rows = [row for partner in partnership.partners for row in partner.representatives]
    dated = [row for row in rows if row.start is not None]
    if turnover.share is None or turnover.start is None:
        return not_recorded(partnership, "no representative's time is dated", expected=None)
    gone = [row for row in dated if row.end is not None and row.end > turnover.start]
    text = say_turnover(partnership)
    evidence = tuple(fact(f"{row.role} left on {say_day(row.end)}", row, "to") for row in gone)
    old = any(row.start <= turnover.start for row in dated if row.start is not None)
    polarity = Polarity.SUPPORTS if turnover.share <= limits.turnover else Polarity.CONTRADICTS
    if turnover.most < limits.least_representatives or not (gone or old):
        polarity = Polarity.CANNOT_TELL
    return Signal(polarity, text, turnover.share, len(dated), len(rows), evidence)


@source("mapping", "partners.joined")
def partners_stay(partnership: Partnership) -> Signal:
    """Weigh whether a partner left in the time looked back on."""
    as_at, months = partnership.as_at, partnership.thresholds.looking_back_months
    if as_at is None or not partnership.partners:
        return not_recorded(partnership, "no partner's time is dated", expected=None)
    start = months_before(as_at, months)
    left = [row for row in partnership.partners if row.left is not None and row.left > start]
    within = f"in {counted(months, 'month')}"
    text = f"{named(partnership, [row.id for row in left])} left {within}" if left else f"no partner left {within}"
    evidence = tuple(fact(f"{row.name} left on {say_day(row.left)}", row, "left") for row in left)
    old = any(row.joined is not None and row.joined <= start for row in partnership.partners)
    polarity = Polarity.CONTRADICTS if left else Polarity.SUPPORTS if old else Polarity.CANNOT_TELL
    return Signal(polarity, text, float(len(left)), len(partnership.partners), len(partnership.partners), evidence)


@source("mapping", "partners")
def partners_remain(partnership: Partnership) -> Signal:
    """Weigh whether most partners are still there: more than `thresholds.partners_gone` gone speaks for parting."""
    rows, limit = partnership.partners, partnership.thresholds.partners_gone
    if not rows:
        return not_recorded(partnership, "no partner is recorded", expected=None)
    gone = [row for row in rows if row.left is not None]
    text = f"{len(gone)} of {counted(len(rows), 'partner')} left"
    evidence = [fact(f"{row.name} left on {say_day(row.left)}", row, "left") for row in gone] or [
        fact(rows[0].name, rows[0], "id")
    ]
    return weigh_share(len(rows) - len(gone), len(rows), 1 - limit, text, evidence)
