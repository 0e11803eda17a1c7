"""EV601: the analysis is checked by somebody other than its analyst, and approved."""

import pytest

from partnerlab import find_findings
from partnerlab.partnership import Partnership

COVERS = ("partnerlab.analysis.evaluation.rules.assurance",)

PARTS = ("commissioner", "analyst", "assurer", "approver")


def judged(stage="measuring", **steps):
    rows = [
        {"part": part, "on": "2026-03-01", **({"who": given} if isinstance(given, str) else given)}
        for part, given in steps.items()
    ]
    hub = Partnership(name="Hub", purpose="Reach people", stage=[{"stage": stage}], assurance=rows)
    return [(row.severity.value, row.message) for row in find_findings(hub, "evaluation") if row.code == "EV601"]


def test_nothing_is_asked_before_measuring():
    assert judged("implementing") == []


def test_where_nobody_is_recorded_it_cannot_be_told():
    text = "Cannot tell: nobody is recorded as commissioner, analyst, assurer or approver."
    assert judged() == [("unknown", text)]


@pytest.mark.parametrize(
    ("steps", "text"),
    [
        ({"analyst": "Team"}, "1 of 4 parts is recorded; nobody is recorded as commissioner, assurer or approver."),
        (
            {"commissioner": "Chair", "analyst": "Team", "assurer": "Audit"},
            "3 of 4 parts are recorded; nobody is recorded as approver.",
        ),
    ],
)
def test_parts_that_are_missing_are_to_be_attended_to(steps, text):
    assert judged(**steps) == [("amber", text)]


def test_an_assurer_who_is_the_analyst_is_no_assurer():
    assert judged(**dict.fromkeys(PARTS, "Team")) == [("amber", "Team is both its analyst and its assurer.")]


def test_what_was_checked_must_be_what_was_approved():
    found = judged(
        commissioner="Chair",
        analyst="Team",
        assurer={"who": "Audit", "assumptions": "2"},
        approver={"who": "Chair", "assumptions": "3"},
    )
    text = "The assurer checked version 2 of the assumptions, the approver accepted version 3."
    assert found == [("amber", text)]


def test_all_four_parts_with_an_assurer_of_its_own_are_in_place():
    found = judged(
        commissioner="Chair",
        analyst="Team",
        assurer={"who": "Audit", "assumptions": "3"},
        approver={"who": "Chair", "assumptions": "3"},
    )
    assert found == [("green", "Chair approved it on 1 March 2026, with version 3 of the assumptions.")]
