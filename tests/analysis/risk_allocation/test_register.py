"""What the register holds and what it leaves empty."""

from __future__ import annotations

from datetime import date

from partnerlab.analysis.risk_allocation.register import (
    assess_register,
    bearers_of,
    summarise_register,
    summarise_risks,
)


def test_the_register_is_worst_first_and_leaves_closed_risks_out(made, rated):
    risks = [
        {"id": "R1", "title": "Delay", "proximity": "2026-07-30"},
        {"id": "R2", "title": "Loss"},
        {"id": "R3", "title": "Old", "closed": "2026-01-01"},
        {"id": "R4", "title": "New"},
    ]
    hub = made(risks=risks, ratings=[rated("R1", 2, 2), rated("R2", 4, 5)])
    table = assess_register(hub)
    assert table["risk"].tolist() == ["R2", "R1", "R4"]
    assert table["light"].tolist() == ["red", "green", "unknown"]
    assert table.set_index("risk").loc["R1", "days_away"] == 30


def test_a_shared_risk_that_names_nobody_is_borne_by_all_who_are_still_there(made):
    partners = [*({"id": key, "name": key} for key in "AB"), {"id": "C", "name": "C", "left": "2026-01-01"}]
    hub = made(partners=partners, risks=[{"id": "R1", "title": "Delay", "class": "shared"}])
    assert bearers_of(hub, hub.risk("R1")) == ("A", "B")


def test_an_own_risk_is_borne_by_its_owner_or_else_by_its_lead(made):
    risks = [
        {"id": "R1", "title": "Delay", "class": "own", "shared_by": ["B"]},
        {"id": "R2", "title": "Loss", "class": "own"},
        {"id": "R3", "title": "Fire", "class": "own"},
    ]
    hub = made(risks=risks, leads=[{"risk": "R2", "lead": "A", "on": "2026-01-01"}])
    assert [bearers_of(hub, risk) for risk in hub.risks] == [("B",), ("A",), ()]


def test_risks_are_counted_by_class_and_stage(made):
    risks = [
        {"id": "R1", "title": "a", "class": "shared", "stage": "development"},
        {"id": "R2", "title": "b", "class": "shared"},
        {"id": "R3", "title": "c"},
    ]
    table = summarise_register(made(risks=risks)).set_index("class")
    assert table.loc["shared"].to_dict() == {
        "development": 1,
        "implementation": 0,
        "review": 0,
        "not_said": 1,
        "total": 2,
    }
    assert table.loc["not said", "total"] == 1
    assert table.loc["own", "total"] == 0


def test_the_register_reads_as_cause_event_and_consequence(made):
    told = {"cause": "c", "event": "e", "consequence": "q", "class": "own", "stage": "review", "outcome": "outcome-1"}
    risks = [
        {"id": "R1", "title": "Delay", **told, "proximity": "2026-11-01"},
        {"id": "R2", "title": "Loss"},
    ]
    table = summarise_risks(made(risks=risks, leads=[{"risk": "R1", "lead": "A", "on": "2026-01-01"}]))
    assert table.astype(object).where(table.notna(), None).to_numpy().tolist() == [
        ["R1 Delay", "c → e → q", "own, review, outcome-1, from November 2026", "A", None, None],
        ["R2 Loss", None, "", None, None, None],
    ]
    assert summarise_risks(made()).empty


def test_the_owner_and_the_direction_of_travel_are_those_of_the_day(made):
    partnership = made(
        risks=[{"id": "R1", "title": "Delay"}],
        owners=[
            {"risk": "R1", "role": "Clerk", "from": "2025-01-01", "to": "2025-12-31"},
            {"risk": "R1", "role": "Head", "name": "A. Person", "from": "2026-01-01"},
        ],
        ratings=[
            {"risk": "R1", "on": "2025-06-30", "likelihood": 2, "impact": 2, "direction": "falling"},
            {"risk": "R1", "on": "2026-03-31", "likelihood": 3, "impact": 2, "direction": "rising"},
        ],
    )
    columns = ["owner", "direction"]
    assert summarise_risks(partnership)[columns].to_numpy().tolist() == [["Head (A. Person)", "rising"]]
    assert summarise_risks(partnership.at(date(2025, 7, 1)))[columns].to_numpy().tolist() == [["Clerk", "falling"]]
    assert summarise_risks(partnership.redacted())["owner"].tolist() == ["Head"]
