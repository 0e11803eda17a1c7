"""Agreement has its published values, and is not claimed where it cannot be known."""

from __future__ import annotations

import math

import krippendorff
import numpy as np
import pandas as pd
import pytest

from partnerlab.errors import MethodError
from partnerlab.methods.agreement import kendall_w, krippendorff_alpha

# K. Krippendorff, "Computing Krippendorff's Alpha-Reliability" (2011), section C: 4 observers, 12 units.
OBSERVERS = pd.DataFrame(
    {
        "A": [1, 2, 3, 3, 2, 1, 4, 1, 2, None, None, None],
        "B": [1, 2, 3, 3, 2, 2, 4, 1, 2, 5, None, 3],
        "C": [None, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, None],
        "D": [1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, None],
    }
)


@pytest.mark.parametrize(
    ("level", "alpha"), [("nominal", 0.743), ("ordinal", 0.815), ("interval", 0.849), ("ratio", 0.797)]
)
def test_alpha_has_its_published_values_with_answers_missing(level: str, alpha: float) -> None:
    found = krippendorff_alpha(OBSERVERS, level, resamples=0)  # type: ignore[arg-type]  # all are levels
    assert found.value == pytest.approx(alpha, abs=0.0005)
    assert (found.units, found.raters, found.answers, found.dropped) == (11, 4, 40, 1)


def test_words_with_an_order_are_as_good_as_numbers() -> None:
    words = ["not in place", "partly", "mostly", "nearly", "in place"]
    named = OBSERVERS.map(lambda answer: words[int(answer) - 1], na_action="ignore")
    assert krippendorff_alpha(named, "ordinal", order=words, resamples=0).value == pytest.approx(0.815, abs=0.0005)
    assert krippendorff_alpha(named, "nominal", resamples=0).value == pytest.approx(0.743, abs=0.0005)


def test_the_interval_holds_the_value_and_comes_out_the_same_each_time() -> None:
    first, second = (krippendorff_alpha(OBSERVERS, "ordinal", resamples=200, seed=3) for _ in range(2))
    assert first == second
    assert first.low is not None
    assert first.high is not None
    assert first.low < 0.815 < first.high


@pytest.mark.parametrize("level", ["nominal", "ordinal", "interval", "ratio"])
def test_the_interval_is_that_of_the_library_applied_to_one_draw_after_another(level: str) -> None:
    answers = OBSERVERS.dropna(thresh=2).to_numpy()
    generator, alphas = np.random.default_rng(7), []
    for _ in range(200):
        drawn = answers[generator.integers(len(answers), size=len(answers))]
        alphas.append(krippendorff.alpha(reliability_data=drawn.T, level_of_measurement=level))
    found = krippendorff_alpha(OBSERVERS, level, resamples=200, seed=7)  # type: ignore[arg-type]  # all are levels
    assert (found.low, found.high) == pytest.approx(tuple(np.percentile(alphas, [2.5, 97.5])), abs=1e-12)


def test_more_items_narrow_the_interval() -> None:
    few = krippendorff_alpha(OBSERVERS, "nominal", resamples=200)
    many = krippendorff_alpha(pd.concat([OBSERVERS] * 6, ignore_index=True), "nominal", resamples=200)
    assert few.low is not None
    assert many.low is not None
    assert few.low < many.low


def test_a_handful_of_items_has_a_value_but_no_interval() -> None:
    found = krippendorff_alpha(OBSERVERS.iloc[:4], "ordinal")
    assert found.enough
    assert (found.low, found.high) == (None, None)


def test_answers_by_chance_agree_as_chance_does() -> None:
    generator = np.random.default_rng(2)
    chance = pd.DataFrame(generator.integers(1, 4, size=(400, 3)))
    assert krippendorff_alpha(chance, "nominal", resamples=0).value == pytest.approx(0, abs=0.06)


