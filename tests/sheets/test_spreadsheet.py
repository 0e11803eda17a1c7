"""Workbooks and CSV files as sheets of cells, whatever wrote them."""

from __future__ import annotations

import io
import os
import struct
import zipfile
from pathlib import Path

import pytest
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st

from binary_workbooks import excel_95_workbook, old_record
from partnerlab.errors import InputError
from partnerlab.sheets import package, read_sheets
from partnerlab.sheets.spreadsheet import sheets_of

COVERS = ("partnerlab.sheets.delimited",)


def whole() -> bytes:
    """Return a small workbook."""
    packed = io.BytesIO()
    with xlsxwriter.Workbook(packed) as book:
        sheet = book.add_worksheet("Risks")
        sheet.write_row("A1", ["Ref", "Risk", 4, 5.5])
        sheet.merge_range("A2:B2", "note")
    return packed.getvalue()


WHOLE = whole()
TABLE = [["Ref", "Café", "Cost"], ["R1", "Naïve, “yes”", "1,50"]]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-be", "utf-32", "utf-32-le", "cp1252"])
@pytest.mark.parametrize("delimiter", [";", "\t"])
@pytest.mark.parametrize("says_so", [True, False])
def test_a_csv_file_is_the_same_in_any_encoding_and_with_any_delimiter(
    encoding: str, delimiter: str, says_so: bool
) -> None:
    lines = [f"sep={delimiter}"] * says_so + [delimiter.join(row) for row in TABLE]
    (sheet,) = sheets_of("table.csv", "\r\n".join(lines).encode(encoding))
    assert [list(row) for row in sheet.rows[says_so:]] == TABLE
    assert sheet.decimal_comma


@pytest.mark.parametrize("text", [f"Ref,Risk\nR1,{'x' * 140_000}\n", 'Ref,Risk\nR1,"' + "x\n" * 70_000, "x" * 140_000])
def test_a_cell_of_a_csv_file_that_is_longer_than_any_may_be_is_refused(text: str) -> None:
    with pytest.raises(InputError, match=r"table\.csv: a cell is longer than any may be; is a quote not closed\?"):
        sheets_of("table.csv", text.encode())


def test_a_line_that_is_longer_than_any_cell_may_be_is_read() -> None:
    (sheet,) = sheets_of("table.csv", f"Ref,Risk,Owner\nR1,{'x' * 80_000},{'y' * 80_000}\n".encode())
    assert [len(str(cell)) for cell in sheet.rows[1]] == [2, 80_000, 80_000]


def test_titles_and_quotes_do_not_hide_the_delimiter() -> None:
    text = 'Register; agreed, by all\n\nRef,Risk,Owner\nR1,"Fire, flood\nand wind",A\n'
    (sheet,) = sheets_of("table.csv", text.encode())
    assert sheet.rows[-1] == ("R1", "Fire, flood\nand wind", "A")
    assert sheet.place(3, 1) == "table.csv!B4"


def test_a_cell_with_what_nobody_sees_is_known_and_kept_as_it_was_typed() -> None:
    (sheet,) = sheets_of(
        "table.csv", "Ref,Risk\nR1,Fi\u200bre\nR2, Fl\u00adood\nR3,\u202eStorm\u200b\nR4,a\xa0b\n".encode()
    )
    assert [row[1] for row in sheet.rows[1:]] == ["Fire", "Flood", "Storm", "a b"]
    assert sheet.unfit == {(1, 1), (2, 1), (3, 1)}
    assert sheet.typed == {(1, 1): "Fi\u200bre", (2, 1): "Fl\u00adood"}


def test_what_would_steer_a_terminal_is_left_out() -> None:
    (sheet,) = sheets_of("table.csv", "Ref,Risk\nR1,\x1b[31mFire\xa0and \u202eflood\n".encode())
    assert sheet.rows[1] == ("R1", "[31mFire and flood")


@pytest.mark.parametrize(
    "text", ["\U0001f3f4\U000e0067\U000e0062\U000e0077\U000e006c\U000e0073\U000e007f", "\u0645\u06cc\u200c\u062e"]
)
def test_what_makes_a_flag_or_joins_letters_stays(text: str) -> None:
    (sheet,) = sheets_of("table.csv", f"Ref,Risk\nR1,{text}\n".encode())
    assert (sheet.rows[1][1], sheet.unfit) == (text, frozenset())


def test_where_a_part_of_a_text_is_left_out_is_known(tmp_path: Path) -> None:
    with xlsxwriter.Workbook(tmp_path / "turned.xlsx") as book:
        book.add_worksheet().write_row("A1", ["Ref", "a\xa0b", "Fl\u202eood", "two\nlines"])
    (sheet,) = read_sheets(tmp_path / "turned.xlsx")
    assert (sheet.rows[0], sheet.unfit) == (("Ref", "a b", "Flood", "two\nlines"), {(0, 2)})
    (sheet,) = sheets_of("table.csv", "Ref,Risk\nR1,Fl\u202eood\nR2,a\xa0b\n".encode())
    assert sheet.unfit == {(1, 1)}


