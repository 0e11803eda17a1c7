"""Each rule of risk allocation, shown true, false and where it cannot tell."""

from __future__ import annotations

import pytest

from file_keys import is_key
from partnerlab.analysis.catalogue import rules_in
from partnerlab.analysis.risk_allocation import allocation, rules
from partnerlab.analysis.risk_allocation.alerts import ALERTS, count_alerts, find_alerts, say_no_alert, summarise_alerts
from partnerlab.analysis.risk_allocation.measures import take_measures
from partnerlab.analysis.risk_allocation.pairings import assess_costs
from partnerlab.analysis.risk_allocation.position import summarise_position
from partnerlab.analysis.risk_allocation.rules import ways
from partnerlab.errors import MethodError
from partnerlab.methods.allocation import NOT_RULED_OUT
from partnerlab.partnership import Partnership

COVERS = (
    "partnerlab.analysis.risk_allocation.alerts",
    "partnerlab.analysis.risk_allocation.rules.disputes",
    "partnerlab.analysis.risk_allocation.rules.exposure",
    "partnerlab.analysis.risk_allocation.rules.fairness",
    "partnerlab.analysis.risk_allocation.rules.leads",
    "partnerlab.analysis.risk_allocation.rules.controls",
    "partnerlab.analysis.risk_allocation.rules.monitoring",
    "partnerlab.analysis.risk_allocation.rules.ratings",
    "partnerlab.analysis.risk_allocation.rules.register",
    "partnerlab.analysis.risk_allocation.rules.telling",
    "partnerlab.analysis.risk_allocation.rules.ways",
)

TESTED_APART = range(811, 830)
"""Numbers of the rules on time and on endings, which `test_lateness` and `test_handing_over` are about."""
CATALOGUE = {rule.code: rule for rule in rules_in(rules) if int(rule.code[2:]) not in TESTED_APART}
COST = {"probability": 1.0, "low": 100, "likely": 100, "high": 100}
DELAY = {"probability": 1.0, "days_low": 5, "days_likely": 5, "days_high": 5}
WHOLE = {"cause": "c", "event": "e", "consequence": "q"}


def risk(key="R1", kind="shared", **more):
    return {"id": key, "title": f"Risk {key}", "class": kind, **more}


def rating(key="R1", likelihood=2, impact=2, *, by=None, kind="residual", on="2026-06-01"):
    return {"risk": key, "by": by, "on": on, "kind": kind, "likelihood": likelihood, "impact": impact}


def worsened(told=None):
    return [rating(on="2026-01-01"), {**rating(likelihood=3), "told": told}]


def expects_conflict(holds, **more):
    return {"practice": "conflict-used", "on": "2026-06-01", "holds": holds, **more}


def lead(key="R1", partner="A", **more):
    return {"risk": key, "lead": partner, "on": "2026-01-01", **more}


def judged(key="R1", partner="A", share=0.0, **more):
    return {"risk": key, "partner": partner, "over_likelihood": share, "over_impact": 0, "absorbing": 1, **more}


def control(**more):
    return {"risk": "R1", "control": "Survey", **more}


def partners(a=(), b=()):
    return [{"id": "A", "name": "A", **dict(a)}, {"id": "B", "name": "B", **dict(b)}]


def sits(authority=None):
    return {"representatives": [{"role": "Head", "authority": authority}]}


def gives(amount, confirmed=True):
    return {"resources": [{"kind": "money", "amount": amount, "confirmed": confirmed}]}


def agreed(in_place="yes", signed="2026-01-01", clause="risk"):
    return {"agreements": [{"kind": "MoU", "signed": signed, "clauses": [{"id": clause, "in_place": in_place}]}]}


def ladder(**more):
    return {"disputes": [{"rung": 1, "name": "Talk", "owner": "A", "days": 5, "final": True, **more}]}


RED_ONE = {"risks": [risk()], "ratings": [rating(likelihood=4, impact=4)]}
ONE_SAYS_RED = {"risks": [risk()], "ratings": [rating(likelihood=4, impact=4, by="A")]}
EARLIER = {"reviews": [{"on": "2026-02-01"}], "risks": [risk(on="2025-01-01")]}

