"""Changes from the command line: shown first, written when asked to, listed, taken back."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from partnerlab.cli import main

TEXT = "# the hub\nname: Hub\npurpose: Reach people\nstage: building\npartners:\n  A: {name: Alpha}\n"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    file = tmp_path / "hub.yaml"
    file.write_text(TEXT, encoding="utf-8", newline="\n")
    return file


def call(*words: str) -> tuple[int, str]:
    done = CliRunner().invoke(main, words)
    return done.exit_code, done.output


def test_a_value_is_shown_first_and_written_when_asked_to(file: Path) -> None:
    words = ("set", str(file), "partners.A.sector", "statutory")
    code, output = call(*words)
    assert (code, file.read_text(encoding="utf-8")) == (0, TEXT)
    assert "-  A: {name: Alpha}\n+  A: {name: Alpha, sector: statutory}\n" in output
    assert "add --write to write it" in output
    assert call(*words, "--write")[0] == 0
    assert file.read_text(encoding="utf-8") == TEXT.replace("Alpha}", "Alpha, sector: statutory}")
    assert call(*words)[1].startswith("Nothing would change.")


def test_rows_are_added_and_removed(file: Path) -> None:
    assert call("add", str(file), "criteria", "id=reach", "name=Reach", "--write")[0] == 0
    assert call("add", str(file), "options", "id=o", "name=One", "form=network", "scores.reach=5", "--write")[0] == 0
    written = (
        "criteria:\n  - {id: reach, name: Reach}\n"
        "options:\n  - id: o\n    name: One\n    form: network\n    scores: {reach: 5}\n"
    )
    assert file.read_text(encoding="utf-8") == TEXT + written
    assert call("remove", str(file), "options", "name=One", "--write")[0] == 0
    assert call("remove", str(file), "criteria", "--write")[0] == 0
    assert file.read_text(encoding="utf-8") == TEXT + "options: []\n"


def test_changes_are_listed_and_taken_back(file: Path) -> None:
    assert call("log", str(file))[1].startswith("No change by partnerlab is known")
    call("set", str(file), "name", "Other", "--write")
    output = call("log", str(file))[1]
    assert "partnerlab set" in output
    assert "name: set to Other, was Hub" in output
    assert call("undo", str(file))[0] == 0
    assert file.read_text(encoding="utf-8") == TEXT
    assert "(undone)" in call("log", str(file))[1]
    code, output = call("undo", str(file))
    assert (code, "no change by partnerlab is left to undo" in output) == (1, True)


def test_faults_are_told_and_nothing_is_written(file: Path) -> None:
    code, output = call("set", str(file), "partners.A.sector", "charity", "--write")
    assert code == 3
    assert "hub.yaml:6" in output
    assert file.read_text(encoding="utf-8") == TEXT


@pytest.mark.parametrize("values", [("id",), ("id=a", "id=b"), ("=a",), ("a=1", "a.b=2")])
def test_values_that_name_nothing_or_twice_are_refused(values: tuple[str, ...], file: Path) -> None:
    assert call("add", str(file), "risks", *values)[0] == 2
