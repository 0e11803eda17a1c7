"""Whether a partnership is the right form: options compared on the partners' own criteria (¶2.2-2.6, App. 2)."""

from __future__ import annotations

from dataclasses import dataclass, field

import pandas as pd

from partnerlab.partnership import Partnership
from partnerlab.partnership.case import Option

COLUMNS = ("option", "name", "form", "first", "weighted_sum", "place")
"""Columns of `OptionComparison.table`."""


@dataclass(frozen=True)
class OptionComparison:
    """Options compared under uncertain weights, with the plain weighted sum beside it.

    Attributes
    ----------
    table
        One row for each option that is scored on every criterion, most acceptable first. Columns `option` (id),
        `name`, `form` (one body alone, network, contract, partnership), `first` (share of weightings under which it
        comes first, 0 to 1), `weighted_sum` (its score with the file's weights, or equal ones; 0 to 10), `place`
        (its rank by that sum, 1 is best).
    ranks
        One row for each of these options and each rank: `option`, `name`, `rank` (1 is best), `share`.
    unscored
        Names of the options left out because a score is missing.
    weights
        The weights behind the weighted sum, by criterion; they add to 1.
    agreed
        Whether those weights stand in the file; False when equal ones were taken.
    """

    table: pd.DataFrame
    ranks: pd.DataFrame
    unscored: tuple[str, ...] = ()
    weights: dict[str, float] = field(default_factory=dict)
    agreed: bool = False
    missing: str = ""

    @property
    def options(self) -> tuple[str, ...]:
        """Ids of the options compared, most acceptable first."""
        return tuple(self.table["option"])

    @property
    def best(self) -> str | None:
        """Id of the option that comes first most often; None when nothing could be compared."""
        return str(self.table["option"].iloc[0]) if len(self.table) else None

    @property
    def best_name(self) -> str:
        """Its name; empty when nothing could be compared."""
        return str(self.table["name"].iloc[0]) if len(self.table) else ""

    @property
    def best_form(self) -> str:
        """Its form; empty when nothing could be compared."""
        return str(self.table["form"].iloc[0]) if len(self.table) else ""

    @property
    def best_share(self) -> float:
        """Share of weightings under which it comes first, 0 to 1."""
        return float(self.table["first"].iloc[0]) if len(self.table) else 0.0


def compare_options(partnership: Partnership) -> OptionComparison:
    """Compare the forms the work could take, under many sets of weights and under the file's own.

    Nobody knows the true weights, so the comparison draws many at random, all equally likely, and counts how often
    each option comes first (stochastic multicriteria acceptability). Options with a missing score are left out.

    Examples
    --------
    >>> hub = Partnership(name="Hub", purpose="Reach people", stage=[{"stage": "scoping"}],
    ...     criteria=[{"id": "reach", "name": "Reach"}, {"id": "cost", "name": "Cost"}],
    ...     options=[{"id": "a", "name": "Alone", "form": "one body alone", "scores": {"reach": 2, "cost": 3}},
    ...              {"id": "p", "name": "Hub", "form": "partnership", "scores": {"reach": 8, "cost": 4}}])
    >>> compared = compare_options(hub)
    >>> compared.best_form, compared.best_share
    ('partnership', 1.0)
    """
    criteria = [row.id for row in partnership.criteria]
    whole = [row for row in partnership.options if criteria and all(key in row.scores for key in criteria)]
    unscored = tuple(row.name for row in partnership.options if row not in whole)
    if len(whole) < 2:
        empty = pd.DataFrame(columns=list(COLUMNS))
        ranks = pd.DataFrame(columns=["option", "name", "rank", "share"])
        return OptionComparison(empty, ranks, unscored, missing=_what_is_missing(partnership, len(whole)))
    weights, agreed = _weights(partnership)
    table, ranks = _compared(whole, criteria, weights)
    return OptionComparison(table, ranks, unscored, weights, agreed)


def _what_is_missing(partnership: Partnership, whole: int) -> str:
    if not partnership.options:
        return "no options are listed"
    if not partnership.criteria:
        return "no criteria are listed to judge the options by"
    return "no option is scored on every criterion" if not whole else "only one option is scored on every criterion"


def _weights(partnership: Partnership) -> tuple[dict[str, float], bool]:
    given = {row.id: row.weight for row in partnership.criteria if row.weight is not None}
    total = sum(given.values())
    if len(given) < len(partnership.criteria) or not total:
        return {row.id: 1 / len(partnership.criteria) for row in partnership.criteria}, False
    return {key: weight / total for key, weight in given.items()}, True


def _compared(
    options: list[Option], criteria: list[str], weights: dict[str, float]
) -> tuple[pd.DataFrame, pd.DataFrame]:
    import numpy as np

    scores = np.array([[row.scores[key] for key in criteria] for row in options])
    draws = np.random.default_rng(1).dirichlet(np.ones(len(criteria)), 20000)
    ranking = (-(draws @ scores.T)).argsort(axis=1).argsort(axis=1) + 1
    sums = scores @ np.array([weights[key] for key in criteria])
    rows = [
        (
            row.id,
            row.name,
            row.form,
            float((ranking[:, i] == 1).mean()),
            float(sums[i]),
            int((sums > sums[i]).sum()) + 1,
        )
        for i, row in enumerate(options)
    ]
    table = pd.DataFrame(rows, columns=list(COLUMNS)).sort_values(
        ["first", "weighted_sum"], ascending=False, ignore_index=True
    )
    ranks = pd.DataFrame(
        [
            (row.id, row.name, rank, float((ranking[:, i] == rank).mean()))
            for i, row in enumerate(options)
            for rank in range(1, len(options) + 1)
        ],
        columns=["option", "name", "rank", "share"],
    )
    return table, ranks
