"""Small binary workbooks for tests: .xlsb [MS-XLSB], and .xls of Excel 95, of one byte a letter [MS-XLS]."""

from __future__ import annotations

import io
import struct
import zipfile
from collections.abc import Mapping, Sequence
from types import MappingProxyType


def record(kind: int, data: bytes) -> bytes:
    """A record of a binary workbook."""
    number = bytes([kind]) if kind < 0x80 else bytes([kind & 0x7F | 0x80, kind >> 7])
    size = len(data)
    length = b""
    while size >= 0x80:
        length, size = length + bytes([size & 0x7F | 0x80]), size >> 7
    return number + length + bytes([size]) + data


def text(said: str) -> bytes:
    return struct.pack("<I", len(said)) + said.encode("utf-16-le")


def binary_workbook(
    cells: list[tuple[int, int, int, float]],
    *,
    formats: bytes = b"",
    styles: Sequence[tuple[int, int]] = ((0, 0), (0, 1)),
    more: Mapping[str, bytes] = MappingProxyType({}),
    more_rows: bytes = b"",
    after: bytes = b"",
) -> bytes:
    """An .xlsb workbook with a sheet, Risks, of numbers: row, column, style, value; font 1 is struck out.

    Styles are a format of numbers and a font; records of further rows, and of the sheet, may come after its cells.
    """
    begin, row, sheet = 0x81, 0, b""
    last = None
    for at, column, style, value in cells:
        if at != last:
            sheet += record(row, struct.pack("<I", at) + bytes(13))
            last = at
        sheet += record(5, struct.pack("<IId", column, style, value))
    fonts = b"".join(record(43, struct.pack("<HH", 220, strike) + bytes(20)) for strike in (0, 8))
    looks = b"".join(record(47, struct.pack("<HHH", 0, *style) + bytes(10)) for style in styles)
    relation = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    package = "http://schemas.openxmlformats.org/package/2006"
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{package}/content-types"/>'.encode(),
        "xl/_rels/workbook.bin.rels": (
            f'<Relationships xmlns="{package}/relationships"><Relationship Id="rId1" '
            f'Type="{relation}/worksheet" Target="worksheets/sheet1.bin"/></Relationships>'
        ).encode(),
        "xl/workbook.bin": record(156, struct.pack("<II", 0, 1) + text("rId1") + text("Risks"))
        + record(144, b"")
        + record(132, b""),
        "xl/styles.bin": formats + fonts + record(617, struct.pack("<I", len(styles))) + looks + record(618, b""),
        "xl/worksheets/sheet1.bin": (
            record(begin, b"")
            + record(148, bytes(16))
            + record(145, b"")
            + sheet
            + more_rows
            + record(146, b"")
            + after
            + record(130, b"")
        ),
    }
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as target:
        for name, data in (parts | dict(more)).items():
            target.writestr(name, data)
    return packed.getvalue()


def old_record(kind: int, data: bytes) -> bytes:
    """A record of an .xls workbook."""
    return struct.pack("<HH", kind, len(data)) + data


def excel_95_workbook(rows: Sequence[Sequence[str | float]], *, more: bytes = b"", ahead: bytes = b"") -> bytes:
    """An .xls workbook of Excel 95 with a sheet, Risks; more records come after its cells, others ahead of it."""
    sheet = old_record(0x0809, struct.pack("<4H", 0x0500, 0x10, 2412, 1993))
    sheet += old_record(0x0200, struct.pack("<5H", 0, len(rows), 0, max(map(len, rows)), 0))
    for row, cells in enumerate(rows):
        for column, cell in enumerate(cells):
            at = struct.pack("<3H", row, column, 0)
            said = cell.encode("cp1252") if isinstance(cell, str) else b""
            if isinstance(cell, str):
                sheet += old_record(0x0204, at + struct.pack("<H", len(said)) + said)
            else:
                sheet += old_record(0x0203, at + struct.pack("<d", cell))
    end = old_record(0x000A, b"")
    head = old_record(0x0809, struct.pack("<4H", 0x0500, 5, 2412, 1993)) + ahead
    head += old_record(0x0042, struct.pack("<H", 1252))
    begins = len(head) + 4 + 6 + 6 + len(end)
    head += old_record(0x0085, struct.pack("<IH", begins, 0) + b"\x05Risks") + end
    return _as_file(head + sheet + more + end)


def _as_file(stream: bytes) -> bytes:
    """A file system with one stream, the workbook [MS-CFB]: a header, a table of sectors, a folder, the stream."""
    none, last, free = 0xFFFFFFFD, 0xFFFFFFFE, 0xFFFFFFFF
    stream = stream.ljust(max(4096, -(-len(stream) // 512) * 512), b"\0")
    count = len(stream) // 512
    table = [none, last, *range(3, count + 2), last]
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16) + struct.pack("<5H", 0x3E, 3, 0xFFFE, 9, 6) + bytes(6)
    header += struct.pack("<10I", 0, 1, 1, 0, 4096, last, 0, last, 0, 0) + b"\xff" * 432

    def entry(name: str, kind: int, start: int, size: int, child: int = free) -> bytes:
        words = name.encode("utf-16-le")
        about = struct.pack("<HBB3I", len(words) + 2, kind, 1, free, free, child)
        return words.ljust(64, b"\0") + about + bytes(36) + struct.pack("<3I", start, size, 0)

    folder = entry("Root Entry", 5, last, 0, 1) + entry("Book", 2, 2, len(stream))
    return header + struct.pack("<128I", *table, *[free] * (128 - len(table))) + folder.ljust(512, b"\0") + stream
