"""The verdict on an XmR chart: a signal where there is one, and not where chance alone often makes one."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest

from partnerlab.methods.process import process_signal
from partnerlab.methods.process_limits import process_limits

ONE_WILD_VALUE = [1, 2, 1, 2, 10, *[1, 2] * 6, 1]


def yearly(values: Sequence[float]) -> dict[str, float]:
    return {str(2000 + year): value for year, value in enumerate(values)}


def test_screening_finds_the_wild_value_and_so_does_the_verdict() -> None:
    verdict = process_signal(yearly(ONE_WILD_VALUE), "down")
    assert (verdict.verdict, verdict.numbers["signals"], verdict.n) == ("worsening", 1.0, 18)
    assert "2004" in verdict.sentence


def test_fewer_than_twelve_values_give_trial_limits_and_the_reader_is_told() -> None:
    eleven, twelve = (process_limits(yearly([1.0, 2.0] * 5 + [1.0] * extra)) for extra in (1, 2))
    assert eleven is not None
    assert twelve is not None
    assert (eleven.trial, twelve.trial) == (True, False)
    assert "trial limits" in process_signal(yearly([1.0, 2.0] * 5)).assumption


def test_limits_from_the_history_judge_only_what_came_after() -> None:
    limits = process_limits(yearly([1, 2, 1, 2, 1, 2, 1, 2, 9]), "2007")
    assert limits is not None
    assert limits.n == 8
    assert limits.table["judged"].tolist() == [False] * 8 + [True]
    assert process_signal(yearly([1, 2, 1, 2, 1, 2, 1, 2, 9]), "up", base="2007").verdict == "improving"


def test_a_history_that_was_moving_already_gives_no_level_to_judge_by() -> None:
    falling = yearly([20, 19, 18, 17.5, 16, 15, 14.5, 13, 12, 11, 14])
    verdict = process_signal(falling, "down", base="2009")
    assert (verdict.verdict, verdict.enough) == ("no stable level", False)
    assert "moving already" in verdict.sentence


def test_signals_on_both_sides_are_not_called_better_or_worse() -> None:
    verdict = process_signal(yearly([1, 2, 1, 2, 1, 2, 1, 2, 9, -9]), "up", base="2007")
    assert (verdict.verdict, verdict.movement) == ("mixed signals", "both")


def test_without_a_good_direction_a_signal_is_only_a_signal() -> None:
    assert process_signal(yearly(ONE_WILD_VALUE)).verdict == "signal"


@pytest.mark.parametrize("values", [[], [3.0], [1.0, 2.0, 1.0, 2.0, 1.0], [5.0] * 12])
def test_too_few_values_or_no_variation_is_not_enough_data(values: list[float]) -> None:
    verdict = process_signal(yearly(values), "up")
    assert verdict.verdict == "not enough data"
    assert process_limits(yearly(values)) is None


def test_nothing_after_the_base_is_not_enough_data() -> None:
    verdict = process_signal(yearly([1, 2, 1, 2, 1, 2, 1, 2]), "up", base="2007")
    assert "no value after the base" in verdict.sentence


def quarters(values: list[float]) -> dict[str, float]:
    return {f"{2010 + t // 4} Q{t % 4 + 1}": value for t, value in enumerate(values)}


def test_the_pattern_of_the_year_is_taken_out_so_that_winter_is_no_signal_and_a_change_is() -> None:
    ripple = np.resize([0.5, -0.5, -0.2, 0.2, -0.4], 24)
    pattern = np.resize([10.0, -4.0, -8.0, 2.0], 24)
    usual = process_signal(quarters(list(50 + pattern + ripple)), "down", base="2014 Q4")
    changed = np.where(np.arange(24) >= 20, 6.0, 0.0)
    worse = process_signal(quarters(list(50 + pattern + ripple + changed)), "down", base="2014 Q4")
    assert (usual.verdict, worse.verdict) == ("no signal", "worsening")
    assert "pattern of the year was taken out" in usual.assumption


def test_where_the_history_itself_is_judged_the_pattern_of_the_year_is_taken_out_and_a_wild_value_found() -> None:
    values = 50 + np.resize([10.0, -4.0, -8.0, 2.0], 24) + np.resize([0.5, -0.5, -0.2, 0.2, -0.4], 24)
    values[13] += 12.0
    verdict = process_signal(quarters(list(values)), "down")
    assert verdict.verdict == "worsening"
    assert "2013 Q2" in verdict.sentence


def test_under_two_years_the_pattern_of_the_year_stays_in_and_that_is_said() -> None:
    limits = process_limits(quarters([60.0, 46.0, 42.0, 52.0, 61.0, 45.0, 43.0]))
    assert limits is not None
    assert not limits.seasonal
    verdict = process_signal(quarters([60.0, 46.0, 42.0, 52.0, 61.0, 45.0, 43.0]))
    assert "may look like a signal" in verdict.assumption


def test_values_of_the_history_do_not_help_to_make_a_run() -> None:
    """Six values of the history above the mean and one new one are no run of seven among the values judged."""
    history = [
        9.0,
        11.0,
        10.0,
        8.0,
        9.5,
        8.5,
        9.0,
        10.2,
        11.0,
        10.4,
        10.9,
        10.6,
        11.2,
        9.0,
        10.3,
        10.6,
        10.2,
        10.8,
        10.3,
        10.7,
    ]
    verdict = process_signal(yearly([*history, 10.1]), "up", base="2019")
    assert verdict.verdict == "no signal"


def false_alarms(n: int, judged: int, correlation: float, number: int = 150) -> tuple[float, float]:
    """Share of series without any change that the verdict and the chart's bare rules call changed."""
    draw = np.random.default_rng(7)
    line = draw.normal(size=(number, n + judged))
    for t in range(1, n + judged):
        line[:, t] = correlation * line[:, t - 1] + np.sqrt(1 - correlation**2) * line[:, t]
    verdicts = [process_signal(yearly([float(v) for v in row]), "up", base=str(2000 + n - 1)) for row in line]
    told = sum(verdict.enough and verdict.movement != "same" for verdict in verdicts)
    marked = sum(bool(verdict.numbers.get("signals")) for verdict in verdicts)
    return told / number, marked / number


