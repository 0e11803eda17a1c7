"""The portfolio's tables for who goes on: CSV, an accessible Excel workbook and, where pyarrow is at hand, Parquet."""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, date, datetime
from importlib.util import find_spec
from math import ceil
from textwrap import wrap
from typing import Any

import pandas as pd

from partnerlab.display.table import is_missing, write_csv, write_heading
from partnerlab.page.parts import read_lights

DAY_OF_ALL = datetime(1980, 1, 1, tzinfo=UTC)
"""When each workbook says that it was made: the same tables give the same bytes."""
MOST_ROWS = 10_000
"""Rows of a sheet; a longer table stands whole in a CSV file beside the workbook, which takes far less to write."""
ROWS_AT_ONCE = 1_000
"""Rows of a CSV file that are held as text at once."""
LONGEST_CELL = 32_000
"""Characters of a cell; Excel holds 32,767."""
WIDEST, WIDEST_HEADING = 60, 20
"""Letters in a line of a column, and of a heading by itself, at most."""
LINE = 15
"""Height of a line of text, in points."""
PAGE = 185
"""Letters across a sheet of A4, laid on its side, that can still be read: about three quarters of their size."""
MARGIN = 0.4
"""Inches left free at each side of a page."""
A4 = 9
"""Excel's number of that paper."""
MOST_LINES = 12
"""Lines of a row that are shown; a longer text is whole in its cell."""
ROOM = 1.15
"""How much more room a text takes than its letters, since lines end with words."""
HEADED = 3
"""Row of a sheet's headings, from 0."""
ABOUT = {
    "partnerships": "One row for each partnership, the one with most to act on first.",
    "organisations": "One row for each organisation, with most partnerships first.",
    "seats": "One row for each organisation in each partnership.",
    "pairs": "Partnerships that share members; candidates to merge or end are marked.",
    "endings": "Partnerships to be looked at for ending, because of what is on record; this is no verdict.",
    "findings": "Findings that call for action or attention, those of most partnerships first.",
    "actions": "Actions agreed and not done, overdue first.",
    "shared": "What several partnerships rest on at once.",
    "withdrawals": "What would be lost if one organisation withdrew from all of its partnerships.",
    "names": "Names that may mean one organisation; write those that do into the register of organisations.",
    "moves": "Seats and leads that could move to bring organisations within their limit of hours.",
    "load": "Hours a month of those beyond their limit and of those who could take something on, before and after.",
    "changes": "What changed in each partnership since its own last review, from its own dated record.",
    "boards": "All partnerships at each board, in totals.",
    "left_out": "Partnerships and files that are set aside, gone, or left by another version, and why.",
}
"""What each sheet holds, in a sentence."""
HEADINGS = {
    "exposure_mean": "Mean cost of risks (£ a year)",
    "exposure_p80": "P80 of the cost of risks (£ a year)",
    "risks_without_lead": "Open risks without a lead",
    "spent": "Spent (£)",
    "spent_on_budgets": "Spent on budgets (£)",
    "budget": "Budget (£)",
    "hours": "Hours a month",
    "hours_known": "Partnerships that say hours",
    "money": "Money (£ a year)",
    "over": "Over its limit of hours",
    "overdue": "Overdue actions",
    "names": "Which",
    "lead": "Lead organisation",
    "leads": "Lead organisation of",
    "leads_lost": "Left without their lead organisation",
    "risks_unled": "Risks that lose their lead",
    "ended": "Left with fewer than two members",
    "money_share": "Share of all money that is known",
    "on": "Board",
    "with_red": "With findings to act on now",
    "since": "Last review",
    "told": "Of criteria that are known",
    "shown": "Last good review shown",
}
"""Heading of a column whose own name does not say it, or its unit, in every sheet; lights are called by their words."""
POUNDS = frozenset({"exposure_mean", "exposure_p80", "spent", "spent_on_budgets", "budget", "money"})
SHARES = frozenset({"share", "money_share", "members_overlap", "smaller_covered", "outcomes_overlap"})
COUNTS = ("actions_overdue", "actions_open", "risks_without_lead", "milestones_overdue")
"""Measures that are whole numbers."""


