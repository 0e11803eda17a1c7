"""What in the data bears on how well a partnership works; each signal stands where its evidence stands.

Which signal bears on which reason for failure, feature, condition or stage is our choice, not the guide's, and is
listed where it is used. A signal that finds no data says nothing; what is missing counts only from the stage on at
which it may be expected.
"""

from partnerlab.analysis.evaluation.signals.signal import Signal, Source, gather

__all__ = ["Signal", "Source", "gather"]
