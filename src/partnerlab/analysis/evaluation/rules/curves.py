"""EV2, third part: whether the curve has turned, how sure that is, and if it is too early (¶2.8 box, ¶4.11)."""

from __future__ import annotations

from collections.abc import Iterator

from partnerlab.analysis.catalogue import Judgement, at_fault, cannot_tell, in_place, rule
from partnerlab.analysis.evaluation.curve import Curve, assess_curves
from partnerlab.analysis.evaluation.targets import assess_target
from partnerlab.analysis.findings import Fact, fact
from partnerlab.partnership import Partnership
from partnerlab.wording import listed

Judgements = Iterator[Judgement]

STORY = "Read the verdicts beside the story of the series, and report each with its reason, not one alone."


def _facts(curve: Curve) -> tuple[Fact, ...]:
    return tuple(fact(f"{row.method}: {row.sentence}", curve.indicator, "values") for row in curve.verdicts)


@rule(
    "EV221",
    "¶2.8 box, ¶4.11",
    capability="verdicts-on-change",
    question="Has the curve of each indicator turned?",
    severity="red",
    why="Turning the curve is the third key step: progress is measured against where the indicator was heading.",
    remedy="Ask what drives the curve, what would work to turn it, and who can do it; then agree actions.",
    stage="implementing",
)
def curves_have_turned(partnership: Partnership) -> Judgements:
    """Set the verdicts side by side: official rule, forecast, process signal, intervention estimate, comparison if any.

    Red when two methods or more can tell and all say worse, amber when the only one does or nothing has moved; in place
    when all that can tell say better. When they differ, or none can tell, it cannot be told; EV222 says why.
    """
    curves = assess_curves(partnership)
    if not curves:
        yield cannot_tell("no indicator of the population is named")
    for curve in curves:
        title, subject = curve.indicator.title, curve.indicator.id
        able = [verdict for verdict in curve.verdicts if verdict.enough]
        said = listed(f"{verdict.method}: {verdict.verdict}" for verdict in able)
        if curve.answer == "better":
            yield in_place(f"“{title}” has got better ({said}). {curve.timing}", *_facts(curve), subject=subject)
        elif curve.answer == "worse":
            severity = "red" if len(able) > 1 else "amber"
            text = f"“{title}” has got worse ({said}). {curve.timing}"
            yield at_fault(text, *_facts(curve), subject=subject, severity=severity)
        elif curve.answer == "not turned":
            text = f"“{title}” has not turned ({said}). {curve.timing}"
            yield at_fault(text, *_facts(curve), subject=subject, severity="amber")
        elif curve.answer == "methods differ":
            yield cannot_tell(f"methods differ on “{title}” ({said})", *_facts(curve), subject=subject, remedy=STORY)
        else:
            reason = " ".join(curve.faults).rstrip(".") or "no method has enough data"
            yield cannot_tell(f"“{title}”: {reason}", *_facts(curve), subject=subject)


@rule(
    "EV222",
    "¶4.11",
    capability="verdicts-on-change",
    question="Do the ways of judging an indicator agree?",
    severity="amber",
    why="One verdict shown alone would hide that another says something else.",
    remedy=STORY,
    stage="implementing",
)
def verdicts_agree(partnership: Partnership) -> Judgements:
    """Compare the verdicts that can be given; where they differ, say what each asks and why they may differ."""
    curves = assess_curves(partnership)
    if not curves:
        yield cannot_tell("no indicator of the population is named")
    for curve in curves:
        subject, agree = curve.indicator.id, curve.assessment.agree if curve.assessment else None
        if agree is None:
            text = f"“{curve.indicator.title}”: fewer than two methods have enough data"
            yield cannot_tell(text, *_facts(curve), subject=subject)
        elif agree:
            yield in_place(curve.summary, *_facts(curve), subject=subject)
        else:
            yield at_fault(curve.summary, *_facts(curve), subject=subject)


@rule(
    "EV223",
    "¶4.9, ¶4.11",
    capability="turning-the-curve",
    question="Could the partnership's actions show in the indicators yet?",
    severity="amber",
    why="Population indicators move slowly: what moved before the partnership acted is not of its making.",
    remedy="Say under `action_from` from which period actions could show, and wait for values of those periods.",
    stage="implementing",
)
def effects_could_show(partnership: Partnership) -> Judgements:
    """Compare the latest value's period with the first one in which actions could show."""
    curves = assess_curves(partnership)
    if not curves:
        yield cannot_tell("no indicator of the population is named")
    for curve in curves:
        indicator, since = curve.indicator, curve.values_since_start
        evidence = fact(curve.timing, indicator, "action_from")
        if curve.observations is None:
            yield cannot_tell(f"“{indicator.title}”: its values cannot be read", evidence, subject=indicator.id)
        elif indicator.action_from is None:
            yield at_fault(f"“{indicator.title}”: {curve.timing}", evidence, subject=indicator.id)
        elif not since:
            remedy = "Wait for the values of those periods; until then judge the services by their own measures."
            reason = f"“{indicator.title}”: {curve.timing.rstrip('.')}"
            yield cannot_tell(reason, evidence, subject=indicator.id, remedy=remedy)
        else:
            yield in_place(f"“{indicator.title}”: {curve.timing}", evidence, subject=indicator.id)


@rule(
    "EV224",
    "¶2.8 box",
    capability="turning-the-curve",
    question="Is each indicator's target within reach of where the curve is heading?",
    severity="amber",
    why="A target out of reach of the present course asks for more than the present actions.",
    remedy="Agree what more would have to be done, or a target that partners believe in.",
    stage="implementing",
)
def targets_are_within_reach(partnership: Partnership) -> Judgements:
    """Compare the target with the forecast of the whole history; without a target there is nothing to compare."""
    curves = assess_curves(partnership)
    if not curves:
        yield cannot_tell("no indicator of the population is named")
    for curve in curves:
        indicator, outlook = curve.indicator, assess_target(curve)
        evidence = fact(outlook.sentence, indicator.target or indicator, "target")
        text = f"“{indicator.title}”: {outlook.sentence}"
        if outlook.state in {"reached", "within reach"}:
            yield in_place(text, evidence, subject=indicator.id)
        elif outlook.state in {"missed", "out of reach"}:
            yield at_fault(text, evidence, subject=indicator.id)
        else:
            yield cannot_tell(text.rstrip("."), evidence, subject=indicator.id)


@rule(
    "EV225",
    "¶2.8 box",
    capability="turning-the-curve",
    question="Is the story behind each curve told, and is an action tied to it?",
    severity="amber",
    why="Turning the curve asks what drives it and what works; a figure without either changes nothing.",
    remedy="Write down what drives the curve, and name the indicator under each action that should move it.",
    stage="implementing",
)
def curves_have_a_story(partnership: Partnership) -> Judgements:
    """Look for a story under each indicator, and for an action or measure that names it."""
    if not partnership.indicators:
        yield cannot_tell("no indicator of the population is named")
    aimed = {row.indicator for row in partnership.actions} | {row.indicator for row in partnership.performance}
    for row in partnership.indicators:
        lacking = []
        if not row.story:
            lacking.append("no story is told")
        if row.id not in aimed:
            lacking.append("no action or measure aims at it")
        if lacking:
            yield at_fault(f"“{row.title}”: {listed(lacking)}.", fact(row.id, row, "story"), subject=row.id)
        else:
            text = f"“{row.title}” has its story, and something that aims at it."
            yield in_place(text, fact(row.id, row, "story"), subject=row.id)