CASES = [
    # code, parts of the partnership, what is found: subject -> severity
    ("RA101", {"risks": [risk()]}, {"partnership": "green"}),
    ("RA101", {}, {"partnership": "amber"}),
    ("RA101", {"stage": [{"stage": "scoping"}]}, {"partnership": "unknown"}),
    ("RA102", {"risks": [risk("a", "own"), risk("b"), risk("c", "collaborating")]}, {"partnership": "green"}),
    ("RA102", {"risks": [risk("a", "own"), risk("b")]}, {"collaborating": "amber"}),
    ("RA102", {"risks": [risk("a", "own")]}, {"collaborating": "unknown", "shared": "unknown"}),
    ("RA102", {"risks": [risk("a", None), risk("b")]}, {"collaborating": "unknown", "own": "unknown"}),
    ("RA102", {}, {"partnership": "unknown"}),
    (
        "RA103",
        {"risks": [risk("a", stage="development"), risk("b", stage="review")]},
        {"stage development": "green", "stage implementation": "amber", "stage review": "green"},
    ),
    (
        "RA103",
        {"risks": [risk("a")]},
        {"stage development": "unknown", "stage implementation": "unknown"},
    ),
    (
        "RA103",
        {"risks": [risk("a", stage="development")], "stage": [{"stage": "reviewing"}]},
        {"stage development": "green", "stage implementation": "unknown", "stage review": "unknown"},
    ),
    ("RA103", {}, {"partnership": "unknown"}),
    ("RA104", {"risks": [risk()], "leads": [lead()]}, {"partnership": "green"}),
    ("RA104", {"risks": [risk(), risk("R2")], "leads": [lead()]}, {"risk R2": "amber", "partnership": "amber"}),
    ("RA104", {"risks": [risk()], "leads": [lead(), lead(partner=None, on="2026-02-01")]}, {"risk R1": "amber"}),
    ("RA104", RED_ONE, {"risk R1": "red"}),
    ("RA104", {"risks": [risk()], "leads": [lead()], "partners": partners({"left": "2026-05-01"})}, {}),
    ("RA104", {"risks": [risk(kind="own")]}, {"partnership": "unknown"}),
    ("RA105", {"risks": [risk(**WHOLE)]}, {}),
    ("RA105", {"risks": [risk(cause="c")]}, {"event": "unknown", "consequence": "unknown"}),
    ("RA105", {}, {"partnership": "unknown"}),
    ("RA106", {"risks": [risk(outcome="o", **WHOLE)], "outcomes": {"aligned": ["o"]}}, {"partnership": "green"}),
    ("RA106", {"risks": [risk(outcome="o")], "outcomes": {"aligned": ["o"]}}, {"partnership": "unknown"}),
    ("RA106", {"risks": [risk(outcome="o", **WHOLE)]}, {"partnership": "unknown"}),
    ("RA106", {"risks": [risk()]}, {"risk R1": "amber"}),
    ("RA106", {"risks": [risk(outcome="o")], "outcomes": {"aligned": ["other"]}}, {"risk R1": "amber"}),
    ("RA106", {}, {"partnership": "unknown"}),
    ("RA107", {"risks": [risk(kind="own", shared_by=["A"])]}, {"partnership": "green"}),
    ("RA107", {"risks": [risk(kind="own")]}, {"partnership": "unknown"}),
    ("RA107", {"risks": [risk(kind="own", shared_by=["A", "B"])]}, {"risk R1": "amber"}),
    ("RA107", {"risks": [risk()]}, {"partnership": "unknown"}),
    ("RA201", {"risks": [risk()], "ratings": [rating()]}, {"partnership": "green"}),
    ("RA201", {"risks": [risk()]}, {"partnership": "unknown"}),
    ("RA201", {}, {"partnership": "unknown"}),
    ("RA202", {"risks": [risk()], "ratings": [rating(by="A"), rating(by="B")]}, {"partnership": "green"}),
    ("RA202", {"risks": [risk()], "ratings": [rating()]}, {"partnership": "green"}),
    ("RA202", {"risks": [risk()], "ratings": [rating(by="A")]}, {"risk R1": "amber"}),
    ("RA202", {"risks": [risk()]}, {"partnership": "unknown"}),
    ("RA203", {"risks": [risk()], "ratings": [rating(by="A"), rating(by="B")]}, {"partnership": "green"}),
    ("RA203", {"risks": [risk()], "ratings": [rating(by="A"), rating(likelihood=4, by="B")]}, {"risk R1": "amber"}),
    ("RA203", {"risks": [risk()], "ratings": [rating(by="A")]}, {"partnership": "unknown"}),
    (
        "RA204",
        {"risks": [risk()], "ratings": [rating(likelihood=4, kind="inherent"), rating(), rating(kind="target")]},
        {},
    ),
    (
        "RA204",
        {"risks": [risk()], "ratings": [rating(kind="inherent"), rating(likelihood=4), rating(kind="target")]},
        {"risk R1": "amber"},
    ),
    ("RA204", {"risks": [risk()], "ratings": [rating()]}, {"inherent ratings": "unknown", "target ratings": "unknown"}),
    ("RA204", {"risks": [risk()]}, {"partnership": "unknown"}),
    ("RA205", {"risks": [risk(appetite=4)]}, {"partnership": "green"}),
    ("RA205", {"risks": [risk(appetite=4), risk("R2")]}, {"partnership": "unknown"}),
    ("RA205", {}, {"partnership": "unknown"}),
    ("RA206", {"ratings": [rating()]}, {}),
    ("RA206", {"ratings": [rating(likelihood=6)]}, {"likelihood of R1 by all": "amber"}),
    ("RA206", {"ratings": [rating()], "risk_settings": {"impact_scale": "nowhere"}}, {"impact scale": "amber"}),
    ("RA207", {"risks": [risk(appetite=4)], "ratings": [rating(kind="target")]}, {"partnership": "green"}),
    ("RA207", {"risks": [risk(appetite=3)], "ratings": [rating(kind="target")]}, {"risk R1": "amber"}),
    ("RA207", {"risks": [risk()], "ratings": [rating(kind="target")]}, {"partnership": "unknown"}),
    ("RA301", {"risks": [risk()], "leads": [lead()], "partners": partners(sits("commits"))}, {"partnership": "green"}),
    (
        "RA301",
        {"risks": [risk()], "leads": [lead()], "influences": [judged(eligible=True)]},
        {"partnership": "green"},
    ),
    ("RA301", {"risks": [risk()], "leads": [lead()], "influences": [judged(eligible=False)]}, {"risk R1": "amber"}),
    ("RA301", {**RED_ONE, "leads": [lead()], "influences": [judged(eligible=False)]}, {"risk R1": "red"}),
    ("RA301", {"risks": [risk()], "leads": [lead()], "partners": partners(sits("refers back"))}, {"risk R1": "amber"}),
    ("RA301", {"risks": [risk()], "leads": [lead()]}, {"authority of leads": "unknown"}),
    ("RA301", {"risks": [risk()]}, {"partnership": "unknown"}),
    ("RA302", {"risks": [risk()], "leads": [lead(accepted=True)]}, {"partnership": "green"}),
    ("RA302", {"risks": [risk()], "leads": [lead(accepted=False)]}, {"risk R1": "amber"}),
    ("RA302", {**RED_ONE, "leads": [lead(accepted=False)]}, {"risk R1": "red"}),
    ("RA302", {"risks": [risk()], "leads": [lead()]}, {"agreement of leads": "unknown"}),
    ("RA302", {}, {"partnership": "unknown"}),
    ("RA303", {"risks": [risk()], "leads": [lead()]}, {"partnership": "green"}),
    (
        "RA303",
        {"risks": [risk()], "leads": [lead()], "partners": partners({"left": "2026-05-01"})},
        {"risk R1": "amber"},
    ),
    ("RA303", {**RED_ONE, "leads": [lead()], "partners": partners({"left": "2026-05-01"})}, {"risk R1": "red"}),
    ("RA303", {"risks": [risk()]}, {"partnership": "unknown"}),
    (
        "RA304",
        {"risks": [risk()], "leads": [lead()], "partners": partners({"risk_capacity": 1})},
        {"partnership": "green"},
    ),
    ("RA304", {"risks": [risk()], "leads": [lead()], "partners": partners({"risk_capacity": 0})}, {"A": "amber"}),
    ("RA304", {"risks": [risk()], "leads": [lead()]}, {"partnership": "unknown"}),
    ("RA304", {}, {"partnership": "unknown"}),
    (
        "RA305",
        {"risks": [risk(f"R{n}") for n in range(4)], "leads": [lead(f"R{n}", "AB"[n % 2]) for n in range(4)]},
        {"partnership": "green"},
    ),
    ("RA305", {"risks": [risk(f"R{n}") for n in range(4)], "leads": [lead(f"R{n}") for n in range(4)]}, {"A": "amber"}),
    ("RA305", {"risks": [risk()], "leads": [lead()]}, {"partnership": "unknown"}),
    ("RA306", {"risks": [risk(**COST)], "influences": [judged()]}, {"partnership": "green"}),
    ("RA306", {"risks": [risk(**COST)], "influences": [judged(eligible=False)]}, {"risk R1": "amber"}),
    ("RA306", {"risks": [risk(**COST)]}, {"any partner's influence": "unknown"}),
    ("RA306", {}, {"partnership": "unknown"}),
    ("RA307", {"risks": [risk(**COST)], "leads": [lead()], "influences": [judged()]}, {"partnership": "green"}),
    (
        "RA307",
        {"risks": [risk(**COST)], "leads": [lead()], "influences": [judged(), judged(partner="B", share=0.5)]},
        {"risk R1": "amber"},
    ),
    ("RA307", {"risks": [risk(**COST)], "leads": [lead()]}, {"partnership": "unknown"}),
    (
        "RA308",
        {"risks": [risk(group="g"), risk("R2", group="g")], "leads": [lead(), lead("R2")]},
        {"group g": "green"},
    ),
    (
        "RA308",
        {"risks": [risk(group="g"), risk("R2", group="g")], "leads": [lead(), lead("R2", "B")]},
        {"group g": "amber"},
    ),
    ("RA308", {"risks": [risk(group="g"), risk("R2", group="g")]}, {"group g": "unknown"}),
    ("RA308", {"risks": [risk(group="g")], "leads": [lead()]}, {}),  # a group of one cannot have two leads
    ("RA308", {"risks": [risk(group="g"), risk("R2", group="g")], "leads": [lead()]}, {"group g": "amber"}),
    ("RA308", {"risks": [risk()], "leads": [lead()]}, {}),
    ("RA309", {"risks": [risk(**COST)], "influences": [judged()]}, {"partnership": "green"}),
    (
        "RA309",
        {"risks": [risk(**COST)], "influences": [judged()], "partners": partners({"risk_capacity": 0})},
        {"partnership": "amber"},
    ),
    (
        "RA309",
        {
            "risks": [risk(group="g", **COST), risk("R2", group="g", **COST)],
            "influences": [judged(), judged("R2", "B")],
        },
        {"partnership": "amber"},
    ),
    ("RA309", {"risks": [risk(**COST)]}, {"partnership": "unknown"}),
    ("RA310", agreed(), {"partnership": "green"}),
    ("RA310", agreed("partly"), {"partnership": "amber"}),
    ("RA310", agreed(signed=None), {"partnership": "amber"}),
    ("RA310", agreed(clause="purpose"), {"partnership": "amber"}),
    ("RA310", {}, {"partnership": "unknown"}),
    ("RA401", {"risks": [risk(**COST)]}, {"partnership": "green"}),
    ("RA401", {"risks": [risk(**COST), risk("R2")]}, {"chance": "unknown", "cost": "unknown"}),
    ("RA401", {}, {"partnership": "unknown"}),
    ("RA404", {"risks": [risk(**DELAY)]}, {"partnership": "green"}),
    ("RA404", {"risks": [risk(**DELAY), risk("R2", **COST)]}, {"delay": "unknown"}),
    ("RA404", {}, {"partnership": "unknown"}),
    ("RA402", {"risks": [risk(**COST)], "partners": partners(gives(100))}, {"partnership": "green"}),
    ("RA402", {"risks": [risk(**COST)], "partners": partners(gives(99))}, {"partnership": "amber"}),
    ("RA402", {"risks": [risk(**COST)], "partners": partners(gives(900, confirmed=False))}, {"partnership": "amber"}),
    (
        "RA402",
        {"risks": [risk(**COST), *(risk(f"R{n}") for n in range(2, 6))], "partners": partners(gives(9))},
        {"partnership": "unknown"},
    ),
    ("RA402", {"risks": [risk(**COST), risk("R2")], "partners": partners(gives(100))}, {"partnership": "unknown"}),
    ("RA402", {"risks": [risk(**COST)]}, {"partnership": "unknown"}),
    ("RA402", {}, {"partnership": "unknown"}),
    (
        "RA403",
        {
            "risks": [risk(**COST), risk("R2", **COST)],
            "leads": [lead(), lead("R2", "B")],
            "partners": partners(gives(5), gives(5)),
        },
        {"partnership": "green"},
    ),
    (
        "RA403",
        {"risks": [risk(**COST), risk("R2", **COST)], "leads": [lead()], "partners": partners(gives(1), gives(9))},
        {"A": "amber"},
    ),
    (
        "RA403",
        {"risks": [risk(**COST)], "leads": [lead()], "partners": partners(gives(1), gives(9))},
        {"partnership": "unknown"},
    ),
    ("RA403", {"risks": [risk(**COST)], "leads": [lead()]}, {"partnership": "unknown"}),
    (
        "RA403",  # whoever leads, leads on a risk without a cost
        {
            "risks": [risk(**COST), risk("R2", **COST), risk("R3")],
            "leads": [lead("R3")],
            "partners": partners(gives(5), gives(5)),
            "thresholds": {"risks_costed": 0.5},
        },
        {"partnership": "unknown"},
    ),
    ("RA501", {**EARLIER, "ratings": [rating(on="2026-01-01"), rating()]}, {"partnership": "green"}),
    ("RA501", {**EARLIER, "ratings": [rating(on="2026-01-01"), rating(likelihood=3)]}, {"risk R1": "amber"}),
    (
        "RA501",
        {**EARLIER, "ratings": [rating(on="2026-01-01"), rating(likelihood=5, impact=4)]},
        {"risk R1": "red"},
    ),
    ("RA501", {"risks": [risk()], "ratings": [rating()]}, {"partnership": "unknown"}),
    ("RA501", EARLIER, {"partnership": "unknown"}),
    ("RA502", {"risks": [risk(review_by="2026-07-01")]}, {"partnership": "green"}),
    ("RA502", {"risks": [risk(review_by="2026-06-01"), risk("R2")]}, {"risk R1": "amber", "partnership": "unknown"}),
    ("RA502", {"risks": [risk()]}, {"partnership": "unknown"}),
    ("RA503", {"risks": [risk(appetite=4)], "ratings": [rating()]}, {"partnership": "green"}),
    ("RA503", {"risks": [risk(appetite=3)], "ratings": [rating()]}, {"risk R1": "amber"}),
    ("RA503", {**RED_ONE, "risk_settings": {"appetite": 9}}, {"risk R1": "amber"}),
    ("RA503", RED_ONE, {"partnership": "unknown"}),
    ("RA504", {"risks": [risk()], "ratings": [rating()]}, {"partnership": "green"}),
    ("RA504", RED_ONE, {"risk R1": "red"}),
    ("RA504", {**RED_ONE, "controls": [control(owner="A", due="2026-07-31")]}, {"risk R1": "green"}),
    ("RA504", {**RED_ONE, "controls": [control(due="2026-07-31")]}, {"risk R1": "amber"}),
    ("RA504", {**RED_ONE, "controls": [control(due="2026-05-31")]}, {"risk R1": "red"}),
    ("RA504", {**RED_ONE, "actions": [{"id": "A1", "title": "Act", "subject": "risk R1"}]}, {"risk R1": "amber"}),
    ("RA504", {"risks": [risk()]}, {"partnership": "unknown"}),
    ("RA505", {"risks": [risk()], "controls": [control(owner="A")]}, {"partnership": "green"}),
    ("RA505", {"risks": [risk()], "controls": [control()]}, {"partnership": "unknown"}),
    (
        "RA505",
        {"risks": [risk()], "controls": [control(owner="A")], "partners": partners({"left": "2026-05-01"})},
        {"control of R1: Survey": "amber"},
    ),
    ("RA505", {"risks": [risk()]}, {"partnership": "unknown"}),
    ("RA506", {"risks": [risk()], "controls": [control(due="2026-07-31")]}, {"partnership": "green"}),
    (
        "RA506",
        {"risks": [risk()], "controls": [control(due="2026-05-31", done="2026-06-01")]},
        {"partnership": "green"},
    ),
    ("RA506", {"risks": [risk()], "controls": [control(due="2026-05-31")]}, {"control of R1: Survey": "amber"}),
    ("RA506", {"risks": [risk()], "controls": [control()]}, {"partnership": "unknown"}),
    ("RA507", {"risks": [risk(proximity="2026-07-10")], "ratings": [rating()]}, {"partnership": "green"}),
    ("RA507", {**RED_ONE, "risks": [risk(proximity="2026-07-10")]}, {"risk R1": "red"}),
    (
        "RA507",
        {**RED_ONE, "risks": [risk(proximity="2026-07-10")], "controls": [control(due="2026-07-05")]},
        {"risk R1": "amber"},
    ),
    ("RA507", {**RED_ONE, "risks": [risk(proximity="2027-07-10")]}, {"partnership": "green"}),
    (
        "RA507",
        {**RED_ONE, "risks": [risk(proximity="2026-07-10")], "controls": [control(done="2026-01-01")]},
        {"partnership": "green"},
    ),
    ("RA507", RED_ONE, {"partnership": "unknown"}),
    ("RA508", {"risks": [risk()], "ratings": [rating()]}, {"partnership": "green"}),
    ("RA508", {"risks": [risk()], "ratings": [rating(on="2025-06-01")]}, {"risk R1": "amber"}),
    ("RA508", {"risks": [risk()]}, {"partnership": "unknown"}),
    ("RA104", ONE_SAYS_RED, {"risk R1": "amber"}),
    ("RA504", ONE_SAYS_RED, {"risk R1": "unknown"}),
    ("RA508", ONE_SAYS_RED, {"partnership": "unknown"}),
    ("RA202", {"risks": [risk(), risk("R2")], "ratings": [rating()]}, {"partnership": "unknown"}),
    (
        "RA207",
        {"risks": [risk(appetite=4), risk("R2")], "ratings": [rating(kind="target")]},
        {"partnership": "unknown"},
    ),
    ("RA503", {"risks": [risk(appetite=4), risk("R2")], "ratings": [rating()]}, {"partnership": "unknown"}),
    ("RA507", {"risks": [risk(proximity="2026-07-10"), risk("R2")], "ratings": [rating()]}, {"partnership": "unknown"}),
    (
        "RA501",
        {**EARLIER, "ratings": [rating(on="2026-01-01", by="A"), rating(likelihood=4, impact=4, by="A")]},
        {"risk R1": "unknown"},
    ),
    ("RA601", ladder(), {"partnership": "green"}),
    ("RA601", ladder(owner=None), {"partnership": "amber"}),
    ("RA601", {}, {"partnership": "red"}),
    ("RA601", {"stage": [{"stage": "building"}]}, {"partnership": "unknown"}),
    ("RA602", ladder(), {"partnership": "green"}),
    ("RA602", ladder(owner=None), {"partnership": "unknown"}),
    ("RA602", {}, {"partnership": "unknown"}),
    ("RA603", ladder(), {"partnership": "green"}),
    ("RA603", ladder(days=None), {"partnership": "unknown"}),
    ("RA603", {}, {"partnership": "unknown"}),
    ("RA604", ladder(), {"partnership": "green"}),
    ("RA604", ladder(final=False), {"step 1": "amber"}),
    ("RA604", {}, {"partnership": "unknown"}),
    (
        "RA605",
        {
            "sustainability": [{"condition": "interdependence", "on": "2026-01-01", "holds": "no"}],
            "meetings": [{"on": f"2026-0{month}-01", "present": ["A", "B"]} for month in (4, 5)],
        },
        {"Interdependence": "amber", "Information": "green", "Trust": "unknown", "Fair decisions": "unknown"},
    ),
    ("RA831", {**EARLIER, "ratings": worsened()}, {"partnership": "unknown"}),
    ("RA831", {**EARLIER, "ratings": worsened("2026-06-10")}, {"partnership": "green"}),
    (
        "RA831",
        {**EARLIER, "ratings": worsened("2026-06-10"), "thresholds": {"days_to_tell": 5}},
        {"risk R1": "amber"},
    ),
    ("RA831", {**EARLIER, "ratings": [rating(on="2026-01-01"), rating()]}, {}),
    ("RA832", {"practices": [expects_conflict("yes", evidence="minute 3")]}, {"partnership": "green"}),
    ("RA832", {"practices": [expects_conflict("no")]}, {"partnership": "amber"}),
    ("RA832", {}, {"partnership": "unknown"}),
]


