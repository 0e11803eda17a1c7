"""The charts of a review, named for what is seen; each is handed results and returns a `Figure`."""

from partnerlab.display.charts.portfolio import (
    common_findings,
    organisation_load,
    portfolio_exposure,
    portfolio_status,
)
from partnerlab.display.charts.scoping import (
    constraints_answered,
    first_meeting,
    founding_roles,
    level_ladder,
    line_of_sight,
    meeting_agenda,
    option_ranks,
    outside_terms,
    pair_levels,
    partner_readiness,
    partnering_conditions,
    reason_acceptance,
    stage_asks,
    written_agreements,
)

__all__ = [
    "common_findings",
    "constraints_answered",
    "first_meeting",
    "founding_roles",
    "level_ladder",
    "line_of_sight",
    "meeting_agenda",
    "option_ranks",
    "organisation_load",
    "outside_terms",
    "pair_levels",
    "partner_readiness",
    "partnering_conditions",
    "portfolio_exposure",
    "portfolio_status",
    "reason_acceptance",
    "stage_asks",
    "written_agreements",
]
