"""Money by year: what was offered, cut and reinstated, and what stands (¶2.13)."""

from __future__ import annotations

import pandas as pd

from partnerlab.analysis.caching import cached
from partnerlab.partnership import Partnership
from partnerlab.partnership.governance import Funding
from partnerlab.partnership.records import choices_of

CHANGES = choices_of(Funding, "change")
"""What can happen to money for a year."""


@cached
def list_funding(partnership: Partnership) -> pd.DataFrame:
    """List money by year, by who gives it, by grant and by who gets it.

    Returns
    -------
    pandas.DataFrame
        By year, then in the order of the file: `year`, `funder` (name; missing when not said), `grant` (missing when
        none is named), `to` (name; missing when the partnership as a whole gets it), `offered`, `cut`, `reinstated`
        (pounds; missing when none is recorded) and `stands` (offered less cut, plus reinstated; missing when no offer
        is recorded).

    Examples
    --------
    >>> hub = Partnership(name="Hub", purpose="Reach people", stage=[{"stage": "managing"}], funding=[
    ...     {"year": "2026/27", "amount": 90_000, "grant": "Start"},
    ...     {"year": "2026/27", "amount": 20_000, "grant": "Start", "change": "cut"},
    ...     {"year": "2026/27", "amount": 5_000, "grant": "Start", "change": "reinstated"}])
    >>> list_funding(hub)[["year", "offered", "cut", "reinstated", "stands"]].values.tolist()
    [['2026/27', 90000.0, 20000.0, 5000.0, 75000.0]]
    """
    sums: dict[tuple[str | None, ...], dict[str, float]] = {}
    for row in sorted(partnership.funding, key=lambda row: row.year):
        funder = partnership.name_of(row.funder) if row.funder else None
        to = partnership.name_of(row.partner) if row.partner else None
        held = sums.setdefault((row.year, funder, row.grant, to), {})
        held[row.change] = held.get(row.change, 0.0) + row.amount
    rows = [(*key, *(held.get(change) for change in CHANGES), _standing(held)) for key, held in sums.items()]
    columns = ["year", "funder", "grant", "to", *CHANGES, "stands"]
    return pd.DataFrame(rows, columns=columns).astype(dict.fromkeys((*CHANGES, "stands"), "Float64"))


def _standing(held: dict[str, float]) -> float | None:
    if "offered" not in held:
        return None
    return held["offered"] - held.get("cut", 0.0) + held.get("reinstated", 0.0)
