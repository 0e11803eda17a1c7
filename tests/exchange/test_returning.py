"""A workbook of ours comes back: only what changed in it, and what changed in both places is lost in neither."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from partnerlab.exchange.report import Report
from partnerlab.exchange.returning import file_of, is_ours, take_back
from partnerlab.exchange.workbook import HEADING, Suggestion, write_workbook
from partnerlab.partnership import Edit, edit_partnership
from partnerlab.sheets import Sheet, read_sheets
from samples import ROOT, SAMPLES
from sheets_typed import with_cell

COVERS = ("partnerlab.exchange.content",)

HUB = """\
name: Hub
purpose: Reach people early   # said by the board
stage: managing
partners:
  PSNI:
    name: Police
    resources:
      - {kind: money, amount: 1200}
risks:
  R1: {title: Funding ends, likely: 500}
  R2: {title: none}
ratings:
  - {risk: R1, on: 2026-03-31, likelihood: 4, impact: 5}
  - {risk: R2, on: 2026-03-31, likelihood: 2, impact: 2}
"""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "hub.yaml"
    path.write_text(HUB, encoding="utf-8")
    return path


def export(file: Path, **options: Any) -> dict[str, Sheet]:
    path = file.with_suffix(".xlsx")
    write_workbook(path, edit_partnership(file).content, file=file.name, names=(), **options)
    return {sheet.name: sheet for sheet in read_sheets(path)}


def without_row(sheets: dict[str, Sheet], name: str, row: int) -> None:
    sheet = sheets[name]
    sheets[name] = replace(sheet, rows=sheet.rows[: HEADING + row] + sheet.rows[HEADING + row + 1 :])


GROUPS = """\
indicators:
  - {id: calm, title: Calm nights, unit: "%", good_direction: up, groups: [
      {name: Women, values: [{period: 2024, value: 3}, {period: 2025, value: 4}]}, {name: Men, against: Women}]}
