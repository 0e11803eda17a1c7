"""RA6xx: a process for settling differences, and the guide's tips on conflict (¶4.6)."""

from __future__ import annotations

from collections.abc import Iterator

from partnerlab.analysis.catalogue import Judgement, at_fault, cannot_tell, has_reached, in_place, rule
from partnerlab.analysis.findings import Severity, fact
from partnerlab.analysis.risk_allocation.disputes import assess_tips, find_gaps, find_ladder, find_reached
from partnerlab.partnership import Partnership

Judgements = Iterator[Judgement]
NO_LADDER = "no way of settling differences is recorded"
OWNER, CLOCK = "no owner", "no clock"


@rule(
    "RA601",
    "¶4.6",
    capability="managing-conflict",
    question="Is a process for settling differences written down early?",
    severity="red",
    why="the guide calls it essential at an early stage: in a conflict it is too late to agree one",
    remedy="Agree three rungs under `disputes`: who talks first, who decides next, who decides for good, and by when.",
    stage="building",
)
def a_process_is_written_down(partnership: Partnership) -> Judgements:
    """Check that there is a ladder by which disputes are settled. While building, its absence is only asked about."""
    ladder = find_ladder(partnership)
    if ladder:
        names = ", ".join(rung.name for rung in ladder)
        yield in_place(f"{len(ladder)} rungs are recorded: {names}.", fact(names, ladder[0], "rung"))
    elif has_reached(partnership, "planning"):
        yield at_fault("No way of settling differences is recorded.", fact("`disputes` is empty", field="disputes"))
    else:
        yield cannot_tell(NO_LADDER)


@rule(
    "RA602",
    "¶4.6",
    capability="managing-conflict",
    question="Does somebody own each rung?",
    severity="amber",
    why="a dispute that nobody must settle stays unsettled",
    remedy="Name the role that must settle the dispute on this rung.",
    stage="planning",
)
def rungs_have_an_owner(partnership: Partnership) -> Judgements:
    """Check that each rung of the ladder has an owner."""
    yield from _lacking(partnership, OWNER, "has no owner", "owner")


@rule(
    "RA603",
    "¶4.6",
    capability="managing-conflict",
    question="Has each rung a clock?",
    severity="amber",
    why="without a clock a dispute can be left to rest",
    remedy="Say after how many days the dispute passes on, or must be decided.",
    stage="planning",
)
def rungs_have_a_clock(partnership: Partnership) -> Judgements:
    """Check that each rung says within how many days it settles the dispute or passes it on."""
    yield from _lacking(partnership, CLOCK, "has no clock", "days")


@rule(
    "RA604",
    "¶4.6",
    capability="managing-conflict",
    question="Does the ladder lead to a final word?",
    severity="amber",
    why="a ladder that ends nowhere leaves the hardest disputes open",
    remedy="Say on each rung which comes next, and on the last that it decides for good.",
    stage="planning",
)
def the_ladder_leads_somewhere(partnership: Partnership) -> Judgements:
    """Check that each rung leads to one that is there, that all can be reached and that the last decides for good."""
    ladder = find_ladder(partnership)
    reached = find_reached(ladder)
    broken = 0
    for rung in ladder:
        gaps = [gap for gap in find_gaps(rung, ladder, reached) if gap not in {OWNER, CLOCK}]
        if gaps:
            broken += 1
            message = f"Rung {rung.rung}, {rung.name}: {'; '.join(gaps)}."
            yield at_fault(message, fact(rung.name, rung, "next"), subject=f"rung {rung.rung}")
    if not ladder:
        yield cannot_tell(NO_LADDER)
    elif not broken:
        yield in_place(f"All {len(ladder)} rungs lead on, to a final word by {ladder[-1].owner or ladder[-1].name}.")


@rule(
    "RA605",
    "¶4.6 box",
    capability="managing-conflict",
    question="Are the guide's four tips on conflict followed?",
    severity="amber",
    why="each of the four keeps differences from turning into disputes",
    remedy="Put this tip on the agenda: what would the partner who feels it least say?",
    stage="building",
)
def tips_on_conflict_are_followed(partnership: Partnership) -> Judgements:
    """Check the guide's four tips on conflict against what the data say elsewhere.

    Interdependence: the answers on sustaining the partnership. Information: who came to recent meetings. Trust: whether
    working relationships rose or fell. Fair decisions: the answers to three of Figure 3's conditions.
    """
    for answer in assess_tips(partnership):
        if answer.light is Severity.UNKNOWN:
            yield cannot_tell(answer.message, subject=answer.tip)
        elif answer.light is Severity.GREEN:
            yield in_place(f"{answer.message}.", *answer.evidence, subject=answer.tip)
        else:
            yield at_fault(f"{answer.message}.", *answer.evidence, subject=answer.tip)


def _lacking(partnership: Partnership, gap: str, words: str, field: str) -> Judgements:
    ladder = find_ladder(partnership)
    reached = find_reached(ladder)
    lacking = [rung for rung in ladder if gap in find_gaps(rung, ladder, reached)]
    for rung in lacking:
        message = f"Rung {rung.rung}, {rung.name}, {words}."
        yield at_fault(message, fact(rung.name, rung, field), subject=f"rung {rung.rung}")
    if not ladder:
        yield cannot_tell(NO_LADDER)
    elif not lacking:
        yield in_place(f"Each of {len(ladder)} rungs has {'an owner' if gap == OWNER else 'a clock'}.")
