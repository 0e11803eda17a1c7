"""Ties within and between groups of members: whether sectors work with each other or each by itself."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations_with_replacement

import pandas as pd

from partnerlab.methods.ties import compare_answers, require_columns, sort_pair


@dataclass(frozen=True, eq=False)
class Mixing:
    """Ties within and between groups.

    Parameters
    ----------
    table
        One row for each pair of groups, a group with itself among them: `first`, `second`, `ties`, `possible` (pairs of
        members), `density` (ties over possible; missing where no tie is possible).
    within, between
        Number of ties inside groups and across them.
    external_index
        (between - within) / all ties, -1 to 1 (Krackhardt and Stern's E-I index): 1 when all ties cross groups, -1 when
        none does; None without a tie.
    expected_index
        What the index would be if ties fell on pairs at random: it depends on the sizes of the groups. None where no
        tie is possible.
    left_out
        Members without a group; their ties are not counted.
    """

    table: pd.DataFrame
    within: int
    between: int
    external_index: float | None
    expected_index: float | None
    left_out: tuple[str, ...]


def measure_mixing(ties: pd.DataFrame, members: pd.DataFrame, group: str = "sector") -> Mixing:
    """Count ties within and between groups of members, a tie that one side alone reports among them.

    Parameters
    ----------
    ties
        As for :func:`partnerlab.methods.ties.compare_answers`; direction is disregarded.
    members
        Columns ``member``, that of the group, and optionally ``answered``.
    group
        Name of the column of members that says their group.

    Notes
    -----
    D. Krackhardt and R. N. Stern (1988), Informal networks and organizational crises, Social Psychology Quarterly 51,
    123-140.

    Examples
    --------
    >>> ties = pd.DataFrame({"source": ["A", "A", "C"], "target": ["B", "C", "D"]})
    >>> members = pd.DataFrame({"member": list("ABCD"), "sector": ["public", "public", "voluntary", "voluntary"]})
    >>> mixing = measure_mixing(ties, members)
    >>> mixing.within, mixing.between, round(mixing.external_index, 3), round(mixing.expected_index, 3)
    (2, 1, -0.333, 0.333)
    """
    require_columns(members, ["member", group], "members")
    groups = {str(name): str(of) for name, of in zip(members["member"], members[group], strict=True) if pd.notna(of)}
    answers = compare_answers(ties, members)
    counted = [sort_pair(groups[a], groups[b]) for a, b in answers.union if a in groups and b in groups]
    sizes = pd.Series(groups, dtype=object).value_counts().sort_index()
    rows = [
        (a, b, counted.count((a, b)), int(sizes[a] * (sizes[a] - 1) // 2 if a == b else sizes[a] * sizes[b]))
        for a, b in combinations_with_replacement(sizes.index, 2)
    ]
    table = pd.DataFrame(rows, columns=["first", "second", "ties", "possible"])
    table["density"] = (table["ties"] / table["possible"].where(table["possible"] > 0)).astype("Float64")
    inside = table["first"] == table["second"]
    found, room = (
        [int(table.loc[rows, column].sum()) for rows in (inside, ~inside)] for column in ("ties", "possible")
    )
    return Mixing(
        table=table,
        within=found[0],
        between=found[1],
        external_index=(found[1] - found[0]) / sum(found) if any(found) else None,
        expected_index=(room[1] - room[0]) / sum(room) if any(room) else None,
        left_out=tuple(name for name in answers.members if name not in groups),
    )
