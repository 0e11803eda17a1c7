"""How firm the order of the risks is: what one step in one rating would change."""

from __future__ import annotations

import pandas as pd

from partnerlab.analysis.caching import cached
from partnerlab.analysis.risk_allocation.ratings import latest_rating, list_open_risks
from partnerlab.analysis.risk_allocation.scales import band_for, get_steps
from partnerlab.errors import MethodError
from partnerlab.methods.scoring import Band, rank_stability, unambiguous_share
from partnerlab.partnership import Partnership


@cached
def score_stability_of_ranks(partnership: Partnership) -> pd.DataFrame:
    """Return how firm each risk's rank is when one rating of one risk moves a step.

    Risks are ranked by likelihood × impact, as things stand; equal ones share the better rank. Every likelihood and
    every impact moves one step up and one step down, one at a time, as far as the scale goes. A risk matrix orders few
    pairs of risks beyond doubt (Cox 2008), so a rank without this number says more than it knows.

    Returns
    -------
    pandas.DataFrame
        In order of rank: `risk`, `title`, `likelihood`, `impact`, `product`, `rank` (1 is worst), `best`, `worst` (the
        rank's range over all changes), `holds` (share of the changes, 0 to 1, under which the rank stays; missing when
        there is nothing to change, or the scales do not run from 1 in whole steps), `changes` (how many were tried).
        Risks without a rating are left out. Where one scale is shorter than the other, both are tried over the longer.
        `attrs["ordered"]` is what `count_ordered` gives.

    Examples
    --------
    >>> hub = Partnership(name="Hub", purpose="Reach people", stage=[{"stage": "planning"}],
    ...     risks=[{"id": "R1", "title": "Delay"}, {"id": "R2", "title": "Loss"}],
    ...     ratings=[{"risk": "R1", "on": "2026-01-01", "likelihood": 4, "impact": 4},
    ...              {"risk": "R2", "on": "2026-01-01", "likelihood": 1, "impact": 1}])
    >>> score_stability_of_ranks(hub)[["risk", "rank", "holds"]].to_dict("list")
    {'risk': ['R1', 'R2'], 'rank': [1, 2], 'holds': [1.0, 1.0]}
    """
    rows = [(risk, latest_rating(partnership, risk.id)) for risk in list_open_risks(partnership)]
    rated = [(risk, rating) for risk, rating in rows if rating is not None]
    columns = ["risk", "title", "likelihood", "impact", "product", "rank", "best", "worst", "holds", "changes"]
    if not rated:
        return pd.DataFrame(columns=columns)
    frame = pd.DataFrame(
        {
            "risk": [risk.id for risk, _ in rated],
            "title": [risk.title for risk, _ in rated],
            "likelihood": [rating.likelihood for _, rating in rated],
            "impact": [rating.impact for _, rating in rated],
            "product": [rating.product for _, rating in rated],
        }
    )
    frame["rank"] = frame["product"].rank(method="min", ascending=False).astype(int)
    levels = max([len(get_steps(partnership, which)) for which in ("likelihood", "impact")])
    try:
        firm = rank_stability(frame["likelihood"], frame["impact"], levels=levels, bands=[Band("any", 1, levels**2)])
    except MethodError:
        firm = pd.DataFrame(index=frame.index, columns=["best_rank", "worst_rank", "rank_held", "changes"], dtype=float)
    frame["best"], frame["worst"] = firm["best_rank"].astype("Int64"), firm["worst_rank"].astype("Int64")
    frame["holds"], frame["changes"] = firm["rank_held"], firm["changes"].astype("Int64")
    ordered = frame.sort_values("rank", kind="stable").reset_index(drop=True)[columns]
    ordered.attrs["ordered"] = count_ordered(partnership)
    return ordered


@cached
def count_ordered(partnership: Partnership) -> tuple[int, int] | None:
    """Return of how many pairs of cells of the matrix its bands leave no doubt which is worse, and of how many.

    A pair is two different cells, in whatever order. None where the scales do not both run from 1 in
    whole steps to the same end, or the bands leave a gap.

    Examples
    --------
    >>> hub = Partnership(name="Hub", purpose="Reach people", stage=[{"stage": "planning"}])
    >>> count_ordered(hub)
    (108, 300)
    """
    values = [[step.value for step in get_steps(partnership, which)] for which in ("likelihood", "impact")]
    levels = len(values[0])
    if levels < 2 or not all(row == list(range(1, levels + 1)) for row in values):
        return None
    named = [(product, band_for(partnership, product)) for product in range(1, levels**2 + 1)]
    if any(name is None for _, name in named):
        return None
    try:
        share = unambiguous_share(levels=levels, bands=[Band(str(name), product, product) for product, name in named])
    except MethodError:
        return None
    cells = levels**2  # the share is of cells drawn one after the other, each pair twice and each cell with itself
    return round(share * cells**2) // 2, cells * (cells - 1) // 2
