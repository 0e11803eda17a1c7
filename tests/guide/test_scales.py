from __future__ import annotations

from collections import Counter

import pytest

from partnerlab import guide
from partnerlab.errors import GuideError


@pytest.mark.parametrize("name", ["likelihood-5", "impact-5", "power-interest", "value-5"])
def test_a_scale_of_five_counts_from_one_to_five(name: str) -> None:
    assert [level.value for level in guide.scale(name).levels] == [1, 2, 3, 4, 5]


def test_a_likelier_level_has_the_greater_probability() -> None:
    chances = [level.probability for level in guide.scale("likelihood-5").levels]
    assert all(chance is not None and 0 < chance < 1 for chance in chances)
    assert chances == sorted(chances, key=lambda chance: chance or 0)


def test_not_knowing_is_an_answer_without_a_number() -> None:
    assert {level.label: level.value for level in guide.scale("answer-4").levels} == {
        "in place": 2,
        "partly": 1,
        "not in place": 0,
        "don't know": None,
    }


def test_readiness_is_answered_in_words_that_stay_words() -> None:
    assert [level.label for level in guide.scale("readiness").levels] == ["yes", "partly", "no"]


@pytest.mark.parametrize("row", [*guide.scales(), *guide.instruments()], ids=lambda row: row.id)
def test_no_number_is_passed_off_as_the_guides(row: guide.Row) -> None:
    assert not row.in_guide


def test_the_bands_of_a_five_by_five_product_hold_8_7_6_and_4_cells() -> None:
    bands = guide.bands("risk-5x5")
    found = [bands.band(likelihood * impact) for likelihood in range(1, 6) for impact in range(1, 6)]
    assert Counter(band.label for band in found if band) == {"low": 8, "moderate": 7, "high": 6, "very high": 4}


def test_vichealth_waves_fall_in_the_published_bands() -> None:
    tool = guide.instruments().row("vichealth")
    waves = [125.1, 134.7, 136.0, 137.4, 139.6, 141.2]
    order = [band.label for band in tool.bands]
    placed = [tool.band(wave) for wave in waves]
    assert [order.index(band.label) + 1 for band in placed if band] == [2, 3, 3, 3, 3, 3]


@pytest.mark.parametrize(("total", "place"), [(35, 0), (84, 0), (85, 1), (126, 1), (127, 2), (175, 2)])
def test_vichealth_bands_hold_their_printed_edges(total: float, place: int) -> None:
    tool = guide.instruments().row("vichealth")
    assert tool.band(total) == tool.bands[place]


@pytest.mark.parametrize("total", [34, 84.5, 126.5, 176])
def test_a_total_outside_or_between_the_printed_bands_has_none(total: float) -> None:
    assert guide.instruments().row("vichealth").band(total) is None


@pytest.mark.parametrize(("total", "place"), [(20, 0), (50, 0), (51, 1), (74, 1), (75, 2), (100, 2)])
def test_tcrp_bands_for_twenty_items_hold_their_printed_edges(total: float, place: int) -> None:
    tool = guide.instruments().row("tcrp-106")
    assert tool.band(total / 20) == tool.bands[place]


def test_an_instrument_comes_without_the_text_of_its_items() -> None:
    assert {tool.items for tool in guide.instruments()} == {35, None}


def test_an_unknown_scale_or_level_is_answered_with_the_nearest() -> None:
    with pytest.raises(GuideError, match='did you mean "likelihood-5"'):
        guide.scale("likelihood5")
    with pytest.raises(GuideError, match='did you mean "almost certain"'):
        guide.scale("likelihood-5").level("almost-certain")
    with pytest.raises(GuideError, match="known are risk-5x5"):
        guide.bands("zzz")
