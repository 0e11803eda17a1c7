"""risk allocation of a partnership."""

from partnerlab.analysis.risk_allocation import rules
from partnerlab.analysis.risk_allocation.measures import find_measures

__all__ = ["find_measures", "rules"]
