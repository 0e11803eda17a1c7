"""The intervention estimate finds the level and the slope that were put in."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
import pytest
from numpy.typing import NDArray
from statsmodels.genmod.families import Poisson
from statsmodels.genmod.generalized_linear_model import GLM
from statsmodels.regression.linear_model import OLS

from partnerlab.errors import MethodError
from partnerlab.methods.intervention import estimate_intervention, intervention

START = 12
RIPPLE = np.array([0.02, -0.05, 0.03])


def kinked(level: float, slope: float, n: int = 24) -> dict[str, float]:
    """20 − 0.5 t, then a jump and a new slope, and a ripple too small to matter."""
    time = np.arange(n)
    values = 20 - 0.5 * time + (time >= START) * (level + slope * (time - START)) + np.resize(RIPPLE, n)
    return {str(2000 + t): float(value) for t, value in zip(time, values, strict=True)}


@pytest.mark.parametrize("errors", ["reml", "newey-west"])
def test_level_and_slope_are_those_put_in(errors: str) -> None:
    fit = estimate_intervention(kinked(-4.0, 0.75), "2012", errors=errors)  # type: ignore[arg-type]  # both are Errors
    assert fit is not None
    found = fit.estimates["estimate"]
    assert found["level"] == pytest.approx(-4.0, abs=0.05)
    assert found["slope"] == pytest.approx(0.75, abs=0.01)
    assert found["effect"] == pytest.approx(-4.0 + 0.75 * 11, abs=0.05)
    assert (fit.before, fit.after) == (12, 12)


def test_time_since_the_start_is_used_and_not_time_itself() -> None:
    """With t·post the jump would be the one at t = 0, here −4 − 12 × 0.75 = −13: the published error."""
    series = kinked(-4.0, 0.75)
    values, time = np.array(list(series.values())), np.arange(24.0)
    post = (time >= START).astype(float)
    wrong = OLS(values, np.column_stack([np.ones(24), time, post, time * post])).fit().params
    fit = estimate_intervention(series, "2012")
    assert fit is not None
    assert wrong[2] == pytest.approx(-13.0, abs=0.1)
    assert fit.estimates.loc["level", "estimate"] == pytest.approx(-4.0, abs=0.05)


def test_without_correlation_the_estimates_are_those_of_least_squares() -> None:
    generator = np.random.default_rng(4)
    values = generator.normal(size=20)
    fit = estimate_intervention({str(2000 + t): v for t, v in enumerate(values)}, "2010", errors="newey-west")
    time = np.arange(20.0)
    post = (time >= 10).astype(float)
    design = np.column_stack([np.ones(20), time, post, (time - 10) * post])
    expected = OLS(values, design).fit(cov_type="HAC", cov_kwds={"maxlags": 2, "use_correction": True}, use_t=True)
    assert fit is not None
    assert fit.estimates.loc["level", "estimate"] == pytest.approx(expected.params[2])
    assert fit.estimates.loc["level", "low"] == pytest.approx(expected.conf_int()[2, 0])


def test_what_would_have_been_is_the_old_line_carried_on() -> None:
    fit = estimate_intervention(kinked(5.0, 0.0), "2012")
    assert fit is not None
    without = fit.table.set_index("period")["without"]
    assert without["2023"] == pytest.approx(20 - 0.5 * 23, abs=0.1)
    assert without[:START].isna().all()


@pytest.mark.parametrize(("direction", "word"), [("up", "improving"), ("down", "worsening")])
def test_the_verdict_is_read_by_the_good_direction(direction: str, word: str) -> None:
    verdict = intervention(kinked(5.0, 0.0), "2012", direction)  # type: ignore[arg-type]  # both are directions
    assert verdict.verdict == word
    assert verdict.numbers["effect_low"] > 0  # type: ignore[operator]  # a number when there are enough data


def test_noise_alone_seldom_counts_as_an_effect() -> None:
    """With 14 values before and 4 after and errors that last, 5 % is meant and 10 % is allowed; plain
    Newey-West errors give 20 % and more."""
    generator = np.random.default_rng(8)
    found = {"reml": 0, "newey-west": 0}
    for _ in range(120):
        noise = generator.normal(size=18)
        for t in range(1, 18):
            noise[t] += 0.4 * noise[t - 1]
        series = {str(2000 + t): float(value) for t, value in enumerate(noise)}
        for errors in found:
            verdict = intervention(series, "2014", "up", errors=errors)  # type: ignore[arg-type]  # both are Errors
            found[errors] += verdict.movement != "same"
    assert found["reml"] <= 0.13 * 120
    assert found["newey-west"] > 0.18 * 120


def test_counts_give_a_ratio() -> None:
    generator = np.random.default_rng(3)
    time = np.arange(24)
    counts = generator.poisson(200 * np.where(time >= START, 0.5, 1.0))
    verdict = intervention(
        {str(2000 + t): int(c) for t, c in zip(time, counts, strict=True)}, "2012", "down", counts=True
    )
    assert verdict.verdict == "improving"
    assert verdict.numbers["level"] == pytest.approx(0.5, rel=0.15)
    assert "times the old line" in verdict.sentence


def test_counts_below_zero_are_refused() -> None:
    series = {str(2000 + t): float(t - 3) for t in range(16)}
    with pytest.raises(MethodError, match="counts are 0 or more"):
        intervention(series, "2010", "up", counts=True)


def test_a_yearly_pattern_is_not_mistaken_for_an_effect() -> None:
    quarters = [f"{2010 + t // 4} Q{t % 4 + 1}" for t in range(32)]
    season = np.resize([10.0, -4.0, -8.0, 2.0], 32)
    values = 50 + season + (np.arange(32) >= 18) * 3 + np.resize(RIPPLE, 32)
    fit = estimate_intervention(dict(zip(quarters, values, strict=True)), "2014 Q3")
    assert fit is not None
    assert fit.estimates.loc["level", "estimate"] == pytest.approx(3.0, abs=0.1)
    assert fit.estimates["high"]["level"] - fit.estimates["low"]["level"] < 0.3


def test_a_start_that_has_no_value_of_its_own_is_placed_all_the_same() -> None:
    series = kinked(5.0, 0.0)
    del series["2012"]
    fit = estimate_intervention(series, "2012")
    assert fit is not None
    assert (fit.before, fit.after) == (12, 11)
    assert fit.estimates.loc["level", "estimate"] == pytest.approx(5.0, abs=0.1)


@pytest.mark.parametrize("start", ["2003", "2022", None])
def test_too_few_values_on_a_side_or_no_start_is_not_enough_data(start: str | None) -> None:
    verdict = intervention(kinked(5.0, 0.0), start, "up")
    assert verdict.verdict == "not enough data"


def test_values_that_never_vary_are_not_enough_data() -> None:
    assert intervention({str(2000 + t): 5.0 for t in range(20)}, "2010", "up").verdict == "not enough data"


def test_an_unknown_kind_of_errors_is_refused() -> None:
    with pytest.raises(MethodError, match="'reml' or 'newey-west'"):
        estimate_intervention(kinked(0, 0), "2012", errors="ols")  # type: ignore[arg-type]  # the wrong word is the point


def poisson_by_the_library(counts: NDArray[np.float64], exposure: NDArray[np.float64], start: int) -> Any:
    time = np.arange(len(counts), dtype=float)
    post = (time >= start).astype(float)
    design = np.column_stack([np.ones(len(counts)), time, post, (time - start) * post])
    return GLM(counts, design, family=Poisson(), offset=np.log(exposure)).fit(scale="X2", use_t=True)


def test_counts_whose_errors_do_not_last_are_fitted_as_quasi_poisson() -> None:
    signs = np.resize([1.0, -1.0], 20)  # neighbours never resemble each other, so no correlation is taken
    counts = np.round(100 * 1.02 ** np.arange(20) + 12 * signs)
    fit = estimate_intervention({str(2000 + t): v for t, v in enumerate(counts)}, "2010", counts=True)
    expected = poisson_by_the_library(counts, np.ones(20), 10)
    assert fit is not None
    assert fit.estimates.loc["level", "estimate"] == pytest.approx(np.exp(expected.params[2]))
    assert fit.estimates.loc["level", "low"] == pytest.approx(np.exp(expected.conf_int()[2, 0]))
    assert fit.estimates.loc["slope", "high"] == pytest.approx(np.exp(expected.conf_int()[3, 1]))


def test_counts_are_set_against_what_they_were_counted_from() -> None:
    signs = np.resize([1.0, -1.0], 20)
    wholes = np.linspace(500, 2400, 20).round()
    counts = np.round(0.2 * wholes + 8 * signs)
    table = pd.DataFrame(
        {
            "period": range(2000, 2020),
            "value": (100 * counts / wholes).round(1),
            "numerator": counts,
            "denominator": wholes,
        }
    )
    fit = estimate_intervention(table, "2010", counts=True)
    expected = poisson_by_the_library(counts, wholes, 10)
    assert fit is not None
    assert fit.estimates.loc["level", "estimate"] == pytest.approx(np.exp(expected.params[2]))
    assert fit.table["fitted"].to_numpy() == pytest.approx(100 * expected.fittedvalues / wholes)  # in per cent
    assert "counted from" in fit.model


def test_growing_numbers_asked_are_not_mistaken_for_an_effect() -> None:
    wholes = np.where(np.arange(20) < 10, 200, 800)
    counts = np.round(0.25 * wholes + np.resize([3, -3, 1, -1], 20))
    table = pd.DataFrame({"period": range(2000, 2020), "value": 100 * counts / wholes})
    table = table.assign(numerator=counts, denominator=wholes)
    assert intervention(table, "2010", "down", counts=True).verdict == "no clear change"
    alone = {str(2000 + t): value for t, value in enumerate(counts)}
    assert intervention(alone, "2010", "down", counts=True).verdict == "worsening"


def test_counts_whose_errors_last_seldom_show_an_effect_that_is_not_there() -> None:
    generator = np.random.default_rng(8)
    found = {"here": 0, "library": 0}
    for _ in range(60):
        rate = np.zeros(24)
        for t in range(1, 24):
            rate[t] = 0.6 * rate[t - 1] + generator.normal(0, 0.08)
        counts = generator.poisson(400 * np.exp(rate)).astype(float)
        series = {str(2000 + t): v for t, v in enumerate(counts)}
        found["here"] += intervention(series, "2012", "down", counts=True).movement != "same"
        whole = poisson_by_the_library(counts, np.ones(24), 12)
        effect = whole.t_test(np.array([[0.0, 0.0, 1.0, 11.0]]))
        found["library"] += float(np.squeeze(effect.pvalue)) < 0.05
    assert found["here"] <= 0.15 * 60
    assert found["here"] < found["library"]
