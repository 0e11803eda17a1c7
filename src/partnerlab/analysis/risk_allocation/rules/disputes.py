"""RA6xx: a process for settling differences, and the guide's tips on conflict (¶4.6)."""

from __future__ import annotations

from partnerlab.analysis.catalogue import Judgements, Way, at_fault, has_reached, in_place, part_met, rule
from partnerlab.analysis.facts.steps import get_ladder
from partnerlab.analysis.findings import Severity, fact
from partnerlab.analysis.risk_allocation.disputes import NO_CLOCK, NO_OWNER, assess_tips, list_gaps, list_reached
from partnerlab.analysis.risk_allocation.rules.ways import DISPUTE_DAYS, DISPUTE_OWNER, DISPUTES, ask
from partnerlab.partnership import Partnership
from partnerlab.wording import all_of, counted, itemised, listed, verb

NO_STEPS = "no way of settling differences is recorded"


@rule(
    "RA601",
    "¶4.6",
    capability="managing-conflict",
    strength="demands",
    basis="asked",
    question="Is a process for settling differences written down early?",
    severity="red",
    why="the guide calls it essential at an early stage: in a conflict it is too late to agree one",
    remedy="Agree three steps under `disputes`: who talks first, who decides next, who decides finally, and by when.",
    stage="building",
)
def a_process_is_written_down(partnership: Partnership) -> Judgements:
    """Check that the steps by which disputes are settled are recorded, each complete.

    While building, their absence is only asked about. Steps that lack an owner, a number of days or a way on are met
    in part.
    """
    ladder = get_ladder(partnership)
    reached = list_reached(ladder)
    broken = [rung for rung in ladder if list_gaps(rung, ladder, reached)]
    names = itemised(rung.name for rung in ladder)
    if broken:
        some = f"{len(broken)} of {counted(len(ladder), 'escalation step')}"
        evidence = [fact(rung.name, rung, "rung") for rung in broken]
        yield part_met(
            f"{some} {verb(len(broken), 'is', 'are')} incomplete: {itemised(r.name for r in broken)}.", *evidence
        )
    elif ladder:
        steps = counted(len(ladder), "escalation step")
        yield in_place(
            f"{steps} {verb(len(ladder), 'is', 'are')} recorded in full: {names}.", fact(names, ladder[0], "rung")
        )
    elif has_reached(partnership, "planning"):
        yield at_fault("No way of settling differences is recorded.", fact("`disputes` is empty", field="disputes"))
    else:
        yield ask(DISPUTES, NO_STEPS)


@rule(
    "RA602",
    "¶4.6",
    capability="managing-conflict",
    question="Does somebody own each escalation step?",
    why="a dispute that nobody must settle may stay unsettled",
    remedy="Name the role that must settle the dispute at this step.",
    stage="planning",
    basis="ours",
    strength="advises",
)
def rungs_have_an_owner(partnership: Partnership) -> Judgements:
    """Check that each escalation step has an owner. One that is not recorded is asked for."""
    yield from _ask_for(partnership, NO_OWNER, DISPUTE_OWNER, "an owner")


@rule(
    "RA603",
    "¶4.6",
    capability="managing-conflict",
    question="Has each escalation step a time limit?",
    why="without a time limit a dispute can stay open",
    remedy="Say after how many days the dispute passes on, or must be decided.",
    stage="planning",
    basis="ours",
    strength="advises",
)
def rungs_have_a_clock(partnership: Partnership) -> Judgements:
    """Check that each step says within how many days it settles the dispute or passes it on."""
    yield from _ask_for(partnership, NO_CLOCK, DISPUTE_DAYS, "a time limit")


@rule(
    "RA604",
    "¶4.6",
    capability="managing-conflict",
    strength="demands",
    question="Do the escalation steps lead to a final decision?",
    why="steps that end nowhere leave the hardest disputes open",
    remedy="Say at each step which comes next, and at the last that its decision is final.",
    stage="planning",
    basis="follows",
)
def the_ladder_leads_somewhere(partnership: Partnership) -> Judgements:
    """Check that each step leads to one that is there, that all can be reached and that the last is final."""
    ladder = get_ladder(partnership)
    reached = list_reached(ladder)
    broken = 0
    for rung in ladder:
        gaps = [gap for gap in list_gaps(rung, ladder, reached) if gap not in {NO_OWNER, NO_CLOCK}]
        if gaps:
            broken += 1
            message = f"Step {rung.rung}, {rung.name}: {'; '.join(gaps)}."
            yield at_fault(message, fact(rung.name, rung, "next"), subject=f"step {rung.rung}")
    if not ladder:
        yield ask(DISPUTES, NO_STEPS)
    elif not broken:
        decides = f"“{ladder[-1].name}” makes the final decision"
        many = f"{all_of(len(ladder), 'escalation step')} lead on; {decides}."
        yield in_place(many if len(ladder) > 1 else f"There is one escalation step, and {decides}.")


@rule(
    "RA605",
    "¶4.6 box",
    capability="managing-conflict",
    basis="asked",
    question="Are the guide's four tips on conflict followed?",
    why="each of the four keeps differences from turning into disputes",
    remedy="Put this tip on the agenda: what would the partner who feels it least say?",
    stage="building",
    strength="mentions",
)
def tips_on_conflict_are_followed(partnership: Partnership) -> Judgements:
    """Check the guide's four tips on conflict against what the data say elsewhere.

    Interdependence: the answers on sustaining the partnership. Information: who came to recent meetings. Trust: whether
    working relationships rose or fell. Fair decisions: the answers to three of Figure 3's conditions.
    """
    for answer in assess_tips(partnership):
        if answer.light is Severity.UNKNOWN:
            yield ask(Way(answer.enter, answer.find_out), answer.message, subject=answer.tip)
        elif answer.light is Severity.GREEN:
            yield in_place(f"{answer.message}.", *answer.evidence, subject=answer.tip)
        else:
            yield at_fault(f"{answer.message}.", *answer.evidence, subject=answer.tip)


def _ask_for(partnership: Partnership, gap: str, way: Way, what: str) -> Judgements:
    ladder = get_ladder(partnership)
    reached = list_reached(ladder)
    lacking = [rung for rung in ladder if gap in list_gaps(rung, ladder, reached)]
    if not ladder:
        yield ask(DISPUTES, NO_STEPS)
    elif lacking:
        facts = [fact(rung.name, rung, way.enter.rpartition(".")[2]) for rung in lacking]
        some = f"{len(lacking)} of {counted(len(ladder), 'escalation step')} {verb(len(lacking), 'has', 'have')}"
        message = f"{some} {gap} on record: {listed(rung.name for rung in lacking)}"
        yield ask(way, message, *facts, count=len(lacking))
    else:
        yield in_place(f"{all_of(len(ladder), 'escalation step')} {verb(len(ladder), 'has', 'have')} {what}.")
