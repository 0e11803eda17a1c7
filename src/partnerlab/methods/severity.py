"""What a risk costs when it occurs: three-point estimates as triangular or PERT distributions."""

from __future__ import annotations

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from partnerlab.errors import MethodError

Floats = NDArray[np.float64]

DISTRIBUTIONS = ("pert", "triangular")
PERT_WEIGHT = 4.0  # weight of the likely value in the PERT mean: Malcolm and others (1959)
COLUMNS = ("probability", "low", "likely", "high")


def read_risks(risks: pd.DataFrame, *, distribution: str = "pert") -> pd.DataFrame:
    """Check a table of risks with three-point costs.

    Parameters
    ----------
    risks
        One row for each risk: `probability` (0-1), `low` ≤ `likely` ≤ `high` (0 or more); optional
        `distribution` ("pert" or "triangular", missing for the default) and `lead`.
    distribution
        For rows that do not name one.

    Returns
    -------
    pandas.DataFrame
        The four numbers, `distribution` and `lead` (missing where there is none).

    Raises
    ------
    MethodError
        Naming every risk at fault: no risks, names twice, a missing number, a probability outside 0 to 1,
        costs below 0 or out of order, an unknown distribution.

    Examples
    --------
    >>> import pandas as pd
    >>> row = {"probability": 0.2, "low": 10, "likely": 20, "high": 60}
    >>> read_risks(pd.DataFrame([row], index=["R1"])).loc["R1", "distribution"]
    'pert'
    """
    lacking = [column for column in COLUMNS if column not in risks]
    if lacking:
        raise MethodError(f"the table of risks has no column {', '.join(lacking)}")
    if risks.empty:
        raise MethodError(
            "there are no risks to simulate; an empty register means that exposure is not known, not that it is 0"
        )
    names = risks.index.map(str)  # a name decides a risk's random numbers
    if not names.is_unique:
        raise MethodError(f"risk {names[names.duplicated()][0]} is given twice; names must differ")
    try:
        table = risks.loc[:, list(COLUMNS)].astype(float)
    except (TypeError, ValueError) as error:
        raise MethodError(f"the table of risks holds something that is not a number: {error}") from error
    named = risks["distribution"] if "distribution" in risks else pd.Series(None, risks.index, dtype=object)
    table["distribution"] = named.where(named.notna(), distribution).astype(object)
    table["lead"] = risks["lead"].astype(object) if "lead" in risks else pd.Series(None, risks.index, dtype=object)
    _refuse_faults(table)
    return table


def cost_moments(risks: pd.DataFrame) -> pd.DataFrame:
    """Mean and variance of each risk's cost when it occurs, and of its loss whether or not it occurs.

    Returns
    -------
    pandas.DataFrame
        `cost_mean`, `cost_variance` (given that the risk occurs); `loss_mean` = p·m and `loss_variance` =
        p·v + p(1-p)·m², in the unit of the costs, squared for variances.

    Notes
    -----
    Triangular: mean (a+b+c)/3, variance (a²+b²+c²-ab-ac-bc)/18. PERT, a beta distribution on [a, b] with
    mode c: mean m = (a+4c+b)/6, variance (m-a)(b-m)/7.

    Examples
    --------
    >>> import pandas as pd
    >>> row = {"probability": 0.5, "low": 0, "likely": 3, "high": 6, "distribution": "triangular"}
    >>> cost_moments(read_risks(pd.DataFrame([row], index=["R1"]))).loc["R1"].to_list()
    [3.0, 1.5, 1.5, 3.0]
    """
    a, c, b = (risks[column].to_numpy(dtype=float) for column in ("low", "likely", "high"))
    triangular = (risks["distribution"] == "triangular").to_numpy()
    pert_mean = (a + PERT_WEIGHT * c + b) / (PERT_WEIGHT + 2)
    mean = np.where(triangular, (a + b + c) / 3, pert_mean)
    variance = np.where(
        triangular,
        (a**2 + b**2 + c**2 - a * b - a * c - b * c) / 18,
        (pert_mean - a) * (b - pert_mean) / (PERT_WEIGHT + 3),
    )
    p = risks["probability"].to_numpy(dtype=float)
    return pd.DataFrame(
        {
            "cost_mean": mean,
            "cost_variance": variance,
            "loss_mean": p * mean,
            "loss_variance": p * variance + p * (1 - p) * mean**2,
        },
        index=risks.index,
    )


def cost_quantiles(risks: pd.DataFrame, levels: Floats) -> Floats:
    """Risk × level: the cost that a risk, when it occurs, stays at or below with that probability.

    Parameters
    ----------
    levels
        Probabilities from 0 to 1.

    Examples
    --------
    >>> import numpy as np, pandas as pd
    >>> row = {"probability": 0.5, "low": 0, "likely": 3, "high": 6, "distribution": "triangular"}
    >>> cost_quantiles(read_risks(pd.DataFrame([row])), np.array([0.0, 0.5, 1.0])).tolist()
    [[0.0, 3.0, 6.0]]
    """
    from scipy import special

    low, likely, high = (risks[c].to_numpy(dtype=float)[:, None] for c in ("low", "likely", "high"))
    width = np.where(high > low, high - low, 1.0)
    mode = (likely - low) / width
    rising = np.sqrt(levels * mode)
    falling = 1 - np.sqrt((1 - levels) * (1 - mode))
    unit = np.where(levels[None, :] < mode, rising, falling)
    pert = (risks["distribution"] == "pert").to_numpy()
    unit[pert] = special.betaincinv(1 + PERT_WEIGHT * mode[pert], 1 + PERT_WEIGHT * (1 - mode[pert]), levels[None, :])
    return np.asarray(np.where(high > low, low + width * unit, low))


def _refuse_faults(table: pd.DataFrame) -> None:
    numbers = table.loc[:, list(COLUMNS)]
    low, likely, high = table["low"], table["likely"], table["high"]
    rules = (
        (numbers.isna().any(axis=1), "lacks a probability or one of its three costs"),
        ((table["probability"] < 0) | (table["probability"] > 1), "has a probability outside 0 to 1 (30% is 0.3)"),
        ((low < 0) | (numbers == np.inf).any(axis=1), "has a cost below 0 or without end"),
        ((low > likely) | (likely > high), "has costs out of order; low ≤ likely ≤ high"),
        (~table["distribution"].isin(DISTRIBUTIONS), "names a distribution that is neither pert nor triangular"),
    )
    faults = [
        f"{risk} {rule} ({_shown(table.loc[risk])})"
        for broken, rule in rules
        for risk in table.index[np.asarray(broken)]
    ]
    if faults:
        raise MethodError("; ".join(faults))


def _shown(row: pd.Series[float]) -> str:
    values = ", ".join(f"{column} {row[column]:g}" for column in COLUMNS)
    return f"{values}, {row['distribution']}"
