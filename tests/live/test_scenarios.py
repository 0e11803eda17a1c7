"""Scenarios of the partnership in hand: kept, set side by side, taken up and thrown away, and nothing else changes."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from partnerlab.live.workbook import Workbook
from partnerlab.partnership import edit_partnership
from partnerlab.runner.outputs import hold


@pytest.fixture
def book(hub: Path) -> Workbook:
    opened = Workbook(hub)
    tell(opened, "table", table="ratings")
    return opened


def tell(book: Workbook, verb: str, **rest: Any) -> set[str]:
    return book.do({"do": verb, **rest})


def type_impact(book: Workbook, text: str) -> None:
    tell(book, "cell", row=book.draft.rows("ratings")[-1].key, column="impact", text=text)


def contents(folder: Path) -> dict[str, bytes]:
    found = (path for path in folder.rglob("*") if path.is_file() and ".history" not in path.parts)
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in found}


def test_it_is_kept_compared_typed_in_and_thrown_away_without_a_trace(book: Workbook, parameters: Path) -> None:
    before = contents(parameters)
    tell(book, "keep_scenario", name="Early")
    assert "type changes first" in book.said
    type_impact(book, "1")
    tell(book, "keep_scenario", name="Lower impact")
    assert book.said == "Kept as scenario lower-impact. The record itself is as it was."
    tell(book, "drop")
    assert book.head()["scenarios"] == ["lower-impact"]
    tell(book, "compare", one="", other="lower-impact")
    assert "RA203" in book.compared["html"]
    assert "as recorded" in book.compared["html"]
    tell(book, "take_scenario", name="lower-impact")
    assert book.partnership.ratings[-1].impact == 1
    tell(book, "drop")
    tell(book, "drop_scenario", name="lower-impact")
    assert (book.compared, book.head()["scenarios"]) == ({}, [])
    assert contents(parameters) == before


def test_who_keeps_another_under_the_same_name_is_told_that_it_takes_the_place(book: Workbook) -> None:
    for impact in ("1", "2"):
        type_impact(book, impact)
        tell(book, "keep_scenario", name="Lower impact")
    assert book.said.startswith("Kept as scenario lower-impact, in place of the one of that name.")
    tell(book, "drop")
    tell(book, "take_scenario", name="lower-impact")
    assert book.partnership.ratings[-1].impact == 2


def test_a_name_without_a_letter_and_a_scenario_that_is_gone_are_told(book: Workbook) -> None:
    type_impact(book, "1")
    tell(book, "keep_scenario", name=" … ")
    assert "give the scenario a name" in book.said
    tell(book, "compare", one="", other="never-kept")
    assert "there is no such scenario" in book.said
    tell(book, "drop_scenario", name="never-kept")
    assert book.head()["scenarios"] == []


@pytest.fixture
def run_before(book: Workbook, parameters: Path) -> Path:
    """A scenario of which a run has left a page and its record; return the folder of its pages."""
    type_impact(book, "1")
    tell(book, "keep_scenario", name="Lower impact")
    outputs = parameters.parent / "outputs" / "scenarios" / "lower-impact"
    (outputs / "riverside-support-hub").mkdir(parents=True)
    (outputs / "riverside-support-hub" / "03-risk-allocation.html").write_bytes(b"page")
    entry = {"outputs": {"riverside-support-hub/03-risk-allocation.html": 4}}
    record = {"schema": 1, "notebooks": {"03-risk-allocation": entry}}
    (outputs / "riverside-support-hub" / "run.json").write_text(json.dumps(record), encoding="utf-8")
    return outputs


def test_before_pages_go_with_one_that_is_thrown_away_it_is_asked(book: Workbook, run_before: Path) -> None:
    tell(book, "drop_scenario", name="lower-impact")
    asked = {"name": "lower-impact", "pages": 2, "folder": "outputs/scenarios/lower-impact"}
    assert (book.head()["dropping"], book.head()["scenarios"]) == (asked, ["lower-impact"])
    tell(book, "keep_it")
    assert (book.head()["dropping"], book.head()["scenarios"]) == ({}, ["lower-impact"])
    tell(book, "drop_scenario", name="lower-impact")
    tell(book, "drop_scenario", name="lower-impact", pages=True)
    assert book.said == "lower-impact is thrown away. 2 files of its pages and copies went with it."
    assert (book.head()["dropping"], book.head()["scenarios"]) == ({}, [])
    assert not run_before.parent.exists()


def test_pages_may_stay_and_what_no_run_made_does(book: Workbook, run_before: Path) -> None:
    (run_before / "notes.txt").write_text("mine", encoding="utf-8")
    tell(book, "drop_scenario", name="lower-impact", pages=False)
    assert book.said == "lower-impact is thrown away. Its pages stay in outputs/scenarios/lower-impact."
    tell(book, "keep_scenario", name="Lower impact")
    tell(book, "drop_scenario", name="lower-impact", pages=True)
    assert book.said.endswith(
        "1 file in outputs/scenarios/lower-impact stays: it is as a person left it, not as a run did."
    )
    assert [file.name for file in run_before.rglob("*")] == ["notes.txt"]


def test_while_a_run_writes_them_nothing_is_thrown_away(book: Workbook, run_before: Path) -> None:
    with hold(run_before):
        tell(book, "drop_scenario", name="lower-impact", pages=True)
    assert "is in use by" in book.said
    assert book.head()["scenarios"] == ["lower-impact"]
    assert run_before.exists()


def test_faults_make_no_scenario(book: Workbook) -> None:
    type_impact(book, "99")
    tell(book, "keep_scenario", name="Off the scale")
    assert "changes first that hold together" in book.said


def test_of_one_that_the_record_has_left_behind_what_still_fits_is_typed_and_the_rest_is_told(
    book: Workbook, hub: Path
) -> None:
    type_impact(book, "1")
    tell(book, "table", table="risks")
    for number, title in enumerate(("Another title", "A third")):
        tell(book, "cell", row=book.draft.rows("risks")[number].key, column="title", text=title)
    tell(book, "keep_scenario", name="Old")
    tell(book, "drop")
    edit_partnership(hub).set("risks.R1.title", "Named anew").save()
    tell(book, "read_again")
    tell(book, "compare", one="", other="old")
    assert "title is Named anew by now" in book.said
    assert book.compared == {}
    tell(book, "take_scenario", name="old")
    first, *left = book.said.split("\n")
    assert first == "2 changes of old typed; left out:"
    assert [line.endswith("to Another title: title is Named anew by now") for line in left] == [True]
    assert [risk.title for risk in book.partnership.risks[:2]] == ["Named anew", "A third"]
    assert book.partnership.ratings[-1].impact == 1
    tell(book, "drop")
    tell(book, "drop_scenario", name="old")
    assert book.head()["scenarios"] == []
