"""Ties become answers of partners as it was declared, and nothing is guessed."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from partnerlab.errors import InputError
from partnerlab.exchange.answers import Answers, Meaning, find_level_faults, missing_meaning, take_answers
from partnerlab.exchange.ties import Tie, Ties
from partnerlab.partnership import Partnership

DAY = date(2026, 3, 31)
HELD = {"by": "A", "with": "B", "on": DAY.isoformat(), "actual": 3}
HUB = Partnership(
    name="Hub", purpose="Meet", stage=[{"stage": "building"}], relationships=[HELD],
    partners=[{"id": "A", "name": "Alpha"}, {"id": "B", "name": "Beta"}, {"id": "C", "name": "Gamma"}],
    stakeholders=[{"id": "S", "name": "Shops"}],
)  # fmt: skip
MEANING = Meaning({"actual": "weight"}, on=DAY, scale=(0, 5), strongest="high")


def ties(*rows: tuple[str, str, str], directed: bool = True, **more: str) -> Ties:
    found = [
        Tie(a, b, directed, ({"weight": weight} if weight else {}) | more, line)
        for line, (a, b, weight) in enumerate(rows, 2)
    ]
    return Ties("t.csv", tuple(found), {"n7": "Gamma"})


def take(*rows: tuple[str, str, str], directed: bool = True, meaning: Meaning = MEANING, **more: str) -> Answers:
    return take_answers(ties(*rows, directed=directed, **more), HUB, meaning)


def pairs(answers: Answers) -> list[tuple[Any, ...]]:
    return [(row["by"], row["with"], row.get("actual")) for row in answers.rows]


def test_ids_names_and_labels_lead_to_the_organisation() -> None:
    assert pairs(take(("beta", "A", "2"), ("n7", "shops", "1.0"))) == [("B", "A", 2), ("C", "S", 1)]


def test_where_one_is_the_strongest_the_scale_is_turned_round() -> None:
    turned = take(("B", "A", "0"), ("B", "C", "4"), meaning=replace(MEANING, strongest="low"))
    assert pairs(turned) == [("B", "A", 5), ("B", "C", 1)]
    assert "turned round" in turned.words[0]


def test_another_scale_is_taken_number_by_number() -> None:
    meaning = Meaning({"actual": "weight"}, on=DAY, levels={1: 5, 2: 0})
    assert pairs(take(("B", "A", "1"), ("B", "C", "2"), meaning=meaning)) == [("B", "A", 5), ("B", "C", 0)]
    with pytest.raises(InputError, match=r"no level is given; add --level 3=…"):
        take(("B", "A", "3"), meaning=meaning)


def test_both_answer_where_a_tie_has_no_direction_but_not_stakeholders() -> None:
    both = replace(MEANING, speaker="both")
    answers = take(("B", "C", "2"), ("B", "S", "1"), directed=False, meaning=both)
    assert pairs(answers) == [("B", "C", 2), ("C", "B", 2), ("B", "S", 1)]
    assert "1 answer left out: S is a stakeholder, and partners alone answer." in answers.words
    assert pairs(take(("B", "C", "2"), meaning=both)) == [("B", "C", 2)]


def test_the_target_may_be_the_one_who_answers() -> None:
    assert pairs(take(("B", "C", "2"), meaning=replace(MEANING, speaker="target"))) == [("C", "B", 2)]


def test_what_the_partnership_has_is_not_added_again() -> None:
    answers = take(("A", "B", "3"))
    assert (answers.rows, answers.words[1:]) == (
        (),
        ("0 answers to add.", "1 answer left out: the partnership has it already."),
    )


def test_another_answer_on_the_same_day_is_not_added_beside_it() -> None:
    with pytest.raises(InputError, match=r"t\.csv:2: tie 1: the partnership has an answer.*actual 3 there, 4 here"):
        take(("A", "B", "4"))


def test_ties_without_a_level_are_left_out_and_counted() -> None:
    assert "2 answers left out: no level is given." in take(("A", "C", ""), ("C", "A", "")).words


def test_values_and_data_sharing_are_taken_by_our_own_names_and_the_rest_is_named() -> None:
    answers = take(("B", "A", "2"), current_value="4", data_sharing="partly", colour="red")
    assert answers.rows[0] | {"on": None} == {
        "by": "B", "with": "A", "on": None, "actual": 2, "current_value": 4, "data_sharing": "partly",
    }  # fmt: skip
    assert answers.words[-1] == "Not taken: colour."


def test_each_tie_may_have_a_day_of_its_own() -> None:
    answers = take(("B", "A", "2"), on="2026-01-05", meaning=replace(MEANING, on=None))
    assert answers.rows[0]["on"] == date(2026, 1, 5)


def test_every_fault_is_told_at_once_by_line() -> None:
    with pytest.raises(InputError) as raised:
        take(("A", "A", "1"), ("B", "A", "2.5"), ("B", "A", "9"), ("Betta", "A", "1"), ("B", "C", "1"), ("B", "C", "2"))
    told = str(raised.value)
    for says in (
        "t.csv:2: tie 1 leads from A to itself",
        't.csv:3: tie 2: weight is "2.5", which is not a whole number',
        't.csv:4: tie 3: weight is "9", which is not a level on the scale from 0 to 5',
        '"Betta" (1 time) is not a partner or stakeholder; did you mean "Beta"?',
        "t.csv:7: tie 6: B answers about C twice on 2026-03-31; keep one",
    ):
        assert says in told


def test_many_faults_are_bounded() -> None:
    with pytest.raises(InputError) as raised:
        take(*((f"stranger {number}", "A", "1") for number in range(5000)))
    assert len(raised.value.faults) == 21
    assert "and 4980 more faults" in str(raised.value)


def test_all_that_must_be_declared_is_asked_for_at_once() -> None:
    missing = missing_meaning(ties(("A", "B", "1"), directed=False), HUB, Meaning({}))
    options = ("--actual", "--on", "--says", "--scale", "--strongest")
    assert [next(option for option in options if option in each) for each in missing] == [*options]
    assert missing_meaning(ties(("A", "B", "1")), HUB, MEANING) == []


def test_a_scale_with_other_ends_must_be_mapped_and_to_levels_that_there_are() -> None:
    (asked,) = missing_meaning(ties(("A", "B", "1")), HUB, replace(MEANING, scale=(1, 5)))
    assert "what 1 to 5 are on the partnership's scale (0 none, 1 networking" in asked
    assert not missing_meaning(ties(("A", "B", "1")), HUB, Meaning({"actual": "weight"}, on=DAY, levels={1: 0}))
    assert find_level_faults({1: 9}, HUB)[0].startswith("--level 1=9 leads to no level")
