"""Accountability in three dimensions: among partners, to one's own body, of all together (¶3.2, App. 2 item 5)."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from partnerlab.analysis.caching import cached
from partnerlab.analysis.frames import frame_of
from partnerlab.partnership import Partnership
from partnerlab.partnership.governance import Accountability


@dataclass(frozen=True)
class AccountabilityRow:
    """One line of accountability, recorded or needed; a row of `assess_accountability`."""

    dimension: str
    """vertical, horizontal or collective."""
    partner: str
    """Id of who answers, or `all partners`."""
    to: str | None
    """Id or name of whom to; None when the line is not recorded and its end is not known."""
    matter: str | None
    """For what; None when not said."""
    state: str
    """documented, not documented or not recorded."""
    why: str | None
    """Why a line that is not recorded should be there; None for the others."""
    evidence: str | None
    """What shows the line; None when nothing does."""


ALL = "all partners"
"""Who answers on a collective line."""


@cached
def expected_lines(partnership: Partnership) -> tuple[tuple[str, str], ...]:
    """Return who should answer to whom among partners: each that does a task to the one that answers for it.

    Examples
    --------
    >>> hub = Partnership(name="Hub", purpose="Reach people", stage=[{"stage": "building"}],
    ...     partners=[{"id": "A", "name": "Alpha"}, {"id": "B", "name": "Beta"}],
    ...     tasks=[{"id": "visit", "name": "Visit", "responsible": ["A"], "accountable": ["B"]}])
    >>> expected_lines(hub)
    (('A', 'B'),)
    """
    current = {partner.id for partner in partnership.current_partners}
    pairs = {
        (doing, answering): None
        for task in partnership.tasks
        for doing in task.responsible
        for answering in task.accountable
        if doing not in task.accountable and {doing, answering} <= current
    }
    return tuple(pairs)


@cached
def assess_accountability(partnership: Partnership) -> pd.DataFrame:
    """Assess each line of accountability: documented, agreed but not documented, or not recorded.

    Which lines should be there: one of each partner to its own body, one of all partners together, and among
    partners one from each that does a task to each that answers for that task. The last is how this review reads
    ¶3.2; the guide does not say which partners owe each other account.

    Returns
    -------
    pandas.DataFrame
        An `AccountabilityRow` for each line. Vertical lines first.

    Examples
    --------
    >>> hub = Partnership(name="Hub", purpose="Reach people", stage=[{"stage": "building"}],
    ...     partners=[{"id": "A", "name": "Alpha"}])
    >>> assess_accountability(hub)[["dimension", "partner", "state"]].values.tolist()
    [['vertical', 'A', 'not recorded'], ['collective', 'all partners', 'not recorded']]
    """
    current = [partner.id for partner in partnership.current_partners]
    lines = [row for row in partnership.accountabilities if row.partner is None or row.partner in current]
    rows = [_line(row) for row in lines]
    upward = {row.partner for row in lines if row.dimension == "vertical"}
    missing = [
        _missing_line("vertical", partner, None, "each partner answers to the body it gets its resources from")
        for partner in current
        if partner not in upward
    ]
    across = {(row.partner, row.to) for row in lines if row.dimension == "horizontal"}
    for doing, answering in expected_lines(partnership):
        if (doing, answering) not in across:
            tasks = [t.name for t in partnership.tasks if doing in t.responsible and answering in t.accountable]
            why = f"does what {partnership.name_of(answering)} answers for: {'; '.join(tasks)}"
            missing.append(_missing_line("horizontal", doing, answering, why))
    if current and not any(row.dimension == "collective" for row in lines):
        why = "all partners together answer to the senior responsible owner or an overall body"
        missing.append(_missing_line("collective", ALL, None, why))
    order = ("vertical", "horizontal", "collective")
    every = sorted([*rows, *missing], key=lambda row: order.index(row.dimension))
    return frame_of(every, AccountabilityRow)


def _line(row: Accountability) -> AccountabilityRow:
    state = "documented" if row.documented else "not documented"
    return AccountabilityRow(row.dimension, row.partner or ALL, row.to, row.matter, state, None, row.evidence)


def _missing_line(dimension: str, partner: str, to: str | None, why: str) -> AccountabilityRow:
    return AccountabilityRow(dimension, partner, to, None, "not recorded", why, None)
