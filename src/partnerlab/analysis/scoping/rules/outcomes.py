"""SC4: which outcomes the partnership serves, and the line of sight to each partner (¶1.5, ¶2.4)."""

from __future__ import annotations

from collections.abc import Iterator

from partnerlab.analysis.catalogue import Judgement, at_fault, cannot_tell, has_reached, in_place, rule
from partnerlab.analysis.facts.alignment import (
    contributions_to,
    framework_of,
    indicators_of,
    offered_indicators,
    outcome_titles,
    summarise_alignment,
)
from partnerlab.analysis.findings import Fact, fact
from partnerlab.analysis.scoping.founders import holder_of, posts_of
from partnerlab.analysis.signals.purpose import partners_contribute
from partnerlab.partnership import Partnership
from partnerlab.partnership.organisations import names
from partnerlab.wording import counted, each_of, say_day

Judgements = Iterator[Judgement]


@rule(
    "SC401",
    "¶2.4, ¶2.8, App. 2 item 8",
    capability="outcome-alignment",
    question="Is the outcome named that the partnership serves?",
    severity="red",
    why="A shared outcome is the first feature of an effective partnership; Figure 3 names its absence as a risk.",
    remedy="Name the outcome of the framework that the partnership should help to move, or one of its own.",
)
def an_outcome_is_named(partnership: Partnership) -> Judgements:
    """Look under `outcomes: aligned` and `own`. Missing is a fault only once partners have begun to build."""
    titles = outcome_titles(partnership)
    if titles:
        listed = "; ".join(titles.values())
        yield in_place(f"It serves {counted(len(titles), 'outcome')}: {listed}.", _named(partnership, listed))
    elif has_reached(partnership, "building"):
        yield at_fault(f"The partnership is {partnership.current_stage} and names no outcome.")
    else:
        yield cannot_tell("no outcome is named yet")


def _named(partnership: Partnership, text: str) -> Fact:
    return fact(text, partnership.outcomes, "aligned")


@rule(
    "SC402",
    "¶1.1, App. 1",
    capability="outcome-alignment",
    question="Is the framework of outcomes the one now in use?",
    severity="amber",
    why="Official reports follow the framework in force; an outcome of an older one may no longer be measured.",
    remedy="Find the outcome of the present framework that stands closest, and name it as well.",
)
def the_framework_is_in_use(partnership: Partnership) -> Judgements:
    """Compare the review's date with the month in which the named framework was replaced.

    That month stands in the guide layer's data with its source; the guide itself knows the plan of 2018-19 only.
    """
    name = partnership.outcomes.framework
    supplied = framework_of(partnership)
    if name is None:
        yield cannot_tell("no framework of outcomes is named")
    elif supplied is None:
        evidence = fact(f"framework: {name}", partnership.outcomes, "framework")
        yield in_place("The outcomes are the partnership's own.", evidence)
    elif partnership.as_at is None:
        yield cannot_tell("nothing in the file is dated, so it cannot be said which framework was in use")
    elif supplied.superseded is not None and f"{partnership.as_at:%Y-%m}" >= supplied.superseded:
        text = f"{supplied.title} was replaced in {supplied.superseded}"
        yield at_fault(
            f"{text}; the partnership still reports under it.", fact(text, partnership.outcomes, "framework")
        )
    else:
        text = f"{supplied.title} was in use on {say_day(partnership.as_at)}"
        yield in_place(f"{text}.", fact(text, partnership.outcomes, "framework"))


@rule(
    "SC403",
    "¶2.4, ¶3.2",
    capability="outcome-alignment",
    question="Is there a senior responsible owner for the outcome?",
    severity="amber",
    why="The owner brings contributions together, can find resources, and is whom all partners answer to.",
    remedy="Ask the department that holds the outcome who its senior responsible owner is, and name the post.",
)
def the_outcome_has_an_owner(partnership: Partnership) -> Judgements:
    """Look under `outcomes: sro` for somebody who holds the role now."""
    owner = holder_of(partnership, "senior responsible owner")
    if owner is not None:
        who = ", ".join(filter(None, (owner.role, partnership.name_of(owner.organisation))))
        yield in_place(f"The senior responsible owner is named: {who}.", fact(who, owner, "organisation"))
    elif posts := posts_of(partnership, "senior responsible owner"):
        text = f"the last one left{f' on {say_day(posts[-1].end)}' if posts[-1].end else ''}"
        yield at_fault(f"There is no senior responsible owner: {text}.", fact(text, posts[-1], "to"))
    elif has_reached(partnership, "building"):
        yield at_fault("No senior responsible owner is named.")
    else:
        yield cannot_tell("no senior responsible owner is named yet")


