"""Value of each relationship, now and possible: where the next hour is best spent (¶3.2 box)."""

from __future__ import annotations

import pandas as pd

from partnerlab.analysis.caching import cached
from partnerlab.analysis.facts.relationships import latest_answers
from partnerlab.methods.relationships import rank_relationships
from partnerlab.partnership import Partnership


@cached
def score_value(partnership: Partnership) -> pd.DataFrame:
    """Score what each relationship is worth and could be worth, the one with most to gain first.

    Answers of current partners count, about partners and stakeholders alike.

    Returns
    -------
    pandas.DataFrame
        As `methods.relationships.rank_relationships`: `rank`, `rank_best`, `rank_worst`, `first`, `second`,
        `current`, `potential`, `gain`, `gain_low`, `gain_high` (values from 1 to 5; the range is the difference of
        the two sides), `asymmetric`, `note` (spend, keep, doubtful, cannot tell), and `outside` (the second is no
        partner). Empty when nobody has given a value.

    Examples
    --------
    >>> hub = Partnership(name="Hub", purpose="Reach people", stage=[{"stage": "building"}],
    ...     partners=[{"id": "A", "name": "Alpha"}, {"id": "B", "name": "Beta"}],
    ...     relationships=[{"by": "A", "with": "B", "on": "2025-02-01", "current_value": 2, "potential_value": 5}])
    >>> score_value(hub)[["first", "second", "gain", "note"]].values.tolist()
    [['A', 'B', 3.0, 'spend']]
    """
    current = {partner.id for partner in partnership.current_partners}
    known = current | {row.id for row in partnership.stakeholders}
    said = [
        row
        for row in latest_answers(partnership)
        if row.about in known and (row.current_value is not None or row.potential_value is not None)
    ]
    ends = {"source": [row.by for row in said], "target": [row.about for row in said]}
    now = pd.DataFrame({**ends, "value": pd.Series([row.current_value for row in said], dtype="Float64")})
    then = pd.DataFrame({**ends, "value": pd.Series([row.potential_value for row in said], dtype="Float64")})
    ranked = rank_relationships(now, then).drop(columns="gain_an_hour")
    outside = [not {first, second} <= current for first, second in zip(ranked["first"], ranked["second"], strict=True)]
    return ranked.assign(outside=pd.Series(outside, dtype="bool"))
