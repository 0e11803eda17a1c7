"""MA6: members: authority, continuity, attendance, cover (¶2.12, App. 3 item 7)."""

from __future__ import annotations

from partnerlab.amounts import say_against, say_limit
from partnerlab.analysis.catalogue import Judgement, Judgements, Way, at_fault, cannot_tell, in_place, rule
from partnerlab.analysis.facts.members import assess_members, current_representative, measure_turnover, say_turnover
from partnerlab.analysis.facts.names import named
from partnerlab.analysis.findings import fact
from partnerlab.analysis.signals.members import members_stay
from partnerlab.partnership import Partnership
from partnerlab.wording import any_of, counted, each_of, listed, say_day, verb, verb_of, with_capital

NOBODY = "no partner is recorded"
SEAT = Way("partners.representatives", "Ask each partner who represents it.")
AUTHORITY = Way(
    "partners.representatives.authority", "Ask whether the representative is authorised to commit the organisation."
)
TERMS = "Ask since when each representative has been in place."
SEATS = "Ask each partner who represents it, who did before, and from when to when."
EARLIER = "Ask whether anybody sat before those recorded, and from when to when."
PRESENT = Way("meetings.present", "Take from the minutes which partners came to each meeting.")


def _unnamed(partners: int) -> Judgement:
    """Say that nobody is recorded as a representative, or not even a partner."""
    if not partners:
        return cannot_tell(NOBODY, way=Way("partners", "List the partners."))
    return cannot_tell(f"no representative is recorded for {any_of(partners, 'partner')}", way=SEAT, count=partners)


@rule(
    "MA601",
    "¶2.12",
    capability="members",
    strength="demands",
    basis="asked",
    question="Is each representative authorised to commit the organisation?",
    severity="red",
    why="The guide calls it critical. It can make or break a partnership.",
    remedy="Ask the organisation to authorise its representative, or to send somebody who is authorised.",
)
def representatives_may_commit(partnership: Partnership) -> Judgements:
    """Look for `authority: commits` of who sits for each current partner."""
    held = 0
    for partner in partnership.current_partners:
        seat = current_representative(partner)
        if seat is None:
            continue
        if seat.authority is None:
            yield cannot_tell(
                f"it is not recorded whether the {seat.role} is authorised to commit "
                f"{partnership.short_name_of(partner.id)}",
                fact("authority: not recorded", seat, "authority"),
                subject=partner.id,
                way=AUTHORITY,
                count=1,
            )
        elif seat.authority != "commits":
            message = f"The representative of {partnership.short_name_of(partner.id)} ({seat.role}) {seat.authority}"
            message += " and is not authorised to commit it."
            yield at_fault(message, fact(f"authority: {seat.authority}", seat, "authority"), subject=partner.id)
        else:
            held += 1
    total = len(partnership.current_partners)
    if not any(partner.representatives for partner in partnership.current_partners):
        yield _unnamed(total)
    elif held == total:
        whom = f"All {total} partners have" if total > 1 else "The one partner has"
        yield in_place(f"{whom} a representative who is authorised to commit the organisation.")
    elif empty := sum(current_representative(partner) is None for partner in partnership.current_partners):
        yield cannot_tell(
            f"{empty} of {counted(total, 'partner')} {verb(empty, 'has', 'have')} no representative recorded",
            way=SEAT,
            count=empty,
        )


@rule(
    "MA602",
    "¶2.12",
    capability="members",
    question="Has each partner a named representative?",
    why="Consistent membership is important to keep connection and momentum. An empty seat breaks both.",
    remedy="Ask the organisation who will represent it.",
    basis="follows",
    strength="advises",
)
def each_seat_is_taken(partnership: Partnership) -> Judgements:
    """Look for a representative without an end date; a seat that was taken and is empty now is a fault."""
    partners = partnership.current_partners
    if not partners:
        yield _unnamed(0)
        return
    empty = [row for row in partners if current_representative(row) is None]
    for partner in empty:
        if partner.representatives:
            last = partner.representatives[-1]
            since = f" since {say_day(last.end)}" if last.end else ""
            message = f"No representative is recorded for {partnership.short_name_of(partner.id)}{since}."
            yield at_fault(message, fact(f"{last.role} left", last, "to"), subject=partner.id)
        else:
            yield cannot_tell(
                f"who represents {partnership.short_name_of(partner.id)} is not recorded",
                fact(f"{partner.name}: no representative recorded", partner, "representatives"),
                subject=partner.id,
                way=SEAT,
                count=1,
            )
    if not empty:
        yield in_place(f"A representative is recorded for {each_of(len(partners), 'partner')}.")