@pytest.mark.parametrize(("n", "judged"), [(6, 3), (8, 6)])
@pytest.mark.parametrize("correlation", [0.0, 0.6])
def test_false_alarms_are_bounded_where_the_bare_rules_make_many(n: int, judged: int, correlation: float) -> None:
    told, marked = false_alarms(n, judged, correlation)
    assert told <= 0.08  # 5 % is meant; of 150 series chance may show 8 %
    assert marked > told + 0.05


@pytest.mark.parametrize("correlation", [0.8, 0.9])
def test_false_alarms_stay_near_the_bound_where_neighbours_are_more_alike_than_was_tried(correlation: float) -> None:
    """At eight and six values, where most were called; `docs/error-rates.md` has 4.4 and 5.1 of 100, of 1,000."""
    told, _ = false_alarms(8, 6, correlation, 300)
    assert told <= 0.075  # 5 % is meant; of 300 series chance may show 7.5 %


def test_false_alarms_are_bounded_where_the_history_itself_is_judged() -> None:
    draw = np.random.default_rng(7)
    verdicts = [process_signal(yearly([float(v) for v in row]), "up") for row in draw.normal(size=(150, 24))]
    assert sum(verdict.enough and verdict.movement != "same" for verdict in verdicts) <= 12  # of 150, as above
    assert sum(bool(verdict.numbers.get("signals")) for verdict in verdicts) > 20


def test_a_signal_that_chance_often_makes_is_not_enough_data_and_the_sentence_says_how_often() -> None:
    verdict = process_signal(yearly([10.0, 11.0, 9.5, 10.5, 10.2, 9.8, 12.5]), "up", base="2005")
    assert (verdict.verdict, verdict.numbers["signals"]) == ("not enough data", 1.0)
    assert verdict.numbers["chance"] > 0.05  # type: ignore[operator]  # a number where there is a signal
    assert "of 100 series of these lengths, without any change" in verdict.sentence


def test_a_signal_far_outside_counts_from_a_short_history_too() -> None:
    verdict = process_signal(yearly([10.0, 11.0, 9.5, 10.5, 10.2, 9.8, 30.0]), "up", base="2005")
    assert verdict.verdict == "improving"


def test_values_that_resemble_their_neighbours_too_much_are_not_enough_data() -> None:
    slow = list(10 + 2 * np.sin(np.arange(30) / 3))
    limits = process_limits(yearly([*slow, 30.0]), "2029", run=30)
    assert limits is not None
    assert limits.correlation > 0.6
    verdict = process_signal(yearly([*slow, 30.0]), "up", base="2029", run=30)
    assert verdict.verdict == "not enough data"
    assert "resemble each other too much" in verdict.sentence


def test_chance_is_not_asked_where_there_is_no_signal() -> None:
    assert process_signal(yearly([1.0, 2.0] * 8), base="2013").numbers["chance"] is None
