"""Whose silence could change the answer: what stands whatever they say, and what one of them could change."""

from __future__ import annotations

from datetime import date
from itertools import product

import pytest

from partnerlab.analysis.catalogue import rules_in
from partnerlab.analysis.evaluation import doubt_answers, rules
from partnerlab.analysis.scoping import rules as scoping_rules
from partnerlab.partnership import Partnership

COVERS = ("partnerlab.analysis.evaluation.rules.silence", "partnerlab.analysis.silence")

CHECKLIST = ("in place", "partly", "not in place", "don't know")


def hub(names: str = "ABC", stage: str = "managing", **tables) -> Partnership:
    partners = [{"id": name, "name": name} for name in names]
    row = {"stage": stage, "on": "2024-01-01"}
    return Partnership(name="Hub", purpose="Reach", stage=[row], partners=partners, **tables).at(date(2026, 6, 30))


def item(**answers) -> list[dict[str, object]]:
    return [{"on": "2026-06-01", "by": by, "item": 7, "answer": answer} for by, answer in answers.items()]


def lasting(**answers) -> list[dict[str, object]]:
    return [{"on": "2026-06-01", "by": by, "condition": "learning", "holds": holds} for by, holds in answers.items()]


def accepted(**answers) -> list[dict[str, object]]:
    return [{"on": "2026-06-01", "by": by, "understood": a, "accepted": a} for by, a in answers.items()]


def found(code: str, seen: Partnership) -> dict[str, tuple[str, str]]:
    rule = next(row for row in rules_in(rules) if row.code == code)
    return {row.subject: (row.severity.value, row.message) for row in rule.findings(seen)}


def light(code: str, subject: str, seen: Partnership) -> str:
    return found(code, seen)[subject][0]


LIGHTS = {
    "in place": "green", "partners differ": "amber", "not in place in full": "amber", "cannot tell": "unknown",
    "holds": "green", "holds in part": "amber", "denied by some": "amber", "denied": "red",
}  # fmt: skip


def test_an_item_said_to_be_in_place_by_all_who_answered_could_be_changed_by_one_silent_partner():
    (row,) = doubt_answers(hub(checklist=item(A="in place", B="in place")))
    assert (row.silent, row.answered, row.bounds.now) == (("C",), 2, "cannot tell")
    assert row.bounds.one == {"in place", "not in place in full", "partners differ", "cannot tell"}


def test_an_item_on_which_partners_differ_stands_whatever_else_is_said():
    (row,) = doubt_answers(hub(checklist=item(A="in place", B="not in place")))
    assert row.bounds.stands


def test_two_silent_partners_can_do_what_one_cannot():
    """All say partly: only one yes and one no more are two steps apart."""
    (row,) = doubt_answers(hub("ABCD", checklist=item(A="partly", B="partly")))
    assert row.bounds.one == {"not in place in full"}
    assert row.bounds.all == {"not in place in full", "partners differ"}


def test_a_partner_that_does_not_accept_the_reason_settles_it():
    (row,) = doubt_answers(hub(acceptances=accepted(A="yes", B="no")))
    assert (row.bounds.now, row.bounds.stands) == ("not accepted", True)
    (row,) = doubt_answers(hub(acceptances=accepted(A="yes", B="yes")))
    assert (row.bounds.now, row.bounds.rests_on_one) == ("cannot tell", True)


def test_a_condition_that_partners_judged_together_rests_on_nobodys_silence():
    together = [{"on": "2026-06-01", "condition": "learning", "holds": "yes"}]
    assert doubt_answers(hub(sustainability=together)) == ()


def test_what_nobody_answered_is_left_out_and_who_has_left_is_not_asked():
    assert doubt_answers(hub()) == ()
    (row,) = doubt_answers(hub("AB", checklist=item(A="in place", B="in place")))
    assert row.silent == ()
    assert row.bounds.stands


@pytest.mark.parametrize(
    "given", [{"A": "in place"}, {"A": "in place", "B": "in place"}, {"A": "partly", "B": "in place"}]
)
def test_what_is_said_to_be_possible_is_what_the_rules_find_when_every_answer_is_entered(given):
    """Brute force through the record: each silent partner's answer is written down, and the rules asked again."""
    names = "ABCD"
    silent = [name for name in names if name not in given]
    (row,) = doubt_answers(hub(names, checklist=item(**given)))
    tried = set()
    for answers in product((None, *CHECKLIST), repeat=len(silent)):
        more = {name: answer for name, answer in zip(silent, answers, strict=True) if answer is not None}
        seen = hub(names, checklist=item(**given, **more))
        differ = "item 7" in found("EV502", seen)
        tried.add("amber: differ" if differ else light("EV501", "item 7", seen))
    possible = {"amber: differ" if name == "partners differ" else LIGHTS[name] for name in row.bounds.all}
    assert possible == tried


