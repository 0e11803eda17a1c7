"""The network partner by partner."""

from __future__ import annotations

import pytest

from partnerlab.live.connecting import broker_in_post, offer_network, tell_partner
from partnerlab.live.workbook import Workbook
from partnerlab.partnership import Partnership, read_partnership


@pytest.fixture
def star() -> Partnership:
    """A partner in the middle, with whom the two others work who do not work with each other."""
    return Partnership.model_validate(
        {
            "name": "Hub",
            "purpose": "x",
            "stage": [{"stage": "building"}],
            "broker": [{"organisation": "A"}],
            "partners": [{"id": key, "name": name} for key, name in (("A", "Alpha"), ("B", "Beta"), ("C", "Gamma"))],
            "relationships": [{"by": "A", "with": other, "on": "2025-02-01", "actual": 3} for other in ("B", "C")],
        }
    )


def test_partners_and_ties_are_offered_with_places_on_the_map(star):
    offered = offer_network(star)
    assert [member["id"] for member in offered["members"]] == ["A", "B", "C"]
    assert {frozenset(tie[:2]) for tie in offered["ties"]} == {frozenset("AB"), frozenset("AC")}
    assert all(0 <= member[side] <= 1 for member in offered["members"] for side in "xy")
    assert offered["broker"] == "A"
    assert [member["short"] for member in offered["members"]] == ["Alpha", "Beta", "Gamma"]


def test_the_loss_of_the_one_in_the_middle_cuts_the_others_off(star):
    told = tell_partner(star, "A")
    assert "It is the broker" in told
    assert "Without Alpha, 2 ties go. 1 pair of the others could no longer reach one another." in told
    assert "Left without any tie: Beta and Gamma." in told


def test_the_loss_of_one_at_the_edge_cuts_nobody_off(star):
    told = tell_partner(star, "B")
    assert "Without Beta, 1 tie goes. All others who can reach one another now still could." in told
    assert "broker" not in told


def test_a_broker_who_has_gone_or_is_no_partner_is_none(star):
    gone = star.replace(broker=tuple(post.model_copy(update={"end": "2025-01-01"}) for post in star.broker))
    outside = star.replace(broker=tuple(post.model_copy(update={"organisation": "Zeta"}) for post in star.broker))
    assert (broker_in_post(gone), broker_in_post(outside)) == ("", "")


def test_a_partner_is_chosen_in_the_workbook_and_an_unknown_one_is_not(hub):
    book = Workbook(hub)
    book.do({"do": "network", "partner": "PSNI"})
    assert book.explorer.network["chosen"] == "PSNI"
    book.do({"do": "network", "partner": "nonsense"})
    assert "chosen" not in book.explorer.network
    assert {member["id"] for member in offer_network(read_partnership(hub))["members"]} >= {"PSNI"}


def test_silence_is_no_network(tmp_path):
    file = tmp_path / "small.yaml"
    file.write_text("name: Small\npurpose: Small things\nstage: scoping\n", encoding="utf-8")
    book = Workbook(file)
    book.do({"do": "network"})
    assert book.explorer.network == {"none": True}
    assert "so there is no network" in book.said
