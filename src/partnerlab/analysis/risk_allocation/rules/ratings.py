"""RA2xx: likelihood and impact, who says so, and how far a risk may go."""

from __future__ import annotations

from collections.abc import Sequence

from partnerlab.analysis.catalogue import Judgement, Judgements, at_fault, in_place, part_met, rule
from partnerlab.analysis.facts.names import name_risks, named, who_says
from partnerlab.analysis.findings import fact
from partnerlab.analysis.risk_allocation.ratings import (
    Opinion,
    latest_opinions,
    latest_rating,
    list_differences,
    list_open_risks,
)
from partnerlab.analysis.risk_allocation.rules.ways import (
    APPETITE,
    KIND,
    RATERS,
    RATING,
    ask,
    ask_for_ratings,
    ask_for_risks,
    list_risks,
    of_risk,
)
from partnerlab.analysis.risk_allocation.scales import appetite_of, get_steps, value_of
from partnerlab.analysis.risk_allocation.standing import bearers_of
from partnerlab.partnership import Partnership
from partnerlab.partnership.risks import Risk
from partnerlab.wording import all_of, counted, verb


@rule(
    "RA201",
    "¶4.3",
    capability="likelihood-and-impact",
    question="Is each open risk rated by likelihood and impact?",
    why="a risk that is not rated cannot be compared with the others",
    remedy="Have each partner that carries this risk rate its likelihood and its impact as things stand.",
    stage="planning",
    basis="ours",
    strength="advises",
)
def risks_are_rated(partnership: Partnership) -> Judgements:
    """Check that each open risk has a residual rating by a current partner, or one agreed by all.

    The guide asks to consider risks carefully, not to rate them; so what is not rated is asked for.
    """
    risks = list_open_risks(partnership)
    unrated = [risk for risk in risks if latest_rating(partnership, risk.id) is None]
    if not risks:
        yield ask_for_risks(partnership)
    elif unrated:
        facts = [fact(risk.title, risk, "id") for risk in unrated]
        lack = f"{len(unrated)} of {counted(len(risks), 'open risk')} {verb(len(unrated), 'is', 'are')}"
        message = f"{lack} not rated as things stand: {list_risks(partnership, unrated)}"
        yield ask(RATING, message, *facts, count=len(unrated))
    else:
        yield in_place(f"{all_of(len(risks), 'open risk')} {verb(len(risks), 'is', 'are')} rated as things stand.")


@rule(
    "RA202",
    "¶4.3",
    capability="likelihood-and-impact",
    question="Is a risk that several partners carry rated by more than one of them?",
    why="one partner's view of a shared risk is not the partnership's",
    remedy="Ask the other partners that carry this risk for their ratings, or record one agreed by all.",
    stage="planning",
    basis="ours",
    strength="advises",
)
def bearers_rate_their_risks(partnership: Partnership) -> Judgements:
    """Check that enough of the partners that carry a risk have rated it, or all together.

    Enough is `thresholds.raters`, ours. Only open risks count that two or more carry and that are rated.
    """
    shared = [risk for risk in list_open_risks(partnership) if len(bearers_of(partnership, risk)) > 1]
    rated = [risk for risk in shared if latest_opinions(partnership, risk.id)]
    one_sided = 0
    for risk in rated:
        opinions, bearers = latest_opinions(partnership, risk.id), bearers_of(partnership, risk)
        raters = [row for row in opinions if row.by in bearers]
        wanted = min(partnership.thresholds.raters, len(bearers))
        if len(raters) >= wanted or any(row.agreed for row in opinions):
            continue
        one_sided += 1
        who = f": {named(partnership, [str(row.by) for row in raters])}" if raters else ""
        message = f"{len(raters)} of {len(bearers)} partners that carry “{risk.title}” rated it{who}."
        facts = [fact(f"rated by {who_says(partnership, row.by)}", row.record, "by") for row in opinions]
        yield part_met(message, *facts, subject=of_risk(risk))
    if not shared:
        yield ask_for_risks(partnership)
    elif not rated:
        yield ask(RATING, "no risk that several partners carry is rated", count=len(shared))
    elif not one_sided:
        left = len(shared) - len(rated)
        some = f"{len(rated)} of {counted(len(shared), 'open risk')} that several partners carry"
        message = f"{some} {verb(len(rated), 'is', 'are')} rated by several of them, or by all together"
        yield ask(RATING, f"{message}; the others are not rated", count=left) if left else in_place(f"{message}.")


