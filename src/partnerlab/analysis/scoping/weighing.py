"""Weights of the criteria tried out: which option then comes first, and how firmly (App. 2 items 1 and 2)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from partnerlab.analysis.facts.options import SCALE, agreed_weights, gather_scores, name_missing
from partnerlab.methods.options import rank_options
from partnerlab.partnership import Partnership

POINTS = 100
"""What weights that are tried add up to at first, and the most that one of them can be."""

CLOSENESS = {"closely": 100.0, "roughly": 20.0, "not at all": None}
"""How closely other weights that are thought possible gather round those tried: the sum of the Dirichlet parameters.

A weight of 30 in 100 then differs by 5 points (closely) or 10 points (roughly), two times in three. None counts every
set of weights alike. Ours, not in the guide.
"""


@dataclass(frozen=True)
class Weighing:
    """Options under weights that are tried out."""

    table: pd.DataFrame
    """One row for each option that has a score, the first by weighted sum at the top. Columns `option` (id), `name`,
    `form`, `weighted_sum` (0 to 10; missing when a score is), `place` (its rank by that sum, 1 is best), `first`
    (share of weights near those tried under which it comes first, 0 to 1)."""
    turns: pd.DataFrame
    """One row for each criterion: `criterion` (id), `name`, `weight` (as tried), `turns_at` (the nearest weight from
    0 to 100 at which another option catches up with the first, all other weights as they are; missing when there
    is none), `then` (name of that option)."""
    draws: int = 0
    """How many sets of weights were tried; 0 when nothing was compared."""
    missing: str = ""
    """What is missing when nothing could be compared; empty otherwise."""

    @property
    def firsts(self) -> tuple[str, ...]:
        """Names of the options that come first by weighted sum; several when they are level."""
        return tuple(self.table.loc[self.table["place"] == 1, "name"])


def points_of(partnership: Partnership) -> dict[str, float]:
    """Return the weights in points of 100 by criterion: the file's own, or equal ones where none are agreed.

    Examples
    --------
    >>> hub = Partnership(name="Hub", purpose="Reach people", stage=[{"stage": "scoping"}],
    ...     criteria=[{"id": "reach", "name": "Reach", "weight": 3}, {"id": "cost", "name": "Cost", "weight": 1}])
    >>> points_of(hub)
    {'reach': 75.0, 'cost': 25.0}
    """
    weights = agreed_weights(partnership) or {row.id: 1.0 for row in partnership.criteria}
    total = sum(weights.values())
    return {key: weight * POINTS / total for key, weight in weights.items()}


def weigh_options(partnership: Partnership, weights: Mapping[str, float], closeness: float | None = 20.0) -> Weighing:
    """Compare the options under weights that are tried out, and say how firmly the first of them stands.

    Parameters
    ----------
    weights
        Weight by criterion, 0 or more, in any unit.
    closeness
        One of `CLOSENESS`.

    Examples
    --------
    >>> hub = Partnership(name="Hub", purpose="Reach people", stage=[{"stage": "scoping"}],
    ...     criteria=[{"id": "reach", "name": "Reach"}, {"id": "cost", "name": "Cost"}],
    ...     options=[{"id": "a", "name": "Alone", "form": "one body alone", "scores": {"reach": 2, "cost": 8}},
    ...              {"id": "p", "name": "Hub", "form": "partnership", "scores": {"reach": 8, "cost": 4}}])
    >>> tried = weigh_options(hub, {"reach": 60, "cost": 40})
    >>> tried.firsts, tried.turns["turns_at"].round(1).tolist(), tried.turns["then"].tolist()
    (('Hub',), [26.7, 90.0], ['Alone', 'Alone'])
    """
    columns = ["option", "name", "form", "weighted_sum", "place", "first"]
    turns = ["criterion", "name", "weight", "turns_at", "then"]
    missing = name_missing(partnership)
    if not missing and not any(weights.values()):
        missing = "every weight is 0"
    if missing:
        return Weighing(pd.DataFrame(columns=columns), pd.DataFrame(columns=turns), missing=missing)
    scores = gather_scores(partnership)
    ranking = rank_options(scores, scale=SCALE, weights=weights, concentration=closeness)
    options = {row.id: row for row in partnership.options}
    rows = [
        (
            key,
            options[key].name,
            options[key].form,
            ranking.weighted_sum.loc[key, "score"] * SCALE[1],
            ranking.weighted_sum.loc[key, "rank"],
            ranking.acceptability.loc[key, 1],
        )
        for key in scores.index
    ]
    table = pd.DataFrame(rows, columns=columns).astype({"place": "Int64"})
    table = table.sort_values(["place", "first"], ascending=[True, False], na_position="last", ignore_index=True)
    sides = [
        (row.id, row.name, weights[row.id], *_locate_turn(table, scores, weights, row.id))
        for row in partnership.criteria
    ]
    return Weighing(table, pd.DataFrame(sides, columns=turns), ranking.draws)


def _locate_turn(
    table: pd.DataFrame, scores: pd.DataFrame, weights: Mapping[str, float], criterion: str
) -> tuple[float | None, str | None]:
    """Return the nearest weight of a criterion at which another option catches up, and which; None when none does.

    Options of which a score is missing are left out: their sum is not known.
    """
    known = table.dropna(subset=["place"])
    if len(known) < 2 or int((known["place"] == 1).sum()) > 1:
        return None, None
    best = known.iloc[0]
    found: list[tuple[float, float, str]] = []
    for row in known.iloc[1:].itertuples(index=False):
        apart = scores.loc[best["option"]] - scores.loc[str(row.option)]
        lead = sum(weights[key] * float(apart[key]) for key in weights if weights[key])
        slope = float(apart[criterion])
        if slope:
            at = weights[criterion] - lead / slope
            if 0 <= at <= POINTS:
                found.append((abs(at - weights[criterion]), at, str(row.name)))
    return (min(found)[1], min(found)[2]) if found else (None, None)
