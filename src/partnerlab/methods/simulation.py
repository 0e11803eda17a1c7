"""How much is at stake, and whose: the total cost of risks that may occur together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike, NDArray

from partnerlab.errors import MethodError
from partnerlab.methods.copula import Losses, draw_losses
from partnerlab.methods.correlation import read_correlation
from partnerlab.methods.exposure import QUANTILES, Exposure, find_amounts, quantile_name, share, shares_under
from partnerlab.methods.severity import cost_moments, read_risks

Floats = NDArray[np.float64]

SEED = 1
TAIL = 0.95  # a partner's share is of the worst one in twenty; not in the guide
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
        How far risks strike together: one number for every pair, or a risk × risk matrix. 0: independent.
        1: all driven by one cause.
    draws
        Number of draws, 100 or more.
    seed
        The same seed gives the same draws.
    distribution
        For risks that do not name one.
    quantiles
        Probabilities to report, between 0 and 1.
    tail
        Level whose passing defines the tail, between 0 and 1.
    repair
        Replace correlations that cannot hold together by the nearest that can, and say so. False: refuse.

    Returns
    -------
    Exposure

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

    A share of the tail is the mean contribution of a risk in draws whose total passes its quantile (Euler
    allocation of the expected shortfall: Tasche 1999); such contributions add up. Where no draw passes the
    quantile because the largest total is that common, draws that reach it are taken.

    Standard errors: of quantiles from order statistics, of the others from moments.

    Examples
    --------
    >>> import pandas as pd
    >>> row = {"probability": 0.5, "low": 0, "likely": 30, "high": 60, "lead": "police"}
    >>> two = simulate_exposure(pd.DataFrame([row, row], index=["R1", "R2"]), draws=10_000)
    >>> two.expected, abs(two.mean - two.expected) < 4 * two.mean_error
    (30.0, True)
    >>> bool(abs(two.risks["tail_loss"].sum() - two.tail_mean) < 1e-6)
    True
    """
    _check_settings(draws, quantiles, tail)
    table = read_risks(risks, distribution=distribution)
    ties = read_correlation(correlation, table.index, repair=repair)
    losses, at_least_one = draw_losses(table, ties.matrix.to_numpy(), draws, seed)
    total = losses.sum(axis=0, dtype=np.float64)
    ordered = np.sort(total)
    contributions = _contributions(table, losses, total, tail)
    spread = float(total.std(ddof=1))
    fourth = float(np.mean((total - total.mean()) ** 4))
    bare = Exposure(
        mean=float(total.mean()),
        mean_error=spread / draws**0.5,
        expected=float(contributions["expected"].sum()),
        standard_deviation=spread,
        standard_deviation_error=(max(fourth - spread**4, 0.0) / draws) ** 0.5 / (2 * spread or 1.0),
        quantiles=_quantile_table(ordered, quantiles),
        exceedance=_exceedance_table(ordered),
        at_least_one=at_least_one,
        tail=tail,
        tail_mean=float(contributions["tail_loss"].sum()),
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
    threshold = find_amounts(total, [tail])[0]
    worst = np.flatnonzero(total > threshold)
    if not len(worst):
        worst = np.flatnonzero(total >= threshold)
    in_tail = losses[:, worst]
    moments = cost_moments(risks)
    table = risks.assign(cost_mean=moments["cost_mean"], expected=moments["loss_mean"])
    table["mean"] = losses.mean(axis=1, dtype=np.float64)
    table["tail_loss"] = in_tail.mean(axis=1, dtype=np.float64)
    table["tail_error"] = in_tail.std(axis=1, dtype=np.float64) / len(worst) ** 0.5
    table["share_of_mean"] = share(table["expected"].to_numpy())
    table["share_of_tail"] = share(table["tail_loss"].to_numpy())
    return table


def _quantile_table(ordered: Floats, levels: Sequence[float]) -> pd.DataFrame:
    """Quantiles with standard errors: half the width of the order statistics one error either side."""
    count = len(ordered)
    level = np.array(levels, dtype=float)
    width = np.sqrt(count * level * (1 - level))
    below, at, above = (
        ordered[np.clip(np.ceil(count * level + shift).astype(int) - 1, 0, count - 1)] for shift in (-width, 0.0, width)
    )
    names = [quantile_name(value) for value in levels]
    return pd.DataFrame({"name": names, "probability": level, "amount": at, "error": (above - below) / 2})


def _exceedance_table(ordered: Floats) -> pd.DataFrame:
    chance = np.array(EXCEEDANCE)
    places = np.clip(np.ceil(len(ordered) * (1 - chance) - 1e-9).astype(int) - 1, 0, len(ordered) - 1)
    return pd.DataFrame({"amount": ordered[places], "probability": chance})
