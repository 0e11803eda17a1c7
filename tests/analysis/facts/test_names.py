"""Organisations are called by their names."""

from __future__ import annotations

import pytest

from partnerlab.analysis.facts.names import named
from partnerlab.partnership import Partnership

HUB = Partnership(
    name="Hub",
    purpose="Reach people",
    stage=[{"stage": "scoping"}],
    partners=[{"id": "A", "name": "Alpha"}, {"id": "B", "name": "Beta", "left": "2025-01-01"}],
    stakeholders=[{"id": "C", "name": "Carers"}],
)


@pytest.mark.parametrize(
    ("ids", "words"),
    [
        ([], "nobody"),
        (["A"], "Alpha"),
        (["A", "B", "C"], "Alpha, Beta and Carers"),
        (["Head of housing"], "Head of housing"),
    ],
)
def test_partners_past_partners_and_stakeholders_are_called_by_name_and_others_as_written(ids, words):
    assert named(HUB, ids) == words


def test_names_past_a_number_are_counted():
    assert named(HUB, ["A", "B", "C"], 1) == "Alpha and 2 more"
