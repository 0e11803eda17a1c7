"""What a reader calls each measure of a review: the only place where its name is put into words."""

from __future__ import annotations

WHOLE = {
    # scoping
    "reason_accepted": "partners that accept the reason in full",
    "reason_asked": "partners asked about the reason",
    "partners_ready": "partners that say they are ready",
    "partners_willing": "partners that say they are willing",
    "partners_able": "partners that say they are able",
    "reporting_terms_agreed": "partners outside government with terms of reporting agreed",
    "partnership_first": "weightings under which a partnership comes first",
    "outcomes_measured": "outcomes with an indicator",
    "partners_contributing": "partners that contribute to an outcome",
    "level_lacking": "level of collaboration needed, less the actual one",
    "level_unfunded": "level of collaboration needed, less the one resourced",
    "pairs_below_level": "pairs that work below the level needed",
    "pairs_answering_apart": "pairs whose answers on their relationship are apart",
    "conditions_held": "conditions of Figure 3 that hold or are guarded",
    "conditions_contradicted": "answers on Figure 3 that the data contradict",
    "agenda_points_open": "items of the first meeting that are open",
    "constraints_unanswered": "constraints without a response, or past their date",
    # mapping
    "partners": "partners",
    "density": "density of the network",
    "degree_centralisation": "centralisation of the network by ties",
    "betweenness_centralisation": "centralisation of the network by links between others",
    "mean_distance": "mean distance between partners in the network",
    "response_rate": "partners that said how they work with others",
    "isolates": "partners without a tie",
    "single_points": "partners whose loss would cut others off",
    "reciprocity": "ties that both sides report",
    "sector_mixing": "ties between sectors less ties within them",
    "relationship_gain": "mean gain possible in the value of a relationship",
    "partners_needed": "stakeholders that are needed as partners",
    "handoffs_unsupported": "hand-offs between organisations that do not work together",
    "wait_longest": "longest wait of a client from start to end",
    "tasks_clear": "tasks with clear roles",
    "accountability_documented": "lines of accountability in writing",
    "clauses_in_place": "clauses of the guide's matters in place in full",
    "turnover": "turnover of representatives",
    "attendance": "mean attendance at meetings",
    "members_commit": "representatives authorised to commit their organisation",
    "budget": "budgets of all milestones",
    "spent": "money spent",
    "spent_on_budgets": "money spent on milestones with a budget",
    "spent_untied": "payments that cannot be traced to a milestone or support",
    "spend_variance": "spending above or below budget",
    "milestones_overdue": "milestones overdue",
    "milestones_reached": "milestones reached",
    "administration": "share set aside for administration",
    "resources_money": "money that partners bring",
    "resources_in_kind": "help in kind that partners bring",
    "resources_time": "time that partners bring",
    # risk allocation
    "risks_open": "open risks",
    "risks_red": "open risks rated red",
    "risks_amber": "open risks rated amber",
    "risks_without_lead": "open risks without a lead, own ones apart",
    "risks_rated_apart": "open risks that partners rate apart",
    "risk_alerts": "alerts on risks",
    "risk_alerts_red": "alerts on risks to act on now",
    "risk_alerts_no_lead_on_record": "alerts: no lead on record",
    "risk_alerts_lead_without_authority": "alerts: lead without authority",
    "risk_alerts_lead_that_has_left": "alerts: lead that has left",
    "risk_alerts_worsened": "alerts: risk has worsened",
    "risk_alerts_review_overdue": "alerts: review overdue",
    "risk_alerts_above_risk_appetite": "alerts: above risk appetite",
    "risk_alerts_red_with_nothing_under_way": "alerts: red with too little under way",
    "risk_alerts_control_without_an_owner": "alerts: control without an owner",
    "risk_alerts_control_overdue": "alerts: control overdue",
    "exposure_mean": "mean cost of risks in a year",
    "exposure_p50": "cost of risks not exceeded in 50 of 100 years (P50)",
    "exposure_p80": "cost of risks not exceeded in 80 of 100 years (P80)",
    "exposure_p95": "cost of risks not exceeded in 95 of 100 years (P95)",
    "exposure_at_stake": "cost of risks at the chance chosen for money at stake",
    "exposure_p80_largest": "largest single loss not exceeded in 80 of 100 years (P80)",
    "exposure_correlation": "mean correlation of the losses of two risks",
    "exposure_uncounted": "open risks without a chance or a cost",
    "delay_mean": "mean delay from risks in a year",
    "delay_p50": "delay from risks not exceeded in 50 of 100 years (P50)",
    "delay_p80": "delay from risks not exceeded in 80 of 100 years (P80)",
    "delay_p95": "delay from risks not exceeded in 95 of 100 years (P95)",
    "delay_at_stake": "delay from risks at the chance chosen for what is at stake",
    "delay_p80_largest": "largest single delay not exceeded in 80 of 100 years (P80)",
    "delay_correlation": "mean correlation of the delays of two risks",
    "delay_uncounted": "open risks without a chance or a delay",
    "lead_cost": "cost of a year under today's leads",
    "lead_cost_best": "cost of a year under the best leads",
    "lead_cost_extra": "what today's leads cost more than the best",
    "tail_to_move": "part of the worst losses to move, to be in proportion to resources",
    # evaluation
    "actions_open": "actions open",
    "actions_overdue": "actions overdue",
    "actions_carried_over": "actions carried over",
    "actions_done": "actions done",
    "checklist_items_apart": "items of the checklist on which partners differ",
    "checklist_agreement": "agreement of partners on the checklist (alpha)",
    "targets_reached": "targets of performance measures reached",
    "failure_reasons_warning": "reasons for failure that warn",
    "failure_reasons_watch": "reasons for failure to watch",
    "failure_reasons_no_sign": "reasons for failure without a sign",
    "failure_reasons_cannot_tell": "reasons for failure that are not known",
    "life_cycle_stage": "stage of the life cycle, read from signals",
}
"""Name of each measure of the whole."""

ONE = {
    "attendance": "attendance of {} at meetings",
    "risks_led": "open risks that {} leads",
    "tail_share": "share of the worst losses that {} carries",
    "delay_tail_share": "share of the worst delays that {} carries",
    "checklist_in_place": "partners with a view that say {} is in place",
    "indicator_value": "newest value of {}",
    "curve_official_rule": "verdict on {}, official rule",
    "curve_against_forecast": "verdict on {}, against forecast",
    "curve_process_signal": "verdict on {}, process signal",
    "curve_intervention_estimate": "verdict on {}, intervention estimate",
    "curve_comparison": "verdict on {}, comparison",
    "curve_answer": "verdict on {}, all methods together",
    "performance_value": "newest value of {}",
    "performance_movement": "movement of {}",
    "instrument_mean": "mean total of {}",
}
"""Name of each measure of one partner, item, indicator, performance measure or tool, which stands in the braces."""


def name_measure(name: str, about: str = "") -> str:
    """Return what a reader calls a measure.

    Parameters
    ----------
    name
        Its name for machines, as in `results.json`.
    about
        Whom or what it is about, as a reader knows it; empty for the whole.

    Examples
    --------
    >>> name_measure("exposure_p80_largest"), name_measure("attendance", "PSNI")
    ('largest single loss not exceeded in 80 of 100 years (P80)', 'attendance of PSNI at meetings')
    """
    return ONE[name].format(about) if about else WHOLE[name]
