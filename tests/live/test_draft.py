"""What has been typed: step by step, checked in the reader's words, kept beside the files, and put into them."""

from __future__ import annotations

from pathlib import Path

import pytest

from partnerlab.live.draft import Draft, PlacedFault
from partnerlab.live.unsaved import draft_of
from partnerlab.partnership import edit_partnership


@pytest.fixture
def draft(hub: Path) -> Draft:
    return Draft(hub)


def cell(draft: Draft, table: str, key: str, column: str) -> str:
    return next(row.cells.get(column, "") for row in draft.rows(table) if row.key == key)


def test_nothing_typed_changes_nothing(draft):
    edit, left = draft.meant()
    assert (edit.preview(), left, draft.alterations, draft.can_undo) == ("", [], (), False)


def test_going_on_in_a_cell_is_one_step_and_another_cell_is_the_next(draft):
    for text in ("1", "12", "2"):
        draft.type("ratings", "ratings.1", "impact", text)
    draft.type("ratings", "ratings.1", "likelihood", "1")
    draft.undo()
    assert (cell(draft, "ratings", "ratings.1", "impact"), cell(draft, "ratings", "ratings.1", "likelihood")) == (
        "2",
        "4",
    )
    draft.undo()
    assert (cell(draft, "ratings", "ratings.1", "impact"), draft.alterations, draft.can_undo) == ("5", (), False)
    draft.redo()
    draft.redo()
    assert (cell(draft, "ratings", "ratings.1", "likelihood"), draft.can_redo) == ("1", False)


def test_a_step_after_steps_taken_back_takes_their_place(draft):
    draft.type("ratings", "ratings.1", "impact", "1")
    draft.undo()
    draft.type("ratings", "ratings.1", "impact", "3")
    assert not draft.can_redo
    assert cell(draft, "ratings", "ratings.1", "impact") == "3"


def test_a_fault_stands_beside_its_cell_in_the_words_of_the_reader(draft):
    draft.type("ratings", "ratings.3", "impact", "9")
    (fault,) = draft.faults()
    assert (fault.table, fault.row, fault.column) == ("ratings", "ratings.3", "impact")
    assert "9 is off the scale" in fault.message


def test_faults_of_a_new_row_and_of_one_within_another_find_their_cells(draft):
    new = draft.add("ratings", cells={"risk": "R77", "on": "2026-01-01", "likelihood": "1", "impact": "1"})
    inner = draft.add("partners.readiness", "Council", {"on": "2026-01-01", "able": "maybe"})
    placed = {(fault.table, fault.row, fault.column) for fault in draft.faults()}
    assert placed == {("ratings", new, "risk"), ("partners.readiness", inner, "able")}


def test_a_copy_says_the_same_but_for_its_id(draft):
    key = draft.copy("risks", "risks.R1")
    copied = next(row for row in draft.rows("risks") if row.key == key)
    assert "id" not in copied.cells
    assert copied.cells["title"] == cell(draft, "risks", "risks.R1", "title")


def test_a_row_that_others_name_cannot_go_unnoticed(draft):
    draft.delete("risks", "risks.R1")
    assert any("R1" in fault.message for fault in draft.faults())


def test_it_outlives_the_session_and_leaves_nothing_behind_when_dropped(draft, hub):
    draft.type("ratings", "ratings.1", "impact", "2")
    draft.add("partners.readiness", "Council", {"on": "2026-01-01", "able": "partly"})
    draft.delete("ratings", "ratings.2")
    draft.keep()
    again = Draft(hub)
    assert again.take_up(again.others()) == []
    assert again.alterations == draft.alterations
    again.keep()
    again.drop()
    draft.drop()
    assert (again.others(), draft_of(hub).exists(), again.alterations) == ((), False, ())


def test_what_is_dropped_comes_back_with_one_step_and_goes_again(draft, hub):
    draft.drop()
    assert not draft.can_undo  # nothing was typed
    draft.type("ratings", "ratings.1", "impact", "2")
    draft.delete("ratings", "ratings.2")
    typed = draft.alterations
    draft.drop()
    assert (draft.alterations, draft_of(hub).exists()) == ((), False)
    draft.undo()
    assert draft.alterations == typed
    draft.keep()
    assert Draft(hub).others() == typed
    draft.redo()
    assert draft.alterations == ()


def test_a_damaged_draft_is_none(draft, hub):
    draft_of(hub).parent.mkdir(exist_ok=True)
    for text in ("{", '[{"no": 1}]', "[1]"):
        draft_of(hub).write_text(text, encoding="utf-8")
        assert draft.others() == ()


def test_what_no_longer_fits_the_files_is_told_when_it_is_taken_up(draft, hub):
    draft.type("risks", "risks.R1", "title", "Other")
    draft.type("ratings", "ratings.1", "impact", "2")
    draft.keep()
    edit_partnership(hub).set("ratings.1.likelihood", 1).save()
    again = Draft(hub)
    (left,) = again.take_up(again.others())
    assert "no row says so any more" in left
    assert [row.table for row in again.alterations] == ["risks"]


def test_reading_again_keeps_what_was_typed(draft, hub):
    draft.type("ratings", "ratings.1", "impact", "2")
    edit_partnership(hub).set("name", "Another name").save()
    assert draft.read_again() == []
    assert draft.meant()[0].propose().partnership.name == "Another name"
    assert [dict(row.values) for row in draft.alterations] == [{"impact": "2"}]


def test_what_is_wrong_elsewhere_names_its_file(draft):
    draft.type("partners", "partners.PSNI", "id", "Police")
    faults = draft.faults()
    assert faults
    assert all(isinstance(fault, PlacedFault) and fault.message for fault in faults)
    assert any(".csv:" in fault.message or ".yaml:" in fault.message for fault in faults if not fault.table)


def test_a_fault_is_told_at_the_cell_of_a_row_written_over_several_lines(tmp_path):
    file = tmp_path / "hub.yaml"
    lines = [
        *("name: Hub", "purpose: Meet", "stage: planning", "risks:", "  - id: R1", "    title: Fire", "ratings:"),
        *("  - risk: R1", "    on: 2026-01-15", "    likelihood: 2", "    impact: 3"),
        *("indicators:", "  - id: seen", "    title: Seen", "    unit: people", "    good_direction: up"),
        *("    target:", "      period: 2026/27", "      value: 5"),
    ]
    file.write_text("\n".join(lines) + "\n", encoding="utf-8")
    draft = Draft(file)
    draft.type("ratings", "ratings.1", "impact", "9")
    draft.type("indicators", "indicators.seen", "target.period", "soon")
    assert sorted((fault.table, fault.row, fault.column) for fault in draft.faults()) == [
        ("indicators", "indicators.seen", "target.period"),
        ("ratings", "ratings.1", "impact"),
    ]
