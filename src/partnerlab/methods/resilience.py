"""Loss of a member or a tie: who could no longer reach whom (¶2.12, ¶3.2)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pandas as pd

from partnerlab.errors import MethodError
from partnerlab.methods.networks import NetworkMeasures, components_of, measure_network
from partnerlab.methods.ties import build_graph, list_members, sort_pair

if TYPE_CHECKING:
    from partnerlab.methods.ties import Graph


@dataclass(frozen=True, eq=False)
class Loss:
    """What the network would be without one member.

    Parameters
    ----------
    member
        The member lost.
    before, after
        The network's measures with it and without it; they have no bands.
    ties_lost
        Its ties.
    pairs_cut_off
        Pairs of the others that could reach one another before and could not after; direction is disregarded.
    newly_isolated
        Members left without any tie.
    pieces
        What its own piece of the network would fall into, largest first.
    changes
        One row a measure: ``measure``, ``before``, ``after``, ``change``; missing where either is.
    """

    member: str
    before: NetworkMeasures
    after: NetworkMeasures
    ties_lost: int
    pairs_cut_off: int
    newly_isolated: tuple[str, ...]
    pieces: tuple[tuple[str, ...], ...]
    changes: pd.DataFrame


def without_member(ties: pd.DataFrame, members: pd.DataFrame, member: str, *, directed: bool = False) -> Loss:
    """Show the network as it would be if one member left.

    Parameters
    ----------
    ties, members, directed
        As for :func:`partnerlab.methods.networks.measure_network`.

    Raises
    ------
    MethodError
        When nobody of that name is a member.

    Examples
    --------
    >>> chain = pd.DataFrame({"source": ["A", "B"], "target": ["B", "C"]})
    >>> loss = without_member(chain, pd.DataFrame({"member": ["A", "B", "C"]}), "B")
    >>> loss.pairs_cut_off, loss.newly_isolated
    (1, ('A', 'C'))
    """
    import networkx as nx

    names = list_members(members)
    if member not in names:
        raise MethodError(f"{member} is not a member; members are {', '.join(names)}")
    graph = build_graph(ties, members)
    before = measure_network(ties, members, directed=directed, banded=False)
    after = measure_network(
        ties[(ties["source"].astype(str) != member) & (ties["target"].astype(str) != member)],
        members[members["member"].astype(str) != member],
        directed=directed,
        banded=False,
    )
    own = graph.subgraph(nx.node_connected_component(graph, member) - {member})
    return Loss(
        member=member,
        before=before,
        after=after,
        ties_lost=before.ties - after.ties,
        pairs_cut_off=_count_pairs_cut(own),
        newly_isolated=_list_isolated(own),
        pieces=components_of(own),
        changes=_compare(before.measures, after.measures),
    )


def lose_each(ties: pd.DataFrame, members: pd.DataFrame, *, directed: bool = False) -> pd.DataFrame:
    """Compare what the network would lose with each member, without measuring it anew for each.

    Parameters
    ----------
    ties, members, directed
        As for :func:`partnerlab.methods.networks.measure_network`. Ties and density are those of one way when
        directed; who can reach whom disregards direction.

    Returns
    -------
    pandas.DataFrame
        Indexed by member: ``ties_lost``, ``pairs_cut_off``, ``newly_isolated`` as in `Loss`, and ``density_change``,
        missing where fewer than two members would be left.

    Examples
    --------
    >>> chain = pd.DataFrame({"source": ["A", "B"], "target": ["B", "C"]})
    >>> lose_each(chain, pd.DataFrame({"member": ["A", "B", "C"]}))[["ties_lost", "pairs_cut_off"]].loc["B"].to_list()
    [2, 1]
    """
    import networkx as nx

    graph = build_graph(ties, members)
    drawn = build_graph(ties, members, directed=directed)
    rows = []
    for member in list_members(members):
        own = graph.subgraph(nx.node_connected_component(graph, member) - {member})
        rest = drawn.subgraph(set(drawn) - {member})
        change = nx.density(rest) - nx.density(drawn) if len(rest) > 1 else None
        rows.append((member, drawn.degree(member), _count_pairs_cut(own), _list_isolated(own), change))
    columns = ["member", "ties_lost", "pairs_cut_off", "newly_isolated", "density_change"]
    return pd.DataFrame(rows, columns=columns).set_index("member").astype({"density_change": "Float64"})


def _count_pairs_cut(own: Graph) -> int:
    """Pairs that could reach one another through a member, of what is left of its piece without it."""
    return _count_pairs([len(own)]) - _count_pairs(_sizes(own))


def _list_isolated(own: Graph) -> tuple[str, ...]:
    import networkx as nx

    return tuple(sorted(nx.isolates(own)))


def locate_weak_points(ties: pd.DataFrame, members: pd.DataFrame) -> pd.DataFrame:
    """Find the members and ties whose loss would split the network, worst first.

    Parameters
    ----------
    ties, members
        As for :func:`partnerlab.methods.networks.measure_network`; direction is disregarded.

    Returns
    -------
    pandas.DataFrame
        ``kind`` (``member`` or ``tie``), ``first``, ``second`` (the other end of a tie, missing for a member),
        ``pairs_cut_off`` (pairs of the others, or of all for a tie, that could no longer reach one another),
        ``pieces`` (into how many its piece would fall). Empty when no single loss splits the network.

    Examples
    --------
    >>> chain = pd.DataFrame({"source": ["A", "B"], "target": ["B", "C"]})
    >>> locate_weak_points(chain, pd.DataFrame({"member": ["A", "B", "C"]}))[["kind", "first", "pairs_cut_off"]]
         kind first  pairs_cut_off
    0     tie     A              2
    1     tie     B              2
    2  member     B              1
    """
    import networkx as nx

    graph = build_graph(ties, members)
    rows: list[tuple[str, str, str | None, int, list[int]]] = []
    for member in nx.articulation_points(graph):
        own = nx.node_connected_component(graph, member) - {member}
        rows.append(("member", member, None, _count_pairs([len(own)]), _sizes(graph.subgraph(own))))
    for pair in nx.bridges(graph):
        own = nx.node_connected_component(graph, pair[0])
        rest = nx.restricted_view(graph, nodes=[], edges=[pair]).subgraph(own)
        rows.append(("tie", *sort_pair(*pair), _count_pairs([len(own)]), _sizes(rest)))
    table = pd.DataFrame(
        [
            {
                "kind": kind,
                "first": first,
                "second": second,
                "pairs_cut_off": whole - _count_pairs(sizes),
                "pieces": len(sizes),
            }
            for kind, first, second, whole, sizes in rows
        ],
        columns=["kind", "first", "second", "pairs_cut_off", "pieces"],
    ).astype({"pairs_cut_off": "int64", "pieces": "int64"})
    order = ["pairs_cut_off", "kind", "first", "second"]
    return table.sort_values(order, ascending=[False, True, True, True], ignore_index=True)


def _sizes(graph: Graph) -> list[int]:
    return [len(group) for group in components_of(graph)]


def _count_pairs(sizes: Sequence[int]) -> int:
    return sum(size * (size - 1) // 2 for size in sizes)


def _compare(before: pd.DataFrame, after: pd.DataFrame) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "measure": before["measure"],
            "before": before["value"],
            "after": after["value"],
            "change": after["value"] - before["value"],
        }
    )
