"""Difference in differences finds the difference that was put in, and none where both moved alike."""

from __future__ import annotations

import re
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from statsmodels.regression.linear_model import OLS

from partnerlab.amounts import write_factors
from partnerlab.methods.comparison import compare
from partnerlab.methods.difference_in_differences import compare_elsewhere

COVERS = ("partnerlab.methods.difference_in_differences",)


def yearly(values: object) -> dict[str, float]:
    return {str(2000 + t): float(v) for t, v in enumerate(np.asarray(values))}


def seat_belts(who: str, months: int | None = None) -> dict[str, float]:
    table = pd.read_csv(Path(__file__).with_name("seat_belts.csv"), comment="#")
    every = {f"{1969 + t // 12}-{t % 12 + 1:02d}": float(value) for t, value in enumerate(table[who])}
    return dict(list(every.items())[-(months or len(every)) :])


COMMON = np.random.default_rng(1).normal(0, 0.1, 16).cumsum() - 0.08 * np.arange(16)
WOBBLE = np.resize([0.02, -0.01, 0.01, -0.02, 0.0], 16)


def test_what_both_share_is_no_difference_however_much_it_moves() -> None:
    verdict = compare(yearly(100 * np.exp(COMMON + WOBBLE)), {"There": yearly(60 * np.exp(COMMON))}, "2010", "down")
    assert (verdict.verdict, verdict.movement) == ("no clear difference", "same")
    assert verdict.numbers["difference"] == pytest.approx(1.0, abs=0.03)
    assert verdict.numbers["here"] < 0.7  # type: ignore[operator]  # a number when there are enough data


@pytest.mark.parametrize(("direction", "word"), [("down", "better than elsewhere"), ("up", "worse than elsewhere")])
def test_a_fall_here_alone_is_found_with_its_size(direction: str, word: str) -> None:
    here = 100 * np.exp(COMMON + WOBBLE + np.log(0.8) * (np.arange(16) >= 10))
    verdict = compare(yearly(here), {"There": yearly(60 * np.exp(COMMON))}, "2010", direction)  # type: ignore[arg-type]  # both are directions
    assert verdict.verdict == word
    assert verdict.numbers["difference"] == pytest.approx(0.8, abs=0.02)
    assert verdict.n == 16


def test_without_correlation_it_is_the_difference_of_four_means() -> None:
    draw = np.random.default_rng(3)
    here, there = draw.normal(0, 1, (2, 40))
    found = compare_elsewhere(yearly(here), {"There": yearly(there)}, "2020")
    assert found is not None
    expected = (here[20:].mean() - here[:20].mean()) - (there[20:].mean() - there[:20].mean())
    plain = OLS(here - there, np.column_stack([np.ones(40), np.arange(40) >= 20])).fit()
    assert plain.params[1] == pytest.approx(expected)
    assert found.gaps[0].difference[0] == pytest.approx(expected, abs=0.1)  # averaged over possible correlations


def test_several_comparators_count_as_their_mean() -> None:
    here, one, two = (yearly(10 + np.resize(wobble, 12)) for wobble in ([0.1, 0, 0.2], [1.0, 2.0], [3.0, 2.0]))
    found = compare_elsewhere(here, {"One": one, "Two": two}, "2008")
    assert found is not None
    mean = compare_elsewhere(here, {"Mean": yearly(np.full(12, 12.0))}, "2008")
    assert mean is not None
    difference = next(gap.difference for gap in found.gaps if not gap.ratio)
    assert difference == pytest.approx(next(gap.difference for gap in mean.gaps if not gap.ratio))


def test_front_seats_gained_from_the_belts_what_rear_seats_did_not() -> None:
    """Harvey and Durbin (1986) put the fall in front seats at about 30 %; the rear was not under the law."""
    verdict = compare(seat_belts("front"), {"rear seats": seat_belts("rear")}, "1983-02", "down")
    assert verdict.verdict == "better than elsewhere"
    assert verdict.numbers["difference"] == pytest.approx(0.70, abs=0.01)
    assert verdict.numbers["elsewhere"] == pytest.approx(1.03, abs=0.01)


