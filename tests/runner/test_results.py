from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from partnerlab.page.handover import RESULTS_TYPE
from partnerlab.runner.results import gather_results, made_elsewhere, results_of, write_results


def leave(folder: Path, name: str, *results: Any) -> None:
    outputs = [{"output_type": "display_data", "data": {RESULTS_TYPE: result}, "metadata": {}} for result in results]
    document = {"cells": [{"cell_type": "markdown"}, {"cell_type": "code", "outputs": outputs}]}
    (folder / f"{name}.ipynb").write_text(json.dumps(document))


def test_lists_are_joined_in_the_order_of_the_plan_and_say_which_notebook(tmp_path: Path) -> None:
    leave(tmp_path, "01-a", {"schema": 2, "partnership": {"name": "Hub"}, "findings": [{"code": "SC1"}]})
    leave(tmp_path, "02-b", {"schema": 2, "partnership": {"name": "?"}, "findings": [{"code": "MA1"}], "measures": []})
    made_by = {"version": "0.2.0", "library": "d"}
    assert gather_results(tmp_path, "hub", ["02-b", "01-a"], ["01-a", "02-b"], made_by) == {
        "schema": 2,
        "version": "0.2.0",
        "library": "d",
        "slug": "hub",
        "complete": True,
        "notebooks": ["01-a", "02-b"],
        "missing": [],
        "partnership": {"name": "Hub"},
        "findings": [{"notebook": "01-a", "code": "SC1"}, {"notebook": "02-b", "code": "MA1"}],
        "measures": [],
    }


def test_what_is_not_up_to_date_is_left_out_and_named(tmp_path: Path) -> None:
    leave(tmp_path, "01-a", {"findings": [{"code": "SC1"}]})
    leave(tmp_path, "02-b", {"findings": [{"code": "OLD"}]})
    gathered = gather_results(tmp_path, "hub", ["01-a"], ["01-a", "02-b"])
    assert (gathered["complete"], gathered["missing"]) == (False, ["02-b"])
    assert gathered["findings"] == [{"notebook": "01-a", "code": "SC1"}]


def test_inputs_that_several_notebooks_share_are_listed_once(tmp_path: Path) -> None:
    for name in ("01-a", "02-b"):
        leave(tmp_path, name, {"inputs": [{"file": "hub.yaml", "sha256": "d"}]})
    assert gather_results(tmp_path, "hub", ["01-a", "02-b"], ["01-a", "02-b"])["inputs"] == [
        {"file": "hub.yaml", "sha256": "d"}
    ]


def test_results_handed_over_as_text_are_read() -> None:
    document = {"cells": [{"outputs": [{"data": {RESULTS_TYPE: '{"findings": []}'}}, {"text": "x"}]}]}
    assert results_of(document) == [{"findings": []}]


def test_results_that_stand_already_are_not_written_again(tmp_path: Path) -> None:
    write_results(tmp_path, {"a": 1})
    before = (tmp_path / "results.json").stat().st_ino
    write_results(tmp_path, {"a": 1})
    assert (tmp_path / "results.json").stat().st_ino == before
    write_results(tmp_path, {"a": 2})
    assert json.loads((tmp_path / "results.json").read_text()) == {"a": 2}


def test_results_that_another_version_left_are_found_however_they_are_written(tmp_path: Path) -> None:
    for slug, library in (("new", "own"), ("old", "other"), ("plain", "own")):
        (tmp_path / slug).mkdir()
        write_results(tmp_path / slug, gather_results(tmp_path, slug, [], [], {"version": "0.1", "library": library}))
    for slug, content in (
        ("first", {"schema": 1, "slug": "first"}),
        ("quoted", {"schema": 2, "slug": "quoted", "version": "3", "library": "x", "told": '\n "library": "own"'}),
        ("plain", {"schema": 2, "slug": "plain", "library": "own"}),
        ("none", []),
        ("nothing", {}),
    ):
        (tmp_path / slug).mkdir(exist_ok=True)
        (tmp_path / slug / "results.json").write_text(json.dumps(content))
    (tmp_path / "broken").mkdir()
    (tmp_path / "broken" / "results.json").write_text("[" * 100_000)
    (tmp_path / "folder" / "results.json").mkdir(parents=True)
    assert made_elsewhere(tmp_path, "own") == {"first": "", "old": "0.1", "quoted": "3"}
