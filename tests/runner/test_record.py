"""The run record: what is written is read again, and a run is counted once."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from partnerlab.runner.failure import Failure
from partnerlab.runner.record import RunRecord, SubjectRecord, entry_of, read_closing, read_subject
from partnerlab.runner.task import Outcome

BASIS = {"notebook": "n1"}
DONE, FAILED = Outcome(1.0, {"hub/01.html": 4}), Outcome(2.0, {}, Failure("ValueError", "no"))


def subject(folder: Path, left: int = 2) -> SubjectRecord:
    return SubjectRecord(folder / "hub", "hub", ("01", "02"), {"inputs": {}}, set(), left, gathered=False)


def test_an_entry_comes_back_as_it_was_and_that_of_a_notebook_no_longer_in_the_plan_is_dropped(tmp_path: Path) -> None:
    (tmp_path / "hub").mkdir()
    (tmp_path / "hub" / "run.json").write_text(json.dumps({"schema": 1, "notebooks": {"09": entry_of(BASIS, DONE)}}))
    subject(tmp_path).enter("01", BASIS, DONE)
    kept = read_subject(tmp_path / "hub")
    assert kept == {
        "schema": 1,
        "notebooks": {"01": entry_of(BASIS, DONE)},
        "check": {"inputs": {}},
        "gathered": False,
    }


@pytest.mark.parametrize("content", ["", "[]", '{"schema": 99}', "[" * 200_000])
def test_a_record_that_is_missing_or_foreign_counts_as_none(tmp_path: Path, content: str) -> None:
    if content:
        (tmp_path / "run.json").write_text(content)
    assert read_subject(tmp_path) == {"schema": 1, "notebooks": {}}
    assert read_closing(tmp_path) == {}


def test_results_are_gathered_with_the_last_notebook_from_those_that_went_well(tmp_path: Path) -> None:
    record = subject(tmp_path)
    record.enter("01", BASIS, DONE)
    assert not (tmp_path / "hub" / "results.json").exists()
    record.enter("02", BASIS, FAILED)
    results = json.loads((tmp_path / "hub" / "results.json").read_text())
    assert (results["notebooks"], results["missing"]) == (["01"], ["02"])
    assert read_subject(tmp_path / "hub")["gathered"] is True
    assert read_subject(tmp_path / "hub")["notebooks"]["02"]["outcome"] == "failed"


def test_results_that_a_run_did_not_come_to_are_caught_up_with(tmp_path: Path) -> None:
    subject(tmp_path).enter("01", BASIS, DONE)
    later = subject(tmp_path, left=0)
    assert later.lacks_results
    later.catch_up()
    assert read_subject(tmp_path / "hub")["gathered"] is True
    assert (tmp_path / "hub" / "results.json").exists()


def test_each_notebook_is_counted_once_and_the_report_tells_the_same(tmp_path: Path) -> None:
    record = RunRecord(tmp_path, {}, jobs=2, total=5, skipped=1)
    record.finish("hub/01", None)
    record.finish("hub/02", Failure("ValueError", "no"), fail_fast=True)
    assert record.counts() == {"done": 1, "failed": 1, "skipped": 1, "left": 2}
    assert record.stopped == "first failure"
    report = record.report()
    assert (report.done, report.failed, report.skipped, report.left, report.exit_code) == (1, 1, 1, 2, 1)
    assert report.failures == {"hub/02": "ValueError: no"}


def test_the_record_lists_subjects_once_the_run_is_complete_and_keeps_the_closing_ones(tmp_path: Path) -> None:
    subject(tmp_path).enter("01", BASIS, DONE)
    record = RunRecord(tmp_path, {"version": "1"}, jobs=2)
    record.write({"05": entry_of(BASIS, DONE)})
    early = json.loads((tmp_path / "run.json").read_text())
    assert (early["complete"], early["version"], "subjects" in early) == (False, "1", False)
    record.write_complete(["hub", "new"])
    whole = json.loads((tmp_path / "run.json").read_text())
    assert whole["complete"] is True
    assert whole["subjects"] == {"hub": {"01": entry_of(BASIS, DONE)}, "new": {}}
    assert list(read_closing(tmp_path)) == ["05"]
