"""Partners outside government: terms of reporting agreed, and a public body answering for public money (¶2.15-2.17)."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from partnerlab.analysis.caching import cached
from partnerlab.analysis.frames import frame_of
from partnerlab.partnership import Partnership
from partnerlab.partnership.governance import Task
from partnerlab.partnership.members import Partner
from partnerlab.partnership.sectors import PUBLIC, is_outside_government


@dataclass(frozen=True)
class TermsRow:
    """The terms with one partner outside government; a row of `assess_terms`."""

    partner: str
    name: str
    sector: str | None
    """Id, name and sector of the partner."""
    reporting_terms: str | None
    """yes, partly or no; None when not said."""
    tasks: int
    """How many it does."""
    unanswered_tasks: int
    """Those for which no public body is accountable."""
    money: float | None
    """Pounds it has spent for the partnership; missing when no payment is written down."""
    clause: bool | None
    """Whether an agreement in force that it signed has a clause on transparency; None when it signed none."""
    state: str
    """agreed, partly agreed, not agreed or not said."""


def partners_outside(partnership: Partnership) -> tuple[Partner, ...]:
    """Return the current partners outside government."""
    return tuple(partner for partner in partnership.current_partners if is_outside_government(partner.sector))


def is_answered_publicly(partnership: Partnership, task: Task) -> bool:
    """Whether a public body, or all partners jointly, is accountable for a task."""
    sectors = {partner.id: partner.sector for partner in partnership.partners}
    return any(sectors.get(partner) in PUBLIC for partner in task.accountable)


def tasks_of(partnership: Partnership, partner: str) -> tuple[Task, ...]:
    """Return the tasks that a partner does."""
    return tuple(task for task in partnership.tasks if partner in task.responsible)


@cached
def assess_terms(partnership: Partnership) -> pd.DataFrame:
    """Assess the terms with each partner outside government: openness, reporting, who answers for the money (¶2.16).

    Returns
    -------
    pandas.DataFrame
        A `TermsRow` for each partner of the voluntary, community and private sectors.

    Examples
    --------
    >>> hub = Partnership(name="Hub", purpose="Reach people", stage=[{"stage": "building"}],
    ...     partners=[{"id": "Mind", "name": "Mental health charity", "sector": "voluntary", "reporting_terms": "no"}])
    >>> assess_terms(hub)[["partner", "state"]].values.tolist()
    [['Mind', 'not agreed']]
    """
    states = {"yes": "agreed", "partly": "partly agreed", "no": "not agreed", None: "not said"}
    rows = []
    for partner in partners_outside(partnership):
        tasks = tasks_of(partnership, partner.id)
        unanswered = sum(not is_answered_publicly(partnership, task) for task in tasks)
        paid = [row.amount for row in partnership.spending if row.partner == partner.id]
        details = (partner.reporting_terms, len(tasks), unanswered, sum(paid) if paid else None)
        clause, state = _clause(partnership, partner.id), states[partner.reporting_terms]
        rows.append(TermsRow(partner.id, partner.name, partner.sector, *details, clause, state))
    return frame_of(rows, TermsRow)


def _clause(partnership: Partnership, partner: str) -> bool | None:
    signed = [row for row in partnership.agreements if partner in row.signatories and row.signed and not row.ended]
    if not signed:
        return None
    return any(clause.id == "transparency" and clause.in_place == "yes" for row in signed for clause in row.clauses)
