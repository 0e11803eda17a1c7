"""No test can find a trend in a handful of values."""

from __future__ import annotations

from itertools import permutations

import pytest
from scipy.stats import kendalltau

from partnerlab.errors import MethodError
from partnerlab.methods.trend import smallest_trend_p, summarise_trend_power


@pytest.mark.parametrize(("n", "p"), [(4, 0.083), (5, 0.017)])
def test_the_smallest_p_is_two_over_n_factorial(n: int, p: float) -> None:
    assert smallest_trend_p(n) == pytest.approx(p, abs=0.0005)


@pytest.mark.parametrize("n", [3, 4, 5, 6])
def test_it_is_the_p_of_an_unbroken_rise_by_the_exact_test_and_by_counting(n: int) -> None:
    rise = list(range(n))
    assert smallest_trend_p(n) == pytest.approx(kendalltau(rise, rise, method="exact").pvalue)
    orders = list(permutations(rise))
    extreme = sum(order in (tuple(rise), tuple(reversed(rise))) for order in orders)
    assert smallest_trend_p(n) == pytest.approx(extreme / len(orders))


def test_under_five_values_the_reader_is_told() -> None:
    assert summarise_trend_power(2) == "2 values are too few to show a trend."
    assert "one time in 3." in summarise_trend_power(3)  # 2 of the 6 orders
    assert "one time in 12." in summarise_trend_power(4)  # 2 of the 24 orders
    assert summarise_trend_power(5) == ""
    assert summarise_trend_power(1) == "1 value cannot show a trend."


def test_one_value_has_no_trend() -> None:
    with pytest.raises(MethodError, match="at least 2"):
        smallest_trend_p(1)
