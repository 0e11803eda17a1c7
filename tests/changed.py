"""A partnership changed in one table, in ways that a person may change it: rows go, change places, or say otherwise."""

from __future__ import annotations

import types
import typing
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any, Literal

from partnerlab.partnership import Partnership, Record

OPERATIONS = ("drop", "reverse", "later", "flip", "raise", "choose", "forget", "rename")
"""Drop a row, reverse the rows; of one row: move a date, flip a yes or no, raise a number, choose another word, forget
what may be missing, call it otherwise."""


def tables_of(partnership: Partnership) -> list[str]:
    """Return the names of the tables that hold rows, and of the records that are set once."""
    return [
        name
        for name, value in partnership.whole.parts()
        if isinstance(value, Record) or (isinstance(value, tuple) and value and isinstance(value[0], Record))
    ]


def change(partnership: Partnership, table: str, operation: str, at: int) -> Partnership:
    """Return the partnership with one table changed; unchanged when the operation has nothing to work on."""
    rows = getattr(partnership.whole, table)
    if isinstance(rows, Record):
        return partnership.replace(**{table: _changed(rows, operation, at)})
    at %= len(rows)
    if operation == "drop":
        rows = rows[:at] + rows[at + 1 :]
    elif operation == "reverse":
        rows = rows[::-1]
    else:
        rows = (*rows[:at], _changed(rows[at], operation, at), *rows[at + 1 :])
    return partnership if table == "stages" and not rows else partnership.replace(**{table: rows})


def _changed(row: Record, operation: str, at: int) -> Record:
    found = list(_values(row, operation))
    if not found:
        return row
    name, value = found[at % len(found)]
    return row.model_copy(update={name: value})


def _values(row: Record, operation: str) -> Iterator[tuple[str, Any]]:
    """Yield what each field that the operation fits would say instead."""
    for name, field in type(row).model_fields.items():
        value = getattr(row, name)
        if operation == "later" and isinstance(value, date):
            yield name, value + timedelta(days=45)
        elif operation == "flip" and isinstance(value, bool):
            yield name, not value
        elif operation == "raise" and isinstance(value, int | float) and not isinstance(value, bool):
            yield name, value + 1
        elif operation == "forget" and value is not None and field.default is None:
            yield name, None
        elif operation == "rename" and name in {"name", "short_name", "title"}:
            yield name, f"{value or ''} and Friends"
        elif operation == "choose":
            yield from ((name, other) for other in _choices(field.annotation) if other != value and value is not None)


def _choices(annotation: Any) -> tuple[Any, ...]:
    if typing.get_origin(annotation) is Literal:
        return typing.get_args(annotation)
    if typing.get_origin(annotation) in {types.UnionType, typing.Union}:
        return tuple(choice for part in typing.get_args(annotation) for choice in _choices(part))
    return ()
