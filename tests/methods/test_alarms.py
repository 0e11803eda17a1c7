"""How strong a signal is, and how often chance alone makes one as strong."""

from __future__ import annotations

import numpy as np
import pytest

from partnerlab.methods.alarms import Likeness, measure_chance, measure_correlation, measure_strength, most_correlation

HISTORY = np.resize([1.0, 2.0], 12)  # mean 1.5, mean moving range 1
EVERY = np.ones(11, dtype=bool)


def strength(*judged: float) -> float:
    return float(measure_strength(HISTORY[None, :], np.array([judged]), EVERY, 7, screen=True)[0])


@pytest.mark.parametrize(
    ("judged", "expected"),
    [
        ((1.5,), 0.0),
        ((1.5 + 2.66,), 1.0),  # on the limit
        ((1.5 - 2 * 2.66,), 2.0),
        ((1.5 + 0.266,) * 7, 1.0),  # a run of seven
        ((1.5 + 2.66 * 2 / 3, 1.5, 1.5 + 2.66 * 2 / 3), 1.0),  # two of three at the outer third
    ],
)
def test_strength_is_one_where_a_rule_is_just_met(judged: tuple[float, ...], expected: float) -> None:
    assert strength(*judged) == pytest.approx(expected, abs=0.01 if expected else 0.2)


def test_a_trend_counts_by_its_length() -> None:
    assert strength(*np.linspace(1.4, 1.6, 14)) == pytest.approx(2.0)


def test_chance_of_a_value_beyond_the_usual_limits_is_that_of_their_normal_errors() -> None:
    """With a long independent history three standard deviations are left by 0.27 % of normal values."""
    history = np.random.default_rng(6).normal(size=400)
    away = history.mean() + 2.66 * np.abs(np.diff(history)).mean()
    chance = measure_chance(history, np.array([away]), np.ones(399, dtype=bool), 500, screen=False)
    assert chance < 0.01


def test_chance_falls_with_distance_and_rises_with_the_number_of_values_judged() -> None:
    near, far = (measure_chance(HISTORY, np.array([1.5 + away]), EVERY, 7, screen=True) for away in (3.0, 6.0))
    many = measure_chance(HISTORY, np.array([1.5 + 3.0, *[1.5] * 9]), EVERY, 7, screen=True)
    assert far < near < many


def test_chance_is_the_same_every_time() -> None:
    first, second = (measure_chance(HISTORY, np.array([6.0]), EVERY, 7, screen=True) for _ in range(2))
    assert first == second


@pytest.mark.parametrize("true", [0.0, 0.6])
def test_likeness_of_neighbours_is_measured_without_the_bias_of_short_series(true: float) -> None:
    draw = np.random.default_rng(3)
    found = []
    for _ in range(400):
        line = draw.normal(size=20)
        for t in range(1, 20):
            line[t] = true * line[t - 1] + np.sqrt(1 - true**2) * line[t]
        found.append(measure_correlation(line))
    assert np.mean(found) == pytest.approx(true, abs=0.06)


@pytest.mark.parametrize("n", [6, 8, 14, 40])
def test_three_in_ten_histories_alike_by_the_bound_look_less_alike_than_may_be_judged(n: int) -> None:
    """Other series than those that the measure was taken from: 1,500, so that 30 % is known to 1.2."""
    draw = np.random.default_rng(n)
    line = draw.normal(size=(1500, n))
    for t in range(1, n):
        line[:, t] = 0.6 * line[:, t - 1] + 0.8 * line[:, t]
    shown = [measure_correlation(row) for row in line]
    assert np.mean(np.array(shown) <= most_correlation(n)) == pytest.approx(0.3, abs=0.05)
    wider = Likeness(charted=0.6)
    assert np.mean(np.array(shown) <= most_correlation(n, wider)) == pytest.approx(0.6, abs=0.05)


def test_a_change_of_the_numbers_changes_what_may_be_judged() -> None:
    usual = most_correlation(12)
    assert most_correlation(12, Likeness(charted=0.5)) > usual
    assert most_correlation(12, Likeness(tried=0.3)) < usual


def test_a_history_too_short_to_show_likeness_is_not_taken_for_one_without() -> None:
    """The bound lies below the likeness that it stands for, and comes near it only with many values."""
    bounds = [most_correlation(n) for n in (6, 12, 24, 100)]
    assert bounds == sorted(bounds)
    assert bounds[0] < 0.35
    assert 0.5 < bounds[-1] < 0.6
