from __future__ import annotations

import math

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from partnerlab.errors import MethodError
from partnerlab.methods.copula import draw_losses
from partnerlab.methods.exposure import loss_correlation
from partnerlab.methods.severity import cost_moments, cost_quantiles, read_risks
from partnerlab.methods.simulation import simulate_exposure, tail_of

COVERS = ("partnerlab.methods.copula",)

ERRORS = 4.5  # standard errors: passed by chance about once in 150,000


def register(*rows: tuple[float, float, float, float], distribution: str = "pert") -> pd.DataFrame:
    names = [f"R{number}" for number in range(1, len(rows) + 1)]
    table = pd.DataFrame(rows, index=names, columns=["probability", "low", "likely", "high"])
    return table.assign(distribution=distribution)


MIXED = register((0.22, 10, 20, 90), (0.7, 5, 5, 5), (1.0, 0, 30, 60), (0.06, 100, 400, 900))


@settings(deadline=None, max_examples=15)
@given(
    st.lists(st.tuples(st.floats(0.05, 1), st.tuples(*[st.floats(0, 100)] * 3).map(sorted)), min_size=1, max_size=5),
    st.sampled_from(["pert", "triangular"]),
)
def test_independent_risks_add_up_in_mean_and_in_variance(
    rows: list[tuple[float, list[float]]], distribution: str
) -> None:
    risks = register(*[(p, *points) for p, points in rows], distribution=distribution)  # type: ignore[arg-type]  # three points
    exposure = simulate_exposure(risks, draws=40_000)
    moments = cost_moments(read_risks(risks))
    assert exposure.expected == pytest.approx(moments["loss_mean"].sum())
    assert abs(exposure.mean - exposure.expected) <= ERRORS * exposure.standard_deviation / exposure.draws**0.5 + 1e-4
    deviation = math.sqrt(moments["loss_variance"].sum())
    assert abs(exposure.standard_deviation - deviation) <= ERRORS * exposure.standard_deviation_error + 1e-3


def test_risks_of_one_cause_add_up_quantile_by_quantile() -> None:
    exposure = simulate_exposure(MIXED, correlation=1.0)
    risks = read_risks(MIXED)
    for row in exposure.quantiles.itertuples():
        within = 1 - (1 - row.probability) / risks["probability"].to_numpy()
        each = [cost_quantiles(risks.iloc[[i]], np.array([max(u, 0)]))[0, 0] * (u > 0) for i, u in enumerate(within)]
        assert abs(row.amount - sum(each)) <= ERRORS * row.error


def test_variance_of_risks_of_one_cause_is_that_of_the_sum_of_quantiles() -> None:
    risks = read_risks(register((0.5, 0, 10, 20), (0.25, 0, 4, 40), distribution="triangular"))

    scale = (np.arange(200_000) + 0.5) / 200_000
    within = [(scale - (1 - p)) / p for p in risks["probability"]]
    total = sum(cost_quantiles(risks.iloc[[i]], np.clip(u, 0, 1))[0] * (u > 0) for i, u in enumerate(within))
    mean, square = float(np.mean(total)), float(np.mean(np.square(total)))
    exposure = simulate_exposure(risks, correlation=1.0)
    assert exposure.expected == pytest.approx(mean, rel=1e-5)
    deviation = math.sqrt(square - mean**2)
    assert abs(exposure.standard_deviation - deviation) <= ERRORS * exposure.standard_deviation_error


@pytest.mark.parametrize("correlation", [0.0, 0.3, 0.5, 0.9, -0.4])
def test_two_even_risks_occur_together_as_sheppard_says(correlation: float) -> None:
    # Sheppard (1899): both above the median with probability 1/4 + arcsin(r) / 2π
    exposure = simulate_exposure(register((0.5, 1, 1, 1), (0.5, 1, 1, 1)), correlation=correlation)
    both = float((exposure.losses > 0).all(axis=0).mean())
    exact = 0.25 + math.asin(correlation) / (2 * math.pi)
    assert abs(both - exact) <= ERRORS * math.sqrt(exact * (1 - exact) / exposure.draws)
    assert abs(exposure.at_least_one - (1 - exact)) <= ERRORS * math.sqrt(exact * (1 - exact) / exposure.draws)


