"""Ties within and between groups: counted, and set against what the groups' sizes would give."""

from __future__ import annotations

import networkx as nx
import pandas as pd
import pytest

from partnerlab.errors import MethodError
from partnerlab.methods.mixing import measure_mixing


def tables(graph: nx.Graph, groups: dict) -> tuple[pd.DataFrame, pd.DataFrame]:
    ties = pd.DataFrame([(str(a), str(b)) for a, b in graph.edges], columns=["source", "target"])
    members = [(str(node), groups[node]) for node in graph]
    return ties, pd.DataFrame(members, columns=["member", "sector"])


def test_the_karate_club_split_along_its_few_ties_across():
    """W. W. Zachary (1977): 34 members, 78 ties; those that cross the two clubs it split into are few."""
    graph = nx.karate_club_graph()
    clubs = nx.get_node_attributes(graph, "club")
    mixing = measure_mixing(*tables(graph, clubs))
    across = sum(clubs[a] != clubs[b] for a, b in graph.edges)
    assert (mixing.between, mixing.within) == (across, 78 - across)
    assert mixing.external_index == pytest.approx((2 * across - 78) / 78)
    assert mixing.external_index < mixing.expected_index  # 17 × 17 pairs across against 2 × 17 × 16 / 2 within
    assert mixing.expected_index == pytest.approx((289 - 272) / 561)


def test_all_ties_across_and_all_ties_within_are_the_ends():
    halves = dict.fromkeys(range(3), "a") | dict.fromkeys(range(3, 6), "b")
    across = measure_mixing(*tables(nx.complete_bipartite_graph(3, 3), halves))
    assert across.external_index == 1
    assert across.table["density"].tolist() == [0, 1, 0]
    apart = nx.disjoint_union(nx.complete_graph(3), nx.complete_graph(3))
    within = measure_mixing(*tables(apart, halves))
    assert within.external_index == -1
    assert within.table["density"].tolist() == [1, 0, 1]
    assert within.table["possible"].tolist() == [3, 9, 3]


def test_a_complete_network_has_the_index_that_chance_gives():
    groups = {0: "a", 1: "a", 2: "a", 3: "b", 4: "c"}
    mixing = measure_mixing(*tables(nx.complete_graph(5), groups))
    assert mixing.external_index == mixing.expected_index == pytest.approx((7 - 3) / 10)


def test_members_without_a_group_are_named_and_their_ties_left_out():
    mixing = measure_mixing(*tables(nx.path_graph(3), {0: "a", 1: None, 2: "a"}))
    assert mixing.left_out == ("1",)
    assert (mixing.within, mixing.between, mixing.external_index) == (0, 0, None)


def test_one_group_or_nobody_has_no_ties_across_to_expect():
    alone = measure_mixing(*tables(nx.path_graph(2), {0: "a", 1: "a"}))
    assert alone.expected_index == -1
    nobody = measure_mixing(pd.DataFrame(columns=["source", "target"]), pd.DataFrame(columns=["member", "sector"]))
    assert (nobody.external_index, nobody.expected_index) == (None, None)
    with pytest.raises(MethodError, match='members lack the column "sector"'):
        measure_mixing(pd.DataFrame(columns=["source", "target"]), pd.DataFrame({"member": ["A"]}))
