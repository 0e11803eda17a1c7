"""Each rule, shown in place, at fault and where it is not known."""

from __future__ import annotations

from typing import Any

import pytest

from file_keys import is_key
from partnerlab.analysis.catalogue import rules_in
from partnerlab.analysis.mapping import rules
from partnerlab.analysis.signals.leadership import an_agreement_is_signed
from partnerlab.guide import agreement_clauses

COVERS = (
    "partnerlab.analysis.mapping.rules.accountability",
    "partnerlab.analysis.mapping.rules.agreement",
    "partnerlab.analysis.mapping.rules.communication",
    "partnerlab.analysis.mapping.rules.cover",
    "partnerlab.analysis.mapping.rules.members",
    "partnerlab.analysis.mapping.rules.membership",
    "partnerlab.analysis.mapping.rules.network",
    "partnerlab.analysis.mapping.rules.pathway",
    "partnerlab.analysis.mapping.rules.resources",
    "partnerlab.analysis.mapping.rules.roles",
    "partnerlab.analysis.mapping.rules.timing",
)

TESTED_APART = range(811, 830)
"""Numbers of the rules on time and on endings, which `test_lateness` and `test_handing_over` are about."""
RULES = {rule.code: rule for rule in rules_in(rules) if int(rule.code[2:]) not in TESTED_APART}
A = {"id": "A", "name": "Alpha"}
B = {"id": "B", "name": "Beta"}
C = {"id": "C", "name": "Gamma"}
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
SIX_PAPERS = {
    "tasks": [TASK],
    "risks": [{"id": "R1", "title": "Delay", "class": "shared"}],
    "disputes": [{"rung": 1, "name": "Board", "owner": "Head", "final": True}],
    "governance": [BOARD],
    "accountabilities": [{"dimension": "collective", "to": "Board"}],
}


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
        "unknown": {"stakeholders": [{**CARERS, **RATED}]},
    },
    "MA104": {"unknown": {"stakeholders": [CARERS]}},
    "MA201": {
        "unknown": {"partners": [A, B], "relationships": [tied("A", "B")]},
    },
    "MA202": {
        "green": {"partners": [A, B], "relationships": both()},
        "amber": {"partners": [A, B], "relationships": both(actual=1)},
        "unknown": {"partners": [A, B]},
    },
    "MA203": {
        "green": {"partners": [A, B, C], "relationships": [*both(), tied("C", "A"), tied("C", "B")]},
        "amber": {"partners": [A, B, C], "relationships": [*both(), tied("C", "A")]},
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
    "MA206": {
        "green": {"partners": [A, B], "relationships": both()},
        "unknown": {"partners": [A, B, C], "relationships": both()},
    },
    "MA301": {"green": {"pathway": STEPS, "partners": [A, B]}, "amber": {}, "unknown": {"stage": "scoping"}},
    "MA302": {
        "green": {"pathway": STEPS, "partners": [A, B], "relationships": both()},
        "amber": {"pathway": STEPS, "partners": [A, B], "relationships": both(actual=0)},
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
        "amber": {"partners": [A, B], "tasks": [{"id": "t", "name": "Visit", "responsible": ["A"]}]},
        "red": {"partners": [A, B], "tasks": [{**TASK, "accountable": []}]},
        "unknown": {},
    },
    "MA403": {
        "green": {"partners": [A, B], "tasks": [TASK, {**TASK, "id": "u", "responsible": ["B"]}]},
        "amber": {"partners": [A, B, C], "tasks": [TASK, {**TASK, "id": "u", "responsible": ["B"]}]},
        "unknown": {"partners": [A, B], "tasks": [TASK]},
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
        "amber": {"partners": [A, B], "accountabilities": LINES[:3]},
        "unknown": {"partners": [A, B], "stage": "planning"},
    },
    "MA511": {"green": {"partners": [A, B], "governance": [BOARD]}, "red": {}, "unknown": {"stage": "scoping"}},
    "MA512": {
        "green": {"partners": [A, B], "governance": [BOARD]},
        "amber": {"partners": [A, B], "governance": [{**BOARD, "chair": None}]},
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
    "MA604": {
        "green": met("A", "B"),
        "amber": met("A"),
        "red": {**met("A"), "meetings": [{"on": f"2025-0{month}-01", "present": ["A"]} for month in (7, 8, 9)]},
        "unknown": met(),
    },
    "MA605": {"green": seated(), "unknown": seated(deputy=None)},
    "MA701": {
        "green": bringing(),
        "amber": {"partners": [*bringing()["partners"], B]},
        "unknown": {"partners": [A]},
    },
    "MA702": {"green": bringing(), "amber": bringing(confirmed=False), "unknown": {"partners": [A]}},
    "MA703": {
        "green": bringing(kind="time"),
        "amber": bringing(),
        "unknown": bringing(amount=None),
    },
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
    "MA861": {
        "green": {**agreed(), **SIX_PAPERS},
        "amber": {**agreed(), **SIX_PAPERS, "accountabilities": [{"dimension": "collective", "to": "Assembly"}]},
        "unknown": agreed([]),
    },
    "MA862": {
        "green": {"partners": [{**A, "representatives": [{"role": "Head", "deputy": "Clerk"}]}]},
        "unknown": {"partners": [{**A, "representatives": [{"role": "Head"}]}]},
    },
    "MA901": {
        "green": agreed(),
        "amber": agreed(signed=None),
        "unknown": {"stage": "scoping"},
    },
    "MA902": {"green": agreed(), "amber": agreed(signatories=["A"]), "unknown": agreed(signed=None)},
    "MA903": {
        "green": agreed(),
        "amber": agreed([{"id": "parties", "in_place": "partly"}]),
        "unknown": agreed([]),
    },
    "MA904": {"green": agreed(), "amber": agreed([{"id": "parties"}]), "unknown": agreed([])},
    "MA905": {
        "green": agreed(),
        "amber": agreed(review_by="2025-12-31"),
        "unknown": agreed(review_by=None),
    },
}


ELSEWHERE = {
    *(
        "MA831",
        "MA832",
        "MA833",
        "MA834",
        "MA835",
        "MA836",
        "MA837",
        "MA838",
        "MA839",
    ),  # tests/analysis/test_practices.py
    *("MA840", "MA841", "MA842"),  # test_time.py
    "MA516",  # test_owners.py
}
"""Rules shown in place, at fault and not known by a test of their own."""


def test_each_rule_has_cases():
    assert list(CASES) == [code for code in RULES if code not in ELSEWHERE]
    assert all("unknown" in cases for cases in CASES.values())
    assert [code for code, cases in CASES.items() if len(cases) == 1] == ["MA104", "MA201"]  # full data are no practice


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


COVERED = {**A, "representatives": [{"role": "Head", "from": "2024-01-01", "deputy": "Clerk"}]}
APART = {"partners": [A, B, C], "relationships": [*both(), tied("C", "A")]}
STATUTE = {"act": "Justice Act (Northern Ireland) 2011", "section": "section 20"}
DRAFT = agreed(signed=None)
SECOND = {**TASK, "id": "u", "name": "Call"}
DELIVERED = {"governance": [OWNER, TEAM], "outcomes": OUTCOMES}

SENTENCES: list[tuple[str, dict[str, Any], list[str]]] = [
    ("MA101", {"stakeholders": [CARERS]}, ["1 stakeholder outside the partnership is recorded: Carers."]),
    (
        "MA102",
        {"stakeholders": [CARERS, {"id": "Press", "name": "Press", "needed": False}]},
        ["Cannot tell: 1 of 2 stakeholders is neither rated nor decided on."],
    ),
    ("MA104", {"stakeholders": [CARERS]}, ["Cannot tell: 1 of 1 organisation has no rating of power and interest."]),
    (
        "MA201",
        {"partners": [A, B], "relationships": [tied("A", "B")]},
        [
            "Cannot tell: 1 of 2 partners has answered (50%); our limit is 70%. No answer recorded: Beta.",
        ],
    ),
    (
        "MA202",
        {"partners": [A, B], "relationships": both(actual=0)},
        [
            "Alpha has no working relationship recorded; 1 of its 1 relationship is known.",
            "Beta has no working relationship recorded; 1 of its 1 relationship is known.",
        ],
    ),
    (
        "MA202",
        {"partners": [A, B], "relationships": [tied("A", "B", 0)]},
        [
            "Cannot tell: 1 of 1 relationship of Alpha is known, from 1 answer.",
            "Cannot tell: 1 of 1 relationship of Beta is known, from 1 answer.",
        ],
    ),
    ("MA202", {"partners": [A]}, ["Cannot tell: no partner has said how it works with the others."]),
    (
        "MA203",
        APART,
        ["Without Alpha, 1 pair of the other partners would be cut off from each other; no deputy is recorded."],
    ),
    (
        "MA203",
        {**APART, "partners": [COVERED, B, C]},
        [
            "Without Alpha, 1 pair of the other partners would be cut off from each other; "
            "its representative has a deputy.",
        ],
    ),
    ("MA203", {"partners": [A, B], "relationships": both()}, []),
    ("MA862", {"partners": [A]}, ["Cannot tell: no person is recorded who holds anything."]),
    (
        "MA862",
        {"partners": [{**A, "representatives": [{"role": "Head"}]}]},
        [
            "Cannot tell: for 1 of 1 person it is not recorded who would cover everything they hold; "
            "1 thing hangs on Head alone.",
        ],
    ),
    (
        "MA862",
        {"partners": [{**A, "representatives": [{"role": "Head", "deputy": "Clerk"}]}]},
        ["Somebody is recorded to cover what the one person holds."],
    ),
    (
        "MA862",
        {
            "partners": [{**A, "representatives": [{"role": "Head"}, {"role": "Head"}]}],
            "governance": [{"id": "b", "name": "Board", "kind": "committee", "chair": "Head", "chair_from": "A"}],
        },
        [
            "Cannot tell: for 1 of 2 people it is not recorded who would cover everything they hold; "
            "1 thing hangs on Head, Alpha (one of 2) alone.",
        ],
    ),
    (
        "MA862",
        {"partners": [{**A, "representatives": [{"role": "Head"}, {"role": "Head"}]}]},
        ["Somebody is recorded to cover what each of 2 people holds."],
    ),
    (
        "MA862",
        {"partners": [{**A, "representatives": [{"role": "Head", "deputy": "Clerk"}]}, B]},
        ["Cannot tell: 1 of 2 partners has no representative recorded."],
    ),
    (
        "MA204",
        {"partners": [A, B], "relationships": [tied("A", "B")]},
        ["The one answer does not record both what the relationship is worth and what it could be worth."],
    ),
    (
        "MA204",
        {"partners": [A, B], "relationships": [tied("A", "B", current_value=1, potential_value=2), tied("B", "A")]},
        ["Cannot tell: 1 of 2 answers gives both values, now and possible."],
    ),
    (
        "MA205",
        {"partners": [A, B], "relationships": [tied("A", "B", current_value=1, potential_value=5), tied("B", "A")]},
        ["Cannot tell: 1 of 2 answers gives both values."],
    ),
    (
        "MA205",
        {
            "partners": [A, B, C],
            "relationships": [
                tied("A", "B", current_value=1, potential_value=5),
                tied("A", "C", current_value=1, potential_value=5),
            ],
        },
        ["2 of 2 relationships with both values could gain 3 steps or more. "
         "Most to gain: Alpha and Beta, and 1 other pair just as much."],
    ),
    (
        "MA205",
        {"partners": [A, B], "relationships": both(current_value=2, potential_value=3)},
        ["The one relationship with both values could not gain 3 steps or more."],
    ),
    (
        "MA302",
        {"partners": [A, B], "pathway": STEPS, "relationships": [tied("A", "B", 0)]},
        ["Cannot tell: 1 of 2 answers recorded on whether Alpha and Beta have a working relationship."],
    ),
    ("MA302", {"partners": [A, B], "pathway": STEPS[:1]}, []),
    (
        "MA304",
        {"partners": [A, B], "pathway": [{**row, "wait_days": 1} for row in STEPS]},
        ["The wait before each of 2 steps is recorded; the longest is 1 day, before “I call” and “I am visited”."],
    ),
    (
        "MA304",
        {"partners": [A], "pathway": [{**STEPS[0], "wait_days": 0}]},
        ["The wait before the one step is recorded; no step has one."],
    ),
    ("MA401", {"tasks": [{"id": "t", "name": "Visit"}]}, ["Who does “Visit” is not recorded."]),
    ("MA402", {"tasks": [{"id": "t", "name": "Visit"}]}, ["Who answers for “Visit” is not recorded."]),
    ("MA402", {"tasks": [{"id": "t", "name": "Visit", "accountable": []}]}, ["Nobody answers for “Visit”."]),
    (
        "MA402",
        {"partners": [A, B], "tasks": [{**TASK, "accountable": ["A", "B"], "joint": True}]},
        ["It is clear who answers for the one task, jointly."],
    ),
    (
        "MA403",
        {"partners": [A, B, C], "tasks": [TASK, {**SECOND, "responsible": ["B"]}]},
        ["1 of 3 partners has no task recorded: Gamma."],
    ),
    (
        "MA404",
        {"partners": [{**A, "left": "2025-06-01"}, B], "tasks": [TASK]},
        ["Alpha holds a role in “Visit” and has left."],
    ),
    ("MA503", {"partners": [A], "accountabilities": LINES[:1]}, [
        "The one collective line is not recorded: all partners to an overall body.",
    ]),
    ("MA503", {"partners": [A], "accountabilities": [LINES[0], {**LINES[3], "documented": False}]}, [
        "That all partners answer to Owner is recorded as not documented.",
    ]),
    ("MA503", {"partners": [A], "accountabilities": [LINES[0], {"dimension": "collective", "to": "Owner"}]}, [
        "That all partners answer to Owner is not recorded as documented.",
    ]),
    ("MA501", {"partners": [A, B], "accountabilities": LINES[1:]}, [
        "1 of 2 vertical lines is not recorded: Alpha to its own body.",
    ]),
    ("MA511", {}, ["No lead organisation, leadership group or committee is recorded."]),
    ("MA512", {"partners": [A, B], "governance": [{**BOARD, "chair": None}]}, ["No chair is recorded for Board."]),
    ("MA512", {"partners": [A, B], "governance": [BOARD]}, ["A chair is recorded for Board."]),
    ("MA512", {"partners": [{**A, "representatives": [{"role": "Head", "to": "2025-06-01"}]}, B],
               "governance": [{**BOARD, "chair_from": "A"}]},
     ["Board is chaired by the Head, who left Alpha's seat on 1 June 2025."]),
    ("MA512", {"partners": [{**A, "representatives": [{"role": "Head", "to": "2025-06-01"}, {"role": "head"}]}, B],
               "governance": [{**BOARD, "chair_from": "A"}]},
     ["A chair is recorded for Board."]),
    ("MA515", {"partners": [A, B], "governance": [{**BOARD, "members": ["A"]}]}, [
        "1 of 2 partners has no seat on a body that gives direction: Beta.",
    ]),
    ("MA515", {"partners": [A, B], "governance": [{**BOARD, "members": ["A"]}],
               "thresholds": {"partners_steering": 0.5}}, [
        "1 of 2 partners has a seat on a body that gives direction; the threshold in this file is 50%. "
        "Without a seat: Beta.",
    ]),
    ("MA601", seated(authority="refers back"), [
        "The representative of Alpha (Head) refers back and is not authorised to commit it.",
        "The representative of Beta (Head) refers back and is not authorised to commit it.",
    ]),
    ("MA601", {"partners": seated()["partners"][:1]}, [
        "The one partner has a representative who is authorised to commit the organisation.",
    ]),
    ("MA601", {"partners": [seated()["partners"][0], B]}, [
        "Cannot tell: 1 of 2 partners has no representative recorded.",
    ]),
    ("MA603", {"partners": [A]}, ["Cannot tell: no representative is recorded."]),
    ("MA603", {"partners": [{**A, "representatives": [{"role": "Head"}]}]},
     ["Cannot tell: 1 of 1 representative has no day recorded since when they sit."]),
    ("MA603", {"partners": [{**A, "representatives": [{"role": "Head", "from": "2025-12-01"}]}]},
     ["Cannot tell: only 1 representative is recorded."]),
    ("MA603", {"partners": [{**row, "representatives": [{"role": "Head", "from": "2025-12-01"}]} for row in (A, B)]},
     ["Cannot tell: nobody has left, and nobody has been there for 12 months."]),
    ("MA603", seated(), ["No representatives left in 12 months, of 2 that sat on average. Our limit is 30%."]),
    ("MA604", met("A"), ["Beta came to 0 of 2 meetings in 12 months. Our limit is 60%."]),
    ("MA604", met("A", "B"), ["Each of 2 partners judged came to every meeting in 12 months."]),
    ("MA604", met(), ["Cannot tell: 0 meetings in 12 months have attendance recorded, 2 are needed."]),
    ("MA604", {**met("A", "B"), "meetings": met("A", "B")["meetings"][:1]}, [
        "Cannot tell: 1 meeting in 12 months has attendance recorded, 2 are needed.",
    ]),
    ("MA605", seated(deputy=None), ["Cannot tell: 0 of 2 representatives have a deputy recorded."]),
    ("MA605", {"partners": seated(deputy=None)["partners"][:1]},
     ["Cannot tell: 0 of 1 representative has a deputy recorded."]),
    ("MA701", {"partners": [*bringing()["partners"], B]}, [
        "1 of 2 partners has no resource with an amount recorded: Beta.",
    ]),
    ("MA702", bringing(confirmed=False), [
        "1 of 1 resource is not recorded as confirmed in writing: Alpha. Those with an amount come to £100 a year.",
    ]),
    ("MA703", bringing(), [
        "100% of the money and help in kind is for administration. "
        "Our limit is 50%; 1 of 1 resource in money or kind has an amount.",
    ]),
    ("MA703", bringing(amount=0), [
        "Cannot tell: 1 of 1 resource in money or kind has an amount, "
        "£0 in all, of which there are no shares.",
    ]),
    ("MA703", bringing(amount=None), ["Cannot tell: 0 of 1 resource in money or kind has an amount."]),
    ("MA704", spent(95, done=None), ["£95 is spent on “Open”, 95% of its budget of £100, and it is not reached yet."]),
    ("MA704", spent(130), ["£130 is spent on “Open”, 30% over its budget of £100."]),
    ("MA704", spent(-30), ["£30 more came back than was spent on “Open”, with a budget of £100."]),
    ("MA704", spent(5, budget=0), ["£5 is spent on “Open”, over its budget of £0."]),
    ("MA705", {"milestones": [{**MILESTONE, "done": None, "due": "2026-06-01"}]}, [
        "Cannot tell: the one milestone is still to fall due.",
    ]),
    ("MA705", {"milestones": [{**MILESTONE, "done": "2025-07-01"}]}, [
        "No milestone is overdue; 1 of 1 milestone is reached, late.",
    ]),
    ("MA706", {"spending": [{"on": "2025-06-01", "amount": 5}]}, [
        "1 of 1 payment is recorded for neither a milestone nor support: £5 of £5.",
    ]),
    ("MA706", {"spending": [{"on": "2025-06-01", "amount": 5}, {"on": "2025-06-01", "amount": -9}]}, [
        "2 of 2 payments are recorded for neither a milestone nor support: -£4, where all payments come to -£4.",
    ]),
    ("MA706", {"spending": [{"on": "2025-06-01", "amount": -9, "purpose": "evaluation"}]}, [
        "More came back than was spent, £9; each payment can be traced to a milestone or to support.",
    ]),
    ("MA703", bringing(amount=496) | {"partners": [*bringing(amount=496)["partners"], {
        **B, "resources": [{"kind": "money", "amount": 504, "purpose": "delivery"}]}],
        "thresholds": {"administration_most": 0.495}}, [
        "49.6% of the money and help in kind is for administration. "
        "Our limit is 49.5%; 2 of 2 resources in money or kind have an amount.",
    ]),
    ("MA803", {"communication": [LINE, {**LINE, "audience": "Residents", "shares": "minutes"}]}, [
        "What is shared is recorded for 1 of 2 audiences.",
    ]),
    ("MA804", {"engagement": [{"on": "2025-01-01", "level": "front line", "how": "a talk"}]}, [
        "1 of 4 levels has engagement recorded; not recorded: leaders, managers and public.",
    ]),
    ("MA901", {}, ["No memorandum or contract between the partners is recorded, nor a statute in its place."]),
    ("MA901", DRAFT, ["MoU is not recorded as signed."]),
    ("MA901", {"statutory_basis": STATUTE}, [
        "The partnership rests on Justice Act (Northern Ireland) 2011, section 20, "
        "so it needs no memorandum to found it.",
    ]),
    ("MA902", {}, ["Cannot tell: no signed memorandum is recorded."]),
    ("MA902", DRAFT, ["Cannot tell: no signed memorandum is recorded."]),
    ("MA902", {"statutory_basis": STATUTE}, []),
    ("MA902", agreed(signatories=[]), ["Cannot tell: who signed MoU is not recorded."]),
    ("MA902", agreed(signatories=["A"]), ["1 of 2 partners is recorded as having signed MoU; not recorded: Beta."]),
    ("MA903", {"agreements": [{"kind": "MoU", "signed": "2025-01-01", "clauses": [{"id": "term"}]}]}, []),
]  # fmt: skip
"""What each rule says where a count is none, one or all, where two are level, and where little is known."""


@pytest.mark.parametrize(("code", "facts", "messages"), SENTENCES)
def test_sentences_are_true_at_their_edges(hub, code, facts, messages):
    assert [finding.message for finding in RULES[code].findings(hub(**facts))] == messages


def test_what_to_do_about_administration_fits_whether_it_has_too_little_or_too_much(hub):
    too_much, nothing = hub(**bringing()), hub(**bringing(purpose="delivery"))
    remedies = [next(iter(RULES["MA703"].findings(made))).remedy for made in (too_much, nothing)]
    assert remedies == [
        "Ask why administration takes so much, and what of it could be spared for the work itself.",
        "Set money or time aside for administration, and record who gives it.",
    ]


@pytest.mark.parametrize("code", CASES)
@pytest.mark.parametrize("severity", ["unknown", "amber", "red", "green"])
def test_sentences_have_25_words_at_most(hub, code, severity):
    for finding in RULES[code].findings(hub(**CASES[code].get(severity, {}))):
        assert max(len(part.split()) for part in finding.message.split(". ")) <= 25


@pytest.mark.parametrize("code", RULES)
def test_what_cannot_be_told_has_a_way_out_that_the_file_knows(hub, code):
    for facts in ({}, {"stage": "scoping"}, CASES.get(code, {}).get("unknown", {})):
        for finding in RULES[code].findings(hub(**facts)):
            if finding.severity.value == "unknown":
                assert finding.enter is not None, finding.message
                assert is_key(finding.enter.field), finding.enter.field
                assert finding.enter.find_out.endswith(".")


def test_what_nobody_typed_is_never_red(hub):
    tasks = [{"id": "t", "name": "Visit"}]
    found = [row for rule in RULES.values() for row in rule.findings(hub("A", tasks=tasks, milestones=[MILESTONE]))]
    assert {(row.code, row.consequence) for row in found if row.severity.value == "red"} == {
        ("MA511", "nobody in charge")
    }


@pytest.mark.parametrize("order", [1, -1])
@pytest.mark.parametrize(
    ("other", "counts"),
    [
        ({"kind": "MoU", "signed": "2025-02-01"}, "1 February 2025"),
        ({"kind": "contract", "signed": "2025-02-01"}, "1 March 2024"),
        ({"kind": "MoU", "on": "2025-02-01"}, "1 March 2024"),
    ],
)
def test_of_several_agreements_the_memorandum_signed_last_counts_wherever_it_stands(hub, other, counts, order):
    held = hub(agreements=[{"kind": "MoU", "signed": "2024-03-01"}, other][::order])
    (found,) = RULES["MA901"].findings(held)
    assert found.message == f"MoU was signed on {counts}."
    assert an_agreement_is_signed(held).text == f"MoU signed on {counts}"


def test_a_draft_is_no_fault_where_a_statute_created_the_body(hub):
    found = list(RULES["MA901"].findings(hub(**DRAFT, statutory_basis=STATUTE)))
    assert [finding.severity.value for finding in found] == ["green"]


def test_a_statute_is_not_known_before_it_is_in_force(hub):
    later = {**STATUTE, "from": "2026-06-01"}
    assert [row.severity.value for row in RULES["MA901"].findings(hub(statutory_basis=later))] == ["amber"]


def test_one_leaver_is_never_red(hub):
    gone = {"role": "Head", "from": "2024-01-01", "to": "2025-06-01"}
    stays = {"role": "Head", "from": "2024-01-01"}
    partners = [{**A, "representatives": [gone]}, {**B, "representatives": [stays]}]
    assert [(row.severity.value, row.message) for row in RULES["MA603"].findings(hub(partners=partners))] == [
        (
            "amber",
            "1 representative left in 12 months, of 1.5 that sat on average: a turnover of 67%. Our limit is 30%.",
        )
    ]


def test_one_leaver_of_one_seat_is_no_turnover(hub):
    terms = [{"role": "Head", "from": "2024-01-01", "to": "2025-06-01"}, {"role": "Head", "from": "2025-06-01"}]
    (found,) = RULES["MA603"].findings(hub(partners=[{**A, "representatives": terms}, B]))
    told = "1 representative left in 12 months, and fewer than 2 sat at the start or the end: too few for a share"
    assert (found.severity.value, found.message) == ("unknown", f"Cannot tell: {told}.")
    assert found.enter is not None
    assert found.enter.field == "partners.representatives"


def test_the_same_pair_of_organisations_is_named_once_for_several_handoffs(hub):
    steps = [
        {**STEPS[0], "next": ["visit", "again"]},
        STEPS[1],
        {"id": "again", "name": "I am visited again", "organisation": "B"},
    ]
    found = list(RULES["MA302"].findings(hub(partners=[A, B], pathway=steps, relationships=both(actual=0))))
    assert [finding.subject for finding in found] == ["A and B"]
