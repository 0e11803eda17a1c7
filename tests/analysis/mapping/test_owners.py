"""Whether the outcome's owner has a seat where direction is given: in place, at fault and not known."""

from __future__ import annotations

import pytest

from partnerlab.analysis.facts.bodies import owner_in_post, owners_in_post
from partnerlab.analysis.mapping.rules.owners import owners_have_a_seat

COVERS = ("partnerlab.analysis.mapping.rules.owners",)

PARTNERS = [{"id": "A", "name": "Alpha"}, {"id": "B", "name": "Beta"}]


def body(*members: str, kind: str = "leadership group", name: str = "Board", **rest: object) -> dict:
    return {"id": name, "name": name, "kind": kind, "members": list(members), **rest}


def told(hub, sro: list[dict], *bodies: dict) -> list[tuple[str, str]]:
    seen = hub(stage="managing", partners=PARTNERS, outcomes={"sro": sro}, governance=list(bodies))
    return [(row.severity.value, row.message) for row in owners_have_a_seat.findings(seen)]


@pytest.mark.parametrize(
    ("sro", "bodies", "expected"),
    [
        ([], [body("A")], ("unknown", "Cannot tell: no senior responsible owner is recorded in post.")),
        (
            [{"organisation": "A", "to": "2025-01-01"}],
            [body("A")],
            ("unknown", "Cannot tell: no senior responsible owner is recorded in post."),
        ),
        (
            [{"organisation": "A"}],
            [],
            ("unknown", "Cannot tell: the members of the bodies that give direction are not recorded."),
        ),
        ([{"organisation": "A"}], [body()], ("unknown", "Cannot tell: the members of Board are not recorded.")),
        (
            [{"organisation": "A"}],
            [body("B"), body(name="Committee", kind="committee")],
            ("unknown", "Cannot tell: the members of Committee are not recorded."),
        ),
        (
            [{"organisation": "A"}],
            [body("A", "B")],
            ("green", "Alpha owns the outcome and has a seat on Board."),
        ),
        (
            [{"organisation": "A"}],
            [body("B", chair="Head", chair_from="A")],
            ("green", "Alpha owns the outcome and has a seat on Board."),
        ),
        (
            [{"organisation": "Department"}],
            [body("A", "B")],
            ("amber", "Department owns the outcome and has no seat recorded on Board."),
        ),
        (
            [{"organisation": "A"}],
            [body("B"), body("A", kind="delivery", name="Team")],
            ("amber", "Alpha owns the outcome and has no seat recorded on Board."),
        ),
        (
            [{"organisation": "Department"}],
            [body("A"), body("B", kind="committee", name="Committee")],
            ("amber", "Department owns the outcome and has no seat recorded on Board or Committee."),
        ),
        (
            [{"organisation": "A"}],
            [body("A"), body("B", kind="committee", name="Committee")],
            ("green", "Alpha owns the outcome and has a seat on Board."),
        ),
        (
            [{"organisation": "A"}, {"organisation": "Department"}],
            [body("A")],
            ("amber", "Department owns the outcome and has no seat recorded on Board."),
        ),
        (
            [{"organisation": "A"}, {"organisation": "B"}],
            [body("A", "B")],
            ("green", "Alpha and Beta own the outcome and have a seat on Board."),
        ),
    ],
)
def test_the_owner_of_the_outcome_has_a_seat(hub, sro, bodies, expected):
    assert told(hub, sro, *bodies) == [expected]


def test_of_several_owners_the_latest_is_the_one_in_post(hub):
    seen = hub(
        outcomes={"sro": [{"organisation": "A"}, {"organisation": "B"}, {"organisation": "C", "to": "2025-01-01"}]}
    )
    assert [post.organisation for post in owners_in_post(seen)] == ["A", "B"]
    assert owner_in_post(seen).organisation == "B"
    assert owner_in_post(hub()) is None
