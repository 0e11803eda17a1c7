"""Periods are read in the one way that fits the whole series, or not at all."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from partnerlab.errors import MethodError
from partnerlab.methods.periods import Kind, Period, parse_period, parse_periods


@pytest.mark.parametrize(
    ("label", "kind", "start", "end"),
    [
        ("2019", "year", date(2019, 1, 1), date(2019, 12, 31)),
        (2019, "year", date(2019, 1, 1), date(2019, 12, 31)),
        (2019.0, "year", date(2019, 1, 1), date(2019, 12, 31)),
        ("2010/11", "financial year", date(2010, 4, 1), date(2011, 3, 31)),
        ("1999/00", "financial year", date(1999, 4, 1), date(2000, 3, 31)),
        ("2010/2011", "financial year", date(2010, 4, 1), date(2011, 3, 31)),
        ("2014-18", "range of years", date(2014, 1, 1), date(2018, 12, 31)),
        ("2014–18", "range of years", date(2014, 1, 1), date(2018, 12, 31)),
        ("2014-2018", "range of years", date(2014, 1, 1), date(2018, 12, 31)),
        ("2003 to 2007", "range of years", date(2003, 1, 1), date(2007, 12, 31)),
        ("2012/13-2014/15", "range of financial years", date(2012, 4, 1), date(2015, 3, 31)),
        ("2012/13 to 2014/15", "range of financial years", date(2012, 4, 1), date(2015, 3, 31)),
        ("2019Q1", "quarter", date(2019, 1, 1), date(2019, 3, 31)),
        ("2019 Q4", "quarter", date(2019, 10, 1), date(2019, 12, 31)),
        ("Q2 2019", "quarter", date(2019, 4, 1), date(2019, 6, 30)),
        ("2019-03", "month", date(2019, 3, 1), date(2019, 3, 31)),
        ("2020M02", "month", date(2020, 2, 1), date(2020, 2, 29)),
        ("Mar 2019", "month", date(2019, 3, 1), date(2019, 3, 31)),
        ("March  2019", "month", date(2019, 3, 1), date(2019, 3, 31)),
        ("Sept 2019", "month", date(2019, 9, 1), date(2019, 9, 30)),
        ("2019 May", "month", date(2019, 5, 1), date(2019, 5, 31)),
    ],
)
def test_a_label_has_a_kind_a_first_and_a_last_day(label: object, kind: str, start: date, end: date) -> None:
    period = parse_period(label)
    assert (period.kind, period.start, period.end) == (kind, start, end)


@pytest.mark.parametrize(
    "label",
    ["", "latest", "19", "2019/21", "2019/20/21", "2019 Q5", "2019-00", "2014-13", "Foo 2019", "2018-2014", "2019-2019",
     "2014/15-2012/13", "2012/14-2014/15", "3019", "2019.5", "2019-03-31", None],
)  # fmt: skip
def test_what_is_no_period_is_refused_with_the_way_to_write_one(label: object) -> None:
    with pytest.raises(MethodError, match=r"write years as 2019"):
        parse_period(label)


def test_a_month_is_taken_where_a_range_would_be_absurd() -> None:
    assert parse_period("2014-10").kind == "month"  # a range to 2110
    assert parse_period("2019-03").kind == "month"  # a range to 2103


def test_one_label_that_can_only_be_a_range_settles_the_others() -> None:
    periods = parse_periods(["2003-07", "2004-08", "2014-18"])
    assert {period.kind for period in periods} == {"range of years"}
    assert periods[0].end == date(2007, 12, 31)


def test_consecutive_months_are_months_for_as_ranges_their_lengths_would_differ() -> None:
    assert {period.kind for period in parse_periods(["2003-06", "2003-07", "2003-08"])} == {"month"}


def test_a_label_that_could_be_a_range_or_a_month_is_refused_unless_the_kind_is_given() -> None:
    labels = ["2003-07", "2004-08"]
    with pytest.raises(MethodError, match=r"a range of years \(2003 to 2007\) or a month \(Jul 2003\)"):
        parse_periods(labels)
    assert parse_periods(labels, "month")[0].start == date(2003, 7, 1)
    assert parse_periods(labels, "range of years")[0].months == 60


def test_two_years_joined_by_a_dash_are_not_taken_for_a_financial_year() -> None:
    with pytest.raises(MethodError, match=r"2017-18.*range of years.*financial year"):
        parse_periods(["2017-18", "2018-19"])
    assert parse_periods(["2017-18", "2018-19"], "financial year")[1].start == date(2018, 4, 1)


@pytest.mark.parametrize(
    "labels",
    [["2019", "2019/20"], ["2019 Q1", "2019-03"], ["2014-18", "2015-17"], ["2014-18", "2014-10"], ["2019", "Mar 2019"]],
)
def test_mixed_kinds_or_lengths_are_refused(labels: list[str]) -> None:
    with pytest.raises(MethodError, match=r"one kind and one length"):
        parse_periods(labels)


def test_a_kind_that_does_not_exist_or_does_not_fit_is_refused() -> None:
    with pytest.raises(MethodError, match=r"no kind of period"):
        parse_periods(["2019"], "decade")  # type: ignore[arg-type]  # the wrong word is the point
    with pytest.raises(MethodError, match=r"'2019' cannot be a month"):
        parse_periods(["2019"], "month")


def test_years_between_are_counted_from_start_to_start() -> None:
    assert parse_period("2018-22").years_since(parse_period("2014-18")) == 4
    assert parse_period("2023/24").years_since(parse_period("2019/20")) == 4
    assert parse_period("2019 Q4").years_since(parse_period("2019 Q1")) == Fraction(3, 4)
    assert parse_period("Mar 2019").years_since(parse_period("Apr 2019")) == Fraction(-1, 12)


@pytest.mark.parametrize(
    ("label", "months", "expected"),
    [
        ("2019", 12, "2020"),
        ("2019/20", 12, "2020/21"),
        ("1998/99", 12, "1999/00"),
        ("2014-18", 12, "2015-19"),
        ("2014-2018", 12, "2015-2019"),
        ("2012/13-2014/15", 12, "2013/14-2015/16"),
        ("2019 Q4", 3, "2020 Q1"),
        ("2019-12", 1, "2020-01"),
        ("Dec 2019", 1, "Jan 2020"),
        ("December 2019", 1, "January 2020"),
        ("2019Q4", 3, "2020Q1"),
        ("Q4 2019", 3, "Q1 2020"),
        ("2019/2020", 12, "2020/2021"),
    ],
)
def test_the_next_period_is_named_as_the_last_one_was(label: str, months: int, expected: str) -> None:
    assert parse_period(label).shift(months).label == expected


@given(
    kind=st.sampled_from(["2014-2018", "2019", "2010/11", "2012/13-2014/15", "2019 Q1", "Mar 2019"]),
    steps=st.integers(-30, 30),
)
def test_a_shifted_period_reads_back_as_itself(kind: str, steps: int) -> None:
    shifted = parse_period(kind).shift(12 * steps)
    again: Period = parse_period(shifted.label)
    assert again.same_time_as(shifted)


def test_kinds_are_words_that_a_reader_knows() -> None:
    kind: Kind = parse_period("2019").kind
    assert kind == "year"
