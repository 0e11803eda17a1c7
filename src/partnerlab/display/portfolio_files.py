"""The portfolio's tables for who goes on: CSV, an accessible Excel workbook and, where pyarrow is at hand, Parquet."""

from __future__ import annotations

import io
from collections.abc import Mapping
from datetime import UTC, date, datetime
from importlib.util import find_spec
from typing import Any

import pandas as pd
import xlsxwriter

from partnerlab.display.table import is_missing, write_csv, write_heading

DAY_OF_ALL = datetime(1980, 1, 1, tzinfo=UTC)
"""When each workbook says that it was made: the same tables give the same bytes."""
MOST_ROWS = 10_000
"""Rows of a sheet; a longer table stands whole in a CSV file beside the workbook, which takes far less to write."""
LONGEST_CELL = 32_000
"""Characters of a cell; Excel holds 32,767."""
WIDEST = 60
ABOUT = {
    "partnerships": "One row for each partnership, the one with most to act on first.",
    "organisations": "One row for each organisation, with most partnerships first.",
    "seats": "One row for each organisation in each partnership.",
    "pairs": "Partnerships that share most of their members; candidates to merge or end are marked.",
    "findings": "Findings that come up in several partnerships, most first.",
    "actions": "Actions agreed and not done, overdue first.",
    "shared": "What several partnerships rest on at once.",
    "withdrawals": "What would be lost if one organisation withdrew from all of its partnerships.",
    "names": "Names that may mean one organisation; write those that do into the register of organisations.",
    "moves": "Seats and leads that could move to bring organisations within their limit of hours.",
    "boards": "All partnerships at each board, in totals.",
    "left_out": "Partnerships that were set aside or left out, and why.",
}
"""What each sheet holds, in a sentence."""


def write_files(frames: Mapping[str, pd.DataFrame]) -> dict[str, bytes]:
    """Write the portfolio's tables: name of the file to its bytes, the same for the same tables.

    Parameters
    ----------
    frames
        Table by name; `partnerships` is what the CSV and the Parquet file hold, the workbook holds all.
    """
    flat = {name: _flatten(frame) for name, frame in frames.items()}
    long = {name: frame for name, frame in flat.items() if len(frame) > MOST_ROWS and name != "partnerships"}
    files = {f"{name.replace('_', '-')}.csv": _as_csv(frame) for name, frame in long.items()}
    files |= {
        "portfolio.csv": _as_csv(flat["partnerships"]),
        "portfolio.xlsx": write_workbook(flat),
    }
    if find_spec("pyarrow"):
        written = io.BytesIO()
        flat["partnerships"].to_parquet(written, index=False)
        files["portfolio.parquet"] = written.getvalue()
    return files


def _as_csv(frame: pd.DataFrame) -> bytes:
    return f"\ufeff{write_csv(frame)}".encode()


def _flatten(frame: pd.DataFrame) -> pd.DataFrame:
    """A table whose cells are single values: several words are joined by semicolons."""
    flat = frame.copy()
    for name in flat.columns:
        if flat[name].map(lambda value: isinstance(value, tuple)).any():
            flat[name] = flat[name].map("; ".join)
    return flat


def write_workbook(frames: Mapping[str, pd.DataFrame]) -> bytes:
    """Write tables as an Excel workbook that a screen reader can follow: a contents sheet, then one table a sheet.

    Each sheet says in its first cells what it holds; each table has a name, headings and no merged or empty rows
    within.
    """
    written = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "nan_inf_to_errors": False}
    with xlsxwriter.Workbook(written, options) as book:
        book.set_properties({"title": "Portfolio of partnerships", "created": DAY_OF_ALL})
        forms = {
            "title": book.add_format({"bold": True, "font_size": 15}),
            "heading": book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"}),
            "day": book.add_format({"num_format": "dd/mm/yyyy", "align": "left"}),
        }
        contents = book.add_worksheet("Contents")
        contents.write_string(0, 0, "Portfolio of partnerships", forms["title"])
        contents.write_string(1, 0, "Each sheet holds one table. Empty cells are not known, not nought.")
        contents.set_column(0, 0, 22)
        contents.set_column(1, 1, 90)
        for number, (name, frame) in enumerate(frames.items(), 3):
            sheet = write_heading(name)
            contents.write_url(number, 0, f"internal:'{sheet}'!A1", string=sheet)
            rows = f"Rows: {len(frame):,}."
            if len(frame) > MOST_ROWS:
                rows = f"The first {MOST_ROWS:,} of {len(frame):,} rows; all are in {name.replace('_', '-')}.csv."
            contents.write_string(number, 1, f"{ABOUT.get(name, '')} {rows}".strip())
            _write_sheet(book.add_worksheet(sheet), name, frame.head(MOST_ROWS), forms)
    return written.getvalue()


def _write_sheet(sheet: Any, name: str, frame: pd.DataFrame, forms: Mapping[str, Any]) -> None:
    sheet.write_string(0, 0, write_heading(name), forms["title"])
    sheet.write_string(1, 0, ABOUT.get(name, ""))
    headings = [write_heading(str(column)) for column in frame.columns]
    for place, (_, column) in enumerate(frame.items()):
        values = column.tolist()
        longest = max((len(str(value)) for value in values[:200] if not is_missing(value)), default=0)
        sheet.set_column(place, place, min(WIDEST, max(longest, len(headings[place])) + 2))
        for number, value in enumerate(values, 4):
            if is_missing(value):
                continue
            if isinstance(value, date):
                sheet.write_datetime(number, place, value, forms["day"])
            elif isinstance(value, bool):
                sheet.write_string(number, place, "yes" if value else "no")
            elif isinstance(value, int | float):
                sheet.write_number(number, place, value)
            else:
                sheet.write_string(number, place, str(value)[:LONGEST_CELL])
    columns = [{"header": heading, "header_format": forms["heading"]} for heading in headings]
    last = 3 + max(len(frame), 1)
    sheet.add_table(3, 0, last, len(columns) - 1, {"name": f"Table_{name}", "columns": columns, "style": None})
    sheet.freeze_panes(4, 1)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(3)
