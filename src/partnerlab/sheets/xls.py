"""How far the sheets of a workbook of before 2007 (.xls) reach, and which cells are struck out.

Such a file is a small file system [MS-CFB]; its workbook is a stream of records in it: number, length, bytes [MS-XLS].
"""

from __future__ import annotations

import struct
from collections.abc import Iterator

from partnerlab.sheets.extent import Extent

MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""What the file begins with."""

_BEGIN, _FONT, _FORMAT, _SHEET, _ROOM, _LOCKED = 0x0809, 0x0031, 0x00E0, 0x0085, 0x0200, 0x002F
_CELLS = {0x0203, 0x0204, 0x0205, 0x027E, 0x00FD, 0x0006, 0x00D6}
_SEVERAL = 0x00BD
_STRUCK = 0x0008
_ROOT = 5
_LAST = 0xFFFFFFFA
"""Numbers of sectors above this are marks, such as the end of a chain."""
_SHORT = 4096
"""Bytes below which a stream lies in the short sectors."""


def extents_of_xls(data: bytes) -> Iterator[Extent]:
    """Yield how far each sheet of an .xls workbook reaches, by its cells and by the room that it says it needs.

    Nothing for bytes that are no such workbook.
    """
    try:
        stream = _workbook(data)
    except (struct.error, IndexError):
        return
    fonts: list[bool] = []
    formats: list[int] = []
    found: dict[int, Extent] = {}  # by where in the stream each sheet begins
    extent: Extent | None = None
    for at, kind, body in _records(stream):
        if kind == _LOCKED:
            return  # the reader says that there is a password
        if kind == _BEGIN:
            extent = found.get(at)
        elif kind == _SHEET and len(body) > 8:
            found[struct.unpack_from("<I", body)[0]] = Extent(_name(body))
        elif kind == _FONT and len(body) >= 4:
            fonts.append(bool(struct.unpack_from("<H", body, 2)[0] & _STRUCK))
            if len(fonts) == 4:
                fonts.append(False)  # no font has the number 4
        elif kind == _FORMAT and len(body) >= 2:
            formats.append(struct.unpack_from("<H", body)[0])
        elif extent is not None and len(body) >= 6:
            for row, column, style in _cells(kind, body):
                extent.reach(row, column)
                if style < len(formats) and formats[style] < len(fonts) and fonts[formats[style]]:
                    extent.struck.add((row, column))
            if kind == _ROOM and len(body) >= 12:
                _, below, _, right = struct.unpack_from("<IIHH", body)
                extent.rows, extent.columns = max(extent.rows, below), max(extent.columns, right)
    yield from found.values()


def _cells(kind: int, body: bytes) -> Iterator[tuple[int, int, int]]:
    """Yield row, column and style of each cell of a record."""
    if kind in _CELLS:
        yield struct.unpack_from("<3H", body)
    elif kind == _SEVERAL:
        row, first = struct.unpack_from("<HH", body)
        for number in range((len(body) - 6) // 6):
            yield row, first + number, struct.unpack_from("<H", body, 4 + 6 * number)[0]


def _name(body: bytes) -> str:
    """Return a sheet's name, in one byte a letter or two."""
    size = body[6]
    if body[7] & 1:
        return body[8 : 8 + 2 * size].decode("utf-16-le", errors="replace")
    return body[8 : 8 + size].decode("latin-1")


def _records(stream: bytes) -> Iterator[tuple[int, int, bytes]]:
    """Yield where each record begins, its number and its bytes."""
    at = 0
    while at + 4 <= len(stream):
        kind, size = struct.unpack_from("<HH", stream, at)
        yield at, kind, stream[at + 4 : at + 4 + size]
        at += 4 + size


def _workbook(data: bytes) -> bytes:
    """Return the stream that holds the workbook; nothing where there is none."""
    size, small = (1 << power for power in struct.unpack_from("<HH", data, 30))
    if size not in {512, 4096} or small > size:
        return b""
    (directory,) = struct.unpack_from("<I", data, 48)
    first_short, _, more, _ = struct.unpack_from("<4I", data, 60)
    tables = list(struct.unpack_from("<109I", data, 76))
    seen = set()
    while more < _LAST and more not in seen:
        seen.add(more)
        *further, more = struct.unpack_from(f"<{size // 4}I", data, (more + 1) * size)
        tables += further
    following: list[int] = []
    for table in tables:
        if table < _LAST and (table + 2) * size <= len(data):
            following += struct.unpack_from(f"<{size // 4}I", data, (table + 1) * size)
    entries = _chain(data, directory, following, size, offset=1)
    short: bytes | None = None
    for at in range(0, len(entries) - 127, 128):
        entry = entries[at : at + 128]
        name = entry[: max(0, struct.unpack_from("<H", entry, 64)[0] - 2)].decode("utf-16-le", errors="replace")
        start, length = struct.unpack_from("<II", entry, 116)
        if entry[66] == _ROOT:
            short = _chain(data, start, following, size, offset=1)
        elif name.casefold() in {"workbook", "book"}:
            if length >= _SHORT or short is None:
                return _chain(data, start, following, size, offset=1)[:length]
            links = _chain(data, first_short, following, size, offset=1)
            return _chain(short, start, list(struct.unpack(f"<{len(links) // 4}I", links)), small, offset=0)[:length]
    return b""


def _chain(data: bytes, start: int, following: list[int], size: int, *, offset: int) -> bytes:
    """Return the sectors of a stream, one after the other; a chain that comes back to itself ends there."""
    found = []
    seen = set()
    while start < len(following) and start not in seen:
        seen.add(start)
        found.append(data[(start + offset) * size : (start + offset + 1) * size])
        start = following[start]
    return b"".join(found)
