"""Whether a partnership is the right form: options compared on the partners' own criteria (¶2.2-2.6, App. 2)."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from partnerlab.analysis.caching import cached
from partnerlab.methods.options import OptionRanking, rank_options
from partnerlab.partnership import Partnership
from partnerlab.partnership.case import Option

COLUMNS = ("option", "name", "form", "first", "favoured_by", "weighted_sum", "place")
"""Columns of `OptionComparison.table`."""

SCALE = (0.0, 10.0)
"""Lowest and highest score that an option can have on a criterion; not in the guide."""

TOLD_APART = 3.0
"""Standard errors that two shares must differ by to be told apart; ours, not in the guide."""


@dataclass(frozen=True)
class OptionComparison:
    """Options compared under uncertain weights, with the plain weighted sum beside it.

    Attributes
    ----------
    table
        One row for each option that has a score, the one that comes first most often at the top. Columns `option`
        (id), `name`, `form` (one body alone, network, contract, partnership), `first` (share of weightings under
        which it comes first, 0 to 1), `favoured_by` (the criterion that weighs most above the others in those
        weightings; None when it never comes first), `weighted_sum` (0 to 10, with the file's weights or equal ones;
        missing when a score is), `place` (its rank by that sum, 1 is best).
    ranks
        One row for each of these options and each rank: `option`, `name`, `rank` (1 is best), `share`.
    unscored
        Names of the options left out because they have no score at all.
    unknown
        How many scores are missing; each counts as anything on the scale, all equally likely.
    agreed
        Whether weights for the sum stand in the file; False when equal ones were taken.
    error
        Largest Monte-Carlo standard error of a share; 0 when nothing was compared.
    missing
        What is missing when nothing could be compared; empty otherwise.
    draws
        How many sets of weights were tried; 0 when nothing was compared.
    points
        The weights of the sum in points of 100, with the name of each criterion; empty when nothing was compared.
    """

    table: pd.DataFrame
    ranks: pd.DataFrame
    unscored: tuple[str, ...] = ()
    unknown: int = 0
    agreed: bool = False
    error: float = 0.0
    missing: str = ""
    draws: int = 0
    points: tuple[tuple[str, float], ...] = ()

    @property
    def options(self) -> tuple[str, ...]:
        """Ids of the options compared, most acceptable first."""
        return tuple(self.table["option"])

    @property
    def best(self) -> str | None:
        """Id of the option that comes first most often; None when nothing could be compared."""
        return str(self.table["option"].iloc[0]) if len(self.table) else None

    @property
    def leaders(self) -> tuple[str, ...]:
        """Ids of the options that come first most often, those that the draws cannot tell from the first among them.

        Within three standard errors of the difference of two shares of the same draws.
        """
        best, share = self.best_share, self.table["first"].astype(float)
        error = ((best + share - (best - share) ** 2) / max(self.draws, 1)) ** 0.5
        return tuple(self.table.loc[best - share <= TOLD_APART * error, "option"])

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


@cached
def compare_options(partnership: Partnership) -> OptionComparison:
    """Compare the forms the work could take, under many sets of weights and under the file's own.

    Nobody knows the true weights, so many are drawn at random, all equally likely, and it is counted how often each
    option comes first (`partnerlab.methods.options.rank_options`). Only criteria listed under `criteria` count.

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
    criteria = {row.id: row.name for row in partnership.criteria}
    scores = gather_scores(partnership)
    scored = [row for row in partnership.options if row.id in scores.index]
    unscored = tuple(row.name for row in partnership.options if row not in scored)
    if missing := name_missing(partnership):
        empty = pd.DataFrame(columns=list(COLUMNS))
        ranks = pd.DataFrame(columns=["option", "name", "rank", "share"])
        return OptionComparison(empty, ranks, unscored, missing=missing)
    weights = agreed_weights(partnership)
    ranking = rank_options(scores, scale=SCALE, weights=weights)
    table = _table(scored, ranking, criteria)
    ranks = _ranks(table, ranking)
    points = tuple((criteria[str(key)], 100 * float(weight)) for key, weight in ranking.weights.items())
    unknown = len(ranking.unknown)
    agreed = weights is not None
    error, draws = ranking.error, ranking.draws
    return OptionComparison(table, ranks, unscored, unknown, agreed, error=error, draws=draws, points=points)


def gather_scores(partnership: Partnership) -> pd.DataFrame:
    """Return the scores of each option that has any: option × criterion by their ids, missing where nobody said."""
    criteria = [row.id for row in partnership.criteria]
    scored = [row for row in partnership.options if any(key in row.scores for key in criteria)]
    rows = [[row.scores.get(key) for key in criteria] for row in scored]
    return pd.DataFrame(rows, index=[row.id for row in scored], columns=criteria, dtype=float)


def name_missing(partnership: Partnership) -> str:
    """Say what is missing before options can be compared; empty when nothing is."""
    if not partnership.options:
        return "no options are listed"
    if not partnership.criteria:
        return "no criteria are listed to judge the options by"
    scored = len(gather_scores(partnership))
    return "" if scored > 1 else "only one option has scores" if scored else "no option has scores"


def agreed_weights(partnership: Partnership) -> dict[str, float] | None:
    """Return the weights in the file; None when one of them is missing or all are 0."""
    given = {row.id: row.weight for row in partnership.criteria if row.weight is not None}
    return given if len(given) == len(partnership.criteria) and any(given.values()) else None


def _table(options: list[Option], ranking: OptionRanking, criteria: dict[str, str]) -> pd.DataFrame:
    first = ranking.acceptability[1].astype(float).to_dict()
    score = ranking.weighted_sum["score"].astype(float).to_dict()
    place = ranking.weighted_sum["rank"].to_dict()
    rows = []
    for row in options:
        central = ranking.central_weights.loc[row.id]
        favoured = None if central.isna().all() else criteria[str(central.idxmax())]
        rows.append((row.id, row.name, row.form, first[row.id], favoured, score[row.id] * SCALE[1], place[row.id]))
    table = pd.DataFrame(rows, columns=list(COLUMNS)).astype({"place": "Int64"})
    return table.sort_values(["first", "weighted_sum"], ascending=False, ignore_index=True)


def _ranks(table: pd.DataFrame, ranking: OptionRanking) -> pd.DataFrame:
    rows = [
        (option, name, rank, share)
        for option, name in table[["option", "name"]].itertuples(index=False)
        for rank, share in ranking.acceptability.loc[option].astype(float).to_dict().items()
    ]
    return pd.DataFrame(rows, columns=["option", "name", "rank", "share"])
