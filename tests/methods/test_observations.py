"""A series is put in order, and nothing that could mislead is passed over."""

from __future__ import annotations

from decimal import Decimal

import numpy as np
import pandas as pd
import pytest

from partnerlab.errors import MethodError
from partnerlab.methods.observations import order_observations


def test_periods_come_out_in_the_order_of_time() -> None:
    table = order_observations({"2021/22": 3, "2019/20": 1, "2020/21": 2}).table()
    assert table["period"].tolist() == ["2019/20", "2020/21", "2021/22"]
    assert table["value"].tolist() == [1.0, 2.0, 3.0]
    assert table["step"].tolist() == [0, 1, 2]


def test_values_are_kept_exactly_as_written() -> None:
    series = order_observations({"2018": 22.4, "2019": "22.0", "2020": np.float64(21.3), "2021": 21})
    assert series.figures == (Decimal("22.4"), Decimal("22.0"), Decimal("21.3"), Decimal(21))


def test_a_missing_value_stays_missing_and_is_a_gap() -> None:
    series = order_observations({"2010/11": 19.6, "2011/12": 18.9, "2012/13": None, "2013/14": 18.4})
    assert series.n == 3
    assert [period.label for period in series.gaps] == ["2012/13"]
    assert np.isnan(series.table()["value"][2])


def test_a_period_left_out_is_a_gap_too() -> None:
    series = order_observations({"1990": 29.0, "1995": 28.9, "1998": 27.7})
    assert [period.label for period in series.gaps] == ["1991", "1992", "1993", "1994", "1996", "1997"]
    assert series.table()["step"].tolist() == [0, 5, 8]
    assert np.isnan(series.grid()).sum() == 6


def test_a_survey_every_second_year_has_no_gaps() -> None:
    series = order_observations({"2014": 1, "2016": 2, "2018": 3})
    assert series.gaps == ()
    assert series.spacing == 24


def test_overlapping_ranges_are_known_as_such() -> None:
    assert order_observations({"2001-05": 1, "2002-06": 2, "2014-18": 3}).overlapping
    assert not order_observations({"2001-2005": 1, "2006-2010": 2}).overlapping


@pytest.mark.parametrize(
    ("labels", "season"), [(["2019 Q1", "2019 Q2"], 4), (["Jan 2019", "Feb 2019"], 12), (["2019", "2020"], 1)]
)
def test_a_year_has_as_many_steps_as_its_periods_say(labels: list[str], season: int) -> None:
    assert order_observations(dict.fromkeys(labels, 1)).season == season


def test_a_period_given_twice_is_refused() -> None:
    table = pd.DataFrame({"period": ["2019", "2020", "2019"], "value": [1, 2, 3]})
    with pytest.raises(MethodError, match=r"2019 is given twice \(1 and 3\)"):
        order_observations(table)


def test_the_same_period_written_in_two_ways_is_given_twice() -> None:
    with pytest.raises(MethodError, match=r"given twice"):
        order_observations({"2019Q1": 1, "2019 Q1": 2})


def test_a_revision_replaces_the_value_and_is_remembered() -> None:
    table = pd.DataFrame(
        {
            "period": ["2019", "2020", "2019"],
            "value": [20.0, 21.7, 19.7],
            "published": ["2020-06-01", "2021-06-01", "2024-12-20"],
        }
    )
    series = order_observations(table)
    assert series.figures == (Decimal("19.7"), Decimal("21.7"))
    (revision,) = series.revisions
    assert (revision.period, revision.before, revision.after) == ("2019", Decimal("20.0"), Decimal("19.7"))


def test_two_values_published_on_one_day_are_refused() -> None:
    table = pd.DataFrame({"period": ["2019"] * 2, "value": [1, 2], "published": ["2020-01-01"] * 2})
    with pytest.raises(MethodError, match=r"given twice"):
        order_observations(table)


@pytest.mark.parametrize("value", ["n/a", "18.3%", "1,234", "..", True, float("inf")])
def test_text_among_numbers_is_refused_with_its_period(value: object) -> None:
    with pytest.raises(MethodError, match=r"period 2020 holds .* is not a number"):
        order_observations({"2019": 1.0, "2020": value})


def test_a_unit_that_changes_midway_is_refused() -> None:
    table = pd.DataFrame({"period": ["2019", "2020"], "value": [1, 2], "unit": ["%", "per 1000"]})
    with pytest.raises(MethodError, match=r"unit changes within the series \(%, per 1000\)"):
        order_observations(table)


def test_a_table_without_values_says_which_column_it_lacks() -> None:
    with pytest.raises(MethodError, match=r"no column 'value'; its columns are period, amount"):
        order_observations(pd.DataFrame({"period": ["2019"], "amount": [1]}))


def test_a_date_of_publication_must_be_a_date() -> None:
    table = pd.DataFrame({"period": ["2019"], "value": [1], "published": ["June"]})
    with pytest.raises(MethodError, match=r"YYYY-MM-DD"):
        order_observations(table)


def test_a_period_that_is_not_in_the_series_is_refused_with_what_is() -> None:
    series = order_observations({"2019": 1, "2020": 2})
    with pytest.raises(MethodError, match=r"'2018' is not in the series, which holds 2019 to 2020"):
        series.find("2018")


def test_a_period_is_found_however_it_is_written_and_read_in_the_light_of_the_series() -> None:
    assert order_observations({"2019 Q1": 1, "2019 Q2": 2}).find("2019Q2").label == "2019 Q2"
    assert order_observations({"2003-07": 1, "2014-18": 2}).find("2003-07").kind == "range of years"


def test_an_empty_series_is_empty() -> None:
    series = order_observations({})
    assert (series.n, series.kind, series.gaps, series.grid().size) == (0, None, (), 0)
    assert series.table().empty
