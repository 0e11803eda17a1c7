"""Months between dates, and the day some months before another."""

from __future__ import annotations

import calendar
from datetime import date


def months_between(start: date, end: date) -> int:
    """Return how many whole months lie between two dates; below 0 when the end comes first.

    Examples
    --------
    >>> months_between(date(2026, 4, 30), date(2026, 10, 30)), months_between(date(2026, 4, 30), date(2026, 10, 29))
    (6, 5)
    """
    return (end.year - start.year) * 12 + end.month - start.month - (end.day < start.day)


def months_since(on: date | None, as_at: date | None) -> int | None:
    """Return how many whole months have passed; None when either date is unknown.

    Examples
    --------
    >>> months_since(date(2025, 1, 31), date(2025, 7, 30)), months_since(None, date(2025, 7, 30))
    (5, None)
    """
    return None if on is None or as_at is None else months_between(on, as_at)


def is_longer_ago(on: date, as_at: date, months: int) -> bool:
    """Return whether more than some months have passed, to the day.

    Examples
    --------
    >>> is_longer_ago(date(2025, 4, 30), date(2025, 10, 31), 6), is_longer_ago(date(2025, 4, 29), date(2025, 10, 31), 6)
    (False, True)
    """
    return on < months_before(as_at, months)


def months_before(day: date, months: int) -> date:
    """Return the day some months earlier, the last of its month when that month is shorter.

    Examples
    --------
    >>> months_before(date(2026, 3, 31), 1), months_before(date(2026, 3, 31), 12)
    (datetime.date(2026, 2, 28), datetime.date(2025, 3, 31))
    """
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))
