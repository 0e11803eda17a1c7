"""Tables of what is recorded: each says in words when there is nothing."""

from __future__ import annotations

from pathlib import Path

import pytest

from partnerlab import charts, evaluation, mapping, read_partnership, risk_allocation
from partnerlab.partnership import Partnership

SAMPLE = Path(__file__).parents[3] / "parameters" / "riverside-support-hub.yaml"
EMPTY = Partnership(name="Hub", purpose="Reach people", stage=[{"stage": "scoping"}])
TABLES = {
    "money_by_year": (mapping.list_funding, "41,000", "No money is recorded by year."),
    "body_seats": (mapping.list_seats, "8 elected (councillor), 7 independent", "No vice-chair, rotation, quorum"),
    "time_given": (mapping.list_time, "councillor (each of 8)", "Nobody&#39;s time is recorded."),
    "what_works": (evaluation.list_options, "promising", "No option that could turn a curve is recorded."),
}


@pytest.mark.parametrize("name", TABLES)
def test_the_sample_shows_what_it_records_and_an_empty_file_says_so(name):
    find, shown, nothing = TABLES[name]
    draw = getattr(charts, name)
    assert shown in draw(find(read_partnership(SAMPLE))).html
    assert nothing in draw(find(EMPTY)).html


def test_what_hangs_on_each_person_is_shown_by_name_of_the_partner():
    hub = read_partnership(SAMPLE)
    shown = charts.role_holders(mapping.list_holders(hub), {"Council": "Riverside"}).html
    assert "Hub coordinator, Riverside" in shown
    assert "No person is recorded who holds anything." in charts.role_holders(mapping.list_holders(EMPTY), {}).html


def test_two_with_one_post_at_one_partner_are_two_rows():
    heads = [{"id": "A", "name": "Alpha", "representatives": [{"role": "Head"}, {"role": "Head"}]}]
    board = {"id": "b", "name": "Board", "kind": "committee", "chair": "Head"}
    hub = Partnership(name="Hub", purpose="Reach", stage=[{"stage": "planning"}], partners=heads, governance=[board])
    shown = charts.role_holders(mapping.list_holders(hub), {"A": "Alpha"}).html
    assert [shown.count(f"Head, Alpha ({which} of 2)") for which in ("one", 1, 2)] == [1, 1, 1]
    assert shown.count("another Head") == 2


def test_contradictions_are_listed_and_none_is_said_to_be_none():
    board = {"id": "b", "name": "Board", "kind": "committee", "chair_from": "B", "members": ["A"]}
    partners = [{"id": name, "name": name} for name in "AB"]
    hub = Partnership(**{**EMPTY.model_dump(include={"name", "purpose"}), "stage": [{"stage": "planning"}],
                         "partners": partners, "governance": [board]})  # fmt: skip
    assert "which is not among its members" in charts.paper_clashes(mapping.compare_papers(hub)).html
    assert "We found no contradiction" in charts.paper_clashes(mapping.compare_papers(EMPTY)).html


def test_silence_is_weighed_partner_by_partner():
    hub = read_partnership(SAMPLE)
    shown = charts.silent_partners(evaluation.doubt_answers(hub), {"NIFRS": "Fire service"}).html
    assert "Conclusions that the answer of one partner alone could change: Fire service 9." in shown
    assert "There is no conclusion yet" in charts.silent_partners(evaluation.doubt_answers(EMPTY), {}).html


def test_what_is_left_of_the_benefit_is_shown_as_a_range():
    whole = risk_allocation.assess_worth(read_partnership(SAMPLE))
    shown = charts.worth_of_it(risk_allocation.list_worth(whole), whole.sentence).html
    assert "560,000" in shown
    assert "It is worth more than it costs, by £69,600 to £325,000 a year." in shown


def test_the_register_has_columns_of_owner_and_direction_where_one_is_recorded():
    recorded = charts.risk_register(risk_allocation.summarise_risks(read_partnership(SAMPLE))).html
    assert "Hub coordinator" in recorded
    assert "Direction of travel" in recorded
    bare = Partnership(
        name="Hub", purpose="Reach", stage=[{"stage": "planning"}], risks=[{"id": "R1", "title": "Delay"}]
    )
    assert "Direction of travel" not in charts.risk_register(risk_allocation.summarise_risks(bare)).html
