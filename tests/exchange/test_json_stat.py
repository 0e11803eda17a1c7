"""JSON-stat as offices write it: read to the last digit, or refused with every fault."""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from partnerlab.errors import InputError
from partnerlab.exchange.cubes import Series
from partnerlab.exchange.json_stat import read_json_stat

COVERS = ("partnerlab.exchange.cubes", "partnerlab.exchange.dimensions")


def series_of(dataset: dict[str, Any], **picks: str) -> Series:
    return read_json_stat(json.dumps(dataset), "a.json").pick(picks)


def values_of(series: Series) -> list[tuple[str, str | None]]:
    rows = zip(series.periods, series.observations, strict=True)
    return [(period.label, None if each.value is None else str(each.value)) for period, each in rows]


def faults_of(text: str) -> list[str]:
    with pytest.raises(InputError) as raised:
        read_json_stat(text, "a.json")
    return [fault.message for fault in raised.value.faults]


def test_a_series_is_the_row_of_the_group_that_was_picked(lonely: dict[str, Any]) -> None:
    assert values_of(series_of(lonely, EQUALGROUPS="Northern Ireland")) == [
        ("2021/22", "20.2"), ("2022/23", "19.4"), ("2023/24", "17.8"),
    ]  # fmt: skip
    assert values_of(series_of(lonely, EQUALGROUPS="2"))[2] == ("2023/24", "19.7")


def test_what_is_null_stays_empty(lonely: dict[str, Any]) -> None:
    assert values_of(series_of(lonely, EQUALGROUPS="1"))[1] == ("2022/23", None)


def test_unit_decimals_source_licence_and_day_are_kept(lonely: dict[str, Any]) -> None:
    series = series_of(lonely, EQUALGROUPS="1")
    assert (series.unit, series.decimals, series.population) == ("%", 1, "Sex - Male")
    assert (series.origin.publisher, series.origin.code) == ("NISRA", "INDLONEEQ")
    assert series.origin.licence == "Crown Copyright (https://www.nisra.gov.uk/crown-copyright)"
    assert series.origin.updated == date(2025, 3, 11)


def test_notes_lose_markup_and_what_would_steer_a_terminal(lonely: dict[str, Any]) -> None:
    origin = read_json_stat(json.dumps(lonely), "a.json").origin
    assert origin.notes == ("Loneliness", "A lower figure is better. [31m")


def test_sparse_values_and_an_index_by_name_say_the_same_as_lists(lonely: dict[str, Any]) -> None:
    whole = values_of(series_of(lonely, EQUALGROUPS="2"))
    lonely["value"] = {str(number): value for number, value in enumerate(lonely["value"]) if value is not None}
    category = lonely["dimension"]["EQUALGROUPS"]["category"]
    category["index"] = {"2": 2, "N92000002": 0, "1": 1}
    assert values_of(series_of(lonely, EQUALGROUPS="2")) == whole
    assert values_of(series_of(lonely, EQUALGROUPS="1")) == [
        ("2021/22", "18.1"),
        ("2022/23", None),
        ("2023/24", "15.9"),
    ]


def test_roles_and_index_may_be_lists_of_one_as_the_format_says(lonely: dict[str, Any]) -> None:
    lonely["role"] = {"time": ["TLIST(A1)"], "metric": ["STATISTIC"]}
    lonely["dimension"]["STATISTIC"]["category"]["index"] = ["INDLONE"]
    assert series_of(lonely, EQUALGROUPS="1").unit == "%"


def test_the_only_dimension_of_periods_is_time_where_no_role_says_so(lonely: dict[str, Any]) -> None:
    del lonely["role"]
    assert len(series_of(lonely, EQUALGROUPS="1").periods) == 3


def test_a_status_stands_with_its_value(lonely: dict[str, Any]) -> None:
    lonely["status"] = {"6": "provisional"}
    assert series_of(lonely, EQUALGROUPS="N92000002").statuses == {"provisional": ["2023/24"]}


