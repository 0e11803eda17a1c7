"""Whether anyone is better off is said with chance allowed for."""

from __future__ import annotations

import pytest

from partnerlab.analysis.evaluation.performance import (
    read_measure,
    read_measures,
    state_of_target,
    summarise_benefit,
)
from partnerlab.partnership import Partnership
from partnerlab.partnership.evaluation import PerformanceMeasure


def measure(values: list[tuple], unit: str = "%", kind: str = "better off", **more) -> PerformanceMeasure:
    rows = [dict(zip(("period", "value", "numerator", "denominator"), row, strict=False)) for row in values]
    return PerformanceMeasure(**{"id": "P", "title": "Better", "kind": kind, "unit": unit, "values": rows, **more})


def test_a_steep_rise_of_many_people_is_better():
    found = read_measure(measure([("2025Q1", 20.0, 20, 100), ("2025Q2", 40.0, 40, 100), ("2025Q3", 60.0, 60, 100)]))
    assert (found.movement, found.beyond_chance) == ("better", True)
    assert found.tested.change == pytest.approx(0.4)


def test_the_same_rise_of_few_people_may_be_chance():
    found = read_measure(measure([("2025Q1", 20.0, 1, 5), ("2025Q2", 40.0, 2, 5), ("2025Q3", 60.0, 3, 5)]))
    assert found.movement == "same"
    assert "may be chance" in found.sentence


def test_where_less_is_better_a_fall_is_better():
    values = [("2025Q1", 60.0, 60, 100), ("2025Q2", 40.0, 40, 100), ("2025Q3", 20.0, 20, 100)]
    assert read_measure(measure(values, good_direction="down")).movement == "better"
    assert read_measure(measure(values)).movement == "worse"


def test_two_periods_are_compared_as_newcombe_does():
    found = read_measure(measure([("2025Q1", 60.0, 48, 80), ("2025Q2", 80.0, 56, 70)]))
    assert (found.tested.low, found.tested.high) == (pytest.approx(0.0524, abs=5e-5), pytest.approx(0.3339, abs=5e-5))
    assert found.movement == "better"


def test_without_people_behind_it_a_percentage_is_judged_by_direction_and_says_so():
    found = read_measure(measure([("2025Q1", 46.0), ("2025Q2", 31.0)]))
    assert (found.movement, found.beyond_chance) == ("worse", False)
    assert found.sentence.endswith("Chance cannot be judged without numerators and denominators.")


@pytest.mark.parametrize(("values", "n"), [([], 0), ([("2025Q1", 40.0)], 1)])
def test_fewer_than_two_values_cannot_tell(values, n):
    found = read_measure(measure(values))
    assert (found.movement, found.n) == ("unknown", n)


def test_a_numerator_above_its_denominator_is_not_tested():
    found = read_measure(measure([("2025Q1", 40.0, 2, 5), ("2025Q2", 60.0, 9, 5)]))
    assert not found.beyond_chance


def test_values_are_taken_in_the_order_of_time():
    found = read_measure(measure([("2025Q3", 3.0), ("2025Q1", 1.0)], unit="people", kind="how much"))
    assert (found.first.period, found.latest.period) == ("2025Q1", "2025Q3")


@pytest.mark.parametrize(
    ("target", "state"),
    [
        ({"period": "2025Q2", "value": 50}, "reached"),
        ({"period": "2025Q2", "value": 70}, "missed"),
        ({"period": "2026Q2", "value": 70}, "not reached yet"),
        ({"period": "2026", "value": 70}, "cannot tell"),
        (None, "no target"),
    ],
)
def test_a_target_is_missed_only_when_its_period_has_come(target, state):
    found = read_measure(measure([("2025Q1", 40.0), ("2025Q2", 60.0)], target=target))
    assert state_of_target(found) == state


def test_a_target_for_a_quarter_without_a_value_cannot_be_told():
    found = read_measure(measure([("2025Q1", 40.0), ("2025Q3", 60.0)], target={"period": "2025 Q2", "value": 50}))
    assert state_of_target(found) == "cannot tell"


def test_kinds_come_in_the_order_of_the_three_questions():
    rows = [measure([], kind=kind, id=kind) for kind in ("better off", "how much", "how well")]
    hub = Partnership(name="Hub", purpose="Reach people", stage=[{"stage": "measuring"}], performance=rows)
    assert [found.measure.kind for found in read_measures(hub)] == ["how much", "how well", "better off"]


def test_counting_alone_cannot_tell_whether_anyone_is_better_off():
    hub = Partnership(
        name="Hub", purpose="Reach people", stage=[{"stage": "measuring"}], performance=[measure([], kind="how much")]
    )
    assert "none asks whether anyone is better off" in summarise_benefit(hub)
