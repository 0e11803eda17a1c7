"""Pairs of members and what each side says about the other: the answers span a range, low to high."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from partnerlab.errors import MethodError
from partnerlab.methods.ties import require_columns, sort_pair


def gather_pairs(
    answers: pd.DataFrame, values: Sequence[str], *, scale: tuple[float, float] | None = None
) -> pd.DataFrame:
    """Gather the answers about each pair, whichever side gave them.

    Parameters
    ----------
    answers
        Columns ``source`` (who answers), ``target`` (about whom) and the named values; missing when not answered.
        When a source answers twice about the same target the last row counts.
    values
        Names of the numeric columns.
    scale
        Lowest and highest value allowed; None for no limit.

    Returns
    -------
    pandas.DataFrame
        One row a pair, sorted: ``first``, ``second``; for each value ``<value>_low`` and ``<value>_high``, missing
        when nobody answered; ``answers``: sides that gave a value, 0 to 2; ``asymmetric``: the sides differ.

    Raises
    ------
    MethodError
        When a value is not a number on the scale, or a pair is one member twice.

    Examples
    --------
    >>> answers = pd.DataFrame({"source": ["B", "A"], "target": ["A", "B"], "level": [1, 3]})
    >>> gather_pairs(answers, ["level"])
      first second  level_low  level_high  answers  asymmetric
    0     A      B        1.0         3.0        2        True
    """
    require_columns(answers, ["source", "target", *values], "answers")
    numbers = pd.DataFrame({value: _read_numbers(answers, value, scale) for value in values})
    table = numbers.assign(source=answers["source"].astype(str), target=answers["target"].astype(str))
    alone = table.loc[table["source"] == table["target"], "source"]
    if not alone.empty:
        raise MethodError(f"{alone.iloc[0]} answers about itself; a pair needs two members")
    table = table.drop_duplicates(["source", "target"], keep="last")
    ends = [sort_pair(source, target) for source, target in zip(table["source"], table["target"], strict=True)]
    table = table.assign(first=[end[0] for end in ends], second=[end[1] for end in ends])
    sides = table.groupby(["first", "second"], sort=True)[list(values)]
    low, high = sides.min(), sides.max()
    spans = {f"{value}_{end}": edge[value] for value in values for end, edge in (("low", low), ("high", high))}
    given = table[list(values)].notna().any(axis=1).groupby([table["first"], table["second"]], sort=True).sum()
    return (
        pd.DataFrame({**spans, "answers": given, "asymmetric": (low < high).any(axis=1)}, index=low.index)
        .astype({**dict.fromkeys(spans, "Float64"), "answers": "int64", "asymmetric": "bool"})
        .reset_index()
    )


def _read_numbers(answers: pd.DataFrame, value: str, scale: tuple[float, float] | None) -> pd.Series[float]:
    numbers = pd.to_numeric(answers[value], errors="coerce")
    wrong = answers[value].notna() & numbers.isna()
    if scale is not None:
        wrong |= (numbers < scale[0]) | (numbers > scale[1])
    if wrong.any():
        row = answers[wrong].iloc[0]
        rule = "a number" if scale is None else f"a number from {scale[0]:g} to {scale[1]:g}"
        raise MethodError(f'{row["source"]} about {row["target"]}: {value} "{row[value]}" is not {rule}')
    return numbers.astype(float)
