"""Relationships: as close as needed, seen alike, valued."""

from __future__ import annotations

import pytest

from partnerlab.analysis.signals.network import (
    pairs_see_alike,
    pairs_work_as_needed,
    partners_value_each_other,
    partners_work_at_the_level_needed,
)


def tie(by: str, about: str, needed: int, actual: int, **more: object) -> dict[str, object]:
    return {"by": by, "with": about, "on": "2026-01-01", "needed": needed, "actual": actual, **more}


def test_each_pair_must_work_as_closely_as_it_needs(says):
    close, short = tie("A", "B", 3, 3), tie("A", "C", 3, 2)
    assert says(pairs_work_as_needed, members="ABC", relationships=[close, {**short, "actual": 3}])[0] == "supports"
    assert says(pairs_work_as_needed, members="ABC", relationships=[close, short]) == ("contradicts", 2, 2)
    assert says(pairs_work_as_needed, members="ABC", relationships=[short])[0] == "cannot tell"
    assert says(pairs_work_as_needed, members="AB", relationships=[tie("A", "B", 3, 2)])[0] == "contradicts"
    assert says(pairs_work_as_needed)[0] == "cannot tell"


def test_a_share_of_pairs_may_be_short_when_the_file_says_so(says):
    rows = [tie("A", "B", 3, 3), tie("A", "C", 3, 2)]
    found = says(pairs_work_as_needed, members="ABC", relationships=rows, thresholds={"pairs_meeting_need": 0.5})
    assert found[0] == "supports"


@pytest.mark.parametrize(("other", "expected"), [(3, "supports"), (2, "supports"), (1, "contradicts")])
def test_two_steps_between_the_two_sides_are_apart(says, other, expected):
    rows = [tie("A", "B", 3, 3), tie("B", "A", 3, other)]
    assert says(pairs_see_alike, relationships=rows) == (expected, 1, 1)


def test_one_side_alone_cannot_tell(says):
    assert says(pairs_see_alike, relationships=[tie("A", "B", 3, 3)])[0] == "cannot tell"
    assert says(pairs_see_alike)[0] == "cannot tell"


@pytest.mark.parametrize(
    ("values", "expected"),
    [([3, 5], "supports"), ([2, 5], "contradicts"), ([1], "cannot tell"), ([3, 3, 3, 3, 3, 3, 3, 1, 1, 1], "supports")],
)
def test_seven_of_ten_answers_must_value_the_relationship(says, values, expected):
    pairs = [(a, b) for a in "ABCDE" for b in "ABCDE" if a != b]
    rows = [tie(*pair, 3, 3, current_value=value) for pair, value in zip(pairs, values, strict=False)]
    assert says(partners_value_each_other, members="ABCDE", relationships=rows)[0] == expected


@pytest.mark.parametrize(
    ("actual", "expected"), [(3, "supports"), (2, "contradicts"), (4, "contradicts"), (None, "cannot tell")]
)
def test_the_whole_works_at_the_level_needed_neither_below_nor_above(says, actual, expected):
    rows = [{"on": "2026-01-01", "needed": 3, "actual": actual}]
    assert says(partners_work_at_the_level_needed, collaboration=rows)[0] == expected


def test_one_pair_of_several_works(hub):
    ties = [tie("A", "B", 3, 2), tie("A", "C", 3, 3)]
    text = pairs_work_as_needed(hub(members="ABC", relationships=ties)).text
    assert text == "1 of 2 pairs works together less closely than needed"
