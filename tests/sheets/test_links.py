"""Links of cells: the address is not read, and that is said where the cell does not show it.

The files `links` in `data` were saved by LibreOffice 7.4 from one workbook: A2 shows "Minutes" and leads to a page, A3
shows the address that it leads to, A4 an address of e-mail, A5 leads to another sheet, B2 leads to a file. `called.xls`
was written by xlwt 1.3.0: A2 and A6 call HYPERLINK with an address, A3 and A4 with a cell, A5 and A7 call other ones.
"""

from __future__ import annotations

import struct
from pathlib import Path

import pytest
import xlsxwriter

from binary_workbooks import binary_workbook, record, text
from partnerlab.sheets import read_sheets
from partnerlab.sheets.links import called_in_tokens, leads_elsewhere
from partnerlab.sheets.spreadsheet import sheets_of

COVERS = ("partnerlab.sheets.package",)

DATA = Path(__file__).parent / "data"


@pytest.mark.parametrize("name", ["links.xls", "links.ods"])
def test_links_are_seen_in_workbooks_of_libreoffice(name: str) -> None:
    first = read_sheets(DATA / name)[0]
    assert first.linked == {(1, 0), (1, 1)}
    assert [row[0] for row in first.rows] == [
        "Title",
        "Minutes",
        "https://council.gov.uk/a",
        "ann@council.gov.uk",
        "Up",
    ]


def test_links_are_seen_in_a_workbook_of_excel(tmp_path: Path) -> None:
    with xlsxwriter.Workbook(tmp_path / "a.xlsx") as book:
        sheet = book.add_worksheet("Risks")
        sheet.write_url("A1", "https://council.gov.uk/minutes?a=1&b=2#item 3", string="Minutes")
        sheet.write_url("A2", "https://council.gov.uk/a")
        sheet.write_url("A3", "mailto:ann@council.gov.uk?subject=Risk", string="Ann@council.gov.uk")
        sheet.write_url("A4", "internal:'Risks'!A1", string="Up")
        sheet.write_url("A5", r"external:c:\shared\plan.docx", string="Plan")
        sheet.write_formula("A6", '=HYPERLINK("https://council.gov.uk/b","Plan")', value="Plan")
        sheet.write_formula("A7", "=HYPERLINK(A2)", value="https://council.gov.uk/a")
        sheet.write_formula("A8", '=HYPERLINK("https://council.gov.uk/b")', value="https://council.gov.uk/b")
        sheet.write("A9", "Flood")
    (read,) = read_sheets(tmp_path / "a.xlsx")
    assert read.linked == {(0, 0), (4, 0), (5, 0)}
    ((what, place, told),) = read.unread_below(-1)
    assert (what, place) == ("Addresses of links", "Risks!A1")
    assert told == "addresses of links in 3 cells, this one first, are not read; put what counts into a cell"
    assert [place for _, place, _ in read.unread_below(4)] == ["Risks!A6"]
    assert [*read.unread_below(5)] == []


def test_links_are_seen_in_a_binary_workbook() -> None:
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink"
    relations = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        f'<Relationship Id="rId7" Type="{kind}" Target="https://council.gov.uk/a" TargetMode="External"/>'
        "</Relationships>"
    )
    links = record(494, struct.pack("<4I", 1, 1, 0, 0) + text("rId7") + text("") + text("") + text(""))
    links += record(494, struct.pack("<4I", 2, 2, 0, 0) + text("") + text("Risks!A1") + text("") + text(""))
    whole = binary_workbook(
        [(row, 0, 0, 1.0) for row in range(3)],
        more={"xl/worksheets/_rels/sheet1.bin.rels": relations.encode()},
        after=links,
    )
    (sheet,) = sheets_of("a.xlsb", whole)
    assert sheet.linked == {(1, 0)}


def test_links_that_formulas_make_are_seen_in_a_workbook_of_before_2007() -> None:
    (read,) = read_sheets(DATA / "called.xls")
    assert read.linked == {(1, 0), (5, 0)}
    assert [told[1:] for told in read.unread_below(0)] == [
        ("Risks!A2", "addresses of links in 2 cells, this one first, are not read; put what counts into a cell")
    ]


def formula(result: bytes, tokens: bytes, *, kind: int = 8) -> bytes:
    """Record of a cell in the first column with a formula [MS-XLSB 2.4.669]: result, flags, tokens, and no more."""
    cell = struct.pack("<II", 0, 0) + result + struct.pack("<H", 0)
    return record(kind, cell + struct.pack("<I", len(tokens)) + tokens + struct.pack("<I", 0))


def said(words: str) -> bytes:
    """Token of a text in a formula [MS-XLSB 2.5.97.93]."""
    return b"\x17" + struct.pack("<H", len(words)) + words.encode("utf-16-le")


HYPERLINK, CONCATENATE = (b"\x42\x02" + struct.pack("<H", function) for function in (359, 336))
"""Tokens of functions that are called with two values [MS-XLS 2.5.198.17]."""


def test_links_that_formulas_make_are_seen_in_a_binary_workbook() -> None:
    address, spaces = said("https://council.gov.uk/Ŵ"), b"\x19\x40\x00\x02"
    formulas = [
        formula(text("Plan"), address + said("Plan") + HYPERLINK),
        formula(text("https://council.gov.uk/Ŵ"), address + said("x") + HYPERLINK),
        formula(text("x" * 32_767), spaces + address + said("x") + HYPERLINK),
        formula(text("Plan"), address + said("Plan") + CONCATENATE),
        formula(text("Plan"), b"\x44" + bytes(6) + said("Plan") + HYPERLINK),  # it takes the address from a cell
        formula(struct.pack("<d", 7), address + b"\x1e\x07\x00" + HYPERLINK, kind=9),
        formula(b"\x01", address + b"\x1d\x01" + HYPERLINK, kind=10),
    ]
    rows = b"".join(record(0, struct.pack("<I", row) + bytes(13)) + each for row, each in enumerate(formulas, 1))
    (sheet,) = sheets_of("a.xlsb", binary_workbook([(0, 0, 0, 1.0)], more_rows=rows))
    assert [row[0] for row in sheet.rows[3:]] == ["x" * 32_767, "Plan", "Plan", 7, True]
    assert sheet.linked == {(1, 0), (3, 0), (6, 0), (7, 0)}


def test_a_formula_that_is_cut_short_leads_nowhere() -> None:
    whole = said("https://council.gov.uk") + said("Plan") + HYPERLINK
    assert called_in_tokens(whole, wide=True) == "https://council.gov.uk"
    assert {called_in_tokens(whole[:length], wide=True) for length in range(len(whole))} == {""}


@pytest.mark.parametrize(
    ("shown", "address", "elsewhere"),
    [
        ("Minutes", "https://council.gov.uk", True),
        ("HTTPS://Council.gov.uk/", "https://council.gov.uk", False),
        ("council.gov.uk", "http://www.council.gov.uk/", False),
        ("see https://www.council.gov.uk/a b", "https://council.gov.uk/a%20b", False),
        ("https://council.gov.uk/a", "https://council.gov.uk/ab", True),
        (None, "https://council.gov.uk", True),
        (12, "https://council.gov.uk", True),
        ("Notes", "#Notes!A1", False),
        ("Notes", "", False),
    ],
)
def test_an_address_that_the_text_shows_is_read(shown: object, address: str, elsewhere: bool) -> None:
    assert leads_elsewhere(shown, address) is elsewhere
