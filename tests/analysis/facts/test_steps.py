"""Escalation steps that were agreed again count once, as last agreed, wherever they are counted."""

from __future__ import annotations

from partnerlab.analysis.facts.holders import list_holders
from partnerlab.analysis.facts.steps import get_ladder
from partnerlab.analysis.mapping.agreement import get_needs
from partnerlab.analysis.mapping.papers import list_papers
from partnerlab.analysis.signals.leadership import disputes_can_be_settled

AGAIN = [
    {"rung": 1, "name": "Letter", "on": "2026-01-01", "owner": "Head", "days": 9, "next": 2},
    {"rung": 1, "name": "Talk", "on": "2025-01-01", "owner": "Clerk", "days": 5, "final": True},
    {"rung": 2, "name": "Board", "on": "2025-01-01", "owner": "Chair", "days": 20, "final": True},
]


def test_a_step_agreed_again_counts_once(hub):
    again = hub(disputes=AGAIN, as_at="2026-06-30")
    assert [row.name for row in get_ladder(again)] == ["Letter", "Board"]
    assert get_needs(again)["dispute-resolution"] == "2 escalation steps"
    assert list_papers(again) == {"escalation steps": 2}
    assert disputes_can_be_settled(again).value == 1


def test_who_owned_a_step_as_it_was_before_does_not_hold_it(hub):
    holders = {row.role for row in list_holders(hub(disputes=AGAIN, as_at="2026-06-30"))}
    assert {"Head", "Chair"} <= holders
    assert "Clerk" not in holders
