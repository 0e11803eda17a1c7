"""SC2: levels of collaboration, shown true, false and not to be told."""

from __future__ import annotations

import pytest

from analysis.made import samples
from analysis.scoping.conftest import make_hub
from partnerlab.analysis.review import find_findings
from partnerlab.analysis.scoping.rules import levels as rules

ALL = "partnership"


def level(**levels: int) -> dict:
    return {"collaboration": [{"on": "2026-02-01", **levels}]}


def bringing(*hours: float | None) -> list[dict]:
    return [
        {
            "id": name,
            "name": f"Body {name}",
            "resources": [] if each is None else [{"kind": "time", "amount": each}],
        }
        for name, each in zip("ABC", hours, strict=False)
    ]


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
    found = judge(rules.resources_bear_the_level, partners=bringing(24), **level(needed=4, resourced=resourced))
    assert found == {ALL: severity}


@pytest.mark.parametrize(("resourced", "severity"), [(4, "unknown"), (2, "amber")])
def test_a_level_said_to_be_resourced_with_nothing_brought_is_not_in_place(judge, resourced, severity):
    assert judge(rules.resources_bear_the_level, **level(needed=4, resourced=resourced)) == {ALL: severity}


@pytest.mark.parametrize(
    ("hours", "needed", "severity", "message"),
    [
        ((24, 24), None, "unknown", "Cannot tell: the level needed is not recorded."),
        ((24,), 3, "unknown", "Cannot tell: fewer than two partners are recorded."),
        ((None, None), 3, "unknown", "Cannot tell: 0 of 2 partners have hours recorded for working together."),
        (
            (24, None),
            3,
            "unknown",
            "Cannot tell: the 24 hours a year recorded are enough for level 2 cooperation, and only 1 of 2 partners "
            "has hours recorded. Level 3 coordination is needed.",
        ),
        (
            (6, 6),
            3,
            "amber",
            "The 12 hours a year recorded are enough for level 1 networking for the one pair; level 3 coordination "
            "is needed.",
        ),
        (
            (24, 24),
            3,
            "green",
            "The 48 hours a year recorded are enough for the level needed of the whole and of the one pair.",
        ),
        (
            (40, 8),
            3,
            "amber",
            "The 48 hours a year recorded are enough for the level needed of the whole, but 1 of 1 pair has too few: "
            "Body A with Body B.",
        ),
        (
            (48, None),
            3,
            "unknown",
            "Cannot tell: the 48 hours a year recorded are enough for the level needed of the whole, and 1 of 1 pair "
            "cannot be judged.",
        ),
    ],
)
def test_the_hours_entered_bear_the_level_or_not(finding, hours, needed, severity, message):
    levels = {} if needed is None else level(needed=needed)
    found = finding(rules.hours_bear_the_level, partners=bringing(*hours), **levels)
    assert (found.severity, found.message) == (severity, message)


def test_emptying_all_resources_changes_what_rests_on_them_and_nothing_else():
    said = level(needed=3, actual=3, resourced=3)
    full, empty = (
        {row.key: row.severity for row in find_findings(make_hub("implementing", partners=partners, **said))}
        for partners in (bringing(24, 24), bringing(None, None))
    )
    changed = {code for code, subject in full | empty if full.get((code, subject)) != empty.get((code, subject))}
    assert changed == {"SC203", "SC839", "MA701", "MA702", "MA703", "EV401"}


def test_emptying_the_resources_of_a_sample_changes_what_rests_on_them_and_nothing_else():
    """What is brought, what it bears, who funds, what sitting and bad years cost beside it, and clauses on it."""
    hub = next(row for row in samples() if row.slug == "riverside-support-hub")
    without = tuple(row.model_copy(update={"resources": ()}) for row in hub.whole.partners)
    full, empty = (
        {row.key: (row.severity, row.message) for row in find_findings(made)}
        for made in (hub, hub.replace(partners=without))
    )
    changed = {key[0] for key in full | empty if full.get(key) != empty.get(key)}
    assert changed == {
        "SC306", "SC504", "SC839", "MA701", "MA702", "MA703", "MA842", "MA903", "RA402", "RA403", "RA405",
        "EV101", "EV401", "EV402",
    }  # fmt: skip
    assert {empty[code, "partnership"][0].value for code in ("MA701", "MA842", "RA402", "RA403")} == {"unknown"}


def test_nothing_is_asked_about_actual_levels_while_scoping(judge):
    assert judge(rules.partners_work_at_the_level_needed, "scoping", **level(needed=4, actual=0)) == {}


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
