"""A series is put in order, and nothing that could mislead is passed over."""

from __future__ import annotations

from decimal import Decimal

import numpy as np
import pandas as pd
import pytest

from partnerlab.errors import MethodError
from partnerlab.methods.ordering import order_observations


def test_periods_come_out_in_the_order_of_time() -> None:
    table = order_observations({"2021/22": 3, "2019/20": 1, "2020/21": 2}).table()
    assert table["period"].tolist() == ["2019/20", "2020/21", "2021/22"]
    assert table["value"].tolist() == [1.0, 2.0, 3.0]
    assert table["step"].tolist() == [0, 1, 2]


def test_values_are_kept_exactly_as_written() -> None:
    series = order_observations({"2018": 22.4, "2019": "22.0", "2020": np.float64(21.3), "2021": 21})
    assert series.figures == (Decimal("22.4"), Decimal("22.0"), Decimal("21.3"), Decimal(21))


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
