"""How much is at stake, and whose: the total cost of risks that may occur together."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike, NDArray

from partnerlab.errors import MethodError
from partnerlab.methods.copula import Losses, draw_losses, standing_order
from partnerlab.methods.correlation import read_correlation
from partnerlab.methods.exposure import (
    ATOM,
    JUMP,
    QUANTILES,
    SMOOTH,
    Exposure,
    amounts_at,
    quantile_name,
    share,
    shares_under,
)
from partnerlab.methods.severity import cost_moments, read_risks

Floats = NDArray[np.float64]

SEED = 1
TAIL = 0.95  # a partner's share is of the worst one in twenty; not in the guide
TWICE = 1.96  # standard errors either side of an estimate that hold it in 95 of 100 runs
REACH = 3.0  # standard errors either side within which a jump is looked for
EXCEEDANCE = (*(round(1 - step / 100, 2) for step in range(1, 100)), 0.005, 0.002, 0.001)


def simulate_exposure(
    risks: pd.DataFrame,
    *,
    correlation: float | pd.DataFrame | ArrayLike = 0.0,
    draws: int = 100_000,
    seed: int = SEED,
    distribution: str = "pert",
    quantiles: Sequence[float] = QUANTILES,
    tail: float = TAIL,
    repair: bool = False,
) -> Exposure:
    """Simulate what the risks may cost together (¶4.3), in money or in time.

    Parameters
    ----------
    risks
        One row for each risk: `probability` (0-1) that it occurs, and if it does, its cost: `low` ≤
        `likely` ≤ `high` (0 or more, one unit for all). Optional `distribution` ("pert", "triangular")
        and `lead` (partner; missing for none).
    correlation
        How far risks strike together: one number for every pair, or a risk × risk matrix. It is the correlation of
        the normal scores behind the losses, not of the losses, which correlate less: see
        `partnerlab.methods.exposure.loss_correlation`. 0: independent. 1: all driven by one cause.
    draws
        Number of draws, 100 or more.
    seed
        The same seed and the same name give a risk the same draws, whatever other risks there are and in whatever
        order they stand.
    distribution
        For risks that do not name one.
    quantiles
        Probabilities to report, between 0 and 1.
    tail
        Level whose passing defines the tail, between 0 and 1.
    repair
        Replace correlations that cannot hold together by the nearest that can, and say so. False: refuse.

    Raises
    ------
    MethodError
        For risks or correlations that are not what they must be, and for an empty register: no risks on
        record means that exposure is not known, not that it is 0.

    Notes
    -----
    Each risk has one standard normal score in each draw; the Gaussian copula ties the scores together. The
    risk occurs when its score is among the highest `probability` of the scale, and the further up, the
    dearer: occurrence and size follow one score, so the correlation acts on the whole loss. At correlation
    0 losses are independent; at 1 they are comonotone: the total's quantile is the sum of the risks'
    quantiles. The Gaussian copula knows no tail dependence of its own, so extreme events that strike
    everyone may be understated (Embrechts, McNeil and Straumann 2002).

    A share of the tail is the mean contribution of a risk in the worst draws, of which there are exactly
    `(1 - tail) × draws` (Euler allocation of the expected shortfall: Tasche 1999); such contributions add up. Where
    more draws come to the quantile itself than the tail has room for, each of them counts in part, all alike
    (Acerbi and Tasche 2002).

    Standard errors: of quantiles from order statistics, of the others from moments.

    Examples
    --------
    >>> import pandas as pd
    >>> row = {"probability": 0.5, "low": 0, "likely": 30, "high": 60, "lead": "police"}
    >>> two = simulate_exposure(pd.DataFrame([row, row], index=["R1", "R2"]), draws=10_000)
    >>> two.expected, abs(two.mean - two.expected) < 4 * two.standard_deviation / two.draws**0.5
    (30.0, True)
    >>> bool(abs(two.risks["tail_loss"].sum() - two.tail_mean) < 1e-6)
    True
    """
    _check_settings(draws, quantiles, tail)
    table = read_risks(risks, distribution=distribution)
    ties = read_correlation(correlation, table.index, repair=repair)
    losses, at_least_one = draw_losses(table, ties.matrix.to_numpy(), draws, seed)
    # In double precision, and in an order that no row's place changes: sums in single depend on which comes first.
    total = np.zeros(draws)
    for place in standing_order(table):
        total += losses[place]
    ordered = np.sort(total)
    contributions = _contributions(table, losses, total, tail)
    spread = float(total.std(ddof=1))
    # The error of a standard deviation hangs on the fourth moment: losses are far from normal, and 1/√2n is too small.
    fourth = float(np.mean((total - total.mean()) ** 4))
    bare = Exposure(
        mean=float(total.mean()),
        expected=math.fsum(contributions["expected"]),
        standard_deviation=spread,
        standard_deviation_error=(max(fourth - spread**4, 0.0) / draws) ** 0.5 / (2 * spread or 1.0),
        quantiles=_quantile_table(ordered, quantiles),
        exceedance=_exceedance_table(ordered),
        at_least_one=at_least_one,
        tail=tail,
        tail_mean=math.fsum(contributions["tail_loss"]),
        risks=contributions,
        partners=None,
        correlation=ties,
        draws=draws,
        seed=seed,
        losses=losses,
    )
    if "lead" not in risks:
        return bare
    return replace(bare, partners=shares_under(bare, dict(zip(table.index, table["lead"], strict=True))))


def _check_settings(draws: int, quantiles: Sequence[float], tail: float) -> None:
    if draws < 100:
        raise MethodError(f"draws is {draws}; fewer than 100 say nothing about a total")
    for level in (*quantiles, tail):
        if not 0 < level < 1:
            raise MethodError(f"{level:g} is no probability between 0 and 1; P80 is 0.8")


def _contributions(risks: pd.DataFrame, losses: Losses, total: Floats, tail: float) -> pd.DataFrame:
    """Split the mean and the tail of the total between the risks."""
    worst, weight = tail_of(total, tail)
    in_tail = losses[:, worst]
    moments = cost_moments(risks)
    table = risks.assign(cost_mean=moments["cost_mean"], expected=moments["loss_mean"])
    table["mean"] = losses.mean(axis=1, dtype=np.float64)
    # Of exactly the worst draws, for the mean over "all that reach the quantile" takes in too many where amounts are
    # equal, and shares of it would fall when a common amount happens to stand there.
    size = round(len(total) * (1 - tail), 9)
    table["tail_loss"] = (in_tail * weight).sum(axis=1) / size
    apart = (in_tail - table["tail_loss"].to_numpy()[:, None]) ** 2
    table["tail_error"] = ((apart * weight).sum(axis=1) / size / size) ** 0.5
    table["share_of_mean"] = share(table["expected"].to_numpy())
    table["share_of_tail"] = share(table["tail_loss"].to_numpy())
    return table


def tail_of(total: Floats, tail: float) -> tuple[NDArray[np.intp], Floats]:
    """Return the draws that make up the worst part of all, and how far each belongs to it.

    Parameters
    ----------
    total
        The total of each draw.
    tail
        Level whose passing defines the tail, between 0 and 1.

    Returns
    -------
    tuple of ndarray
        Places of draws, and weights above 0 and up to 1 that add up to exactly `(1 - tail)` of the draws. Draws above
        the quantile count in full; those at it share what room is left.

    Examples
    --------
    Two of twenty draws cost 100: the worst tenth is both, the worst twentieth is half of each.

    >>> total = np.array([0.0] * 18 + [100.0] * 2)
    >>> [weights.tolist() for _, weights in (tail_of(total, 0.9), tail_of(total, 0.95))]
    [[1.0, 1.0], [0.5, 0.5]]
    """
    size = round(len(total) * (1 - tail), 9)  # 1 - 0.95 is a little above a twentieth in binary
    threshold = amounts_at(total, [tail])[0]
    worst = np.flatnonzero(total >= threshold)
    at_quantile = total[worst] == threshold
    room = size - np.count_nonzero(~at_quantile)
    weight = np.where(at_quantile, room / np.count_nonzero(at_quantile), 1.0)
    belongs = weight > size * 1e-12  # nothing but rounding is left for those at the quantile
    return worst[belongs], weight[belongs]


def _quantile_table(ordered: Floats, levels: Sequence[float]) -> pd.DataFrame:
    """Quantiles with their errors from order statistics, and whether they stand on a jump or on one amount."""
    count = len(ordered)
    level = np.array(levels, dtype=float)
    width = np.sqrt(count * level * (1 - level))

    def places(errors: float) -> NDArray[np.intp]:
        return np.asarray(np.clip(np.ceil(count * level + errors * width - 1e-9) - 1, 0, count - 1), dtype=np.intp)

    # The rank of a quantile is binomial, so that ranks one error either side hold it whatever the losses are like; a
    # density, which the usual formula divides by, is 0 in the gaps between amounts.
    at, below, above = (ordered[places(errors)] for errors in (0.0, -1.0, 1.0))
    low, high = ordered[places(-TWICE)], ordered[places(TWICE)]
    where = []
    for row, (first, last) in enumerate(zip(places(-REACH), places(REACH), strict=True)):
        near = ordered[first : last + 1]
        gaps = np.diff(near)
        widest = int(gaps.argmax()) if len(gaps) else 0
        if near[0] == near[-1]:
            where.append(ATOM)
        # One gap wider than all the rest together: another seed may land on its other side.
        elif gaps[widest] > (near[-1] - near[0]) / 2:
            where.append(JUMP)
            low[row], high[row] = near[widest], near[widest + 1]
        else:
            where.append(SMOOTH)
    names = [quantile_name(value) for value in levels]
    columns = {"name": names, "probability": level, "amount": at, "error": (above - below) / 2}
    return pd.DataFrame({**columns, "low": low, "high": high, "where": where})


def _exceedance_table(ordered: Floats) -> pd.DataFrame:
    chance = np.array(EXCEEDANCE)
    places = np.clip(np.ceil(len(ordered) * (1 - chance) - 1e-9).astype(int) - 1, 0, len(ordered) - 1)
    return pd.DataFrame({"amount": ordered[places], "probability": chance})
