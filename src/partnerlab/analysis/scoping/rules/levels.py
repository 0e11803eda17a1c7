"""SC2: how closely partners must work together, whether they do, and what the resources bear (¶2.1)."""

from __future__ import annotations

from collections.abc import Iterator

from partnerlab.analysis.catalogue import Judgement, at_fault, cannot_tell, has_reached, in_place, rule
from partnerlab.analysis.facts.levels import (
    compare_pairs,
    count_apart,
    current_level,
    find_level_gap,
    ladder_of,
)
from partnerlab.analysis.facts.relationships import answers_between_partners
from partnerlab.analysis.findings import fact
from partnerlab.analysis.signals.network import pairs_see_alike, pairs_work_as_needed
from partnerlab.partnership import Partnership
from partnerlab.partnership.organisations import is_outside_government, names
from partnerlab.wording import counted, each_of

Judgements = Iterator[Judgement]


@rule(
    "SC201",
    "¶2.1, Fig. 1.b",
    capability="level-of-collaboration",
    question="Is the level of collaboration that the issue needs settled?",
    severity="amber",
    why="The guide asks to identify the level in advance: what it costs to work together follows from it.",
    remedy="Agree which level of collaboration the issue needs, and why; a higher level is not a better one.",
)
def the_level_needed_is_settled(partnership: Partnership) -> Judgements:
    """Look for the latest `needed` under `collaboration`. Missing is a fault only once the planning has begun."""
    level, row = current_level(partnership, "needed")
    if row is not None:
        label = ladder_of(partnership).label(level)
        yield in_place(f"The issue needs level {label}.", fact(f"needed: {label}", row, "needed"))
    elif has_reached(partnership, "planning"):
        yield at_fault("Nobody has said which level of collaboration the issue needs.")
    else:
        yield cannot_tell("the level of collaboration that the issue needs is not settled yet")


@rule(
    "SC202",
    "¶2.1",
    capability="level-of-collaboration",
    question="Do partners work together at the level that the issue needs?",
    severity="amber",
    why="Below it the outcome is out of reach; above it effort is spent that the issue does not need.",
    remedy="Agree what would bring the working level to the level needed, or lower the ambition.",
    stage="building",
)
def partners_work_at_the_level_needed(partnership: Partnership) -> Judgements:
    """Compare the latest `needed` with the latest `actual` of the whole; both directions count."""
    gap, ladder = find_level_gap(partnership), ladder_of(partnership)
    if gap.lacking is None:
        yield cannot_tell("the level needed or the actual level of the whole is not judged")
        return
    _, row = current_level(partnership, "actual")
    evidence = fact(f"needed {ladder.label(gap.needed)}, actual {ladder.label(gap.actual)}", row, "actual")
    if gap.lacking > 0:
        message = f"Partners work at {ladder.label(gap.actual)}; {ladder.label(gap.needed)} is needed."
        yield at_fault(message, evidence)
    elif gap.lacking < 0:
        message = (
            f"Partners work at {ladder.label(gap.actual)}, more closely than the {ladder.label(gap.needed)} needed."
        )
        yield at_fault(message, evidence, remedy="Ask whether the closer working is worth what it costs.")
    else:
        yield in_place(f"Partners work at the level needed, {ladder.label(gap.actual)}.", evidence)


@rule(
    "SC203",
    "¶2.1, ¶4.11 list",
    capability="level-of-collaboration",
    question="Would the resources bear the level needed?",
    severity="amber",
    why="More integration needs more resource, and too little of it is one of the guide's seven reasons for failure.",
    remedy="Find the resources that the level needs, or agree a level that the resources bear.",
    stage="building",
)
def resources_bear_the_level(partnership: Partnership) -> Judgements:
    """Compare the latest `needed` with the latest `resourced` of the whole.

    Short by `thresholds.levels_short_red` levels or more is red, by fewer amber; the number is ours, not the guide's.
    """
    gap, ladder = find_level_gap(partnership), ladder_of(partnership)
    if gap.unfunded is None:
        yield cannot_tell("the level needed or the level that the resources would bear is not judged")
        return
    _, row = current_level(partnership, "resourced")
    evidence = fact(f"needed {ladder.label(gap.needed)}, resourced {ladder.label(gap.resourced)}", row, "resourced")
    if gap.unfunded > 0:
        yield at_fault(
            f"Resources bear {ladder.label(gap.resourced)}; {ladder.label(gap.needed)} is needed.",
            evidence,
            severity="red" if gap.unfunded >= partnership.thresholds.levels_short_red else "amber",
        )
    else:
        yield in_place(f"Resources bear the level needed, {ladder.label(gap.needed)}.", evidence)


