"""Small binary workbooks (.xlsb) for tests: records of numbers, fonts and formats [MS-XLSB]."""

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
    after: bytes = b"",
) -> bytes:
    """An .xlsb workbook with a sheet, Risks, of numbers: row, column, style, value; font 1 is struck out.

    Styles are a format of numbers and a font; records of the sheet may come after its cells.
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
