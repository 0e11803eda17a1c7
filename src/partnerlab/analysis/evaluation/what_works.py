"""What works: options that could turn a curve, what shows it, what they cost; the step after the story (¶2.8 box)."""

from __future__ import annotations

import pandas as pd

from partnerlab.analysis.caching import cached
from partnerlab.partnership import Partnership
from partnerlab.partnership.evaluation import CurveOption
from partnerlab.partnership.records import choices_of

_STRENGTHS = choices_of(CurveOption, "strength")


@cached
def list_options(partnership: Partnership) -> pd.DataFrame:
    """List what could turn each curve, the best shown first, then the cheapest.

    Returns
    -------
    pandas.DataFrame
        `option`, `indicator` (title; missing when it names none), `evidence`, `strength` (strong, promising, none),
        `cost` (pounds a year), `low_cost`, `partner` (name of who could do it) and `chosen`. What is not recorded is
        missing.

    Examples
    --------
    >>> hub = Partnership(name="Hub", purpose="Reach people", stage=[{"stage": "measuring"}], what_works=[
    ...     {"id": "W1", "title": "Ring back next day", "cost": 0, "strength": "promising"},
    ...     {"id": "W2", "title": "Night room", "cost": 90_000, "strength": "strong"}])
    >>> list_options(hub)["option"].tolist()
    ['Night room', 'Ring back next day']
    """
    titles = {row.id: row.title for row in partnership.indicators}
    place = {row.id: number for number, row in enumerate(partnership.indicators)}
    ordered = sorted(
        partnership.what_works,
        key=lambda row: (
            place.get(row.indicator or "", len(place)),
            _STRENGTHS.index(row.strength) if row.strength else len(_STRENGTHS),
            float("inf") if row.cost is None else row.cost,
        ),
    )
    rows = [
        (
            row.title,
            titles.get(row.indicator or ""),
            row.evidence,
            row.strength,
            row.cost,
            row.low_cost,
            partnership.name_of(row.partner) if row.partner else None,
            row.chosen,
        )
        for row in ordered
    ]
    columns = ["option", "indicator", "evidence", "strength", "cost", "low_cost", "partner", "chosen"]
    return pd.DataFrame(rows, columns=columns).astype({"cost": "Float64"})
