"""How far the cells of a workbook's sheets reach, and what they show, found before anything makes room for them.

Of an .xlsx or .xlsm workbook here; of other kinds in `sheets/ods.py`, `sheets/xlsb.py` and `sheets/xls.py`.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple
from xml.etree.ElementTree import ParseError

from defusedxml import ElementTree as SafeTree
from defusedxml.common import DefusedXmlException

from partnerlab.sheets.comments import commented_in, parts_with_comments
from partnerlab.sheets.currencies import foreign_styles
from partnerlab.sheets.links import addresses_of, called, link_in
from partnerlab.sheets.places import REFERENCE, column_of
from partnerlab.sheets.strikes import Strikes, strikes_of
from partnerlab.sheets.tags import pieces_of, tag_pattern, words_of

_TAG = tag_pattern("row c f v is hyperlink", "sheetData")
_ATTRIBUTE = re.compile(r"\s([\w:.-]+)\s*=\s*(?:\"([^\"]*)\"|'([^']*)')")
_KIND_TEXT = re.compile(r"\st\s*=\s*[\"']str[\"']")
_KIND_SHARED = re.compile(r"\st\s*=\s*[\"']s[\"']")
_KIND_ERROR = re.compile(r"\st\s*=\s*[\"']e[\"']")
_STYLE = re.compile(r"\ss\s*=\s*[\"'](\d{1,9})[\"']")
_INDEX = re.compile(r"\d{1,9}")
LONGEST = 2_083
"""Letters of an address that are looked at: so many has the longest that Excel follows."""


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
    failed: set[tuple[int, int]] = field(default_factory=set)
    """Row and column of each cell whose formula failed, as `#REF!` says; `#N/A` is what people write for nothing."""
    struck: set[tuple[int, int]] = field(default_factory=set)
    """Row and column of each cell that is formatted as struck out."""
    partly_struck: set[tuple[int, int]] = field(default_factory=set)
    """Row and column of each cell of whose text a part is struck out."""

    foreign: dict[tuple[int, int], str] = field(default_factory=dict)
    """Row and column of each number that is shown in another currency than pounds or with a unit, and how: `€ {}`."""
    commented: set[tuple[int, int]] = field(default_factory=set)
    """Row and column of each cell that somebody has put a comment on."""
    linked: dict[tuple[int, int], str] = field(default_factory=dict)
    """Row and column of each cell with a link out of the workbook, and the address."""
    doubled: tuple[int, int] | None = None
    """Row and column of the first cell that holds something twice, of which a reader would keep one; None for none."""
    _seen: set[int] = field(default_factory=set)

    def link(self, at: tuple[int, int], address: str) -> None:
        """Remember where a cell leads to; "" for nowhere outside the workbook."""
        if address:
            self.linked.setdefault(at, address[:LONGEST])

    def reach(self, row: int, column: int) -> None:
        """Remember that a cell, counted from 0, holds something."""
        self.rows, self.columns = max(self.rows, row + 1), max(self.columns, column + 1)
        if self.doubled is None:
            place, known = (row << 32) + column, len(self._seen)
            self._seen.add(place)
            if len(self._seen) == known:
                self.doubled = (row, column)
                self._seen.clear()


class _Looks(NamedTuple):
    """How the cells of a workbook are shown, by the numbers that they give."""

    strikes: Strikes
    currencies: Mapping[int, str]


def extents_of(packed: zipfile.ZipFile) -> Iterator[Extent]:
    """Yield how far each sheet of an .xlsx or .xlsm workbook reaches; nothing for a workbook of another kind.

    A cell that is only coloured holds nothing. A sheet whose name is not found goes by that of its part.
    """
    names = _names(packed)
    looks = _Looks(strikes_of(packed), foreign_styles(packed))
    for part in packed.infolist():
        path = part.filename.lower()
        if path in names or (path.startswith("xl/worksheets/") and path.endswith(".xml")):
            extent = _extent(names.get(path, part.filename), pieces_of(packed, part), looks, addresses_of(packed, path))
            for comments in parts_with_comments(packed, path):
                extent.commented |= commented_in(packed, comments)
            yield extent


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


def _extent(name: str, pieces: Iterable[str], looks: _Looks, addresses: Mapping[str, str]) -> Extent:
    extent = Extent(name)
    row = column = -1
    cell: str | None = None  # the attributes of the cell that is open
    for piece in pieces:
        for tag in _TAG.finditer(piece):
            element, attributes = tag.groups()
            is_whole = attributes.endswith("/")
            if element == "c":
                place = _reference_in(attributes)
                if place is not None and place[1]:
                    row, column = int(place[2]) - 1, column_of(place[1])
                else:
                    column += 1
                cell = None if is_whole else attributes
            elif element == "row":
                place = _reference_in(attributes)
                row, column = int(place[2]) - 1 if place is not None else row + 1, -1
                cell = None
            elif cell is None or element not in {"f", "v", "is"}:
                cell = None  # what follows the cells, such as a rule for colours, has formulas of its own
                if element == "hyperlink" and (link := link_in(attributes)) is not None:
                    extent.link(link[0], addresses.get(link[1], ""))
            elif element == "f":
                extent.uncalculated.add((row, column))
                extent.link((row, column), called(words_of(piece[tag.end() : tag.end() + LONGEST].partition("<")[0])))
            else:
                if not is_whole:
                    extent.reach(row, column)
                    _look(extent, (row, column), cell, piece[tag.end() : tag.end() + 10], looks)
                is_filled = element == "is" or piece[tag.end() : tag.end() + 1] not in {"", "<"}
                if is_filled or _KIND_TEXT.search(cell):
                    extent.uncalculated.discard((row, column))
                extent.failed |= {(row, column)} if _is_error(cell, piece[tag.end() : tag.end() + 4]) else set()
    return extent


def _reference_in(attributes: str) -> re.Match[str] | None:
    """Return where a row or cell says that it stands; None when it does not say.

    Raises
    ------
    ValueError
        It says a place that no sheet has: a reader that takes it at its word asks for more memory than there is.
    """
    said = next((value or other for name, value, other in _ATTRIBUTE.findall(attributes) if name == "r"), None)
    if said is None:
        return None
    place = REFERENCE.fullmatch(said)
    if place is None:
        raise ValueError(f"{said[:20]!r} is no place in a sheet")
    return place


def _is_error(cell: str, value: str) -> bool:
    return _KIND_ERROR.search(cell) is not None and value != "#N/A"


def _look(extent: Extent, at: tuple[int, int], cell: str, value: str, looks: _Looks) -> None:
    """Remember how a cell is shown: struck out, by its style or its text or a part of it; in another currency."""
    strikes, currencies = looks
    if not (strikes or currencies):
        return
    said = _STYLE.search(cell)
    style = int(said[1]) if said is not None else -1
    index = _INDEX.match(value) if _KIND_SHARED.search(cell) else None
    text = int(index[0]) if index is not None else -1
    if style in strikes.styles or text in strikes.texts:
        extent.struck.add(at)
    elif text in strikes.partly:
        extent.partly_struck.add(at)
    if style in currencies:
        extent.foreign[at] = currencies[style]
