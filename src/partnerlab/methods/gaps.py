"""Whether a gap between two groups closes: a robust slope with its interval, and a change of shares (¶4.9)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations
from statistics import median

import numpy as np
from numpy.typing import NDArray

from partnerlab.errors import MethodError
from partnerlab.methods.alarms import USUAL
from partnerlab.methods.proportions import share_interval

DRAWN, SEED = 20_000, 17
"""Series drawn to find how often chance puts values in order."""

Stretch = Sequence[tuple[float, float]]
"""Values measured in one way, each with its time in years."""


@dataclass(frozen=True)
class Slope:
    """How much a series moves in a year.

    Attributes
    ----------
    slope
        Middle of the slopes between all pairs of values that can be compared.
    low, high
        Its interval; None where there are too few values for one.
    n
        Values used: those that can be compared with another, none across a break.
    """

    slope: float
    low: float | None
    high: float | None
    n: int


def estimate_slope(stretches: Sequence[Stretch], level: float = 95, correlation: float = USUAL.tried) -> Slope | None:
    """Return the slope of a series with its interval; None where no two values can be compared.

    Parameters
    ----------
    stretches
        Values between breaks of the series. Only values of one stretch are compared with each other.
    level
        Interval, in per cent.
    correlation
        How alike neighbouring values may be, 0 to 1, for the interval to hold.

    Notes
    -----
    The middle of the slopes of all pairs (Sen, *Journal of the American Statistical Association* 63 (1968), 1379-1389),
    with the interval that inverts Kendall's test. Pairs are taken within stretches only, as Hirsch and Slack do within
    seasons (*Water Resources Research* 20 (1984), 727-732). The test's distribution is exact for values that are
    independent of each other; the interval is widened until it holds for neighbours alike by `correlation`, too,
    from drawn series. Ties make it say less.

    Raises
    ------
    MethodError
        When a time is given twice in a stretch.

    Examples
    --------
    >>> found = estimate_slope([[(2018, 7.0), (2019, 6.0), (2020, 5.0), (2021, 4.5), (2022, 3.0), (2023, 2.0)]])
    >>> found.slope, found.low, found.high
    (-1.0, -1.5, -0.5)
    """
    slopes = []
    for stretch in stretches:
        for (earlier, before), (later, after) in combinations(sorted(stretch), 2):
            if earlier == later:
                raise MethodError(f"time {earlier:g} is given twice in a series; give each once")
            slopes.append((after - before) / (later - earlier))
    if not slopes:
        return None
    slopes.sort()
    reach = _fewest_in_order(tuple(len(stretch) for stretch in stretches), (1 - level / 100) / 2, correlation)
    low, high = (None, None) if reach is None else (slopes[len(slopes) - reach], slopes[reach - 1])
    compared = sum(len(stretch) for stretch in stretches if len(stretch) > 1)
    return Slope(float(median(slopes)), low, high, compared)


def _fewest_in_order(lengths: tuple[int, ...], tail: float, correlation: float) -> int | None:
    """Return from how many pairs in order on chance reaches at most `tail`, whether or not neighbours are alike."""
    found = [_first_rare(chances, tail) for chances in (_independent(lengths), _alike(lengths, correlation))]
    return None if None in found else max(number for number in found if number is not None)


def _first_rare(chances: NDArray[np.float64], tail: float) -> int | None:
    """Return the first number of pairs in order that so many or more reach with a chance of `tail`; None for none."""
    above = np.cumsum(chances[::-1])[::-1]
    rare = np.flatnonzero(above <= tail * (1 + 1e-12))
    return int(rare[0]) if len(rare) else None


def _independent(lengths: tuple[int, ...]) -> NDArray[np.float64]:
    """Return the chance of each number of pairs in order when every order of the values is as likely as any other."""
    chances = np.ones(1)
    for length in lengths:
        for place in range(1, length):
            chances = np.convolve(chances, np.full(place + 1, 1 / (place + 1)))
    return chances


@lru_cache(maxsize=256)
def _alike(lengths: tuple[int, ...], correlation: float) -> NDArray[np.float64]:
    """Return the share of each number of pairs in order among drawn series whose neighbours are alike."""
    rng = np.random.default_rng(SEED)
    ordered = np.zeros(DRAWN, dtype=np.int64)
    for length in lengths:
        values = np.empty((DRAWN, length))
        errors = rng.standard_normal((DRAWN, length))
        values[:, 0] = errors[:, 0]
        for at in range(1, length):
            values[:, at] = correlation * values[:, at - 1] + (1 - correlation**2) ** 0.5 * errors[:, at]
        for at in range(length - 1):
            ordered += (values[:, at + 1 :] > values[:, [at]]).sum(axis=1)
    pairs = sum(length * (length - 1) // 2 for length in lengths)
    return np.bincount(ordered, minlength=pairs + 1) / DRAWN


@dataclass(frozen=True)
class GapChange:
    """How far the gap between two shares moved.

    Attributes
    ----------
    change
        The later gap minus the earlier one, -2 to 2; a gap is the group's share minus the other's.
    low, high
        Its interval.
    """

    change: float
    low: float
    high: float


Counted = tuple[float, float]
"""How many, of how many."""


def compare_gaps(
    group_before: Counted, other_before: Counted, group_after: Counted, other_after: Counted, level: float = 95
) -> GapChange:
    """Compare the gap between two shares before and after.

    Parameters
    ----------
    group_before, other_before, group_after, other_after
        How many, of how many: of the group and of the one it is compared with.
    level
        Interval, in per cent.

    Notes
    -----
    The intervals of the four shares are combined by the squares of their reaches (Zou and Donner, *Statistics in
    Medicine* 27 (2008), 1693-1702): Newcombe's interval of a difference, for a difference of differences. The four
    are taken to be different people.

    Examples
    --------
    >>> found = compare_gaps((60, 200), (40, 200), (40, 200), (38, 200))
    >>> round(found.change, 3), round(found.low, 3), round(found.high, 3)
    (-0.09, -0.204, 0.025)
    """
    terms = ((1, group_after), (-1, other_after), (-1, group_before), (1, other_before))
    change = under = over = 0.0
    for sign, (cases, of) in terms:
        share, (low, high) = cases / of, share_interval(cases, of, level)
        change += sign * share
        down, up = (share - low, high - share) if sign > 0 else (high - share, share - low)
        under, over = under + down**2, over + up**2
    return GapChange(change, change - under**0.5, change + over**0.5)
