"""Who holds what: one person by the post, what hangs on it, and who would cover."""

from __future__ import annotations

import pytest

from partnerlab.analysis.facts.holders import departed_chair, list_holders
from partnerlab.partnership import Partnership

HEAD = {"role": "Head", "from": "2023-01-01", "authority": "commits"}


def hub(*representatives, **tables) -> Partnership:
    partners = [{"id": "A", "name": "Alpha", "representatives": representatives}, {"id": "B", "name": "Beta"}]
    stage = [{"stage": "managing"}]
    return Partnership(**{"name": "Hub", "purpose": "Reach", "stage": stage, "partners": partners, **tables})


def held(seen: Partnership) -> dict[str, list[tuple[str, str | None]]]:
    return {row.role: [(one.kind, one.cover) for one in row.holdings] for row in list_holders(seen)}


LEADS = {
    "risks": [{"id": "R1", "title": "Delay"}, {"id": "R2", "title": "Loss", "closed": "2024-01-01"}],
    "leads": [{"risk": "R1", "lead": "A"}, {"risk": "R2", "lead": "A"}],
}


def test_nobody_holds_anything_where_nobody_is_recorded():
    assert list_holders(hub()) == ()


def test_what_an_organisation_leads_hangs_on_the_only_one_who_sits_for_it():
    assert held(hub(HEAD, **LEADS)) == {"Head": [("seat", None), ("risk", None)]}


def test_a_deputy_covers_the_seat_and_what_hangs_on_it():
    assert held(hub({**HEAD, "deputy": "Clerk"}, **LEADS)) == {"Head": [("seat", "Clerk"), ("risk", "Clerk")]}


def test_of_two_who_sit_for_a_partner_each_covers_the_other_and_no_lead_hangs_on_either():
    seen = hub(HEAD, {"role": "Clerk"}, **LEADS)
    assert held(seen) == {"Head": [("seat", "Clerk")], "Clerk": [("seat", "Head")]}


def test_who_has_left_holds_nothing():
    assert held(hub({**HEAD, "to": "2024-01-01"})) == {}


def test_who_has_left_holds_nothing_though_papers_still_name_them():
    steps = [{"rung": 1, "name": "Talk", "owner": "Head"}, {"rung": 2, "name": "Letter", "owner": "Elder"}]
    board = {"id": "b", "name": "Board", "kind": "committee", "chair": "Head", "chair_from": "A"}
    left = {**HEAD, "to": "2024-01-01"}
    assert held(hub(left, disputes=steps, governance=[board])) == {"Elder": [("step", None)]}
    again = held(hub(left, HEAD, disputes=steps, governance=[board]))
    assert again["Head"] == [("seat", None), ("chair", None), ("step", None)]


def test_a_task_that_several_answer_for_is_covered_by_the_others():
    task = {"id": "t", "name": "Visit", "accountable": ["A", "B"], "joint": True}
    assert held(hub(HEAD, tasks=[task])) == {"Head": [("seat", None), ("task", "the others who answer")]}


def test_a_chair_is_covered_by_the_vice_chair_and_the_other_way_round():
    board = {"id": "b", "name": "Board", "kind": "committee", "chair": "Head", "chair_from": "A", "vice_chair": "Elder"}
    assert held(hub(HEAD, governance=[board])) == {
        "Head": [("seat", None), ("chair", "Elder")],
        "Elder": [("vice-chair", "Head")],
    }


def test_entries_that_name_one_post_are_one_person_however_it_is_written():
    steps = [{"rung": 1, "name": "Talk", "owner": "HEAD"}]
    actions = [
        {"id": "a", "title": "Sign", "owner": "head"},
        {"id": "d", "title": "Done", "owner": "head", "done": "2025-01-01"},
    ]
    assert held(hub(HEAD, disputes=steps, actions=actions)) == {
        "Head": [("seat", None), ("step", None), ("action", None)]
    }


def test_a_post_that_two_partners_have_is_not_taken_for_either():
    both = [{"id": name, "name": name, "representatives": [{"role": "Head"}]} for name in "AB"]
    seen = hub(partners=both, disputes=[{"rung": 1, "name": "Talk", "owner": "Head"}])
    assert [(row.partner, len(row.holdings)) for row in list_holders(seen)] == [("A", 1), ("B", 1), (None, 1)]


def test_nobody_covers_for_themselves():
    board = {"id": "b", "name": "Board", "kind": "committee", "chair": "Head", "vice_chair": "head"}
    assert held(hub({**HEAD, "deputy": "HEAD"}, governance=[board])) == {
        "Head": [("seat", None), ("chair", None), ("vice-chair", None)]
    }


