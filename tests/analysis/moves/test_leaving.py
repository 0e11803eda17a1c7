"""If this person left tomorrow: the right findings change, and no others."""

from __future__ import annotations

from datetime import date

from partnerlab.analysis.dependencies import follow
from partnerlab.analysis.facts.holders import list_holders
from partnerlab.analysis.moves.leaving import take_leave, try_leaving
from partnerlab.analysis.review import find_findings
from partnerlab.partnership import Partnership

SITS = {"from": "2023-01-01", "authority": "commits"}
OTHERS = [
    {"id": name, "name": name, "representatives": [{**SITS, "role": f"Director of {name}", "deputy": "Clerk"}]}
    for name in "BCDE"
]
HUB = {
    "name": "Hub",
    "purpose": "Reach people",
    "stage": [{"stage": "managing", "on": "2023-01-01"}],
    "partners": [{"id": "A", "name": "Alpha", "representatives": [{**SITS, "role": "Head"}]}, *OTHERS],
    "governance": [
        {"id": "board", "name": "Board", "kind": "leadership group", "chair": "Head", "chair_from": "A",
         "members": list("ABCDE")},
    ],
    "risks": [{"id": "R1", "title": "Delay", "class": "shared"}],
    "leads": [{"risk": "R1", "lead": "A", "on": "2025-01-01", "accepted": True}],
    "tasks": [{"id": "t", "name": "Visit", "responsible": ["B"], "accountable": ["A"]}],
    "disputes": [{"rung": 1, "name": "Talk", "owner": "Head", "days": 5, "final": True, "on": "2025-01-01"}],
    "communication": [
        {"audience": "Partners", "message": "News", "owner": "Head", "channel": "note", "frequency": "monthly"},
    ],
}  # fmt: skip
SEEN = Partnership(**HUB).at(date(2025, 6, 30))


def lights(seen: Partnership) -> dict[tuple[str, str], str]:
    return {row.key: row.severity.value for row in find_findings(seen)}


def test_a_chair_who_holds_six_things_changes_the_right_findings_and_no_others():
    head = list_holders(SEEN)[0]
    assert [row.kind for row in head.holdings] == ["seat", "risk", "task", "chair", "step", "message"]
    assert head.uncovered == head.holdings
    before, after = lights(SEEN), lights(take_leave(SEEN, head))
    changed = {key: (before.get(key), after.get(key)) for key in before | after if before.get(key) != after.get(key)}
    assert changed == {
        # the seat
        ("MA601", "partnership"): ("green", "unknown"),
        ("MA602", "partnership"): ("green", None),
        ("MA602", "A"): (None, "amber"),
        # the lead, whose authority was the representative's
        ("RA301", "partnership"): ("green", None),
        ("RA301", "authority of leads"): (None, "unknown"),
        # the chair
        ("MA512", "partnership"): ("green", None),
        ("MA512", "board"): (None, "amber"),
        # the step
        ("RA601", "partnership"): ("green", "amber"),
        ("RA602", "partnership"): ("green", "unknown"),
        # the message
        ("MA801", "partnership"): ("green", None),
        ("MA801", "audience Partners"): (None, "amber"),
        ("MA802", "partnership"): ("green", "amber"),
    }


def test_what_is_brought_is_the_faults_among_them():
    found = try_leaving(follow(SEEN), list_holders(SEEN)[0])
    assert [(row.code, row.subject) for row in found.brought] == [
        ("MA512", "board"), ("MA602", "A"), ("MA801", "audience Partners"), ("MA802", "partnership"),
        ("RA601", "partnership"),
    ]  # fmt: skip


def test_somebody_who_holds_a_seat_with_a_deputy_changes_the_seat_alone():
    director = next(row for row in list_holders(SEEN) if row.partner == "B")
    found = try_leaving(follow(SEEN), director)
    assert [(row.code, row.subject) for row in found.brought] == [("MA602", "B")]


def test_a_namesake_in_another_organisation_keeps_what_is_theirs():
    twins = [{"id": name, "name": name, "representatives": [{**SITS, "role": "Head"}]} for name in "AB"]
    seen = Partnership(**{**HUB, "partners": twins}).at(date(2025, 6, 30))
    one = next(row for row in list_holders(seen) if row.partner == "B")
    left = take_leave(seen, one)
    assert [row.representatives[0].end for row in left.partners] == [None, date(2025, 6, 30)]
    assert (left.governance[0].chair, left.disputes[0].owner) == ("Head", "Head")


def test_the_record_in_hand_stays_as_it_is():
    take_leave(SEEN, list_holders(SEEN)[0])
    assert SEEN.governance[0].chair == "Head"


def test_of_two_with_one_title_only_the_one_who_leaves_does():
    posts = {
        "initiator": [{"organisation": "A", "role": "Head", "from": "2023-01-01"}],
        "broker": [{"organisation": "B", "role": "Head", "from": "2023-01-01"}],
        "outcomes": {"sro": [{"organisation": "Board of the trust", "role": "Elder", "from": "2023-01-01"}]},
    }
    seen = Partnership(**(HUB | posts)).at(date(2025, 6, 30))
    of_a = next(row for row in list_holders(seen) if (row.role, row.partner) == ("Head", "A"))
    left = take_leave(seen, of_a)
    assert [row.end is None for row in (*left.initiator, *left.broker, *left.outcomes.sro)] == [False, True, True]
    elder = next(row for row in list_holders(seen) if row.role == "Elder")
    assert take_leave(seen, elder).outcomes.sro[0].end == date(2025, 6, 30)


def twins(**second: str) -> Partnership:
    """The hub with two heads of Alpha, of whom it is not recorded which one chairs the board."""
    heads = [{**SITS, "role": "Head"}, {**SITS, "role": "Head", **second}]
    return Partnership(**{**HUB, "partners": [{"id": "A", "name": "Alpha", "representatives": heads}, *OTHERS]})


def test_of_two_seats_of_one_post_at_one_partner_only_one_is_given_up():
    seen = twins().at(date(2025, 6, 30))
    either, first, second = (row for row in list_holders(seen) if row.role == "Head")
    assert (either.which, first.which, second.which) == (" (one of 2)", " (1 of 2)", " (2 of 2)")
    ends = {
        row.which: [seat.end for seat in take_leave(seen, row).partners[0].representatives] for row in (first, second)
    }
    assert ends == {" (1 of 2)": [date(2025, 6, 30), None], " (2 of 2)": [None, date(2025, 6, 30)]}
    assert take_leave(seen, first).governance[0].chair == "Head"
    left = take_leave(seen, either)
    assert (left.governance[0].chair, left.disputes[0].owner) == (None, None)
    assert [seat.end for seat in left.partners[0].representatives] == [None, None]


def test_who_leaves_later_by_the_record_can_leave_tomorrow_and_who_comes_later_does_not():
    seen = twins(to="2025-12-31").at(date(2025, 6, 30))
    second = next(row for row in list_holders(seen) if row.number == 2)
    assert take_leave(seen, second).partners[0].representatives[1].end == date(2025, 6, 30)
    later = twins(**{"from": "2025-09-01"}).at(date(2025, 6, 30))
    head = next(row for row in list_holders(later) if row.role == "Head")
    assert head.which == ""
    left = take_leave(later, head)
    assert [seat.end for seat in left.whole.partners[0].representatives] == [date(2025, 6, 30), None]
