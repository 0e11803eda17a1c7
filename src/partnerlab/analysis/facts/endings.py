"""What a partnership holds when it ends, and what is recorded of who takes it on (¶2.13, ¶3.2, ¶3.4, ¶4.3, App. 4)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import pandas as pd

from partnerlab.amounts import say_pounds
from partnerlab.analysis.caching import cached
from partnerlab.analysis.catalogue import has_reached
from partnerlab.analysis.facts.actions import is_overdue
from partnerlab.analysis.facts.agreements import agreements_on_partnership
from partnerlab.partnership import Partnership, Record
from partnerlab.partnership.ending import Decision, Handover, Holding
from partnerlab.partnership.risks import Risk
from partnerlab.wording import counted, say_day


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


CALLED: dict[Holding, str] = {
    "money": "the money that is left",
    "staff": "the staff",
    "data": "the data that were shared",
    "agreement": "the agreements in force",
    "service": "the people served",
}
"""What a board calls each kind of thing that a partnership holds; risks are a decision of their own."""

EXPECTED: tuple[Holding, ...] = ("money", "agreement")
"""Kinds of which the guide lets expect a record at the end; of the others it does not speak."""

STATES = ("nobody named", "overdue", "not recorded", "no day agreed", "not due yet", "done")
"""How what is handed over can stand, the most urgent first."""

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


def lacks_taker(row: Handover) -> bool:
    """Whether nobody is named who takes on what is not done yet; what is done, such as data deleted, needs nobody."""
    return not row.to and row.done is None


@cached
def assess_ending(partnership: Partnership) -> pd.DataFrame:
    """Assess what an ending hands over: to whom, by when, and what is still open.

    Returns
    -------
    pandas.DataFrame
        A row for each handover that is recorded; at the ending stage also for each open risk that nobody takes on, and
        for each other kind of thing that the partnership holds and no handover is about. None before the ending stage
        where nothing is recorded; then `attrs` lacks `told`, which says what was decided, learned and recognised.
        Columns `what`, `kind`, `to` (a name; None: nobody yet), `how`, `due`, `done`
        (dates; None when not known), `state` (one of `STATES`; not recorded where the guide does not let expect a
        record), the most urgent first.

    Examples
    --------
    >>> hub = Partnership(name="Hub", purpose="Reach people", stage=[{"stage": "ending"}],
    ...     risks=[{"id": "R1", "title": "Delay"}],
    ...     handovers=[{"kind": "money", "what": "grant", "to": "Council", "done": "2025-01-31"}])
    >>> assess_ending(hub)[["what", "to", "state"]].values.tolist()
    [['Delay', None, 'nobody named'], ['grant', 'Council', 'done']]
    """
    rows = [
        (
            row.what,
            row.kind,
            row.to and partnership.name_of(row.to),
            row.how,
            row.due,
            row.done,
            _state(partnership, row),
        )
        for row in partnership.handovers
    ]
    if has_reached(partnership, "ending"):
        recorded = {row.risk for row in handovers_of(partnership, "risk")}
        rows += [
            (risk.title, "risk", None, None, None, None, "nobody named")
            for risk in risks_left(partnership)
            if risk.id not in recorded
        ]
        rows += [
            (CALLED[kind], kind, None, None, None, None, "nobody named" if kind in EXPECTED else "not recorded")
            for kind, held in HELD.items()
            if not handovers_of(partnership, kind) and held(partnership)
        ]
    rows.sort(key=lambda row: STATES.index(row[-1]))
    columns = ["what", "kind", "to", "how", "due", "done", "state"]
    assessed = pd.DataFrame(rows, columns=columns, dtype=object)
    if rows or has_reached(partnership, "ending"):
        assessed.attrs["told"] = _say_ending(partnership)
    return assessed


def _say_ending(partnership: Partnership) -> str:
    """Say what was decided last about the partnership, and how much was learned and recognised by the record."""
    decision = latest_decision(partnership)
    decided = "No decision about the partnership itself is recorded."
    if decision is not None:
        decided = f"Last decision, on {say_day(decision.on)}: {decision.decision}."
    lessons, thanks = len(partnership.lessons), len(partnership.thanks)
    return f"{decided} Lessons recorded: {lessons or 'none'}. Thanks recorded: {thanks or 'none'}."


def _state(partnership: Partnership, row: Handover) -> str:
    if row.done is not None:
        return "done"
    if lacks_taker(row):
        return "nobody named"
    if row.due is None:
        return "no day agreed"
    return "overdue" if is_overdue(row, partnership.as_at) else "not due yet"


def latest_decision(partnership: Partnership) -> Decision | None:
    """Return the latest decision about the partnership itself; None when none is recorded."""
    return max(partnership.decisions, key=lambda row: row.on, default=None)
