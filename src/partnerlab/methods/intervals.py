"""How far forecasts of one series have missed, and so how wide their intervals must be."""

from __future__ import annotations

import numpy as np
import pandas as pd

from partnerlab.methods.origins import Line, Origin

GROWTH = 0.65
"""How fast errors grow with the horizon: (steps ahead) to the power of GROWTH × √alpha. Chosen on the
back-test in `docs/methods-series.md`; theory gives 0.5 for a random walk whose drift is known."""


def measure_spread(line: Line, origins: list[Origin]) -> tuple[float, float]:
    """Measure the one-step errors that earlier origins really made.

    Parameters
    ----------
    line
        The series, on the scale of the model.
    origins
        Its origins; the last one is where the forecast is made, the others where it could be checked.

    Returns
    -------
    tuple of float
        Root mean square, and degrees of freedom; both 0 when there is no error to learn from.

    Notes
    -----
    An error counts the more, the more was known when it was made: a forecast from four values says little
    about one from fourteen. Unequal weights make fewer degrees of freedom (Kish's effective number). An
    error across a gap is brought back to one step.

    Examples
    --------
    >>> from partnerlab.methods.origins import forecast_origins
    >>> flat = np.full(9, 5.0)
    >>> round(measure_spread(flat, forecast_origins(flat, 1))[0], 9)
    0.0
    """
    return _spread(_next_errors(line, origins), origins[-1])


def measure_half_width(line: Line, origins: list[Origin], level: int) -> Line:
    """Measure half the interval for each step ahead of the last origin.

    Parameters
    ----------
    line, origins
        As in :func:`measure_spread`, with at least one error to learn from.
    level
        In per cent.

    Returns
    -------
    ndarray
        Student's quantile × spread × growth with the horizon, on the scale of the model.

    Notes
    -----
    Errors grow for two reasons: shocks that last add up, and the slope of a short history is itself known
    badly, which matters the more, the further it is carried on. The second is the drift method's factor
    √(1 + h/T) for h steps after T (Hyndman and Athanasopoulos, *Forecasting: Principles and Practice*, 3rd
    edition, section 5.5), against that of one step, which the errors hold already.

    Examples
    --------
    >>> from partnerlab.methods.origins import forecast_origins
    >>> line = np.array([5.0, 6.0, 5.0, 6.0, 5.0, 6.0, 5.0, 6.0])
    >>> widths = measure_half_width(line, forecast_origins(line, 3), 95)
    >>> bool(widths[0] < widths[1] < widths[2])
    True
    """
    return _half_width(_next_errors(line, origins), origins[-1], level)


