"""Options under uncertain weights: shares that are known by geometry, and what is said when scores are missing."""

from __future__ import annotations

import pytest

from partnerlab.analysis.scoping import compare_options

COVERS = ("partnerlab.analysis.facts.options",)

CRITERIA = [{"id": "reach", "name": "Reach"}, {"id": "cost", "name": "Cost to run"}]


def option(key: str, form: str, **scores: float) -> dict:
    return {"id": key, "name": key.title(), "form": form, "scores": scores}


ALONE = option("alone", "one body alone", reach=2, cost=8)
TOGETHER = option("together", "partnership", reach=5, cost=7)


def test_the_share_of_weightings_is_that_of_the_line_where_the_options_cross(hub):
    """Together leads when 3 w > 1 (1 - w), that is for w > 1/4, and w is uniform on 0 to 1."""
    compared = compare_options(hub(criteria=CRITERIA, options=[ALONE, TOGETHER]))
    assert compared.options == ("together", "alone")
    assert compared.best_share == pytest.approx(3 / 4, abs=4 * compared.error)
    assert 0 < compared.error < 0.01


def test_each_option_says_which_weight_would_favour_it(hub):
    compared = compare_options(hub(criteria=CRITERIA, options=[ALONE, TOGETHER]))
    assert compared.table.set_index("option")["favoured_by"].to_dict() == {"together": "Reach", "alone": "Cost to run"}


def test_the_weighted_sum_takes_the_files_weights_or_equal_ones(hub):
    equal = compare_options(hub(criteria=CRITERIA, options=[ALONE, TOGETHER]))
    weighted = [{**CRITERIA[0], "weight": 1}, {**CRITERIA[1], "weight": 9}]
    agreed = compare_options(hub(criteria=weighted, options=[ALONE, TOGETHER]))
    assert equal.table["weighted_sum"].tolist() == pytest.approx([6.0, 5.0])
    assert agreed.table["weighted_sum"].tolist() == pytest.approx([6.8, 7.4])
    assert (equal.agreed, agreed.agreed) == (False, True)
    assert agreed.table["place"].tolist() == [2, 1]


def test_the_ranks_of_each_option_add_up_to_all_weightings(hub):
    ranks = compare_options(hub(criteria=CRITERIA, options=[ALONE, TOGETHER])).ranks
    assert ranks.groupby("option")["share"].sum().tolist() == pytest.approx([1.0, 1.0])
    assert ranks.groupby("rank")["share"].sum().tolist() == pytest.approx([1.0, 1.0])


def test_a_missing_score_counts_as_anything_and_is_said(hub):
    half = option("together", "partnership", reach=5)
    compared = compare_options(hub(criteria=CRITERIA, options=[ALONE, half, option("blank", "network")]))
    assert (compared.unknown, compared.unscored) == (1, ("Blank",))
    assert compared.table.set_index("option")["weighted_sum"].isna().to_dict() == {"together": True, "alone": False}


@pytest.mark.parametrize(
    ("answers", "missing"),
    [
        ({}, "no options are listed"),
        ({"options": [ALONE, TOGETHER]}, "no criteria are listed to judge the options by"),
        ({"criteria": CRITERIA, "options": [ALONE]}, "only one option has scores"),
        ({"criteria": CRITERIA, "options": [option("blank", "network")]}, "no option has scores"),
    ],
)
def test_what_is_missing_is_named_and_nothing_is_ranked(hub, answers, missing):
    compared = compare_options(hub(**answers))
    assert (compared.missing, compared.best, len(compared.table)) == (missing, None, 0)


def test_the_same_file_gives_the_same_shares(hub):
    asked = {"criteria": CRITERIA, "options": [ALONE, TOGETHER]}
    assert compare_options(hub(**asked)).table.equals(compare_options(hub(**asked)).table)
