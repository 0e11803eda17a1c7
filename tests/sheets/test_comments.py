"""What a workbook shows beside its values, of whatever kind it is: comments, currencies, formulas without a result.

The files in `data` were saved by LibreOffice 7.4 from one workbook: R1 costs euros, R2 dollars, R3 pounds, by the
format of the cells alone; D2 and D3 hold formulas whose result is text, D4 one whose result is 0; A1, B2 and C4 have
comments.
"""

from __future__ import annotations

import contextlib
import struct
from pathlib import Path

import pytest
import xlsxwriter

from binary_workbooks import binary_workbook, record, text
from partnerlab.errors import InputError
from partnerlab.sheets import Sheet, read_sheets
from partnerlab.sheets.spreadsheet import sheets_of

COVERS = ("partnerlab.sheets.places",)

DATA = Path(__file__).parent / "data"
COMMENTED = {(0, 0), (1, 1), (3, 2)}


def read(name: str) -> Sheet:
    (sheet,) = read_sheets(DATA / name)
    return sheet


@pytest.mark.parametrize("name", ["shown.xls", "shown.ods"])
def test_comments_are_seen_in_workbooks_of_libreoffice(name: str) -> None:
    assert read(name).commented == COMMENTED


def test_comments_are_seen_in_a_workbook_of_several_sheets(tmp_path: Path) -> None:
    with xlsxwriter.Workbook(tmp_path / "a.xlsx") as book:
        for name, cell in (("Risks", "B2"), ("Notes", ""), ("Leads", "C4")):
            sheet = book.add_worksheet(name)
            sheet.write("A1", "Id")
            if cell:
                sheet.write_comment(cell, "look again")
    assert [set(sheet.commented) for sheet in read_sheets(tmp_path / "a.xlsx")] == [{(1, 1)}, set(), {(3, 2)}]


def test_comments_are_seen_in_a_binary_workbook() -> None:
    relations = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" '
        'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/comments" '
        'Target="../comments1.bin"/></Relationships>'
    )
    comments = record(635, struct.pack("<5I", 0, 3, 3, 2, 2) + bytes(16)) + record(636, b"")
    more = {"xl/worksheets/_rels/sheet1.bin.rels": relations.encode(), "xl/comments1.bin": comments}
    (sheet,) = sheets_of("a.xlsb", binary_workbook([(0, 0, 0, 1.0)], more=more))
    assert sheet.commented == {(3, 2)}


@pytest.mark.parametrize(
    ("row", "place", "told"),
    [
        (0, "Risks!B2", "comments on 2 cells, this one first, are not read; put what counts into a cell"),
        (1, "Risks!C4", "the comment on the cell is not read; put what counts into a cell"),
        (3, "", ""),
    ],
)
def test_comments_below_the_headings_are_told_by_the_first(row: int, place: str, told: str) -> None:
    assert [said[1:] for said in read("shown.xls").unread_below(row)] == ([(place, told)] if told else [])


@pytest.mark.parametrize(
    ("name", "costs"), [("shown.xls", ["€ 1200", "$ 1200", 1200]), ("shown.ods", ["EUR 1200", "$ 1200", 1200])]
)
def test_a_number_is_read_in_the_currency_that_its_format_shows(name: str, costs: list[object]) -> None:
    assert [row[2] for row in read(name).rows[1:]] == costs


def test_a_number_of_a_binary_workbook_is_read_in_the_currency_that_its_format_shows() -> None:
    formats = record(44, struct.pack("<H", 164) + text("[$€-2] #,##0")) + record(44, struct.pack("<H", 165) + text("0"))
    cells = [(0, 0, 0, 1200.0), (1, 0, 2, 1200.0), (2, 0, 3, 1200.0)]
    (sheet,) = sheets_of("a.xlsb", binary_workbook(cells, formats=formats, styles=[(0, 0), (0, 1), (164, 0), (165, 0)]))
    assert [row[0] for row in sheet.rows] == [1200, "€ 1200", 1200]


def test_text_of_a_formula_that_libreoffice_saved_as_0_is_told_and_a_real_0_is_one() -> None:
    sheet = read("shown.xls")
    assert sheet.uncalculated == {(1, 3), (2, 3)}
    assert [row[3] for row in sheet.rows[1:]] == [None, None, 0]


def test_a_formula_whose_result_excel_saved_as_0_is_0() -> None:
    whole = (DATA / "shown.xls").read_bytes()
    begins = bytes.fromhex("0908100000060500bb0dcc07")
    assert whole.count(begins) == 1
    excel = whole.replace(begins + bytes(4), begins + bytes.fromhex("c9000000"))  # a history, as Excel writes it
    (sheet,) = sheets_of("a.xls", excel)
    assert sheet.uncalculated == frozenset()
    assert [row[3] for row in sheet.rows[1:]] == [0, 0, 0]


@pytest.mark.parametrize("name", ["shown.xls", "shown.ods"])
def test_a_damaged_workbook_with_more_than_values_is_read_or_refused(name: str) -> None:
    whole = (DATA / name).read_bytes()
    for at in range(0, len(whole), 61):
        damaged = bytearray(whole)
        damaged[at] ^= 0xFF
        with contextlib.suppress(InputError):
            sheets_of(name, bytes(damaged))
