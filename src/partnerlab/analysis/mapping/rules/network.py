"""MA2: the network of working relationships, what breaks it, and what each relationship could be worth (¶3.2 box)."""

from __future__ import annotations

from itertools import combinations

from partnerlab.amounts import say_against
from partnerlab.analysis.catalogue import Judgement, Judgements, Way, at_fault, cannot_tell, in_place, rule
from partnerlab.analysis.facts.names import named
from partnerlab.analysis.facts.relationships import answers_between_partners, latest_answers
from partnerlab.analysis.findings import Fact, fact
from partnerlab.analysis.mapping.network import assess_network
from partnerlab.analysis.mapping.value import score_value
from partnerlab.partnership import Partnership
from partnerlab.wording import counted, each_of, verb

NOBODY = "no partner has said how it works with the others"
VALUE = Way(
    "relationships.current_value",
    "Ask each partner what its relationships are worth now and could be worth, from 1 to 5.",
)
TRIAD = 3
"""Fewer partners have no others to cut off."""
ASK = Way("relationships.actual", "Ask each partner how it works with each of the others.")


def _unanswered() -> Judgement:
    return cannot_tell(NOBODY, way=ASK)


@rule(
    "MA201",
    "¶3.2 box",
    capability="network-of-relationships",
    question="Is what partners say of each other enough to judge the network?",
    why="A missing answer can hide a tie or a gap. This is a check of the data, not a practice.",
    remedy="Ask the partners that have not answered.",
    basis="ours",
    strength="mentions",
)
def partners_have_answered(partnership: Partnership) -> Judgements:
    """Count partners with an answer under `relationships`; `thresholds.response` is not in the guide.

    Enough answers are no practice, so nothing is said then.
    """
    network = assess_network(partnership)
    total, silent = len(network.members), network.silent
    if network.whole is None:
        yield _unanswered()
        return
    rate = (total - len(silent)) / total
    if rate < partnership.thresholds.response:
        share, limit = say_against(rate, partnership.thresholds.response)
        told = total - len(silent)
        yield cannot_tell(
            f"{told} of {counted(total, 'partner')} {verb(told, 'has', 'have')} answered "
            f"({share}); our limit is {limit}. No answer recorded: {named(partnership, silent)}",
            *[fact(f"{partnership.name_of(name)}: no answer recorded") for name in silent],
            way=ASK,
            count=len(silent),
        )


@rule(
    "MA202",
    "¶2.8",
    capability="network-of-relationships",
    question="Does each partner work with at least one other?",
    why="The guide sets working relationships above any structure, so each partner needs at least one.",
    remedy="Bring it together with the partner it most needs, or ask whether it should stay.",
    stage="building",
    basis="follows",
    strength="advises",
)
def nobody_stands_alone(partnership: Partnership) -> Judgements:
    """List partners without a working relationship, from cooperation upwards (`thresholds.tied_from`, ours).

    Nothing is told of a partner with fewer answers than `thresholds.least_answers`, or with less than
    `thresholds.least_coverage` of its relationships known.
    """
    network = assess_network(partnership)
    if network.whole is None:
        yield _unanswered()
        return
    others = len(network.members) - 1
    if not others:
        yield cannot_tell("only one partner is recorded", way=Way("partners", "List the partners."))
        return
    limits = partnership.thresholds
    rows = [row for row in answers_between_partners(partnership) if row.actual is not None]
    records = {row.id: row for row in partnership.current_partners}
    for name in network.whole.isolates:
        about = [row for row in rows if name in {row.by, row.about}]
        known = {row.by if row.about == name else row.about for row in about}
        title = partnership.name_of(name)
        evidence = fact(f"no relationship of {title} is at {network.threshold}", records[name])
        if len(about) >= limits.least_answers and len(known) >= limits.least_coverage * others:
            message = f"{title} has no working relationship recorded; "
            message += f"{len(known)} of its {counted(others, 'relationship')} {verb(len(known), 'is', 'are')} known."
            yield at_fault(message, evidence, subject=name)
        else:
            yield cannot_tell(
                f"{len(known)} of {counted(others, 'relationship')} of {title} "
                f"{verb(len(known), 'is', 'are')} known, from {counted(len(about), 'answer')}",
                evidence,
                subject=name,
                way=ASK,
                count=others - len(known) or 1,
            )
    if not network.whole.isolates:
        yield in_place(f"Each of {len(network.members)} partners works with at least one other.")


@rule(
    "MA203",
    "¶3.2 box",
    capability="network-of-relationships",
    question="Would the network hold if one partner or person left?",
    why="When many ties run through one partner, its loss splits the rest. This is not in the guide.",
    remedy="Let others build the ties that run through it alone, and name a deputy.",
    stage="building",
    basis="ours",
    strength="mentions",
)
def no_single_point_of_failure(partnership: Partnership) -> Judgements:
    """List partners whose loss would cut others off from one another; nothing is said of fewer than three partners.

    Nothing is told while fewer than `thresholds.response` of the partners have answered: the ties that would hold the
    network together may not be recorded.
    """
    network = assess_network(partnership)
    if network.whole is None:
        yield _unanswered()
        return
    total, told = len(network.members), len(network.members) - len(network.silent)
    if told < partnership.thresholds.response * total:
        yield cannot_tell(
            f"{told} of {counted(total, 'partner')} {verb(told, 'has', 'have')} answered",
            way=ASK,
            count=len(network.silent),
        )
        return
    deputies = dict(zip(network.members["member"], network.members["deputy"], strict=True))
    points = network.weak_points[network.weak_points["kind"] == "member"]
    for name, pairs in points[["first", "pairs_cut_off"]].itertuples(index=False):
        cover = "its representative has a deputy" if deputies[name] else "no deputy is recorded"
        cut = counted(pairs, "pair")
        title = partnership.name_of(name)
        message = f"Without {title}, {cut} of the other partners would be cut off from each other; {cover}."
        yield at_fault(message, fact(f"{title}: {cover}", partnership.partner(name), "representatives"), subject=name)
    groups = [group for group in network.whole.components if len(group) > 1]
    if len(groups) > 1:
        message = (
            f"According to the answers recorded, partners fall into {len(groups)} groups without a tie between them."
        )
        yield at_fault(message, subject="groups apart")
    elif points.empty and groups and len(groups[0]) >= TRIAD:
        whom = f"{len(groups[0])} partners with a working relationship"
        yield in_place(f"The loss of no single one of {whom} would cut others off from one another.")


