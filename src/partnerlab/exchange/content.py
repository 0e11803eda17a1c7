"""What a partnership's files say as tables of cells, each cell comparable with what a workbook holds."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from partnerlab.partnership.columns import Column, Table, read_value, sheet_tables, tables
from partnerlab.partnership.shaping import Location
from partnerlab.sheets.spreadsheet import Cell

LONGEST = 32_767
"""Characters that a spreadsheet's cell can hold."""


@dataclass(frozen=True)
class Held:
    """A row of a partnership's files."""

    path: tuple[str | int, ...]
    """What leads to it: `("risks", "R3")`, `("partners", "PSNI", "representatives", 2)`."""
    outer: str
    """Id or number of the row around it; empty for none."""
    values: Mapping[str, Any]
    """Its plain values by column."""

    @property
    def key(self) -> str:
        """Its id, or its number counted from 1."""
        return str(self.path[-1])


def rows_of(table: Table, content: Mapping[str, Any]) -> Iterator[Held]:
    """Yield the rows of a table from a partnership's content; none of a table that no sheet can hold.

    Examples
    --------
    >>> from partnerlab.partnership.columns import table_named
    >>> content = {"partners": [{"id": "PSNI", "readiness": [{"on": "2026-03-31"}]}]}
    >>> [(row.path, row.outer) for row in rows_of(table_named("partners.readiness"), content)]
    [(('partners', 'PSNI', 'readiness', 1), 'PSNI')]
    """
    if table not in sheet_tables():
        return
    outer, *rest = table.path
    around = content.get(outer) or []
    if not rest:
        yield from _rows((outer,), "", around, table)
    elif isinstance(around, Mapping):
        yield from _rows(table.path, "", around.get(rest[0]) or [], table)
    else:
        for number, row in enumerate(around, 1):
            key = row.get("id", number)
            yield from _rows((outer, key, rest[0]), str(key), row.get(rest[0]) or [], table)


def placed_rows(path: tuple[str, ...], content: Mapping[str, Any]) -> Iterator[tuple[Location, str, Mapping[str, Any]]]:
    """Yield where each row of a table stands in a reading of the files, the id or number of the row around it, and it.

    Examples
    --------
    >>> content = {"partners": [{"id": "PSNI", "readiness": [{"on": "2026-03-31"}]}]}
    >>> list(placed_rows(("partners", "readiness"), content))
    [(('partners', 0, 'readiness', 0), 'PSNI', {'on': '2026-03-31'})]
    """
    outer, *rest = path
    around: Any = content.get(outer) or []
    if not rest or isinstance(around, Mapping):
        for place, row in enumerate((around.get(rest[0]) or []) if rest else around):
            yield (*path, place), "", row
    else:
        for number, whole in enumerate(around):
            for place, row in enumerate(whole.get(rest[0]) or []):
                yield (outer, number, rest[0], place), str(whole.get("id", number + 1)), row


def has_outer(table: Table) -> bool:
    """Whether the rows of a table stand within rows of another."""
    return len(table.path) > 1 and any(other.path == table.path[:1] for other in tables())


def _rows(path: tuple[str | int, ...], outer: str, rows: Any, table: Table) -> Iterator[Held]:
    for number, row in enumerate(rows, 1):
        values = {column.name: value_at(row, column.name) for column in table.columns}
        yield Held((*path, row["id"] if table.has_id and "id" in row else number), outer, values)


def value_at(row: Mapping[str, Any], name: str) -> Any:
    """Return a value of a row, or of a record within it by a name with a dot; None when there is none."""
    value: Any = row
    for step in name.split("."):
        value = value.get(step) if isinstance(value, Mapping) else None
    return value


def shown(value: Any) -> str:
    """Return a plain value as the text by which two of them are compared.

    Examples
    --------
    >>> shown(4.0), shown(True), shown(["PSNI", "NIHE"]), shown({"reach": 4}), shown(None)
    ('4', 'yes', 'PSNI; NIHE', 'reach: 4', '')
    """
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, int | float):
        return f"{value:.15g}"
    if isinstance(value, Mapping):
        return "; ".join(f"{name}: {shown(inner)}" for name, inner in value.items())
    if isinstance(value, list | tuple):
        return "; ".join(map(shown, value))
    text = str(value).replace("\r\n", "\n").replace("\xa0", " ").strip()
    return text[:LONGEST].strip()


def fingerprint(value: Any) -> str:
    """Return a short text that tells two values apart, empty for nothing."""
    text = shown(value)
    return hashlib.sha256(text.encode()).hexdigest()[:12] if text else ""


def plain_value(column: Column, cell: Cell) -> Any:
    """Return what a cell of a workbook of ours means; text as it stands, even where it says `none`."""
    if column.kind != "text" or cell is None:
        return read_value(column, cell)
    if isinstance(cell, datetime | date):
        return cell.isoformat()
    return shown(cell) or None


def nested(row: Mapping[str, Any]) -> dict[str, Any]:
    """Return a row whose names with dots are records within it.

    Examples
    --------
    >>> nested({"id": "I1", "target.value": 9})
    {'id': 'I1', 'target': {'value': 9}}
    """
    found: dict[str, Any] = {}
    for name, value in row.items():
        outer, _, inner = name.partition(".")
        if inner:
            found.setdefault(outer, {})[inner] = value
        else:
            found[outer] = value
    return found
