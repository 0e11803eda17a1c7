"""Which option is best when nobody agrees on the weights: alone, network, contract or partnership."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from partnerlab.errors import MethodError

Floats = NDArray[np.float64]

SEED = 1
DRAWS = 20_000


@dataclass(frozen=True, eq=False)
class OptionRanking:
    """How often each option ranks where, over all weights that are thought possible.

    Parameters
    ----------
    acceptability
        Option × rank (1 is best): share of draws, 0-1; rows and columns add up to 1. Ties share.
    central_weights
        Option × criterion: mean weights of the draws that rank the option first: what one must believe to
        choose it. Missing for an option that is never first.
    weighted_sum
        The plain weighted sum beside it: `score` (0-1) and `rank` at `weights`; missing where a score is.
    weights
        Criterion → weight used for the plain sum; adds up to 1.
    unknown
        Option and criterion of each missing score, drawn anew from the whole scale in every draw.
    error
        Largest Monte-Carlo standard error of an acceptability.
    draws
        How many draws.
    """

    acceptability: pd.DataFrame
    central_weights: pd.DataFrame
    weighted_sum: pd.DataFrame
    weights: pd.Series[float]
    unknown: tuple[tuple[str, str], ...]
    error: float
    draws: int


def rank_options(
    scores: pd.DataFrame,
    *,
    scale: tuple[float, float] = (0.0, 1.0),
    weights: Mapping[str, float] | None = None,
    concentration: float | None = None,
    lower_is_better: tuple[str, ...] = (),
    draws: int = DRAWS,
    seed: int = SEED,
) -> OptionRanking:
    """Rank options under uncertain weights (¶2.2-2.6: is a partnership the right form?).

    Parameters
    ----------
    scores
        Option × criterion, within `scale`; missing where nobody can say, which counts as anything on the
        scale being equally likely. "Do not partner" is an option like any other.
    scale
        Lowest and highest possible score, the same for every criterion.
    weights
        Criterion → weight, 0 or more, any sum: for the plain weighted sum, and the centre of the uncertain
        weights if `concentration` is given. None: equal weights.
    concentration
        How closely the uncertain weights gather round `weights`: the sum of the Dirichlet parameters, above
        0. None: every set of weights is equally likely, whatever `weights` says.
    lower_is_better
        Criteria on which a low score is good, such as cost.
    draws
        Number of draws, 100 or more.
    seed
        The same seed gives the same draws.

    Raises
    ------
    MethodError
        For an empty table, a score outside the scale, unknown criteria, or weights that are negative or
        all 0.

    Notes
    -----
    Stochastic multicriteria acceptability analysis, SMAA-2 (Lahdelma and Salminen 2001, Operations
    Research 49, 444-454), with a linear value function and Dirichlet weights.

    Examples
    --------
    The partnership wins when the first criterion weighs more than a third:

    >>> import pandas as pd
    >>> scores = pd.DataFrame({"reach": [1.0, 0.0], "speed": [0.0, 0.5]}, index=["partnership", "alone"])
    >>> ranking = rank_options(scores)
    >>> bool(abs(ranking.acceptability.loc["partnership", 1] - 2 / 3) < 4 * ranking.error)
    True
    """
    values = _read_scores(scores, scale, lower_is_better)
    centre = _read_weights(weights, scores.columns)
    if draws < 100:
        raise MethodError(f"draws is {draws}; fewer than 100 say nothing about a share")
    if concentration is not None and not concentration > 0:
        raise MethodError(f"concentration is {concentration:g}; it must be above 0")
    generator = np.random.default_rng(seed)
    spread = np.ones(len(centre)) if concentration is None else concentration * centre
    drawn = np.zeros((draws, len(centre)))
    drawn[:, spread > 0] = generator.dirichlet(spread[spread > 0], draws)
    performance = np.broadcast_to(values, (draws, *values.shape)).copy()
    missing = np.isnan(values)
    performance[:, missing] = generator.random((draws, int(missing.sum())))
    shares = _rank_shares(np.einsum("dc,doc->do", drawn, performance))
    acceptability = shares.mean(axis=0)
    central = _central_weights(shares[:, :, 0], drawn)
    ranks = pd.RangeIndex(1, len(scores) + 1, name="rank")
    variance = acceptability * (1 - acceptability) / draws
    return OptionRanking(
        acceptability=pd.DataFrame(acceptability, scores.index, ranks),
        central_weights=pd.DataFrame(central, scores.index, scores.columns),
        weighted_sum=_weighted_sum(values, centre, scores.index),
        weights=pd.Series(centre, scores.columns),
        unknown=tuple((str(scores.index[o]), str(scores.columns[c])) for o, c in np.argwhere(missing)),
        error=float(np.sqrt(variance.max())),
        draws=draws,
    )


def _rank_shares(totals: Floats) -> Floats:
    """Draw × option × rank: 1 at the option's rank; options that tie share the ranks they take up."""
    close = 1e-12
    above = (totals[:, None, :] > totals[:, :, None] + close).sum(axis=2)
    level = (np.abs(totals[:, None, :] - totals[:, :, None]) <= close).sum(axis=2)
    rank = np.arange(totals.shape[1])
    taken = (rank >= above[:, :, None]) & (rank < (above + level)[:, :, None])
    return np.asarray(taken / level[:, :, None])


