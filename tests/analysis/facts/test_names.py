"""Organisations are called by their names."""

from __future__ import annotations

import pytest

from partnerlab.analysis.facts.names import name_risks, named, who_says
from partnerlab.partnership import Partnership

BARE = {"name": "Hub", "purpose": "Reach people", "stage": [{"stage": "scoping"}]}
HUB = Partnership(
    **BARE,
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


def test_several_are_called_by_their_short_names_and_one_by_its_full_name():
    police = {"id": "P", "name": "Police Service of Northern Ireland", "short_name": "PSNI"}
    hub = HUB.model_copy(update={"partners": Partnership(**{**BARE, "partners": [police]}).partners})
    assert named(hub, ["P"]) == "Police Service of Northern Ireland"
    assert named(hub, ["P", "C"]) == "PSNI and Carers"
    assert (who_says(hub, "P"), who_says(hub, None)) == ("PSNI", "all together")


def test_risks_are_called_by_title_and_the_register_s_id():
    hub = Partnership(**BARE, risks=[{"id": "R1", "title": "Delay"}])
    assert name_risks(hub, ["R1"]) == "“Delay” (R1)"
    assert name_risks(hub, ["R9"]) == "R9"


def test_names_past_a_number_are_counted():
    assert named(HUB, ["A", "B", "C"], 1) == "Alpha and 2 others"
