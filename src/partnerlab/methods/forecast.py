"""Where the history was heading: a forecast with intervals, its back-test, and the verdict against it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np
import pandas as pd

from partnerlab.amounts import write_number
from partnerlab.errors import MethodError
from partnerlab.methods.intervals import carry_on, measure_half_width, measure_spread, summarise_back_test
from partnerlab.methods.observations import Observations, name_breaks
from partnerlab.methods.ordering import Series, order_observations
from partnerlab.methods.origins import Line, Origin, forecast_origins
from partnerlab.methods.periods import Period
from partnerlab.methods.verdict import Direction, Movement, Verdict, check_direction, judge_movement, refuse
from partnerlab.wording import counted, verb

METHOD = "against forecast"

MINIMUM_HISTORY = 8
"""Fewest observed values up to the base: four to start from and four forecast errors to learn from.
Ours, chosen on the back-test in `docs/methods-series.md`; not in the guide."""

MINIMUM_YEARS_WHEN_SEASONAL = 3
"""Fewest whole years of quarters or months, to tell the season from the trend; ours, not in the guide."""

LEVELS = (50, 80, 95)
"""Intervals of the fan, in per cent; ours, not in the guide."""

_SEASONAL_ORIGINS = 24  # enough errors to learn from, and it bounds the work on long monthly series

Scale = Literal["auto", "log", "level"]
Bounds = tuple[float | None, float | None]


@dataclass(frozen=True)
class Forecast:
    """What the history up to the base leads one to expect.

    Parameters
    ----------
    base
        Last period of the history used.
    n
        Observed values in that history.
    scale
        "log" or "level": on which scale the series was forecast.
    table
        One row for each period after the base: `period`, `step` (1 is the next), `forecast` (median),
        `low_95`, `high_95` and so on for each level, in the unit of the series.
    scenarios
        The same periods under plain stories: `period`, `history_continues` (the forecast), `no_change`
        (the base value stays), `straight_line` (first to base, continued), `trend_fades`.
    back_test
        What forecasts from earlier origins of this very series missed by: `step`, `errors` (how many),
        `forecast`, `no_change`, `straight_line`, `same_season` (mean absolute error of each, unit of the series; the
        last as a year before, for quarters and months), `inside_95` (share of values that fell inside the interval
        given then; None when there are none), `intervals` (how many intervals there were), `mase` (the forecast's
        error scaled by the usual change in a year).
    model
        The model in words.
    """

    base: str
    n: int
    scale: str
    table: pd.DataFrame
    scenarios: pd.DataFrame
    back_test: pd.DataFrame
    model: str


def forecast_series(
    series: Series,
    base: object = None,
    *,
    ahead: int = 0,
    levels: tuple[int, ...] = LEVELS,
    scale: Scale = "auto",
    bounds: Bounds = (None, None),
) -> Forecast | None:
    """Forecast a series from its history up to the base.

    Parameters
    ----------
    series
        As in :func:`~partnerlab.methods.ordering.order_observations`. Where it has breaks, the history begins with
        the last one up to the base.
    base
        Last period of the history; None for the last one with a value.
    ahead
        Steps to go beyond the latest period of the series, for a look ahead.
    levels
        Intervals wanted, in per cent.
    scale
        "log" forecasts ratios and keeps above zero, "level" forecasts differences, "auto" takes the log
        when every value is above zero. On short annual series the log did better (see the docs).
    bounds
        Lowest and highest possible value, such as (0, 100) for a percentage; None for no bound.

    Returns
    -------
    Forecast or None
        None when the history is too short, or has never varied, or nothing lies ahead, or what lies ahead was measured
        in another way, or a value since is for a time of the year of which the history has none.

    Notes
    -----
    The half-width of an interval is t × s × growth: s is the root mean square of the errors that one-step
    forecasts from earlier origins really made, weighted by how much was known then, t Student's quantile
    with as many degrees of freedom as those errors are worth. It grows as steps^(0.65√alpha), alpha being the
    smoothing constant, so that a series which forgets its shocks has a fan that hardly opens; and as
    √(1 + steps/T), T being the steps that the history spans, for the slope of a short history is known badly.

    Examples
    --------
    >>> rising = {str(2000 + year): 10.0 + year + (year % 3) / 5 for year in range(12)}
    >>> future = forecast_series(rising, ahead=2)
    >>> future.table[["period", "step"]].values.tolist()
    [['2012', 1], ['2013', 2]]
    """
    observed = order_observations(series)
    _check(levels, scale, bounds)
    history, last = _history(observed, base)
    horizon = _steps_to_latest(observed, last) + ahead if last else 0
    if last is None or horizon < 1 or _shortage(observed, history, last) or observed.unseasoned(last):
        return None
    logged = scale == "log" or (scale == "auto" and bool(np.nanmin(history) > 0))
    if logged and np.nanmin(history) <= 0:
        message = f"the lowest value is {np.nanmin(history):g}; a log forecast needs values above zero: use 'level'"
        raise MethodError(message)
    line = np.log(history) if logged else history
    keep = _SEASONAL_ORIGINS if observed.season > 1 else None
    origins = forecast_origins(line, horizon, observed.season, keep)
    if len(origins) < 2 or _never_varied(line, origins):
        return None
    written = {period.position: period for period in observed.periods}
    coming = [last.shift(observed.spacing * step) for step in range(1, horizon + 1)]
    periods = [written.get(period.position, period) for period in coming]
    return Forecast(
        base=last.label,
        n=int((~np.isnan(history)).sum()),
        scale="log" if logged else "level",
        table=_fan(periods, line, origins, levels, bounds, logged=logged),
        scenarios=_scenarios(periods, history, origins[-1], bounds, logged=logged),
        back_test=summarise_back_test(line, origins, logged=logged, season=observed.season),
        model="mean of theta and damped trend" + (", on the log scale" if logged else ""),
    )


def against_forecast(series: Series, base: object, good_direction: Direction) -> Verdict:
    """Compare the latest value with what the history up to the base led one to expect.

    Parameters
    ----------
    series
        As in :func:`forecast_series`.
    base
        Last period of the history: the last one before the partnership's actions could show.
    good_direction
        "up" when more is better, "down" when less is.

    Returns
    -------
    Verdict
        "better", "worse", "as expected" or "not enough data". Numbers: latest, forecast, low, high,
        difference, steps, level, no_change and straight_line (what those scenarios give), outside (how many
        values since the base lie outside), back_test_error and back_test_no_change (mean absolute one-step
        errors on this series' own past).

    Notes
    -----
    After Friedman (*Trying Hard Is Not Good Enough*, 2005): to turn the curve is to do better than the
    baseline forecast, even while the value still falls.

    Examples
    --------
    >>> flat = {str(2000 + year): 10.0 + (-1) ** year for year in range(12)} | {"2012": 3.0}
    >>> against_forecast(flat, "2011", "down").verdict
    'better'
    """
    check_direction(good_direction)
    observed = order_observations(series)
    return judge_forecast(forecast_series(observed, base), observed, base, good_direction)


def judge_forecast(
    found: Forecast | None,
    observed: Observations,
    base: object,
    good_direction: Direction,
    *,
    level: int = 95,
) -> Verdict:
    """Give the verdict of :func:`against_forecast` from a forecast made already.

    Parameters
    ----------
    found
        The forecast from the base, with intervals at that level; None when it could not be made.
    observed, base, good_direction
        As in :func:`against_forecast`, and those that the forecast was made with.
    level
        Interval, in per cent, outside which the latest value counts as better or worse.

    Examples
    --------
    >>> observed = order_observations({"2019": 4.0, "2020": 3.0})
    >>> judge_forecast(None, observed, "2019", "down").verdict
    'not enough data'
    """
    if found is None or (last := observed.find(base)) == list(observed)[-1][0]:
        return _refusal(observed, base)
    rows = {name: found.table[name].to_numpy() for name in ("forecast", f"low_{level}", f"high_{level}")}
    low, high = rows[f"low_{level}"], rows[f"high_{level}"]
    since = {observed.step(p) - observed.step(last): float(v) for p, v in observed if p.position > last.position}
    outside = [value for step, value in since.items() if not low[step - 1] <= value <= high[step - 1]]
    step, latest = max(since.items())
    expected = {"forecast": rows["forecast"], "low": low, "high": high}
    expected |= {name: found.scenarios[name].to_numpy() for name in ("no_change", "straight_line")}
    row = {name: float(values[step - 1]) for name, values in expected.items()}
    inside = row["low"] <= latest <= row["high"]
    movement: Movement = "same" if inside else judge_movement(latest - row["forecast"], good_direction)
    first = found.back_test.iloc[0]
    numbers: dict[str, float | None] = {
        "latest": latest,
        "difference": latest - row["forecast"],
        "steps": float(step),
        "level": float(level),
        "outside": float(len(outside)),
        "back_test_error": _known(first["forecast"]),
        "back_test_no_change": _known(first["no_change"]),
    }
    numbers |= row
    word = "as expected" if inside else movement
    now, middle, *ends = _write_apart(latest, row["forecast"], row["low"], row["high"])
    sentence = (
        f"{now} in {found.table['period'][step - 1]} is {word if inside else word + ' than expected'}"
        f". The forecast from {found.base} was {middle} ({level}% interval {ends[0]} to {ends[1]})."
    )
    n = observed.alike(last).n
    return Verdict(METHOD, word, movement, n, _assumption(found, observed), numbers, sentence)


def _write_apart(latest: float, *expected: float) -> list[str]:
    """Write a value and what was expected, to four figures; to more where one would else read as the other."""
    texts: list[str] = []
    for figures in range(4, 10):
        texts = [write_number(number, figures) for number in (latest, *expected)]
        if all(text != texts[0] or number == latest for text, number in zip(texts[1:], expected, strict=True)):
            break
    return texts


def _check(levels: tuple[int, ...], scale: str, bounds: Bounds) -> None:
    if not levels or any(not 0 < level < 100 for level in levels):
        raise MethodError(f"levels are {levels}; give per cents between 0 and 100, such as (50, 80, 95)")
    if scale not in ("auto", "log", "level"):
        raise MethodError(f"scale is {scale!r}; write 'auto', 'log' or 'level'")
    low, high = bounds
    if low is not None and high is not None and low >= high:
        raise MethodError(f"bounds are {low} and {high}; the lower must be below the higher")


def _history(observed: Observations, base: object) -> tuple[Line, Period | None]:
    """The values since the last break up to the base, and the base; the last observed value when no base is given."""
    if not observed.n:
        return observed.grid(), None
    last = observed.find(base) if base is not None else [p for p, _ in observed][-1]
    return observed.alike(last).grid(last), last if observed.value(last) is not None else None


def _steps_to_latest(observed: Observations, last: Period) -> int:
    latest = [p for p, _ in observed][-1]
    return observed.step(latest) - observed.step(last)


def _shortage(observed: Observations, history: Line, last: Period) -> str:
    """Why there is no history to go by, in words; empty when there is one."""
    if later := observed.breaks_after(last):
        return (
            f"The values to judge are after {name_breaks(later)}. Those up to {last.label} do not show what the "
            "new way of measuring would give"
        )
    n, since = int((~np.isnan(history)).sum()), observed.last_break(last)
    where = f" since {name_breaks(since)}" if since else ""
    if n < MINIMUM_HISTORY:
        return (
            f"There {verb(n, 'is', 'are')} {counted(n, 'observed value')}{where} up to the base; "
            f"{MINIMUM_HISTORY} are needed"
        )
    years = len(history) / observed.season
    if observed.season > 1 and years < MINIMUM_YEARS_WHEN_SEASONAL:
        return (
            f"There are {years:.1f} years of history{where}; {MINIMUM_YEARS_WHEN_SEASONAL} are "
            "needed to know the season"
        )
    return ""


def say_history_lacks(observed: Observations) -> str:
    """Say what a history lacks that has no forecast, as one says it of the history.

    Examples
    --------
    >>> say_history_lacks(order_observations({"2019": 5.0}))
    'is too short'
    >>> say_history_lacks(order_observations({str(year): 5.0 for year in range(2010, 2020)}))
    'varies too little'
    """
    history, last = _history(observed, None)
    return "is too short" if last is None or _shortage(observed, history, last) else "varies too little"


def _never_varied(line: Line, origins: list[Origin]) -> bool:
    """Whether the errors are rounding, not variation."""
    return measure_spread(line, origins)[0] <= 1e-9 * max(1.0, float(np.nanmax(np.abs(line))))


def _back(values: Line, bounds: Bounds, *, logged: bool) -> Line:
    """From the scale of the model to the unit of the series, inside its bounds."""
    # e⁷⁰⁰ is about the largest that a float holds: a runaway trend is then absurd, but no infinity.
    plain = np.exp(np.clip(values, -700, 700)) if logged else values
    low, high = bounds
    return np.clip(plain, low, high) if low is not None or high is not None else plain


def _fan(
    periods: list[Period],
    line: Line,
    origins: list[Origin],
    levels: tuple[int, ...],
    bounds: Bounds,
    *,
    logged: bool,
) -> pd.DataFrame:
    path = origins[-1].paths["combined"]
    columns: dict[str, object] = {
        "period": [period.label for period in periods],
        "step": range(1, len(periods) + 1),
        "forecast": _back(path, bounds, logged=logged),
    }
    # The ends are found on the model's scale and carried back: on the log scale up is further than down, and no end
    # falls below zero. The middle so becomes a median, not a mean.
    for level in sorted(levels):
        half = measure_half_width(line, origins, level)
        columns[f"low_{level}"] = _back(path - half, bounds, logged=logged)
        columns[f"high_{level}"] = _back(path + half, bounds, logged=logged)
    return pd.DataFrame(columns)


def _scenarios(periods: list[Period], history: Line, origin: Origin, bounds: Bounds, *, logged: bool) -> pd.DataFrame:
    names = {"history_continues": "combined", "no_change": "naive", "trend_fades": "damped trend"}
    found = {name: _back(origin.paths[path], bounds, logged=logged) for name, path in names.items()}
    straight = _back(carry_on(history, len(periods)), bounds, logged=False)
    return pd.DataFrame(
        {
            "period": [period.label for period in periods],
            "step": range(1, len(periods) + 1),
            **found,
            "straight_line": straight,
        }
    )


def _refusal(observed: Observations, base: object) -> Verdict:
    history, last = _history(observed, base)
    if not observed.n or last is None:
        reason = f"There is no value for the base, {base}" if observed.n else "The series has no values"
    elif base is None:
        reason = "No base period is set, so there is no forecast to compare with"
    elif _steps_to_latest(observed, last) < 1:
        reason = f"There is no value after the base, {last.label}"
    elif shortage := _shortage(observed, history, last):
        reason = shortage
    elif unknown := observed.unseasoned(last):
        reason = (
            f"Up to {last.label} there is no value for the same time of the year as {unknown[0].label}, so its season "
            "is not known"
        )
    else:
        reason = f"The series follows its forecast exactly up to {last.label}, so there is no spread to judge by"
    assumption = f"Needs at least {MINIMUM_HISTORY} observed values up to the base and one after it."
    return refuse(METHOD, n=observed.n, assumption=assumption, sentence=f"{reason}.")


def _assumption(found: Forecast, observed: Observations) -> str:
    text = f"What moved the series up to {found.base} would have gone on as before ({found.model}, {found.n} values)."
    if since := observed.last_break(observed.find(found.base)):
        text += f" Only what was measured since {name_breaks(since)} is used."
    first = found.back_test.iloc[0]
    own, plain = _known(first["forecast"]), _known(first["no_change"])
    if own is not None and plain is not None:
        text += (
            f" On this series' own past it missed the next value by {write_number(own, 3)} on average, where 'same as "
            f"last time' missed by {write_number(plain, 3)}{'' if own <= plain else ': trust it the less'}."
        )
    if observed.overlapping:
        text += " Neighbouring periods share months, so the series is smoother than what it measures."
    return text


def _known(value: float) -> float | None:
    return None if np.isnan(value) else float(value)
