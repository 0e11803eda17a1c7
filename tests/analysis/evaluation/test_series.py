"""Faults of a series are named, never quietly repaired."""

from __future__ import annotations

import pytest

from partnerlab.analysis.evaluation.series import find_faults, read_series
from partnerlab.partnership.evaluation import Indicator, PerformanceMeasure
from partnerlab.partnership.thresholds import Thresholds


def indicator(values: list[dict[str, object]], unit: str = "%", **more) -> Indicator:
    return Indicator(id="I", title="Lonely", unit=unit, good_direction="down", values=values, **more)


def faults(measure) -> list[tuple[str, str]]:
    return [(fault.kind, fault.message) for fault in find_faults(measure)]


def test_two_values_alike_are_both_and_more_are_all():
    rows = [{"period": str(2020 + step), "value": 4} for step in range(3)]
    doubting = Thresholds(least_alike=2)
    (fault,) = find_faults(indicator(rows[:2]), doubting)
    assert fault.message == "Both values are 4% (2020 to 2021): check the source."
    assert faults(indicator(rows))[0][1] == "All 3 values are 4% (2020 to 2022): check the source."


def test_two_values_that_happen_to_be_the_same_are_no_fault_and_three_are():
    rows = [{"period": str(2020 + step), "value": 4} for step in range(3)]
    assert faults(indicator(rows[:2])) == []
    assert [kind for kind, _ in faults(indicator(rows))] == ["all equal"]


def test_a_sound_series_has_no_fault():
    rows = [{"period": "2020", "value": 4.1}, {"period": "2021", "value": 4.4}]
    assert faults(indicator(rows, rule={"base": "2020", "interval": 1})) == []


def test_a_period_given_twice_is_named_and_leaves_no_series():
    found = indicator([{"period": "2020", "value": 4.1}, {"period": "2020", "value": 4.4}])
    assert faults(found)[0] == (
        "period given twice",
        "The period 2020 is given twice; keep one row, or say when each was published.",
    )
    assert read_series(found) is None


def test_a_revision_is_no_fault_and_the_newest_value_counts():
    rows = [
        {"period": "2020", "value": 4.1, "published": "2021-05-01"},
        {"period": "2020", "value": 4.4, "published": "2022-05-01"},
        {"period": "2021", "value": 4.6, "published": "2022-05-01"},
    ]
    assert faults(indicator(rows)) == []
    assert [float(value) for _, value in read_series(indicator(rows))] == [4.4, 4.6]


def test_mixed_kinds_of_period_cannot_be_read():
    kinds = [kind for kind, _ in faults(indicator([{"period": "2020", "value": 1}, {"period": "2020/21", "value": 2}]))]
    assert "period cannot be read" in kinds


def test_a_unit_that_changes_midway_is_named():
    rows = [{"period": "2020", "value": 4.1, "unit": "%"}, {"period": "2021", "value": 41, "unit": "per 1,000"}]
    assert faults(indicator(rows)) == [("unit changes", "The value for 2021 is in per 1,000, the series in %.")]
    assert read_series(indicator(rows)) is None


def test_a_share_of_one_among_percentages_is_doubted():
    rows = [{"period": str(2015 + i), "value": value} for i, value in enumerate((40, 42, 0.41, 44, 43))]
    assert faults(indicator(rows)) == [("unit doubtful", "0.41 for 2017 looks like a share of 1, not a percentage.")]


def test_low_percentages_among_low_ones_are_not_doubted():
    assert faults(indicator([{"period": "2020", "value": 0.8}, {"period": "2021", "value": 0.9}])) == []


@pytest.mark.parametrize("value", [-1, 100.1])
def test_a_percentage_outside_the_whole_is_named(value):
    rows = [{"period": "2020", "value": 50}, {"period": "2021", "value": value}]
    assert [kind for kind, _ in faults(indicator(rows))] == ["out of range"]
    assert faults(indicator(rows, unit="index")) == []


@pytest.mark.parametrize(
    ("value", "fits"), [(41.7, True), (41.67, True), (42, True), (41.6, False), (41, False), (60, False)]
)
def test_five_of_twelve_is_checked_to_the_decimals_shown(value, fits):
    rows = [{"period": "2025Q3", "value": value, "numerator": 5, "denominator": 12}, {"period": "2025Q4", "value": 50}]
    found = PerformanceMeasure(id="P", title="Better", kind="better off", unit="%", values=rows)
    assert (faults(found) == []) is fits


def test_a_percentage_with_all_the_digits_of_a_spreadsheet_fits_and_a_near_miss_is_told_with_enough_of_them():
    def told(value: float, count: int, of: int) -> list[tuple[str, str]]:
        rows = [{"period": "2020", "value": value, "numerator": count, "denominator": of}]
        return faults(indicator([*rows, {"period": "2021", "value": 50}]))

    assert [
        pair for pair in ((n, of) for of in range(1, 40) for n in range(of + 1)) if told(100 * pair[0] / pair[1], *pair)
    ] == []
    assert told(33.3334, 1, 3) == [("ratio does not fit", "1 of 3 for 2020 is 33.3333%, not 33.3334%.")]


@pytest.mark.parametrize("table", ["groups", "comparators"])
def test_ratios_of_groups_and_comparators_are_checked_and_those_of_rates_are_not(table: str):
    series = [{"period": "2020", "value": 50}, {"period": "2021", "value": 51}]
    odd = {table: [{"name": "Women", "values": [{"period": "2020", "value": 60, "numerator": 30, "denominator": 40}]}]}
    assert faults(indicator(series, **odd)) == [("ratio does not fit", "Women: 30 of 40 for 2020 is 75%, not 60%.")]
    assert faults(indicator(series, unit="per 100,000", **odd)) == []


def test_half_a_ratio_is_named():
    rows = [{"period": "2025Q3", "value": 41.7, "numerator": 5}, {"period": "2025Q4", "value": 50}]
    found = PerformanceMeasure(id="P", title="Better", kind="better off", unit="%", values=rows)
    assert faults(found) == [("half a ratio", "The denominator for 2025Q3 is missing.")]


def test_a_base_outside_the_series_is_named():
    rows = [{"period": "2020", "value": 4.1}, {"period": "2021", "value": 4.4}]
    ((kind, message),) = faults(indicator(rows, rule={"base": "2015", "interval": 1}))
    assert kind == "base not in the series"
    assert "'2015'" in message


def test_a_base_without_a_value_is_named():
    rows = [{"period": "2020"}, {"period": "2021", "value": 4.4}, {"period": "2022", "value": 4.6}]
    assert faults(indicator(rows, rule={"base": "2020", "interval": 1})) == [
        ("base not in the series", "There is no value for the base, 2020.")
    ]


def test_a_start_of_another_kind_is_named():
    rows = [{"period": "2020", "value": 4.1}, {"period": "2021", "value": 4.4}]
    assert [kind for kind, _ in faults(indicator(rows, action_from="2025/26"))] == ["start cannot be read"]


@pytest.mark.parametrize(
    ("values", "kind"),
    [
        ([], "no value"),
        ([{"period": "2020"}], "no value"),
        ([{"period": "2020", "value": 4}], "one value"),
        ([{"period": str(year), "value": 4} for year in range(2020, 2023)], "all equal"),
    ],
)
def test_too_little_to_compare_is_named(values, kind):
    assert [found for found, _ in faults(indicator(values))] == [kind]
