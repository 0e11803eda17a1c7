"""A partnership as a workbook: one sheet a table, with drop-downs, help and dates, readable by a screen reader."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from importlib import resources
from pathlib import Path
from typing import Any

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from partnerlab.exchange.book import new_book
from partnerlab.exchange.content import LONGEST, Held, fingerprint, has_outer, rows_of, shown, value_at
from partnerlab.partnership import Partnership
from partnerlab.partnership.columns import Column, Table, columns_of, sheet_tables, tables

ORIGIN = "_partnerlab"
"""Name of the sheet, not shown, that remembers what the workbook held when it was written."""

MARK = "partnerlab workbook 1"
"""What its first cell says."""

SINGLES = "partnership"
"""Name of the sheet of single values."""

SUGGESTED = "suggested actions"
"""Name of the sheet of actions that the review suggests and nobody has agreed."""

HEADING = 3
"""Row of the headings, counted from 0: below title, help and an empty row."""

ROOM = 500
"""Rows below the headings that have drop-downs."""

OUTER, NUMBER = "belongs to", "row"
"""Headings of what a row belongs to, and of its number where it has no id."""

_FIRST_DAY = date(1900, 3, 1)


@dataclass(frozen=True)
class Suggestion:
    """An action that a review suggests."""

    title: str
    """What to do."""
    finding: str
    """Code of the finding behind it."""
    subject: str
    """What it is about."""
    why: str
    """Severity and paragraph, in words."""


SUGGESTION_COLUMNS = (
    Column("take up", "choice", "yes to make it an action of the partnership.", ("yes", "no")),
    Column("title", "text", "What to do; put it in your own words."),
    Column("owner", "text", "Who does it: a partner's id or a role.", refers=("partners",)),
    Column("due", "date", "By when."),
    Column("finding", "text", "Code of the finding it answers."),
    Column("subject", "text", "What it is about."),
    Column("why", "text", "How urgent it is, and the guide's paragraph."),
)
"""Columns of the sheet of suggested actions."""


def write_workbook(
    path: Path,
    content: Mapping[str, Any],
    *,
    file: str,
    names: Collection[str] | None = None,
    suggestions: Sequence[Suggestion] | None = None,
) -> tuple[str, ...]:
    """Write a partnership as a workbook.

    Parameters
    ----------
    path
        Where to write it; what stands there is replaced.
    content
        What the partnership's files say, as plain values.
    file
        Name of the partnership's file.
    names
        Tables to write besides those that hold something; None writes all tables.
    suggestions
        Actions that a review suggests; None for a workbook without them. With them, only actions are written.

    Returns
    -------
    tuple
        Names of the sheets of tables.
    """
    with new_book(path) as book:
        title = shown(content.get("name")) or "New partnership"
        book.set_properties({"title": f"{title}: workbook", "comments": "Written by partnerlab."})
        chosen = [table for table in sheet_tables() if _is_wanted(table, content, names, suggestions is not None)]
        writer = _Writer(book, content, {table.name for table in chosen if table.has_id})
        cover = writer.sheet("cover")
        if suggestions is None:
            writer.singles()
        for table in chosen:
            writer.table(table)
        if suggestions is not None:
            writer.suggestions(suggestions)
        writer.cover(cover, title)
        writer.origin(file)
        return tuple(table.name for table in chosen)


def _is_wanted(table: Table, content: Mapping[str, Any], names: Collection[str] | None, only_actions: bool) -> bool:
    if only_actions:
        return table.name == "actions"
    return names is None or table.name in names or any(rows_of(table, content))


@dataclass
class _Writer:
    book: xlsxwriter.Workbook
    content: Mapping[str, Any]
    with_ids: Collection[str]
    held: list[tuple[str, str, str, dict[str, str]]] = field(default_factory=list)
    contents: list[tuple[str, str, int]] = field(default_factory=list)

    def __post_init__(self) -> None:
        add = self.book.add_format
        self.title: Format = add({"bold": True, "font_size": 15})
        self.heading: Format = add({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"})
        self.body: Format = add({"text_wrap": True, "valign": "top"})
        self.day: Format = add({"num_format": "dd/mm/yyyy", "valign": "top", "align": "left"})
        self.fixed: Format = add({"font_color": "#595959", "valign": "top"})

    def sheet(self, name: str) -> Worksheet:
        sheet = self.book.add_worksheet(name)
        sheet.set_landscape()
        sheet.set_paper(9)
        return sheet

    def singles(self) -> None:
        columns = columns_of(Partnership)
        sheet = self.sheet(SINGLES)
        sheet.write_string(0, 0, "The partnership in single values", self.title)
        sheet.write_string(1, 0, "Fill in the second column. An empty cell leaves what partnerlab supplies.")
        sheet.set_column(0, 0, 34, self.fixed)
        sheet.set_column(1, 1, 60, self.body)
        sheet.set_column(2, 2, 70, self.body)
        for row, column in enumerate(columns, HEADING + 1):
            value = value_at(self.content, column.name)
            sheet.write_string(row, 0, column.name, self.fixed)
            self._cell(sheet, row, 1, column, value)
            sheet.write_string(row, 2, _help(column), self.body)
            self._validate(sheet, column, row, row, 1)
            self.held.append((SINGLES, "", column.name, {"value": fingerprint(value)}))
        headings = [{"header": name, "header_format": self.heading} for name in ("field", "value", "meaning")]
        self._table(sheet, SINGLES, headings, len(columns))
        self.contents.append((SINGLES, "Name, purpose, settings: one value a row", len(columns)))

    def table(self, table: Table) -> None:
        rows = list(rows_of(table, self.content))
        leading = leading_columns(table)
        sheet = self.sheet(table.name)
        sheet.write_string(0, 0, table.name, self.title)
        sheet.write_string(1, 0, _explained(table))
        for number, row in enumerate(rows, HEADING + 1):
            self._leading(sheet, number, row, leading)
            for place, column in enumerate(table.columns, len(leading)):
                self._cell(sheet, number, place, column, row.values[column.name])
            prints = {name: mark for name, value in row.values.items() if (mark := fingerprint(value))}
            self.held.append((table.name, row.outer, row.key, prints))
        columns = [*(Column(name, "text", _LEADING[name]) for name in leading), *table.columns]
        self._columns(sheet, table.name, columns, len(rows))
        self.contents.append((table.name, table.help, len(rows)))

    def suggestions(self, rows: Sequence[Suggestion]) -> None:
        sheet = self.sheet(SUGGESTED)
        sheet.write_string(0, 0, "Actions that the review suggests", self.title)
        sheet.write_string(
            1, 0, "None is agreed yet. To take one up, say yes in the first column, then who and by when."
        )
        for number, row in enumerate(rows, HEADING + 1):
            values = ("", row.title, "", "", row.finding, row.subject, row.why)
            for place, (column, value) in enumerate(zip(SUGGESTION_COLUMNS, values, strict=True)):
                self._cell(sheet, number, place, column, value or None)
        self._columns(sheet, SUGGESTED, SUGGESTION_COLUMNS, len(rows))
        self.contents.append((SUGGESTED, "What the review suggests; nobody has agreed to it yet", len(rows)))

    def cover(self, sheet: Worksheet, title: str) -> None:
        lines = [
            "Fill in or correct the sheets, save, and bring the workbook back with: partnerlab import WORKBOOK FILE",
            "The command shows what would change. It writes only with --write, and `partnerlab undo` undoes it.",
            "Each sheet holds one table. A cell explains itself when it is chosen; many have a list.",
            "Separate several ids in one cell by semicolons. Dates are days, such as 31/03/2026.",
            f'Leave the column "{NUMBER}" as it is. Empty it in rows that you add.',
        ]
        sheet.set_column(0, 0, 34, self.body)
        sheet.set_column(1, 1, 80, self.body)
        sheet.write_string(0, 0, title, self.title)
        for row, line in enumerate(lines, 1):
            sheet.write_string(row, 0, line, self.book.add_format())
        first = len(lines) + 2
        for row, (name, text, count) in enumerate(self.contents, first + 1):
            sheet.write_string(row, 0, name, self.body)
            sheet.write_string(row, 1, text, self.body)
            sheet.write_number(row, 2, count, self.body)
        headings = [{"header": name, "header_format": self.heading} for name in ("sheet", "what it holds", "rows")]
        last = first + max(len(self.contents), 1)
        sheet.add_table(first, 0, last, 2, {"name": "sheets", "columns": headings, "style": None, "autofilter": False})

    def origin(self, file: str) -> None:
        sheet = self.book.add_worksheet(ORIGIN)
        sheet.write_string(0, 0, MARK)
        sheet.write_string(0, 1, file)
        for row, (table, outer, key, prints) in enumerate(self.held, 1):
            for column, text in enumerate((table, outer, key, json.dumps(prints, separators=(",", ":")))):
                sheet.write_string(row, column, text)
        sheet.very_hidden()

    def _leading(self, sheet: Worksheet, number: int, row: Held, leading: Sequence[str]) -> None:
        for place, name in enumerate(leading):
            sheet.write_string(number, place, row.outer if name == OUTER else row.key, self.fixed)

    def _columns(self, sheet: Worksheet, name: str, columns: Sequence[Column], count: int) -> None:
        for place, column in enumerate(columns):
            is_long = column.kind == "text" and not column.refers and column.name not in {"id", OUTER, NUMBER}
            sheet.set_column(place, place, 32 if is_long else 16, self.day if column.kind == "date" else self.body)
            sheet.write_comment(HEADING, place, _help(column), {"x_scale": 2})
            self._validate(sheet, column, HEADING + 1, HEADING + ROOM, place)
        headings = [{"header": column.name, "header_format": self.heading} for column in columns]
        self._table(sheet, name, headings, count)

    def _table(self, sheet: Worksheet, name: str, headings: list[dict[str, Any]], count: int) -> None:
        options = {"name": "t_" + re.sub(r"\W", "_", name), "columns": headings, "style": None, "autofilter": False}
        sheet.add_table(HEADING, 0, HEADING + max(count, 1), len(headings) - 1, options)
        sheet.freeze_panes(HEADING + 1, 1)
        sheet.repeat_rows(HEADING)

    def _cell(self, sheet: Worksheet, row: int, place: int, column: Column, value: Any) -> None:
        text = shown(value)
        if not text:
            sheet.write_blank(row, place, None, self.day if column.kind == "date" else self.body)
        elif column.kind == "date" and (day := _date(text)) is not None:
            sheet.write_datetime(row, place, day, self.day)
        elif isinstance(value, int | float) and not isinstance(value, bool) and column.kind != "text":
            sheet.write_number(row, place, value, self.body)
        else:
            sheet.write_string(row, place, text[:LONGEST], self.body)

    def _validate(self, sheet: Worksheet, column: Column, first: int, last: int, place: int) -> None:
        options: dict[str, Any] = {
            "validate": "any",
            "input_title": column.name[:32],
            "input_message": _help(column)[:255],
        }
        choices = ["yes", "no"] if column.kind == "truth" else list(column.choices)
        if choices:
            options |= {"validate": "list", "source": choices, "error_message": f"One of: {', '.join(choices)}"[:255]}
        elif len(column.refers) == 1 and column.kind == "text" and column.refers[0] in self.with_ids:
            source = f"='{column.refers[0]}'!$A${HEADING + 2}:$A${HEADING + 1 + ROOM}"
            options |= {
                "validate": "list",
                "source": source,
                "error_type": "warning",
                "error_message": "Not an id yet.",
            }
        elif column.kind == "date":
            options |= {"validate": "date", "criteria": ">=", "value": _FIRST_DAY, "error_message": "Write a day."}
        elif column.kind in {"number", "whole"}:
            kind = "decimal" if column.kind == "number" else "integer"
            options |= {"validate": kind, "criteria": ">=", "value": -(10**12), "error_message": "Write a number."}
        sheet.data_validation(first, place, last, place, options)


_LEADING = {
    OUTER: "Id of the row that this one belongs to, or its number where it has no id.",
    NUMBER: "Leave it as it is; empty in rows that you add.",
}


def leading_columns(table: Table) -> tuple[str, ...]:
    """Return the headings before a table's own: what its rows belong to, and their number where they have no id."""
    return (*((OUTER,) if has_outer(table) else ()), *(() if table.has_id else (NUMBER,)))


