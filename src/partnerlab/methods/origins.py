"""Forecasts from every origin of one series, in one pass.

The forecast is the mean of two well-tried methods. *Theta* (Assimakopoulos and Nikolopoulos 2000, in the
form of Hyndman and Billah 2003) is exponential smoothing with half the straight-line slope as drift; it won
the M3 competition. *Damped trend* (Gardner and McKenzie 1985) lets the recent trend fade. Both smooth by
recursion, so one walk through the series, over a grid of smoothing constants at once, leaves the state
after every period, and with it the forecast that would have been made there: the whole rolling-origin
back-test costs one fit.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Line = NDArray[np.float64]

FIRST_ORIGIN = 4
"""Observed values before the first origin: fewer say nothing about a trend."""

MOST_TREND_SMOOTHING = 0.3
"""How much of a surprise the damped trend may take into its slope at most: more chases the latest change. Chosen on the
back-test in `docs/methods-series.md`."""

_ALPHA = np.linspace(0.05, 1.0, 20)
_DAMPING, _LEVEL, _TREND = (
    axis.ravel()
    for axis in np.meshgrid(
        (0.8, 0.85, 0.9, 0.95, 0.98), np.linspace(0.05, 1, 12), np.linspace(0, MOST_TREND_SMOOTHING, 9)
    )
)


@dataclass(frozen=True)
class Origin:
    """Forecasts made after one period with what was known then.

    Parameters
    ----------
    step
        Last step known, counted from 0.
    alpha
        Smoothing constant of the level, 0.05 to 1: how much of each surprise stays.
    paths
        Forecasts for the next steps, by method: combined, theta, damped trend, naive (same as last).
    """

    step: int
    alpha: float
    paths: dict[str, Line]


def forecast_origins(line: Line, horizon: int, season: int = 1, latest: int | None = None) -> list[Origin]:
    """Forecast from every origin of a series.

    Parameters
    ----------
    line
        Values on equal steps, the first one observed; not a number where there is a gap.
    horizon
        Steps ahead, 1 or more.
    season
        Steps in a year; above 1 the mean pattern of the year is taken out and put back, estimated
        anew at each origin.
    latest
        How many of the latest origins to keep; None for all.

    Returns
    -------
    list of Origin
        In order of time; empty when the series is too short for a single one.

    Examples
    --------
    >>> origins = forecast_origins(np.array([1.0, 2.0, 3.0, 4.0, 5.0]), horizon=2)
    >>> [origin.step for origin in origins], origins[-1].paths["naive"].tolist()
    ([3, 4], [5.0, 5.0])
    """
    if season == 1:
        found = _walk(line, horizon)
        return found if latest is None else found[-latest:]
    ends = [step for step in np.flatnonzero(~np.isnan(line)) if step + 1 >= 2 * season + FIRST_ORIGIN]
    return [_seasonal_origin(line[: end + 1], horizon, season) for end in (ends[-latest:] if latest else ends)]


def measure_season(line: Line, season: int) -> Line:
    """Measure the mean pattern of the year, a straight trend allowed for.

    Parameters
    ----------
    line
        Values on equal steps; not a number where there is a gap.
    season
        Steps in a year.

    Returns
    -------
    ndarray
        How far each step of the year lies from the mean of those with a value, beginning with the step of the first
        value; 0 for a step that has none, of which nothing is known.

    Examples
    --------
    >>> measure_season(np.array([12.0, 8.0, 14.0, 10.0, 16.0, 12.0]), 2).round(6).tolist()
    [2.5, -2.5]
    """
    steps = np.arange(len(line))
    seen = np.flatnonzero(~np.isnan(line))
    design = np.column_stack([np.eye(season)[steps % season], steps])
    fitted = np.asarray(np.linalg.lstsq(design[seen], line[seen], rcond=None)[0], dtype=np.float64)
    known = np.isin(np.arange(season), seen % season)
    return np.where(known, fitted[:season] - fitted[:season][known].mean(), 0.0)


def _walk(line: Line, horizon: int) -> list[Origin]:
    """Carry both recursions through the series; a gap moves the forecast on and teaches nothing."""
    seen = np.flatnonzero(~np.isnan(line))
    if seen.size < FIRST_ORIGIN:
        return []
    # All constants of the grid are carried along together. Each origin takes those that have missed least so far, which
    # is a fit with what was known then: no later value leaks into the back-test, and none is fitted anew.
    turn = seen[FIRST_ORIGIN - 1]
    level, misfit = np.full(_ALPHA.shape, line[0]), np.zeros(_ALPHA.shape)
    trended, slope = np.full(_LEVEL.shape, line[0]), np.full(_LEVEL.shape, (line[turn] - line[0]) / turn)
    trended_misfit = np.zeros(_LEVEL.shape)
    ahead = np.arange(1, horizon + 1)
    origins: list[Origin] = []
    for step in range(1, len(line)):
        expected, slope = trended + _DAMPING * slope, _DAMPING * slope
        if np.isnan(line[step]):  # the level stays, the trend goes on a step: no surprise, so nothing is learnt
            trended = expected
            continue
        surprise = line[step] - level
        misfit, level = misfit + surprise**2, level + _ALPHA * surprise
        surprise = line[step] - expected
        trended_misfit = trended_misfit + surprise**2
        trended, slope = expected + _LEVEL * surprise, slope + _LEVEL * _TREND * surprise
        if step >= turn:
            best, damped = int(misfit.argmin()), int(trended_misfit.argmin())
            paths = {"naive": np.full(horizon, line[step])}
            paths["theta"] = _theta(line[: step + 1], level[best], _ALPHA[best], ahead)
            paths["damped trend"] = trended[damped] + slope[damped] * np.cumsum(_DAMPING[damped] ** ahead)
            # Theta keeps half of the trend for good, the damped one loses it; which is right no short history tells.
            paths["combined"] = (paths["theta"] + paths["damped trend"]) / 2
            origins.append(Origin(step, float(_ALPHA[best]), paths))
    return origins


def _theta(line: Line, level: float, alpha: float, ahead: NDArray[np.int_]) -> Line:
    """Smoothed level with half the least-squares slope as drift (Hyndman and Billah 2003, equation 5)."""
    seen = np.flatnonzero(~np.isnan(line))
    centred = seen - seen.mean()
    # Half the slope is what theta comes to: the mean of the trend line and of a line bent twice as much, smoothed.
    half_slope = float(centred @ line[seen] / (centred @ centred)) / 2
    lag = (1 - (1 - alpha) ** len(line)) / alpha + ahead - 1
    return np.asarray(level + half_slope * lag, dtype=np.float64)


def _seasonal_origin(line: Line, horizon: int, season: int) -> Origin:
    """Forecast from the end of a series with the mean pattern of the year taken out, then put back."""
    # Measured from what was known at this origin alone; from the whole series the back-test would know the future.
    effects = measure_season(line, season)
    origin = _walk(line - effects[np.arange(len(line)) % season], horizon)[-1]
    coming = effects[(len(line) - 1 + np.arange(1, horizon + 1)) % season]
    paths = {name: path + coming for name, path in origin.paths.items()}
    return Origin(origin.step, origin.alpha, paths)
