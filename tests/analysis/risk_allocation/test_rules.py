"""Each rule of risk allocation, shown true, false and where it cannot tell."""

from __future__ import annotations

import pytest

from partnerlab.analysis.catalogue import rules_in
from partnerlab.analysis.risk_allocation import rules
from partnerlab.analysis.risk_allocation.alerts import ALERTS, count_alerts, find_alerts, summarise_alerts
from partnerlab.partnership import Partnership

COVERS = (
    "partnerlab.analysis.risk_allocation.alerts",
    "partnerlab.analysis.risk_allocation.rules.disputes",
    "partnerlab.analysis.risk_allocation.rules.exposure",
    "partnerlab.analysis.risk_allocation.rules.fairness",
    "partnerlab.analysis.risk_allocation.rules.leads",
    "partnerlab.analysis.risk_allocation.rules.monitoring",
    "partnerlab.analysis.risk_allocation.rules.ratings",
    "partnerlab.analysis.risk_allocation.rules.register",
)

CATALOGUE = {rule.code: rule for rule in rules_in(rules)}
COST = {"probability": 1.0, "low": 100, "likely": 100, "high": 100}
DELAY = {"probability": 1.0, "days_low": 5, "days_likely": 5, "days_high": 5}
WHOLE = {"cause": "c", "event": "e", "consequence": "q"}


def risk(key="R1", kind="shared", **more):
    return {"id": key, "title": f"Risk {key}", "class": kind, **more}


def rating(key="R1", likelihood=2, impact=2, *, by=None, kind="residual", on="2026-06-01"):
    return {"risk": key, "by": by, "on": on, "kind": kind, "likelihood": likelihood, "impact": impact}


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
EARLIER = {"reviews": [{"on": "2026-02-01"}], "risks": [risk(on="2025-01-01")]}

