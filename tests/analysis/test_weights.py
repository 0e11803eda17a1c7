"""What makes a finding weigh: what follows from it, whether it can be undone, whether the guide demands it."""

from __future__ import annotations

import pytest

from partnerlab.analysis.findings import Basis, Consequence, Finding, Severity, Strength
from partnerlab.analysis.weights import Burden, weigh, weigh_findings
from partnerlab.partnership import Partnership


def hub(**priorities: object) -> Partnership:
    return Partnership(name="Hub", purpose="Reach people", stage=[{"stage": "scoping"}], priorities=priorities)


def finding(code: str = "RA999", severity: str = "amber", **fields: object) -> Finding:
    plain = {"strength": Strength.ADVISES, "basis": Basis.ASKED} | fields
    return Finding(
        code=code,
        severity=Severity(severity),
        paragraph="¶4.4",
        capability="lead-for-each-risk",
        subject="partnership",
        message="So it is.",
        stage="scoping",
        **plain,
    )


@pytest.mark.parametrize(
    ("fields", "weight"),
    [
        ({}, 1),
        ({"strength": Strength.DEMANDS}, 2),
        ({"consequence": Consequence.DATE}, 3),
        ({"consequence": Consequence.MONEY}, 4),
        ({"consequence": Consequence.NOBODY}, 4),
        ({"consequence": Consequence.PEOPLE}, 5),
        ({"code": "SC505", "consequence": Consequence.DATE, "strength": Strength.DEMANDS}, 6),
    ],
)
def test_weights_add_up(fields: dict[str, object], weight: float) -> None:
    assert weigh(finding(**fields), hub().priorities) == weight


def test_a_file_can_weigh_otherwise() -> None:
    changed = hub(money=10, lasting_codes=["RA999"], lasting=5)
    assert weigh(finding(consequence=Consequence.MONEY), changed.priorities) == 16


def test_each_light_is_added_up_apart_and_green_weighs_nothing() -> None:
    found = [finding(severity=light) for light in ("red", "amber", "amber", "unknown", "green")]
    assert weigh_findings(hub(), found) == Burden(1, 2, 1)
    assert Burden(1, 2, 1).less(Burden(3, 2, 2)) == Burden(2, 0, 1)
    assert Burden(3, 2, 1).times(0.5) == Burden(1.5, 1, 0.5)
