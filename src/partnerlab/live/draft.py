"""What has been typed and not been saved: table by table, with every step back, kept where it outlives the kernel."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from partnerlab.errors import ChangeError, Fault, InputError
from partnerlab.exchange.alterations import Alteration, TypedRow, alter, alterations_between, typed_rows
from partnerlab.exchange.content import has_outer, placed_rows
from partnerlab.live.unsaved import Unsaved
from partnerlab.partnership import Edit, edit_partnership
from partnerlab.partnership.columns import Table, table_named

COMMAND = "the live workbook"
"""What the history of the files says caused a change."""

Rows = tuple[TypedRow, ...]


@dataclass(frozen=True)
class PlacedFault:
    """What is wrong with what has been typed."""

    message: str
    """The value, the rule and what to do, in the words of the reader of files."""
    table: str = ""
    row: str = ""
    column: str = ""
    """Where: name of the table, key of the row, name of the column; empty for what stands elsewhere."""


@dataclass
class Draft:
    """Changes to one partnership that are typed and not yet saved."""

    file: Path
    _before: dict[str, Rows] = field(default_factory=dict)
    _steps: list[Mapping[str, Rows]] = field(default_factory=lambda: [{}])
    _at: int = 0
    _new: int = 0
    _last: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        self.edit = edit_partnership(self.file, command=COMMAND)
        self.unsaved = Unsaved(self.file)

    def read_again(self) -> list[str]:
        """Read the files again, which somebody else may have changed, and type again what has been typed.

        Returns
        -------
        list of str
            What no longer fits the files, and was left out.
        """
        typed = self.alterations
        self.edit = edit_partnership(self.file, command=COMMAND)
        self._before, self._steps, self._at, self._last = {}, [{}], 0, ()
        return self.take_up(typed) if typed else []

    def rows(self, table: str) -> Rows:
        """Return the rows of a table as they are typed now."""
        state = self._steps[self._at]
        return state[table] if table in state else self._rows_before(table)

    def _rows_before(self, table: str) -> Rows:
        if table not in self._before:
            self._before[table] = typed_rows(table_named(table), self.edit.content)
        return self._before[table]

    @property
    def alterations(self) -> tuple[Alteration, ...]:
        """What has been changed, table by table."""
        return tuple(
            alteration
            for table, rows in self._steps[self._at].items()
            for alteration in alterations_between(table_named(table), self._rows_before(table), rows)
        )

    @property
    def can_undo(self) -> bool:
        """Whether there is a step to take back."""
        return self._at > 0

    @property
    def can_redo(self) -> bool:
        """Whether a step was taken back that can be taken again."""
        return self._at + 1 < len(self._steps)

    def count(self) -> int:
        """Return a number that no new row has had."""
        self._new += 1
        return self._new

    def type(self, table: str, key: str, column: str, text: str) -> None:
        """Type into a cell; going on in the same cell is the same step."""
        rows = self.rows(table)
        self._row(table, key)
        typed = tuple(_changed(row, {column: text}) if row.key == key else row for row in rows)
        self._step(table, typed, (table, key, column))

    def add(self, table: str, outer: str = "", cells: Mapping[str, str] | None = None) -> str:
        """Add a row at the end of a table; return its key."""
        key = f"new.{self.count()}"
        self._step(table, (*self.rows(table), TypedRow(key, dict(cells or {}), outer)))
        return key

    def copy(self, table: str, key: str) -> str:
        """Add a row that says the same as another, but for its id; return its key."""
        row = self._row(table, key)
        return self.add(table, row.outer, {name: text for name, text in row.cells.items() if name != "id"})

    def _row(self, table: str, key: str) -> TypedRow:
        """Return a row; whoever means one that was deleted meanwhile, in another tab, is told."""
        row = next((row for row in self.rows(table) if row.key == key), None)
        if row is None:
            raise ChangeError(f"that row of {table} is gone; choose the table again to see what is there")
        return row

    def delete(self, table: str, key: str) -> None:
        """Take a row away."""
        self._step(table, tuple(row for row in self.rows(table) if row.key != key))

    def belong(self, table: str, key: str, outer: str) -> None:
        """Say to which row around it a new row belongs."""
        self._step(
            table,
            tuple(replace(row, outer=outer) if row.key == key and not row.path else row for row in self.rows(table)),
        )

    def put(self, table: str, rows: Rows) -> None:
        """Put rows in place of all of a table, as one step."""
        self._step(table, rows)

    def undo(self) -> None:
        """Take the latest step back."""
        self._at = max(self._at - 1, 0)
        self._last = ()

    def redo(self) -> None:
        """Take a step again that was taken back."""
        self._at = min(self._at + 1, len(self._steps) - 1)
        self._last = ()

    def _step(self, table: str, rows: Rows, where: tuple[str, ...] = ()) -> None:
        state = {**self._steps[self._at], table: rows}
        if where and where == self._last and self._at == len(self._steps) - 1:
            self._steps[self._at] = state
        else:
            self._steps[self._at + 1 :] = [state]
            self._at += 1
        self._last = where

    def meant(self) -> tuple[Edit, list[str]]:
        """Return the files' edit with what has been typed in it, and what could not be put in."""
        edit = self.edit.afresh()
        return edit, alter(edit, self.alterations)

    def faults(self) -> tuple[PlacedFault, ...]:
        """Return what is wrong with what has been typed, in the words of the reader of files."""
        return self.faults_of(*self.meant())

    def faults_of(self, edit: Edit, left: Sequence[str]) -> tuple[PlacedFault, ...]:
        """Return what is wrong with an edit that `meant` gave, and with what it left out."""
        found = [PlacedFault(text) for text in left]
        try:
            edit.propose()
        except InputError as error:
            placed = edit.locate(error.faults)
            found += [self._placed(fault, placed.get(fault, ()), edit.content) for fault in error.faults]
        return tuple(found)

    def _placed(self, fault: Fault, at: Sequence[tuple[Any, ...]], content: Mapping[str, Any]) -> PlacedFault:
        for name in self._steps[self._at]:
            table = table_named(name)
            places = (location for location, _, _ in placed_rows(table.path, content))
            keys = dict(zip(places, in_order(table, self.rows(name), content), strict=False))
            for location in sorted(at, key=len, reverse=True):
                row = next((location[:size] for size in range(len(location), 0, -1) if location[:size] in keys), None)
                columns = _columns_at(table, location[len(row) :]) if row is not None else []
                if row is not None and columns:
                    return PlacedFault(fault.message, name, keys[row].key, _column(columns, fault.message))
        return PlacedFault(str(fault))

    def others(self) -> tuple[Alteration, ...]:
        """Return what an earlier session or another notebook typed and did not save, and the files do not say."""
        return tuple(row for row in self.unsaved.others(self.alterations) if not self._is_said(row))

    def _is_said(self, alteration: Alteration) -> bool:
        """Whether the files say it already, as when a kernel ended just after it had saved."""
        rows = [row for row in self._rows_before(alteration.table) if row.outer == alteration.outer]
        if alteration.gone:
            return set(alteration.row) == {"id"} and not any(map(alteration.means, rows))
        said = {name: text for name, text in {**alteration.row, **alteration.values}.items() if text}
        if set(alteration.row) != {"id"}:
            return any(dict(row.cells) == said for row in rows)
        meant = (row.cells for row in filter(alteration.means, rows))
        return any(all(cells.get(name, "") == text for name, text in alteration.values.items()) for cells in meant)

    def keep(self, others: Sequence[Alteration] = ()) -> None:
        """Keep what is typed where it outlives the kernel, beside what others typed; nothing leaves nothing behind."""
        self.unsaved.keep(self.alterations, others)

    def drop(self) -> None:
        """Take back all that has been typed, as one step, and forget it where it is kept; what others typed stays."""
        if self.alterations:
            self._steps[self._at + 1 :] = [{}]
            self._at += 1
        self._last = ()
        self.keep(self.others())

    def _changed_since(self, alteration: Alteration, key: str) -> str:
        """Say what a cell of a row says by now that is neither what it was nor what it is to be; empty for none."""
        said = {name: (text, alteration.values.get(name, "")) for name, text in alteration.was.items()}
        cells = next((row.cells for row in self._rows_before(alteration.table) if row.key == key), alteration.was)
        changed = (name for name, known in said.items() if cells.get(name, "") not in known)
        return next((f"{name} is {cells.get(name) or 'nothing'}" for name in changed), "")

    def take_up(self, alterations: Sequence[Alteration], *, over: bool = True) -> list[str]:
        """Type again what was typed before, as one step; return what no longer fits the files.

        Parameters
        ----------
        over
            Whether it also goes over what somebody else has written in the same cell since.
        """
        left: list[str] = []
        state = dict(self._steps[self._at])
        for alteration in alterations:
            rows = list(state[alteration.table] if alteration.table in state else self.rows(alteration.table))
            if not alteration.row:
                rows.append(TypedRow(f"new.{self.count()}", alteration.values, alteration.outer))
            else:
                found = [*filter(alteration.means, rows)]
                if not found:
                    left.append(f"{alteration}: no row says so any more")
                    continue
                changed = "" if over else self._changed_since(alteration, found[0].key)
                if changed:
                    left.append(f"{alteration}: {changed} by now")
                    continue
                place = rows.index(found[0])
                rows[place : place + 1] = [] if alteration.gone else [_changed(found[0], alteration.values)]
            state[alteration.table] = tuple(rows)
        self._steps[self._at + 1 :] = [state]
        self._at += 1
        self._last = ()
        return left


