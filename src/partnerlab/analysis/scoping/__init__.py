"""Scoping: whether a partnership is the right answer, for what, with whom, how closely, on which terms (part 2)."""

from __future__ import annotations

from partnerlab.analysis.facts.acceptance import assess_acceptance
from partnerlab.analysis.facts.alignment import Sight, assess_alignment, assess_delivery, summarise_alignment
from partnerlab.analysis.facts.constraints import assess_constraints
from partnerlab.analysis.facts.levels import Ladder, LevelGap, assess_levels, compare_pairs, get_level_gap, ladder_of
from partnerlab.analysis.facts.meetings import Bedding, assess_bedding
from partnerlab.analysis.facts.moments import assess_moments
from partnerlab.analysis.facts.options import OptionComparison, compare_options
from partnerlab.analysis.facts.programme import list_official, list_priorities
from partnerlab.analysis.facts.resourcing import Resourcing, assess_pair_resources, assess_resourcing
from partnerlab.analysis.practices import assess_practices
from partnerlab.analysis.scoping import rules
from partnerlab.analysis.scoping.agenda import assess_agenda
from partnerlab.analysis.scoping.conditions import Condition, assess_conditions, gather_scoping_conditions
from partnerlab.analysis.scoping.founders import assess_founders
from partnerlab.analysis.scoping.instruments import choose_instrument
from partnerlab.analysis.scoping.measures import take_measures
from partnerlab.analysis.scoping.readiness import Funder, assess_readiness, list_funders
from partnerlab.analysis.scoping.terms import assess_terms

__all__ = [
    "Bedding",
    "Condition",
    "Funder",
    "Ladder",
    "LevelGap",
    "OptionComparison",
    "Resourcing",
    "Sight",
    "assess_acceptance",
    "assess_agenda",
    "assess_alignment",
    "assess_bedding",
    "assess_conditions",
    "assess_constraints",
    "assess_delivery",
    "assess_founders",
    "assess_levels",
    "assess_moments",
    "assess_pair_resources",
    "assess_practices",
    "assess_readiness",
    "assess_resourcing",
    "assess_terms",
    "choose_instrument",
    "compare_options",
    "compare_pairs",
    "gather_scoping_conditions",
    "get_level_gap",
    "ladder_of",
    "list_funders",
    "list_official",
    "list_priorities",
    "rules",
    "summarise_alignment",
    "take_measures",
]