@rule(
    "SC404",
    "¶1.5, ¶2.8 box",
    capability="outcome-alignment",
    question="Does each outcome have an indicator that would show it?",
    severity="amber",
    why="Outcomes are seen through indicators: choosing them is the second step of outcome-based accountability.",
    remedy="Choose for each outcome the indicator that shows it best, and enter its published values.",
    shown_in=("evaluation",),
)
def each_outcome_has_an_indicator(partnership: Partnership) -> Judgements:
    """Look for an indicator of each outcome under `indicators`. Missing is a fault once planning has begun.

    It is red when there is no indicator at all: then nobody can say whether any outcome is nearer.
    """
    sight, titles = summarise_alignment(partnership), outcome_titles(partnership)
    if not sight.outcomes:
        yield cannot_tell("no outcome is named that an indicator could show")
        return
    blind = [outcome for outcome in sight.outcomes if outcome not in sight.measured]
    for outcome in blind:
        offered = offered_indicators(partnership, outcome)
        hint = f" The framework offers: {'; '.join(offered[:4])}." if offered else ""
        evidence = _named(partnership, f"{titles[outcome]}: no indicator")
        remedy = f"Choose the indicator that shows the outcome best, and enter its published values.{hint}"
        if has_reached(partnership, "planning"):
            message = f'No indicator shows "{titles[outcome]}".'
            severity = "amber" if partnership.indicators else "red"
            yield at_fault(message, evidence, subject=outcome, severity=severity, remedy=remedy)
        else:
            missing = f'no indicator of "{titles[outcome]}" is chosen yet'
            yield cannot_tell(missing, evidence, subject=outcome, remedy=remedy)
    if not blind:
        rows = [row for outcome in sight.outcomes for row in indicators_of(partnership, outcome)]
        facts = [fact(row.title, row, "outcome") for row in rows]
        yield in_place(f"An indicator shows {each_of(len(sight.outcomes), 'outcome')}.", *facts)


@rule(
    "SC405",
    "¶2.4",
    capability="outcome-alignment",
    question="Does some partner contribute to each outcome?",
    severity="amber",
    why="An outcome that nobody contributes to is named in vain.",
    remedy="Agree which partner helps to move the outcome, and how; or drop the outcome.",
    stage="building",
)
def each_outcome_is_served(partnership: Partnership) -> Judgements:
    """Look under `outcomes: contributions` for a current partner behind each outcome."""
    sight, titles = summarise_alignment(partnership), outcome_titles(partnership)
    if not sight.outcomes:
        yield cannot_tell("no outcome is named that a partner could contribute to")
    elif not partnership.outcomes.contributions:
        yield cannot_tell("no contributions are written down")
    elif len(sight.served) < len(sight.outcomes):
        bare = [titles[outcome] for outcome in sight.outcomes if outcome not in sight.served]
        listed = "; ".join(bare)
        yield at_fault(f"Nobody contributes to {listed}.", _named(partnership, f"no contribution to {listed}"))
    else:
        rows = [contributions_to(partnership, outcome)[0] for outcome in sight.outcomes]
        facts = [fact(f"{row.partner} to {titles[row.outcome]}", row, "partner") for row in rows]
        yield in_place(f"Some partner contributes to {each_of(len(sight.outcomes), 'outcome')}.", *facts)


@rule(
    "SC406",
    "¶2.4, ¶4.11 list",
    capability="outcome-alignment",
    question="Does each partner contribute to an outcome?",
    severity="amber",
    why="The owner must see what each body contributes; some contributions are small, and that is no fault.",
    remedy="Write down in one sentence what the partner contributes, to which outcome and through which indicator.",
    stage="building",
)
def each_partner_contributes(partnership: Partnership) -> Judgements:
    """Look under `outcomes: contributions` for each current partner."""
    sight = summarise_alignment(partnership)
    partners = len(partnership.current_partners)
    rows = partnership.outcomes.contributions
    if not rows or not partners:
        yield cannot_tell("no contributions are written down" if partners else "no partner is named")
    elif partners_contribute(partnership).contradicts:
        evidence = fact(f"{partners - len(sight.idle)} of {partners} partners contribute", rows[0], "partner")
        who = names(partnership, sight.idle)
        yield at_fault(f"No contribution to an outcome is written down for {who}.", evidence)
    else:
        facts = [fact(f"{row.partner}: {row.how or row.outcome}", row, "how") for row in rows]
        who = f"{partners - len(sight.idle)} of" if sight.idle else "All"
        yield in_place(f"{who} {counted(partners, 'partner')} contribute to an outcome.", *facts)
