"""RA83: what partners say of conflict (¶4.6)."""

from __future__ import annotations

from partnerlab.analysis.catalogue import Judgements, rule
from partnerlab.analysis.practices import judge_practice
from partnerlab.partnership import Partnership


@rule(
    "RA832",
    "¶4.6",
    basis="asked",
    strength="mentions",
    capability="managing-conflict",
    question="Do partners expect differences and use them well?",
    why="The guide says that successful partnerships expect conflict and use it constructively.",
    remedy="Agree how a difference is raised early, and what it should lead to.",
    stage="managing",
)
def conflict_is_used(partnership: Partnership) -> Judgements:
    """Look at the latest answers on `conflict-used` under `practices`, and for what shows them."""
    return judge_practice(partnership, "conflict-used")
