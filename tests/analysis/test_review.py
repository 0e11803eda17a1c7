"""What to do next: overdue first, then by date, then findings that no action answers."""

from __future__ import annotations

import re
from datetime import date

import pandas as pd
import pytest

from analysis.made import samples
from partnerlab.analysis.findings import Entry, Severity
from partnerlab.analysis.review import Review, find_findings, next_steps, review_partnership
from partnerlab.errors import MethodError
from partnerlab.partnership import Partnership

ACTIONS = [
    {"id": "A1", "title": "Open the door", "due": "2026-09-30", "on": "2026-01-10", "subject": "front door"},
    {"id": "A2", "title": "Reach the milestone", "due": "2026-05-31", "on": "2026-01-10", "owner": "A",
     "finding": "EV102", "subject": "milestone M"},
    {"id": "A3", "title": "Done already", "due": "2026-02-28", "on": "2026-01-10", "done": "2026-02-20"},
    {"id": "A4", "title": "Move the curve", "due": "2026-08-31", "on": "2026-01-10", "indicator": "I"},
]  # fmt: skip
HUB = Partnership(
    name="Hub",
    purpose="Reach people",
    stage=[{"stage": "reviewing", "on": "2024-01-01"}],
    partners=[{"id": "A", "name": "A"}],
    milestones=[{"id": name, "name": name, "due": "2026-03-31", "on": "2025-01-01"} for name in "MN"],
    indicators=[{"id": "I", "title": "Lonely", "unit": "%", "good_direction": "down"}],
    actions=ACTIONS,
).at(date(2026, 6, 30))


def test_actions_come_overdue_first_then_by_date_then_findings_without_one() -> None:
    steps = next_steps(review_partnership(HUB, "mapping"))
    assert steps["what"].tolist()[:3] == ["Reach the milestone", "Move the curve", "Open the door"]
    assert steps["state"].tolist()[:4] == ["overdue", "open", "open", "no action yet"]


def test_each_step_says_from_which_finding_it_comes_and_what_it_is_about() -> None:
    steps = next_steps(review_partnership(HUB, "mapping")).set_index("what")
    assert steps.loc["Reach the milestone", ["code", "subject"]].tolist() == ["MA705", "milestone M"]
    assert steps.loc["Open the door", "subject"] == "front door"
    assert steps.loc["Move the curve", "subject"] == "I"


def test_a_finding_that_an_action_answers_is_not_asked_for_again() -> None:
    steps = next_steps(review_partnership(HUB, "mapping"))
    asked = steps[(steps["code"] == "MA705") & (steps["state"] == "no action yet")]
    assert asked["subject"].tolist() == ["milestone N"]


def test_pages_together_hold_each_open_action_once_or_say_that_another_page_does() -> None:
    for topic in ("scoping", "mapping", "risk_allocation", "evaluation"):
        steps = next_steps(review_partnership(HUB, topic))
        listed = steps[steps["state"] != "no action yet"]
        assert len(listed) + len(steps.attrs["elsewhere"]) == sum(row.done is None for row in HUB.actions)


def test_what_is_asked_otherwise_under_the_same_key_is_counted_beside_the_first():
    unknown = review_partnership(HUB, "risk_allocation").findings[0].model_copy(update={"severity": Severity.UNKNOWN})
    ways = ("Ask users.", "Ask funders.", "Ask users.")
    found = tuple(unknown.model_copy(update={"enter": Entry(field="practices.holds", find_out=text)}) for text in ways)
    gathered = Review(HUB, None, found, ()).questions()
    assert gathered[["find_out", "settles"]].to_numpy().tolist() == [["Ask users. And 1 more of this kind.", 3]]


def test_what_cannot_be_told_is_gathered_by_the_entry_that_settles_most():
    unknown = review_partnership(HUB, "risk_allocation").findings[0].model_copy(update={"severity": Severity.UNKNOWN})
    asked = [
        ("RA401", "partnership", Entry(field="risks.cost", find_out="Estimate it.", missing=3)),
        ("RA403", "risk R1", Entry(field="risks.cost", find_out="Estimate it.", missing=4)),
        ("RA101", "partnership", Entry(field="risks", find_out="List the risks.")),
    ]
    found = tuple(
        unknown.model_copy(update={"code": code, "subject": subject, "enter": entry}) for code, subject, entry in asked
    )
    gathered = Review(HUB, None, found, ()).questions()
    assert gathered[["enter", "settles"]].to_numpy().tolist() == [["risks.cost", 2], ["risks", 1]]
    assert gathered["missing"].tolist() == [4, pd.NA]
    assert gathered.attrs["unsettled"] == 0
    assert Review(HUB, None, (unknown.model_copy(update={"enter": None}),), ()).questions().attrs["unsettled"] == 1
    assert gathered["codes"].tolist() == [("RA401", "RA403"), ("RA101",)]


SPOKEN = {"NIW", "WHSCT", "NHSCT", "LSC", "OpenDoor", "GlensCouncil", "GlensTrust", "HeartHelp"}
"""Ids of organisations in the samples that are neither a name nor a word of one."""


@pytest.mark.parametrize("partnership", samples(), ids=lambda row: row.name)
def test_findings_call_organisations_by_name_and_risks_by_title(partnership):
    milestones = {row.id for row in partnership.milestones}
    for row in find_findings(partnership):
        for text in (row.message, *(re.sub(r" \(.*\)$", "", fact.text) for fact in row.evidence)):  # typed: as typed
            words = set(re.findall(r"\w+", text))
            assert not words & SPOKEN, (row.code, text)
            assert not words & milestones, (row.code, text)
            bare = re.sub(r"” \(\w+\)", "”", text)  # beside its title an id helps to find it in the register
            assert not set(re.findall(r"\w+", bare)) & {risk.id for risk in partnership.risks}, (row.code, text)


def test_a_topic_that_there_is_not_is_told_with_what_there_is_and_without_a_chain_of_errors():
    hub = Partnership(name="Hub", purpose="Reach people", stage=[{"stage": "scoping"}])
    with pytest.raises(MethodError, match='no topic is called "maping"; did you mean') as raised:
        review_partnership(hub, "maping")
    assert raised.value.__context__ is None


def test_a_review_before_the_first_stage_says_that_it_may_not_have_begun() -> None:
    remarks = review_partnership(HUB.whole.at(date(2023, 6, 30)), "mapping").remarks
    assert "Its first stage is dated 1 January 2024, which is later: on this date it may not have begun." in remarks
    assert not [text for text in review_partnership(HUB, "mapping").remarks if "may not have begun" in text]
