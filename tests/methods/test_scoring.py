from __future__ import annotations

from itertools import product

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from partnerlab.errors import MethodError
from partnerlab.methods.scoring import (
    Band,
    rank_stability,
    score_grid,
    score_ratings,
    unambiguous_share,
)

ratings = st.lists(st.tuples(st.integers(1, 5), st.integers(1, 5)), min_size=1, max_size=4)


def rated(*pairs: tuple[int | None, int | None]) -> pd.DataFrame:
    names = [f"R{number}" for number in range(1, len(pairs) + 1)]
    return pd.DataFrame(pairs, index=names, columns=["likelihood", "impact"])


def test_a_five_by_five_product_takes_fourteen_values() -> None:
    assert sorted(score_grid()["product"].unique()) == [1, 2, 3, 4, 5, 6, 8, 9, 10, 12, 15, 16, 20, 25]


def test_the_bands_hold_eight_seven_six_and_four_cells() -> None:
    cells = score_grid().groupby("band").size()
    assert cells[["low", "moderate", "high", "extreme"]].tolist() == [8, 7, 6, 4]


@pytest.mark.parametrize(
    ("pair", "band"),
    [
        ((1, 4), "low"),
        ((1, 5), "moderate"),
        ((3, 3), "moderate"),
        ((2, 5), "high"),
        ((5, 3), "high"),
        ((4, 4), "extreme"),
    ],
)
def test_the_edges_of_the_bands(pair: tuple[int, int], band: str) -> None:
    assert score_ratings(rated(pair)).loc["R1", "band"] == band


def test_likelihood_and_impact_stand_beside_their_product() -> None:
    scored = score_ratings(rated((2, 5), (5, 2), (1, 1), (None, 3)))
    assert scored["product"].tolist()[:3] == [10, 10, 1]
    assert scored["rank"].tolist()[:3] == [1, 1, 3]
    assert scored["likelihood"].tolist()[:2] == [2, 5]


def test_a_risk_that_nobody_rated_has_no_product_and_no_rank() -> None:
    scored = score_ratings(rated((None, 3), (2, 2)))
    assert scored.loc["R1", "band"] == "cannot tell"
    assert pd.isna(scored.loc["R1", "product"])
    assert pd.isna(scored.loc["R1", "rank"])
    assert scored.loc["R2", "rank"] == 1


def test_a_scale_and_bands_of_ones_own_serve_as_well() -> None:
    bands = (Band("watch", 1, 4), Band("act", 5, 9))
    scored = score_ratings(rated((3, 3), (2, 2)), levels=3, bands=bands)
    assert scored["band"].tolist() == ["act", "watch"]


@pytest.mark.parametrize(
    ("pairs", "message"),
    [
        ([(6, 1)], "likelihood of R1 is 6; it must be a number from 1 to 5"),
        ([(1, 0)], "impact of R1 is 0"),
        ([(0.5, 1)], "likelihood of R1 is 0.5"),
        ([("likely", 1)], "likelihood of R1 is likely"),
    ],
)
def test_ratings_off_the_scale_are_refused(pairs: list[tuple[int, int]], message: str) -> None:
    with pytest.raises(MethodError, match=message):
        score_ratings(rated(*pairs))


@pytest.mark.parametrize(
    ("bands", "message"),
    [
        ((Band("low", 1, 9), Band("high", 9, 25)), '"low" and "high" both hold the product 9'),
        ((Band("low", 1, 9), Band("high", 11, 25)), "no band holds the product 10"),
    ],
)
def test_bands_that_overlap_or_leave_a_gap_are_refused(bands: tuple[Band, ...], message: str) -> None:
    with pytest.raises(MethodError, match=message):
        score_grid(bands=bands)


def test_a_scale_of_one_step_and_missing_columns_are_refused() -> None:
    with pytest.raises(MethodError, match="a scale of 1 steps tells nothing apart"):
        score_grid(levels=1)
    with pytest.raises(MethodError, match='no column "impact"'):
        score_ratings(pd.DataFrame({"likelihood": [1]}))


