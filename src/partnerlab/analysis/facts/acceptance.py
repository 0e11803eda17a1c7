"""The case for the partnership: whether each partner understands and accepts it (¶2.6)."""

from __future__ import annotations

import pandas as pd

from partnerlab.analysis.caching import cached
from partnerlab.dates import months_since
from partnerlab.partnership import Partnership
from partnerlab.partnership.answers import latest, least
from partnerlab.partnership.case import Acceptance

COLUMNS = (
    "partner", "name", "sector", "understood", "accepted", "state", "on", "months_old", "before_restated", "evidence",
)  # fmt: skip
"""Columns of `assess_acceptance`."""

STATES = {"yes": "accepted", "partly": "accepted in part", "no": "not accepted"}
"""What the least favourable of a partner's two answers says."""


def latest_acceptances(partnership: Partnership) -> dict[str, Acceptance]:
    """Return the latest acceptance of each current partner that was asked, by its id."""
    current = {partner.id for partner in partnership.current_partners}
    return {row.by: row for row in latest(partnership.acceptances, lambda row: row.by) if row.by in current}


@cached
def assess_acceptance(partnership: Partnership) -> pd.DataFrame:
    """Assess whether each partner understands and accepts the reason for the partnership (¶2.6).

    Returns
    -------
    pandas.DataFrame
        One row for each current partner, in the file's order. Columns `partner` (id), `name`, `sector`,
        `understood` and `accepted` (yes, partly, no; None without an answer), `state` (accepted, accepted in part,
        not accepted, no answer: the less favourable of the two answers, and accepted only when both were given),
        `on` (date of the answer), `months_old`, `before_restated` (True when the reason was written down anew
        after this answer; None when either date is unknown), `evidence`.

    Examples
    --------
    >>> hub = Partnership(name="Hub", purpose="Reach people", stage=[{"stage": "scoping"}],
    ...     partners=[{"id": "PSNI", "name": "Police"}, {"id": "Trust", "name": "Health trust"}],
    ...     acceptances=[{"on": "2025-02-01", "by": "PSNI", "understood": "yes", "accepted": "partly"}])
    >>> assess_acceptance(hub)[["partner", "state"]].values.tolist()
    [['PSNI', 'accepted in part'], ['Trust', 'no answer']]
    """
    answers = latest_acceptances(partnership)
    rows = [
        (partner.id, partner.name, partner.sector, *_answer(partnership, answers.get(partner.id)))
        for partner in partnership.current_partners
    ]
    return pd.DataFrame(rows, columns=list(COLUMNS), dtype=object)


def _answer(partnership: Partnership, row: Acceptance | None) -> tuple[object, ...]:
    if row is None:
        return None, None, "no answer", None, None, None, None
    restated = partnership.rationale_stated
    before = None if restated is None else row.on < restated
    age = months_since(row.on, partnership.as_at)
    return row.understood, row.accepted, _state(row), row.on, age, before, row.evidence


def _state(row: Acceptance) -> str:
    worst = least((row.understood, row.accepted))
    if worst is None:
        return "no answer"
    if worst == "yes" and (row.understood is None or row.accepted is None):
        return "accepted in part"
    return STATES[worst]
