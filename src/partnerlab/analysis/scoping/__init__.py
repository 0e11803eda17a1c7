"""scoping of a partnership."""

from partnerlab.analysis.scoping import rules
from partnerlab.analysis.scoping.measures import find_measures

__all__ = ["find_measures", "rules"]
