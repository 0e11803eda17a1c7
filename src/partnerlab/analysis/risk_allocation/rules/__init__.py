"""Rules of risk allocation, in the order of the guide.

RA1xx the register and its leads (¶4.3, ¶4.4), RA2xx ratings (¶4.3), RA3xx fair allocation (¶4.4, App. 2 item 10),
RA4xx exposure (¶4.3), RA5xx watching and alerting (¶4.4), RA6xx conflict (¶4.6).
"""

from partnerlab.analysis.risk_allocation.rules.disputes import (
    a_process_is_written_down,
    rungs_have_a_clock,
    rungs_have_an_owner,
    the_ladder_leads_somewhere,
    tips_on_conflict_are_followed,
)
from partnerlab.analysis.risk_allocation.rules.exposure import (
    costs_are_estimated,
    delays_are_estimated,
    exposure_is_covered,
    exposure_is_in_proportion,
)
from partnerlab.analysis.risk_allocation.rules.fairness import (
    groups_have_one_lead,
    leads_are_spread,
    leads_have_room,
    limits_can_be_met,
    risk_clause_is_agreed,
)
from partnerlab.analysis.risk_allocation.rules.leads import (
    influence_is_judged,
    leads_are_still_partners,
    leads_are_the_best,
    leads_have_accepted,
    leads_have_authority,
)
from partnerlab.analysis.risk_allocation.rules.monitoring import (
    controls_are_on_time,
    controls_have_an_owner,
    near_risks_are_controlled,
    no_risk_has_worsened,
    ratings_are_recent,
    red_risks_are_acted_on,
    reviews_are_on_time,
    risks_stay_within_appetite,
)
from partnerlab.analysis.risk_allocation.rules.ratings import (
    appetite_is_set,
    bearers_rate_their_risks,
    partners_rate_alike,
    ratings_fall_along_the_path,
    ratings_lie_on_the_scale,
    risks_are_rated,
    targets_are_within_appetite,
)
from partnerlab.analysis.risk_allocation.rules.register import (
    every_class_is_considered,
    every_stage_is_considered,
    own_risks_have_an_owner,
    risks_are_described,
    risks_are_identified,
    risks_are_tied_to_an_outcome,
    shared_risks_have_a_lead,
)

__all__ = [
    "a_process_is_written_down",
    "appetite_is_set",
    "bearers_rate_their_risks",
    "controls_are_on_time",
    "controls_have_an_owner",
    "costs_are_estimated",
    "delays_are_estimated",
    "every_class_is_considered",
    "every_stage_is_considered",
    "exposure_is_covered",
    "exposure_is_in_proportion",
    "groups_have_one_lead",
    "influence_is_judged",
    "leads_are_spread",
    "leads_are_still_partners",
    "leads_are_the_best",
    "leads_have_accepted",
    "leads_have_authority",
    "leads_have_room",
    "limits_can_be_met",
    "near_risks_are_controlled",
    "no_risk_has_worsened",
    "own_risks_have_an_owner",
    "partners_rate_alike",
    "ratings_are_recent",
    "ratings_fall_along_the_path",
    "ratings_lie_on_the_scale",
    "red_risks_are_acted_on",
    "reviews_are_on_time",
    "risk_clause_is_agreed",
    "risks_are_described",
    "risks_are_identified",
    "risks_are_rated",
    "risks_are_tied_to_an_outcome",
    "risks_stay_within_appetite",
    "rungs_have_a_clock",
    "rungs_have_an_owner",
    "shared_risks_have_a_lead",
    "targets_are_within_appetite",
    "the_ladder_leads_somewhere",
    "tips_on_conflict_are_followed",
]
