"""EV81: measuring performance as early as possible, against when it was done (¶4.2)."""

from __future__ import annotations

from partnerlab.analysis.catalogue import Judgements, Way, rule
from partnerlab.analysis.lateness import judge_moment
from partnerlab.partnership import Partnership


@rule(
    "EV811",
    "¶4.2",
    capability="report-cards",
    basis="follows",
    strength="advises",
    question="Was performance measured from the launch?",
    why="Performance management is important as early as possible: what was not measured cannot be compared.",
    remedy="Look for figures of the time before, such as those that a partner kept for itself.",
    stage="implementing",
)
def performance_is_measured_early(partnership: Partnership) -> Judgements:
    """Compare when the first measure was agreed, or the start of its first period, with the launch."""
    yield from judge_moment(
        partnership, "moment-performance", Way("performance.on", "Find out when it was agreed what to measure.")
    )
