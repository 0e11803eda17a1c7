"""Options that could turn a curve: best shown first, then cheapest, in the order of the indicators."""

from __future__ import annotations

from partnerlab.analysis.evaluation import list_options
from partnerlab.partnership import Partnership


def test_options_are_in_the_order_of_curves_evidence_and_cost():
    indicators = [
        {"id": name, "title": name.upper(), "unit": "%", "good_direction": "up", "values": []} for name in ("x", "y")
    ]
    options = [
        {"id": "1", "title": "no curve"},
        {"id": "2", "title": "second curve", "indicator": "y"},
        {"id": "3", "title": "no evidence", "indicator": "x", "strength": "none", "cost": 0},
        {"id": "4", "title": "dear", "indicator": "x", "strength": "strong", "cost": 9},
        {"id": "5", "title": "free", "indicator": "x", "strength": "strong", "cost": 0},
        {"id": "6", "title": "cost unknown", "indicator": "x", "strength": "strong"},
    ]
    hub = Partnership(
        name="Hub", purpose="Reach", stage=[{"stage": "measuring"}], indicators=indicators, what_works=options
    )
    assert list_options(hub)["option"].tolist() == [
        *("free", "dear", "cost unknown", "no evidence", "second curve", "no curve")
    ]
    assert list_options(hub)["indicator"].tolist()[0] == "X"


def test_without_options_there_is_no_row():
    assert list_options(Partnership(name="Hub", purpose="Reach", stage=[{"stage": "scoping"}])).empty
