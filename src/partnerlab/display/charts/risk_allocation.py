"""Charts of risk allocation: the register, who should lead, the money at stake and whose, status, disputes."""

from partnerlab.display.charts.exposure import exceedance_curve, exposure_drivers, fair_shares, tail_carriers
from partnerlab.display.charts.leads import lead_costs, lead_move
from partnerlab.display.charts.risk_lists import (
    at_stake,
    board_room,
    class_prompts,
    conflict_tips,
    delay_carriers,
    lead_firmness,
    lead_sums,
    leads_compared,
    limit_prices,
    risk_alerts,
    risk_register,
    risks_by_class,
)
from partnerlab.display.charts.risks import rank_ranges, rating_spread, risk_matrix, risk_path
from partnerlab.display.charts.watching import dispute_ladder, status_timeline

__all__ = [
    "at_stake",
    "board_room",
    "class_prompts",
    "conflict_tips",
    "delay_carriers",
    "dispute_ladder",
    "exceedance_curve",
    "exposure_drivers",
    "fair_shares",
    "lead_costs",
    "lead_firmness",
    "lead_move",
    "lead_sums",
    "leads_compared",
    "limit_prices",
    "rank_ranges",
    "rating_spread",
    "risk_alerts",
    "risk_matrix",
    "risk_path",
    "risk_register",
    "risks_by_class",
    "status_timeline",
    "tail_carriers",
]
