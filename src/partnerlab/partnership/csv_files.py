"""CSV files read into plain nodes: a heading, and rows under it that remember file and line.

Cells are read as people and Excel write them: 31/03/2026, £1,200, 20%, Yes. What a cell holds already as the file's
format asks for it, stays as it is.
"""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Iterator
from datetime import date
from functools import cache
from operator import eq
from typing import Any

from partnerlab.characters import explain_unfit, find_unfit
from partnerlab.partnership.columns import Column, columns_of, read_value
from partnerlab.partnership.hints import way_out
from partnerlab.partnership.nodes import Mapping, Node, Scalar, Sequence
from partnerlab.partnership.records import Place, Record
from partnerlab.partnership.sources import MOST_ROWS, Folder
from partnerlab.sheets.headings import plain_heading
from partnerlab.sheets.values import UnreadError, read_dates
from partnerlab.wording import listed

DELIMITERS = ",\t;"
"""What may part the cells of a row: the first of these that the heading holds."""

MOST_COLUMNS = 500
"""How many columns a table may have."""

_SAID = re.compile("sep=[,;]?", re.IGNORECASE)
_ISO_DATE = re.compile(r"\d{4}-\d\d-\d\d")
_DECIMAL_COMMA = re.compile(r"[-+]?(\d{1,3}(\.\d{3})+|\d+),(\d{1,2}|\d{4,})")
"""A number whose comma parts whole from fraction, and nothing else."""
_GROUPED = re.compile(r"[-+]?[1-9]\d{0,2}\.\d{3}")
"""A number whose point may part thousands, or whole from fraction."""
_PAGE = re.compile(r"\s*<(!doctype|html|head|body|table)\b", re.IGNORECASE)


def read_csv(folder: Folder, name: str, *, named_at: Place, record: type[Record] | None = None) -> Sequence | None:
    """Return the rows of a CSV file with a heading row, or None after noting its faults.

    Parameters
    ----------
    record
        What each row is, for headings and cells to be read as people write them; None leaves both as they are typed.
    """
    text = folder.read_text(name, named_at=named_at)
    if text is None:
        return None
    if text.startswith("PK\x03\x04"):
        folder.note(Place(name, 1), "is a workbook, not text; in Excel choose Save As, CSV UTF-8")
        return None
    if _PAGE.match(text):
        folder.note(Place(name, 1), "is a web page, not a table; save its table as CSV UTF-8")
        return None
    if unfit := find_unfit(text, len(text) - len(text.lstrip("\ufeff"))):
        line = len(text[: unfit.start() + 1].splitlines())
        folder.note(Place(name, line), explain_unfit(unfit[0]))
        return None
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter_of(text), strict=True)
    try:
        return _Table(folder, name, record).read(_numbered(reader))
    except csv.Error as error:
        folder.note(Place(name, reader.line_num), f"is not CSV: {_explained(str(error))}")
        return None


def delimiter_of(text: str) -> str:
    r"""Return what parts the cells of a CSV file, by its heading: a comma, a tab or a semicolon.

    Examples
    --------
    >>> delimiter_of("# Ratings; agreed by all\nrisk\tby\n"), delimiter_of("id\nR1\n")
    ('\t', ',')
    """
    for line in io.StringIO(text, newline=None):
        if line.strip().strip(DELIMITERS) and not line.lstrip(' "').startswith("#"):
            return next((character for character in DELIMITERS if character in line), ",")
    return ","


def is_aside(cells: list[str], *, is_below_heading: bool = True) -> bool:
    """Whether a row of stripped cells is blank or a remark: # in its first cell and nothing else, or above the heading.

    Above it, `sep=;` is none of the table either: so Excel is told what parts the cells.

    Examples
    --------
    >>> [is_aside(cells) for cells in (["", ""], ["# agreed in May", ""], ["#1", "Floods"])]
    [True, True, False]
    """
    if not any(cells):
        return True
    is_alone = not any(cells[1:])
    if is_below_heading:
        return cells[0].startswith("#") and is_alone
    return cells[0].startswith("#") or (is_alone and _SAID.fullmatch(cells[0]) is not None)


def names_of(cells: list[str], record: type[Record] | None) -> list[str]:
    """Return the name of each heading's column, written as the file's format writes it.

    Examples
    --------
    >>> from partnerlab.partnership.risks import Risk
    >>> names_of(["ID", "Review by", "", "Colour"], Risk)
    ['id', 'review_by', '', 'Colour']
    """
    return cells if record is None else [_name_of(cell, record) for cell in cells]


