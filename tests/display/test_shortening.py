"""A sentence cut short still reads as one, and nothing is cut that is short enough."""

from __future__ import annotations

import pytest

from partnerlab.display.shortening import cut_short

LONGEST = 18


@pytest.mark.parametrize(
    ("text", "longest", "kept"),
    [
        ("No chair is recorded.", 4, "No chair is recorded."),
        ("No chair (of the board) is recorded.", 4, "No chair is recorded."),
        ("One thing is late; another one is late as well.", 5, "One thing is late."),
        ("The latest figure is for 2025, which ended nine whole months ago.", 8, "The latest figure is for 2025."),
        ("4 × 5 = 20 is above the limit that all the partners have set", 5, "4 × 5 = 20 is above …"),
        ("Five words and three more here", 3, "Five words and three more here"),
    ],
)
def test_a_text_is_cut_at_the_end_of_a_part(text: str, longest: int, kept: str) -> None:
    assert cut_short(text, longest) == kept


def test_a_long_text_loses_its_brackets_first_then_its_last_part() -> None:
    assert cut_short("The clerk (Head of the office) came.", LONGEST) == "The clerk (Head of the office) came."
    inside = " ".join(["many"] * (LONGEST + 1))
    assert cut_short(f"The clerk ({inside}) came.", LONGEST) == "The clerk came."
    assert cut_short(f"The clerk came; {inside}.", LONGEST) == "The clerk came."
    assert cut_short(f"{inside} words and {inside}", LONGEST).endswith(" …")


def test_a_few_words_more_are_not_cut_off_and_signs_count_for_nothing() -> None:
    sums = "The risk that the post ends with its funding has worsened from 3 × 4 = 12 to 4 × 4 = 16."
    assert cut_short(sums, LONGEST) == sums
    few = " ".join(["many"] * (LONGEST + 3))
    assert cut_short(f"{few}.", LONGEST) == f"{few}."
