"""A table as the grid shows it: columns with what they may hold, rows, and a block pasted from a spreadsheet."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from partnerlab.characters import plain_name
from partnerlab.exchange.alterations import TypedRow
from partnerlab.exchange.content import has_outer, shown
from partnerlab.live.draft import Draft, Rows
from partnerlab.partnership.columns import Column, Table, table_named, tables

FIRST = (
    *("checklist", "partners.readiness", "relationships", "risks", "ratings", "leads", "controls", "tasks", "actions"),
    *("milestones", "agreements.clauses", "communication", "partners"),
)
"""Tables that are changed most; the others follow in the order of the file's format."""
LONGEST_BLOCK = 2_000
"""Rows of a block that is pasted."""


def list_tables(draft: Draft) -> list[dict[str, Any]]:
    """Return each table with its help and how many rows it holds."""
    known = {table.name: table for table in tables()}
    ordered = [*FIRST, *(name for name in known if name not in FIRST)]
    return [
        {"name": name, "help": known[name].help, "rows": len(draft.rows(name))} for name in ordered if name in known
    ]


def show_sheet(draft: Draft, name: str) -> dict[str, Any]:
    """Return a table as the grid shows it."""
    table = table_named(name)
    rows = draft.rows(name)
    return {
        "table": name,
        "help": table.help,
        "belongs": table.path[0] if has_outer(table) else "",
        "columns": [_show_column(column) for column in table.columns],
        "rows": [
            {"key": row.key, "outer": row.outer, "cells": dict(row.cells), "new": row.path is None} for row in rows
        ],
        "lists": {of: list(_ids(draft, of)) for of in sorted(_lists(table))},
    }


def _show_column(column: Column) -> dict[str, Any]:
    choices = ("yes", "no") if column.kind == "truth" else column.choices
    refers = column.refers[0] if column.refers and column.kind == "text" else ""
    kind = "choice" if choices else column.kind
    return {
        "name": column.name,
        "help": column.help.replace("`", ""),
        "kind": kind,
        "choices": list(choices),
        "list": refers,
        "needed": column.required,
    }


def _lists(table: Table) -> set[str]:
    named = {column.refers[0] for column in table.columns if column.refers}
    return named | ({table.path[0]} if has_outer(table) else set())


def _ids(draft: Draft, table: str) -> Iterator[list[str]]:
    """Yield id and name of each row that a cell may name; rows that are typed and not saved count."""
    rows = draft.rows(table) if table in {known.name for known in tables()} else ()
    for number, row in enumerate(rows, 1):
        name = next((row.cells[key] for key in ("name", "title") if key in row.cells), "")
        yield [row.cells.get("id", str(number)), name]


@dataclass(frozen=True)
class Pasted:
    """What a block from a spreadsheet would change."""

    rows: Rows
    """The table's rows with the block in them."""
    cells: tuple[tuple[str, str, str, str], ...]
    """What changes: row, column, text before and after."""
    added: int
    """How many rows it would add."""
    note: str = ""
    """What of the block finds no room; empty for nothing."""


def paste(draft: Draft, name: str, key: str, column: str, text: str) -> Pasted:
    """Return what a block would change when it is pasted into a table from a cell on; nothing is changed yet.

    Parameters
    ----------
    key, column
        The cell that is the block's upper left; a block whose first line is headings is put under its own columns.
    text
        Lines of cells parted by tabulators, as a spreadsheet copies them.
    """
    lines = [line.split("\t") for line in _lines(text)]
    columns = [row.name for row in table_named(name).columns]
    start = columns.index(column)
    headings = [plain_name(cell) for cell in lines[0]] if lines else []
    by_heading = len(headings) > 1 and set(headings) <= {known.casefold() for known in columns}
    if by_heading:
        places = [next(known for known in columns if known.casefold() == heading) for heading in headings]
        lines = lines[1:]
    else:
        places = columns[start : start + max(map(len, lines), default=0)]
    rows = list(draft.rows(name))
    first = next((number for number, row in enumerate(rows) if row.key == key), len(rows))
    outer = rows[first].outer if first < len(rows) else ""
    changed: list[tuple[str, str, str, str]] = []
    added = 0
    for number, line in enumerate(lines[:LONGEST_BLOCK], first):
        if number == len(rows):
            added += 1
            rows.append(TypedRow(f"pasted.{draft.count()}", {}, outer))
        row = rows[number]
        cells = dict(row.cells)
        for place, cell in zip(places, line, strict=False):
            meant = shown(cell)
            if cells.get(place, "") != meant:
                changed.append((str(number + 1), place, cells.get(place, ""), meant))
                cells[place] = meant
        rows[number] = replace(row, cells={place: cell for place, cell in cells.items() if cell})
    widest = max(map(len, lines), default=0)
    too_wide = f"{widest - len(places)} of its columns find no room" if widest > len(places) else ""
    too_long = f"only its first {LONGEST_BLOCK:,} rows are taken" if len(lines) > LONGEST_BLOCK else ""
    return Pasted(tuple(rows), tuple(changed), added, "; ".join(filter(None, (too_wide, too_long))))


def _lines(text: str) -> list[str]:
    """Return the lines of a block; a line break within quotes, as spreadsheets write it, is a space."""
    joined = re.sub(r'(?<![^\t\n])"((?:[^"]++|"")*+)"(?=\t|\r?\n|\Z)', lambda found: _unquoted(found[1]), text)
    return joined.replace("\r\n", "\n").rstrip("\n").split("\n")


def _unquoted(text: str) -> str:
    return re.sub(r"\s+", lambda found: " " if "\n" in found[0] else found[0], text.replace('""', '"'))
