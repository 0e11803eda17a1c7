from __future__ import annotations

import math

import numpy as np
import pandas as pd
import pytest

from partnerlab.errors import MethodError
from partnerlab.methods.exposure import (
    Exposure,
    amounts_at,
    largest_losses,
    shares_under,
    tornado_table,
)
from partnerlab.methods.simulation import simulate_exposure


@pytest.fixture(scope="module")
def exposure() -> Exposure:
    rows = {"probability": [0.5, 0.5, 1.0], "low": [10, 10, 4], "likely": [20, 20, 4], "high": [60, 60, 4]}
    return simulate_exposure(pd.DataFrame(rows, index=["R1", "R2", "R3"]), draws=20_000)


def test_a_partners_share_is_the_sum_of_its_risks_shares(exposure: Exposure) -> None:
    shares = shares_under(exposure, {"R1": "A", "R2": "B", "R3": "A"})
    tail = exposure.risks["tail_loss"]
    assert shares.loc["A", "tail_loss"] == pytest.approx(tail["R1"] + tail["R3"])
    assert shares["tail_loss"].sum() == pytest.approx(exposure.tail_mean)
    assert shares["risks"].to_dict() == {"A": 2, "B": 1}


def test_a_partner_that_carries_everything_has_the_totals_quantiles(exposure: Exposure) -> None:
    shares = shares_under(exposure, dict.fromkeys(["R1", "R2", "R3"], "A"))
    assert shares.loc["A", ["p50", "p80", "p95"]].tolist() == pytest.approx(exposure.quantiles["amount"].tolist())


def test_equal_shares_are_equal_in_everything(exposure: Exposure) -> None:
    alike = pd.DataFrame(0.25, index=exposure.risks.index, columns=["A", "B", "C", "D"])
    shares = shares_under(exposure, alike)
    assert shares["share_of_tail"].tolist() == pytest.approx([0.25] * 4)
    assert (shares["p80"] == shares["p80"].iloc[0]).all()


def test_a_partner_with_only_a_certain_cost_has_no_doubt(exposure: Exposure) -> None:
    shares = shares_under(exposure, {"R1": "A", "R2": "A", "R3": "B"})
    assert shares.loc["B", ["expected", "tail_loss", "p50", "p95"]].tolist() == [4, 4, 4, 4]


@pytest.mark.parametrize("missing", [None, float("nan")])
def test_risks_without_a_lead_are_shown_not_dropped(exposure: Exposure, missing: float | None) -> None:
    shares = shares_under(exposure, {"R1": "A", "R2": missing})  # type: ignore[dict-item]  # the point of the test
    assert shares["risks"].to_dict() == {"A": 1, "no lead": 2}


def test_leads_that_do_not_fit_are_refused(exposure: Exposure) -> None:
    with pytest.raises(MethodError, match="leads name R9, which was not simulated"):
        shares_under(exposure, {"R9": "A"})
    with pytest.raises(MethodError, match="the shares of R1 must be 0 or more and add up to 1"):
        shares_under(exposure, pd.DataFrame(0.4, index=["R1", "R2", "R3"], columns=["A", "B"]))


def test_a_tornado_shows_the_total_without_each_risk(exposure: Exposure) -> None:
    table = tornado_table(exposure)
    rest = exposure.losses[:2].sum(axis=0, dtype=float)
    assert table.loc["R3", "absent"] == pytest.approx(np.quantile(rest, 0.8, method="inverted_cdf"))
    assert table.loc["R3", ["at_low", "at_high"]].tolist() == pytest.approx([table.loc["R3", "total"]] * 2)
    assert table.index[-1] == "R3"
    assert (table["absent"] <= table["at_low"]).all()
    assert (table["at_low"] <= table["total"]).all()
    assert (table["total"] <= table["at_high"]).all()


def test_a_tornado_of_the_mean_is_exact_up_to_how_often_a_risk_occurred(exposure: Exposure) -> None:
    table = tornado_table(exposure, quantile=None)
    often = float((exposure.losses[0] > 0).mean())
    assert table.loc["R1", "swing"] == pytest.approx(50 * often)
    assert table.loc["R1", "total"] == pytest.approx(exposure.mean)


def test_a_tornado_needs_a_quantile(exposure: Exposure) -> None:
    with pytest.raises(MethodError, match="quantile is 80; it must be between 0 and 1"):
        tornado_table(exposure, quantile=80)


def test_nothing_to_share_is_unknown_not_zero() -> None:
    never = simulate_exposure(
        pd.DataFrame({"probability": [0.0], "low": [1], "likely": [1], "high": [1]}, index=["R1"]), draws=100
    )
    assert math.isnan(shares_under(never, {"R1": "A"}).loc["A", "share_of_tail"])


def test_the_largest_of_two_independent_losses_stays_below_what_each_does_with_the_root_of_its_chance() -> None:
    falling = {"probability": 1.0, "low": 0, "likely": 0, "high": 100, "distribution": "triangular"}
    two = simulate_exposure(pd.DataFrame([falling, falling], index=["R1", "R2"]), draws=50_000)
    exact = 100 * (1 - math.sqrt(1 - math.sqrt(0.8)))  # each stays below x with 1 - (1 - x/100)²; both with its square
    assert np.quantile(largest_losses(two), 0.8) == pytest.approx(exact, rel=0.01)


def test_the_largest_loss_of_a_draw_lies_between_nothing_and_all(exposure: Exposure) -> None:
    largest, total = largest_losses(exposure), exposure.losses.sum(axis=0)
    assert (largest >= 4).all()  # one of the three is certain
    assert (largest <= total + 1e-3).all()


@pytest.mark.parametrize("count", [1, 3, 100, 1_000, 1_001])
def test_quantiles_are_those_of_numpy(count: int) -> None:
    losses = np.random.default_rng(count).exponential(size=count).round(1)
    levels = [0.001, 0.01, 0.29, 0.5, 0.57, 0.8, 0.95, 0.999]
    assert amounts_at(losses, levels).tolist() == np.quantile(losses, levels, method="inverted_cdf").tolist()


def test_swings_that_are_alike_are_both_the_widest_and_a_narrow_one_never_is() -> None:
    """Two risks with the same facts differ by their draws alone; a third moves a certain total by a tenth as much."""
    twin = {"probability": 0.2, "low": 1000, "likely": 2000, "high": 3000}
    small = {"probability": 1.0, "low": 100, "likely": 200, "high": 300}
    for seed in range(5):
        exposure = simulate_exposure(pd.DataFrame([twin, twin, small], index=["R1", "R2", "R3"]), seed=seed)
        assert tornado_table(exposure)["widest"].to_dict() == {"R1": True, "R2": True, "R3": False}
