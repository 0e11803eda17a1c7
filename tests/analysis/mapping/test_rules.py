"""Each rule, shown in place, at fault and where it cannot be told."""

from __future__ import annotations

from typing import Any

import pytest

from partnerlab.analysis.catalogue import rules_in
from partnerlab.analysis.mapping import rules
from partnerlab.guide import agreement_clauses

COVERS = (
    "partnerlab.analysis.mapping.rules.accountability",
    "partnerlab.analysis.mapping.rules.agreement",
    "partnerlab.analysis.mapping.rules.communication",
    "partnerlab.analysis.mapping.rules.members",
    "partnerlab.analysis.mapping.rules.membership",
    "partnerlab.analysis.mapping.rules.network",
    "partnerlab.analysis.mapping.rules.pathway",
    "partnerlab.analysis.mapping.rules.resources",
    "partnerlab.analysis.mapping.rules.roles",
    "partnerlab.analysis.mapping.rules.timing",
)

RULES = {rule.code: rule for rule in rules_in(rules)}
A = {"id": "A", "name": "Alpha"}
B = {"id": "B", "name": "Beta"}
TASK = {"id": "t", "name": "Visit", "responsible": ["A"], "accountable": ["B"]}
RATED = {"power": 4, "interest": 4, "legitimacy": 4, "urgency": 4}
CARERS = {"id": "Carers", "name": "Carers"}
STEPS = [
    {"id": "call", "name": "I call", "organisation": "A", "wait_days": 1},
    {"id": "visit", "name": "I am visited", "organisation": "B", "wait_days": 9},
]
MILESTONE = {"id": "M", "name": "Open", "due": "2025-06-01", "done": "2025-06-01", "budget": 100}
LINES = [
    {"dimension": "vertical", "partner": "A", "to": "Board of A", "documented": True},
    {"dimension": "vertical", "partner": "B", "to": "Board of B", "documented": True},
    {"dimension": "horizontal", "partner": "A", "to": "B", "documented": True},
    {"dimension": "collective", "to": "Owner", "documented": True},
]
BOARD = {"id": "board", "name": "Board", "kind": "leadership group", "chair": "Head", "members": ["A", "B"]}
OWNER = {"id": "owner", "name": "Owner", "kind": "outcome owner"}
TEAM = {"id": "team", "name": "Team", "kind": "delivery", "outcomes": ["outcome-4"], "reports_to": "owner"}
OUTCOMES = {"framework": "odp-2018-19", "aligned": ["outcome-4"]}
LINE = {"audience": "Partners", "message": "News", "owner": "A", "channel": "note", "frequency": "monthly"}
LEVELS = ("leaders", "managers", "front line", "public")
GUIDE_CLAUSES = [row.id for row in agreement_clauses() if row.in_guide]
FULL = [{"id": clause} for clause in GUIDE_CLAUSES]


def tied(by: str, about: str, actual: int = 3, **more: Any) -> dict[str, Any]:
    return {"by": by, "with": about, "on": "2025-06-01", "actual": actual, **more}


def both(**more: Any) -> list[dict[str, Any]]:
    return [tied("A", "B", **more), tied("B", "A", **more)]


def seated(**seat: Any) -> dict[str, Any]:
    row = {"role": "Head", "from": "2024-01-01", "authority": "commits", "deputy": "Clerk", **seat}
    return {"partners": [{**A, "representatives": [row]}, {**B, "representatives": [row]}]}


def bringing(**resource: Any) -> dict[str, Any]:
    row = {"kind": "money", "amount": 100, "confirmed": True, "purpose": "administration", **resource}
    return {"partners": [{**A, "resources": [row]}]}


def agreed(clauses: list[dict[str, Any]] | None = None, **more: Any) -> dict[str, Any]:
    mou = {"kind": "MoU", "signed": "2025-01-01", "signatories": ["A", "B"], "review_by": "2026-12-31"}
    return {"partners": [A, B], "agreements": [{**mou, "clauses": FULL if clauses is None else clauses, **more}]}


