"""The ladder of disputes and the four tips."""

from __future__ import annotations

from datetime import date

import pytest

from partnerlab.analysis.risk_allocation.disputes import assess_ladder, assess_tips, summarise_tips


def test_a_sound_ladder_adds_up_its_days(made):
    rungs = [
        {"rung": 1, "name": "Talk", "owner": "A", "days": 5, "next": 2},
        {"rung": 2, "name": "Board", "owner": "chair", "days": 20, "final": True},
    ]
    table = assess_ladder(made(disputes=rungs))
    assert table["days_so_far"].tolist() == [5, 25]
    assert table["lacks"].tolist() == ["", ""]


def test_each_broken_rung_says_what_it_lacks(made):
    rungs = [
        {"rung": 1, "name": "Talk", "days": 5, "next": 2},
        {"rung": 2, "name": "Chair", "owner": "chair", "next": 1},
        {"rung": 3, "name": "Letter", "owner": "A", "days": 5, "next": 9},
        {"rung": 4, "name": "Board", "owner": "A", "days": 5},
    ]
    assert assess_ladder(made(disputes=rungs)).set_index("rung")["lacks"].to_dict() == {
        1: "no owner",
        2: "no time limit; leads back to step 1",
        3: "leads to step 9, which is not there; never reached from the first step",
        4: "no next step and no final decision; never reached from the first step",
    }


def test_before_the_next_step_was_agreed_it_is_not_there(made):
    rungs = [
        {"rung": 1, "name": "Talk", "owner": "A", "days": 5, "next": 2, "on": "2025-01-01"},
        {"rung": 2, "name": "Board", "owner": "chair", "days": 20, "final": True, "on": "2026-01-01"},
    ]
    hub = made(disputes=rungs)
    assert assess_ladder(hub.at(date(2025, 6, 1)))["lacks"].tolist() == ["leads to step 2, which is not there"]
    assert assess_ladder(hub)["lacks"].tolist() == ["", ""]


def test_a_rung_agreed_again_counts_as_last_agreed(made):
    rungs = [
        {"rung": 1, "name": "Talk", "on": "2025-01-01", "days": 5, "final": True},
        {"rung": 1, "name": "Talk", "on": "2026-01-01", "days": 9, "owner": "A", "final": True},
    ]
    assert assess_ladder(made(disputes=rungs))["days"].tolist() == [9]


def test_the_four_tips_are_told_from_the_data(made):
    hub = made(
        sustainability=[{"condition": "interdependence", "on": "2026-01-01", "holds": "yes"}],
        meetings=[{"on": "2026-05-01", "present": ["A"]}, {"on": "2026-06-01", "present": ["A"]}],
        relationships=[
            {"by": "A", "with": "B", "on": "2025-01-01", "actual": 3},
            {"by": "A", "with": "B", "on": "2026-01-01", "actual": 2},
            {"by": "B", "with": "A", "on": "2025-01-01", "actual": 3},
            {"by": "B", "with": "A", "on": "2026-01-01", "actual": 3},
        ],
        conditions=[{"condition": "assumption-6", "on": "2026-01-01", "holds": "yes"}],
    )
    lights = {answer.tip: (answer.light.value, answer.message) for answer in assess_tips(hub)}
    assert lights["Interdependence"][0] == "green"
    assert lights["Information"] == ("amber", "B came to none of the 2 meetings recorded for the last 6 months")
    assert lights["Trust"] == ("amber", "1 of 2 working relationships judged twice has fallen: A with B")
    assert lights["Fair decisions"][0] == "green"


@pytest.mark.parametrize(
    ("joined", "light", "told"),
    [
        (None, "amber", "B came to none of the 3 meetings recorded for the last 6 months"),
        ("2026-04-15", "amber", "B came to none of the 2 meetings since it joined"),
        (
            "2026-05-15",
            "unknown",
            "B joined before fewer than 2 of the 3 meetings recorded for the last 6 months, too few to tell",
        ),
        ("2026-06-02", "unknown", None),
    ],
)
def test_who_joined_late_missed_only_what_was_held_since(made, joined, light, told):
    held = [{"on": f"2026-0{month}-01", "present": ["A"]} for month in (4, 5, 6)]
    partners = [{"id": "A", "name": "A"}, {"id": "B", "name": "B", "joined": joined}]
    hub = made(partners=partners, meetings=held, reviews=[{"on": "2026-06-02"}])
    found = next(answer for answer in assess_tips(hub) if answer.tip == "Information")
    assert (found.light.value, told or found.message) == (light, found.message)


def test_where_the_lowest_is_the_closest_trust_falls_as_the_number_rises(made):
    """A says 1, then 2: further apart; B says 2, then 1: closer."""
    ties = [
        {"by": by, "with": other, "on": day, "actual": level}
        for by, other, levels in (("A", "B", (1, 2)), ("B", "A", (2, 1)))
        for day, level in zip(("2025-01-01", "2026-01-01"), levels, strict=True)
    ]
    for strongest, fallen in (("lowest", "A with B"), ("highest", "B with A")):
        hub = made(relationships=ties, network_settings={"strongest": strongest})
        why = summarise_tips(hub).set_index("tip").loc["Trust", "why"]
        assert why == f"1 of 2 working relationships judged twice has fallen: {fallen}"


def test_doubts_about_a_fair_say_are_told_in_the_words_of_what_was_asked(made):
    doubts = [
        {"condition": "assumption-6", "on": "2026-01-01", "by": "A", "holds": "no"},
        {"condition": "risk-5", "on": "2026-01-01", "holds": "partly"},
    ]
    why = summarise_tips(made(conditions=doubts)).set_index("tip").loc["Fair decisions", "why"]
    doubted = "A says no (“All have a say”), all together say partly (“Partners left out” is guarded against)"
    assert why == f"A say for all, 2 of 2 answers in doubt: {doubted}"


def test_tips_without_data_cannot_be_told(made):
    assert set(summarise_tips(made())["light"]) == {"unknown"}


ONE = [
    (
        {"meetings": [{"on": "2026-05-01", "present": ["A"]}]},
        "Information",
        "1 meeting recorded for the last 6 months, fewer than 2",
    ),
    (
        {"relationships": [{"by": "A", "with": "B", "on": f"202{n}-01-01", "actual": n} for n in (5, 4)]},
        "Trust",
        "1 working relationship has been judged twice",
    ),
    (
        {"sustainability": [{"condition": "interdependence", "on": "2026-01-01", "by": "A", "holds": "no"}]},
        "Interdependence",
        "too few answers on whether members need each other are recorded; answers by 1 partner, of at least 2",
    ),
]


@pytest.mark.parametrize(("parts", "tip", "why"), ONE)
def test_one_observation_says_nothing_of_a_tip(made, parts, tip, why):
    told = summarise_tips(made(**parts)).set_index("tip").loc[tip]
    assert (told["light"], told["why"]) == ("unknown", why)
