"""Resources: enough for the level, confirmed, and some for support."""

from __future__ import annotations

import pytest

from partnerlab.analysis.signals.resources import (
    resources_are_confirmed,
    resources_bear_the_level,
    support_is_resourced,
)


def bringing(*rows: dict[str, object]) -> dict[str, object]:
    return {"partners": [{"id": "A", "name": "A", "resources": [{"kind": "money", **row} for row in rows]}]}


@pytest.mark.parametrize(
    ("resourced", "expected"), [(4, "supports"), (3, "supports"), (2, "contradicts"), (None, "cannot tell")]
)
def test_resources_bear_the_level_needed_or_more(says, resourced, expected):
    rows = [{"on": "2026-01-01", "needed": 3, "resourced": resourced}]
    assert says(resources_bear_the_level, collaboration=rows, **bringing({}))[0] == expected


def test_a_level_said_to_be_resourced_with_nothing_recorded_supports_nothing(says):
    rows = [{"on": "2026-01-01", "needed": 3, "resourced": 4}]
    assert says(resources_bear_the_level, collaboration=rows)[0] == "cannot tell"


def test_most_resources_must_be_confirmed_and_nothing_recorded_counts_from_implementing_on(says):
    assert says(resources_are_confirmed, **bringing({"confirmed": True})) == ("supports", 1, 1)
    assert says(resources_are_confirmed, **bringing({"confirmed": True}, {})) == ("contradicts", 2, 2)
    few_short = bringing(*[{"confirmed": number >= 3} for number in range(21)])
    assert says(resources_are_confirmed, **few_short) == ("supports", 21, 21)
    assert says(resources_are_confirmed, **few_short, thresholds={"resources_confirmed": 1.0})[0] == "contradicts"
    assert says(resources_are_confirmed, "managing")[0] == "cannot tell"
    assert says(resources_are_confirmed, "implementing")[0] == "contradicts"


def test_support_is_asked_for_once_anything_is_brought(says):
    assert says(support_is_resourced, **bringing({"purpose": "administration"}))[0] == "supports"
    assert says(support_is_resourced, "planning", **bringing({}))[0] == "cannot tell"
    assert says(support_is_resourced, "managing", **bringing({}))[0] == "contradicts"
    assert says(support_is_resourced, "ending")[0] == "cannot tell"
