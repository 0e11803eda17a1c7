"""A partnership as a workbook: every value in it, drop-downs from the schema, and accessible by convention."""

from __future__ import annotations

import re
import zipfile
from datetime import date
from pathlib import Path

import pytest

from partnerlab.exchange.workbook import HEADING, ORIGIN, Suggestion, parts_of, write_workbook
from partnerlab.partnership.columns import tables
from partnerlab.sheets import Sheet, read_sheets

HUB = {
    "name": "Hub",
    "purpose": "=1+1",
    "stage": [{"stage": "managing", "on": "2026-03-31"}],
    "partners": [{"id": "PSNI", "name": "Police", "resources": [{"kind": "money", "amount": 1200.5}]}],
    "ratings": [{"risk": "R1", "by": "PSNI", "on": "2026-03-31", "likelihood": 4, "impact": 5}],
}


@pytest.fixture
def sheets(tmp_path: Path) -> dict[str, Sheet]:
    write_workbook(tmp_path / "hub.xlsx", HUB, file="hub.yaml", names=("risks",))
    return {sheet.name: sheet for sheet in read_sheets(tmp_path / "hub.xlsx")}


def xml(path: Path, sheet: int) -> str:
    with zipfile.ZipFile(path) as packed:
        return packed.read(f"xl/worksheets/sheet{sheet}.xml").decode("utf-8")


def test_a_sheet_for_each_table_that_holds_something_or_is_asked_for(sheets: dict[str, Sheet]) -> None:
    assert [*sheets] == [
        "cover",
        "partnership",
        "stage",
        "partners",
        "partners.resources",
        "risks",
        "ratings",
        ORIGIN,
    ]
    assert [name for name, sheet in sheets.items() if sheet.is_very_hidden] == [ORIGIN]


def test_values_are_dates_numbers_and_text_and_never_formulas(sheets: dict[str, Sheet]) -> None:
    assert sheets["stage"].rows[HEADING][:3] == ("row", "stage", "on")
    assert sheets["stage"].rows[HEADING + 1][:3] == ("1", "managing", date(2026, 3, 31))
    assert sheets["partners.resources"].rows[HEADING + 1][:5] == ("PSNI", "1", None, "money", 1200.5)
    assert ("purpose", "=1+1") in [row[:2] for row in sheets["partnership"].rows]


def test_choices_and_ids_come_from_lists(tmp_path: Path, sheets: dict[str, Sheet]) -> None:
    text = xml(tmp_path / "hub.xlsx", [*sheets].index("ratings") + 1)
    assert "&quot;inherent,residual,target&quot;" in text or '"inherent,residual,target"' in text
    assert "'partners'!$A$5:$A$504" in text.replace("partners!", "'partners'!")
    assert "When it was rated." in text
    assert sheets["ratings"].rows[HEADING + 1][5:7] == (4, 5)


def test_each_sheet_has_a_title_one_named_table_and_no_merged_cells(tmp_path: Path, sheets: dict[str, Sheet]) -> None:
    assert all(sheet.rows[0][0] is not None and not sheet.merged for sheet in sheets.values())
    with zipfile.ZipFile(tmp_path / "hub.xlsx") as packed:
        found = [packed.read(name).decode() for name in packed.namelist() if name.startswith("xl/tables/")]
    names = [match[1] for text in found if (match := re.search(r'displayName="([^"]+)"', text))]
    assert len(names) == len(set(names)) == len(sheets) - 1  # all but the sheet that is not shown


def test_suggested_actions_stand_apart_from_agreed_ones(tmp_path: Path) -> None:
    content = HUB | {"actions": [{"id": "A1", "title": "Agree"}]}
    suggestion = Suggestion("Name a lead", "RA104", "risk R3", "red, ¶4.4")
    write_workbook(tmp_path / "actions.xlsx", content, file="hub.yaml", suggestions=[suggestion])
    sheets = {sheet.name: sheet for sheet in read_sheets(tmp_path / "actions.xlsx")}
    assert [*sheets] == ["cover", "actions", "suggested actions", ORIGIN]
    assert sheets["actions"].rows[HEADING + 1][:2] == ("A1", "Agree")
    assert sheets["suggested actions"].rows[HEADING + 1][:2] == (None, "Name a lead")


def test_the_parts_of_a_stage_are_tables() -> None:
    assert set(parts_of("ending")) <= {table.name for table in tables()}
