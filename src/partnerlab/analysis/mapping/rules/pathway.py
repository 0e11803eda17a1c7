"""MA3: the service as the client sees it, and what supports each hand-off (¶3.2 box)."""

from __future__ import annotations

import pandas as pd

from partnerlab.analysis.catalogue import Judgements, Way, at_fault, cannot_tell, in_place, rule
from partnerlab.analysis.facts.relationships import latest_answers
from partnerlab.analysis.findings import fact
from partnerlab.analysis.mapping.pathway import assess_pathway
from partnerlab.analysis.mapping.rules.timing import absent
from partnerlab.partnership import Partnership
from partnerlab.partnership.relationships import PathwayStep
from partnerlab.wording import counted, each_of, listed, verb

UNMAPPED = "the client's pathway is not recorded"
WALK = Way("pathway", "Go through the service with somebody who uses it.")


def _steps(partnership: Partnership) -> dict[str, PathwayStep]:
    return {row.id: row for row in partnership.pathway}


@rule(
    "MA301",
    "¶3.2 box",
    capability="service-pathway",
    basis="asked",
    question="Is the service mapped from the client's side?",
    why="The guide advises mapping the service from the user's point of view.",
    remedy="Go through the service with somebody who uses it, and record steps, providers and waits.",
    strength="advises",
)
def the_pathway_is_mapped(partnership: Partnership) -> Judgements:
    """Look for rows under `pathway`, and for steps that lead to one that is not there."""
    seen = assess_pathway(partnership)
    if seen.lost:
        yield at_fault(f"The pathway leads to steps that are not described: {listed(seen.lost)}.")
    elif seen.steps.empty:
        yield absent(
            partnership,
            "No pathway is recorded that shows the service from the client's side.",
            UNMAPPED,
            due="planning",
            way=WALK,
        )
    else:
        first = partnership.pathway[0]
        message = (
            f"The pathway has {counted(len(seen.steps), 'step')} "
            f"and {counted(len(seen.handoffs), 'hand-off', none='no')} between organisations."
        )
        yield in_place(message, fact(f"first step: {first.name}", first, "name"))


def _check_handoffs(partnership: Partnership, column: str, word: str) -> Judgements:
    """Judge each pair of organisations that hands clients on: what the column says of it."""
    seen = assess_pathway(partnership)
    if seen.traced is None:
        yield cannot_tell(UNMAPPED, way=WALK)
        return
    steps, handoffs = _steps(partnership), seen.handoffs
    for pair, rows in handoffs.groupby(["giver", "receiver"], sort=False):
        giver, receiver = map(str, pair)
        held, first = rows[column].iloc[0], rows.iloc[0]
        if not pd.isna(held) and held:
            continue
        subject, step = f"{giver} and {receiver}", steps[first["from_step"]]
        ways = "; ".join(
            f"“{steps[one].name}” to “{steps[other].name}”"
            for one, other in rows[["from_step", "to_step"]].to_numpy().tolist()
        )
        evidence = fact(f"hand-off from {ways}", step, "next")
        ends = f"{partnership.name_of(giver)} and {partnership.name_of(receiver)}"
        told, asked = _count_answers(partnership, giver, receiver, column)
        if pd.isna(held) or (not held and told < min(asked, partnership.thresholds.least_answers)):
            yield cannot_tell(
                f"{told} of {counted(asked, 'answer')} recorded on whether {ends} have a {word}",
                evidence,
                subject=subject,
                way=Way(f"relationships.{FIELDS[column]}", f"Ask both sides whether they have a {word}."),
                count=asked - told,
            )
        else:
            message = f"Clients pass from {partnership.name_of(giver)} to {partnership.name_of(receiver)}; "
            message += f"according to the answers recorded, no {word} is in place{REST[column]}."
            yield at_fault(message, evidence, subject=subject)
    if not handoffs.empty and handoffs[column].fillna(value=False).all():
        pairs = handoffs[["giver", "receiver"]].drop_duplicates()
        held = each_of(len(pairs), "hand-off from one organisation to another", "hand-offs between organisations")
        yield in_place(f"A {word} is recorded for {held}.")


