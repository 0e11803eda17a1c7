"""The forecast earns its place: no worse than plain baselines, and its intervals hold what they say.

The tests draw short annual series from processes that are known. The same back-test runs on real series:
``python tests/backtests/test_forecast.py series.csv``, or with the file's path in ``PARTNERLAB_SERIES`` for
the tests. The file has columns `history` and `future`, numbers parted by spaces (the yearly series of the M3
competition in that form gave the figures in `docs/methods-series.md`).
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from numpy.typing import NDArray
from statsmodels.tsa.exponential_smoothing.ets import ETSModel

from partnerlab.methods.forecast import forecast_series

Line = NDArray[np.float64]
Case = tuple[Line, Line]  # history, future

HORIZON = 6
LEVELS = (50, 80, 95)
BASELINES = ("no_change", "straight_line", "trend_fades")
PROCESSES = ("random walk", "drift", "trend and noise", "autoregression")


def make_series(process: str, n: int, number: int = 100, seed: int = 1) -> list[Case]:
    """Annual series of a known process around 100, parted into history and future."""
    generator = np.random.default_rng([seed, PROCESSES.index(process), n])
    shocks = 2 * generator.normal(size=(number, n + HORIZON))
    time = np.arange(n + HORIZON)
    if process == "random walk":
        lines = shocks.cumsum(axis=1)
    elif process == "drift":
        lines = (shocks + 1).cumsum(axis=1)
    elif process == "trend and noise":
        lines = time + shocks
    else:
        lines = shocks.copy()
        for t in time[1:]:
            lines[:, t] += 0.6 * lines[:, t - 1]
    return [(line[:n] + 100, line[n:] + 100) for line in lines]


def read_series(path: Path) -> list[Case]:
    """Series from a file with columns `history` and `future`."""
    table = pd.read_csv(path)
    return [
        (np.array(history.split(), dtype=float), np.array(future.split(), dtype=float))
        for history, future in zip(table["history"], table["future"], strict=True)
    ]


def back_test(cases: list[Case]) -> pd.DataFrame:
    """One row for each series and step: symmetric percentage errors, scaled errors, whether intervals held."""
    rows = []
    for history, future in cases:
        series = {str(1800 + t): float(value) for t, value in enumerate(history)}
        found = forecast_series(series, ahead=HORIZON, levels=LEVELS)
        assert found is not None
        table = found.table.merge(found.scenarios, on=["period", "step"])
        step = np.abs(np.diff(history)).mean()
        for actual, row in zip(future, table.to_dict("records"), strict=True):
            rows.append(
                {"step": row["step"]}
                | {f"smape {n}": smape(actual, row[n]) for n in ("forecast", *BASELINES)}
                | {f"scaled {n}": abs(actual - row[n]) / step for n in ("forecast", *BASELINES)}
                | {f"inside {level}": row[f"low_{level}"] <= actual <= row[f"high_{level}"] for level in LEVELS}
            )
    return pd.DataFrame(rows)


def smape(actual: float, expected: float) -> float:
    """Symmetric absolute percentage error, as in the M3 competition."""
    return 200 * abs(actual - expected) / (abs(actual) + abs(expected))


@pytest.fixture(scope="module")
def results() -> dict[tuple[str, int], pd.DataFrame]:
    return {(process, n): back_test(make_series(process, n)) for process in PROCESSES for n in (8, 10, 20)}


@pytest.mark.slow
def test_over_all_processes_no_baseline_does_better(results: dict[tuple[str, int], pd.DataFrame]) -> None:
    means = pd.concat(results.values()).mean()
    assert means["scaled forecast"] <= min(means[f"scaled {name}"] for name in BASELINES)


@pytest.mark.slow
def test_where_a_baseline_is_the_truth_the_forecast_loses_at_most_a_quarter(
    results: dict[tuple[str, int], pd.DataFrame],
) -> None:
    for (process, n), table in results.items():
        means = table.mean()
        best = min(means[f"scaled {name}"] for name in BASELINES)
        assert means["scaled forecast"] <= 1.25 * best, (process, n)


@pytest.mark.slow
def test_the_intervals_hold_at_least_what_they_say(results: dict[tuple[str, int], pd.DataFrame]) -> None:
    for (process, n), table in results.items():
        held = table.mean() * 100
        assert held["inside 95"] >= 92, (process, n)
        assert held["inside 80"] >= 77, (process, n)
        assert (table.groupby("step")["inside 95"].mean() >= 0.9).all(), (process, n)


@pytest.mark.slow
@pytest.mark.skipif("PARTNERLAB_SERIES" not in os.environ, reason="PARTNERLAB_SERIES names no file of series")
def test_on_real_series_the_forecast_is_no_worse_and_the_intervals_hold() -> None:
    table = back_test(read_series(Path(os.environ["PARTNERLAB_SERIES"])))
    means = table.mean()
    assert means["smape forecast"] <= min(means[f"smape {name}"] for name in BASELINES)
    assert 92 <= means["inside 95"] * 100 <= 97
    assert (table.groupby("step")["inside 95"].mean() >= 0.9).all()


@pytest.mark.slow
@pytest.mark.skipif("PARTNERLAB_SERIES" not in os.environ, reason="PARTNERLAB_SERIES names no file of series")
def test_on_real_series_the_damped_trend_is_as_good_as_a_textbook_one() -> None:
    """Set beside the exponential smoothing of a library, whose constants are found by maximum likelihood."""
    cases = read_series(Path(os.environ["PARTNERLAB_SERIES"]))
    ours = back_test(cases)["smape trend_fades"].mean()
    theirs = np.mean([
        smape(actual, value)
        for history, future in cases
        for actual, value in zip(future, textbook(history), strict=True)
    ])  # fmt: skip
    assert ours <= theirs


def textbook(history: Line) -> Line:
    """Damped trend by state space: additive errors, trend damped by 0.8 to 0.98 (Hyndman and others 2008)."""
    bounds = {"smoothing_level": (1e-4, 0.9999), "smoothing_trend": (1e-4, 0.9999), "damping_trend": (0.8, 0.98)}
    model = ETSModel(history, error="add", trend="add", damped_trend=True, bounds=bounds)
    return np.asarray(model.fit(disp=False).forecast(HORIZON))


def report(name: str, table: pd.DataFrame) -> None:
    """Print errors and coverage, over all steps and for the 95 % interval by step."""
    means = table.mean()
    print(f"\n{name}: {len(table) // HORIZON} series, {HORIZON} steps ahead")
    for measure in ("smape", "scaled"):
        errors = "  ".join(f"{column} {means[f'{measure} {column}']:.2f}" for column in ("forecast", *BASELINES))
        print(f"  {measure:7}{errors}")
    print("  held   " + "  ".join(f"{level} %: {100 * means[f'inside {level}']:.1f}" for level in LEVELS))
    by_step = table.groupby("step")["inside 95"].mean() * 100
    print("  95 % by step  " + "  ".join(f"{step}: {share:.0f}" for step, share in by_step.items()))


def main() -> None:
    """Back-test on the files named, or on series of known processes when none is."""
    for path in map(Path, sys.argv[1:]):
        cases = read_series(path)
        report(path.name, back_test(cases))
        for n in (14, 10, 8):
            report(f"{path.name}, last {n} values", back_test([(history[-n:], future) for history, future in cases]))
    if len(sys.argv) == 1:
        for process in PROCESSES:
            for n in (8, 10, 14, 20):
                report(f"{process}, {n} values", back_test(make_series(process, n)))


if __name__ == "__main__":
    main()
