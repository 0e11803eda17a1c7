"""What each partner carries, in proportion to what it has and to what it gains."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd

from partnerlab.errors import MethodError


@dataclass(frozen=True, eq=False)
class Fairness:
    """Shares of exposure beside shares of resources and of benefit.

    Parameters
    ----------
    shares
        One row for each partner: `exposure`, `resources`, `benefit` (shares, 0-1, each column adds up to
        1; missing when not given) and `exposure_to_resources`, `exposure_to_benefit` (ratio of shares: 1
        in proportion, 2 twice the share; missing where the second share is 0 or missing).
    moved_for_resources
        0-1: the part of all exposure that would have to change hands for its shares to match those of resources.
        Missing when there is nothing to match.
    """

    shares: pd.DataFrame
    moved_for_resources: float | None


def score_fairness(
    exposure: Mapping[str, float],
    *,
    resources: Mapping[str, float] | None = None,
    benefit: Mapping[str, float] | None = None,
) -> Fairness:
    """Set each partner's share of exposure against its shares of resources and of benefit.

    Parameters
    ----------
    exposure
        Partner → exposure, 0 or more, any unit: its part of the tail, say.
    resources, benefit
        Partner → amount, 0 or more, in any unit of their own. A partner left out or missing makes the whole
        comparison unknown, for a share needs the sum. None: not compared.

    Raises
    ------
    MethodError
        For a negative amount or a name that carries no exposure entry.

    Notes
    -----
    The index is half the sum of absolute differences of shares (Duncan and Duncan 1955, American
    Sociological Review 20, 210-217; also Hoover's). 0 is full proportion; what counts as fair is for the
    partners to say: the guide asks for fair allocation (App. 2 item 10) and gives no measure.

    Examples
    --------
    >>> result = score_fairness({"PSNI": 30, "Council": 10}, resources={"PSNI": 50, "Council": 50})
    >>> result.moved_for_resources, result.shares.loc["PSNI", "exposure_to_resources"].item()
    (0.25, 1.5)
    """
    partners = pd.Index(list(exposure))
    shares = pd.DataFrame({"exposure": _shares(exposure, partners, "exposure")}, index=partners)
    for name, amounts in (("resources", resources), ("benefit", benefit)):
        shares[name] = np.nan if amounts is None else _shares(amounts, partners, name)
        shares[f"exposure_to_{name}"] = shares["exposure"] / shares[name].where(shares[name] > 0)
    order = ["exposure", "resources", "benefit", "exposure_to_resources", "exposure_to_benefit"]
    apart = (shares["exposure"] - shares["resources"]).abs()
    return Fairness(shares[order], None if apart.isna().any() or apart.empty else float(apart.sum() / 2))


def _shares(amounts: Mapping[str, float], partners: pd.Index, name: str) -> pd.Series[float]:
    unknown = [str(partner) for partner in amounts if partner not in partners]
    if unknown:
        raise MethodError(f"{name} names {', '.join(unknown)}, for whom no exposure is given (0 is a value)")
    values = pd.Series({partner: amounts.get(partner, np.nan) for partner in partners}, dtype=float)
    wrong = values[(values < 0) | np.isinf(values)]
    if len(wrong):
        raise MethodError(f"{name} of {wrong.index[0]} is {wrong.iloc[0]:g}; it must be 0 or more")
    total = float(values.sum(skipna=False)) if len(values) else 0.0
    return values / total if total > 0 else values * np.nan