def test_a_matrix_and_a_number_mean_the_same() -> None:
    even = register(*[(0.5, 1, 1, 1)] * 3)
    matrix = np.array([[1, 0.5, 0.5], [0.5, 1, 0.5], [0.5, 0.5, 1 - 1e-12]])
    for correlation in (0.5, matrix):
        exposure = simulate_exposure(even, correlation=correlation)
        # all three above the median: 1/8 + 3 arcsin(1/2) / 4π = 1/4
        assert abs((exposure.losses > 0).all(axis=0).mean() - 0.25) <= ERRORS * math.sqrt(0.1875 / exposure.draws)


def test_equal_certain_costs_follow_the_binomial_distribution() -> None:
    exposure = simulate_exposure(register(*[(0.3, 1, 1, 1)] * 20))
    assert exposure.quantiles["amount"].tolist() == stats.binom(20, 0.3).ppf([0.5, 0.8, 0.95]).tolist()
    passed = exposure.exceedance.set_index("probability")["amount"]
    assert passed[0.1] == stats.binom(20, 0.3).isf(0.1)
    exact = 1 - 0.7**20
    assert abs(exposure.at_least_one - exact) <= ERRORS * math.sqrt(exact * (1 - exact) / exposure.draws)


def test_quantiles_of_one_risk_are_those_of_its_cost_beyond_not_occurring() -> None:
    exposure = simulate_exposure(register((0.5, 0, 30, 60), distribution="triangular"), quantiles=[0.4, 0.75])
    assert exposure.quantiles["name"].tolist() == ["P40", "P75"]
    assert exposure.quantiles["amount"].iloc[0] == 0
    assert abs(exposure.quantiles["amount"].iloc[1] - 30) <= ERRORS * exposure.quantiles["error"].iloc[1]


@pytest.mark.parametrize("points", [(0, 0, 60), (0, 30, 60), (0, 60, 60)])
@pytest.mark.parametrize("distribution", ["pert", "triangular"])
def test_drawn_costs_follow_their_distribution(points: tuple[float, float, float], distribution: str) -> None:
    risks = read_risks(register((0.6, *points), distribution=distribution))
    losses, _ = draw_losses(risks, np.eye(1), 60_000, seed=3)
    levels = np.linspace(0, 1, 2001)
    quantiles = cost_quantiles(risks, levels)[0]
    places = np.interp(losses[losses > 0], quantiles, levels)
    assert stats.kstest(places, "uniform").pvalue > 1e-4


def test_standard_errors_of_quantiles_and_means_are_as_large_as_the_misses() -> None:
    risks = register((0.5, 10, 20, 90), (0.6, 5, 15, 40), (1.0, 0, 30, 60))
    exact = simulate_exposure(risks, draws=400_000, seed=99).quantiles["amount"].to_numpy()
    runs = [simulate_exposure(risks, draws=1_000, seed=seed) for seed in range(80)]
    quantiles = np.array([(run.quantiles["amount"] - exact) / run.quantiles["error"] for run in runs])
    assert (np.abs(quantiles.std(axis=0) - 1) < 0.35).all()
    means = np.array([(run.mean - run.expected) * run.draws**0.5 / run.standard_deviation for run in runs])
    assert abs(means.std() - 1) < 0.25


