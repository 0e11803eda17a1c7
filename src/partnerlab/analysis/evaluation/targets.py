"""How an indicator stands to its target: reached, missed, within reach of where the history is heading, or not."""

from __future__ import annotations

from dataclasses import dataclass

from partnerlab.amounts import measured, write_number
from partnerlab.analysis.evaluation.breaks import name_breaks
from partnerlab.analysis.evaluation.curve import LEVEL, Curve
from partnerlab.errors import MethodError
from partnerlab.methods.forecast import say_history_lacks
from partnerlab.methods.periods import Period
from partnerlab.wording import counted, with_capital


@dataclass(frozen=True)
class TargetOutlook:
    """How a series stands to its target."""

    state: str
    """`reached`, `missed` (its period has passed), `within reach` (all of the forecast's interval is at the target or
    better), `out of reach` (none of it is), `cannot tell` (part of it is, among others), or `no target`.
    """
    sentence: str
    """The same with its numbers."""
    readable: bool = True
    """Whether the period of the target can be one of the series."""


def assess_target(curve: Curve) -> TargetOutlook:
    """Compare the target of an indicator with where its whole history is heading."""
    indicator, latest = curve.indicator, curve.latest
    target = indicator.target
    if target is None:
        return TargetOutlook("no target", "No target is set.")
    if latest is None or curve.observations is None:
        return TargetOutlook("cannot tell", "There is no value to compare with the target.")
    goal = f"the target of {measured(target.value, indicator.unit)} for {target.period}"
    try:
        due = curve.observations.read(target.period)
    except MethodError as error:
        return TargetOutlook("cannot tell", f"The period of the target cannot be read: {error}.", readable=False)
    if due.position <= latest[0].position:
        found = curve.observations.value(due)
        if found is None:
            text = f"There is no value for {target.period}, so we cannot tell whether {goal} was reached."
            return TargetOutlook("cannot tell", text)
        value = float(found)
        met = is_reached(value, target.value, indicator.good_direction)
        verb = "was reached" if met else "was missed"
        text = f"{with_capital(goal)} {verb}: {measured(value, indicator.unit)}."
        return TargetOutlook("reached" if met else "missed", text)
    return _compare_with_outlook(curve, due, goal)


def is_reached(value: float, target: float, good_direction: str) -> bool:
    """Whether a value is at its target or better."""
    return value >= target if good_direction == "up" else value <= target


def _compare_with_outlook(curve: Curve, due: Period, goal: str) -> TargetOutlook:
    indicator, target = curve.indicator, curve.indicator.target
    observed, latest = curve.observations, curve.latest
    if target is None or observed is None or latest is None:
        return TargetOutlook("no target", "No target is set.")
    if curve.outlook is None:
        since = f" since {name_breaks(curve.breaks[-1:])}" if curve.breaks else ""
        lacks = say_history_lacks(observed)
        return TargetOutlook("cannot tell", f"The history{since} {lacks} to say whether {goal} is within reach.")
    steps, between = divmod(due.position - latest[0].position, observed.spacing)
    if between:
        text = (
            f"The series has no value for {due.label}, only before and after it, so it cannot be compared with {goal}."
        )
        return TargetOutlook("cannot tell", text)
    if not observed.knows_season(latest[0], due):
        text = f"Whether {goal} is within reach is not known: the history has no value for that season."
        return TargetOutlook("cannot tell", text)
    if steps > len(curve.outlook.table):
        spanned = len(observed.alike(latest[0]).grid()) - 1
        text = (
            f"{with_capital(goal)} is too far ahead to say whether it is within reach: "
            f"{counted(steps, 'period')} after the latest value, where the history spans {spanned}."
        )
        return TargetOutlook("cannot tell", text)
    row = curve.outlook.table.iloc[steps - 1]
    middle, low, high = (float(row[name]) for name in ("forecast", f"low_{LEVEL}", f"high_{LEVEL}"))
    worst, best = (low, high) if indicator.good_direction == "up" else (high, low)
    state = "cannot tell"
    if is_reached(worst, target.value, indicator.good_direction):
        state = "within reach"
    elif not is_reached(best, target.value, indicator.good_direction):
        state = "out of reach"
    text = (
        f"If the history goes on, {due.label} gives {write_number(middle)} ({LEVEL}% interval {write_number(low)} to "
        f"{write_number(high)}): "
    )
    text += {
        "within reach": f"{goal} is within reach.",
        "out of reach": f"{goal} is out of reach unless the curve is turned.",
        "cannot tell": f"we cannot tell whether {goal} is within reach: it is inside the interval.",
    }[state]
    if curve.breaks:
        text += f" The history is that since {name_breaks(curve.breaks[-1:])}."
    return TargetOutlook(state, text)
