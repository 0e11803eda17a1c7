"""Other bodies' tools: totals recorded or added up from items, in the tools' own bands, edges and all."""

from __future__ import annotations

from datetime import date
from math import isnan

import pytest

from partnerlab.analysis.changes import compare_reviews
from partnerlab.analysis.evaluation.instruments import band_of, get_instrument
from partnerlab.analysis.evaluation.surveys import assess_surveys, compare_items, list_outside_totals, score_partners
from partnerlab.partnership import Partnership

COVERS = ("partnerlab.analysis.evaluation.instruments",)

TOOL = {
    "id": "ours",
    "title": "Ours",
    "lowest": 1,
    "highest": 5,
    "items": [{"id": "trust", "label": "Trust"}, {"id": "blame", "label": "Blame", "reverse": True}],
    "bands": [{"label": "weak", "low": 2, "high": 6}, {"label": "strong", "low": 7, "high": 10}],
}


def hub(**more) -> Partnership:
    made = {
        "name": "Hub",
        "purpose": "Reach people",
        "stage": [{"stage": "reviewing"}],
        "partners": [{"id": name, "name": name} for name in "ABC"],
    }
    return Partnership(**{**made, **more}).at(date(2026, 12, 31))


def answered(*rows: tuple[str, str, str, float | None], **more) -> Partnership:
    responses = [dict(zip(("on", "by", "item", "value"), row, strict=True)) for row in rows]
    return hub(instruments=[{**TOOL, "responses": responses, **more}])


def scores(partnership: Partnership) -> list[tuple[str, float | None, str | None, str]]:
    table = score_partners(partnership)[["partner", "total", "band", "state"]]
    return [(who, None if isnan(total) else total, band, state) for who, total, band, state in table.values.tolist()]


@pytest.mark.parametrize(
    ("total", "band"),
    [
        (35, "in question"),
        (84, "in question"),
        (84.9, "in question"),
        (85, "right direction"),
        (126, "right direction"),
        (126.9, "right direction"),
        (127, "genuine collaboration"),
        (175, "genuine collaboration"),
        (34, None),
        (176, None),
    ],
)
def test_band_edges_are_exact(total, band):
    assert band_of(get_instrument(hub(), "vichealth"), total) == band


def test_waves_fall_in_their_published_bands():
    tool = get_instrument(hub(), "vichealth")
    waves = [125.1, 134.7, 136.0, 137.4, 139.6, 141.2]
    labels = ["in question", "right direction", "genuine collaboration"]
    assert [labels.index(band_of(tool, total)) + 1 for total in waves] == [2, 3, 3, 3, 3, 3]


@pytest.mark.parametrize(
    ("total", "band"),
    [(20, 0), (50, 0), (51, 1), (74, 1), (75, 2), (100, 2)],
)
def test_a_tool_scored_as_a_supplied_one_has_its_bands_for_the_items_it_lists(total, band):
    own = {"id": "card", "title": "Scorecard", "scored_as": "tcrp-106", "items": [{"id": str(n)} for n in range(20)]}
    tool = get_instrument(hub(instruments=[own]), "card")
    assert band_of(tool, total) == tool.bands[band].label


def test_each_round_of_an_instrument_has_its_mean_and_spread():
    rows = [
        {"instrument": "vichealth", "on": on, "by": by, "score": score}
        for on, by, score in (("2025-06-01", "A", 80), ("2025-06-03", "B", 90), ("2026-06-01", "A", 130))
    ]
    found = assess_surveys(hub(surveys=rows))
    assert found[["n", "mean", "lowest", "highest", "bands_apart"]].values.tolist() == [
        [2, 85.0, 80.0, 90.0, 2],
        [1, 130.0, 130.0, 130.0, 1],
    ]


def test_items_are_added_up_and_an_unfavourable_one_is_turned():
    seen = answered(("2026-06-01", "A", "trust", 4), ("2026-06-01", "A", "blame", 2))
    assert scores(seen) == [("A", 8.0, "strong", "scored")]  # 4 and 6 - 2


def test_an_answer_that_lacks_an_item_is_not_enough_data():
    seen = answered(
        ("2026-06-01", "A", "trust", 4), ("2026-06-01", "A", "blame", None), ("2026-06-01", "B", "trust", 2),
        ("2026-06-01", "B", "blame", 4),
    )  # fmt: skip
    assert scores(seen) == [("A", None, None, "not enough data"), ("B", 4.0, "weak", "scored")]
    assert assess_surveys(seen)[["n", "mean", "band", "incomplete"]].values.tolist() == [[1, 4.0, "weak", 1]]