@settings(deadline=None, max_examples=15)
@given(ratings)
def test_stability_equals_scoring_anew_after_every_step(pairs: list[tuple[int, int]]) -> None:
    table = rated(*pairs)
    before = score_ratings(table)
    rank_kept, own_rank, own_band = (dict.fromkeys(table.index, 0) for _ in range(3))
    changes, own = 0, dict.fromkeys(table.index, 0)
    for risk, column, step in product(table.index, table.columns, (-1, 1)):
        moved = table.copy()
        moved.loc[risk, column] += step
        if not 1 <= moved.loc[risk, column] <= 5:
            continue
        after = score_ratings(moved)
        changes, own[risk] = changes + 1, own[risk] + 1
        own_rank[risk] += after.loc[risk, "rank"] == before.loc[risk, "rank"]
        own_band[risk] += after.loc[risk, "band"] == before.loc[risk, "band"]
        for each in table.index:
            rank_kept[each] += after.loc[each, "rank"] == before.loc[each, "rank"]
    found = rank_stability(table["likelihood"], table["impact"])
    for risk in table.index:
        assert found.loc[risk, "changes"] == changes
        assert found.loc[risk, "own_changes"] == own[risk]
        assert found.loc[risk, "rank_held"] == pytest.approx(rank_kept[risk] / changes)
        assert found.loc[risk, "own_rank_held"] == pytest.approx(own_rank[risk] / own[risk])
        assert found.loc[risk, "band_held"] == pytest.approx(own_band[risk] / own[risk])
        assert found.loc[risk, "best_rank"] <= found.loc[risk, "rank"] <= found.loc[risk, "worst_rank"]


def test_a_clear_leader_keeps_its_rank_and_close_ones_do_not() -> None:
    table = rated((5, 5), (1, 2), (2, 1))
    found = rank_stability(table["likelihood"], table["impact"])
    assert found.loc["R1", "rank_held"] == 1
    assert found.loc["R2", "rank_held"] < 1


def test_risks_that_are_not_rated_are_left_unknown() -> None:
    table = rated((3, 3), (None, 2))
    found = rank_stability(table["likelihood"], table["impact"])
    assert found.loc["R2"].isna().all()
    assert found.loc["R1", "changes"] == 4


def test_no_rated_risk_at_all_is_an_empty_answer_not_an_error() -> None:
    table = rated((None, None))
    assert rank_stability(table["likelihood"], table["impact"]).isna().all().all()


def test_share_of_pairs_of_cells_that_bands_order_with_certainty() -> None:
    # risks per cell: low [0, 4], moderate [0, 9], high [4, 15], extreme [9, 25] (of 25): low-high, low-extreme and
    # moderate-extreme are certain
    assert unambiguous_share() == pytest.approx(2 * (8 * 6 + 8 * 4 + 7 * 4) / 625)


def test_certainty_agrees_with_risks_drawn_at_random() -> None:
    grid = score_grid().set_index(["likelihood", "impact"])["band"]
    points = np.random.default_rng(1).random((4_000, 2))
    bands = [grid[(int(a * 5) + 1, int(b * 5) + 1)] for a, b in points]
    risk = points.prod(axis=1)
    spans = {
        band: (risk[[b == band for b in bands]].min(), risk[[b == band for b in bands]].max()) for band in set(bands)
    }
    certain = {(a, b) for a, b in product(spans, repeat=2) if spans[a][0] >= spans[b][1]}
    assert certain == {("extreme", "low"), ("extreme", "moderate"), ("high", "low")}


def test_ratings_between_two_steps_are_multiplied_as_they_are() -> None:
    scored = score_ratings(rated((2.5, 3.8), (2, 4)))
    assert scored["product"].tolist() == [9.5, 8]
    assert scored["band"].tolist() == ["moderate", "moderate"]  # 9.5 lies between 9 and 10: in the band of 9
    found = rank_stability(scored["likelihood"], scored["impact"])
    # one step up or down: 2.5 and 3.8 can move three ways (3.8 + 1 is within 5), 2 and 4 all four
    assert found["own_changes"].tolist() == [4, 4]
    assert found["rank"].tolist() == [1, 2]


def test_equal_products_of_decimals_share_a_rank() -> None:
    """1.1 × 3 and 3.3 × 1 are both 3.3, though not in binary; both ranks, before and after a change, say so."""
    ratings = pd.DataFrame({"likelihood": [1.1, 3.3, 2.0], "impact": [3.0, 1.0, 1.0]}, index=["R1", "R2", "R3"])
    assert score_ratings(ratings)["rank"].tolist() == [1, 1, 3]
    assert rank_stability(ratings["likelihood"], ratings["impact"])["rank"].tolist() == [1, 1, 3]
