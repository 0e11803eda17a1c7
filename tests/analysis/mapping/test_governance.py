"""Governance as recorded: which bodies serve which outcome."""

from __future__ import annotations

from partnerlab.analysis.mapping import assess_governance
from partnerlab.partnership import Partnership


def test_an_outcome_without_any_body_is_served_by_none():
    hub = Partnership(
        name="Hub",
        purpose="Help people",
        stage=[{"stage": "building"}],
        outcomes={"framework": "own", "own": [{"id": "calm", "name": "People feel safe"}], "aligned": ["calm"]},
    )
    outcomes = assess_governance(hub).outcomes
    assert outcomes[["outcome", "delivered_by", "seen"]].to_numpy().tolist() == [["calm", (), False]]
