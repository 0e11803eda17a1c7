"""Relationships: their value now against what they could be worth (¶3.2)."""

from __future__ import annotations

import numpy as np
import pandas as pd

from partnerlab.errors import MethodError
from partnerlab.methods.pairs import gather_pairs


def rank_relationships(
    current: pd.DataFrame,
    potential: pd.DataFrame,
    *,
    hours: pd.DataFrame | None = None,
    scale: tuple[float, float] | None = (1, 5),
) -> pd.DataFrame:
    """Rank relationships by what could still be gained: where the next hour is best spent.

    Parameters
    ----------
    current, potential
        Columns ``source`` (who answers), ``target`` (about whom), ``value`` on ``scale``; missing when not answered.
    hours
        Columns ``source``, ``target``, ``value``: hours that closing the gap is thought to take, above 0. With it
        the rank is by gain an hour, without it by gain.
    scale
        Lowest and highest value; the default is 1 to 5 (not in the guide). None for no limit.

    Returns
    -------
    pandas.DataFrame
        One row a pair, best first, those that cannot be ranked last: ``first``, ``second``; ``current``,
        ``potential`` (middle of the answers); ``gain`` (potential less current); ``gain_low``, ``gain_high`` (by
        whichever side is right); ``gain_an_hour`` (missing without hours); ``rank`` (1 is best, equal ones share
        it); ``rank_best``, ``rank_worst`` (if the sides' answers are resolved for or against this pair);
        ``asymmetric`` (the sides differ); ``note``: ``spend``, ``keep`` (nothing to gain), ``doubtful`` (gain only
        if one side is right), ``cannot tell``.

    Raises
    ------
    MethodError
        When a value is off the scale or hours are not above 0.

    Examples
    --------
    >>> pairs = {"source": ["A", "A"], "target": ["B", "C"]}
    >>> current = pd.DataFrame({**pairs, "value": [4, 2]})
    >>> potential = pd.DataFrame({**pairs, "value": [5, 5]})
    >>> rank_relationships(current, potential)[["rank", "first", "second", "gain", "note"]]
       rank first second  gain   note
    0     1     A      C   3.0  spend
    1     2     A      B   1.0  spend
    """
    table = _join(current, potential, scale)
    table["gain_low"] = table["potential_low"] - table["current_high"]
    table["gain_high"] = table["potential_high"] - table["current_low"]
    for value in ("current", "potential", "gain"):
        table[value] = (table[f"{value}_low"] + table[f"{value}_high"]) / 2
    table["asymmetric"] = table["asymmetric_current"] | table["asymmetric_potential"]
    table["note"] = [_judge(*row) for row in zip(table["gain_low"], table["gain_high"], strict=True)]
    effort = _read_hours(hours, table)
    table["gain_an_hour"] = table["gain"] / effort
    weight = effort if hours is not None else 1.0
    low, middle, high = (table[name] / weight for name in ("gain_low", "gain", "gain_high"))
    table["rank"] = _rank(middle, middle)
    table["rank_best"], table["rank_worst"] = _rank(high, low), _rank(low, high)
    table = table.sort_values(["rank", "first", "second"], ignore_index=True, na_position="last")
    return table[list(_COLUMNS)]


_COLUMNS = (
    *("first", "second", "current", "potential", "gain", "gain_low", "gain_high", "gain_an_hour"),
    *("rank", "rank_best", "rank_worst", "asymmetric", "note"),
)


def _join(current: pd.DataFrame, potential: pd.DataFrame, scale: tuple[float, float] | None) -> pd.DataFrame:
    now = gather_pairs(current, ["value"], scale=scale)
    then = gather_pairs(potential, ["value"], scale=scale)
    table = now.merge(then, on=["first", "second"], how="outer", suffixes=("_current", "_potential"))
    for side in ("current", "potential"):
        table[f"asymmetric_{side}"] = table[f"asymmetric_{side}"].astype("boolean").fillna(value=False).astype(bool)
        for end in ("low", "high"):
            table[f"{side}_{end}"] = table[f"value_{end}_{side}"].astype("Float64")
    return table


def _read_hours(hours: pd.DataFrame | None, table: pd.DataFrame) -> pd.Series[float]:
    """Hours for each row of the table; the middle of the answers, missing where nobody said."""
    if hours is None:
        return pd.Series([pd.NA] * len(table), dtype="Float64", index=table.index)
    given = gather_pairs(hours, ["value"])
    if (given["value_low"] <= 0).any():
        pair = given[given["value_low"] <= 0].iloc[0]
        raise MethodError(f"hours for {pair['first']} and {pair['second']} are {pair['value_low']:g}; give more than 0")
    given["hours"] = (given["value_low"] + given["value_high"]) / 2
    joined = table[["first", "second"]].merge(given, on=["first", "second"], how="left")
    return joined["hours"].set_axis(table.index)


def _judge(low: float, high: float) -> str:
    if pd.isna(low) or pd.isna(high):
        return "cannot tell"
    if low > 0:
        return "spend"
    return "keep" if high <= 0 else "doubtful"


def _rank(own: pd.Series[float], others: pd.Series[float]) -> pd.Series[int]:
    """Rank of each pair at its own gain among the others at theirs: one more than those that gain more."""
    gains, rivals = own.to_numpy(float, na_value=np.nan), others.to_numpy(float, na_value=np.nan)
    above = rivals[None, :] > gains[:, None]
    np.fill_diagonal(above, val=False)
    ranks = pd.Series(1 + above.sum(axis=1), dtype="Int64", index=own.index)
    return ranks.mask(np.isnan(gains))
