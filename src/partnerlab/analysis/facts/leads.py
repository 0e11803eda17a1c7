"""Who leads on a risk now (¶4.4)."""

from __future__ import annotations

from partnerlab.partnership import Partnership


def is_led(partnership: Partnership, risk_id: str) -> bool:
    """Whether a risk has a lead that is still a partner: what an organisation led that has left, nobody leads on now.

    Examples
    --------
    >>> hub = Partnership(name="Hub", purpose="Reach people", stage=[{"stage": "planning"}],
    ...     partners=[{"id": "A", "name": "A"}, {"id": "B", "name": "B", "left": "2026-01-01"}],
    ...     risks=[{"id": "R1", "title": "Delay"}, {"id": "R2", "title": "Loss"}],
    ...     leads=[{"risk": "R1", "lead": "A"}, {"risk": "R2", "lead": "B"}])
    >>> is_led(hub, "R1"), is_led(hub, "R2")
    (True, False)
    """
    row = partnership.lead_of(risk_id)
    return row is not None and any(partner.id in row.leads for partner in partnership.current_partners)
