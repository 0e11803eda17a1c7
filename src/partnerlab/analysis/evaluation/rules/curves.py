"""EV2, third part: whether the curve has turned, how sure that is, and if it is too early (¶2.8 box, ¶4.11)."""

from __future__ import annotations

from partnerlab.analysis.catalogue import Judgement, Judgements, Way, at_fault, cannot_tell, in_place, rule
from partnerlab.analysis.evaluation.curve import Curve, assess_curves
from partnerlab.analysis.evaluation.rules.ways import (
    ACTION_FROM,
    AIMS,
    INDICATOR_TARGETS,
    INDICATOR_VALUES,
    INDICATORS,
    STORIES,
    TARGET_PERIODS,
)
from partnerlab.analysis.evaluation.targets import assess_target
from partnerlab.analysis.findings import Fact, fact
from partnerlab.partnership import Partnership

STORY = "Read the verdicts together with the story of the series, and report each with its reason."
NO_INDICATOR = "no indicator of the population is recorded"


def _facts(curve: Curve) -> tuple[Fact, ...]:
    return tuple(fact(f"{row.method}: {row.sentence}", curve.indicator, "values") for row in curve.verdicts)


def _way_out(curve: Curve) -> Way:
    """More values help only where the file says which period they are compared with."""
    row = curve.indicator
    return ACTION_FROM if curve.latest and row.rule is None and row.action_from is None else INDICATOR_VALUES


@rule(
    "EV221",
    "¶2.8 box, ¶4.11",
    capability="verdicts-on-change",
    strength="demands",
    question="Has the curve of each indicator turned?",
    why="Turning the curve is a key step: progress is measured against where the indicator was heading.",
    remedy="Ask what drives the curve, what would work to turn it, and who can do it; then agree actions.",
    stage="implementing",
    basis="follows",
)
def curves_have_turned(partnership: Partnership) -> Judgements:
    """Set the verdicts side by side: official rule, forecast, process signal, intervention estimate, comparison if any.

    In place when all that can tell say better, those across a break among them, and `thresholds.least_methods` of
    them (ours) do not compare across one. Worse is red when two methods say so, for people are worse off; amber when
    one does, or when nothing has moved. A verdict across a break of the series does not count: where all are across
    one, or when those that count differ, or none can tell, it cannot be told. EV222 says why they differ.
    """
    curves = assess_curves(partnership)
    if not curves:
        yield cannot_tell(NO_INDICATOR, way=INDICATORS)
    for curve in curves:
        yield _judge_answer(curve)


def _judge_answer(curve: Curve) -> Judgement:
    title, subject, said = curve.indicator.title, curve.indicator.id, curve.say(curve.able)
    if curve.answer == "cannot tell":
        reason = curve.doubt or " ".join(curve.faults).rstrip(".") or "no method has enough data"
        return cannot_tell(f"“{title}”: {reason}", *_facts(curve), subject=subject, way=_way_out(curve))
    if curve.answer == "methods differ":
        text = f"methods differ on “{title}” ({said})"
        return cannot_tell(text, *_facts(curve), subject=subject, remedy=STORY)
    moved = {"better": "has got better", "worse": "has got worse"}.get(curve.answer, "has not turned")
    text = f"“{title}” {moved} ({said}). {curve.timing}"
    if curve.answer == "better":
        return in_place(text, *_facts(curve), subject=subject)
    consequence = "people worse off" if curve.worsens else None
    return at_fault(text, *_facts(curve), subject=subject, consequence=consequence)


@rule(
    "EV222",
    "¶4.11",
    capability="verdicts-on-change",
    question="Do the ways of judging an indicator agree?",
    why="One verdict shown alone would hide that another says something else.",
    remedy=STORY,
    stage="implementing",
    basis="ours",
    strength="mentions",
)
def verdicts_agree(partnership: Partnership) -> Judgements:
    """Compare the verdicts that can be given; where they differ, say what each asks and why they may differ.

    Agreement is no practice, and may be agreement that a curve gets worse: nothing is said of it here.
    """
    curves = assess_curves(partnership)
    if not curves:
        yield cannot_tell(NO_INDICATOR, way=INDICATORS)
    for curve in curves:
        subject, agree = curve.indicator.id, curve.assessment.agree if curve.assessment else None
        if agree is None:
            text = f"“{curve.indicator.title}”: fewer than two methods have enough data"
            yield cannot_tell(text, *_facts(curve), subject=subject, way=_way_out(curve))
        elif not agree:
            yield at_fault(" ".join(filter(None, (curve.summary, curve.break_note))), *_facts(curve), subject=subject)


