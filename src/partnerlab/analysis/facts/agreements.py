"""Written agreements on the partnership itself; the sharing of data is a matter apart (¶3.4-3.5)."""

from __future__ import annotations

from datetime import date

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


def agreement_that_counts(partnership: Partnership) -> Agreement | None:
    """Return the agreement that the partnership rests on: the memorandum signed last; None without any.

    A contract may be about one service only, so it counts where no memorandum is signed. Where nothing is signed, it is
    the memorandum drafted last, or the contract. Of several of one day, or drafts without a date, the last of the file
    counts.

    Examples
    --------
    >>> hub = Partnership(name="Hub", purpose="Reach people", stage=[{"stage": "managing"}], agreements=[
    ...     {"kind": "MoU", "signed": "2025-06-01"}, {"kind": "MoU", "signed": "2024-01-01"}, {"kind": "MoU"}])
    >>> str(agreement_that_counts(hub).signed)
    '2025-06-01'
    """
    rows = reversed(founding_agreements(partnership))
    return max(rows, key=_weight, default=None)


def _weight(row: Agreement) -> tuple[bool, bool, date, date]:
    return row.signed is not None, row.kind == "MoU", row.signed or date.min, row.on or date.min
