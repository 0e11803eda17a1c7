"""MA81: what is due by the launch, or just after it, against when it was done (¶2.10, ¶2.13-2.14, ¶3.2-3.4)."""

from __future__ import annotations

from partnerlab.analysis.catalogue import Judgements, Way, rule
from partnerlab.analysis.lateness import judge_moment
from partnerlab.partnership import Partnership


@rule(
    "MA811",
    "¶2.10, ¶3.4",
    capability="written-agreement",
    basis="ours",
    strength="mentions",
    question="Was the agreement signed by the launch?",
    why="Work that begins before its agreement rests on nothing written. The guide does not say by when to sign.",
    remedy="Check that what was done before the signature is covered by it.",
    stage="implementing",
)
def the_agreement_is_signed_by_the_launch(partnership: Partnership) -> Judgements:
    """Compare the first `signed` of a memorandum or contract with the launch: the beginning of implementing."""
    yield from judge_moment(
        partnership, "moment-agreement", Way("agreements.signed", "Find out when the agreement was signed.")
    )


@rule(
    "MA812",
    "¶2.13",
    capability="resources-and-spending",
    basis="follows",
    strength="advises",
    question="Were milestones set by the launch?",
    why="Systems should be set up early, so that spending can be followed against milestones.",
    remedy="Trace what was spent before then to what it was for.",
    stage="implementing",
)
def milestones_are_set_early(partnership: Partnership) -> Judgements:
    """Compare the earliest `on` under `milestones` with the launch."""
    yield from judge_moment(
        partnership, "moment-milestones", Way("milestones.on", "Find out when the milestones were agreed.")
    )


@rule(
    "MA813",
    "¶2.14",
    capability="communication-and-engagement",
    basis="asked",
    strength="mentions",
    question="Were staff told before or just after the launch?",
    why="Early word lets senior members review arrangements, and deal with issues on the ground.",
    remedy="Ask the level that was told late what it would have raised, and take it up.",
    stage="implementing",
)
def staff_are_told_in_time(partnership: Partnership) -> Judgements:
    """Compare the first engagement of leaders, managers and front line with the launch.

    Just after it are `thresholds.just_after_days`. A level that was never engaged is the matter of MA804.
    """
    yield from judge_moment(
        partnership, "moment-engagement", Way("engagement.on", "Find out when each level was first engaged.")
    )


@rule(
    "MA814",
    "¶3.2",
    capability="governance",
    basis="asked",
    strength="advises",
    question="Was a body that leads set up by the launch?",
    why="Early attention should be given to governance: it gives decisions a firm basis.",
    remedy="Have the body confirm what was decided before it was there.",
    stage="implementing",
)
def governance_comes_early(partnership: Partnership) -> Judgements:
    """Compare the earliest `on` of a lead organisation, committee or leadership group with the launch."""
    yield from judge_moment(
        partnership, "moment-governance", Way("governance.on", "Find out since when each body exists.")
    )


@rule(
    "MA815",
    "¶3.3",
    capability="communication-and-engagement",
    basis="asked",
    strength="advises",
    question="Was communication planned by the launch?",
    why="Arrangements for communication should be made at the beginning.",
    remedy="Ask each audience what it would have needed to hear before then.",
    stage="implementing",
)
def communication_is_planned_at_the_beginning(partnership: Partnership) -> Judgements:
    """Compare the earliest `on` under `communication` with the launch."""
    yield from judge_moment(
        partnership, "moment-communication", Way("communication.on", "Find out when the communication plan was made.")
    )