@rule(
    "RA203",
    "¶4.3",
    capability="likelihood-and-impact",
    question="Do partners see the same risk alike?",
    why="partners that see a risk differently may not agree on what to do about it",
    remedy="Put the two ratings side by side at the next meeting and ask each what it knows that the other does not.",
    stage="planning",
    basis="ours",
    strength="advises",
)
def partners_rate_alike(partnership: Partnership) -> Judgements:
    """Check that no two partners are `thresholds.answers_apart` steps or more apart on one risk.

    A difference is something to talk about, not an error: each partner sees a part. In place needs every risk that
    several carry to be rated by two or more. A rating agreed by all stands for
    each partner until that partner gives a later one of its own.
    """
    limit, risks = partnership.thresholds.answers_apart, list_open_risks(partnership)
    compared = [risk for risk in risks if len(latest_opinions(partnership, risk.id)) > 1]
    differences = list_differences(partnership)
    for row in differences.to_dict("records"):
        opinions = latest_opinions(partnership, row["risk"])
        facts = [
            fact(f"{_by(partnership, view)}: {view.likelihood} × {view.impact}", view.record, "likelihood")
            for view in opinions
        ]
        status = ", enough to change the RAG status" if row["lights_differ"] else ""
        ends = f"({row['lowest']}; {row['highest']})"
        steps = counted(row["apart"], "step")
        message = f"“{row['title']}”: partners are {steps} apart on {row['on']} {ends}{status}."
        yield at_fault(message, *facts, subject=of_risk(row["risk"]))
    if not compared:
        yield ask(RATING, "no open risk is rated by two partners", count=len(risks))
    elif differences.empty:
        some = f"{len(compared)} of {counted(len(risks), 'open risk')} {verb(len(compared), 'is', 'are')}"
        which = "on it" if len(compared) == 1 else "on none of them"
        apart = "no two are" if len(compared) == 1 else "two are"
        message = f"{some} rated by several partners; {which} {apart} {counted(limit, 'step')} apart or more"
        left = sum(risk not in compared and len(bearers_of(partnership, risk)) > 1 for risk in risks)
        yield ask(RATERS, message, count=left) if left else in_place(f"{message}.")


def _by(partnership: Partnership, view: Opinion) -> str:
    who = who_says(partnership, view.by)
    return f"{who}, as agreed by all" if view.agreed and view.by else who


@rule(
    "RA204",
    "¶4.3",
    capability="likelihood-and-impact",
    question="Are inherent, residual and target ratings in order?",
    why="a residual rating above the inherent one says that a rating was misunderstood",
    remedy="Rate it again: inherent is before anything is done, residual as things stand, target what is aimed for.",
    stage="planning",
    basis="ours",
    strength="advises",
)
def ratings_fall_along_the_path(partnership: Partnership) -> Judgements:
    """Check that the risk score does not rise from inherent to residual; ask for inherent and target ratings.

    A question of data quality: ratings in order are no finding. A target that is already reached counts as sound.
    """
    rated = [risk for risk in list_open_risks(partnership) if latest_rating(partnership, risk.id)]
    for risk in rated:
        inherent, residual = (latest_rating(partnership, risk.id, kind) for kind in ("inherent", "residual"))
        if inherent and residual and residual.product > inherent.product:
            stands = f"“{risk.title}” is rated {residual.product} as it stands"
            evidence = fact(f"residual {residual.product}", residual.opinions[-1].record, "impact")
            yield at_fault(f"{stands}, above {inherent.product} with nothing done.", evidence, subject=of_risk(risk))
    for kind in ("inherent", "target"):
        missing = [risk for risk in rated if latest_rating(partnership, risk.id, kind) is None]
        if missing:
            lack = f"{len(missing)} of {counted(len(rated), 'rated risk')} {verb(len(missing), 'has', 'have')}"
            message = f"{lack} no {kind} rating: {list_risks(partnership, missing)}"
            yield ask(KIND, message, subject=f"{kind} ratings", count=len(missing))
    if not rated:
        yield ask_for_ratings(partnership)


