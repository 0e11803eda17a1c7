"""MA84: the time that people can give, and what sitting costs a partner (¶2.13, App. 3 item 4)."""

from __future__ import annotations

from partnerlab.amounts import say_limit, say_pounds, say_share, write_number
from partnerlab.analysis.catalogue import Judgements, Way, at_fault, cannot_tell, in_place, part_met, rule
from partnerlab.analysis.facts.members import current_representative
from partnerlab.analysis.facts.names import named
from partnerlab.analysis.findings import fact
from partnerlab.analysis.mapping.resources import compare_sitting
from partnerlab.partnership import Partnership
from partnerlab.wording import any_of, counted, each_of, listed, verb, verb_of

HOURS = "partners.representatives.hours_a_month"
SEAT = Way("partners.representatives", "Ask each partner who represents it.")
ASK_HOURS = "Ask each representative how many hours a month they can give."


@rule(
    "MA840",
    "¶2.13, App. 3 item 4",
    basis="asked",
    strength="advises",
    capability="resources-and-spending",
    question="Is it known how much time each representative can give?",
    why="The guide finds it important to consider it, and the suggested agenda asks it of each partner.",
    remedy="Ask each representative how many hours a month they can give, and record it.",
    stage="building",
)
def time_given_is_known(partnership: Partnership) -> Judgements:
    """Look for `hours_a_month` of the representative of each current partner; a partner without one is not counted.

    Somebody who can give no time at all is a fault of its own.
    """
    seats = [(row, seat) for row in partnership.current_partners if (seat := current_representative(row)) is not None]
    known = [(row, seat) for row, seat in seats if seat.hours_a_month is not None]
    idle = [(row, seat) for row, seat in known if not seat.hours_a_month]
    if not seats:
        yield cannot_tell("no representative is recorded", way=SEAT)
        return
    for row, seat in idle:
        evidence = fact(f"{row.name}: {seat.role}, 0 hours a month", seat, "hours_a_month")
        yield at_fault(f"{seat.role} ({row.name}) can give no time.", evidence, subject=row.id)
    facts = [
        fact(f"{row.name}: {write_number(seat.hours_a_month)} hours a month", seat, "hours_a_month")
        for row, seat in known
    ]
    blank = [row.id for row, seat in seats if seat.hours_a_month is None]
    if not known:
        yield cannot_tell(
            f"no hours are recorded for {any_of(len(seats), 'representative')}",
            way=Way(HOURS, ASK_HOURS),
            count=len(seats),
        )
    elif blank:
        part = f"{len(known)} of {counted(len(seats), 'representative')} {verb(len(known), 'has', 'have')}"
        yield part_met(f"{part} hours a month recorded; none for {named(partnership, blank)}.", *facts)
    elif not idle:
        total = sum(seat.hours_a_month or 0 for _, seat in known)
        whom = each_of(len(known), "representative")
        yield in_place(f"Hours are recorded for {whom}: {write_number(total)} a month in all.", *facts)


@rule(
    "MA842",
    "¶2.13",
    basis="ours",
    strength="mentions",
    capability="resources-and-spending",
    question="Is what sitting costs each partner in proportion to what it brings?",
    why="The guide asks partners to consider time and resources together. To compare the two is our own check.",
    remedy="Ask whether fewer or shorter meetings would do, or a partner could be represented by another.",
    stage="managing",
)
def sitting_is_in_proportion(partnership: Partnership) -> Judgements:
    """Compare what a representative's hours cost with all that the partner brings, at `thresholds.pounds_an_hour`.

    From `thresholds.sitting` on it is worth a question. Neither number is in the guide. A partner that brings nothing
    with an amount, or whose hours are not recorded, cannot be compared.
    """
    rate, limit = partnership.thresholds.pounds_an_hour, partnership.thresholds.sitting
    table = compare_sitting(partnership)
    if table.empty:
        yield cannot_tell("no partner is recorded", way=Way("partners", "List the partners."))
        return
    known = table[table["sitting_share"].notna()]
    if known.empty or len(known) < partnership.thresholds.least_coverage * len(table):
        have = f"{len(known)} of {counted(len(table), 'partner')} "
        have += verb_of(len(known), len(table), "has", "have")
        yield cannot_tell(
            f"{have} both hours of their representatives and resources with an amount recorded",
            way=Way("partners.resources.amount", "Ask each partner what it brings, in hours and pounds."),
            count=len(table) - len(known) or None,
        )
        return
    heavy = known[known["sitting_share"] >= limit]
    of = f", of {len(table)}" if len(known) < len(table) else ""
    if heavy.empty:
        whom = f"For {each_of(len(known), 'partner')}{of}"
        yield in_place(f"{whom}, sitting costs less than the limit. Our limit is {say_limit(limit)} of what it brings.")
        return
    records = {row.id: row for row in partnership.current_partners}
    facts = [
        fact(
            f"{name}: {write_number(hours)} hours a year of sitting cost {say_share(share)} of what it brings, "
            f"{say_pounds(hours * rate)} of {say_pounds(worth)}",
            current_representative(records[partner]),
            "hours_a_month",
        )
        for partner, name, hours, share, worth in heavy[
            ["partner", "name", "sitting", "sitting_share", "worth"]
        ].itertuples(index=False)
    ]
    who = listed(
        (
            f"{partnership.short_name_of(partner)} {say_share(share)}"
            for partner, share in heavy[["partner", "sitting_share"]].itertuples(index=False)
        ),
        3,
    )
    many = f"{len(heavy)} of {counted(len(known), 'partner')} compared"
    yield part_met(
        f"For {many}, sitting costs {say_limit(limit)} or more of what it brings, at £{rate:g} an hour: {who}.", *facts
    )
