from __future__ import annotations

import pandas as pd
import pytest

from partnerlab.errors import MethodError
from partnerlab.methods.levels import compare_levels


def answers(*rows: tuple[str, str, float | None, float | None]) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=["source", "target", "needed", "actual"])


def gap(*rows: tuple[str, str, float | None, float | None]) -> str:
    return compare_levels(answers(*rows)).iloc[0]["gap"]


@pytest.mark.parametrize(
    ("needed", "actual", "word"),
    [(4, 2, "below"), (3, 3, "met"), (2, 5, "above"), (None, 3, "cannot tell"), (3, None, "cannot tell")],
)
def test_one_answer_is_judged_by_the_difference(needed, actual, word):
    assert gap(("A", "B", needed, actual)) == word


def test_answers_that_differ_are_marked_and_span_a_range():
    row = compare_levels(answers(("A", "B", 4, 1), ("B", "A", 5, 3))).iloc[0]
    assert (row["gap_low"], row["gap_high"], row["asymmetric"], row["answers"]) == (1, 4, True, 2)
    assert row["gap"] == "below"


def test_a_gap_that_depends_on_who_is_right_is_disputed():
    assert gap(("A", "B", 3, 3), ("B", "A", 4, 3)) == "disputed"


def test_equal_answers_are_symmetric():
    assert not compare_levels(answers(("A", "B", 3, 3), ("B", "A", 3, 3)))["asymmetric"].any()


def test_a_side_that_did_not_answer_does_not_disagree():
    row = compare_levels(answers(("A", "B", 3, 2), ("B", "A", None, None))).iloc[0]
    assert (row["answers"], row["asymmetric"], row["gap"]) == (1, False, "below")


def test_the_last_answer_of_a_side_counts():
    assert gap(("A", "B", 5, 1), ("A", "B", 3, 3)) == "met"


def test_the_widest_gap_stands_first():
    table = compare_levels(answers(("A", "B", 3, 3), ("A", "C", 4, 3), ("B", "C", 5, 1)))
    assert table["gap_high"].tolist() == [4, 1, 0]


def test_no_answers_give_an_empty_table():
    assert compare_levels(answers()).empty


@pytest.mark.parametrize(
    ("row", "words"),
    [
        (("A", "B", 6, 1), 'A about B: needed "6" is not a number from 0 to 5'),
        (("A", "A", 3, 1), "A answers about itself"),
    ],
)
def test_an_impossible_answer_is_refused(row, words):
    with pytest.raises(MethodError, match=words):
        compare_levels(answers(row))
