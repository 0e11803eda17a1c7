"""A workbook of ours comes back: each cell compared with what it was and with what the files say now."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from partnerlab.errors import InputError
from partnerlab.exchange.content import Held, fingerprint, nested, plain_value, rows_of, shown, value_at
from partnerlab.exchange.identities import Identities
from partnerlab.exchange.placing import Typed, tell_misspelt
from partnerlab.exchange.report import Report
from partnerlab.exchange.workbook import (
    MARK,
    NUMBER,
    ORIGIN,
    OUTER,
    SINGLES,
    SUGGESTED,
    SUGGESTION_COLUMNS,
    leading_columns,
)
from partnerlab.partnership import Edit, Partnership
from partnerlab.partnership.columns import Column, Table, cell_for, columns_of, sheet_tables, tables
from partnerlab.sheets.headings import plain_heading
from partnerlab.sheets.spreadsheet import CLEANED, Sheet
from partnerlab.sheets.values import UnreadError

Key = tuple[str, str]
"""What a row belongs to, and its id or number."""

Prints = Mapping[str, str]
"""Fingerprint of each value that a row had when the workbook was written."""


@dataclass
class Line:
    """A row of a workbook that came back."""

    place: str
    """Where it stands."""
    outer: str = ""
    key: str = ""
    """What it belongs to, and its id or number; empty for a row that is new."""
    values: dict[str, Any] = field(default_factory=dict)
    """Its plain values by column, None for an empty cell."""
    places: dict[str, str] = field(default_factory=dict)
    """Where each value stands."""


def is_ours(sheets: Sequence[Sheet]) -> bool:
    """Whether sheets are those of a workbook that partnerlab wrote."""
    return any(sheet.name == ORIGIN and sheet.rows and sheet.rows[0][0] == MARK for sheet in sheets)


def file_of(sheets: Sequence[Sheet]) -> str:
    """Return the name of the partnership's file from which a workbook of ours was written."""
    return next((shown(sheet.rows[0][1]) for sheet in sheets if sheet.name == ORIGIN), "")


def single(sheets: Sequence[Sheet], name: str) -> str:
    """Return a single value of the partnership as a workbook of ours has it; empty for none."""
    rows = (row for sheet in sheets if sheet.name == SINGLES for row in sheet.rows)
    return next((shown(row[1]) for row in rows if shown(row[0]) == name), "")


def take_back(
    sheets: Sequence[Sheet],
    edit: Edit,
    report: Report,
    *,
    on: str = "",
    remove: bool = False,
    afresh: bool = False,
) -> list[Typed]:
    """Put what was changed in a workbook of ours into an edit of the partnership's files.

    What was changed in the workbook and in the files since is told, and neither is written over. A row that is no
    longer in the workbook is kept, unless removing is asked for.

    Parameters
    ----------
    sheets
        The workbook.
    edit
        Changes to the files, none of which is written here.
    report
        Takes what could not be read, what was changed in both, and what was kept.
    on
        The day on which suggested actions were taken up, `YYYY-MM-DD`; empty for none.
    remove
        Whether rows that are no longer in the workbook are to be removed from the files.
    afresh
        Whether the files are new, so that everything in the workbook is.

    Returns
    -------
    list of Typed
        The rows that change the files.
    """
    typed: list[Typed] = []
    origin = {} if afresh else _origin(sheets)
    by_name = {sheet.name: sheet for sheet in sheets}
    if not afresh and file_of(sheets) != edit.file.name:
        report.note("taken", ORIGIN, f"the workbook was written from {file_of(sheets)}, not from {edit.file.name}")
    content = edit.content
    if afresh and "stage" in by_name:  # a list that no file can be without, so that the new file has a row of it
        edit.remove("stage.1")
        content = edit.content
    removals: list[Held] = []
    if SINGLES in by_name:
        typed += _singles(by_name[SINGLES], origin.get(SINGLES, {}), content, edit, report)
    for table in sheet_tables():
        if table.name in by_name:
            back = _Back(table, origin.get(table.name, {}), edit, report)
            back.take(list(_lines(by_name[table.name], table, report)), list(rows_of(table, content)))
            removals += back.gone
            typed += back.typed
    for name in by_name.keys() & {table.name for table in tables()} - {table.name for table in sheet_tables()}:
        report.note("not taken", name, "no sheet can hold these rows; write them in the partnership's file")
    for row in reversed(removals):
        if remove:
            edit.remove(list(row.path))
        else:
            words = ", ".join(shown(value) for value in list(row.values.values())[:3] if value is not None)
            report.note("kept", ".".join(map(str, row.path)), f"{words}; to remove it, use --remove")
    if SUGGESTED in by_name:
        _suggestions(by_name[SUGGESTED], edit, report, on)
    tell_misspelt(typed, edit.partnership, report)
    return typed