def test_merged_cells_hold_what_the_first_of_them_holds(tmp_path: Path) -> None:
    with xlsxwriter.Workbook(tmp_path / "merged.xlsx") as book:
        sheet = book.add_worksheet("A")
        sheet.merge_range("B2:C3", "wide")
        sheet.write("D3", "end")
        book.add_worksheet("B").very_hidden()
    first, second = read_sheets(tmp_path / "merged.xlsx")
    assert first.rows[1:] == ((None, "wide", "wide", None), (None, "wide", "wide", "end"))
    assert list(first.filled(1)) == [1]
    assert list(first.filled(2)) == [3]
    assert second.is_very_hidden


def test_a_workbook_that_unpacks_to_too_much_is_not_opened(monkeypatch: pytest.MonkeyPatch) -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet1.xml", b"0" * 1_000_000)
    monkeypatch.setattr(package, "LARGEST_UNPACKED", 500_000)
    assert len(packed.getvalue()) < 5_000
    with pytest.raises(InputError, match=r"bomb\.xlsx: unpacks to 1 MB"):
        sheets_of("bomb.xlsx", packed.getvalue())


def test_a_workbook_that_unpacks_to_more_than_it_says_is_not_opened(tmp_path: Path) -> None:
    with xlsxwriter.Workbook(tmp_path / "a.xlsx") as book:
        book.add_worksheet("Risks").write_row(0, 0, ["x" * 5000])
    assert sheets_of("a.xlsx", (tmp_path / "a.xlsx").read_bytes())
    packed = bytearray((tmp_path / "a.xlsx").read_bytes())
    with zipfile.ZipFile(tmp_path / "a.xlsx") as parts:
        part = parts.getinfo("xl/sharedStrings.xml")
    listed = packed.rindex(b"PK\x01\x02", 0, packed.rindex(part.filename.encode()))
    for place in (part.header_offset + 22, listed + 24):
        packed[place : place + 4] = (100).to_bytes(4, "little")
    with pytest.raises(InputError, match=r"lies\.xlsx: unpacks to more than it says; nothing was read"):
        sheets_of("lies.xlsx", bytes(packed))


@pytest.mark.parametrize("name", ["locked.xlsx", "locked.xls", "locked.ods"])
@pytest.mark.parametrize("called", ["", "a.xlsx", "a.csv"])
def test_a_workbook_with_a_password_is_refused_whatever_it_is_called(name: str, called: str) -> None:
    data = (Path(__file__).parent / "data" / name).read_bytes()
    with pytest.raises(InputError, match="is protected by a password; save a copy without one"):
        sheets_of(called or name, data)


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such pipes")
def test_a_pipe_in_place_of_a_workbook_is_refused_at_once(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "a.xlsx")
    with pytest.raises(InputError, match=r"a\.xlsx: cannot be read: it is a folder, a device or a pipe; name a file"):
        read_sheets(tmp_path / "a.xlsx")


def test_a_missing_file_is_told(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="does not exist"):
        read_sheets(tmp_path / "none.xlsx")


@given(st.data())
@settings(max_examples=60, deadline=None, derandomize=True)
def test_a_damaged_workbook_is_read_or_refused(data: st.DataObject) -> None:
    damaged = bytearray(WHOLE)
    for _ in range(data.draw(st.integers(1, 5))):
        damaged[data.draw(st.integers(0, len(WHOLE) - 1))] = data.draw(st.integers(0, 255))
    try:
        sheets = sheets_of("damaged.xlsx", bytes(damaged[: data.draw(st.integers(1, len(WHOLE)))]))
    except InputError:
        return
    assert all(isinstance(sheet.rows, tuple) for sheet in sheets)


def test_a_workbook_of_excel_95_is_read_with_what_its_cells_show() -> None:
    comment = old_record(0x001C, struct.pack("<5H", 1, 1, 0, 0, 0))
    whole = excel_95_workbook([["id", "title", "low"], ["R1", "Café £5", 1200.0]], more=comment)
    (sheet,) = sheets_of("a.xls", whole)
    assert (sheet.name, sheet.rows) == ("Risks", (("id", "title", "low"), ("R1", "Café £5", 1200)))
    assert sheet.commented == {(1, 1)}


def test_a_workbook_of_excel_95_with_a_password_is_refused_as_such() -> None:
    whole = excel_95_workbook([["id"]], ahead=old_record(0x002F, struct.pack("<HH", 1, 2)))
    with pytest.raises(InputError, match=r"a\.xls: is protected by a password"):
        sheets_of("a.xls", whole)


@pytest.mark.parametrize("version", [0x0009, 0x0209, 0x0409])
def test_a_workbook_of_excel_4_or_before_is_refused_by_name_with_a_way_out(version: int) -> None:
    whole = old_record(version, struct.pack("<HHH", version & 0x0F00, 0x10, 0)) + old_record(0x000A, b"")
    with pytest.raises(InputError, match=r"a\.xls: is a workbook of Excel 4 or before; open it in LibreOffice"):
        sheets_of("a.xls", whole)
