"""`partnerlab thresholds` lists the numbers behind the rules, and those that a file has changed."""

from __future__ import annotations

import json
from pathlib import Path

from click.testing import CliRunner

from partnerlab.cli import main


def call(*arguments: str):
    return CliRunner().invoke(main, ["thresholds", *arguments])


def hub(place: Path) -> str:
    file = place / "hub.yaml"
    text = "name: Hub\npurpose: Reach people early\nstage: scoping\nthresholds: {attendance: 0.8}\n"
    file.write_text(text, encoding="utf-8")
    return str(file)


def test_each_number_is_listed_with_its_meaning_and_who_uses_it():
    done = call()
    assert done.exit_code == 0
    assert "  attendance: 0.6" in done.output
    assert "Not in the guide: our judgement. Used by partners-attend, MA604." in " ".join(done.output.split())
    assert "*" not in done.output


def test_with_a_file_the_values_in_force_are_listed_and_the_changed_marked(tmp_path):
    done = call(hub(tmp_path))
    assert "* attendance: 0.8 (default 0.6)" in done.output
    assert done.output.count("*") == 1
    assert done.output.rstrip().endswith("changed in hub.yaml.")


def test_machines_get_the_same(tmp_path):
    rows = {row["name"]: row for row in json.loads(call(hub(tmp_path), "--format", "json").output)}
    assert rows["attendance"]["value"] == 0.8
    assert rows["attendance"]["changed"] is True
    assert rows["turnover"] | {"meaning": ""} == {
        "name": "turnover",
        "value": 0.3,
        "default": 0.3,
        "meaning": "",
        "used_by": ["members-stay", "MA603"],
        "changed": False,
    }


def test_a_file_at_fault_is_told(tmp_path):
    file = tmp_path / "hub.yaml"
    file.write_text("name: Hub\nstage: scoping\n", encoding="utf-8")
    assert call(str(file)).exit_code == 3
