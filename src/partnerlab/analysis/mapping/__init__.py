"""mapping of a partnership."""

from partnerlab.analysis.mapping import rules
from partnerlab.analysis.mapping.measures import find_measures

__all__ = ["find_measures", "rules"]
