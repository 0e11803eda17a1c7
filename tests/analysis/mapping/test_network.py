"""The network of partners, checked against shapes whose measures are known."""

from __future__ import annotations

import pandas as pd
import pytest

from partnerlab.analysis.mapping import assess_network, compare_losses, list_brokers, remove_partner, score_value
from partnerlab.errors import MethodError

COVERS = ("partnerlab.analysis.mapping.value",)


@pytest.fixture
def star(hub, tie):
    return hub("A", "B", "C", "D", relationships=[tie("A", other) for other in "BCD"])


def test_a_star_is_fully_centralised_and_has_one_weak_point(star):
    network = assess_network(star)
    assert network.whole.value("degree_centralisation") == 1
    assert network.whole.value("density") == 0.5
    assert network.whole.articulation_points == ("A",)


def test_without_its_centre_a_star_falls_apart(star):
    loss = remove_partner(assess_network(star), "A").loss
    assert (loss.ties_lost, loss.pairs_cut_off, loss.newly_isolated) == (3, 3, ("B", "C", "D"))
    assert compare_losses(assess_network(star)).iloc[0]["partner"] == "A"


def test_no_answer_at_all_is_not_an_empty_network(hub):
    network = assess_network(hub("A", "B"))
    assert network.whole is None
    assert network.scores.empty
    assert compare_losses(network).empty


def test_a_partner_that_has_left_is_not_in_the_network(hub, tie):
    partners = [{"id": "A", "name": "A"}, {"id": "B", "name": "B"}, {"id": "C", "name": "C", "left": "2025-12-01"}]
    network = assess_network(hub(partners=partners, relationships=[tie("A", "C"), tie("A", "B")]))
    assert network.members["member"].tolist() == ["A", "B"]
    assert network.edges[["first", "second"]].to_numpy().tolist() == [["A", "B"]]


def test_only_the_latest_answer_counts(hub, tie):
    older = {**tie("A", "B", 5), "on": "2024-05-01"}
    assert assess_network(hub("A", "B", relationships=[tie("A", "B", 0), older])).whole.isolates == ("A", "B")


def test_a_tie_that_the_other_side_denies_is_kept_and_marked(hub, tie):
    network = assess_network(hub("A", "B", relationships=[tie("A", "B", 4), tie("B", "A", 0)]))
    edge = network.edges.iloc[0]
    assert (edge["level_low"], edge["level_high"], edge["confirmed"]) == (0, 4, False)


def test_the_level_that_makes_a_tie_can_be_changed(hub, tie):
    def edges(level: int) -> int:
        ties = [tie("A", "B", 3)]
        return len(assess_network(hub("A", "B", relationships=ties, thresholds={"tied_from": level})).edges)

    assert (edges(4), edges(3)) == (0, 1)


def test_the_map_is_the_same_on_every_run(star):
    anew = star.model_copy()  # without the answer that the first one keeps
    pd.testing.assert_frame_equal(assess_network(star).places, assess_network(anew).places, check_exact=True)


def test_loss_of_a_stranger_is_refused(star):
    with pytest.raises(MethodError, match="Z is not a member; members are A, B, C, D"):
        remove_partner(assess_network(star), "Z")


def test_the_widest_gap_in_value_comes_first_stakeholders_included(hub, tie):
    rows = [
        tie("A", "B", current_value=4, potential_value=5),
        tie("A", "Carers", current_value=1, potential_value=4),
    ]
    scored = score_value(hub("A", "B", stakeholders=[{"id": "Carers", "name": "Carers"}], relationships=rows))
    assert scored[["first", "second", "gain", "outside"]].to_numpy().tolist() == [
        ["A", "Carers", 3, True],
        ["A", "B", 1, False],
    ]


def test_on_a_scale_where_one_is_closest_low_levels_are_the_ties(hub, tie):
    rows = [{**tie("A", "B"), "actual": 1}, {**tie("A", "C"), "actual": 4}]
    rising = assess_network(hub("A", "B", "C", relationships=rows))
    falling = assess_network(hub("A", "B", "C", relationships=rows, network_settings={"strongest": "lowest"}))
    assert ([*rising.edges["second"]], [*falling.edges["second"]]) == (["C"], ["B"])
    assert falling.threshold == "level 2 or less, where 1 is the closest"
    assert rising.threshold == "level 2 or more"


def test_ties_that_run_one_way_are_returned_or_not(hub, tie):
    rows = [tie("A", "B"), tie("B", "A"), tie("A", "C")]
    network = assess_network(hub("A", "B", "C", relationships=rows, network_settings={"direction": "one way"}))
    assert network.whole.directed
    assert network.whole.reciprocity == 2 / 3
    assert network.edges["confirmed"].all()


def test_ties_within_and_between_sectors_are_counted(hub, tie):
    partners = [
        {"id": name, "name": name, "sector": sector}
        for name, sector in (("A", "statutory"), ("B", "statutory"), ("C", "voluntary"))
    ]
    mixing = assess_network(hub(partners=partners, relationships=[tie("A", "B"), tie("A", "C")])).mixing
    assert (mixing.within, mixing.between, mixing.external_index) == (1, 1, 0)


def test_the_partner_whose_loss_cuts_off_most_is_the_one_removed_unless_another_is_named(star):
    network = assess_network(star)
    assert remove_partner(network).partner == "A"
    rest = remove_partner(network, "B")
    assert (rest.name, rest.loss.pairs_cut_off, rest.network.edges["second"].tolist()) == ("The B", 0, ["C", "D"])


def test_who_is_left_stands_where_it_stood(star):
    network = assess_network(star)
    rest = remove_partner(network, "B").network
    pd.testing.assert_frame_equal(rest.places, network.places)
    assert "B" not in set(rest.members["member"])


def test_a_network_that_nobody_described_loses_nobody(hub):
    rest = remove_partner(assess_network(hub("A", "B")))
    assert (rest.partner, rest.loss) == (None, None)


def test_the_centre_of_a_star_brokers_every_pair_of_the_others(star):
    brokers = list_brokers(assess_network(star))
    assert brokers.loc[0, ["partner", "ties", "brokered", "place"]].tolist() == ["A", 3, 3, "core"]
    assert brokers["brokered"].tolist() == [3, 0, 0, 0]
    assert brokers["roles"].tolist() == [None, None, None, None]
    assert list_brokers(assess_network(star)).loc[0, "between"] == 1


def test_a_broker_has_its_role_by_the_sectors_it_links(hub, tie):
    sectors = {"A": "statutory", "B": "statutory", "C": "voluntary"}
    partners = [{"id": name, "name": name, "sector": sector} for name, sector in sectors.items()]
    network = assess_network(hub(partners=partners, relationships=[tie("A", "B"), tie("A", "C")]))
    assert list_brokers(network).loc[0, "roles"] == "gatekeeper 1"


def test_nobody_is_a_broker_where_nobody_has_answered(hub):
    assert list_brokers(assess_network(hub("A", "B"))).empty