@rule(
    "RA205",
    "¶4.3",
    capability="likelihood-and-impact",
    question="Is it said how much risk is acceptable?",
    why="without a risk appetite nobody can say that a risk has gone too far",
    remedy="Agree the highest acceptable risk score: `risk_settings.appetite`, or by risk.",
    stage="planning",
    basis="ours",
    strength="advises",
)
def appetite_is_set(partnership: Partnership) -> Judgements:
    """Check that each open risk has an appetite of its own or that the partnership has one for all.

    The guide does not speak of appetite, so one that is not recorded is asked for.
    """
    risks = list_open_risks(partnership)
    without = [risk for risk in risks if appetite_of(partnership, risk) is None]
    if not risks:
        yield ask_for_risks(partnership)
    elif without:
        lack = f"{len(without)} of {counted(len(risks), 'open risk')} {verb(len(without), 'has', 'have')}"
        yield ask(APPETITE, f"{lack} no risk appetite: {list_risks(partnership, without)}", count=len(without))
    else:
        yield in_place(f"{all_of(len(risks), 'open risk')} {verb(len(risks), 'has', 'have')} a risk appetite.")


@rule(
    "RA206",
    "¶4.3",
    capability="likelihood-and-impact",
    question="Are all ratings on the agreed scales?",
    why="a number off the scale is left out of everything that is calculated",
    remedy="Correct the rating, or name the scale that it was given on under `risk_settings`.",
    stage="planning",
    basis="ours",
    strength="advises",
)
def ratings_lie_on_the_scale(partnership: Partnership) -> Judgements:
    """Check that the scales under `risk_settings` are known and each rating lies between their ends or is a label.

    A question of data quality: ratings on the scale are no finding.
    """
    for which in ("likelihood", "impact"):
        name = getattr(partnership.risk_settings, f"{which}_scale")
        steps = get_steps(partnership, which)
        if not steps:
            message = f"The scale of {which}, “{name}”, is neither supplied nor defined under `scales`."
            yield at_fault(message, fact(name, partnership.risk_settings, f"{which}_scale"), subject=f"{which} scale")
            continue
        for row in partnership.ratings:
            level = getattr(row, which)
            if value_of(partnership, which, level) is None:
                labels = ", ".join(step.label for step in steps)
                ends = f"the scale runs from {steps[0].value} to {steps[-1].value}"
                if isinstance(level, str):
                    ends = f"the scale's labels are {labels}"
                who = partnership.name_of(row.by) if row.by else "All"
                about = name_risks(partnership, [row.risk])
                message = f"{who} rated the {which} of {about} {level}; {ends}."
                subject = f"{which} of {row.risk} by {row.by or 'all'}"
                yield at_fault(message, fact(f"{which} {level}", row, which), subject=subject)


@rule(
    "RA207",
    "¶4.3",
    capability="likelihood-and-impact",
    question="Do targets aim for what is acceptable?",
    why="a target above the risk appetite plans to accept what was said to be unacceptable",
    remedy="Plan more controls and lower the target, or say openly that more risk is accepted.",
    stage="planning",
    basis="ours",
    strength="advises",
)
def targets_are_within_appetite(partnership: Partnership) -> Judgements:
    """Check that no open risk's target exceeds its appetite."""
    risks = list_open_risks(partnership)
    aimed = [(risk, latest_rating(partnership, risk.id, "target"), appetite_of(partnership, risk)) for risk in risks]
    known = [(risk, target, most) for risk, target, most in aimed if target is not None and most is not None]
    beyond = [(risk, target, most) for risk, target, most in known if target.product > most]
    for risk, target, most in beyond:
        aim = f"{target.likelihood} × {target.impact} = {target.product}"
        message = f"The target of “{risk.title}”, {aim}, exceeds the risk appetite of {most}."
        evidence = fact(f"target {target.product}", target.opinions[-1].record, "likelihood")
        yield at_fault(message, evidence, subject=of_risk(risk))
    if not risks:
        yield ask_for_risks(partnership)
    elif not known:
        yield _ask_for_targets(partnership, risks)
    elif not beyond:
        some = f"{len(known)} of {counted(len(risks), 'open risk')} {verb(len(known), 'has', 'have')} both"
        within = "it does not exceed it" if len(known) == 1 else "no target exceeds it"
        left = len(risks) - len(known)
        message = f"{some} a target and a risk appetite; {within}"
        yield ask(KIND, message, count=left) if left else in_place(f"{message}.")


def _ask_for_targets(partnership: Partnership, risks: Sequence[Risk]) -> Judgement:
    """Ask for targets where there is an appetite, and for an appetite where there is none."""
    aimless = sum(appetite_of(partnership, risk) is None for risk in risks)
    way, count = (APPETITE, aimless) if aimless == len(risks) else (KIND, len(risks))
    return ask(way, "no open risk has both a target and a risk appetite", count=count)
