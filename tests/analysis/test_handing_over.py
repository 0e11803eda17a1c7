"""The last two stages: what a review decides, what an ending hands over, and what the law asks of shared data."""

from __future__ import annotations

from collections import Counter
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from file_keys import is_key
from partnerlab.analysis.review import find_findings, rules
from partnerlab.guide import laws
from partnerlab.partnership import Partnership, read_partnership
from partnerlab.partnership.case import Stage

COVERS = (
    "partnerlab.analysis.evaluation.rules.reviewing",
    "partnerlab.analysis.facts.endings",
    "partnerlab.analysis.mapping.rules.data_sharing",
    "partnerlab.analysis.mapping.rules.ending",
    "partnerlab.analysis.risk_allocation.rules.ending",
    "partnerlab.partnership.ending",
)

RULES = {rule.code: rule for rule in rules()}
OURS = {code: rule for code, rule in RULES.items() if int(code[2:]) in range(811, 830)}
"""The rules on time and on endings."""
PARAMETERS = Path(__file__).parents[2] / "parameters"
MONEY = {"id": "A", "name": "Alpha", "resources": [{"kind": "money", "amount": 5000, "what": "grant"}]}
TIME = {"id": "A", "name": "Alpha", "resources": [{"kind": "time", "amount": 50, "what": "officer"}]}
SHARING = {"kind": "data sharing", "title": "Sharing", "signed": "2025-01-31"}
MOU = {"kind": "MoU", "title": "Memorandum", "signed": "2025-01-31"}


def make(stage: str = "ending", as_at: str = "2026-09-30", **facts: Any) -> Partnership:
    stages = [
        {"stage": "reviewing", "on": "2026-01-05"},
        *([{"stage": "ending", "on": "2026-06-01"}] if stage == "ending" else []),
    ]
    return Partnership(name="Hub", purpose="Help", stage=stages, **facts).at(date.fromisoformat(as_at))


def say(code: str, stage: str = "ending", **facts: Any) -> list[tuple[str, str]]:
    return [(row.severity.value, row.message) for row in RULES[code].findings(make(stage, **facts))]


def handed(kind: str, *rows: dict[str, Any]) -> dict[str, Any]:
    return {"handovers": [{"kind": kind, "what": f"part {number}", **row} for number, row in enumerate(rows, 1)]}


KINDS = {
    "MA821": ("money", "the money that is left", {"partners": [MONEY]}, "amber"),
    "MA822": ("staff", "the staff", {"partners": [TIME]}, "unknown"),
    "MA823": ("agreement", "the agreements in force", {"agreements": [MOU]}, "amber"),
    "MA824": ("data", "the data that were shared", {"agreements": [SHARING]}, "unknown"),
    "MA825": (
        "service",
        "the people served",
        {"pathway": [{"id": "p", "name": "Visit", "organisation": "A"}]},
        "unknown",
    ),
}


@pytest.mark.parametrize("code", KINDS)
def test_of_what_is_held_it_asks_who_takes_it_on(code):
    _, what, held, light = KINDS[code]
    ((found, message),) = say(code, **held)
    assert found == light
    assert message.endswith(f"t is not recorded who takes on {what}.")


@pytest.mark.parametrize("code", KINDS)
def test_where_nothing_is_held_nothing_is_said(code):
    assert say(code) == []


@pytest.mark.parametrize("code", KINDS)
@pytest.mark.parametrize(
    ("rows", "light", "end"),
    [
        (({"to": "Council"},), "green", ": Council; not done yet."),
        (({"to": "Council", "done": "2026-09-01"},), "green", ": Council; done."),
        (({"to": "Council", "done": "2026-09-01"}, {"to": "Trust"}), "green", ": Council and Trust. Done: 1 of 2."),
        (({"to": "Council"}, {}), "amber", "1 of 2 handovers has nobody who takes it on: part 2."),
        (({}, {}), "amber", "2 of 2 handovers have nobody who takes it on: part 1 and part 2."),
        (
            ({"to": "Council", "due": "2026-09-29"},),
            "amber",
            "1 of 1 handover is overdue: part 1 (due 29 September 2026).",
        ),
        (({"to": "Council", "due": "2026-09-30"},), "green", ": Council; not done yet."),
        (({"done": "2026-09-01"}, {"to": "Council"}), "green", ": Council. Done: 1 of 2."),
    ],
    ids=[
        "taken on",
        "done",
        "one of two done",
        "one without",
        "none taken on",
        "overdue",
        "due today",
        "one done for good",
    ],
)
def test_each_handover_needs_somebody_and_its_day(code, rows, light, end):
    kind, what, held, _ = KINDS[code]
    ((found, message),) = say(code, **held, **handed(kind, *rows))
    assert found == light
    assert message.endswith(end)
    assert light != "green" or message.startswith(f"It is settled who takes on {what}")


