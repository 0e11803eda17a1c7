"""Whether anyone is better off is said with chance allowed for."""

from __future__ import annotations

import pytest

from partnerlab.analysis.evaluation.measures import take_measures
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


def test_a_rate_and_its_interval_are_in_one_unit():
    """Newcombe (1998), *Statistics in Medicine* 17, 857-872: 15 of 148 has Wilson's interval 0.0624 to 0.1605."""
    found = read_measure(measure([("2025", 101.4, 15, 148)], "per 1,000"))
    assert found.interval == (pytest.approx(62.4, abs=0.05), pytest.approx(160.5, abs=0.05))
    assert (found.points[0].low, found.points[0].high) == found.interval


@pytest.mark.parametrize(("unit", "said"), [("%", "+20.0 points"), ("per 1,000 people", "+200.0 per 1,000 people")])
def test_a_change_of_shares_is_said_in_their_unit(unit, said):
    """Newcombe (1998), method 10: 48 of 80, then 56 of 70: 0.2, from 0.0524 to 0.3339."""
    whole = 100 if unit == "%" else 1000
    found = read_measure(measure([("2025", 0.6 * whole, 48, 80), ("2026", 0.8 * whole, 56, 70)], unit))
    low, high = (f"{whole * end:+.1f}" for end in (0.0524, 0.3339))
    assert f"the change is {said} (95% interval {low} to {high}): better." in found.sentence


@pytest.mark.parametrize("unit", ["days", "visits per 12 weeks", "£ per case", "bed days per 1,000 people"])
def test_a_mean_is_no_share_of_a_whole(unit):
    """60 days over 100 cases are 0.6 days a case, not 60 % of anything, and more than one day a case is possible."""
    found = read_measure(measure([("2025", 0.6, 60, 100), ("2026", 0.8, 80, 100)], unit, good_direction="down"))
    assert (found.interval, found.beyond_chance, found.movement) == (None, False, "worse")
    assert "points" not in found.sentence


def test_a_standardised_rate_is_not_tested_by_its_crude_numbers():
    found = read_measure(measure([("2025", 14.0, 12, 1000), ("2026", 18.0, 15, 1000)], "per 1,000"))
    assert (found.interval, found.beyond_chance) == (None, False)
    assert found.sentence.endswith("not every rate is its numerator over its denominator.")


def test_the_end_of_an_interval_reads_as_no_change_only_where_it_is():
    """500 of 1,000, then 544: Newcombe's low end, written out here, is 0.02 points above no change."""

    def wilson(share: float) -> tuple[float, float]:
        square = 1.959964**2 / 1000
        reach = (square * (share * (1 - share) + square / 4)) ** 0.5
        return (share + square / 2 - reach) / (1 + square), (share + square / 2 + reach) / (1 + square)

    low = 100 * (0.044 - ((0.544 - wilson(0.544)[0]) ** 2 + (wilson(0.5)[1] - 0.5) ** 2) ** 0.5)
    assert 0 < low < 0.05
    found = read_measure(measure([("2025", 50.0, 500, 1000), ("2026", 54.4, 544, 1000)]))
    assert f"(95% interval {low:+.2f} to +8.8): better." in found.sentence


@pytest.mark.parametrize(
    ("values", "interval", "compared"),
    [
        ([("2024", 50.0, 10, 20), ("2025", 60.0, 3, 5)], "exact", "first against latest value against chance"),
        ([("2024", 60.0, 3, 5), ("2025", 50.0, 10, 20)], "Wilson", "first against latest value against chance"),
        ([(str(2023 + at), 50.0, 10, 20) for at in range(3)], "Wilson", "trend over all periods against chance"),
        ([("2024", 50.0), ("2025", 60.0)], None, "first against latest value"),
    ],
)
def test_results_name_the_method_that_was_used(values, interval, compared):
    """Under ten people the interval is Clopper and Pearson's; two periods have no trend."""
    hub = Partnership(name="Hub", purpose="P", stage=[{"stage": "managing"}], performance=[measure(values)])
    found = {row.name: row.method for row in take_measures(hub)}
    last = values[-1][0]
    assert found["performance_value"] == f"better off, {last}" + (f", {interval} 95% interval" if interval else "")
    assert found["performance_movement"] == compared


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
