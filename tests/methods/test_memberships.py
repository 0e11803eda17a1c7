from __future__ import annotations

import random
from itertools import combinations

import pandas as pd
import pytest

from partnerlab.errors import MethodError
from partnerlab.methods.memberships import compare_memberships, list_alike, score_memberships


def table(column: str, **partnerships: str) -> pd.DataFrame:
    rows = [(item, name) for name, items in partnerships.items() for item in items]
    return pd.DataFrame(rows, columns=[column, "partnership"])


def seats(**partnerships: str) -> pd.DataFrame:
    return table("organisation", **partnerships)


def test_an_organisation_is_loaded_by_every_partnership_it_sits_in():
    scores = score_memberships(seats(hub="AB", town="AC", plan="A")).set_index("organisation")
    assert scores["partnerships"].to_dict() == {"A": 3, "B": 1, "C": 1}
    assert scores.loc["B", "share"] == pytest.approx(1 / 3)


def test_two_seats_in_one_partnership_are_one_membership():
    assert score_memberships(seats(hub="AA"))["partnerships"].tolist() == [1]


def test_loads_add_up_over_what_is_known():
    scores = score_memberships(seats(hub="AB", town="AB").assign(load=[2, None, 3, None])).set_index("organisation")
    assert scores.loc["A", ["load", "load_known"]].tolist() == [5, 2]
    assert pd.isna(scores.loc["B", "load"])


def test_overlap_is_the_share_of_all_members_that_both_have():
    row = compare_memberships(seats(hub="ABC", town="BCD")).iloc[0]
    assert (row["members_shared"], row["members_overlap"]) == (2, 0.5)


def test_a_small_partnership_inside_a_large_one_is_covered_by_it():
    row = compare_memberships(seats(hub="ABCDEF", town="AB")).iloc[0]
    assert (row["smaller_covered"], row["members_overlap"]) == (1, pytest.approx(1 / 3))


@pytest.mark.parametrize(("aims", "candidate"), [({"hub": "x", "town": "x"}, True), ({"hub": "x", "town": "y"}, False)])
def test_the_same_members_are_candidates_to_merge_only_with_the_same_outcomes(aims, candidate):
    row = compare_memberships(seats(hub="AB", town="AB"), table("outcome", **aims)).iloc[0]
    assert row["candidate"] == candidate


def test_without_outcomes_it_cannot_be_told_whether_two_do_one_job():
    assert pd.isna(compare_memberships(seats(hub="AB", town="AB")).iloc[0]["candidate"])


def test_different_members_are_no_candidates_whatever_the_outcomes():
    assert not compare_memberships(seats(hub="AB", town="CD")).iloc[0]["candidate"]


def test_one_partnership_alone_and_none_at_all_give_empty_comparisons():
    assert compare_memberships(seats(hub="AB")).empty
    assert compare_memberships(seats()).empty
    assert score_memberships(seats()).empty


@pytest.mark.parametrize("least", [0.2, 1 / 3, 0.5, 0.75, 1.0])
def test_all_alike_are_found_as_by_comparing_all_with_all(least):
    chance = random.Random(3)  # noqa: S311 - a fixed seed for a test, no secret
    sets = {f"p{n:03}": set(chance.sample("abcdefghij", chance.randint(0, 6))) for n in range(90)}
    known = [
        (one, other)
        for one, other in combinations(sorted(sets), 2)
        if sets[one] and sets[other] and len(sets[one] & sets[other]) / len(sets[one] | sets[other]) >= least
    ]
    assert list_alike(sets, least) == known


def test_an_overlap_of_nothing_cannot_be_asked_for():
    with pytest.raises(MethodError, match="above 0"):
        list_alike({}, 0)
