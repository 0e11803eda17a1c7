"""Whether a partnership is in good order, anyone is better off, the curve has turned, and what to do next.

The self-assessment of Appendix 2 partner by partner, two report cards, four verdicts on each indicator, milestones and
spending, life cycle, sustainability, early warnings and the action plan. There is no overall score.
"""

from partnerlab.analysis.evaluation import rules
from partnerlab.analysis.evaluation.checklist import (
    assess_checklist,
    assess_checklist_agreement,
    compare_answers,
    summarise_checklist,
)
from partnerlab.analysis.evaluation.contradictions import find_contradictions
from partnerlab.analysis.evaluation.curve import Curve, assess_curves, assess_indicator
from partnerlab.analysis.evaluation.failure_reasons import (
    assess_failure_reasons,
    gather_early_warnings,
    summarise_warnings,
)
from partnerlab.analysis.evaluation.features import assess_features
from partnerlab.analysis.evaluation.groups import GroupReading, read_groups
from partnerlab.analysis.evaluation.life_cycle import LifeCycle, assess_life_cycle
from partnerlab.analysis.evaluation.measures import take_measures
from partnerlab.analysis.evaluation.performance import read_measures, summarise_benefit
from partnerlab.analysis.evaluation.report_cards import assess_population
from partnerlab.analysis.evaluation.scenarios import assess_back_tests, compare_scenarios
from partnerlab.analysis.evaluation.series import find_series_faults
from partnerlab.analysis.evaluation.silence import doubt_answers
from partnerlab.analysis.evaluation.summary import answer_questions
from partnerlab.analysis.evaluation.surveys import assess_surveys, compare_items, score_partners
from partnerlab.analysis.evaluation.sustainability import assess_sustainability
from partnerlab.analysis.evaluation.targets import assess_target
from partnerlab.analysis.evaluation.trajectory import Trajectory, assess_trajectories, assess_trajectory
from partnerlab.analysis.evaluation.verdicts import compare_verdicts, summarise_curves
from partnerlab.analysis.evaluation.what_works import list_options
from partnerlab.analysis.facts.actions import assess_actions, summarise_actions
from partnerlab.analysis.facts.endings import assess_ending
from partnerlab.analysis.facts.milestones import summarise_milestones
from partnerlab.analysis.practices import assess_practices

__all__ = [
    "Curve",
    "GroupReading",
    "LifeCycle",
    "SilentConclusion",
    "Trajectory",
    "answer_questions",
    "assess_actions",
    "assess_back_tests",
    "assess_checklist",
    "assess_checklist_agreement",
    "assess_curves",
    "assess_ending",
    "assess_failure_reasons",
    "assess_features",
    "assess_indicator",
    "assess_life_cycle",
    "assess_population",
    "assess_practices",
    "assess_surveys",
    "assess_sustainability",
    "assess_target",
    "assess_trajectories",
    "assess_trajectory",
    "compare_answers",
    "compare_items",
    "compare_scenarios",
    "compare_verdicts",
    "doubt_answers",
    "find_contradictions",
    "find_series_faults",
    "gather_early_warnings",
    "list_options",
    "read_groups",
    "read_measures",
    "rules",
    "score_partners",
    "summarise_actions",
    "summarise_benefit",
    "summarise_checklist",
    "summarise_curves",
    "summarise_milestones",
    "summarise_warnings",
    "take_measures",
]
