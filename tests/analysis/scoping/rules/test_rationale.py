"""SC1: the case for a partnership, shown true, false and not to be told."""

from __future__ import annotations

import pytest

from partnerlab.analysis.scoping.rules import rationale as rules

ALL = "partnership"


def accept(by: str, accepted: str | None = "yes", *, understood: str | None = "yes", on: str = "2026-02-01") -> dict:
    return {"on": on, "by": by, "understood": understood, "accepted": accepted}


def option(key: str, form: str, **scores: float) -> dict:
    return {"id": key, "name": key.title(), "form": form, "scores": scores}


CRITERIA = [{"id": "reach", "name": "Reach"}, {"id": "cost", "name": "Cost"}]
ALONE = option("alone", "one body alone", reach=2, cost=3)
TOGETHER = option("together", "partnership", reach=8, cost=7)
EVEN = [option("alone", "one body alone", reach=2, cost=8), option("together", "partnership", reach=8, cost=2)]


def test_a_stated_reason_is_in_place(judge):
    assert judge(rules.the_reason_is_stated, rationale="Need is clear") == {ALL: "green"}


def test_a_missing_reason_is_a_fault_from_building_on_and_still_open_before(judge):
    assert judge(rules.the_reason_is_stated, "building") == {ALL: "red"}
    assert judge(rules.the_reason_is_stated, "scoping") == {ALL: "unknown"}


def test_all_partners_accepting_is_in_place(judge):
    assert judge(rules.each_partner_accepts_the_reason, acceptances=[accept("A"), accept("B")]) == {ALL: "green"}


def test_a_refusal_is_red_once_partners_build_and_amber_while_nothing_is_decided(judge):
    answers = [accept("A"), accept("B", "no")]
    assert judge(rules.each_partner_accepts_the_reason, "building", acceptances=answers) == {"B": "red"}
    assert judge(rules.each_partner_accepts_the_reason, "scoping", acceptances=answers) == {"B": "amber"}


def test_not_understanding_is_not_accepting(judge):
    answers = [accept("A"), accept("B", "yes", understood="no")]
    assert judge(rules.each_partner_accepts_the_reason, acceptances=answers) == {"B": "red"}


def test_acceptance_in_part_is_one_finding_for_all_such_partners(finding):
    found = finding(rules.each_partner_accepts_the_reason, acceptances=[accept("A", "partly"), accept("B", "partly")])
    assert (found.severity, found.message) == (
        "amber",
        "Body A and Body B accept the reason only in part; 0 of 2 partners asked accept it in full.",
    )
    assert len(found.evidence) == 2


def test_the_latest_answer_of_a_partner_counts(judge):
    answers = [accept("A"), accept("B", "no"), accept("B", "yes", on="2026-03-01")]
    assert judge(rules.each_partner_accepts_the_reason, acceptances=answers) == {ALL: "green"}


def test_partners_not_asked_cannot_be_told_and_are_named(finding):
    found = finding(rules.each_partner_accepts_the_reason, acceptances=[accept("A")])
    assert (found.severity, found.message) == (
        "unknown",
        "Cannot tell: 1 of 2 partners has no answer recorded on the reason: Body B.",
    )


def test_partners_that_left_are_not_asked(judge):
    partners = [{"id": "A", "name": "A"}, {"id": "B", "name": "B", "left": "2026-02-15"}]
    assert judge(rules.each_partner_accepts_the_reason, partners=partners, acceptances=[accept("A")]) == {ALL: "green"}


def test_no_partner_at_all_cannot_be_told(judge):
    assert judge(rules.each_partner_accepts_the_reason, members="") == {ALL: "unknown"}


@pytest.mark.parametrize(("stated", "severity"), [("2026-01-15", "green"), ("2026-02-15", "amber"), (None, "unknown")])
def test_acceptance_counts_for_the_wording_it_was_given_to(judge, stated, severity):
    asked = {"rationale_stated": stated, "acceptances": [accept("A"), accept("B")]}
    assert judge(rules.acceptance_is_of_the_present_reason, **asked) == {ALL: severity}


def test_an_answer_on_the_present_wording_is_wanted_of_every_partner(finding):
    asked = {"rationale_stated": "2026-01-15", "acceptances": [accept("A")]}
    found = finding(rules.acceptance_is_of_the_present_reason, **asked)
    told = "Cannot tell: 1 of 2 partners has answered on the present reason, of 15 January 2026."
    assert (found.severity, found.message) == ("unknown", told)


@pytest.mark.parametrize(
    ("options", "severity"),
    [([ALONE, TOGETHER], "green"), ([TOGETHER], "amber"), ([ALONE], "amber"), ([], "unknown")],
)
def test_a_partnership_is_compared_with_other_forms(judge, options, severity):
    assert judge(rules.other_forms_are_compared, options=options) == {ALL: severity}


def test_a_partnership_that_leads_under_every_weighting_is_in_place(finding):
    found = finding(rules.a_partnership_comes_first, criteria=CRITERIA, options=[ALONE, TOGETHER])
    assert (found.severity, "under all 20,000 weightings tried among 2 options" in found.message) == ("green", True)


def test_not_to_partner_is_a_result(finding):
    better = option("alone", "one body alone", reach=9, cost=9)
    asked = {"criteria": CRITERIA, "options": [better, TOGETHER]}
    assert finding(rules.a_partnership_comes_first, "scoping", **asked).severity == "amber"
    found = finding(rules.a_partnership_comes_first, "building", **asked)
    assert found.severity == "amber"
    assert found.message.startswith("The comparison favours another form: Alone (one body alone)")


def test_a_close_race_is_not_clear_until_the_bar_is_lowered(judge):
    asked = {"criteria": CRITERIA, "options": EVEN}
    assert judge(rules.a_partnership_comes_first, **asked) == {ALL: "amber"}
    two_to_one = [
        option("alone", "one body alone", reach=2, cost=6),
        option("together", "partnership", reach=6, cost=4),
    ]
    asked["options"] = two_to_one
    assert judge(rules.a_partnership_comes_first, **asked, thresholds={"acceptability": 0.9}) == {ALL: "amber"}
    assert judge(rules.a_partnership_comes_first, **asked, thresholds={"acceptability": 0.6}) == {ALL: "green"}


def test_options_without_scores_cannot_be_compared(finding):
    found = finding(rules.a_partnership_comes_first, criteria=CRITERIA, options=[option("p", "partnership")])
    assert (found.severity, found.message) == ("unknown", "Cannot tell: no option has scores.")


@pytest.mark.parametrize(
    ("answers", "severity"),
    [
        ({"A": "in place", "B": "in place"}, "green"),
        ({"A": "in place", "B": "not in place"}, "amber"),
        ({"A": "in place"}, "unknown"),
        ({"A": "not in place"}, "unknown"),
        ({"A": "don't know"}, "unknown"),
        ({}, "unknown"),
    ],
)
def test_partners_themselves_see_the_advantage(judge, answers, severity):
    rows = [
        {"on": "2026-02-01", "by": by, "item": item, "answer": answer}
        for by, answer in answers.items()
        for item in (1, 2)
    ]
    assert judge(rules.partners_see_the_advantage, checklist=rows) == {ALL: severity}
