"""What the present stage asks for, and the numbers left for machines."""

from __future__ import annotations

import pytest

from partnerlab.analysis import scoping
from partnerlab.analysis.catalogue import rules_in
from partnerlab.analysis.scoping.phases import ANSWERED_BY
from partnerlab.guide import paragraph, stage, stages

COVERS = (
    "partnerlab.analysis.scoping.measures",
    "partnerlab.analysis.scoping.phases",
)


def test_no_more_is_asked_than_the_present_stage_allows(hub):
    table = scoping.assess_stages(hub("building"))
    asked = table.groupby("position", sort=False)["stage"].unique().map(list).to_dict()
    assert asked["passed"] == ["Scoping"]
    assert asked["now"] == ["Building"]
    ahead = table[table["position"] == "ahead"]
    assert ahead["light"].isna().all()
    assert set(ahead["asked_in"]) == {"not asked yet"}


def test_every_point_of_the_first_two_stages_is_answered_here_but_authority_which_mapping_asks():
    points = {(name, number) for name in ("scoping", "building") for number in range(len(stage(name).asks))}
    assert points - set(ANSWERED_BY) == {("building", 2)}
    assert "commit" in stage("building").asks[2]


def test_the_rules_that_answer_a_stage_exist_and_matter_by_then():
    known = {row.code: row for row in rules_in(scoping.rules)}
    order = stages().ids
    for (name, _), codes in ANSWERED_BY.items():
        assert all(order.index(known[code].stage) <= order.index(name) for code in codes)


def test_the_light_of_a_point_is_the_worst_of_its_findings(hub):
    table = scoping.assess_stages(hub("building", rationale="Need is clear"))
    assert table.loc[0, ["light", "codes"]].tolist() == ["unknown", "SC101, SC104"]


def test_there_are_more_than_fifteen_rules_each_with_help_a_reason_and_a_known_paragraph():
    rows = rules_in(scoping.rules)
    assert len(rows) >= 15
    assert len({row.code for row in rows}) == len(rows)
    for row in rows:
        assert row.help_text
        assert row.why
        assert row.question.endswith("?")
        assert paragraph(row.paragraph)


@pytest.mark.parametrize("name", ["scoping", "building", "planning", "implementing", "ending"])
def test_every_rule_says_something_of_a_partnership_that_answers_nothing(hub, name):
    bare = hub(name, members="", as_at=None)
    for row in rules_in(scoping.rules):
        found = [finding.severity.value for finding in row.findings(bare)]
        assert found or not _reached(row.stage, name)


def test_a_first_meeting_gets_no_red(hub):
    bare = hub("scoping", members="ABC")
    lights = [finding.severity.value for row in rules_in(scoping.rules) for finding in row.findings(bare)]
    assert set(lights) <= {"unknown", "green"}
    assert lights.count("unknown") > 0.9 * len(lights)


def _reached(asked: str, present: str) -> bool:
    return stages().ids.index(asked) <= stages().ids.index(present)


def test_measures_say_nothing_where_nothing_is_known(hub):
    values = {row.name: row.value for row in scoping.take_measures(hub(members=""))}
    assert values.pop("agenda_points_open") > 0
    assert set(values.values()) == {None}


def test_measures_count_those_who_answered_only(hub):
    partners = [
        {"id": "A", "name": "A", "readiness": [{"on": "2026-02-01", "ready": "yes"}]},
        {"id": "B", "name": "B", "readiness": [{"on": "2026-02-01", "ready": "no"}]},
        {"id": "C", "name": "C"},
    ]
    asked = [{"on": "2026-02-01", "by": "A", "understood": "yes", "accepted": "yes"}]
    found = {row.name: row for row in scoping.take_measures(hub(partners=partners, acceptances=asked))}
    assert (found["partners_ready"].value, found["partners_ready"].n) == (0.5, 2)
    assert (found["reason_accepted"].value, found["reason_accepted"].n) == (1.0, 1)
    assert found["reason_asked"].value == pytest.approx(1 / 3)
