"""How far the sheets of an OpenDocument workbook reach, and what its cells show beside their values."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from itertools import product

from partnerlab.sheets.currencies import POUNDS, seen_as
from partnerlab.sheets.extent import Extent
from partnerlab.sheets.links import called
from partnerlab.sheets.tags import pieces_of, tag_pattern, words_of

_TAG = tag_pattern("table table-column table-row table-cell covered-table-cell span annotation a", "table table-cell")
_MADE = tag_pattern(
    "style text-properties number-style currency-style number text currency-symbol",
    "style number-style currency-style",
)
_THROUGH = re.compile(r"text-line-through-(?:style|type)\s*=\s*[\"'](?!none)\w", re.IGNORECASE)
_HOLDS = re.compile(r"\soffice:(?:value|date-value|time-value|boolean-value|string-value|value-type)\s*=")
MOST_STRUCK = 10_000
"""Repeats of one cell that are remembered one by one as struck out or foreign; more fill no table."""

_FULL = 1 << 40
"""More repeats than any sheet has; a larger number in a file is taken for this."""


def extents_of_ods(packed: zipfile.ZipFile) -> Iterator[Extent]:
    """Yield how far each sheet of an .ods workbook reaches; nothing for a workbook of another kind.

    A cell or row that is written once and repeated counts as often as it is repeated, where it holds something.
    """
    parts = {part.filename: part for part in packed.infolist()}
    if "content.xml" not in parts:
        return
    styles = _Styles()
    for name in ("styles.xml", "content.xml"):
        if name in parts:
            styles.add(packed, parts[name])
    table: _Table | None = None
    for piece in pieces_of(packed, parts["content.xml"]):
        for tag in _TAG.finditer(piece):
            name, rest = tag.groups()
            if name == "table":
                table = _Table(words_of(_said(rest, "table:name")), styles)
            elif name == "/table:table" and table is not None:
                yield table.extent
                table = None
            elif table is not None:
                table.take(name, rest)


class _Table:
    """A sheet as its tags pass by."""

    def __init__(self, name: str, styles: _Styles) -> None:
        self.extent, self.styles = Extent(name), styles
        self.row = self.column = self.repeated = 0
        self.defaults: list[tuple[int, str]] = []
        self.at: tuple[int, int] | None = None  # the cell that is open

    def take(self, name: str, rest: str) -> None:
        """Take the next tag, by its name and what follows it."""
        if name == "table-column":
            self.defaults.append((_repeats(rest, "columns"), _said(rest, "table:default-cell-style-name")))
        elif name == "table-row":
            self.row, self.column, self.repeated = self.row + self.repeated, 0, _repeats(rest, "rows")
        elif name in {"table-cell", "covered-table-cell"}:
            self._cell(rest)
        elif name == "span" and self.at is not None and _said(rest, "text:style-name") in self.styles.struck["text"]:
            self.extent.partly_struck.add(self.at)
        elif name == "annotation" and self.at is not None:
            self.extent.commented.add(self.at)
        elif name == "a" and self.at is not None:
            self.extent.link(self.at, words_of(_said(rest, "xlink:href")))
        elif name.startswith("/"):
            self.at = None

    def _cell(self, rest: str) -> None:
        times, is_open = _repeats(rest, "columns"), not rest.endswith("/")
        below, right = self.row + self.repeated, self.column + times
        if is_open or _HOLDS.search(rest):
            self.extent.reach(below - 1, right - 1)
            style = _said(rest, "table:style-name") or _default(self.defaults, self.column)
            if style in self.styles.struck["table-cell"] and times * self.repeated <= MOST_STRUCK:
                self.extent.struck |= set(product(range(self.row, below), range(self.column, right)))
            currency = _said(rest, "office:currency")
            shown = f"{currency} {{}}" if currency and currency not in POUNDS else self.styles.seen_as(style)
            if shown and times * self.repeated <= MOST_STRUCK:
                self.extent.foreign |= dict.fromkeys(product(range(self.row, below), range(self.column, right)), shown)
        self.at = (self.row, self.column) if is_open else None
        self.extent.link((self.row, self.column), called(words_of(_said(rest, "table:formula"))))
        self.column = right


class _Styles:
    """Styles of cells by their names: which are struck out, and which show another currency than pounds."""

    def __init__(self) -> None:
        self.struck: dict[str, set[str]] = {"table-cell": set(), "text": set()}
        self.follows: dict[str, tuple[str, str]] = {}  # of each style of cells its style of numbers, and its parent
        self.shown: dict[str, str] = {}  # what each style of numbers shows beside the number

    def add(self, packed: zipfile.ZipFile, part: zipfile.ZipInfo) -> None:
        """Add the styles of a part; one is struck out by itself or by the one that it follows."""
        name = numbers = code = ""
        own: set[str] = set()
        for piece in pieces_of(packed, part):
            for tag in _MADE.finditer(piece):
                kind, rest = tag.groups()
                if kind == "style":
                    name, own = _said(rest, "style:name"), self.struck.get(_said(rest, "style:family"), set())
                    parent = _said(rest, "style:parent-style-name")
                    if parent in own:
                        own.add(name)
                    if own is self.struck["table-cell"]:
                        self.follows[name] = _said(rest, "style:data-style-name"), parent
                elif kind == "/style:style":
                    name = ""
                elif name and "text-line-through" in rest:
                    (own.add if _THROUGH.search(rest) else own.discard)(name)
                elif kind in {"number-style", "currency-style"}:
                    numbers, code = _said(rest, "style:name"), ""
                elif kind.startswith("/"):
                    self.shown |= {numbers: seen_as(code)} if numbers else {}
                    numbers = ""
                elif kind == "number":
                    code += "0," if "display-factor" in rest else "0"
                elif kind == "currency-symbol":
                    code += f"[${_following(piece, tag)}]"
                elif kind == "text":
                    code += f'"{_following(piece, tag)}"'

    def seen_as(self, style: str) -> str:
        """Return how a number of a style of cells is seen, by the style itself or by the one that it follows."""
        seen = set()
        while style in self.follows and style not in seen:
            seen.add(style)
            numbers, parent = self.follows[style]
            if numbers:
                return self.shown.get(numbers, "")
            style = parent
        return ""


def _following(piece: str, tag: re.Match[str]) -> str:
    """Return the words between a tag and the next."""
    return words_of(piece[tag.end() :].partition("<")[0]).strip()


def _said(attributes: str, name: str) -> str:
    found = re.search(rf"\s{name}\s*=\s*(?:\"([^\"]*)\"|'([^']*)')", attributes)
    return (found[1] or found[2] or "") if found else ""


def _repeats(attributes: str, what: str) -> int:
    if "repeated" not in attributes:
        return 1
    said = _said(attributes, f"table:number-{what}-repeated").strip()
    return max(1, min(int(said), _FULL)) if said.isascii() and said.isdigit() and len(said) < 20 else 1


def _default(defaults: list[tuple[int, str]], column: int) -> str:
    """Return the style that the cells of a column have when they name none."""
    for times, style in defaults:
        if column < times:
            return style
        column -= times
    return ""
