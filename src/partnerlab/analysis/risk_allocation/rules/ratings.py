"""RA2xx: likelihood and impact, who says so, and how far a risk may go."""

from __future__ import annotations

from collections.abc import Iterator

from partnerlab.analysis.catalogue import Judgement, at_fault, cannot_tell, in_place, rule
from partnerlab.analysis.findings import fact
from partnerlab.analysis.risk_allocation.ratings import find_differences, find_open_risks, find_opinions, find_rating
from partnerlab.analysis.risk_allocation.register import find_bearers
from partnerlab.analysis.risk_allocation.rules.register import NO_RISKS
from partnerlab.analysis.risk_allocation.scales import find_appetite, find_steps, find_value
from partnerlab.partnership import Partnership

Judgements = Iterator[Judgement]


@rule(
    "RA201",
    "¶4.3",
    capability="likelihood-and-impact",
    question="Is each open risk rated by likelihood and impact?",
    severity="amber",
    why="a risk that is not rated cannot be set beside the others",
    remedy="Have each partner that bears this risk rate its likelihood and its impact as things stand.",
    stage="planning",
)
def risks_are_rated(partnership: Partnership) -> Judgements:
    """Check that each open risk has a residual rating by a current partner, or one agreed by all."""
    risks = find_open_risks(partnership)
    unrated = [risk for risk in risks if find_rating(partnership, risk.id) is None]
    for risk in unrated:
        yield at_fault(
            f"“{risk.title}” has no residual rating.", fact(risk.title, risk, "id"), subject=f"risk {risk.id}"
        )
    if not risks:
        yield cannot_tell(NO_RISKS)
    elif not unrated:
        yield in_place(f"All {len(risks)} open risks have a residual rating.")


@rule(
    "RA202",
    "¶4.3",
    capability="likelihood-and-impact",
    question="Do the partners that bear a risk rate it themselves?",
    severity="amber",
    why="one partner's view of a shared risk is not the partnership's",
    remedy="Ask the other partners that bear this risk for their ratings, or record one agreed by all.",
    stage="planning",
)
def bearers_rate_their_risks(partnership: Partnership) -> Judgements:
    """Check that two or more partners, or all together, have rated each open risk that two or more bear."""
    shared = [risk for risk in find_open_risks(partnership) if len(find_bearers(partnership, risk)) > 1]
    rated = [(risk, find_opinions(partnership, risk.id)) for risk in shared]
    one_sided = 0
    for risk, opinions in rated:
        if len(opinions) == 1 and opinions[0].by is not None:
            one_sided += 1
            bearers = len(find_bearers(partnership, risk))
            message = f"Only {opinions[0].by} has rated “{risk.title}”, which {bearers} partners bear."
            yield at_fault(message, fact("the only rating", opinions[0].record, "by"), subject=f"risk {risk.id}")
    known = sum(bool(opinions) for _, opinions in rated)
    if not known:
        yield cannot_tell("no risk that several partners bear is rated")
    elif not one_sided:
        yield in_place(
            f"All {known} rated risks that several partners bear are rated by more than one of them or by all."
        )


@rule(
    "RA203",
    "¶4.3",
    capability="likelihood-and-impact",
    question="Do partners see the same risk alike?",
    severity="amber",
    why="partners that see a risk differently will not agree on what to do about it",
    remedy="Put the two ratings side by side at the next meeting and ask each what it knows that the other does not.",
    stage="planning",
)
def partners_rate_alike(partnership: Partnership) -> Judgements:
    """Check that no two partners are `thresholds.answers_apart` steps or more apart on one risk.

    A difference is something to talk about, not an error: each partner sees a part.
    """
    limit = partnership.thresholds.answers_apart
    compared = [risk for risk in find_open_risks(partnership) if len(find_opinions(partnership, risk.id)) > 1]
    differences = find_differences(partnership)
    for row in differences.to_dict("records"):
        opinions = find_opinions(partnership, row["risk"])
        facts = [
            fact(f"{view.by or 'all'}: {view.likelihood} × {view.impact}", view.record, "likelihood")
            for view in opinions
        ]
        lights = ", enough to change its light" if row["lights_differ"] else ""
        message = (
            f"“{row['title']}”: partners are {row['apart']} steps apart ({row['lowest']}; {row['highest']}){lights}."
        )
        yield at_fault(message, *facts, subject=f"risk {row['risk']}")
    if not compared:
        yield cannot_tell("no risk is rated by two partners")
    elif differences.empty:
        yield in_place(f"On none of {len(compared)} risks are two partners {limit} steps apart.")


