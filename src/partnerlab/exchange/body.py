"""The rows under the headings of anybody's table: those of it, those that go on with the one above, and the others."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from partnerlab.exchange.mapping import SheetMapping, unique
from partnerlab.exchange.report import Report
from partnerlab.exchange.struck import without_struck
from partnerlab.partnership import reading
from partnerlab.partnership.columns import Column, read_column
from partnerlab.sheets.headings import Headings, locate_headings, plain_heading
from partnerlab.sheets.spreadsheet import CLEANED, FAILED, SAVE_AGAIN, Cell, Sheet
from partnerlab.sheets.values import UnreadError, is_nothing, read_text
from partnerlab.wording import counted

HAPPENED = frozenset({"on", "from", "joined", "published", "rated_on", "done", "action_done", "closed"})
"""Columns whose days have been: one to come would move every review to it."""
MOST_QUOTED = 60
"""Characters of a cell that a report quotes."""


@dataclass(frozen=True)
class Row:
    """One row of a table, with the rows below it that go on with it."""

    number: int
    """Its row in the sheet, counted from 0."""
    more: tuple[int, ...] = ()
    """Rows below that belong to it, such as the second control of a risk."""


@dataclass(frozen=True)
class Body:
    """The rows of one sheet, with what each of its columns holds."""

    sheet: Sheet
    mapping: SheetMapping
    """How it is read."""
    columns: dict[str, int]
    """Columns of the sheet, counted from 0, by what they hold."""
    heading: int
    """The last row of its headings, counted from 0."""
    rows: tuple[Row, ...]

    def cell(self, row: int, meaning: str) -> Cell:
        """Return a cell; None when the sheet has no such column."""
        column = self.columns.get(meaning)
        return None if column is None else self.sheet.rows[row][column]

    def place(self, row: int, meaning: str) -> str:
        """Return where a cell stands; for a column that is not there, where the row begins."""
        return self.sheet.place(row, self.columns.get(meaning, 0))

    def is_own(self, row: int, meaning: str) -> bool:
        """Whether a cell holds something of its own, not what a merged cell above it holds."""
        column = self.columns.get(meaning)
        return column is not None and (row, column) not in self.sheet.merged and not is_nothing(self.cell(row, meaning))

    def references(self) -> Iterator[str]:
        """Yield what rows have for an id."""
        for row in self.rows:
            if (ref := read_text(self.cell(row.number, "id"))) is not None:
                yield ref

    def values(self, column: Column, meaning: str, report: Report) -> dict[int, Any]:
        """Return what each row holds in a column, by the row's number; what cannot be read is reported by cell."""
        if meaning not in self.columns:
            return {}
        numbers = [number for row in self.rows for number in (row.number, *row.more)]
        cells = [self.cell(number, meaning) for number in numbers]
        found: dict[int, Any] = {}
        is_past = column.kind == "date" and meaning.rpartition(".")[2] in HAPPENED
        last = reading.today().isoformat()
        for number, value in zip(numbers, read_column(column, self.sheet, cells, self.mapping.dates), strict=True):
            if isinstance(value, UnreadError):
                report.note("not taken", self.place(number, meaning), str(value))
            elif is_past and value is not None and value > last:
                message = f"{value} is after today, {last}, and this column says what has happened; correct the day"
                report.note("not taken", self.place(number, meaning), message)
            elif value is not None:
                found[number] = value
        return found


def body_of(sheet: Sheet, mapping: SheetMapping, key: Sequence[str], report: Report) -> Body | None:
    """Return the rows of a sheet that is read by a mapping; None when its headings are not found.

    Parameters
    ----------
    key
        What a row must hold to be one: any of these.
    report
        Takes notes of what is no row, and of headings that came or went.
    """
    headings = locate_headings(sheet, mapping.table, mapping.columns)
    if headings is None:
        report.note("not taken", sheet.name or sheet.file, "no row of headings was found, as the mapping names them")
        return None
    columns = _columns(sheet, headings, mapping, report)
    sheet = without_struck(sheet, columns, key, heading=headings.last, said=mapping.struck_out, report=report)
    rows: list[Row] = []
    body = Body(sheet, mapping, columns, headings.last, ())
    _tell_unread(body, report)
    for _, place, told in sheet.unread_below(headings.last):
        report.note("not taken", place, told)
    names = [plain_heading(name) for name in headings.names]
    was_blank = False
    for number in range(headings.last + 1, len(sheet.rows)):
        filled = [column for column in sheet.filled(number) if not is_nothing(sheet.rows[number][column])]
        if not filled:
            was_blank = True
            continue
        cells = [plain_heading(cell) for cell in sheet.rows[number]]
        if sum(cell == name for cell, name in zip(cells, names, strict=True) if name) * 2 > sum(map(bool, names)):
            continue  # the headings again, as on each printed page
        goes_on = rows and not any(body.is_own(number, meaning) for meaning in (*key, "id"))
        if len(filled) == 1 and not (goes_on and not was_blank and filled[0] in columns.values()):
            words = " ".join(str(sheet.rows[number][filled[0]]).split())
            report.note(
                "not taken", sheet.place(number, filled[0]), f'"{_short(words)}" is alone in its row, like a note'
            )
        elif any(body.is_own(number, meaning) for meaning in key):
            rows.append(Row(number))
        elif goes_on and not was_blank:
            rows[-1] = Row(rows[-1].number, (*rows[-1].more, number))
        elif not any((number, columns[meaning]) in sheet.uncalculated for meaning in key if meaning in columns):
            message = f"row {number + 1} has no {' or '.join(key)}; fill it in, or delete the row"
            report.note("not taken", sheet.place(number, filled[0]), message)
        was_blank = False
    return Body(sheet, mapping, columns, headings.last, tuple(rows))


