"""Whole networks: how dense, how centred on a few, how closed, in how many pieces (¶3.2)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pandas as pd

from partnerlab.errors import MethodError
from partnerlab.methods.ties import Answers, Asymmetric, Pair, compare_answers, draw_graph, sort_pair

if TYPE_CHECKING:
    from partnerlab.methods.ties import Graph


@dataclass(frozen=True, eq=False)
class NetworkMeasures:
    """What a network of working relationships looks like as a whole.

    Parameters
    ----------
    members, ties
        How many there are; ties by the reading that was asked for.
    directed
        Whether ties run one way.
    measures
        One row a measure: ``measure``, ``value`` (0 to 1; mean distance in steps), ``low`` and ``high`` (least and
        greatest of the value and of those with each member in turn left out; missing when none of these has one),
        ``intersection`` (value when only ties that nobody denies count; mutual ties when directed), ``n`` (members),
        ``note`` (why a value is missing, else "").
    isolates
        Members without any tie.
    articulation_points
        Members whose loss would split a piece of the network: single points of failure.
    bridges
        Ties whose loss would split a piece of the network.
    components
        Groups of members that can reach one another, largest first.
    union, intersection
        Ties that at least one side reports, and those that no side which answered denies.
    one_sided
        Ties reported by one side and not by the other: points for discussion.
    unknown
        Pairs about which nobody that could tell has answered.
    response_rate
        Share of members that answered, 0 to 1; None when not known.
    reciprocity
        Share of ties that are returned, 0 to 1: when directed, of all ties; else, of pairs with a tie about which both
        sides have spoken, those that both report. None without any.
    density_range
        Density if every doubtful pair is no tie, and if each is one; None under two members.
    """

    members: int
    ties: int
    directed: bool
    measures: pd.DataFrame
    isolates: tuple[str, ...]
    articulation_points: tuple[str, ...]
    bridges: tuple[Pair, ...]
    components: tuple[tuple[str, ...], ...]
    union: int
    intersection: int
    one_sided: tuple[Pair, ...]
    unknown: tuple[Pair, ...]
    response_rate: float | None
    reciprocity: float | None
    density_range: tuple[float, float] | None

    def value(self, measure: str) -> float | None:
        """Value of one measure by name; None when there is not enough data.

        Examples
        --------
        >>> ties = pd.DataFrame({"source": ["A"], "target": ["B"]})
        >>> measure_network(ties, pd.DataFrame({"member": ["A", "B", "C", "D"]})).value("density")
        0.16666666666666666
        """
        found = self.measures.loc[self.measures["measure"] == measure, "value"]
        if found.empty:
            raise MethodError(f"no measure {measure}; there are {', '.join(self.measures['measure'])}")
        return None if pd.isna(found.iloc[0]) else float(found.iloc[0])


def measure_network(
    ties: pd.DataFrame,
    members: pd.DataFrame,
    *,
    directed: bool = False,
    asymmetric: Asymmetric = "union",
    band_up_to: int = 60,
    banded: bool = True,
) -> NetworkMeasures:
    """Measure a network of working relationships as a whole, isolates included.

    Parameters
    ----------
    ties
        Columns ``source``, ``target``, optionally ``tied``; see
        :func:`partnerlab.methods.ties.compare_answers`.
    members
        Columns ``member``, optionally ``answered``.
    directed
        True when ties run one way. Then degree centralisation is that of ties received, which stands up to
        missing answers better than ties sent; pieces, closure and weak spots disregard direction.
    asymmetric
        Which ties count when the two sides answer differently: ``"union"`` or ``"intersection"``.
    band_up_to
        Members up to which betweenness centralisation has its band too; measuring it without each of more takes
        minutes, so the note says that there is none.
    banded
        False leaves the bands out, which takes as long as measuring once for each member.

    Returns
    -------
    NetworkMeasures
        Density, degree and betweenness centralisation, transitivity, mean distance, each with a band, reciprocity, and
        the weak spots.

    Notes
    -----
    Density is 2m / n(n-1). Centralisation after Freeman (1978): the sum of the differences to the most central
    member, divided by its value in a star: 1 for a star, 0 for a ring. Transitivity is 3 × triangles /
    connected triples. Betweenness centralisation is fragile when answers are missing: read it with its band
    and the response rate.

    Examples
    --------
    >>> star = pd.DataFrame({"source": ["Hub"] * 3, "target": ["A", "B", "C"]})
    >>> network = measure_network(star, pd.DataFrame({"member": ["Hub", "A", "B", "C"]}))
    >>> network.value("degree_centralisation"), network.value("density"), network.articulation_points
    (1.0, 0.5, ('Hub',))
    """
    import networkx as nx

    answers = compare_answers(ties, members, directed=directed)
    pairs = answers.intersection if asymmetric == "intersection" and not directed else answers.union
    graph = draw_graph(answers.members, pairs, directed=directed)
    certain = draw_graph(answers.members, answers.intersection, directed=directed)
    plain = graph.to_undirected() if directed else graph
    size = len(answers.members)
    possible = size * (size - 1) / (1 if directed else 2)
    surest = len(answers.union if directed else answers.intersection)
    return NetworkMeasures(
        members=size,
        ties=len(pairs),
        directed=directed,
        measures=_tabulate(graph, certain, band_up_to if banded else None),
        isolates=tuple(sorted(nx.isolates(graph))),
        articulation_points=tuple(sorted(nx.articulation_points(plain))),
        bridges=tuple(sorted(sort_pair(*pair) for pair in nx.bridges(plain))),
        components=components_of(plain),
        union=len(answers.union),
        intersection=len(answers.intersection),
        one_sided=answers.one_sided,
        unknown=tuple(sorted(answers.unknown)),
        response_rate=answers.response_rate,
        reciprocity=_reciprocity(answers, directed=directed),
        density_range=(surest / possible, (len(answers.union) + len(answers.unknown)) / possible) if possible else None,
    )


def components_of(graph: Graph) -> tuple[tuple[str, ...], ...]:
    """Groups that can reach one another, largest first, then by name.

    Examples
    --------
    >>> components_of(draw_graph("ABC", [("A", "C")]))
    (('A', 'C'), ('B',))
    """
    import networkx as nx

    groups = (tuple(sorted(group)) for group in nx.connected_components(graph))
    return tuple(sorted(groups, key=lambda group: (-len(group), group)))


def _density(graph: Graph) -> float | None:
    import networkx as nx

    return float(nx.density(graph)) if len(graph) > 1 else None


def _degree_centralisation(graph: Graph) -> float | None:
    import networkx as nx

    size = len(graph)
    if size < 3:
        return None
    if isinstance(graph, nx.DiGraph):  # ties received; the star sends every tie to one member
        degrees, star = [degree for _, degree in graph.in_degree()], (size - 1) ** 2
    else:
        degrees, star = [degree for _, degree in graph.degree()], (size - 1) * (size - 2)
    return float(sum(max(degrees) - degree for degree in degrees) / star)


def _betweenness_centralisation(graph: Graph) -> float | None:
    import networkx as nx

    if len(graph) < 3:
        return None
    scores = nx.betweenness_centrality(graph).values()
    return float(sum(max(scores) - score for score in scores) / (len(graph) - 1))


def _transitivity(graph: Graph) -> float | None:
    import networkx as nx

    plain = graph.to_undirected() if graph.is_directed() else graph
    if all(degree < 2 for _, degree in plain.degree()):
        return None
    return float(nx.transitivity(plain))


def _mean_distance(graph: Graph) -> float | None:
    import networkx as nx

    lengths = [
        length
        for source, reached in nx.all_pairs_shortest_path_length(graph)
        for target, length in reached.items()
        if source != target
    ]
    return sum(lengths) / len(lengths) if lengths else None


def _reciprocity(answers: Answers, *, directed: bool) -> float | None:
    if directed:
        return 2 * len(answers.mutual) / len(answers.union) if answers.union else None
    return len(answers.mutual) / len(answers.heard) if answers.heard else None


MEASURES: dict[str, tuple[Callable[[Graph], float | None], str]] = {
    "density": (_density, "two members"),
    "degree_centralisation": (_degree_centralisation, "three members"),
    "betweenness_centralisation": (_betweenness_centralisation, "three members"),
    "transitivity": (_transitivity, "a member with two ties"),
    "mean_distance": (_mean_distance, "a tie"),
}


def _tabulate(graph: Graph, certain: Graph, band_up_to: int | None) -> pd.DataFrame:
    # Copies: to look through a view takes four times as long, and each is looked through five times.
    reduced = [] if band_up_to is None else [graph.subgraph(set(graph) - {member}).copy() for member in graph]
    rows = []
    for name, (measure, need) in MEASURES.items():
        value = measure(graph)
        note = "" if value is not None else f"not enough data: needs {need}"
        banded = value is not None
        if name == "betweenness_centralisation" and band_up_to is not None and len(graph) > band_up_to:
            banded, note = False, f"no band: more than {band_up_to} members"
        band = [found for found in (value, *map(measure, reduced if banded else [])) if found is not None]
        ends = {"low": min(band), "high": max(band)} if len(band) > 1 else {"low": None, "high": None}
        rows.append(
            {"measure": name, "value": value, **ends, "intersection": measure(certain), "n": len(graph), "note": note}
        )
    numbers = dict.fromkeys(["value", "low", "high", "intersection"], "Float64")
    return pd.DataFrame(rows).astype(numbers)
