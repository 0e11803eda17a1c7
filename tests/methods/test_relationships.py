from __future__ import annotations

import pandas as pd
import pytest

from partnerlab.errors import MethodError
from partnerlab.methods.relationships import rank_relationships


def values(**pairs: float | None) -> pd.DataFrame:
    return pd.DataFrame([(*pair, value) for pair, value in pairs.items()], columns=["source", "target", "value"])


def ranked(current: pd.DataFrame, potential: pd.DataFrame, **more: pd.DataFrame) -> pd.DataFrame:
    table = rank_relationships(current, potential, **more)
    return table.assign(pair=table["first"] + table["second"]).set_index("pair")


def test_the_next_hour_goes_where_most_can_be_gained():
    table = ranked(values(AB=4, AC=1, BC=3), values(AB=5, AC=5, BC=3))
    assert table["rank"].to_dict() == {"AC": 1, "AB": 2, "BC": 3}
    assert table["gain"].to_dict() == {"AC": 4, "AB": 1, "BC": 0}
    assert table["note"].to_dict() == {"AC": "spend", "AB": "spend", "BC": "keep"}


def test_hours_turn_the_rank_to_gain_an_hour():
    table = ranked(values(AB=4, AC=1), values(AB=5, AC=5), hours=values(AB=2, AC=40))
    assert table["rank"].to_dict() == {"AB": 1, "AC": 2}
    assert table["gain_an_hour"].to_dict() == {"AB": 0.5, "AC": 0.1}


def test_equal_gains_share_a_rank():
    assert ranked(values(AB=1, AC=2, BC=4), values(AB=3, AC=4, BC=4))["rank"].tolist() == [1, 1, 3]


def test_differing_answers_give_a_range_of_gains_and_ranks():
    table = ranked(values(AB=1, BA=4, AC=2), values(AB=5, AC=4))
    assert table.loc["AB", ["gain_low", "gain", "gain_high"]].tolist() == [1, 2.5, 4]
    assert table.loc["AB", ["rank_best", "rank_worst"]].tolist() == [1, 2]
    assert table["asymmetric"].to_dict() == {"AB": True, "AC": False}


def test_a_gain_only_if_one_side_is_right_is_doubtful():
    assert ranked(values(AB=3, BA=5), values(AB=5))["note"].tolist() == ["doubtful"]


def test_a_relationship_without_a_potential_cannot_be_ranked_and_stands_last():
    table = ranked(values(AB=1, AC=1), values(AC=2))
    assert table.index.tolist() == ["AC", "AB"]
    assert table.loc["AB", "note"] == "cannot tell"
    assert pd.isna(table.loc["AB", "rank"])


def test_no_relationships_give_an_empty_table():
    assert rank_relationships(values(), values()).empty


def test_hours_of_nothing_are_refused():
    with pytest.raises(MethodError, match="hours for A and B are 0; give more than 0"):
        rank_relationships(values(AB=1), values(AB=2), hours=values(AB=0))