def _tell_unread(body: Body, report: Report) -> None:
    """Report what cannot be read whole, once a column: formulas without a result, and texts that hold what is none."""
    for meaning, column in body.columns.items():
        rows = sorted(row for row, at in body.sheet.uncalculated if at == column and row > body.heading)
        if rows:
            message = f"the cell holds a formula that was never calculated; {SAVE_AGAIN}"
            if len(rows) > 1:
                cells = counted(len(rows), "cell")
                message = (
                    f"{cells} of this column, from here down, hold formulas that were never calculated; {SAVE_AGAIN}"
                )
            report.note("not taken", body.place(rows[0], meaning), message)
        failed = sorted(row for row, at in body.sheet.failed if at == column and row > body.heading)
        if failed:
            more = f" (and {counted(len(failed) - 1, 'more cell')} of this column)" if len(failed) > 1 else ""
            report.note("not taken", body.place(failed[0], meaning), f"{FAILED}{more}")
        tell_unfit(body.sheet, report, column, body.heading)


def tell_unfit(sheet: Sheet, report: Report, column: int, after: int) -> None:
    """Report the cells of a column, below a row, of which a part was not read as text."""
    rows = sorted(row for row, at in sheet.unfit if at == column and row > after)
    if rows:
        more = f" (and {counted(len(rows) - 1, 'more cell')} of this column)" if len(rows) > 1 else ""
        report.note("taken", sheet.place(rows[0], column), f"{CLEANED}{more}")


def _columns(sheet: Sheet, headings: Headings, mapping: SheetMapping, report: Report) -> dict[str, int]:
    known = {_key(heading): meaning for heading, meaning in mapping.columns.items()}
    columns: dict[str, int] = {}
    seen = set()
    for column, name in enumerate(unique(headings.names)):
        heading = _key(name)
        if not name:
            _tell_nameless(sheet, headings.last, column, report)
            continue
        seen.add(heading)
        place = sheet.place(headings.last, column)
        if heading not in known:
            hint = (
                f"; it looks like {headings.meanings[column]}: add it to the mapping"
                if headings.meanings[column]
                else ""
            )
            report.note("not taken", place, f'heading "{name}" is new{hint}')
        elif not known[heading]:
            report.note("not taken", place, f'column "{name}": the mapping does not say what it holds')
        elif known[heading] in columns:
            report.note("not taken", place, f'column "{name}": another column holds {known[heading]} already')
        else:
            columns[known[heading]] = column
    for heading in mapping.columns:
        if mapping.columns[heading] and _key(heading) not in seen:
            report.note("not taken", sheet.name or sheet.file, f'heading "{heading}" is no longer in the sheet')
    return columns


def _tell_nameless(sheet: Sheet, heading: int, column: int, report: Report) -> None:
    """Report a column without a heading that holds something below where its heading would be."""
    found = [number for number in range(heading + 1, len(sheet.rows)) if not is_nothing(sheet.rows[number][column])]
    if found:
        words = " ".join(str(sheet.rows[found[0]][column]).split())
        message = f'"{_short(words)}" is in a column without a heading'
        more = f", as {counted(len(found) - 1, 'further cell')} below" if len(found) > 1 else ""
        report.note("not taken", sheet.place(found[0], column), f"{message}{more}; name the column")


def _key(heading: str) -> str:
    """Return a heading without its punctuation, but with the number that tells it from others of its name."""
    name, mark, number = heading.rpartition(" #")
    return plain_heading(name) + mark + number if name and number.isdigit() else plain_heading(heading)


def _short(words: str) -> str:
    return words if len(words) <= MOST_QUOTED else f"{words[: MOST_QUOTED - 1]}…"
