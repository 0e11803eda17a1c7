"""SC2 for pairs: whether two partners work as closely as they must, and see it alike, or it cannot be told."""

from __future__ import annotations

import pytest

from partnerlab.analysis.scoping.rules import pairs as rules

ALL = "partnership"


def tie(by: str, about: str, needed: int | None, actual: int | None) -> dict:
    return {"by": by, "with": about, "on": "2026-02-01", "needed": needed, "actual": actual}


@pytest.mark.parametrize(
    ("ties", "severity"),
    [
        ([tie("A", "B", 3, 3)], "green"),
        ([tie("A", "B", 4, 2)], "amber"),
        ([tie("A", "B", 4, 2), tie("B", "A", 4, 4)], "unknown"),
        ([tie("A", "B", 4, None)], "unknown"),
        ([], "unknown"),
    ],
)
def test_a_pair_is_below_only_when_it_is_so_whoever_is_right(judge, ties, severity):
    assert judge(rules.pairs_work_as_closely_as_needed, relationships=ties) == {ALL: severity}


@pytest.mark.parametrize(
    ("back", "severity"), [((4, 3), "green"), ((4, 4), "amber"), ((1, 2), "amber"), (None, "unknown")]
)
def test_two_answers_of_a_pair_may_lie_apart(judge, back, severity):
    ties = [tie("A", "B", 4, 2), *([tie("B", "A", *back)] if back else [])]
    assert judge(rules.pairs_see_their_relationship_alike, relationships=ties) == {ALL: severity}


@pytest.mark.parametrize(("needed", "actual", "severity"), [(1, 1, "green"), (1, 4, "amber"), (4, 1, "green")])
def test_where_the_lowest_is_the_closest_a_higher_level_is_lacking(judge, needed, actual, severity):
    """On such a scale 4 is further apart than the 1 that is needed."""
    ties = [tie("A", "B", needed, actual), tie("B", "A", needed, actual)]
    settings = {"strongest": "lowest"}
    found = judge(rules.pairs_work_as_closely_as_needed, relationships=ties, network_settings=settings)
    assert found == {ALL: severity}


def test_two_ties_that_run_one_way_each_are_no_two_views_of_one(judge):
    """A refers many to B, and B few to A: both as needed, and neither sees anything otherwise."""
    ties, one_way = [tie("A", "B", 4, 4), tie("B", "A", 1, 1)], {"direction": "one way"}
    for rule, severity in (
        (rules.pairs_work_as_closely_as_needed, "green"),
        (rules.pairs_see_their_relationship_alike, "unknown"),
    ):
        assert judge(rule, relationships=ties, network_settings=one_way) == {ALL: severity}, rule.__name__
        other = judge(rule, relationships=ties)
        assert other != {ALL: "green"}, rule.__name__