FIELDS = {"relationship": "actual", "data_sharing": "data_sharing"}
"""Where an answer holds what a hand-off needs."""

REST = {"relationship": "", "data_sharing": " in full"}
"""An answer may say that data sharing is agreed in part."""


def _count_answers(partnership: Partnership, giver: str, receiver: str, column: str) -> tuple[int, int]:
    """Return how many of the two have said so, and how many could: only current partners are asked."""
    ends, partners = {giver, receiver}, {row.id for row in partnership.current_partners}
    said = {
        row.by
        for row in latest_answers(partnership)
        if {row.by, row.about} == ends and getattr(row, FIELDS[column]) is not None
    }
    return len(said), len(ends & partners)


@rule(
    "MA302",
    "¶3.2 box",
    capability="service-pathway",
    question="Do the organisations at each hand-off work together?",
    why="The guide advises mapping pathways and seeing how relationships work. To compare the two is our own check.",
    remedy="Ask the two to agree how a client passes from one to the other, and who calls whom.",
    stage="planning",
    basis="ours",
    strength="advises",
)
def handoffs_rest_on_a_relationship(partnership: Partnership) -> Judgements:
    """Compare each hand-off with the working relationships, from cooperation upwards (level 2; ours)."""
    yield from _check_handoffs(partnership, "relationship", "working relationship")


@rule(
    "MA303",
    "¶3.3 box, ¶3.4",
    capability="service-pathway",
    question="Do the organisations at each hand-off have a data-sharing agreement?",
    why="The guide names data sharing among the uses of an agreement. That each hand-off has one is our own check.",
    remedy="Agree in writing what the two may share about a client, and on which ground.",
    stage="planning",
    basis="ours",
    strength="mentions",
)
def handoffs_rest_on_a_data_sharing_agreement(partnership: Partnership) -> Judgements:
    """Compare each hand-off with signed data-sharing agreements and with what partners say of each other."""
    yield from _check_handoffs(partnership, "data_sharing", "data-sharing agreement")


@rule(
    "MA304",
    "¶3.2 box",
    capability="service-pathway",
    question="Is it known how long the client waits before each step?",
    why="Waits are part of the user's view, which the guide advises partners to take. Counting them is our own check.",
    remedy="Find out how many days pass before each step, and shorten the longest.",
    stage="implementing",
    basis="ours",
    strength="mentions",
)
def waits_are_known(partnership: Partnership) -> Judgements:
    """Look for `wait_days` on each step; the longest is named, and no wait counts as too long by itself."""
    seen = assess_pathway(partnership)
    if seen.traced is None:
        yield cannot_tell(UNMAPPED, way=WALK)
        return
    steps = _steps(partnership)
    blank = seen.steps.loc[seen.steps["wait"].isna(), "step"].tolist()
    if blank:
        facts = [fact(f"{steps[name].name}: no wait recorded", steps[name], "wait_days") for name in blank[:6]]
        known = len(steps) - len(blank)
        yield cannot_tell(
            f"{known} of {counted(len(steps), 'step')} {verb(known, 'has', 'have')} a wait recorded",
            *facts,
            way=Way("pathway.wait_days", "Find out how many days pass before each step."),
            count=len(blank),
        )
        return
    most = float(seen.steps["wait"].max())
    longest = seen.steps.loc[seen.steps["wait"] == most, "step"].tolist()
    days = "1 day" if most == 1 else f"{most:g} days"
    where = listed([f"“{steps[name].name}”" for name in longest], 3)
    rest = f"; the longest is {days}, before {where}" if most else "; no step has one"
    message = f"The wait before {each_of(len(steps), 'step')} is recorded{rest}."
    yield in_place(message, fact(days, steps[longest[0]], "wait_days"))
