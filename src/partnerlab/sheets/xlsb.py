"""How far the sheets of a binary workbook (.xlsb) reach, and which cells are struck out.

Its parts are records: a number, a length, and that many bytes [MS-XLSB].
"""

from __future__ import annotations

import io
import struct
import zipfile
from collections.abc import Iterator
from typing import cast
from xml.etree.ElementTree import ParseError

from defusedxml import ElementTree as SafeTree
from defusedxml.common import DefusedXmlException

from partnerlab.sheets.extent import Extent

_ROW, _BLANK, _CELLS = 0, 1, {*range(2, 12), 62}
_FONT, _FORMAT, _SHEET = 43, 47, 156
_FORMATS_BEGIN, _FORMATS_END = 617, 618
_STRUCK = 0x0008
KEPT = 1_100
"""Bytes of a record that are looked at: more than a sheet's name can take."""


def extents_of_xlsb(packed: zipfile.ZipFile) -> Iterator[Extent]:
    """Yield how far each sheet of an .xlsb workbook reaches; nothing for a workbook of another kind."""
    parts = {part.filename.lower(): part for part in packed.infolist()}
    if "xl/workbook.bin" not in parts:
        return
    struck = _struck_styles(packed, parts)
    names = _names(packed, parts)
    for path, part in parts.items():
        if path in names or (path.startswith("xl/worksheets/") and path.endswith(".bin")):
            yield _extent(names.get(path, part.filename), packed, part, struck)


def _extent(name: str, packed: zipfile.ZipFile, part: zipfile.ZipInfo, struck: set[int]) -> Extent:
    extent = Extent(name)
    row = 0
    for kind, data in _records(packed, part):
        if kind == _ROW and len(data) >= 4:
            (row,) = struct.unpack_from("<I", data)
        elif kind in _CELLS and len(data) >= 8:
            column, style = struct.unpack_from("<II", data)
            extent.reach(row, column)
            if style & 0xFFFFFF in struck:
                extent.struck.add((row, column))
    return extent


def _struck_styles(packed: zipfile.ZipFile, parts: dict[str, zipfile.ZipInfo]) -> set[int]:
    fonts: list[bool] = []
    found: set[int] = set()
    if "xl/styles.bin" not in parts:
        return found
    number: int | None = None
    for kind, data in _records(packed, parts["xl/styles.bin"]):
        if kind == _FONT and len(data) >= 4:
            fonts.append(bool(struct.unpack_from("<H", data, 2)[0] & _STRUCK))
        elif kind == _FORMATS_BEGIN:
            number = 0
        elif kind == _FORMATS_END:
            number = None
        elif kind == _FORMAT and number is not None and len(data) >= 6:
            font = struct.unpack_from("<H", data, 4)[0]
            if font < len(fonts) and fonts[font]:
                found.add(number)
            number += 1
    return found


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
