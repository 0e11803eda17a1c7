"""Shares of few cases have wide intervals, and small differences between them are not differences."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.stats import binom

from partnerlab.errors import MethodError
from partnerlab.methods.proportions import FEW, compare_shares, share_interval, share_trend

NORMAL = 1.959964
"""Of 95 per cent: half the width of an interval over its standard error."""


@pytest.mark.parametrize(
    ("cases", "of", "low", "high"),
    [(81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (0, 20, 0.0, 0.1611), (1, 29, 0.0061, 0.1718)],
)
def test_wilson_intervals_are_those_newcombe_published(cases, of, low, high):
    assert share_interval(cases, of) == pytest.approx((low, high), abs=5e-5)


@pytest.mark.parametrize(
    ("after", "before", "low", "high"),
    [((56, 70), (48, 80), 0.0524, 0.3339), ((9, 10), (3, 10), 0.1705, 0.8090), ((10, 10), (0, 10), 0.6075, 1.0)],
)
def test_differences_are_those_newcombe_published(after, before, low, high):
    found = compare_shares(*before, *after)
    assert (found.low, found.high) == pytest.approx((low, high), abs=5e-5)


def test_a_narrower_level_gives_a_narrower_interval():
    wide, narrow = share_interval(5, 12), share_interval(5, 12, level=80)
    assert wide[0] < narrow[0] < narrow[1] < wide[1]


@pytest.mark.parametrize(("cases", "of"), [(3, 2), (-1, 4), (1, 0), (2.5, 4)])
def test_what_is_no_share_is_refused(cases, of):
    with pytest.raises(MethodError, match="no share"):
        share_interval(cases, of)


def test_the_trend_is_that_of_agrestis_table_of_alcohol_and_malformation():
    present, absent = [48, 38, 5, 1, 1], [17066, 14464, 788, 126, 37]
    found = share_trend(present, [a + b for a, b in zip(present, absent, strict=True)], [0, 0.5, 1.5, 4, 7])
    assert (NORMAL * found.change / (found.change - found.low)) ** 2 == pytest.approx(6.57, abs=5e-3)


def test_the_interval_of_a_trend_reaches_nothing_just_where_its_test_has_that_level():
    totals = [a + b for a, b in zip([48, 38, 5, 1, 1], [17066, 14464, 788, 126, 37], strict=True)]
    for level, is_clear in ((98.9, True), (99.0, False)):  # p = 0.0104 in Agresti
        found = share_trend([48, 38, 5, 1, 1], totals, [0, 0.5, 1.5, 4, 7], level)
        assert (found.low > 0) is is_clear


def test_equal_shares_have_no_trend():
    found = share_trend([5, 10, 15], [10, 20, 30])
    assert found.change == pytest.approx(0)
    assert found.low == pytest.approx(-found.high)


@pytest.mark.parametrize(("cases", "of"), [([1, 2], [3, 4]), ([0, 0, 0], [5, 5, 5]), ([5, 5, 5], [5, 5, 5])])
def test_too_little_gives_no_trend(cases, of):
    assert share_trend(cases, of) is None


def test_lists_of_different_length_are_refused():
    with pytest.raises(MethodError, match="do not match"):
        share_trend([1, 2], [3])


def test_under_ten_the_interval_is_the_exact_one() -> None:
    """With none of five, 0.025 = (1 − high)⁵ (Clopper and Pearson); with all of five the other end."""
    assert share_interval(0, 5) == (0.0, pytest.approx(1 - 0.025 ** (1 / 5)))
    assert share_interval(5, 5) == (pytest.approx(0.025 ** (1 / 5)), 1.0)
    low, high = share_interval(2, 9)
    assert binom.sf(1, 9, low) == pytest.approx(0.025)
    assert binom.cdf(2, 9, high) == pytest.approx(0.025)


@pytest.mark.parametrize("of", range(1, FEW))
def test_under_ten_no_share_is_left_out_more_often_than_said(of: int) -> None:
    spans = [share_interval(cases, of) for cases in range(of + 1)]
    for share in np.linspace(0.01, 0.99, 99):
        held = sum(binom.pmf(k, of, share) for k, (low, high) in enumerate(spans) if low <= share <= high)
        assert held >= 0.95


@pytest.mark.parametrize(("before", "after"), [(4, 4), (5, 8), (9, 9), (8, 20)])
def test_two_shares_of_few_that_do_not_differ_are_seldom_told_apart(before: int, after: int) -> None:
    """Summed over all outcomes, not simulated."""
    for share in (0.1, 0.3, 0.5):
        wrong = sum(
            binom.pmf(a, before, share) * binom.pmf(b, after, share)
            for a in range(before + 1)
            for b in range(after + 1)
            if not (found := compare_shares(a, before, b, after)).low <= 0 <= found.high
        )
        assert wrong <= 0.05


def test_a_trend_over_few_is_corrected_and_over_many_it_is_not() -> None:
    few, many = share_trend([2, 4, 6], [8, 8, 8]), share_trend([20, 40, 60], [80, 80, 80])
    assert few is not None
    assert many is not None
    assert many.change - many.low == pytest.approx(2 * NORMAL * (0.25 / 160) ** 0.5)
    assert few.change - few.low == pytest.approx(2 * (NORMAL * 0.125 + 0.5 / 16))  # half of what one case more moves it
    assert few.low < 0 < few.change - 2 * NORMAL * 0.125  # plain, it would be clear


def test_no_interval_of_a_movement_leaves_what_a_share_can_do() -> None:
    found = share_trend([0, 2, 4], [4, 4, 4])
    assert found is not None
    assert -1 <= found.low <= found.change <= found.high <= 1
    difference = compare_shares(0, 3, 3, 3)
    assert -1 <= difference.low <= difference.high <= 1