def _central_weights(first: Floats, drawn: Floats) -> Floats:
    won = first.sum(axis=0)
    with np.errstate(invalid="ignore", divide="ignore"):  # an option that is never first has none
        return np.asarray(np.where(won[:, None] > 0, first.T @ drawn / won[:, None], np.nan))


def _weighted_sum(values: Floats, weights: Floats, options: pd.Index) -> pd.DataFrame:
    used = weights > 0
    score = pd.Series(values[:, used] @ weights[used], index=options)
    rank = score.round(12).rank(method="min", ascending=False).astype("Int64")
    return pd.DataFrame({"score": score, "rank": rank})


def _read_scores(scores: pd.DataFrame, scale: tuple[float, float], lower_is_better: tuple[str, ...]) -> Floats:
    if scores.empty:
        raise MethodError("there is nothing to rank: give at least one option and one criterion")
    for labels, noun in ((scores.index, "option"), (scores.columns, "criterion")):
        if not labels.is_unique:
            raise MethodError(f"{noun} {labels[labels.duplicated()][0]} is given twice; names must differ")
    low, high = scale
    if not low < high:
        raise MethodError(f"the scale runs from {low:g} to {high:g}; it must rise")
    unknown = [name for name in lower_is_better if name not in scores.columns]
    if unknown:
        raise MethodError(f"lower_is_better names {', '.join(unknown)}, which is no criterion here")
    try:
        raw = scores.to_numpy(dtype=float)
    except (TypeError, ValueError) as error:
        raise MethodError(f"the scores hold something that is not a number: {error}") from error
    wrong = (raw < low) | (raw > high)
    if wrong.any():
        option, criterion = np.argwhere(wrong)[0]
        raise MethodError(
            f"{scores.index[option]} scores {raw[option, criterion]:g} on {scores.columns[criterion]}; "
            f"the scale runs from {low:g} to {high:g}"
        )
    values = (raw - low) / (high - low)
    falling = scores.columns.isin(lower_is_better)
    return np.asarray(np.where(falling, 1 - values, values))


def _read_weights(weights: Mapping[str, float] | None, criteria: pd.Index) -> Floats:
    if weights is None:
        return np.full(len(criteria), 1 / len(criteria))
    if set(weights) != set(criteria):
        odd = sorted(str(name) for name in set(weights) ^ set(criteria))
        raise MethodError(f"weights and criteria do not match: {', '.join(odd)}")
    given = np.array([float(weights[name]) for name in criteria])
    if not np.isfinite(given).all() or (given < 0).any() or given.sum() == 0:
        raise MethodError("weights must be 0 or more, and not all 0")
    return np.asarray(given / given.sum())
