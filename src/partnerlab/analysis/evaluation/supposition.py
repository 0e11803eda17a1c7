"""An indicator with another base, another target or another story of what comes: what would be said of it then."""

from __future__ import annotations

from dataclasses import dataclass

from partnerlab.amounts import measured, write_number
from partnerlab.analysis.evaluation.curve import LEVEL, Curve, assess_curves, assess_indicator
from partnerlab.analysis.evaluation.targets import is_reached
from partnerlab.analysis.evaluation.trajectory import Trajectory, assess_trajectory
from partnerlab.errors import MethodError
from partnerlab.methods.forecast import say_history_lacks
from partnerlab.partnership import Partnership
from partnerlab.partnership.evaluation import Target

STORIES = {
    "history_continues": "the history goes on",
    "trend_fades": "the recent trend fades",
    "no_change": "the latest value stays",
    "straight_line": "a straight line from the first value to the latest",
}
"""What may come after the latest value: the columns of `methods.forecast.Forecast.scenarios`, in words."""


@dataclass(frozen=True)
class Supposition:
    """What would be said of an indicator under another base, target and story."""

    trajectory: Trajectory
    """Its history, verdicts and outlook, and how it stands to its target."""
    sentence: str
    """What the story gives in the target's period, and whether that reaches the target."""


def list_bases(curve: Curve) -> tuple[str, ...]:
    """Return the periods that an indicator can be compared with: those with a value that others follow, newest first.

    Examples
    --------
    >>> from partnerlab.partnership.evaluation import Indicator
    >>> lonely = Indicator(id="lonely", title="Lonely", unit="%", good_direction="down",
    ...     values=[{"period": "2022/23", "value": 19.4}, {"period": "2023/24", "value": 17.8}])
    >>> list_bases(assess_indicator(lonely))
    ('2022/23',)
    """
    known = [period for period, _ in curve.observations or ()]
    return tuple(period.label for period in reversed(known) if period.position < known[-1].position)


def list_curves(partnership: Partnership) -> tuple[Curve, ...]:
    """Return the curves of the indicators that have a value, in the order of the file."""
    return tuple(curve for curve in assess_curves(partnership) if curve.latest is not None)


def get_curve(partnership: Partnership, indicator: str) -> Curve | None:
    """Return the curve of an indicator that has a value; that of the first which has, where it is none; else None."""
    curves = list_curves(partnership)
    return next((curve for curve in curves if curve.indicator.id == indicator), curves[0] if curves else None)


def suppose(
    partnership: Partnership,
    curve: Curve,
    *,
    base: str | None = None,
    target: Target | None = None,
    story: str = "history_continues",
) -> Supposition:
    """Say what would be said of an indicator under another base, another target and another story.

    Parameters
    ----------
    curve
        The indicator as it is.
    base
        One of `list_bases`; None for its own.
    target
        What it should reach by when; None for its own, if it has one.
    story
        One of `STORIES`.

    Examples
    --------
    >>> hub = Partnership(name="Hub", purpose="Reach people", stage=[{"stage": "measuring"}], indicators=[
    ...     {"id": "lonely", "title": "Lonely", "unit": "%", "good_direction": "down",
    ...      "values": [{"period": str(2010 + year), "value": 20 - year + year % 2} for year in range(12)]}])
    >>> curve = get_curve(hub, "lonely")
    >>> suppose(hub, curve, target=Target(period="2022", value=12), story="no_change").sentence
    'If the latest value stays, 2022 gives 10%. The target of 12% is reached.'
    """
    changed = curve.indicator if target is None else curve.indicator.model_copy(update={"target": target})
    other = None if base in (None, curve.base) else base
    again = assess_indicator(changed, partnership.thresholds, other)
    return Supposition(assess_trajectory(again), _tell_story(again, story))


def _tell_story(curve: Curve, story: str) -> str:
    outlook, target, unit = curve.outlook, curve.indicator.target, curve.indicator.unit
    if outlook is None or curve.observations is None:
        lacks = say_history_lacks(curve.observations) if curve.observations else "is too short"
        return f"The history {lacks} to say what comes next."
    period = str(outlook.table["period"].iloc[-1])
    if target is not None:
        try:
            due = curve.observations.read(target.period)
        except MethodError as error:
            return f"The period of the target cannot be read: {error}."
        found = [label for label in outlook.table["period"] if curve.observations.read(label).same_time_as(due)]
        if not found:
            return f"{target.period} is not among the periods that can be looked ahead to, up to {period}."
        period = str(found[0])
    value = float(outlook.scenarios.set_index("period")[story][period])
    text = f"If {STORIES[story]}, {period} gives {measured(value, unit)}"
    if story == "history_continues":
        fan = outlook.table.set_index("period")
        low, high = (write_number(float(fan[f"{end}_{LEVEL}"][period])) for end in ("low", "high"))
        text += f" ({LEVEL}% interval {low} to {high})"
    if target is None:
        return f"{text}. No target is set."
    verb = "is reached" if is_reached(value, target.value, curve.indicator.good_direction) else "is not reached"
    return f"{text}. The target of {measured(target.value, unit)} {verb}."
