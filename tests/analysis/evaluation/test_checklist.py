"""Each partner's answer stands; who differs and what moved is told; no overall score is formed."""

from __future__ import annotations

from datetime import date

import pytest

from partnerlab.analysis.evaluation.checklist import (
    assess_checklist,
    assess_checklist_agreement,
    compare_answers,
    summarise_checklist,
)
from partnerlab.analysis.evaluation.contradictions import find_contradictions
from partnerlab.analysis.facts.checklist import checklist_rounds, list_outside_answers
from partnerlab.partnership import Partnership

COVERS = (
    "partnerlab.analysis.evaluation.contradictions",
    "partnerlab.analysis.facts.checklist",
    "partnerlab.analysis.facts.answers",
)


def hub(rows: list[tuple[str, str, int, str]], **more) -> Partnership:
    answers = [{"on": on, "by": by, "item": item, "answer": answer} for on, by, item, answer in rows]
    made = {
        "name": "Hub",
        "purpose": "Reach people",
        "stage": [{"stage": "reviewing"}],
        "partners": [{"id": name, "name": name} for name in "ABC"],
        "checklist": answers,
    }
    return Partnership(**{**made, **more}).at(date(2026, 12, 31))


def row_of(partnership: Partnership, item: int) -> dict[str, object]:
    return compare_answers(partnership).set_index("item").loc[item].to_dict()


@pytest.mark.parametrize(
    ("said", "state", "spread"),
    [
        (("in place", "in place"), "in place", 0),
        (("in place", "partly"), "partly in place", 1),
        (("partly", "partly"), "partly in place", 0),
        (("partly", "not in place"), "partly or not in place", 1),
        (("in place", "not in place"), "partners differ", 2),
        (("not in place", "not in place"), "not in place", 0),
    ],
)
def test_the_answers_to_an_item_are_seen_together(said, state, spread):
    found = row_of(hub([("2026-06-01", by, 3, answer) for by, answer in zip("AB", said, strict=True)]), 3)
    assert (found["state"], found["spread"]) == (state, spread)
    assert found["silent"] == 1


def test_do_not_know_is_an_answer_and_no_number():
    found = row_of(hub([("2026-06-01", "A", 3, "don't know"), ("2026-06-01", "B", 3, "in place")]), 3)
    assert (found["dont_know"], found["state"]) == (1, "in place")


def test_who_differs_is_named():
    found = row_of(hub([("2026-06-01", "A", 3, "in place"), ("2026-06-01", "B", 3, "not in place")]), 3)
    assert (found["highest"], found["lowest"]) == ("A", "B")


def test_answers_within_a_month_are_one_round():
    partnership = hub(
        [("2026-06-01", "A", 1, "partly"), ("2026-06-20", "B", 1, "partly"), ("2026-09-01", "A", 1, "partly")]
    )
    assert [(found.number, found.on.isoformat()) for found in checklist_rounds(partnership)] == [
        (1, "2026-06-01"),
        (2, "2026-09-01"),
    ]


def test_the_last_answer_of_a_partner_in_a_round_counts():
    partnership = hub([("2026-06-01", "A", 1, "partly"), ("2026-06-05", "A", 1, "in place")])
    assert row_of(partnership, 1)["in_place"] == 1


def test_movement_is_each_partners_own():
    partnership = hub(
        [
            ("2025-06-01", "A", 1, "partly"),
            ("2025-06-01", "B", 1, "in place"),
            ("2026-06-01", "A", 1, "in place"),
            ("2026-06-01", "B", 1, "partly"),
            ("2026-06-01", "C", 1, "partly"),
        ]
    )
    latest = assess_checklist(partnership, rounds=1).query("item == 1").set_index("partner")["moved"]
    assert latest.to_dict() == {"A": "forward", "B": "back", "C": ""}
    assert "1 answer moved forward and 1 back" in summarise_checklist(partnership)


@pytest.mark.parametrize(
    ("answers", "told"),
    [
        (("partly", "in place"), "1 answer moved forward and none back."),
        (("in place", "partly"), "no answers moved forward and 1 back."),
        (("partly", "partly"), "no answer moved."),
    ],
)
def test_what_moved_is_said_of_none_too(answers, told):
    partnership = hub([("2025-06-01", "A", 1, answers[0]), ("2026-06-01", "A", 1, answers[1])])
    assert summarise_checklist(partnership).endswith(f"Since the round before, {told}")


