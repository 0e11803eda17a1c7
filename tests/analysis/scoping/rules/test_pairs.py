"""SC2 for pairs: whether two partners work as closely as they must, and see it alike, or it cannot be told."""

from __future__ import annotations

import pytest

from partnerlab.analysis.scoping.rules import pairs as rules
from partnerlab.partnership import Partnership

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


def three(ties: list[dict], **thresholds: float) -> Partnership:
    """Three partners that answer on each other, in a file with thresholds of its own."""
    return Partnership(
        name="Hub",
        purpose="Help",
        stage=[{"stage": "building"}],
        partners=[{"id": "A", "name": "Alpha"}, {"id": "B", "name": "Beta"}, {"id": "C", "name": "Gamma"}],
        relationships=ties,
        thresholds=thresholds,
    )


def both(first: str, second: str, needed: int, actual: int, back: int | None = None) -> list[dict]:
    """What two partners answer on each other; `back` is what the second says it does."""
    return [tie(first, second, needed, actual), tie(second, first, needed, actual if back is None else back)]


@pytest.mark.parametrize(
    ("ties", "share", "message"),
    [
        (
            [*both("A", "B", 4, 4), *both("A", "C", 4, 4), *both("B", "C", 4, 2)],
            0.6,
            "The level needed is met in 2 of 3 pairs judged; the threshold in this file is 60%.",
        ),
        (
            [*both("A", "B", 4, 4), *both("A", "C", 4, 2, back=4), *both("B", "C", 4, 2)],
            0.6,
            "Cannot tell: in 1 of 3 pairs the two disagree on whether the level needed is met.",
        ),
        (
            [*both("A", "B", 4, 4), *both("A", "C", 4, 2, back=4), *both("B", "C", 4, 2)],
            0.3,
            "The level needed is met in 1 of 3 pairs judged; the threshold in this file is 30%.",
        ),
        (
            [*both("A", "B", 4, 2), *both("A", "C", 4, 2), *both("B", "C", 4, 4)],
            0.6,
            "2 of 3 pairs judged work together less closely than needed; widest gap, 2 levels: "
            "Alpha with Beta and Alpha with Gamma.",
        ),
    ],
)
def test_a_file_may_ask_for_fewer_pairs(ties, share, message):
    hub = three(ties, pairs_meeting_need=share)
    assert [row.message for row in rules.pairs_work_as_closely_as_needed.findings(hub)] == [message]


def test_a_file_may_ask_for_fewer_pairs_that_see_it_alike():
    ties = [*both("A", "B", 4, 4), *both("A", "C", 4, 4), *both("B", "C", 4, 2, back=4)]
    (found,) = rules.pairs_see_their_relationship_alike.findings(three(ties, pairs_alike=0.5))
    assert found.message == (
        "In 2 of 3 pairs that answered from both sides the two answers are close; the threshold in this file is 50%."
    )
