"""SC2 for each pair of partners: whether the two work as closely as they must, and see it alike (¶2.1, ¶2.8)."""

from __future__ import annotations

from partnerlab.amounts import say_limit
from partnerlab.analysis.catalogue import Judgements, Way, at_fault, cannot_tell, in_place, rule
from partnerlab.analysis.facts.answers import all_heard
from partnerlab.analysis.facts.levels import compare_pairs, count_apart, count_below
from partnerlab.analysis.facts.names import OTHERS
from partnerlab.analysis.facts.relationships import answers_between_partners
from partnerlab.analysis.findings import fact
from partnerlab.analysis.scoping.rules.levels import name_pair
from partnerlab.analysis.signals.network import NO_BOTH_SIDES, pairs_see_alike, pairs_work_as_needed
from partnerlab.analysis.signals.signal import reaches
from partnerlab.partnership import Partnership
from partnerlab.wording import counted, each_of, listed, verb


@rule(
    "SC204",
    "¶2.1, ¶2.8",
    basis="ours",
    strength="advises",
    capability="level-of-collaboration",
    question="Does each pair of partners work together as closely as it must?",
    why="The guide sets working relationships above any structure.",
    remedy="Bring the two together and agree what each needs from the other.",
    stage="building",
)
def pairs_work_as_closely_as_needed(partnership: Partnership) -> Judgements:
    """Compare needed and actual levels pair by pair.

    A pair counts as below only when it is below whichever of its two members is right. The widest gaps are named.
    `thresholds.pairs_meeting_need` of the pairs must not be below, and `heard_in_full` of them judged; both are ours.
    Where the two disagree on whether it is, that pair cannot be told.
    """
    pairs = len(compare_pairs(partnership))
    judged, below = count_below(partnership)
    if judged.empty:
        yield cannot_tell("no pair of partners has a needed and an actual level recorded", way=PAIR_WAY)
        return
    rows = {(row.by, row.about): row for row in answers_between_partners(partnership)}
    signal = pairs_work_as_needed(partnership)
    if not signal.supports and not signal.contradicts:
        yield cannot_tell(f"{signal.text}, too few to tell", *signal.evidence, way=PAIR_WAY)
        return
    if signal.supports:
        facts = [fact(f"{counted(len(judged), 'pair')} judged", next(iter(rows.values())), "actual")]
        disputed = int((judged["gap"] == "disputed").sum())
        wanted = partnership.thresholds.pairs_meeting_need
        if disputed and not reaches(len(judged) - len(below) - disputed, len(judged), wanted):
            yield cannot_tell(
                f"in {disputed} of {counted(len(judged), 'pair')} the two disagree on whether the level needed is met",
                *facts,
                way=Way("relationships.actual", "Ask the two to compare what they answered."),
                count=disputed,
            )
            return
        of = f", of {pairs} possible" if len(judged) < pairs else ""
        short = len(below) + disputed
        met = f"met in {_each_or_some(len(judged) - short, len(judged))} judged{of}{_say_wanted(short, wanted)}"
        if not all_heard(partnership, len(judged), pairs):
            yield cannot_tell(f"the level needed is {met}", *facts, way=PAIR_WAY, count=pairs - len(judged))
        else:
            yield in_place(f"The level needed is {met}.", *facts)
        return
    facts = [
        fact(
            f"{name_pair(partnership, [first, second])}: {_say_gap(gap, high)} lacking",
            rows.get((first, second), rows.get((second, first))),
        )
        for first, second, gap, high in below[["first", "second", "gap_low", "gap_high"]].itertuples(index=False)
    ]
    lacking = below["gap_low"].max()
    widest = below.loc[below["gap_low"] == lacking, ["first", "second"]].values.tolist()
    who = listed((name_pair(partnership, pair) for pair in widest), 2, rest=OTHERS)
    count = f"{len(below)} of {counted(len(judged), 'pair')} judged {verb(len(below), 'works', 'work')}"
    most = below.loc[below["gap_low"] == lacking, "gap_high"].max()
    gap = f"{'at least ' if most > lacking else ''}{lacking:g} {'level' if lacking == 1 else 'levels'}"
    yield at_fault(f"{count} together less closely than needed; widest gap, {gap}: {who}.", *facts[:12])


