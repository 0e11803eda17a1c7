"""SC4: outcomes and the line of sight, shown true, false and not to be told."""

from __future__ import annotations

import pytest

from partnerlab.analysis.scoping.rules import outcomes as rules

ALL = "partnership"


def outcomes(*aligned: str, framework: str = "wellbeing-2024", **more) -> dict:
    return {"outcomes": {"framework": framework, "aligned": list(aligned), **more}}


def indicator(outcome: str) -> dict:
    return {
        "id": "lonely",
        "title": "People who feel lonely",
        "unit": "%",
        "good_direction": "down",
        "outcome": outcome,
    }


CARING = outcomes("caring-society")


def test_a_named_outcome_is_in_place_with_its_title(finding):
    assert finding(rules.an_outcome_is_named, **CARING).message == "It serves 1 outcome: Caring Society."


def test_an_outcome_of_its_own_counts(judge):
    own = {"outcomes": {"framework": "own", "own": [{"id": "clean", "name": "The harbour is clean"}]}}
    assert judge(rules.an_outcome_is_named, **own) == {ALL: "green"}
    assert judge(rules.the_framework_is_in_use, **own) == {}


def test_a_missing_outcome_is_a_fault_from_building_on(judge):
    assert judge(rules.an_outcome_is_named, "building") == {ALL: "red"}
    assert judge(rules.an_outcome_is_named, "scoping") == {ALL: "unknown"}


def test_a_framework_that_was_replaced_is_a_point_to_attend_to(finding, judge):
    assert judge(rules.the_framework_is_in_use, **CARING) == {}
    found = finding(rules.the_framework_is_in_use, **outcomes("outcome-4", framework="odp-2018-19"))
    assert (found.severity, "September 2024" in found.message) == ("amber", True)
    assert judge(rules.the_framework_is_in_use) == {ALL: "unknown"}


def test_the_owner_is_named_gone_missing_or_still_open(judge):
    owner = {"organisation": "DoH", "role": "Director"}
    assert judge(rules.the_outcome_has_an_owner, **outcomes(sro=[owner])) == {ALL: "green"}
    gone = outcomes(sro=[{**owner, "to": "2026-02-01"}])
    assert judge(rules.the_outcome_has_an_owner, "scoping", **gone) == {ALL: "amber"}
    assert judge(rules.the_outcome_has_an_owner, "building") == {ALL: "amber"}
    assert judge(rules.the_outcome_has_an_owner, "scoping") == {ALL: "unknown"}


def test_an_outcome_without_an_indicator_is_offered_those_of_the_framework(finding, judge):
    assert judge(rules.each_outcome_has_an_indicator, **CARING, indicators=[indicator("caring-society")]) == {
        ALL: "green"
    }
    found = finding(rules.each_outcome_has_an_indicator, "planning", **CARING)
    assert (found.severity, found.subject) == ("red", "caring-society")
    assert "Loneliness" in found.remedy
    assert judge(rules.each_outcome_has_an_indicator, "building", **CARING) == {"caring-society": "unknown"}
    assert judge(rules.each_outcome_has_an_indicator) == {ALL: "unknown"}


@pytest.mark.parametrize(
    ("served", "severity"), [(("caring-society", "healthier-lives"), "green"), (("caring-society",), "amber")]
)
def test_each_outcome_needs_a_contributing_partner(judge, served, severity):
    given = [{"partner": "A", "outcome": outcome} for outcome in served]
    asked = outcomes("caring-society", "healthier-lives", contributions=given)
    assert judge(rules.each_outcome_is_served, **asked) == {ALL: severity}


def test_contributions_not_written_down_cannot_be_told(judge):
    assert judge(rules.each_outcome_is_served, **CARING) == {ALL: "unknown"}
    assert judge(rules.each_outcome_is_served) == {ALL: "unknown"}
    assert judge(rules.each_partner_contributes, **CARING) == {ALL: "unknown"}


@pytest.mark.parametrize(("givers", "severity"), [("AB", "green"), ("A", "amber")])
def test_each_partner_needs_a_contribution(judge, givers, severity):
    given = [{"partner": partner, "outcome": "caring-society"} for partner in givers]
    asked = outcomes("caring-society", contributions=given)
    assert judge(rules.each_partner_contributes, **asked) == {ALL: severity}
