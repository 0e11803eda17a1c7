"""Written agreements: clauses there against clauses needed, who has signed, what is due for review (¶3.4-3.5)."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import pandas as pd

from partnerlab.analysis.caching import cached
from partnerlab.analysis.facts.steps import get_ladder
from partnerlab.analysis.mapping.pathway import assess_pathway
from partnerlab.guide import agreement_clauses
from partnerlab.partnership import Partnership
from partnerlab.partnership.governance import Agreement
from partnerlab.partnership.sectors import is_outside_government
from partnerlab.wording import counted


def agreements_in_force(partnership: Partnership) -> tuple[Agreement, ...]:
    """Return the agreements that have not ended, drafts included."""
    return tuple(row for row in partnership.agreements if row.ended is None)


@cached
def assess_clauses(partnership: Partnership) -> pd.DataFrame:
    """Set the clauses that agreements have against those a partnership needs, and against what they should cover.

    Returns
    -------
    pandas.DataFrame
        One row a clause of the guide's list, in the order of a document, then clauses of the agreements' own.
        Columns `clause` (id), `title`, `in_guide` (a paragraph asks for the matter; the others are common, and
        ours), `state` (yes, partly, no; None when no agreement has it), `agreement` (title of the one that counts:
        the one most partners have signed, others for what it leaves out), `signed` (that agreement is signed), `text`,
        `covers` (what in the data it should cover, such as `6 shared risks`; "" when nothing calls for it),
        `paragraph`.

    Examples
    --------
    >>> hub = Partnership(name="Hub", purpose="Reach people", stage=[{"stage": "planning"}],
    ...     agreements=[{"kind": "MoU", "clauses": [{"id": "purpose", "in_place": "partly"}]}])
    >>> assess_clauses(hub).iloc[0][["clause", "state"]].tolist()
    ['purpose', 'partly']
    """
    best: dict[str, tuple[str, Agreement, str | None]] = {}
    for agreement in sorted(agreements_in_force(partnership), key=lambda row: -len(row.signatories)):
        for clause in agreement.clauses:
            best.setdefault(clause.id, (clause.in_place, agreement, clause.text))
    called = get_needs(partnership)
    listed = [(row.id, row.title, row.in_guide, row.paragraph) for row in agreement_clauses()]
    known = {row[0] for row in listed}
    listed += [(name, name, False, "") for name in best if name not in known]
    rows = []
    for name, title, in_guide, paragraph in listed:
        state, held, text = best.get(name) or (None, None, None)
        signed = held.signed is not None if held else None
        where = (held.title or held.kind) if held else None
        rows.append((name, title, in_guide, state, where, signed, text, called.get(name, ""), paragraph))
    columns = ["clause", "title", "in_guide", "state", "agreement", "signed", "text", "covers", "paragraph"]
    return pd.DataFrame(rows, columns=columns, dtype=object)


@cached
def get_needs(partnership: Partnership) -> Mapping[str, str]:
    """Say for each clause what in the data it should cover: risks, roles, money, partners; empty ones are left out.

    Examples
    --------
    >>> hub = Partnership(name="Hub", purpose="Reach people", stage=[{"stage": "planning"}],
    ...     risks=[{"id": "R1", "title": "Data leak", "class": "shared"}])
    >>> get_needs(hub)["risk"]
    '1 shared risk'
    """
    found = {clause: count(partnership) for clause, count in _NEEDS.items()}
    return {clause: words for clause, words in found.items() if words}


def _say(number: int, one: str, several: str = "") -> str:
    return counted(number, one, several) if number else ""


def _shared_risks(partnership: Partnership) -> str:
    shared = [row for row in partnership.risks if row.closed is None and row.kind in {"shared", "collaborating"}]
    return _say(len(shared), "shared risk")


def _partners_outside(partnership: Partnership) -> str:
    outside = [row for row in partnership.current_partners if is_outside_government(row.sector)]
    return _say(len(outside), "partner outside government", "partners outside government")


def _money(partnership: Partnership) -> str:
    bringing = [row for row in partnership.current_partners if any(part.kind == "money" for part in row.resources)]
    brought = _say(len(bringing), "partner that brings money", "partners that bring money")
    return brought or _say(len(partnership.spending), "payment")


def _handoffs(partnership: Partnership) -> str:
    return _say(
        len(assess_pathway(partnership).handoffs), "hand-off between organisations", "hand-offs between organisations"
    )


def _leavers(partnership: Partnership) -> str:
    left = [row for row in partnership.partners if row.left is not None]
    return _say(len(left), "partner that has left", "partners that have left")


def _measured(partnership: Partnership) -> str:
    return _say(
        len(partnership.indicators) + len(partnership.performance), "indicator or measure", "indicators and measures"
    )


_NEEDS: dict[str, Callable[[Partnership], str]] = {
    "purpose": lambda partnership: _say(len(partnership.outcomes.aligned), "outcome"),
    "parties": lambda partnership: _say(len(partnership.current_partners), "partner"),
    "roles": lambda partnership: _say(len(partnership.tasks), "task"),
    "governance": lambda partnership: _say(len(partnership.governance), "body", "bodies"),
    "accountability": lambda partnership: _say(
        len(partnership.accountabilities), "line of account", "lines of account"
    ),
    "funding": _money,
    "performance": _measured,
    "risk": _shared_risks,
    "data-sharing": _handoffs,
    "transparency": _partners_outside,
    "communication": lambda partnership: _say(len(partnership.communication), "line of the plan", "lines of the plan"),
    "dispute-resolution": lambda partnership: _say(len(get_ladder(partnership)), "escalation step", "escalation steps"),
    "staff": lambda partnership: _say(
        sum(len(row.representatives) for row in partnership.current_partners),
        "representative, now and before",
        "representatives, now and before",
    ),
    "exit": _leavers,
}
"""What in the data each clause should cover; which data bear on which clause is this review's choice."""


@cached
def assess_signatures(partnership: Partnership) -> pd.DataFrame:
    """Assess each agreement: signed by whom, who is missing, and whether it is due for review.

    Every current partner is expected to sign a memorandum; for other kinds only those that did are known.

    Returns
    -------
    pandas.DataFrame
        Columns `agreement` (title or kind), `kind`, `signed` (date; None for a draft), `signatories` (ids of current
        partners), `missing` (current partners that have not signed; empty unless it is a memorandum), `review_by`,
        `overdue` (past its review; None when no date is given or nothing is dated).

    Examples
    --------
    >>> hub = Partnership(name="Hub", purpose="Reach people", stage=[{"stage": "planning"}],
    ...     partners=[{"id": "A", "name": "Alpha"}, {"id": "B", "name": "Beta"}],
    ...     agreements=[{"kind": "MoU", "signed": "2025-02-01", "signatories": ["A"]}])
    >>> assess_signatures(hub)[["agreement", "missing"]].values.tolist()
    [['MoU', ('B',)]]
    """
    current = [partner.id for partner in partnership.current_partners]
    rows = []
    for row in agreements_in_force(partnership):
        signed = tuple(name for name in row.signatories if name in current) if row.signed else ()
        missing = tuple(name for name in current if name not in signed) if row.kind == "MoU" else ()
        dated = row.review_by is not None and partnership.as_at is not None
        overdue = row.review_by < partnership.as_at if dated else None  # type: ignore[operator]  # both are dates here
        rows.append((row.title or row.kind, row.kind, row.signed, signed, missing, row.review_by, overdue))
    columns = ["agreement", "kind", "signed", "signatories", "missing", "review_by", "overdue"]
    return pd.DataFrame(rows, columns=columns, dtype=object)
