"""The line of time: when each thing was done, against the beginning of the partnership's own stages."""

from __future__ import annotations

from datetime import date

import pytest

from partnerlab.analysis.facts.moments import (
    assess_moments,
    began,
    gather_timings,
    get_timing,
    is_old,
    say_step,
)
from partnerlab.partnership import Partnership

STAGES = [
    {"stage": "scoping", "on": "2025-01-06"},
    {"stage": "building", "on": "2025-02-03"},
    {"stage": "planning", "on": "2025-03-03"},
    {"stage": "implementing", "on": "2025-06-02"},
]


def make(stages=STAGES, as_at: str = "2026-06-30", **facts) -> Partnership:
    return Partnership(name="Hub", purpose="Reach people", stage=stages, **facts).at(date.fromisoformat(as_at))


def state(key: str, **facts) -> str:
    return assess_moments(make(**facts)).set_index("moment").loc[f"moment-{key}", "state"]


@pytest.mark.parametrize(
    ("stages", "stage", "day"),
    [
        (STAGES, "planning", date(2025, 3, 3)),
        ([STAGES[0], STAGES[3]], "planning", date(2025, 6, 2)),
        (STAGES[:2], "implementing", None),
        ([{"stage": "implementing"}], "implementing", None),
        ([{"stage": "building"}, STAGES[3]], "building", None),
        ([{"stage": "building"}, STAGES[3]], "planning", date(2025, 6, 2)),
        ([STAGES[3], {"stage": "reviewing"}], "implementing", date(2025, 6, 2)),
    ],
    ids=[
        "as dated",
        "passed over",
        "not reached",
        "not dated",
        "one before is not dated",
        "one not asked for",
        "a later one is not",
    ],
)
def test_a_stage_began_when_it_or_a_later_one_was_first_reached(stages, stage, day):
    assert began(make(stages), stage) == day


@pytest.mark.parametrize(
    ("day", "expected"),
    [("2025-05-01", "in time"), ("2025-06-02", "in time"), ("2025-06-16", "in time"), ("2025-06-17", "late")],
)
def test_what_is_due_by_the_launch_has_fourteen_days_of_grace(day, expected):
    assert state("disputes", disputes=[{"rung": 1, "name": "Talk", "on": day}]) == expected


def test_the_grace_is_data():
    late = [{"rung": 1, "name": "Talk", "on": "2025-06-17"}]
    assert state("disputes", disputes=late, thresholds={"grace_days": 15}) == "in time"


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ([], "not recorded"),
        ([{}], "not dated"),
        ([{}, {"on": "2025-05-01"}], "in time"),
        ([{}, {"on": "2025-09-01"}], "not dated"),
        ([{"on": "2025-09-01"}, {"on": "2025-05-01"}], "in time"),
    ],
    ids=["none", "without a day", "one in time is enough", "an undated one may be earlier", "the earliest counts"],
)
def test_the_earliest_day_counts_and_one_that_is_not_known_may_be_earlier(rows, expected):
    risks = [{"id": f"R{number}", "title": "Delay", **row} for number, row in enumerate(rows)]
    assert state("risks", risks=risks) == expected


def test_before_the_launch_nothing_is_late():
    early = STAGES[:3]
    assert state("disputes", stages=early) == "not due yet"
    assert state("disputes", stages=early, disputes=[{"rung": 1, "name": "Talk", "on": "2025-05-01"}]) == "not due yet"


def test_a_launch_without_a_day_leaves_it_undated():
    facts = {"disputes": [{"rung": 1, "name": "Talk", "on": "2025-05-01"}]}
    assert state("disputes", stages=[{"stage": "implementing"}], **facts) == "not dated"


def test_each_partner_is_asked_before_it_joins():
    partners = [
        {"id": "A", "name": "Alpha", "joined": "2025-02-03", "readiness": [{"on": "2025-01-20", "ready": "yes"}]},
        {"id": "B", "name": "Beta", "joined": "2025-02-03", "readiness": [{"on": "2025-08-20", "ready": "yes"}]},
        {"id": "C", "name": "Gamma", "joined": "2025-02-03"},
        {"id": "D", "name": "Delta", "joined": "2025-02-03", "left": "2025-05-01", "readiness": [{"on": "2025-04-20"}]},
    ]
    timing = get_timing(make(partners=partners), "moment-readiness")
    assert [(step.who, step.is_late) for step in timing.steps] == [("Alpha", False), ("Beta", True)]
    assert say_step(timing.moment, timing.late[0]) == (
        "Beta was first asked whether it is ready on 20 August 2025, 6 months after it joined (3 February 2025)"
    )


FUND = {"id": "F", "name": "Giving Fund", "sector": "funder"}


