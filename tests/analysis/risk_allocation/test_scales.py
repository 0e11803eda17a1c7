"""Scales, bands, lights and appetite are data."""

from __future__ import annotations

import pytest

from partnerlab.analysis.risk_allocation.pairings import chance_of
from partnerlab.analysis.risk_allocation.register import assess_matrix
from partnerlab.analysis.risk_allocation.scales import appetite_of, band_for, get_steps, judge_light

OWN = {
    "id": "ours",
    "source": "board paper 4",
    "levels": [
        {"value": 1, "label": "seldom", "probability": 0.1},
        {"value": 2, "label": "often", "probability": 0.7},
    ],
}
OWN_BANDS = {
    "id": "our-bands",
    "source": "ours",
    "levels": [{"value": 1, "label": "calm"}, {"value": 3, "label": "storm"}],
}


def test_the_users_own_scale_is_as_good_as_the_supplied_one(made, rated):
    settings = {"likelihood_scale": "ours", "impact_scale": "ours", "bands": "our-bands"}
    risks = [{"id": "R1", "title": "Delay"}]
    hub = made(scales=[OWN, OWN_BANDS], risk_settings=settings, risks=risks, ratings=[rated("R1", 2, 2)])
    assert [step.label for step in get_steps(hub, "likelihood")] == ["seldom", "often"]
    assert [band_for(hub, product) for product in (1, 2, 3, 4)] == ["calm", "calm", "storm", "storm"]
    assert chance_of(hub, hub.risk("R1")) == 0.7
    assert len(assess_matrix(hub)) == 4


def test_a_scale_that_nobody_knows_has_no_steps(made):
    hub = made(risk_settings={"likelihood_scale": "lickelihood-5"})
    assert get_steps(hub, "likelihood") == ()
    assert assess_matrix(hub).empty


@pytest.mark.parametrize(
    ("likelihood", "impact", "appetite", "colour"),
    [
        (4, 4, None, "red"),
        (3, 5, None, "amber"),
        (2, 5, None, "amber"),
        (3, 3, None, "green"),
        (3, 3, 8, "amber"),
        (3, 3, 9, "green"),
        (None, 3, 9, "unknown"),
    ],
)
def test_the_light_follows_the_thresholds_and_the_appetite(made, likelihood, impact, appetite, colour):
    assert judge_light(made(), likelihood, impact, appetite).colour == colour


def test_thresholds_can_be_changed(made):
    hub = made(thresholds={"red_product": 6, "amber_product": 4})
    assert judge_light(hub, 2, 3, None).rule == "2 × 3 = 6, red from 6"


def test_a_risks_own_appetite_comes_before_the_partnerships(made):
    risks = [{"id": "R1", "title": "Delay", "appetite": 4}, {"id": "R2", "title": "Loss"}]
    hub = made(risks=risks, risk_settings={"appetite": 12})
    assert [appetite_of(hub, risk) for risk in hub.risks] == [4, 12]


def test_the_supplied_bands_hold_eight_seven_six_and_four_cells(made):
    cells = assess_matrix(made())["band"].value_counts()
    assert cells.to_dict() == {"low": 8, "moderate": 7, "high": 6, "very high": 4}


def test_a_cell_names_the_risks_that_stand_in_it(made, rated):
    risks = [{"id": f"R{n}", "title": "Delay"} for n in range(40)]
    matrix = assess_matrix(made(risks=risks, ratings=[rated(f"R{n}", 4, 4) for n in range(40)]))
    assert matrix["count"].sum() == 40
    filled = matrix[matrix["count"] > 0].iloc[0]
    assert (filled["likelihood"], filled["impact"], len(filled["risks"].split(", "))) == (4, 4, 40)


def test_an_id_that_holds_a_comma_is_one_id(made, rated):
    risks = [{"id": name, "title": "Delay"} for name in ("R0, the first", "R5, the other")]
    matrix = assess_matrix(made(risks=risks, ratings=[rated(risk["id"], 2, 3) for risk in risks]))
    assert matrix.loc[matrix["count"] > 0, "ids"].tolist() == [("R0, the first", "R5, the other")]
