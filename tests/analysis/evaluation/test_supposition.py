"""An indicator supposed otherwise: another base, target or story."""

from __future__ import annotations

import pytest

from partnerlab.analysis.evaluation.curve import TRIED, assess_indicator
from partnerlab.analysis.evaluation.supposition import STORIES, get_curve, list_bases, suppose
from partnerlab.partnership import Partnership
from partnerlab.partnership.evaluation import Indicator, Target

VALUES = [{"period": str(2010 + year), "value": 20.0 - year + year % 2} for year in range(12)]


def case(**rest: object) -> Partnership:
    row = {"id": "lonely", "title": "Lonely", "unit": "%", "good_direction": "down", "values": VALUES, **rest}
    return Partnership(name="Hub", purpose="x", stage=[{"stage": "measuring"}], indicators=(Indicator(**row),))


def test_another_base_is_what_a_rule_with_that_base_would_give():
    ruled = case(rule={"base": "2012", "interval": 1})
    tried = suppose(ruled, get_curve(ruled, "lonely"), base="2016").trajectory.curve
    other = assess_indicator(case(rule={"base": "2016", "interval": 1}).indicators[0])
    assert (tried.base, tried.base_from) == ("2016", TRIED)
    assert tried.verdicts == other.verdicts


def test_without_a_rule_another_base_leaves_the_official_rule_untold():
    plain = case(action_from="2015")
    tried = suppose(plain, get_curve(plain, "lonely"), base="2017").trajectory.curve
    assert tried.base == "2017"
    assert get_curve(plain, "lonely").base == "2014"


def test_the_own_base_and_target_change_nothing():
    ruled = case(rule={"base": "2012", "interval": 1}, target={"period": "2023", "value": 9})
    curve = get_curve(ruled, "lonely")
    same = suppose(ruled, curve, base="2012", target=Target(period="2023", value=9)).trajectory.curve
    assert same.verdicts == curve.verdicts
    assert same.base_from == curve.base_from


@pytest.mark.parametrize("story", STORIES)
def test_each_story_is_told_in_the_period_of_the_target(story):
    plain = case()
    found = suppose(plain, get_curve(plain, "lonely"), target=Target(period="2023", value=50), story=story)
    value = found.trajectory.curve.outlook.scenarios.set_index("period").at["2023", story]
    assert found.sentence.startswith(f"If {STORIES[story]}, 2023 gives {float(f'{value:.4g}'):g}%")
    assert found.sentence.endswith("The target of 50% is reached.")
    out_of_reach = suppose(plain, get_curve(plain, "lonely"), target=Target(period="2023", value=0.5), story=story)
    assert out_of_reach.sentence.endswith("The target of 0.5% is not reached.")


@pytest.mark.parametrize(
    ("period", "said"),
    [
        ("2010", "2010 is not among the periods that can be looked ahead to"),
        ("2100", "2100 is not among the periods that can be looked ahead to"),
        ("next week", "The period of the target cannot be read"),
    ],
)
def test_a_target_that_cannot_be_compared_is_said_so(period, said):
    plain = case()
    assert suppose(plain, get_curve(plain, ""), target=Target(period=period, value=1)).sentence.startswith(said)


def test_a_short_history_says_nothing_of_what_comes():
    short = case(values=VALUES[:3])
    found = suppose(short, get_curve(short, "lonely"), base="2011")
    assert found.sentence == "The history is too short to say what comes next."


def test_bases_are_periods_with_a_value_that_others_follow():
    assert list_bases(get_curve(case(values=VALUES[:3]), "lonely")) == ("2011", "2010")
    assert list_bases(get_curve(case(values=VALUES[:1]), "lonely")) == ()


def test_without_a_value_there_is_nothing_to_suppose():
    assert get_curve(case(values=[]), "lonely") is None
    assert get_curve(Partnership(name="Hub", purpose="x", stage=[{"stage": "scoping"}]), "") is None
