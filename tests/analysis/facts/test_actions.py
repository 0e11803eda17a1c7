"""Actions: what was agreed beside what was done."""

from __future__ import annotations

from datetime import date

from partnerlab.analysis.facts.actions import assess_actions, summarise_actions
from partnerlab.partnership import Partnership

TODAY = date(2026, 6, 30)
REVIEWS = [{"on": "2025-06-30"}, {"on": "2025-12-31"}, {"on": "2026-06-30"}]


def hub(**more) -> Partnership:
    made = {"name": "Hub", "purpose": "Reach people", "stage": [{"stage": "managing"}]}
    return Partnership(**made, **more).at(TODAY)


def actions(*rows: tuple) -> list[dict[str, object]]:
    return [dict(zip(("id", "title", "on", "due", "done"), (row[0], row[0], *row[1:]), strict=False)) for row in rows]


def test_overdue_comes_first_and_the_longest_overdue_before_the_rest():
    rows = actions(
        ("done", "2025-01-01", "2025-02-01", "2025-01-20"),
        ("open", "2026-01-01", "2026-12-01"),
        ("late", "2026-01-01", "2026-05-01"),
        ("later", "2026-01-01", "2026-03-01"),
        ("undated", "2026-01-01"),
        ("done late", "2025-01-01", "2025-02-01", "2025-03-01"),
    )
    assert assess_actions(hub(actions=rows))["action"].tolist() == [
        "later",
        "late",
        "open",
        "undated",
        "done late",
        "done",
    ]


def test_what_became_of_the_last_reviews_actions_is_told():
    rows = actions(
        ("old", "2025-01-01", "2025-05-01"),
        ("kept", "2025-10-01", "2026-05-01", "2026-04-01"),
        ("new", "2026-02-01", "2026-12-01"),
        ("past", "2025-01-01", "2025-05-01", "2025-04-01"),
        ("ahead", "2026-02-01", "2026-12-01", "2026-08-01"),
    )
    table = assess_actions(hub(actions=rows, reviews=REVIEWS)).set_index("action")
    assert table["became"].to_dict() == {
        "old": "carried over",
        "kept": "done",
        "new": "new",
        "past": "",
        "ahead": "new",
    }
    assert table["carried_over"].to_dict() == {"old": 2, "kept": 1, "new": 0, "past": 0, "ahead": 0}
    assert summarise_actions(hub(actions=rows, reviews=REVIEWS)) == (
        "3 actions open, 1 of them overdue; 2 done. Of 2 actions that the last review left open, 1 since done."
    )


def test_an_action_agreed_later_is_not_known_yet():
    assert assess_actions(hub(actions=actions(("later", "2026-07-01", "2026-12-01")))).empty


def test_the_summary_says_when_nothing_is_recorded():
    assert summarise_actions(hub()) == "No action is recorded."