@rule(
    "SC204",
    "¶2.1, ¶2.8",
    capability="level-of-collaboration",
    question="Does each pair of partners work together as closely as it must?",
    severity="amber",
    why="The guide sets working relationships above any structure.",
    remedy="Bring the two together and agree what each needs from the other.",
    stage="building",
)
def pairs_work_as_closely_as_needed(partnership: Partnership) -> Judgements:
    """Compare needed and actual levels pair by pair.

    A pair counts as below only when it is below whichever of its two members is right. The widest gaps are named.
    `thresholds.pairs_meeting_need` of the pairs must not be below; the number is ours.
    """
    pairs = compare_pairs(partnership)
    judged = pairs[pairs["gap"] != "cannot tell"]
    if judged.empty:
        yield cannot_tell("no pair of partners has said which level it needs and has")
        return
    below = judged[judged["gap"] == "below"]
    rows = {(row.by, row.about): row for row in answers_between_partners(partnership)}
    signal = pairs_work_as_needed(partnership)
    if not signal.supports and not signal.contradicts:
        yield cannot_tell(f"{signal.text}, too few to tell", *signal.evidence)
        return
    if signal.supports:
        facts = [fact(f"{counted(len(judged), 'pair')} judged", next(iter(rows.values())), "actual")]
        yield in_place(f"{len(below) or 'None'} of {counted(len(judged), 'pair')} below the level needed.", *facts)
        return
    facts = [
        fact(
            f"{first} and {second}: {gap:g} to {high:g} levels lacking",
            rows.get((first, second), rows.get((second, first))),
        )
        for first, second, gap, high in below[["first", "second", "gap_low", "gap_high"]].itertuples(index=False)
    ]
    worst = "; ".join(f"{first} and {second}" for first, second in below[["first", "second"]].head(3).values.tolist())
    count = f"{len(below)} of {counted(len(judged), 'pair')}"
    yield at_fault(f"{count} work together less closely than needed; widest: {worst}.", *facts[:12])


@rule(
    "SC205",
    "¶2.1, ¶2.8",
    capability="level-of-collaboration",
    question="Do the two members of each pair see their relationship alike?",
    severity="amber",
    why="Answers that lie apart are not an error but a point to talk about, before it turns into a dispute.",
    remedy="Let the two compare what they answered, and why.",
    stage="building",
)
def pairs_see_their_relationship_alike(partnership: Partnership) -> Judgements:
    """Compare both answers of a pair; `thresholds.answers_apart` steps or more count as apart (not in the guide)."""
    both, apart = count_apart(partnership)
    if both.empty:
        yield cannot_tell("no pair of partners has answered from both sides")
        return
    limit = partnership.thresholds.answers_apart
    rows = {(row.by, row.about): row for row in answers_between_partners(partnership)}
    signal = pairs_see_alike(partnership)
    if not signal.supports and not signal.contradicts:
        yield cannot_tell(f"{signal.text}, too few to tell", *signal.evidence)
        return
    if signal.supports:
        facts = [fact(f"{counted(len(both), 'pair')} answered from both sides", next(iter(rows.values())), "actual")]
        near = (
            each_of(len(both), "pair") if apart.empty else f"{len(both) - len(apart)} of {counted(len(both), 'pair')}"
        )
        yield in_place(f"In {near} the two answers lie near each other.", *facts)
        return
    ends = apart[["first", "second"]].values.tolist()
    facts = [
        fact(f"{by} about {about}: needed {rows[by, about].needed}, actual {rows[by, about].actual}", rows[by, about])
        for first, second in ends
        for by, about in ((first, second), (second, first))
    ]
    who = "; ".join(f"{first} and {second}" for first, second in ends[:4])
    yield at_fault(
        f"{len(ends)} of {counted(len(both), 'pair')} answer {limit} or more steps apart: {who}.", *facts[:12]
    )


@rule(
    "SC206",
    "¶2.15",
    capability="level-of-collaboration",
    question="Is there a mix of government, voluntary and private partners that suits the issue?",
    severity="amber",
    why="The guide sees an apt mix of sectors as the heart of value for money; which mix is apt is for the partners.",
    remedy="Ask which body outside government could add what the present partners cannot.",
    stage="building",
)
def sectors_are_mixed(partnership: Partnership) -> Judgements:
    """Look at the sectors of the current partners: all of one kind is a point to think about."""
    partners = partnership.current_partners
    outside = [is_outside_government(partner.sector) for partner in partners]
    if not partners or None in outside:
        silent = [partner.id for partner in partners if partner.sector is None]
        yield cannot_tell(f"the sector of {names(partnership, silent)} is missing" if silent else "no partner is named")
    elif all(outside) or not any(outside):
        where = "outside government" if all(outside) else "from within government"
        facts = [fact(f"{partner.id}: {partner.sector}", partner, "sector") for partner in partners[:6]]
        yield at_fault(f"All {counted(len(partners), 'partner')} come {where}.", *facts)
    else:
        facts = [fact(f"{partner.id}: {partner.sector}", partner, "sector") for partner in partners if partner.sector]
        yield in_place(
            f"{sum(map(bool, outside))} of {counted(len(partners), 'partner')} are outside government.", *facts[:6]
        )
