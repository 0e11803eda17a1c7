from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from partnerlab.errors import MethodError
from partnerlab.methods.severity import cost_moments, cost_quantiles, read_risks

three_points = st.tuples(*[st.floats(0, 1000)] * 3).map(sorted)


def risk(low: float, likely: float, high: float, probability: float = 1.0, distribution: str = "pert") -> pd.DataFrame:
    row = {"probability": probability, "low": low, "likely": likely, "high": high, "distribution": distribution}
    return read_risks(pd.DataFrame([row], index=["R1"]))


@given(three_points)
def test_triangular_moments_are_the_textbooks(points: list[float]) -> None:
    a, c, b = points
    moments = cost_moments(risk(a, c, b, distribution="triangular")).loc["R1"]
    assert moments["cost_mean"] == pytest.approx((a + b + c) / 3)
    variance = (a * a + b * b + c * c - a * b - a * c - b * c) / 18
    assert moments["cost_variance"] == pytest.approx(variance, rel=1e-6, abs=1e-6)


@settings(deadline=None)
@given(three_points)
def test_pert_moments_are_those_of_its_beta_distribution(points: list[float]) -> None:
    a, c, b = points
    moments = cost_moments(risk(a, c, b)).loc["R1"]
    assert moments["cost_mean"] == pytest.approx((a + 4 * c + b) / 6)
    if b - a > 1e-3:
        mode = (c - a) / (b - a)
        beta = stats.beta(1 + 4 * mode, 5 - 4 * mode, loc=a, scale=b - a)
        assert moments["cost_variance"] == pytest.approx(beta.var(), rel=1e-6, abs=1e-6)


def test_a_loss_that_may_not_occur_has_the_variance_of_both_doubts() -> None:
    moments = cost_moments(risk(0, 3, 6, probability=0.2, distribution="triangular")).loc["R1"]
    assert moments["loss_mean"] == pytest.approx(0.2 * 3)
    assert moments["loss_variance"] == pytest.approx(0.2 * 1.5 + 0.2 * 0.8 * 9)


def test_quantiles_are_those_of_the_distributions() -> None:
    levels = np.linspace(0, 1, 21)
    triangular = cost_quantiles(risk(10, 20, 60, distribution="triangular"), levels)[0]
    assert triangular == pytest.approx(stats.triang(0.2, loc=10, scale=50).ppf(levels))
    pert = cost_quantiles(risk(10, 20, 60), levels)[0]
    assert pert == pytest.approx(stats.beta(1.8, 4.2, loc=10, scale=50).ppf(levels))


@pytest.mark.parametrize("points", [(5, 5, 5), (0, 0, 9), (0, 9, 9)])
@pytest.mark.parametrize("distribution", ["pert", "triangular"])
def test_quantiles_run_from_low_to_high_at_the_edges_too(points: tuple[float, float, float], distribution: str) -> None:
    quantiles = cost_quantiles(risk(*points, distribution=distribution), np.linspace(0, 1, 11))[0]
    assert (quantiles[0], quantiles[-1]) == (points[0], points[2])
    assert (np.diff(quantiles) >= 0).all()


def test_a_distribution_that_is_not_named_is_the_default() -> None:
    rows = pd.DataFrame(
        {"probability": [0.1, 0.1], "low": 1, "likely": 2, "high": 3, "distribution": ["triangular", None]}
    )
    assert read_risks(rows)["distribution"].tolist() == ["triangular", "pert"]
    assert read_risks(rows, distribution="triangular")["distribution"].tolist() == ["triangular"] * 2


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"probability": 1.2}, "R1 has a probability outside 0 to 1"),
        ({"probability": -0.1}, "R1 has a probability outside 0 to 1"),
        ({"probability": 30}, r"30% is 0.3"),
        ({"low": 30}, "R1 has costs out of order; low ≤ likely ≤ high"),
        ({"high": 5}, "R1 has costs out of order"),
        ({"low": -1}, "R1 has a cost below 0"),
        ({"high": np.inf}, "R1 has a cost below 0 or without end"),
        ({"likely": np.nan}, "R1 lacks a probability or one of its three costs"),
        ({"distribution": "normal"}, "R1 names a distribution that is neither pert nor triangular"),
        ({"low": "ten"}, "not a number"),
    ],
)
def test_risks_that_break_a_rule_are_refused_by_name(change: dict[str, object], message: str) -> None:
    row: dict[str, object] = {"probability": 0.3, "low": 10, "likely": 20, "high": 60}
    with pytest.raises(MethodError, match=message):
        read_risks(pd.DataFrame([row | change], index=["R1"]))


def test_every_fault_is_named_not_only_the_first() -> None:
    rows = pd.DataFrame({"probability": [2, 0.5], "low": [1, 9], "likely": 2, "high": 3}, index=["R1", "R2"])
    with pytest.raises(MethodError, match=r"R1 .*; R2 "):
        read_risks(rows)


def test_an_empty_register_is_not_an_exposure_of_nothing() -> None:
    with pytest.raises(MethodError, match="exposure is not known"):
        read_risks(pd.DataFrame(columns=["probability", "low", "likely", "high"]))


def test_columns_and_names_must_be_there() -> None:
    with pytest.raises(MethodError, match="no column high"):
        read_risks(pd.DataFrame({"probability": [1], "low": [1], "likely": [1]}))
    twice = pd.DataFrame({"probability": 0.1, "low": 1, "likely": 1, "high": 1}, index=["R1", "R1"])
    with pytest.raises(MethodError, match="R1 is given twice"):
        read_risks(twice)
