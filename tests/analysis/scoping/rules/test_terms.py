"""SC6: terms with partners outside government and the kind of agreement, shown true, false and not to be told."""

from __future__ import annotations

import pytest

from partnerlab.analysis.scoping.rules import terms as rules

ALL = "partnership"
COUNCIL = {"id": "Council", "name": "Council", "sector": "local government"}


def pair(**charity) -> list[dict]:
    return [COUNCIL, {"id": "Charity", "name": "Charity", "sector": "voluntary", **charity}]


def task(*accountable: str) -> dict:
    return {"id": "T", "name": "Visits", "responsible": ["Charity"], "accountable": list(accountable)}


def agreement(kind: str, **more) -> dict:
    return {"kind": kind, "on": "2026-02-01", "signatories": ["Council", "Charity"], **more}


@pytest.mark.parametrize(
    ("terms", "stage", "found"),
    [
        ("yes", "building", {ALL: "green"}),
        ("partly", "building", {"Charity": "amber"}),
        ("no", "building", {"Charity": "amber"}),
        ("no", "planning", {"Charity": "red"}),
        (None, "planning", {ALL: "unknown"}),
    ],
)
def test_terms_of_reporting_with_partners_outside_government(judge, terms, stage, found):
    assert judge(rules.outside_partners_have_terms, stage, partners=pair(reporting_terms=terms)) == found


def test_a_partnership_within_government_needs_no_such_terms(judge):
    assert judge(rules.outside_partners_have_terms, partners=[COUNCIL]) == {}
    assert judge(rules.outside_partners_have_terms, partners=[{"id": "X", "name": "X"}]) == {ALL: "unknown"}
    assert judge(rules.outside_partners_have_terms, members="") == {ALL: "unknown"}


def test_a_public_body_answers_for_what_is_done_outside(judge):
    rule = rules.a_public_body_answers
    assert judge(rule, "planning", partners=pair(), tasks=[task("Council")]) == {ALL: "green"}
    assert judge(rule, "planning", partners=pair(), tasks=[task("Charity", "Council")]) == {ALL: "green"}
    assert judge(rule, "planning", partners=pair(), tasks=[task("Charity")]) == {"task T": "red"}
    assert judge(rule, "planning", partners=pair(), tasks=[]) == {ALL: "unknown"}
    assert judge(rule, "planning", partners=[COUNCIL]) == {}
    assert judge(rule, "building", partners=pair(), tasks=[task("Charity")]) == {}


def test_a_contract_keeps_the_commissioner_in_the_line(judge):
    asked = {"partners": pair(), "tasks": [task("Charity")], "agreements": [agreement("contract", signed="2026-02-01")]}
    assert judge(rules.a_public_body_answers, "planning", **asked) == {"task T": "amber"}


PAID = [{"on": "2026-02-10", "partner": "Charity", "amount": 9000}]


@pytest.mark.parametrize(
    ("agreements", "spending", "severity"),
    [
        ([agreement("MoU")], [], "unknown"),
        ([agreement("MoU")], [{"on": "2026-02-10", "partner": "Council", "amount": 9000}], "green"),
        ([agreement("contract", signatories=["Council"])], PAID, "amber"),
        ([agreement("contract", signatories=[])], PAID, "unknown"),
        ([agreement("MoU", why="high trust", signatories=["Council"])], PAID, "amber"),
        ([agreement("SLA")], [], "amber"),
        ([agreement("MoU")], PAID, "amber"),
        ([agreement("MoU", why="small sums, high trust")], PAID, "green"),
        ([agreement("contract")], PAID, "green"),
        ([], PAID, "unknown"),
        ([agreement("data sharing")], PAID, "unknown"),
        ([agreement("MoU", ended="2026-03-01")], PAID, "unknown"),
    ],
)
def test_the_kind_of_agreement_suits_what_partners_do(judge, agreements, spending, severity):
    asked = {"partners": pair(), "agreements": agreements, "spending": spending}
    assert judge(rules.the_instrument_suits, "planning", **asked) == {ALL: severity}


@pytest.mark.parametrize(
    ("agreements", "severity"),
    [([agreement("MoU", why="high trust")], "green"), ([agreement("MoU")], "unknown"), ([], "unknown")],
)
def test_the_choice_of_agreement_is_explained(judge, agreements, severity):
    assert judge(rules.the_choice_is_explained, "planning", partners=pair(), agreements=agreements) == {ALL: severity}
