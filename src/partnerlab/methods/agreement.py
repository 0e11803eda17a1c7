"""How far several people who answer the same questions agree: Krippendorff's alpha and Kendall's W.

Neither is a pass mark. A low value is a reason to talk about the items on which answers differ, and with few
items or few raters the interval is wide enough to say so.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import permutations
from typing import Literal, get_args

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from partnerlab.errors import MethodError
from partnerlab.methods.resampling import interval_of
from partnerlab.wording import counted as count

Level = Literal["nominal", "ordinal", "interval", "ratio"]
Array = NDArray[np.float64]
Interval = tuple[float | None, float | None]

RESAMPLES = 1000
CONFIDENCE = 95
"""Resamples for the interval, and its confidence in per cent; ours, not in the guide."""

FEWEST_FOR_INTERVAL = 5
"""Fewest items for an interval: resampling fewer shows only those few; ours, not in the guide."""
FEWEST_ANSWERS = 30
"""Fewest answers for an interval: with two raters and ten items it held in 83 to 99 of 100; ours, not in the guide."""
FEW_ITEMS = 7
"""Up to so many items every order of them is tried to test W; ours, not in the guide."""
ROUNDING = 1e-9
SHUFFLES = 20_000
"""Random orders drawn to test W where there are too many to try; ours, not in the guide."""


@dataclass(frozen=True)
class Agreement:
    """How far raters agree.

    Parameters
    ----------
    method
        "Krippendorff's alpha" or "Kendall's W".
    value
        1 is full agreement; alpha 0 is what chance gives and below 0 is systematic disagreement, W 0 is no
        common order. None when it cannot be told.
    low, high
        Interval by resampling items; None where it cannot be had: too few items or answers, or no disagreement at all,
        for then resampling shows none either and an interval without width would claim to be sure.
    level
        Of the interval, in per cent.
    units, raters, answers
        Items, raters and answers that the value rests on.
    dropped
        Items left out: for alpha those with fewer than two answers, for W those that not every rater
        answered.
    sentence
        The result in words, or what is missing.
    p_value
        For W: how often raters without any common order agree as far or further by chance, 0 to 1; None for alpha.
    """

    method: str
    value: float | None
    low: float | None
    high: float | None
    level: int
    units: int
    raters: int
    answers: int
    dropped: int
    sentence: str
    p_value: float | None = None

    @property
    def enough(self) -> bool:
        """Whether the answers sufficed."""
        return self.value is not None


def krippendorff_alpha(
    ratings: pd.DataFrame,
    level: Level,
    *,
    order: Sequence[object] | None = None,
    resamples: int = RESAMPLES,
    seed: int = 1,
) -> Agreement:
    """Measure the agreement of raters beyond chance, with missing answers allowed.

    Parameters
    ----------
    ratings
        One row for each item, one column for each rater; missing where a rater did not answer.
    level
        What differences between answers mean: "nominal" (same or not), "ordinal" (order), "interval"
        (distance), "ratio" (distance from zero).
    order
        Answers that are words, lowest first; needed for any level but nominal. None for numbers.
    resamples, seed
        Number of resamples and seed of the interval; 0 resamples give none.

    Returns
    -------
    Agreement
        With value None when fewer than two raters answered, fewer than two items have two answers, or
        all answers are the same, for then there is no disagreement to expect and alpha has no meaning.

    Raises
    ------
    MethodError
        For an unknown level, or words without an order.

    Notes
    -----
    K. Krippendorff, *Computing Krippendorff's Alpha-Reliability* (2011). The
    interval resamples items, as if they were drawn from all that might be asked: see
    `partnerlab.methods.resampling` for how, and `docs/methods-networks.md` for how often it holds.

    Examples
    --------
    >>> answers = pd.DataFrame({"DoH": [1, 2, 3, 3, 2], "PSNI": [1, 2, 3, 3, 2], "Council": [1, 2, 3, None, 2]})
    >>> krippendorff_alpha(answers, "ordinal").value
    1.0
    """
    if level not in get_args(Level):
        raise MethodError(f"level is {level!r}; write one of {', '.join(get_args(Level))}")
    codes = _codes(ratings, level, order)
    pairable = codes[(~np.isnan(codes)).sum(axis=1) >= 2]
    counted = _Counted(
        units=len(pairable),
        raters=int((~np.isnan(pairable)).any(axis=0).sum()),
        answers=int((~np.isnan(pairable)).sum()),
        dropped=len(codes) - len(pairable),
    )
    name = "Krippendorff's alpha"
    seen = np.unique(pairable[~np.isnan(pairable)])
    if counted.raters < 2 or counted.units < 2 or seen.size < 2:
        return _refuse(name, counted, same=counted.units >= 2 and seen.size == 1)
    tally = np.stack([(pairable == code).sum(axis=1) for code in seen], axis=1)
    value = float(_alphas(tally, seen, level, np.ones((1, counted.units)))[0])
    interval: Interval = (None, None)
    if counted.units >= FEWEST_FOR_INTERVAL and counted.answers >= FEWEST_ANSWERS:
        interval = interval_of(
            lambda times: _alphas(tally, seen, level, times),
            counted.units,
            resamples=resamples,
            confidence=CONFIDENCE / 100,
            seed=seed,
        ) or (None, None)
    return _result(name, value, interval, counted)


def kendall_w(ratings: pd.DataFrame) -> Agreement:
    """Measure how far raters put the same items in the same order.

    Parameters
    ----------
    ratings
        One row for each item, one column for each rater; higher numbers rank higher. Items that not every
        rater answered are left out, and counted in `dropped`.

    Returns
    -------
    Agreement
        W from 0 to 1, corrected for ties; None when fewer than two raters or two items are left, or all
        raters tie everything. No interval; `p_value` tests it against raters that share no order.

    Notes
    -----
    W = 12 S / (m²(n³ − n) − m ΣT), with T the sum of t³ − t over each rater's groups of t tied items (M. G.
    Kendall, *Rank Correlation Methods*). A rater who gives every item the same answer has no order and
    lowers W through S alone.

    Examples
    --------
    >>> kendall_w(pd.DataFrame({"DoH": [1, 2, 3], "PSNI": [2, 4, 5]})).value
    1.0
    """
    codes = _codes(ratings, "ordinal", None)
    codes = codes[:, (~np.isnan(codes)).any(axis=0)]
    whole = codes[~np.isnan(codes).any(axis=1)]
    n, m = whole.shape
    counted = _Counted(units=n, raters=m, answers=n * m, dropped=len(codes) - n)
    if n < 2 or m < 2:
        return _refuse("Kendall's W", counted)
    ranks = pd.DataFrame(whole).rank().to_numpy()
    spread = float(((ranks.sum(axis=1) - m * (n + 1) / 2) ** 2).sum())
    tied = sum(float((size**3 - size).sum()) for size in (np.unique(c, return_counts=True)[1] for c in whole.T))
    greatest = m**2 * (n**3 - n) - m * tied
    if greatest <= 0:
        return _refuse("Kendall's W", counted, same=True)
    p_value = _test_orders(ranks, spread)
    result = _result("Kendall's W", 12 * spread / greatest, (None, None), counted)
    chance = f"{'under 0.001' if p_value < 0.001 else f'{p_value:.3f}'}"
    told = f" Raters without a common order agree as far or further with a chance of {chance}."
    return replace(result, p_value=p_value, sentence=result.sentence + told)


def _test_orders(ranks: Array, spread: float) -> float:
    """Return how often raters that order the items at random come as far from an even sum of ranks, or further."""
    items, raters = ranks.shape
    orders = math.factorial(items)
    even = raters * (items + 1) / 2
    if items <= FEW_ITEMS and orders ** (raters - 1) <= SHUFFLES:
        sums = ranks[:, [0]]
        for rater in range(1, raters):
            other = np.array(list(permutations(ranks[:, rater]))).T
            sums = (sums[:, :, None] + other[:, None, :]).reshape(items, -1)
        spreads = ((sums - even) ** 2).sum(axis=0)
        return float(np.mean(spreads >= spread - ROUNDING))
    shuffled = np.random.default_rng(1).permuted(np.repeat(ranks.T[None], SHUFFLES, axis=0), axis=2)
    spreads = ((shuffled.sum(axis=1) - even) ** 2).sum(axis=1)
    return float((1 + np.count_nonzero(spreads >= spread - ROUNDING)) / (1 + SHUFFLES))


@dataclass(frozen=True)
class _Counted:
    units: int
    raters: int
    answers: int
    dropped: int


def _codes(ratings: pd.DataFrame, level: Level, order: Sequence[object] | None) -> Array:
    """Answers as numbers: their place in the order, themselves, or (nominal words) any number each."""
    words: list[object] = list(order) if order is not None else []
    if order is None and level == "nominal":
        ratings = ratings.map(_word, na_action="ignore")
        words = [*sorted({str(answer) for answer in ratings.to_numpy().ravel() if not pd.isna(answer)})]
    places = {word: place for place, word in enumerate(words, start=1)}
    return np.array(
        [
            [np.nan if pd.isna(answer) else _code(answer, places, rater) for answer in answers]
            for rater, answers in ratings.items()
        ],
        dtype=np.float64,
    ).T.reshape(ratings.shape)


def _word(answer: object) -> str:
    """An answer as a word: 1 and 1.0 are one, for a column with a gap holds decimals."""
    return str(int(answer) if isinstance(answer, (float, np.floating)) and float(answer).is_integer() else answer)


def _code(answer: object, places: dict[object, int], rater: object) -> float:
    if places and answer in places:
        return float(places[answer])
    if not places and isinstance(answer, (int, float, np.number)):
        return float(answer)
    rule = f"the order is {', '.join(map(str, places))}" if places else "give numbers, or the order of the words"
    raise MethodError(f"answer {answer!r} of {rater} has no place: {rule}")


def _alphas(tally: NDArray[np.int_], seen: Array, level: Level, times: Array) -> Array:
    """Alpha of each row of `times`, which says how often each item counts; NaN where there is no variation."""
    paired = tally[:, :, None] * (tally[:, None, :] - np.eye(len(seen)))
    observed = np.tensordot(times, paired / (tally.sum(axis=1) - 1)[:, None, None], 1)
    held = observed.sum(axis=2)
    varied = (held > 0).sum(axis=1) > 1
    apart = _distances(seen, level, held)
    expected = held[:, :, None] * held[:, None, :] / np.maximum(held.sum(axis=1) - 1, 1e-9)[:, None, None]
    wanted = (expected * apart).sum(axis=(1, 2))
    found: Array = 1 - (observed * apart).sum(axis=(1, 2)) / np.where(varied, wanted, np.nan)
    return found


def _distances(seen: Array, level: Level, held: Array) -> Array:
    """Squared distance of each answer from each other, for each draw (last two axes) with so many of each answer."""
    low, high = seen[:, None], seen[None, :]
    if level == "nominal":
        return np.asarray(low != high, dtype=np.float64)[None]
    if level == "interval":
        return np.asarray((low - high) ** 2)[None]
    if level == "ratio":
        whole = np.where(low + high == 0, 1, low + high)
        return np.asarray(((low - high) / whole) ** 2)[None]
    middle = held.cumsum(axis=1) - held / 2
    return np.asarray((middle[:, :, None] - middle[:, None, :]) ** 2)


def _result(method: str, value: float, interval: Interval, counted: _Counted) -> Agreement:
    low, high = interval
    sentence = f"{method} is {value:.2f}"
    if low is not None and high is not None:
        sentence += f" ({CONFIDENCE}% interval {low:.2f} to {high:.2f})"
    who = count(counted.raters, "rater")
    sentence += f", from {count(counted.answers, 'answer')} by {who} to {count(counted.units, 'item')}"
    if counted.dropped:
        sentence += f"; {counted.dropped} left out with too few answers"
    return Agreement(method, value, low, high, CONFIDENCE, **vars(counted), sentence=f"{sentence}.")


def _refuse(method: str, counted: _Counted, *, same: bool = False) -> Agreement:
    have = f"{count(counted.raters, 'rater')} and {count(counted.units, 'item')} with enough answers"
    sentence = (
        f"Not enough data for {method}: all answers are the same, so we cannot tell agreement from habit."
        if same
        else f"Not enough data for {method}: {have}; at least 2 of each are needed."
    )
    return Agreement(method, None, None, None, CONFIDENCE, **vars(counted), sentence=sentence)
