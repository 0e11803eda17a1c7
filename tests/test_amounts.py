"""Amounts in words are true where rounding turns: none, some, all, and two that read alike."""

import numpy as np
import pytest

from partnerlab.amounts import (
    measured,
    round_pounds,
    say_against,
    say_limit,
    say_pounds,
    say_pounds_apart,
    say_share,
    write_factor,
    write_number,
)


@pytest.mark.parametrize(
    ("amount", "exact", "rounded"),
    [
        (0, "£0", "£0"),
        (-0.001, "£0", "£0"),
        (-0.3, "-£0.30", "-£0.30"),
        (0.25, "£0.25", "£0.25"),
        (99.999, "£100", "£100"),
        (950, "£950", "£950"),
        (12500.4, "£12,500", "£12,500"),
        (63350, "£63,350", "£63,350"),
        (99999, "£99,999", "£99,999"),
        (100499, "£100,499", "£100,000"),
        (245000, "£245,000", "£245,000"),
        (999499, "£999,499", "£999,000"),
        (999500, "£999,500", "£1m"),
        (1_000_000, "£1,000,000", "£1m"),
        (2_447_364, "£2,447,364", "£2.4m"),
        (12_000_000, "£12,000,000", "£12m"),
        (-2_447_364, "-£2,447,364", "-£2.4m"),
        (999_949_999, "£999,949,999", "£999.9m"),
        (999_950_000, "£999,950,000", "£1bn"),
        (304_736_900_000, "£304,736,900,000", "£304.7bn"),
        (1_234_500_000_000, "£1,234,500,000,000", "£1,234.5bn"),
        (np.int64(4200), "£4,200", "£4,200"),
    ],
)
def test_money_is_exact_unless_prose_asks_for_round_numbers(amount: float, exact: str, rounded: str) -> None:
    assert (say_pounds(amount), say_pounds(amount, rounded=True)) == (exact, rounded)


@pytest.mark.parametrize(
    ("share", "said"),
    [
        (0, "0%"),
        (0.0001, "under 1%"),
        (-0.004, "just under 0%"),
        (0.005, "under 1%"),
        (0.006, "1%"),
        (0.5, "50%"),
        (0.994, "99%"),
        (0.9999, "over 99%"),
        (1, "100%"),
        (1.001, "just over 100%"),
        (1.02, "102%"),
    ],
)
def test_some_is_never_said_to_be_none_nor_less_or_more_than_all_to_be_all(share: float, said: str) -> None:
    assert say_share(share) == said


@pytest.mark.parametrize(
    ("share", "limit", "said"),
    [
        (0.345, 0.5, ("34%", "50%")),
        (0.496, 0.5, ("49.6%", "50%")),
        (0.5, 0.5, ("50%", "50%")),
        (0.0496, 0.05, ("4.96%", "5%")),
        (0.7996, 0.8, ("79.96%", "80%")),
        (0.9999, 0.8, ("over 99%", "80%")),
        (0.072, 0.075, ("7%", "7.5%")),
        (0, 0.05, ("0%", "5%")),
    ],
)
def test_a_share_beside_a_limit_never_reads_like_it_unless_it_is(
    share: float, limit: float, said: tuple[str, str]
) -> None:
    assert say_against(share, limit) == said
    assert say_limit(limit) == said[1]


@pytest.mark.parametrize(
    ("value", "said"), [(9999.6, "10,000"), (-9999.6, "-10,000"), (0.00001234, "0.00001234"), (65.0, "65"), (0, "0")]
)
def test_no_number_is_written_in_powers_of_ten(value: float, said: str) -> None:
    assert write_number(value) == said
    assert "e" not in write_factor(value)


def test_a_measure_in_pounds_is_said_as_money() -> None:
    assert [measured(value, "£") for value in (18.8, -300, 63350.4, None)] == [
        "£18.80",
        "-£300",
        "£63,350",
        "not known",
    ]
    assert measured(3, "") == measured(3, "Number") == measured(3, "no.") == "3"


@pytest.mark.parametrize(
    ("value", "written"),
    [(12345.0, "12,345"), (1234567.8, "1,234,568"), (9999.4, "9,999"), (18.80, "18.8"), (-0.125, "-0.125"), (0.0, "0")],
)
def test_no_number_is_written_with_a_power_of_ten(value: float, written: str) -> None:
    assert write_number(value) == written


WORDS = ["run", "Care & Co (2026).yaml", "it's", "", "naïve.yaml", "a;b|c<d>e*?", "-p", "x=1", "~/a", "#1"]
MEANT = ['say "so"', "$HOME", "`id`", "back\\slash and space", "100 %", "now!"]


@pytest.mark.parametrize(
    ("amounts", "said"),
    [
        ((147875, 91000), ("£148,000", "£91,000")),
        ((99999.4, 147875), ("£99,999", "£148,000")),
        ((147875, 147600), ("£147,875", "£147,600")),  # would read alike
        ((147875, 147875), ("£148,000", "£148,000")),  # are alike
        ((2447364, 2351000, 100), ("£2,447,364", "£2,351,000", "£100")),  # both are £2.4m
        ((0, 0), ("£0", "£0")),
        ((-147875, 147875), ("-£148,000", "£148,000")),
        ((), ()),
    ],
)
def test_estimates_are_told_apart_in_round_numbers_where_these_differ(amounts, said):
    assert say_pounds_apart(*amounts) == said


def test_a_rounded_amount_is_the_one_that_is_said():
    for amount in (0, 18.8, 99_999, 100_499, 999_499, 999_500, 2_447_364, -147_875, 999_950_000, 304_736_900_000):
        assert say_pounds(round_pounds(amount), rounded=True) == say_pounds(amount, rounded=True)