@dataclass
class _Back:
    """One table that comes back."""

    table: Table
    origin: Mapping[Key, Prints]
    edit: Edit
    report: Report
    gone: list[Held] = field(default_factory=list)
    typed: list[Typed] = field(default_factory=list)

    def take(self, lines: Sequence[Line], held: Sequence[Held]) -> None:
        now = self._now(held)
        references = (line.key for line in lines)
        identities = Identities(self.table.name, [{"id": row.key, **row.values} for row in held], references)
        seen: set[Key] = set()
        for line in lines:
            key = (line.outer, line.key)
            if line.key and key in seen:
                if self.table.has_id:
                    self.report.note(
                        "not taken", line.place, f"{line.key} is in a row above; give this one an id of its own"
                    )
                    continue
                key = (line.outer, "")  # a row copied together with its number is a new one
            seen.add(key)
            if key in now:
                self._compare(line, now[key], self.origin.get(key, {}))
            elif key in self.origin:
                if any(fingerprint(line.values.get(name)) != self.origin[key].get(name, "") for name in line.values):
                    message = "changed here, but the row is no longer in the partnership's files"
                    self.report.note("both changed", line.place, message)
            else:
                self._add(line, identities)
        gone = [row for key, row in now.items() if key in self.origin and key not in seen]
        self.gone = sorted(gone, key=lambda row: row.path[-1] if isinstance(row.path[-1], int) else 0)

    def _now(self, held: Sequence[Held]) -> dict[Key, Held]:
        """Return today's row of the files for each row that the workbook was written from, by that row's key."""
        if self.table.has_id:
            return {(row.outer, row.key): row for row in held}
        found: dict[Key, Held] = {}
        free = {(row.outer, row.key): row for row in held}
        marks = {key: {name: fingerprint(value) for name, value in row.values.items()} for key, row in free.items()}
        for likely in (_is_same, _is_close):  # rows that are as they were first, then those that changed
            for key, prints in self.origin.items():
                order = [key, *free] if key in free else [*free] if likely is _is_same else []
                for other in order if key not in found else ():
                    if other in free and other[0] == key[0] and likely(prints, marks[other]):
                        found[key] = free.pop(other)
                        break
        return found

    def _compare(self, line: Line, row: Held, was: Prints) -> None:
        is_changed = is_taken = False
        for name, value in line.values.items():
            here, there, before = fingerprint(value), fingerprint(row.values.get(name)), was.get(name, "")
            if here in {before, there}:
                continue
            is_changed = True
            if there == before:
                self.edit.set([*row.path, *name.split(".")], value)
                is_taken = True
            else:
                theirs = shown(row.values.get(name)) or "nothing"
                message = f'"{shown(value) or "nothing"}" here, "{theirs}" in the partnership\'s files'
                self.report.note("both changed", line.places.get(name, line.place), message)
        self.report.unchanged += not is_changed
        if is_taken:
            self._keep(line, {**row.values, **line.values})

    def _keep(self, line: Line, values: Mapping[str, Any]) -> None:
        self.typed.append(Typed(self.table.name, values, line.place, line.outer, line.places))

    def _add(self, line: Line, identities: Identities) -> None:
        values = {name: value for name, value in line.values.items() if value is not None}
        if not values:
            return
        if self.table.has_id and not line.key:
            title = shown(values.get("title") or values.get("name"))
            values = {"id": identities.of(None, title), **values}
        path: list[str | int] = [*self.table.path]
        if OUTER in leading_columns(self.table):
            if not line.outer:
                self.report.note("not taken", line.place, f'"{OUTER}" is empty; say which of {self.table.path[0]}')
                return
            outer = int(line.outer) if line.outer.isdigit() else line.outer
            path = [self.table.path[0], outer, *self.table.path[1:]]
        try:
            self.edit.add(path, nested(values))
            self._keep(line, values)
        except InputError as error:
            self.report.note("not taken", line.place, error.faults[0].message)


def _is_same(was: Prints, now: Prints) -> bool:
    return dict(was) == {name: mark for name, mark in now.items() if mark}


def _is_close(was: Prints, now: Prints) -> bool:
    """Whether at least half of the values of a row are what they were."""
    return sum(now.get(name) == mark for name, mark in was.items()) * 2 >= len(was)


def _origin(sheets: Sequence[Sheet]) -> dict[str, dict[Key, Prints]]:
    found: dict[str, dict[Key, Prints]] = {}
    for sheet in sheets:
        for table, outer, key, prints in (row[:4] for row in sheet.rows[1:] if sheet.name == ORIGIN):
            if table is not None and prints is not None:
                found.setdefault(str(table), {})[shown(outer), shown(key)] = json.loads(str(prints))
    return found


