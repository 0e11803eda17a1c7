"""Three risk registers as officers keep them, each in its own way, and the next quarter's version of the first."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import xlsxwriter

PARTNERSHIP = """\
name: Coastal Support Partnership
purpose: Reach people early
stage: managing
partners:
  PSNI: {name: Police Service of Northern Ireland}
  Council: {name: Coastal District Council}
"""


def two_header_rows(path: Path, *, next_quarter: bool = False) -> Path:
    """Titles above, two rows of headings with merged cells, a merged risk, a hidden sheet, a note below."""
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("Risks")
        book.add_worksheet("Lookups").hide()
        sheet.write("A1", "Coastal Support Partnership: corporate risk register")
        sheet.write("A2", "Likelihood and impact are scored from 1 to 5")
        sheet.merge_range("A4:A5", "Ref")
        sheet.merge_range("B4:B5", "Risk description")
        sheet.merge_range("C4:E4", "Inherent risk")
        sheet.merge_range("F4:H4", "Residual risk")
        sheet.write_row("C5", ["L", "I", "Score", "L", "I", "Score"])
        for column, heading in enumerate(["Controls in place", "Risk owner", "Action", "Due date"], 8):
            sheet.merge_range(3, column, 4, column, heading)
        sheet.write_row("A6", ["R1", "Funding ends", 4, 5, 20, 3, 4, 12, "1. Reserve\n2. Joint bid", "PSNI"])
        sheet.write_row("K6", ["Write the bid", "13/05/2026"])
        last = [2, 3, 6] if next_quarter else [3, 3, 9]
        sheet.merge_range("A7:A8", "R2")
        sheet.merge_range("B7:B8", "Staff leave")
        sheet.write_row("C7", [4, 4, 16, *last, "Handover notes", "Coastal District Council"])
        sheet.write("I8", "Deputies named")
        if next_quarter:
            sheet.write_row("A9", ["R3", "Offices flood", 2, 4, 8, 2, 3, 6, "n/a", "J Smith"])
        sheet.write("A12", "Agreed by the board.")
    return path


def words_and_faults(path: Path) -> Path:
    """Columns in another order, H/M/L, no references, real dates, costs, and cells that nobody can read."""
    bold = {"bold": True}
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("Register Q2")
        day = book.add_format({"num_format": "dd/mm/yyyy"})
        sheet.write_row(
            "B3",
            ["Owner", "Impact", "Likelihood", "Risk", "Mitigation", "Estimated cost (£)", "Review date", "Trend"],
            book.add_format(bold),
        )
        sheet.write_row("B4", ["PSNI / J Smith", "H", "M", "Data are lost", "Encrypted laptops", "£1,200"])
        sheet.write_datetime("H4", date_time(2026, 9, 30), day)
        sheet.write("I4", "↑")
        sheet.write_row("B6", ["Harbour Trust", "Very bad", "L", "Volunteers tire", "none", "about £500", "TBC", "↔"])
    return path


def labels_and_one_by_month(path: Path) -> Path:
    """A CSV file as Excel in another country writes it: semicolons, cp1252, decimal comma, months first."""
    rows = [
        "sep=;",
        "Risk log – Coastal;;;;;",
        "Risk no.;Description;Current likelihood (1-5);Current impact (1-5);Cost;Date identified",
        "7;Café closes;4 - likely;Severe (5);1.200,50;05/13/2026",
        "8;Ferry stops;2;3;n/a;01/02/2026",
        "8;Ferry stops again;2;3;;",
    ]
    path.write_bytes("\r\n".join(rows).encode("cp1252"))
    return path


def date_time(year: int, month: int, day: int) -> Any:
    """Return a day as XlsxWriter takes it."""
    return date(year, month, day)
