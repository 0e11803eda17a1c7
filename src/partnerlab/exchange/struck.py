"""Rows and cells of anybody's table that are struck out: asked about, then left out or taken, and told either way."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from partnerlab.exchange.report import Kind, Report
from partnerlab.sheets.spreadsheet import Sheet
from partnerlab.sheets.values import is_nothing
from partnerlab.wording import listed

SKIP = "skip"
"""What is said for leaving out what is struck out."""


def without_struck(
    sheet: Sheet, columns: Mapping[str, int], key: Sequence[str], *, heading: int, said: str, report: Report
) -> Sheet:
    """Return a sheet as it is to be read: without what is struck out, where that was said.

    Parameters
    ----------
    columns
        Field → column of those that are read.
    key
        What a row is called by: where that is struck out, the row is.
    heading
        The last row of the headings.
    said
        `skip` or `take`; empty where nobody has said yet.
    report
        Takes the question, and what was left out or taken.
    """
    read = set(columns.values())
    _tell_partly(sheet, heading, read, report)
    cells = sorted(
        (row, column)
        for row, column in sheet.struck
        if row > heading and column in read and not is_nothing(sheet.rows[row][column])
    )
    if not cells:
        return sheet
    named = {columns[name] for name in key if name in columns}
    rows = sorted({row for row, column in cells if column in named})
    alone = [(row, column) for row, column in cells if row not in rows]
    if said:
        what = "left out, as you said" if said == SKIP else "taken all the same, as you said"
        kind: Kind = "not taken" if said == SKIP else "taken"
        for row in rows:
            report.note(kind, sheet.place(row, min(named)), f"row {row + 1} is struck out: {what}")
        for row, column in alone:
            report.note(kind, sheet.place(row, column), f"the cell is struck out: {what}")
        return _blank(sheet, set(rows), set(alone)) if said == SKIP else sheet
    places = [f"row {row + 1}" for row in rows] + [f"cell {sheet.place(*at).rpartition('!')[2]}" for at in alone]
    are, each, them = ("is", "it", "it") if len(places) == 1 else ("are", "each", "them")
    text = f"{sheet.name or sheet.file}: {listed(places, most=8)} {are} struck out. Does {each} still count?"
    report.ask("--struck-out", text, f"skip, to leave {them} out, or take")
    return sheet


def _tell_partly(sheet: Sheet, heading: int, read: set[int], report: Report) -> None:
    for row, column in sorted(sheet.partly_struck):
        if row > heading and column in read:
            message = "text in the cell is struck out; all of it was taken. Delete in the workbook what no longer holds"
            report.note("taken", sheet.place(row, column), message)


def _blank(sheet: Sheet, rows: set[int], cells: set[tuple[int, int]]) -> Sheet:
    """Return a sheet in which rows and cells hold nothing."""
    return replace(
        sheet,
        rows=tuple(
            tuple(None if row in rows or (row, column) in cells else cell for column, cell in enumerate(held))
            for row, held in enumerate(sheet.rows)
        ),
    )
