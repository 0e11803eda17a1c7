"""Rules of the evaluation review, in the order of their codes.

EV1 features and spending; EV2 what is measured and whether the curve has turned; EV3 life cycle and lasting; EV4 early
warnings and the action plan; EV5 the self-assessment.
"""

from __future__ import annotations

from partnerlab.analysis.evaluation.rules.curves import (
    curves_have_a_story,
    curves_have_turned,
    effects_could_show,
    targets_are_within_reach,
    verdicts_agree,
)
from partnerlab.analysis.evaluation.rules.features import (
    features_are_seen,
    milestones_are_reached,
    spending_is_tied,
    spending_keeps_to_budget,
    the_group_has_bedded_in,
)
from partnerlab.analysis.evaluation.rules.figures import (
    ratios_fit,
    series_can_be_compared,
    series_can_be_read,
    units_hold,
)
from partnerlab.analysis.evaluation.rules.lasting import (
    conditions_of_lasting_hold,
    lasting_is_borne_out,
    reviews_are_regular,
    the_stage_is_understood,
)
from partnerlab.analysis.evaluation.rules.measures import (
    figures_are_fresh,
    services_lead_to_outcomes,
    someone_is_better_off,
    targets_are_met,
    the_population_is_measured,
    three_questions_are_asked,
)
from partnerlab.analysis.evaluation.rules.progress import (
    actions_answer_findings,
    actions_are_on_time,
    actions_do_not_linger,
    actions_have_owner_and_date,
    evaluation_is_provided_for,
    failure_shows_no_sign,
    ineffective_actions_are_questioned,
)
from partnerlab.analysis.evaluation.rules.self_assessment import (
    answers_are_borne_out,
    answers_are_members_own,
    answers_are_shown,
    everybody_answered,
    instruments_are_healthy,
    items_are_in_place,
    nothing_went_back,
    partners_see_the_same,
    the_round_is_fresh,
)

__all__ = [
    "actions_answer_findings",
    "actions_are_on_time",
    "actions_do_not_linger",
    "actions_have_owner_and_date",
    "answers_are_borne_out",
    "answers_are_members_own",
    "answers_are_shown",
    "conditions_of_lasting_hold",
    "curves_have_a_story",
    "curves_have_turned",
    "effects_could_show",
    "evaluation_is_provided_for",
    "everybody_answered",
    "failure_shows_no_sign",
    "features_are_seen",
    "figures_are_fresh",
    "ineffective_actions_are_questioned",
    "instruments_are_healthy",
    "items_are_in_place",
    "lasting_is_borne_out",
    "milestones_are_reached",
    "nothing_went_back",
    "partners_see_the_same",
    "ratios_fit",
    "reviews_are_regular",
    "series_can_be_compared",
    "series_can_be_read",
    "services_lead_to_outcomes",
    "someone_is_better_off",
    "spending_is_tied",
    "spending_keeps_to_budget",
    "targets_are_met",
    "targets_are_within_reach",
    "the_group_has_bedded_in",
    "the_population_is_measured",
    "the_round_is_fresh",
    "the_stage_is_understood",
    "three_questions_are_asked",
    "units_hold",
    "verdicts_agree",
]