CASES = [
    # code, parts of the partnership, what is found: subject -> severity
    ("RA101", {"risks": [risk()]}, {"partnership": "green"}),
    ("RA101", {}, {"partnership": "red"}),
    ("RA101", {"stage": [{"stage": "scoping"}]}, {"partnership": "unknown"}),
    ("RA102", {"risks": [risk("a", "own"), risk("b"), risk("c", "collaborating")]}, {"partnership": "green"}),
    ("RA102", {"risks": [risk("a", "own"), risk("b")]}, {"collaborating": "amber"}),
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
        {"stage development": "unknown", "stage implementation": "unknown", "stage review": "unknown"},
    ),
    ("RA103", {}, {"partnership": "unknown"}),
    ("RA104", {"risks": [risk()], "leads": [lead()]}, {"partnership": "green"}),
    ("RA104", {"risks": [risk(), risk("R2")], "leads": [lead()]}, {"risk R2": "red", "partnership": "green"}),
    ("RA104", {"risks": [risk()], "leads": [lead(), lead(partner=None, on="2026-02-01")]}, {"risk R1": "red"}),
    ("RA104", {"risks": [risk(kind="own")]}, {"partnership": "unknown"}),
    ("RA105", {"risks": [risk(**WHOLE)]}, {"partnership": "green"}),
    ("RA105", {"risks": [risk(cause="c")]}, {"risk R1": "amber"}),
    ("RA105", {}, {"partnership": "unknown"}),
    ("RA106", {"risks": [risk(outcome="o")], "outcomes": {"aligned": ["o"]}}, {"partnership": "green"}),
    ("RA106", {"risks": [risk()]}, {"risk R1": "amber"}),
    ("RA106", {"risks": [risk(outcome="o")], "outcomes": {"aligned": ["other"]}}, {"risk R1": "amber"}),
    ("RA106", {}, {"partnership": "unknown"}),
    ("RA107", {"risks": [risk(kind="own", shared_by=["A"])]}, {"risk R1": "green"}),
    ("RA107", {"risks": [risk(kind="own")]}, {"risk R1": "amber"}),
    ("RA107", {"risks": [risk(kind="own", shared_by=["A", "B"])]}, {"risk R1": "amber"}),
    ("RA107", {"risks": [risk()]}, {"partnership": "unknown"}),
    ("RA201", {"risks": [risk()], "ratings": [rating()]}, {"partnership": "green"}),
    ("RA201", {"risks": [risk()]}, {"risk R1": "amber"}),
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
        {"partnership": "green"},
    ),
    (
        "RA204",
        {"risks": [risk()], "ratings": [rating(kind="inherent"), rating(likelihood=4), rating(kind="target")]},
        {"risk R1": "amber"},
    ),
    ("RA204", {"risks": [risk()], "ratings": [rating()]}, {"path of R1": "unknown"}),
    ("RA204", {"risks": [risk()]}, {"partnership": "unknown"}),
    ("RA205", {"risks": [risk(appetite=4)]}, {"partnership": "green"}),
    ("RA205", {"risks": [risk(appetite=4), risk("R2")]}, {"partnership": "amber"}),
    ("RA205", {}, {"partnership": "unknown"}),
    ("RA206", {"ratings": [rating()]}, {"partnership": "green"}),
    ("RA206", {"ratings": [rating(likelihood=6)]}, {"likelihood of R1 by all": "red"}),
    ("RA206", {"ratings": [rating()], "risk_settings": {"impact_scale": "nowhere"}}, {"impact scale": "red"}),
    ("RA206", {}, {"partnership": "unknown"}),
    ("RA207", {"risks": [risk(appetite=4)], "ratings": [rating(kind="target")]}, {"partnership": "green"}),
    ("RA207", {"risks": [risk(appetite=3)], "ratings": [rating(kind="target")]}, {"risk R1": "amber"}),
    ("RA207", {"risks": [risk()], "ratings": [rating(kind="target")]}, {"partnership": "unknown"}),
    ("RA301", {"risks": [risk()], "leads": [lead()], "partners": partners(sits("commits"))}, {"partnership": "green"}),
    (
        "RA301",
        {"risks": [risk()], "leads": [lead()], "influences": [judged(eligible=True)]},
        {"partnership": "green"},
    ),
    ("RA301", {"risks": [risk()], "leads": [lead()], "influences": [judged(eligible=False)]}, {"risk R1": "red"}),
    ("RA301", {"risks": [risk()], "leads": [lead()], "partners": partners(sits("refers back"))}, {"risk R1": "amber"}),
    ("RA301", {"risks": [risk()], "leads": [lead()]}, {"risk R1": "unknown"}),
    ("RA301", {"risks": [risk()]}, {"partnership": "unknown"}),
    ("RA302", {"risks": [risk()], "leads": [lead(accepted=True)]}, {"partnership": "green"}),
    ("RA302", {"risks": [risk()], "leads": [lead(accepted=False)]}, {"risk R1": "red"}),
    ("RA302", {"risks": [risk()], "leads": [lead()]}, {"risk R1": "unknown"}),
    ("RA302", {}, {"partnership": "unknown"}),
    ("RA303", {"risks": [risk()], "leads": [lead()]}, {"partnership": "green"}),
    ("RA303", {"risks": [risk()], "leads": [lead()], "partners": partners({"left": "2026-05-01"})}, {"risk R1": "red"}),
    ("RA303", {"risks": [risk()]}, {"partnership": "unknown"}),
    (
        "RA304",
        {"risks": [risk()], "leads": [lead()], "partners": partners({"risk_capacity": 1})},
        {"partnership": "green"},
    ),
    ("RA304", {"risks": [risk()], "leads": [lead()], "partners": partners({"risk_capacity": 0})}, {"A": "amber"}),
    ("RA304", {"risks": [risk()], "leads": [lead()]}, {"A": "unknown"}),
    ("RA304", {}, {"partnership": "unknown"}),
    (
        "RA305",
        {"risks": [risk(f"R{n}") for n in range(4)], "leads": [lead(f"R{n}", "AB"[n % 2]) for n in range(4)]},
        {"partnership": "green"},
    ),
    ("RA305", {"risks": [risk(f"R{n}") for n in range(4)], "leads": [lead(f"R{n}") for n in range(4)]}, {"A": "amber"}),
    ("RA305", {"risks": [risk()], "leads": [lead()]}, {"partnership": "unknown"}),
    ("RA306", {"risks": [risk(**COST)], "influences": [judged()]}, {"partnership": "green"}),
    ("RA306", {"risks": [risk(**COST)], "influences": [judged(eligible=False)]}, {"risk R1": "red"}),
    ("RA306", {"risks": [risk(**COST)]}, {"risk R1": "unknown"}),
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
    ("RA308", {"risks": [risk(group="g")]}, {"group g": "unknown"}),
    ("RA308", {"risks": [risk()], "leads": [lead()]}, {"partnership": "green"}),
    ("RA308", {}, {"partnership": "unknown"}),
    ("RA309", {"risks": [risk(**COST)], "influences": [judged()]}, {"partnership": "green"}),
    (
        "RA309",
        {"risks": [risk(**COST)], "influences": [judged()], "partners": partners({"risk_capacity": 0})},
        {"partnership": "red"},
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
    ("RA401", {"risks": [risk(**COST), risk("R2")]}, {"risk R2": "unknown", "partnership": "green"}),
    ("RA401", {}, {"partnership": "unknown"}),
    ("RA404", {"risks": [risk(**DELAY)]}, {"partnership": "green"}),
    ("RA404", {"risks": [risk(**DELAY), risk("R2", **COST)]}, {"partnership": "unknown"}),
    ("RA404", {}, {"partnership": "unknown"}),
    ("RA402", {"risks": [risk(**COST)], "partners": partners(gives(100))}, {"partnership": "green"}),
    ("RA402", {"risks": [risk(**COST)], "partners": partners(gives(99))}, {"partnership": "amber"}),
    ("RA402", {"risks": [risk(**COST)], "partners": partners(gives(900, confirmed=False))}, {"partnership": "amber"}),
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
        {"risks": [risk(**COST)], "leads": [lead()], "partners": partners(gives(1), gives(9))},
        {"A": "amber"},
    ),
    ("RA403", {"risks": [risk(**COST)], "leads": [lead()]}, {"partnership": "unknown"}),
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
    ("RA502", {"risks": [risk(review_by="2026-06-01"), risk("R2")]}, {"risk R1": "amber", "risk R2": "unknown"}),
    ("RA502", {"risks": [risk()]}, {"partnership": "unknown"}),
    ("RA503", {"risks": [risk(appetite=4)], "ratings": [rating()]}, {"partnership": "green"}),
    ("RA503", {"risks": [risk(appetite=3)], "ratings": [rating()]}, {"risk R1": "amber"}),
    ("RA503", {**RED_ONE, "risk_settings": {"appetite": 9}}, {"risk R1": "red"}),
    ("RA503", RED_ONE, {"partnership": "unknown"}),
    ("RA504", {"risks": [risk()], "ratings": [rating()]}, {"partnership": "green"}),
    ("RA504", RED_ONE, {"risk R1": "red"}),
    ("RA504", {**RED_ONE, "controls": [control(due="2026-07-31")]}, {"risk R1": "green"}),
    ("RA504", {**RED_ONE, "controls": [control(due="2026-05-31")]}, {"risk R1": "red"}),
    ("RA504", {**RED_ONE, "actions": [{"id": "A1", "title": "Act", "subject": "risk R1"}]}, {"risk R1": "green"}),
    ("RA504", {"risks": [risk()]}, {"partnership": "unknown"}),
    ("RA505", {"risks": [risk()], "controls": [control(owner="A")]}, {"partnership": "green"}),
    ("RA505", {"risks": [risk()], "controls": [control()]}, {"control of R1: Survey": "amber"}),
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
    ("RA507", {**RED_ONE, "risks": [risk(proximity="2026-07-10")]}, {"risk R1": "amber"}),
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
    ("RA601", ladder(), {"partnership": "green"}),
    ("RA601", {}, {"partnership": "red"}),
    ("RA601", {"stage": [{"stage": "building"}]}, {"partnership": "unknown"}),
    ("RA602", ladder(), {"partnership": "green"}),
    ("RA602", ladder(owner=None), {"rung 1": "amber"}),
    ("RA602", {}, {"partnership": "unknown"}),
    ("RA603", ladder(), {"partnership": "green"}),
    ("RA603", ladder(days=None), {"rung 1": "amber"}),
    ("RA603", {}, {"partnership": "unknown"}),
    ("RA604", ladder(), {"partnership": "green"}),
    ("RA604", ladder(final=False), {"rung 1": "amber"}),
    ("RA604", {}, {"partnership": "unknown"}),
    (
        "RA605",
        {
            "sustainability": [{"condition": "interdependence", "on": "2026-01-01", "holds": "no"}],
            "meetings": [{"on": "2026-05-01", "present": ["A", "B"]}],
        },
        {"Interdependence": "amber", "Information": "green", "Trust": "unknown", "Fair decisions": "unknown"},
    ),
]


