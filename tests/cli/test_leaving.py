"""`partnerlab leaving` says what hangs on each person, and what would be found if one left."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from partnerlab.cli import main

TEXT = """\
name: Hub
purpose: Reach people early
stage: [{stage: managing, on: 2024-01-01}]
partners: {A: {name: Alpha, representatives: [{role: Head, deputy: Clerk, from: 2024-01-01}]}}
governance: {board: {name: Board, kind: committee, chair: Head, chair_from: A, members: A}}
"""


@pytest.fixture
def file(tmp_path: Path) -> str:
    path = tmp_path / "hub.yaml"
    path.write_text(TEXT, encoding="utf-8")
    return str(path)


def said(*arguments: str) -> list[str]:
    done = CliRunner().invoke(main, ["leaving", *arguments])
    return [line.strip() for line in done.output.splitlines()]


def test_without_a_post_each_is_listed_with_what_nobody_covers(file: str):
    assert said(file) == ["Head, Alpha: 2 things, 1 that nobody is recorded to cover", "1 post holds anything."]


def test_with_a_post_it_says_what_would_be_found(file: str):
    lines = said(file, "head")
    assert lines[1:4] == [
        "seat of Alpha: covered by Clerk",
        "chair of Board: nobody is recorded to cover it",
        "If they left tomorrow and nobody took over, this would be found:",
    ]
    assert "MA512 amber: No chair is recorded for Board." in lines


def test_a_post_that_holds_nothing_is_told_with_the_nearest(file: str):
    assert any('no post "Hed" holds anything now; did you mean' in line for line in said(file, "Hed"))


def test_the_file_is_left_as_it_is(file: str):
    said(file, "Head")
    assert Path(file).read_text(encoding="utf-8") == TEXT


def test_where_nobody_is_recorded_that_is_said(tmp_path: Path):
    path = tmp_path / "empty.yaml"
    path.write_text("name: Hub\npurpose: Reach people\nstage: scoping\n", encoding="utf-8")
    line = "No person is recorded who holds anything; enter who represents each partner."
    assert said(str(path)) == said(str(path), "Head") == [line]


def test_two_with_one_post_are_told_apart_and_counted_as_two(tmp_path: Path):
    path = tmp_path / "twins.yaml"
    path.write_text(
        "name: Hub\npurpose: Reach people\nstage: managing\n"
        "partners: {A: {name: Alpha, representatives: [{role: Head}, {role: Head}]}}\n"
        "governance: {b: {name: Board, kind: committee, chair: Head}}\n",
        encoding="utf-8",
    )
    assert said(str(path)) == [
        "Head, Alpha (one of 2): 1 thing, 1 that nobody is recorded to cover",
        "Head, Alpha (1 of 2): 1 thing, none that nobody is recorded to cover",
        "Head, Alpha (2 of 2): 1 thing, none that nobody is recorded to cover",
        "2 posts hold anything.",
    ]
    assert sum(line.startswith("Head, Alpha") for line in said(str(path), "Head")) == 3
