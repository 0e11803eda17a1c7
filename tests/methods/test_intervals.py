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
    assert measure_spread(line, origins)[0] == pytest.approx(4 / 2**GROWTH)


def test_no_error_to_learn_from_is_no_spread() -> None:
    assert measure_spread(np.zeros(4), [origin(3, [0.0])]) == (0.0, 0.0)


def test_half_widths_are_student_times_spread_times_growth() -> None:
    line = np.array([0.0, 0.0, 0.0, 0.0, 1.0, -1.0, 1.0])
    origins = [origin(step, [0.0] * 3, alpha=0.25) for step in (3, 4, 5, 6)]
    spread, freedom = measure_spread(line, origins)
    expected = stats.t.ppf(0.9, freedom) * spread * np.array([1, 2, 3]) ** (GROWTH * 0.5)
    assert measure_half_width(line, origins, 80) == pytest.approx(expected)


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
