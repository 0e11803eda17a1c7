"""Words around numbers and dates, and the latest of several dated answers."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable
from datetime import date
from typing import TypeVar

from partnerlab.partnership import Record

RecordType = TypeVar("RecordType", bound=Record)


def latest(rows: Iterable[RecordType], key: Callable[[RecordType], Hashable]) -> tuple[RecordType, ...]:
    """Return the latest row for each key, in the order in which the keys first appear.

    A row without a date counts as the oldest; of two on one day the later row counts.

    Examples
    --------
    >>> from partnerlab.partnership.relationships import Relationship
    >>> said = [Relationship(by="A", about="B", on="2025-01-10", actual=1),
    ...         Relationship(by="A", about="B", on="2025-03-10", actual=3)]
    >>> [row.actual for row in latest(said, lambda row: (row.by, row.about))]
    [3]
    """
    found: dict[Hashable, RecordType] = {}
    for row in rows:
        before = found.get(key(row))
        if before is None or _since(before) <= _since(row):
            found[key(row)] = row
    return tuple(found.values())


def _since(row: Record) -> date:
    return getattr(row, row.known_from, None) or date.min


def listed(names: Iterable[str], most: int = 6, last: str = "and") -> str:
    """Return names as words, the rest counted past a number.

    Examples
    --------
    >>> listed(["PSNI", "Council"]), listed(["A", "B", "C", "D"], most=2), listed([])
    ('PSNI and Council', 'A, B and 2 more', 'nobody')
    """
    every = list(names)
    if len(every) > most:
        return f"{', '.join(every[:most])} and {len(every) - most} more"
    return f" {last} ".join(filter(None, (", ".join(every[:-1]), *every[-1:]))) or "nobody"


def counted(number: int, one: str, several: str = "") -> str:
    """Return a number with its noun.

    Examples
    --------
    >>> counted(1, "partner"), counted(3, "partner"), counted(0, "body", "bodies")
    ('1 partner', '3 partners', 'no bodies')
    """
    return f"{number or 'no'} {one if number == 1 else several or one + 's'}"


def verb(number: int, one: str, several: str) -> str:
    """Return the form of a verb that goes with a number.

    Examples
    --------
    >>> verb(1, "has", "have"), verb(2, "has", "have")
    ('has', 'have')
    """
    return one if number == 1 else several


def each_of(number: int, one: str, several: str = "") -> str:
    """Return `each of` a number of things, or the only one.

    Examples
    --------
    >>> each_of(1, "group"), each_of(3, "group")
    ('the one group', 'each of 3 groups')
    """
    return f"the one {one}" if number == 1 else f"each of {counted(number, one, several)}"


def say_day(day: date) -> str:
    """Return a date as read aloud.

    Examples
    --------
    >>> say_day(date(2026, 3, 1))
    '1 March 2026'
    """
    return f"{day.day} {day:%B %Y}"


def say_pounds(amount: float) -> str:
    """Return an amount of money in pounds.

    Examples
    --------
    >>> say_pounds(12500.4), say_pounds(-300)
    ('£12,500', '-£300')
    """
    return f"{'-' if amount < 0 else ''}£{abs(amount):,.0f}"


def months_before(day: date, months: int) -> date:
    """Return the day some months earlier, the last of its month when that month is shorter.

    Examples
    --------
    >>> months_before(date(2026, 3, 31), 1), months_before(date(2026, 3, 31), 12)
    (datetime.date(2026, 2, 28), datetime.date(2025, 3, 31))
    """
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    for back in range(4):
        try:
            return date(year, month + 1, day.day - back)
        except ValueError:
            continue
    raise AssertionError  # no month is more than three days shorter than another
