"""MA6: members: authority, continuity, attendance, cover (¶2.12, App. 3 item 7)."""

from __future__ import annotations

from collections.abc import Iterator

from partnerlab.analysis.catalogue import Judgement, at_fault, cannot_tell, in_place, rule
from partnerlab.analysis.facts.members import assess_members, current_representative, find_turnover
from partnerlab.analysis.findings import fact
from partnerlab.analysis.signals.members import members_stay
from partnerlab.partnership import Partnership
from partnerlab.wording import counted, listed, say_day, verb

Judgements = Iterator[Judgement]

NOBODY = "no partner is named"


@rule(
    "MA601",
    "¶2.12",
    capability="members",
    question="May each representative commit the organisation?",
    severity="red",
    why="The guide calls it critical: it can make or break a partnership.",
    remedy="Ask the organisation to authorise its representative, or to send somebody who may commit it.",
    stage="scoping",
)
def representatives_may_commit(partnership: Partnership) -> Judgements:
    """Look for `authority: commits` of who sits for each current partner."""
    held = 0
    for partner in partnership.current_partners:
        seat = current_representative(partner)
        if seat is None:
            continue
        if seat.authority is None:
            message = f"nobody has said whether the {seat.role} may commit {partner.id}"
            yield cannot_tell(message, fact("authority not said", seat, "authority"), subject=partner.id)
        elif seat.authority != "commits":
            message = f"The representative of {partner.id}, {seat.role}, {seat.authority} and may not commit it."
            yield at_fault(message, fact(f"authority: {seat.authority}", seat, "authority"), subject=partner.id)
        else:
            held += 1
    total = len(partnership.current_partners)
    if not any(partner.representatives for partner in partnership.current_partners):
        yield cannot_tell("no representative is named" if total else NOBODY)
    elif held == total:
        yield in_place(f"The representatives of all {counted(total, 'partner')} may commit them.")


@rule(
    "MA602",
    "¶2.12",
    capability="members",
    question="Does somebody sit for each partner?",
    severity="amber",
    why="Consistent membership keeps connection and momentum; an empty seat breaks both.",
    remedy="Ask the organisation who sits for it from now on.",
    stage="scoping",
)
def each_seat_is_taken(partnership: Partnership) -> Judgements:
    """Look for a representative without an end date; a seat that was taken and is empty now is a fault."""
    partners = partnership.current_partners
    if not partners:
        yield cannot_tell(NOBODY)
        return
    empty = [row for row in partners if current_representative(row) is None]
    for partner in empty:
        if partner.representatives:
            last = partner.representatives[-1]
            since = f" since {say_day(last.end)}" if last.end else ""
            message = f"Nobody has sat for {partner.id}{since}."
            yield at_fault(message, fact(f"{last.role} left", last, "to"), subject=partner.id)
        else:
            yield cannot_tell(
                f"who sits for {partner.id} is not written down", fact(partner.id, partner), subject=partner.id
            )
    if not empty:
        yield in_place(f"Somebody sits for each of {counted(len(partners), 'partner')}.")


