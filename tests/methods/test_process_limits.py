"""The XmR chart keeps Wheeler's limits and its rules fire on what they name, and on nothing else."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from partnerlab.errors import MethodError
from partnerlab.methods.process_limits import gather_signals, process_limits

ONE_WILD_VALUE = [1, 2, 1, 2, 10, *[1, 2] * 6, 1]


def yearly(values: Sequence[float]) -> dict[str, float]:
    return {str(2000 + year): value for year, value in enumerate(values)}


def marked(values: list[float], rule: str) -> list[int]:
    return [index for index, names in enumerate(gather_signals(values, mean=0.0, low=-3.0, high=3.0)) if rule in names]


def test_limits_of_the_worked_example_screened_and_unscreened() -> None:
    assert len(ONE_WILD_VALUE) == 18
    screened = process_limits(yearly(ONE_WILD_VALUE))
    plain = process_limits(yearly(ONE_WILD_VALUE), screen=False)
    assert screened is not None
    assert plain is not None
    assert (round(screened.mean, 2), round(screened.low, 2), round(screened.high, 1)) == (1.94, -0.72, 4.6)
    assert (round(plain.low, 2), round(plain.high, 2)) == (-3.06, 6.95)
    assert (screened.screened, plain.screened) == (2, 0)


def test_a_point_on_the_limit_is_inside_and_one_beyond_is_not() -> None:
    assert marked([3.0, 3.01, -3.01], "outside high") == [1]
    assert marked([3.0, 3.01, -3.01], "outside low") == [2]


def test_seven_on_one_side_are_a_run_and_six_are_not() -> None:
    assert marked([1.0] * 6, "run high") == []
    assert marked([-1.0, *[1.0] * 7, -1.0], "run high") == list(range(1, 8))


def test_a_value_on_the_mean_breaks_a_run() -> None:
    assert marked([1.0, 1.0, 1.0, 0.0, 1.0, 1.0, 1.0, 1.0], "run high") == []


def test_seven_rising_points_are_a_trend_and_a_tie_breaks_it() -> None:
    rising = [-0.9, -0.6, -0.3, 0.0, 0.3, 0.6, 0.9]
    assert marked(rising, "trend rising") == list(range(7))
    assert marked(rising[:6], "trend rising") == []
    assert marked([-0.9, -0.6, -0.3, -0.3, 0.3, 0.6, 0.9], "trend rising") == []
    assert marked([-value for value in rising], "trend falling") == list(range(7))


def test_two_of_three_near_one_limit_are_a_signal_and_near_both_are_not() -> None:
    assert marked([2.1, 0.0, 2.1], "near limit high") == [0, 2]
    assert marked([2.0, 0.0, 2.1], "near limit high") == []
    assert marked([2.1, 0.0, -2.1], "near limit high") == []
    assert marked([2.1, 0.0, 0.0, 2.1], "near limit high") == []


def test_a_moving_range_is_not_taken_across_a_gap() -> None:
    values: dict[str, float | None] = dict(yearly([1, 2, 1, 2, 9, 10, 9, 10]))
    whole = process_limits(values, screen=False)
    values["2003"] = None
    parted = process_limits(values, screen=False)
    assert whole is not None
    assert parted is not None
    assert whole.mean_range == pytest.approx((6 * 1 + 7) / 7)
    assert parted.mean_range == 1.0


def test_a_run_of_one_is_refused() -> None:
    with pytest.raises(MethodError, match="no run"):
        gather_signals([1.0], 0.0, -1.0, 1.0, run=1)


def test_a_trend_among_the_values_judged_points_where_it_goes() -> None:
    history = [10.0, 12.0] * 8
    falling = [10.9, 10.6, 10.3, 10.0, 9.7, 9.4, 9.1]
    table = process_limits(yearly([*history, *falling]), "2015")
    assert table is not None
    names = "; ".join(table.table["signal"])
    assert "trend falling" in names
    assert "high" not in names


def test_no_limit_passes_what_a_value_cannot_pass_and_no_signal_depends_on_it() -> None:
    """Shares of nine people: 37.04 less 2.66 times the mean moving range of 18.06 is below 0 %."""
    shares = yearly([100 * count / 9 for count in (3, 4, 2, 5, 3, 4, 3, 4, 2)])
    wide, within = (process_limits(shares, bounds=bounds) for bounds in ((None, None), (0.0, 100.0)))
    assert wide is not None
    assert within is not None
    assert (round(wide.low, 2), round(wide.high, 2)) == (-10.99, 85.06)
    assert (within.low, within.high) == (0.0, wide.high)
    mirrored = process_limits({period: 100 - share for period, share in shares.items()}, bounds=(0.0, 100.0))
    assert mirrored is not None
    assert (mirrored.high, mirrored.low) == (100.0, pytest.approx(100 - wide.high))
    for share in (0.0, 90.0, 100.0):
        later = shares | {"2009": share}
        tables = [process_limits(later, "2008", bounds=bounds) for bounds in ((None, None), (0.0, 100.0))]
        signals = [found.table["signal"].tolist() for found in tables if found]
        assert signals[0] == signals[1]