@pytest.mark.parametrize(("code", "parts", "found"), CASES, ids=[f"{case[0]}-{n}" for n, case in enumerate(CASES)])
def test_each_rule_says_what_is_so(made, code, parts, found):
    findings = list(CATALOGUE[code].findings(made(**parts)))
    assert {row.subject: row.severity.value for row in findings} == found


NEVER_AT_FAULT = {"RA105", "RA201", "RA205", "RA401", "RA404", "RA602", "RA603"}
"""Our own checks of what may not have been typed: what is missing is asked for."""
ELSEWHERE = {"RA208", "RA405", "RA833", "RA834"}
"""Rules with tests of their own: test_silence.py, test_worth.py, test_prompts.py and test_differences.py."""
DATA_QUALITY = {"RA105", "RA204", "RA206"}
"""Clean data are no practice, so they are never in place."""


def test_every_rule_is_shown_true_false_and_untold():
    for code in CATALOGUE.keys() - ELSEWHERE:
        shown = {severity for case in CASES if case[0] == code for severity in case[2].values()}
        assert bool(shown & {"red", "amber"}) is (code not in NEVER_AT_FAULT), code
        assert ("green" in shown) is (code not in DATA_QUALITY), code
        assert "unknown" in shown or code == "RA206", code


def test_only_what_the_guide_demands_or_what_has_a_consequence_is_red():
    red = {rule.code for rule in CATALOGUE.values() if rule.severity == "red"}
    assert red == {"RA504", "RA601"}
    assert {CATALOGUE[code].paragraph for code in red} == {"¶4.4", "¶4.6"}
    assert not [rule.code for rule in CATALOGUE.values() if rule.paragraph == "¶4.5"]  # it names a publication only


