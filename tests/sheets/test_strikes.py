"""What a workbook shows as struck out is seen, and far cells are refused before room is made, whatever kind it is.

The files in `data` were saved by LibreOffice 7.4: R2 is struck out by the format of its cells, R4's title by its font
alone, R3's title in part; in `far` a cell in IV65000 holds something.
"""

from __future__ import annotations

import io
import struct
import zipfile
from pathlib import Path

import pytest
import xlsxwriter

from binary_workbooks import binary_workbook
from partnerlab.errors import InputError
from partnerlab.sheets import Sheet, read_sheets, tags
from partnerlab.sheets.spreadsheet import sheets_of

COVERS = ("partnerlab.sheets.ods", "partnerlab.sheets.tags", "partnerlab.sheets.xls", "partnerlab.sheets.xlsb")

DATA = Path(__file__).parent / "data"
ROW = {(2, column) for column in range(4)}
PART, ALONE = (3, 1), (4, 1)


def read(name: str) -> Sheet:
    (sheet,) = read_sheets(DATA / name)
    return sheet


@pytest.mark.parametrize(
    ("name", "struck", "partly"),
    [
        ("struck.xlsx", ROW | {ALONE}, {PART}),
        ("struck.xls", ROW | {ALONE}, set()),  # runs within a text are not looked at
        ("struck.ods", ROW, {PART, ALONE}),  # a run of the whole text counts as one of a part
    ],
)
@pytest.mark.parametrize("piece", [1_000_000, 3_000])
def test_cells_that_are_struck_out_are_seen(
    monkeypatch: pytest.MonkeyPatch, name: str, struck: set[tuple[int, int]], partly: set[tuple[int, int]], piece: int
) -> None:
    monkeypatch.setattr(tags, "PIECE", piece)
    sheet = read(name)
    assert sheet.name == "Risks & so"
    assert sheet.rows[2] == ("R2", "Flood", 3, 4)
    assert (set(sheet.struck), set(sheet.partly_struck)) == (struck, partly)


@pytest.mark.parametrize("name", ["far.xls", "far.ods"])
def test_a_far_cell_is_refused_before_room_is_made(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    monkeypatch.setattr("python_calamine.load_workbook", lambda _: pytest.fail("room was made"))
    with pytest.raises(InputError, match="has 65000 rows and 256 columns; delete the empty ones"):
        read_sheets(DATA / name)


def with_style(font: str, cell: str, *, more: str = "") -> bytes:
    """A workbook whose cell A1 has a style of its own, as an .xlsx file says it."""
    whole, changed = io.BytesIO(), io.BytesIO()
    with xlsxwriter.Workbook(whole) as book:
        book.add_worksheet("Risks").write("A1", "Fire")
    styles = (
        '<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
        f"<fonts><font/><font>{font}</font></fonts><cellStyleXfs><xf fontId='1'/></cellStyleXfs>"
        f'<cellXfs><xf fontId="0"/><xf numFmtId="0" fontId="1"/></cellXfs>{more}</styleSheet>'
    )
    with zipfile.ZipFile(whole) as source, zipfile.ZipFile(changed, "w") as target:
        for part in source.namelist():
            text = source.read(part).decode()
            if part == "xl/styles.xml":
                text = styles
            if part == "xl/worksheets/sheet1.xml":
                text = text.replace('<c r="A1" t="s">', cell)
            target.writestr(part, text)
    return changed.getvalue()


@pytest.mark.parametrize(
    ("font", "cell", "is_struck"),
    [
        ("<strike/>", '<c r="A1" s="1" t="s">', True),
        ("<x:strike xmlns:x='x' val='true'/>", "<c r='A1' s='1' t='s'>", True),
        ('<strike val="0"/>', '<c r="A1" s="1" t="s">', False),
        ('<strike val="false"/>', '<c r="A1" s="1" t="s">', False),
        ("<strike/>", '<c r="A1" s="0" t="s">', False),
        ("<strike/>", '<c r="A1" t="s">', False),
        ("<b/>", '<c r="A1" s="1" t="s">', False),
    ],
)
def test_a_style_strikes_out_by_its_font(font: str, cell: str, is_struck: bool) -> None:
    rule = "<dxfs><dxf><font><strike/></font></dxf></dxfs>"  # a rule for colours strikes out what it picks, not this
    (sheet,) = sheets_of("a.xlsx", with_style(font, cell, more=rule))
    assert sheet.rows[0] == ("Fire",)
    assert sheet.struck == ({(0, 0)} if is_struck else set())


def test_a_binary_workbook_is_read_with_what_is_struck_out() -> None:
    (sheet,) = sheets_of("a.xlsb", binary_workbook([(0, 0, 0, 1.0), (1, 0, 1, 2.0), (1, 2, 0, 3.0)]))
    assert sheet.rows == ((1, None, None), (2, None, 3))
    assert sheet.struck == {(1, 0)}


def test_a_far_cell_of_a_binary_workbook_is_refused_before_room_is_made(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("python_calamine.load_workbook", lambda _: pytest.fail("room was made"))
    with pytest.raises(InputError, match="sheet Risks has 1048576 rows and 16384 columns; delete the empty ones"):
        sheets_of("a.xlsb", binary_workbook([(0, 0, 0, 1.0), (1048575, 16383, 0, 1.0)]))


@pytest.mark.parametrize("name", ["struck.xls", "struck.ods", "struck.xlsx"])
def test_a_damaged_workbook_of_another_kind_is_read_or_refused(name: str) -> None:
    whole = (DATA / name).read_bytes()
    for at in range(0, len(whole), 97):
        damaged = bytearray(whole)
        damaged[at] ^= 0xFF
        try:
            sheets_of(name, bytes(damaged))
        except InputError:
            continue


def test_a_damaged_binary_workbook_is_read_or_refused() -> None:
    whole = binary_workbook([(0, 0, 0, 1.0), (1, 0, 1, 2.0)])
    for at in range(0, len(whole), 7):
        try:
            sheets_of("a.xlsb", whole[:at] + bytes([whole[at] ^ 0xFF]) + whole[at + 1 :])
        except InputError:
            continue


def test_a_cell_of_a_binary_workbook_that_holds_two_values_is_refused_by_its_place() -> None:
    with pytest.raises(InputError, match=r"^a\.xlsb, Risks!C2: holds two values"):
        sheets_of("a.xlsb", binary_workbook([(1, 2, 0, 1.0), (1, 2, 0, 2.0)]))


def test_a_cell_of_an_old_workbook_that_holds_two_values_is_refused_by_its_place() -> None:
    whole = (DATA / "struck.xls").read_bytes()
    begins = struct.pack("<2H", 0x00FD, 10)  # a text, by row and column
    assert whole.count(begins + struct.pack("<2H", 2, 1)) == 1
    doubled = whole.replace(begins + struct.pack("<2H", 2, 1), begins + struct.pack("<2H", 2, 0))
    with pytest.raises(InputError, match=r"^a\.xls, Risks & so!A3: holds two values"):
        sheets_of("a.xls", doubled)


def test_the_text_of_a_formula_in_an_old_workbook_is_no_cell() -> None:
    whole = (DATA / "struck.xls").read_bytes()
    cell = struct.pack("<4H", 0x00FD, 10, 4, 1)
    assert whole.count(cell) == 1
    (sheet,) = sheets_of("a.xls", whole.replace(cell, struct.pack("<4H", 0x0207, 10, 0x2000, 0x4800)))
    assert sheet.rows[2] == ("R2", "Flood", 3, 4)