def write_files(frames: Mapping[str, pd.DataFrame]) -> Iterator[tuple[str, bytes]]:
    """Write the portfolio's tables, one file after another: its name and its bytes, the same for the same tables.

    Of the frames, each a table by its name, the CSV and the Parquet file hold `partnerships`, the workbook all.
    """
    yield "portfolio.xlsx", write_workbook(frames)
    flat = _flatten(frames["partnerships"])
    flat = flat.assign(**{name: flat[name].round().astype("Int64") for name in COUNTS if name in flat})
    yield "portfolio.csv", _as_csv(flat)
    if writes_parquet():
        written = io.BytesIO()
        flat.to_parquet(written, index=False)
        yield "portfolio.parquet", written.getvalue()
    for name, frame in frames.items():
        if len(frame) > MOST_ROWS and name != "partnerships":
            yield f"{name.replace('_', '-')}.csv", _as_csv(_flatten(frame))


def writes_parquet() -> bool:
    """Whether what writes Parquet is at hand."""
    return find_spec("pyarrow") is not None


def _as_csv(frame: pd.DataFrame) -> bytes:
    """A table as CSV, some rows at a time, since a text takes several times the room of its bytes."""
    written = bytearray(write_csv(frame.head(0)).encode("utf-8-sig"))
    for first in range(0, len(frame), ROWS_AT_ONCE):
        part = write_csv(frame.iloc[first : first + ROWS_AT_ONCE])
        written += part[part.index("\n") + 1 :].encode()
    return bytes(written)


def _flatten(frame: pd.DataFrame) -> pd.DataFrame:
    """A table whose cells are single values: several words are joined by semicolons."""
    flat = frame.copy(deep=False)
    for name in flat.columns:
        if flat[name].map(lambda value: isinstance(value, tuple)).any():
            flat[name] = flat[name].map("; ".join)
    return flat


def write_workbook(frames: Mapping[str, pd.DataFrame]) -> bytes:
    """Write tables as an Excel workbook that a screen reader can follow: a contents sheet, then one table a sheet.

    Each sheet says in its first cells what it holds; each table has a name, headings and no merged or empty rows
    within. Rows are written one by one to temporary files, so that the largest table takes no more memory than a small
    one.
    """
    written = io.BytesIO()
    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    import xlsxwriter  # noqa: PLC0415 - slow to import, and each page imports this module for its links

    with xlsxwriter.Workbook(written, options) as book:
        book.set_properties({"title": "Portfolio of partnerships", "created": DAY_OF_ALL})
        forms = {
            "title": book.add_format({"bold": True, "font_size": 15}),
            "heading": book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"}),
            "day": book.add_format({"num_format": "dd/mm/yyyy", "align": "left", "valign": "top"}),
            "pounds": book.add_format({"num_format": "#,##0", "valign": "top"}),
            "share": book.add_format({"num_format": "0%", "valign": "top"}),
            "long": book.add_format({"text_wrap": True, "valign": "top", "indent": 1}),
            "text": book.add_format({"valign": "top", "indent": 1}),
            "plain": book.add_format({"valign": "top"}),
        }
        contents = book.add_worksheet("Contents")
        contents.write_string(0, 0, "Portfolio of partnerships", forms["title"])
        contents.write_string(1, 0, "Each sheet holds one table. Empty cells are not known, not nought.")
        contents.set_column(0, 0, 22)
        contents.set_column(1, 1, 90)
        _lay_out(contents, "Contents", [22, 90])
        for number, (name, frame) in enumerate(frames.items(), 3):
            sheet = write_heading(name)
            contents.write_url(number, 0, f"internal:'{sheet}'!A1", string=sheet)
            rows = f"Rows: {len(frame):,}."
            if len(frame) > MOST_ROWS:
                rows = f"The first {MOST_ROWS:,} of {len(frame):,} rows; all are in {name.replace('_', '-')}.csv."
            contents.write_string(number, 1, f"{ABOUT.get(name, '')} {rows}".strip())
        for name, frame in frames.items():
            flat = _put_reason_first(_flatten(frame.head(MOST_ROWS)))
            _write_sheet(book.add_worksheet(write_heading(name)), name, flat, forms)
    return written.getvalue()


def _put_reason_first(frame: pd.DataFrame) -> pd.DataFrame:
    """Bring the reason of each partnership next to its findings, so that both are on the first page across."""
    names = [str(name) for name in frame.columns if name != "reason"]
    if "reason" in frame and "green" in names:
        names.insert(names.index("green") + 1, "reason")
        return frame[names]
    return frame


