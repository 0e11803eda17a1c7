"""MA2: the network of working relationships, what breaks it, and what each relationship could be worth (¶3.2 box)."""

from __future__ import annotations

from collections.abc import Iterator

from partnerlab.analysis.catalogue import Judgement, at_fault, cannot_tell, in_place, rule
from partnerlab.analysis.facts.relationships import answers_between_partners, latest_answers
from partnerlab.analysis.findings import Fact, fact
from partnerlab.analysis.mapping.network import assess_network
from partnerlab.analysis.mapping.value import score_value
from partnerlab.partnership import Partnership
from partnerlab.wording import counted, listed, verb

Judgements = Iterator[Judgement]

NOBODY = "no partner has said how it works with the others"


@rule(
    "MA201",
    "¶3.2 box",
    capability="network-of-relationships",
    question="Have enough partners said how they work with the others?",
    severity="amber",
    why="Each answer that is missing can hide a tie or a gap; in a small network one answer moves every measure.",
    remedy="Ask the partners that have not answered.",
    stage="scoping",
)
def partners_have_answered(partnership: Partnership) -> Judgements:
    """Count partners with an answer under `relationships`; `thresholds.response` is not in the guide."""
    network = assess_network(partnership)
    total, silent = len(network.members), network.silent
    if network.whole is None:
        yield cannot_tell(NOBODY)
        return
    rate = (total - len(silent)) / total
    message = f"{total - len(silent)} of {counted(total, 'partner')} have answered ({rate:.0%})"
    first = answers_between_partners(partnership)[0]
    if rate < partnership.thresholds.response:
        limit = f"{partnership.thresholds.response:.0%}"
        facts = [fact(f"{name} has not answered") for name in silent]
        yield at_fault(f"{message}, under {limit}; silent: {listed(silent)}.", *facts)
    else:
        rest = f"; silent: {listed(silent)}" if silent else ""
        yield in_place(f"{message}{rest}.", fact(f"{first.by} about {first.about}", first, "actual"))


@rule(
    "MA202",
    "¶3.2 box, ¶2.8",
    capability="network-of-relationships",
    question="Does each partner work with at least one other?",
    severity="amber",
    why="The guide sets working relationships above any structure; a partner without one is a member in name.",
    remedy="Bring it together with the partner it most needs, or ask whether it should stay.",
    stage="building",
)
def nobody_stands_alone(partnership: Partnership) -> Judgements:
    """List partners without a working relationship, from cooperation upwards (`thresholds.tied_from`, ours)."""
    network = assess_network(partnership)
    if network.whole is None:
        yield cannot_tell(NOBODY)
        return
    records = {row.id: row for row in partnership.current_partners}
    for name in network.whole.isolates:
        heard = name not in network.silent or any(name == row.about for row in answers_between_partners(partnership))
        evidence = fact(f"no relationship of {name} is at {network.threshold}", records[name])
        if heard:
            yield at_fault(f"{name} has no working relationship with another partner.", evidence, subject=name)
        else:
            yield cannot_tell(f"neither {name} nor another partner has said how they work", evidence, subject=name)
    if not network.whole.isolates:
        yield in_place(f"Each of {counted(len(network.members), 'partner')} works with at least one other.")


@rule(
    "MA203",
    "¶3.2 box, ¶2.12",
    capability="network-of-relationships",
    question="Would the network hold if one partner or person left?",
    severity="amber",
    why="A broker is no fault; a single point of failure without somebody to stand in is one.",
    remedy="Let others build the ties that run through it alone, and name a deputy.",
    stage="building",
)
def no_single_point_of_failure(partnership: Partnership) -> Judgements:
    """List partners whose loss would cut others off from one another; without a deputy it is red (ours)."""
    network = assess_network(partnership)
    if network.whole is None:
        yield cannot_tell(NOBODY)
        return
    deputies = dict(zip(network.members["member"], network.members["deputy"], strict=True))
    points = network.weak_points[network.weak_points["kind"] == "member"]
    for name, pairs in points[["first", "pairs_cut_off"]].itertuples(index=False):
        cover = "has a deputy" if deputies[name] else "has no deputy"
        cut = counted(pairs, "pair")
        message = f"Without {name}, {cut} of partners could no longer reach one another; its representative {cover}."
        evidence = fact(f"{name} {cover}", partnership.partner(name), "representatives")
        yield at_fault(message, evidence, subject=name, severity="amber" if deputies[name] else "red")
    if points.empty:
        yield in_place("The loss of no single partner would cut others off from one another.")


@rule(
    "MA204",
    "¶3.2 box",
    capability="value-of-relationships",
    question="Is the value of each relationship known, now and possible?",
    severity="amber",
    why="The guide asks for both values; without them nobody knows where the next hour is best spent.",
    remedy="Rate the present and the possible value of each relationship, from 1 to 5.",
    stage="building",
)
def relationships_are_valued(partnership: Partnership) -> Judgements:
    """Look for `current_value` and `potential_value` in the latest answers of partners."""
    rows = latest_answers(partnership)
    if not rows:
        yield cannot_tell(NOBODY)
        return
    blank = [row for row in rows if row.current_value is None or row.potential_value is None]
    told = len(rows) - len(blank)
    if len(blank) == len(rows):
        yield at_fault(f"None of {counted(len(rows), 'relationship')} is valued.", fact("no value given", rows[0]))
        return
    facts = [fact(f"{row.by} about {row.about}: no value", row, "current_value") for row in blank[:6]]
    if blank:
        silent = listed(list(dict.fromkeys(row.by for row in blank)), most=4)
        yield cannot_tell(
            f"{counted(len(blank), 'answer')} of {len(rows)} {verb(len(blank), 'gives', 'give')} no value: {silent}",
            *facts,
        )
    else:
        yield in_place(f"All {told} answers give the value now and the value possible.", fact("valued", rows[0]))


@rule(
    "MA205",
    "¶3.2 box",
    capability="value-of-relationships",
    question="Is the effort spent where relationships could be worth most more?",
    severity="amber",
    why="The difference between value now and value possible says where an hour brings most.",
    remedy="Spend the next hour on the relationships named, from the top.",
    stage="planning",
)
def the_best_relationship_is_pursued(partnership: Partnership) -> Judgements:
    """Name relationships that could gain `thresholds.value_gain` steps or more of five, whoever is right (ours)."""
    ranked, steps = score_value(partnership), partnership.thresholds.value_gain
    told = ranked[ranked["note"] != "cannot tell"]
    if told.empty:
        yield cannot_tell("no relationship has both its value now and its value possible")
        return
    wide = told[(told["gain_low"] >= steps).fillna(value=False)]
    rows = {(row.by, row.about): row for row in latest_answers(partnership)}
    if wide.empty:
        yield in_place(f"None of {counted(len(told), 'relationship')} lacks {steps:g} steps of value or more.")
        return
    facts: list[Fact] = []
    for first, second, now, then in wide[["first", "second", "current", "potential"]].itertuples(index=False):
        row = rows.get((first, second)) or rows.get((second, first))
        facts.append(fact(f"{first} and {second}: worth {now:g}, could be {then:g}", row, "potential_value"))
    best = "; ".join(f"{first} and {second}" for first, second in wide[["first", "second"]].head(3).values.tolist())
    count = f"{len(wide)} of {counted(len(told), 'relationship')}"
    yield at_fault(f"{count} could be worth {steps:g} steps more than they are; first: {best}.", *facts[:12])
