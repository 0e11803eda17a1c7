"""Intervals rest on errors really made, more on those of origins that knew more."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import stats

from partnerlab.methods.intervals import GROWTH, measure_half_width, measure_spread, summarise_back_test
from partnerlab.methods.origins import Line, Origin


def origin(step: int, expected: list[float], alpha: float = 1.0) -> Origin:
    path: Line = np.array(expected)
    return Origin(step, alpha, {"combined": path, "naive": path + 1})


def test_errors_are_weighted_by_how_much_was_known() -> None:
    line = np.array([0.0, 0.0, 0.0, 0.0, 3.0, 1.0, 0.0])
    origins = [origin(3, [0.0]), origin(4, [0.0]), origin(5, [0.0]), origin(6, [0.0])]  # errors 3, 1, 0
    spread, freedom = measure_spread(line, origins)
    assert spread == pytest.approx(((1 * 9 + 2 * 1 + 3 * 0) / 6) ** 0.5)
    assert freedom == pytest.approx(36 / 14)


def test_an_error_across_a_gap_is_brought_back_to_one_step() -> None:
    line = np.array([0.0, 0.0, 0.0, 0.0, np.nan, 4.0])
    origins = [origin(3, [0.0, 0.0]), origin(5, [0.0, 0.0])]
    slope = (1 + 2 / 3) / (1 + 1 / 3)  # two steps after three, against one
    assert measure_spread(line, origins)[0] == pytest.approx(4 / (2**GROWTH * slope**0.5))


def test_no_error_to_learn_from_is_no_spread() -> None:
    assert measure_spread(np.zeros(4), [origin(3, [0.0])]) == (0.0, 0.0)


def test_half_widths_are_student_times_spread_times_growth() -> None:
    line = np.array([0.0, 0.0, 0.0, 0.0, 1.0, -1.0, 1.0])
    origins = [origin(step, [0.0] * 3, alpha=0.25) for step in (3, 4, 5, 6)]
    spread, freedom = measure_spread(line, origins)
    ahead = np.array([1, 2, 3])
    growth = ahead ** (GROWTH * 0.5) * ((1 + ahead / 6) / (1 + 1 / 6)) ** 0.5
    expected = stats.t.ppf(0.9, freedom) * spread * growth
    assert measure_half_width(line, origins, 80) == pytest.approx(expected)


def test_the_shorter_the_history_the_faster_the_interval_widens() -> None:
    widening = {}
    for n in (8, 16, 32):
        line = np.resize([1.0, -1.0], n)
        half = measure_half_width(line, [origin(step, [0.0] * 6) for step in range(3, n)], 95)
        widening[n] = half[5] / half[0]
    known = {
        n: 6**GROWTH * ((1 + 6 / (n - 1)) / (1 + 1 / (n - 1))) ** 0.5 for n in widening
    }  # the drift method's factor
    assert widening == pytest.approx(known)
    assert widening[8] > widening[16] > widening[32] > 6**GROWTH


def test_the_back_test_gives_mean_absolute_errors_by_steps_ahead() -> None:
    line = np.array([0.0, 0.0, 0.0, 0.0, 4.0, 1.0])
    origins = [origin(3, [0.0, 0.0]), origin(4, [0.0, 0.0]), origin(5, [0.0, 0.0])]
    table = summarise_back_test(line, origins, logged=False).set_index("step")
    assert table["errors"].tolist() == [2, 1]
    assert table["forecast"].tolist() == [2.5, 1.0]  # 4 and 1; 1 two steps ahead
    assert table["no_change"].tolist() == [1.5, 0.0]  # forecast 1 throughout: 3 and 0; 0
    assert table["straight_line"].tolist() == [4.0, 1.0]  # forecast 0 and 5: 4 and 4; 0: 1


def test_on_the_log_scale_errors_are_still_given_in_the_unit_of_the_series() -> None:
    line = np.log(np.array([1.0, 1.0, 1.0, 1.0, 3.0]))
    table = summarise_back_test(line, [origin(3, [0.0]), origin(4, [0.0])], logged=True)
    assert table["forecast"][0] == pytest.approx(2.0)


def test_a_horizon_never_reached_has_no_errors() -> None:
    table = summarise_back_test(np.zeros(5), [origin(3, [0.0] * 3), origin(4, [0.0] * 3)], logged=False)
    assert table["errors"].tolist() == [1, 0, 0]
    assert np.isnan(table["forecast"][2])
