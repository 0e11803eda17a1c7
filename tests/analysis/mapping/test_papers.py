"""Do the papers agree? Each contradiction is named once, and nothing that agrees is."""

from __future__ import annotations

from datetime import date

import pytest

from partnerlab.analysis.catalogue import rules_in
from partnerlab.analysis.mapping import compare_papers, rules
from partnerlab.analysis.mapping.papers import PAPERS, list_papers
from partnerlab.partnership import Partnership

COVERS = ("partnerlab.analysis.mapping.rules.papers",)

CLAUSES = ("roles", "risk", "dispute-resolution", "governance", "accountability")
SIGNED = {
    "kind": "MoU", "on": "2025-01-01", "signed": "2025-02-01", "signatories": ["A", "B"],
    "clauses": [{"id": name} for name in CLAUSES],
}  # fmt: skip
ALIKE = {
    "partners": [
        {"id": "A", "name": "Alpha", "representatives": [{"role": "Head", "authority": "commits"}]},
        {"id": "B", "name": "Beta", "representatives": [{"role": "Director", "authority": "commits"}]},
    ],
    "agreements": [SIGNED],
    "tasks": [{"id": "visit", "name": "Visit", "responsible": ["B"], "accountable": ["A"]}],
    "risks": [{"id": "R1", "title": "Delay", "class": "shared"}],
    "leads": [{"risk": "R1", "lead": "B"}],
    "governance": [
        {"id": "board", "name": "Board", "kind": "committee", "chair": "Head", "chair_from": "A", "quorum": 2,
         "members": ["A", "B"]},
        {"id": "team", "name": "Team", "kind": "delivery", "chair": "Director", "members": ["B"],
         "reports_to": "board"},
    ],
    "disputes": [
        {"rung": 1, "name": "Team", "owner": "Director", "next": 2},
        {"rung": 2, "name": "Board", "owner": "Head", "final": True},
    ],
    "accountabilities": [{"dimension": "collective", "to": "Board"}],
}  # fmt: skip
"""Six papers that agree."""


def hub(stage: str = "managing", **changed) -> Partnership:
    row = {"stage": stage, "on": "2024-01-01"}
    return Partnership(name="Hub", purpose="Reach people", stage=[row], **(ALIKE | changed)).at(date(2026, 6, 30))


def clashes(**changed) -> list[tuple[tuple[str, str], str]]:
    return [(row.papers, row.sentence) for row in compare_papers(hub(**changed))]


def found(seen: Partnership) -> list[tuple[str, str, str]]:
    rule = next(row for row in rules_in(rules) if row.code == "MA861")
    return [(row.severity.value, row.subject, row.message) for row in rule.findings(seen)]


def body(name: str, **changed) -> list[dict[str, object]]:
    return [row | (changed if row["id"] == name else {}) for row in ALIKE["governance"]]


def test_papers_that_agree_have_no_contradiction_and_are_in_place():
    assert clashes() == []
    assert list(list_papers(hub())) == list(PAPERS)
    assert found(hub()) == [
        ("green", "partnership", "None of the 6 papers contradicts another in what we compare."),
    ]


@pytest.mark.parametrize(
    ("changed", "papers", "sentence"),
    [
        ({"disputes": []}, ("memorandum", "escalation steps"),
         "The memorandum says that it settles how differences are settled, but no escalation step is recorded."),
        ({"tasks": []}, ("memorandum", "roles"),
         "The memorandum says that it settles who does what, but no task is recorded."),
        ({"risks": [], "leads": []}, ("memorandum", "risk register"),
         "The memorandum says that it settles how risks are managed, but no open risk is recorded."),
        ({"agreements": [SIGNED | {"signatories": ["B"]}]}, ("memorandum", "roles"),
         "Alpha has not signed the memorandum, but answers for 1 task."),
        ({"agreements": [SIGNED | {"signatories": ["A"]}]}, ("memorandum", "risk register"),
         "Beta has not signed the memorandum, but answers for 1 risk."),
        ({"partners": [ALIKE["partners"][0] | {"representatives": [{"role": "Head", "authority": "observes"}]},
                       ALIKE["partners"][1]]}, ("roles", "governance"),
         "Alpha answers for 1 task, but its Head only observes."),
        ({"governance": [*ALIKE["governance"],
                         {"id": "lead", "name": "Lead", "kind": "lead organisation", "members": ["B"]}]},
         ("governance", "roles"),
         "The governance names Beta as lead organisation, but the roles let others answer for every task."),
        ({"governance": body("team", chair_from="A")}, ("governance", "governance"),
         "The governance takes the chair of Team from Alpha, which is not among its members."),
        ({"governance": body("board", quorum=3)}, ("governance", "governance"),
         "Board needs 3 members for a decision, but has 2."),
        ({"accountabilities": [{"dimension": "collective", "to": "Assembly"}]}, ("accountability", "governance"),
         "All partners answer to “Assembly”, which the governance does not name."),
        ({"partners": [ALIKE["partners"][0], {"id": "B", "name": "Beta", "representatives": [
            {"role": "Director", "authority": "commits", "to": "2025-05-01"}]}],
          "governance": body("team", chair=None)},
         ("escalation steps", "governance"),
         "Escalation step 1 is for “Director”, who has left, the other papers say."),
        ({"partners": [ALIKE["partners"][0], {"id": "B", "name": "Beta", "representatives": [
            {"role": "Director", "authority": "commits", "to": "2025-05-01"}]}]},
         ("escalation steps", "governance"),
         "Escalation step 1 is for “Director”, who has left, the other papers say."),
        ({"disputes": [{"rung": 1, "name": "Board", "owner": "Head", "next": 2},
                       {"rung": 2, "name": "Team", "owner": "Director", "final": True}]},
         ("escalation steps", "governance"),
         "Escalation step 2 goes to Team, which reports to Board, where step 1 was."),
    ],
)  # fmt: skip
def test_one_change_makes_one_contradiction_and_no_other(changed, papers, sentence):
    assert clashes(**changed) == [(papers, sentence)]
    ((light, _, message),) = found(hub(**changed))
    assert (light, message) == ("amber", sentence)