def test_a_sign_in_place_of_a_number_is_no_value_and_is_told(lonely: dict[str, Any]) -> None:
    lonely["value"][6] = ".."
    series = series_of(lonely, EQUALGROUPS="N92000002")
    assert (values_of(series)[2], series.statuses) == (("2023/24", None), {"..": ["2023/24"]})


def test_no_digit_is_lost() -> None:
    text = (
        '{"class": "dataset", "id": ["Y"], "size": [2], "value": [13.0, 0.12345678901234567890],'
        '"dimension": {"Y": {"category": {"index": ["2022", "2023"]}}}}'
    )
    values = [each.value for each in read_json_stat(text, "a.json").pick({}).observations]
    assert [*map(str, values)] == ["13.0", "0.12345678901234567890"]
    assert values[0] == Decimal(13)


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"size": [1, 3, 2]}, "size is [1, 3, 2], but the dimensions hold [1, 3, 3] categories"),
        ({"value": [1, 2]}, "value holds 2 cells, where the dimensions have 9"),
        ({"value": {"9": 1}}, 'value has cells numbered "9", where the dimensions have 0 to 8'),
        ({"value": [True, *range(8)]}, "value 1 is True, which is not a number"),
        ({"value": [float("nan"), *range(8)]}, None),
        ({"id": ["STATISTIC", "TLIST(A1)", "AREA"]}, 'dimension "AREA" is named under id and not described'),
        ({"id": ["STATISTIC\x1b[2J"]}, 'id holds "STATISTIC [2J" with characters that cannot be shown'),
        ({"dimension": []}, "dimension holds no names and values"),
        ({"class": "collection"}, "is a JSON-stat collection, not a dataset"),
    ],
)
def test_what_does_not_fit_is_refused_in_words(
    lonely: dict[str, Any], change: dict[str, Any], says: str | None
) -> None:
    text = json.dumps(lonely | change)
    if says is None:  # NaN is no number of JSON; it is a sign that there is none
        assert read_json_stat(text, "a.json").pick({"EQUALGROUPS": "N92000002"}).observations[0].value is None
        return
    assert any(fault.startswith(says) for fault in faults_of(text))


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("[" * 100_000, "nested too deep"),
        ('{"jsonrpc": "2.0", "error": {"message": "no such matrix"}}', "no such matrix"),
        ('{"jsonrpc": "2.0", "result": null}', "holds no dataset"),
        ('{"dataset": {"value": []}}', "holds no dataset in JSON-stat 2.0"),
        ('{"a": ', "is not JSON"),
    ],
)
def test_what_is_no_dataset_is_told_with_what_to_do(text: str, says: str) -> None:
    (fault,) = faults_of(text)
    assert says in fault
    assert ";" in fault


def test_a_name_that_is_given_twice_is_refused() -> None:
    with pytest.raises(InputError, match='"value" is given twice'):
        read_json_stat('{"version": "2.0", "class": "dataset", "id": [], "value": [1], "value": [2]}', "a.json")


def test_everything_that_cannot_be_picked_is_told_at_once(lonely: dict[str, Any]) -> None:
    with pytest.raises(InputError) as raised:
        series_of(lonely, SEX="Male", EQUALGROUPS="Sex - Femal")
    told = "\n".join(fault.message for fault in raised.value.faults)
    assert '"SEX" is not a dimension' in told
    assert 'did you mean "Sex - Female"?' in told


def test_a_series_is_not_picked_by_guessing(lonely: dict[str, Any]) -> None:
    with pytest.raises(InputError, match=r'pick one of Equality Groups.*"Northern Ireland", "Sex - Male"'):
        series_of(lonely)


def test_periods_that_could_be_two_things_are_asked_for(lonely: dict[str, Any]) -> None:
    lonely["dimension"]["TLIST(A1)"]["category"] = {"index": ["2018-19", "2019-20", "2020-21"]}
    cube = read_json_stat(json.dumps(lonely), "a.json")
    with pytest.raises(InputError, match="could be a range of years"):
        cube.pick({"EQUALGROUPS": "1"})
    assert cube.pick({"EQUALGROUPS": "1"}, kind="financial year").periods[0].start == date(2018, 4, 1)