def summarise_back_test(line: Line, origins: list[Origin], *, logged: bool, season: int = 1) -> pd.DataFrame:
    """Summarise what forecasts from earlier origins of this series missed by.

    Parameters
    ----------
    line, origins
        As in :func:`measure_spread`.
    logged
        Whether the line holds logarithms; the errors are given in the unit of the series all the same.
    season
        Steps in a year; 1 for yearly values.

    Returns
    -------
    DataFrame
        By steps ahead: `step`, `errors` (how many), mean absolute error of `forecast`, `no_change`,
        `straight_line` and `same_season` (as in the same quarter or month a year before, the seasonal naive; missing
        for yearly values), `inside_95` (share of values inside the interval that could have been given then),
        `intervals` (how many there were), and
        `mase` (mean absolute scaled error: that of the forecast over the mean change of the series from one year to
        the next, season by season). Missing where there is no error.

    Notes
    -----
    Scaled error: Hyndman and Koehler, *International Journal of Forecasting* 22 (2006), 679-688. Below 1 the forecast
    missed by less than the series usually moves in a year.

    Examples
    --------
    >>> from partnerlab.methods.origins import forecast_origins
    >>> rising = np.arange(9.0)
    >>> summarise_back_test(rising, forecast_origins(rising, 2), logged=False)["no_change"].tolist()
    [1.0, 2.0]
    """
    names = ("forecast", "no_change", "straight_line", "same_season", "inside_95")
    horizon = len(origins[-1].paths["combined"])
    every = np.full((len(origins), len(names), horizon), np.nan)
    plain, errors = np.exp(line) if logged else line, _next_errors(line, origins)
    for place, origin in enumerate(origins[:-1]):
        actual = line[origin.step + 1 :][:horizon]
        known = len(actual)
        combined, naive = (origin.paths[name][:known] for name in ("combined", "naive"))
        past = errors[errors[:, 0] < origin.step]
        if len(past) > 1:
            held = np.abs(actual - combined) <= _half_width(past, origin, 95)[:known]
            every[place, 4, :known] = np.where(np.isnan(actual), np.nan, held)
        paths = [np.exp(np.minimum(path, 700.0)) if logged else path for path in (combined, naive)]
        paths.append(carry_on(plain[: origin.step + 1], known))
        if season > 1:
            ahead = np.arange(1, known + 1)
            paths.append(plain[origin.step + ahead - season * -(-ahead // season)])
        every[place, : len(paths), :known] = np.abs(plain[origin.step + 1 :][:known] - paths)
    counted = (~np.isnan(every)).sum(axis=0)
    means = np.nansum(every, axis=0) / np.where(counted > 0, counted, np.nan)
    columns = {"step": range(1, horizon + 1), "errors": counted[0], **dict(zip(names, means, strict=True))}
    moves = np.abs(plain[season:] - plain[:-season])
    usual = float(np.nanmean(moves)) if (~np.isnan(moves)).any() else 0.0
    return pd.DataFrame(columns).assign(intervals=counted[4], mase=means[0] / usual if usual else np.nan)


def carry_on(plain: Line, horizon: int) -> Line:
    """Carry the straight line from the first to the last value on.

    Parameters
    ----------
    plain
        Values on equal steps in the unit of the series, the first and the last observed.
    horizon
        Steps ahead.

    Examples
    --------
    >>> carry_on(np.array([1.0, 3.0, 2.0, 7.0]), 2).tolist()
    [9.0, 11.0]
    """
    slope = (plain[-1] - plain[0]) / (len(plain) - 1)
    return np.asarray(plain[-1] + slope * np.arange(1, horizon + 1), dtype=np.float64)


def _next_errors(line: Line, origins: list[Origin]) -> Line:
    """Each origin's miss at the next observed value, as rows: step of the origin, steps ahead, error."""
    found = []
    for origin in origins[:-1]:
        known = line[origin.step + 1 : origins[-1].step + 1][: len(origin.paths["combined"])]
        seen = np.flatnonzero(~np.isnan(known))
        if seen.size:
            ahead = seen[0]
            found.append((origin.step, ahead + 1, known[ahead] - origin.paths["combined"][ahead]))
    return np.array(found, dtype=np.float64).reshape(-1, 3)


def _spread(errors: Line, last: Origin) -> tuple[float, float]:
    if not len(errors):
        return 0.0, 0.0
    known, ahead, misses = errors.T
    # A miss across a gap is brought back to one step, else a missing year would look like a wild one.
    squares = (misses / _growth(ahead, last.alpha, known)) ** 2
    weights = known - known[0] + 1
    return float((weights @ squares / weights.sum()) ** 0.5), float(weights.sum() ** 2 / (weights @ weights))


def _half_width(errors: Line, last: Origin, level: int) -> Line:
    from scipy.special import stdtrit

    spread, freedom = _spread(errors, last)
    quantile = float(stdtrit(freedom, 0.5 + level / 200))
    ahead = np.arange(1.0, len(last.paths["combined"]) + 1)
    return quantile * spread * _growth(ahead, last.alpha, last.step)


def _growth(ahead: Line, alpha: float, elapsed: Line | int) -> Line:
    """How much wider than for one step: shocks that last, and a slope known from so many elapsed steps."""
    # Against that of one step, for the errors that the spread was learnt from hold it already.
    slope = (1 + ahead / elapsed) / (1 + 1 / elapsed)
    return np.asarray(ahead ** (GROWTH * alpha**0.5) * np.sqrt(slope), dtype=np.float64)
