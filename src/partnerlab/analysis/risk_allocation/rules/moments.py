"""RA81: what is due about risks and differences by the launch, against when it was done (¶2.11, ¶4.6)."""

from __future__ import annotations

from partnerlab.analysis.catalogue import Judgements, Way, rule
from partnerlab.analysis.lateness import judge_moment
from partnerlab.partnership import Partnership


@rule(
    "RA811",
    "¶2.11",
    capability="risk-register",
    basis="asked",
    strength="advises",
    question="Were risks identified before the work began?",
    why="The guide says that risks are better identified early in planning.",
    remedy="Ask what was decided before then that the risks would have changed.",
    stage="implementing",
)
def risks_are_identified_early(partnership: Partnership) -> Judgements:
    """Compare the earliest `on` under `risks` with the launch: the beginning of implementing."""
    yield from judge_moment(partnership, "moment-risks", Way("risks.on", "Find out when each risk was identified."))


@rule(
    "RA812",
    "¶4.6",
    capability="managing-conflict",
    basis="asked",
    strength="demands",
    question="Was a way to settle differences agreed by the launch?",
    why="The guide calls a written process essential at an early stage.",
    remedy="Ask which differences arose before then, and whether they are settled.",
    stage="implementing",
)
def a_way_to_settle_differences_comes_early(partnership: Partnership) -> Judgements:
    """Compare the earliest `on` under `disputes` with the launch. Late is amber: the process is there."""
    yield from judge_moment(
        partnership, "moment-disputes", Way("disputes.on", "Find out when the escalation steps were agreed.")
    )
