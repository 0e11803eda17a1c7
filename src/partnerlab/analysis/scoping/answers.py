"""Dated answers: the latest of each partner, how old it is, and the least favourable of several."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable
from datetime import date
from typing import TypeVar

from partnerlab.partnership import Partnership, Record

RecordType = TypeVar("RecordType", bound=Record)

ASSENTS = ("no", "partly", "yes")
"""Words of assent, least favourable first."""

OUTSIDE_GOVERNMENT = frozenset({"voluntary", "community", "private"})
"""Sectors whose partners stand outside government (¶2.15 names the voluntary, community and private sectors)."""

PUBLIC = frozenset({"statutory", "local government"})
"""Sectors whose bodies answer for public money themselves (¶2.16)."""


def latest(rows: Iterable[RecordType], key: Callable[[RecordType], Hashable]) -> tuple[RecordType, ...]:
    """Return the latest row for each key, in the order in which the keys first appear.

    Parameters
    ----------
    rows
        Dated rows; a row without a date counts as the oldest, and of two on one day the later row counts.
    key
        What a row is about, such as the partner who answers.

    Examples
    --------
    >>> from partnerlab.partnership.case import Acceptance
    >>> asked = [Acceptance(on="2025-01-10", by="PSNI", accepted="no"),
    ...          Acceptance(on="2025-03-10", by="PSNI", accepted="yes")]
    >>> [row.accepted for row in latest(asked, lambda row: row.by)]
    ['yes']
    """
    found: dict[Hashable, RecordType] = {}
    for row in rows:
        before = found.get(key(row))
        if before is None or _since(before) <= _since(row):
            found[key(row)] = row
    return tuple(found.values())


def _since(row: Record) -> date:
    return getattr(row, row.known_from, None) or date.min


def months_since(on: date | None, as_at: date | None) -> int | None:
    """Return how many whole months have passed; None when either date is unknown.

    Examples
    --------
    >>> months_since(date(2025, 1, 31), date(2025, 7, 30)), months_since(None, date(2025, 7, 30))
    (5, None)
    """
    if on is None or as_at is None:
        return None
    months = (as_at.year - on.year) * 12 + as_at.month - on.month
    return months - (as_at.day < on.day)


def least(answers: Iterable[str | None]) -> str | None:
    """Return the least favourable answer given; None when nobody answered.

    Examples
    --------
    >>> least(["yes", "partly", None]), least([None])
    ('partly', None)
    """
    given = [answer for answer in answers if answer is not None]
    return min(given, key=ASSENTS.index, default=None)


def is_outside_government(sector: str | None) -> bool | None:
    """Whether a partner of that sector stands outside government; None when the sector is not known.

    Examples
    --------
    >>> is_outside_government("voluntary"), is_outside_government("statutory"), is_outside_government(None)
    (True, False, None)
    """
    return None if sector is None else sector in OUTSIDE_GOVERNMENT


def names(partnership: Partnership, ids: Iterable[str], most: int = 6) -> str:
    """Return partners' ids as words, the rest counted past a number.

    Examples
    --------
    >>> hub = Partnership(name="Hub", purpose="Reach people", stage=[{"stage": "scoping"}])
    >>> names(hub, ["PSNI", "Council", "Trust"], most=2)
    'PSNI, Council and 1 more'
    """
    known = [partner.id for partner in partnership.partners]
    listed = sorted(ids, key=lambda name: known.index(name) if name in known else len(known))
    if len(listed) > most:
        return f"{', '.join(listed[:most])} and {len(listed) - most} more"
    return " and ".join(filter(None, (", ".join(listed[:-1]), listed[-1]))) if listed else "nobody"


def counted(number: int, one: str, several: str = "") -> str:
    """Return a number with its noun.

    Examples
    --------
    >>> counted(1, "partner"), counted(3, "partner"), counted(2, "body", "bodies")
    ('1 partner', '3 partners', '2 bodies')
    """
    return f"{number} {one if number == 1 else several or one + 's'}"


def say_day(day: date) -> str:
    """Return a date as read aloud.

    Examples
    --------
    >>> say_day(date(2026, 3, 1))
    '1 March 2026'
    """
    return f"{day.day} {day:%B %Y}"


def each_of(number: int, one: str, several: str = "") -> str:
    """Return `each of` a number of things, or the only one.

    Examples
    --------
    >>> each_of(1, "agreement"), each_of(3, "agreement")
    ('the one agreement', 'each of 3 agreements')
    """
    return f"the one {one}" if number == 1 else f"each of {counted(number, one, several)}"
