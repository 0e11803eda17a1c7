"""Sheets of a workbook of ours, as if somebody had typed into them."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from partnerlab.exchange.workbook import HEADING
from partnerlab.sheets import Sheet


def with_cell(sheets: dict[str, Sheet], name: str, row: int, heading: str, value: Any) -> None:
    """Type a value into a row of a sheet, counted from 1 below the headings."""
    sheet = sheets[name]
    column = sheet.rows[HEADING].index(heading)
    rows = [list(cells) for cells in sheet.rows]
    while len(rows) <= HEADING + row:
        rows.append([None] * len(sheet.rows[0]))
    rows[HEADING + row][column] = value
    sheets[name] = replace(sheet, rows=tuple(map(tuple, rows)))
