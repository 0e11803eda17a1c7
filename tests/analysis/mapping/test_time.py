"""The time that people can give, to whom bodies report: shown in place, at fault and not known."""

from __future__ import annotations

import pytest

from analysis.made import samples
from partnerlab.analysis.mapping import compare_sitting
from partnerlab.analysis.mapping.rules.reporting import each_body_reports_to_somebody
from partnerlab.analysis.mapping.rules.time import sitting_is_in_proportion, time_given_is_known
from partnerlab.analysis.review import find_findings

COVERS = ("partnerlab.analysis.mapping.rules.reporting", "partnerlab.analysis.mapping.rules.time")

BOTH = "both hours of their representatives and resources with an amount"
DEAR = "sitting costs 50% or more of what it brings, at £30 an hour"


def seat(name: str, hours: float | None, *, worth: float | None = None) -> dict:
    brought = [{"kind": "money", "amount": worth}] if worth is not None else []
    post = {"role": f"Head of {name}", "hours_a_month": hours}
    return {"id": name, "name": f"The {name}", "representatives": [post], "resources": brought}


def told(rule, partnership) -> list[tuple[str, str]]:
    return [(row.severity.value, row.message) for row in rule.findings(partnership)]


@pytest.mark.parametrize(
    ("partners", "expected"),
    [
        ([{"id": "A", "name": "A"}], [("unknown", "Cannot tell: no representative is recorded.")]),
        ([seat("A", None)], [("unknown", "Cannot tell: no hours are recorded for the one representative.")]),
        (
            [seat("A", None), seat("B", None)],
            [("unknown", "Cannot tell: no hours are recorded for any of 2 representatives.")],
        ),
        ([seat("A", 6)], [("green", "Hours are recorded for the one representative: 6 a month in all.")]),
        (
            [seat("A", 6), seat("B", 2.5)],
            [("green", "Hours are recorded for each of 2 representatives: 8.5 a month in all.")],
        ),
        (
            [seat("A", 6), seat("B", None)],
            [("amber", "1 of 2 representatives has hours a month recorded; none for The B.")],
        ),
        ([seat("A", 0)], [("amber", "Head of A (The A) can give no time.")]),
    ],
)
def test_the_time_of_each_representative(hub, partners, expected):
    assert told(time_given_is_known, hub(partners=partners)) == expected


@pytest.mark.parametrize(
    ("partners", "expected"),
    [
        (
            [seat("A", None, worth=100)],
            (
                "unknown",
                f"Cannot tell: 0 of 1 partner has {BOTH} recorded.",
            ),
        ),
        (
            [seat("A", 1, worth=720.1)],
            ("green", "For the one partner, sitting costs less than the limit. Our limit is 50% of what it brings."),
        ),
        (
            [seat("A", 1, worth=720)],
            (
                "amber",
                f"For 1 of 1 partner compared, {DEAR}: The A 50%.",
            ),
        ),
        (
            [seat("A", 1, worth=100_000), seat("B", 1, worth=360), seat("C", None)],
            (
                "amber",
                f"For 1 of 2 partners compared, {DEAR}: The B 100%.",
            ),
        ),
    ],
)
def test_what_sitting_costs_beside_what_is_brought(hub, partners, expected):
    assert told(sitting_is_in_proportion, hub(partners=partners)) == [expected]


def test_the_dearest_seat_comes_first_and_the_rate_is_told(hub):
    table = compare_sitting(hub(partners=[seat("A", 1, worth=3600), seat("B", 1, worth=360)]))
    assert table["partner"].tolist() == ["B", "A"]
    assert table["sitting_share"].tolist() == [1.0, 0.1]
    assert table.attrs["rate"] == 30


def body(name: str, kind: str, to: str | None) -> dict:
    return {"id": name, "name": f"{name} group", "kind": kind, "reports_to": to}


@pytest.mark.parametrize(
    ("bodies", "expected"),
    [
        ([], [("unknown", "Cannot tell: no body is recorded that could report to another.")]),
        (
            [body("sro", "outcome owner", None)],
            [("unknown", "Cannot tell: no body is recorded that could report to another.")],
        ),
        ([body("board", "committee", None)], [("amber", "Nobody is recorded to whom board group reports.")]),
        ([body("board", "committee", "The Executive")], [("green", "It is recorded to whom board group reports.")]),
        (
            [body("board", "committee", "sro"), body("team", "delivery", "board"), body("sro", "outcome owner", None)],
            [("green", "It is recorded to whom each of 2 bodies reports.")],
        ),
        (
            [body("a", "committee", "b"), body("b", "delivery", "a")],
            [("amber", "a group and b group report to one another in a circle.")],
        ),
        ([body("a", "committee", "a")], [("amber", "a group reports to itself.")]),
    ],
)
def test_to_whom_each_body_reports(hub, bodies, expected):
    assert told(each_body_reports_to_somebody, hub("A", governance=bodies)) == expected


def test_removing_every_hour_changes_what_rests_on_hours_and_nothing_else():
    """Where all representatives have hours: time given, its cost and worth, what it bears, the agenda."""
    hub = next(row for row in samples() if row.slug == "riverside-support-hub")
    whole = hub.whole
    silent = tuple(
        partner.model_copy(
            update={
                "representatives": tuple(
                    row.model_copy(update={"hours_a_month": None}) for row in partner.representatives
                )
            }
        )
        for partner in whole.partners
    )
    before, after = (
        {row.key: (row.severity, row.message) for row in find_findings(made)}
        for made in (hub, hub.replace(partners=silent))
    )
    changed = {key[0] for key in before.keys() | after.keys() if before.get(key) != after.get(key)}
    assert changed == {"MA840", "MA842", "RA405", "SC504", "SC839"}
    lights = {code: after[code, "partnership"][0].value for code in ("MA840", "MA842")}
    assert lights == {"MA840": "unknown", "MA842": "unknown"}
