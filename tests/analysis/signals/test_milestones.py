"""Milestones: set, kept, closed."""

from __future__ import annotations

import pytest

from partnerlab.analysis.signals.milestones import milestones_are_closed, milestones_are_kept, milestones_are_set

IN_TIME = {"due": "2026-02-01", "done": "2026-02-01"}
LATE = {"due": "2026-02-01", "done": "2026-02-02"}
OVERDUE = {"due": "2026-06-29"}
TO_COME = {"due": "2026-06-30"}


def milestones(*rows: dict[str, str]) -> list[dict[str, str]]:
    return [{"id": f"M{n}", "name": f"M{n}", **row} for n, row in enumerate(rows)]


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ([IN_TIME] * 4 + [LATE], ("supports", 5, 5)),
        ([IN_TIME] * 3 + [LATE], ("contradicts", 4, 4)),
        ([IN_TIME, IN_TIME, LATE], ("contradicts", 3, 3)),
        ([OVERDUE, LATE], ("contradicts", 2, 2)),
        ([OVERDUE], ("cannot tell", 1, 1)),
        ([IN_TIME, TO_COME], ("cannot tell", 1, 1)),
        ([IN_TIME, IN_TIME, TO_COME], ("supports", 2, 2)),
        ([TO_COME], ("cannot tell", 0, 0)),
        ([], ("cannot tell", 0, 0)),
    ],
)
def test_four_of_five_that_fell_due_must_be_reached_in_time(says, rows, expected):
    assert says(milestones_are_kept, milestones=milestones(*rows)) == expected


def test_the_least_evidence_can_be_lowered(says):
    assert says(milestones_are_kept, milestones=milestones(OVERDUE), thresholds={"least_milestones": 1})[0] == (
        "contradicts"
    )


def test_milestones_are_expected_from_planning_on(says):
    assert says(milestones_are_set, milestones=milestones(TO_COME)) == ("supports", 1, 1)
    assert says(milestones_are_set, "building")[0] == "cannot tell"
    assert says(milestones_are_set, "planning")[0] == "contradicts"


def test_the_work_is_closed_when_the_last_milestone_is(says):
    assert says(milestones_are_closed, milestones=milestones(LATE)) == ("supports", 1, 1)
    assert says(milestones_are_closed, milestones=milestones(LATE, TO_COME)) == ("contradicts", 2, 2)
    assert says(milestones_are_closed)[0] == "cannot tell"
