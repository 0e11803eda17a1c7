from __future__ import annotations

from itertools import combinations, product
from math import inf

import networkx as nx
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from partnerlab.errors import MethodError
from partnerlab.methods.networks import MEASURES, measure_network

NOBODY = pd.DataFrame(columns=["source", "target"])


def tables(graph: nx.Graph) -> tuple[pd.DataFrame, pd.DataFrame]:
    ties = pd.DataFrame([(str(a), str(b)) for a, b in graph.edges], columns=["source", "target"])
    return ties, pd.DataFrame({"member": [str(node) for node in graph]})


def florentine(*, isolate: bool) -> nx.Graph:
    graph = nx.florentine_families_graph()  # Padgett's marriages as published, without the isolate
    if isolate:
        graph.add_node("Pucci")
    return graph


@pytest.mark.parametrize(
    ("measure", "published"),
    [
        ("density", 0.1667),
        ("degree_centralisation", 0.2667),
        ("betweenness_centralisation", 0.3835),
        ("transitivity", 0.1915),
    ],
)
def test_florentine_marriages_have_their_published_measures(measure, published):
    assert measure_network(*tables(florentine(isolate=True))).value(measure) == pytest.approx(published, abs=5e-5)


def test_leaving_an_isolate_out_would_change_the_density():
    network = measure_network(*tables(florentine(isolate=False)))
    assert network.value("density") == pytest.approx(0.1905, abs=5e-5)


def test_an_isolate_is_kept_and_named():
    network = measure_network(*tables(florentine(isolate=True)))
    assert (network.members, network.ties, network.isolates) == (16, 20, ("Pucci",))
    assert network.components[1] == ("Pucci",)


@pytest.mark.parametrize(("n", "m", "published"), [(192, 2480, 0.135), (190, 1470, 0.082), (173, 825, 0.055)])
def test_densities_of_published_networks_of_organisations(n, m, published):
    density, _ = MEASURES["density"]  # the rest is not measured: density depends on n and m alone
    assert density(nx.gnm_random_graph(n, m, seed=1)) == pytest.approx(published, abs=5e-4)


@pytest.mark.parametrize(
    ("graph", "density", "degree", "betweenness"),
    [
        (nx.star_graph(5), 1 / 3, 1, 1),
        (nx.cycle_graph(6), 0.4, 0, 0),
        (nx.complete_graph(6), 1, 0, 0),
    ],
    ids=["star", "ring", "complete"],
)
def test_star_ring_and_complete_have_their_analytic_measures(graph, density, degree, betweenness):
    network = measure_network(*tables(graph))
    assert network.value("density") == pytest.approx(density)
    assert network.value("degree_centralisation") == pytest.approx(degree, abs=1e-12)
    assert network.value("betweenness_centralisation") == pytest.approx(betweenness, abs=1e-12)


def test_everybody_reporting_to_one_is_the_most_centralised_directed_network():
    ties = pd.DataFrame({"source": list("ABC"), "target": ["Hub"] * 3})
    network = measure_network(ties, pd.DataFrame({"member": ["Hub", "A", "B", "C"]}), directed=True)
    assert network.value("degree_centralisation") == 1
    assert network.value("density") == 3 / 12


def test_the_middle_of_a_chain_is_a_single_point_of_failure_and_each_tie_a_bridge():
    network = measure_network(*tables(nx.path_graph(["A", "B", "C"])))
    assert network.articulation_points == ("B",)
    assert network.bridges == (("A", "B"), ("B", "C"))


def test_a_ring_has_no_single_point_of_failure():
    network = measure_network(*tables(nx.cycle_graph(5)))
    assert (network.articulation_points, network.bridges) == ((), ())


def test_the_band_spans_the_network_without_each_member_in_turn():
    # a star of four: without the hub density 0; without a leaf 2 ties among 3 members
    row = measure_network(*tables(nx.star_graph(3))).measures.set_index("measure").loc["density"]
    assert (row["low"], row["high"]) == (0, pytest.approx(2 / 3))


def steps_apart(members: list[str], ties: set[frozenset[str]]) -> float | None:
    """Mean steps between pairs that can reach one another, by relaxing every pair over every third (Floyd 1962)."""
    steps = {(a, b): 1.0 if {a, b} in ties else inf for a in members for b in members if a != b}
    for by, a, b in product(members, repeat=3):
        if len({by, a, b}) == 3:
            steps[a, b] = min(steps[a, b], steps[a, by] + steps[by, b])
    reached = [far for far in steps.values() if far < inf]
    return sum(reached) / len(reached) if reached else None


@settings(deadline=None, max_examples=60)
@given(st.integers(2, 6), st.data())
def test_the_band_of_the_mean_distance_is_the_least_and_greatest_of_the_whole_and_of_each_rest(size, data):
    members = list("ABCDEF"[:size])
    pairs = [frozenset(pair) for pair in combinations(members, 2)]
    ties = data.draw(st.sets(st.sampled_from(pairs)))
    rows = pd.DataFrame([sorted(pair) for pair in ties], columns=["source", "target"])
    found = measure_network(rows, pd.DataFrame({"member": members})).measures.set_index("measure")
    whole = steps_apart(members, ties)
    rests = [steps_apart([row for row in members if row != out], {tie for tie in ties if out not in tie})
             for out in members]  # fmt: skip
    known = [rest for rest in rests if rest is not None]
    row = found.loc["mean_distance"]
    if whole is None:
        assert row[["value", "low", "high"]].isna().all()
        return
    assert row["value"] == pytest.approx(whole)
    if not known:
        assert row[["low", "high"]].isna().all()
        return
    assert (row["low"], row["high"]) == (pytest.approx(min(whole, *known)), pytest.approx(max(whole, *known)))
    for name in MEASURES:
        value, low, high = found.loc[name, ["value", "low", "high"]]
        assert pd.isna(low) or low <= value <= high, name


