"""Members of a network: how tied, how much between others, which role as a broker (¶3.2)."""

from __future__ import annotations

from collections import Counter
from itertools import combinations
from typing import TYPE_CHECKING

import pandas as pd

from partnerlab.methods.periphery import split_core
from partnerlab.methods.ties import build_graph

if TYPE_CHECKING:
    from collections.abc import Iterator

    from partnerlab.methods.ties import Graph

BROKER_ROLES = ("coordinator", "itinerant", "gatekeeper", "representative", "liaison")
"""Roles of Gould and Fernandez (1989), in their order from one's own group to three different ones."""


def score_members(ties: pd.DataFrame, members: pd.DataFrame, *, directed: bool = False) -> pd.DataFrame:
    """Score the place of each member in the network.

    Parameters
    ----------
    ties
        Columns ``source``, ``target``, optionally ``tied``.
    members
        Columns ``member``, optionally ``sector`` (groups for the broker roles) and ``answered``.
    directed
        True when ties run one way.

    Returns
    -------
    pandas.DataFrame
        One row a member, sorted by name:

        - ``member``, ``sector`` (missing when not given);
        - ``degree``: members tied to it, whichever way;
        - ``received``, ``sent``: ties in each direction; both equal ``degree`` when undirected;
        - ``betweenness``: shortest paths between others that pass through it, each pair counting 1 in all;
        - ``betweenness_share``: the same as a share of the most there could be, 0 to 1; missing under 3 members;
        - ``constraint``: Burt's (1992) constraint; low for those whose contacts are not tied to one another;
          missing for members without ties;
        - ``brokered``: open pairs it stands between: both tied to it, not to each other;
        - ``coordinator``, ``itinerant``, ``gatekeeper``, ``representative``, ``liaison``: those pairs by sector.
          All of one sector; the two others share another sector; the way in, and out, of its own sector; three
          different sectors. Without direction the way in is the way out: both count as ``gatekeeper`` and
          ``representative`` is missing. Pairs with a sector that is not known count only as ``brokered``;
        - ``single_point``: its loss would split a piece of the network;
        - ``place``: ``core`` or ``periphery`` by the fit of Borgatti and Everett, see
          :func:`partnerlab.methods.periphery.split_core`; missing when no split fits, or several fit equally well.

        ``attrs["core_fit"]`` is how well that split fits, up to 1; None when no ``place`` is given.

    Examples
    --------
    >>> ties = pd.DataFrame({"source": ["Hub"] * 3, "target": ["A", "B", "C"]})
    >>> members = pd.DataFrame({"member": ["Hub", "A", "B", "C"], "sector": ["x", "y", "z", "z"]})
    >>> score_members(ties, members).set_index("member").loc["Hub", ["brokered", "itinerant", "liaison"]].tolist()
    [3, 1, 2]
    """
    import networkx as nx

    graph = build_graph(ties, members, directed=directed)
    plain = graph.to_undirected() if isinstance(graph, nx.DiGraph) else graph
    sectors = read_sectors(members)
    between = nx.betweenness_centrality(graph, normalized=False)
    shares = nx.betweenness_centrality(graph) if len(graph) > 2 else {}
    constraint = nx.constraint(_weigh_pairs(graph), weight="weight") if len(graph) else {}
    points = set(nx.articulation_points(plain))
    split = split_core(ties, members)
    core = split.core if split.equally_good in (None, 1) else ()
    rows = [
        {
            "member": member,
            "sector": sectors.get(member),
            "degree": len(plain[member]),
            "received": graph.in_degree(member) if isinstance(graph, nx.DiGraph) else len(plain[member]),
            "sent": len(graph[member]),
            "betweenness": between[member],
            "betweenness_share": shares.get(member),
            "constraint": constraint[member] if len(plain[member]) else None,
            **_count_roles(graph, member, sectors),
            "single_point": member in points,
            "place": (("core" if member in core else "periphery") if core else None),
        }
        for member in graph
    ]
    scores = pd.DataFrame(rows, columns=list(_COLUMNS)).astype(_COLUMNS)
    scores.attrs["core_fit"] = split.fit if core else None
    return scores


def read_sectors(members: pd.DataFrame) -> dict[str, str]:
    """Sector of each member whose sector is known."""
    if "sector" not in members.columns:
        return {}
    return {
        str(member): str(sector)
        for member, sector in zip(members["member"], members["sector"], strict=True)
        if pd.notna(sector)
    }


def name_role(giver: str, broker: str, receiver: str, *, directed: bool = True) -> str:
    """Name the role of a broker from the groups of the three, after Gould and Fernandez (1989).

    Examples
    --------
    >>> name_role("statutory", "voluntary", "voluntary")
    'gatekeeper'
    """
    if giver == broker == receiver:
        return "coordinator"
    if giver == receiver:
        return "itinerant"
    if broker == receiver:
        return "gatekeeper"
    if broker == giver:
        return "representative" if directed else "gatekeeper"
    return "liaison"


def _weigh_pairs(graph: Graph) -> Graph:
    """Undirected ties weighted by the directions they run in, as Burt's measure adds both."""
    import networkx as nx

    weighted: Graph = nx.Graph()
    weighted.add_nodes_from(graph)
    both = graph.is_directed()
    weighted.add_edges_from(
        (source, target, {"weight": 2 if both and graph.has_edge(target, source) else 1})
        for source, target in graph.edges
    )
    return weighted


def _open_pairs(graph: Graph, broker: str) -> Iterator[tuple[str, str]]:
    """Pairs that reach one another over the broker and not directly."""
    import networkx as nx

    if isinstance(graph, nx.DiGraph):
        for giver in graph.predecessors(broker):
            for receiver in graph.successors(broker):
                if giver != receiver and not graph.has_edge(giver, receiver):
                    yield giver, receiver
    else:
        yield from (pair for pair in combinations(sorted(graph[broker]), 2) if not graph.has_edge(*pair))


def _count_roles(graph: Graph, broker: str, sectors: dict[str, str]) -> dict[str, int | None]:
    pairs = list(_open_pairs(graph, broker))
    directed = graph.is_directed()
    known = [pair for pair in pairs if {broker, *pair} <= sectors.keys()]
    counts = Counter(
        name_role(sectors[giver], sectors[broker], sectors[receiver], directed=directed) for giver, receiver in known
    )
    roles: dict[str, int | None] = {role: counts[role] for role in BROKER_ROLES}
    if not directed:
        roles["representative"] = None
    if not sectors:
        roles = dict.fromkeys(BROKER_ROLES)
    return {"brokered": len(pairs), **roles}


_COLUMNS = {
    "member": "object",
    "sector": "object",
    "degree": "int64",
    "received": "int64",
    "sent": "int64",
    "betweenness": "float64",
    "betweenness_share": "Float64",
    "constraint": "Float64",
    "brokered": "int64",
    **dict.fromkeys(BROKER_ROLES, "Int64"),
    "single_point": "bool",
    "place": "object",
}
