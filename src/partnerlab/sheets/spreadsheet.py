"""Anybody's workbook or CSV file as sheets of cells, each cell knowing where it stands."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from pathlib import Path

import python_calamine as calamine

from partnerlab.characters import drop_unfit, find_unfit
from partnerlab.errors import Fault, InputError
from partnerlab.files import read_most
from partnerlab.sheets.delimited import read_delimited
from partnerlab.sheets.extent import Extent, extents_of
from partnerlab.sheets.links import leads_elsewhere
from partnerlab.sheets.ods import extents_of_ods
from partnerlab.sheets.package import LOCKED, REPAIR, fault_of_package, first_doubled
from partnerlab.sheets.places import letters_of
from partnerlab.sheets.xls import MAGIC, LockedError, extents_of_xls
from partnerlab.sheets.xlsb import extents_of_xlsb

Cell = str | int | float | bool | date | datetime | None
"""What a cell holds: text without outer spaces, a number, a truth, a date; None when it is empty."""

LARGEST_FILE = 20_000_000
"""Bytes that a workbook may hold."""

MOST_CELLS = 500_000
"""Cells of one sheet that are read."""

WORKBOOKS = (".xlsx", ".xlsm", ".xlsb", ".xls", ".ods")
"""Endings of workbooks; any other file is read as text with delimiters."""

FAILED = "holds an error of a formula, such as #REF!; correct the formula, or empty the cell"
"""What to say of a formula that failed."""

CLEANED = "held a character that nobody sees or that turns text round; it was taken out, so look at the cell again"
"""What to say of a cell of which a part was not read as text."""

SAVE_AGAIN = "open the workbook in Excel or LibreOffice, save it as .xlsx, then try again"
"""What to do about formulas that were never calculated."""

_FIRST_EXCELS = {b"\x09\x00", b"\x09\x02", b"\x09\x04"}
"""What workbooks of Excel 2, 3 and 4 begin with; those of Excel 95 are read."""
_JOINING = re.compile("[\n\t\u200c\u200d\U000e0020-\U000e007f]")


@dataclass(frozen=True)
class Sheet:
    """One sheet, whose merged cells all hold what stands in the first of them.

    Parameters
    ----------
    file
        Name of the workbook or CSV file.
    name
        Name of the sheet; empty for a CSV file.
    rows
        Its cells, row by row, all rows of one length.
    hidden
        Whether somebody has hidden it.
    merged
        Row and column, counted from 0, of each cell that shows what a cell above it or left of it holds.
    is_very_hidden
        Whether it can be shown only by a programme.
    decimal_comma
        Whether numbers are written 1.234,5; None when nothing says so.
    uncalculated
        Row and column, counted from 0, of each cell whose formula was never calculated; it reads as empty.
    failed
        Row and column of each cell whose formula failed, as `#REF!` says, which reads as empty; seen in .xlsx and .xlsm
        workbooks.
    struck
        Row and column of each cell that is shown as struck out.
    partly_struck
        Row and column of each cell of whose text a part is struck out; seen in .xlsx and .xlsm workbooks.
    commented
        Row and column of each cell that somebody has put a comment on, which is not read.
    linked
        Row and column of each cell that leads to an address which its text does not show, and which is not read.
    unfit
        Row and column of each cell that held what is no text, what turns text round, or what nobody sees, such as a
        zero-width space or a soft hyphen; it reads without that.
    typed
        Text of each of these cells whose only fault is what nobody sees, by row and column, as it was typed.
    """

    file: str
    name: str
    rows: tuple[tuple[Cell, ...], ...]
    hidden: bool = False
    merged: frozenset[tuple[int, int]] = frozenset()
    is_very_hidden: bool = False
    decimal_comma: bool | None = None
    uncalculated: frozenset[tuple[int, int]] = frozenset()
    failed: frozenset[tuple[int, int]] = frozenset()
    struck: frozenset[tuple[int, int]] = frozenset()
    partly_struck: frozenset[tuple[int, int]] = frozenset()
    commented: frozenset[tuple[int, int]] = frozenset()
    linked: frozenset[tuple[int, int]] = frozenset()
    unfit: frozenset[tuple[int, int]] = frozenset()
    typed: Mapping[tuple[int, int], str] = field(default_factory=dict)

    def place(self, row: int, column: int) -> str:
        """Return where a cell stands, as a spreadsheet writes it.

        Examples
        --------
        >>> Sheet("register.xlsx", "Risks", ()).place(6, 2), Sheet("register.csv", "", ()).place(0, 27)
        ('Risks!C7', 'register.csv!AB1')
        """
        return f"{self.name or self.file}!{letters_of(column)}{row + 1}"

    def unread_below(self, row: int) -> Iterator[tuple[str, str, str]]:
        """Yield what of the cells below a row is not read: its name, the first cell, and what to say of it.

        Examples
        --------
        >>> cells = {"commented": frozenset({(0, 0), (6, 2), (7, 1)}), "linked": frozenset({(3, 0)})}
        >>> for told in Sheet("a.xlsx", "Risks", (), **cells).unread_below(0):
        ...     print(*told, sep=", ")
        Comments on cells, Risks!C7, comments on 2 cells, this one first, are not read; put what counts into a cell
        Addresses of links, Risks!A4, the address of the link in the cell is not read; put what counts into a cell
        """
        for what, one, several, cells in (
            ("Comments on cells", "the comment on", "comments on", self.commented),
            ("Addresses of links", "the address of the link in", "addresses of links in", self.linked),
        ):
            found = sorted(at for at in cells if at[0] > row)
            if found:
                many = f"{several} {len(found)} cells, this one first, are"
                told = f"{one} the cell is" if len(found) == 1 else many
                yield what, self.place(*found[0]), f"{told} not read; put what counts into a cell"

    def filled(self, row: int) -> Iterator[int]:
        """Yield the columns of a row that hold something of their own, not by a merged cell."""
        for column, cell in enumerate(self.rows[row]):
            if cell is not None and (row, column) not in self.merged:
                yield column


def read_sheets(path: Path) -> tuple[Sheet, ...]:
    """Return the sheets of a workbook in its order; for a CSV file, its one sheet.

    Raises
    ------
    InputError
        When the file is missing, too large, protected by a password, or not what its ending says.
    """
    try:
        data = read_most(path, LARGEST_FILE + 1)
    except OSError as error:
        reason = "does not exist" if isinstance(error, FileNotFoundError) else f"cannot be read: {error.strerror}"
        raise InputError([Fault(path.name, 0, reason)]) from None
    return sheets_of(path.name, data)


def sheets_of(name: str, data: bytes) -> tuple[Sheet, ...]:
    """Return the sheets that the bytes of a file hold, by its name's ending; InputError as `read_sheets`."""
    if len(data) > LARGEST_FILE:
        raise InputError(
            [Fault(name, 0, f"is larger than {LARGEST_FILE // 1_000_000} MB; take out what is not needed")]
        )
    if not name.lower().endswith(WORKBOOKS) and not data.startswith((b"PK\x03\x04", MAGIC)):
        try:
            rows, decimal_comma = read_delimited(data)
        except ValueError as error:
            raise InputError([Fault(name, 0, str(error))]) from None
        return (
            Sheet(
                name,
                "",
                _even([[_text(cell) for cell in row] for row in rows]),
                False,
                frozenset(),
                decimal_comma=decimal_comma,
                unfit=_unfit(rows),
                typed=_typed(rows),
            ),
        )
    if data[:2] in _FIRST_EXCELS:
        message = "is a workbook of Excel 4 or before; open it in LibreOffice and save it as .xlsx"
        raise InputError([Fault(name, 0, message)])
    extents = _look_through(name, data)
    try:
        with calamine.load_workbook(io.BytesIO(data)) as book:
            doubled = first_doubled(about.name for about in book.sheets_metadata)
            if doubled is not None:
                raise InputError([Fault(name, 0, f'has two sheets called "{doubled}"; give one another name')])
            return tuple(
                _sheet(name, _opened(name, book, about.name), about.visible, extents)
                for about in book.sheets_metadata
                if about.typ == calamine.SheetTypeEnum.WorkSheet
            )
    except calamine.PasswordError:
        message = LOCKED
    except InputError:
        raise
    except (calamine.CalamineError, OSError, ValueError) as error:
        why = UNRECOGNISED if str(error) == "Cannot detect file format" else error
        message = f"cannot be read as a workbook ({why}); {REPAIR}"
    except BaseException as error:
        if type(error).__name__ != "PanicException":  # calamine's way to give up, which it does not let us name
            raise
        message = f"is damaged; {REPAIR}"
    raise InputError([Fault(name, 0, message)])


