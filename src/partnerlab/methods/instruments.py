"""Scores of imported self-assessment instruments: items on a scale, a total, and the band it falls in."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise
from typing import Protocol, TypeVar

import pandas as pd

from partnerlab.errors import MethodError


class PrintedBand(Protocol):
    """A band as its publisher prints it."""

    @property
    def label(self) -> str:
        """Name of the band."""

    @property
    def low(self) -> float:
        """Where it begins."""

    @property
    def high(self) -> float:
        """Where it is printed to end."""

    @property
    def above_low(self) -> bool:
        """Whether it begins just above `low` rather than at it."""


BandLike = TypeVar("BandLike", bound=PrintedBand)


def band_for(score: Decimal | Fraction | float, bands: Sequence[BandLike]) -> BandLike | None:
    """Find the band that a score has reached.

    Parameters
    ----------
    score
        A total, or a mean of totals, which need not be whole.
    bands
        Lowest first, each with `label`, `low`, `high` and `above_low`.

    Returns
    -------
    The band, or None
        None for a score below the lowest band or above the highest.

    Raises
    ------
    MethodError
        When bands are missing or out of order.

    Notes
    -----
    Publishers print whole numbers, such as 85 to 126 and 127 to 175, and leave it open where a mean of 126.5
    belongs. A score belongs to the last band whose beginning it has reached, so 126.5 is still in the first
    of the two: no score falls between bands, and each printed edge is kept. The sums are exact.

    Examples
    --------
    >>> from types import SimpleNamespace as Band
    >>> bands = [Band(label="right direction", low=85, high=126, above_low=False),
    ...          Band(label="genuine collaboration", low=127, high=175, above_low=False)]
    >>> [band_for(score, bands).label for score in (126, 126.5, 127)]
    ['right direction', 'right direction', 'genuine collaboration']
    """
    starts = [_exact(band.low) for band in bands]
    if not bands or any(later <= earlier for earlier, later in pairwise(starts)):
        raise MethodError(
            f"bands begin at {', '.join(f'{float(start):g}' for start in starts) or 'nothing'}; list them lowest first"
        )
    exact = _exact(score)
    reached = [
        band
        for band, start in zip(bands, starts, strict=True)
        if exact > start or (exact == start and not band.above_low)
    ]
    return reached[-1] if reached and exact <= _exact(bands[-1].high) else None


def score_instrument(
    responses: pd.DataFrame,
    bands: Sequence[PrintedBand],
    *,
    lowest: int,
    highest: int,
    items: int | None = None,
    for_each_item: bool = False,
    fewest: int | None = None,
    reverse: Collection[str] = (),
) -> pd.DataFrame:
    """Score the responses to an instrument and find the band of each.

    Parameters
    ----------
    responses
        One row for each respondent (its index names them), one column for each item; missing where a
        respondent did not answer.
    bands
        As in :func:`band_for`.
    lowest, highest
        Ends of the rating of one item.
    items
        How many items the instrument has; None takes the number of columns.
    for_each_item
        Whether the bands are stated for the mean rating of an item rather than for the total.
    fewest
        Fewest answers for which the total is scaled up to all items; None asks for every answer.
    reverse
        Items on which a high rating is unfavourable; each counts as far from the other end of the scale.

    Returns
    -------
    DataFrame
        `respondent`, `answered`, `total` (missing when too few items were answered), `mean` rating of the
        items answered, `scaled` (whether the total was scaled up), `band` (None without a total).

    Raises
    ------
    MethodError
        For an answer off the scale or that is no number, or a number of items that does not fit.

    Examples
    --------
    >>> from types import SimpleNamespace as Band
    >>> bands = [Band(label="weak", low=1, high=2.5, above_low=False),
    ...          Band(label="strong", low=2.5, high=5, above_low=True)]
    >>> answers = pd.DataFrame({"a": [2, 4], "b": [3, 5]}, index=["DoH", "PSNI"])
    >>> scores = score_instrument(answers, bands, lowest=1, highest=5, for_each_item=True)
    >>> scores[["respondent", "total", "band"]].values.tolist()
    [['DoH', 5.0, 'weak'], ['PSNI', 9.0, 'strong']]
    """
    wanted = items if items is not None else responses.shape[1]
    if responses.shape[1] != wanted:
        raise MethodError(f"the responses have {responses.shape[1]} items; the instrument has {wanted}")
    needed = wanted if fewest is None else max(1, fewest)
    rows = []
    for respondent, answers in responses.iterrows():
        ratings = [
            lowest + highest - rating if item in reverse else rating
            for item, answer in answers.dropna().items()
            for rating in [_rating(answer, item, respondent, lowest, highest)]
        ]
        answered, mean = len(ratings), Fraction(sum(ratings), len(ratings)) if ratings else None
        total = mean * wanted if mean is not None and answered >= needed else None
        band = band_for(total / wanted if for_each_item else total, bands) if total is not None else None
        rows.append(
            {
                "respondent": respondent,
                "answered": answered,
                "total": None if total is None else float(total),
                "mean": None if mean is None else float(mean),
                "scaled": total is not None and answered < wanted,
                "band": band.label if band else None,
            }
        )
    table = pd.DataFrame(rows, columns=["respondent", "answered", "total", "mean", "scaled", "band"])
    return table.astype({"total": "float64", "mean": "float64", "band": "object"})


def _rating(answer: object, item: object, respondent: object, lowest: float, highest: float) -> Fraction:
    try:
        rating = _exact(answer)
    except (ValueError, ZeroDivisionError) as error:
        message = f"{respondent} answers item {item} with {answer!r}; give a number from {lowest:g} to {highest:g}"
        raise MethodError(message) from error
    if not _exact(lowest) <= rating <= _exact(highest):
        message = f"{respondent} answers item {item} with {answer}; the scale runs from {lowest:g} to {highest:g}"
        raise MethodError(message)
    return rating


def _exact(number: object) -> Fraction:
    """The number as it is written: 2.6 is 13/5, not its nearest binary fraction."""
    return number if isinstance(number, Fraction) else Fraction(str(number))
