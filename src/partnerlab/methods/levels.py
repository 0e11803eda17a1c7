"""Levels of collaboration, pair by pair: needed against actual (¶2.1).

A pair may be answered about by both its members, and differently; the answers then span a range instead of being
averaged. Levels are whole numbers on a scale the caller names: which ladder they stand for is data.
"""

from __future__ import annotations

import pandas as pd

from partnerlab.methods.pairs import gather_pairs


def compare_levels(
    answers: pd.DataFrame,
    *,
    scale: tuple[float, float] = (0, 5),
    directed: bool = False,
    lowest_is_closest: bool = False,
) -> pd.DataFrame:
    """Compare the level of collaboration needed with the actual one for each pair.

    Parameters
    ----------
    answers
        Columns ``source`` (who answers), ``target`` (about whom), ``needed``, ``actual``: levels on ``scale``,
        missing when not answered. One row for each answer; the last answer of the same source counts.
    scale
        Lowest and highest level; the default is the pairwise scale of Frey and others (2006), 0 none, 1 networking,
        2 cooperation, 3 coordination, 4 coalition, 5 collaboration.
    directed
        Whether each answer is about a tie of its own, from source to target, and not on one that both have.
    lowest_is_closest
        Whether the lowest level is the closest relationship, as on some imported scales.

    Returns
    -------
    pandas.DataFrame
        One row a pair, worst first: ``first``, ``second``; ``needed_low``, ``needed_high``, ``actual_low``,
        ``actual_high`` (the range of the answers); ``gap_low``, ``gap_high`` (levels lacking; negative when more
        than needed); ``answers`` (1 or 2 sides that said anything); ``asymmetric`` (the two sides differ: a point
        for discussion, not a mistake); ``gap``: ``below`` (lacking whoever is right), ``above`` (more than needed
        whoever is right: resource to question), ``met``, ``disputed`` (depends on who is right), ``cannot tell``.

    Raises
    ------
    MethodError
        When a level is off the scale or a pair is one member twice.

    Examples
    --------
    >>> answers = pd.DataFrame(
    ...     {"source": ["PSNI", "Trust"], "target": ["Trust", "PSNI"], "needed": [4, 4], "actual": [2, 3]}
    ... )
    >>> compare_levels(answers)[["first", "second", "gap_low", "gap_high", "asymmetric", "gap"]]
      first second  gap_low  gap_high  asymmetric    gap
    0  PSNI  Trust      1.0       2.0        True  below
    """
    pairs = gather_pairs(answers, ["needed", "actual"], scale=scale, directed=directed)
    more, less = ("actual", "needed") if lowest_is_closest else ("needed", "actual")
    pairs["gap_low"] = pairs[f"{more}_low"] - pairs[f"{less}_high"]
    pairs["gap_high"] = pairs[f"{more}_high"] - pairs[f"{less}_low"]
    pairs["gap"] = [
        judge_gap(None if pd.isna(low) else float(low), None if pd.isna(high) else float(high))
        for low, high in zip(pairs["gap_low"], pairs["gap_high"], strict=True)
    ]
    columns = ["first", "second"]
    columns += [f"{name}_{end}" for name in ("needed", "actual", "gap") for end in ("low", "high")]
    worst = pairs.assign(rank=pairs["gap"].map({"below": 0, "disputed": 1}).fillna(2))
    worst = worst.sort_values(
        ["rank", "gap_high", "first", "second"], ascending=[True, False, True, True], ignore_index=True
    )
    return worst[[*columns, "answers", "asymmetric", "gap"]]


def judge_gap(low: float | None, high: float | None) -> str:
    """Put a range of gaps in a word.

    Examples
    --------
    >>> [judge_gap(1, 2), judge_gap(0, 0), judge_gap(-2, -1), judge_gap(0, 1), judge_gap(None, None)]
    ['below', 'met', 'above', 'disputed', 'cannot tell']
    """
    if low is None or high is None:
        return "cannot tell"
    if low > 0:
        return "below"
    if high < 0:
        return "above"
    return "met" if low == high == 0 else "disputed"


def hours_of_level(level: int, first: float, growth: float) -> float:
    """Return the hours a year that a level takes of each of two who work together: `growth` times more each level.

    Examples
    --------
    >>> [hours_of_level(level, 6, 2) for level in (0, 1, 2, 5)]
    [0.0, 6.0, 12.0, 96.0]
    """
    return float(first * growth ** (level - 1)) if level > 0 else 0.0


def level_borne(hours: float, first: float, growth: float, highest: int) -> int:
    """Return the highest level that hours a year bear; 0 when they bear none.

    Examples
    --------
    >>> [level_borne(hours, 6, 2, 5) for hours in (5.9, 6, 23, 24, 10_000)]
    [0, 1, 2, 3, 5]
    """
    return max(level for level in range(highest + 1) if hours_of_level(level, first, growth) <= hours)
