"""Sheets that reach far are refused before room is made for them; formulas without a result are found."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
import xlsxwriter

from partnerlab.errors import InputError
from partnerlab.sheets import tags
from partnerlab.sheets.extent import extents_of
from partnerlab.sheets.spreadsheet import sheets_of

COVERS = ("partnerlab.sheets.package",)
DATA = Path(__file__).parent / "data"


def book_with(rows: str, *, encoding: str = "utf-8") -> bytes:
    """A workbook whose only sheet, Risks, holds these rows as they would stand in its part."""
    whole, changed = io.BytesIO(), io.BytesIO()
    with xlsxwriter.Workbook(whole) as book:
        book.add_worksheet("Risks").write("A1", 1)
    namespace = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    sheet = f'<worksheet xmlns="{namespace}"><sheetData>{rows}</sheetData></worksheet>'
    with zipfile.ZipFile(whole) as source, zipfile.ZipFile(changed, "w", zipfile.ZIP_DEFLATED) as target:
        for part in source.namelist():
            is_sheet = part == "xl/worksheets/sheet1.xml"
            target.writestr(part, sheet.encode(encoding) if is_sheet else source.read(part))
    return changed.getvalue()


def reach(rows: str, **said: str) -> tuple[str, int, int, set[tuple[int, int]]]:
    with zipfile.ZipFile(io.BytesIO(book_with(rows, **said))) as packed:
        (found,) = extents_of(packed)
    return found.name, found.rows, found.columns, found.uncalculated


@pytest.mark.parametrize(("cell", "rows", "columns"), [("XFD1048576", 1048576, 16384), ("CV1048576", 1048576, 100)])
def test_a_value_in_a_far_cell_is_refused_before_room_is_made(
    tmp_path: Path, cell: str, rows: int, columns: int
) -> None:
    with xlsxwriter.Workbook(tmp_path / "far.xlsx") as book:
        sheet = book.add_worksheet("Risks")
        sheet.write("A1", "Ref")
        sheet.write(cell, 1)
    with pytest.raises(InputError, match=f"sheet Risks has {rows} rows and {columns} columns; delete the empty ones"):
        sheets_of("far.xlsx", (tmp_path / "far.xlsx").read_bytes())


FIRST = '<row r="1"><c r="A1"><v>1</v></c></row>'


@pytest.mark.parametrize("place", ["ZZZZ99999999999", "A99999999999", "AAAAAAA1", "A0", "&#90;ZZZ9", "A1:B2", "é1"])
@pytest.mark.parametrize("first", ["", " t=\" r='A1'\""])
def test_a_cell_in_a_place_that_no_sheet_has_is_damage(place: str, first: str) -> None:
    rows = f'<row r="1"><c{first} r="{place}"><v>1</v></c></row>'
    with pytest.raises(InputError, match="is damaged"):
        sheets_of("a.xlsx", book_with(rows))
    with pytest.raises(InputError, match="is damaged"):
        sheets_of("a.xlsx", book_with(f'<row r="{place}"><c><v>1</v></c></row>'))


@pytest.mark.parametrize(
    ("row", "reached"),
    [
        ('<row r="9"/>', (1, 1)),
        ('<row r="9"><c r="C9" s="1"/></row>', (1, 1)),
        ('<row r="9"><c r="C9" s="1"></c></row>', (1, 1)),
        ('<row r="9"><c><v>1</v></c><c><v>1</v></c></row>', (9, 2)),
        ("<row><c r = 'c9'><v>1</v></c></row>", (9, 3)),
        ('<row r="9"><c r="C9" t="inlineStr"><is><t>a</t></is></c></row>', (9, 3)),
        ('<row r="9"><c s=">" r="C9"><v>1</v></c></row>', (9, 3)),
        ('<x:row xmlns:x="x" r="9"><x:c r="C9"><x:v>1</x:v></x:c></x:row>', (9, 3)),
    ],
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
@pytest.mark.parametrize("piece", [1_000_000, 100, 61])
def test_only_cells_that_hold_something_count(
    monkeypatch: pytest.MonkeyPatch, row: str, reached: tuple[int, int], encoding: str, piece: int
) -> None:
    monkeypatch.setattr(tags, "PIECE", piece)
    assert reach(FIRST + row, encoding=encoding) == ("Risks", *reached, set())


@pytest.mark.parametrize(
    ("cell", "is_calculated"),
    [
        ('<c r="C1"><f>A1</f></c>', False),
        ('<c r="C1"><f>A1</f><v></v></c>', False),
        ('<c r="C1"><f>A1</f><v/></c>', False),
        ('<c r="C1"><f>A1</f><v>1</v></c>', True),
        ('<c r="C1" t="str"><f>A1</f><v></v></c>', True),
        ('<c r="C1"/>', True),
    ],
)
def test_a_formula_without_a_result_was_never_calculated(cell: str, is_calculated: bool) -> None:
    (sheet,) = sheets_of("a.xlsx", book_with(f'<row r="1"><c r="A1"><v>1</v></c>{cell}</row>'))
    assert sheet.uncalculated == (frozenset() if is_calculated else {(0, 2)})


def test_a_tag_without_an_end_is_damage(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tags, "PIECE", 100)
    with pytest.raises(InputError, match="is damaged"):
        sheets_of("a.xlsx", book_with("<c " + " " * 1000))


def test_formulas_after_the_cells_are_no_cells() -> None:
    row = '<row r="1"><c r="A1"><v>1</v></c></row></sheetData><extLst><xm:f xmlns:xm="x">A1</xm:f></extLst><sheetData>'
    assert reach(row) == ("Risks", 1, 1, set())


@pytest.mark.parametrize(
    "rows",
    [
        '<row r="1"><c r="A1"><v>1</v></c><c r="B1"><v>2</v></c><c r="B1"><v>3</v></c></row>',
        '<row r="1"><c r="B1"><v>2</v></c></row><row r="2"/><row r="1"><c r="B1"><v>3</v></c></row>',
        '<row r="1"><c r="b1" t="inlineStr"><is><t>a</t></is></c><c r="B1"><f>A1</f><v>3</v></c></row>',
        '<row r="1"><c r="B1"><v>2</v><v>3</v></c></row>',
        '<row r="1"><c><v>1</v></c><c><v>2</v></c><c r="A1"/><c><v>3</v></c></row>',
    ],
)
def test_a_cell_that_holds_two_values_is_refused_by_its_place(rows: str) -> None:
    with pytest.raises(InputError) as refused:
        sheets_of("a.xlsx", book_with(rows))
    told = (
        "holds two values, so nobody can tell which counts; open the workbook in Excel or LibreOffice, save it as "
        ".xlsx, then try again"
    )
    assert str(refused.value) == f"a.xlsx, Risks!B1: {told}"


@pytest.mark.parametrize(
    "rows",
    [
        '<row r="1"><c r="A1"><v>1</v></c><c r="B1"/><c r="B1"><v>2</v></c></row>',
        '<row r="1"><c r="A1"><v>1</v></c></row><row r="1"><c r="B1"><f>A1</f><v>2</v></c></row>',
        '<row r="1"><c r="B1"><v>2</v></c><c r="A1"><v>1</v></c></row>',
    ],
)
def test_cells_of_one_value_are_read_in_whatever_order_they_stand(rows: str) -> None:
    (sheet,) = sheets_of("a.xlsx", book_with(rows))
    assert sheet.rows == ((1, 2),)


def repacked(change: Callable[[str, bytes], list[tuple[str, bytes]]]) -> bytes:
    """The workbook of one cell with its parts changed."""
    changed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(book_with(FIRST))) as source, zipfile.ZipFile(changed, "w") as target:
        for name in source.namelist():
            for part, data in change(name, source.read(name)):
                target.writestr(part, data)
    return changed.getvalue()


@pytest.mark.filterwarnings("ignore:Duplicate name")  # which is what is tried
@pytest.mark.parametrize("again", ["xl/worksheets/sheet1.xml", "XL/Worksheets/sheet1.xml"])
def test_a_part_that_is_there_twice_is_damage(again: str) -> None:
    data = repacked(lambda name, data: [(name, data)] + [(again, data)] * name.endswith("sheet1.xml"))
    with pytest.raises(InputError, match=rf'is damaged: its part "{again}" is there twice'):
        sheets_of("a.xlsx", data)


DAMAGES = {
    "xl/worksheets/sheet1.xml": 'is damaged: its sheet "Risks" is missing',
    "xl/styles.xml": 'is damaged: its part "xl/styles.xml" is missing',
    "xl/workbook.xml": 'is damaged: its part "xl/workbook.xml" is missing',
    "xl/_rels/workbook.xml.rels": 'is damaged: its part "xl/_rels/workbook.xml.rels" is missing',
    "_rels/.rels": "cannot be read as a workbook (a part that says what the others hold is missing or cut off)",
}


@pytest.mark.parametrize("lost", DAMAGES)
def test_a_part_that_is_missing_is_named_with_what_to_do(lost: str) -> None:
    data = repacked(lambda name, data: [(name, data)] * (name != lost))
    with pytest.raises(InputError) as refused:
        sheets_of("a.xlsx", data)
    way = "; take another copy, or open it in Excel or LibreOffice, which may repair it, and save it as .xlsx"
    assert str(refused.value) == f"a.xlsx: {DAMAGES[lost]}{way}"


def test_a_sheet_that_is_cut_off_is_named() -> None:
    data = repacked(lambda name, data: [(name, data[:-20] if name.endswith("sheet1.xml") else data)])
    with pytest.raises(InputError, match=r'^a\.xlsx: is damaged: its sheet "Risks" cannot be read \('):
        sheets_of("a.xlsx", data)


def test_an_opendocument_workbook_without_its_content_says_so() -> None:
    changed = io.BytesIO()
    with zipfile.ZipFile(DATA / "shown.ods") as source, zipfile.ZipFile(changed, "w") as target:
        for part in source.namelist():
            if part != "content.xml":
                target.writestr(part, source.read(part))
    with pytest.raises(InputError, match=r'^a\.ods: is damaged: its part "content\.xml" is missing; '):
        sheets_of("a.ods", changed.getvalue())


def test_two_sheets_of_one_name_are_refused() -> None:
    whole = io.BytesIO()
    with xlsxwriter.Workbook(whole) as book:
        for name in ("Risks", "Notes"):
            book.add_worksheet(name).write("A1", name)
    changed = io.BytesIO()
    with zipfile.ZipFile(whole) as source, zipfile.ZipFile(changed, "w") as target:
        for part in source.namelist():
            target.writestr(part, source.read(part).replace(b'name="Notes"', b'name="RISKS"'))
    with pytest.raises(InputError, match='has two sheets called "RISKS"; give one another name'):
        sheets_of("a.xlsx", changed.getvalue())