def _why_no_turnover(partnership: Partnership, seats: int, dated: int) -> str:
    """Say why the turnover of those who sit, of whom some have a day since when they do, cannot be judged."""
    months = counted(partnership.thresholds.looking_back_months, "month")
    if not seats:
        return "no representative is recorded"
    if dated < seats:
        undated = seats - dated
        return (
            f"{undated} of {counted(seats, 'representative')} {verb_of(undated, seats, 'has', 'have')} "
            "no day recorded since when they sit"
        )
    least, turnover = partnership.thresholds.least_representatives, measure_turnover(partnership)
    if dated < least:
        return f"only {counted(dated, 'representative')} {verb(dated, 'is', 'are')} recorded"
    if turnover.most < least:
        who = counted(turnover.left, "representative", none="no")
        return f"{who} left in {months}, and fewer than {least} sat at the start or the end: too few for a share"
    return f"nobody has left, and nobody has been there for {months}"


@rule(
    "MA603",
    "¶2.12",
    capability="members",
    strength="demands",
    basis="asked",
    question="Do representatives stay long enough?",
    why="The guide says that a high turnover must be avoided: it weakens the capacity to meet the goals.",
    remedy="Agree terms with the organisations, and hand over before somebody leaves.",
    stage="building",
)
def representatives_stay(partnership: Partnership) -> Judgements:
    """Compare the turnover with `thresholds.turnover`, over `thresholds.looking_back_months`; neither is in the guide.

    Turnover is the usual one: those who left over the mean number sitting. `thresholds.turnover_red` is red, from
    `thresholds.least_leavers` on. Nothing is told where `thresholds.least_representatives` sat neither at the start nor
    at the end, for one of one is always all; nor while nobody has left a partnership that is younger than the time
    looked back on.
    """
    turnover, limit = measure_turnover(partnership), partnership.thresholds.turnover
    signal = members_stay(partnership)
    if turnover.share is None or turnover.start is None or not (signal.supports or signal.contradicts):
        rows = [row for partner in partnership.partners for row in partner.representatives]
        dated = sum(row.start is not None for row in rows)
        undated, few = len(rows) - dated, turnover.most < partnership.thresholds.least_representatives
        yield cannot_tell(
            _why_no_turnover(partnership, len(rows), dated),
            way=Way(
                "partners.representatives" if few and not undated else "partners.representatives.from",
                SEATS if few and not undated else TERMS if undated else EARLIER,
            ),
            count=undated or None,
        )
        return
    leavers = [
        (partner.id, row)
        for partner in partnership.partners
        for row in partner.representatives
        if row.end is not None and turnover.start < row.end
    ]
    facts = [
        fact(f"{partnership.name_of(name)}: {row.role} left on {say_day(row.end)}", row, "to") for name, row in leavers
    ]
    limits, text = partnership.thresholds, say_turnover(partnership)
    message, (_, bound) = with_capital(text), say_against(turnover.share, limit)
    if signal.contradicts:
        many = turnover.share >= limits.turnover_red and turnover.left >= limits.least_leavers
        yield at_fault(f"{message}. Our limit is {bound}.", *facts, severity="red" if many else "amber")
    else:
        yield in_place(f"{message}. Our limit is {bound}.", *facts)