OURS = [
    "RA105",
    "RA201",
    "RA202",
    "RA203",
    "RA204",
    "RA205",
    "RA206",
    "RA207",
    "RA208",
    "RA304",
    "RA305",
    "RA306",
    "RA307",
    "RA309",
]
OURS += ["RA401", "RA402", "RA403", "RA404", "RA503", "RA505", "RA506", "RA507", "RA602", "RA603", "RA834"]


def test_limits_for_which_the_time_was_up_are_not_said_to_be_missed(made, monkeypatch):
    def take_too_long(*_asked, **_limits):
        raise MethodError(f"no allocation was found within 10 seconds, {NOT_RULED_OUT}; allow more time")

    monkeypatch.setattr(allocation, "allocate_leads", take_too_long)
    costs = {**COST, "high": 987654}
    findings = list(CATALOGUE["RA309"].findings(made(risks=[risk(**costs)], influences=[judged()])))
    assert [row.severity.value for row in findings] == ["unknown"]
    assert "none was ruled out" in findings[0].message


def test_what_the_guide_does_not_say_is_ours():
    assert [code for code, rule in CATALOGUE.items() if rule.basis == "ours"] == OURS


WAYS = [value for value in vars(ways).values() if isinstance(value, ways.Way)]


@pytest.mark.parametrize("way", [*WAYS, *ways.DESCRIPTION.values()], ids=lambda way: way.enter)
def test_every_way_out_is_an_instruction_with_a_real_key(way):
    assert is_key(way.enter)
    assert way.find_out[0].isupper()
    assert way.find_out.endswith(".")


