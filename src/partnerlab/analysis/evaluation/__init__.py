"""evaluation of a partnership."""

from partnerlab.analysis.evaluation import rules
from partnerlab.analysis.evaluation.measures import find_measures

__all__ = ["find_measures", "rules"]
