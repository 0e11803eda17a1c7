"""What changed in each partnership since its own last review, counted from what its review says of itself."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from partnerlab.analysis.portfolio import list_changes, read_portfolio
from reviewed import results


def change(word: str, code: str, severity: str | None, message: str) -> dict:
    return {"notebook": "01-scoping", "since": "2025-09-30", "change": word, "code": code, "subject": "partnership",
            "severity": severity, "message": message}  # fmt: skip


CHANGES = [
    change("worse", "SC101", "amber", "The reason is unclear."),
    change("worse", "SC304", "red", "Alpha is not able."),
    change("new", "SC102", "amber", "One does not accept it."),
    change("new", "SC103", "green", "All accept it."),
    change("new", "SC104", "unknown", "Cannot tell."),
    change("better", "SC105", "green", "It comes first."),
    change("resolved", "SC106", None, "It was not."),
    change("known for the first time", "SC107", "amber", "It is not."),
]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    written = {
        "hub": results("hub", {}, compared_with="2025-09-30", changes=CHANGES),
        "calm": results("calm", {}, compared_with="2025-06-30"),
        "young": results("young", {}),
    }
    for slug, content in written.items():
        (tmp_path / slug).mkdir()
        (tmp_path / slug / "results.json").write_text(json.dumps(content), encoding="utf-8")
    return tmp_path


def test_faults_that_are_worse_or_new_are_counted_and_the_most_severe_is_named(folder: Path):
    found = list_changes(read_portfolio(folder))
    counts = found[["partnership", "worse", "new", "better", "resolved"]]
    assert counts.to_numpy().tolist() == [["Hub", 2, 1, 1, 1], ["Calm", 0, 0, 0, 0]]
    assert found["first"].fillna("").tolist() == ["Alpha is not able.", ""]
    assert [str(day) for day in found["since"]] == ["2025-09-30", "2025-06-30"]


def test_a_sentence_says_in_how_many_and_who_has_nothing_to_compare_with(folder: Path):
    assert list_changes(read_portfolio(folder)).attrs["sentence"] == (
        "Since its own last review 1 of 2 partnerships has a finding that is worse or new, and 1 one that is better or "
        "resolved. 1 partnership records no earlier review."
    )


def test_where_nobody_was_reviewed_before_it_is_said(tmp_path: Path):
    (tmp_path / "young").mkdir()
    (tmp_path / "young" / "results.json").write_text(json.dumps(results("young", {})), encoding="utf-8")
    found = list_changes(read_portfolio(tmp_path))
    assert found.empty
    assert found.attrs["sentence"] == "No partnership records an earlier review to compare with."
    assert list_changes(read_portfolio(tmp_path / "nowhere")).attrs["sentence"] == ""