def test_no_other_key_would_pass():
    assert not is_key("risks.colour")
    assert not is_key("nowhere")


def test_whatever_cannot_be_told_has_a_way_out(made):
    asked = [
        found
        for code, parts, _ in CASES
        for found in CATALOGUE[code].findings(made(**parts))
        if found.severity == "unknown"
    ]
    assert len(asked) > len(NEVER_AT_FAULT)
    assert [found.message for found in asked if found.enter is None or not is_key(found.enter.field)] == []


FOUR = [risk(f"R{n}") for n in range(1, 5)]
TOLD = [
    # code, parts of the partnership, the sentences expected
    ("RA101", {"risks": [risk()]}, ["1 risk is recorded; it is open."]),
    ("RA101", {"risks": [risk(closed="2026-01-01")]}, ["1 risk is recorded; it is closed."]),
    ("RA101", {"risks": [risk(), risk("R2", closed="2026-01-01")]}, ["2 risks are recorded; 1 of them is open."]),
    ("RA101", {"risks": [risk(closed="2026-01-01")] * 2}, ["2 risks are recorded; none of them is open."]),
    ("RA101", {"risks": [risk("R1"), risk("R2")]}, ["2 risks are recorded; both of them are open."]),
    ("RA101", {"risks": [risk(f"R{n}") for n in range(3)]}, ["3 risks are recorded; all of them are open."]),
    (
        "RA104",
        {"risks": FOUR, "leads": [lead()]},
        [
            "No lead is recorded for “Risk R2”.",
            "No lead is recorded for “Risk R3”.",
            "No lead is recorded for “Risk R4”.",
            "1 of 4 open risks that are not own risks has a lead that is still a partner.",
        ],
    ),
    ("RA104", {"risks": [risk()], "leads": [lead()]}, ["The one open risk that is not an own risk has a lead."]),
    ("RA104", RED_ONE, ["No lead is recorded for “Risk R1”; the risk is red."]),
    (
        "RA104",
        {"risks": [risk()], "leads": [lead(), lead(partner=None, on="2026-02-01")]},
        ["The lead on “Risk R1” was withdrawn."],
    ),
    (
        "RA201",
        {"risks": FOUR[:2]},
        ["Cannot tell: 2 of 2 open risks are not rated as things stand: “Risk R1” (R1) and “Risk R2” (R2)."],
    ),
    (
        "RA202",
        {"risks": [risk(shared_by=["A", "B"])], "ratings": [rating(by="A")]},
        ["1 of 2 partners that carry “Risk R1” rated it: A."],
    ),
    (
        "RA203",
        {"risks": FOUR[:2], "ratings": [rating(by="A"), rating(by="B")]},
        ["Cannot tell: 1 of 2 open risks is rated by several partners; on it no two are 2 steps apart or more."],
    ),
    (
        "RA203",
        {
            "risks": [risk()],
            "ratings": [rating(likelihood=1, impact=5, by="A"), rating(likelihood=2, impact=2, by="B")],
        },
        ["“Risk R1”: partners are 3 steps apart on impact (B: 2 × 2; A: 1 × 5)."],
    ),
    (
        "RA301",
        {
            "risks": FOUR[:2],
            "leads": [lead(), lead("R2", "B")],
            "partners": partners(sits("commits"), sits("observes")),
        },
        [
            "B leads on “Risk R2”, but its representative is not authorised to commit it.",
            "On 1 of 2 led risks, whoever leads is known to be authorised to decide.",
        ],
    ),
    (
        "RA302",
        {"risks": FOUR[:2], "leads": [lead(accepted=True), lead("R2", "B")]},
        [
            "Cannot tell: for 1 of 2 led risks it is not recorded whether whoever leads has agreed to lead: "
            "“Risk R2” (R2)."
        ],
    ),
    (
        "RA304",
        {"risks": [risk()], "leads": [lead()], "partners": partners({"risk_capacity": 0})},
        ["A leads on 1 risk and cannot lead on any."],
    ),
    (
        "RA305",
        {"risks": FOUR, "leads": [lead(row["id"], "AB"[n % 2]) for n, row in enumerate(FOUR)]},
        ["No partner leads on more than 2 of 4 risks with a single lead, own risks apart: 50% (A and B)."],
    ),
    (
        "RA305",
        {"risks": FOUR, "leads": [lead(row["id"]) for row in FOUR]},
        ["A leads on 4 of 4 risks with a single lead, own risks apart: 100%; our threshold is 50%."],
    ),
    (
        "RA305",
        {"risks": FOUR, "leads": [lead(row["id"]) for row in FOUR], "risk_settings": {"fairness": 0.4}},
        ["A leads on 4 of 4 risks with a single lead, own risks apart: 100%; the partners' limit is 40%."],
    ),
    (
        "RA308",
        {"risks": [risk(group="g"), risk("R2", group="g")], "leads": [lead()]},
        ["A leads on 1 of 2 risks of group g; nobody on “Risk R2” (R2)."],
    ),
    (
        "RA402",
        {"risks": [risk(**COST), *FOUR[1:]], "partners": partners(gives(5))},
        ["Cannot tell: 1 of 4 open risks has a chance and a cost."],
    ),
    (
        "RA402",
        {"risks": [risk(probability=1, low=3e6, likely=3e6, high=3e6)], "partners": partners(gives(2e6))},
        [
            "A bad year (P80) costs exactly £3,000,000; partners bring £2m of confirmed money. "
            "This counts 1 of 2 partners; what B brings is not known in full. 1 of 1 open risk has a chance and a cost."
        ],
    ),
    (
        "RA402",
        {"risks": [risk(**COST)], "partners": partners(gives(70), gives(29))},
        [
            "A bad year (P80) costs exactly £100; partners bring £99 of confirmed money. "
            "1 of 1 open risk has a chance and a cost."
        ],
    ),
    (
        "RA402",
        {"risks": [risk(**COST)], "partners": [*partners(gives(99)), {"id": "C", "name": "C"}]},
        [
            "Cannot tell: a bad year (P80) costs exactly £100; partners bring £99 of confirmed money. "
            "This counts 1 of 3 partners; what B and C bring is not known in full. "
            "1 of 1 open risk has a chance and a cost."
        ],
    ),
    (
        "RA402",
        {"risks": [risk(**COST)], "partners": [*partners(gives(100)), {"id": "C", "name": "C"}]},
        [
            "A bad year (P80) costs exactly £100; partners bring £100 of confirmed money. "
            "This counts 1 of 3 partners; what B and C bring is not known in full. "
            "1 of 1 open risk has a chance and a cost."
        ],
    ),
    (
        "RA403",
        {"risks": [risk(**COST), *FOUR[1:]], "leads": [lead()], "partners": partners(gives(1), gives(9))},
        ["Cannot tell: 1 of 4 open risks has a chance and a cost."],
    ),
    ("RA502", {"risks": [risk(review_by="2026-06-29")]}, ["“Risk R1” was due for review by 29 June 2026."]),
    ("RA504", {**RED_ONE, "risks": FOUR}, ["“Risk R1” is red and no measure under way is recorded."]),
    (
        "RA504",
        {"risks": FOUR, "ratings": [rating()]},
        ["Cannot tell: the one rated risk is not red, and 3 of 4 open risks are without a rating by enough partners."],
    ),
    (
        "RA504",
        ONE_SAYS_RED,
        ["Cannot tell: 1 of 2 partners that carry “Risk R1” rated it. It is rated red."],
    ),
    (
        "RA503",
        {**ONE_SAYS_RED, "risk_settings": {"appetite": 9}},
        [
            "Cannot tell: 1 of 2 partners that carry “Risk R1” rated it. "
            "It is rated 4 × 4 = 16, above the risk appetite of 9."
        ],
    ),
    (
        "RA104",
        ONE_SAYS_RED,
        ["No lead is recorded for “Risk R1”."],
    ),
    (
        "RA504",
        {**ONE_SAYS_RED, "risks": [risk(kind="own", shared_by=["A"])]},
        ["“Risk R1” is red and no measure under way is recorded."],
    ),
    (
        "RA507",
        {**RED_ONE, "risks": [risk(proximity="2026-07-01")]},
        [
            "“Risk R1” is red and near: it could happen within 60 days, from 1 July 2026; "
            "no control is recorded as in place."
        ],
    ),
    (
        "RA507",
        {**RED_ONE, "risks": [risk(proximity="2026-01-01")]},
        ["“Risk R1” is red and could happen now; no control is recorded as in place."],
    ),
    ("RA601", ladder(days=None), ["1 of 1 escalation step is incomplete: Talk."]),
    ("RA601", ladder(), ["1 escalation step is recorded in full: Talk."]),
    ("RA602", ladder(owner=None), ["Cannot tell: 1 of 1 escalation step has no owner on record: Talk."]),
    ("RA604", ladder(), ["There is one escalation step, and “Talk” makes the final decision."]),
]


