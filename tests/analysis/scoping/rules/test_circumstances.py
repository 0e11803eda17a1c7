"""SC5: conditions, first meeting, constraints and time, shown true, false and not to be told."""

from __future__ import annotations

import pytest

from partnerlab.analysis.scoping.rules import circumstances as rules

ALL = "partnership"


def holds(kind: str, *numbers: int, answer: str = "yes") -> list[dict]:
    return [{"condition": f"{kind}-{number}", "on": "2026-02-01", "holds": answer} for number in numbers]


NINE = range(1, 10)


@pytest.mark.parametrize(
    ("rule", "kind"), [(rules.assumptions_hold, "assumption"), (rules.risks_of_partnering_are_guarded, "risk")]
)
def test_figure_three_is_judged_condition_by_condition(judge, rule, kind):
    assert judge(rule, conditions=holds(kind, *NINE)) == {ALL: "green"}
    weak = [*holds(kind, *range(2, 10)), *holds(kind, 1, answer="no")]
    assert judge(rule, conditions=weak) == {f"{kind}-1": "amber"}
    assert judge(rule, conditions=holds(kind, 1)) == {ALL: "unknown"}


def test_the_least_favourable_partner_counts(judge):
    answers = [
        *holds("assumption", *range(2, 10)),
        {"condition": "assumption-1", "on": "2026-02-01", "by": "A", "holds": "yes"},
        {"condition": "assumption-1", "on": "2026-02-01", "by": "B", "holds": "partly"},
    ]
    assert judge(rules.assumptions_hold, conditions=answers) == {"assumption-1": "amber"}


def test_what_is_said_to_hold_is_set_against_the_data(judge, finding):
    said = {"conditions": holds("assumption", 8), "collaboration": [{"on": "2026-02-01", "needed": 4, "resourced": 4}]}
    partners = [{"id": "A", "name": "Body A", "resources": [{"kind": "time", "amount": 24}]}]
    assert judge(rules.conditions_agree_with_the_data, partners=partners, **said) == {}
    said["collaboration"] = [{"on": "2026-02-01", "needed": 4, "resourced": 2}]
    found = finding(rules.conditions_agree_with_the_data, **said)
    assert (found.severity, found.subject) == ("unknown", "assumption-8")  # one judgement differs from another
    assert found.message.startswith("Cannot tell: one observation alone differs")
    found = finding(rules.conditions_agree_with_the_data, thresholds={"least_observed": 1}, **said)
    assert (found.severity, found.subject) == ("amber", "assumption-8")
    assert "resources are enough for level 2 cooperation, level 4 coalition is needed" in found.message
    assert judge(rules.conditions_agree_with_the_data) == {ALL: "unknown"}


def test_a_condition_that_nobody_claims_is_not_contradicted(judge):
    said = {
        "conditions": holds("assumption", 8, answer="no"),
        "collaboration": [{"on": "2026-02-01", "needed": 4, "resourced": 2}],
    }
    assert judge(rules.conditions_agree_with_the_data, **said) == {ALL: "unknown"}


SITTING = {"role": "Head", "deputy": "Officer", "hours_a_month": 4}
SUPPORT = {"kind": "in kind", "purpose": "administration", "what": "minutes"}
WHOLE = {
    "partners": [{"id": "A", "name": "Body A", "representatives": [SITTING], "resources": [SUPPORT]}],
    "outcomes": {"own": [{"id": "o", "name": "Well"}]},
    "indicators": [
        {"id": "i", "title": "Healthy", "unit": "%", "good_direction": "up", "values": [{"period": "2025", "value": 1}]}
    ],
    "performance": [{"id": "m", "title": "Helped", "unit": "people", "kind": "better off", "owner": "A"}],
    "milestones": [{"id": "M1", "name": "Start", "due": "2026-09-01"}],
    "constraints": [{"kind": "budget", "text": "Budgets are set in March"}],
    "collaboration": [{"on": "2026-02-01", "needed": 3}],
    "governance": [{"id": "g", "name": "Board", "kind": "committee", "chair": "A", "meets": "monthly"}],
    "agreements": [{"kind": "MoU"}],
    "engagement": [
        {"on": "2026-02-01", "level": level, "how": "talk"} for level in ("leaders", "managers", "front line")
    ],
    "communication": [{"audience": "partners", "owner": "A"}],
}
"""A file with something on each point of the first meeting."""


def test_the_first_meeting_may_leave_items_blank_only_while_scoping(judge):
    noted = [{"item": item, "on": "2026-02-01", "known": "settled"} for item in range(1, 9)]
    assert judge(rules.the_first_meeting_is_complete, **WHOLE, agenda=noted) == {ALL: "green"}
    assert judge(rules.the_first_meeting_is_complete, agenda=noted) == {ALL: "unknown"}
    assert judge(rules.the_first_meeting_is_complete, "building", agenda=noted[:3]) == {ALL: "amber"}
    assert judge(rules.the_first_meeting_is_complete, "scoping", agenda=noted[:3]) == {ALL: "unknown"}


@pytest.mark.parametrize(
    ("more", "severity"),
    [
        ({"response": "bid for more"}, "green"),
        ({}, "unknown"),
        ({"until": "2026-06-01"}, "red"),
        ({"until": "2027-06-01"}, "unknown"),
        ({"response": "bid for more", "until": "2026-03-01"}, "amber"),
        ({"until": "2026-02-01", "lifted": "2026-02-01"}, "green"),
    ],
)
def test_each_constraint_is_answered_or_a_fault(judge, more, severity):
    row = {"kind": "budget", "text": "Funding ends", "on": "2026-01-10", **more}
    found = judge(rules.constraints_are_answered, constraints=[row])
    assert found == ({"budget" if severity in {"red", "amber"} else ALL: severity})


def test_no_constraint_named_cannot_be_told(judge):
    assert judge(rules.constraints_are_answered) == {ALL: "unknown"}


MEETINGS = [{"on": f"2026-0{month}-10"} for month in (1, 2, 3)]


@pytest.mark.parametrize(
    ("stage", "held", "severity"),
    [
        ("building", 3, "green"),
        ("building", 2, "unknown"),
        ("implementing", 2, "amber"),
        ("implementing", 0, "unknown"),
    ],
)
def test_members_need_several_meetings_before_the_work_begins(judge, stage, held, severity):
    assert judge(rules.members_have_bedded_in, stage, meetings=MEETINGS[:held]) == {ALL: severity}


def test_a_deadline_that_comes_before_members_bedded_in_is_a_fault(finding):
    soon = [{"id": "M1", "name": "Opening", "due": "2026-05-01"}]
    found = finding(rules.members_have_bedded_in, "building", meetings=MEETINGS[:2], milestones=soon)
    assert (found.severity, "“Opening” is due on 1 May 2026" in found.message) == ("amber", True)


def test_one_recorded_meeting_is_held_against_nobody(finding):
    found = finding(rules.members_have_bedded_in, "implementing", meetings=MEETINGS[:1])
    told = "Cannot tell: only 1 meeting is recorded; our threshold is 3."
    assert (found.severity, found.message) == ("unknown", told)


def test_a_new_member_begins_the_count_anew(judge):
    partners = [{"id": "A", "name": "A", "joined": "2026-03-01"}]
    asked = {"partners": partners, "meetings": MEETINGS}
    assert judge(rules.members_have_bedded_in, "implementing", **asked) == {ALL: "amber"}
    few = {"thresholds": {"bedding_meetings": 1}}
    assert judge(rules.members_have_bedded_in, "implementing", **asked, **few) == {ALL: "green"}
