from __future__ import annotations

from itertools import combinations

import networkx as nx
import numpy as np
import pandas as pd
import pytest

from partnerlab.methods.periphery import split_core


def tables(graph: nx.Graph) -> tuple[pd.DataFrame, pd.DataFrame]:
    ties = pd.DataFrame([(f"{a:02d}", f"{b:02d}") for a, b in graph.edges], columns=["source", "target"])
    return ties, pd.DataFrame({"member": [f"{node:02d}" for node in graph]})


def ideal(core: int, size: int) -> nx.Graph:
    """Everybody tied to the core, nobody else to one another."""
    return nx.Graph([pair for pair in combinations(range(size), 2) if pair[0] < core])


def fit_by_hand(graph: nx.Graph, core: set[int]) -> float:
    pairs = list(combinations(graph, 2))
    tied = [float(graph.has_edge(*pair)) for pair in pairs]
    pattern = [float(bool(core & set(pair))) for pair in pairs]
    return float(np.corrcoef(tied, pattern)[0, 1])


@pytest.mark.parametrize(("core", "size"), [(1, 5), (3, 8), (5, 16), (4, 25)])
def test_an_ideal_network_is_split_where_it_was_joined_and_fits_perfectly(core, size):
    split = split_core(*tables(ideal(core, size)))
    assert split.core == tuple(f"{node:02d}" for node in range(core))
    assert split.fit == pytest.approx(1)


@pytest.mark.parametrize("seed", range(6))
def test_the_split_is_the_best_that_brute_force_finds(seed):
    graph = nx.gnp_random_graph(8, 0.4, seed=seed)
    fits = [fit_by_hand(graph, set(core)) for k in range(1, 7) for core in combinations(range(8), k)]
    split = split_core(*tables(graph))
    assert split.fit == pytest.approx(max(fits))
    assert split.equally_good == sum(fit > max(fits) - 1e-9 for fit in fits)
    assert fit_by_hand(graph, set(map(int, split.core))) == pytest.approx(split.fit)


@pytest.mark.parametrize("seed", range(4))
def test_the_search_finds_what_trying_every_split_finds(seed):
    graph = tables(nx.gnp_random_graph(13, 0.3, seed=seed))
    assert split_core(*graph, exact_up_to=0).fit == pytest.approx(split_core(*graph).fit)


def test_a_ring_says_that_its_split_is_one_of_many():
    assert split_core(*tables(nx.cycle_graph(6))).equally_good > 1


@pytest.mark.parametrize("graph", [nx.empty_graph(0), nx.path_graph(2), nx.empty_graph(5), nx.complete_graph(5)])
def test_no_split_is_made_up_where_none_can_be_fitted(graph):
    split = split_core(*tables(graph))
    assert (split.core, split.fit) == ((), None)


def test_the_search_gives_the_same_split_every_time():
    graph = tables(nx.gnp_random_graph(30, 0.2, seed=1))
    assert split_core(*graph) == split_core(*graph)
