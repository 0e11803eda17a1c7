"""Gaps: the slope is the middle of all pairs, its interval inverts an exact test, and a gap's change is Newcombe's."""

from __future__ import annotations

from itertools import permutations, product

import numpy as np
import pytest
from scipy.stats import kendalltau

from partnerlab.errors import MethodError
from partnerlab.methods.gaps import Slope, compare_gaps, estimate_slope
from partnerlab.methods.proportions import compare_shares


def years(*values: float) -> list[tuple[float, float]]:
    return [(2000.0 + place, value) for place, value in enumerate(values)]


def is_clear(found: Slope | None) -> bool:
    """Whether the interval leaves out no movement."""
    return found is not None and found.low is not None and found.high is not None and not found.low <= 0 <= found.high


def test_the_slope_is_the_middle_of_all_pairs() -> None:
    found = estimate_slope([years(1, 2, 4)])
    assert found is not None
    assert (found.slope, found.n) == (1.5, 3)  # 1, 2 and 3/2


def test_one_value_or_none_has_no_slope() -> None:
    assert estimate_slope([]) is None
    assert estimate_slope([years(3), years(4)]) is None


def test_no_pair_is_taken_across_a_break() -> None:
    found = estimate_slope([years(1, 2), [(2002.0, 50.0), (2003.0, 51.0)]])
    assert found is not None
    assert (found.slope, found.n) == (1.0, 4)


@pytest.mark.parametrize("n", [2, 3, 4, 5])
def test_under_six_values_have_no_interval_at_95_per_cent(n: int) -> None:
    found = estimate_slope([years(*range(n))])
    assert found is not None
    assert found.low is None


def test_an_unbroken_rise_of_six_values_is_clear_and_one_of_seven_at_99_per_cent() -> None:
    assert is_clear(estimate_slope([years(*range(6))]))
    assert not is_clear(estimate_slope([years(*range(6))], 99))
    assert is_clear(estimate_slope([years(*range(7))], 99))


@pytest.mark.parametrize("lengths", [(7,), (3, 3), (4, 3), (2, 2, 2)])
def test_it_is_clear_as_rarely_as_it_says_when_every_order_is_counted(lengths) -> None:
    """Brute force: all orders of distinct values are equally likely when nothing moves."""
    for level in (80, 95):
        orders = product(*(permutations(range(length)) for length in lengths))
        clear = [is_clear(estimate_slope([years(*order) for order in each], level)) for each in orders]
        assert np.mean(clear) <= 1 - level / 100 + 1e-12


def test_it_is_clear_only_where_kendalls_exact_test_says_so() -> None:
    draws = np.random.default_rng(7).normal(size=(200, 8)) + 0.4 * np.arange(8)
    clear = [is_clear(estimate_slope([years(*values)])) for values in draws]
    exact = [kendalltau(range(8), values, method="exact").pvalue <= 0.05 for values in draws]
    assert 0 < sum(clear) < sum(exact)
    assert all(says for says, found in zip(exact, clear, strict=True) if found)


@pytest.mark.parametrize(("correlation", "at_most"), [(0.0, 1.5), (0.3, 3.0), (0.6, 6.0)])
@pytest.mark.parametrize("n", [8, 12, 17])
def test_of_series_that_do_not_move_few_are_called_moving(n: int, correlation: float, at_most: float) -> None:
    """In 100 series: the table of `docs/methods-series.md`."""
    errors = np.random.default_rng(5).normal(size=(1500, n))
    values = np.empty_like(errors)
    values[:, 0] = errors[:, 0]
    for at in range(1, n):
        values[:, at] = correlation * values[:, at - 1] + (1 - correlation**2) ** 0.5 * errors[:, at]
    assert 100 * np.mean([is_clear(estimate_slope([years(*row)])) for row in values]) <= at_most


def test_an_interval_holds_the_true_slope_as_often_as_it_says() -> None:
    draws = np.random.default_rng(11).normal(size=(2000, 10)) + 0.5 * np.arange(10)
    found = [estimate_slope([years(*values)]) for values in draws]
    held = np.mean([row.low <= 0.5 <= row.high for row in found])
    assert held >= 0.95 - 3 * (0.05 * 0.95 / 2000) ** 0.5


def test_a_time_given_twice_is_refused() -> None:
    with pytest.raises(MethodError, match="is given twice"):
        estimate_slope([[(2001.0, 1.0), (2001.0, 2.0)]])


def test_beside_a_share_that_is_known_exactly_a_gaps_change_is_newcombes_difference() -> None:
    """His example 56 of 70 against 48 of 80: 0.2, 0.0524 to 0.3339."""
    known = (5e11, 1e12)
    found = compare_gaps((48, 80), known, (56, 70), known)
    newcombe = compare_shares(48, 80, 56, 70)
    assert (found.change, found.low, found.high) == pytest.approx(
        (newcombe.difference, newcombe.low, newcombe.high), abs=1e-5
    )
    assert (round(found.low, 4), round(found.high, 4)) == (0.0524, 0.3339)


def test_a_gaps_change_turns_its_sign_when_before_and_after_change_places() -> None:
    there = compare_gaps((30, 100), (20, 100), (40, 100), (20, 100))
    back = compare_gaps((40, 100), (20, 100), (30, 100), (20, 100))
    assert (there.change, there.low, there.high) == pytest.approx((-back.change, -back.high, -back.low))


def test_its_interval_holds_the_true_change_about_as_often_as_it_says() -> None:
    rng = np.random.default_rng(3)
    shares, people = np.array([0.3, 0.2, 0.25, 0.2]), 120  # group and other before, group and other after
    drawn = rng.binomial(people, shares, size=(2000, 4))
    found = [compare_gaps(*((float(cases), people) for cases in row)) for row in drawn]
    held = np.mean([row.low <= -0.05 <= row.high for row in found])
    assert held == pytest.approx(0.95, abs=0.02)
