"""Likelihood and impact: kept apart, multiplied only beside both, and how firm the ranking is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import product

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from partnerlab.errors import MethodError

Ranks = NDArray[np.int_]

CANNOT_TELL = "cannot tell"
LEVELS = 5  # a five-point scale; not in the guide
PLACES = 9  # decimals to which products are compared


@dataclass(frozen=True)
class Band:
    """Products from `lowest` to `highest`, both included, share a name."""

    name: str
    lowest: int
    highest: int


PRODUCT_BANDS: tuple[Band, ...] = (  # widespread five-by-five convention; not in the guide
    Band("low", 1, 4),
    Band("moderate", 5, 9),
    Band("high", 10, 15),
    Band("extreme", 16, 25),
)


def score_ratings(
    ratings: pd.DataFrame, *, levels: int = LEVELS, bands: Sequence[Band] = PRODUCT_BANDS
) -> pd.DataFrame:
    """Put the product and its band beside likelihood and impact.

    Parameters
    ----------
    ratings
        One row for each risk: `likelihood` and `impact`, numbers from 1 to `levels`, whole or between two steps (the
        mean of a workshop); missing where nobody rated.
    levels
        Steps of the scale.
    bands
        Bands of the product, in any order, together covering 1 to `levels`² without overlap. A product between two
        whole numbers lies in the band of the lower one.

    Returns
    -------
    pandas.DataFrame
        `likelihood`, `impact`, `product` (missing when either is), `band` ("cannot tell" then) and `rank`
        (1 is the largest product; equal products share the better rank; missing when not rated).

    Raises
    ------
    MethodError
        For ratings off the scale and for bands that overlap or leave a gap.

    Notes
    -----
    The product orders risks only roughly. See `rank_stability` and Cox (2008), *What's Wrong with Risk
    Matrices?*, Risk Analysis 28, 497-512.

    Examples
    --------
    >>> import pandas as pd
    >>> rated = pd.DataFrame({"likelihood": [4, 2], "impact": [4, None]}, index=["R1", "R2"])
    >>> score_ratings(rated)["band"].to_dict()
    {'R1': 'extreme', 'R2': 'cannot tell'}
    """
    names = _band_names(bands, levels)
    likelihood, impact = (_read_ratings(ratings, column, levels) for column in ("likelihood", "impact"))
    products = likelihood * impact
    return pd.DataFrame(
        {
            "likelihood": likelihood,
            "impact": impact,
            "product": products,
            "band": [CANNOT_TELL if pd.isna(value) else names[int(value)] for value in products],
            # Products of decimals are equal up to rounding: 1.1 × 3 is no higher than 3.3 × 1.
            "rank": products.astype("Float64").round(PLACES).rank(method="min", ascending=False).astype("Int64"),
        },
        index=ratings.index,
    )


def score_grid(*, levels: int = LEVELS, bands: Sequence[Band] = PRODUCT_BANDS) -> pd.DataFrame:
    """Every cell of the matrix: what a chart draws behind the risks.

    Parameters
    ----------
    levels, bands
        As for `score_ratings`.

    Returns
    -------
    pandas.DataFrame
        One row for each cell: `likelihood`, `impact`, `product`, `band`.

    Examples
    --------
    >>> grid = score_grid()
    >>> grid["product"].nunique(), grid["band"].value_counts(sort=False).to_dict()
    (14, {'low': 8, 'moderate': 7, 'high': 6, 'extreme': 4})
    """
    names = _band_names(bands, levels)
    cells = list(product(range(1, levels + 1), repeat=2))
    grid = pd.DataFrame(cells, columns=["likelihood", "impact"])
    grid["product"] = grid["likelihood"] * grid["impact"]
    return grid.assign(band=grid["product"].map(names))


def rank_stability(
    likelihood: pd.Series[float],
    impact: pd.Series[float],
    *,
    levels: int = LEVELS,
    bands: Sequence[Band] = PRODUCT_BANDS,
) -> pd.DataFrame:
    """Share of one-step changes under which each risk keeps its rank and its band.

    Every rating of every rated risk moves one step up and one step down, one at a time, within the scale:
    an exact enumeration of up to four changes for each risk.

    Parameters
    ----------
    likelihood, impact
        Risk → rating, numbers from 1 to `levels`; missing where nobody rated.
    levels, bands
        As for `score_ratings`.

    Returns
    -------
    pandas.DataFrame
        One row for each risk: `rank`; `own_changes` (of its own ratings), `own_rank_held` and
        `band_held` (share of those that leave its rank, its band); `changes` (of any risk's ratings) and
        `rank_held` (share of those that leave its rank); `best_rank` and `worst_rank` reached. Missing
        for risks that are not rated.

    Raises
    ------
    MethodError
        As for `score_ratings`.

    Examples
    --------
    Raising or lowering either rating of the only risk cannot change its rank, but may change its band:

    >>> import pandas as pd
    >>> one = rank_stability(pd.Series({"R1": 3}), pd.Series({"R1": 3}))
    >>> one[["own_changes", "rank_held", "band_held"]].to_numpy().tolist()
    [[4.0, 1.0, 0.5]]
    """
    ratings = pd.DataFrame({"likelihood": likelihood, "impact": impact})
    scored = score_ratings(ratings, levels=levels, bands=bands)
    rated = scored[scored["product"].notna()]
    pairs = rated[["likelihood", "impact"]].to_numpy(dtype=float)
    names = np.array([""] + [_band_names(bands, levels)[value] for value in range(1, levels**2 + 1)])
    before = _ranks(pairs.prod(axis=1))
    moved = np.array(
        [
            (risk, column, step)
            for risk, column, step in product(range(len(pairs)), (0, 1), (-1, 1))
            if 1 <= pairs[risk, column] + step <= levels
        ],
        dtype=int,
    ).reshape(-1, 3)
    after = np.empty((len(moved), len(pairs)), dtype=int)
    band_kept = np.empty(len(moved), dtype=bool)
    for number, (risk, column, step) in enumerate(moved):
        products = pairs.prod(axis=1)
        products[risk] = (pairs[risk, column] + step) * pairs[risk, 1 - column]
        after[number] = _ranks(products)
        band_kept[number] = names[int(products[risk])] == names[int(pairs[risk].prod())]
    held = after == before
    own = moved[:, [0]] == np.arange(len(pairs))
    count = own.sum(axis=0)
    table = pd.DataFrame(
        {
            "rank": before,
            "own_changes": count,
            "own_rank_held": (held & own).sum(axis=0) / np.maximum(count, 1),
            "band_held": (band_kept[:, None] & own).sum(axis=0) / np.maximum(count, 1),
            "changes": len(moved),
            "rank_held": held.mean(axis=0) if len(moved) else np.nan,
            "best_rank": np.vstack([after, before]).min(axis=0),
            "worst_rank": np.vstack([after, before]).max(axis=0),
        },
        index=rated.index,
        dtype=float,
    )
    return table.reindex(scored.index)


def unambiguous_share(*, levels: int = LEVELS, bands: Sequence[Band] = PRODUCT_BANDS) -> float:
    """Share of pairs of cells that their bands order with certainty.

    Each cell stands for every likelihood and impact within its step: the cell (i, j) of n steps holds
    risks, as products of two shares, from (i-1)(j-1)/n² to ij/n². Two bands order two cells with certainty
    when the least risk of one is not below the largest risk of the other. Pairs are drawn at random from
    all cells, with replacement.

    Parameters
    ----------
    levels, bands
        As for `score_ratings`.

    Notes
    -----
    The measure is this project's, in the spirit of Cox (2008), whose own figure (fewer than 10% of random
    pairs for typical matrices) rests on other matrices and a stricter sense.

    Examples
    --------
    >>> round(unambiguous_share(), 4)  # 2 × (8×6 + 8×4 + 7×4) / 625
    0.3456
    """
    grid = score_grid(levels=levels, bands=bands)
    grid["least"] = (grid["likelihood"] - 1) * (grid["impact"] - 1)
    by_band = grid.groupby("band", sort=False).agg(
        cells=("product", "size"), least=("least", "min"), most=("product", "max")
    )
    cells, least, most = (by_band[column].to_numpy() for column in ("cells", "least", "most"))
    certain = (least[:, None] >= most[None, :]) | (least[None, :] >= most[:, None])
    np.fill_diagonal(certain, False)
    return float((np.outer(cells, cells) * certain).sum() / cells.sum() ** 2)


def _read_ratings(ratings: pd.DataFrame, column: str, levels: int) -> pd.Series[int] | pd.Series[float]:
    if column not in ratings:
        raise MethodError(f'the table of ratings has no column "{column}"')
    numbers = pd.to_numeric(ratings[column], errors="coerce").astype("Float64")
    wrong = ratings[column].notna() & ~(numbers.between(1, levels).fillna(False))
    if wrong.any():
        risk = ratings.index[np.asarray(wrong)][0]
        raise MethodError(
            f"{column} of {risk} is {ratings[column][wrong].iloc[0]}; "
            f"it must be a number from 1 to {levels}, or missing"
        )
    whole = bool((numbers.dropna() % 1 == 0).all())
    return numbers.astype("Int64") if whole else numbers


def _band_names(bands: Sequence[Band], levels: int) -> dict[int, str]:
    if levels < 2:
        raise MethodError(f"a scale of {levels} steps tells nothing apart; give 2 or more")
    names: dict[int, str] = {}
    for band in bands:
        for value in range(band.lowest, band.highest + 1):
            if value in names:
                raise MethodError(f'bands "{names[value]}" and "{band.name}" both hold the product {value}')
            names[value] = band.name
    gap = [value for value in range(1, levels**2 + 1) if value not in names]
    if gap:
        raise MethodError(f"no band holds the product {gap[0]}; bands must cover 1 to {levels**2}")
    return names


def _ranks(products: NDArray[np.float64]) -> Ranks:
    """Rank 1 for the largest product; equal products share the better rank."""
    products = np.round(products, PLACES)  # products of decimals are equal up to rounding
    return np.asarray((products[None, :] > products[:, None]).sum(axis=1) + 1)
