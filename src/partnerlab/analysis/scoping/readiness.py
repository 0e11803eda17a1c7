"""Whether each organisation is ready, willing and able to partner, and funders were asked (¶2.5)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import pandas as pd

from partnerlab.analysis.caching import cached
from partnerlab.analysis.facts.moments import FUNDER
from partnerlab.analysis.frames import frame_of
from partnerlab.dates import months_since
from partnerlab.partnership import Partnership
from partnerlab.partnership.answers import latest
from partnerlab.partnership.members import Partner, Readiness, Stakeholder


@dataclass(frozen=True)
class ReadinessRow:
    """What one partner says of one aspect of readiness; a row of `assess_readiness`."""

    partner: str
    name: str
    sector: str | None
    """Id, name and sector of the partner."""
    aspect: str
    """ready, willing or able."""
    answer: str | None
    """yes, partly or no; None without an answer."""
    on: date | None
    """When it answered; None without an answer."""
    months_old: int | None
    """Whole months before the review; None when not known."""
    old: bool | None
    """Whether that is more than `thresholds.review_months`, which is not in the guide; None when not known."""
    evidence: str | None
    """What shows it; None when nothing does."""


ASPECTS = ("ready", "willing", "able")
"""What ¶2.5 asks of each organisation."""


def latest_readiness(partner: Partner) -> Readiness | None:
    """Return a partner's latest answer on readiness; None when it was never asked."""
    return next(iter(latest(partner.readiness, lambda _: "readiness")), None)


def is_current(partnership: Partnership, on: date) -> bool:
    """Whether an answer of a day is still current: no older than `thresholds.current_months` at the review."""
    age = months_since(on, partnership.as_at)
    return age is None or age <= partnership.thresholds.current_months


@cached
def assess_readiness(partnership: Partnership) -> pd.DataFrame:
    """Assess whether each partner is ready, willing and able, with what shows it and how old that is (¶2.5).

    Returns
    -------
    pandas.DataFrame
        Three `ReadinessRow` for each current partner.

    Examples
    --------
    >>> hub = Partnership(name="Hub", purpose="Reach people", stage=[{"stage": "scoping"}], partners=[
    ...     {"id": "PSNI", "name": "Police", "readiness": [{"on": "2025-02-01", "ready": "yes", "able": "partly"}]}])
    >>> assess_readiness(hub)[["aspect", "answer"]].values.tolist()
    [['ready', 'yes'], ['willing', None], ['able', 'partly']]
    """
    limit = partnership.thresholds.review_months
    rows = []
    for partner in partnership.current_partners:
        row = latest_readiness(partner)
        age = months_since(row.on, partnership.as_at) if row else None
        for aspect in ASPECTS:
            answer = getattr(row, aspect) if row else None
            old = None if age is None else age > limit
            dated = (row.on, age, old, row.evidence) if row and answer else (None, None, None, None)
            rows.append(ReadinessRow(partner.id, partner.name, partner.sector, aspect, answer, *dated))
    return frame_of(rows, ReadinessRow)


@dataclass(frozen=True)
class Funder:
    """A body that pays, and whether it has been consulted.

    Attributes
    ----------
    consulted
        True when it is a partner, or a stakeholder with a contact or a day of the talk; None when not recorded.
    record
        Where it is written.
    """

    id: str
    name: str
    consulted: bool | None
    record: Partner | Stakeholder


@cached
def list_funders(partnership: Partnership) -> tuple[Funder, ...]:
    """Find the funding bodies among partners and stakeholders (¶2.5 names them among those to talk to first).

    Examples
    --------
    >>> hub = Partnership(name="Hub", purpose="Reach people", stage=[{"stage": "scoping"}],
    ...     stakeholders=[{"id": "Fund", "name": "Safer Communities Fund", "sector": "funder"}])
    >>> [(funder.id, funder.consulted) for funder in list_funders(hub)]
    [('Fund', None)]
    """
    partners = [
        Funder(row.id, row.name, consulted=True, record=row)
        for row in partnership.current_partners
        if row.sector == FUNDER
    ]
    outside = [
        Funder(row.id, row.name, True if row.engaged_by or row.consulted else None, row)
        for row in partnership.stakeholders
        if row.sector == FUNDER
    ]
    return (*partners, *outside)
