"""Places for the members of a network on a drawing, the same on every run."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from partnerlab.methods.networks import components_of
from partnerlab.methods.ties import build_graph

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from partnerlab.methods.ties import Graph

    Places = NDArray[np.float64]

STARTS = 2
"""Circles tried for each piece."""
DECIMALS = 3
"""Places are rounded, so that machines agree."""
CLEARLY_BETTER = 0.99
"""A later start must strain at most this share of the first; ours, so that rounding never decides."""


def lay_out(ties: pd.DataFrame, members: pd.DataFrame, *, seed: int = 0) -> pd.DataFrame:
    """Places for the members on a drawing.

    Each piece of the network is laid out by Kamada and Kawai (1989) from circles whose order the seed shuffles; a
    later start replaces an earlier one only when it strains clearly less. Pieces stand side by side, members
    without ties in a row below.

    Parameters
    ----------
    ties, members
        As for :func:`partnerlab.methods.networks.measure_network`; direction is disregarded.
    seed
        Another seed, another drawing of the same network.

    Returns
    -------
    pandas.DataFrame
        ``member``, ``x``, ``y`` (no unit; tied members stand about 1 apart), sorted by member.

    Examples
    --------
    >>> lay_out(pd.DataFrame({"source": ["A"], "target": ["B"]}), pd.DataFrame({"member": ["A", "B"]}))
      member    x    y
    0      A  0.0  0.0
    1      B  1.0  0.0
    """
    graph = build_graph(ties, members)
    places: dict[str, tuple[float, float]] = {}
    left, below = 0.0, 0.0
    components = components_of(graph)
    for component in (group for group in components if len(group) > 1):
        shape = _lay_out_piece(graph.subgraph(component), component, seed)
        for member, (x, y) in zip(component, shape, strict=True):
            places[member] = (left + float(x), float(y))
        # Pieces have no distance to each other, so none could be drawn true: they only must not overlap.
        left += float(shape[:, 0].max()) + 1.0
        below = -1.0
    isolates = [group[0] for group in components if len(group) == 1]
    places |= {member: (float(index), below) for index, member in enumerate(isolates)}
    return pd.DataFrame(
        [
            # adding 0.0 turns a rounded -0.0 into 0.0
            {"member": member, "x": round(x, DECIMALS) + 0.0, "y": round(y, DECIMALS) + 0.0}
            for member, (x, y) in sorted(places.items())
        ],
        columns=["member", "x", "y"],
    )


def _lay_out_piece(graph: Graph, component: tuple[str, ...], seed: int) -> Places:
    """Lay out one connected piece with its lower left corner at 0, 0."""
    if len(component) == 2:
        return np.array([[0.0, 0.0], [1.0, 0.0]])
    # Kamada and Kawai's search ends in the nearest hollow, and the circle it begins from decides which: hence more than
    # one start. Asking for a clear gain keeps machines that round differently on the same drawing.
    generator = np.random.default_rng(seed)
    distances = _list_distances(graph, component)
    best, least = np.empty((0, 2)), math.inf
    for _ in range(STARTS):
        shape = _arrange(graph, component, generator.permutation(len(component)))
        strain = _measure_strain(shape, distances)
        if strain < least * CLEARLY_BETTER:
            best, least = shape, strain
    return np.asarray(best - best.min(axis=0), dtype=float)


def _list_distances(graph: Graph, component: tuple[str, ...]) -> Places:
    import networkx as nx

    steps = dict(nx.all_pairs_shortest_path_length(graph))
    return np.array([[steps[first][second] for second in component] for first in component], dtype=float)


def _arrange(graph: Graph, component: tuple[str, ...], order: NDArray[np.int64]) -> Places:
    """Arrange from a circle in the given order, scaled so that tied members stand 1 apart on average."""
    import networkx as nx

    angles = 2 * np.pi * np.argsort(order) / len(order)
    circle = {member: np.array([np.cos(angle), np.sin(angle)]) for member, angle in zip(component, angles, strict=True)}
    found = nx.kamada_kawai_layout(graph, pos=circle)
    # The library scales each drawing to fit -1 to 1: pieces of different sizes would have ties of different length.
    mean = np.mean([np.linalg.norm(found[first] - found[second]) for first, second in graph.edges])
    return np.asarray([found[member] for member in component], dtype=float) / float(mean)


def _measure_strain(shape: Places, distances: Places) -> float:
    """Sum of squared differences between drawn and walked distance, each relative to the walk."""
    drawn = np.linalg.norm(shape[:, None] - shape[None, :], axis=2)
    upper = np.triu_indices(len(shape), 1)
    # Relative to the walk, as in the sum that the layout itself makes least; plainly, far pairs would decide alone.
    return float(np.sum((drawn[upper] / distances[upper] - 1) ** 2))
