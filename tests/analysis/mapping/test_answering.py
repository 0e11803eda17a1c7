"""Who answers for what and to whom; who governs; what is written and said."""

from __future__ import annotations

from partnerlab.analysis.mapping import (
    assess_accountability,
    assess_clauses,
    assess_communication,
    assess_engagement,
    assess_governance,
    assess_roles,
    assess_signatures,
    assess_stakeholders,
    list_absent,
    list_roles,
)

COVERS = (
    "partnerlab.analysis.mapping.accountability",
    "partnerlab.analysis.mapping.agreement",
    "partnerlab.analysis.mapping.communication",
    "partnerlab.analysis.mapping.roles",
    "partnerlab.analysis.mapping.stakeholders",
)

TASK = {"id": "visit", "name": "Visit", "responsible": ["A"], "accountable": ["B"]}


def test_the_matrix_of_roles_shows_each_partner_also_those_without_a_role(hub):
    roles = assess_roles(hub("A", "B", "C", tasks=[TASK]))
    assert roles.matrix.loc["visit"].tolist() == ["R", "A", ""]


def test_the_state_of_a_task_is_said_in_words(hub):
    tasks = [
        TASK,
        {"id": "t2", "name": "Two", "responsible": ["A"], "accountable": ["A", "B"]},
        {"id": "t3", "name": "Three", "responsible": ["A"], "accountable": ["A", "B"], "joint": True},
        {"id": "t4", "name": "Four", "accountable": ["A"]},
        {"id": "t5", "name": "Five", "responsible": ["A"]},
    ]
    assert list_roles(hub("A", "B", tasks=tasks))["state"].tolist() == [
        "clear",
        "several answer, not declared joint",
        "clear",
        "nobody does it",
        "nobody answers for it",
    ]


def test_each_missing_line_of_accountability_is_named(hub):
    lines = [{"dimension": "vertical", "partner": "A", "to": "Board of A", "documented": True}]
    seen = assess_accountability(hub("A", "B", tasks=[TASK], accountabilities=lines))
    assert seen[["dimension", "partner", "to", "state"]].to_numpy().tolist() == [
        ["vertical", "A", "Board of A", "documented"],
        ["vertical", "B", None, "not recorded"],
        ["horizontal", "A", "B", "not recorded"],
        ["collective", "all partners", None, "not recorded"],
    ]


def test_whoever_answers_jointly_owes_no_horizontal_line_for_it(hub):
    task = {**TASK, "accountable": ["A", "B"], "joint": True}
    seen = assess_accountability(hub("A", "B", tasks=[task]))
    assert "horizontal" not in seen["dimension"].tolist()


BODIES = [
    {"id": "owner", "name": "Owner", "kind": "outcome owner", "outcomes": ["outcome-4"]},
    {"id": "board", "name": "Board", "kind": "leadership group", "members": ["A"], "reports_to": "owner"},
    {"id": "team", "name": "Team", "kind": "delivery", "reports_to": "board", "outcomes": ["outcome-4"]},
    {"id": "lost", "name": "Lost", "kind": "support", "reports_to": "nobody here"},
]
OUTCOMES = {"framework": "odp-2018-19", "aligned": ["outcome-4", "outcome-7"]}


def test_sight_follows_the_reports_up_to_the_owner(hub):
    seen = assess_governance(hub("A", "B", governance=BODIES, outcomes=OUTCOMES))
    assert dict(zip(seen.bodies["body"], seen.bodies["reaches"], strict=True)) == {
        "owner": True,
        "board": True,
        "team": True,
        "lost": False,
    }
    assert dict(zip(seen.outcomes["outcome"], seen.outcomes["seen"], strict=True)) == {
        "outcome-4": True,
        "outcome-7": False,
    }
    assert seen.unseated == ("B",)


def test_bodies_that_report_to_each_other_go_nowhere(hub):
    circle = [
        {"id": "one", "name": "One", "kind": "committee", "reports_to": "two"},
        {"id": "two", "name": "Two", "kind": "committee", "reports_to": "one"},
    ]
    assert assess_governance(hub(governance=circle)).bodies["reaches"].tolist() == [False, False]


