"""Faults that a workbook would bring into the files, told by the workbook's cells: its user sees no line of a file."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from partnerlab.errors import Fault, InputError
from partnerlab.exchange.content import fingerprint, placed_rows, value_at
from partnerlab.exchange.partners import partner_ids, partner_misspelt
from partnerlab.exchange.report import Report
from partnerlab.partnership import Edit, Partnership
from partnerlab.partnership.columns import table_named
from partnerlab.partnership.shaping import Location


@dataclass(frozen=True)
class Typed:
    """A row of a workbook that changes the files."""

    table: str
    """Empty for a single value of the partnership."""
    values: Mapping[str, Any]
    """Its plain values by column."""
    place: str
    """Where it stands, such as `risks!A7`."""
    outer: str = ""
    """Id or number of the row around it; empty for none. Of a single value, its name."""
    places: Mapping[str, str] = field(default_factory=dict)
    """Where each value stands, as far as that is known."""


def propose(edit: Edit, workbook: str, typed: Sequence[Typed]) -> None:
    """Try what the files would hold.

    Parameters
    ----------
    workbook
        Name of the workbook that the changes come from.
    typed
        Its rows.

    Raises
    ------
    InputError
        With every fault that the changed files would have: at the workbook's cell, or else at the file's line.
    """
    try:
        edit.propose()
    except InputError as error:
        located, rows = edit.locate(error.faults), _rows_by_location(edit.content, typed)
        raise InputError([_told(fault, located.get(fault, ()), rows, workbook) for fault in error.faults]) from None


def tell_misspelt(typed: Sequence[Typed], partnership: Partnership, report: Report) -> None:
    """Report who is to do something where that is nearly a partner: it is kept as a post, and nobody would be asked."""
    known = partner_ids(partnership, {})
    posts = {row.role for partner in partnership.whole.partners for row in partner.representatives}
    for row in typed:
        owner = row.values.get("owner")
        meant = partner_misspelt(owner, known) if isinstance(owner, str) and owner not in posts else None
        if meant is not None:
            place = row.places.get("owner", row.place)
            report.note("taken", place, f'"{owner}" is kept as a post; did you mean the partner {meant}?')


def _rows_by_location(content: Mapping[str, Any], typed: Sequence[Typed]) -> dict[Location, Typed]:
    """Return the workbook's row for each row of the files that holds what it says."""
    singles = [row for row in typed if not row.table]
    found: dict[Location, Typed] = {tuple(row.outer.split(".")): row for row in singles}
    found[()] = Typed("", {}, "", places={row.outer: row.place for row in singles})  # of what the file begins with
    for name in filter(None, dict.fromkeys(row.table for row in typed)):
        free: dict[tuple[str, str], list[Typed]] = {}
        for row in typed:
            if row.table == name:
                free.setdefault((row.outer, _key(row.values)), []).append(row)
        for location, outer, held in placed_rows(table_named(name).path, content):
            same = next((row for row in free.get((outer, _key(held)), []) if _says(held, row)), None)
            if same is not None:
                found[location] = same
    return found


def _key(values: Mapping[str, Any]) -> str:
    """Return what tells most rows of a table apart, so that not every two of them are compared."""
    return fingerprint(values.get("id") or values.get("risk"))


def _says(held: Mapping[str, Any], row: Typed) -> bool:
    return all(
        fingerprint(value_at(held, name)) == fingerprint(value)
        for name, value in row.values.items()
        if value is not None
    )


def _told(fault: Fault, at: Sequence[Location], rows: Mapping[Location, Typed], workbook: str) -> Fault:
    message = _ROWS.sub("", fault.message)
    for location in sorted(at, key=len, reverse=True):
        for size in range(len(location), 0, -1) if location else (0,):
            row = rows.get(location[:size])
            if row is not None:
                within = ".".join(map(str, location[size:]))
                named = within if within in row.places else _column(row, message)
                if place := row.places.get(named, row.place):
                    return Fault(f"{workbook}, {place}", 0, message)
    return fault


_ROWS = re.compile(r"^(?:\w+ row \d+, )+")
"""What the reader of files calls a row, which the cell says better."""


def _column(row: Typed, message: str) -> str:
    """Return the column that a fault begins with; empty for none."""
    return max((name for name in row.places if re.match(rf"{re.escape(name)}\b", message)), key=len, default="")