@rule(
    "EV223",
    "¶4.9, ¶4.11",
    capability="turning-the-curve",
    question="Could the partnership's actions have affected the indicators yet?",
    why="The guide calls population accountability a long-term commitment: what moved before is not its work.",
    remedy="Enter under `action_from` when actions could first have an effect, and wait for values from then.",
    stage="implementing",
    basis="ours",
    strength="mentions",
)
def effects_could_show(partnership: Partnership) -> Judgements:
    """Compare the latest value's period with the first one in which actions could show.

    Nothing is said against a period that is not recorded; it cannot be told then.
    """
    curves = assess_curves(partnership)
    if not curves:
        yield cannot_tell(NO_INDICATOR, way=INDICATORS)
    for curve in curves:
        indicator, evidence = curve.indicator, fact(curve.timing, curve.indicator, "action_from")
        text = f"“{indicator.title}”: {curve.timing}"
        if curve.values_since_start:
            yield in_place(text, evidence, subject=indicator.id)
            continue
        early = curve.values_since_start == 0 or curve.observations is None
        way = INDICATOR_VALUES if early else ACTION_FROM
        yield cannot_tell(text.rstrip("."), evidence, subject=indicator.id, way=way)


@rule(
    "EV224",
    "¶2.8 box",
    capability="turning-the-curve",
    question="Is each indicator's target within reach of where the curve is heading?",
    why="A target that is out of reach needs more than the present actions.",
    remedy="Agree what more would have to be done, or a target that partners believe in.",
    stage="implementing",
    basis="ours",
    strength="mentions",
)
def targets_are_within_reach(partnership: Partnership) -> Judgements:
    """Compare the target with the forecast of the whole history; without a target there is nothing to compare.

    Within reach means that all of the forecast's interval is at the target or better, out of reach that none of it is.
    In between it cannot be told.
    """
    curves = assess_curves(partnership)
    if not curves:
        yield cannot_tell(NO_INDICATOR, way=INDICATORS)
    for curve in curves:
        indicator, outlook = curve.indicator, assess_target(curve)
        evidence = fact(outlook.sentence, indicator.target or indicator, "target")
        text = f"“{indicator.title}”: {outlook.sentence}"
        if outlook.state in {"reached", "within reach"}:
            yield in_place(text, evidence, subject=indicator.id)
        elif outlook.state in {"missed", "out of reach"}:
            yield at_fault(text, evidence, subject=indicator.id)
        else:
            known = INDICATOR_VALUES if outlook.readable else TARGET_PERIODS
            way = INDICATOR_TARGETS if outlook.state == "no target" else known
            yield cannot_tell(text.rstrip("."), evidence, subject=indicator.id, way=way)


@rule(
    "EV225",
    "¶2.8 box",
    capability="turning-the-curve",
    question="Is the story behind each curve recorded, and is an action tied to it?",
    why="The guide's key steps lead from a measure to how it is changed and to what works.",
    remedy="Write down what drives the curve, and name the indicator under each action that should move it.",
    stage="implementing",
    basis="ours",
    strength="mentions",
)
def curves_have_a_story(partnership: Partnership) -> Judgements:
    """Look for a story under each indicator, and for an action or measure that names it.

    Whether the story tells what drives the curve is for the reader: it stands with the curve on the page. What is not
    recorded is asked for: the guide expects no such record.
    """
    if not partnership.indicators:
        yield cannot_tell(NO_INDICATOR, way=INDICATORS)
    aimed = {row.indicator for row in partnership.actions} | {row.indicator for row in partnership.performance}
    for row in partnership.indicators:
        evidence, tied = fact(row.title, row, "story"), row.id in aimed
        if row.story and tied:
            text = f"“{row.title}” has a story recorded, and an action or measure that aims at it."
            yield in_place(text, evidence, subject=row.id)
            continue
        no_story = "" if row.story else "has no story recorded"
        no_aim = "" if tied else "has no action or measure recorded that aims at it"
        lacking = " and ".join(filter(None, (no_story, no_aim)))
        yield cannot_tell(f"“{row.title}” {lacking}", evidence, subject=row.id, way=STORIES if no_story else AIMS)
