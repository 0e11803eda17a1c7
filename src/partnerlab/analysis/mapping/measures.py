"""Numbers that the mapping review leaves for machines."""

from __future__ import annotations

from partnerlab.analysis.findings import Measure
from partnerlab.partnership import Partnership


def find_measures(partnership: Partnership) -> tuple[Measure, ...]:
    """Return the measures of the topic."""
    return (Measure(name="partners", value=float(len(partnership.current_partners))),)