@pytest.mark.parametrize(("code", "parts", "found"), CASES, ids=[f"{case[0]}-{n}" for n, case in enumerate(CASES)])
def test_each_rule_says_what_is_so(made, code, parts, found):
    findings = list(CATALOGUE[code].findings(made(**parts)))
    assert {row.subject: row.severity.value for row in findings} == found


def test_every_rule_is_shown_true_false_and_untold():
    for code in CATALOGUE:
        shown = {severity for case in CASES if case[0] == code for severity in case[2].values()}
        assert shown & {"red", "amber"} or code in {"RA401", "RA404"}, code  # an unknown cost or delay is not a fault
        assert {"green", "unknown"} <= shown, code


def test_codes_stand_in_the_order_of_the_guide_and_name_real_capabilities():
    assert list(CATALOGUE) == sorted(CATALOGUE)
    assert len(CATALOGUE) == 41
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
    assert all(list(rule.findings(alone)) for rule in CATALOGUE.values())


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
    assert finding.message == "No partner that was judged may lead on “Risk R1”."
    assert "authority" in finding.remedy


def test_alerts_are_the_faults_of_the_watching_rules_worst_first(made):
    hub = made(**RED_ONE, controls=[control(due="2026-05-31")])
    alerts = find_alerts(hub)
    assert [alert.code for alert in alerts] == ["RA104", "RA504", "RA505", "RA506"]
    assert {alert.code for alert in alerts} <= {rule.code for rule in ALERTS}
    assert summarise_alerts(hub)["severity"].tolist() == ["red", "red", "amber", "amber"]
    counts = count_alerts(hub).query("alerts > 0").set_index("kind")
    assert counts["red"].to_dict() == {
        "no lead": 1,
        "red with nothing under way": 1,
        "control without an owner": 0,
        "control overdue": 0,
    }
    assert set(counts["risks"]) == {("R1",)}
