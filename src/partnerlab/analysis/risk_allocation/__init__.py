"""Which risks there are, who should lead on each, what is at stake and whose, what has worsened, how disputes end.

- In six answers: `summarise_position`.
- Register: `assess_register`, `summarise_risks`, `assess_matrix`, `summarise_register`, `list_prompts`.
- Likelihood and impact: `assess_ratings`, `assess_rating_agreement`, `list_differences`, `assess_path`,
  `doubt_ratings`, `score_stability_of_ranks`.
- Leads: `assess_costs`, `allocate_risks`, `compare_leads`, `summarise_leads`, `list_overrides`, `list_limits`,
  `list_undecided`, `score_stability_of_leads`, `move_lead`.
- Money and time (`MONEY`, `TIME`): `assess_exposure`, `summarise_exposure`, `exceedance_of`, `assess_drivers`,
  `compare_carriers`, `summarise_carriers`, `summarise_allocations`, `assess_fairness`.
- Is it worth it: `assess_worth`, `list_worth`.
- Watching: `assess_status`, `list_worsened`, `find_alerts`, `summarise_alerts`, `count_alerts`.
- Conflict: `assess_ladder`, `summarise_tips`.
"""

from partnerlab.analysis.practices import assess_practices
from partnerlab.analysis.risk_allocation import rules
from partnerlab.analysis.risk_allocation.agreement import assess_rating_agreement
from partnerlab.analysis.risk_allocation.alerts import count_alerts, find_alerts, summarise_alerts
from partnerlab.analysis.risk_allocation.allocation import (
    allocate_risks,
    list_limits,
    list_overrides,
    score_stability_of_leads,
)
from partnerlab.analysis.risk_allocation.carriers import (
    assess_fairness,
    compare_carriers,
    summarise_allocations,
    summarise_carriers,
)
from partnerlab.analysis.risk_allocation.comparison import compare_leads, summarise_leads
from partnerlab.analysis.risk_allocation.differences import assess_differences
from partnerlab.analysis.risk_allocation.disputes import assess_ladder, summarise_tips
from partnerlab.analysis.risk_allocation.exposure import (
    assess_drivers,
    assess_exposure,
    exceedance_of,
    summarise_exposure,
)
from partnerlab.analysis.risk_allocation.measures import take_measures
from partnerlab.analysis.risk_allocation.moves import move_lead
from partnerlab.analysis.risk_allocation.pairings import assess_costs, list_undecided
from partnerlab.analysis.risk_allocation.position import summarise_position
from partnerlab.analysis.risk_allocation.prompts import list_prompts
from partnerlab.analysis.risk_allocation.ratings import assess_path, assess_ratings, list_differences
from partnerlab.analysis.risk_allocation.register import (
    assess_matrix,
    assess_register,
    summarise_register,
    summarise_risks,
)
from partnerlab.analysis.risk_allocation.silence import doubt_ratings
from partnerlab.analysis.risk_allocation.stability import score_stability_of_ranks
from partnerlab.analysis.risk_allocation.stakes import MONEY, TIME
from partnerlab.analysis.risk_allocation.status import assess_status, list_worsened
from partnerlab.analysis.risk_allocation.worth import assess_worth, list_worth

__all__ = [
    "MONEY",
    "TIME",
    "allocate_risks",
    "assess_costs",
    "assess_differences",
    "assess_drivers",
    "assess_exposure",
    "assess_fairness",
    "assess_ladder",
    "assess_matrix",
    "assess_path",
    "assess_practices",
    "assess_rating_agreement",
    "assess_ratings",
    "assess_register",
    "assess_status",
    "assess_worth",
    "compare_carriers",
    "compare_leads",
    "count_alerts",
    "doubt_ratings",
    "exceedance_of",
    "find_alerts",
    "list_differences",
    "list_limits",
    "list_overrides",
    "list_prompts",
    "list_undecided",
    "list_worsened",
    "list_worth",
    "move_lead",
    "rules",
    "score_stability_of_leads",
    "score_stability_of_ranks",
    "summarise_alerts",
    "summarise_allocations",
    "summarise_carriers",
    "summarise_exposure",
    "summarise_leads",
    "summarise_position",
    "summarise_register",
    "summarise_risks",
    "summarise_tips",
    "take_measures",
]
