"""Dated answers: the latest on each matter, and the least favourable of several."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable
from datetime import date
from typing import TypeVar

from partnerlab.partnership.records import Record

RecordType = TypeVar("RecordType", bound=Record)

ASSENTS = ("no", "partly", "yes")
"""Words of assent, least favourable first."""


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
    >>> asked = [Acceptance(on="2025-03-10", by="PSNI", accepted="yes"),
    ...          Acceptance(on="2025-01-10", by="PSNI", accepted="no")]
    >>> [row.accepted for row in latest(asked, lambda row: row.by)]
    ['yes']
    """
    found: dict[Hashable, RecordType] = {}
    for row in rows:
        about = key(row)
        before = found.get(about)
        if before is None or _since(before) <= _since(row):
            found[about] = row
    return tuple(found.values())


def least(answers: Iterable[str | None]) -> str | None:
    """Return the least favourable answer given; None when nobody answered.

    Examples
    --------
    >>> least(["yes", "partly", None]), least([None])
    ('partly', None)
    """
    given = [answer for answer in answers if answer is not None]
    return min(given, key=ASSENTS.index, default=None)


def _since(row: Record) -> date:
    return (getattr(row, row.known_from, None) if row.known_from else None) or date.min
