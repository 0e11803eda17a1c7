from __future__ import annotations

import networkx as nx
import pandas as pd
import pytest

from partnerlab.errors import MethodError
from partnerlab.methods.resilience import locate_weak_points, lose_each, without_member


def tables(graph: nx.Graph) -> tuple[pd.DataFrame, pd.DataFrame]:
    ties = pd.DataFrame([(str(a), str(b)) for a, b in graph.edges], columns=["source", "target"])
    return ties, pd.DataFrame({"member": [str(node) for node in graph]})


def reachable(graph: nx.Graph) -> int:
    return sum(len(group) * (len(group) - 1) // 2 for group in nx.connected_components(graph))


def test_losing_the_hub_of_a_star_isolates_everybody():
    loss = without_member(*tables(nx.star_graph(4)), "0")
    assert loss.newly_isolated == ("1", "2", "3", "4")
    assert (loss.ties_lost, loss.pairs_cut_off, loss.after.ties) == (4, 6, 0)


def test_losing_one_of_a_ring_cuts_nobody_off():
    loss = without_member(*tables(nx.cycle_graph(5)), "2")
    assert (loss.pairs_cut_off, loss.newly_isolated, len(loss.pieces)) == (0, (), 1)


def test_pairs_cut_off_match_a_count_of_paths_before_and_after():
    graph = nx.florentine_families_graph()
    for family in graph:
        rest = graph.subgraph(set(graph) - {family})
        others = sum(1 for a in rest for b in rest if a < b and nx.has_path(graph, a, b))
        assert without_member(*tables(graph), family).pairs_cut_off == others - reachable(rest)


def test_changes_set_the_measures_before_and_after_side_by_side():
    changes = without_member(*tables(nx.complete_graph(4)), "0").changes.set_index("measure")
    assert changes.loc["density"].tolist() == [1, 1, 0]


def test_without_a_stranger_is_refused():
    with pytest.raises(MethodError, match="X is not a member; members are 0, 1"):
        without_member(*tables(nx.path_graph(2)), "X")


def test_weak_points_are_the_articulation_points_and_bridges_worst_first():
    graph = nx.barbell_graph(4, 1)  # two complete fours joined over member 4
    weak = locate_weak_points(*tables(graph))
    assert set(weak.loc[weak["kind"] == "member", "first"]) == set(map(str, nx.articulation_points(graph)))
    assert len(weak[weak["kind"] == "tie"]) == len(list(nx.bridges(graph)))
    assert weak["pairs_cut_off"].is_monotonic_decreasing
    # losing the tie 3-4 parts 4 from 5 members; losing member 4 parts 4 from 4
    assert weak.set_index(["kind", "first"]).loc[("tie", "3"), "pairs_cut_off"] == 20
    assert weak.set_index(["kind", "first"]).loc[("member", "4"), "pairs_cut_off"] == 16


def test_a_complete_network_has_no_weak_point():
    assert locate_weak_points(*tables(nx.complete_graph(4))).empty


def test_losing_one_of_two_leaves_a_network_too_small_to_measure():
    loss = without_member(*tables(nx.path_graph(2)), "0")
    assert loss.after.value("density") is None
    assert loss.newly_isolated == ("1",)


@pytest.mark.parametrize("directed", [False, True])
@pytest.mark.parametrize("seed", range(7))
def test_each_loss_is_what_the_network_measured_anew_without_that_member_says(seed, directed):
    graph = nx.gnp_random_graph(9, 0.25, seed=seed, directed=directed) if seed else nx.path_graph(2)
    ties, members = tables(graph)
    losses = lose_each(ties, members, directed=directed)
    for member in losses.index:
        alone = without_member(ties, members, member, directed=directed)
        before, after = alone.before.value("density"), alone.after.value("density")
        change = None if before is None or after is None else pytest.approx(after - before)
        found = losses.loc[member]
        assert found["ties_lost"] == alone.ties_lost
        assert found["pairs_cut_off"] == alone.pairs_cut_off
        assert found["newly_isolated"] == alone.newly_isolated
        assert (None if pd.isna(found["density_change"]) else found["density_change"]) == change
