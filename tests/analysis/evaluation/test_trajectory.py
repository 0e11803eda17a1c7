"""The way of an indicator: each period from its first value to its target, what was expected and what lies ahead."""

from __future__ import annotations

import pytest

from partnerlab.analysis.evaluation.curve import assess_indicator
from partnerlab.analysis.evaluation.trajectory import MOST_STEPS_AHEAD, Trajectory, assess_trajectory
from partnerlab.partnership.evaluation import Indicator

INDICATOR = Indicator(
    id="I",
    title="Lonely",
    unit="%",
    good_direction="down",
    rule={"base": "2021", "interval": 1},
    action_from="2026",
    target={"period": "2027", "value": 15},
    values=[{"period": str(year), "value": 20 + (year % 3) / 4} for year in range(2008, 2025) if year != 2012],
)


@pytest.fixture(scope="module")
def way() -> Trajectory:
    return assess_trajectory(assess_indicator(INDICATOR))


def test_the_curve_runs_from_the_first_value_to_the_target_with_its_gap(way: Trajectory) -> None:
    table = way.points.set_index("period")
    assert table.index.tolist() == [str(year) for year in range(2008, 2028)]
    assert table["value"].isna()["2012"]
    assert table["value"]["2008"] == 20.25


def test_the_fan_opens_after_the_base_and_ends_at_the_latest_value(way: Trajectory) -> None:
    table = way.points.set_index("period")
    assert table.index[table["expected"].notna()].tolist() == ["2022", "2023", "2024"]
    fan = table[table["expected"].notna()]
    for outer, inner in (("low_95", "low_80"), ("low_80", "low_50"), ("low_50", "expected")):
        assert (fan[outer] < fan[inner]).all()
    assert table.index[table["ahead"].notna()].tolist() == ["2025", "2026", "2027"]


def test_the_target_stands_at_its_period_only(way: Trajectory) -> None:
    table = way.points.set_index("period")
    assert table["target"].dropna().to_dict() == {"2027": 15.0}


def test_base_and_start_stand_at_their_periods(way: Trajectory) -> None:
    assert (way.base_at, way.start_at) == ("2021", "2026")


def test_values_after_the_base_are_told_from_those_up_to_it(way: Trajectory) -> None:
    later = way.points.loc[way.points["since_base"], "period"]
    assert later.tolist() == [str(year) for year in range(2022, 2028)]


@pytest.mark.parametrize(("steps", "drawn"), [(MOST_STEPS_AHEAD, True), (MOST_STEPS_AHEAD + 1, False)])
def test_a_start_far_ahead_is_left_out(steps: int, drawn: bool) -> None:
    years = [{"period": str(year), "value": 20} for year in (2020, 2021)]
    far = Indicator(
        id="I", title="Lonely", unit="%", good_direction="down", action_from=str(2021 + steps), values=years
    )
    found = assess_trajectory(assess_indicator(far))
    assert (found.start_at == str(2021 + steps)) is drawn


def test_without_a_value_there_is_no_way() -> None:
    bare = assess_trajectory(assess_indicator(Indicator(id="I", title="Lonely", unit="%", good_direction="down")))
    assert bare.points.empty
    assert (bare.base_at, bare.start_at, bare.target.state) == (None, None, "no target")
