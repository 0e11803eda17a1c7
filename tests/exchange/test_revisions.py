"""New, revised and withdrawn values told apart, and held so that a partnership is seen as it stood on any day."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from partnerlab.analysis.evaluation.series import series_table
from partnerlab.errors import InputError
from partnerlab.exchange.cubes import Series
from partnerlab.exchange.json_stat import read_json_stat
from partnerlab.exchange.revisions import add_to_file, first_file
from partnerlab.methods.series import official_change
from partnerlab.partnership import read_partnership

DAY = date(2025, 3, 11)


@pytest.fixture
def series(lonely: dict[str, Any]) -> Series:
    return read_json_stat(json.dumps(lonely), "a.json").pick({"EQUALGROUPS": "N92000002"})


def held(folder: Path, text: str) -> Path:
    path = folder / "lonely.csv"
    path.write_bytes(text.encode())
    return path


def test_a_new_file_says_where_it_comes_from_and_dates_its_newest_value_alone(series: Series) -> None:
    update = first_file(series, "lonely.csv", DAY)
    assert update.after.decode() == (
        "# Northern Ireland: Percentage who were lonely 'often/always' or 'some of the time'\n"
        "# Unit: %, given to 1 decimal.\n"
        "# NISRA, INDLONEEQ, updated 2025-03-11, Crown Copyright (https://www.nisra.gov.uk/crown-copyright).\n"
        "# An empty value was not given.\n"
        "period,value,published\n2021/22,20.2,\n2022/23,19.4,\n2023/24,17.8,2025-03-11\n"
    )


def test_a_file_that_holds_the_series_stays_as_it_is(series: Series, tmp_path: Path) -> None:
    path = held(tmp_path, first_file(series, "lonely.csv", DAY).after.decode().replace("20.2", "20.20"))
    update = add_to_file(series, path, DAY)
    assert (update.is_changed, update.words) == (False, ("3 values as before.",))


def test_rows_are_added_and_none_is_changed(series: Series, tmp_path: Path) -> None:
    before = "\ufeffperiod;published;value\r\n2021/22;;20.2\r\n2022/23;;19.5\r\n"
    update = add_to_file(series, held(tmp_path, before), DAY)
    assert update.after.decode() == before + (
        "# Added: NISRA, INDLONEEQ, updated 2025-03-11, Crown Copyright (https://www.nisra.gov.uk/crown-copyright).\r\n"
        "2022/23;2025-03-11;19.4\r\n2023/24;2025-03-11;17.8\r\n"
    )
    assert update.words == (
        "1 value revised: 2022/23 from 19.5 to 19.4.",
        "1 value new: 2023/24 17.8.",
        "1 value as before.",
    )


def test_a_revision_is_seen_from_its_day_on(series: Series, tmp_path: Path) -> None:
    path = held(tmp_path, "period,value\n2021/22,20.2\n2022/23,19.5\n")
    path.write_bytes(add_to_file(series, path, DAY).after)
    (tmp_path / "hub.yaml").write_text(
        "name: Hub\npurpose: Meet\nstage: building\nindicators:\n"
        "  lonely: {title: Lonely, unit: '%', good_direction: down, values: lonely.csv}\n",
        encoding="utf-8",
    )

    def seen(as_at: str) -> list[tuple[str, float | None]]:
        (indicator,) = read_partnership(tmp_path / "hub.yaml", as_at=as_at).indicators
        return [(row.period, row.value) for row in indicator.values]

    assert seen("2025-03-10") == [("2021/22", 20.2), ("2022/23", 19.5)]
    assert seen("2025-03-11")[2:] == [("2022/23", 19.4), ("2023/24", 17.8)]


def test_what_was_empty_is_filled_and_what_is_withdrawn_is_emptied(lonely: dict[str, Any], tmp_path: Path) -> None:
    series = read_json_stat(json.dumps(lonely), "a.json").pick({"EQUALGROUPS": "Sex - Male"})
    update = add_to_file(series, held(tmp_path, "period,value,published\n2021/22,,\n2022/23,17.1,\n"), DAY)
    assert update.words[:2] == (
        "1 value given where it was empty: 2021/22 18.1.",
        "1 value withdrawn: 2022/23, was 17.1.",
    )
    assert update.after.decode().splitlines()[-2:] == ["2022/23,,2025-03-11", "2023/24,15.9,2025-03-11"]


@pytest.mark.parametrize("text", ["", "period,value,published\n"])
def test_a_file_without_rows_is_filled_as_a_new_one_is(series: Series, tmp_path: Path, text: str) -> None:
    update = add_to_file(series, held(tmp_path, text), DAY)
    rows = [line for line in update.after.decode().splitlines() if not line.lstrip('"').startswith("#")]
    assert rows == ["period,value,published", "2021/22,20.2,", "2022/23,19.4,", "2023/24,17.8,2025-03-11"]


def test_a_column_that_is_added_is_told(series: Series, tmp_path: Path) -> None:
    update = add_to_file(series, held(tmp_path, "period,value\n2021/22,20.2\n"), DAY)
    assert update.words[-1] == 'lonely.csv gains the column "published".'


def test_other_headings_are_told(series: Series, tmp_path: Path) -> None:
    with pytest.raises(InputError, match="has no column period and value; its columns are Year and Percent"):
        add_to_file(series, held(tmp_path, "Year,Percent\n2021/22,20.2\n"), DAY)


def test_a_period_that_the_source_has_no_more_is_kept_and_told(series: Series, tmp_path: Path) -> None:
    update = add_to_file(series, held(tmp_path, "period,value\n2016/17,17\n2021/22,20.2\n"), DAY)
    assert "The source has no period 2016/17: kept as before." in update.words


def test_the_newest_of_several_values_of_a_period_is_compared(series: Series, tmp_path: Path) -> None:
    text = "period,value,published\n2021/22,20,\n2021/22,20.2,2024-01-01\n2022/23,19.4,\n2023/24,17.8,\n"
    assert not add_to_file(series, held(tmp_path, text), DAY).is_changed


def test_another_series_by_mistake_is_pointed_out(series: Series, tmp_path: Path) -> None:
    update = add_to_file(series, held(tmp_path, "period,value,published\n2021/22,1,\n2022/23,2,\n2023/24,3,\n"), DAY)
    assert update.words[-1].startswith("Half or more of the values differ")


@pytest.mark.parametrize(
    ("text", "published", "says"),
    [
        ("2023/24,17.7,2025-03-11", DAY, "both are of 2025-03-11"),
        ("2023/24,17.7,2025-05-01", DAY, "came out later (2025-05-01)"),
        ("2023/24,17.7,", None, "add --published"),
        ("2021/22,20.2,", None, "add --published"),
        ("2019Q1,20.2,", DAY, "do not go together"),
        ("2021/22,20%,", DAY, 'value "20%" is not a number'),
        ("2021/22,20.2,March", DAY, 'published is "March"'),
        (",20.2,", DAY, 'has no "period"'),
    ],
)
def test_what_cannot_be_dated_or_read_is_refused(
    series: Series, tmp_path: Path, text: str, published: date | None, says: str
) -> None:
    with pytest.raises(InputError) as raised:
        add_to_file(series, held(tmp_path, f"period,value,published\n{text}\n"), published)
    assert says in str(raised.value)


def test_a_series_without_any_value_makes_no_file(lonely: dict[str, Any]) -> None:
    lonely["value"] = [None] * 9
    series = read_json_stat(json.dumps(lonely), "a.json").pick({"EQUALGROUPS": "1"})
    with pytest.raises(InputError, match="would hold no value"):
        first_file(series, "lonely.csv", DAY)


# From the dashboard's own tables, with its rule and its verdict: loneliness, emissions (at the very edge of the rule),
# recycled waste, preventable deaths.
OFFICIAL: list[tuple[dict[str, str], tuple[str, float, str, str], str]] = [
    (
        {"2021/22": "20.2", "2022/23": "19.4", "2023/24": "17.8"},
        ("2021/22", 2.0, "fixed", "down"),
        "improving",
    ),
    (
        {"2018": "22.4", "2019": "22", "2020": "21.2", "2021": "22", "2022": "21.3"},
        ("2018", 0.275, "per_year", "down"),
        "improving",
    ),
    (
        {"2019/20": "51.9", "2020/21": "50.9", "2021/22": "50.1", "2022/23": "50.7", "2023/24": "51.1"},
        ("2019/20", 0.5, "per_year", "up"),
        "no change",
    ),
    (
        {"2014-18": "168", "2015-19": "169", "2016-20": "173", "2017-21": "178", "2018-22": "179"},
        ("2014-18", 4.8, "fixed", "down"),
        "worsening",
    ),
]


@pytest.mark.parametrize(("values", "rule", "verdict"), OFFICIAL)
def test_what_is_taken_is_judged_as_the_agency_judged_it(
    tmp_path: Path, values: dict[str, str], rule: tuple[Any, ...], verdict: str
) -> None:
    years = {"category": {"index": [*values]}}
    dataset = {"class": "dataset", "id": ["Y"], "size": [len(values)], "role": {"time": "Y"}, "dimension": {"Y": years}}
    dataset["value"] = [float(value) for value in values.values()]
    series = read_json_stat(json.dumps(dataset), "a.json").pick({})
    held(tmp_path, first_file(series, "lonely.csv", DAY).after.decode())
    (tmp_path / "hub.yaml").write_text(
        "name: Hub\npurpose: Meet\nstage: building\nindicators:\n"
        f"  a: {{title: A, unit: '%', good_direction: {rule[-1]}, values: lonely.csv}}\n",
        encoding="utf-8",
    )
    (indicator,) = read_partnership(tmp_path / "hub.yaml").indicators
    assert official_change(series_table(indicator), *rule).verdict == verdict
