"""Rules of the mapping review, in the order of their codes.

MA1 who is in it; MA2 the network and the value of relationships; MA3 the pathway; MA4 roles; MA5 accountability and
governance; MA6 members; MA7 resources; MA8 communication; MA9 agreement.
"""

from __future__ import annotations

from partnerlab.analysis.mapping.rules.accountability import (
    each_outcome_is_in_sight,
    each_partner_has_a_seat,
    horizontal_lines_are_documented,
    somebody_steers,
    support_and_evaluation_are_there,
    the_chair_is_nominated,
    the_collective_line_is_documented,
    vertical_lines_are_documented,
)
from partnerlab.analysis.mapping.rules.agreement import (
    agreements_are_reviewed,
    an_agreement_is_signed,
    clauses_cover_what_is_there,
    each_partner_has_signed,
    the_other_clauses_are_there,
)
from partnerlab.analysis.mapping.rules.communication import (
    all_levels_are_engaged,
    communication_between_partners_has_an_owner,
    the_plan_is_complete,
    what_is_shared_is_agreed,
)
from partnerlab.analysis.mapping.rules.members import (
    each_seat_has_cover,
    each_seat_is_taken,
    partners_attend,
    representatives_may_commit,
    representatives_stay,
)
from partnerlab.analysis.mapping.rules.membership import (
    organisations_are_rated,
    salient_stakeholders_have_a_contact,
    stakeholders_are_listed,
    those_needed_are_partners,
)
from partnerlab.analysis.mapping.rules.network import (
    no_single_point_of_failure,
    nobody_stands_alone,
    partners_have_answered,
    relationships_are_valued,
    the_best_relationship_is_pursued,
)
from partnerlab.analysis.mapping.rules.pathway import (
    handoffs_rest_on_a_data_sharing_agreement,
    handoffs_rest_on_a_relationship,
    the_pathway_is_mapped,
    waits_are_known,
)
from partnerlab.analysis.mapping.rules.resources import (
    administration_is_resourced,
    each_partner_brings_something,
    milestones_are_reached,
    payments_serve_a_milestone,
    resources_are_confirmed,
    spending_is_near_budget,
)
from partnerlab.analysis.mapping.rules.roles import (
    each_task_has_one_who_answers,
    each_task_is_done_by_somebody,
    roles_are_held_by_partners,
    the_load_is_spread,
)

__all__ = [
    "administration_is_resourced",
    "agreements_are_reviewed",
    "all_levels_are_engaged",
    "an_agreement_is_signed",
    "clauses_cover_what_is_there",
    "communication_between_partners_has_an_owner",
    "each_outcome_is_in_sight",
    "each_partner_brings_something",
    "each_partner_has_a_seat",
    "each_partner_has_signed",
    "each_seat_has_cover",
    "each_seat_is_taken",
    "each_task_has_one_who_answers",
    "each_task_is_done_by_somebody",
    "handoffs_rest_on_a_data_sharing_agreement",
    "handoffs_rest_on_a_relationship",
    "horizontal_lines_are_documented",
    "milestones_are_reached",
    "no_single_point_of_failure",
    "nobody_stands_alone",
    "organisations_are_rated",
    "partners_attend",
    "partners_have_answered",
    "payments_serve_a_milestone",
    "relationships_are_valued",
    "representatives_may_commit",
    "representatives_stay",
    "resources_are_confirmed",
    "roles_are_held_by_partners",
    "salient_stakeholders_have_a_contact",
    "somebody_steers",
    "spending_is_near_budget",
    "stakeholders_are_listed",
    "support_and_evaluation_are_there",
    "the_best_relationship_is_pursued",
    "the_chair_is_nominated",
    "the_collective_line_is_documented",
    "the_load_is_spread",
    "the_other_clauses_are_there",
    "the_pathway_is_mapped",
    "the_plan_is_complete",
    "those_needed_are_partners",
    "vertical_lines_are_documented",
    "waits_are_known",
    "what_is_shared_is_agreed",
]
