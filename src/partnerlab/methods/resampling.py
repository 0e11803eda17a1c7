"""Intervals for a figure of few items, by resampling them: the wider of two ways at either end.

A plain interval between percentiles of resamples is too narrow for few items: of ten, it held Krippendorff's alpha in
78 to 93 of 100 samples where it said 95. Two ways mend that in different places, and neither everywhere:

- *BCa*, bias-corrected and accelerated (Efron 1987), its percentiles widened by Student's t for so few items
  (Hesterberg 2015), is good where agreement is high and short of the mark where there is none;
- *bootstrap-t* (Efron 1981), which studentises each resample by a jackknife of its own, on the scale of log(1 - value),
  is good where there is no agreement and short of the mark where nearly all agree.

The interval runs from the lower of the two low ends to the higher of the two high ends. That is cautious: how often it
holds is measured in `docs/methods-networks.md` by `benchmarks/agreement_intervals.py`.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]
Figure = Callable[[Array], Array]
"""Takes how often each item counts (rows of draws × items), returns the figure of each draw; NaN where it has none."""

MOST_JACKKNIFED = 20_000
"""Draws × items of the second way at most, which bounds its time; ours, not in the guide."""
FEWEST_DRAWS = 100
FEW_ITEMS = 60
"""Beyond so many items the two ways agree and the first is enough; ours, not in the guide."""
MOST_CARRIED = 0.5
"""Part of the shortfall from 1 that one item may carry: beyond it logarithms say nothing, and the first way stands
alone, which is then the good one; ours, not in the guide."""
LOWEST = -1.0  # no figure of agreement lies below, but for a few items whose raters contradict each other
LEAST_SHORTFALL = 1e-6  # stands for full agreement on the scale of logarithms


def interval_of(
    figure: Figure, items: int, *, resamples: int, confidence: float, seed: int
) -> tuple[float, float] | None:
    """Return an interval for a figure that is at most 1, and as a rule no less than -1.

    Parameters
    ----------
    figure
        Gives the figure of each row of counts.
    items
        How many items were drawn, independently of each other, from all that there might be.
    resamples, confidence, seed
        Number of resamples, share of samples that the interval should hold (0 to 1), and seed.

    Returns
    -------
    tuple of float or None
        None without resamples, and where no item differs from the others: then resampling shows nothing.

    Examples
    --------
    >>> values = np.array([0.2, 0.5, 0.1, 0.9, 0.4, 0.6, 0.3, 0.7])
    >>> low, high = interval_of(lambda times: times @ values / 8, 8, resamples=500, confidence=0.95, seed=1)
    >>> bool(low < values.mean() < high)
    True
    """
    if resamples < 2:
        return None
    value, without = float(figure(np.ones((1, items)))[0]), figure(1 - np.eye(items))
    without = np.where(np.isfinite(without), without, 1.0)
    if not np.isfinite(value) or value >= 1 - LEAST_SHORTFALL or np.ptp(without) <= 0:
        return None
    times = np.random.default_rng(seed).multinomial(items, np.full(items, 1 / items), size=resamples).astype(float)
    drawn = figure(times)
    drawn = drawn[np.isfinite(drawn)]
    if len(drawn) < 2 or np.ptp(drawn) <= 0:
        return None
    ends = [_corrected(value, without, drawn, confidence)]
    if items <= FEW_ITEMS and (1 - without).min() > (1 - value) * (1 - MOST_CARRIED):
        ends += _studentised(figure, value, without, times[: MOST_JACKKNIFED // items], confidence)
    return min(low for low, _ in ends), min(max(high for _, high in ends), 1.0)


def _corrected(value: float, without: Array, drawn: Array, confidence: float) -> tuple[float, float]:
    """BCa with percentiles widened by Student's t."""
    from scipy import special  # scipy.stats has the same, and takes half a second to import

    items = len(without)
    apart = without.mean() - without
    acceleration = (apart**3).sum() / (6 * (apart**2).sum() ** 1.5)
    below = np.mean(drawn < value) + np.mean(drawn == value) / 2
    bias = special.ndtri(np.clip(below, 1 / (2 * len(drawn)), 1 - 1 / (2 * len(drawn))))
    levels = np.array([(1 - confidence) / 2, (1 + confidence) / 2])
    wide = bias + np.sqrt(items / (items - 1)) * special.stdtrit(items - 1, levels)
    room = 1 - acceleration * wide
    moved = special.ndtr(bias + wide / np.where(room > 0, room, np.inf))
    moved = np.where(room > 0, moved, levels > 1 / 2)  # beyond its reach: the outermost draw
    low, high = np.quantile(drawn, moved)
    return float(low), float(high)


def _studentised(
    figure: Figure, value: float, without: Array, times: Array, confidence: float
) -> list[tuple[float, float]]:
    """Bootstrap-t on the scale of log(1 - value), each draw by a jackknife of its own; empty where it cannot be had."""
    items = times.shape[1]
    here, error = _log_error(np.array([value]), without[None, :], np.ones((1, items)))
    drawn = figure(times)
    left_out = np.maximum(np.repeat(times, items, axis=0) - np.tile(np.eye(items), (len(times), 1)), 0)
    each = figure(left_out).reshape(len(times), items)
    theirs, errors = _log_error(np.where(np.isfinite(drawn), drawn, 1.0), np.where(np.isfinite(each), each, 1.0), times)
    told = np.isfinite(drawn) & (errors > 0)
    if np.count_nonzero(told) < FEWEST_DRAWS:
        return []
    ratio = (theirs[told] - here) / errors[told]
    low, high = np.quantile(ratio, [(1 - confidence) / 2, (1 + confidence) / 2])
    most = np.log(1 - LOWEST)
    ends = [float(1 - np.exp(np.minimum(here - end * error, most))[0]) for end in (low, high)]
    return [(ends[0], ends[1])]


def _log_error(value: Array, without: Array, times: Array) -> tuple[Array, Array]:
    """Return log(1 - value) of each draw and its jackknife standard error; items count as often as they were drawn."""
    here, each = (np.log(np.maximum(1 - part, LEAST_SHORTFALL)) for part in (value, without))
    items = times.sum(axis=1)
    mean = (times * each).sum(axis=1) / items
    return here, np.sqrt((items - 1) / items * (times * (each - mean[:, None]) ** 2).sum(axis=1))
