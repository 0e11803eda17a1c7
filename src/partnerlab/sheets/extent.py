"""How far the cells of a workbook's sheets reach, found before anything makes room for them."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.etree.ElementTree import ParseError

from defusedxml import ElementTree as SafeTree
from defusedxml.common import DefusedXmlException

PIECE = 1_000_000
"""Characters of a sheet that are looked at at a time."""

_TAG = re.compile(r"<(?:\w+:)?(row|c|f|v|is|/(?:\w+:)?sheetData)(?=[\s/>])((?:[^>\"']++|\"[^\"]*+\"|'[^']*+')*+)>")
_REFERENCE = re.compile(r"\sr\s*=\s*[\"']([A-Za-z]{0,3})(\d{1,10})[\"']")
_KIND_TEXT = re.compile(r"\st\s*=\s*[\"']str[\"']")


@dataclass
class Extent:
    """How far the filled cells of one sheet reach."""

    name: str
    """Name of the sheet."""
    rows: int = 0
    """Rows from the first to the last that holds something."""
    columns: int = 0
    """Columns from the first to the last that holds something."""
    uncalculated: set[tuple[int, int]] = field(default_factory=set)
    """Row and column, counted from 0, of each cell whose formula has no result."""


def extents_of(packed: zipfile.ZipFile) -> Iterator[Extent]:
    """Yield how far each sheet of an .xlsx or .xlsm workbook reaches; nothing for workbooks of other kinds.

    A cell that is only coloured holds nothing. A sheet whose name is not found goes by that of its part.
    """
    names = _names(packed)
    for part in packed.infolist():
        path = part.filename.lower()
        if path in names or (path.startswith("xl/worksheets/") and path.endswith(".xml")):
            with packed.open(part) as opened:
                start = opened.read(2)
            with packed.open(part) as opened:
                encoding = "utf-16" if start in {b"\xff\xfe", b"\xfe\xff"} else "latin-1"  # tags are ASCII otherwise
                yield _extent(
                    names.get(path, part.filename), io.TextIOWrapper(opened, encoding, errors="replace", newline="")
                )


def _names(packed: zipfile.ZipFile) -> dict[str, str]:
    """Return the names of sheets by the paths of their parts, in small letters."""
    try:
        book = SafeTree.fromstring(packed.read("xl/workbook.xml"))
        relations = SafeTree.fromstring(packed.read("xl/_rels/workbook.xml.rels"))
    except (KeyError, ParseError, DefusedXmlException, ValueError, LookupError):
        return {}
    targets = {relation.get("Id"): relation.get("Target", "") for relation in relations}
    found = {}
    for sheet in book.iter():
        if sheet.tag.rpartition("}")[2] == "sheet":
            target = next((targets.get(value) for key, value in sheet.items() if key.endswith("}id")), None) or ""
            path = target.lstrip("/").lower()
            found[path if path.startswith("xl/") else f"xl/{path}"] = sheet.get("name", "")
    return found


def _extent(name: str, text: io.TextIOWrapper) -> Extent:
    extent = Extent(name)
    row = column = -1
    cell: str | None = None  # the attributes of the cell that is open
    for piece in _pieces(text):
        for tag in _TAG.finditer(piece):
            element, attributes = tag.groups()
            is_whole = attributes.endswith("/")
            if element == "c":
                place = _REFERENCE.search(attributes)
                if place is not None and place[1]:
                    row, column = int(place[2]) - 1, column_of(place[1])
                else:
                    column += 1
                cell = None if is_whole else attributes
            elif element == "row":
                place = _REFERENCE.search(attributes)
                row, column = int(place[2]) - 1 if place is not None else row + 1, -1
                cell = None
            elif cell is None or element not in {"f", "v", "is"}:
                cell = None  # what follows the cells, such as a rule for colours, has formulas of its own
            elif element == "f":
                extent.uncalculated.add((row, column))
            else:
                if not is_whole:
                    extent.rows, extent.columns = max(extent.rows, row + 1), max(extent.columns, column + 1)
                is_filled = element == "is" or piece[tag.end() : tag.end() + 1] not in {"", "<"}
                if is_filled or _KIND_TEXT.search(cell):
                    extent.uncalculated.discard((row, column))
    return extent


def column_of(letters: str) -> int:
    """Return the column, counted from 0, that letters mean.

    Examples
    --------
    >>> column_of("A"), column_of("Z"), column_of("aa"), column_of("XFD")
    (0, 25, 26, 16383)
    """
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - 64
    return number - 1


def _pieces(text: io.TextIOWrapper) -> Iterator[str]:
    """Yield a text in pieces that end before a tag begins."""
    rest = ""
    while read := text.read(PIECE):
        rest += read
        end = rest.rfind("<")
        if end <= 0 and ">" in rest:
            end = len(rest)  # a tag and a very long text
        elif end <= 0 and len(rest) > 2 * PIECE:
            message = "a tag does not end"
            raise zipfile.BadZipFile(message)
        yield rest[: max(end, 0)]
        rest = rest[max(end, 0) :]
    yield rest
