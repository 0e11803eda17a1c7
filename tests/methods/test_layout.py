from __future__ import annotations

import networkx as nx
import pandas as pd
import pytest

from partnerlab.methods.layout import lay_out


def tables(graph: nx.Graph) -> tuple[pd.DataFrame, pd.DataFrame]:
    ties = pd.DataFrame([(str(a), str(b)) for a, b in graph.edges], columns=["source", "target"])
    return ties, pd.DataFrame({"member": [str(node) for node in graph]})


def test_the_drawing_is_the_same_on_every_run_and_in_every_order_of_rows():
    ties, members = tables(nx.florentine_families_graph())
    shuffled = lay_out(ties.sample(frac=1, random_state=3), members.sample(frac=1, random_state=5))
    pd.testing.assert_frame_equal(lay_out(ties, members), shuffled)


def test_another_seed_gives_another_drawing():
    graph = tables(nx.florentine_families_graph())
    assert not lay_out(*graph, seed=0).equals(lay_out(*graph, seed=1))


def test_places_are_rounded():
    places = lay_out(*tables(nx.path_graph(5)))[["x", "y"]]
    pd.testing.assert_frame_equal(places, places.round(3))


def test_no_two_members_stand_on_one_another():
    graph = nx.disjoint_union_all([nx.star_graph(4), nx.path_graph(2), nx.cycle_graph(5), nx.empty_graph(3)])
    places = lay_out(*tables(graph)).set_index("member")
    for _, first in places.iterrows():
        distances = ((places - first) ** 2).sum(axis=1) ** 0.5
        assert (distances < 0.2).sum() == 1


def test_the_ends_of_a_chain_stand_furthest_apart():
    places = lay_out(*tables(nx.path_graph(4))).set_index("member")
    distance = ((places - places.loc["0"]) ** 2).sum(axis=1)
    assert distance.idxmax() == "3"


def test_members_without_ties_stand_below_the_rest():
    graph = nx.path_graph(3)
    graph.add_node(9)
    places = lay_out(*tables(graph)).set_index("member")
    assert places["y"].idxmin() == "9"


@pytest.mark.parametrize("size", [0, 1, 2])
def test_a_network_of_hardly_anybody_is_laid_out_too(size):
    places = lay_out(*tables(nx.empty_graph(size)))
    assert list(places.columns) == ["member", "x", "y"]
    assert len(places) == size
