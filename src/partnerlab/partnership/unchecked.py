"""A file's content before it is checked: its rows and numbers, whatever else may have been typed among them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, TypeGuard

Found = Iterator[tuple[tuple[Any, ...], str]]
"""Where a fault stands, and what it is."""


def rows_of(data: Any, name: str) -> list[tuple[int, dict[str, Any]]]:
    """Return the rows of a table that are rows, with their numbers.

    Examples
    --------
    >>> rows_of({"risks": [{"id": "R1"}, "R2", {"id": "R3"}]}, "risks"), rows_of({"risks": "R1"}, "risks")
    ([(0, {'id': 'R1'}), (2, {'id': 'R3'})], [])
    """
    rows = data.get(name) if isinstance(data, dict) else None
    return [(number, row) for number, row in enumerate(rows) if isinstance(row, dict)] if isinstance(rows, list) else []


def is_number(value: Any) -> TypeGuard[float]:
    """Whether something is a number: neither a text of digits nor true or false.

    Examples
    --------
    >>> is_number(3), is_number("3"), is_number(True)
    (True, False, False)
    """
    return isinstance(value, int | float) and not isinstance(value, bool)
