from __future__ import annotations

import math

import pytest

from partnerlab.errors import MethodError
from partnerlab.methods.fairness import score_fairness


def test_equal_shares_need_nothing_moved() -> None:
    fairness = score_fairness({"A": 30, "B": 10}, resources={"A": 3, "B": 1}, benefit={"A": 75, "B": 25})
    assert fairness.moved_for_resources == 0
    assert fairness.shares["exposure_to_resources"].tolist() == [1, 1]


def test_what_must_change_hands_is_half_the_sum_of_the_differences() -> None:
    fairness = score_fairness({"A": 60, "B": 30, "C": 10}, resources={"A": 40, "B": 40, "C": 20})
    assert fairness.moved_for_resources == pytest.approx(0.2)


def test_one_that_carries_all_and_has_nothing_is_the_extreme() -> None:
    fairness = score_fairness({"A": 5, "B": 0}, resources={"A": 0, "B": 9})
    assert fairness.moved_for_resources == 1
    assert math.isnan(fairness.shares.loc["A", "exposure_to_resources"])


def test_what_is_not_given_is_unknown_not_zero() -> None:
    fairness = score_fairness({"A": 5, "B": 5}, resources={"A": 1})
    assert fairness.moved_for_resources is None
    assert fairness.shares["resources"].isna().all()


def test_no_exposure_at_all_cannot_be_shared() -> None:
    assert score_fairness({"A": 0, "B": 0}, resources={"A": 1, "B": 1}).moved_for_resources is None
    assert score_fairness({}).shares.empty


def test_one_partner_carries_its_share() -> None:
    assert score_fairness({"A": 5}, resources={"A": 1}).moved_for_resources == 0


def test_amounts_that_do_not_fit_are_refused() -> None:
    with pytest.raises(MethodError, match="resources of A is -1; it must be 0 or more"):
        score_fairness({"A": 1}, resources={"A": -1})
    with pytest.raises(MethodError, match="benefit names B, for whom no exposure is given"):
        score_fairness({"A": 1}, benefit={"A": 1, "B": 1})