@pytest.mark.parametrize(("code", "parts", "told"), TOLD, ids=[f"{case[0]}-{n}" for n, case in enumerate(TOLD)])
def test_sentences_are_true_at_their_edges(made, code, parts, told):
    assert [row.message for row in CATALOGUE[code].findings(made(**parts))] == told


def together(key="R1", names=("A", "B"), **more):
    return {"risk": key, "shared": list(names), "on": "2026-01-01", **more}


SIT = partners(sits("commits"), sits("commits"))
TWO_RISKS, GROUPED = [risk(), risk("R2")], [risk(group="g"), risk("R2", group="g")]
BOTH_JUDGED = [judged(), judged("R2")]
SHARED_LEADS = [
    # code, parts of the partnership, what is told: nobody leads, one leads, one risk of two is led together, both are
    ("RA301", {"leads": []}, ["Cannot tell: no open risk has a lead."]),
    ("RA301", {"leads": [lead()]}, ["On the one led risk, whoever leads is authorised to decide."]),
    ("RA301", {"leads": [together()]}, ["On the one led risk, whoever leads is authorised to decide."]),
    ("RA301", {"leads": [lead("R2"), together()]}, ["On each of 2 led risks, whoever leads is authorised to decide."]),
    (
        "RA301",
        {"leads": [together(), lead("R2")], "partners": partners(sits("commits"), sits("observes"))},
        [
            "B leads on “Risk R1”, but its representative is not authorised to commit it.",
            "On 1 of 2 led risks, whoever leads is known to be authorised to decide.",
        ],
    ),
    (
        "RA301",
        {"leads": [together(), lead("R2")], "partners": partners(sits("commits"), sits())},
        ["Cannot tell: whether B may decide is not recorded, for 1 of 2 led risks."],
    ),
    ("RA302", {"leads": []}, ["Cannot tell: no open risk has a lead."]),
    ("RA302", {"leads": [lead(accepted=True)]}, ["On the one led risk, whoever leads has agreed to lead."]),
    ("RA302", {"leads": [together(accepted=True)]}, ["On the one led risk, whoever leads has agreed to lead."]),
    (
        "RA302",
        {"leads": [together(accepted=True), together("R2", accepted=True)]},
        ["On each of 2 led risks, whoever leads has agreed to lead."],
    ),
    (
        "RA302",
        {"leads": [together(accepted=False), lead("R2", accepted=True)]},
        [
            "A and B lead together on “Risk R1”, but have not both agreed to lead.",
            "On 1 of 2 led risks, whoever leads is known to have agreed to lead.",
        ],
    ),
    (
        "RA302",
        {
            "partners": [*partners(), {"id": "C", "name": "C"}],
            "leads": [together(names="ABC", accepted=False), lead("R2", accepted=False)],
        },
        [
            "A, B and C lead together on “Risk R1”, but have not all agreed to lead.",
            "A has not agreed to lead on “Risk R2”.",
        ],
    ),
    ("RA303", {"leads": [lead()]}, ["On the one led risk, whoever leads is a partner."]),
    ("RA303", {"leads": [together(), together("R2")]}, ["On each of 2 led risks, whoever leads is a partner."]),
    (
        "RA303",
        {"leads": [together(), lead("R2")], "partners": partners({}, {"left": "2026-05-01"})},
        ["“Risk R1” is led by A and B together, and B has left the partnership."],
    ),
    (
        "RA307",
        {"risks": [risk(**COST), risk("R2", **COST)], "leads": [lead(), together("R2")], "influences": BOTH_JUDGED},
        [
            "Leads were weighed on the one other open risk; none costs more than 10% above the best one. On 1 risk "
            "several lead together, which cannot be weighed."
        ],
    ),
    (
        "RA307",
        {"risks": [risk(**COST), risk("R2", **COST)], "leads": [together(), together("R2")], "influences": BOTH_JUDGED},
        ["Cannot tell: no open risk has a lead, a best lead and a known cost under both."],
    ),
    (
        "RA305",
        {"leads": [lead(), together("R2")]},
        ["Cannot tell: 1 risk, own risks apart, has a single lead, fewer than 3."],
    ),
    (
        "RA308",
        {"risks": GROUPED, "leads": [together(), together("R2", "BA")]},
        ["A and B together lead on all of group g (2 risks)."],
    ),
    (
        "RA308",
        {"risks": GROUPED, "leads": [together()]},
        ["A and B together lead on 1 of 2 risks of group g; nobody on “Risk R2” (R2)."],
    ),
    (
        "RA308",
        {"risks": GROUPED, "leads": [together(), lead("R2")]},
        ["Group g has more than one lead: A and B together on “Risk R1”; A on “Risk R2”."],
    ),
]


