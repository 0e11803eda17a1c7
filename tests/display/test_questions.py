"""What to find out first is shown by the entry that settles most."""

from __future__ import annotations

import pandas as pd

from partnerlab.display.questions import MOST_UNFOLDED, questions

COLUMNS = ["enter", "find_out", "missing", "settles", "codes", "subjects"]


def frame(rows: int) -> pd.DataFrame:
    made = [[f"risks.{n}", f"Ask {n}.", n or None, 1, ("RA401",), ("partnership",)] for n in range(rows)]
    return pd.DataFrame(made, columns=COLUMNS).astype({"missing": "Int64"})


def test_nothing_to_find_out_is_said():
    assert "No entry is missing" in questions(frame(0)).html


def test_what_no_single_entry_settles_is_not_called_settled():
    none = frame(0)
    none.attrs["unsettled"] = 2
    assert questions(none).text == "No single entry would settle what is not known; see those findings."
    assert "No entry is missing" not in questions(none).html


def test_an_entry_of_which_nobody_counted_how_many_are_missing_says_so():
    html = questions(frame(2)).html
    assert "not counted" in html
    assert "risks.1" in html


def test_a_long_list_shows_the_first_and_says_how_many_there_are():
    html = questions(frame(MOST_UNFOLDED + 1)).html
    assert f"The first {MOST_UNFOLDED} of {MOST_UNFOLDED + 1} entries are shown: they settle most." in html
    assert f'<span class="pl-count">{MOST_UNFOLDED} of {MOST_UNFOLDED + 1}</span>' in html
    assert f"risks.{MOST_UNFOLDED}" not in html


def test_a_list_that_is_shown_whole_counts_once():
    html = questions(frame(MOST_UNFOLDED)).html
    assert f'<span class="pl-count">{MOST_UNFOLDED}</span>' in html
    assert "settle most" not in html


def test_one_question_is_said_in_the_singular():
    assert questions(frame(1)).text == "Enter `risks.0`: settles 1 question (RA401). Ask 0."
