from __future__ import annotations

import numpy as np
import pytest
from error_rates import JUDGES, LENGTHS, SHIFT, measure, simulate, tell_drifts, tell_shares, tell_verdicts


@pytest.mark.parametrize("correlation", [0.0, 0.6])
def test_series_are_alike_by_what_is_said_and_the_same_every_time(correlation: float) -> None:
    lines = simulate(20, 12, correlation, 500)
    away = (lines - 100) / lines.std()
    assert (away[:, 1:] * away[:, :-1]).mean() == pytest.approx(correlation, abs=0.03)
    assert (lines == simulate(20, 12, correlation, 500)).all()


def test_a_shift_is_found_more_often_than_none_is_called() -> None:
    called, found, refused = measure(JUDGES["official rule, interval 3 standard deviations"], 8, 4, 0.0, 200)
    assert SHIFT == 15  # three standard deviations of the values
    assert called < 10
    assert found > 30
    assert refused == 0


def test_each_verdict_has_a_table_with_a_row_for_each_length_that_it_takes() -> None:
    assert len(JUDGES) == 6  # five methods, the official rule with two intervals
    told = list(tell_verdicts(8, ("against",)))
    lengths = [tuple(map(int, line.split("|")[1].split(","))) for line in told if line[:3].strip("| ").isdigit()]
    assert lengths == [length for length in LENGTHS if length[0] >= 8]


def test_shares_are_summed_and_not_simulated() -> None:
    rows = [line.split("|") for line in tell_shares() if line.startswith("| ") and line[2].isdigit()]
    held = np.array([float(row[2]) for row in rows])
    assert held[:4].min() >= 95  # exact under ten people
    assert held.min() > 90


def test_a_drift_that_is_plain_is_carried_on_and_called_no_difference() -> None:
    """By a standard deviation a year two series drift apart too plainly to be taken for alike."""
    rows = [line.split("|") for line in tell_drifts(20) if line.startswith("| ") and line[2].isdigit()]
    assert [row[1].strip() for row in rows] == ["8, 4", "14, 6", "20, 4", "20, 12"]
    assert all(float(row[5].split("(")[0]) <= 20 for row in rows)
