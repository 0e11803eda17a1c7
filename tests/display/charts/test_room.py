"""Words take no more room than they are given, whatever they are."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from labels import measure
from partnerlab.display.charts.room import LETTER_SIZE, measure_words, wrap_within
from partnerlab.page.letters import RANGES

KNOWN = "".join(chr(code) for start, end in RANGES for code in range(start, end))


def test_no_letter_takes_more_than_it_is_said_to() -> None:
    assert [letter for letter in KNOWN if measure_words(letter) < measure(letter) * LETTER_SIZE] == []


def test_usual_words_are_said_to_take_little_more_than_they_do() -> None:
    words = "Northern Ireland Housing Executive"
    assert measure_words(words) <= 1.25 * measure(words) * LETTER_SIZE


@given(st.text(alphabet="abcilmwWMI -ĀЖ", max_size=60))
def test_lines_hold_all_words_in_order_and_none_is_too_long(text: str) -> None:
    lines = wrap_within(text, 60)
    assert "".join("".join(lines).split()) == "".join(text.split())
    assert all(measure_words(line) <= 60 for line in lines)


def test_a_letter_wider_than_the_line_still_has_a_line() -> None:
    assert wrap_within("WW", 5) == ["W", "W"]
