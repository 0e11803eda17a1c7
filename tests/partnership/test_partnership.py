"""A partnership as it stood on a date, and without what is private."""

from __future__ import annotations

from datetime import date

import pytest
from pydantic import ValidationError

from partnerlab.partnership import Partnership, read_partnership
from partnerlab.partnership.records import nested_fields
from samples import ROOT, SAMPLES

COVERS = ("partnerlab.partnership.contents", "partnerlab.partnership.records")

HISTORY = Partnership(
    name="Hub",
    purpose="Reach people early",
    stage=[{"stage": "scoping", "on": "2024-01-10"}, {"stage": "planning", "on": "2025-01-10"}],
    partners=[
        {
            "id": "PSNI",
            "name": "Police",
            "joined": "2024-01-10",
            "representatives": [
                {"role": "Superintendent", "from": "2024-01-10", "to": "2025-06-01", "name": "A. Person"},
                {"role": "Chief Inspector", "from": "2025-06-01", "contact": "a@example.org", "note": "back in May"},
            ],
        },
        {"id": "NIHE", "name": "Housing", "joined": "2025-03-01", "left": "2025-09-01"},
    ],
    risks=[{"id": "R1", "title": "Late data", "on": "2024-02-01", "closed": "2025-08-01"}],
    leads=[
        {"risk": "R1", "lead": "PSNI", "on": "2024-03-01"},
        {"risk": "R1", "lead": None, "on": "2025-05-01"},
    ],
    actions=[{"id": "A1", "title": "Agree", "on": "2024-02-01", "done": "2025-02-01"}],
)


def test_later_facts_are_left_out():
    then = HISTORY.at(date(2024, 6, 1))
    assert then.current_stage == "scoping"
    assert [partner.id for partner in then.partners] == ["PSNI"]
    assert [row.role for row in then.partners[0].representatives] == ["Superintendent"]


def test_later_endings_are_not_known_yet():
    then = HISTORY.at(date(2024, 6, 1))
    assert then.risk("R1").closed is None
    assert then.partners[0].representatives[0].end is None
    assert then.actions[0].done is None


def test_an_ending_is_known_from_its_day():
    assert HISTORY.at(date(2025, 7, 31)).risk("R1").closed is None
    assert HISTORY.at(date(2025, 8, 1)).risk("R1").closed == date(2025, 8, 1)


def test_a_value_without_a_date_is_not_known_before_its_period_is_over():
    rows = [{"period": period, "value": 3} for period in ("2022/23", "2023/24", "2024/25")]
    rows += [{"period": "2021/22", "value": 3, "published": "2025-01-01"}]
    made = {"id": "I", "title": "Lonely", "unit": "%", "good_direction": "down", "values": rows}
    hub = HISTORY.model_copy(update={"indicators": Partnership.model_validate(
        {**HISTORY.model_dump(by_alias=True), "indicators": [made]}).indicators})  # fmt: skip
    seen = {day: [row.period for row in hub.at(day).indicators[0].values] for day in (
        date(2024, 3, 30), date(2024, 3, 31), date(2025, 2, 1), date(2025, 9, 1))}  # fmt: skip
    assert list(seen.values()) == [
        ["2022/23"],
        ["2022/23", "2023/24"],
        ["2022/23", "2023/24", "2021/22"],
        ["2022/23", "2023/24", "2024/25", "2021/22"],
    ]


RANGES = {
    "id": "I", "title": "Deaths", "unit": "per 100,000", "good_direction": "down",
    "rule": {"base": "2008-12", "interval": 3},
    "story": "Counted in another way from 2011 on.",
    "values": [{"period": period, "value": 3} for period in ("2003-07", "2008-12", "2014-18")],
    "comparators": [{"name": "Elsewhere", "values": [{"period": "2008-12", "value": 4}]}],
}  # fmt: skip


def test_a_file_without_a_date_shows_no_value_before_its_period_is_over():
    hub = Partnership(name="Hub", purpose="Reach", stage=[{"stage": "reviewing"}], indicators=[RANGES])
    (then,) = hub.at(date(2015, 11, 26)).indicators
    assert [row.period for row in then.values] == ["2003-07", "2008-12"]  # a range of years, no month of December 2008
    assert hub.newest_date() == date(2018, 12, 31)


def test_base_story_and_comparators_that_could_not_be_known_are_left_out():
    hub = Partnership(name="Hub", purpose="Reach", stage=[{"stage": "reviewing"}], indicators=[RANGES])
    before, after = (hub.at(day).indicators[0] for day in (date(2010, 6, 30), date(2013, 6, 30)))
    assert (before.rule, before.story, before.comparators[0].values) == (None, None, ())
    assert (after.rule.base, after.story) == ("2008-12", "Counted in another way from 2011 on.")
    assert [row.period for row in after.comparators[0].values] == ["2008-12"]


def test_a_rationale_is_not_known_before_it_was_stated():
    hub = Partnership(name="Hub", purpose="Reach", stage=[{"stage": "scoping"}], rationale="Both act late.",
                      rationale_stated="2024-03-11")  # fmt: skip
    assert hub.at(date(2015, 11, 26)).rationale is None
    assert hub.at(date(2024, 3, 11)).rationale == "Both act late."


def test_plans_may_lie_ahead_of_the_day():
    made = RANGES | {"target": {"period": "2025-29", "value": 2}, "action_from": "2020-24"}
    hub = Partnership(name="Hub", purpose="Reach", stage=[{"stage": "reviewing"}], indicators=[made])
    (then,) = hub.at(date(2015, 11, 26)).indicators
    assert (then.target.period, then.action_from) == ("2025-29", "2020-24")


