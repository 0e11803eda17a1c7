"""At the end a board is asked who takes on what the partnership holds; what is settled already is not asked again."""

from __future__ import annotations

from datetime import date

import pytest

from partnerlab.analysis.dependencies import follow
from partnerlab.analysis.moves.choice import choose_moves, list_candidates
from partnerlab.analysis.moves.endings import hand_over, hand_over_risks
from partnerlab.analysis.moves.steps import take_steps
from partnerlab.analysis.moves.trial import try_candidate
from partnerlab.partnership import Partnership

ENDING = {"RA821", "MA821", "MA822", "MA823", "MA824", "MA825"}


def hub(stage: str = "ending", **tables: object) -> Partnership:
    held: dict[str, object] = {
        "partners": [
            {"id": "A", "name": "Alpha", "sector": "statutory", "resources": [{"kind": "money", "amount": 9000},
                                                                              {"kind": "time", "amount": 100}]},
            {"id": "B", "name": "Beta", "sector": "voluntary"},
        ],
        "risks": [{"id": "R1", "title": "Delay"}, {"id": "R2", "title": "Loss"}],
        "leads": [{"risk": "R1", "lead": "B", "on": "2025-01-01", "accepted": True}],
        "agreements": [{"kind": "MoU", "title": "Memorandum", "signed": "2024-01-01", "signatories": ["A", "B"]},
                       {"kind": "data sharing", "title": "Data protocol", "signed": "2024-01-01"}],
        "pathway": [{"id": "first", "name": "First visit", "organisation": "A"}],
    }  # fmt: skip
    row = {"stage": stage, "on": "2024-01-01"}
    whole = Partnership(name="Hub", purpose="Reach", stage=[row], **(held | tables))
    return whole.at(date(2026, 6, 30))


def test_each_open_risk_goes_to_its_lead_of_today_or_to_somebody_to_be_named():
    found = hand_over_risks(hub())
    assert found is not None
    assert found.decision == "Agree who takes on 2 open risks at the end"
    assert found.detail == "Proposed: Beta, which leads today."
    assert {step.value["risk"]: step.value["to"] for step in found.steps} == {"R1": "B", "R2": "to be named"}


def test_one_decision_names_all_else_that_the_partnership_holds():
    found = hand_over(hub())
    assert found is not None
    assert [step.value["kind"] for step in found.steps] == ["money", "staff", "data", "agreement", "service"]
    assert found.why == "5 of 5 kinds of what the partnership holds are open."


def test_both_decisions_clear_all_that_the_rules_on_ending_find_and_bring_nothing():
    start = follow(hub())
    risks, rest = (
        try_candidate(start, row) for row in list_candidates(start) if row.kind in {"open risks", "handovers"}
    )
    assert {row.code for trial in (risks, rest) for row in trial.cleared} == ENDING
    assert risks.brought == rest.brought == ()


@pytest.mark.parametrize("stage", ["scoping", "implementing", "reviewing"])
def test_before_the_end_nobody_is_asked(stage: str):
    assert hand_over_risks(hub(stage)) is hand_over(hub(stage)) is None


def test_what_is_settled_is_not_asked_again():
    """Once the decisions are carried out, nothing is left to decide."""
    seen = hub()
    candidates = (hand_over_risks(seen), hand_over(seen))
    steps = [step for row in candidates if row for step in row.steps]
    after = take_steps(seen, steps)
    assert hand_over_risks(after) is hand_over(after) is None


def test_a_partnership_that_holds_nothing_has_nothing_to_hand_over():
    bare = hub(partners=[{"id": "A", "name": "Alpha"}], risks=[], leads=[], agreements=[], pathway=[])
    assert hand_over_risks(bare) is hand_over(bare) is None


def test_a_handover_without_a_name_gets_one_and_an_overdue_one_a_new_date():
    rows = [
        {"kind": "money", "what": "grant", "on": "2026-01-01"},
        {"kind": "data", "what": "files", "to": "A", "on": "2026-01-01", "due": "2026-03-01"},
        {"kind": "staff", "what": "worker", "to": "A", "on": "2026-01-01"},
        {"kind": "agreement", "what": "memorandum", "to": "A", "on": "2026-01-01"},
        {"kind": "service", "what": "visits", "to": "B", "on": "2026-01-01"},
    ]
    found = hand_over(hub(handovers=rows))
    assert found is not None
    assert [(step.verb, step.path) for step in found.steps] == [("set", "handovers.1.to"), ("set", "handovers.2.due")]
    assert found.decision == "Agree who takes on the money that is left and the data that were shared, and by when"
    start = follow(hub(handovers=rows))
    trial = try_candidate(start, found)
    assert {row.code for row in trial.cleared} == {"MA821", "MA824"}


def test_a_lead_that_has_left_is_not_proposed():
    gone = [{"id": "A", "name": "Alpha"}, {"id": "B", "name": "Beta", "left": "2026-01-01"}]
    found = hand_over_risks(hub(partners=gone))
    assert found is not None
    assert {step.value["to"] for step in found.steps} == {"to be named"}
    assert found.detail == ""


def test_an_ending_that_settles_nothing_is_told_so_among_the_five():
    kinds = {trial.candidate.kind for trial in choose_moves(hub()).chosen}
    assert "handovers" in kinds
