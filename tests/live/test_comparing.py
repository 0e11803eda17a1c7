"""Two states side by side, on a case whose differences are known."""

from __future__ import annotations

import json

from partnerlab.analysis.review import review_partnership
from partnerlab.live.comparing import compare_side_by_side
from partnerlab.partnership import Partnership

CASE = {
    "name": "Hub",
    "purpose": "Reach people early",
    "stage": [{"stage": "managing", "on": "2026-01-01"}],
    "partners": [{"id": "PSNI", "name": "Police"}, {"id": "Council", "name": "City Council"}],
    "risks": [{"id": "R1", "title": "Data"}],
    "leads": [{"risk": "R1", "lead": "PSNI", "on": "2026-01-01"}],
}


def review(**changes):
    case = Partnership.model_validate_json(json.dumps(CASE | changes))
    return review_partnership(case.at(case.newest_date()))


def test_a_moved_lead_is_told_with_what_follows():
    html = compare_side_by_side(review(), review(leads=[]), ("as recorded", "no lead"))
    assert "PSNI" in html
    assert "nobody" in html
    assert "open risks that Police leads" in html
    assert "Only in no lead:" in html
    assert "Only as recorded:" in html


def test_the_same_twice_differs_in_nothing():
    html = compare_side_by_side(review(), review(), ("one", "other"))
    for words in ("No risk has another lead.", "No measure differs.", "Only in one: 0", "Only in other: 0"):
        assert words in html


def test_names_are_text():
    assert "<b>" not in compare_side_by_side(review(), review(), ("<b>", "other"))
