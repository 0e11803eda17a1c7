"""Has the curve turned? The official rule, and the verdicts side by side: four, or five where there is a comparator.

The other verdicts live in modules of their own and are offered here too:
:func:`~partnerlab.methods.forecast.against_forecast`, :func:`~partnerlab.methods.process.process_signal`,
:func:`~partnerlab.methods.intervention.intervention` and :func:`~partnerlab.methods.comparison.compare`.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from fractions import Fraction
from typing import Literal

import pandas as pd

from partnerlab.amounts import write_number
from partnerlab.errors import MethodError
from partnerlab.methods.alarms import USUAL, Likeness
from partnerlab.methods.comparison import compare, refuse_comparator
from partnerlab.methods.forecast import LEVELS, Bounds, Forecast, against_forecast, forecast_series, judge_forecast
from partnerlab.methods.intervention import intervention, judge_fit
from partnerlab.methods.observations import Observations
from partnerlab.methods.ordering import Series, order_observations
from partnerlab.methods.process import judge_limits, process_signal
from partnerlab.methods.process_limits import ProcessLimits, process_limits
from partnerlab.methods.segmented import InterventionFit, estimate_intervention
from partnerlab.methods.trend import summarise_trend_power
from partnerlab.methods.verdict import Direction, Movement, Verdict, check_direction, judge_movement, refuse
from partnerlab.wording import listed

__all__ = [
    "CurveAssessment",
    "Observations",
    "Verdict",
    "against_forecast",
    "assess_curve",
    "compare",
    "forecast_series",
    "intervention",
    "official_change",
    "order_observations",
    "process_signal",
]

OFFICIAL = "official rule"

SHOWN = 4
"""Decimals, or figures of a number below 1, to which the official rule's numbers are shown at least."""
MOST_MORE = 12
"""Further decimals to which they may be shown, until a change and the interval that it misses can be told apart."""
INSUFFICIENT = "insufficient"

IntervalType = Literal["fixed", "per_year"]
Number = Decimal | float | int | str


@dataclass(frozen=True)
class CurveAssessment:
    """Four or five answers to one question, none of them hidden by another.

    Parameters
    ----------
    verdicts
        Official rule, against forecast, process signal, intervention estimate, in this order; then the comparison,
        where a comparator was given.
    sentence
        Whether they agree, and if not why not.
    trend_note
        That the series is too short for any trend test; empty when it is not.
    observations
        The series in order.
    forecast, limits, fit
        What a chart of each verdict draws; None where there were not enough data.
    """

    verdicts: tuple[Verdict, ...]
    sentence: str
    trend_note: str
    observations: Observations
    forecast: Forecast | None
    limits: ProcessLimits | None
    fit: InterventionFit | None

    @property
    def agree(self) -> bool | None:
        """Whether the verdicts that can be given agree; None when fewer than two can be given."""
        movements = [verdict.movement for verdict in self.verdicts if verdict.enough]
        return len(set(movements)) == 1 if len(movements) > 1 else None

    def table(self) -> pd.DataFrame:
        """Return one row a verdict: `method`, `verdict`, `movement`, `n`, `assumption`, `sentence`."""
        names = ["method", "verdict", "movement", "n", "assumption", "sentence"]
        return pd.DataFrame([{name: getattr(v, name) for name in names} for v in self.verdicts], columns=names)


