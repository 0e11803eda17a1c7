"""Memberships: who sits in which partnerships, what that asks, which ones overlap (¶2.3, ¶2.12)."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping
from itertools import combinations

import pandas as pd

from partnerlab.errors import MethodError
from partnerlab.methods.ties import require_columns


def score_memberships(memberships: pd.DataFrame) -> pd.DataFrame:
    """Load on each organisation across partnerships.

    Parameters
    ----------
    memberships
        Columns ``organisation``, ``partnership``, optionally ``load`` (hours, money or risks led, in any one unit, 0 or
        more; missing when not known). One row for each seat.

    Returns
    -------
    pandas.DataFrame
        Most partnerships first: ``organisation``, ``partnerships`` (number), ``share`` (of all partnerships, 0 to 1),
        ``load`` (sum of what is known; missing when nothing is), ``load_known`` (partnerships whose load is known).

    Examples
    --------
    >>> seats = pd.DataFrame({"organisation": ["PSNI", "PSNI", "Trust"], "partnership": ["Hub", "Town", "Hub"]})
    >>> score_memberships(seats)[["organisation", "partnerships", "share"]]
      organisation  partnerships  share
    0         PSNI             2    1.0
    1        Trust             1    0.5
    """
    require_columns(memberships, ["organisation", "partnership"], "memberships")
    total = memberships["partnership"].nunique()
    loads = memberships["load"] if "load" in memberships.columns else [None] * len(memberships)
    seats = memberships[["organisation", "partnership"]].assign(
        load=pd.Series(loads, index=memberships.index, dtype="Float64")
    )
    seats = seats.groupby(["organisation", "partnership"])["load"].sum(min_count=1).reset_index()
    table = seats.groupby("organisation", as_index=False).agg(
        partnerships=("partnership", "nunique"), load_known=("load", "count")
    )
    sums = seats.groupby("organisation")["load"].sum(min_count=1)
    table["load"] = table["organisation"].map(sums).astype("Float64")
    table["share"] = table["partnerships"] / total if total else pd.Series(dtype="float64")
    table = table.sort_values(["partnerships", "organisation"], ascending=[False, True], ignore_index=True)
    return table[["organisation", "partnerships", "share", "load", "load_known"]]


def compare_memberships(
    memberships: pd.DataFrame,
    outcomes: pd.DataFrame | None = None,
    *,
    much: float = 0.5,
    least: float | None = None,
) -> pd.DataFrame:
    """Overlap of partnerships in members and outcomes: which ones may do one job twice.

    Parameters
    ----------
    memberships
        Columns ``organisation``, ``partnership``.
    outcomes
        Columns ``outcome``, ``partnership``; None when not known.
    much
        Overlap from which it is much, 0 to 1; ours, not in the guide.
    least
        Overlap of members from which a pair is listed, above 0, up to 1; None lists every pair, also those that share
        nothing. With it, all such pairs are found without comparing all with all (see `list_alike`).

    Returns
    -------
    pandas.DataFrame
        One row a pair of partnerships, most overlap first: ``first``, ``second``; ``members_shared`` (number);
        ``members_overlap`` (shared of all in either, Jaccard, 0 to 1); ``smaller_covered`` (share of the smaller
        one's members that sit in the other); ``outcomes_shared``, ``outcomes_overlap`` (missing when the outcomes
        of either are not known); ``candidate``: both overlaps are much, a reason to ask whether to merge or end
        one (missing when it cannot be told).

    Examples
    --------
    >>> seats = pd.DataFrame({"organisation": ["A", "B", "A", "B"], "partnership": ["Hub", "Hub", "Town", "Town"]})
    >>> aims = pd.DataFrame({"outcome": ["Safety", "Safety"], "partnership": ["Hub", "Town"]})
    >>> compare_memberships(seats, aims)[["first", "second", "members_overlap", "candidate"]]
      first second  members_overlap  candidate
    0   Hub   Town              1.0       True
    """
    require_columns(memberships, ["organisation", "partnership"], "memberships")
    seats = _group(memberships, "organisation")
    aims: dict[str, set[str]] = {}
    if outcomes is not None:
        require_columns(outcomes, ["outcome", "partnership"], "outcomes")
        aims = _group(outcomes, "outcome")
    rows = []
    pairs = combinations(sorted(seats), 2) if least is None else list_alike(seats, least)
    for first, second in pairs:
        shared, overlap = _overlap(seats[first], seats[second])
        both = first in aims and second in aims
        aims_shared, aims_overlap = _overlap(aims[first], aims[second]) if both else (None, None)
        candidate: bool | None = overlap >= much and aims_overlap >= much if aims_overlap is not None else None
        rows.append(
            {
                "first": first,
                "second": second,
                "members_shared": shared,
                "members_overlap": overlap,
                "smaller_covered": shared / min(len(seats[first]), len(seats[second])),
                "outcomes_shared": aims_shared,
                "outcomes_overlap": aims_overlap,
                "candidate": False if overlap < much else candidate,
            }
        )
    table = pd.DataFrame(rows, columns=list(_COLUMNS)).astype(_COLUMNS)
    order = ["members_overlap", "first", "second"]
    return table.sort_values(order, ascending=[False, True, True], ignore_index=True)


def list_alike(sets: Mapping[str, set[str]], least: float) -> list[tuple[str, str]]:
    """Find every pair of sets whose overlap (Jaccard) is at least so much, without comparing all with all.

    Two sets of sizes m ≤ n whose overlap is t share at least ⌈t·n⌉ members; so, each in one order of all members, they
    share one within the first n - ⌈t·n⌉ + 1 of either. Rare members stand first, so that few sets meet there; each pair
    that meets is then compared exactly. The result is that of comparing all with all (Bayardo, Ma and Srikant 2007,
    "Scaling up all pairs similarity search").

    Parameters
    ----------
    sets
        Members by name.
    least
        Overlap, above 0, up to 1.

    Returns
    -------
    list of tuple of str and str
        Pairs in the order of their names.

    Examples
    --------
    >>> list_alike({"Hub": {"A", "B"}, "Town": {"A", "B", "C"}, "Port": {"D"}}, 0.5)
    [('Hub', 'Town')]
    """
    if not 0 < least <= 1:
        raise MethodError(f"least is {least}; an overlap is above 0 and at most 1")
    times = Counter(member for members in sets.values() for member in members)
    ordered = {name: sorted(members, key=lambda one: (times[one], one)) for name, members in sets.items() if members}
    meeting: dict[str, list[str]] = {}
    found = []
    for name, members in sorted(ordered.items(), key=lambda row: (len(row[1]), row[0])):
        size = len(members)
        needed = max(1, math.ceil(least * size - ROUNDING))
        met = {
            other
            for member in members[: size - needed + 1]
            for other in meeting.get(member, ())
            if len(ordered[other]) >= needed
        }
        alike = (other for other in met if _overlap(sets[name], sets[other])[1] >= least - ROUNDING)
        found += [(min(name, other), max(name, other)) for other in alike]
        for member in members[: size - needed + 1]:
            meeting.setdefault(member, []).append(name)
    return sorted(found)


ROUNDING = 1e-12
"""What two shares of whole numbers may differ by in floating point and still be the same."""


_COLUMNS = {
    "first": "object",
    "second": "object",
    "members_shared": "int64",
    "members_overlap": "float64",
    "smaller_covered": "float64",
    "outcomes_shared": "Int64",
    "outcomes_overlap": "Float64",
    "candidate": "boolean",
}


def _group(table: pd.DataFrame, column: str) -> dict[str, set[str]]:
    return {str(partnership): set(map(str, group[column])) for partnership, group in table.groupby("partnership")}


def _overlap(first: set[str], second: set[str]) -> tuple[int, float]:
    shared = len(first & second)
    return shared, shared / len(first | second)
