"""Printed text is what a terminal last showed."""

from __future__ import annotations

import pytest

from partnerlab.page.printed import as_last_seen, clean_text


def test_terminal_colours_and_control_characters_are_taken_out_of_printed_text() -> None:
    assert clean_text("\x1b[1;31mred\x1b[0m\x1b]0;title\x07 \x07<b>\r\nnext\ttab") == "red <b>\nnext\ttab"


@pytest.mark.parametrize(
    ("printed", "seen"),
    [
        ("\r 10%|#   \r 50%|##  \r100%|####\ndone\n", "100%|####\ndone\n"),
        ("10%\r50%\r", "50%"),
        ("a\r\nb\r\n", "a\nb\n"),
        ("\x1b[31m10%\x1b[0m\r\x1b[32m20%\x1b[0m", "20%"),
        ("1/3\b\b\b2/3\b\b\b3/3", "3/3"),
        ("a\n\b\bb", "a\nb"),
        ("", ""),
    ],
)
def test_of_a_progress_bar_its_last_state_is_kept(printed: str, seen: str) -> None:
    assert clean_text(printed) == seen


def test_a_line_that_was_written_over_is_kept_as_it_was_last_seen_with_its_colours() -> None:
    assert as_last_seen("\x1b[31ma\r\x1b[32mb\n") == "\x1b[32mb\n"


def test_colours_in_the_short_form_of_old_terminals_are_taken_out() -> None:
    assert clean_text("\x9b31mred\x9b0m end") == "red end"