def test_contributions_to_the_tail_add_up_to_it() -> None:
    exposure = simulate_exposure(MIXED.assign(lead=["A", "B", "A", None]), correlation=0.4)
    total = exposure.losses.sum(axis=0, dtype=float)
    threshold = exposure.quantiles.set_index("name").loc["P95", "amount"]
    above = np.maximum(total - threshold, 0).sum()  # Rockafellar and Uryasev (2002), equation 18
    assert exposure.tail_mean == pytest.approx(threshold + above / (0.05 * exposure.draws))
    assert exposure.risks["tail_loss"].sum() == pytest.approx(exposure.tail_mean)
    assert exposure.risks[["share_of_mean", "share_of_tail"]].sum().tolist() == pytest.approx([1, 1])
    assert exposure.partners is not None
    assert exposure.partners["tail_loss"].sum() == pytest.approx(exposure.tail_mean)
    assert exposure.partners.index.tolist() == ["A", "B", "no lead"]


def test_contributions_of_normal_losses_are_in_proportion_to_their_variance() -> None:
    # sums of many small independent risks are nearly normal, for which Euler shares of the part above the mean
    # are shares of the variance: here 4 to 1
    risks = register(*[(0.5, 2, 2, 2)] * 50, *[(0.5, 1, 1, 1)] * 50)
    tail = simulate_exposure(risks, draws=50_000).risks
    above = tail["tail_loss"] - tail["expected"]
    assert above.iloc[:50].sum() / above.sum() == pytest.approx(0.8, abs=0.02)


def test_a_tail_that_is_reached_but_never_passed_is_still_one() -> None:
    exposure = simulate_exposure(register((1.0, 7, 7, 7)), draws=1_000)
    assert (exposure.tail_mean, exposure.standard_deviation) == (pytest.approx(7), 0)
    assert exposure.risks.loc["R1", "share_of_tail"] == 1


def test_a_risk_rarer_than_the_tail_still_has_its_share() -> None:
    exposure = simulate_exposure(register((0.01, 7, 7, 7)))
    assert exposure.quantiles.set_index("name").loc["P95", "amount"] == 0
    assert abs(exposure.tail_mean - 0.01 * 7 / 0.05) <= ERRORS * exposure.risks.loc["R1", "tail_error"]


def test_the_tail_is_exactly_the_worst_twentieth_of_the_probability() -> None:
    # twenty even costs of 1 with chance 0.3: the number that occur is binomial; 4.5 % of it lies above 9 and the rest
    # of the worst 5 % at 9 itself, which holds 6.5 %
    exposure = simulate_exposure(register(*[(0.3, 1, 1, 1)] * 20), draws=400_000)
    binomial = stats.binom(20, 0.3)
    above = sum(k * binomial.pmf(k) for k in range(10, 21))
    exact = (above + 9 * (0.05 - binomial.sf(9))) / 0.05
    assert exposure.tail_mean == pytest.approx(exact, abs=0.02)
    assert exposure.risks["share_of_tail"].to_numpy() == pytest.approx(np.full(20, 0.05), abs=0.002)
    assert exposure.risks["tail_loss"].sum() == pytest.approx(exposure.tail_mean)


def test_an_atom_at_the_quantile_counts_in_part() -> None:
    # R1 costs 100 with chance 0.02, R2 costs 10 with chance 0.5: above 100 lies 1 %, at 100 another 1 %, and of the
    # 49 % at 10 only 3 % belong to the tail, so the tail is (1 % × 110 + 1 % × 100 + 3 % × 10) / 5 % = 48
    exposure = simulate_exposure(register((0.02, 100, 100, 100), (0.5, 10, 10, 10)), draws=1_000_000)
    assert exposure.tail_mean == pytest.approx(48, abs=0.6)
    assert exposure.risks["tail_loss"].tolist() == pytest.approx([40, 8], abs=0.6)


