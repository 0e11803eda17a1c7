"""What is a sign that a partnership should be looked at for ending, and what is none."""

from __future__ import annotations

from pathlib import Path

import pytest

from partnerlab.analysis.portfolio import read_portfolio, say_criteria
from partnerlab.analysis.portfolio.signs import CRITERIA
from partnerlab.partnership.organisations import EndingSigns
from reviewed import finding, leave, measure, partner

PAIR = [partner("A"), partner("B")]


def signs(folder: Path, **about) -> list[str]:
    leave(folder, "hub", about.pop("members", PAIR), **about)
    (review,) = read_portfolio(folder).reviews
    return [sign.text for sign in review.signs]


def curves(*answers: str) -> list[dict]:
    return [measure("curve_answer", answer, f"indicator {number}") for number, answer in enumerate(answers)]


def test_nothing_on_record_is_no_sign(tmp_path: Path) -> None:
    assert signs(tmp_path, members=[]) == []


@pytest.mark.parametrize(
    ("about", "text"),
    [
        (
            {"decided": {"on": "2026-02-28", "decision": "stop"}},
            "It was decided on 28 February 2026 to stop, and its stage is still managing.",
        ),
        (
            {"agreement_ended": "2025-12-31"},
            "Its last written agreement ended on 31 December 2025, and none is in force.",
        ),
        (
            {"measures": [measure("targets_reached", 1) | {"n": 1}, *curves("better")]},
            "What it set out to do may be done: its one target is reached, and its one indicator has got better.",
        ),
        (
            {"measures": [measure("targets_reached", 3) | {"n": 3}, *curves("better", "better")]},
            "What it set out to do may be done: all of its 3 targets are reached, and all of its 2 indicators have got "
            "better.",
        ),
        ({"findings": [finding("RA405", "amber")]}, "partnership is amber."),
        (
            {"findings": [finding("EV209", "amber", "m2"), finding("EV209", "red", "m1")]},
            "m1 is red (1 more finding of this kind).",
        ),
        ({"measures": curves("worse")}, "The one indicator that can be judged has not got better."),
        (
            {"measures": curves("worse", "not turned", "cannot tell")},
            "None of the 2 indicators that can be judged has got better.",
        ),
        (
            {"measures": [measure("attendance", 0.49) | {"n": 2}]},
            "On average a partner came to 49% of the meetings it was counted at.",
        ),
        (
            {"measures": [measure("attendance", 0.499) | {"n": 2}]},
            "On average a partner came to just under 50% of the meetings it was counted at.",
        ),
        (
            {"measures": [measure("actions_open", 4), measure("actions_overdue", 2)]},
            "2 of 4 open actions are overdue.",
        ),
        (
            {"measures": [measure("failure_reasons_warning", 2) | {"n": 7}]},
            "2 of the 7 common reasons for failure show.",
        ),
        ({"members": [partner("A"), partner(" a")]}, "Only one organisation sits in it."),
        ({"findings": [finding("EV821", "amber")]}, "partnership is amber."),
        ({"findings": [finding("EV835", "amber")]}, "partnership is amber."),
    ],
)
def test_a_sign_says_what_is_on_record(tmp_path: Path, about: dict, text: str) -> None:
    assert signs(tmp_path, **about) == [text]


@pytest.mark.parametrize(
    "about",
    [
        {"decided": {"on": "2026-02-28", "decision": "go on"}, "findings": [finding("EV821", "amber")]},
        {"measures": [measure("targets_reached", 2) | {"n": 3}, *curves("better")]},
        {"measures": [measure("targets_reached", 3) | {"n": 3}]},
        {"findings": [finding("RA405", "unknown"), finding("EV209", "green")]},
        {"measures": curves("worse", "better")},
        {"measures": curves("methods differ", "cannot tell")},
        {"measures": [measure("attendance", 0.1) | {"n": 1}]},
        {"measures": [measure("attendance", 0.5) | {"n": 9}]},
        {"measures": [measure("actions_open", 2), measure("actions_overdue", 2)]},
        {"measures": [measure("actions_open", 5), measure("actions_overdue", 2)]},
        {"measures": [measure("failure_reasons_warning", 1) | {"n": 7}]},
    ],
)
def test_what_is_too_little_or_not_known_is_no_sign(tmp_path: Path, about: dict) -> None:
    assert signs(tmp_path, **about) == []


def test_what_cannot_be_told_is_not_counted_among_what_can(tmp_path: Path) -> None:
    """Members, attendance and one rule can be told here; the rule and the attendance of one meeting cannot."""
    known = {"measures": [measure("attendance", 0.9) | {"n": 9}], "findings": [finding("RA405", "green")]}
    leave(tmp_path, "hub", PAIR, **known)
    leave(tmp_path, "town", PAIR, measures=[measure("attendance", 0.9) | {"n": 1}])
    told = {review.slug: review.told for review in read_portfolio(tmp_path).reviews}
    assert told == {"hub": 3, "town": 1}


def test_every_number_can_be_changed_in_the_register(tmp_path: Path) -> None:
    rows = [measure("attendance", 0.7) | {"n": 9}, measure("actions_open", 1), measure("actions_overdue", 1)]
    leave(tmp_path / "out", "hub", PAIR, measures=[*rows, measure("failure_reasons_warning", 1) | {"n": 7}])
    register = tmp_path / "organisations.yaml"
    register.write_text(
        "ending: {attendance: 0.8, overdue: 0.9, least_actions: 1, failure_reasons: 1}\n", encoding="utf-8"
    )
    (plain,) = read_portfolio(tmp_path / "out").reviews
    (changed,) = read_portfolio(tmp_path / "out", organisations=register).reviews
    assert (len(plain.signs), len(changed.signs)) == (0, 3)
    register.write_text("ending: {attendance: 0.8, least_meetings: 10}\n", encoding="utf-8")
    (changed,) = read_portfolio(tmp_path / "out", organisations=register).reviews
    assert changed.signs == ()


def test_each_criterion_has_a_ground_that_the_list_of_criteria_names() -> None:
    named = {line.partition(":")[0].lower().replace("enough alone", "end") for line in say_criteria(EndingSigns())}
    assert set(CRITERIA.values()) == named


def test_a_sign_that_is_enough_is_of_the_end_itself_and_no_other_is(tmp_path: Path) -> None:
    stopped = {"on": "2026-02-28", "decision": "stop"}
    leave(tmp_path, "hub", PAIR, decided=stopped, agreement_ended="2025-12-31", findings=[finding("RA405", "amber")])
    (review,) = read_portfolio(tmp_path).reviews
    assert [(sign.ground, sign.enough) for sign in review.signs] == [("end", True), ("end", True), ("worth", False)]


def test_each_criterion_is_said_with_our_numbers() -> None:
    told = list(say_criteria(EndingSigns(attendance=0.4, silent_months=1)))
    assert len(told) == len(CRITERIA) + 2  # two more are found across partnerships
    assert "Work: on average less than 40% of meetings are attended, of at least 2 meetings (¶2.12)." in told
    assert all("(" in line for line in told)
    assert any("for 1 month," in line for line in told)