def _name_of(cell: str, record: type[Record]) -> str:
    return cell if cell in _fields(record) else _known(record).get(plain_heading(cell), cell)


@cache
def _known(record: type[Record]) -> dict[str, str]:
    """The name of each field by how a heading says it."""
    return {plain_heading(name): name for name in _fields(record)}


@cache
def _fields(record: type[Record]) -> tuple[str, ...]:
    """Name of each field, as it stands in a file."""
    return tuple(field.alias or name for name, field in record.model_fields.items())


def _numbered(reader: Any) -> Iterator[tuple[int, list[str]]]:
    line = 1
    for row in reader:
        yield line, row
        line = reader.line_num + 1


def _explained(problem: str) -> str:
    ways = {
        "field larger": "a cell is longer than any may be; is a quote not closed?",
        "unexpected end of data": "a quote is opened and never closed; close it",
        "expected after": 'a quote within a quoted cell is written twice, as in "the ""lead"""',
    }
    return next((way for words, way in ways.items() if words in problem), problem)


class _Table:
    """A table on its way from cells to nodes."""

    def __init__(self, folder: Folder, name: str, record: type[Record] | None) -> None:
        self.folder, self.name, self.record = folder, name, record
        self.heading: list[str] = []
        self.line = 0
        self.faults: dict[str, list[tuple[Place, str]]] = {}

    def read(self, rows: Iterator[tuple[int, list[str]]]) -> Sequence | None:
        """Return the rows as nodes; None when no row can be."""
        found: list[tuple[int, dict[str, str]]] = []
        for line, cells in rows:
            stripped = [cell.strip() for cell in cells]
            if is_aside(stripped, is_below_heading=bool(self.heading)):
                continue
            if not self.heading:
                if not self._takes(stripped, line):
                    return None
            elif (row := self._row(stripped, line)) is not None:
                self.folder.count(len(row) + 1, Place(self.name, line))
                if len(found) >= MOST_ROWS:
                    self.folder.count(0, Place(self.name, line), rows=len(found) + 1)
                found.append((line, row))
        if not self.heading and self.record is not None:
            names = ", ".join(_fields(self.record)[:12])
            self.folder.note(Place(self.name, 1), f"is empty; name the columns in the first row, such as {names}")
            return None
        read = self._cells(found)
        self._tell()
        return Sequence(tuple(read), Place(self.name, 1))

    def _takes(self, cells: list[str], line: int) -> bool:
        """Take a row as the heading, unless it is none."""
        place = Place(self.name, line)
        if len([*filter(None, cells)]) > MOST_COLUMNS:
            self.folder.note(place, f"has {len(cells)} columns; a table has {MOST_COLUMNS} at most")
            return False
        names = names_of(cells, self.record)
        doubled = [name for name, times in Counter(filter(None, names)).items() if times > 1]
        if doubled:
            self.folder.note(place, f'column "{doubled[0]}" is twice in the heading; keep one')
            return False
        self.heading, self.line = names, line
        return self.record is None or self._is_known(names, place)

    def _is_known(self, names: list[str], place: Place) -> bool:
        """Note headings that are not known; False when none is, for then there is no heading."""
        assert self.record is not None  # noqa: S101  # whoever asks knows the record
        known = _fields(self.record)
        odd = [name for name in names if name and name not in known]
        if odd and len(odd) == len([*filter(None, names)]):
            first = ", ".join(known[:12])
            self.folder.note(
                place, f"has no heading that is known here, such as {first}; name the columns in the first row"
            )
            return False
        for name in odd:
            hint = way_out(name, sorted(known), otherwise=f"known are {', '.join(sorted(known))}")
            self.folder.note(place, f'heading "{name}" is not known here; {hint}')
        return True

    def _row(self, cells: list[str], line: int) -> dict[str, str] | None:
        """Return the cells of a row by column; None after noting what stands under no heading."""
        while len(cells) > len(self.heading) and not cells[-1]:
            cells.pop()
        if self._is_heading(cells):
            self._note("heading", line, f"repeats the heading of line {self.line}; take it out")
            return None
        if cells[0].startswith("# "):
            self._note("remark", line, "looks like a remark but holds several cells; quote the remark, or remove the #")
            return None
        if len(cells) > len(self.heading):
            message = f"has {len(cells)} cells under {len(self.heading)} headings; quote cells that hold a comma"
            self._note("cells", line, message)
            return None
        row: dict[str, str] = {}
        for number, (name, cell) in enumerate(zip(self.heading, cells, strict=False), start=1):
            if name and cell:
                row[name] = cell
            elif cell:
                self._note(f"column {number}", line, f'column {number} holds "{cell[:60]}" but has no heading; name it')
        return row

    def _is_heading(self, cells: list[str]) -> bool:
        """Tell whether a row repeats the heading; of nearly all rows the first cell tells that it does not."""
        record = self.record
        named = (cell if record is None else _name_of(cell, record) for cell in cells)
        return len(cells) == len(self.heading) and all(map(eq, named, self.heading))

    def _cells(self, rows: list[tuple[int, dict[str, str]]]) -> list[Node]:
        """Return the rows as nodes, each cell read as its column asks for it."""
        columns = {column.name: column for column in columns_of(self.record)} if self.record is not None else {}
        fields = _fields(self.record) if self.record is not None else ()
        read: dict[str, list[str | UnreadError | None]] = {
            name: _read(columns.get(name), [row.get(name) for _, row in rows])
            for name in self.heading
            if name and (name in fields or self.record is None)
        }
        found: list[Node] = []
        for number, (line, row) in enumerate(rows):
            place = Place(self.name, line)
            items: dict[str, Node] = {}
            for name, values in read.items():
                value = values[number]
                if isinstance(value, UnreadError):
                    self._note(name, line, f"{name}: {value}")
                    items[name] = Scalar(row[name], place, cell=True, told=True)
                elif value is not None:
                    items[name] = Scalar(value, place, cell=True)
            found.append(Mapping(items, place, dict.fromkeys(items, place)))
        return found

    def _note(self, kind: str, line: int, message: str) -> None:
        self.faults.setdefault(kind, []).append((Place(self.name, line), message))

    def _tell(self) -> None:
        """Note the faults, those of one kind once."""
        for faults in self.faults.values():
            (place, message), *others = faults
            lines = listed([place.line for place, _ in others], most=3)
            also = f" (also on {'line' if len(others) == 1 else 'lines'} {lines})" if others else ""
            self.folder.note(place, message + also)