def test_where_a_statute_founds_the_partnership_no_memorandum_is_asked_for():
    act = {"act": "Justice Act (Northern Ireland) 2011"}
    text = "None of the 5 papers contradicts another in what we compare."
    instead = "Justice Act (Northern Ireland) 2011 stands in place of a memorandum"
    draft = SIGNED | {"signed": None}
    for agreements in ([], [draft]):
        assert found(hub(agreements=agreements, statutory_basis=act)) == [
            ("green", "partnership", f"{text} {instead}."),
        ]
    ((light, _, message),) = found(hub(agreements=[], disputes=[], statutory_basis=act))
    assert light == "unknown"
    assert message == (
        f"Cannot tell: 4 of 5 papers are recorded, and no two contradict each other; not recorded: escalation steps; "
        f"{instead}."
    )
    both = found(hub(statutory_basis=act))  # a signed memorandum beside the statute is compared like any other
    assert both == [("green", "partnership", "None of the 6 papers contradicts another in what we compare.")]


def test_a_draft_settles_nothing_and_its_signatories_are_not_known():
    draft = SIGNED | {"signed": None, "signatories": []}
    assert clashes(agreements=[draft], disputes=[]) == []
    assert clashes(agreements=[SIGNED | {"signatories": []}]) == []


def test_a_clause_in_part_promises_nothing():
    part = SIGNED | {"clauses": [{"id": "risk", "in_place": "partly"}]}
    assert clashes(agreements=[part], risks=[], leads=[]) == []


def test_a_step_may_be_for_somebody_whom_no_other_paper_names():
    steps = [{"rung": 1, "name": "Chief executives", "owner": "Chief executive of the council", "final": True}]
    assert clashes(disputes=steps) == []


def test_a_post_that_somebody_else_holds_now_has_not_left():
    seats = [
        {"role": "Director", "authority": "commits", "to": "2025-05-01"},
        {"role": "Director", "authority": "commits"},
    ]
    assert clashes(partners=[ALIKE["partners"][0], {"id": "B", "name": "Beta", "representatives": seats}]) == []


def test_elected_members_count_towards_the_quorum():
    seats = body("board", quorum=9, other_members=[{"kind": "elected", "number": 7}])
    assert clashes(governance=seats) == []


def test_a_chair_of_two_bodies_that_report_to_each_other_goes_down_no_line():
    both = body("team", chair="Head")
    assert clashes(governance=both, disputes=[{"rung": 1, "name": "Talk", "owner": "Head", "final": True}]) == []


@pytest.mark.parametrize(
    ("changed", "message"),
    [
        ({name: [] for name in ALIKE}, "Cannot tell: none of 6 papers is recorded; not recorded: memorandum, roles, "
         "risk register, escalation steps, governance and accountability."),
        ({name: [] for name in ALIKE if name != "tasks"}, "Cannot tell: 1 of 6 papers is recorded; not recorded: "
         "memorandum, risk register, escalation steps, governance and accountability."),
        ({"agreements": []}, "Cannot tell: 5 of 6 papers are recorded, and no two contradict each other; not recorded: "
         "memorandum."),
    ],
)  # fmt: skip
def test_a_paper_that_is_not_recorded_is_asked_for(changed, message):
    seen = hub(**changed)
    assert found(seen)[0][2] == message


def test_nothing_is_asked_before_planning():
    assert found(hub(stage="scoping", disputes=[])) == []
