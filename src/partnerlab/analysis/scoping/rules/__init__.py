"""Rules of the scoping review, in the order of their codes.

SC1 the case for a partnership; SC2 the level of collaboration; SC3 who sets it up and who is ready; SC4 outcomes;
SC5 conditions, first meeting, constraints; SC6 terms and instrument.
"""

from __future__ import annotations

from partnerlab.analysis.scoping.rules.circumstances import (
    assumptions_hold,
    conditions_agree_with_the_data,
    constraints_are_answered,
    members_have_bedded_in,
    risks_of_partnering_are_guarded,
    the_first_meeting_is_complete,
)
from partnerlab.analysis.scoping.rules.levels import (
    pairs_see_their_relationship_alike,
    pairs_work_as_closely_as_needed,
    partners_work_at_the_level_needed,
    resources_bear_the_level,
    sectors_are_mixed,
    the_level_needed_is_settled,
)
from partnerlab.analysis.scoping.rules.organisations import (
    each_organisation_is_ready,
    founding_roles_are_reviewed,
    funders_are_consulted,
    readiness_is_shown,
    the_broker_is_named,
    the_initiator_is_named,
)
from partnerlab.analysis.scoping.rules.outcomes import (
    an_outcome_is_named,
    each_outcome_has_an_indicator,
    each_outcome_is_served,
    each_partner_contributes,
    the_framework_is_in_use,
    the_outcome_has_an_owner,
)
from partnerlab.analysis.scoping.rules.rationale import (
    a_partnership_comes_first,
    acceptance_is_of_the_present_reason,
    each_partner_accepts_the_reason,
    other_forms_are_compared,
    partners_see_the_advantage,
    the_reason_is_stated,
)
from partnerlab.analysis.scoping.rules.terms import (
    a_public_body_answers,
    outside_partners_have_terms,
    the_choice_is_explained,
    the_instrument_suits,
)

__all__ = [
    "a_partnership_comes_first",
    "a_public_body_answers",
    "acceptance_is_of_the_present_reason",
    "an_outcome_is_named",
    "assumptions_hold",
    "conditions_agree_with_the_data",
    "constraints_are_answered",
    "each_organisation_is_ready",
    "each_outcome_has_an_indicator",
    "each_outcome_is_served",
    "each_partner_accepts_the_reason",
    "each_partner_contributes",
    "founding_roles_are_reviewed",
    "funders_are_consulted",
    "members_have_bedded_in",
    "other_forms_are_compared",
    "outside_partners_have_terms",
    "pairs_see_their_relationship_alike",
    "pairs_work_as_closely_as_needed",
    "partners_see_the_advantage",
    "partners_work_at_the_level_needed",
    "readiness_is_shown",
    "resources_bear_the_level",
    "risks_of_partnering_are_guarded",
    "sectors_are_mixed",
    "the_broker_is_named",
    "the_choice_is_explained",
    "the_first_meeting_is_complete",
    "the_framework_is_in_use",
    "the_initiator_is_named",
    "the_instrument_suits",
    "the_level_needed_is_settled",
    "the_outcome_has_an_owner",
    "the_reason_is_stated",
]