@pytest.mark.parametrize("code", KINDS)
def test_what_is_done_for_good_needs_nobody_who_takes_it_on(code):
    kind, what, held, _ = KINDS[code]
    said = say(code, **held, **handed(kind, {"done": "2026-09-01", "how": "deleted"}))
    assert said == [("green", f"What had to be done with {what} is done.")]


@pytest.mark.parametrize(
    ("taken", "closed", "said"),
    [
        ((), (), ("amber", "It is not recorded who takes on each of 2 open risks.")),
        (("R1",), (), ("amber", "1 of 2 open risks has nobody recorded who takes it on: “Loss” (R2).")),
        (("R1", "R2"), (), ("green", "Somebody takes on each of 2 open risks.")),
        ((None,), (), ("green", "Somebody takes on each of 2 open risks.")),
        (("R1",), ("R2",), ("green", "Somebody takes on the one open risk.")),
        ((), ("R1", "R2"), None),
    ],
    ids=["none", "one", "both", "one line for all", "the other is closed", "none is open"],
)
def test_each_open_risk_needs_somebody_who_goes_on(taken, closed, said):
    risks = [
        {"id": key, "title": title, "closed": "2026-05-01" if key in closed else None}
        for key, title in (("R1", "Delay"), ("R2", "Loss"))
    ]
    rows = [{"kind": "risk", "what": "risk", "risk": key, "to": "Council"} for key in taken]
    assert say("RA821", risks=risks, handovers=rows) == ([said] if said else [])


def decided(decision: str = "go on", on: str = "2026-05-01", **more: Any) -> dict[str, Any]:
    return {"decisions": [{"on": on, "decision": decision, **more}]}


@pytest.mark.parametrize(
    ("stage", "facts", "light", "said"),
    [
        ("reviewing", {"as_at": "2026-07-05"}, "unknown", "no decision to go on, change or stop is recorded."),
        ("reviewing", {"as_at": "2026-08-05"}, "amber", "is recorded since reviewing began on 5 January 2026."),
        ("reviewing", decided(), "amber", "go on. What the decision is based on is not recorded."),
        ("reviewing", decided(evidence="evaluation"), "green", "on 1 May 2026 to go on, based on: evaluation."),
        ("reviewing", decided(on="2025-05-01"), "amber", "5 January 2026; nothing later is recorded."),
        ("ending", {}, "amber", "no decision to stop or to hand over is recorded."),
        ("ending", decided(evidence="evaluation"), "amber", "go on, yet the partnership is at the ending stage."),
        ("ending", decided("stop", evidence="evaluation"), "green", "to stop, based on: evaluation."),
        ("ending", decided("hand over", on="2025-05-01", evidence="plan"), "green", "to hand over, based on: plan."),
    ],
)
def test_a_review_decides_on_evidence_and_an_ending_decides_to_end(stage, facts, light, said):
    ((found, message),) = say("EV821", stage, **facts)
    assert (found, message.endswith(said)) == (light, True), message


@pytest.mark.parametrize(
    ("stage", "shared", "light", "said"),
    [
        ("reviewing", (), "unknown", "nothing that was learned is recorded."),
        ("reviewing", (None,), "green", "1 lesson is recorded, the last on 1 May 2026."),
        ("ending", (), "amber", "nothing that was learned is recorded."),
        ("ending", (None, None), "amber", "2 lessons are recorded; none was shared with others."),
        ("ending", ("others", None), "amber", "2 lessons are recorded; 1 of 2 was shared with others."),
        ("ending", ("others", "others"), "green", "2 lessons are recorded, the last on 1 May 2026."),
    ],
)
def test_lessons_are_recorded_and_at_the_end_shared(stage, shared, light, said):
    rows = [{"on": "2026-05-01", "lesson": "Ask first", "shared_with": whom} for whom in shared]
    ((found, message),) = say("EV822", stage, lessons=rows)
    assert (found, message.endswith(said)) == (light, True), message


def test_thanks_are_asked_for_and_never_at_fault():
    assert say("EV823") == [("unknown", "Cannot tell: it is not recorded whose part was recognised.")]
    rows = [{"on": "2026-05-01", "whom": "A", "how": "evening"}]
    assert say("EV823", thanks=rows, partners=[MONEY]) == [("green", "Alpha was thanked on 1 May 2026.")]


