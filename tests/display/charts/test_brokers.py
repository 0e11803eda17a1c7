"""Who links others, and the network without a partner."""

from __future__ import annotations

from itertools import combinations

from partnerlab.analysis.mapping import assess_network, list_brokers, remove_partner
from partnerlab.display.charts.brokers import network_brokers, network_without
from partnerlab.display.charts.network import GONE, network_map
from partnerlab.display.figure import Figure
from partnerlab.display.naming import call_by_name
from partnerlab.display.results import Shown
from partnerlab.partnership import Partnership


def network(*ties: tuple[str, str], names: str = "ABC"):
    rows = [{"by": by, "with": about, "on": "2025-06-01", "actual": 3} for by, about in ties]
    partners = [{"id": name, "name": f"The {name}"} for name in names]
    stage = [{"stage": "building"}]
    return assess_network(
        Partnership(name="Hub", purpose="Reach people", stage=stage, partners=partners, relationships=rows)
    )


def words(*ties: tuple[str, str], names: str = "ABC") -> str:
    figure = network_without(remove_partner(network(*ties, names=names)))
    assert isinstance(figure, Figure)
    return figure.description


def test_what_is_lost_is_said_truly_at_its_edges():
    assert words(("A", "B"), ("A", "C")) == (
        "2 ties would go with it. 1 pair of the others could no longer reach one another. Left "
        "without a tie: The B and The C. Not answered, so that a tie may be missing: The B and The C."
    )
    assert words(("A", "B"), ("A", "C"), ("B", "C"), ("C", "A")) == (
        "2 ties would go with it. As many would go with The B or The C. "
        "All others that reach one another today still could."
    )
    assert words(("A", "B"), names="AB").startswith("1 tie would go with it. As many would go with The B.")


def test_partners_whose_loss_is_alike_are_named_where_organisations_are_called_by_their_short_names():
    rest = remove_partner(network(("A", "B"), ("A", "C"), ("B", "C"), ("C", "A")))
    figure = network_without(call_by_name(rest, {"A": "Alpha", "B": "Beta", "C": "Gamma"}))
    assert isinstance(figure, Figure)
    assert "As many would go with The B or The C." in figure.description


def places(figure: Figure) -> dict[str, tuple[float, float, str]]:
    """Where each mark stands, and what the key calls it."""
    layers = figure.chart.to_dict()
    rows = [row for data in layers["datasets"].values() for row in data if "group" in row]
    return {row["member"]: (round(row["x"], 6), round(row["y"], 6), row["group"]) for row in rows}


def test_who_is_left_is_drawn_where_it_was_and_a_cross_marks_who_left():
    """The one that leaves stands at the edge of the drawing, so a drawing fitted anew would move all others."""
    whole = network(("A", "B"), ("B", "C"), ("C", "D"), ("D", "E"), names="ABCDE")
    before, after = places(network_map(whole)), places(network_without(remove_partner(whole, "A")))
    assert after["A"] == (*before["A"][:2], GONE)
    assert {name: after[name] for name in "BCDE"} == {name: before[name] for name in "BCDE"}
    assert network_without(remove_partner(whole, "A")).how_to_read.startswith("Each partner is where it is on the map")


def test_where_the_whole_has_too_many_ties_for_a_map_none_is_spoken_of():
    names = "ABCDEFGHIJ"
    whole = network(*combinations(names, 2), names=names)
    assert "on the map of all" not in network_without(remove_partner(whole, "A")).how_to_read


def test_without_an_answer_or_another_partner_there_is_nothing_to_draw():
    assert isinstance(network_without(remove_partner(network())), Shown)


def test_who_brokers_most_comes_first():
    table = network_brokers(list_brokers(network(("A", "B"), ("A", "C"))))
    assert table.frame[["name", "brokered", "single_point"]].to_numpy().tolist() == [
        ["The A", 1, "yes"],
        ["The B", 0, "no"],
        ["The C", 0, "no"],
    ]
    assert "No partner has said yet" in network_brokers(list_brokers(network())).html


def test_pairs_that_differ_or_are_silent_leave_density_open_and_it_is_said():
    one_sided = network_map(network(("A", "B"), ("B", "C")))  # A and B have answered, C has not: A-C and B-C stay open
    assert isinstance(one_sided, Figure)
    said = "Pairs whose sides differ, or neither of which has answered, leave it between 33% and 67%."
    assert said in one_sided.description
    settled = network_map(network(("A", "B"), ("B", "A"), ("C", "A"), ("A", "C")))
    assert isinstance(settled, Figure)
    assert "leave it between" not in settled.description
