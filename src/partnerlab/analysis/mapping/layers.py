"""Places for the steps of a way through: each after those that lead to it, with few crossings."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import networkx as nx


SWEEPS = 12
"""How often the order within each layer is improved; ours."""

Move = tuple[str, str]
Node = str | tuple[str, str, int]
"""A step, or the lane that a move keeps free in a layer between its ends."""


Place = tuple[int, float]
"""Layer, 0 first, and position across, 0 in the middle and 1 apart."""


@dataclass(frozen=True)
class Layers:
    """Where to draw steps and the moves between them."""

    places: dict[str, Place]
    """Place of each step."""
    routes: dict[Move, tuple[Place, ...]]
    """Places that the line of each move runs through, its ends included."""


def place_in_layers(steps: Sequence[str], moves: Sequence[Move]) -> Layers:
    """Place each step in a layer, after those that lead to it, and within the layer near those it is joined to.

    A move that closes a circle is disregarded, in the order given. A move over several layers keeps a lane free in
    each of them, so that its line passes beside the steps and not through them.

    Examples
    --------
    >>> place_in_layers(["Call", "Visit", "Care"], [("Call", "Visit"), ("Call", "Care")]).places
    {'Call': (0, 0.0), 'Visit': (1, -0.5), 'Care': (1, 0.5)}
    """
    import networkx as nx

    graph: nx.DiGraph[Node] = nx.DiGraph()
    graph.add_nodes_from(steps)
    for first, second in moves:
        if first != second and not nx.has_path(graph, second, first):
            graph.add_edge(first, second)
    depth: dict[Node, int] = {}
    for step in nx.topological_sort(graph):
        depth[step] = 1 + max((depth[before] for before in graph.predecessors(step)), default=-1)
    _keep_late(graph, depth)
    ways: dict[Move, list[Node]] = {}
    for first, second in list(graph.edges):
        lanes = [(str(first), str(second), layer) for layer in range(depth[first] + 1, depth[second])]
        ways[str(first), str(second)] = [first, *lanes, second]
        if lanes:
            graph.remove_edge(first, second)
            nx.add_path(graph, [first, *lanes, second])
            depth |= {lane: lane[2] for lane in lanes}
    layers = [[step for step in graph if depth[step] == layer] for layer in range(max(depth.values(), default=-1) + 1)]
    _order(graph, layers)
    found = {
        step: (number, place - (len(layer) - 1) / 2)
        for number, layer in enumerate(layers)
        for place, step in enumerate(layer)
    }
    return Layers(
        places={step: found[step] for step in steps},
        routes={move: tuple(found[node] for node in ways.get(move, list(move))) for move in moves},
    )


def _keep_late(graph: nx.DiGraph[Node], depth: dict[Node, int]) -> None:
    """Move steps that nothing leads to down to just before the first step they lead to."""
    for step in list(graph):
        after = [depth[later] for later in graph.successors(step)]
        if not list(graph.predecessors(step)) and after:
            depth[step] = min(after) - 1


def _order(graph: nx.DiGraph[Node], layers: list[list[Node]]) -> None:
    """Order each layer by the middle of its neighbours, down and up in turn; the order with fewest crossings stays."""
    import networkx as nx

    best, fewest = [list(layer) for layer in layers], _count_crossings(graph, layers)
    for sweep in range(SWEEPS):
        down = sweep % 2 == 0
        for number in range(1, len(layers)) if down else range(len(layers) - 2, -1, -1):
            beside = layers[number - 1 if down else number + 1]
            place = {step: index for index, step in enumerate(beside)}
            middles = {}
            for index, step in enumerate(layers[number]):
                near = [place[other] for other in nx.all_neighbors(graph, step) if other in place]
                middles[step] = sum(near) / len(near) if near else float(index)
            layers[number].sort(key=middles.__getitem__)
        crossings = _count_crossings(graph, layers)
        if crossings < fewest:
            best, fewest = [list(layer) for layer in layers], crossings
    layers[:] = best


def _count_crossings(graph: nx.DiGraph[Node], layers: list[list[Node]]) -> int:
    crossings = 0
    for upper, lower in pairwise(layers):
        place = {step: index for index, step in enumerate(lower)}
        ends = [
            (index, place[later])
            for index, step in enumerate(upper)
            for later in graph.successors(step)
            if later in place
        ]
        crossings += sum(
            (first[0] - second[0]) * (first[1] - second[1]) < 0
            for number, first in enumerate(ends)
            for second in ends[number + 1 :]
        )
    return crossings
