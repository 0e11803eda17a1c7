"""MA3: the service as the client walks it, and what supports each hand-off (¶3.2 box)."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from partnerlab.analysis.catalogue import Judgement, at_fault, cannot_tell, in_place, rule
from partnerlab.analysis.findings import fact
from partnerlab.analysis.mapping.pathway import ServicePathway, assess_pathway
from partnerlab.analysis.mapping.rules.timing import absent
from partnerlab.partnership import Partnership
from partnerlab.partnership.relationships import PathwayStep
from partnerlab.wording import counted, listed

Judgements = Iterator[Judgement]

UNMAPPED = "the client's pathway is not mapped"


def _steps(partnership: Partnership) -> dict[str, PathwayStep]:
    return {row.id: row for row in partnership.pathway}


@rule(
    "MA301",
    "¶3.2 box",
    capability="service-pathway",
    question="Is the service mapped as the client walks it?",
    severity="amber",
    why="The guide asks for the end user's view; from inside each service, hand-offs do not show.",
    remedy="Walk through the service with somebody who uses it, and write down steps, providers and waits.",
    stage="scoping",
)
def the_pathway_is_mapped(partnership: Partnership) -> Judgements:
    """Look for rows under `pathway`, and for steps that lead to one that is not there."""
    seen = assess_pathway(partnership)
    if seen.lost:
        yield at_fault(f"The pathway leads to steps that are not described: {listed(seen.lost)}.")
    elif seen.steps.empty:
        yield absent(
            partnership, "The service is not mapped as the client walks it.", f"{UNMAPPED} yet", due="planning"
        )
    else:
        first = partnership.pathway[0]
        message = (
            f"{counted(len(seen.steps), 'step')} and {counted(len(seen.handoffs), 'hand-off', none='no')} are mapped."
        )
        yield in_place(message, fact(f"first step: {first.name}", first, "name"))


def _check_handoffs(partnership: Partnership, seen: ServicePathway, column: str, word: str) -> Judgements:
    """Judge each pair of organisations that hands clients on: what the column says of it."""
    steps, handoffs = _steps(partnership), seen.handoffs
    if handoffs.empty:
        yield in_place("The client is never passed from one organisation to another.")
        return
    for (giver, receiver), rows in handoffs.groupby(["giver", "receiver"], sort=False):
        held, first = rows[column].iloc[0], rows.iloc[0]
        subject, step = f"{giver} and {receiver}", steps[first["from_step"]]
        ways = "; ".join(f"{one} to {other}" for one, other in rows[["from_step", "to_step"]].to_numpy().tolist())
        evidence = fact(f"hand-off {ways}", step, "next")
        if pd.isna(held):
            yield cannot_tell(
                f"nobody has said whether {giver} and {receiver} have a {word}", evidence, subject=subject
            )
        elif not held:
            yield at_fault(f"{giver} hands clients to {receiver} without a {word}.", evidence, subject=subject)
    if handoffs[column].fillna(value=False).all():
        pairs = handoffs[["giver", "receiver"]].drop_duplicates()
        yield in_place(f"Each of {counted(len(pairs), 'pair')} that hands clients on has a {word}.")


@rule(
    "MA302",
    "¶3.2 box",
    capability="service-pathway",
    question="Do the organisations at each hand-off work together?",
    severity="red",
    why="The client falls between two bodies that do not work together, at the very point the partnership is for.",
    remedy="Let the two agree how a client passes from one to the other, and who calls whom.",
    stage="planning",
)
def handoffs_rest_on_a_relationship(partnership: Partnership) -> Judgements:
    """Compare each hand-off with the working relationships, from cooperation upwards (level 2; ours)."""
    seen = assess_pathway(partnership)
    if seen.traced is None:
        yield cannot_tell(UNMAPPED)
        return
    yield from _check_handoffs(partnership, seen, "relationship", "working relationship")


@rule(
    "MA303",
    "¶3.2 box, ¶3.3 box, ¶3.4",
    capability="service-pathway",
    question="Do the organisations at each hand-off have a data-sharing agreement?",
    severity="amber",
    why="Without one, what the first body knows stays behind, and the client tells the story again.",
    remedy="Agree in writing what the two may share about a client, and on which ground.",
    stage="planning",
)
def handoffs_rest_on_a_data_sharing_agreement(partnership: Partnership) -> Judgements:
    """Compare each hand-off with signed data-sharing agreements and with what partners say of each other."""
    seen = assess_pathway(partnership)
    if seen.traced is None:
        yield cannot_tell(UNMAPPED)
        return
    yield from _check_handoffs(partnership, seen, "data_sharing", "data-sharing agreement")


@rule(
    "MA304",
    "¶3.2 box",
    capability="service-pathway",
    question="Is it known how long the client waits before each step?",
    severity="amber",
    why="Waits are what the client feels, and mostly lie between bodies, where nobody counts them.",
    remedy="Find out how many days pass before each step, and shorten the longest.",
    stage="implementing",
)
def waits_are_known(partnership: Partnership) -> Judgements:
    """Look for `wait_days` on each step; the longest is named, and no wait counts as too long by itself."""
    seen = assess_pathway(partnership)
    if seen.traced is None:
        yield cannot_tell(UNMAPPED)
        return
    steps = _steps(partnership)
    blank = seen.steps.loc[seen.steps["wait"].isna(), "step"].tolist()
    if blank:
        facts = [fact(f"{name}: no wait given", steps[name], "wait_days") for name in blank[:6]]
        yield cannot_tell(f"the wait before {counted(len(blank), 'step')} is not known: {listed(blank)}", *facts)
        return
    longest = seen.steps.sort_values("wait", ascending=False, kind="stable").iloc[0]
    message = f"The wait before each of {counted(len(steps), 'step')} is known; the longest is {longest['wait']:g} days"
    yield in_place(
        f"{message}, before {longest['step']}.", fact(f"{longest['wait']:g} days", steps[longest["step"]], "wait_days")
    )
