"""Fits with neighbouring errors alike agree with a library's, and chance passes no more than is let through."""

from __future__ import annotations

import numpy as np
import pytest
from statsmodels.regression.linear_model import GLS, OLS

from partnerlab.methods.regression import (
    SIMULATED,
    Array,
    _average,
    chance_correlation,
    chance_ratios,
    draw_errors,
    passed_by_chance,
    regress,
)

DRAW = np.random.default_rng(8)
STEPS = np.array([0, 1, 2, 3, 5, 6, 7, 8, 9, 12, 13, 14])  # with gaps


def segments(steps: np.ndarray, start: int) -> Array:
    post = (steps >= start).astype(np.float64)
    return np.column_stack([np.ones(len(steps)), steps, post, (steps - start) * post])


def test_without_correlation_it_is_ordinary_least_squares() -> None:
    values, design = 1e6 + DRAW.normal(size=12), segments(STEPS, 8)  # around a million, where digits could be lost
    found, expected = regress(values, design, STEPS, np.zeros(1)), OLS(values, design).fit()
    assert found.coefficients == pytest.approx(expected.params, abs=1e-6)
    assert found.covariance == pytest.approx(expected.cov_params(), rel=1e-6)


def test_with_one_correlation_it_is_generalised_least_squares() -> None:
    values, design = DRAW.normal(size=12), segments(STEPS, 8)
    found = regress(values, design, STEPS, np.array([0.7]))
    expected = GLS(values, design, sigma=0.7 ** np.abs(STEPS[:, None] - STEPS)).fit()
    assert found.coefficients == pytest.approx(expected.params)
    assert found.covariance == pytest.approx(expected.cov_params())


def test_many_series_at_once_are_fitted_as_one_by_one() -> None:
    design, errors = segments(STEPS, 8), draw_errors(STEPS)
    ratios = chance_ratios(design, STEPS, (2, 3))
    for place in (0, 99, SIMULATED - 1):
        fit = regress(errors[:, place], design, STEPS)
        expected = np.abs(fit.coefficients[2:]) / np.diag(fit.covariance)[2:] ** 0.5
        assert ratios[place] == pytest.approx(expected)


def test_values_that_keep_to_their_line_leave_nothing_to_judge_by() -> None:
    fit = regress(3.0 + 2.0 * STEPS, segments(STEPS, 8)[:, :2], STEPS)
    assert np.isnan(fit.covariance).all()


def test_errors_drawn_for_the_first_values_are_the_first_of_those_drawn_for_all() -> None:
    assert (draw_errors(STEPS)[:5] == draw_errors(STEPS[:5])).all()


@pytest.mark.parametrize(("before", "after"), [(8, 4), (14, 6), (20, 12)])
def test_a_level_or_a_slope_that_is_not_there_passes_in_no_more_than_5_of_100(before: int, after: int) -> None:
    """Neighbours alike by 0.6, in 5,000 series that the quantile was not taken from: 5 % is known to 0.3."""
    steps = np.arange(before + after)
    design, draw = segments(steps, before), np.random.default_rng([before, after])
    errors = draw.normal(size=(len(steps), 5000))
    for step in steps[1:]:
        errors[step] = 0.6 * errors[step - 1] + 0.8 * errors[step]
    coefficients, covariance, *_ = _average(errors, design, steps)
    ratios = np.abs(coefficients[:, 2:]) / np.sqrt(covariance[:, [2, 3], [2, 3]])
    bound = passed_by_chance(chance_ratios(design, steps, (2, 3)).max(axis=1), 95)
    assert (ratios.max(axis=1) > bound).mean() < 0.05 + 2 * 0.003


def test_means_over_overlapping_years_are_alike_by_what_they_share() -> None:
    """Means of five years share four with their neighbours, and the years themselves are alike by 0.6."""
    apart, five = draw_errors(np.arange(6)), draw_errors(np.arange(6), overlap=5)
    assert np.corrcoef(apart[4], apart[5])[0, 1] == pytest.approx(0.6, abs=0.03)
    expected = np.add.reduce([0.6 ** abs(i - j + 1) for i in range(5) for j in range(5)])
    own = np.add.reduce([0.6 ** abs(i - j) for i in range(5) for j in range(5)])
    assert np.corrcoef(five[4], five[5])[0, 1] == pytest.approx(expected / own, abs=0.02)


def test_overlapping_periods_need_more_to_be_called_an_effect() -> None:
    design, steps = segments(np.arange(18), 12), np.arange(18)
    apart, five = (passed_by_chance(chance_ratios(design, steps, (2, 3), k).max(axis=1), 95) for k in (1, 5))
    assert five > apart


def alike(correlation: float, before: int, after: int, number: int = 3000) -> Array:
    draw = np.random.default_rng([before, after, round(100 * correlation)])
    errors = draw.normal(size=(before + after, number))
    for step in range(1, before + after):
        errors[step] = correlation * errors[step - 1] + (1 - correlation**2) ** 0.5 * errors[step]
    return errors


def test_errors_look_the_more_alike_the_more_they_are_and_few_values_hide_it() -> None:
    steps = np.arange(12)
    looks = [float(_average(alike(true, 8, 4), segments(steps, 8), steps)[3].mean()) for true in (0.0, 0.6, 0.9)]
    assert looks == sorted(looks)
    assert looks[2] < 0.7  # in twelve values; that is why it is measured against series that are as short
    long = np.arange(200)
    fit = regress(alike(0.6, 100, 100)[:, 0], segments(long, 100), long)
    assert fit.correlation == pytest.approx(0.6, abs=0.15)


@pytest.mark.parametrize(("before", "after"), [(8, 4), (8, 6), (14, 6), (20, 12)])
@pytest.mark.parametrize("true", [0.8, 0.9, 0.99])
def test_errors_too_alike_to_be_judged_find_no_change_in_more_than_5_of_100(true: float, before: int, after: int):
    """3,000 series: 5 % is known to 0.4, so that 6 is within what they can show; without refusing it is 7 to 19."""
    steps = np.arange(before + after)
    design = segments(steps, before)
    coefficients, covariance, _, looks = _average(alike(true, before, after), design, steps)
    ratios = np.abs(coefficients[:, [2, 3]]) / np.sqrt(np.diagonal(covariance, axis1=1, axis2=2)[:, [2, 3]])
    called = ratios.max(axis=1) > passed_by_chance(chance_ratios(design, steps, (2, 3)).max(axis=1), 95)
    judged = looks <= chance_correlation(design, steps, (2, 3))
    assert called.mean() > 0.06
    assert (called & judged).mean() < 0.06
