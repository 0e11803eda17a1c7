"""The charts of the evaluation review, gathered."""

from __future__ import annotations

from partnerlab.display.charts.delivery import action_timeline, milestone_spending
from partnerlab.display.charts.early_warnings import (
    failure_warnings,
    life_cycle_signals,
    partnership_features,
    sustaining_conditions,
)
from partnerlab.display.charts.instruments import instrument_results
from partnerlab.display.charts.report_cards import performance_card, population_card
from partnerlab.display.charts.scenarios import back_tests, curve_scenarios
from partnerlab.display.charts.self_assessment import checklist_answers, checklist_items
from partnerlab.display.charts.trajectory import curve, curves
from partnerlab.display.charts.verdicts import curve_verdicts, four_answers

__all__ = [
    "action_timeline",
    "back_tests",
    "checklist_answers",
    "checklist_items",
    "curve",
    "curve_scenarios",
    "curve_verdicts",
    "curves",
    "failure_warnings",
    "four_answers",
    "instrument_results",
    "life_cycle_signals",
    "milestone_spending",
    "partnership_features",
    "performance_card",
    "population_card",
    "sustaining_conditions",
]
