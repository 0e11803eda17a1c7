"""One pass through a series leaves the forecasts that a fresh fit at each origin would make."""

from __future__ import annotations

from itertools import product

import numpy as np
import pytest
from numpy.typing import NDArray
from statsmodels.tsa.forecasting.theta import ThetaModel

from partnerlab.methods.origins import FIRST_ORIGIN, forecast_origins

Line = NDArray[np.float64]


def walk(n: int, seed: int = 1) -> Line:
    return np.random.default_rng(seed).normal(0.3, 1.0, n).cumsum() + 20


def damped_trend_by_hand(line: Line, horizon: int) -> Line:
    """Gardner and McKenzie's recursions, one set of constants at a time."""
    best: tuple[float, Line] = (np.inf, line)
    grid = product((0.8, 0.85, 0.9, 0.95, 0.98), np.linspace(0.05, 1, 12), np.linspace(0, 0.3, 9))
    for damping, alpha, share in grid:
        level, slope, misfit = line[0], (line[3] - line[0]) / 3, 0.0
        for value in line[1:]:
            error = value - (level + damping * slope)
            misfit += error**2
            level, slope = level + damping * slope + alpha * error, damping * slope + alpha * share * error
        if misfit < best[0] - 1e-12:
            steps = np.arange(1, horizon + 1)
            best = (misfit, level + slope * np.array([sum(damping**i for i in range(1, h + 1)) for h in steps]))
    return best[1]


def test_the_damped_trend_is_the_one_with_the_least_squared_error() -> None:
    line = walk(14)
    path = forecast_origins(line, 5)[-1].paths["damped trend"]
    assert path == pytest.approx(damped_trend_by_hand(line, 5))


@pytest.mark.parametrize("seed", range(5))
def test_theta_is_that_of_statsmodels_but_for_the_grid_of_constants(seed: int) -> None:
    line = walk(30, seed)
    found = forecast_origins(line, 6)[-1].paths["theta"]
    expected = ThetaModel(line, period=1, deseasonalize=False).fit().forecast(6)
    assert found == pytest.approx(np.asarray(expected), abs=0.25 * np.abs(np.diff(line)).mean())


def test_an_origin_knows_nothing_of_what_came_later() -> None:
    line = walk(16)
    for origin in forecast_origins(line, 3):
        alone = forecast_origins(line[: origin.step + 1], 3)[-1]
        assert alone.step == origin.step
        for name, path in origin.paths.items():
            assert path == pytest.approx(alone.paths[name])


def test_the_naive_path_is_the_last_value() -> None:
    last = forecast_origins(np.array([1.0, 3.0, 2.0, 5.0, 9.0]), 2)[-1]
    assert last.paths["naive"].tolist() == [9.0, 9.0]


def test_a_series_that_never_moves_is_expected_not_to() -> None:
    for path in forecast_origins(np.full(8, 5.0), 3)[-1].paths.values():
        assert path == pytest.approx([5.0, 5.0, 5.0])


def test_a_gap_is_no_origin_and_teaches_nothing() -> None:
    line = walk(12)
    line[6] = np.nan
    origins = forecast_origins(line, 2)
    assert 6 not in [origin.step for origin in origins]
    assert all(np.isfinite(path).all() for origin in origins for path in origin.paths.values())


def test_fewer_values_than_the_first_origin_needs_give_none() -> None:
    assert forecast_origins(walk(FIRST_ORIGIN - 1), 2) == []


def test_a_yearly_pattern_is_taken_out_and_put_back() -> None:
    season = np.resize([10.0, -4.0, -8.0, 2.0], 24)
    line = 50 + season
    path = forecast_origins(line, 4, season=4)[-1].paths["combined"]
    assert path == pytest.approx([60.0, 46.0, 42.0, 52.0])


def test_only_the_latest_origins_are_kept_when_asked() -> None:
    assert [origin.step for origin in forecast_origins(walk(12), 1, latest=3)] == [9, 10, 11]
    quarters = 50 + np.resize([1.0, 2.0, 3.0, 4.0], 24) + walk(24)
    assert [origin.step for origin in forecast_origins(quarters, 1, season=4, latest=2)] == [22, 23]