@pytest.mark.parametrize(
    ("on", "as_at", "light"),
    [
        ("2026-02-01", "2026-09-30", "green"),
        ("2025-02-01", "2026-07-04", "unknown"),
        ("2025-02-01", "2026-08-05", "amber"),
    ],
)
def test_a_review_looks_at_the_level_again(on, as_at, light):
    ((found, _),) = say("SC823", "reviewing", as_at=as_at, collaboration=[{"on": on, "needed": 3}])
    assert found == light


def test_of_a_level_never_recorded_nothing_is_said():
    assert say("SC823") == []


@pytest.mark.parametrize(
    ("facts", "light", "said"),
    [
        ({}, "unknown", "its lawful basis and an assessment of its effect on privacy are not recorded."),
        ({"lawful_basis": "public task"}, "unknown", "an assessment of its effect on privacy is not recorded."),
        (
            {"lawful_basis": "public task", "assessed": "2025-01-10"},
            "green",
            "The one agreement on data sharing names its lawful basis and its assessment.",
        ),
        ({"signed": None}, None, ""),
        ({"ended": "2026-01-01"}, None, ""),
    ],
)
def test_an_agreement_on_data_sharing_names_its_basis_and_its_assessment(facts, light, said):
    found = say("MA826", agreements=[SHARING | facts])
    assert [row[0] for row in found] == ([light] if light else [])
    assert all(message.endswith(said) for _, message in found)


@pytest.mark.parametrize(
    ("facts", "as_at", "light"),
    [
        ({}, "2026-02-04", None),
        ({}, "2026-02-05", "unknown"),
        ({"reviewed": "2025-08-01"}, "2026-02-05", "amber"),
        ({"reviewed": "2026-02-05"}, "2026-02-05", "green"),
        ({"signed": "2026-03-01"}, "2026-09-30", "green"),
    ],
    ids=["before the law", "not recorded", "reviewed before", "reviewed since", "signed since"],
)
def test_an_agreement_older_than_the_law_is_reviewed_since(facts, as_at, light):
    assert str(laws().row("data-use-and-access-act-2025").in_force) == "2026-02-05"
    found = say("MA827", as_at=as_at, agreements=[SHARING | facts])
    assert [row[0] for row in found] == ([light] if light else [])


@pytest.mark.parametrize(
    ("facts", "light"),
    [
        ({"review_by": "2026-07-31"}, "amber"),
        ({"review_by": "2026-07-31", "reviewed": "2026-07-01"}, "amber"),
        ({"review_by": "2026-07-31", "reviewed": "2026-08-03"}, "unknown"),
        ({"review_by": "2027-07-31", "reviewed": "2026-08-03"}, "green"),
    ],
    ids=["due", "reviewed before it was due", "reviewed, and no next date", "reviewed, with the next date"],
)
def test_an_agreement_that_was_reviewed_when_due_needs_its_next_date(facts, light):
    assert [row[0] for row in say("MA905", agreements=[MOU | facts])] == [light]


def test_to_add_the_stage_of_ending_asks_for_more_than_two_things():
    hub = read_partnership(PARAMETERS / "lough-mental-health.yaml")
    last = Stage(stage="ending", on=date(2026, 10, 31))
    before, after = find_findings(hub), find_findings(hub.replace(stages=(*hub.whole.stages, last)))
    new = {row.code for row in after} - {row.code for row in before}
    assert new == {"RA821", "MA821", "MA822", "MA823", "MA824", "MA825", "EV821", "EV822", "EV823", "SC823"}


def test_rules_that_begin_at_the_last_stages_are_no_longer_none():
    begin = Counter(rule.stage for rule in RULES.values())
    assert begin["reviewing"] >= 4
    assert begin["ending"] >= 6


@pytest.mark.parametrize("code", OURS)
def test_a_first_meeting_is_accused_of_nothing(code):
    hub = Partnership(name="Hub", purpose="Help", stage=[{"stage": "scoping", "on": "2026-01-05"}])
    assert {row.severity.value for row in OURS[code].findings(hub)} <= {"unknown", "green"}


@pytest.mark.parametrize("sample", sorted(PARAMETERS.glob("*.yaml")), ids=lambda file: file.stem)
def test_sentences_are_short_and_what_cannot_be_told_has_a_way_out(sample):
    hub = read_partnership(sample)
    ended = hub.replace(stages=(*hub.whole.stages, Stage(stage="ending", on=hub.as_at)))
    for seen in (hub, ended):
        for row in (row for row in find_findings(seen) if row.code in OURS):
            assert max(len(part.split()) for part in row.message.split(". ")) <= 30, row.message
            assert row.message.endswith(".")
            if row.severity.value == "unknown":
                assert row.enter is not None
                assert is_key(row.enter.field), row.enter.field
                assert row.enter.find_out.endswith(".")
