"""Dates moved change the right findings and no others."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from partnerlab.analysis.review import find_findings, rules
from partnerlab.partnership import Partnership, read_partnership
from partnerlab.partnership.records import Record

COVERS = (
    "partnerlab.analysis.evaluation.rules.moments",
    "partnerlab.analysis.mapping.rules.moments",
    "partnerlab.analysis.risk_allocation.rules.moments",
    "partnerlab.analysis.scoping.rules.moments",
)

RULES = {rule.code: rule for rule in rules()}
PARAMETERS = Path(__file__).parents[2] / "parameters"
STAGES = [
    {"stage": "building", "on": "2025-02-03"},
    {"stage": "planning", "on": "2025-03-03"},
    {"stage": "implementing", "on": "2025-06-02"},
]


@pytest.fixture(scope="module")
def riverside() -> Partnership:
    return read_partnership(PARAMETERS / "riverside-support-hub.yaml")


def lights(partnership: Partnership) -> dict[tuple[str, str], str]:
    return {finding.key: finding.severity.value for finding in find_findings(partnership)}


def changed(before: Partnership, after: Partnership) -> dict[str, tuple[str, str]]:
    was, now = lights(before), lights(after)
    return {
        code: (was.get((code, subject), "-"), now.get((code, subject), "-"))
        for code, subject in sorted({*was, *now})
        if was.get((code, subject)) != now.get((code, subject))
    }


def moved(partnership: Partnership, table: str, **fields: Any) -> Partnership:
    """The same partnership with a field of all rows of a table changed."""
    rows: tuple[Record, ...] = getattr(partnership.whole, table)
    return partnership.replace(**{table: tuple(row.model_copy(update=fields) for row in rows)})


def test_a_memorandum_signed_nineteen_months_after_the_launch_changes_one_finding(riverside):
    agreements = tuple(
        row.model_copy(update={"on": date(2024, 10, 8), "signed": date(2026, 9, 3)}) if row.kind == "MoU" else row
        for row in riverside.whole.agreements
    )
    late = riverside.replace(agreements=agreements)
    assert changed(riverside, late) == {"MA811": ("green", "amber")}
    (said,) = RULES["MA811"].findings(late)
    assert said.message == (
        "The agreement between the partners was signed on 3 September 2026, "
        "19 months after the launch (3 February 2025)."
    )


@pytest.mark.parametrize(
    ("table", "code"),
    [("disputes", "RA812"), ("communication", "MA815"), ("governance", "MA814"), ("options", "SC814")],
)
def test_a_table_first_recorded_last_month_changes_its_own_finding(riverside, table, code):
    assert changed(riverside, moved(riverside, table, on=date(2026, 9, 25))) == {code: ("green", "amber")}


def test_all_risks_first_recorded_last_month_change_one_finding():
    lough = read_partnership(PARAMETERS / "lough-mental-health.yaml")
    assert changed(lough, moved(lough, "risks", on=date(2026, 9, 25))) == {"RA811": ("green", "amber")}


def test_milestones_first_recorded_last_month_change_one_finding(riverside):
    assert changed(riverside, moved(riverside, "milestones", on=date(2026, 9, 25))) == {"MA812": ("green", "amber")}


def test_engagement_first_recorded_last_month_changes_its_own_finding(riverside):
    assert changed(riverside, moved(riverside, "engagement", on=date(2026, 9, 25))) == {"MA813": ("green", "amber")}


def test_a_funder_talked_to_after_the_decision_changes_its_own_finding():
    harbour = read_partnership(PARAMETERS / "harbour-regeneration.yaml")
    rows = tuple(
        row.model_copy(update={"consulted": date(2024, 12, 2)}) if row.sector == "funder" else row
        for row in harbour.whole.stakeholders
    )
    assert changed(harbour, harbour.replace(stakeholders=rows)) == {"SC817": ("green", "amber")}


@pytest.mark.parametrize(
    ("talked", "light", "said"),
    [
        (("2025-01-20",), "green", "The one funder was talked to in time. A was first talked to on 20 January 2025"),
        (("2025-01-20", "2025-09-21"), "amber", "1 of 2 funders was talked to late. B was first talked to on 21"),
        (("2025-01-20", None), "unknown", "Cannot tell: nothing is recorded for 1 of 2 funders; 1 was talked to in"),
    ],
)
def test_of_several_funders_the_latest_is_named(talked, light, said):
    funders = [
        {"id": name, "name": name, "sector": "funder", "consulted": on} for name, on in zip("AB", talked, strict=False)
    ]
    hub = Partnership(name="Hub", purpose="Help", stage=STAGES, stakeholders=funders).at(date(2026, 1, 1))
    (found,) = RULES["SC817"].findings(hub)
    assert found.severity == light
    assert found.message.startswith(said)


def test_without_a_funder_outside_nothing_is_said():
    assert list(RULES["SC817"].findings(Partnership(name="Hub", purpose="Help", stage=STAGES))) == []


@pytest.mark.parametrize("code", ["MA811", "MA812", "MA813", "MA814", "MA815", "RA811", "RA812", "EV811", "SC811"])
def test_of_what_is_not_recorded_the_rule_on_its_day_says_nothing(code):
    hub = Partnership(name="Hub", purpose="Help", stage=STAGES).at(date(2026, 1, 1))
    assert list(RULES[code].findings(hub)) == []


def test_of_what_is_recorded_without_a_day_it_asks_for_the_day():
    hub = Partnership(name="Hub", purpose="Help", stage=STAGES, disputes=[{"rung": 1, "name": "Talk"}])
    (found,) = RULES["RA812"].findings(hub.at(date(2026, 1, 1)))
    assert (found.severity, found.enter.field, found.enter.missing) == ("unknown", "disputes.on", 1)
    assert found.message == "Cannot tell: no day is recorded for “A way to settle differences is agreed”."


def test_without_the_day_of_the_launch_it_says_nothing_and_the_day_is_asked_for_once():
    hub = Partnership(
        name="Hub", purpose="Help", stage=[{"stage": "implementing"}],
        disputes=[{"rung": 1, "name": "Talk", "on": "2025-05-01"}],
    )  # fmt: skip
    assert list(RULES["RA812"].findings(hub)) == []
    (found,) = RULES["SC815"].findings(hub)
    assert found.message == "Cannot tell: 1 of 1 stage has no date: implementing."


def test_what_the_guide_demands_early_is_amber_when_it_came_late_for_it_is_there():
    disputes = [{"rung": 1, "name": "Talk", "on": "2025-10-21"}]
    hub = Partnership(name="Hub", purpose="Help", stage=STAGES, disputes=disputes).at(date(2026, 1, 1))
    (found,) = RULES["RA812"].findings(hub)
    assert (found.severity, found.strength) == ("amber", "demands")


def test_within_the_grace_it_is_in_place_and_the_sentence_says_so():
    disputes = [{"rung": 1, "name": "Talk", "on": "2025-06-05"}]
    hub = Partnership(name="Hub", purpose="Help", stage=STAGES, disputes=disputes).at(date(2026, 1, 1))
    (found,) = RULES["RA812"].findings(hub)
    assert found.severity == "green"
    assert found.message.endswith("3 days after the launch (2 June 2025). That is within our tolerance of 14 days.")


def test_lateness_of_long_ago_is_no_finding():
    disputes = [{"rung": 1, "name": "Talk", "on": "2025-10-21"}]
    hub = Partnership(name="Hub", purpose="Help", stage=STAGES, disputes=disputes).at(date(2028, 1, 1))
    assert list(RULES["RA812"].findings(hub)) == []


@pytest.mark.parametrize(
    ("asked", "light", "said"),
    [
        (("2025-01-20",), "green", "The one partner was asked in time. A was first asked"),
        (("2025-01-20", "2025-01-21"), "green", "Each of 2 partners was asked in time. B was first asked"),
        (("2025-01-20", "2025-09-21"), "amber", "1 of 2 partners was asked late. B was first asked"),
        (("2025-08-20", "2025-09-21"), "amber", "2 of 2 partners were asked late. B was first asked"),
    ],
)
def test_of_several_partners_the_latest_is_named(asked, light, said):
    partners = [
        {"id": name, "name": name, "joined": "2025-02-03", "readiness": [{"on": on, "ready": "yes"}]}
        for name, on in zip("AB", asked, strict=False)
    ]
    hub = Partnership(name="Hub", purpose="Help", stage=STAGES, partners=partners).at(date(2026, 1, 1))
    (found,) = RULES["SC812"].findings(hub)
    assert found.severity == light
    assert found.message.startswith(said)


def partner(name: str, asked: str | None) -> dict[str, Any]:
    return {"id": name, "name": name, "joined": "2025-02-03", "readiness": [{"on": asked}] if asked else []}


@pytest.mark.parametrize(
    ("asked", "light", "said"),
    [
        ((None, None), None, ""),
        (("2025-01-20", None), "unknown", "Cannot tell: nothing is recorded for 1 of 2 partners; 1 was asked in time."),
        (("2025-09-20", None), "amber", "1 of 1 partner with a record was asked late. A was first asked"),
    ],
)
def test_some_in_time_are_not_all(asked, light, said):
    partners = [partner(name, on) for name, on in zip("AB", asked, strict=True)]
    hub = Partnership(name="Hub", purpose="Help", stage=STAGES, partners=partners).at(date(2026, 1, 1))
    found = list(RULES["SC812"].findings(hub))
    assert [row.severity.value for row in found] == ([light] if light else [])
    assert all(row.message.startswith(said) for row in found)


def test_leaders_alone_are_not_all_levels():
    hub = Partnership(
        name="Hub", purpose="Help", stage=STAGES,
        engagement=[{"on": "2025-05-01", "level": "leaders", "how": "visit"}],
    ).at(date(2026, 1, 1))  # fmt: skip
    (found,) = RULES["MA813"].findings(hub)
    assert found.message == "Cannot tell: nothing is recorded for 2 of 3 levels; 1 came in time."