def spent(amount: float, **milestone: Any) -> dict[str, Any]:
    paid = [{"on": "2025-06-01", "milestone": "M", "amount": amount}]
    return {"milestones": [{**MILESTONE, **milestone}], "spending": paid}


def met(*present: str) -> dict[str, Any]:
    return {"partners": [A, B], "meetings": [{"on": f"2025-{month}-01", "present": present} for month in (11, 12)]}


CASES: dict[str, dict[str, Any]] = {
    "MA101": {"green": {"stakeholders": [CARERS]}, "amber": {}, "unknown": {"stage": "scoping"}},
    "MA102": {
        "green": {"stakeholders": [{**CARERS, **RATED, "needed": False}]},
        "amber": {"stakeholders": [{**CARERS, "needed": True}]},
        "unknown": {"stakeholders": [{**CARERS, **RATED}]},
    },
    "MA103": {
        "green": {"partners": [A], "stakeholders": [{**CARERS, **RATED, "engaged_by": "A"}]},
        "amber": {"stakeholders": [{**CARERS, **RATED}]},
        "unknown": {"stakeholders": [CARERS]},
    },
    "MA104": {"green": {"stakeholders": [{**CARERS, **RATED}]}, "unknown": {"stakeholders": [CARERS]}},
    "MA201": {
        "green": {"partners": [A, B], "relationships": both()},
        "amber": {"partners": [A, B], "relationships": [tied("A", "B")]},
        "unknown": {"partners": [A, B]},
    },
    "MA202": {
        "green": {"partners": [A, B], "relationships": both()},
        "amber": {"partners": [A, B], "relationships": both(actual=1)},
        "unknown": {"partners": [A, B]},
    },
    "MA203": {
        "green": {"partners": [A, B], "relationships": both()},
        "red": {
            "partners": [A, B, {"id": "C", "name": "C"}],
            "relationships": [tied("A", "B"), tied("A", "C")],
        },
        "unknown": {"partners": [A, B]},
    },
    "MA204": {
        "green": {"partners": [A, B], "relationships": both(current_value=2, potential_value=3)},
        "amber": {"partners": [A, B], "relationships": both()},
        "unknown": {"partners": [A, B]},
    },
    "MA205": {
        "green": {"partners": [A, B], "relationships": both(current_value=3, potential_value=5)},
        "amber": {"partners": [A, B], "relationships": both(current_value=2, potential_value=5)},
        "unknown": {"partners": [A, B], "relationships": both()},
    },
    "MA301": {"green": {"pathway": STEPS, "partners": [A, B]}, "amber": {}, "unknown": {"stage": "scoping"}},
    "MA302": {
        "green": {"pathway": STEPS, "partners": [A, B], "relationships": both()},
        "red": {"pathway": STEPS, "partners": [A, B], "relationships": both(actual=0)},
        "unknown": {"pathway": STEPS, "partners": [A, B]},
    },
    "MA303": {
        "green": {"pathway": STEPS, "partners": [A, B], "relationships": both(data_sharing="yes")},
        "amber": {"pathway": STEPS, "partners": [A, B], "relationships": both(data_sharing="partly")},
        "unknown": {"pathway": STEPS, "partners": [A, B]},
    },
    "MA304": {
        "green": {"pathway": STEPS, "partners": [A, B]},
        "unknown": {"pathway": [{"id": "call", "name": "I call", "organisation": "A"}], "partners": [A]},
    },
    "MA401": {
        "green": {"partners": [A, B], "tasks": [TASK]},
        "amber": {"partners": [A, B], "tasks": [{**TASK, "responsible": []}]},
        "unknown": {"stage": "scoping"},
    },
    "MA402": {
        "green": {"partners": [A, B], "tasks": [{**TASK, "accountable": ["A", "B"], "joint": True}]},
        "amber": {"partners": [A, B], "tasks": [{**TASK, "accountable": ["A", "B"]}]},
        "red": {"partners": [A, B], "tasks": [{**TASK, "accountable": []}]},
        "unknown": {},
    },
    "MA403": {
        "green": {"partners": [A, B], "tasks": [TASK]},
        "amber": {"partners": [A, B], "tasks": [{**TASK, "accountable": ["A"]}]},
        "unknown": {},
    },
    "MA404": {
        "green": {"partners": [A, B], "tasks": [TASK]},
        "red": {"partners": [{**A, "left": "2025-06-01"}, B], "tasks": [TASK]},
        "unknown": {},
    },
    "MA501": {
        "green": {"partners": [A, B], "accountabilities": LINES},
        "amber": {"partners": [A, B], "accountabilities": LINES[1:]},
        "unknown": {"partners": [A, B], "stage": "planning"},
    },
    "MA502": {
        "green": {"partners": [A, B], "tasks": [TASK], "accountabilities": LINES},
        "amber": {"partners": [A, B], "tasks": [TASK], "accountabilities": LINES[:2]},
        "unknown": {"partners": [A, B], "accountabilities": LINES[:2]},
    },
    "MA503": {
        "green": {"partners": [A, B], "accountabilities": LINES},
        "red": {"partners": [A, B], "accountabilities": LINES[:3]},
        "amber": {"partners": [A, B], "accountabilities": [{**LINES[3], "documented": False}]},
        "unknown": {"partners": [A, B], "stage": "planning"},
    },
    "MA511": {"green": {"partners": [A, B], "governance": [BOARD]}, "red": {}, "unknown": {"stage": "scoping"}},
    "MA512": {
        "green": {"partners": [A, B], "governance": [BOARD]},
        "red": {"partners": [A, B], "governance": [{**BOARD, "chair": None}]},
        "amber": {"governance": [TEAM], "outcomes": OUTCOMES},
        "unknown": {"governance": [OWNER]},
    },
    "MA513": {
        "green": {"governance": [OWNER, TEAM], "outcomes": OUTCOMES},
        "amber": {"governance": [{**TEAM, "reports_to": None}], "outcomes": OUTCOMES},
        "unknown": {"governance": [OWNER]},
    },
    "MA514": {
        "green": {
            "governance": [TEAM, {**TEAM, "id": "s", "kind": "support"}, {**TEAM, "id": "e", "kind": "evaluation"}],
            "outcomes": OUTCOMES,
        },
        "amber": {"governance": [TEAM], "outcomes": OUTCOMES},
        "unknown": {},
    },
    "MA515": {
        "green": {"partners": [A, B], "governance": [BOARD]},
        "amber": {"partners": [A, B], "governance": [{**BOARD, "members": ["A"]}]},
        "unknown": {"partners": [A, B], "governance": [{**BOARD, "members": []}]},
    },
    "MA601": {"green": seated(), "red": seated(authority="observes"), "unknown": seated(authority=None)},
    "MA602": {"green": seated(), "amber": seated(to="2025-06-01"), "unknown": {"partners": [A]}},
    "MA603": {
        "green": seated(),
        "amber": {
            "partners": [
                {"id": name, "name": name, "representatives": [{"role": "Head", "from": "2024-01-01", **end}]}
                for name, end in (("A", {"to": "2025-06-01"}), ("B", {}), ("C", {}))
            ]
        },
        "red": seated(to="2025-06-01"),
        "unknown": {"partners": [A]},
    },
    "MA604": {"green": met("A", "B"), "amber": met("A"), "unknown": {"partners": [A]}},
    "MA605": {"green": seated(), "amber": seated(deputy=None), "unknown": {"partners": [A]}},
    "MA701": {
        "green": bringing(),
        "amber": {"partners": [*bringing()["partners"], B]},
        "unknown": {"partners": [A]},
    },
    "MA702": {"green": bringing(), "amber": bringing(confirmed=False), "unknown": {"partners": [A]}},
    "MA703": {"green": bringing(), "amber": bringing(purpose="delivery"), "unknown": {"partners": [A]}},
    "MA704": {
        "green": spent(105),
        "amber": spent(130),
        "red": spent(130, done=None),
        "unknown": {"milestones": [MILESTONE]},
    },
    "MA705": {
        "green": {"milestones": [MILESTONE]},
        "amber": {"milestones": [{**MILESTONE, "done": None, "due": "2025-12-01"}]},
        "red": {
            "milestones": [{**MILESTONE, "done": None, "due": "2025-12-01"}],
            "reviews": [{"on": "2025-12-15"}],
        },
        "unknown": {},
    },
    "MA706": {
        "green": spent(100),
        "amber": {"spending": [{"on": "2025-06-01", "amount": 5}]},
        "unknown": {},
    },
    "MA801": {
        "green": {"communication": [LINE]},
        "amber": {"communication": [{**LINE, "owner": None}]},
        "unknown": {"stage": "scoping"},
    },
    "MA802": {
        "green": {"communication": [LINE]},
        "amber": {"communication": [{**LINE, "audience": "Residents"}]},
        "unknown": {},
    },
    "MA803": {
        "green": {"communication": [{**LINE, "shares": "risk register"}]},
        "amber": {"communication": [LINE]},
        "unknown": {},
    },
    "MA804": {
        "green": {"engagement": [{"on": "2025-01-01", "level": level, "how": "a talk"} for level in LEVELS]},
        "amber": {"engagement": [{"on": "2025-01-01", "level": "leaders", "how": "a talk"}]},
        "unknown": {},
    },
    "MA901": {
        "green": agreed(),
        "red": agreed(signed=None),
        "amber": {**agreed(signed=None), "stage": "planning"},
        "unknown": {"stage": "scoping"},
    },
    "MA902": {"green": agreed(), "amber": agreed(signatories=["A"]), "unknown": agreed(signed=None)},
    "MA903": {
        "green": agreed(),
        "red": {**agreed([{"id": "parties"}]), "tasks": [TASK]},
        "amber": {**agreed([{"id": "parties", "in_place": "partly"}])},
        "unknown": agreed([]),
    },
    "MA904": {"green": agreed(), "amber": agreed([{"id": "parties"}]), "unknown": agreed([])},
    "MA905": {
        "green": agreed(),
        "amber": agreed(review_by="2025-12-31"),
        "unknown": agreed(review_by=None),
    },
}


