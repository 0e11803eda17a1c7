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


def test_the_register_has_columns_of_owner_and_direction_where_one_is_recorded():
    recorded = charts.risk_register(risk_allocation.summarise_risks(read_partnership(SAMPLE))).html
    assert "Hub coordinator" in recorded
    assert "Direction of travel" in recorded
    bare = Partnership(
        name="Hub", purpose="Reach", stage=[{"stage": "planning"}], risks=[{"id": "R1", "title": "Delay"}]
    )
    assert "Direction of travel" not in charts.risk_register(risk_allocation.summarise_risks(bare)).html
