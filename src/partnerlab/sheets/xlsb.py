"""How far the sheets of a binary workbook (.xlsb) reach, and what its cells show beside their values.

Its parts are records: a number, a length, and that many bytes [MS-XLSB].
"""

from __future__ import annotations

import io
import struct
import zipfile
from collections.abc import Iterator
from typing import NamedTuple, cast
from xml.etree.ElementTree import ParseError

from defusedxml import ElementTree as SafeTree
from defusedxml.common import DefusedXmlException

from partnerlab.sheets.comments import parts_with_comments
from partnerlab.sheets.currencies import seen_as
from partnerlab.sheets.extent import Extent
from partnerlab.sheets.links import addresses_of, called_in_tokens

_ROW, _BLANK, _CELLS = 0, 1, {*range(2, 12), 62}
_TEXT_RESULT = 8
_FORMULAS = {_TEXT_RESULT: 0, 9: 8, 10: 1, 11: 1}
"""Records of cells with a formula, and how many bytes its result takes, which for a text it tells itself."""
_FONT, _NUMBERS, _STYLE, _SHEET, _COMMENT, _LINK = 43, 44, 47, 156, 635, 494
_STYLES_BEGIN, _STYLES_END = 617, 618
_STRUCK = 0x0008
_RANGE = struct.Struct("<4I")
KEPT = 100_000
"""Bytes of a record that are looked at: more than the longest text of a cell and the longest formula take."""


class _Looks(NamedTuple):
    """Numbers of the styles that are struck out, and of those that show another currency, with what they show."""

    struck: set[int]
    currencies: dict[int, str]


def extents_of_xlsb(packed: zipfile.ZipFile) -> Iterator[Extent]:
    """Yield how far each sheet of an .xlsb workbook reaches; nothing for a workbook of another kind."""
    parts = {part.filename.lower(): part for part in packed.infolist()}
    if "xl/workbook.bin" not in parts:
        return
    looks = _looks(packed, parts)
    names = _names(packed, parts)
    for path, part in parts.items():
        if path in names or (path.startswith("xl/worksheets/") and path.endswith(".bin")):
            extent = _extent(names.get(path, part.filename), packed, part, looks)
            for comments in parts_with_comments(packed, path):
                found = (data for kind, data in _records(packed, comments) if kind == _COMMENT and len(data) >= 20)
                extent.commented |= {
                    (row, column) for row, _, column, _ in map(_RANGE.unpack, (d[4:20] for d in found))
                }
            yield extent


def _extent(name: str, packed: zipfile.ZipFile, part: zipfile.ZipInfo, looks: _Looks) -> Extent:
    extent = Extent(name)
    addresses = addresses_of(packed, part.filename.lower())
    row = 0
    for kind, data in _records(packed, part):
        if kind == _ROW and len(data) >= 4:
            (row,) = struct.unpack_from("<I", data)
        elif kind in _CELLS and len(data) >= 8:
            column, style = struct.unpack_from("<II", data)
            extent.reach(row, column)
            style &= 0xFFFFFF
            if style in looks.struck:
                extent.struck.add((row, column))
            if style in looks.currencies:
                extent.foreign[row, column] = looks.currencies[style]
            extent.link((row, column), called_in_tokens(_tokens(kind, data), wide=True))
        elif kind == _LINK and len(data) >= 20:
            top, _, left, _ = _RANGE.unpack_from(data)
            extent.link((top, left), addresses.get(_text(data, 16)[0], ""))
    return extent


def _tokens(kind: int, cell: bytes) -> bytes:
    """Return the tokens of the formula of a cell; none where it has no formula, or not all of it is there."""
    if kind not in _FORMULAS:
        return b""
    at = (_text(cell, 8)[1] if kind == _TEXT_RESULT else 8 + _FORMULAS[kind]) + 2  # behind its flags
    if len(cell) < at + 4:
        return b""
    return cell[at + 4 : at + 4 + struct.unpack_from("<I", cell, at)[0]]


def _looks(packed: zipfile.ZipFile, parts: dict[str, zipfile.ZipInfo]) -> _Looks:
    """Return which styles of cells are struck out, and which show another currency than pounds."""
    fonts: list[bool] = []
    formats: dict[int, str] = {}
    looks = _Looks(set(), {})
    if "xl/styles.bin" not in parts:
        return looks
    number: int | None = None
    for kind, data in _records(packed, parts["xl/styles.bin"]):
        if kind == _FONT and len(data) >= 4:
            fonts.append(bool(struct.unpack_from("<H", data, 2)[0] & _STRUCK))
        elif kind == _NUMBERS and len(data) >= 6:
            formats[struct.unpack_from("<H", data)[0]] = seen_as(_text(data, 2)[0])
        elif kind == _STYLES_BEGIN:
            number = 0
        elif kind == _STYLES_END:
            number = None
        elif kind == _STYLE and number is not None and len(data) >= 6:
            shown, font = struct.unpack_from("<HH", data, 2)
            if font < len(fonts) and fonts[font]:
                looks.struck.add(number)
            if formats.get(shown):
                looks.currencies[number] = formats[shown]
            number += 1
    return looks


def _names(packed: zipfile.ZipFile, parts: dict[str, zipfile.ZipInfo]) -> dict[str, str]:
    """Return the names of sheets by the paths of their parts, in small letters."""
    try:
        relations = SafeTree.fromstring(packed.read("xl/_rels/workbook.bin.rels"))
    except (KeyError, ParseError, DefusedXmlException, ValueError, LookupError):
        return {}
    targets = {relation.get("Id"): relation.get("Target", "") for relation in relations}
    found = {}
    for kind, data in _records(packed, parts["xl/workbook.bin"]):
        if kind == _SHEET:
            relation, end = _text(data, 8)
            path = targets.get(relation, "").lstrip("/").lower()
            found[path if path.startswith("xl/") else f"xl/{path}"] = _text(data, end)[0]
    return found


def _text(data: bytes, at: int) -> tuple[str, int]:
    """Return a text with its length before it, and where it ends; nothing where there is none."""
    if len(data) < at + 4:
        return "", at
    size = struct.unpack_from("<I", data, at)[0]
    if size == 0xFFFFFFFF:
        return "", at + 4
    return data[at + 4 : at + 4 + 2 * size].decode("utf-16-le", errors="replace"), at + 4 + 2 * size


def _records(packed: zipfile.ZipFile, part: zipfile.ZipInfo) -> Iterator[tuple[int, bytes]]:
    """Yield the records of a part: number, and the first of its bytes."""
    with packed.open(part) as opened, io.BufferedReader(cast("io.RawIOBase", opened), 1 << 18) as read:
        while first := read.read(1):
            kind = first[0]
            if kind & 0x80:
                kind = (kind & 0x7F) | (_byte(read) & 0x7F) << 7
            size = shift = 0
            while shift < 28:
                byte = _byte(read)
                size |= (byte & 0x7F) << shift
                shift += 7
                if byte < 0x80:
                    break
            data = read.read(min(size, KEPT))
            size -= len(data)
            while size > 0 and (skipped := read.read(min(size, 1 << 18))):
                size -= len(skipped)
            yield kind, data


def _byte(read: io.BufferedIOBase) -> int:
    found = read.read(1)
    return found[0] if found else 0
