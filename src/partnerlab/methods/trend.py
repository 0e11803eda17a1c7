"""How many values a test for trend needs before it can say anything."""

from __future__ import annotations

from math import factorial

from partnerlab.errors import MethodError
from partnerlab.wording import counted


def smallest_trend_p(n: int) -> float:
    """Smallest two-sided p value that an exact Mann-Kendall test can give.

    Parameters
    ----------
    n
        Number of values, 2 or more.

    Returns
    -------
    float
        2 / n!, for of the n! equally likely orders one rises throughout and one falls throughout.

    Raises
    ------
    MethodError
        With fewer than two values.

    Examples
    --------
    >>> round(smallest_trend_p(4), 3), round(smallest_trend_p(5), 3)
    (0.083, 0.017)
    """
    if n < 2:
        raise MethodError(f"{n} values have no trend; give at least 2")
    return 2 / factorial(n)


def summarise_trend_power(n: int) -> str:
    """Say that a series is too short for any trend test, or say nothing.

    Returns
    -------
    str
        A sentence, or the empty string when a test could reach 5 per cent.

    Examples
    --------
    >>> summarise_trend_power(4)
    '4 values are too few to show a trend: chance alone gives an unbroken rise or fall one time in 12.'
    >>> summarise_trend_power(5)
    ''
    """
    if n < 2:
        return f"{counted(n, 'value')} cannot show a trend."
    smallest = smallest_trend_p(n)
    if smallest <= 0.05:
        return ""
    text = f"{n} values are too few to show a trend"
    return (
        f"{text}." if n == 2 else f"{text}: chance alone gives an unbroken rise or fall one time in {1 / smallest:.0f}."
    )
