"""Working relationships: the latest answer of each partner about each organisation (¶2.1, ¶3.2)."""

from __future__ import annotations

from partnerlab.analysis.caching import cached
from partnerlab.partnership import Partnership
from partnerlab.partnership.answers import latest
from partnerlab.partnership.relationships import Relationship


@cached
def latest_answers(partnership: Partnership) -> tuple[Relationship, ...]:
    """Return the latest answer of each current partner about each organisation but itself."""
    current = {partner.id for partner in partnership.current_partners}
    rows = latest(partnership.relationships, lambda row: (row.by, row.about))
    return tuple(row for row in rows if row.by in current and row.by != row.about)


@cached
def answers_between_partners(partnership: Partnership) -> tuple[Relationship, ...]:
    """Return the latest answers of current partners about one another."""
    current = {partner.id for partner in partnership.current_partners}
    return tuple(row for row in latest_answers(partnership) if row.about in current)
