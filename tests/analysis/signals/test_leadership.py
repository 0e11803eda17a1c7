"""Leading: who steers, owns and answers, and how it is agreed."""

from __future__ import annotations

import pytest

from partnerlab.analysis.signals.leadership import (
    a_body_steers,
    a_chair_leads,
    accountability_is_complete,
    accountability_is_spread,
    all_partners_steer,
    an_agreement_is_signed,
    an_owner_answers,
    disputes_can_be_settled,
    evaluation_has_a_home,
    tasks_are_answered_for,
)
from partnerlab.partnership import Partnership

COVERS = (
    "partnerlab.analysis.facts.bodies",
    "partnerlab.analysis.facts.agreements",
)

KINDS = {
    "leadership group": "supports",
    "committee": "supports",
    "lead organisation": "supports",
    "delivery": "contradicts",
    "outcome owner": "contradicts",
}


def body(kind: str = "committee", **more: object) -> dict[str, object]:
    return {"id": "b", "name": "Board", "kind": kind, **more}


@pytest.mark.parametrize("kind", KINDS)
def test_a_lead_body_or_a_committee_steers_and_no_other(says, kind):
    assert says(a_body_steers, governance=[body(kind)])[0] == KINDS[kind]
    assert says(a_body_steers, governance=[body(kind, ended="2026-01-01")])[0] == "contradicts"
    assert says(a_body_steers, "building")[0] == "cannot tell"


def test_a_group_that_steers_needs_a_chair_and_a_lead_organisation_none(says):
    assert says(a_chair_leads, governance=[body(chair="Chief executive")]) == ("supports", 1, 1)
    assert says(a_chair_leads, governance=[body()]) == ("contradicts", 0, 1)  # no chair is recorded: nothing was seen
    assert says(a_chair_leads, governance=[body("lead organisation")]) == ("cannot tell", 0, 0)


def test_a_chair_who_no_longer_sits_for_a_partner_leads_no_more(says):
    gone = [{"id": "A", "name": "Alpha", "representatives": [{"role": "Head", "to": "2025-06-01"}]}]
    assert says(a_chair_leads, partners=gone, governance=[body(chair="Head", chair_from="A")]) == ("contradicts", 0, 1)
    assert says(a_chair_leads, partners=gone, governance=[body(chair="Elder", chair_from="A")]) == ("supports", 1, 1)


def test_an_owner_that_left_is_recorded_as_absent_and_one_never_named_is_not_recorded(says):
    assert says(an_owner_answers, "scoping", outcomes={"sro": [{"organisation": "DoH"}]})[0] == "supports"
    past = {"sro": [{"organisation": "DoH", "to": "2025-01-01"}]}
    assert says(an_owner_answers, "scoping", outcomes=past) == ("contradicts", 1, 1)
    assert says(an_owner_answers, "scoping")[0] == "cannot tell"
    assert says(an_owner_answers, "building")[0] == "contradicts"


def test_each_partner_needs_a_seat_and_the_chair_has_one(says):
    assert says(all_partners_steer, governance=[body(members=["A", "B"])]) == ("supports", 2, 2)
    assert says(all_partners_steer, governance=[body(members=["A"], chair_from="B")]) == ("supports", 2, 2)
    assert says(all_partners_steer, governance=[body(members=["A"])]) == ("contradicts", 2, 2)
    assert says(all_partners_steer, governance=[body()]) == ("cannot tell", 0, 0)


def tasks(*accountable: str, joint: bool = False) -> list[dict[str, object]]:
    return [
        {"id": str(n), "name": str(n), "accountable": list(who), "joint": joint} for n, who in enumerate(accountable)
    ]


@pytest.mark.parametrize(
    ("accountable", "expected"),
    [("AB", "supports"), ("AABB", "supports"), ("AAB", "contradicts"), ("A", "cannot tell"), ("", "cannot tell")],
)
def test_one_partner_may_answer_for_half_of_the_tasks(says, accountable, expected):
    assert says(accountability_is_spread, tasks=tasks(*accountable))[0] == expected