def test_a_total_is_scaled_up_only_when_the_instrument_says_from_how_many_answers_on():
    seen = answered(("2026-06-01", "A", "trust", 4), fewest=1)
    assert scores(seen) == [("A", 8.0, "strong", "scaled up")]


def test_of_two_answers_in_one_round_the_last_counts():
    seen = answered(
        ("2026-06-01", "A", "trust", 1), ("2026-06-01", "A", "blame", 5), ("2026-06-10", "A", "trust", 5)
    )  # fmt: skip
    assert scores(seen) == [("A", 6.0, "weak", "scored")]


def test_totals_and_items_of_one_tool_make_one_series_of_rounds():
    rows = [{"instrument": "ours", "on": "2025-06-01", "by": "A", "score": 6}]
    responses = [{"on": "2026-06-01", "by": "A", "item": item, "value": 3} for item in ("trust", "blame")]
    seen = hub(surveys=rows, instruments=[{**TOOL, "responses": responses}])
    assert assess_surveys(seen)[["on", "mean", "band"]].values.tolist() == [
        [date(2025, 6, 1), 6.0, "weak"],
        [date(2026, 6, 1), 6.0, "weak"],
    ]


def test_who_rates_an_item_lowest_and_highest_is_named():
    seen = answered(
        ("2026-06-01", "A", "trust", 5), ("2026-06-01", "B", "trust", 1), ("2026-06-01", "C", "trust", 3),
        ("2026-06-01", "A", "blame", 2), ("2026-06-01", "B", "blame", 2),
    )  # fmt: skip
    table = compare_items(seen)[["item", "n", "mean", "lowest_by", "highest_by"]]
    assert table.values.tolist() == [["trust", 3, 3.0, "B", "A"], ["blame", 2, 2.0, "", ""]]


def test_an_answer_by_a_partner_who_had_left_counts_nowhere_and_is_found():
    gone = [{"id": "A", "name": "A", "left": "2026-01-01"}]
    responses = [{"on": "2026-06-01", "by": "A", "item": item, "value": 3} for item in ("trust", "blame")]
    seen = hub(partners=gone, instruments=[{**TOOL, "responses": responses}])
    assert assess_surveys(seen).empty
    assert compare_items(seen).empty
    assert [row.item for row in list_outside_totals(seen)] == ["trust", "blame"]


def test_a_total_that_moved_between_two_reviews_is_a_change():
    seen = answered(
        ("2025-06-01", "A", "trust", 4), ("2025-06-01", "A", "blame", 2), ("2026-06-01", "A", "trust", 2),
        ("2026-06-01", "A", "blame", 2),
    )  # fmt: skip
    changed = compare_reviews(seen, since=date(2025, 12, 31), topic="evaluation")
    facts = changed[changed["what"] == "Ours, total by A"]
    assert facts[["change", "before", "after"]].values.tolist() == [["changed", "8", "6"]]


def test_two_tools_of_one_title_are_told_apart_by_their_ids():
    rounds = [("2025-06-01", 4), ("2026-06-01", 2)]
    responses = [
        {"on": on, "by": "A", "item": item, "value": value} for on, value in rounds for item in ("trust", "blame")
    ]
    tools = [{**TOOL, "id": key, "responses": responses} for key in ("ours", "theirs")]
    responses[-1]["value"] = 3  # trust 4 and blame 6 - 4 add up to 6; trust 2 and blame 6 - 3 to 5
    changed = compare_reviews(hub(instruments=tools), since=date(2025, 12, 31), topic="evaluation")
    facts = changed[changed["what"].str.startswith("Ours")][["what", "before", "after"]].values.tolist()
    assert facts == [["Ours (ours), total by A", "6", "5"], ["Ours (theirs), total by A", "6", "5"]]


def test_a_total_of_an_unknown_number_of_items_has_no_band():
    tool = get_instrument(hub(), "tcrp-106")
    assert tool is not None
    assert band_of(tool, 60) is None


def test_a_mean_total_that_changed_is_told_as_finely_as_its_bands_need():
    """126.7 is below the band that begins at 127, and 127 is not."""
    rounds = [("2025-06-01", (126, 127, 127)), ("2026-06-01", (127, 127, 127))]
    given = [
        {"instrument": "vichealth", "on": on, "by": by, "score": score}
        for on, totals in rounds
        for by, score in zip("ABC", totals, strict=True)
    ]
    changed = compare_reviews(hub(surveys=given), since=date(2025, 12, 31), topic="evaluation")
    rows = changed[changed["what"].str.startswith("mean total")]
    assert rows[["before", "after"]].to_numpy().tolist() == [["126.7", "127.0"]]
