"""SC2: how closely partners must work together, whether they do, and what the resources bear (¶2.1)."""

from __future__ import annotations

from partnerlab.amounts import write_number
from partnerlab.analysis.catalogue import (
    Judgement,
    Judgements,
    Way,
    at_fault,
    cannot_tell,
    has_reached,
    in_place,
    part_met,
    rule,
)
from partnerlab.analysis.facts.levels import LevelGap, current_level, get_level_gap, ladder_of
from partnerlab.analysis.facts.names import OTHERS, named
from partnerlab.analysis.facts.resourcing import assess_pair_resources, assess_resourcing, brings_anything
from partnerlab.analysis.findings import Fact, fact
from partnerlab.partnership import Partnership
from partnerlab.partnership.sectors import PUBLIC, is_outside_government
from partnerlab.wording import counted, each_of, listed, some_of, verb, without_capital


@rule(
    "SC201",
    "¶2.1, ¶2.6, Fig. 1.b",
    strength="advises",
    capability="level-of-collaboration",
    basis="asked",
    question="Is the level of collaboration that the issue needs settled?",
    why="The guide asks partners to identify the level in advance: what it costs to work together follows from it.",
    remedy="Agree which level of collaboration the issue needs, and why; a higher level is not a better one.",
)
def the_level_needed_is_settled(partnership: Partnership) -> Judgements:
    """Look for the latest `needed` under `collaboration`. Missing is a fault only once the planning has begun."""
    level, row = current_level(partnership, "needed")
    if row is not None:
        label = ladder_of(partnership).label(level)
        yield in_place(f"The issue needs level {label}.", fact(f"needed: {label}", row, "needed"))
    elif has_reached(partnership, "planning"):
        yield at_fault("The level of collaboration that the issue needs is not recorded.")
    else:
        yield cannot_tell(
            "the level of collaboration that the issue needs is not recorded yet", way=WAYS["needed"], count=1
        )


@rule(
    "SC202",
    "¶2.1",
    basis="follows",
    strength="demands",
    capability="level-of-collaboration",
    question="Do partners work together at the level that the issue needs?",
    why="Arrangements must be adapted to what is needed: below its level they fall short, above it they cost more.",
    remedy="Agree what would bring the working level to the level needed, or lower the ambition.",
    stage="building",
)
def partners_work_at_the_level_needed(partnership: Partnership) -> Judgements:
    """Compare the latest `needed` with the latest `actual` of the whole; both directions count."""
    gap, ladder = get_level_gap(partnership), ladder_of(partnership)
    if gap.lacking is None:
        yield _not_judged(gap, "actual")
        return
    _, row = current_level(partnership, "actual")
    evidence = fact(f"needed {ladder.label(gap.needed)}, actual {ladder.label(gap.actual)}", row, "actual")
    if gap.lacking > 0:
        message = f"Partners work at level {ladder.label(gap.actual)}; level {ladder.label(gap.needed)} is needed."
        yield at_fault(message, evidence)
    elif gap.lacking < 0:
        message = (
            f"Partners work at level {ladder.label(gap.actual)}, more closely than "
            f"the level needed, {ladder.label(gap.needed)}."
        )
        yield at_fault(message, evidence, remedy="Ask whether the closer working is worth what it costs.")
    else:
        yield in_place(f"Partners work at the level needed, {ladder.label(gap.actual)}.", evidence)


