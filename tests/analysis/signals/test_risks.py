"""Risks: recorded, and led."""

from __future__ import annotations

import pytest

from partnerlab.analysis.signals.risks import risks_are_recorded, shared_risks_are_led


def risks(number: int, kind: str = "shared") -> list[dict[str, object]]:
    return [{"id": f"R{n}", "title": f"Risk {n}", "class": kind} for n in range(number)]


def test_a_register_is_expected_from_planning_on(says):
    assert says(risks_are_recorded, risks=risks(1)) == ("supports", 1, 1)
    assert says(risks_are_recorded, "building")[0] == "cannot tell"
    assert says(risks_are_recorded, "planning")[0] == "contradicts"


@pytest.mark.parametrize(
    ("led", "expected"), [(5, "supports"), (4, "supports"), (3, "contradicts"), (0, "contradicts")]
)
def test_four_shared_risks_of_five_must_have_a_lead(says, led, expected):
    leads = [{"risk": f"R{n}", "lead": "A", "on": "2026-01-01"} for n in range(led)]
    assert says(shared_risks_are_led, risks=risks(5), leads=leads) == (expected, 5, 5)


def test_own_and_closed_risks_need_no_lead(says):
    closed = [{**row, "closed": "2026-01-01"} for row in risks(1)]
    assert says(shared_risks_are_led, risks=closed)[0] == "cannot tell"
    assert says(shared_risks_are_led, risks=risks(2, "own"))[0] == "cannot tell"