@pytest.mark.parametrize(
    ("funders", "expected"),
    [
        ([{**FUND, "consulted": "2025-01-20"}], "in time"),
        ([{**FUND, "consulted": "2025-02-17"}], "in time"),
        ([{**FUND, "consulted": "2025-02-18"}], "late"),
        ([{**FUND, "engaged_by": "A"}], "not dated"),
        ([FUND], "not recorded"),
        ([{**FUND, "consulted": "2025-01-20"}, {**FUND, "id": "G"}], "in part"),
        ([{**FUND, "consulted": "2026-12-01"}], "not recorded"),
    ],
    ids=["before", "within the days of grace", "after", "no day", "no contact", "one of two", "after the review"],
)
def test_each_funder_outside_is_talked_to_before_it_is_decided_to_partner(funders, expected):
    assert state("funders", stakeholders=funders, partners=[{"id": "A", "name": "Alpha"}]) == expected


def test_where_no_funder_is_outside_the_line_of_time_has_none():
    inside = [{"id": "F", "name": "Giving Fund", "sector": "funder"}]
    assert "moment-funders" not in set(assess_moments(make(partners=inside))["moment"])


def test_staff_have_thirty_days_after_the_launch_and_the_public_is_not_counted():
    rows = [
        {"on": "2025-07-02", "level": "leaders", "how": "visit"},
        {"on": "2025-07-03", "level": "front line", "how": "briefing"},
        {"on": "2026-02-01", "level": "public", "how": "evening"},
    ]
    timing = get_timing(make(engagement=rows), "moment-engagement")
    assert [(step.who, step.is_late) for step in timing.steps] == [("Leaders", False), ("Front-line staff", True)]


@pytest.mark.parametrize(
    ("measure", "expected"),
    [
        ({"on": "2025-05-01"}, "in time"),
        ({"values": [{"period": "2025Q2", "value": 3}]}, "in time"),
        ({"values": [{"period": "2025Q3", "value": 3}]}, "in time"),
        ({"values": [{"period": "2025Q4", "value": 3}]}, "late"),
        ({"values": [{"period": "2025Q4", "value": 3}], "on": "2025-05-01"}, "in time"),
        ({"values": [{"period": "2025Q2"}]}, "not dated"),
        ({}, "not dated"),
    ],
    ids=[
        "agreed early",
        "first period before the launch",
        "the next quarter",
        "a later one",
        "the earlier counts",
        "empty",
        "bare",
    ],
)
def test_performance_is_measured_from_the_first_period_or_the_day_agreed(measure, expected):
    made = {"id": "m", "title": "Calls", "kind": "how much", "unit": "calls", **measure}
    assert state("performance", performance=[made]) == expected


@pytest.mark.parametrize(
    ("day", "said"),
    [
        ("2025-06-02", "2 June 2025, the day of the launch"),
        ("2025-06-01", "1 June 2025, 1 day before the launch (2 June 2025)"),
        ("2025-08-01", "1 August 2025, 60 days after the launch (2 June 2025)"),
        ("2025-08-02", "2 August 2025, 2 months after the launch (2 June 2025)"),
    ],
)
def test_a_sentence_names_the_day_and_the_gap(day, said):
    timing = get_timing(make(disputes=[{"rung": 1, "name": "Talk", "on": day}]), "moment-disputes")
    assert say_step(timing.moment, timing.steps[0]) == f"The first escalation step was agreed on {said}"


def test_the_day_when_a_stage_began_is_named_as_such():
    timing = get_timing(make(collaboration=[{"on": "2025-03-03", "needed": 3}]), "moment-level")
    assert say_step(timing.moment, timing.steps[0]).endswith("on 3 March 2025, the day when planning began")


def test_after_two_years_lateness_is_history():
    facts = {"disputes": [{"rung": 1, "name": "Talk", "on": "2025-10-21"}]}
    for as_at, expected in (("2027-10-21", False), ("2027-10-22", True)):
        hub = make(as_at=as_at, **facts)
        assert is_old(hub, get_timing(hub, "moment-disputes").steps[0]) is expected


def test_leaders_alone_are_told_in_part():
    assert state("engagement", engagement=[{"on": "2025-05-01", "level": "leaders", "how": "visit"}]) == "in part"
    assert state("engagement", engagement=[{"on": "2025-09-01", "level": "leaders", "how": "visit"}]) == "late"


def test_an_agreement_that_nobody_signed_is_not_late_but_not_there():
    assert state("agreement", agreements=[{"kind": "MoU", "on": "2025-03-03"}]) == "not recorded"
    assert state("agreement", agreements=[{"kind": "data sharing", "signed": "2026-03-03"}]) == "not recorded"
    assert state("agreement", agreements=[{"kind": "contract", "signed": "2026-03-03"}]) == "late"


def test_of_nothing_nothing_is_said():
    hub = make()
    assert not any(row.steps for row in gather_timings(hub))
    assert assess_moments(hub).attrs["launch"] == date(2025, 6, 2)


def test_a_partnership_alone_among_the_options_is_compared_with_nothing():
    alone = {"id": "p", "name": "Hub", "form": "partnership", "on": "2025-01-10"}
    assert state("options", options=[alone]) == "not recorded"
    assert state("options", options=[alone, {"id": "n", "name": "Forum", "form": "network", "on": "2025-01-20"}]) == (
        "in time"
    )