def _lines(sheet: Sheet, table: Table, report: Report) -> Iterator[Line]:
    """Yield the rows of a sheet that hold anything; a cell that cannot be read is told and counts as unchanged."""
    leading = leading_columns(table)
    known = {column.name: column for column in table.columns}
    heading, places = _heading(sheet, {*leading, *known})
    if heading is None:
        report.note("not taken", sheet.name, "the row of headings is missing; nothing of the sheet was read")
        return
    for _, cell, told in sheet.unread_below(heading):  # comments on headings are ours
        report.note("not taken", cell, told)
    for number in range(heading + 1, len(sheet.rows)):
        cells = sheet.rows[number]
        if all(cells[place] is None for name, place in places.items() if name not in leading):
            continue
        line = Line(sheet.place(number, 0))
        if any((number, place) in sheet.struck for place in places.values()):
            message = "what is struck out was taken as it stands; to take a row out, delete it and use --remove"
            report.note("taken", line.place, message)
        for place in places.values():
            _tell_unfit(sheet, (number, place), report)
        for name, place in places.items():
            if name == OUTER:
                line.outer = shown(cells[place])
            elif name == NUMBER:
                line.key = shown(cells[place])
            else:
                _read(line, known[name], sheet, (number, place), report)
        if table.has_id:
            line.key = shown(line.values.get("id"))
        yield line


def _tell_unfit(sheet: Sheet, at: tuple[int, int], report: Report) -> None:
    if at in sheet.unfit and at not in sheet.typed:
        report.note("taken", sheet.place(*at), CLEANED)


def _read(line: Line, column: Column, sheet: Sheet, at: tuple[int, int], report: Report) -> None:
    try:
        line.values[column.name] = plain_value(column, cell_for(column, sheet, at))
        line.places[column.name] = sheet.place(*at)
    except UnreadError as error:
        report.note("not taken", sheet.place(*at), str(error))


def _heading(sheet: Sheet, names: set[str]) -> tuple[int | None, dict[str, int]]:
    """Return the row of headings, and the column of each name."""
    by_plain = {plain_heading(name): name for name in names}
    best: tuple[int | None, dict[str, int]] = (None, {})
    for row, cells in enumerate(sheet.rows[:60]):
        places = {
            by_plain[plain_heading(cell)]: column
            for column, cell in enumerate(cells)
            if plain_heading(cell) in by_plain
        }
        if len(places) > max(len(best[1]), 1):
            best = row, places
    return best


def _singles(
    sheet: Sheet, origin: Mapping[Key, Prints], content: Mapping[str, Any], edit: Edit, report: Report
) -> Iterator[Typed]:
    known = {column.name: column for column in columns_of(Partnership)}
    for number, cells in enumerate(sheet.rows):
        name = shown(cells[0]) if cells else ""
        if name not in known:
            continue
        line = Line(sheet.place(number, 1))
        _tell_unfit(sheet, (number, 1), report)
        _read(line, known[name], sheet, (number, 1), report)
        if name not in line.values:
            continue
        here, there = fingerprint(line.values[name]), fingerprint(value_at(content, name))
        before = origin.get(("", name), {}).get("value", "")
        if here in {before, there}:
            report.unchanged += 1
        elif there == before:
            edit.set(name, line.values[name])
            yield Typed("", line.values, line.place, name)
        else:
            message = (
                f'"{shown(line.values[name])}" here, "{shown(value_at(content, name))}" in the partnership\'s file'
            )
            report.note("both changed", line.place, message)


def _suggestions(sheet: Sheet, edit: Edit, report: Report, on: str) -> None:
    """Add the suggested actions that somebody took up."""
    known = {column.name: column for column in SUGGESTION_COLUMNS}
    heading, places = _heading(sheet, set(known))
    if heading is None:
        return
    rows = edit.rows("actions")
    identities = Identities("actions", rows)
    there = {(row.get("finding"), row.get("subject")) for row in rows}
    for number in range(heading + 1, len(sheet.rows)):
        line = Line(sheet.place(number, 0))
        for name, place in places.items():
            _read(line, known[name], sheet, (number, place), report)
        values = line.values
        if values.get("take up") != "yes" or (values.get("finding"), values.get("subject")) in there:
            continue
        kept = {name: values.get(name) for name in ("title", "finding", "subject", "owner", "due")}
        row = {name: value for name, value in {**kept, "on": on or None}.items() if value is not None}
        edit.add("actions", {"id": identities.of(None, ""), **row})
