"""What partnerships ask of an organisation, what several rest on, and what its withdrawal would cost."""

from __future__ import annotations

from pathlib import Path

import pytest

from partnerlab.analysis.portfolio import (
    Portfolio,
    list_actions,
    list_shared,
    lose_each_organisation,
    read_portfolio,
    score_organisations,
)
from reviewed import action, leave, measure, partner


@pytest.fixture
def found(tmp_path: Path) -> Portfolio:
    police = partner("Police", hours=50.0, money=1000.0, people=[{"code": "a1", "role": "Chief Inspector"}])
    trust = partner("Trust", hours=10.0, money=3000.0)
    late = {**action("Sign", "overdue", "2026-01-01"), "owner": "Police"}
    known = {"causes": ["Prices rise"], "funders": ["Big Fund"], "lead": "Police", "sponsor": "TEO"}
    leave(tmp_path, "hub", [police, trust], measures=[measure("risks_led", 3, "Police")], actions=[late], **known)
    leave(tmp_path, "town", [police, trust, partner("Port")], causes=["prices rise"], lead="Trust")
    return read_portfolio(tmp_path)


def test_hours_money_leads_and_overdue_actions_add_up(found: Portfolio) -> None:
    police = score_organisations(found).set_index("organisation").loc["Police"]
    assert (police["hours"], police["money"], police["leads"], police["overdue"]) == (100, 2000, 1, 1)
    assert police["over"]


def test_hours_that_nobody_gives_are_not_known(found: Portfolio) -> None:
    port = score_organisations(found).set_index("organisation").loc["Port"]
    assert port[["hours", "over"]].isna().all()


def test_what_two_partnerships_rest_on_is_shared_whatever_its_case(found: Portfolio) -> None:
    shared = list_shared(found)
    assert shared[["kind", "what", "partnerships"]].to_numpy().tolist() == [
        ["cause of risks", "Prices rise", 2],
        ["person", "Police: Chief Inspector", 2],
    ]


def test_a_withdrawal_costs_leads_risks_money_and_partnerships(found: Portfolio) -> None:
    lost = lose_each_organisation(found).set_index("organisation")
    assert lost.loc["Police", ["leads_lost", "risks_unled", "partnerships", "ended"]].tolist() == [1, 3, 2, 1]
    assert lost.loc["Trust", "money_share"] == pytest.approx(0.75)


def test_an_action_is_of_an_organisation_not_of_an_id_in_a_file(found: Portfolio) -> None:
    assert list_actions(found)["owner"].tolist() == ["Police"]


def test_two_owners_of_one_action_are_asked_of_it_each_and_one_owner_once(tmp_path: Path) -> None:
    late = [{**action("Sign", "overdue", "2026-01-01"), "owner": owner} for owner in ("Police", "Trust", "Trust")]
    leave(tmp_path, "hub", [partner("Police"), partner("Trust")], actions=late)
    found = read_portfolio(tmp_path)
    assert list(list_actions(found)["owner"]) == ["Police", "Trust"]
    assert score_organisations(found).set_index("organisation")["overdue"].to_dict() == {"Police": 1, "Trust": 1}


def test_an_organisation_with_two_seats_in_a_partnership_sits_in_it_once(tmp_path: Path) -> None:
    twice = [partner("Trust", id="T1", hours=5.0), partner("trust", id="T2", hours=7.0), partner("Port")]
    leave(tmp_path, "hub", twice, lead="Trust")
    found = read_portfolio(tmp_path)
    trust = score_organisations(found).set_index("organisation").loc["Trust"]
    assert trust[["partnerships", "hours", "hours_known", "leads"]].tolist() == [1, 12, 1, 1]
    lost = lose_each_organisation(found).set_index("organisation").loc["Trust"]
    assert lost[["partnerships", "leads_lost", "ended", "hours"]].tolist() == [1, 1, 1, 12]
