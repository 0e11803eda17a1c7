"""A series knows its gaps, its steps and its periods, however these are written."""

from __future__ import annotations

import numpy as np
import pytest

from partnerlab.errors import MethodError
from partnerlab.methods.ordering import order_observations


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
