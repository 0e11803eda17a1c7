"""The way of an indicator from its first value to its target, period by period: what a drawing of its curve shows."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass

import pandas as pd

from partnerlab.analysis.evaluation.curve import Curve, assess_curves
from partnerlab.analysis.evaluation.series import comparator_table, has_unit, read_period
from partnerlab.analysis.evaluation.targets import TargetOutlook, assess_target
from partnerlab.analysis.frames import frame_of
from partnerlab.errors import MethodError
from partnerlab.methods.observations import Observations
from partnerlab.methods.ordering import order_observations
from partnerlab.methods.periods import Period
from partnerlab.partnership import Partnership

MOST_STEPS_AHEAD = 8
"""Target and start of the actions belong to the way when they lie at most so many steps after the last value; ours."""


@dataclass(frozen=True)
class TrajectoryPoint:
    """One period of an indicator's way; a row of `Trajectory.points`."""

    order: int
    """0 for the first."""
    period: str
    """Its label."""
    value: float | None
    """What was measured; missing in a gap and ahead."""
    since_base: bool
    """Whether it comes after the base."""
    expected: float | None
    low_95: float | None
    high_95: float | None
    low_80: float | None
    high_80: float | None
    low_50: float | None
    high_50: float | None
    """What the history up to the base led to expect, with its intervals; missing up to the base."""
    ahead: float | None
    ahead_low: float | None
    ahead_high: float | None
    """Where the whole history is heading, with its 95% interval; missing up to the latest value."""
    target: float | None
    """Missing but in its period."""
    elsewhere: float | None
    """The comparator's value, or the mean of several; missing without one, and where one of them has none."""


_FAN = {
    "expected": "forecast",
    **{f"{end}_{level}": f"{end}_{level}" for level in (95, 80, 50) for end in ("low", "high")},
}
_AHEAD = {"ahead": "forecast", "ahead_low": "low_95", "ahead_high": "high_95"}


@dataclass(frozen=True)
class Trajectory:
    """An indicator's curve with every period on its way, and how it stands to its target.

    Attributes
    ----------
    curve
        History, verdicts and outlook.
    target
        How it stands to its target.
    points
        A `TrajectoryPoint` for each period from the first value on, gaps counted; empty without values.
    base_at, start_at
        Periods of the base and of the start of the actions, as `points` has them; None when they are not among them.
    elsewhere
        What `elsewhere` is in `points`: the comparator's name, or how many there are; empty without one.
    """

    curve: Curve
    target: TargetOutlook
    points: pd.DataFrame
    base_at: str | None
    start_at: str | None
    elsewhere: str = ""


def assess_trajectories(partnership: Partnership) -> tuple[Trajectory, ...]:
    """Assess the way of each indicator of a partnership, in the order of its file."""
    return tuple(assess_trajectory(curve) for curve in assess_curves(partnership))


def assess_trajectory(curve: Curve) -> Trajectory:
    """Assess the way of one indicator.

    Examples
    --------
    >>> from partnerlab.analysis.evaluation.curve import assess_indicator
    >>> from partnerlab.partnership.evaluation import Indicator
    >>> lonely = Indicator(id="lonely", title="Lonely", unit="%", good_direction="down", action_from="2025/26",
    ...     values=[{"period": "2022/23", "value": 19.4}, {"period": "2023/24", "value": 17.8}])
    >>> way = assess_trajectory(assess_indicator(lonely))
    >>> way.points["period"].tolist(), way.start_at
    (['2022/23', '2023/24', '2024/25', '2025/26'], '2025/26')
    """
    indicator, periods = curve.indicator, _periods_of(curve)
    goal = _get_label(curve, periods, indicator.target.period) if indicator.target else None
    return Trajectory(
        curve=curve,
        target=assess_target(curve),
        points=frame_of(_points_of(curve, periods, goal), TrajectoryPoint),
        base_at=_get_label(curve, periods, curve.base),
        start_at=_get_label(curve, periods, indicator.action_from),
        elsewhere=_name_comparators(curve),
    )


def _points_of(curve: Curve, periods: Sequence[Period], goal: str | None) -> Iterator[TrajectoryPoint]:
    observed, target = curve.observations, curve.indicator.target
    if observed is None:
        return
    known = {period.label: float(value) for period, value in observed}
    base = observed.find(curve.base) if curve.base else None
    expected = curve.assessment.forecast if curve.assessment else None
    fan = _by_period(expected.table if expected else None, _FAN)
    ahead = _by_period(curve.outlook.table if curve.outlook else None, _AHEAD)
    elsewhere = _elsewhere(curve)
    for order, period in enumerate(periods):
        label = period.label
        yield TrajectoryPoint(
            order=order,
            period=label,
            value=known.get(label),
            since_base=base is not None and period.position > base.position,
            **{name: told.get(label, math.nan) for name, told in {**fan, **ahead}.items()},
            target=target.value if target is not None and label == goal else None,
            elsewhere=elsewhere.get(period.position),
        )


def _readable(curve: Curve) -> dict[str, Observations]:
    """The comparators of an indicator that can be set beside it, by name."""
    found = {}
    for row in curve.indicator.comparators:
        if has_unit(row, curve.indicator.unit):
            with suppress(MethodError):
                found[row.name] = order_observations(comparator_table(row, curve.indicator.unit))
    return found


def _elsewhere(curve: Curve) -> dict[int, float]:
    """The comparators' mean by the place of the period in time, where all have a value."""
    series = [{period.position: float(value) for period, value in row} for row in _readable(curve).values()]
    shared = set.intersection(*(set(row) for row in series)) if series else set()
    return {place: sum(row[place] for row in series) / len(series) for place in shared}


def _name_comparators(curve: Curve) -> str:
    names = list(_readable(curve))
    return names[0] if len(names) == 1 else f"mean of {len(names)} comparators" if names else ""


def _by_period(forecast: pd.DataFrame | None, columns: Mapping[str, str]) -> dict[str, dict[str, float]]:
    if forecast is None:
        return {name: {} for name in columns}
    periods = forecast["period"].tolist()
    return {name: dict(zip(periods, forecast[column].tolist(), strict=True)) for name, column in columns.items()}


def _periods_of(curve: Curve) -> list[Period]:
    """Every period from the first to the last that belongs to the way, gaps counted."""
    observed = curve.observations
    if observed is None or not observed.periods:
        return []
    first, spacing = observed.periods[0], observed.spacing
    last = latest = max(period.position for period in observed.periods)
    if curve.outlook is not None:
        last += len(curve.outlook.table) * spacing
    for label in (curve.indicator.action_from, curve.indicator.target.period if curve.indicator.target else None):
        period = read_period(observed, label)
        if period is not None and last < period.position <= latest + MOST_STEPS_AHEAD * spacing:
            last = period.position
    written = {period.position: period for period in observed.periods}
    steps = range(0, last - first.position + 1, spacing)
    return [written.get(first.position + step) or first.shift(step) for step in steps]


def _get_label(curve: Curve, periods: Sequence[Period], label: str | None) -> str | None:
    """The label of a period as the way has it; None when it is not on it."""
    found = read_period(curve.observations, label)
    return next((period.label for period in periods if found and period.position == found.position), None)
