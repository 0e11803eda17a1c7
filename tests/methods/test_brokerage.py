from __future__ import annotations

from itertools import permutations

import networkx as nx
import pandas as pd
import pytest

from partnerlab.methods.brokerage import BROKER_ROLES, name_role, score_members


def tables(graph: nx.Graph, sectors: dict[object, str] | None = None) -> tuple[pd.DataFrame, pd.DataFrame]:
    ties = pd.DataFrame([(str(a), str(b)) for a, b in graph.edges], columns=["source", "target"])
    members = pd.DataFrame({"member": [str(node) for node in graph]})
    return ties, members if sectors is None else members.assign(sector=[sectors.get(node) for node in graph])


def score(graph: nx.Graph, sectors: dict[object, str] | None = None, *, directed: bool = False) -> pd.DataFrame:
    return score_members(*tables(graph, sectors), directed=directed).set_index("member")


def constrain(graph: nx.Graph, ego: object) -> float:
    """Burt's formula written out: sum over j of (p_ij + sum over q of p_iq p_qj) squared."""
    weight = nx.to_numpy_array(graph)
    weight = weight + weight.T
    share = weight / weight.sum(axis=1, keepdims=True)
    nodes = list(graph)
    i = nodes.index(ego)
    return sum(
        (share[i, j] + sum(share[i, q] * share[q, j] for q in range(len(nodes)) if q not in (i, j))) ** 2
        for j in range(len(nodes))
        if weight[i, j]
    )


def test_the_medici_stand_on_47_and_a_half_shortest_marriage_paths():
    scores = score(nx.florentine_families_graph())
    assert scores.loc["Medici", "betweenness"] == pytest.approx(47.5)
    assert scores.loc["Medici", "degree"] == 6


def test_the_constraint_of_every_florentine_family_follows_the_formula():
    graph = nx.florentine_families_graph()
    scores = score(graph)
    for family in graph:
        assert scores.loc[family, "constraint"] == pytest.approx(constrain(graph, family))


def test_constraint_with_direction_adds_both_ways_even_for_one_that_only_receives():
    graph = nx.DiGraph([("A", "B"), ("B", "A"), ("A", "C"), ("B", "C")])
    scores = score(graph, directed=True)
    for member in graph:
        assert scores.loc[member, "constraint"] == pytest.approx(constrain(graph, member))


def test_the_hub_of_a_star_of_four_is_constrained_by_a_quarter():
    assert score(nx.star_graph(4)).loc["0", "constraint"] == pytest.approx(0.25)


def test_a_member_without_ties_has_no_constraint_rather_than_none_of_it():
    graph = nx.path_graph(3)
    graph.add_node(9)
    scores = score(graph)
    assert pd.isna(scores.loc["9", "constraint"])
    assert scores.loc["9", "degree"] == 0


@pytest.mark.parametrize(
    ("giver", "broker", "receiver", "role"),
    [
        ("x", "x", "x", "coordinator"),
        ("x", "y", "x", "itinerant"),
        ("x", "y", "y", "gatekeeper"),
        ("y", "y", "x", "representative"),
        ("x", "y", "z", "liaison"),
    ],
)
def test_each_role_of_gould_and_fernandez_comes_from_its_three_groups(giver, broker, receiver, role):
    assert name_role(giver, broker, receiver) == role
    graph = nx.DiGraph([("G", "B"), ("B", "R")])
    scores = score(graph, {"G": giver, "B": broker, "R": receiver}, directed=True)
    assert scores.loc["B", list(BROKER_ROLES)].to_dict() == {name: int(name == role) for name in BROKER_ROLES}
    assert scores.loc[["G", "R"], "brokered"].tolist() == [0, 0]


def test_a_pair_with_a_tie_of_its_own_needs_no_broker():
    assert score(nx.DiGraph([("G", "B"), ("B", "R"), ("G", "R")]), directed=True)["brokered"].sum() == 0


def test_the_roles_of_a_directed_network_match_brute_force_over_all_triples():
    graph = nx.gnp_random_graph(9, 0.3, seed=4, directed=True)
    sectors = {node: "xyz"[node % 3] for node in graph}
    scores = score(graph, sectors, directed=True)
    for broker in graph:
        expected = dict.fromkeys(BROKER_ROLES, 0)
        for a, c in permutations(set(graph) - {broker}, 2):
            if graph.has_edge(a, broker) and graph.has_edge(broker, c) and not graph.has_edge(a, c):
                expected[name_role(sectors[a], sectors[broker], sectors[c])] += 1
        assert scores.loc[str(broker), list(BROKER_ROLES)].to_dict() == expected


def test_without_direction_way_in_and_out_cannot_be_told_apart():
    scores = score(nx.path_graph(["A", "B", "C"]), {"A": "x", "B": "x", "C": "y"})
    assert scores.loc["B", "gatekeeper"] == 1
    assert pd.isna(scores.loc["B", "representative"])


def test_without_sectors_pairs_are_counted_and_roles_are_missing():
    scores = score(nx.star_graph(3))
    assert scores.loc["0", "brokered"] == 3
    assert scores.loc["0", list(BROKER_ROLES)].isna().all()


def test_a_pair_of_unknown_sector_is_brokered_in_no_known_role():
    scores = score(nx.path_graph(["A", "B", "C"]), {"A": "x", "B": "x"})
    assert scores.loc["B", "brokered"] == 1
    assert scores.loc["B", list(BROKER_ROLES)].fillna(0).sum() == 0


def test_the_hub_of_a_star_is_its_core_and_its_single_point():
    scores = score(nx.star_graph(4))
    assert scores["place"].to_dict() == {"0": "core", **dict.fromkeys("1234", "periphery")}
    assert scores.index[scores["single_point"]].tolist() == ["0"]


@pytest.mark.parametrize("size", [0, 1, 2])
def test_a_network_too_small_still_lists_its_members(size):
    scores = score(nx.empty_graph(size))
    assert len(scores) == size
    assert scores["place"].isna().all()


def test_no_place_is_shown_where_several_splits_fit_equally_well():
    assert score(nx.cycle_graph(6))["place"].isna().all()
