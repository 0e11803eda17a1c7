"""What a partnership holds when it ends, and what is recorded of who takes it on (¶2.13, ¶3.2, ¶3.4, ¶4.3, App. 4)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from partnerlab.amounts import say_pounds
from partnerlab.analysis.facts.agreements import agreements_on_partnership
from partnerlab.partnership import Partnership, Record
from partnerlab.partnership.ending import Decision, Handover, Holding
from partnerlab.partnership.risks import Risk
from partnerlab.wording import counted


@dataclass(frozen=True)
class Held:
    """One thing that a partnership holds: in words, and where it is recorded."""

    text: str
    record: Record
    field: str


def _money(partnership: Partnership) -> list[Held]:
    brought = [
        Held(
            f"{partnership.short_name_of(partner.id)}: {row.what or 'money'}, {say_pounds(row.amount or 0)}",
            row,
            "amount",
        )
        for partner in partnership.current_partners
        for row in partner.resources
        if row.kind == "money" and row.amount
    ]
    return brought + [Held(f"{row.grant or 'money'} for {row.year}", row, "amount") for row in partnership.funding]


def _staff(partnership: Partnership) -> list[Held]:
    return [
        Held(f"{partnership.short_name_of(partner.id)}: {row.what or 'staff time'}", row, "kind")
        for partner in partnership.current_partners
        for row in partner.resources
        if row.kind == "time"
    ]


def _data(partnership: Partnership) -> list[Held]:
    rows = [row for row in partnership.agreements if row.kind == "data sharing" and row.ended is None]
    return [Held(row.title or "data sharing agreement", row, "kind") for row in rows]


def _agreements(partnership: Partnership) -> list[Held]:
    return [Held(row.title or row.kind, row, "ended") for row in agreements_on_partnership(partnership) if row.signed]


def _service(partnership: Partnership) -> list[Held]:
    return [
        Held(row.name if row.clients is None else f"{row.name}: {counted(row.clients, 'client')} a year", row, "name")
        for row in partnership.pathway
    ]


HELD: dict[Holding, Callable[[Partnership], list[Held]]] = {
    "money": _money,
    "staff": _staff,
    "data": _data,
    "agreement": _agreements,
    "service": _service,
}
"""What the record shows that a partnership holds, by kind; open risks are matched one by one, in `risks_left`."""


def handovers_of(partnership: Partnership, kind: Holding) -> tuple[Handover, ...]:
    """Return what is recorded of handing over one kind of thing."""
    return tuple(row for row in partnership.handovers if row.kind == kind)


def risks_left(partnership: Partnership) -> tuple[Risk, ...]:
    """Return the open risks that nobody is recorded as taking on.

    Examples
    --------
    >>> hub = Partnership(name="Hub", purpose="Reach people", stage=[{"stage": "ending"}],
    ...     risks=[{"id": "R1", "title": "Delay"}, {"id": "R2", "title": "Loss"}],
    ...     handovers=[{"kind": "risk", "what": "delay", "risk": "R1", "to": "Council"}])
    >>> [risk.id for risk in risks_left(hub)]
    ['R2']
    """
    taken = {row.risk for row in handovers_of(partnership, "risk") if row.to}
    return (
        () if None in taken else tuple(row for row in partnership.risks if row.closed is None and row.id not in taken)
    )


def latest_decision(partnership: Partnership) -> Decision | None:
    """Return the latest decision about the partnership itself; None when none is recorded."""
    return max(partnership.decisions, key=lambda row: row.on, default=None)