@rule(
    "MA603",
    "¶2.12",
    capability="members",
    question="Do representatives stay long enough?",
    severity="amber",
    why="The guide says that a high turnover must be avoided: it weakens the capacity to meet the goals.",
    remedy="Agree terms with the organisations, and hand over before somebody leaves.",
    stage="building",
)
def representatives_stay(partnership: Partnership) -> Judgements:
    """Compare the turnover with `thresholds.turnover`, over `thresholds.looking_back_months`; neither is in the guide.

    Turnover is the usual one: those who left over the mean number sitting; `thresholds.turnover_red` is red. Nothing is
    told of fewer representatives than `thresholds.least_representatives`, nor while nobody has left a partnership that
    is younger than the time looked back on.
    """
    turnover, limit = find_turnover(partnership), partnership.thresholds.turnover
    signal = members_stay(partnership)
    if turnover.share is None or turnover.start is None or not (signal.supports or signal.contradicts):
        yield cannot_tell(
            "no representative's time is dated" if not signal.n else f"too early or too few: {signal.text}"
        )
        return
    leavers = [
        (partner.id, row)
        for partner in partnership.partners
        for row in partner.representatives
        if row.end is not None and turnover.start < row.end
    ]
    facts = [fact(f"{name}: {row.role} left on {row.end}", row, "to") for name, row in leavers]
    who = counted(turnover.left, "representative", none="no")
    months = counted(partnership.thresholds.looking_back_months, "month")
    message = f"{who} left in {months}, of {turnover.seats:g} sitting on average ({turnover.share:.0%})"
    if signal.contradicts:
        severity = "red" if turnover.share >= partnership.thresholds.turnover_red else "amber"
        yield at_fault(f"{message}, over {limit:.0%}.", *facts, severity=severity)
    else:
        yield in_place(f"{message}; up to {limit:.0%} is accepted.", *facts)


@rule(
    "MA604",
    "¶2.12",
    capability="members",
    question="Do partners come to the meetings?",
    severity="amber",
    why="Commitment shows in who comes; who stays away can neither decide nor be asked.",
    remedy="Ask what keeps it away, and whether time, place or agenda should change.",
    stage="building",
)
def partners_attend(partnership: Partnership) -> Judgements:
    """Compare attendance over `thresholds.looking_back_months`, deputies included, with `thresholds.attendance` (ours).

    Nothing is told of a partner that could come to fewer meetings than `thresholds.least_meetings`.
    """
    table = assess_members(partnership)
    limit, least = partnership.thresholds.attendance, partnership.thresholds.least_meetings
    months = counted(partnership.thresholds.looking_back_months, "month")
    months = counted(partnership.thresholds.looking_back_months, "month")
    judged = table[table["meetings"] >= least]
    if judged.empty:
        held = int(table["meetings"].max()) if len(table) else 0
        yield cannot_tell(f"{counted(held, 'meeting')} of the last {months} recorded, {least} are needed to tell")
        return
    rows = judged[["partner", "attended", "meetings", "attendance"]].itertuples(index=False)
    low = [(name, came, held) for name, came, held, share in rows if share < limit]
    last = max(partnership.meetings, key=lambda row: row.on)
    for name, came, held in low:
        message = f"{name} came to {came} of {counted(held, 'meeting')} in {months}, under {limit:.0%}."
        yield at_fault(message, fact(f"last meeting: {last.on}", last, "present"), subject=name)
    if not low:
        least = judged["attendance"].min()
        message = f"Each of {counted(len(judged), 'partner')} came to {least:.0%} of meetings or more in {months}."
        yield in_place(message, fact(f"last meeting: {last.on}", last, "present"))


@rule(
    "MA605",
    "¶2.12, App. 3 item 7",
    capability="members",
    question="Is there somebody to stand in when a representative moves on?",
    severity="amber",
    why="The agenda of the first meeting asks whether the wider organisation knows enough to give cover.",
    remedy="Name a deputy for each representative.",
    stage="building",
)
def each_seat_has_cover(partnership: Partnership) -> Judgements:
    """Look for `deputy` of who sits for each current partner."""
    seats = {row.id: current_representative(row) for row in partnership.current_partners}
    sitting = {name: row for name, row in seats.items() if row is not None}
    if not sitting:
        yield cannot_tell("no representative is named" if seats else NOBODY)
        return
    alone = [name for name, row in sitting.items() if not row.deputy]
    if alone:
        facts = [fact(f"{name}: no deputy for the {sitting[name].role}", sitting[name], "deputy") for name in alone]
        yield at_fault(f"{listed(alone)} {verb(len(alone), 'has', 'have')} named nobody to stand in.", *facts)
    else:
        facts = [fact(f"{name}: {row.deputy}", row, "deputy") for name, row in sitting.items()]
        yield in_place(f"Each of {counted(len(sitting), 'representative')} has a deputy.", *facts[:6])