def test_the_vice_chair_from_another_partner_is_another_person_though_the_posts_are_alike():
    board = {"id": "b", "name": "Board", "kind": "committee", "chair": "Head", "chair_from": "A", "vice_chair": "Head",
             "vice_chair_from": "B"}  # fmt: skip
    seen = hub(HEAD, governance=[board])
    assert [(row.partner, row.holdings[-1].cover) for row in list_holders(seen)] == [("A", "Head"), ("B", "Head")]


def test_a_chair_without_a_partner_is_the_person_whose_partner_another_entry_names():
    board = {"id": "b", "name": "Board", "kind": "committee", "chair": "Clerk"}
    seen = hub(governance=[board], broker=[{"organisation": "A", "role": "Clerk"}])
    assert [(row.partner, len(row.holdings)) for row in list_holders(seen)] == [("A", 2)]


def test_what_is_owned_by_an_organisation_hangs_on_who_sits_for_it():
    plan = [{"audience": "Staff", "owner": "A"}, {"audience": "Press", "owner": "B"}]
    assert held(hub(HEAD, communication=plan)) == {"Head": [("seat", None), ("message", None)]}


BOARD = {"id": "b", "name": "Board", "kind": "committee", "chair": "Head", "chair_from": "A"}


def told(seen: Partnership) -> list[tuple[str, list[tuple[str, str | None]]]]:
    return [(f"{row.role}{row.which}", [(one.kind, one.cover) for one in row.holdings]) for row in list_holders(seen)]


def test_two_seats_of_one_post_at_one_partner_are_two_people_who_cover_each_other():
    seen = hub({"role": "Head", "hours_a_month": 4}, {"role": "head", "deputy": "Clerk"}, **LEADS)
    assert told(seen) == [("Head (1 of 2)", [("seat", "another Head")]), ("head (2 of 2)", [("seat", "Clerk")])]


def test_what_is_held_by_the_name_of_a_post_that_two_have_is_listed_by_itself():
    seen = hub(HEAD, HEAD, {"role": "Clerk"}, governance=[BOARD])
    seat = ("seat", "another Head")
    assert told(seen) == [
        ("Head (one of 2)", [("chair", None)]), ("Clerk", [("seat", "Head")]),
        ("Head (1 of 2)", [seat]), ("Head (2 of 2)", [seat]),
    ]  # fmt: skip
    assert [row.is_either for row in list_holders(seen)] == [True, False, False, False]


def test_a_seat_that_one_person_has_twice_is_one_persons():
    seen = hub({**HEAD, "name": "Ann Lee"}, {**HEAD, "name": "ann lee", "authority": "observes"}, governance=[BOARD])
    assert told(seen) == [("Head", [("seat", None), ("chair", None)])]


def test_of_two_of_one_post_who_sat_the_one_who_is_left_is_the_only_one():
    seen = hub({**HEAD, "to": "2024-01-01"}, HEAD, governance=[BOARD])
    assert told(seen) == [("Head", [("seat", None), ("chair", None)])]


def test_the_one_with_most_that_nobody_covers_comes_first():
    seen = hub(HEAD, governance=[{"id": "b", "name": "Board", "kind": "committee", "chair": "Elder"}], **LEADS)
    assert [row.role for row in list_holders(seen)] == ["Head", "Elder"]


@pytest.mark.parametrize(
    ("seats", "chair_from", "gone"),
    [
        ([{"role": "Head", "to": "2025-06-01"}], "A", True),
        ([{"role": "Head", "to": "2025-06-01"}], None, True),  # the post alone tells who it is
        ([{"role": "Head", "to": "2025-06-01"}, {"role": "Head"}], "A", False),  # a successor holds the post
        ([{"role": "Head", "to": "2025-06-01"}], "B", False),  # the Head of another body
        ([{"role": "Clerk", "to": "2025-06-01"}], "A", False),
        ([{"role": "Head"}], "A", False),
        ([], "A", False),
    ],
)
def test_a_chair_has_left_when_nobody_of_that_post_sits_for_the_partner(seats, chair_from, gone):
    board = {"id": "b", "name": "Board", "kind": "committee", "chair": "Head", "chair_from": chair_from}
    others = [{"id": "B", "name": "Beta"}]
    seen = hub(partners=[{"id": "A", "name": "Alpha", "representatives": seats}, *others], governance=[board])
    assert (departed_chair(seen, seen.governance[0]) is not None) is gone
