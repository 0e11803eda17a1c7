"""What partners say of practices that only they can answer: true, false, unable to tell, and each edge."""

from __future__ import annotations

import inspect
from datetime import date
from functools import cache
from importlib import import_module

import pytest

from partnerlab import guide
from partnerlab.analysis.catalogue import TOPICS
from partnerlab.analysis.practices import OF_TOPIC, assess_practices, gather_practice, judge_practice
from partnerlab.analysis.review import find_findings, rules
from partnerlab.partnership import Partnership

COVERS = (
    "partnerlab.analysis.evaluation.rules.practices",
    "partnerlab.analysis.mapping.rules.practices",
    "partnerlab.analysis.risk_allocation.rules.practices",
    "partnerlab.analysis.scoping.rules.practices",
)

TODAY = date(2026, 6, 30)
ON = "2026-03-10"
NAMES = {"A": "statutory", "B": "statutory", "C": "voluntary"}


def made(*answers: dict, partners: str = "ABC", stage: str = "reviewing", **more) -> Partnership:
    listed = [{"id": name, "name": f"The {name}", "sector": NAMES[name]} for name in partners]
    stages = [{"stage": stage, "on": "2024-01-01"}]
    whole = Partnership(name="Hub", purpose="Reach people", stage=stages, partners=listed, practices=answers, **more)
    return whole.at(TODAY)


def said(practice: str, holds: str, by: str | None = None, evidence: str | None = None, on: str = ON) -> dict:
    return {"practice": practice, "on": on, "by": by, "holds": holds, "evidence": evidence}


def judged(practice: str, *answers: dict, partners: str = "ABC", **more) -> tuple[str, str]:
    (found,) = judge_practice(made(*answers, partners=partners, **more), practice)
    return (found.severity.value if found.severity else "amber"), found.message


@pytest.mark.parametrize(
    ("answers", "severity", "text"),
    [
        ([], "unknown", "Cannot tell: no answer is recorded on “Environment known”."),
        ([("yes", None, "paper 3")], "green", "“Environment known” is in place, as the partners say: paper 3."),
        (
            [("yes", None, None)],
            "unknown",
            "Cannot tell: “Environment known” is said to be in place, with nothing recorded that shows it.",
        ),
        ([("partly", None, None)], "amber", "“Environment known”: only partly, say the partners together."),
        ([("no", None, None)], "amber", "“Environment known”: no, say the partners together."),
        (
            [("no", "A", None)],
            "unknown",
            "Cannot tell: on “Environment known” 1 of 3 partners asked has answered.",
        ),
        (
            [("no", "A", None), ("yes", "B", "x")],
            "amber",
            "“Environment known”: no, says The A; yes, says 1 of 2 that answered.",
        ),
    ],
)
def test_what_partners_answer_together(answers, severity, text):
    rows = [said("environment", holds, by, shown) for holds, by, shown in answers]
    assert judged("environment", *rows) == (severity, text)


@pytest.mark.parametrize(
    ("answers", "severity", "text"),
    [
        (
            [("yes", "A", "minute 4"), ("yes", "B", None), ("yes", "C", None)],
            "green",
            "“Inclusive process” is in place, as all 3 partners asked say: minute 4.",
        ),
        (
            [("yes", "A", "minute 4"), ("yes", "B", None)],
            "unknown",
            "Cannot tell: “Inclusive process”: yes, say 2 of 3 partners asked.",
        ),
        (
            [("no", "A", None), ("no", "B", None)],
            "amber",
            "“Inclusive process”: no, say The A and The B; 2 of 3 asked have answered.",
        ),
        (
            [("partly", "A", None), ("no", "B", None), ("yes", "C", None)],
            "amber",
            "“Inclusive process”: no, says The B; only partly, says The A; yes, says 1 of 3 that answered.",
        ),
        ([("yes", None, "round")], "green", "“Inclusive process” is in place, as the partners say: round."),
    ],
)
def test_what_each_partner_answers_for_itself(answers, severity, text):
    rows = [said("inclusive-process", holds, by, shown) for holds, by, shown in answers]
    assert judged("inclusive-process", *rows) == (severity, text)


def test_one_partner_alone_answers_for_all():
    found = judged("inclusive-process", said("inclusive-process", "yes", "A", "x"), partners="A")
    assert found == ("green", "“Inclusive process” is in place, as the one partner asked says: x.")


