"""The intervention estimate finds the level and the slope that were put in."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
from numpy.typing import NDArray
from statsmodels.genmod.families import Poisson
from statsmodels.genmod.generalized_linear_model import GLM
from statsmodels.regression.linear_model import OLS

from partnerlab.errors import MethodError
from partnerlab.methods.intervention import intervention
from partnerlab.methods.segmented import estimate_intervention

COVERS = ("partnerlab.methods.segmented",)

START = 12
RIPPLE = np.array([0.02, -0.05, 0.03])


def kinked(level: float, slope: float, n: int = 24) -> dict[str, float]:
    """20 − 0.5 t, then a jump and a new slope, and a ripple too small to matter."""
    time = np.arange(n)
    values = 20 - 0.5 * time + (time >= START) * (level + slope * (time - START)) + np.resize(RIPPLE, n)
    return {str(2000 + t): float(value) for t, value in zip(time, values, strict=True)}


@pytest.mark.parametrize("errors", ["reml", "newey-west"])
def test_level_and_slope_are_those_put_in(errors: str) -> None:
    fit = estimate_intervention(kinked(-4.0, 0.75), "2012", errors=errors, scale="level")  # type: ignore[arg-type]  # Errors
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
    fit = estimate_intervention(series, "2012", scale="level")
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
    assert fit.estimates.loc["level", "low"] == pytest.approx(expected.conf_int(0.05 / 2)[2, 0])


def test_what_would_have_been_is_the_old_line_carried_on() -> None:
    fit = estimate_intervention(kinked(5.0, 0.0), "2012", scale="level")
    assert fit is not None
    without = fit.table.set_index("period")["without"]
    assert without["2023"] == pytest.approx(20 - 0.5 * 23, abs=0.1)
    assert without[:START].isna().all()


@pytest.mark.parametrize(("direction", "word"), [("up", "improving"), ("down", "worsening")])
def test_the_verdict_is_read_by_the_good_direction(direction: str, word: str) -> None:
    verdict = intervention(kinked(5.0, 0.0), "2012", direction, scale="level")  # type: ignore[arg-type]  # both are directions
    assert verdict.verdict == word
    assert verdict.numbers["effect_low"] > 0  # type: ignore[operator]  # a number when there are enough data


def test_noise_alone_seldom_counts_as_an_effect() -> None:
    """With 14 values before and 4 after and errors that last, 5 % is meant; plain Newey-West errors give 20 % and
    more."""
    generator = np.random.default_rng(9)
    found = {"reml": 0, "newey-west": 0}
    for _ in range(200):
        noise = generator.normal(size=18)
        for t in range(1, 18):
            noise[t] += 0.4 * noise[t - 1]
        series = {str(2000 + t): float(value) for t, value in enumerate(noise)}
        for errors in found:
            verdict = intervention(series, "2014", "up", errors=errors)  # type: ignore[arg-type]  # both are Errors
            found[errors] += verdict.movement != "same"
    assert found["reml"] <= 0.08 * 200
    assert found["newey-west"] > 0.18 * 200


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
    fit = estimate_intervention(dict(zip(quarters, values, strict=True)), "2014 Q3", scale="level")
    assert fit is not None
    assert fit.estimates.loc["level", "estimate"] == pytest.approx(3.0, abs=0.1)
    assert fit.estimates["high"]["level"] - fit.estimates["low"]["level"] < 0.3


def test_a_start_that_has_no_value_of_its_own_is_placed_all_the_same() -> None:
    series = kinked(5.0, 0.0)
    del series["2012"]
    fit = estimate_intervention(series, "2012", scale="level")
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
    signs = np.resize([1.0, -1.0], 20)
    counts = np.round(100 * 1.02 ** np.arange(20) + 12 * signs)
    series = {str(2000 + t): v for t, v in enumerate(counts)}
    fit = estimate_intervention(series, "2010", counts=True, errors="independent")
    expected = poisson_by_the_library(counts, np.ones(20), 10)
    assert fit is not None
    assert fit.estimates.loc["level", "estimate"] == pytest.approx(np.exp(expected.params[2]))
    assert fit.estimates.loc["level", "low"] == pytest.approx(np.exp(expected.conf_int(0.05 / 2)[2, 0]))
    assert fit.estimates.loc["slope", "high"] == pytest.approx(np.exp(expected.conf_int(0.05 / 2)[3, 1]))
    assert fit.dispersion == pytest.approx(expected.scale)


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
    fit = estimate_intervention(table, "2010", counts=True, errors="independent")
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
    assert found["here"] <= 0.1 * 60
    assert found["here"] < found["library"]


def drop(share: float, values: int, before: int) -> NDArray[np.float64]:
    """A steady change by the same share each year, with some noise and nothing else."""
    noise = np.random.default_rng([values, before]).normal(0, 0.03, size=(60, values))
    return np.asarray(100 * (1 + share) ** np.arange(values) * np.exp(noise))


@pytest.mark.parametrize(("values", "before"), [(12, 8), (18, 12), (30, 20)])
@pytest.mark.parametrize("share", [-0.08, 0.08])
def test_a_steady_fall_or_rise_by_the_same_share_is_no_effect(share: float, values: int, before: int) -> None:
    found = [
        intervention({str(1990 + t): v for t, v in enumerate(line)}, str(1990 + before), "down").movement
        for line in drop(share, values, before)
    ]
    assert found.count("same") >= 0.95 * len(found)


def test_a_steady_rise_by_the_same_amount_is_no_effect_either_though_the_log_scale_bends_it() -> None:
    noise = np.random.default_rng(5).normal(0, 0.5, size=(60, 30))
    lines = np.linspace(20, 60, 30) + noise
    series = [{str(1990 + t): v for t, v in enumerate(line)} for line in lines]
    assert [intervention(one, "2010", "down").movement for one in series].count("same") >= 57
    assert [intervention(one, "2010", "down", scale="log").movement for one in series].count("same") < 45


def test_a_gain_that_is_lost_again_is_neither_better_nor_worse() -> None:
    verdict = intervention(kinked(-4.0, 0.75, n=24), "2012", "down", scale="level")
    assert (verdict.verdict, verdict.movement) == ("mixed changes", "both")


def seat_belts(who: str) -> dict[str, float]:
    """Passengers killed or seriously injured in cars in Great Britain, month by month from January 1969."""
    table = pd.read_csv(Path(__file__).with_name("seat_belts.csv"), comment="#")
    return {f"{1969 + t // 12}-{t % 12 + 1:02d}": float(value) for t, value in enumerate(table[who])}


@pytest.mark.parametrize("counts", [False, True])
def test_seat_belts_of_1983_show_their_effect_in_the_front_and_none_in_the_rear(counts: bool) -> None:
    """Harvey and Durbin (1986): belts had to be worn in front seats from 31 January 1983; the rear is the control."""
    front, rear = (intervention(seat_belts(who), "1983-02", "down", counts=counts) for who in ("front", "rear"))
    assert front.numbers["level"] == pytest.approx(0.72, abs=0.01)
    assert front.numbers["level_high"] < 0.9  # type: ignore[operator]  # a number when there are enough data
    assert (front.verdict, rear.verdict) == ("improving", "no clear change")
    assert rear.numbers["level_low"] < 1 < rear.numbers["level_high"]  # type: ignore[operator]  # as above


def test_counts_also_give_the_jump_alone_and_how_much_more_they_vary_than_chance() -> None:
    verdict = intervention(seat_belts("front"), "1983-02", "down", counts=True)
    assert verdict.numbers["step"] == pytest.approx(0.79, abs=0.01)
    assert verdict.numbers["dispersion"] > 5  # type: ignore[operator]  # a number for counts
    assert "times as much as chance alone" in verdict.sentence


def test_what_is_clear_on_neither_part_is_said_though_the_latest_effect_alone_would_be() -> None:
    verdict = intervention(seat_belts("rear"), "1983-02", "down")
    assert verdict.numbers["effect_low"] > 1  # type: ignore[operator]  # a number when there are enough data
    assert verdict.sentence.endswith("The difference at the end is not called: it rests on both together.")


def test_ratios_of_values_that_are_not_above_zero_are_refused() -> None:
    with pytest.raises(MethodError, match="ratios need values above zero"):
        estimate_intervention({str(2000 + t): float(t % 3) for t in range(16)}, "2010", scale="log")


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ([0] * 10 + [1, 2, 1, 3, 1, 2], "All values before 2010 are 0, and a ratio to 0 says nothing."),
        (
            [1, 2, 1, 3, 1, 2, 1, 1, 2, 3] + [0] * 6,
            "All values from 2010 on are 0, and a ratio to 0 says nothing.",
        ),
    ],
)
def test_counts_that_are_all_nothing_on_one_side_have_no_ratio(line: list[float], told: str) -> None:
    """A log-linear line through nothing lies at minus infinity: no estimate, rather than a failed fit."""
    verdict = intervention({str(2000 + t): float(v) for t, v in enumerate(line)}, "2010", "down", counts=True)
    assert (verdict.verdict, verdict.sentence) == ("not enough data", told)


def test_counts_of_a_month_in_which_nothing_ever_happens_are_no_failure() -> None:
    months = {f"{2000 + t // 12}-{t % 12 + 1:02d}": float(0 if t % 12 == 7 else 3 + t % 5) for t in range(96)}
    assert intervention(months, "2005-01", "down", counts=True).verdict in {"no clear change", "not enough data"}
