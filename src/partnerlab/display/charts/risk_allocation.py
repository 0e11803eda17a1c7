"""Charts of risk allocation: the register, who should lead, the money at stake and whose, status, disputes."""

from partnerlab.display.charts.exposure import exceedance_curve, exposure_drivers, fair_shares, tail_carriers
from partnerlab.display.charts.leads import lead_costs, lead_move
from partnerlab.display.charts.risks import rank_ranges, rating_spread, risk_matrix, risk_path
from partnerlab.display.charts.watching import dispute_ladder, status_timeline

__all__ = [
    "dispute_ladder",
    "exceedance_curve",
    "exposure_drivers",
    "fair_shares",
    "lead_costs",
    "lead_move",
    "rank_ranges",
    "rating_spread",
    "risk_matrix",
    "risk_path",
    "status_timeline",
    "tail_carriers",
]