@pytest.mark.parametrize(
    "ratings",
    [
        pd.DataFrame({"A": [1, 2, 3]}),
        pd.DataFrame({"A": [1, 2, 3], "B": [None, None, None]}),
        pd.DataFrame({"A": [1, 2], "B": [1, None]}),
        pd.DataFrame({"A": [], "B": []}),
        pd.DataFrame(),
    ],
)
def test_one_rater_or_one_item_is_not_enough_data(ratings: pd.DataFrame) -> None:
    found = krippendorff_alpha(ratings, "ordinal")
    assert (found.enough, found.value) == (False, None)
    assert "at least 2 of each" in found.sentence


def test_answers_that_are_all_the_same_are_not_enough_data() -> None:
    found = krippendorff_alpha(pd.DataFrame({"A": [2, 2, 2], "B": [2, 2, 2]}), "ordinal")
    assert found.value is None
    assert "all answers are the same" in found.sentence


def test_words_without_an_order_and_unknown_levels_are_refused() -> None:
    with pytest.raises(MethodError, match="give numbers, or the order of the words"):
        krippendorff_alpha(pd.DataFrame({"A": ["yes", "no"], "B": ["yes", "no"]}), "ordinal")
    with pytest.raises(MethodError, match="'maybe' of B has no place: the order is no, yes"):
        krippendorff_alpha(pd.DataFrame({"A": ["yes", "no"], "B": ["maybe", "no"]}), "ordinal", order=["no", "yes"])
    with pytest.raises(MethodError, match="nominal, ordinal, interval, ratio"):
        krippendorff_alpha(OBSERVERS, "ranked")  # type: ignore[arg-type]  # the wrong word is the point


def test_w_of_three_executives_who_rank_six_applicants() -> None:
    """S. Siegel, Nonparametric Statistics for the Behavioral Sciences (1956), chapter 9: W = .16."""
    ranks = pd.DataFrame({"X": [1, 6, 3, 2, 5, 4], "Y": [1, 5, 6, 4, 2, 3], "Z": [6, 3, 2, 5, 4, 1]})
    found = kendall_w(ranks).value
    assert found is not None
    assert math.floor(found * 100) / 100 == 0.16  # 25.5 / 157.5 = 0.1619
    assert found == pytest.approx(25.5 / 157.5)


def test_w_is_corrected_for_ties() -> None:
    """S. Siegel (1956), chapter 9, tied ranks: S = 591 and W = .828 against .796 uncorrected."""
    ranks = pd.DataFrame(
        {
            "X": [1, 4.5, 2, 4.5, 3, 7.5, 6, 9, 7.5, 10],
            "Y": [2.5, 1, 2.5, 4.5, 4.5, 8, 9, 6.5, 10, 6.5],
            "Z": [2, 1, 4.5, 4.5, 4.5, 4.5, 8, 8, 8, 10],
        }
    )
    assert kendall_w(ranks).value == pytest.approx(0.828, abs=0.0005)


def test_w_is_one_for_one_order_and_zero_for_orders_that_cancel() -> None:
    assert kendall_w(pd.DataFrame({"A": [1, 2, 3], "B": [10, 20, 30]})).value == pytest.approx(1)
    assert kendall_w(pd.DataFrame({"A": [1, 2, 3], "B": [3, 2, 1]})).value == pytest.approx(0)


def test_items_that_not_every_rater_answered_are_left_out_of_w_and_counted() -> None:
    found = kendall_w(pd.DataFrame({"A": [1, 2, 3, None], "B": [1, 2, 3, 4], "C": [None] * 4}))
    assert found.value == pytest.approx(1)
    assert (found.units, found.raters, found.dropped) == (3, 2, 1)


@pytest.mark.parametrize(
    "ratings",
    [pd.DataFrame({"A": [1, 2]}), pd.DataFrame({"A": [1], "B": [1]}), pd.DataFrame({"A": [1, 1], "B": [2, 2]})],
)
def test_w_without_raters_items_or_an_order_is_not_enough_data(ratings: pd.DataFrame) -> None:
    assert kendall_w(ratings).value is None