def _read(column: Column | None, cells: list[str | None]) -> list[str | UnreadError | None]:
    """Return what the cells of a column mean, as they would be typed in the file's format."""
    if column is None or column.kind in {"text", "level", "ids"}:
        return [*cells]
    if column.kind == "date":
        typed = [None if cell is None or _ISO_DATE.fullmatch(cell) else cell for cell in cells]
        days = read_dates(typed)
        read = [day.isoformat() if isinstance(day, date) else day for day in days]
        return [day if other else cell for cell, other, day in zip(cells, typed, read, strict=True)]
    read = [None if cell is None else _value(column, cell) for cell in cells]
    if column.kind == "number" and any(cell and _DECIMAL_COMMA.fullmatch(cell) for cell in cells):
        return [
            _unsure(cell) if cell and _GROUPED.fullmatch(cell) else value
            for cell, value in zip(cells, read, strict=True)
        ]
    return read


def _unsure(cell: str) -> UnreadError:
    """Say that a number may be a thousand times another, beside numbers with a decimal comma."""
    thousands, part = cell.replace(".", ""), cell.replace(".", ",").rstrip("0").rstrip(",")
    told = f'"{cell}" may be {thousands} or {part}, since other numbers of its column have a decimal comma'
    return UnreadError(f"{told}; write one of these")


def _value(column: Column, cell: str) -> str | UnreadError | None:
    if column.kind == "scores" or _is_as_typed(column, cell):
        return cell
    try:
        value = read_value(column, cell)
    except UnreadError as error:
        return error
    if isinstance(value, bool):
        return "true" if value else "false"
    return f"{value:.15g}" if isinstance(value, int | float) else value


def _is_as_typed(column: Column, cell: str) -> bool:
    """Whether a cell holds what its column asks for just as the file's format writes it."""
    if column.kind == "truth":
        return cell.lower() in {"true", "false"}
    if column.kind == "choice":
        return cell in column.choices
    try:
        float(cell)
    except ValueError:
        return False
    return True
