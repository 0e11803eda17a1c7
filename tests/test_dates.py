"""Months are counted and stepped as calendars do, at the ends of short months too."""

from datetime import date, timedelta

import pytest

from partnerlab.dates import months_before, months_between, months_since


@pytest.mark.parametrize(
    ("day", "months", "before"),
    [
        (date(2026, 3, 31), 1, date(2026, 2, 28)),
        (date(2024, 3, 31), 1, date(2024, 2, 29)),
        (date(2026, 1, 15), 1, date(2025, 12, 15)),
        (date(2026, 1, 15), 0, date(2026, 1, 15)),
        (date(2024, 2, 29), 12, date(2023, 2, 28)),
    ],
)
def test_the_day_some_months_before_is_the_same_day_or_the_last_of_its_month(
    day: date, months: int, before: date
) -> None:
    assert months_before(day, months) == before


def test_the_months_since_a_day_some_months_before_are_that_many() -> None:
    for offset in range(1500):
        day = date(2023, 1, 1) + timedelta(days=offset)
        for months in (1, 6, 13):
            assert months_between(months_before(day, months), day) == months


def test_months_are_unknown_when_a_date_is() -> None:
    assert months_since(None, date(2026, 1, 1)) is months_since(date(2026, 1, 1), None) is None
    assert months_since(date(2025, 1, 31), date(2025, 7, 30)) == 5
