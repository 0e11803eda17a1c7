"""What is missing before its time is not known yet; after it, it is a fault."""

from __future__ import annotations

from partnerlab.analysis.catalogue import Judgement, Way, at_fault, cannot_tell, has_reached
from partnerlab.partnership import Partnership


def absent(
    partnership: Partnership, message: str, missing: str, *, due: str, way: Way, consequence: str | None = None
) -> Judgement:
    """Say that something is not there: a fault from a stage on, and before it only what not known yet.

    Parameters
    ----------
    message
        What to say once it is due.
    missing
        What to say before, after "Cannot tell:".
    due
        The stage from which it is a fault.
    way
        Where to enter it, and what to find out first.
    consequence
        What makes it red; None for the rule's own severity.
    """
    if has_reached(partnership, due):
        return at_fault(message, consequence=consequence)
    return cannot_tell(missing, way=way)
