"""Words for numbers, lists and dates, so that every sentence of the topic reads alike."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from partnerlab.methods.verdict import write_number


def counted(number: int, one: str, several: str = "") -> str:
    """Return a number with its noun.

    Examples
    --------
    >>> counted(1, "partner"), counted(3, "reply", "replies")
    ('1 partner', '3 replies')
    """
    return f"{number} {one if number == 1 else several or one + 's'}"


def listed(words: Iterable[str], most: int = 6) -> str:
    """Return words as a list in a sentence.

    Parameters
    ----------
    words
        What to list, in the order given.
    most
        How many to name; the rest are counted.

    Examples
    --------
    >>> listed(["PSNI", "Council", "NIHE"]), listed([])
    ('PSNI, Council and NIHE', 'none')
    >>> listed(["PSNI", "Council", "NIHE"], most=2)
    'PSNI, Council and 1 more'
    """
    found = list(words)
    if len(found) > most:
        found = [*found[:most], f"{len(found) - most} more"]
    return " and ".join(filter(None, (", ".join(found[:-1]), found[-1]))) if found else "none"


def number(value: float | None) -> str:
    """Return a number as people write it: four figures at most, none beyond what was there.

    Examples
    --------
    >>> number(18.80), number(65.0), number(12345.0), number(None)
    ('18.8', '65', '12,345', 'not known')
    """
    if value is None:
        return "not known"
    return write_number(value)


def measured(value: float | None, unit: str) -> str:
    """Return a number with its unit.

    Examples
    --------
    >>> measured(18.8, "%"), measured(65, "people"), measured(4200, "£")
    ('18.8 %', '65 people', '£4,200')
    """
    if value is None:
        return "not known"
    return f"£{number(value)}" if unit == "£" else f"{number(value)} {unit}".strip()


def day(on: date | None) -> str:
    """Return a date in words.

    Examples
    --------
    >>> day(date(2026, 3, 31)), day(None)
    ('31 March 2026', 'an unknown day')
    """
    return f"{on.day} {on:%B %Y}" if on else "an unknown day"


def months_between(start: date, end: date) -> int:
    """Return how many whole months lie between two dates; below 0 when the end comes first.

    Examples
    --------
    >>> months_between(date(2026, 4, 30), date(2026, 10, 30)), months_between(date(2026, 4, 30), date(2026, 10, 29))
    (6, 5)
    """
    return (end.year - start.year) * 12 + end.month - start.month - (end.day < start.day)