def test_a_body_that_has_ended_is_not_drawn(hub):
    ended = [{"id": "board", "name": "Board", "kind": "committee", "ended": "2025-01-01"}]
    assert assess_governance(hub(governance=ended)).bodies.empty


def test_a_post_of_the_senior_responsible_owner_counts_as_outcome_owner(hub):
    outcomes = {"sro": [{"organisation": "DoH", "role": "Director"}]}
    board = [{"id": "board", "name": "Board", "kind": "committee", "reports_to": "DoH"}]
    seen = assess_governance(hub(governance=board, outcomes=outcomes))
    assert seen.bodies["reaches"].tolist() == [True]
    assert seen.elements.set_index("element").loc["outcome owner", "present"]


def test_a_clause_of_the_agreement_that_most_have_signed_counts(hub):
    agreements = [
        {"kind": "SLA", "signatories": ["A"], "clauses": [{"id": "funding", "in_place": "yes"}, {"id": "exit"}]},
        {"kind": "MoU", "signatories": ["A", "B"], "clauses": [{"id": "funding", "in_place": "partly"}]},
    ]
    states = assess_clauses(hub("A", "B", agreements=agreements)).set_index("clause")["state"]
    assert (states["funding"], states["exit"], states["risk"]) == ("partly", "yes", None)


def test_what_a_clause_should_cover_is_counted(hub):
    risks = [
        {"id": "R1", "title": "One", "class": "shared"},
        {"id": "R2", "title": "Two", "class": "own"},
        {"id": "R3", "title": "Three", "class": "shared", "closed": "2025-01-01"},
    ]
    covers = assess_clauses(hub("A", risks=risks, tasks=[TASK])).set_index("clause")["covers"]
    assert (covers["risk"], covers["roles"], covers["transparency"]) == ("1 shared risk", "1 task", "")


def test_missing_signatures_and_an_overdue_review_are_seen(hub):
    mou = {"kind": "MoU", "signed": "2025-01-01", "signatories": ["A"], "review_by": "2025-12-31"}
    row = assess_signatures(hub("A", "B", agreements=[mou])).iloc[0]
    assert (row["missing"], row["overdue"]) == (("B",), True)


def test_gaps_in_the_communication_plan_are_named(hub):
    plan = [
        {"audience": "All partners", "message": "News", "owner": "A", "channel": "note", "frequency": "monthly"},
        {"audience": "The partnership's neighbours", "message": "News"},
        {"audience": "A", "message": "News", "owner": "A", "channel": "note", "frequency": "monthly"},
    ]
    seen = assess_communication(hub("A", communication=plan))
    assert seen["gaps"].tolist() == [(), ("owner", "channel", "frequency"), ()]
    assert seen["among_partners"].tolist() == [True, False, True]


def test_levels_never_engaged_are_listed_with_nothing(hub):
    seen = assess_engagement(hub(engagement=[{"on": "2025-01-01", "level": "leaders", "how": "a letter"}]))
    assert dict(zip(seen["level"], seen["times"], strict=True)) == {
        "leaders": 1,
        "managers": 0,
        "front line": 0,
        "public": 0,
    }


def test_stakeholders_are_placed_beside_partners_and_the_needed_are_found(hub):
    rated = {"power": 5, "interest": 5, "legitimacy": 5, "urgency": 5}
    stakeholders = [
        {"id": "needed", "name": "Needed", "needed": True},
        {"id": "salient", "name": "Salient", **rated},
        {"id": "fine", "name": "Fine", "needed": False, **rated},
    ]
    partnership = hub("A", stakeholders=stakeholders)
    assert assess_stakeholders(partnership)["membership"].tolist() == ["partner", "needed", "undecided", "outside"]
    assert list_absent(partnership)["organisation"].tolist() == ["needed", "salient"]