def official_change(
    series: Series,
    base: object,
    interval: Number | None,
    interval_type: IntervalType,
    good_direction: Direction,
) -> Verdict:
    """Apply the rule of the official wellbeing dashboard to a series.

    Parameters
    ----------
    series
        As in :func:`~partnerlab.methods.ordering.order_observations`.
    base
        Period to compare with; None when none is set.
    interval
        Change that counts, in the unit of the series, 0 or more; None when none is set.
    interval_type
        "fixed", or "per_year": the interval counts for each year since the base.
    good_direction
        "up" when more is better, "down" when less is.

    Returns
    -------
    Verdict
        "improving", "worsening", "no change" or "insufficient" (no base, no value at the base, no
        interval, no values). Numbers: base, latest, change, threshold, years.

    Raises
    ------
    MethodError
        For a base that is not in the series, or an interval that is no number or below 0.

    Notes
    -----
    Northern Ireland Statistics and Research Agency, wellbeing dashboard: change = latest − base, rounded to
    the most decimals seen in the series; improving when it is at least the interval in the good direction,
    worsening when it is at least that in the other. The sums are exact, so that a tie is a tie. Two points
    decide, whatever lies between; with an interval of 0 no movement at all counts as improving.

    Examples
    --------
    >>> inactive = {"2019": 19.7, "2020": 21.7, "2021": 19.2, "2022": 19.1, "2023": 18.3}
    >>> official_change(inactive, "2019", 1.4, "fixed", "down").verdict
    'improving'
    """
    check_direction(good_direction)
    threshold_unit = _interval(interval, interval_type)
    observed = order_observations(series)
    assumption = "Two points decide, the base and the latest; what happened between, and chance, do not count."
    period = observed.find(base) if base is not None and observed.periods else None
    start = observed.value(period) if period is not None else None
    if period is None or start is None or threshold_unit is None:
        missing = _missing(observed, base, threshold_unit)
        return refuse(OFFICIAL, n=observed.n, assumption=assumption, sentence=missing, word=INSUFFICIENT)
    latest_period, latest = list(observed)[-1]
    years = latest_period.years_since(period)
    change = round(Fraction(latest) - Fraction(start), _decimals(observed))
    threshold = threshold_unit * (years if interval_type == "per_year" else 1)
    movement: Movement = _official(change, threshold, good_direction) if years else "same"
    word = {"better": "improving", "worse": "worsening"}.get(movement, "no change")
    numbers: dict[str, float | None] = {
        "base": float(start),
        "latest": float(latest),
        "change": float(change),
        "threshold": float(threshold),
        "years": float(years),
    }
    now, then, moved, counts = _write_exactly(Fraction(latest), Fraction(start), change, threshold)
    sentence = (
        f"{now} in {latest_period.label} against {then} in {period.label}: a change of "
        f"{'' if change < 0 else '+'}{moved}, where {counts} counts: {word}."
    )
    if not years:
        sentence = f"The latest value, {now} in {latest_period.label}, is the base itself: {word}."
    elif threshold == 0 and change == 0:
        sentence = f"{sentence[:-1]} by that rule, though nothing has moved."
    if observed.season > 1 and years.denominator > 1:
        assumption += " Base and latest are for different times of the year, so the season counts as change."
    if threshold == 0 and change == 0 and years:
        assumption += " The interval is 0, so that no movement at all counts as improving."
    return Verdict(OFFICIAL, word, movement, observed.n, assumption, numbers, sentence)


def assess_curve(
    series: Series,
    base: object,
    good_direction: Direction,
    *,
    interval: Number | None = None,
    interval_type: IntervalType = "fixed",
    start: object = None,
    counts: bool = False,
    bounds: Bounds = (None, None),
    level: int = 95,
    ahead: int = 0,
    comparators: Mapping[str, Series] | None = None,
    alike: Likeness = USUAL,
) -> CurveAssessment:
    """Give all verdicts on one series and say where they differ, and why.

    Parameters
    ----------
    series
        As in :func:`~partnerlab.methods.ordering.order_observations`.
    base
        Period to compare with: the last before the partnership's actions could show.
    good_direction
        "up" when more is better, "down" when less is.
    interval, interval_type
        As in :func:`official_change`; None gives that rule's "insufficient".
    start
        First period in which the actions could show; None takes the one after the base.
    counts
        Whether the values count events.
    bounds
        Lowest and highest possible value, for the forecast and the process limits.
    level
        Interval of forecast and intervention estimate, in per cent.
    ahead
        Steps beyond the latest value that the forecast goes on for.
    comparators
        The same measure elsewhere, by name; None leaves the fifth verdict out.
    alike
        How alike neighbouring values may be for a change to be believed.

    Returns
    -------
    CurveAssessment
        With "not enough data" wherever a method's stated minimum is not reached.

    Examples
    --------
    >>> found = assess_curve({"2019": 4.0, "2020": 3.0, "2021": 2.5}, "2019", "down", interval=1)
    >>> [verdict.verdict for verdict in found.verdicts]
    ['improving', 'not enough data', 'not enough data', 'not enough data']
    """
    observed = order_observations(series)
    begin = start
    if begin is None and base is not None and observed.periods:
        begin = observed.find(base).shift(observed.spacing).label
    forecast = forecast_series(observed, base, ahead=ahead, levels=(*{*LEVELS, level},), bounds=bounds)
    limits = process_limits(observed, base, bounds=bounds)
    fit = estimate_intervention(observed, begin, counts=counts, level=level, alike=alike)
    verdicts: tuple[Verdict, ...] = (
        official_change(observed, base, interval, interval_type, good_direction),
        judge_forecast(forecast, observed, base, good_direction, level=level),
        judge_limits(limits, observed, base, good_direction, alike=alike),
        judge_fit(fit, observed, begin, good_direction, level=level),
    )
    if comparators:
        verdicts += (_compare(observed, comparators, begin, good_direction, level, alike=alike),)
    return CurveAssessment(
        verdicts=verdicts,
        sentence=summarise_agreement(verdicts),
        trend_note=summarise_trend_power(observed.n),
        observations=observed,
        forecast=forecast,
        limits=limits,
        fit=fit,
    )