@pytest.mark.parametrize(
    ("accountable", "joint", "expected"),
    [
        (["A", "B", "A", "B", ""], False, "supports"),
        (["A", "B", "A", ""], False, "contradicts"),
        (["AB"], False, "contradicts"),
        (["AB"], True, "supports"),
        (["A"], True, "contradicts"),
        ([], False, "contradicts"),
    ],
)
def test_four_tasks_of_five_must_be_answered_for_by_one_or_jointly(says, accountable, joint, expected):
    assert says(tasks_are_answered_for, "implementing", tasks=tasks(*accountable, joint=joint))[0] == expected
    assert says(tasks_are_answered_for, "managing")[0] == "cannot tell"


def test_all_three_lines_must_be_documented(says):
    def lines(*documented: str) -> list[dict[str, object]]:
        return [{"dimension": name, "to": "Board", "documented": True} for name in documented]

    every = lines("horizontal", "vertical", "collective")
    assert says(accountability_is_complete, accountabilities=every) == ("supports", 3, 3)
    assert says(accountability_is_complete, accountabilities=every[:2]) == ("contradicts", 3, 3)
    assert says(accountability_is_complete)[0] == "cannot tell"
    assert says(accountability_is_complete, "implementing")[0] == "contradicts"


def test_directions_are_counted_and_not_the_lines_in_them():
    lines = [
        {"dimension": "vertical", "partner": "A", "to": "Board of A", "documented": True},
        {"dimension": "vertical", "partner": "B", "to": "Board of B"},
        {"dimension": "horizontal", "partner": "A", "to": "B", "documented": True},
    ]
    partners = [{"id": "A", "name": "Alpha"}, {"id": "B", "name": "Beta"}]
    stage = [{"stage": "implementing"}]
    hub = Partnership(name="Hub", purpose="Reach people", stage=stage, partners=partners, accountabilities=lines)
    found = accountability_is_complete(hub)
    assert found.text == "in 2 of 3 directions a line of accountability is recorded as documented; not collective"


def test_a_memorandum_or_contract_must_be_signed(says):
    assert says(an_agreement_is_signed, agreements=[{"kind": "MoU", "signed": "2025-01-01"}])[0] == "supports"
    assert says(an_agreement_is_signed, "scoping", agreements=[{"kind": "MoU"}])[0] == "cannot tell"
    assert says(an_agreement_is_signed, "planning", agreements=[{"kind": "MoU"}])[0] == "contradicts"
    assert says(an_agreement_is_signed, "building")[0] == "cannot tell"
    for kind in ("SLA", "data sharing"):
        assert says(an_agreement_is_signed, agreements=[{"kind": kind, "signed": "2025-01-01"}])[0] == "contradicts"


def test_a_way_of_settling_disputes_must_end_in_a_decision(says):
    assert says(disputes_can_be_settled, disputes=[{"rung": 1, "name": "Talk", "final": True}])[0] == "supports"
    assert says(disputes_can_be_settled, disputes=[{"rung": 1, "name": "Talk"}])[0] == "contradicts"
    assert says(disputes_can_be_settled, "building")[0] == "cannot tell"


def test_a_body_or_a_resource_is_there_for_evaluation(says):
    offered = [{"id": "A", "name": "A", "resources": [{"kind": "money", "purpose": "evaluation"}]}]
    assert says(evaluation_has_a_home, partners=offered)[0] == "supports"
    assert says(evaluation_has_a_home, governance=[body("evaluation")])[0] == "supports"
    assert says(evaluation_has_a_home, "managing")[0] == "cannot tell"
    assert says(evaluation_has_a_home, "implementing")[0] == "contradicts"


def test_a_statute_stands_in_place_of_a_memorandum(says):
    law = {"act": "Justice Act (Northern Ireland) 2011"}
    assert says(an_agreement_is_signed, statutory_basis=law) == ("supports", 1, 1)
    assert says(an_agreement_is_signed, agreements=[{"kind": "MoU"}], statutory_basis=law)[0] == "supports"
    assert says(an_agreement_is_signed)[0] == "contradicts"