UNRECOGNISED = "a part that says what the others hold is missing or cut off"


def _opened(file: str, book: calamine.CalamineWorkbook, name: str) -> calamine.CalamineSheet:
    """Return a sheet of a workbook, or say that it is the one that is missing or damaged."""
    try:
        return book.get_sheet_by_name(name)
    except calamine.WorksheetNotFound:
        message = f'is damaged: its sheet "{name}" is missing; {REPAIR}'
    except (calamine.CalamineError, OSError, ValueError) as error:
        message = f'is damaged: its sheet "{name}" cannot be read ({error}); {REPAIR}'
    raise InputError([Fault(file, 0, message)]) from None


def _look_through(name: str, data: bytes) -> Mapping[str, Extent]:
    """Return how far each sheet reaches, and what else is seen without laying it out; what is too large is refused.

    The reader makes room for every cell from the first to the last of a sheet before anybody can ask how many they are.
    """
    found = {}
    try:
        for extent in _extents(name, data):
            _check_cells(name, extent.name, extent.rows, extent.columns)
            if extent.doubled is not None:
                row, column = extent.doubled
                message = f"holds two values, so nobody can tell which counts; {SAVE_AGAIN}"
                raise InputError([Fault(f"{name}, {extent.name}!{letters_of(column)}{row + 1}", 0, message)])
            found[extent.name] = extent
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, RuntimeError, ValueError):
        raise InputError([Fault(name, 0, "is damaged: its parts cannot be unpacked; save it again")]) from None
    return found


