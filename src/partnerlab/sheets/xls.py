"""How far the sheets of a workbook of before 2007 (.xls) reach, and what its cells show beside their values.

Such a file is a small file system [MS-CFB]; its workbook is a stream of records in it: number, length, bytes [MS-XLS].
"""

from __future__ import annotations

import struct
from collections.abc import Iterator

from partnerlab.sheets.currencies import seen_as
from partnerlab.sheets.extent import Extent
from partnerlab.sheets.links import called_in_tokens, link_in_record

MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""What the file begins with."""

_BEGIN, _FONT, _NUMBERS, _STYLE, _SHEET, _ROOM, _LOCKED = 0x0809, 0x0031, 0x041E, 0x00E0, 0x0085, 0x0200, 0x002F
_COMMENT, _LINK, _END = 0x001C, 0x01B8, 0x000A
_LATEST = 0x0600
"""Version of Excel 97 and after, whose texts say how many bytes a letter takes; those before take one."""
_CELLS = {0x0203, 0x0204, 0x0205, 0x027E, 0x00FD, 0x0006, 0x00D6}
_SEVERAL, _FORMULA = 0x00BD, 0x0006
_NOT_EXCEL = bytes.fromhex("bb0dcc0700000000")
"""Build, year and history of Excel 97 as LibreOffice and other programmes write them; Excel's own history is not 0."""
_ARITHMETIC = {bytes([token]) for token in (*range(3, 8), 0x13, 0x14)}
"""Last token of a formula whose result is a number: plus, minus, times, divided, to the power; minus one; per cent."""
_NUMERIC = {struct.pack("<H", function) for function in (0, 4, 5, 6, 7, 27, 169, 184, 345, 346, 347)}
"""Functions whose result is a number: counts, sums, means, least, most, rounded."""
_CALLED, _CALLED_WITH, _SUM, _JOINED, _NOTHING = 1, 2, b"\x19\x10", b"\x08", 3
_STRUCK = 0x0008
_ROOT = 5
_LAST = 0xFFFFFFFA
"""Numbers of sectors above this are marks, such as the end of a chain."""
_SHORT = 4096
"""Bytes below which a stream lies in the short sectors."""


_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
"""Name of the stream that holds an .xlsx workbook with a password."""


class LockedError(ValueError):
    """A workbook that nobody can read who does not know its password."""


def extents_of_xls(data: bytes) -> Iterator[Extent]:
    """Yield how far each sheet of an .xls workbook reaches, by its cells and by the room that it says it needs.

    Nothing for bytes that are no such workbook.

    Raises
    ------
    LockedError
        When the workbook, or one of after 2007 that is wrapped in such a file, is protected by a password.
    """
    if _ENCRYPTED in data:
        raise LockedError
    try:
        stream = _workbook(data)
    except (struct.error, IndexError):
        return
    looks = _Looks()
    found: dict[int, Extent] = {}  # by where in the stream each sheet begins
    within: list[int] = []  # where each part that is open began: the workbook at 0, a sheet, a chart in it
    version = _LATEST
    for at, kind, body in _records(stream):
        if kind == _LOCKED:
            raise LockedError
        if kind == _BEGIN:
            within.append(at)
            if at == 0 and len(body) > 1:
                version = struct.unpack_from("<H", body)[0]
                looks.is_approximate = body[4:12] == _NOT_EXCEL
        elif kind == _SHEET and len(body) > 8:
            found[struct.unpack_from("<I", body)[0]] = Extent(_text(body[7:], body[6], version))
        elif kind == _END:
            del within[-1:]
        elif within == [0]:
            looks.take(kind, body, version)
        elif (extent := next((found[place] for place in reversed(within) if place in found), None)) is not None:
            _take(extent, kind, body, looks if within[-1] in found else None)
    yield from found.values()