@rule(
    "SC203",
    "¶2.1, ¶4.11 list",
    basis="follows",
    strength="advises",
    capability="level-of-collaboration",
    question="Are the resources enough for the level needed?",
    why="More integration needs more resource; too little of it is one of the guide's common reasons for failure.",
    remedy="Find the resources that the level needs, or agree a level that the resources are enough for.",
    stage="building",
)
def resources_bear_the_level(partnership: Partnership) -> Judgements:
    """Compare the latest `needed` with the latest `resourced` of the whole.

    Enough is in place only where what partners bring is recorded as well: a judgement with nothing behind it is none.
    SC839 counts what is recorded.
    """
    gap, ladder = get_level_gap(partnership), ladder_of(partnership)
    if gap.unfunded is None:
        yield _not_judged(gap, "resourced")
        return
    _, row = current_level(partnership, "resourced")
    evidence = fact(f"needed {ladder.label(gap.needed)}, resourced {ladder.label(gap.resourced)}", row, "resourced")
    if gap.unfunded > 0:
        yield at_fault(
            f"Resources are enough for level {ladder.label(gap.resourced)}; level {ladder.label(gap.needed)} is "
            f"needed, {counted(gap.unfunded, 'level')} more.",
            evidence,
        )
    elif not brings_anything(partnership):
        yield cannot_tell(
            f"resources are said to be enough for the level needed, {ladder.label(gap.needed)}, and nothing that a "
            "partner brings is recorded",
            evidence,
            way=Way("partners.resources", "Ask each partner what it brings."),
            count=len(partnership.current_partners) or None,
        )
    else:
        yield in_place(f"Resources are enough for the level needed, {ladder.label(gap.needed)}.", evidence)


HOURS_WAY = Way("partners.resources.amount", "Ask each partner how many hours a year it gives to the partnership.")
"""How the hours of partners are found out."""


@rule(
    "SC839",
    "¶2.1",
    basis="follows",
    strength="advises",
    capability="level-of-collaboration",
    question="Are the resources entered enough for the level needed, for the whole and for each pair?",
    why="The guide says that more integration needs more resource. How much each level takes is ours.",
    remedy="Find more hours for working together, or agree a level that the hours are enough for.",
    stage="building",
)
def hours_bear_the_level(partnership: Partnership) -> Judgements:
    """Count the hours that partners have for working together, and compare them with what the level needed takes.

    Counted are staff time, the hours of representatives, and money or help in kind for administration and evaluation
    at `thresholds.pounds_an_hour`. Each level takes `thresholds.level_growth` times the hours of the one below; the
    first takes `thresholds.level_hours` a year of each of two partners. None of it is in the guide. Where some
    partners have no hours recorded, too few cannot be told.
    """
    found, ladder = assess_resourcing(partnership), ladder_of(partnership)
    partners = len(found.hours)
    if found.needed is None or not found.pairs:
        lacking = "the level needed is not recorded" if found.needed is None else "fewer than two partners are recorded"
        way = WAYS["needed"] if found.needed is None else Way("partners", "List the partners.")
        yield cannot_tell(lacking, way=way, count=1)
        return
    have = f"{found.known} of {counted(partners, 'partner')} {verb(found.known, 'has', 'have')}"
    if found.borne is None:
        yield cannot_tell(f"{have} hours recorded for working together", way=HOURS_WAY, count=partners)
        return
    _, row = current_level(partnership, "needed")
    facts = [fact(f"needed: {ladder.label(found.needed)}", row, "needed")]
    whole = f"{write_number(round(found.total))} hours a year recorded"
    if found.borne < found.needed and found.known < partners:
        enough = f"the {whole} are enough for level {ladder.label(found.borne)}, and only {have} hours recorded"
        need = f"Level {ladder.label(found.needed)} is needed"
        yield cannot_tell(f"{enough}. {need}", *facts, way=HOURS_WAY, count=partners - found.known)
    elif found.borne < found.needed:
        pairs = each_of(found.pairs, "pair")
        yield at_fault(
            f"The {whole} are enough for level {ladder.label(found.borne)} for {pairs}; level "
            f"{ladder.label(found.needed)} is needed.",
            *facts,
        )
    else:
        yield _judge_pair_resources(partnership, f"The {whole} are enough for the level needed of the whole", facts)


def _judge_pair_resources(partnership: Partnership, whole: str, facts: list[Fact]) -> Judgement:
    """Judge each pair where the hours of all partners together are enough."""
    table = assess_pair_resources(partnership)
    judged = table[table["state"] != "cannot tell"]
    short = judged[judged["state"] == "too little"]
    possible = f" judged, of {len(table)} possible" if len(judged) < len(table) else ""
    enough = len(judged) - len(short)
    if len(judged) < partnership.thresholds.least_coverage * len(table) or judged.empty:
        left = len(table) - len(judged)
        what = f"{without_capital(whole)}, and {left} of {counted(len(table), 'pair')} cannot be judged"
        return cannot_tell(what, *facts, way=HOURS_WAY, count=left)
    if enough < partnership.thresholds.pairs_resourced * len(judged):
        pairs = listed(
            (name_pair(partnership, ends) for ends in short[["first", "second"]].values.tolist()), 2, rest=OTHERS
        )
        of = f"{len(short)} of {counted(len(judged), 'pair')}{possible}"
        return part_met(f"{whole}, but {of} {verb(len(short), 'has', 'have')} too few: {pairs}.", *facts)
    return in_place(f"{whole} and of {each_of(len(judged), 'pair')}{possible}.", *facts)