@given(st.lists(st.integers(0, 4), min_size=1, max_size=60), st.sampled_from([0.5, 0.9, 0.95]))
def test_a_tail_holds_exactly_its_part_of_the_draws_and_the_worst_of_them(totals: list[int], tail: float) -> None:
    total = np.array(totals, dtype=float)
    places, weights = tail_of(total, tail)
    assert weights.sum() == pytest.approx(len(total) * (1 - tail))
    assert ((weights > 0) & (weights <= 1 + 1e-9)).all()
    size, worst = len(total) * (1 - tail), sorted(total, reverse=True)
    whole = int(size + 1e-9)
    brute = (sum(worst[:whole]) + (size - whole) * (worst[whole] if size - whole > 1e-9 else 0)) / size
    assert total[places] @ weights / size == pytest.approx(brute)


def test_risks_that_never_occur_leave_shares_unknown() -> None:
    exposure = simulate_exposure(register((0.0, 1, 2, 3)), draws=1_000)
    assert (exposure.mean, exposure.at_least_one) == (0, 0)
    assert math.isnan(exposure.risks.loc["R1", "share_of_tail"])


@pytest.mark.parametrize("correlation", [0.0, 0.4, -0.2])
def test_another_order_of_rows_or_a_risk_of_nothing_changes_no_figure(correlation: float) -> None:
    first = simulate_exposure(MIXED, correlation=correlation, draws=20_000)
    never = pd.DataFrame([[0.0, 1, 2, 3, "pert"], [0.5, 0, 0, 0, "pert"]], ["A0", "R2b"], MIXED.columns)
    for other in (MIXED.iloc[::-1], pd.concat([never, MIXED])):
        second = simulate_exposure(other, correlation=correlation, draws=20_000)
        assert (second.tail_mean, second.expected, second.mean) == (first.tail_mean, first.expected, first.mean)
        assert second.standard_deviation == first.standard_deviation
        pd.testing.assert_frame_equal(second.quantiles, first.quantiles, check_exact=True)
        columns = ["mean", "tail_loss", "share_of_tail"]
        pd.testing.assert_frame_equal(second.risks.loc[MIXED.index, columns], first.risks[columns])


def test_another_risk_leaves_the_draws_of_the_others_alone() -> None:
    more = pd.concat([MIXED, register((0.3, 1, 2, 3)).set_axis(["R9"])])
    first, second = (simulate_exposure(risks, correlation=0.3, draws=20_000) for risks in (MIXED, more))
    assert np.array_equal(first.losses, second.losses[:4])


def test_risks_of_other_names_are_drawn_independently() -> None:
    exposure = simulate_exposure(register(*[(1.0, 0, 30, 60)] * 12))
    apart = loss_correlation(exposure).to_numpy()[np.triu_indices(12, 1)]
    assert np.abs(apart).max() < ERRORS / math.sqrt(exposure.draws)


def test_names_that_read_alike_are_refused_for_they_would_be_drawn_alike() -> None:
    with pytest.raises(MethodError, match="risk 1 is given twice"):
        simulate_exposure(register((0.5, 1, 2, 3), (0.5, 1, 2, 3)).set_axis([1, "1"]))


def test_a_quantile_at_a_jump_names_both_sides() -> None:
    # with chance 0.2 exactly 80 % of years cost nothing: any amount from 0 to 100 is an eightieth percentile
    row = simulate_exposure(register((0.2, 100, 100, 100))).quantiles.set_index("name").loc["P80"]
    assert (row["where"], row["low"], row["high"]) == ("jump", 0, 100)
    row = simulate_exposure(register((0.2, 50, 100, 150))).quantiles.set_index("name").loc["P80"]
    assert (row["where"], row["low"]) == ("jump", 0)
    assert 50 <= row["high"] < 60


def test_a_quantile_on_one_common_amount_is_exact_and_one_among_many_has_an_interval() -> None:
    rows = simulate_exposure(register((0.1, 100, 100, 100))).quantiles.set_index("name")
    assert rows["where"].tolist() == ["atom", "atom", "atom"]
    assert rows["amount"].tolist() == [0, 0, 100]
    smooth = simulate_exposure(register((1.0, 0, 30, 60)), draws=1_000).quantiles
    assert (smooth["where"] == "smooth").all()
    assert ((smooth["low"] < smooth["amount"]) & (smooth["amount"] < smooth["high"])).all()