@pytest.mark.parametrize("given", [{"A": "yes"}, {"A": "no", "B": "yes"}, {"A": "yes", "B": "yes"}, {"A": "no"}])
def test_conditions_of_lasting_can_become_what_the_rule_finds_when_every_answer_is_entered(given):
    names = "ABCD"
    silent = [name for name in names if name not in given]
    (row,) = doubt_answers(hub(names, sustainability=lasting(**given)))
    tried = set()
    for answers in product((None, "yes", "partly", "no"), repeat=len(silent)):
        more = {name: answer for name, answer in zip(silent, answers, strict=True) if answer is not None}
        tried.add(light("EV302", "learning", hub(names, sustainability=lasting(**given, **more))))
    assert {LIGHTS[name] for name in row.bounds.all} == tried


@pytest.mark.parametrize(
    ("tables", "expected"),
    [
        ({}, {"partnership": ("unknown", "Cannot tell: no partner has answered on the reason, the checklist, "
                              "lasting or practices.")}),
        ({"checklist": item(A="in place", B="in place")},
         {"the checklist": ("unknown", "Cannot tell: 1 of 1 conclusion on the checklist could change with one answer "
                            "more. It may come from C.")}),
        ({"checklist": item(A="in place", B="not in place")},
         {"the checklist": ("green", "1 conclusion on the checklist stands, whatever else partners would say.")}),
        ({"acceptances": accepted(A="yes", B="yes", C="yes")},
         {"the reason": ("green", "1 conclusion on the reason stands, whatever else partners would say.")}),
    ],
)  # fmt: skip
def test_the_rule_asks_for_the_answers_that_could_change_a_conclusion(tables, expected):
    assert found("EV871", hub(**tables)) == expected


def test_several_answers_more_are_said_to_be_several():
    seen = hub("ABCD", checklist=item(A="partly", B="partly"))
    assert found("EV871", seen)["the checklist"][1] == (
        "Cannot tell: 1 of 1 conclusion on the checklist could change with several answers more."
    )


def test_nothing_is_asked_before_building():
    assert found("EV871", hub(stage="scoping")) == {}


SAID = {
    "yes, shown": {"holds": "yes", "evidence": "minute of May"},
    "yes": {"holds": "yes"},
    "partly": {"holds": "partly"},
    "no": {"holds": "no"},
}
PRACTICE_LIGHTS = {"in place": "green", "in doubt": "amber", "cannot tell": "unknown"}


def practised(on: str = "2026-06-01", **answers: str | None) -> list[dict[str, object]]:
    return [
        {"practice": "cultures-understood", "on": on, "by": by} | SAID[said]
        for by, said in answers.items()
        if said is not None
    ]


@pytest.mark.parametrize("on", ["2026-06-01", "2019-06-01"])
@pytest.mark.parametrize(
    "given", [{"A": "yes"}, {"A": "yes, shown", "B": "yes"}, {"A": "yes", "B": "yes"}, {"A": "no", "B": "yes"},
              {"A": "partly"}, {"A": "yes", "B": "yes", "C": "yes, shown"}]
)  # fmt: skip
def test_what_a_practice_could_become_is_what_its_rule_finds_when_every_answer_is_entered(given, on):
    (rule,) = [row for row in rules_in(scoping_rules) if row.code == "SC834"]

    def judge(*rows: dict[str, object]) -> str:
        (found,) = rule.findings(hub(practices=list(rows)))
        return found.severity.value

    silent = [name for name in "ABC" if name not in given]
    (row,) = doubt_answers(hub(practices=practised(on, **given)))
    lights = [
        (
            sum(answer is not None for answer in answers),
            judge(*practised(on, **given), *practised(**dict(zip(silent, answers, strict=True)))),
        )
        for answers in product([None, *SAID], repeat=len(silent))
    ]
    assert PRACTICE_LIGHTS[row.bounds.now] == judge(*practised(on, **given))
    assert {PRACTICE_LIGHTS[one] for one in row.bounds.one} == {light for number, light in lights if number <= 1}
    assert {PRACTICE_LIGHTS[one] for one in row.bounds.all} == {light for _, light in lights}
    assert row.silent == tuple(silent)


def test_a_practice_that_partners_answered_together_rests_on_nobody_alone():
    together = [{"practice": "cultures-understood", "on": "2026-06-01", "holds": "yes"}]
    assert doubt_answers(hub(practices=together)) == ()


def test_what_cannot_be_told_whatever_is_answered_does_not_stand():
    seen = hub("AB", checklist=item(A="don't know"))
    (row,) = doubt_answers(seen)
    assert row.bounds.stands
    assert found("EV871", seen)["the checklist"] == (
        "unknown",
        "Cannot tell: 1 of 1 conclusion on the checklist cannot be told, whatever else partners would say.",
    )
