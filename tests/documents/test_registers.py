"""The action log and the risk register in Excel."""

import re
from dataclasses import replace
from datetime import date
from zipfile import ZipFile

import pytest
import python_calamine as calamine

from partnerlab import read_partnership
from partnerlab.documents.registers import log_actions, register_risks, write_register
from partnerlab.errors import DisplayError
from partnerlab.exchange.arrival import Answers, read_arrival
from partnerlab.partnership import Partnership
from samples import ROOT


def hub(**facts):
    return Partnership(name="Hub", purpose="Reach people", stage=[{"stage": "managing"}], **facts)


def cells(register):
    return [dict(zip((name for name, _ in register.columns), row, strict=True)) for row in register.rows]


def test_an_action_has_owner_and_date_or_says_that_they_are_to_agree():
    log = log_actions(
        hub(
            partners=[{"id": "A", "name": "Alpha"}],
            actions=[
                {"id": "A1", "title": "Sign", "owner": "A", "due": "2026-05-01"},
                {"id": "A2", "title": "Chair"},
                {"id": "A3", "title": "Done thing", "done": "2026-01-01"},
            ],
        )
    )
    found = {row["Ref"]: (row["Owner"], row["Due"]) for row in cells(log)}
    assert found["A1"] == ("Alpha", date(2026, 5, 1))
    assert found["A2"] == ("To agree", "To agree")
    assert found["A3"] == ("To agree", None)


def test_a_risk_is_one_wide_row_with_what_is_missing_to_agree():
    register = register_risks(
        hub(
            partners=[{"id": "A", "name": "Alpha"}],
            risks=[{"id": "R1", "title": "Leak", "class": "shared", "cause": "old systems"}],
            ratings=[{"risk": "R1", "on": "2026-01-01", "likelihood": 3, "impact": 4}],
            leads=[{"risk": "R1", "lead": "A"}],
            controls=[
                {"risk": "R1", "control": "Encrypt", "done": "2026-01-01"},
                {"risk": "R1", "control": "Train", "owner": "A", "due": "2026-06-01"},
                {"risk": "R1", "control": "Test"},
            ],
        )
    )
    (row,) = cells(register)
    assert (row["Likelihood"], row["Impact"], row["Score"]) == (3, 4, 12)
    assert (row["Lead organisation"], row["Owner role"], row["Next review"]) == ("Alpha", "To agree", "To agree")
    assert row["Controls in place"] == "Encrypt"
    assert row["Controls to come"] == "Train (Alpha, by 1 June 2026)\nTest (no owner yet, no date yet)"


def test_a_risk_that_nobody_rated_has_no_status_and_no_number():
    (row,) = cells(register_risks(hub(risks=[{"id": "R1", "title": "Leak"}])))
    assert (row["Likelihood"], row["Score"], row["RAG status"]) == ("To agree", "To agree", None)


def test_the_workbook_holds_the_rows_and_is_the_same_each_time(tmp_path):
    partnership = read_partnership(ROOT / "parameters" / "harbour-regeneration.yaml")
    register = register_risks(partnership)
    for name in ("one", "two"):
        write_register(partnership, register, tmp_path / f"{name}.xlsx")
    rows = calamine.load_workbook(tmp_path / "one.xlsx").get_sheet_by_index(0).to_python()
    assert rows[3] == [name for name, _ in register.columns]
    assert [row[1] for row in rows[4:]] == [row[1] for row in register.rows]
    assert (tmp_path / "one.xlsx").read_bytes() == (tmp_path / "two.xlsx").read_bytes()


def test_a_place_that_cannot_be_written_is_said(tmp_path):
    with pytest.raises(DisplayError, match="cannot be written"):
        write_register(hub(), log_actions(hub()), tmp_path / "nowhere" / "log.xlsx")


ACTIONS = """name: Hub
purpose: Reach people
stage: [{stage: managing, on: 2025-01-01}]
reviews: [{on: 2026-01-31}, {on: 2026-03-31}]
partners: [{id: A, name: Alpha}]
actions:
  - {id: A1, title: Sign, owner: A, due: 2026-05-01, on: 2026-01-10, finding: SC101}
  - {id: A2, title: Chair, on: 2026-04-01}
"""


def test_a_log_says_what_each_action_answers_and_at_how_many_reviews_it_stood_open(tmp_path):
    (tmp_path / "hub.yaml").write_text(ACTIONS, encoding="utf-8")
    rows = {row["Ref"]: row for row in cells(log_actions(read_partnership(tmp_path / "hub.yaml")))}
    assert (rows["A1"]["Answers finding"], rows["A1"]["Reviews carried over"]) == ("SC101", 2)
    assert rows["A1"]["What was found"] == "Act now: No reason for the partnership is recorded; its stage is managing."
    assert (rows["A2"]["What was found"], rows["A2"]["Reviews carried over"]) == (None, 0)


def test_what_a_secretariat_ticks_off_in_the_log_comes_back_and_to_agree_names_nobody(tmp_path):
    file = tmp_path / "hub.yaml"
    file.write_text(ACTIONS, encoding="utf-8")
    partnership = read_partnership(file)
    log = log_actions(partnership)
    names = [name for name, _ in log.columns]
    rows = [list(row) for row in log.rows]
    done = next(row for row in rows if row[0] == "A1")
    done[names.index("Done on")], done[names.index("Status")] = date(2026, 4, 20), "done"
    write_register(partnership, replace(log, rows=tuple(map(tuple, rows))), tmp_path / "log.xlsx")
    read_arrival(tmp_path / "log.xlsx", file, Answers()).edit.save()
    first, second = read_partnership(file).whole.actions
    assert (first.done, first.owner, first.finding, first.on) == (
        date(2026, 4, 20), "A", "SC101", date(2026, 1, 10)
    )  # fmt: skip
    assert (second.done, second.owner, second.due) == (None, None, None)


def test_a_printed_register_is_headed_on_each_sheet_and_every_row_has_room(tmp_path):
    whole = hub(risks=[{"id": "R1", "title": "Leak " * 30, "class": "shared"}, {"id": "R2", "title": "Fire"}])
    write_register(whole, register_risks(whole), tmp_path / "register.xlsx")
    with ZipFile(tmp_path / "register.xlsx") as packed:
        sheet, book = (packed.read(f"xl/{name}.xml").decode() for name in ("worksheets/sheet1", "workbook"))
    heights = [float(height) for height in re.findall(r'<row r="[56]"[^>]* ht="([\d.]+)"', sheet)]
    assert heights[0] >= 4 * 15
    assert heights[1] < heights[0]
    assert "Hub" in sheet.partition("<oddHeader>")[2].partition("</oddHeader>")[0]
    assert "Print_Area" in book
    assert 'fitToWidth="3"' in sheet
