"""SC4: which outcomes the partnership serves, and the line of sight to each partner (¶1.5, ¶2.4)."""

from __future__ import annotations

from datetime import date

from partnerlab.analysis.catalogue import Judgements, Way, at_fault, cannot_tell, has_reached, in_place, part_met, rule
from partnerlab.analysis.facts.alignment import (
    contributions_to,
    framework_of,
    indicators_of,
    offered_indicators,
    outcome_titles,
    summarise_alignment,
)
from partnerlab.analysis.facts.names import name_post, named
from partnerlab.analysis.findings import Fact, fact
from partnerlab.analysis.scoping.founders import holder_of, posts_of
from partnerlab.guide import framework
from partnerlab.partnership import Partnership
from partnerlab.wording import counted, each_of, say_day, say_month, verb


@rule(
    "SC401",
    "¶2.8 box, App. 2 item 8",
    capability="outcome-alignment",
    strength="demands",
    basis="asked",
    question="Is the outcome named that the partnership serves?",
    severity="red",
    why="Saying which outcome is wanted is the first key step of outcome-based accountability.",
    remedy="Name the outcome of the framework that the partnership should help to move, or one of its own.",
)
def an_outcome_is_named(partnership: Partnership) -> Judgements:
    """Look under `outcomes: aligned` and `own`. Missing is a fault only once partners have begun to build."""
    titles = outcome_titles(partnership)
    if titles:
        listed = "; ".join(titles.values())
        yield in_place(f"It serves {counted(len(titles), 'outcome')}: {listed}.", _named(partnership, listed))
    elif has_reached(partnership, "building"):
        yield at_fault(f"No outcome is recorded; the partnership's stage is {partnership.current_stage}.")
    else:
        yield cannot_tell("no outcome is recorded yet", way=OUTCOME_WAY, count=1)


OUTCOME_WAY = Way("outcomes.aligned", "Agree which outcome the partnership should help to move.")
"""How the outcome is found out."""


def _named(partnership: Partnership, text: str) -> Fact:
    return fact(text, partnership.outcomes, "aligned")


@rule(
    "SC402",
    "¶1.1, App. 1",
    basis="ours",
    strength="mentions",
    capability="outcome-alignment",
    question="Is the framework of outcomes the one now in use?",
    why="Official reports follow the framework in force; an outcome of an older framework may no longer be measured.",
    remedy="Find the closest outcome of the framework now in use, and name it beside the one in the file.",
)
def the_framework_is_in_use(partnership: Partnership) -> Judgements:
    """Compare the review's date with the month in which the named framework was replaced.

    That month stands in the guide layer's data with its source; the guide itself knows the plan of 2018-19 only. A
    framework in use, or one of the partnership's own, is no practice, so nothing is said of it.
    """
    name = partnership.outcomes.framework
    supplied = framework_of(partnership)
    if name is None:
        yield cannot_tell(
            "no framework of outcomes is recorded",
            way=Way("outcomes.framework", "Find out which framework of outcomes is in use."),
            count=1,
        )
    elif supplied is None:
        return
    elif partnership.as_at is None:
        yield cannot_tell(
            "nothing in the file is dated, so the framework in use is not known",
            way=Way("stage.on", "Find out when the present stage began."),
            count=1,
        )
    elif supplied.superseded is not None and f"{partnership.as_at:%Y-%m}" >= supplied.superseded:
        since = say_month(date.fromisoformat(f"{supplied.superseded}-01"))
        newer = f" by {framework(supplied.superseded_by).title}" if supplied.superseded_by else ""
        text = f"{supplied.title} was replaced in {since}{newer}"
        yield at_fault(
            f"{text}; the outcomes in the file are still taken from it.", fact(text, partnership.outcomes, "framework")
        )


@rule(
    "SC403",
    "¶2.4, ¶3.2",
    capability="outcome-alignment",
    strength="demands",
    basis="asked",
    question="Is there a senior responsible owner for the outcome?",
    severity="red",
    why="The owner brings contributions together, can find resources, and is whom all partners answer to.",
    remedy="Ask the department that holds the outcome who its senior responsible owner is, and name the post.",
)
def the_outcome_has_an_owner(partnership: Partnership) -> Judgements:
    """Look under `outcomes: sro` for somebody who holds the role now.

    A record is expected from building on; once planning has begun, having nobody is red.
    """
    owner, acting = holder_of(partnership, "senior responsible owner"), has_reached(partnership, "planning")
    if owner is not None:
        who = name_post(partnership, owner)
        yield in_place(f"The senior responsible owner is named: {who}.", fact(who, owner, "organisation"))
    elif posts := posts_of(partnership, "senior responsible owner"):
        text = f"the last one left{f' on {say_day(posts[-1].end)}' if posts[-1].end else ''}"
        evidence = fact(text, posts[-1], "to")
        message = f"No senior responsible owner is in post: {text}, and no successor is recorded."
        yield at_fault(message, evidence, consequence="nobody in charge" if acting else None, severity="amber")
    elif acting:
        message = f"No senior responsible owner is recorded; the partnership's stage is {partnership.current_stage}."
        yield at_fault(message, consequence="nobody in charge")
    elif has_reached(partnership, "building"):
        yield at_fault("No senior responsible owner is recorded.", severity="amber")
    else:
        yield cannot_tell(
            "no senior responsible owner is recorded yet",
            way=Way("outcomes.sro.organisation", "Find out who is the senior responsible owner of the outcome."),
            count=1,
        )


