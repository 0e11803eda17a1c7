"""A number that a workbook shows in euros or dollars is read as it is seen, and so is never taken for pounds."""

from __future__ import annotations

from pathlib import Path

import pytest
import xlsxwriter

from partnerlab.sheets.currencies import currency_of, seen_as
from partnerlab.sheets.spreadsheet import read_sheets
from partnerlab.sheets.values import UnreadError, read_number

DATA = Path(__file__).parent / "data"


@pytest.mark.parametrize(
    ("code", "shown"),
    [
        ('"$"#,##0', "$"),
        ("\\$#,##0", "$"),
        ("[$$-409]#,##0.00", "$"),
        ('_-* #,##0.00\\ "€"_-', "€"),
        ("[$€-2] #,##0", "€"),
        ("[$CHF] #,##0", "CHF"),
        ("[$kr-41D] #,##0", "kr"),
        ('"£"#,##0', ""),
        ("[$£-809]#,##0.00", ""),
        ("[$-809]dd mmmm yyyy", ""),
        ("[Red]0.0%", ""),
        ("General", ""),
        ("", ""),
    ],
)
def test_a_format_shows_pounds_or_another_currency(code: str, shown: str) -> None:
    assert currency_of(code) == shown


@pytest.mark.parametrize(
    ("code", "shown"),
    [
        ('0.0"m"', "{}m"),
        ('£#,##0.0" million"', "{}million"),
        ("#,##0\\k", "{}k"),
        ('0 "bn";-0 "bn"', "{}bn"),
        ('[$€-2]0.0"m"', "€ {}m"),
        ('0.0,,"m"', ""),
        ('#,##0,"k"', ""),
        ('0" months"', ""),
        ("mm:ss.0", ""),
        ("d mmm yyyy", ""),
    ],
)
def test_a_format_shows_a_unit_that_it_does_not_divide_by(code: str, shown: str) -> None:
    assert seen_as(code) == shown


def test_a_cost_that_is_seen_in_millions_is_read_in_millions(tmp_path: Path) -> None:
    with xlsxwriter.Workbook(tmp_path / "a.xlsx") as book:
        book.add_worksheet("Costs").write_number("A1", 1.2, book.add_format({"num_format": '£0.0"m"'}))
    (sheet,) = read_sheets(tmp_path / "a.xlsx")
    assert read_number(sheet.rows[0][0]) == 1_200_000


def test_a_number_is_read_as_it_is_seen(tmp_path: Path) -> None:
    with xlsxwriter.Workbook(tmp_path / "a.xlsx") as book:
        sheet = book.add_worksheet("Costs")
        for row, code in enumerate(["[$€-2] #,##0", '"$"#,##0', "[$£-809]#,##0", "0"]):
            sheet.write_number(row, 0, 1200, book.add_format({"num_format": code}))
        sheet.write_string(4, 0, "text", book.add_format({"num_format": "[$€-2] #,##0"}))
    (sheet,) = read_sheets(tmp_path / "a.xlsx")
    assert [row[0] for row in sheet.rows] == ["€ 1200", "$ 1200", 1200, 1200, "text"]
    with pytest.raises(UnreadError, match="is in another currency"):
        read_number(sheet.rows[0][0])


def test_a_number_of_an_opendocument_workbook_is_read_as_it_is_seen() -> None:
    (sheet,) = read_sheets(DATA / "currencies.ods")
    assert [row[0] for row in sheet.rows] == ["EUR 1200", "USD 1200", 1200, 1200]
