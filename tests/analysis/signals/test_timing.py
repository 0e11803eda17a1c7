"""Time to bed in, and how far the work has come."""

from __future__ import annotations

import pytest

from partnerlab.analysis.signals.timing import members_bed_in, the_work_ends, the_work_has_begun

COVERS = ("partnerlab.analysis.facts.meetings",)


def met(number: int) -> list[dict[str, object]]:
    return [{"on": f"2026-0{n}-01"} for n in range(1, number + 1)]


@pytest.mark.parametrize(
    ("stage", "number", "expected"),
    [
        ("building", 3, ("supports", 3, 3)),
        ("planning", 2, ("contradicts", 2, 2)),
        ("building", 2, ("cannot tell", 2, 2)),
        ("ending", 0, ("cannot tell", 0, 0)),
    ],
)
def test_three_meetings_are_enough_and_fewer_count_against_once_planning_has_begun(says, stage, number, expected):
    assert says(members_bed_in, stage, meetings=met(number)) == expected


def test_meetings_count_since_the_newest_partner_joined(says):
    partners = [{"id": "A", "name": "A"}, {"id": "B", "name": "B", "joined": "2026-02-01"}]
    assert says(members_bed_in, partners=partners, meetings=met(4)) == ("supports", 3, 3)
    assert says(members_bed_in, partners=partners, meetings=met(3)) == ("contradicts", 2, 2)


@pytest.mark.parametrize(
    ("stage", "begun", "ends"),
    [
        ("building", "contradicts", "contradicts"),
        ("planning", "supports", "contradicts"),
        ("ending", "supports", "supports"),
    ],
)
def test_the_stage_is_always_told(says, stage, begun, ends):
    assert (says(the_work_has_begun, stage)[0], says(the_work_ends, stage)[0]) == (begun, ends)