@pytest.mark.parametrize(("code", "parts", "told"), SHARED_LEADS)
def test_a_lead_that_several_share_is_not_told_as_one(made, code, parts, told):
    parts = {"risks": TWO_RISKS, "partners": SIT, **parts}
    assert [row.message for row in CATALOGUE[code].findings(made(**parts))] == told


@pytest.mark.parametrize(
    ("amounts", "told"),
    [
        ((0, 0), "Cannot tell: partners bring £0 in all, of which there are no shares."),
        (
            (5, None),
            "Cannot tell: what these partners bring in a year is not recorded in full, and a share needs the sum: B.",
        ),
    ],
)
def test_shares_of_nothing_are_not_told_as_missing_records(made, amounts, told):
    brought = [gives(amount) if amount is not None else {} for amount in amounts]
    risks = [risk(f"R{n}", **COST) for n in range(3)]
    hub = made(partners=partners(*brought), risks=risks, leads=[lead(f"R{n}") for n in range(3)])
    assert [row.message for row in CATALOGUE["RA403"].findings(hub)] == [told]
    answers = summarise_position(hub)["answer"].tolist()
    assert any("not known, for " in answer for answer in answers)


def test_a_lead_that_costs_as_little_as_the_best_is_among_the_best(made):
    both = [judged(partner=partner) for partner in "AB"]
    hub = made(risks=[risk(**COST)], leads=[lead(partner="B")], influences=both)
    assert any("1 of 1 lead that can be weighed is the best" in told for told in summarise_position(hub)["answer"])
    assert assess_costs(hub)["cheapest"].tolist() == [True, True]


def test_leads_that_are_missing_are_asked_for_not_influences_that_are_known(made):
    hub = made(risks=[risk(**COST), risk("R2", **COST)], leads=[lead()], influences=BOTH_JUDGED)
    (finding,) = CATALOGUE["RA307"].findings(hub)
    assert finding.message.startswith("Cannot tell: leads were weighed on 1 of 2 open risks")
    assert finding.enter.field == "leads.lead"


def test_a_partner_without_which_nobody_would_have_rated_is_no_second_opinion(made):
    """C does not carry the risk, so its rating is no partner's who does."""
    three = [*partners(), {"id": "C", "name": "C"}]
    hub = made(partners=three, risks=[risk(shared_by=["A", "B"])], ratings=[rating(by="A"), rating(by="C")])
    assert [row.message for row in CATALOGUE["RA202"].findings(hub)] == [
        "1 of 2 partners that carry “Risk R1” rated it: A."
    ]


def test_codes_stand_in_the_order_of_the_guide_and_name_real_capabilities():
    assert list(CATALOGUE) == sorted(CATALOGUE)
    assert len(CATALOGUE) == 47
    assert {rule.capability for rule in CATALOGUE.values()} == {
        "risk-register",
        "likelihood-and-impact",
        "lead-for-each-risk",
        "exposure",
        "risk-monitoring",
        "managing-conflict",
    }