"""


def back(sheets: dict[str, Sheet], file: Path, **options: Any) -> tuple[Edit, Report]:
    edit, report = edit_partnership(file), Report()
    take_back([*sheets.values()], edit, report, **options)
    return edit, report


@pytest.mark.parametrize("sample", SAMPLES)
def test_a_workbook_that_nobody_touched_changes_nothing(tmp_path: Path, sample: str) -> None:
    file = ROOT / "parameters" / f"{sample}.yaml"
    write_workbook(tmp_path / "sample.xlsx", edit_partnership(file).content, file=file.name)
    edit, report = edit_partnership(file), Report()
    take_back(read_sheets(tmp_path / "sample.xlsx"), edit, report)
    assert not edit.changes
    assert not report.notes


def test_only_what_changed_is_written_and_the_rest_stays_byte_for_byte(file: Path) -> None:
    sheets = export(file)
    with_cell(sheets, "risks", 1, "title", "Funding ends in March")
    with_cell(sheets, "partners.resources", 1, "amount", 900)
    edit, _ = back(sheets, file)
    edit.save()
    changed = HUB.replace("title: Funding ends,", "title: Funding ends in March,").replace("1200", "900")
    assert file.read_text(encoding="utf-8") == changed


def test_the_workbook_knows_where_it_comes_from(file: Path) -> None:
    sheets = [*export(file).values()]
    assert is_ours(sheets)
    assert file_of(sheets) == "hub.yaml"


def test_what_turns_text_round_is_told_where_it_was_taken_out(file: Path) -> None:
    sheets = export(file)
    with_cell(sheets, "risks", 1, "title", "Funding stops")
    column = sheets["risks"].rows[HEADING].index("title")
    sheets["risks"] = replace(sheets["risks"], unfit=frozenset({(HEADING + 1, column)}))
    _, report = back(sheets, file)
    (note,) = report.notes
    assert note.place == sheets["risks"].place(HEADING + 1, column)
    assert "turns text round; it was taken out" in note.message


def test_a_comment_is_told_and_those_that_explain_our_headings_are_not(file: Path) -> None:
    sheets = export(file)
    assert sheets["risks"].commented
    assert back(sheets, file)[1].notes == []
    sheets["risks"] = replace(sheets["risks"], commented=sheets["risks"].commented | {(HEADING + 1, 1)})
    (note,) = back(sheets, file)[1].notes
    assert str(note) == f"risks!B{HEADING + 2}: the comment on the cell is not read; put what counts into a cell"


def test_a_text_comes_back_with_what_nobody_sees_and_nothing_is_told(file: Path) -> None:
    sheets = export(file)
    with_cell(sheets, "risks", 1, "title", "Funding stops")
    column = sheets["risks"].rows[HEADING].index("title")
    at = (HEADING + 1, column)
    sheets["risks"] = replace(sheets["risks"], unfit=frozenset({at}), typed={at: "Fund\u00ading stops"})
    edit, report = back(sheets, file)
    assert not report.notes
    assert [change.after for change in edit.changes] == ["Fund\u00ading stops"]


def test_changed_in_both_places_is_told_and_lost_in_neither(file: Path) -> None:
    sheets = export(file)
    with_cell(sheets, "risks", 1, "title", "Money ends")
    with_cell(sheets, "risks", 1, "likely", 700)
    file.write_text(HUB.replace("Funding ends", "Grant ends"), encoding="utf-8")
    edit, report = back(sheets, file)
    assert [str(change) for change in edit.changes] == ["risks.R1.likely: set to 700, was 500"]
    assert [str(note) for note in report.notes] == [
        'risks!B5: "Money ends" here, "Grant ends" in the partnership\'s files'
    ]


def test_the_same_change_in_both_places_is_no_conflict(file: Path) -> None:
    sheets = export(file)
    with_cell(sheets, "risks", 1, "likely", 700)
    file.write_text(HUB.replace("likely: 500", "likely: 700"), encoding="utf-8")
    edit, report = back(sheets, file)
    assert not edit.changes
    assert not report.notes


def test_rows_without_ids_are_found_where_the_file_has_moved_them(file: Path) -> None:
    sheets = export(file)
    with_cell(sheets, "ratings", 2, "impact", 3)
    moved = HUB.replace("ratings:\n", "ratings:\n  - {risk: R2, on: 2026-01-31, likelihood: 1, impact: 1}\n")
    file.write_text(moved, encoding="utf-8")
    edit, report = back(sheets, file)
    edit.save()
    assert file.read_text(encoding="utf-8") == moved.replace("likelihood: 2, impact: 2", "likelihood: 2, impact: 3")
    assert not report.notes


def test_new_rows_are_added_where_they_belong(file: Path) -> None:
    sheets = export(file)
    with_cell(sheets, "risks", 3, "title", "Staff leave")
    with_cell(sheets, "partners.resources", 2, "belongs to", "PSNI")
    with_cell(sheets, "partners.resources", 2, "kind", "time")
    edit, _ = back(sheets, file)
    assert [str(change) for change in edit.changes] == [
        "partners.PSNI.resources: added kind time",
        "risks: added id R3, title Staff leave",
    ]


def test_a_deleted_row_is_kept_unless_removing_is_asked_for(file: Path) -> None:
    sheets = export(file)
    without_row(sheets, "ratings", 1)
    edit, report = back(sheets, file)
    assert not edit.changes
    assert [note.kind for note in report.notes] == ["kept"]
    edit, _ = back(sheets, file, remove=True)
    assert [change.kind for change in edit.changes] == ["remove"]
    edit.save()
    assert "risk: R1, on" not in file.read_text(encoding="utf-8")


def test_a_row_that_is_struck_out_in_place_of_deleted_is_told(file: Path) -> None:
    sheets = export(file)
    sheets["ratings"] = replace(sheets["ratings"], struck=frozenset({(HEADING + 1, 1)}))
    edit, report = back(sheets, file, remove=True)
    assert not edit.changes
    assert [(note.kind, note.message) for note in report.notes] == [
        ("taken", "what is struck out was taken as it stands; to take a row out, delete it and use --remove")
    ]


def test_a_cell_that_cannot_be_read_is_told_and_stays_as_it_was(file: Path) -> None:
    sheets = export(file)
    with_cell(sheets, "risks", 1, "likely", "a lot")
    with_cell(sheets, "ratings", 1, "kind", "medium")
    edit, report = back(sheets, file)
    assert not edit.changes
    assert [note.place for note in report.notes] == ["risks!R5", "ratings!E5"]


def test_an_emptied_cell_takes_the_value_away(file: Path) -> None:
    sheets = export(file)
    with_cell(sheets, "risks", 1, "likely", None)
    edit, _ = back(sheets, file)
    assert [str(change) for change in edit.changes] == ["risks.R1.likely: set to nothing, was 500"]


def test_single_values_come_back(file: Path) -> None:
    sheets = export(file)
    sheet = sheets["partnership"]
    rows = tuple((row[0], "Help early", *row[2:]) if row[0] == "purpose" else row for row in sheet.rows)
    sheets["partnership"] = replace(sheet, rows=rows)
    edit, _ = back(sheets, file)
    edit.save()
    assert "purpose: Help early   # said by the board" in file.read_text(encoding="utf-8")


def test_actions_that_are_taken_up_or_ticked_off_come_back(file: Path) -> None:
    file.write_text(HUB + "actions:\n  A1: {title: Ask}\n", encoding="utf-8")
    suggested = [Suggestion("Name a lead", "RA104", "risk R1", "red"), Suggestion("Agree", "RA105", "risk R2", "red")]
    sheets = export(file, suggestions=suggested)
    with_cell(sheets, "actions", 1, "done", "30/06/2026")
    with_cell(sheets, "suggested actions", 1, "take up", "yes")
    with_cell(sheets, "suggested actions", 1, "owner", "PSNI")
    edit, _ = back(sheets, file, on="2026-06-30")
    assert [str(change) for change in edit.changes] == [
        "actions.A1.done: set to 2026-06-30",
        "actions: added id A2, title Name a lead, finding RA104, subject risk R1, owner PSNI, on 2026-06-30",
    ]
    edit.save()
    assert not back(sheets, file, on="2026-06-30")[0].changes


def test_a_workbook_without_its_file_makes_the_whole_of_it(file: Path, tmp_path: Path) -> None:
    sheets = export(file)
    new = tmp_path / "new.yaml"
    new.write_text("name: Hub\npurpose: Reach people early\nstage: scoping\n", encoding="utf-8")
    edit, report = edit_partnership(new), Report()
    take_back([*sheets.values()], edit, report, afresh=True)
    edit.save()
    assert not report.notes
    assert edit.content == edit_partnership(file).content


def test_a_workbook_of_another_partnership_is_told(file: Path, tmp_path: Path) -> None:
    sheets = export(file)
    other = tmp_path / "other.yaml"
    other.write_text("name: Other\npurpose: Help\nstage: scoping\n", encoding="utf-8")
    edit, report = back(sheets, other)
    assert not edit.changes
    assert [note.message for note in report.notes] == ["the workbook was written from hub.yaml, not from other.yaml"]


def test_a_row_of_a_partner_that_is_not_known_is_told(file: Path) -> None:
    sheets = export(file)
    with_cell(sheets, "partners.resources", 2, "belongs to", "NIHE")
    with_cell(sheets, "partners.resources", 2, "kind", "time")
    edit, report = back(sheets, file)
    assert not edit.changes
    assert [note.place for note in report.notes] == ["partners.resources!A6"]


def test_series_within_groups_stay_as_they_are_even_where_rows_are_removed(file: Path) -> None:
    file.write_text(HUB + GROUPS, encoding="utf-8")
    sheets = export(file)
    assert "indicators.groups.values" not in sheets
    edit, report = back(sheets, file, remove=True)
    assert (edit.changes, report.notes) == ((), [])
    without_row(sheets, "indicators.groups", 2)
    edit, _ = back(sheets, file, remove=True)
    (group,) = edit.rows("indicators.calm.groups")
    assert group["values"] == [{"period": "2024", "value": 3}, {"period": "2025", "value": 4}]


def test_a_sheet_of_series_within_groups_of_an_older_version_is_not_taken(file: Path) -> None:
    file.write_text(HUB + GROUPS, encoding="utf-8")
    sheets = export(file)
    rows = (*sheets["indicators.groups"].rows[:HEADING], ("belongs to", "row", "period", "value"), ("calm", 1, 2026, 9))
    sheets["indicators.groups.values"] = Sheet("hub.xlsx", "indicators.groups.values", rows)
    edit, report = back(sheets, file, remove=True)
    assert edit.changes == ()
    assert [(note.kind, note.place) for note in report.notes] == [("not taken", "indicators.groups.values")]
