"""Risk registers as officers keep them, each in its own way, with the next quarter's version of several."""

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

FIRST_HOUR_FILE = "parameters/coastal-support-partnership.yaml"
"""The file that `docs/first-hour.md` comes to."""

FIRST_HOUR_STEPS = (
    ("new",),
    ("new", "Coastal Support Partnership", "--purpose", "Reach people early"),
    (
        *("import", "register.xlsx", FIRST_HOUR_FILE, "--scale", "1-5", "--by", "all"),
        *("--on", "2026-03-31", "--write", "--yes"),
    ),
    ("set", FIRST_HOUR_FILE, "stage", "managing", "--write"),
)
"""The commands up to a record that can be reviewed and changed, for the makers of its pictures."""


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


def another_order(path: Path, *, next_quarter: bool = False) -> Path:
    """Columns in another order, H/M/L, a title above, real dates, risks without references."""
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("Register")
        sheet.write("A1", "Risk register of the partnership")
        sheet.write_row("A3", ["Owner", "Impact", "Likelihood", "Risk", "Mitigation"])
        sheet.write_row("A4", ["PSNI", "H", "M", "Data are lost", "Encrypted laptops"])
        sheet.write_row("A5", ["Council", "M", "H" if next_quarter else "L", "Volunteers tire", "Rota"])
        if next_quarter:
            sheet.write_row("A6", ["Council", "L", "L", "Ferry stops", "n/a"])
    return path


def merged_by_partner(path: Path, *, next_quarter: bool = False) -> Path:
    """A lead merged over its risks, scores that calculate themselves, blank rows and a second table of notes below."""
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("RR v2 FINAL")
        sheet.merge_range("A1:F1", "Coastal Support Partnership")
        sheet.write_row(
            "A2", ["Lead organisation", "Risk no.", "Description", "Likelihood (1-5)", "Impact (1-5)", "Score"]
        )
        sheet.merge_range("A3:A4", "Police Service of Northern Ireland")
        sheet.write_row("B3", [1, "Referrals come late", 4, 3])
        sheet.write_row("B4", [2, "Nobody attends", 3 if next_quarter else 2, 3])
        sheet.write_row("A5", ["Council", 3, "Grant is cut", "3 - possible", 5])
        if next_quarter:
            sheet.write_row("A6", ["Council", 4, "Lease ends", 2, 2])
        for row in range(3, 7 if next_quarter else 6):
            sheet.write_formula(f"F{row}", f"=D{row}*E{row}", None, "")
        sheet.write("A9", "Scores above 12 go to the board.")
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


def first_hour(path: Path, *, next_quarter: bool = False) -> Path:
    """The workbook of `docs/first-hour.md`: an officer's register and list of partners, and the next quarter's."""
    risks = [
        ["R1", "Funding ends in March", 4, 5, 3, 4, "Council - Head of Community Planning", "→", "Joint bid",
         "Write the bid", "31/05/2026"],
        ["R2", "Staff leave and take what they know", 4, 4, 3, 3, "Coastal District Council", "↑", "Handover notes",
         "Name deputies", "30/04/2026"],
        ["R3", "Personal information reaches the wrong people", 3, 5, 2, 5, "PSNI - Chief Inspector", "→",
         "1. Sharing agreement\n2. Yearly training", "", ""],
        ["R4", "Help comes too late", 4, 4, 4, 4, "Health Trust", "↑", "", "Second half day of the practitioner",
         "30/06/2026"],
        ["R5", "Volunteers tire", 3, 3, 2, 3, "Harbour Volunteers", "↓", "Rota", "", ""],
    ]  # fmt: skip
    if next_quarter:
        risks[0][4:6], risks[0][7] = [4, 4], "↑"
        risks[3][4:6], risks[3][7] = [3, 4], "↓"
        risks.append(["R6", "Offices flood", 2, 4, 2, 3, "Coastal District Council", "→", "Insurance", "", ""])
    with xlsxwriter.Workbook(path) as book:
        bold, wrap = book.add_format({"bold": True}), book.add_format({"text_wrap": True})
        sheet = book.add_worksheet("Risk register")
        sheet.write("A1", "Coastal Support Partnership: risk register", bold)
        sheet.write("A2", f"As at {'30 June' if next_quarter else '31 March'} 2026. Likelihood and impact from 1 to 5.")
        headings = ["Ref", "Risk", "Gross likelihood", "Gross impact", "Net likelihood", "Net impact", "Risk owner",
                    "Direction of travel", "Controls in place", "Action", "By when"]  # fmt: skip
        sheet.write_row("A4", headings, bold)
        for number, row in enumerate(risks, 4):
            sheet.write_row(number, 0, row, wrap)
        sheet.write(5 + len(risks), 0, "Agreed by the board.")
        sheet = book.add_worksheet("Partners")
        sheet.write_row("A1", ["Short name", "Organisation", "Also known as", "Sector", "Job title"], bold)
        for number, row in enumerate(
            [
                ["PSNI", "Police Service of Northern Ireland", "Police", "statutory", "Chief Inspector"],
                ["Council", "Coastal District Council", "", "local government", "Head of Community Planning"],
                ["Trust", "Coastal Health Trust", "Health Trust", "statutory", "Service Manager"],
                ["Volunteers", "Harbour Volunteers", "", "voluntary", "Coordinator"],
            ],
            1,
        ):
            sheet.write_row(number, 0, row)
    return path


def date_time(year: int, month: int, day: int) -> Any:
    """Return a day as XlsxWriter takes it."""
    return date(year, month, day)


def struck_out(path: Path) -> Path:
    """A row struck out, one cell of another, and a text of which a part is."""
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("Risks")
        line = book.add_format({"font_strikeout": True})
        sheet.write_row("A1", ["Ref", "Risk", "Likelihood", "Impact", "Owner", "Controls"])
        sheet.write_row("A2", ["R1", "Funding ends", 3, 4, "PSNI", "Reserve"])
        sheet.write_row("A3", ["R2", "Staff leave", 2, 2, "Council", "Rota"], line)
        sheet.write("F4", "A second control", line)
        sheet.write_row("A5", ["R3", "Offices flood", 2, 3, "Council"])
        sheet.write("F5", "Sandbags", line)
        sheet.write_rich_string("B5", "Offices ", line, "burn ", "flood")
    return path
