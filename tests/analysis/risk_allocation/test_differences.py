"""Differences between partners: how long they are open, against the time that their steps allow."""

from __future__ import annotations

from datetime import date

import pytest

from partnerlab.analysis.risk_allocation import assess_differences
from partnerlab.analysis.risk_allocation.rules.differences import differences_are_settled_in_time

COVERS = ("partnerlab.analysis.risk_allocation.rules.differences",)

STEPS = [{"rung": 1, "name": "Talk", "days": 14}, {"rung": 2, "name": "Chairs", "days": 21}]


def raised(**more) -> dict:
    return {"id": "D1", "matter": "Who pays", "on": "2026-06-01", **more}


def told(hub) -> list[tuple[str, str]]:
    return [(row.severity.value, row.message) for row in differences_are_settled_in_time.findings(hub)]


@pytest.mark.parametrize(
    ("rows", "steps", "expected"),
    [
        ([], STEPS, []),
        (
            [raised()],
            STEPS,
            [("amber", "“Who pays” is open for 29 days; its steps allow 14.")],
        ),
        ([raised(step=2)], STEPS, [("green", "1 difference recorded, 1 open within the time allowed.")]),
        ([raised(settled="2026-06-10")], STEPS, [("green", "1 difference recorded, and settled.")]),
        (
            [raised(settled="2026-06-30")],
            STEPS,
            [("amber", "1 of 1 difference recorded was settled later than the steps allow.")],
        ),
        (
            [raised(on="2024-01-01", settled="2025-06-30")],
            STEPS,
            [("green", "1 difference recorded, and settled.")],
        ),
        (
            [raised()],
            [],
            [("unknown", "Cannot tell: 1 of 1 difference is open on a step without a time limit.")],
        ),
    ],
)
def test_a_difference_is_settled_within_the_time_its_steps_allow(made, rows, steps, expected):
    assert told(made(differences=rows, disputes=steps)) == expected


@pytest.mark.parametrize(
    ("more", "state"),
    [
        ({}, "open too long"),
        ({"step": 2}, "open"),
        ({"settled": "2026-06-15"}, "settled in time"),
        ({"settled": "2026-06-16"}, "settled late"),
        ({"step": 3, "settled": "2026-06-16"}, "settled in time"),
    ],
)
def test_the_log_says_how_each_stands(made, more, state):
    assert assess_differences(made(differences=[raised(**more)], disputes=STEPS))["state"].tolist() == [state]


def test_open_ones_come_first_then_the_latest(made):
    rows = [
        raised(id="old", on="2026-01-01", settled="2026-01-05"),
        raised(id="new", on="2026-05-01", settled="2026-05-05"),
        raised(id="open"),
    ]
    assert assess_differences(made(differences=rows, disputes=STEPS))["difference"].tolist() == ["open", "new", "old"]


def test_a_settlement_that_lies_ahead_is_not_known_yet(made):
    assert assess_differences(made(differences=[raised(settled="2026-07-15")]))["state"].tolist() == ["open"]


def test_a_step_agreed_again_gives_its_time_once_and_one_not_agreed_yet_gives_none(made):
    """Step 1 was agreed with 5 days and again with 9; step 2, which the difference is at, only in July."""
    steps = [
        {"rung": 1, "name": "Talk", "days": 5, "on": "2025-01-01"},
        {"rung": 1, "name": "Letter", "days": 9, "on": "2026-01-01"},
        {"rung": 2, "name": "Board", "days": 20, "on": "2026-07-01"},
    ]
    hub = made(disputes=steps, differences=[raised(), raised(id="D2", step=2)])
    before, after = (
        assess_differences(hub.at(day)).set_index("difference") for day in (date(2026, 6, 15), date(2026, 7, 15))
    )
    assert before["limit"].to_dict() == {"D1": 9, "D2": None}
    assert before["step"].to_dict() == {"D1": "Letter", "D2": "2"}
    assert before.loc["D2", "state"] == "open"
    assert after["limit"].to_dict() == {"D1": 9, "D2": 29}


def test_a_difference_without_a_step_is_at_the_first_whatever_its_number(made):
    hub = made(disputes=[{"rung": 2, "name": "Chairs", "days": 21}], differences=[raised()])
    assert assess_differences(hub)[["step", "limit"]].to_dict("records") == [{"step": "Chairs", "limit": 21}]
