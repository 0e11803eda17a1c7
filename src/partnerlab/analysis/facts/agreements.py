"""Written agreements on the partnership itself; the sharing of data is a matter apart (¶3.4-3.5)."""

from __future__ import annotations

from partnerlab.partnership import Partnership
from partnerlab.partnership.governance import Agreement


def agreements_on_partnership(partnership: Partnership) -> tuple[Agreement, ...]:
    """Return the agreements on the partnership that have not ended, drafts among them.

    Examples
    --------
    >>> hub = Partnership(name="Hub", purpose="Reach people", stage=[{"stage": "managing"}],
    ...     agreements=[{"kind": "MoU"}, {"kind": "data sharing"}])
    >>> [agreement.kind for agreement in agreements_on_partnership(hub)]
    ['MoU']
    """
    return tuple(row for row in partnership.agreements if row.ended is None and row.kind != "data sharing")


FOUNDING = ("MoU", "contract")
"""Kinds of agreement that can found a partnership: a service level agreement settles no governance (¶3.5)."""


def founding_agreements(partnership: Partnership) -> tuple[Agreement, ...]:
    """Return the memoranda and contracts that have not ended, drafts among them."""
    return tuple(row for row in agreements_on_partnership(partnership) if row.kind in FOUNDING)
