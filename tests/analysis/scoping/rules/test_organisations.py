"""SC3: founding roles and readiness, shown true, false and not to be told."""

from __future__ import annotations

import pytest

from partnerlab.analysis.scoping.rules import organisations as rules

ALL = "partnership"
BOTH_NAMED = (rules.the_initiator_is_named, rules.the_broker_is_named)


def post(**more: str) -> list[dict]:
    return [{"organisation": "A", "role": "Manager", **more}]


def members(*readiness: dict | None, sector: str = "statutory") -> list[dict]:
    return [
        {"id": name, "name": name, "sector": sector, "readiness": [{"on": "2026-02-01", **row}] if row else []}
        for name, row in zip("ABC", readiness, strict=False)
    ]


YES = {"ready": "yes", "willing": "yes", "able": "yes", "evidence": "minute 4"}


@pytest.mark.parametrize(("rule", "role"), list(zip(BOTH_NAMED, ("initiator", "broker"), strict=True)))
def test_a_founding_role_is_held_missing_or_still_open(judge, rule, role):
    assert judge(rule, **{role: post()}) == {ALL: "green"}
    assert judge(rule, "building") == {ALL: "amber"}
    assert judge(rule, "scoping") == {ALL: "unknown"}


def test_a_broker_that_left_without_a_successor_is_a_fault_at_any_stage(finding):
    found = finding(rules.the_broker_is_named, "scoping", broker=post(to="2026-02-15"))
    assert (found.severity, found.message) == (
        "amber",
        "The broker left on 15 February 2026; no successor is recorded.",
    )


def test_an_initiator_may_hand_over_once_the_work_is_planned(judge):
    gone = post(to="2026-02-15")
    assert judge(rules.the_initiator_is_named, "planning", initiator=gone) == {ALL: "green"}
    assert judge(rules.the_initiator_is_named, "building", initiator=gone) == {ALL: "amber"}


@pytest.mark.parametrize(
    ("dates", "severity"),
    [({"reviewed": "2026-02-01"}, "green"), ({"from": "2026-01-10"}, "green"), ({"reviewed": "2025-12-01"}, "amber")],
)
def test_founding_roles_are_looked_at_in_each_phase(judge, dates, severity):
    assert judge(rules.founding_roles_are_reviewed, broker=post(**dates)) == {"broker": severity}


def test_reviewing_nobody_cannot_be_told_and_is_not_asked_while_scoping(judge):
    assert judge(rules.founding_roles_are_reviewed) == {ALL: "unknown"}
    assert judge(rules.founding_roles_are_reviewed, "scoping", broker=post()) == {}


def test_ready_willing_and_able_throughout_is_in_place(judge):
    assert judge(rules.each_organisation_is_ready, partners=members(YES, YES)) == {ALL: "green"}


def test_a_partner_that_is_not_willing_is_red_even_while_scoping(finding):
    found = finding(rules.each_organisation_is_ready, "scoping", partners=members(YES, {**YES, "willing": "no"}))
    assert (found.severity, found.subject, found.message) == ("red", "B", "B is not willing to partner (minute 4).")


def test_readiness_in_part_is_one_finding_for_all_such_partners(finding):
    partly = {**YES, "able": "partly"}
    found = finding(rules.each_organisation_is_ready, partners=members(partly, partly, YES))
    assert (found.severity, found.subject, len(found.evidence)) == ("amber", "readiness in part", 2)
    assert found.message == "2 of 3 partners are ready, willing and able only in part: A (able) and B (able)."


def test_a_question_left_open_cannot_be_told(judge):
    half = {"ready": "yes", "willing": "yes"}
    assert judge(rules.each_organisation_is_ready, partners=members(YES, half)) == {ALL: "unknown"}
    assert judge(rules.each_organisation_is_ready, partners=members(None)) == {ALL: "unknown"}
    assert judge(rules.each_organisation_is_ready, members="") == {ALL: "unknown"}


def test_readiness_is_shown_by_evidence(judge):
    bare = {"ready": "yes"}
    assert judge(rules.readiness_is_shown, partners=members(YES, YES)) == {}
    assert judge(rules.readiness_is_shown, partners=members(YES, bare)) == {"evidence for answers": "unknown"}
    assert judge(rules.readiness_is_shown, partners=members(None)) == {ALL: "unknown"}


def test_old_answers_count_until_planning_begins_only(judge):
    old = {**YES, "on": "2025-08-01"}
    assert judge(rules.readiness_is_shown, "building", partners=members(old)) == {"age of answers": "amber"}
    assert judge(rules.readiness_is_shown, "planning", partners=members(old)) == {}
    later = {"thresholds": {"review_months": 12}}
    assert judge(rules.readiness_is_shown, "building", partners=members(old), **later) == {}


def test_funders_are_consulted(judge):
    fund = {"id": "Fund", "name": "Fund", "sector": "funder"}
    assert judge(rules.funders_are_consulted, stakeholders=[{**fund, "engaged_by": "A"}]) == {ALL: "green"}
    assert judge(rules.funders_are_consulted, "building", stakeholders=[fund]) == {ALL: "amber"}
    assert judge(rules.funders_are_consulted, "scoping", stakeholders=[fund]) == {ALL: "unknown"}
    assert judge(rules.funders_are_consulted) == {ALL: "unknown"}


def test_partners_that_bring_money_may_need_no_funder(judge):
    rich = [{"id": "A", "name": "A", "resources": [{"kind": "money", "amount": 5000}]}]
    assert judge(rules.funders_are_consulted, partners=rich) == {ALL: "green"}
