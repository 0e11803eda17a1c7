"""What an ending hands over: shown where a partnership ends, in true words for none, one, some and all."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from partnerlab.analysis.facts.endings import assess_ending
from partnerlab.display import charts
from partnerlab.partnership import Partnership

AS_AT = date(2026, 9, 30)
RISKS = [{"id": key, "title": title} for key, title in (("R1", "Delay"), ("R2", "Loss"))]
EVERYTHING = {
    "partners": [
        {"id": "A", "name": "Alpha", "resources": [{"kind": "money", "amount": 5}, {"kind": "time", "amount": 5}]},
    ],
    "agreements": [{"kind": "MoU", "signed": "2025-01-31"}, {"kind": "data sharing", "signed": "2025-01-31"}],
    "pathway": [{"id": "p", "name": "Visit", "organisation": "A"}],
    "risks": RISKS,
}  # fmt: skip


def make(stage: str = "ending", **facts: Any) -> Partnership:
    return Partnership(name="Hub", purpose="Help", stage=[{"stage": stage}], **facts).at(AS_AT)


def handed(*rows: dict[str, Any]) -> dict[str, Any]:
    return {"handovers": [{"kind": "other", "what": f"part {number}", **row} for number, row in enumerate(rows, 1)]}


TAKEN, LATE = {"to": "Council", "due": "2026-12-31"}, {"to": "Council", "due": "2026-09-29"}
DONE, NOBODY, UNDATED = {"to": "Council", "done": "2026-09-01"}, {"due": "2026-12-31"}, {"to": "Council"}


def test_before_an_ending_nothing_is_shown():
    shown = charts.ending_handovers(assess_ending(make("reviewing", **EVERYTHING)))
    assert (shown.html, shown.text) == ("", "")


def test_what_is_recorded_earlier_is_shown_and_nothing_else_is_asked_for():
    assessed = assess_ending(make("reviewing", **EVERYTHING, **handed(TAKEN)))
    assert assessed[["what", "to", "state"]].values.tolist() == [["part 1", "Council", "not due yet"]]


def test_an_ending_without_anything_to_hand_over_says_so():
    said = charts.ending_handovers(assess_ending(make())).text
    assert said == (
        "Nothing is recorded that somebody would take on. No decision about the partnership itself is recorded. "
        "Lessons recorded: none. Thanks recorded: none."
    )


def test_all_that_is_held_is_asked_for_once_each_and_each_open_risk():
    assessed = assess_ending(make(**EVERYTHING))
    assert {(row.kind, row.what, row.state) for row in assessed.itertuples()} == {
        ("risk", "Delay", "nobody named"),
        ("risk", "Loss", "nobody named"),
        ("money", "the money that is left", "nobody named"),
        ("agreement", "the agreements in force", "nobody named"),
        ("staff", "the staff", "not recorded"),
        ("data", "the data that were shared", "not recorded"),
        ("service", "the people served", "not recorded"),
    }


@pytest.mark.parametrize(
    ("rows", "left"),
    [
        ([{"risk": "R1", "to": "Council"}], ["Loss"]),
        ([{"risk": "R1"}], ["risk", "Loss"]),  # the line without anybody stands for its risk
        ([{"to": "Council"}], []),  # one line for all
    ],
)
def test_a_risk_is_listed_once(rows, left):
    lines = [{"kind": "risk", "what": "risk", **row} for row in rows]
    assessed = assess_ending(make(risks=RISKS, handovers=lines))
    assert assessed.loc[assessed["state"] == "nobody named", "what"].tolist() == left


@pytest.mark.parametrize(
    ("rows", "states"),
    [
        ([DONE, TAKEN, UNDATED, LATE, NOBODY], ["nobody named", "overdue", "no day agreed", "not due yet", "done"]),
        ([{"to": "Council", "due": "2026-09-30"}], ["not due yet"]),  # due on the day of the review
        ([{"done": "2026-09-01", "how": "deleted"}], ["done"]),  # what is done needs nobody more
        ([{"to": "Council", "done": "2026-10-01"}], ["no day agreed"]),  # done later than the review sees
    ],
)
def test_what_is_open_comes_first(rows, states):
    assert assess_ending(make(**handed(*rows)))["state"].tolist() == states


@pytest.mark.parametrize(
    ("rows", "headline"),
    [
        ((DONE,), "The one handover is done"),
        ((DONE, DONE), "Each of 2 handovers is done"),
        ((NOBODY,), "Nobody is recorded to take it on"),
        ((NOBODY, NOBODY), "Nobody is recorded to take on any of 2 things"),
        ((NOBODY, TAKEN, LATE), "Nobody is recorded to take on 1 of 3 things"),
        ((LATE,), "The one handover is overdue"),
        ((LATE, TAKEN), "1 of 2 handovers is overdue"),
        ((LATE, LATE), "2 of 2 handovers are overdue"),
        ((TAKEN, DONE), "None of 2 handovers is overdue"),
        ((UNDATED,), "No handover is overdue"),
    ],
)
def test_the_headline_is_true_of_none_one_some_and_all(rows, headline):
    figure = charts.ending_handovers(assess_ending(make(**handed(*rows))))
    assert figure.headline == headline


def test_it_says_who_when_and_how_it_stands_and_what_was_decided_learned_and_recognised():
    facts = {
        "decisions": [{"on": "2026-06-30", "decision": "stop"}],
        "lessons": [{"on": "2026-06-30", "lesson": "Ask first"}],
        "thanks": [{"on": "2026-06-30", "whom": "Alpha"}],
    }
    rows = [TAKEN, DONE, {"done": "2026-09-02"}, NOBODY, {**TAKEN, "what": "part 1"}]
    figure = charts.ending_handovers(assess_ending(make(**facts, **handed(*rows))))
    assert figure.description.endswith("Last decision, on 30 June 2026: stop. Lessons recorded: 1. Thanks recorded: 1.")
    said = "Of 5 things, 1 has nobody to take it on, 2 are not due yet and 2 are done."
    assert said in figure.description
    cells = [(cell.row, cell.column, cell.word) for cell in figure.chart.cells]
    assert ("part 1 (2)", "By when", "31 December 2026") in cells  # two things of one name are two rows
    assert ("part 2", "How it stands", "done on 1 September 2026") in cells
    assert ("part 3", "Who takes it on", "nobody needed") in cells
    assert ("part 4", "Who takes it on", "nobody recorded") in cells


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ((TAKEN,), False),  # the one thing is told by the first sentence
        ((NOBODY, NOBODY), False),  # so are all of one kind
        ((DONE, DONE), False),
        ((LATE, LATE), False),
        ((UNDATED, UNDATED), "Of 2 things, 2 have no day agreed."),  # not overdue, and more than that
        ((TAKEN, TAKEN), "Of 2 things, 2 are not due yet."),
        ((LATE, DONE), "Of 2 things, 1 is overdue and 1 is done."),
    ],
)
def test_the_states_are_counted_in_words_where_the_first_sentence_does_not_say_all(rows, said):
    told = charts.ending_handovers(assess_ending(make(**handed(*rows)))).description
    assert (said in told) if said else "Of " not in told
