"""What partners say of practices: what is answered is listed, the rest is counted."""

from __future__ import annotations

from partnerlab.analysis.catalogue import TOPICS
from partnerlab.analysis.practices import assess_practices
from partnerlab.analysis.rulebook import read_rules
from partnerlab.display.charts.practices import SHOWS, practices_answered
from partnerlab.partnership import Partnership


def shown(*answers: dict):
    hub = Partnership(name="Hub", purpose="Reach people", stage=[{"stage": "managing"}], practices=answers)
    return practices_answered(assess_practices(hub, "evaluation"))


def test_what_is_answered_is_listed_and_the_rest_counted():
    answer = {"practice": "joint-performance", "on": "2026-03-10", "holds": "partly"}
    table = shown(answer)
    assert table.frame[["title", "answer", "answered"]].to_numpy().tolist() == [
        ["Joint performance management", "partly", "1 of 1"]
    ]
    assert table.note == "6 of 7 practices asked on this page have no answer yet."
    assert "not recorded" in table.html


def test_nothing_answered_is_said():
    assert "No practice is answered yet." in shown().html
    assert shown().note == "7 of 7 practices asked on this page have no answer yet."


def test_each_page_shows_the_rules_of_its_own_topic_that_judge_practices():
    judging = {rule.code for rule in read_rules() if "under `practices`" in rule.help_text.replace("\n", " ")}
    assert {code for codes in SHOWS.values() for code in codes} == judging
    for letters, topic in TOPICS.items():
        assert {code[:2] for code in SHOWS[topic]} == {letters}