def planned(*, target: str | None = None, start: str | None = None, rule: str | None = None) -> Partnership:
    """A partnership of 2012 with one target, one start of actions and one rule, set on these days."""
    made = RANGES | {"target": {"period": "2025-29", "value": 2, "on": target}, "action_from": "2020-24",
                     "action_set": start, "rule": {"base": "2003-07", "interval": 1, "on": rule}}  # fmt: skip
    measure = {
        "id": "M",
        "title": "M",
        "kind": "how well",
        "unit": "%",
        "target": {"period": "2026", "value": 9, "on": target},
    }
    stage = [{"stage": "building", "on": "2012-03-01"}]
    return Partnership(name="Hub", purpose="Reach", stage=stage, indicators=[made], performance=[measure])


@pytest.mark.parametrize("day", [date(2011, 12, 31), date(2012, 2, 29)])
def test_undated_plans_are_not_older_than_the_partnership(day):
    (then,), (measure,) = planned().at(day).indicators, planned().at(day).performance
    assert (then.target, then.action_from, measure.target) == (None, None, None)
    assert planned().at(day).undated_plans == (0, 0)


def test_undated_plans_are_shown_at_every_date_since_and_counted():
    seen = planned().at(date(2012, 3, 1))
    assert seen.indicators[0].target.period == "2025-29"
    assert seen.indicators[0].action_from == "2020-24"
    assert seen.undated_plans == (2, 1)


def test_dated_plans_are_not_shown_before_their_day():
    hub = planned(target="2019-05-01", start="2019-06-01", rule="2019-07-01")
    seen = [hub.at(date(2019, month, 1)).indicators[0] for month in (4, 5, 6, 7)]
    assert [row.target is not None for row in seen] == [False, True, True, True]
    assert [row.action_from is not None for row in seen] == [False, False, True, True]
    assert [row.rule is not None for row in seen] == [False, False, False, True]
    assert hub.at(date(2019, 4, 30)).performance[0].target is None
    assert hub.at(date(2019, 7, 1)).undated_plans == (0, 0)


def test_the_whole_history_stays_within_reach():
    assert HISTORY.at(date(2024, 6, 1)).at(date(2025, 4, 1)).current_stage == "planning"


def test_a_lead_can_be_withdrawn():
    assert HISTORY.at(date(2024, 6, 1)).lead_of("R1").lead == "PSNI"
    assert HISTORY.at(date(2025, 6, 1)).lead_of("R1") is None


def test_partners_who_left_are_no_longer_current():
    assert [partner.id for partner in HISTORY.at(date(2025, 10, 1)).current_partners] == ["PSNI"]


def test_a_redacted_partnership_holds_no_name_contact_or_note():
    text = HISTORY.redacted().model_dump_json() + HISTORY.redacted().whole.model_dump_json()
    assert "Superintendent" in text
    for private in ("A. Person", "a@example.org", "back in May"):
        assert private not in text


def test_records_cannot_be_changed():
    with pytest.raises(ValidationError):
        HISTORY.name = "Other"


def test_names_fall_back_to_ids():
    assert HISTORY.name_of("PSNI") == "Police"
    assert HISTORY.name_of("DoJ") == "DoJ"


def test_a_risk_has_an_owner_from_a_day_to_a_day():
    hub = Partnership(
        name="Hub",
        purpose="Reach people",
        stage=[{"stage": "planning"}],
        risks=[{"id": "R1", "title": "Late data"}],
        owners=[{"risk": "R1", "name": "A. Person", "from": "2025-01-01", "to": "2025-12-31"}],
    )
    assert hub.owner_of("R1") is None
    assert (owner := hub.at(date(2025, 6, 1)).owner_of("R1")) is not None
    assert owner.named == "A. Person"
    assert (owner := hub.at(date(2025, 6, 1)).redacted().owner_of("R1")) is not None
    assert owner.named == "a person"
    assert hub.at(date(2024, 6, 1)).owner_of("R1") is None


def test_an_owner_is_a_role_or_a_name():
    with pytest.raises(ValidationError, match="say who owns the risk"):
        Partnership(name="Hub", purpose="Reach", stage=[{"stage": "planning"}], owners=[{"risk": "R1"}])


@pytest.mark.parametrize("name", SAMPLES)
def test_with_a_table_replaced_it_is_what_the_whole_would_be_seen_anew(name):
    seen = read_partnership(ROOT / "parameters" / f"{name}.yaml")
    assert seen.as_at is not None
    for on in (seen.as_at, date(2024, 1, 1)):
        then = seen.at(on)
        for table in nested_fields(Partnership):
            rows = getattr(seen.whole, table)
            less = rows[1:] if isinstance(rows, tuple) else None
            anew = seen.whole.model_copy(update={table: less}).at(on)
            replaced = then.replace(**{table: less})
            assert replaced == anew
            assert replaced.model_dump(exclude_unset=True) == anew.model_dump(exclude_unset=True)


def test_what_stays_is_the_very_table_that_was_there():
    hub = read_partnership(ROOT / "parameters" / "riverside-support-hub.yaml")
    changed = hub.replace(leads=())
    assert changed.risks is hub.risks
    assert changed.leads == ()
    assert (changed.as_at, changed.whole.leads, hub.replace(purpose="Reach people").purpose) == (
        hub.as_at,
        (),
        "Reach people",
    )