@rule(
    "MA204",
    "¶3.2 box",
    capability="value-of-relationships",
    basis="asked",
    question="Is the value of each relationship known, now and possible?",
    why="The guide advises assessing both values. They show where effort can bring most.",
    remedy="Rate the present and the possible value of each relationship, from 1 to 5.",
    stage="building",
    strength="advises",
)
def relationships_are_valued(partnership: Partnership) -> Judgements:
    """Look for `current_value` and `potential_value` in the latest answers of partners.

    In place needs both values of each pair of partners, from one side or both.
    """
    rows = latest_answers(partnership)
    if not rows:
        yield _unanswered()
        return
    blank = [row for row in rows if row.current_value is None or row.potential_value is None]
    told = len(rows) - len(blank)
    if not told:
        none = "The one answer does not record" if len(rows) == 1 else f"None of {len(rows)} answers records"
        message = f"{none} both what the relationship is worth and what it could be worth."
        yield at_fault(message, fact("no value recorded", rows[0]))
        return
    short = partnership.short_name_of
    facts = [
        fact(f"{short(row.by)} about {short(row.about)}: value not recorded", row, "current_value") for row in blank[:6]
    ]
    if blank:
        yield cannot_tell(
            f"{told} of {counted(len(rows), 'answer')} {verb(told, 'gives', 'give')} both values, now and possible",
            *facts,
            way=VALUE,
            count=len(blank),
        )
        return
    members = [row.id for row in partnership.current_partners]
    valued = {frozenset((row.by, row.about)) for row in rows}
    possible = [frozenset(pair) for pair in combinations(members, 2)]
    known, evidence = sum(pair in valued for pair in possible), fact("both values recorded", rows[0], "current_value")
    if known < len(possible):
        yield cannot_tell(
            f"{known} of {counted(len(possible), 'relationship')} between partners {verb(known, 'is', 'are')} valued",
            evidence,
            way=VALUE,
            count=len(possible) - known,
        )
    else:
        held = each_of(len(possible), "relationship") + " between partners"
        yield in_place(f"Value now and value possible are recorded for {held}.", evidence)


@rule(
    "MA205",
    "¶3.2 box",
    capability="value-of-relationships",
    question="Which relationships could be worth much more than they are?",
    why="The guide advises assessing both values. To act on the difference is our own advice.",
    remedy="Discuss how to make more of the relationships named.",
    stage="planning",
    basis="ours",
    strength="mentions",
)
def the_best_relationship_is_pursued(partnership: Partnership) -> Judgements:
    """Name relationships that could gain `thresholds.value_gain` steps or more of five, whoever is right (ours).

    Nothing is told from fewer answers than `thresholds.least_answers`.
    """
    ranked, steps = score_value(partnership), partnership.thresholds.value_gain
    told = ranked[ranked["note"] != "cannot tell"]
    answers = latest_answers(partnership)
    if not answers:
        yield _unanswered()
        return
    valued = sum(row.current_value is not None and row.potential_value is not None for row in answers)
    if told.empty or valued < partnership.thresholds.least_answers:
        missing = len(answers) - valued
        yield cannot_tell(
            f"{valued} of {counted(len(answers), 'answer')} {verb(valued, 'gives', 'give')} both values",
            way=VALUE,
            count=missing or None,
        )
        return
    more = f"{steps:g} {verb(steps == 1, 'step', 'steps')} or more"
    wide = told[(told["gain_low"] >= steps).fillna(value=False)]
    rows = {(row.by, row.about): row for row in answers}
    apart = int(told["outside"].sum())
    whom = f" ({apart} of them with organisations outside the partnership)" if apart else ""
    whom = " (with an organisation outside the partnership)" if apart == len(told) == 1 else whom
    if wide.empty:
        held = "The one relationship" if len(told) == 1 else f"None of {len(told)} relationships"
        held += " with both values could not" if len(told) == 1 else f" with both values{whom} could"
        yield in_place(f"{held} gain {more}.")
        return
    facts: list[Fact] = []
    for first, second, now, then in wide[["first", "second", "current", "potential"]].itertuples(index=False):
        row = rows.get((first, second)) or rows.get((second, first))
        ends = f"{partnership.name_of(first)} and {partnership.name_of(second)}"
        facts.append(fact(f"{ends}: worth {now:g}, could be {then:g}", row, "potential_value"))
    top = wide[wide["gain_low"] == wide["gain_low"].max()]
    pairs = top[["first", "second"]].values.tolist()
    first, second = pairs[0]
    best = f"{partnership.name_of(first)} and {partnership.name_of(second)}"
    best += f", and {counted(len(pairs) - 1, 'other pair')} just as much" if len(pairs) > 1 else ""
    count = f"{len(wide)} of {counted(len(told), 'relationship')} with both values{whom}"
    yield at_fault(f"{count} could gain {more}. Most to gain: {best}.", *facts[:12])
