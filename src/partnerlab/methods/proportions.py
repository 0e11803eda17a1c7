"""How far a share of a few cases can be trusted, whether two shares differ, and whether several move."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from partnerlab.errors import MethodError

FEW = 10
"""Under so many people in any group, intervals are exact and tests corrected, for the usual ones find too much; ours,
not in the guide."""


@dataclass(frozen=True)
class ShareDifference:
    """The difference between two independent shares.

    Attributes
    ----------
    difference
        Later minus earlier, -1 to 1.
    low, high
        Its interval.
    """

    difference: float
    low: float
    high: float


def share_interval(cases: float, of: float, level: float = 95) -> tuple[float, float]:
    """Return the interval of a share: by Wilson's score method, or exact where there are fewer than ten.

    Parameters
    ----------
    cases
        How many of them, 0 to `of`.
    of
        How many in all, 1 or more.
    level
        Per cent of such intervals that hold the true share.

    Returns
    -------
    tuple of float
        Low and high end, 0 to 1.

    Raises
    ------
    MethodError
        When the numbers are no share.

    Notes
    -----
    Wilson, *Journal of the American Statistical Association* 22 (1927), 209-212. Exact: Clopper and Pearson,
    *Biometrika* 26 (1934), 404-413, which never holds less than it says and often more.

    Examples
    --------
    >>> low, high = share_interval(81, 263)
    >>> round(low, 4), round(high, 4)
    (0.2553, 0.3662)
    """
    if of < 1 or not 0 <= cases <= of or float(cases) % 1 or float(of) % 1:
        raise MethodError(f"{cases:g} of {of:g} is no share; give whole numbers, the first from 0 up to the second")
    if of < FEW:
        from scipy import special

        tail = (1 - level / 100) / 2
        low = float(special.betaincinv(cases, of - cases + 1, tail)) if cases else 0.0
        return low, float(special.betaincinv(cases + 1, of - cases, 1 - tail)) if cases < of else 1.0
    found, wide = cases / of, _normal(level) ** 2 / of
    middle = (found + wide / 2) / (1 + wide)
    reach = (wide * (found * (1 - found) + wide / 4)) ** 0.5 / (1 + wide)
    return (0.0 if cases == 0 else middle - reach), (1.0 if cases == of else middle + reach)


def _normal(level: float) -> float:
    """Standard errors on either side of the middle that hold so many per cent; scipy.stats takes long to import."""
    from scipy import special

    return float(special.ndtri(0.5 + level / 200))


def compare_shares(
    cases_before: float, of_before: float, cases_after: float, of_after: float, level: int = 95
) -> ShareDifference:
    """Compare two independent shares by Newcombe's hybrid score interval.

    Parameters
    ----------
    cases_before, of_before, cases_after, of_after
        As in :func:`share_interval`.
    level
        Interval, in per cent.

    Returns
    -------
    ShareDifference
        After minus before.

    Notes
    -----
    Newcombe, *Statistics in Medicine* 17 (1998), 873-890, method 10, from the exact intervals of the shares where a
    group is under ten. Two groups of different people are assumed; the
    same people asked twice would need a paired method.

    Examples
    --------
    >>> found = compare_shares(48, 80, 56, 70)
    >>> round(found.difference, 4), round(found.low, 4), round(found.high, 4)
    (0.2, 0.0524, 0.3339)
    """
    low_before, high_before = share_interval(cases_before, of_before, level)
    low_after, high_after = share_interval(cases_after, of_after, level)
    before, after = cases_before / of_before, cases_after / of_after
    down = ((after - low_after) ** 2 + (high_before - before) ** 2) ** 0.5
    up = ((high_after - after) ** 2 + (before - low_before) ** 2) ** 0.5
    difference = after - before
    return ShareDifference(difference, difference - down, difference + up)


@dataclass(frozen=True)
class ShareTrend:
    """The straight-line trend of a share over several periods.

    Attributes
    ----------
    change
        What the line gains from the first to the last period, -1 to 1.
    low, high
        Its interval.
    """

    change: float
    low: float
    high: float


def share_trend(
    cases: Sequence[float], of: Sequence[float], steps: Sequence[float] | None = None, level: int = 95
) -> ShareTrend | None:
    """Test whether a share has risen or fallen over several periods (Cochran and Armitage).

    Parameters
    ----------
    cases, of
        How many of how many, period by period.
    steps
        When each period lies, in any unit; None for equal steps.
    level
        Interval, in per cent.

    Returns
    -------
    ShareTrend or None
        None with fewer than three periods, or when all or none are cases throughout.

    Raises
    ------
    MethodError
        When numbers are no shares, or lists are of different length.

    Notes
    -----
    Slope = Σ n (p - p̄)(t - t̄) / Σ n (t - t̄)²; under no trend its variance is p̄(1 - p̄) / Σ n (t - t̄)². The same
    variance gives the interval, so that interval and test say the same. Cochran (1954), Armitage (1955); see Agresti,
    *Categorical Data Analysis*, section 5.3. Where a period has fewer than ten people, both are corrected for
    continuity by half of what one case more or less moves the sum (Nam, *Biometrics* 43 (1987), 701-705). The interval
    is kept within -1 and 1. Different people in each period are assumed.

    Examples
    --------
    >>> found = share_trend([22, 39, 58, 71, 83], [48, 77, 104, 121, 138])
    >>> round(found.change, 3), found.low > 0
    (0.137, True)
    """
    times = list(steps) if steps is not None else list(range(len(cases)))
    if not len(cases) == len(of) == len(times):
        message = f"{len(cases)} cases, {len(of)} totals and {len(times)} steps do not match; give one each a period"
        raise MethodError(message)
    for part, whole in zip(cases, of, strict=True):
        share_interval(part, whole, level)
    counts, time = np.array(of, dtype=np.float64), np.array(times, dtype=np.float64)
    mean = float(np.sum(cases) / counts.sum()) if len(times) else 0.0
    spread = float(counts @ (time - np.average(time, weights=counts)) ** 2) if len(times) else 0.0
    if len(times) < 3 or not 0 < mean < 1 or spread == 0:
        return None
    centred = time - np.average(time, weights=counts)
    slope = float((np.array(cases, dtype=np.float64) - counts * mean) @ centred) / spread
    error = (mean * (1 - mean) / spread) ** 0.5
    span = float(time.max() - time.min())
    correction = float(np.diff(np.unique(time)).min()) / 2 / spread if counts.min() < FEW else 0.0
    reach = (_normal(level) * error + correction) * span
    change = float(np.clip(slope * span, -1, 1))
    return ShareTrend(change, max(change - reach, -1.0), min(change + reach, 1.0))
