from __future__ import annotations

import pandas as pd
import pytest

from partnerlab.errors import MethodError
from partnerlab.methods.stakeholders import assess_power_interest, assess_salience


def rate(**ratings: object) -> pd.DataFrame:
    return pd.DataFrame({"stakeholder": ["S"], **{name: [value] for name, value in ratings.items()}})


def salience(power: object, legitimacy: object, urgency: object, **rules: object) -> pd.Series:
    return assess_salience(rate(power=power, legitimacy=legitimacy, urgency=urgency), **rules).iloc[0]


@pytest.mark.parametrize(
    ("power", "legitimacy", "urgency", "name"),
    [
        (True, False, False, "dormant"),
        (False, True, False, "discretionary"),
        (False, False, True, "demanding"),
        (True, True, False, "dominant"),
        (True, False, True, "dangerous"),
        (False, True, True, "dependent"),
        (True, True, True, "definitive"),
        (False, False, False, "not a stakeholder"),
    ],
)
def test_the_truth_table_of_mitchell_agle_and_wood(power, legitimacy, urgency, name):
    found = salience(power, legitimacy, urgency)
    assert (found["class"], found["attributes"]) == (name, power + legitimacy + urgency)


@pytest.mark.parametrize(
    ("power", "interest", "cell"),
    [(5, 5, "manage closely"), (5, 1, "keep satisfied"), (1, 5, "keep informed"), (1, 1, "monitor")],
)
def test_the_four_cells_of_power_and_interest(power, interest, cell):
    assert assess_power_interest(rate(power=power, interest=interest))["cell"].tolist() == [cell]


def test_a_rating_at_the_boundary_is_high_unless_the_rule_says_low():
    at_boundary = rate(power=3, interest=3)
    assert assess_power_interest(at_boundary)["cell"].tolist() == ["manage closely"]
    assert assess_power_interest(at_boundary, at_boundary="low")["cell"].tolist() == ["monitor"]


def test_a_missing_rating_that_decides_gives_cannot_tell_and_what_it_could_be():
    found = salience(5, 5, None)
    assert found["class"] == "cannot tell"
    assert found["could_be"] == ("definitive", "dominant")
    assert pd.isna(found["attributes"])


def test_one_step_of_rating_moves_those_next_to_the_boundary():
    found = salience(2, 5, 4)
    assert (found["one_step_away"], found["movers"]) == (("definitive",), ("power up",))
    found = salience(3, 1, 1)
    assert (found["one_step_away"], found["movers"]) == (("not a stakeholder",), ("power down",))


def test_one_step_of_rating_leaves_those_far_from_the_boundary():
    assert salience(5, 1, 5)["one_step_away"] == ()


def test_no_rating_is_moved_past_the_end_of_its_scale():
    assert salience(1, 1, 1, boundary=2, scale=(1, 2))["movers"] == ("power up", "legitimacy up", "urgency up")
    assert salience(2, 2, 2, boundary=2, scale=(1, 2))["movers"] == ("power down", "legitimacy down", "urgency down")


@pytest.mark.parametrize("rating", [0, 6, "high"])
def test_a_rating_off_the_scale_is_refused_with_its_value(rating):
    with pytest.raises(MethodError, match=f"S: power {rating} is not a number from 1 to 5"):
        assess_power_interest(rate(power=rating, interest=2))


def test_a_boundary_off_the_scale_is_refused():
    with pytest.raises(MethodError, match="boundary 9 must be on the scale 1 to 5"):
        assess_power_interest(rate(power=1, interest=2), boundary=9)


def test_no_stakeholders_give_an_empty_table():
    assert assess_salience(pd.DataFrame(columns=["stakeholder", "power", "legitimacy", "urgency"])).empty
    assert assess_power_interest(pd.DataFrame(columns=["stakeholder", "power", "interest"])).empty
