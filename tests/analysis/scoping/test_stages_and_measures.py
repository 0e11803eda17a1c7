"""What rules ask of a partnership that answers nothing, and the numbers left for machines."""

from __future__ import annotations

import pytest

from partnerlab.analysis import scoping
from partnerlab.analysis.catalogue import rules_in
from partnerlab.guide import paragraph, stages

COVERS = ("partnerlab.analysis.scoping.measures",)


def test_there_are_more_than_fifteen_rules_each_with_help_a_reason_and_a_known_paragraph():
    rows = rules_in(scoping.rules)
    assert len(rows) >= 15
    assert len({row.code for row in rows}) == len(rows)
    for row in rows:
        assert row.help_text
        assert row.why
        assert row.question.endswith("?")
        assert paragraph(row.paragraph)


SILENT = {f"SC{number}" for number in (811, 812, 813, 814, 815, 816, 817, 821, 823)}
"""Rules on when something was done, or on a programme: of what is not recorded at all another rule tells."""


@pytest.mark.parametrize("name", ["scoping", "building", "planning", "implementing", "ending"])
def test_every_rule_says_something_of_a_partnership_that_answers_nothing(hub, name):
    bare = hub(name, members="", as_at=None)
    for row in rules_in(scoping.rules):
        found = [finding.severity.value for finding in row.findings(bare)]
        assert found or not _reached(row.stage, name) or row.code in SILENT


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
