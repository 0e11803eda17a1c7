"""How far a share of a few cases can be trusted, and whether two shares differ."""

from __future__ import annotations

from dataclasses import dataclass

from scipy import stats

from partnerlab.errors import MethodError


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


def share_interval(cases: float, of: float, level: int = 95) -> tuple[float, float]:
    """Return the interval of a share by Wilson's score method.

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
    Wilson, *Journal of the American Statistical Association* 22 (1927), 209-212.

    Examples
    --------
    >>> low, high = share_interval(81, 263)
    >>> round(low, 4), round(high, 4)
    (0.2553, 0.3662)
    """
    if of < 1 or not 0 <= cases <= of or float(cases) % 1 or float(of) % 1:
        message = f"{cases:g} of {of:g} is no share; give whole numbers, the first from 0 up to the second"
        raise MethodError(message)
    found = stats.binomtest(int(cases), int(of)).proportion_ci(level / 100, method="wilson")
    return float(found.low), float(found.high)


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
    Newcombe, *Statistics in Medicine* 17 (1998), 873-890, method 10. Two groups of different people are assumed; the
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
