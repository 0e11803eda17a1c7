"""Core and periphery: the split of a network that comes nearest to a core everyone is tied to."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from partnerlab.methods.ties import build_graph

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from partnerlab.methods.ties import Graph

    Counts = NDArray[np.int64]

EXACT_UP_TO = 16
"""Members up to which every split is tried (65,536 of them); beyond, a seeded search."""

RANDOM_STARTS = 20
"""Random splits from which the search starts, beside those by degree."""


@dataclass(frozen=True)
class CoreSplit:
    """The best split into core and periphery.

    Parameters
    ----------
    core
        Its members, sorted, the rest being the periphery; empty when no split can be fitted.
    fit
        Correlation of the ties with the ideal, up to 1; None when there is not enough data.
    equally_good
        Splits that fit as well, this one included; None when not every split was tried. More than 1 says that
        the split shown is one of several.
    """

    core: tuple[str, ...]
    fit: float | None
    equally_good: int | None


def split_core(ties: pd.DataFrame, members: pd.DataFrame, *, exact_up_to: int = EXACT_UP_TO) -> CoreSplit:
    """Split the members into a core and a periphery by the fit of Borgatti and Everett (1999).

    In the ideal, a pair is tied when at least one of the two is in the core. The fit is the correlation between
    this ideal and the ties, over all pairs. Among splits that fit equally well the smallest core is shown, then
    the first in the order of the alphabet. Direction is disregarded.

    Parameters
    ----------
    ties, members
        As for :func:`partnerlab.methods.networks.measure_network`.
    exact_up_to
        Members up to which every split is tried, at most 20.

    Returns
    -------
    CoreSplit
        Core and fit; no split under three members, without ties, or when all are tied to all.

    Examples
    --------
    >>> star = pd.DataFrame({"source": ["Hub"] * 3, "target": ["A", "B", "C"]})
    >>> split = split_core(star, pd.DataFrame({"member": ["Hub", "A", "B", "C"]}))
    >>> split.core, split.fit
    (('Hub',), 1.0)
    """
    graph = build_graph(ties, members)
    names = list(graph)
    possible = len(names) * (len(names) - 1) // 2
    if len(names) < 3 or graph.number_of_edges() in (0, possible):
        return CoreSplit((), fit=None, equally_good=None)
    if len(names) <= min(exact_up_to, 20):
        core, fit, equally_good = _try_every_split(graph)
    else:
        core, fit = _search(graph)
        equally_good = None
    inside = {names[index] for index in core}
    return CoreSplit(tuple(name for name in names if name in inside), fit, equally_good)


def correlate_ideal(ties: int, members: int, core: int, ties_in_periphery: int) -> float:
    """Correlation between ties and ideal from four counts, which is all it depends on.

    Examples
    --------
    >>> correlate_ideal(ties=3, members=4, core=1, ties_in_periphery=0)
    1.0
    """
    pairs = math.comb(members, 2)
    ideal = pairs - math.comb(members - core, 2)
    spread = ties * (pairs - ties) * ideal * (pairs - ideal)
    agreement = pairs * (ties - ties_in_periphery) - ties * ideal
    return agreement / math.sqrt(spread) if spread else -math.inf


def _try_every_split(graph: Graph) -> tuple[tuple[int, ...], float, int]:
    size, ties = len(graph), graph.number_of_edges()
    inner = _count_inner_ties(graph)
    members = np.bitwise_count(np.arange(2**size, dtype=np.uint32)).astype(int)
    best, found = -math.inf, list[int]()
    for core in range(1, size - 1):
        masks = np.flatnonzero(members == size - core)
        least = int(inner[masks].min())
        fit = correlate_ideal(ties, size, core, least)
        if fit > best + 1e-12:
            best, found = fit, []
        if fit > best - 1e-12:
            found.extend(int(mask) for mask in masks[inner[masks] == least])
    cores = [tuple(index for index in range(size) if not mask >> index & 1) for mask in found]
    return min(cores, key=lambda core: (len(core), core)), best, len(cores)


def _count_inner_ties(graph: Graph) -> Counts:
    """Ties within each set of members, the set written as bits; each member doubles the sets before it."""
    names = {name: index for index, name in enumerate(graph)}
    inner = np.zeros(1, dtype=np.int64)
    for name, index in names.items():
        earlier = sum(1 << names[other] for other in graph[name] if names[other] < index)
        sets = np.arange(1 << index, dtype=np.uint32)
        inner = np.concatenate([inner, inner + np.bitwise_count(sets & np.uint32(earlier))])
    return inner


def _search(graph: Graph) -> tuple[tuple[int, ...], float]:
    import networkx as nx

    adjacency = nx.to_numpy_array(graph).astype(np.int64)
    best: tuple[float, int, tuple[int, ...]] = (math.inf, len(graph), ())
    for start in _list_starts(adjacency):
        core, fit = _climb(adjacency, start)
        best = min(best, (-round(fit, 12), len(core), tuple(sorted(core))))
    return best[2], -best[0]


def _list_starts(adjacency: Counts) -> Iterator[set[int]]:
    """The best tied members as cores of each size, then random cores."""
    size = len(adjacency)
    ranked = np.argsort(-adjacency.sum(axis=1), kind="stable").tolist()
    yield from (set(ranked[:core]) for core in range(1, size - 1))
    generator = np.random.default_rng(0)
    for _ in range(RANDOM_STARTS):
        core = int(generator.integers(1, size - 1))
        yield set(generator.choice(size, core, replace=False).tolist())


def _climb(adjacency: Counts, core: set[int]) -> tuple[set[int], float]:
    """Move one member in or out, or swap two, as long as the fit grows."""
    size, ties = len(adjacency), int(adjacency.sum()) // 2
    while True:
        inside, outside = sorted(core), sorted(set(range(size)) - core)
        outward = adjacency[:, outside].sum(axis=1)  # ties of each member to the periphery
        inner = int(outward[outside].sum()) // 2
        fit = correlate_ideal(ties, size, len(core), inner)
        swapped = inner + outward[inside][:, None] - outward[outside] - adjacency[np.ix_(inside, outside)]
        row, column = np.unravel_index(int(swapped.argmin()), swapped.shape)
        into, out = outside[int(outward[outside].argmax())], inside[int(outward[inside].argmin())]
        moves = [  # the best of each kind, with the ties that would be left in the periphery
            (core - {inside[row]} | {outside[column]}, int(swapped.min())),
            (core | {into}, inner - int(outward[into])),
            (core - {out}, inner + int(outward[out])),
        ]
        fits = [
            correlate_ideal(ties, size, len(move), left) if 0 < len(move) < size - 1 else -math.inf
            for move, left in moves
        ]
        if max(fits) <= fit + 1e-12:
            return core, fit
        core = moves[fits.index(max(fits))][0]