@rule(
    "MA604",
    "¶2.12",
    capability="members",
    question="Do partners come to the meetings?",
    why="The guide calls commitment an important behaviour. Attendance is a sign of it.",
    remedy="Ask what keeps it away, and whether time, place or agenda should change.",
    stage="building",
    basis="follows",
    strength="advises",
)
def partners_attend(partnership: Partnership) -> Judgements:
    """Compare attendance over `thresholds.looking_back_months`, deputies included, with `thresholds.attendance` (ours).

    Only meetings with attendance recorded count. Nothing is told of a partner that could come to fewer of them than
    `thresholds.least_meetings`. One that came to none of `thresholds.least_absences` or more is red: nobody decides
    for it.
    """
    table = assess_members(partnership)
    limit, least = partnership.thresholds.attendance, partnership.thresholds.least_meetings
    months = counted(partnership.thresholds.looking_back_months, "month")
    judged = table[table["meetings"] >= least]
    if len(judged) and len(judged) < partnership.thresholds.least_coverage * len(table):
        yield cannot_tell(
            f"{len(judged)} of {counted(len(table), 'partner')} could come to {least} meetings or more in {months}",
            way=PRESENT,
        )
        return
    if judged.empty:
        held = int(table["meetings"].max()) if len(table) else 0
        yield cannot_tell(
            f"{counted(held, 'meeting')} in {months} {verb(held, 'has', 'have')} attendance recorded, "
            f"{least} are needed",
            way=PRESENT,
            count=max(least - held, 0) or None,
        )
        return
    rows = judged[["partner", "attended", "meetings", "attendance"]].itertuples(index=False)
    low = [(name, came, held) for name, came, held, share in rows if share < limit]
    last = max(partnership.meetings, key=lambda row: row.on)
    for name, came, held in low:
        message = f"{partnership.short_name_of(name)} came to {came} of {counted(held, 'meeting')} in {months}. "
        message += f"Our limit is {say_limit(limit)}."
        stays_away = not came and held >= partnership.thresholds.least_absences
        consequence = "nobody in charge" if stays_away else None
        evidence = fact(f"last meeting: {say_day(last.on)}", last, "present")
        yield at_fault(message, evidence, subject=name, consequence=consequence)
    if not low:
        fewest = judged[judged["attendance"] == judged["attendance"].min()]
        rest = len(table) - len(judged)
        whom = each_of(len(judged), "partner")
        least_of = listed(
            f"{came} of {held} ({named(partnership, rows['partner'])})"
            for (came, held), rows in fewest.groupby(["attended", "meetings"])
        )
        every = (judged["attended"] == judged["meetings"]).all()
        share = "every meeting" if every else f"{say_limit(limit)} of meetings or more"
        message = f"{with_capital(whom)} judged came to {share} in {months}."
        message += "" if every else f" That is our limit; the fewest are {least_of}."
        message += f" {rest} more joined too late to judge." if rest else ""
        yield in_place(message, fact(f"last meeting: {say_day(last.on)}", last, "present"))


@rule(
    "MA605",
    "App. 3 item 7, ¶2.12",
    capability="members",
    question="Is there a deputy when a representative moves on?",
    why="The suggested agenda asks about cover when people move on. A deputy is one way to give it.",
    remedy="Name a deputy for each representative.",
    stage="building",
    basis="follows",
    strength="mentions",
)
def each_seat_has_cover(partnership: Partnership) -> Judgements:
    """Look for `deputy` of who sits for each current partner.

    The guide expects no record of deputies, so a gap is never a fault.
    """
    seats = {row.id: current_representative(row) for row in partnership.current_partners}
    sitting = {name: row for name, row in seats.items() if row is not None}
    if not sitting:
        yield _unnamed(len(seats))
        return
    alone = [name for name, row in sitting.items() if not row.deputy]
    if alone:
        facts = [
            fact(
                f"{partnership.name_of(name)}: no deputy recorded for the {sitting[name].role}", sitting[name], "deputy"
            )
            for name in alone
        ]
        covered = len(sitting) - len(alone)
        yield cannot_tell(
            f"{covered} of {counted(len(sitting), 'representative')} "
            f"{verb_of(covered, len(sitting), 'has', 'have')} a deputy recorded",
            *facts,
            way=Way("partners.representatives.deputy", "Ask each partner who stands in for its representative."),
            count=len(alone),
        )
    else:
        facts = [fact(f"{partnership.name_of(name)}: {row.deputy}", row, "deputy") for name, row in sitting.items()]
        rest = len(seats) - len(sitting)
        deputies = f"deputy is recorded for {each_of(len(sitting), 'representative')}"
        if rest:
            none = f"{rest} of {counted(len(seats), 'partner')} {verb(rest, 'has', 'have')} no representative recorded"
            yield cannot_tell(f"a {deputies}, and {none}", *facts[:6], way=SEAT, count=rest)
        else:
            yield in_place(f"A {deputies}.", *facts[:6])
