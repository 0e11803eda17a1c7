"""Who sits on each body besides partners, and what time each person can give."""

from __future__ import annotations

from datetime import date

from partnerlab.analysis.mapping import list_seats, list_time
from partnerlab.partnership import Partnership

HUB = Partnership(
    name="Hub",
    purpose="Reach people",
    stage=[{"stage": "managing"}],
    broker=[{"organisation": "A", "hours_a_month": 20, "name": "A. Person"}],
    partners=[{"id": "A", "name": "Alpha"}],
    governance=[
        {
            "id": "b",
            "name": "Board",
            "kind": "committee",
            "chair": "Councillor",
            "chair_from": "A",
            "vice_chair": "Independent member",
            "rotation": "yearly",
            "quorum": 3,
            "members": ["A"],
            "other_members": [
                {"kind": "elected", "number": 4, "from": "2025-01-01"},
                {"kind": "elected", "name": "C. Person", "from": "2025-01-01", "to": "2026-01-01", "hours_a_month": 2},
                {
                    "kind": "independent",
                    "role": "person who used it",
                    "number": 2,
                    "from": "2026-02-01",
                    "hours_a_month": 3,
                },
            ],
        },
        {"id": "t", "name": "Team", "kind": "delivery"},
    ],
)


def test_a_body_is_made_up_of_partners_and_of_those_who_sit_now():
    now, team = list_seats(HUB).to_dict("records")
    assert [now[name] for name in ("chair", "vice_chair", "rotation", "quorum", "partners", "others")] == [
        *("Councillor (Alpha)", "Independent member", "yearly", 3, 1, "4 elected, 2 independent (person who used it)"),
    ]
    assert team["others"] is None or team["others"] != team["others"]
    assert list_seats(HUB.at(date(2025, 6, 1)))["others"].tolist()[0] == "5 elected"


def test_time_is_told_of_each_place_whose_hours_are_known_and_never_with_a_name():
    assert list_time(HUB).to_numpy().tolist() == [
        ["Alpha", "broker", 20.0],
        ["person who used it (each of 2)", "Board", 3.0],
    ]
    assert "Person" not in list_time(HUB).to_string()