@pytest.mark.parametrize("word", ["partly", "don't know"])
def test_an_item_without_a_view_is_not_said_to_be_beyond_answering(word):
    """Nine items were not answered at all; a tenth was, with a view or without."""
    told = summarise_checklist(hub([("2026-06-01", "A", 1, word)]))
    assert f"{9 if word == 'partly' else 10} items on which nobody has a view" in told


def test_an_answer_by_a_partner_who_had_left_counts_in_no_round():
    partners = [{"id": "A", "name": "A"}, {"id": "B", "name": "B", "left": "2026-01-01"}]
    partnership = hub([("2026-06-01", "A", 1, "in place"), ("2026-06-01", "B", 1, "not in place")], partners=partners)
    assert [row.by for row in list_outside_answers(partnership)] == ["B"]
    assert row_of(partnership, 1)["not_in_place"] == 0


def test_an_answer_given_before_leaving_stays_in_its_round():
    partners = [{"id": "A", "name": "A"}, {"id": "B", "name": "B", "left": "2026-07-01"}]
    partnership = hub([("2026-06-01", "A", 1, "in place"), ("2026-06-01", "B", 1, "in place")], partners=partners)
    assert list_outside_answers(partnership) == ()
    shown = assess_checklist(partnership).query("item == 1").set_index("partner")["member"]
    assert shown.to_dict() == {"A": True, "B": False}


def test_full_agreement_is_one_with_missing_answers_allowed():
    rows = [("2026-06-01", by, item, "in place" if item < 6 else "partly") for by in "ABC" for item in range(1, 11)]
    found = assess_checklist_agreement(hub([row for row in rows if row[1:3] != ("C", 7)]), resamples=50)
    assert found.value == pytest.approx(1.0)


def test_one_partner_cannot_agree_with_anybody():
    assert assess_checklist_agreement(hub([("2026-06-01", "A", 1, "in place")]), resamples=10).value is None


def test_before_the_first_round_there_is_nothing():
    assert assess_checklist_agreement(hub([])) is None
    assert assess_checklist(hub([])).empty
    assert summarise_checklist(hub([])) == "No partner has answered the checklist yet."


CONTRADICTED = [
    (3, {}, {"outcomes": {"framework": "wellbeing-2024", "aligned": ["caring-society"]}}),
    (
        4,
        {},
        {"agreements": [{"kind": "MoU", "signed": "2025-01-01", "signatories": ["A"]}]},
    ),
    (
        5,
        {"accountabilities": [{"dimension": "horizontal", "to": "A", "documented": True}]},
        {
            "accountabilities": [
                {"dimension": d, "to": "A", "documented": True} for d in ("horizontal", "vertical", "collective")
            ]
        },
    ),
    (6, {}, {"governance": [{"id": "L", "name": "Leads", "kind": "leadership group"}]}),
    (7, {"disputes": [{"rung": 1, "name": "Talk"}]}, {"disputes": [{"rung": 1, "name": "Talk", "final": True}]}),
    (9, {}, {"milestones": [{"id": "M", "name": "M", "due": "2026-01-01", "budget": 10}]}),
    (
        10,
        {"risks": [{"id": "R", "title": "R", "class": "shared"}]},
        {"risks": [{"id": "R", "title": "R", "class": "shared"}], "leads": [{"risk": "R", "lead": "A"}]},
    ),
]


@pytest.mark.parametrize(("item", "lacking", "there"), CONTRADICTED, ids=[str(case[0]) for case in CONTRADICTED])
def test_what_is_said_to_be_in_place_is_looked_up_in_the_record(item, lacking, there):
    said = [("2026-06-01", by, item, "in place") for by in "AB"]
    assert [row.item for row in find_contradictions(hub(said, **lacking))] == [item]
    assert find_contradictions(hub(said, **there)) == ()


def test_a_minority_is_not_contradicted():
    said = [("2026-06-01", "A", 7, "in place"), ("2026-06-01", "B", 7, "partly"), ("2026-06-01", "C", 7, "partly")]
    assert find_contradictions(hub(said)) == ()