def _extents(name: str, data: bytes) -> Iterator[Extent]:
    if not data.startswith(b"PK\x03\x04"):
        try:
            yield from extents_of_xls(data)
        except LockedError:
            raise InputError([Fault(name, 0, LOCKED)]) from None
        return
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        if told := fault_of_package(packed, data):
            raise InputError([Fault(name, 0, told)])
        for read in (
            extents_of,
            extents_of_ods,
            extents_of_xlsb,
        ):  # a package that holds several is read by one of them
            yield from read(packed)


def _check_cells(file: str, sheet: str, rows: int, columns: int) -> None:
    if rows * columns > MOST_CELLS:
        message = f"sheet {sheet} has {rows} rows and {columns} columns; delete the empty ones"
        raise InputError([Fault(file, 0, message)])


def _sheet(
    file: str,
    read: calamine.CalamineSheet,
    visible: calamine.SheetVisibleEnum,
    extents: Mapping[str, Extent],
) -> Sheet:
    _check_cells(file, read.name, read.total_height, read.total_width)
    written = read.to_python(skip_empty_area=False)
    rows: list[list[Cell]] = [[_cell(cell) for cell in row] for row in written]
    merged = set()
    for (top, left), (bottom, right) in read.merged_cell_ranges or ():
        for row in range(top, min(bottom + 1, len(rows))):
            for column in range(left, min(right + 1, len(rows[row]))):
                if (row, column) != (top, left):
                    rows[row][column] = rows[top][left]
                    merged.add((row, column))
    extent = extents.get(read.name, Extent(read.name))
    for (row, column), shown in extent.foreign.items():  # as it is seen, so that nobody takes it for pounds
        number = rows[row][column] if row < len(rows) and column < len(rows[row]) else None
        if isinstance(number, int | float) and not isinstance(number, bool):
            rows[row][column] = shown.replace("{}", f"{number:.15g}")
    for row, column in extent.uncalculated:  # some programmes write 0
        if row < len(rows) and column < len(rows[row]):
            rows[row][column] = None
    very = visible == calamine.SheetVisibleEnum.VeryHidden
    return Sheet(
        file,
        read.name,
        _even(rows),
        visible != calamine.SheetVisibleEnum.Visible,
        frozenset(merged),
        very,
        uncalculated=frozenset(extent.uncalculated),
        failed=frozenset(extent.failed),
        struck=frozenset(extent.struck),
        partly_struck=frozenset(extent.partly_struck),
        commented=frozenset(extent.commented),
        linked=frozenset(at for at, address in extent.linked.items() if leads_elsewhere(_at(rows, at), address)),
        unfit=_unfit(written),
        typed=_typed(written),
    )


def _at(rows: Sequence[Sequence[Cell]], place: tuple[int, int]) -> Cell:
    row, column = place
    return rows[row][column] if row < len(rows) and column < len(rows[row]) else None


def _cell(value: object) -> Cell:
    if isinstance(value, str):
        return _text(value)
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return int(value)
    if isinstance(value, datetime):
        return value.date() if value.time() == time() else value
    if isinstance(value, time | timedelta):
        return str(value)
    return value  # type: ignore[return-value]  # the reader yields nothing else


def _text(value: str) -> str | None:
    """Return text without outer spaces and without what would steer a terminal; None for nothing.

    What joins letters, or makes a flag of a country, is part of what is seen, though it is not printed by itself.
    """
    if not value.isprintable():
        value = "".join(letter if _is_kept(letter) else " " if letter.isspace() else "" for letter in drop_unfit(value))
    return value.strip() or None


def _is_kept(letter: str) -> bool:
    return letter.isprintable() or _JOINING.match(letter) is not None


def _unfit(rows: Sequence[Sequence[object]]) -> frozenset[tuple[int, int]]:
    """Return the row and column of each text that is read without a part of it, spaces of other kinds aside."""
    return frozenset(at for at, text in _unprintable(rows) if find_unfit(text) or _holds_unseen(text))


def _typed(rows: Sequence[Sequence[object]]) -> dict[tuple[int, int], str]:
    """Return each text of which nothing is left out but what nobody sees, by row and column."""
    return {at: text.strip() for at, text in _unprintable(rows) if not find_unfit(text) and _holds_unseen(text)}


def _unprintable(rows: Sequence[Sequence[object]]) -> Iterator[tuple[tuple[int, int], str]]:
    for number, row in enumerate(rows):
        for column, cell in enumerate(row):
            if isinstance(cell, str) and not cell.isprintable():
                yield (number, column), cell


def _holds_unseen(text: str) -> bool:
    """Whether a letter of a text is neither printed, nor a space, nor joins others."""
    return not all(_is_kept(letter) or letter.isspace() for letter in text)


def _even(rows: list[list[Cell]] | list[list[str | None]]) -> tuple[tuple[Cell, ...], ...]:
    width = max(map(len, rows), default=0)
    return tuple((*row, *[None] * (width - len(row))) for row in rows)
