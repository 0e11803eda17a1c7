"""A board's two pages: what the partnership is for, how it stands, what to decide, what changed, what is at risk."""

from __future__ import annotations

from partnerlab.analysis.summary.agreed import Agreed, AgreedLine, follow_up
from partnerlab.analysis.summary.changes import Change, ChangesSince, rank_changes
from partnerlab.analysis.summary.decisions import Decision, Decisions, Other, prepare, propose_decisions
from partnerlab.analysis.summary.purpose import CurveLine, Purpose, TopicLine, describe_purpose, describe_topics
from partnerlab.analysis.summary.questions import OpenQuestions, list_questions
from partnerlab.analysis.summary.risks import RiskLine, RisksAtStake, list_risks

__all__ = [
    "Agreed",
    "AgreedLine",
    "Change",
    "ChangesSince",
    "CurveLine",
    "Decision",
    "Decisions",
    "OpenQuestions",
    "Other",
    "Purpose",
    "RiskLine",
    "RisksAtStake",
    "TopicLine",
    "describe_purpose",
    "describe_topics",
    "follow_up",
    "list_questions",
    "list_risks",
    "prepare",
    "propose_decisions",
    "rank_changes",
]
