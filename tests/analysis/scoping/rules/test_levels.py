"""SC2: levels of collaboration, shown true, false and not to be told."""

from __future__ import annotations

import pytest

from partnerlab.analysis.scoping.rules import levels as rules

ALL = "partnership"


def level(**levels: int) -> dict:
    return {"collaboration": [{"on": "2026-02-01", **levels}]}


def tie(by: str, about: str, needed: int | None, actual: int | None) -> dict:
    return {"by": by, "with": about, "on": "2026-02-01", "needed": needed, "actual": actual}


def test_a_settled_level_is_in_place_and_named(finding):
    found = finding(rules.the_level_needed_is_settled, **level(needed=4))
    assert (found.severity, found.message) == ("green", "The issue needs level 4 coalition.")


@pytest.mark.parametrize(
    ("stage", "severity"), [("scoping", "unknown"), ("building", "unknown"), ("planning", "amber")]
)
def test_the_level_may_be_open_until_planning(judge, stage, severity):
    assert judge(rules.the_level_needed_is_settled, stage) == {ALL: severity}


@pytest.mark.parametrize(
    ("levels", "severity"),
    [
        ({"needed": 3, "actual": 3}, "green"),
        ({"needed": 4, "actual": 2}, "amber"),
        ({"needed": 2, "actual": 4}, "amber"),
    ],
)
def test_both_too_little_and_too_much_closeness_count(judge, levels, severity):
    assert judge(rules.partners_work_at_the_level_needed, **level(**levels)) == {ALL: severity}


def test_an_unjudged_level_cannot_be_told(judge):
    assert judge(rules.partners_work_at_the_level_needed, **level(needed=3)) == {ALL: "unknown"}
    assert judge(rules.resources_bear_the_level, **level(needed=3)) == {ALL: "unknown"}


@pytest.mark.parametrize(("resourced", "severity"), [(4, "green"), (5, "green"), (3, "amber"), (2, "amber")])
def test_closer_working_needs_more_resource(judge, resourced, severity):
    assert judge(rules.resources_bear_the_level, **level(needed=4, resourced=resourced)) == {ALL: severity}


def test_nothing_is_asked_about_actual_levels_while_scoping(judge):
    assert judge(rules.partners_work_at_the_level_needed, "scoping", **level(needed=4, actual=0)) == {}


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


@pytest.mark.parametrize(
    ("sectors", "severity"),
    [
        (("statutory", "voluntary"), "green"),
        (("statutory", "local government"), "amber"),
        (("private", "voluntary"), "amber"),
        (("statutory", None), "unknown"),
        ((), "unknown"),
    ],
)
def test_sectors_are_mixed_or_that_is_a_point_to_think_about(judge, sectors, severity):
    partners = [{"id": f"P{number}", "name": "Body", "sector": sector} for number, sector in enumerate(sectors)]
    assert judge(rules.sectors_are_mixed, partners=partners) == {ALL: severity}
