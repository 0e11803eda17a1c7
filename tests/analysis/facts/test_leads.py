"""A risk is led by whoever leads on it and is still a partner."""

from __future__ import annotations

import pytest

from partnerlab.analysis.facts.leads import is_led
from partnerlab.partnership import Partnership

HERE = [{"id": "A", "name": "A"}, {"id": "B", "name": "B"}, {"id": "C", "name": "C", "left": "2026-01-01"}]


@pytest.mark.parametrize(
    ("leads", "led"),
    [
        ([], False),
        ([{"lead": "A"}], True),
        ([{"lead": "C"}], False),
        ([{"shared": ["B", "C"]}], True),
        ([{"lead": "A", "on": "2025-01-01"}, {"on": "2025-02-01"}], False),
    ],
)
def test_what_somebody_led_that_has_left_nobody_leads_on_now(leads, led):
    rows = [{"risk": "R1", **row} for row in leads]
    least = {"name": "Hub", "purpose": "Reach people", "stage": [{"stage": "planning"}]}
    hub = Partnership(**least, partners=HERE, risks=[{"id": "R1", "title": "x"}], leads=rows)
    assert is_led(hub, "R1") is led
