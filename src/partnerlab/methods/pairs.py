"""Pairs of members and what each side says about the other: the answers span a range, low to high."""

from __future__ import annotations

import itertools
import math
from collections.abc import Sequence

import pandas as pd

from partnerlab.errors import MethodError
from partnerlab.methods.ties import require_columns, sort_pair


def gather_pairs(
    answers: pd.DataFrame,
    values: Sequence[str],
    *,
    scale: tuple[float, float] | None = None,
    directed: bool = False,
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
    directed
        Whether each answer is about a tie of its own, from source to target: two answers are then two pairs.

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
    numbers = [_read_numbers(answers, value, scale) for value in values]
    members = (answers[side].astype(str) for side in ("source", "target"))
    said = {(source, target): given for source, target, *given in zip(*members, *numbers, strict=True)}
    pairs: dict[tuple[str, str], list[list[float]]] = {}
    for (source, target), given in said.items():
        if source == target:
            raise MethodError(f"{source} answers about itself; a pair needs two members")
        pairs.setdefault((source, target) if directed else sort_pair(source, target), []).append(given)
    spans = [f"{value}_{end}" for value in values for end in ("low", "high")]
    rows = [(*pair, *_join_sides(sides)) for pair, sides in sorted(pairs.items())]
    return pd.DataFrame(rows, columns=["first", "second", *spans, "answers", "asymmetric"]).astype(
        {**dict.fromkeys(spans, "Float64"), "answers": "int64", "asymmetric": "bool"}
    )


def _join_sides(sides: list[list[float]]) -> tuple[float, ...]:
    """Low and high of each value, how many sides gave any, and whether they differ."""
    known = [[number for number in given if not math.isnan(number)] for given in zip(*sides, strict=True)]
    spans = [(min(numbers), max(numbers)) if numbers else (math.nan, math.nan) for numbers in known]
    answers = sum(not all(map(math.isnan, given)) for given in sides)
    return (*itertools.chain(*spans), answers, any(low < high for low, high in spans))


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