def _each_or_some(met: int, pairs: int) -> str:
    return each_of(pairs, "pair") if met == pairs else f"{met} of {counted(pairs, 'pair')}"


def _say_wanted(short: int, wanted: float) -> str:
    """Say what the file asks for, where some pairs fall short and that is enough by it."""
    return f"; the threshold in this file is {say_limit(wanted)}" if short else ""


def _say_gap(low: float, high: float) -> str:
    """Write how many levels are lacking; a range only where the two members' answers make one."""
    ends = f"{low:g}" if low == high else f"{low:g} to {high:g}"
    return f"{ends} {'level' if low == high == 1 else 'levels'}"


PAIR_WAY = Way("relationships.actual", "Ask each partner how closely it needs to work with each other one, and does.")
"""How the levels of pairs are found out."""


@rule(
    "SC205",
    "¶2.1, ¶2.8",
    basis="ours",
    strength="mentions",
    capability="level-of-collaboration",
    question="Do the two members of each pair see their relationship alike?",
    why="Answers that differ are not an error but a point to discuss, before it turns into a dispute.",
    remedy="Ask the two to compare what they answered, and why.",
    stage="building",
)
def pairs_see_their_relationship_alike(partnership: Partnership) -> Judgements:
    """Compare both answers of a pair; `thresholds.answers_apart` steps or more count as apart (not in the guide).

    In place needs answers from both sides of `thresholds.heard_in_full` of the pairs, and `pairs_alike` of these alike.
    """
    both, apart = count_apart(partnership)
    if both.empty:
        if partnership.network_settings.direction == "one way":
            find_out = "Look up whether each tie is one between two."
            yield cannot_tell(NO_BOTH_SIDES["one way"], way=Way("network_settings.direction", find_out))
        else:
            yield cannot_tell("no pair of partners has answers recorded from both sides", way=PAIR_WAY)
        return
    limit = partnership.thresholds.answers_apart
    rows = {(row.by, row.about): row for row in answers_between_partners(partnership)}
    signal = pairs_see_alike(partnership)
    if not signal.supports and not signal.contradicts:
        yield cannot_tell(f"{signal.text}, too few to tell", *signal.evidence, way=PAIR_WAY)
        return
    if signal.supports:
        facts = [fact(f"{counted(len(both), 'pair')} answered from both sides", next(iter(rows.values())), "actual")]
        pairs = len(compare_pairs(partnership))
        of = f", of {pairs} possible," if len(both) < pairs else ""
        near = f"{_each_or_some(len(both) - len(apart), len(both))}{of} that answered from both sides"
        near += f" the two answers are close{_say_wanted(len(apart), partnership.thresholds.pairs_alike)}"
        if not all_heard(partnership, len(both), pairs):
            yield cannot_tell(f"in {near}", *facts, way=PAIR_WAY, count=pairs - len(both))
        else:
            yield in_place(f"In {near}.", *facts)
        return
    ends = apart[["first", "second"]].values.tolist()
    facts = [
        fact(
            f"{partnership.short_name_of(by)} about {partnership.short_name_of(about)}: "
            f"needed {rows[by, about].needed}, actual {rows[by, about].actual}",
            rows[by, about],
        )
        for first, second in ends
        for by, about in ((first, second), (second, first))
    ]
    who = listed((name_pair(partnership, pair) for pair in ends), 2, rest=OTHERS)
    yield at_fault(
        f"{len(ends)} of {counted(len(both), 'pair')} that answered from both sides "
        f"{verb(len(ends), 'is', 'are')} {limit} or more steps apart: {who}.",
        *facts[:12],
    )
