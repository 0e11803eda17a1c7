"""How far forecasts of one series have missed, and so how wide their intervals must be."""

from __future__ import annotations

import numpy as np
import pandas as pd
from scipy.special import stdtrit

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
    alpha = origins[-1].alpha
    found = _next_errors(line, origins)
    if not found:
        return 0.0, 0.0
    squares = np.array([(error / _growth(steps, alpha)) ** 2 for _, steps, error in found])
    weights = np.array([origin.step - found[0][0].step + 1 for origin, _, _ in found], dtype=np.float64)
    return float((weights @ squares / weights.sum()) ** 0.5), float(weights.sum() ** 2 / (weights @ weights))


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

    Examples
    --------
    >>> from partnerlab.methods.origins import forecast_origins
    >>> line = np.array([5.0, 6.0, 5.0, 6.0, 5.0, 6.0, 5.0, 6.0])
    >>> widths = measure_half_width(line, forecast_origins(line, 3), 95)
    >>> bool(widths[0] < widths[1] < widths[2])
    True
    """
    spread, freedom = measure_spread(line, origins)
    quantile = float(stdtrit(freedom, 0.5 + level / 200))
    steps = range(1, len(origins[-1].paths["combined"]) + 1)
    return np.array([quantile * spread * _growth(step, origins[-1].alpha) for step in steps])


def summarise_back_test(line: Line, origins: list[Origin], *, logged: bool) -> pd.DataFrame:
    """Summarise what forecasts from earlier origins of this series missed by.

    Parameters
    ----------
    line, origins
        As in :func:`measure_spread`.
    logged
        Whether the line holds logarithms; the errors are given in the unit of the series all the same.

    Returns
    -------
    DataFrame
        By steps ahead: `step`, `errors` (how many), mean absolute error of `forecast`, `no_change` and
        `straight_line`, and `inside_95` (share of values inside the interval that could have been given
        then). Missing where there is no error.

    Examples
    --------
    >>> from partnerlab.methods.origins import forecast_origins
    >>> rising = np.arange(9.0)
    >>> summarise_back_test(rising, forecast_origins(rising, 2), logged=False)["no_change"].tolist()
    [1.0, 2.0]
    """
    names = ("forecast", "no_change", "straight_line")
    plain = np.exp(line) if logged else line
    rows = []
    for index, origin in enumerate(origins[:-1]):
        past = origins[: index + 1]
        half = measure_half_width(line, past, 95) if len(_next_errors(line, past)) > 1 else None
        straight = carry_on(plain[: origin.step + 1], len(origin.paths["combined"]))
        combined, naive = (
            np.exp(np.minimum(origin.paths[name], 700.0)) if logged else origin.paths[name]
            for name in ("combined", "naive")
        )
        for step in range(1, min(len(combined), len(line) - 1 - origin.step) + 1):
            actual, error = plain[origin.step + step], line[origin.step + step] - origin.paths["combined"][step - 1]
            misses = [abs(actual - path[step - 1]) for path in (combined, naive, straight)]
            held = np.nan if half is None else float(abs(error) <= half[step - 1])
            rows.append((step, *misses, held))
    every = pd.DataFrame(rows, columns=["step", *names, "inside_95"]).dropna(subset=["forecast"])
    found = every.groupby("step").mean()
    found.insert(0, "errors", every.groupby("step").size())
    horizon = range(1, len(origins[-1].paths["combined"]) + 1)
    found = found.reindex(pd.Index(horizon, name="step"))
    return found.assign(errors=found["errors"].fillna(0).astype(int)).reset_index()


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


def _next_errors(line: Line, origins: list[Origin]) -> list[tuple[Origin, int, float]]:
    """Each origin's miss at the next observed value: origin, steps ahead, error."""
    found = []
    for origin in origins[:-1]:
        known = line[origin.step + 1 : origins[-1].step + 1][: len(origin.paths["combined"])]
        seen = np.flatnonzero(~np.isnan(known))
        if seen.size:
            ahead = int(seen[0])
            found.append((origin, ahead + 1, float(known[ahead] - origin.paths["combined"][ahead])))
    return found


def _growth(steps: int, alpha: float) -> float:
    return float(steps ** (GROWTH * alpha**0.5))