def test_a_partnership_at_its_first_meeting_is_asked_for_its_register_only():
    first = Partnership(name="New", purpose="Begin", stage=[{"stage": "scoping"}])
    assert [(row.code, row.severity.value) for rule in CATALOGUE.values() for row in rule.findings(first)] == [
        ("RA101", "unknown")
    ]


def test_one_partner_alone_breaks_nothing(made):
    alone = made(partners=[{"id": "A", "name": "A"}], risks=[risk(**COST)], leads=[lead()], influences=[judged()])
    silent = [code for code, rule in CATALOGUE.items() if not list(rule.findings(alone))]
    assert silent == [
        "RA206",
        "RA308",
        "RA831",
        "RA834",
    ]  # no faulty data, no groups, no risk that worsened, no dispute


def test_findings_carry_where_they_rest_and_a_way_out(made):
    finding = next(
        iter(
            CATALOGUE["RA303"].findings(made(risks=[risk()], leads=[lead()], partners=partners({"left": "2026-05-01"})))
        )
    )
    assert finding.message == "“Risk R1” is led by A, which has left the partnership."
    assert finding.evidence[0].field == "lead"
    assert finding.remedy


def test_a_correlation_that_cannot_hold_is_told_with_its_value_and_a_way_out(made):
    three = [risk(f"R{n}", **COST) for n in (1, 2, 3)]
    finding = next(iter(CATALOGUE["RA402"].findings(made(risks=three, risk_settings={"correlation": -0.9}))))
    assert finding.message.endswith("the lowest that can is -0.5.")
    assert (finding.evidence[0].text, finding.evidence[0].field) == ("correlation -0.9", "correlation")
    assert "risk_settings.correlation" in finding.remedy


def test_a_risk_that_nobody_may_lead_asks_for_authority(made):
    hub = made(risks=[risk(**COST)], influences=[judged(eligible=False), judged(partner="B", eligible=False)])
    finding = next(iter(CATALOGUE["RA306"].findings(hub)))
    assert finding.message == "None of the partners judged on “Risk R1” may lead on it."
    assert "authority" in finding.remedy


SCOPING = [{"stage": "scoping", "on": "2025-01-01"}]


def test_before_alerts_are_asked_for_what_stands_in_the_register_is_told(made, rated):
    late = {"review_by": "2026-05-31"}
    hub = made(stage=SCOPING, risks=[risk("R1", **late), risk("R2", **late)], ratings=[rated("R1", 5, 5)])
    assert summarise_alerts(hub).empty
    assert summarise_alerts(hub).attrs["none"] == (
        "Not checked at the scoping stage. In the register: 1 red, 1 not rated, 2 reviews overdue and 2 without a lead."
    )


@pytest.mark.parametrize(
    ("parts", "said"),
    [
        ({}, "Cannot tell: no open risk is recorded."),
        ({"stage": SCOPING}, "Cannot tell: no open risk is recorded."),
        ({"risks": [{"id": "R1", "title": "Delay"}]}, "Nothing at present."),
        (
            {
                "stage": SCOPING,
                "risks": [{"id": "R1", "title": "Delay", "class": "own"}],
                "ratings": [{"risk": "R1", "on": "2026-01-01", "likelihood": 1, "impact": 1}],
            },
            "Not checked at the scoping stage. "
            "In the register: 1 open risk, none of them red, overdue or without a lead.",
        ),
    ],
)
def test_why_there_is_no_alert_is_said(made, parts, said):
    assert say_no_alert(made(**parts)) == said


def test_a_lead_that_left_and_none_on_record_are_two_alerts_and_together_the_risks_that_nobody_leads_on(made):
    gone = [{"id": "A", "name": "A"}, {"id": "B", "name": "B", "left": "2026-01-01"}]
    hub = made(partners=gone, risks=[risk(), risk("R2"), risk("R3")], leads=[lead(), lead("R2", "B")])
    counts = count_alerts(hub).set_index("kind")["alerts"]
    assert (counts["no lead on record"], counts["lead that has left"]) == (1, 1)
    values = {row.name: row.value for row in take_measures(hub) if not row.subject}
    assert values["risks_without_lead"] == 2


def test_alerts_are_the_faults_of_the_watching_rules_worst_first(made):
    hub = made(**RED_ONE, controls=[control(due="2026-05-31")])
    alerts = find_alerts(hub)
    assert [alert.code for alert in alerts] == ["RA104", "RA504", "RA506"]
    assert {alert.code for alert in alerts} <= {rule.code for rule in ALERTS}
    told = summarise_alerts(hub)
    assert told["severity"].tolist() == ["red", "red", "amber"]
    assert set(told["subject"]) == {row.title for row in hub.risks if row.id == "R1"}  # of the control, too
    counts = count_alerts(hub).query("alerts > 0").set_index("kind")
    assert counts["red"].to_dict() == {
        "no lead on record": 1,
        "red with too little under way": 1,
        "control overdue": 0,
    }
    assert set(counts["risks"]) == {("R1",)}


def test_an_alert_names_the_whole_id_of_its_risk_whatever_stands_in_it(made):
    name = "R1, part: the first"
    risks = [{"id": name, "title": "Flood"}, {"id": "R1", "title": "Fire"}]
    hub = made(risks=risks, ratings=[{"risk": name, "on": "2026-01-01", "likelihood": 5, "impact": 5}])
    assert [name for told in count_alerts(hub)["risks"] for name in told if name not in {"R1", name}] == []
    assert name in count_alerts(hub).set_index("kind")["risks"]["no lead on record"]


@pytest.mark.parametrize(
    ("parts", "messages"),
    [
        (
            {"ratings": worsened("2026-06-10")},
            ["Partners were told of the one risk that worsened since the last review."],
        ),
        (
            {"ratings": worsened()},
            [
                "Cannot tell: 1 of 1 risk that worsened since the last review has no day recorded on which partners "
                "were told: “Risk R1” (R1)."
            ],
        ),
        (
            {"ratings": worsened("2026-06-02"), "thresholds": {"days_to_tell": 0}},
            ["Partners were told of “Risk R1” 1 day after it was rated."],
        ),
    ],
)
def test_whether_partners_were_told_is_said_truly(made, parts, messages):
    assert [row.message for row in CATALOGUE["RA831"].findings(made(**{**EARLIER, **parts}))] == messages