def test_each_rule_has_cases():
    assert list(CASES) == list(RULES)
    assert all("unknown" in cases and len(cases) > 1 for cases in CASES.values())


@pytest.mark.parametrize(
    ("code", "severity"), [(code, severity) for code, cases in CASES.items() for severity in cases]
)
def test_the_rule_says_so(hub, code, severity):
    found = list(RULES[code].findings(hub(**CASES[code][severity])))
    assert {finding.severity.value for finding in found} == {severity}


@pytest.mark.parametrize("code", RULES)
def test_each_rule_says_something_of_a_partnership_without_data(hub, code):
    found = list(RULES[code].findings(hub(stage="measuring")))
    assert found
    assert all(finding.message.endswith(".") for finding in found)


@pytest.mark.parametrize("code", RULES)
def test_at_its_first_meeting_nothing_is_at_fault(hub, code):
    found = RULES[code].findings(hub("A", stage="scoping"))
    assert {finding.severity.value for finding in found} <= {"unknown", "green"}


def test_a_message_names_who_and_what(hub):
    found = next(iter(RULES["MA601"].findings(hub(**seated(authority="refers back")))))
    assert found.message == "The representative of A, Head, refers back and may not commit it."
    assert (found.subject, found.evidence[0].field) == ("A", "authority")


def test_a_single_point_of_failure_with_a_deputy_weighs_less(hub):
    facts = CASES["MA203"]["red"]
    covered = {**A, "representatives": [{"role": "Head", "from": "2024-01-01", "deputy": "Clerk"}]}
    found = RULES["MA203"].findings(hub(**{**facts, "partners": [covered, *facts["partners"][1:]]}))
    assert [finding.severity.value for finding in found] == ["amber"]


def test_the_same_pair_of_organisations_is_named_once_for_several_handoffs(hub):
    steps = [
        {**STEPS[0], "next": ["visit", "again"]},
        STEPS[1],
        {"id": "again", "name": "I am visited again", "organisation": "B"},
    ]
    found = list(RULES["MA302"].findings(hub(partners=[A, B], pathway=steps, relationships=both(actual=0))))
    assert [finding.subject for finding in found] == ["A and B"]
