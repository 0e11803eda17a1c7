"""Values as people write them mean one thing, or are refused."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from partnerlab.sheets.values import Levels, UnreadError, is_nothing, pieces, read_dates, read_number

DAYS = st.dates(min_value=date(2000, 1, 1), max_value=date(2099, 12, 31))
FORMS = ("%d/%m/%Y", "%d.%m.%Y", "%d-%m-%y", "%Y-%m-%d", "%d %B %Y", "%A %d %b %Y", "%d %b %y", "%dth of %B, %Y")


@given(DAYS, st.sampled_from(FORMS))
def test_a_day_written_in_any_usual_way_is_that_day(day: date, form: str) -> None:
    assert read_dates([day.strftime(form)]) == [day]


@given(st.lists(DAYS, min_size=1))
def test_a_column_written_day_first_is_never_read_month_first(days: list[date]) -> None:
    assert read_dates([f"{day:%d/%m/%Y}" for day in days]) == days


@given(st.lists(DAYS, min_size=1))
def test_a_column_written_month_first_is_read_right_or_not_at_all(days: list[date]) -> None:
    cells = [f"{day:%m/%d/%Y}" for day in days]
    shows_it = any(day.day > 12 for day in days)
    read = read_dates(cells)
    if shows_it:
        assert all(isinstance(value, UnreadError) or value == day for value, day in zip(read, days, strict=True))
    assert read_dates(cells, "month first") == days


def test_two_orders_in_one_column_are_never_guessed_differently() -> None:
    assert [type(day) for day in read_dates(["13/05/2026", "05/13/2026", "2026-05-13", "05/05/2026"])] == [
        UnreadError,
        UnreadError,
        date,
        date,
    ]
    first, second, *_ = read_dates(["13/05/2026", "05/13/2026"], "day first")
    assert first == date(2026, 5, 13)
    assert isinstance(second, UnreadError)


@pytest.mark.parametrize("text", ["March 2026", "Q1", "ongoing", "31/02/2026", "TBC", "1/2", "5 Foo 2026"])
def test_what_is_no_day_is_refused(text: str) -> None:
    assert isinstance(read_dates([text])[0], UnreadError)


@given(st.integers(-(10**11), 10**11), st.sampled_from(["£{:,}", "{}", "{:,}", "£ {:,}", "{:,} "]))
def test_a_whole_number_is_read_however_it_is_grouped(number: int, form: str) -> None:
    assert read_number(form.format(number)) == number


@pytest.mark.parametrize("text", ["€5", "$ 1,200", "1200 EUR", "--5", "+-5", "(-5)", "£--5", "-5-"])
def test_another_currency_and_two_signs_are_refused(text: str) -> None:
    with pytest.raises(UnreadError):
        read_number(text)


@given(st.decimals(0, 10**9, places=2))
def test_the_decimal_mark_is_read_as_the_file_has_it(number: object) -> None:
    british = f"{number:,}"
    assert read_number(british, decimal_comma=False) == pytest.approx(float(str(number)))
    other = british.translate(str.maketrans(",.", ".,"))
    assert read_number(other, decimal_comma=True) == pytest.approx(float(str(number)))


@given(st.text(max_size=12))
def test_any_text_is_read_as_a_number_or_refused(text: str) -> None:
    try:
        number = read_number(text)
    except UnreadError:
        return
    assert number is None or isinstance(number, int | float)


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("£1,200", 1200),
        ("£1.2m", 1_200_000),
        ("£50k", 50_000),
        ("20%", 0.2),
        ("(300)", -300),
        ("-£5", -5),
        ("1,5", 1.5),
        ("1.234.567", 1_234_567),
        ("1 000", 1000),
    ],
)
def test_money_and_shares(text: str, number: float) -> None:
    assert read_number(text) == number


def test_pounds_with_a_comma_before_three_digits_are_thousands_in_any_file() -> None:
    assert read_number("£1,200", decimal_comma=True) == 1200
    assert read_number("£1,20", decimal_comma=True) == 1.2


@pytest.mark.parametrize("text", ["about 5", "5-10", "£", "1,2,3", "12,34,5", "5 people", "tbc", "(5"])
def test_what_is_no_number_is_refused(text: str) -> None:
    with pytest.raises(UnreadError):
        read_number(text)


@given(st.integers(1, 5), st.integers(1, 5))
def test_a_scale_upside_down_is_turned_and_turned_again_is_itself(number: int, other: int) -> None:
    turned = Levels.of("5-1")
    level, second = turned.read(number, {}), turned.read(other, {})
    assert level is not None
    assert second is not None
    assert turned.read(level, {}) == number
    assert (level < second) == (number > other)


@pytest.mark.parametrize("cell", [0, 6, "6 - dire", "0.5", 5.5, "H", "4 - rare", "3/4", "TBC"])
def test_a_level_off_the_scale_is_refused(cell: object) -> None:
    with pytest.raises(UnreadError):
        Levels.of("1-5").read(cell, {"rare": 1, "likely": 4})  # type: ignore[arg-type]  # any cell


def test_a_mean_lies_between_two_levels() -> None:
    assert [Levels.of("1-5").read(cell, {}) for cell in (3.4, "3.4")] == [3.4, 3.4]
    assert Levels.of("5-1").read(3.4, {}) == 2.6


def test_numbers_mean_nothing_until_somebody_says_what() -> None:
    with pytest.raises(UnreadError, match="nobody said"):
        Levels.of("L=1,H=5").read(3, {})
    with pytest.raises(UnreadError, match="does not say a scale"):
        Levels.of("high to low")


@given(st.lists(st.from_regex(r"[A-Z][a-z]{2,8} [a-z]{2,8}", fullmatch=True), min_size=1, max_size=5))
def test_a_list_in_a_cell_is_the_same_however_it_is_marked(items: list[str]) -> None:
    for mark in ("• ", "- ", "{}. ", "({}) ", ""):
        text = "\n".join(mark.format(number) + item for number, item in enumerate(items, 1))
        assert pieces(text) == tuple(items)


def test_nothing_has_many_ways() -> None:
    assert all(map(is_nothing, [None, "", " ", "n/a", "N/A", "-", "–", "None", "nil"]))


@pytest.mark.parametrize(
    ("scale", "cell", "level"),
    [
        ("L=1,M=3,H=5", "High", 5),
        ("L=1,M=3,H=5", "medium", 3),
        ("Low=1,Medium=3,High=5", "H", 5),
        ("VL=1,L=2,M=3,H=4,VH=5", "Very high", 5),
    ],
)
def test_a_letter_of_the_scale_means_its_word_and_a_word_its_letter(scale: str, cell: str, level: int) -> None:
    assert Levels.of(scale).read(cell, {}) == level


def test_a_word_of_the_scale_itself_counts_before_its_short_form() -> None:
    assert Levels.of("H=5").read("High", {"high": 4}) == 4
    with pytest.raises(UnreadError, match='did you mean "high"'):
        Levels.of("L=1,H=5").read("Hihg", {})
    with pytest.raises(UnreadError, match="say what it means"):
        Levels.of("L=1,H=5").read("Medium", {})
