"""Engaging: voluntary bodies, levels, audiences."""

from __future__ import annotations

import pytest

from partnerlab.analysis.signals.engagement import (
    LEVELS,
    front_line_is_engaged,
    levels_are_engaged,
    voluntary_bodies_steer,
    voluntary_bodies_take_part,
    work_is_recognised,
)


def sectors(*names: str | None) -> dict[str, object]:
    return {"partners": [{"id": f"P{n}", "name": f"P{n}", "sector": name} for n, name in enumerate(names)]}


@pytest.mark.parametrize(
    ("names", "expected"),
    [
        (["voluntary", "statutory"], "supports"),
        (["community", None], "supports"),
        (["statutory", "private"], "contradicts"),
        (["statutory", None], "cannot tell"),
        ([], "cannot tell"),
    ],
)
def test_no_voluntary_partner_is_told_only_when_every_sector_is_recorded(says, names, expected):
    assert says(voluntary_bodies_take_part, **sectors(*names))[0] == expected


def test_each_voluntary_partner_needs_a_seat(says):
    board = {"id": "b", "name": "Board", "kind": "committee"}
    both = sectors("voluntary", "community")
    assert says(voluntary_bodies_steer, governance=[{**board, "members": ["P0", "P1"]}], **both)[0] == "supports"
    assert says(voluntary_bodies_steer, governance=[{**board, "members": ["P0"]}], **both)[0] == "contradicts"
    assert says(voluntary_bodies_steer, governance=[board], **both)[0] == "cannot tell"
    assert says(voluntary_bodies_steer, governance=[board], **sectors("statutory"))[0] == "cannot tell"


def engaged(*levels: str) -> dict[str, object]:
    return {"engagement": [{"on": "2026-01-01", "level": level, "how": "visit"} for level in levels]}


def test_levels_that_were_left_out_contradict_only_when_engagement_is_recorded(says):
    assert says(levels_are_engaged, **engaged(*LEVELS)) == ("supports", 4, 4)
    assert says(levels_are_engaged, **engaged(*LEVELS[:3])) == ("contradicts", 4, 4)
    assert says(front_line_is_engaged, **engaged("front line"))[0] == "supports"
    assert says(front_line_is_engaged, **engaged("leaders"))[0] == "contradicts"
    for source in (levels_are_engaged, front_line_is_engaged):
        assert says(source, "reviewing") == ("cannot tell", 0, 0)


def test_every_audience_hears_at_a_set_time(says):
    regular, once = {"audience": "Staff", "frequency": "monthly"}, {"audience": "Public"}
    assert says(work_is_recognised, communication=[regular]) == ("supports", 1, 1)
    assert says(work_is_recognised, communication=[regular, once]) == ("contradicts", 2, 2)
    assert says(work_is_recognised) == ("cannot tell", 0, 0)