def test_the_sentence_says_where_the_series_stands_against_elsewhere_not_how_wide_a_gap_is() -> None:
    """Here lies below elsewhere and falls: measured against elsewhere it is 0.8 of what it was, though further away."""
    here = 100 * np.exp(COMMON + WOBBLE + np.log(0.8) * (np.arange(16) >= 10))
    told = compare(yearly(here), {"There": yearly(160 * np.exp(COMMON))}, "2010", "up").sentence
    assert re.search(r"Measured against that, the series is 0\.(79|80|81)\d* times what it was \(95% interval", told)
    assert "times what it was a period earlier" in told


def test_below_zero_the_sentence_says_above_and_below() -> None:
    """Here rises by 10 where elsewhere stays, on a scale with values below zero."""
    noise = 10 * WOBBLE
    told = compare(yearly(noise + 10 * (np.arange(16) >= 10)), {"There": yearly(-noise)}, "2010", "up").sentence
    assert re.search(
        r"the series is (9\.\d+|10(\.\d+)?) above what it was \(95% interval [\d.]+ to [\d.]+ above\)", told
    )


def test_an_interval_that_leaves_out_no_change_never_reads_as_if_it_did_not() -> None:
    assert write_factors(0.99962, 1.00004) == "0.9996 to 1.00004"
    assert write_factors(1.0, 2.0) == "1.00 to 2.00"


def test_a_gap_that_was_moving_already_is_carried_on_and_said() -> None:
    drift = np.exp(-0.1 * np.arange(16))
    verdict = compare(yearly(100 * np.exp(WOBBLE) * drift), {"There": yearly(50 + np.arange(16) % 2)}, "2010", "down")
    assert verdict.movement == "same"
    assert "which is taken to have gone on" in verdict.sentence
    assert verdict.numbers["drift"] == pytest.approx(0.905, abs=0.005)


def test_a_drift_too_slow_to_be_seen_is_named_as_what_may_look_like_a_difference() -> None:
    """By a tenth of the spread of the values a year: in 20 years no drift is clear, in 12 more it adds up to a step."""
    draw = np.random.default_rng(3)
    here, there = (100 + 5 * draw.normal(size=32) for _ in range(2))
    series, other = (
        {str(1990 + t): float(v) for t, v in enumerate(line)} for line in (here + 0.5 * np.arange(32), there)
    )
    found = compare(series, {"There": other}, "2010", "up")
    assert found.numbers["drift_low"] < 1 < found.numbers["drift_high"]
    assert "A slow drift is seldom seen, and may be taken for a difference" in found.assumption


def test_only_periods_known_in_all_are_used() -> None:
    here = yearly(10 + np.resize([0.1, 0.3, 0.2], 12))
    there = {year: value + 1 for year, value in here.items() if year not in {"2003", "2009"}}
    there["2000"] += 0.5
    found = compare_elsewhere(here, {"There": there}, "2008")
    assert found is not None
    assert (found.before, found.after) == (7, 3)


@pytest.mark.parametrize(
    ("there", "start", "reason"),
    [
        ({}, "2008", "a comparator, has no values"),
        ({"2000/01": 3.0, "2001/02": 3.0}, "2008", "has other periods"),
        ({"2000": 3.0, "2008": 3.0}, "2008", "1 period before 2008 with a value here and elsewhere"),
        (yearly(np.arange(12)), None, "No start of the actions is set"),
    ],
)
def test_a_reason_is_given_where_nothing_can_be_compared(
    there: dict[str, float], start: str | None, reason: str
) -> None:
    verdict = compare(yearly(10 + np.resize([0.1, 0.3, 0.2], 12)), {"There": there}, start, "down")
    assert (verdict.verdict, verdict.enough) == ("not enough data", False)
    assert reason in verdict.sentence


def test_a_gap_that_never_varies_is_not_enough_data() -> None:
    same = yearly(np.arange(1, 13))
    assert compare(same, {"There": same}, "2008", "down").verdict == "not enough data"


def test_false_alarms_are_few_though_neighbours_resemble_each_other() -> None:
    draw = np.random.default_rng(4)
    found = 0
    for _ in range(150):
        common = draw.normal(0, 0.05, 14).cumsum()
        own = draw.normal(0, 0.05, (2, 14))
        for t in range(1, 14):
            own[:, t] = 0.3 * own[:, t - 1] + 0.95 * own[:, t]
        here, there = (yearly(50 * np.exp(common + line)) for line in own)
        found += compare(here, {"There": there}, "2009", "up").movement != "same"
    assert found <= 0.08 * 150