@pytest.mark.parametrize(
    ("graph", "expected"),
    [
        (nx.cycle_graph(5), (1.5, 1.5, 5 / 3)),  # whoever leaves, a line of four is left
        (nx.path_graph(3), (4 / 3, 1, 4 / 3)),  # without an end a pair; without the middle nobody reaches anybody
        (nx.star_graph(3), (1.5, 4 / 3, 1.5)),
        (nx.complete_graph(4), (1, 1, 1)),
    ],
)
def test_the_band_of_the_mean_distance_holds_the_mean_distance(graph, expected):
    row = measure_network(*tables(graph)).measures.set_index("measure").loc["mean_distance"]
    assert row[["value", "low", "high"]].tolist() == [pytest.approx(end) for end in expected]


def test_two_members_have_no_band():
    row = measure_network(*tables(nx.path_graph(2))).measures.set_index("measure")
    assert row.loc["mean_distance", "value"] == 1
    assert row[["low", "high"]].isna().all(axis=None)


def test_differing_answers_give_union_intersection_and_a_range_of_density():
    ties = pd.DataFrame({"source": ["A", "B", "A"], "target": ["B", "A", "C"]})
    members = pd.DataFrame({"member": list("ABCD"), "answered": [True, True, True, False]})
    network = measure_network(ties, members)
    assert (network.union, network.intersection, network.one_sided) == (2, 1, (("A", "C"),))
    assert network.response_rate == 0.75
    assert network.density_range == (1 / 6, 2 / 6)
    assert network.measures.set_index("measure").loc["density", "intersection"] == pytest.approx(1 / 6)
    assert measure_network(ties, members, asymmetric="intersection").ties == 1


def test_pairs_nobody_answered_about_widen_the_range_of_density():
    ties = pd.DataFrame({"source": ["A"], "target": ["B"]})
    members = pd.DataFrame({"member": list("ABC"), "answered": [True, False, False]})
    assert measure_network(ties, members).density_range == (1 / 3, 2 / 3)


@pytest.mark.parametrize("size", [0, 1, 2])
def test_a_network_too_small_to_measure_says_so_and_does_not_fail(size):
    network = measure_network(NOBODY, pd.DataFrame({"member": list("AB")[:size]}))
    assert network.value("betweenness_centralisation") is None
    notes = network.measures.set_index("measure")["note"]
    assert notes["betweenness_centralisation"] == "not enough data: needs three members"
    assert (network.density_range is None) == (size < 2)


def test_a_measure_that_does_not_exist_is_refused_with_those_that_do():
    with pytest.raises(MethodError, match="no measure closeness; there are density"):
        measure_network(NOBODY, pd.DataFrame({"member": ["A"]})).value("closeness")


def test_a_large_network_is_measured_and_says_that_it_has_no_band():
    row = measure_network(*tables(nx.star_graph(6)), band_up_to=6).measures.set_index("measure")
    assert row.loc["betweenness_centralisation", ["value", "note"]].tolist() == [1, "no band: more than 6 members"]
    assert row.loc["betweenness_centralisation", ["low", "high"]].isna().all()
    assert row.loc["density", ["low", "high"]].notna().all()


def test_florentine_families_are_two_and_a_half_marriages_apart():
    # published for the fifteen families that married: 2.486; a pair that cannot reach each other counts nowhere
    for isolate in (False, True):
        network = measure_network(*tables(florentine(isolate=isolate)))
        assert network.value("mean_distance") == pytest.approx(2.4857, abs=5e-5)


@pytest.mark.parametrize("n", [3, 4, 9])
def test_mean_distances_of_a_star_a_line_and_all_tied(n):
    # star of n members: n - 1 pairs at 1, the others at 2; line: (n + 1) / 3
    distance = {
        kind: measure_network(*tables(graph)).value("mean_distance")
        for kind, graph in (("star", nx.star_graph(n - 1)), ("line", nx.path_graph(n)), ("all", nx.complete_graph(n)))
    }
    assert distance == {
        "star": pytest.approx(2 * (n - 1) / n),
        "line": pytest.approx((n + 1) / 3),
        "all": pytest.approx(1),
    }


def test_reciprocity_is_the_share_of_ties_returned():
    ties = pd.DataFrame([("A", "B"), ("B", "A"), ("A", "C"), ("C", "D")], columns=["source", "target"])
    members = pd.DataFrame({"member": list("ABCD")})
    assert measure_network(ties, members, directed=True).reciprocity == 0.5  # two of four ties
    graph = nx.gnp_random_graph(12, 0.4, seed=4, directed=True)
    assert measure_network(*tables(graph), directed=True).reciprocity == pytest.approx(nx.overall_reciprocity(graph))


def test_a_member_that_never_answered_returns_no_tie_and_refuses_none():
    ties = pd.DataFrame([("A", "B"), ("B", "A"), ("A", "C"), ("A", "D")], columns=["source", "target"])
    members = pd.DataFrame({"member": list("ABCD"), "answered": [True, True, True, False]})
    # A-B both report, A-C only A, and C was asked; D was not heard, so A-D says nothing of returning
    assert measure_network(ties, members).reciprocity == 0.5
    silent = members.assign(answered=[True, False, False, False])
    assert measure_network(ties.iloc[2:], silent).reciprocity is None
