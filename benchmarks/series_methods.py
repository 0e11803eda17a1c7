"""How long the four verdicts take for sixty indicators, and what one pass saves over fitting every origin.

Run with `python benchmarks/series_methods.py`. Prints seconds; asserts nothing about them.
"""

from __future__ import annotations

import time

import numpy as np

from partnerlab.methods.origins import forecast_origins
from partnerlab.methods.series import assess_curve, order_observations

INDICATORS = 60
VALUES = 20
BASE = VALUES - 5
ALLOWED = 5.0  # seconds


def make_indicators() -> list[dict[str, float]]:
    """Random walks with drift, one a year from 2005."""
    generator = np.random.default_rng(1)
    steps = generator.normal(0.3, 1.0, size=(INDICATORS, VALUES)).cumsum(axis=1) + 50
    return [{str(2005 + year): round(float(value), 1) for year, value in enumerate(row)} for row in steps]


def time_verdicts(indicators: list[dict[str, float]]) -> float:
    """Seconds for all four verdicts on each, back-test included."""
    start = time.perf_counter()
    for indicator in indicators:
        assess_curve(indicator, str(2005 + BASE - 1), "up", interval=0.5, interval_type="per_year")
    return time.perf_counter() - start


def time_origins(indicators: list[dict[str, float]]) -> tuple[float, float]:
    """Seconds for every origin of each series: in one pass, and fitted anew from the start at each origin."""
    lines = [np.log(order_observations(indicator).grid()) for indicator in indicators]
    start = time.perf_counter()
    passed = [forecast_origins(line, horizon=5) for line in lines]
    one_pass = time.perf_counter() - start
    start = time.perf_counter()
    fitted = [[forecast_origins(line[:n], 5)[-1] for n in range(4, len(line) + 1)] for line in lines]
    anew = time.perf_counter() - start
    for together, apart in zip(passed, fitted, strict=True):
        for one, other in zip(together, apart, strict=True):
            np.testing.assert_allclose(one.paths["combined"], other.paths["combined"])
    return one_pass, anew


def main() -> None:
    """Print the times."""
    indicators = make_indicators()
    seconds = time_verdicts(indicators)
    one_pass, anew = time_origins(indicators)
    print(f"four verdicts with back-test, {INDICATORS} indicators of {VALUES} values: {seconds:.2f} s")
    print(f"allowed: {ALLOWED:.0f} s ({'met' if seconds < ALLOWED else 'MISSED'})")
    print(f"all origins in one pass: {one_pass:.2f} s; fitted anew at each: {anew:.2f} s; {anew / one_pass:.1f} times")


if __name__ == "__main__":
    main()
