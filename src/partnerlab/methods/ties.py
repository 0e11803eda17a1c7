"""Ties between members: who says they work with whom, turned into a graph that forgets nobody.

A tie is a row of one table, a member a row of another, so a member without ties is kept. Answers may differ: one
partner names another that does not name it back. Such a tie is a point for discussion, so both readings are
kept: the *union* (either says so) and the *intersection* (nobody asked denies it). A member that gave no answer
denies nothing.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from dataclasses import dataclass
from itertools import combinations, permutations
from typing import TYPE_CHECKING, Literal

import pandas as pd

from partnerlab.errors import MethodError

if TYPE_CHECKING:
    import networkx as nx

    Graph = nx.Graph[str]

Asymmetric = Literal["union", "intersection"]
Pair = tuple[str, str]


@dataclass(frozen=True)
class Answers:
    """What the members say about their ties, and what nobody has said.

    Parameters
    ----------
    members
        Every member, sorted; those without ties too.
    union
        Pairs of which at least one side reports a tie. Undirected pairs are in the order of the alphabet.
    intersection
        Pairs of the union that no side which answered denies; when ties run one way, the mutual ones.
    unknown
        Pairs about which nothing was said, because a side that could have reported it did not answer.
    mutual
        Pairs of the union that both sides report.
    heard
        Pairs of the union about which both sides have said something.
    response_rate
        Share of members that answered, 0 to 1; None when the members' table does not say who answered.
    """

    members: tuple[str, ...]
    union: frozenset[Pair]
    intersection: frozenset[Pair]
    unknown: frozenset[Pair]
    mutual: frozenset[Pair]
    heard: frozenset[Pair]
    response_rate: float | None

    @property
    def one_sided(self) -> tuple[Pair, ...]:
        """Pairs reported by one side and denied by the other, sorted."""
        return tuple(sorted(self.union - self.intersection))


def require_columns(table: pd.DataFrame, columns: Iterable[str], name: str) -> None:
    """Say at once which columns a table lacks.

    Raises
    ------
    MethodError
        When a column is missing.

    Examples
    --------
    >>> require_columns(pd.DataFrame({"source": []}), ["source", "target"], "ties")
    Traceback (most recent call last):
    partnerlab.errors.MethodError: ties lack the column "target"; they have source
    """
    missing = [column for column in columns if column not in table.columns]
    if missing:
        wanted = ", ".join(f'"{column}"' for column in missing)
        word = "column" if len(missing) == 1 else "columns"
        have = ", ".join(map(str, table.columns)) or "no columns"
        raise MethodError(f"{name} lack the {word} {wanted}; they have {have}")


def list_members(members: pd.DataFrame) -> list[str]:
    """Names in the column ``member``, sorted.

    Raises
    ------
    MethodError
        When a name is missing or stands twice.

    Examples
    --------
    >>> list_members(pd.DataFrame({"member": ["PSNI", "Council"]}))
    ['Council', 'PSNI']
    """
    require_columns(members, ["member"], "members")
    if members["member"].isna().any():
        raise MethodError("a member has no name; give each row of members one")
    names = [str(name) for name in members["member"]]
    repeated = sorted({name for name in names if names.count(name) > 1})
    if repeated:
        raise MethodError(f"members stand more than once: {', '.join(repeated)}; keep one row for each")
    return sorted(names)


def sort_pair(first: str, second: str) -> Pair:
    """Put two names in the order of the alphabet, so that a pair has one name whichever end reports it."""
    return (first, second) if first <= second else (second, first)


def compare_answers(ties: pd.DataFrame, members: pd.DataFrame, *, directed: bool = False) -> Answers:
    """Compare what the two ends of each tie say.

    Parameters
    ----------
    ties
        Columns ``source`` (who reports, or where the tie starts), ``target``, and optionally ``tied``
        (True, False, or missing for "cannot tell"); without that column each row is a tie.
    members
        Columns ``member`` and optionally ``answered`` (True, False). With it, a member that answered and does
        not name another denies the tie. Without it the ties are a record that nobody was asked to confirm.
    directed
        True when a tie runs one way (refers to, reports to, pays).

    Raises
    ------
    MethodError
        When a tie names somebody who is not a member, or ties a member to itself.

    Examples
    --------
    >>> ties = pd.DataFrame({"source": ["A", "B", "A"], "target": ["B", "A", "C"]})
    >>> members = pd.DataFrame({"member": list("ABC"), "answered": [True, True, True]})
    >>> compare_answers(ties, members).one_sided
    (('A', 'C'),)
    """
    names = list_members(members)
    said = _read_ties(ties, names)
    answered = _read_answered(members)
    yes = {pair for pair, tied in said.items() if tied is True}
    denied = {pair for pair, tied in said.items() if tied is False}
    for source, target in permutations(names, 2):
        if answered.get(source) and (source, target) not in said:
            denied.add((source, target))
    if directed:
        union = yes
        intersection = {pair for pair in yes if pair[::-1] in yes}
        unknown = set(permutations(names, 2)) - yes - denied
    else:
        union = {sort_pair(*pair) for pair in yes}
        intersection = union - {sort_pair(*pair) for pair in denied}
        unknown = set(combinations(names, 2)) - union - {sort_pair(*pair) for pair in denied}
    if not answered:  # a record, not a survey: what is not written is not there
        unknown = {pair for pair in unknown if said.get(pair, "") is None or said.get(pair[::-1], "") is None}
    both = {sort_pair(*pair) for pair in yes if pair[::-1] in yes}
    told = yes | denied
    return Answers(
        members=tuple(names),
        mutual=frozenset(both),
        heard=frozenset({sort_pair(*pair) for pair in yes if pair[::-1] in told}),
        union=frozenset(union),
        intersection=frozenset(intersection),
        unknown=frozenset(unknown),
        response_rate=sum(answered.values()) / len(names) if answered else None,
    )


def decide_ties(
    levels: pd.Series[float], *, tied_from: float, strongest: Literal["highest", "lowest"] = "highest"
) -> pd.Series[bool]:
    """Say which relationships are ties, on a scale that is said to rise or to fall.

    On some scales 5 is the closest relationship, on others 1 is; taken for the other, friends become strangers.

    Parameters
    ----------
    levels
        Level of each relationship; missing where it was not given.
    tied_from
        The weakest level that is a tie.
    strongest
        Which end of the scale is the closest relationship.

    Returns
    -------
    pandas.Series
        True, False, or missing.

    Examples
    --------
    >>> levels = pd.Series([1, 2, 4, None])
    >>> decide_ties(levels, tied_from=2).tolist(), decide_ties(levels, tied_from=2, strongest="lowest").tolist()
    ([False, True, True, <NA>], [True, True, False, <NA>])
    """
    known = levels.astype("Float64")
    return (known >= tied_from) if strongest == "highest" else (known <= tied_from)


def build_graph(ties: pd.DataFrame, members: pd.DataFrame, *, directed: bool = False) -> Graph:
    """Build the graph of the ties that at least one side reports, sorted, members without ties included.

    Parameters
    ----------
    ties, members, directed
        As for :func:`compare_answers`.

    Examples
    --------
    >>> ties = pd.DataFrame({"source": ["B"], "target": ["A"]})
    >>> graph = build_graph(ties, pd.DataFrame({"member": list("CBA")}))
    >>> list(graph.nodes), list(graph.edges)
    (['A', 'B', 'C'], [('A', 'B')])
    """
    answers = compare_answers(ties, members, directed=directed)
    return draw_graph(answers.members, answers.union, directed=directed)


def draw_graph(names: Iterable[str], pairs: Iterable[Pair], *, directed: bool = False) -> Graph:
    """Build a graph from names and pairs, both sorted so that every run walks it in the same order."""
    import networkx as nx

    graph: Graph = nx.DiGraph() if directed else nx.Graph()
    graph.add_nodes_from(sorted(names))
    graph.add_edges_from(sorted(pairs))
    return graph


def _read_ties(ties: pd.DataFrame, names: list[str]) -> dict[Pair, bool | None]:
    require_columns(ties, ["source", "target"], "ties")
    tied: Iterable[Hashable] = ties["tied"] if "tied" in ties.columns else [True] * len(ties)
    known = set(names)
    said: dict[Pair, bool | None] = {}
    for source, target, value in zip(ties["source"], ties["target"], tied, strict=True):
        pair = (str(source), str(target))
        strangers = sorted(set(pair) - known)
        if strangers:
            raise MethodError(f"ties name {', '.join(strangers)}, not among the members {', '.join(names)}")
        if pair[0] == pair[1]:
            raise MethodError(f"a tie joins {pair[0]} to itself; a tie needs two members")
        answer = None if pd.isna(value) else bool(value)  # type: ignore[call-overload] # a cell may hold anything
        said[pair] = answer if said.get(pair) is None else (said[pair] or bool(answer))
    return said


def _read_answered(members: pd.DataFrame) -> dict[str, bool]:
    if "answered" not in members.columns:
        return {}
    return {
        str(name): bool(answered) if pd.notna(answered) else False
        for name, answered in zip(members["member"], members["answered"], strict=True)
    }
