from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from partnerlab.errors import MethodError
from partnerlab.methods.options import rank_options

ERRORS = 4.5


def table(**options: list[float]) -> pd.DataFrame:
    return pd.DataFrame(options, index=list("xyz")[: len(next(iter(options.values())))]).T


def test_two_opposite_options_are_first_equally_often() -> None:
    ranking = rank_options(table(A=[1, 0], B=[0, 1]))
    assert abs(ranking.acceptability.loc["A", 1] - 0.5) < ERRORS * ranking.error


def test_three_opposite_options_are_first_a_third_each() -> None:
    ranking = rank_options(table(A=[1, 0, 0], B=[0, 1, 0], C=[0, 0, 1]))
    assert ranking.acceptability[1].to_numpy() == pytest.approx(np.full(3, 1 / 3), abs=ERRORS * ranking.error)
    central = ranking.central_weights.loc["A"]
    # mean of the largest of three uniform spacings: (1 + 1/2 + 1/3) / 3; the others share the rest
    assert central["x"] == pytest.approx(11 / 18, abs=0.01)
    assert central["y"] == pytest.approx(7 / 36, abs=0.01)


def test_an_option_wins_on_the_part_of_the_weights_where_it_is_better() -> None:
    ranking = rank_options(table(A=[1, 0], B=[0, 0.5]))  # A is first when x weighs more than 1/3
    assert abs(ranking.acceptability.loc["A", 1] - 2 / 3) < ERRORS * ranking.error
    assert ranking.central_weights.loc["A", "x"] == pytest.approx(2 / 3, abs=0.01)
    assert ranking.central_weights.loc["B", "x"] == pytest.approx(1 / 6, abs=0.01)


def test_a_better_option_on_everything_is_always_first() -> None:
    ranking = rank_options(table(A=[0.9, 0.8], B=[0.4, 0.7]))
    assert ranking.acceptability.loc["A"].tolist() == [1, 0]
    assert ranking.central_weights.loc["B"].isna().all()


def test_every_rank_is_taken_once() -> None:
    scores = pd.DataFrame(np.random.default_rng(1).random((5, 4)))
    ranking = rank_options(scores)
    assert ranking.acceptability.sum(axis=0).to_numpy() == pytest.approx(np.ones(5))
    assert ranking.acceptability.sum(axis=1).to_numpy() == pytest.approx(np.ones(5))


def test_options_that_are_equal_share_their_ranks() -> None:
    ranking = rank_options(table(A=[0.5, 0.5], B=[0.5, 0.5], C=[0.1, 0.1]))
    assert ranking.acceptability.loc["A"].tolist() == [0.5, 0.5, 0]
    assert ranking.weighted_sum["rank"].tolist() == [1, 1, 3]


def test_the_plain_weighted_sum_stands_beside() -> None:
    ranking = rank_options(table(A=[1, 0], B=[0, 1]), weights={"x": 3, "y": 1})
    assert ranking.weighted_sum["score"].tolist() == [0.75, 0.25]
    assert ranking.weighted_sum["rank"].tolist() == [1, 2]
    assert ranking.weights.tolist() == [0.75, 0.25]


def test_weights_gather_round_their_centre_as_concentration_grows() -> None:
    scores = table(A=[1, 0], B=[0, 1])
    loose, firm = (
        rank_options(scores, weights={"x": 3, "y": 1}, concentration=c).acceptability.loc["A", 1] for c in (2, 200)
    )
    assert 0.5 < loose < firm
    assert firm > 0.999


def test_a_criterion_without_weight_does_not_count_when_weights_gather() -> None:
    ranking = rank_options(table(A=[1, 0], B=[0, 1]), weights={"x": 1, "y": 0}, concentration=10)
    assert ranking.acceptability.loc["A", 1] == 1


def test_low_cost_is_good_and_the_scale_is_ones_own() -> None:
    ranking = rank_options(table(A=[1, 1], B=[5, 1]), scale=(1, 5), lower_is_better=("x",))
    assert ranking.weighted_sum["score"].tolist() == [0.5, 0]


def test_a_missing_score_counts_as_anything_on_the_scale() -> None:
    ranking = rank_options(table(A=[0.5], B=[np.nan]))
    assert abs(ranking.acceptability.loc["A", 1] - 0.5) < ERRORS * ranking.error
    assert ranking.unknown == (("B", "x"),)
    assert np.isnan(ranking.weighted_sum.loc["B", "score"])


def test_one_option_is_first() -> None:
    assert rank_options(table(A=[0.1])).acceptability.loc["A", 1] == 1


def test_the_same_seed_gives_the_same_shares() -> None:
    scores = table(A=[1, 0], B=[0, 1])
    first, second = (rank_options(scores, seed=7).acceptability for _ in range(2))
    assert first.equals(second)


@pytest.mark.parametrize(
    ("scores", "arguments", "message"),
    [
        (pd.DataFrame(), {}, "nothing to rank"),
        (table(A=[2]), {}, "A scores 2 on x; the scale runs from 0 to 1"),
        (pd.DataFrame({"x": ["good"]}), {}, "not a number"),
        (pd.DataFrame({"x": [1, 1]}, index=["A", "A"]), {}, "option A is given twice"),
        (table(A=[1]), {"scale": (1, 1)}, "it must rise"),
        (table(A=[1]), {"weights": {"q": 1}}, "weights and criteria do not match: q, x"),
        (table(A=[1]), {"weights": {"x": 0}}, "not all 0"),
        (table(A=[1]), {"weights": {"x": -1}}, "0 or more"),
        (table(A=[1]), {"concentration": 0}, "concentration is 0"),
        (table(A=[1]), {"lower_is_better": ("q",)}, "lower_is_better names q"),
        (table(A=[1]), {"draws": 10}, "fewer than 100"),
    ],
)
def test_input_that_does_not_fit_says_what_would(
    scores: pd.DataFrame, arguments: dict[str, object], message: str
) -> None:
    with pytest.raises(MethodError, match=message):
        rank_options(scores, **arguments)  # type: ignore[arg-type]  # the point of the test
