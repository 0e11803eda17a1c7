"""Words around numbers, lists and dates are true at their edges: none, one, all, and where rounding turns."""

from datetime import date

import pytest

from partnerlab.wording import all_of, counted, each_of, listed, say_day, some_of, with_capital, without_capital


@pytest.mark.parametrize(
    ("number", "said"), [(0, "0 bodies"), (1, "1 body"), (2, "2 bodies"), (-1, "-1 bodies"), (1200, "1,200 bodies")]
)
def test_a_number_stands_with_its_noun(number: int, said: str) -> None:
    assert counted(number, "body", "bodies") == said


def test_the_caller_names_the_word_for_none() -> None:
    assert counted(0, "hand-off", none="no") == "no hand-offs"
    assert listed([], none="nobody") == "nobody"
    assert listed([]) == "none"


@pytest.mark.parametrize(
    ("names", "said"),
    [
        (["A"], "A"),
        (["A", "B"], "A and B"),
        (["A", "B", "C"], "A, B and C"),
        (["A", "B", "C", "D"], "A, B, C and 1 more"),
        (["A", "B", "C", "D", "E"], "A, B, C and 2 more"),
    ],
)
def test_a_list_is_named_up_to_a_number_and_counted_past_it(names: list[str], said: str) -> None:
    assert listed(names, 3) == said
    assert listed(iter(names), 3) == said


@pytest.mark.parametrize(
    ("number", "of", "said"),
    [
        (0, 1, "No body"),
        (1, 1, "The one body"),
        (0, 2, "None of 2 bodies"),
        (1, 2, "1 of 2 bodies"),
        (2, 2, "2 of 2 bodies"),
    ],
)
def test_some_of_them_is_never_none_of_one(number: int, of: int, said: str) -> None:
    assert some_of(number, of, "body", "bodies") == said


def test_each_of_one_is_the_one() -> None:
    assert (each_of(1, "body", "bodies"), each_of(2, "body", "bodies")) == ("the one body", "each of 2 bodies")


def test_a_day_is_read_aloud() -> None:
    assert (say_day(date(2026, 3, 1)), say_day(None)) == ("1 March 2026", "an unknown day")


@pytest.mark.parametrize(
    ("number", "said"), [(1, "The one open risk"), (2, "Both open risks"), (3, "All 3 open risks")]
)
def test_all_of_one_is_the_one_and_of_two_both(number: int, said: str) -> None:
    assert all_of(number, "open risk") == said


@pytest.mark.parametrize(("within", "first"), [("", ""), ("é", "É"), ("one of 2", "One of 2"), ("2 of 3", "2 of 3")])
def test_words_begin_a_sentence_with_a_capital_and_stand_within_one_without(within: str, first: str) -> None:
    assert (with_capital(within), without_capital(first)) == (first, within)