def _compare(
    observed: Observations,
    comparators: Mapping[str, Series],
    begin: object,
    good_direction: Direction,
    level: int,
    *,
    alike: Likeness,
) -> Verdict:
    """The fifth verdict; a comparator that cannot be read is a reason why there is none."""
    try:
        others = {name: order_observations(other) for name, other in comparators.items()}
    except MethodError as error:
        return refuse_comparator(observed, error)
    return compare(observed, others, begin, good_direction, level=level, alike=alike)


def summarise_agreement(verdicts: tuple[Verdict, ...]) -> str:
    """Say whether verdicts agree, which cannot tell, and why those that differ may do so.

    Parameters
    ----------
    verdicts
        In the order in which to name them.

    Examples
    --------
    >>> summarise_agreement(())
    'No method can tell yet.'
    """
    able = [verdict for verdict in verdicts if verdict.enough]
    silent = [verdict.method for verdict in verdicts if not verdict.enough]
    rest = f" Cannot tell: {listed(silent)}." if silent else ""
    if not able:
        return "No method can tell yet."
    if len(able) == 1:
        return f"Only one method can tell: {able[0].method} says {able[0].verdict}.{rest}"
    said = listed([f"{verdict.method} says {verdict.verdict}" for verdict in able])
    if len({verdict.movement for verdict in able}) == 1:
        return f"The methods that can tell agree: {said}.{rest}"
    return f"The methods differ: {said}. {_why(able)}{rest}"


_ASKS = {
    OFFICIAL: "the official rule asks only whether the latest value has moved from the base by its interval",
    "against forecast": "the forecast asks whether the value is where the history was heading, chance allowed for",
    "process signal": "the process chart asks whether any value since the base leaves the level before it",
    "intervention estimate": "the intervention estimate asks whether the straight line from before was left",
    "comparison": "the comparison asks whether it moved more here than elsewhere",
}


def _why(able: list[Verdict]) -> str:
    """Why the verdicts differ: what each asks, and what the numbers show of it."""
    asks = "; ".join(_ASKS[verdict.method] for verdict in able if verdict.method in _ASKS)
    reason = f"They answer different questions: {asks}."
    said = {verdict.method: verdict for verdict in able}
    if forecast := said.get("against forecast"):
        names = ("forecast", "low", "high", "latest")
        expected, low, high, latest = (write_number(forecast.numbers[name] or 0.0) for name in names)
        reason += f" The forecast was {expected} ({low} to {high}), and the value is {latest}."
        estimate = said.get("intervention estimate")
        if estimate and estimate.movement != forecast.movement:
            reason += " The forecast lets an old trend fade and lets shocks last; the straight line does neither."
    return reason


def _official(change: Fraction, threshold: Fraction, good_direction: Direction) -> Movement:
    gain = change if good_direction == "up" else -change
    if gain >= threshold:
        return "better"
    return "worse" if gain <= -threshold else judge_movement(0, good_direction)


def _interval(interval: Number | None, interval_type: str) -> Fraction | None:
    if interval_type not in ("fixed", "per_year"):
        raise MethodError(f"interval_type is {interval_type!r}; write 'fixed' or 'per_year'")
    if interval is None:
        return None
    try:
        found = Decimal(str(interval))
    except InvalidOperation:
        found = Decimal("NaN")
    if not found.is_finite() or found < 0:
        raise MethodError(f"interval is {interval!r}; give the change that counts as a number, 0 or more")
    return Fraction(found)


def _decimals(observed: Observations) -> int:
    """Most decimals seen in the series: 18.0 and 18 have none, 18.25 has two."""
    return max(max(0, -int(value.normalize().as_tuple().exponent)) for _, value in observed)


def _write_exactly(latest: Fraction, start: Fraction, change: Fraction, threshold: Fraction) -> list[str]:
    """Write the numbers of the official rule in full: never in powers of ten, and a near miss never like a tie."""
    numbers = (latest, start, change, threshold)
    smallest = min((abs(float(number)) for number in numbers if number), default=1.0)
    fewest = max(SHOWN, SHOWN - math.ceil(math.log10(smallest)))
    texts: list[str] = []
    for places in range(fewest, fewest + MOST_MORE):
        texts = [_write_decimal(number, places) for number in numbers]
        if (texts[2].lstrip("-") == texts[3]) == (abs(change) == threshold):
            break
    return texts


def _write_decimal(number: Fraction, places: int) -> str:
    exact = round(number, places)
    written = f"{Decimal(exact.numerator) / Decimal(exact.denominator):,f}"
    return written.rstrip("0").rstrip(".") if "." in written else written


def _missing(observed: Observations, base: object, interval: Fraction | None) -> str:
    if not observed.n:
        return "The series has no values."
    if base is None:
        return "No base period is set, so there is nothing to compare with."
    if interval is None:
        return "No interval is set, so it is not said what change counts."
    return f"There is no value for the base, {base}."
