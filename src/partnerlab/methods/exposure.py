"""What a simulated exposure holds, whose it is under any leads, and which risks drive it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from partnerlab.errors import MethodError
from partnerlab.methods.copula import Losses
from partnerlab.methods.correlation import Correlation

Floats = NDArray[np.float64]

QUANTILES = (0.5, 0.8, 0.95)  # P50, P80, P95: usual in public-sector cost estimates; not in the guide
NO_LEAD = "no lead"
SMOOTH, JUMP, ATOM = "smooth", "jump", "atom"
"""Where a quantile stands: among amounts that lie close, between two that lie apart, or on one that is common."""


@dataclass(frozen=True, eq=False)
class Exposure:
    """The total cost of all risks together, simulated. Amounts are in the unit of the costs given.

    Parameters
    ----------
    expected
        The mean, exact: Σ probability × mean cost, whatever the correlation. The one to show.
    mean
        Mean of the simulated totals: `expected` within its Monte-Carlo error, or the draws are wrong.
    standard_deviation, standard_deviation_error
        Of the total; the second is its Monte-Carlo standard error.
    quantiles
        One row for each probability asked: `name` (P50), `probability`, `amount` (not passed with that
        probability), `error` (Monte-Carlo standard error), `low` and `high` (ends of the 95% Monte-Carlo interval)
        and `where`: "smooth"; "jump" when totals leave a gap there and the draws cannot tell on which side the
        quantile lies, so that `low` and `high` are the two sides; "atom" when every draw nearby comes to that one
        amount, which then is exact and needs no interval.
    exceedance
        `amount` and the `probability` (0-1) that the total passes it, from likely to rare.
    at_least_one
        Probability that at least one risk occurs.
    tail, tail_mean
        Probability level of the tail, and the mean total of exactly the worst (1 - tail) of the draws.
    risks
        One row for each risk: `probability`, `cost_mean`, `expected` (exact), `mean` (simulated),
        `tail_loss` (mean contribution in the tail, Euler; adds up to `tail_mean`), `tail_error`,
        `share_of_mean`, `share_of_tail` (each adds up to 1; missing when the total is 0), `lead`.
    partners
        `shares_under` for the leads given; None when the risks had no column `lead`.
    correlation
        The correlations used, of the normal scores behind the losses, and their repair if there was one.
    draws, seed
        How many draws, and from which seed.
    losses
        Risk × draw, read only: what each risk cost in each draw.
    """

    mean: float
    expected: float
    standard_deviation: float
    standard_deviation_error: float
    quantiles: pd.DataFrame
    exceedance: pd.DataFrame
    at_least_one: float
    tail: float
    tail_mean: float
    risks: pd.DataFrame
    partners: pd.DataFrame | None
    correlation: Correlation
    draws: int
    seed: int
    losses: Losses


def shares_under(exposure: Exposure, leads: Mapping[str, str | None] | pd.DataFrame) -> pd.DataFrame:
    """Each partner's part of the exposure under other leads, from the same draws.

    Parameters
    ----------
    leads
        Risk → partner that carries it (missing or left out: "no lead"); or a risk × partner table of
        shares, each row adding up to 1.

    Returns
    -------
    pandas.DataFrame
        One row for each partner (and "no lead" if some risk has none): `risks` (how many it carries,
        shared ones in part), `expected` (exact mean), `tail_loss`, `share_of_mean`, `share_of_tail` (each
        adds up to 1 over partners; missing when there is nothing to share), and the partner's own `p50`,
        `p80`, `p95`, which do not add up.

    Raises
    ------
    MethodError
        When a risk is unknown or shares do not add up to 1.

    Examples
    --------
    >>> import pandas as pd
    >>> row = {"probability": 0.5, "low": 0, "likely": 30, "high": 60}
    >>> from partnerlab.methods.simulation import simulate_exposure
    >>> two = simulate_exposure(pd.DataFrame([row, row], index=["R1", "R2"]), draws=1_000)
    >>> shares_under(two, {"R1": "police", "R2": "police"})["share_of_tail"].to_dict()
    {'police': 1.0}
    """
    table = exposure.risks
    carried = _carried(leads, table.index)
    weight = carried.to_numpy(dtype=float)
    expected = weight.T @ table["expected"].to_numpy()
    tail_loss = weight.T @ table["tail_loss"].to_numpy()
    alike = {part.tobytes(): part for part in weight.T}  # in equal shares all are, and quantiles take long
    own = {key: amounts_at(_own_loss(exposure.losses, part), QUANTILES) for key, part in alike.items()}
    names = [quantile_name(q).lower() for q in QUANTILES]
    amounts = np.transpose([own[part.tobytes()] for part in weight.T])
    return pd.DataFrame(
        {
            "risks": weight.sum(axis=0),
            "expected": expected,
            "tail_loss": tail_loss,
            "share_of_mean": share(expected),
            "share_of_tail": share(tail_loss),
            **dict(zip(names, amounts, strict=True)),
        },
        index=carried.columns,
    )


TENTHS = 10
"""Parts of the draws by which the error of a difference is known."""


def tornado_table(exposure: Exposure, *, quantile: float | None = 0.8) -> pd.DataFrame:
    """What each risk does to the total: were it absent, and were its cost known to be low or high.

    Parameters
    ----------
    quantile
        Quantile of the total to look at; None for the mean.

    Returns
    -------
    pandas.DataFrame
        One row for each risk, widest first: `absent` (the total's quantile or mean without this risk),
        `at_low` and `at_high` (with its cost, whenever it occurs, at its low or high end), `total` (as it
        stands), `swing` (`at_high` - `at_low`), `widest` (whether it is the widest swing, or one that the draws
        cannot tell from it: within three standard errors of their difference, by tenths of the draws). The same draws
        are used throughout, so differences between risks are firmer than the Monte-Carlo error of each number.

    Examples
    --------
    >>> import pandas as pd
    >>> from partnerlab.methods.simulation import simulate_exposure
    >>> certain = {"probability": 1.0, "low": 10, "likely": 20, "high": 30}
    >>> table = tornado_table(simulate_exposure(pd.DataFrame([certain], index=["R1"]), draws=1_000))
    >>> table.loc["R1", ["absent", "at_low", "at_high"]].to_list()
    [0.0, 10.0, 30.0]
    """
    if quantile is not None and not 0 < quantile < 1:
        raise MethodError(f"quantile is {quantile:g}; it must be between 0 and 1")

    def measured(total: Floats) -> float:
        if quantile is None:
            return float(total.mean())
        return float(amounts_at(total, [quantile])[0])

    total = exposure.losses.sum(axis=0, dtype=np.float64)
    rows, swings = [], []
    for losses, low, high in zip(exposure.losses, exposure.risks["low"], exposure.risks["high"], strict=True):
        rest = total - losses
        occurs = losses > 0  # its size is moved, not its chance: the same draws are struck, so that only the size shows
        low_end, high_end = rest + low * occurs, rest + high * occurs
        rows.append([measured(part) for part in (rest, low_end, high_end)])
        tenths = zip(np.array_split(low_end, TENTHS), np.array_split(high_end, TENTHS), strict=True)
        swings.append([measured(up) - measured(down) for down, up in tenths])
    table = pd.DataFrame(rows, exposure.risks.index, ["absent", "at_low", "at_high"])
    table = table.clip(lower=0).assign(total=measured(total), swing=table["at_high"] - table["at_low"])
    behind = np.array(swings)[int(table["swing"].to_numpy().argmax())] - np.array(swings)
    table["widest"] = table["swing"].max() - table["swing"] <= 3 * behind.std(axis=1, ddof=1) / TENTHS**0.5
    return table.sort_values("swing", ascending=False, kind="stable")


def loss_correlation(exposure: Exposure) -> pd.DataFrame:
    """Return how far the losses themselves correlate, which is less than the normal scores behind them.

    A score correlation of ½ between two risks that occur in one year in twenty gives yes-or-no losses that correlate
    at about a fifth: most of the scale is "nothing happens", where the scores' tie cannot be seen.

    Returns
    -------
    pandas.DataFrame
        Risk × risk, Pearson's correlation over the draws; missing for a risk whose loss is the same in every draw.

    Examples
    --------
    >>> import pandas as pd
    >>> from partnerlab.methods.simulation import simulate_exposure
    >>> row = {"probability": 0.5, "low": 1, "likely": 1, "high": 1}
    >>> two = simulate_exposure(pd.DataFrame([row, row], index=["R1", "R2"]), correlation=0.5)
    >>> round(float(loss_correlation(two).loc["R1", "R2"]), 1)  # 1/3: Sheppard (1899)
    0.3
    """
    names = exposure.risks.index
    apart = exposure.losses - exposure.losses.mean(axis=1, dtype=np.float64).astype(np.float32)[:, None]
    together = (apart @ apart.T).astype(np.float64)
    spread = np.sqrt(np.diag(together))
    spread[spread <= 1e-6 * np.abs(exposure.losses).max(axis=1, initial=0.0) * exposure.draws**0.5] = np.nan
    return pd.DataFrame(np.clip(together / np.outer(spread, spread), -1, 1), names, names)


def largest_losses(exposure: Exposure) -> Floats:
    """Return the largest single loss of each draw: 0 where no risk occurred.

    Losses in time need not add up. If no work waits for other work, the end slips by the longest delay; if each waits
    for the one before, by the sum. Where there is no slack the truth lies between the two.

    Examples
    --------
    >>> import pandas as pd
    >>> from partnerlab.methods.simulation import simulate_exposure
    >>> certain = [{"probability": 1.0, "low": days, "likely": days, "high": days} for days in (10, 30)]
    >>> float(largest_losses(simulate_exposure(pd.DataFrame(certain, index=["R1", "R2"]), draws=100)).mean())
    30.0
    """
    return np.asarray(exposure.losses.max(axis=0), dtype=np.float64)


def amounts_at(losses: Floats, levels: Sequence[float]) -> Floats:
    """Return the least of the losses that is not passed with each probability: their quantiles.

    As `numpy.quantile` with ``method="inverted_cdf"``, which takes two to five times as long.

    Examples
    --------
    >>> amounts_at(np.array([40.0, 10.0, 20.0, 30.0]), [0.5, 0.8]).tolist()
    [20.0, 40.0]
    """
    places = np.ceil(len(losses) * np.asarray(levels) - 1).astype(int)
    return np.asarray(np.sort(losses)[np.maximum(places, 0)])


def share(amounts: Floats) -> Floats:
    """Return each amount's share of their sum; missing when there is nothing to share."""
    total = amounts.sum()
    return amounts / total if total > 0 else np.full(len(amounts), np.nan)


def quantile_name(level: float) -> str:
    """Return P80 for 0.8."""
    return f"P{level * 100:g}"


def _carried(leads: Mapping[str, str | None] | pd.DataFrame, risks: pd.Index) -> pd.DataFrame:
    """Return a risk × partner table of shares, whichever way leads were given."""
    given = leads.index if isinstance(leads, pd.DataFrame) else pd.Index(list(leads))
    unknown = [str(risk) for risk in given if risk not in risks]
    if unknown:
        raise MethodError(f"leads name {', '.join(unknown)}, which was not simulated")
    if isinstance(leads, pd.DataFrame):
        shares = leads.reindex(risks).astype(float)
        wrong = ~np.isclose(shares.sum(axis=1, skipna=False), 1.0) | (shares < 0).any(axis=1)
        if wrong.any():
            raise MethodError(f"the shares of {risks[np.asarray(wrong)][0]} must be 0 or more and add up to 1")
        return shares
    named = pd.Series([leads.get(risk) for risk in risks], index=risks, dtype=object)
    carriers = named.where(named.notna(), NO_LEAD)
    partners = [*dict.fromkeys(named.dropna()), *([NO_LEAD] if named.isna().any() else [])]
    return pd.DataFrame({partner: (carriers == partner).astype(float) for partner in partners}, index=risks)


def _own_loss(losses: Losses, part: Floats) -> Floats:
    """Add up what one partner carries, looking only at the risks it carries."""
    mine = np.flatnonzero(part)
    total = np.zeros(losses.shape[1])
    for risk in mine:
        total += part[risk] * losses[risk]
    return total