def test_the_interval_of_a_quantile_holds_it_in_95_of_100_runs() -> None:
    exact = cost_quantiles(read_risks(register((1.0, 10, 20, 90))), np.array([0.5, 0.8, 0.95]))[0]
    runs = [simulate_exposure(register((1.0, 10, 20, 90)), draws=2_000, seed=seed).quantiles for seed in range(400)]
    held = np.mean([((run["low"] <= exact) & (exact <= run["high"])).to_numpy() for run in runs], axis=0)
    assert (np.abs(held - 0.95) < ERRORS * math.sqrt(0.95 * 0.05 / 400)).all()


@pytest.mark.parametrize(("chance", "correlation"), [(0.05, 0.5), (0.5, 0.5), (0.2, -0.3)])
def test_yes_or_no_losses_correlate_as_the_bivariate_normal_distribution_says(
    chance: float, correlation: float
) -> None:
    exposure = simulate_exposure(register(*[(chance, 7, 7, 7)] * 2), correlation=correlation, draws=400_000)
    edge = stats.norm.ppf(chance)
    both = stats.multivariate_normal(cov=[[1, correlation], [correlation, 1]]).cdf([edge, edge])
    exact = (both - chance**2) / (chance * (1 - chance))
    assert loss_correlation(exposure).loc["R1", "R2"] == pytest.approx(exact, abs=0.01)


def test_a_loss_that_never_varies_correlates_with_nothing() -> None:
    table = loss_correlation(simulate_exposure(register((1.0, 7, 7, 7), (0.5, 0, 1, 2)), draws=1_000))
    assert table.loc["R1"].isna().all()
    assert table.loc["R2", "R2"] == 1


def test_the_same_seed_gives_the_same_draws_and_another_gives_others() -> None:
    first, second, other = (simulate_exposure(MIXED, draws=10_000, seed=seed) for seed in (1, 1, 2))
    assert np.array_equal(first.losses, second.losses)
    assert not np.array_equal(first.losses, other.losses)


def test_losses_cannot_be_changed() -> None:
    losses = simulate_exposure(MIXED, draws=100).losses
    with pytest.raises(ValueError, match="read-only"):
        losses[0, 0] = 1


def test_a_repair_is_named_in_the_result_and_refused_unless_asked() -> None:
    impossible = [[1, 1, 0], [1, 1, 1], [0, 1, 1]]
    three = register(*[(0.5, 1, 2, 3)] * 3)
    with pytest.raises(MethodError, match="cannot hold together"):
        simulate_exposure(three, correlation=impossible)
    assert "nearest" in simulate_exposure(three, correlation=impossible, repair=True, draws=100).correlation.note


@pytest.mark.parametrize(
    ("settings_", "message"),
    [
        ({"draws": 99}, "fewer than 100"),
        ({"quantiles": [80]}, "80 is no probability between 0 and 1; P80 is 0.8"),
        ({"tail": 1.0}, "1 is no probability"),
    ],
)
def test_settings_that_say_nothing_are_refused(settings_: dict[str, object], message: str) -> None:
    with pytest.raises(MethodError, match=message):
        simulate_exposure(MIXED, **settings_)  # type: ignore[arg-type]  # the point of the test


@pytest.mark.parametrize("amount", [16_777_215, 16_777_217, 123_456_789, 9_876_543_211])
def test_a_certain_amount_is_told_to_the_pound_however_large(amount: int) -> None:
    """Single precision holds 123,456,789 as 123,456,792."""
    row = {"probability": 1.0, "low": amount, "likely": amount, "high": amount}
    found = simulate_exposure(pd.DataFrame([row], index=["R1"]), draws=100)
    assert set(found.quantiles["amount"]) == {amount}
    assert (found.mean, found.expected, found.tail_mean) == (amount, amount, pytest.approx(amount, rel=1e-12))
