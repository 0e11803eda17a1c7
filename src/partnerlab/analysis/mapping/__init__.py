"""Mapping: who is in the partnership, how they work together, who answers for what, with what means (¶2.10-3.5)."""

from __future__ import annotations

from partnerlab.analysis.facts.holders import Holder, list_holders
from partnerlab.analysis.facts.members import Turnover, assess_attendance, assess_members, list_terms, measure_turnover
from partnerlab.analysis.facts.milestones import Spending, assess_milestones, summarise_spending
from partnerlab.analysis.mapping import rules
from partnerlab.analysis.mapping.accountability import assess_accountability
from partnerlab.analysis.mapping.agreement import assess_clauses, assess_signatures
from partnerlab.analysis.mapping.communication import assess_communication, assess_engagement
from partnerlab.analysis.mapping.funding import list_funding
from partnerlab.analysis.mapping.governance import Governance, assess_governance
from partnerlab.analysis.mapping.measures import take_measures
from partnerlab.analysis.mapping.network import (
    Network,
    Remainder,
    assess_network,
    compare_losses,
    list_brokers,
    remove_partner,
    simulate_loss,
)
from partnerlab.analysis.mapping.papers import Clash, compare_papers
from partnerlab.analysis.mapping.pathway import ServicePathway, assess_pathway
from partnerlab.analysis.mapping.resources import (
    administration_share,
    assess_resources,
    compare_sitting,
    list_resources,
)
from partnerlab.analysis.mapping.roles import assess_roles, list_roles
from partnerlab.analysis.mapping.seats import list_seats, list_time
from partnerlab.analysis.mapping.silence import doubt_mapping
from partnerlab.analysis.mapping.stakeholders import assess_stakeholders, list_absent, list_alliances
from partnerlab.analysis.mapping.value import score_value
from partnerlab.analysis.practices import assess_practices

__all__ = [
    "Clash",
    "Governance",
    "Holder",
    "Network",
    "Remainder",
    "ServicePathway",
    "Spending",
    "Turnover",
    "administration_share",
    "assess_accountability",
    "assess_attendance",
    "assess_clauses",
    "assess_communication",
    "assess_engagement",
    "assess_governance",
    "assess_members",
    "assess_milestones",
    "assess_network",
    "assess_pathway",
    "assess_practices",
    "assess_resources",
    "assess_roles",
    "assess_signatures",
    "assess_stakeholders",
    "compare_losses",
    "compare_papers",
    "compare_sitting",
    "doubt_mapping",
    "list_absent",
    "list_alliances",
    "list_brokers",
    "list_funding",
    "list_holders",
    "list_resources",
    "list_roles",
    "list_seats",
    "list_terms",
    "list_time",
    "measure_turnover",
    "remove_partner",
    "rules",
    "score_value",
    "simulate_loss",
    "summarise_spending",
    "take_measures",
]