def in_order(table: Table, rows: Rows, content: Mapping[str, Any]) -> list[TypedRow]:
    """Return rows in the order in which the files will hold them: those that are new stand last, within their own."""
    ordered = sorted(rows, key=lambda row: row.path is None)
    if not has_outer(table):
        return ordered
    outers = [str(row.get("id", number)) for number, row in enumerate(content.get(table.path[0]) or [], 1)]
    return [row for outer in outers for row in ordered if row.outer == outer]


def _changed(row: TypedRow, values: Mapping[str, str]) -> TypedRow:
    cells = {**row.cells, **values}
    return replace(row, cells={name: text for name, text in cells.items() if text})


def _columns_at(table: Table, within: Sequence[str | int]) -> list[str]:
    """Return the columns that are written at a place within a row: all in that of the row; none in a row within it."""
    return [column.name for column in table.columns if not within or column.name.partition(".")[0] == within[0]]


def _column(columns: Sequence[str], message: str) -> str:
    """Return the column that a fault is about: the first that its message names, whole or by its last word."""
    for names in ({name: name for name in columns}, {name.rpartition(".")[2]: name for name in columns}):
        places = {
            name: found.start()
            for word, name in names.items()
            if (found := re.search(rf"\b{re.escape(word)}\b", message))
        }
        if places:
            return min(places, key=lambda name: (places[name], -len(name)))
    return columns[0]
