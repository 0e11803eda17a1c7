"""What people changed in tables, told by what rows say, and put into files."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from partnerlab.exchange.alterations import (
    Alteration,
    TypedRow,
    alter,
    alterations_between,
    typed_rows,
)
from partnerlab.exchange.content import placed_rows
from partnerlab.partnership import Edit, edit_partnership
from partnerlab.partnership.columns import table_named

FILE = """\
name: Hub
purpose: Reach people early
stage: scoping
partners:
  PSNI:
    name: Police
    readiness:
      - {on: 2026-03-31, able: yes}
  Council: {name: City Council}
risks:
  R1: {title: Data}
  R2: {title: Money}
ratings: hub/ratings.csv
"""
RATINGS = "risk,by,on,likelihood,impact\nR1,PSNI,2026-01-01,4,3\nR1,Council,2026-01-01,2,3\nR2,PSNI,2026-01-01,1,1\n"


@pytest.fixture
def edit(tmp_path: Path) -> Edit:
    (tmp_path / "hub").mkdir()
    (tmp_path / "hub.yaml").write_text(FILE, encoding="utf-8")
    (tmp_path / "hub" / "ratings.csv").write_text(RATINGS, encoding="utf-8")
    return edit_partnership(tmp_path / "hub.yaml")


def rows(edit: Edit, name: str) -> list[TypedRow]:
    return list(typed_rows(table_named(name), edit.content))


def between(edit: Edit, name: str, after: list[TypedRow]) -> tuple[Alteration, ...]:
    return alterations_between(table_named(name), rows(edit, name), after)


def test_nothing_changed_is_nothing(edit):
    assert between(edit, "ratings", rows(edit, "ratings")) == ()


def test_a_changed_first_row_of_a_csv_file_changes_its_cell_alone(edit):
    first, *rest = rows(edit, "ratings")
    found = between(edit, "ratings", [replace(first, cells={**first.cells, "impact": "5"}), *rest])
    assert [dict(row.values) for row in found] == [{"impact": "5"}]
    assert alter(edit, found) == []
    assert "-R1,PSNI,2026-01-01,4,3\n+R1,PSNI,2026-01-01,4,5" in edit.preview()


def test_several_rows_may_go_while_others_come_and_change(edit):
    first, second, third = rows(edit, "ratings")
    new = TypedRow("new.1", {"risk": "R2", "by": "Council", "on": "01/02/2026", "likelihood": "2", "impact": "2"})
    found = between(edit, "ratings", [replace(third, cells={**third.cells, "impact": "2"}), new])
    assert {row.gone for row in found} == {True, False}
    assert alter(edit, found) == []
    after = [row.cells for row in rows(edit, "ratings")]
    assert [(row["risk"], row["by"], row["impact"]) for row in after] == [("R2", "PSNI", "2"), ("R2", "Council", "2")]
    assert after[1]["on"] == "2026-02-01"
    assert edit.propose().partnership.ratings[1].likelihood == 2
    assert (first.cells["by"], second.cells["by"]) == ("PSNI", "Council")


def test_an_id_may_change_with_what_else_the_row_says(edit):
    row = rows(edit, "risks")[1]
    found = between(edit, "risks", [rows(edit, "risks")[0], replace(row, cells={"id": "R9", "title": "Cash"})])
    alter(edit, found)
    assert [(risk["id"], risk["title"]) for risk in edit.rows("risks")] == [("R1", "Data"), ("R9", "Cash")]


def test_a_row_within_a_row_is_added_where_it_belongs(edit):
    new = TypedRow("new.1", {"on": "2026-04-01", "able": "partly"}, outer="Council")
    alter(edit, between(edit, "partners.readiness", [*rows(edit, "partners.readiness"), new]))
    assert edit.propose().partnership.partner("Council").readiness[0].able == "partly"


def test_what_means_nothing_is_handed_on_as_typed_and_the_reader_tells(edit):
    first, *rest = rows(edit, "ratings")
    alter(edit, between(edit, "ratings", [replace(first, cells={**first.cells, "likelihood": "often"}), *rest]))
    assert "often" in edit.preview()


def test_what_somebody_else_has_changed_is_left_and_told(edit):
    first = rows(edit, "ratings")[0]
    change = Alteration("ratings", row=first.cells, values={"impact": "5"}, was={"impact": "3"})
    edit.set("ratings.1.likelihood", 1)
    assert alter(edit, [change]) == [f"{change}: no row says so any more"]
    title = Alteration("risks", row={"id": "R1"}, values={"title": "Old data"}, was={"title": "Records"})
    assert alter(edit, [title]) == [f"{title}: title is Data by now"]
    assert edit.rows("risks")[0]["title"] == "Data"


def test_a_change_that_somebody_else_made_alike_is_no_conflict(edit):
    same = Alteration("risks", row={"id": "R1"}, values={"title": "Data"}, was={"title": "Records"})
    assert alter(edit, [same]) == []


def test_locations_stand_in_the_order_of_rows(edit):
    for name in ("ratings", "partners.readiness", "risks"):
        table = table_named(name)
        assert len(list(placed_rows(table.path, edit.content))) == len(rows(edit, name))
    first = next(placed_rows(("partners", "readiness"), edit.content))
    assert first == (("partners", 0, "readiness", 0), "PSNI", edit.content["partners"][0]["readiness"][0])


def test_a_row_of_a_series_within_a_group_is_left_out_and_said(edit):
    edit.add("indicators", {"id": "i", "title": "Calm", "unit": "%", "groups": [{"name": "Women", "values": []}]})
    added = Alteration("indicators.groups.values", outer="i", values={"period": "2020", "value": "3"})
    before = edit.content
    assert typed_rows(table_named("indicators.groups.values"), before) == ()
    (left,) = alter(edit, [added])
    assert left.endswith("no sheet can hold this row; write it in the partnership's file")
    assert edit.content == before
