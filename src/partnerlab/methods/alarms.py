"""How often chance alone makes a process signal: the chart's rules tried on series to which nothing has happened."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]

LIMIT_FACTOR = 2.66
"""Limits lie this many mean moving ranges from the mean: three standard deviations, 3 / 1.128 (Wheeler)."""

SCREEN_FACTOR = 3.267
"""A moving range above this many mean moving ranges is itself exceptional (Wheeler)."""

NEAR = 2 / 3
"""Share of the way to a limit from which a value is near it: the outer third."""

MOST_FALSE_ALARMS = 0.05
"""Largest share of series without any change that may be called changed; ours, not in the guide."""


@dataclass(frozen=True)
class Likeness:
    """How alike neighbouring values may be for what is said of a change to be seldom wrong; see `docs/error-rates.md`.

    In few values likeness is known badly, and seems less than it is. So a share of the series that are alike by
    `tried` is judged: those that look least alike. The shares are chosen so that what is called wrongly stays bounded
    where neighbours are more alike still. The numbers are ours, not in the guide; a partnership's file can change them.

    Parameters
    ----------
    tried
        Correlation of neighbouring values, 0 to 1, at which false alarms have been shown to stay bounded.
    judged
        Share of series as alike as that whose change the intervention estimate and the comparison judge.
    charted
        The same for the process signal, which learns the likeness from the history alone.
    """

    tried: float = 0.6
    judged: float = 0.4
    charted: float = 0.3


USUAL = Likeness()
"""What holds where a file says nothing else."""

CORRELATION_DOUBT = 2.0
"""Standard errors, of 1/√n each, by which the likeness of neighbours is varied in the simulation: in a short history
it is known badly. Chosen on `docs/error-rates.md`, so that the share holds up to `Likeness.tried`."""

SIMULATED = 2000
"""Series simulated for one answer: 5% is then known to half a per cent."""

SEED = 20


def measure_correlation(history: Array) -> float:
    """Measure how like its neighbour each value is: the autocorrelation at one step.

    Parameters
    ----------
    history
        Values in order of time, three or more, not all alike.

    Returns
    -------
    float
        -1 to 1, with the bias of short series taken out: r + (1 + 3r) / n (Kendall 1954; Marriott and Pope 1954).

    Examples
    --------
    >>> round(measure_correlation(np.array([1.0, 2.0] * 10)), 2)
    -1.0
    """
    return float(_measure_correlations(history[None, :])[0])


def _measure_correlations(histories: Array) -> Array:
    """What `measure_correlation` gives for each of several series, one a row."""
    away = histories - histories.mean(axis=1, keepdims=True)
    found = (away[:, 1:] * away[:, :-1]).sum(axis=1) / (away * away).sum(axis=1)
    correlations: Array = np.clip(found + (1 + 3 * found) / histories.shape[1], -1, 1)
    return correlations


@lru_cache(maxsize=128)
def most_correlation(n: int, alike: Likeness = USUAL) -> float:
    """Return how alike its neighbours a history of so many values may look for what is said of it to hold.

    Parameters
    ----------
    n
        Values, three or more.

    Returns
    -------
    float
        What a share (`charted`) of the series of this length, alike by `tried`, stay below as
        :func:`measure_correlation` has it; below that number, the more so the fewer the values.

    Examples
    --------
    >>> 0.0 < most_correlation(8) < most_correlation(40) < 0.6
    True
    """
    line = np.random.default_rng(SEED).normal(size=(SIMULATED, n))
    for step in range(1, n):
        line[:, step] = alike.tried * line[:, step - 1] + (1 - alike.tried**2) ** 0.5 * line[:, step]
    return float(np.quantile(_measure_correlations(line), alike.charted))


def measure_strength(history: Array, judged: Array, neighbours: NDArray[np.bool_], run: int, *, screen: bool) -> Array:
    """Measure the strongest signal of each series on the scale on which 1 just meets a rule.

    Parameters
    ----------
    history
        Values that the limits come from, one series a row.
    judged
        Values judged by those limits, one series a row.
    neighbours
        For each step of the history whether no period lies between its two values.
    run
        Values in a row that meet the rules of a run and of a trend.
    screen
        Whether exceptional moving ranges are left out once.

    Returns
    -------
    ndarray
        For each series the largest of: distance from the mean over that of the limit; length of a run, and of a trend,
        over `run`; the second furthest of three in a row over the outer third's beginning.

    Examples
    --------
    >>> history, every = np.array([[1.0, 2, 1, 2, 1, 2, 1, 2]]), np.ones(7, dtype=bool)
    >>> measure_strength(history, np.array([[1.5 + 2.66]]), every, 7, screen=True).round(2).tolist()
    [1.0]
    """
    ranges = np.abs(np.diff(history, axis=1))[:, neighbours]
    mean_range = ranges.mean(axis=1, keepdims=True)
    kept = (ranges <= SCREEN_FACTOR * mean_range) if screen else np.ones_like(ranges, dtype=bool)
    reach = LIMIT_FACTOR * (ranges * kept).sum(axis=1, keepdims=True) / kept.sum(axis=1, keepdims=True)
    away = (judged - history.mean(axis=1, keepdims=True)) / reach
    strength: Array = np.abs(away).max(axis=1)
    for side in (away, -away):
        found = [_longest(side > 0) / run]
        if side.shape[1] > 1:
            found.append((_longest(np.diff(side, axis=1) > 0) + 1) / run)
        if side.shape[1] > 2:
            threes = np.lib.stride_tricks.sliding_window_view(side, 3, axis=1)
            found.append(np.sort(threes, axis=2)[:, :, 1].max(axis=1) / NEAR)
        strength = np.maximum(strength, np.max(found, axis=0))
    return strength


def measure_chance(
    history: Array,
    judged: Array | None,
    neighbours: NDArray[np.bool_],
    run: int,
    *,
    screen: bool,
    pattern: Array | None = None,
) -> float:
    """Measure how often a series without any change shows a signal as strong as the one seen.

    Parameters
    ----------
    history, judged, neighbours, run, screen
        As in :func:`measure_strength`, for the one series seen; no `judged` when the history itself is judged.
    pattern
        Matrix that makes the pattern of the year, at every value, of the values of the history; None for none.

    Returns
    -------
    float
        Share of simulated series, 0 to 1; below 0.05 chance alone is a poor explanation.

    Notes
    -----
    Each simulated series has the lengths of the one seen, normal errors, and neighbours that resemble each other as
    much as those of its history do, varied by how badly that is known. Everything that the chart does to the series
    is done to them: limits, screening, pattern of the year, and leaving out those whose history moves already.

    Examples
    --------
    >>> history, every = np.resize([1.0, 2.0], 12), np.ones(11, dtype=bool)
    >>> measure_chance(history, np.array([9.0]), every, 7, screen=True) < 0.01
    True
    """
    n = len(history)
    whole = n if judged is None else n + len(judged)
    draw = np.random.default_rng(SEED)
    spread = CORRELATION_DOUBT / n**0.5
    correlation = np.clip(draw.normal(measure_correlation(history), spread, SIMULATED), 0, 0.95)
    line = draw.normal(size=(SIMULATED, whole))
    for step in range(1, whole):
        line[:, step] = correlation * line[:, step - 1] + np.sqrt(1 - correlation**2) * line[:, step]
    if pattern is not None:
        line = line - line[:, :n] @ pattern.T
    steady = line if judged is None else line[~_moving(line[:, :n], run)]
    late = steady if judged is None else steady[:, n:]
    found = measure_strength(steady[:, :n], late, neighbours, run, screen=screen)
    seen = measure_strength(
        history[None, :], (history if judged is None else judged)[None, :], neighbours, run, screen=screen
    )[0]
    return float(((found >= seen).sum() + 1) / (len(found) + 1))


def _moving(history: Array, run: int) -> NDArray[np.bool_]:
    """Whether each history holds a run or a trend."""
    away, steps = history - history.mean(axis=1, keepdims=True), np.diff(history, axis=1)
    longest = [_longest(sign * away > 0) for sign in (1, -1)] + [_longest(sign * steps > 0) + 1 for sign in (1, -1)]
    return np.asarray(np.max(longest, axis=0) >= run)


def _longest(flags: NDArray[np.bool_]) -> Array:
    """Length of the longest stretch of flags in each row."""
    longest = current = np.zeros(len(flags))
    for column in flags.T:
        current = np.where(column, current + 1, 0)
        longest = np.maximum(longest, current)
    return longest