def test_an_answer_of_a_partner_that_is_not_asked_does_not_count():
    answers = [said("workable-terms", "no", "A"), said("workable-terms", "yes", "C", "letter")]
    expected = ("green", "“Terms that let partners deliver” is in place, as the one partner asked says: letter.")
    assert judged("workable-terms", *answers) == expected


def test_without_a_partner_outside_government_nothing_is_asked_of_one():
    alone = made(said("workable-terms", "no"), partners="AB")
    assert list(judge_practice(alone, "workable-terms")) == []
    assert "workable-terms" not in assess_practices(alone, "scoping")["practice"].tolist()


@pytest.mark.parametrize(
    ("partners", "message"),
    [
        ([], "Cannot tell: no partner is recorded."),
        (
            [{"id": "A", "name": "A"}],
            "Cannot tell: 1 of 1 partner has no sector recorded, and none is known to be outside government.",
        ),
    ],
)
def test_who_is_outside_government_may_not_be_known(partners, message):
    hub = Partnership(name="Hub", purpose="Reach people", stage=[{"stage": "managing"}], partners=partners)
    (found,) = judge_practice(hub, "workable-terms")
    assert found.message == message


def test_only_the_latest_answer_counts_and_an_old_one_does_not():
    newer = [said("environment", "no"), said("environment", "yes", evidence="x", on="2026-05-01")]
    assert judged("environment", *newer)[0] == "green"
    old = judged("environment", said("environment", "no", on="2024-05-30"))
    text = "Cannot tell: the latest answer on “Environment known” is of 30 May 2024, more than 24 months ago."
    assert old == ("unknown", text)
    assert judged("environment", said("environment", "no", on="2024-06-30"))[0] == "amber"


def test_how_old_is_too_old_can_be_changed():
    row = said("environment", "no", on="2025-12-01")
    assert judged("environment", row)[0] == "amber"
    assert judged("environment", row, thresholds={"practice_months": 3})[0] == "unknown"


def test_of_several_practices_those_without_an_answer_are_told_in_one_sentence():
    hub = made(said("management-model", "yes", evidence="minute"))
    found = judge_practice(hub, "management-model", "model-kept")
    assert [(row.severity.value if row.severity else "amber", row.message) for row in found] == [
        ("unknown", "Cannot tell: 1 of 2 practices has no answer recorded: “Management model kept to”."),
        ("green", "“Management model agreed” is in place, as the partners say: minute."),
    ]


def test_several_practices_in_place_make_one_finding():
    rows = [said("management-model", "yes", evidence="minute"), said("model-kept", "yes", evidence="check")]
    (found,) = judge_practice(made(*rows), "management-model", "model-kept")
    assert found.message == ("“Management model agreed” and “Management model kept to” are in place, as partners say.")


def test_an_answer_that_is_not_known_as_at_a_date_is_not_seen():
    seen = made(said("environment", "yes", evidence="x")).at(date(2026, 1, 1))
    assert gather_practice(seen, "environment").answers == ()


@pytest.mark.parametrize("topic", TOPICS.values())
def test_the_rules_of_a_topic_judge_its_practices_and_no_others(topic):
    text = inspect.getsource(import_module(f"partnerlab.analysis.{topic}.rules.practices"))
    judged_there = {row.id for row in guide.practices() if f'"{row.id}"' in text}
    assert judged_there == set(OF_TOPIC[topic])


def test_every_practice_is_judged_by_one_topic():
    listed = [practice for practices in OF_TOPIC.values() for practice in practices]
    assert sorted(listed) == sorted(guide.practices().ids)


@cache
def unanswered() -> Partnership:
    return made()


@pytest.mark.parametrize("practice", guide.practices(), ids=lambda row: row.id)
def test_a_practice_answered_no_changes_its_own_finding_and_no_other(practice):
    before, after = (
        {row.key: (row.severity, row.message) for row in find_findings(seen)}
        for seen in (unanswered(), made(said(practice.id, "no")))
    )
    changed = {key[0] for key in before.keys() | after.keys() if before.get(key) != after.get(key)}
    (code,) = changed
    rule = next(row for row in rules() if row.code == code)
    assert set(guide.cited(practice.paragraph).ids) & set(guide.cited(rule.paragraph).ids)


def test_the_table_counts_who_answered_of_who_was_asked():
    rows = [said("cultures-understood", "yes", "A", "visit"), said("cultures-understood", "partly", "B")]
    table = assess_practices(made(*rows), "scoping").set_index("practice")
    row = table.loc["cultures-understood"]
    assert (row["answer"], row["answers"], row["of"], row["evidence"]) == ("partly", 2, 3, "visit")
    assert table.loc["environment", "answer"] is None
