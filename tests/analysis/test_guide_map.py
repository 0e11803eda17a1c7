"""The map of the guide is whole: each line has rules or a reason, and what it names is there."""

from __future__ import annotations

import pytest

from file_keys import is_key
from partnerlab import guide
from partnerlab.analysis.guide_map import MappedLine, lines_at, map_guide, other_rules, read_entries
from partnerlab.analysis.rulebook import read_rules
from partnerlab.analysis.stage_asks import ANSWERED_BY

LINES = map_guide()


@pytest.mark.parametrize("row", LINES, ids=lambda row: row.line.id)
def test_no_line_is_empty_without_a_written_reason(row: MappedLine):
    assert bool(row.rules) != bool(row.reason)


@pytest.mark.parametrize("row", LINES, ids=lambda row: row.line.id)
def test_a_line_that_rules_check_says_where_the_file_answers_it(row: MappedLine):
    assert bool(row.fields) or not row.rules


@pytest.mark.parametrize("stage", guide.stages(), ids=lambda row: row.id)
def test_what_is_said_of_a_stage_is_checked_by_rules_that_answer_what_the_stage_asks(stage):
    answering = {code for codes in ANSWERED_BY[stage.id] for code in codes}
    row = next(row for row in LINES if row.line.id == stage.id)
    assert {rule.code for rule in row.rules} <= answering
    assert row.rules


def test_every_line_of_the_guide_is_on_the_map_once():
    assert [row.line.id for row in LINES] == list(guide.lines().ids)


def test_every_row_of_the_map_is_for_a_line():
    assert [row.pattern for row in read_entries() if not any(map(row.is_for, guide.lines()))] == []


def test_every_rule_on_the_map_is_in_use():
    known = {rule.code for rule in read_rules()}
    assert sorted({code for row in read_entries() for code in row.rules} - known) == []


def test_every_field_on_the_map_is_one_of_a_partnerships_file():
    fields = {field for row in read_entries() for field in row.fields if ":" not in field}
    assert not is_key("practices.nothing")
    assert sorted(field for field in fields if not is_key(field)) == []


def test_every_practice_is_on_the_map_under_its_own_place():
    found = {
        field.removeprefix("practices:"): row.line.paragraph
        for row in LINES
        for field in row.fields
        if field.startswith("practices:")
    }
    assert sorted(found) == sorted(guide.practices().ids)


def test_a_rule_that_cites_a_place_stands_there_with_a_line_or_beside_it():
    assert [rule.code for rule in other_rules("¶1.1")] == ["SC402"]
    codes = {rule.code for rule in other_rules("¶2.12")} | {r.code for row in lines_at("¶2.12") for r in row.rules}
    assert {rule.code for rule in read_rules() if "¶2.12" in guide.cited(rule.paragraph).ids} <= codes
