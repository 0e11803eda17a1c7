"""A table as the grid shows it, and what a block from a spreadsheet would change."""

from __future__ import annotations

import pytest

from partnerlab.live.draft import Draft
from partnerlab.live.sheet import FIRST, list_tables, paste, show_sheet
from partnerlab.partnership.columns import tables


@pytest.fixture
def draft(hub):
    return Draft(hub)


def test_every_table_of_the_record_is_there_once_and_those_changed_most_come_first(draft):
    listed = [row["name"] for row in list_tables(draft)]
    assert sorted(listed) == sorted(table.name for table in tables())
    assert listed[: len(FIRST)] == list(FIRST)


def test_each_table_can_be_shown(draft):
    for table in tables():
        sheet = show_sheet(draft, table.name)
        names = {column["name"] for column in sheet["columns"]}
        assert all(set(row["cells"]) <= names for row in sheet["rows"])
        assert all(column["kind"] != "choice" or column["choices"] for column in sheet["columns"])


def test_cells_that_name_a_row_offer_its_id_with_its_name(draft):
    sheet = show_sheet(draft, "ratings")
    assert next(column for column in sheet["columns"] if column["name"] == "risk")["list"] == "risks"
    assert ["R1", draft.rows("risks")[0].cells["title"]] in sheet["lists"]["risks"]


def test_a_block_is_put_from_its_cell_on_and_goes_on_in_new_rows(draft):
    last = draft.rows("ratings")[-1]
    pasted = paste(draft, "ratings", last.key, "likelihood", "1\t2\n3\t4\n")
    assert pasted.added == 1
    assert pasted.cells == (
        ("101", "likelihood", last.cells["likelihood"], "1"),
        ("101", "impact", last.cells["impact"], "2"),
        ("102", "likelihood", "", "3"),
        ("102", "impact", "", "4"),
    )
    assert draft.alterations == ()


def test_a_block_with_headings_finds_its_columns(draft):
    key = draft.rows("ratings")[0].key
    pasted = paste(draft, "ratings", key, "risk", "Impact\tLikelihood\r\n1\t2\r\n")
    assert [cell[1:] for cell in pasted.cells] == [("impact", "5", "1"), ("likelihood", "4", "2")]


def test_what_is_the_same_changes_nothing_and_an_empty_cell_takes_away(draft):
    row = draft.rows("ratings")[0]
    assert paste(draft, "ratings", row.key, "likelihood", f"{row.cells['likelihood']}\t").cells == (
        ("1", "impact", row.cells["impact"], ""),
    )


def test_a_cell_of_several_lines_is_one_cell(draft):
    key = draft.rows("actions")[0].key
    pasted = paste(draft, "actions", key, "title", '"Write\nto ""all"""\tCouncil\n')
    assert pasted.cells[0][3] == 'Write to "all"'
    assert pasted.added == 0


def test_columns_that_find_no_room_are_told(draft):
    key = draft.rows("ratings")[0].key
    assert "find no room" in paste(draft, "ratings", key, "note", "a\tb\tc").note
