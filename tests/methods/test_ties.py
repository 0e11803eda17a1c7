from __future__ import annotations

import pandas as pd
import pytest

from partnerlab.errors import MethodError
from partnerlab.methods.ties import build_graph, compare_answers, decide_ties


def ties(*pairs: str) -> pd.DataFrame:
    return pd.DataFrame([tuple(pair) for pair in pairs], columns=["source", "target"])


def members(names: str, answered: list[bool | None] | None = None) -> pd.DataFrame:
    table = pd.DataFrame({"member": list(names)})
    return table if answered is None else table.assign(answered=answered)


def test_a_tie_named_by_both_is_in_union_and_intersection():
    answers = compare_answers(ties("AB", "BA"), members("AB", [True, True]))
    assert answers.union == answers.intersection == {("A", "B")}


def test_a_tie_the_other_does_not_name_is_only_in_the_union():
    answers = compare_answers(ties("BA"), members("AB", [True, True]))
    assert (answers.union, answers.intersection, answers.one_sided) == ({("A", "B")}, frozenset(), (("A", "B"),))


def test_a_member_that_gave_no_answer_denies_nothing():
    answers = compare_answers(ties("AB"), members("AB", [True, False]))
    assert answers.intersection == {("A", "B")}


def test_a_pair_about_which_neither_answered_is_unknown_and_not_absent():
    answers = compare_answers(ties("AB"), members("ABCD", [True, False, None, False]))
    assert answers.unknown == {("B", "C"), ("B", "D"), ("C", "D")}


def test_the_response_rate_is_the_share_that_answered():
    assert compare_answers(ties("AB"), members("ABCD", [True, False, None, True])).response_rate == 0.5


def test_without_a_word_on_who_answered_ties_are_a_record_and_the_rate_is_not_known():
    answers = compare_answers(ties("AB"), members("ABC"))
    assert (answers.response_rate, answers.intersection, answers.unknown) == (None, {("A", "B")}, frozenset())


def test_an_explicit_no_denies_a_tie_and_a_missing_answer_leaves_it_unknown():
    said = ties("AB", "BA", "AC").assign(tied=[True, False, None])
    answers = compare_answers(said, members("ABC"))
    assert answers.one_sided == (("A", "B"),)
    assert answers.unknown == {("A", "C")}


def test_ties_that_run_one_way_are_mutual_only_when_returned():
    answers = compare_answers(ties("AB", "BA", "AC"), members("ABC"), directed=True)
    assert answers.union == {("A", "B"), ("B", "A"), ("A", "C")}
    assert answers.intersection == {("A", "B"), ("B", "A")}


def test_members_without_ties_stay_in_the_graph():
    assert list(build_graph(ties("CB"), members("CBA"))) == ["A", "B", "C"]


@pytest.mark.parametrize(
    ("table", "people", "words"),
    [
        (ties("AX"), members("AB"), "X, not among the members A, B"),
        (ties("AA"), members("AB"), "A to itself"),
        (ties("AB"), members("AAB"), "more than once: A"),
        (ties("AB"), pd.DataFrame({"member": ["A", None]}), "no name"),
        (pd.DataFrame({"from": []}), members("A"), '"source", "target"'),
    ],
)
def test_an_impossible_table_is_refused_with_the_value_in_the_message(table, people, words):
    with pytest.raises(MethodError, match=words):
        compare_answers(table, people)


def test_a_scale_on_which_one_is_the_closest_is_read_from_its_other_end():
    levels = pd.Series([1, 3, 5, None])
    rising, falling = (decide_ties(levels, tied_from=3, strongest=end) for end in ("highest", "lowest"))
    assert rising.tolist()[:3] == [False, True, True]
    assert falling.tolist()[:3] == [True, True, False]
    assert rising.isna().tolist() == falling.isna().tolist() == [False, False, False, True]
    # turning the scale round is the same as reading it from the other end
    assert decide_ties(6 - levels, tied_from=3).tolist()[:3] == falling.tolist()[:3]
