"""Weights tried out: sums, ranks, how firm the first place is, and where it turns."""

from __future__ import annotations

import pytest
from scipy.stats import beta

from partnerlab.analysis.scoping.weighing import CLOSENESS, points_of, weigh_options
from partnerlab.partnership import Partnership
from partnerlab.partnership.case import Criterion, Option


def case(alone: dict[str, float], hub: dict[str, float], **weights: float | None) -> Partnership:
    return Partnership(
        name="Hub",
        purpose="Reach people",
        stage=[{"stage": "scoping"}],
        criteria=tuple(Criterion(id=key, name=key.title(), weight=weight) for key, weight in weights.items()),
        options=(
            Option(id="a", name="Alone", form="one body alone", scores=alone),
            Option(id="p", name="Hub", form="partnership", scores=hub),
        ),
    )


TWO = case({"reach": 2, "cost": 8}, {"reach": 8, "cost": 4}, reach=3, cost=1)


def test_sums_and_ranks_are_those_of_the_weights_tried():
    tried = weigh_options(TWO, {"reach": 60, "cost": 40})
    assert tried.table[["option", "weighted_sum", "place"]].values.tolist() == [
        ["p", pytest.approx(6.4), 1],
        ["a", pytest.approx(4.4), 2],
    ]


def test_how_often_it_comes_first_near_these_weights_is_the_share_of_the_beta_distribution():
    # The hub is ahead from a share of 0.4 for reach on; of two Dirichlet weights, each is a beta.
    for closeness in (CLOSENESS["closely"], CLOSENESS["roughly"]):
        tried = weigh_options(TWO, {"reach": 45, "cost": 55}, closeness)
        expected = beta.sf(0.4, 0.45 * closeness, 0.55 * closeness)
        assert tried.table.set_index("option").at["p", "first"] == pytest.approx(expected, abs=0.012)
    tried = weigh_options(TWO, {"reach": 45, "cost": 55}, CLOSENESS["not at all"])
    assert tried.table.set_index("option").at["p", "first"] == pytest.approx(0.6, abs=0.012)


def test_the_turn_is_where_a_change_of_one_weight_changes_who_comes_first():
    weights = {"reach": 60.0, "cost": 40.0}
    turns = weigh_options(TWO, weights).turns.set_index("criterion")
    for criterion, row in turns.iterrows():
        for side, first in ((-0.5, 0.5), (0.5, -0.5)):
            moved = weigh_options(TWO, {**weights, str(criterion): row["turns_at"] + side}).firsts
            other = weigh_options(TWO, {**weights, str(criterion): row["turns_at"] + first}).firsts
            assert {moved, other} == {("Hub",), ("Alone",)}
    assert turns["then"].tolist() == ["Alone", "Alone"]


def test_an_option_that_is_better_on_every_criterion_never_turns():
    tried = weigh_options(
        case({"reach": 1, "cost": 1}, {"reach": 2, "cost": 2}, reach=1, cost=1), {"reach": 50, "cost": 50}
    )
    assert tried.turns["turns_at"].isna().all()
    assert tried.table["first"].tolist() == [1.0, 0.0]


def test_options_that_are_level_are_both_first_and_nothing_turns():
    tried = weigh_options(case({"reach": 5}, {"reach": 5}, reach=1), {"reach": 100})
    assert set(tried.firsts) == {"Alone", "Hub"}
    assert tried.turns["turns_at"].isna().all()


def test_an_option_without_one_of_its_scores_has_no_sum_and_no_rank():
    tried = weigh_options(case({"reach": 5}, {"reach": 5, "cost": 5}, reach=1, cost=1), {"reach": 50, "cost": 50})
    assert tried.firsts == ("Hub",)
    assert tried.table.set_index("option")["place"].isna().to_dict() == {"p": False, "a": True}


@pytest.mark.parametrize(
    ("partnership", "weights", "missing"),
    [
        (TWO, {"reach": 0, "cost": 0}, "every weight is 0"),
        (case({}, {"reach": 1}, reach=1), {"reach": 1}, "only one option has scores"),
        (Partnership(name="Hub", purpose="x", stage=[{"stage": "scoping"}]), {}, "no options are listed"),
    ],
)
def test_what_cannot_be_compared_is_said(partnership, weights, missing):
    tried = weigh_options(partnership, weights)
    assert (tried.missing, tried.firsts, tried.draws) == (missing, (), 0)


def test_points_are_the_agreed_weights_of_a_hundred_or_equal_ones():
    assert points_of(TWO) == {"reach": 75.0, "cost": 25.0}
    assert points_of(case({}, {}, reach=3, cost=None)) == {"reach": 50.0, "cost": 50.0}
    assert points_of(Partnership(name="Hub", purpose="x", stage=[{"stage": "scoping"}])) == {}