@rule(
    "SC404",
    "¶1.5, ¶2.8 box",
    capability="outcome-alignment",
    strength="demands",
    basis="asked",
    question="Does each outcome have an indicator that would show it?",
    why="Choosing indicators is the second key step of outcome-based accountability.",
    remedy="Choose for each outcome the indicator that shows it best, and enter its published values.",
    shown_in=("evaluation",),
)
def each_outcome_has_an_indicator(partnership: Partnership) -> Judgements:
    """Look for an indicator of each outcome under `indicators`. Missing is a fault once planning has begun.

    It is red when there is no indicator at all: then nobody can say whether any outcome is nearer.
    """
    sight, titles = summarise_alignment(partnership), outcome_titles(partnership)
    if not sight.outcomes:
        yield cannot_tell("no outcome is recorded that an indicator could show", way=OUTCOME_WAY, count=1)
        return
    blind = [outcome for outcome in sight.outcomes if outcome not in sight.measured]
    for outcome in blind:
        offered = offered_indicators(partnership, outcome)
        hint = f" The framework offers: {'; '.join(offered[:4])}." if offered else ""
        evidence = _named(partnership, f"{titles[outcome]}: no indicator")
        remedy = f"Choose the indicator that shows the outcome best, and enter its published values.{hint}"
        if has_reached(partnership, "planning"):
            message = f"No indicator is recorded for “{titles[outcome]}”."
            severity = "amber" if partnership.indicators else "red"
            yield at_fault(message, evidence, subject=outcome, severity=severity, remedy=remedy)
        else:
            missing = f"no indicator of “{titles[outcome]}” is recorded yet"
            find_out = f"Choose the indicator that shows the outcome best.{hint}"
            yield cannot_tell(missing, evidence, subject=outcome, way=Way("indicators.outcome", find_out), count=1)
    if not blind:
        rows = [row for outcome in sight.outcomes for row in indicators_of(partnership, outcome)]
        facts = [fact(row.title, row, "outcome") for row in rows]
        yield in_place(f"An indicator is recorded for {each_of(len(sight.outcomes), 'outcome')}.", *facts)


@rule(
    "SC405",
    "¶2.4",
    basis="follows",
    strength="advises",
    capability="outcome-alignment",
    question="Does a partner contribute to each outcome?",
    why="The guide mentions bringing together what each body contributes to the outcome.",
    remedy="Agree which partner helps to move the outcome, and how; or drop the outcome.",
    stage="building",
)
def each_outcome_is_served(partnership: Partnership) -> Judgements:
    """Look under `outcomes: contributions` for a current partner behind each outcome."""
    sight, titles = summarise_alignment(partnership), outcome_titles(partnership)
    if not sight.outcomes:
        yield cannot_tell("no outcome is recorded that a partner could contribute to", way=OUTCOME_WAY, count=1)
    elif not partnership.outcomes.contributions:
        yield cannot_tell("no contributions are recorded", way=CONTRIBUTION_WAY)
    elif len(sight.served) < len(sight.outcomes):
        bare = [f"“{titles[outcome]}”" for outcome in sight.outcomes if outcome not in sight.served]
        listed = "; ".join(bare)
        share = f"{len(bare)} of {counted(len(sight.outcomes), 'outcome')}"
        message = f"No current partner is recorded as contributing to {share}: {listed}."
        yield part_met(message, _named(partnership, f"no contribution to {listed}"))
    else:
        rows = [contributions_to(partnership, outcome)[0] for outcome in sight.outcomes]
        facts = [
            fact(f"{partnership.short_name_of(row.partner)} to “{titles[row.outcome]}”", row, "partner") for row in rows
        ]
        yield in_place(f"A partner contributes to {each_of(len(sight.outcomes), 'outcome')}.", *facts)


CONTRIBUTION_WAY = Way("outcomes.contributions.partner", "Ask each partner what it contributes, and to which outcome.")
"""How contributions are found out."""


@rule(
    "SC406",
    "¶2.4",
    basis="follows",
    strength="advises",
    capability="outcome-alignment",
    question="Does each partner contribute to an outcome?",
    why="The owner brings together what each body contributes; some contributions are small, and that is not a fault.",
    remedy="Write down in one sentence what the partner contributes, to which outcome and through which indicator.",
    stage="building",
)
def each_partner_contributes(partnership: Partnership) -> Judgements:
    """Look under `outcomes: contributions` for each current partner."""
    sight = summarise_alignment(partnership)
    partners = len(partnership.current_partners)
    rows = partnership.outcomes.contributions
    if not rows or not partners:
        if partners:
            yield cannot_tell("no contributions are recorded", way=CONTRIBUTION_WAY, count=partners)
        else:
            yield cannot_tell("no partner is recorded", way=Way("partners", "List the partners."))
    elif sight.idle:
        evidence = fact(
            f"{partners - len(sight.idle)} of {counted(partners, 'partner')} with a contribution", rows[0], "partner"
        )
        who, share = named(partnership, sight.idle), f"{len(sight.idle)} of {counted(partners, 'partner')}"
        yield part_met(f"No contribution to an outcome is recorded for {share}: {who}.", evidence)
    else:
        facts = [
            fact(f"{partnership.short_name_of(row.partner)}: {row.how or row.outcome}", row, "how") for row in rows
        ]
        yield in_place(f"{_all_of(partners)} {verb(partners, 'contributes', 'contribute')} to an outcome.", *facts)


def _all_of(partners: int) -> str:
    return "The one partner" if partners == 1 else f"All {partners} partners"