def _help(column: Column) -> str:
    needed = " Needed in each row." if column.required and column.name != "id" else ""
    several = " Separate several by semicolons." if column.kind == "ids" else ""
    return f"{column.help.replace('; YYYY-MM-DD', '').replace('`', '')}{several}{needed}".strip() or column.name


def _explained(table: Table) -> str:
    outer = f' "{OUTER}" says to which of {table.path[0]}.' if has_outer(table) else ""
    within = [other.path[-1] for other in tables() if other.path[:-1] == table.path]
    kept = f" Their {' and '.join(within)} are not in the workbook, and stay as they are." if outer and within else ""
    return f"{table.help}{outer}{kept}"


def _date(text: str) -> date | None:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None
    return day if day >= _FIRST_DAY else None


def parts_of(stage: str) -> tuple[str, ...]:
    """Return the tables that a partnership fills in by a stage.

    Examples
    --------
    >>> "partners" in parts_of("scoping"), "risks" in parts_of("scoping"), "risks" in parts_of("managing")
    (True, False, True)
    """
    text = resources.files("partnerlab.exchange").joinpath("parts.toml").read_text(encoding="utf-8")
    by_stage: dict[str, list[str]] = tomllib.loads(text)
    until = [*by_stage].index(stage) + 1
    return tuple(name for names in [*by_stage.values()][:until] for name in names)
