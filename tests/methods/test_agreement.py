"""Agreement has its published values, and is not claimed where it cannot be known."""

from __future__ import annotations

import math
from itertools import permutations

import krippendorff
import numpy as np
import pandas as pd
import pytest
from scipy import stats

from partnerlab.errors import MethodError
from partnerlab.methods.agreement import _alphas, kendall_w, krippendorff_alpha

COVERS = ("partnerlab.methods.resampling",)

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
def test_alpha_of_resampled_items_is_that_of_the_library(level: str) -> None:
    answers = OBSERVERS.dropna(thresh=2).to_numpy()
    seen = np.unique(answers[~np.isnan(answers)])
    tally = np.stack([(answers == code).sum(axis=1) for code in seen], axis=1)
    times = np.random.default_rng(7).multinomial(len(answers), np.full(len(answers), 1 / len(answers)), size=100)
    found = _alphas(tally, seen, level, times.astype(float))  # type: ignore[arg-type]  # all are levels
    for row, alpha in zip(times, found, strict=True):
        drawn = np.repeat(answers, row, axis=0)
        assert alpha == pytest.approx(krippendorff.alpha(reliability_data=drawn.T, level_of_measurement=level))


def test_agreement_without_a_fault_has_no_interval_for_resampling_shows_none() -> None:
    same = pd.DataFrame({rater: [1, 2, 3, 1, 2, 3, 1, 2, 3, 1] for rater in "ABC"})
    found = krippendorff_alpha(same, "ordinal")
    assert (found.value, found.low, found.high) == (1, None, None)


def test_two_raters_of_ten_items_have_a_value_and_no_interval() -> None:
    two = pd.DataFrame({"A": [1, 2, 3, 1, 2, 3, 1, 2, 3, 1], "B": [1, 2, 3, 2, 2, 3, 1, 1, 3, 1]})
    found = krippendorff_alpha(two, "ordinal")
    assert found.value is not None
    assert (found.low, found.high) == (None, None)
    assert krippendorff_alpha(pd.concat([two, two], ignore_index=True), "ordinal").low is not None


@pytest.mark.parametrize("at_random", [0.95, 0.5, 0.2])
def test_the_interval_of_ten_items_holds_the_populations_alpha(at_random: float) -> None:
    # three answers alike, five raters who give the true one or, with this probability, any: two raters agree beyond
    # chance only where both give the true one, so the population's alpha is the square of the other probability
    generator = np.random.default_rng(3)
    alpha, held = (1 - at_random) ** 2, 0
    for _ in range(150):
        answers = np.repeat(generator.integers(3, size=10)[:, None], 5, axis=1)
        random = generator.random(answers.shape) < at_random
        answers[random] = generator.integers(3, size=int(random.sum()))
        found = krippendorff_alpha(pd.DataFrame(answers), "nominal", resamples=300)
        assert found.low is not None
        assert found.high is not None
        held += found.low <= alpha <= found.high
    assert held >= 0.91 * 150  # 95 % give or take 2.2 standard errors


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


def test_w_is_tested_by_every_order_there_is() -> None:
    # brute force: of the 6 × 6 orders of the second and the third rater, 1 gives W = 1 and 1 + 6 W of 7/9 or more
    ranks = pd.DataFrame({"A": [1, 2, 3], "B": [1, 2, 3], "C": [1, 2, 3]})
    assert kendall_w(ranks).p_value == pytest.approx(1 / 36)
    spreads = [
        sum((1 + i + a + b - 6) ** 2 for i, (a, b) in enumerate(zip(second, third, strict=True)))
        for second in permutations([1, 2, 3])
        for third in permutations([1, 2, 3])
    ]
    near = pd.DataFrame({"A": [1, 2, 3], "B": [1, 2, 3], "C": [1, 3, 2]})
    assert kendall_w(near).p_value == pytest.approx(np.mean(np.array(spreads) >= 14))


def test_w_of_the_three_executives_is_no_more_than_chance() -> None:
    """S. Siegel (1956), table R: with six applicants and three executives S must be 103.9 at .05; here it is 25.5."""
    ranks = pd.DataFrame({"X": [1, 6, 3, 2, 5, 4], "Y": [1, 5, 6, 4, 2, 3], "Z": [6, 3, 2, 5, 4, 1]})
    found = kendall_w(ranks)
    assert found.p_value is not None
    assert found.p_value > 0.5
    assert "with a chance of" in found.sentence


def test_w_of_many_raters_is_tested_as_friedmans_chi_square() -> None:
    generator = np.random.default_rng(5)
    scores = generator.normal(size=(8, 25)) + np.linspace(0, 0.8, 8)[:, None]
    found = kendall_w(pd.DataFrame(scores))
    assert found.p_value == pytest.approx(stats.friedmanchisquare(*scores).pvalue, abs=0.01)


def test_raters_without_a_common_order_pass_the_test_of_w_as_often_as_it_says() -> None:
    generator = np.random.default_rng(9)
    passed = [(kendall_w(pd.DataFrame(generator.normal(size=(5, 3)))).p_value or 0) <= 0.05 for _ in range(200)]
    assert np.mean(passed) < 0.05 + 3 * (0.05 * 0.95 / 200) ** 0.5


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


def test_a_gap_in_a_column_makes_no_answer_another() -> None:
    """A column with a gap holds 1.0 where the other holds 1: the two raters agree on every item both answered."""
    ratings = pd.DataFrame({"DoH": [1, 2, 3, 1], "PSNI": [1, 2, 3, None]})
    assert krippendorff_alpha(ratings, "nominal", resamples=0).value == 1.0