class _Looks:
    """How the cells of a workbook are shown, by the number of their style."""

    def __init__(self) -> None:
        self.struck: list[bool] = []  # of each font
        self.currencies: dict[int, str] = {}
        self.styles: list[tuple[int, int]] = []  # of each style its font and its format of numbers
        self.is_approximate = False  # whether results of formulas may be missing, as programmes beside Excel leave them

    def take(self, kind: int, body: bytes, version: int) -> None:
        """Take a record that stands ahead of the sheets."""
        if len(body) < 4:
            return
        first, second = struct.unpack_from("<HH", body)
        if kind == _FONT:
            self.struck.append(bool(second & _STRUCK))
            if len(self.struck) == 4:
                self.struck.append(False)  # no font has the number 4
        elif kind == _NUMBERS:
            size, text = (second, body[4:]) if version == _LATEST else (body[2], body[3:])
            self.currencies[first] = seen_as(_text(text, size, version))
        elif kind == _STYLE:
            self.styles.append((first, second))

    def show(self, extent: Extent, at: tuple[int, int], style: int) -> None:
        """Remember how a cell of a style is shown."""
        if style < len(self.styles):
            font, numbers = self.styles[style]
            if font < len(self.struck) and self.struck[font]:
                extent.struck.add(at)
            if shown := self.currencies.get(numbers):
                extent.foreign[at] = shown


def _take(extent: Extent, kind: int, body: bytes, looks: _Looks | None) -> None:
    """Take a record of a sheet; without looks it is one of a chart, which keeps numbers that it draws like cells."""
    if kind == _COMMENT and len(body) >= 4:
        extent.commented.add(_place(body))
    if kind == _LINK and (link := link_in_record(body)) is not None:
        extent.link(*link)
    for row, column, style in _cells(kind, body):
        if looks is None:
            extent.rows, extent.columns = max(extent.rows, row + 1), max(extent.columns, column + 1)
        else:
            extent.reach(row, column)
            looks.show(extent, (row, column), style)
    if kind == _FORMULA and looks is not None and len(body) > 22:
        if looks.is_approximate and _lacks_result(body):
            extent.uncalculated.add(_place(body))
        extent.link(_place(body), called_in_tokens(_tokens(body), wide=False))
    if kind == _ROOM and len(body) >= 12:
        _, below, _, right = struct.unpack_from("<IIHH", body)
        extent.rows, extent.columns = max(extent.rows, below), max(extent.columns, right)


def _lacks_result(formula: bytes) -> bool:
    """Whether the result that a formula's record gives is none: 0 for what may be text, nothing for what is a number.

    LibreOffice writes 0 for each formula whose result is text, others write nothing for each: neither is Excel, which
    calculates again when it opens the file.
    """
    tokens = _tokens(formula)
    calls = len(tokens) > 5 and (tokens[-4] & 0x1F == _CALLED_WITH or tokens[-3] & 0x1F == _CALLED)
    is_number = tokens[-1:] in _ARITHMETIC or tokens[-4:-2] == _SUM or (calls and tokens[-2:] in _NUMERIC)
    if formula[6:14] == bytes(8):
        return not is_number
    return formula[12:14] == b"\xff\xff" and formula[6] == _NOTHING and (is_number or tokens[-1:] == _JOINED)


def _tokens(formula: bytes) -> bytes:
    """Return the tokens of the formula of a record."""
    return formula[22 : 22 + struct.unpack_from("<H", formula, 20)[0]]


def _cells(kind: int, body: bytes) -> Iterator[tuple[int, int, int]]:
    """Yield row, column and style of each cell of a record."""
    if len(body) < 6:
        return
    if kind in _CELLS:
        yield struct.unpack_from("<3H", body)
    elif kind == _SEVERAL:
        row, first = struct.unpack_from("<HH", body)
        for number in range((len(body) - 6) // 6):
            yield row, first + number, struct.unpack_from("<H", body, 4 + 6 * number)[0]


def _place(body: bytes) -> tuple[int, int]:
    row, column = struct.unpack_from("<HH", body)
    return row, column


def _text(data: bytes, size: int, version: int) -> str:
    """Return a text of so many letters, in one byte a letter or two as it says itself; before Excel 97 in one."""
    if version != _LATEST:
        return data[:size].decode("cp1252", errors="replace")
    if data[:1] and data[0] & 1:
        return data[1 : 1 + 2 * size].decode("utf-16-le", errors="replace")
    return data[1 : 1 + size].decode("latin-1")


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
