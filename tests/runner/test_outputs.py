from __future__ import annotations

import json
from pathlib import Path

import pytest

from partnerlab.runner.outputs import read_json, remove_undue, to_json, write_json


def test_the_same_content_gives_the_same_bytes(tmp_path: Path) -> None:
    assert to_json({"b": "é", "a": 1}) == to_json({"a": 1, "b": "é"})
    write_json(tmp_path / "a.json", {"é": [1]})
    assert read_json(tmp_path / "a.json") == {"é": [1]}
    assert (tmp_path / "a.json").read_bytes().endswith(b"}\n")


@pytest.mark.parametrize("content", ["", "{", json.dumps([1])[:-1]])
def test_a_broken_or_missing_file_reads_as_none(tmp_path: Path, content: str) -> None:
    (tmp_path / "a.json").write_text(content)
    assert read_json(tmp_path / "a.json") is None
    assert read_json(tmp_path / "b.json") is None


def test_what_is_beside_a_page_and_due_no_more_goes_and_what_others_left_stays(tmp_path: Path) -> None:
    for name in ("organisations.html", "organisation-beta.html", "portfolio.csv", "Notes of mine.docx", "run.sh"):
        (tmp_path / name).touch()
    (tmp_path / "folder.html").mkdir()
    (tmp_path / "folder.html" / "mine").touch()
    remove_undue(tmp_path / "missing", ())
    remove_undue(tmp_path, {"organisations.html"})
    assert {path.name for path in tmp_path.iterdir()} == {
        "organisations.html", "Notes of mine.docx", "run.sh", "folder.html"
    }  # fmt: skip
