"""The escalation steps by which disputes are settled, as last agreed (¶4.6)."""

from __future__ import annotations

from partnerlab.analysis.caching import cached
from partnerlab.partnership import Partnership
from partnerlab.partnership.answers import latest
from partnerlab.partnership.governance import Rung


@cached
def get_ladder(partnership: Partnership) -> tuple[Rung, ...]:
    """Return the steps as last agreed, lowest first: of two with one number, the later counts.

    Examples
    --------
    >>> hub = Partnership(name="Hub", purpose="Reach people", stage=[{"stage": "managing"}], disputes=[
    ...     {"rung": 2, "name": "Board"}, {"rung": 1, "name": "Letter", "on": "2026-01-01"},
    ...     {"rung": 1, "name": "Talk", "on": "2025-01-01"}])
    >>> [row.name for row in get_ladder(hub)]
    ['Letter', 'Board']
    """
    return tuple(sorted(latest(partnership.disputes, lambda row: row.rung), key=lambda row: row.rung))