@rule(
    "RA204",
    "¶4.3",
    capability="likelihood-and-impact",
    question="Does the way from inherent to residual to target make sense?",
    severity="amber",
    why="a residual above the inherent, or a target above the residual, says that a rating was misunderstood",
    remedy="Rate it again: inherent is before anything is done, residual as things stand, target what is aimed for.",
    stage="planning",
)
def ratings_fall_along_the_path(partnership: Partnership) -> Judgements:
    """Check that the product does not rise from inherent to residual, and that the target lies below where it stands.

    A target that is already reached counts as sound; a missing inherent or target rating is asked for.
    """
    rated = [risk for risk in find_open_risks(partnership) if find_rating(partnership, risk.id)]
    faults = 0
    for risk in rated:
        subject = f"risk {risk.id}"
        inherent, residual, target = (
            find_rating(partnership, risk.id, kind) for kind in ("inherent", "residual", "target")
        )
        if inherent and residual and residual.product > inherent.product:
            faults += 1
            message = (
                f"“{risk.title}” is rated {residual.product} as it stands, above {inherent.product} with nothing done."
            )
            yield at_fault(
                message, fact(f"residual {residual.product}", residual.opinions[-1].record, "impact"), subject=subject
            )
        missing = [name for name, rating in (("inherent", inherent), ("target", target)) if rating is None]
        if missing:
            faults += 1
            yield cannot_tell(f"“{risk.title}” has no {' and no '.join(missing)} rating", subject=f"path of {risk.id}")
    if not rated:
        yield cannot_tell("no open risk is rated")
    elif not faults:
        yield in_place(f"All {len(rated)} rated risks have an inherent, a residual and a target rating in order.")


@rule(
    "RA205",
    "¶4.5",
    capability="likelihood-and-impact",
    question="Is it said how much risk is acceptable?",
    severity="amber",
    why="without an appetite nobody can say that a risk has gone too far",
    remedy="Agree the highest acceptable product of likelihood and impact: `risk_settings.appetite`, or by risk.",
    stage="planning",
)
def appetite_is_set(partnership: Partnership) -> Judgements:
    """Check that each open risk has an appetite of its own or that the partnership has one for all."""
    risks = find_open_risks(partnership)
    without = [risk.id for risk in risks if find_appetite(partnership, risk) is None]
    if not risks:
        yield cannot_tell(NO_RISKS)
    elif without:
        yield at_fault(f"{len(without)} of {len(risks)} open risks have no appetite: {', '.join(without)}.")
    else:
        yield in_place(f"All {len(risks)} open risks have an appetite.")


@rule(
    "RA206",
    "¶4.5",
    capability="likelihood-and-impact",
    question="Do all ratings lie on the agreed scales?",
    severity="red",
    why="a number off the scale is left out of everything that is calculated",
    remedy="Correct the rating, or name the scale that it was given on under `risk_settings`.",
    stage="planning",
)
def ratings_lie_on_the_scale(partnership: Partnership) -> Judgements:
    """Check that the scales under `risk_settings` are known and each rating lies between their ends or is a label."""
    faults = 0
    for which in ("likelihood", "impact"):
        name = getattr(partnership.risk_settings, f"{which}_scale")
        steps = find_steps(partnership, which)
        if not steps:
            faults += 1
            message = f'The scale of {which}, "{name}", is neither supplied nor defined under `scales`.'
            yield at_fault(message, fact(name, partnership.risk_settings, f"{which}_scale"), subject=f"{which} scale")
            continue
        for row in partnership.ratings:
            level = getattr(row, which)
            if find_value(partnership, which, level) is None:
                faults += 1
                labels = ", ".join(step.label for step in steps)
                ends = f"the scale runs from {steps[0].value} to {steps[-1].value}"
                if isinstance(level, str):
                    ends = f"the scale's labels are {labels}"
                message = f"{row.by or 'All'} rated the {which} of {row.risk} {level}; {ends}."
                yield at_fault(
                    message, fact(f"{which} {level}", row, which), subject=f"{which} of {row.risk} by {row.by or 'all'}"
                )
    if not partnership.ratings:
        yield cannot_tell("no rating is recorded")
    elif not faults:
        yield in_place(f"All {len(partnership.ratings)} ratings lie on their scales.")


@rule(
    "RA207",
    "¶4.5",
    capability="likelihood-and-impact",
    question="Do targets aim for what is acceptable?",
    severity="amber",
    why="a target past the appetite plans to accept what was said to be unacceptable",
    remedy="Plan more controls and lower the target, or say openly that more risk is accepted.",
    stage="planning",
)
def targets_are_within_appetite(partnership: Partnership) -> Judgements:
    """Check that no open risk's target lies past its appetite."""
    known = 0
    beyond = 0
    for risk in find_open_risks(partnership):
        target, appetite = find_rating(partnership, risk.id, "target"), find_appetite(partnership, risk)
        if target is None or appetite is None:
            continue
        known += 1
        if target.product > appetite:
            beyond += 1
            aim = f"{target.likelihood} × {target.impact} = {target.product}"
            message = f"“{risk.title}” aims for {aim}, past the appetite of {appetite}."
            yield at_fault(
                message,
                fact(f"target {target.product}", target.opinions[-1].record, "likelihood"),
                subject=f"risk {risk.id}",
            )
    if not known:
        yield cannot_tell("no open risk has both a target and an appetite")
    elif not beyond:
        yield in_place(f"The targets of {known} risks lie within the appetite.")
