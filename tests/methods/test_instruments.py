"""Scores of imported instruments fall in the bands that their publishers print, edges and all."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from partnerlab.errors import MethodError
from partnerlab.methods.instruments import band_for, score_instrument


@dataclass(frozen=True)
class Band:
    label: str
    low: float
    high: float
    above_low: bool = False


VICHEALTH = (Band("1", 35, 84), Band("2", 85, 126), Band("3", 127, 175))
TCRP = (Band("serious", 1, 2.5), Band("middle", 2.5, 3.75, above_low=True), Band("healthy", 3.75, 5))


def label(score: float | Fraction, bands: tuple[Band, ...]) -> str | None:
    band = band_for(score, bands)
    return band.label if band else None


@pytest.mark.parametrize(
    ("score", "band"),
    [(34.9, None), (35, "1"), (84, "1"), (84.5, "1"), (85, "2"), (126, "2"), (126.9, "2"), (127, "3"), (175, "3"),
     (175.1, None)],
)  # fmt: skip
def test_vichealth_bands_at_their_edges(score: float, band: str | None) -> None:
    assert label(score, VICHEALTH) == band


def test_vichealth_waves_fall_in_their_published_bands() -> None:
    waves = [125.1, 134.7, 136.0, 137.4, 139.6, 141.2]
    assert [label(wave, VICHEALTH) for wave in waves] == ["2", "3", "3", "3", "3", "3"]


@pytest.mark.parametrize(
    ("total", "band"),
    [(20, "serious"), (50, "serious"), (51, "middle"), (74, "middle"), (75, "healthy"), (100, "healthy")],
)
def test_tcrp_bands_of_twenty_items_at_their_edges(total: int, band: str) -> None:
    assert label(Fraction(total, 20), TCRP) == band


@given(items=st.integers(1, 60), data=st.data())
def test_tcrp_bands_follow_the_number_of_items_exactly(items: int, data: st.DataObject) -> None:
    total = data.draw(st.integers(items, 5 * items))
    expected = "serious" if 2 * total <= 5 * items else "healthy" if 4 * total >= 15 * items else "middle"
    assert label(Fraction(total, items), TCRP) == expected


@given(score=st.floats(35, 175))
def test_no_score_falls_between_bands(score: float) -> None:
    assert label(score, VICHEALTH) is not None


def test_bands_out_of_order_are_refused() -> None:
    with pytest.raises(MethodError, match="list them lowest first"):
        band_for(90, VICHEALTH[::-1])
    with pytest.raises(MethodError, match="list them lowest first"):
        band_for(90, ())


def test_each_respondent_gets_a_total_a_mean_and_a_band() -> None:
    responses = pd.DataFrame([[3] * 35, [5] * 35, [1] * 35], index=["DoH", "PSNI", "Council"])
    scores = score_instrument(responses, VICHEALTH, lowest=1, highest=5, items=35)
    assert scores["total"].tolist() == [105.0, 175.0, 35.0]
    assert scores["band"].tolist() == ["2", "3", "1"]


def test_a_missing_answer_leaves_no_total_unless_fewer_answers_are_allowed() -> None:
    responses = pd.DataFrame([[4] * 34 + [None]], index=["DoH"])
    strict = score_instrument(responses, VICHEALTH, lowest=1, highest=5)
    assert (strict["answered"][0], strict["band"][0]) == (34, None)
    assert pd.isna(strict["total"][0])
    scaled = score_instrument(responses, VICHEALTH, lowest=1, highest=5, fewest=30)
    assert (scaled["total"][0], scaled["scaled"][0], scaled["band"][0]) == (140.0, True, "3")


def test_no_answer_at_all_is_no_score_and_not_nought() -> None:
    scores = score_instrument(pd.DataFrame([[None, None]]), TCRP, lowest=1, highest=5, for_each_item=True, fewest=0)
    assert scores["band"][0] is None
    assert pd.isna(scores["mean"][0])


@pytest.mark.parametrize(
    ("answer", "reason"), [(6, "runs from 1 to 5"), (0, "runs from 1 to 5"), ("often", "give a number")]
)
def test_answers_off_the_scale_are_refused_by_name(answer: object, reason: str) -> None:
    responses = pd.DataFrame({"q1": [3], "q2": [answer]}, index=["PSNI"])
    with pytest.raises(MethodError, match=f"PSNI answers item q2 with .*{reason}"):
        score_instrument(responses, TCRP, lowest=1, highest=5)


def test_a_number_of_items_that_does_not_fit_is_refused() -> None:
    with pytest.raises(MethodError, match="the responses have 2 items; the instrument has 35"):
        score_instrument(pd.DataFrame([[1, 2]]), VICHEALTH, lowest=1, highest=5, items=35)


def test_an_item_on_which_high_is_unfavourable_counts_from_the_other_end() -> None:
    responses = pd.DataFrame({"trust": [5, 1], "blame": [1, 4]}, index=["A", "B"])
    bands = (Band("low", 2, 5), Band("high", 6, 10))
    scores = score_instrument(responses, bands, lowest=1, highest=5, reverse=["blame"])
    found = list(zip(scores["total"], scores["band"], strict=True))
    assert found == [(10.0, "high"), (3.0, "low")]  # 5 + (6 - 1), 1 + (6 - 4)