def _write_sheet(sheet: Any, name: str, frame: pd.DataFrame, forms: Mapping[str, Any]) -> None:
    sheet.write_string(0, 0, write_heading(name), forms["title"])
    sheet.write_string(1, 0, ABOUT.get(name, ""))
    own = HEADINGS | {light: words["word"] for light, words in read_lights().items()}
    headings = [own.get(str(column), write_heading(str(column))) for column in frame.columns]
    numbers = [
        forms["pounds" if column in POUNDS else "share" if column in SHARES else "plain"] for column in frame.columns
    ]
    texts: list[Any] = []
    widths: list[int] = []
    for place, (_, column) in enumerate(frame.items()):
        longest = max((_width(value) for value in column.head(200) if not is_missing(value)), default=0)
        widths.append(min(WIDEST, max(longest, min(len(headings[place]), WIDEST_HEADING)) + 2))
        texts.append(forms["long" if longest > WIDEST else "text" if place else "plain"])
        sheet.set_column(place, place, widths[-1])
    lines = max(len(wrap(heading, width)) for heading, width in zip(headings, widths, strict=True))
    sheet.set_row(HEADED, LINE * lines)  # said here, since not every program makes room for a heading of several lines
    columns = [{"header": heading, "header_format": forms["heading"]} for heading in headings]
    last = HEADED + max(len(frame), 1)
    _add_table(sheet, (HEADED, 0, last, len(columns) - 1), {"name": f"Table_{name}", "columns": columns, "style": None})
    for place, heading in enumerate(headings):
        sheet.write_string(HEADED, place, heading, forms["heading"])
    rows = zip(*(column.tolist() for _, column in frame.items()), strict=True)
    long = [place for place, text in enumerate(texts) if text is forms["long"]]
    for number, row in enumerate(rows, HEADED + 1):
        lines = max((ceil(ROOM * len(str(row[place])) / widths[place]) for place in long), default=1)
        if lines > 1:  # said here as well, and before the cells of the row are written
            sheet.set_row(number, LINE * min(lines, MOST_LINES))
        for place, value in enumerate(row):
            _write_cell(sheet, number, place, value, day=forms["day"], form=numbers[place], text=texts[place])
    sheet.freeze_panes(HEADED + 1, 1)
    _lay_out(sheet, write_heading(name), widths)


def _lay_out(sheet: Any, title: str, widths: Sequence[int]) -> None:
    """Say how a sheet is printed: on A4 laid on its side, as many pages across as can be read, each with its headings.

    Every page repeats the first column, so that each row is known on the pages to the right, which follow at once.
    """
    sheet.set_paper(A4)
    sheet.set_landscape()
    sheet.set_margins(left=MARGIN, right=MARGIN, top=2 * MARGIN, bottom=2 * MARGIN)
    first, rest = widths[0], sum(widths[1:])
    across = max(1, ceil(rest / max(PAGE - first, WIDEST)))
    sheet.fit_to_pages(across, 0)
    sheet.print_across()
    sheet.set_footer(f"&L{title.replace('&', '&&')}&RPage &P of &N")
    if title != "Contents":
        sheet.repeat_rows(HEADED)
    if across > 1:
        sheet.repeat_columns(0)


def _add_table(sheet: Any, extent: tuple[int, int, int, int], options: Mapping[str, Any]) -> None:
    """Say that cells are a table, before any of them is written.

    XlsxWriter 3 offers no tables where rows are written one by one, since it writes their headings itself. They are
    written again afterwards, so that nothing but the table's extent is left of this.
    """
    sheet.constant_memory = False
    try:
        sheet.add_table(*extent, options)
    finally:
        sheet.constant_memory = True
        # A note of every cell, by which a second table is kept from overlapping the first: 40 MB for a country.
        sheet.table_cells.clear()


def _width(value: Any) -> int:
    """Letters that a cell takes; a number is shown without most of its decimals, a day in ten."""
    if isinstance(value, float):
        return len(f"{value:,.1f}")
    return len(str(value))


def _write_cell(sheet: Any, row: int, place: int, value: Any, *, day: Any, form: Any, text: Any) -> None:
    if is_missing(value):
        return
    if isinstance(value, date):
        sheet.write_datetime(row, place, value, day)
    elif isinstance(value, bool):
        sheet.write_string(row, place, "yes" if value else "no", text)
    elif isinstance(value, int | float):
        sheet.write_number(row, place, value, form)
    else:
        sheet.write_string(row, place, str(value)[:LONGEST_CELL], text)