WAYS = {
    "needed": Way("collaboration.needed", "Agree which level of collaboration the issue needs."),
    "actual": Way("collaboration.actual", "Agree at which level the partners work today."),
    "resourced": Way("collaboration.resourced", "Agree which level the resources are enough for."),
}
"""How each level of the whole is found out."""


def _not_judged(gap: LevelGap, other: str) -> Judgement:
    """Say which of the two levels is not recorded; the level needed first, as the other is set against it."""
    field = "needed" if gap.needed is None else other
    words = {"needed": "the level needed", "actual": "the level at which partners work"}
    what = words.get(field, "the level that the resources are enough for")
    also = f", nor {words.get(other, 'the level that the resources are enough for')}"
    both = also if gap.needed is None and getattr(gap, other) is None else ""
    return cannot_tell(f"{what} is not recorded{both}", way=WAYS[field], count=1)


def name_pair(partnership: Partnership, ends: list[str]) -> str:
    """Name the two partners of a pair, as in "The council with the trust"."""
    return " with ".join(map(partnership.short_name_of, ends))


@rule(
    "SC206",
    "¶2.15",
    capability="level-of-collaboration",
    strength="demands",
    basis="asked",
    question="Are there partners both from government and from outside it?",
    why="The guide counts wider participation as necessary; the partners decide which mix of sectors is right.",
    remedy="Ask which body outside government could add what the present partners cannot.",
    stage="building",
)
def sectors_are_mixed(partnership: Partnership) -> Judgements:
    """Look at the sectors of the current partners: all of one kind is a point to think about.

    Outside government are the voluntary, community and private sectors. With fewer than `thresholds.least_partners`
    partners nothing is told.
    """
    partners, least = partnership.current_partners, partnership.thresholds.least_partners
    silent = [partner.id for partner in partners if partner.sector is None]
    outside = [partner for partner in partners if is_outside_government(partner.sector)]
    public = [partner for partner in partners if partner.sector in PUBLIC]
    if len(partners) < least:
        yield cannot_tell(
            f"{counted(len(partners), 'partner', none='no')} {verb(len(partners), 'is', 'are')} recorded"
            f"{f', {least} are needed' if partners else ''}",
            way=Way("partners", "List the partners."),
            count=least - len(partners),
        )
    elif silent and not (outside and public):
        yield cannot_tell(
            f"{len(silent)} of {len(partners)} partners {verb(len(silent), 'has', 'have')} no sector recorded: "
            f"{named(partnership, silent)}",
            way=Way("partners.sector", "Find out the sector of each partner."),
            count=len(silent),
        )
    elif outside and public:
        facts = [
            fact(f"{partnership.short_name_of(partner.id)}: {partner.sector}", partner, "sector")
            for partner in (*outside, *public)
        ]
        rest = len(partners) - len(outside) - len(public) - len(silent)
        others = f"; {rest} {verb(rest, 'is', 'are')} neither" if rest else ""
        others += f"; of {len(silent)} no sector is recorded" if silent else ""
        yield in_place(
            f"{len(outside)} of {len(partners)} partners {verb(len(outside), 'is', 'are')} from outside government, "
            f"{len(public)} {verb(len(public), 'is a public body', 'are public bodies')}{others}.",
            *facts[:6],
        )
    else:
        facts = [
            fact(f"{partnership.short_name_of(partner.id)}: {partner.sector}", partner, "sector")
            for partner in partners[:6]
        ]
        lacking = "is a public body" if outside else "is from the voluntary, community or private sector"
        yield at_fault(f"{some_of(0, len(partners), 'partner')} {lacking}.", *facts)
