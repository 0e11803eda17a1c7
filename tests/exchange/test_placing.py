"""Faults that a workbook would bring into the files are told by its cells, others by the file's line."""

from __future__ import annotations

from pathlib import Path

import pytest

from partnerlab.errors import InputError
from partnerlab.exchange.placing import Typed, propose
from partnerlab.exchange.report import Report
from partnerlab.exchange.returning import take_back
from partnerlab.exchange.workbook import HEADING, write_workbook
from partnerlab.partnership import edit_partnership
from partnerlab.sheets import read_sheets
from sheets_typed import with_cell

HUB = """\
name: Hub
purpose: Reach people early
stage: managing
partners:
  PSNI:
    name: Police
    resources:
      - {kind: money, amount: 1200}
risks:
  R1: {title: Funding ends}
  R2: {title: Staff leave}
ratings:
  - {risk: R1, on: 2026-03-31, likelihood: 4, impact: 5}
  - {risk: R2, on: 2026-03-31, likelihood: 2, impact: 2}
"""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "hub.yaml"
    path.write_text(HUB, encoding="utf-8")
    return path


def told(file: Path, *typed: tuple[str, int, str, object]) -> list[str]:
    """What is told of values typed into a workbook: sheet, row below the headings, heading, value."""
    path = file.with_suffix(".xlsx")
    write_workbook(path, edit_partnership(file).content, file=file.name, names=())
    sheets = {sheet.name: sheet for sheet in read_sheets(path)}
    for name, row, heading, value in typed:
        with_cell(sheets, name, row, heading, value)
    edit = edit_partnership(file)
    rows = take_back([*sheets.values()], edit, Report())
    with pytest.raises(InputError) as refused:
        propose(edit, "hub.xlsx", rows)
    return refused.value.lines()


def test_a_value_that_breaks_a_rule_is_told_by_its_cell(file: Path) -> None:
    (line,) = told(file, ("ratings", 2, "likelihood", 9))
    assert line.startswith(f"hub.xlsx, ratings!F{HEADING + 3}: likelihood 9 is off the scale")


def test_rows_of_a_new_id_and_within_another_row_are_told_without_the_files_numbers(file: Path) -> None:
    lines = told(
        file,
        ("partners.resources", 2, "belongs to", "PSNI"),
        ("partners.resources", 2, "amount", 5),
        ("risks", 3, "id", "R3"),
        ("risks", 3, "title", "TBC"),
    )
    assert lines[0] == f"hub.xlsx, partners.resources!D{HEADING + 3}: kind is missing; add it"
    assert lines[1].startswith(f'hub.xlsx, risks!B{HEADING + 4}: title: "TBC" only holds a place')


def test_a_single_value_is_told_by_its_cell(file: Path) -> None:
    (line,) = told(file, ("partnership", 1, "value", "TBC"))
    assert line.startswith(f'hub.xlsx, partnership!B{HEADING + 2}: name: "TBC" only holds a place')


def test_what_the_workbook_does_not_hold_is_told_by_the_files_line(file: Path) -> None:
    edit = edit_partnership(file).set("risks.R1.title", "TBC")
    elsewhere = [Typed("risks", {"id": "R2", "title": "Staff leave"}, "risks!A6")]
    with pytest.raises(InputError, match=r'^hub\.yaml:10: title: "TBC" only holds a place'):
        propose(edit, "hub.xlsx", elsewhere)
