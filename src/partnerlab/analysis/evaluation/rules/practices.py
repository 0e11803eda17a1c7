"""EV83: what partners say of performance, measures and results (¶2.3, ¶4.1-4.2, ¶4.9, ¶4.11)."""

from __future__ import annotations

from partnerlab.analysis.catalogue import Judgements, rule
from partnerlab.analysis.practices import judge_practice
from partnerlab.partnership import Partnership


@rule(
    "EV831",
    "¶4.1",
    basis="asked",
    strength="demands",
    capability="report-cards",
    question="Does each body manage its own performance towards the outcome?",
    why="The guide asks for robust arrangements in each body that contributes to an outcome.",
    remedy="Ask the partner to put its part in the outcome into its own plans and reports.",
    stage="managing",
)
def each_body_manages_its_performance(partnership: Partnership) -> Judgements:
    """Look at the latest answers on `own-performance` under `practices`, and for what shows them."""
    return judge_practice(partnership, "own-performance")


@rule(
    "EV832",
    "¶4.2",
    basis="asked",
    strength="advises",
    capability="report-cards",
    question="Is performance managed jointly: commitment, priorities, ability to measure?",
    why="The guide finds it important to set this up as early as possible.",
    remedy="Agree how the partnership manages its performance, and what comes first.",
    stage="planning",
)
def performance_is_managed_jointly(partnership: Partnership) -> Judgements:
    """Look at the latest answers on `joint-performance` under `practices`, and for what shows them."""
    return judge_practice(partnership, "joint-performance")


@rule(
    "EV833",
    "¶4.2",
    basis="follows",
    strength="mentions",
    capability="features-of-effective-partnership",
    question="Are clashes between partners' systems known and dealt with?",
    why="The guide says that differing systems and cultures can slow a partnership down.",
    remedy="List where systems clash, and agree what is done about each.",
    stage="managing",
)
def differences_of_system_are_handled(partnership: Partnership) -> Judgements:
    """Look at the latest answers on `differences-handled` under `practices`, and for what shows them."""
    return judge_practice(partnership, "differences-handled")


@rule(
    "EV834",
    "¶4.11",
    basis="asked",
    strength="demands",
    capability="report-cards",
    question="Do partners use a shared measurement system?",
    why="The guide says that evaluation requires data collected on a shared system.",
    remedy="Agree who collects which figures, when and how, and where all can see them.",
    stage="implementing",
)
def measurement_is_shared(partnership: Partnership) -> Judgements:
    """Look at the latest answers on `shared-measurement` under `practices`, and for what shows them."""
    return judge_practice(partnership, "shared-measurement")


@rule(
    "EV835",
    "¶4.11",
    basis="asked",
    strength="mentions",
    capability="action-plan",
    question="Is what does not work stopped?",
    why="Evaluation shows whether to act or, perhaps, to stop ineffective actions.",
    remedy="Ask of each action whether it works, and decide what to stop.",
    stage="measuring",
)
def ineffective_actions_are_stopped(partnership: Partnership) -> Judgements:
    """Look at the latest answers on `ineffective-stopped` under `practices`, and for what shows them."""
    return judge_practice(partnership, "ineffective-stopped")


@rule(
    "EV836",
    "¶4.9",
    basis="asked",
    strength="demands",
    capability="report-cards",
    question="Are performance measures worked out with others?",
    why="The guide says that developing them requires services to move out of their silos.",
    remedy="Work the measures out again with those who have a part in the outcome.",
    stage="implementing",
)
def measures_are_made_with_others(partnership: Partnership) -> Judgements:
    """Look at the latest answers on `measures-joint` under `practices`, and for what shows them."""
    return judge_practice(partnership, "measures-joint")


@rule(
    "EV837",
    "¶2.3",
    basis="follows",
    strength="mentions",
    capability="features-of-effective-partnership",
    question="Do partners achieve more together than apart?",
    why="The guide says that a partnership set up properly achieves more than its partners apart.",
    remedy="Ask what no partner could have done alone, and whether it is worth the effort.",
    stage="measuring",
)
def partners_achieve_more_together(partnership: Partnership) -> Judgements:
    """Look at the latest answers on `more-together` under `practices`, and for what shows them."""
    return judge_practice(partnership, "more-together")
