"""A tool's own file: items, scale, bands and responses are read, and every mistake is told with its line."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

import pytest

from partnerlab.errors import InputError
from partnerlab.partnership import Place, read_partnership

HUB = "name: Hub\npurpose: Reach people\nstage: reviewing\npartners: {A: {name: A}, B: {name: B}}\n"
TOOL = """id: ours
title: Working together
lowest: 1
highest: 5
items:
  trust: We trust each other
  blame: {label: Blame is passed around, reverse: true}
bands:
  - {label: weak, low: 2, high: 6}
  - {label: strong, low: 6, high: 10, above_low: true}
responses: responses.csv
"""
RESPONSES = "on,by,item,value\n2026-06-01,A,trust,4\n2026-06-01,A,blame,\n"


@pytest.fixture
def write(tmp_path: Path):
    def written(tool: str = TOOL, responses: str = RESPONSES, more: str = "instruments: tool.yaml\n") -> Path:
        (tmp_path / "tool.yaml").write_text(tool, encoding="utf-8")
        (tmp_path / "responses.csv").write_text(responses, encoding="utf-8")
        file = tmp_path / "hub.yaml"
        file.write_text(HUB + more, encoding="utf-8")
        return file

    return written


def faults(file: Path) -> list[str]:
    with pytest.raises(InputError) as caught:
        read_partnership(file)
    return [str(fault).replace('instrument "ours": ', "") for fault in caught.value.faults]


def test_a_tool_stands_in_a_file_of_its_own_with_its_responses_in_a_table(write):
    partnership = read_partnership(write())
    (tool,) = partnership.instruments
    assert [(item.id, item.label, item.reverse) for item in tool.items] == [
        ("trust", "We trust each other", False),
        ("blame", "Blame is passed around", True),
    ]
    assert [(row.item, row.value) for row in tool.responses] == [("trust", 4.0), ("blame", None)]
    assert tool.responses[0].place == Place("responses.csv", 2)
    assert [row.file for row in partnership.inputs] == ["hub.yaml", "responses.csv", "tool.yaml"]


def test_totals_may_name_a_tool_of_ones_own(write):
    more = "instruments: [tool.yaml]\nsurveys: [{instrument: ours, on: 2025-06-01, by: A, score: 7}]\n"
    assert read_partnership(write(more=more)).surveys[0].instrument == "ours"


def test_a_missing_file_is_told_where_it_is_named(write):
    assert faults(write(more="instruments: [tool.yml]\n")) == [
        'hub.yaml:5: file "tool.yml" does not exist; paths are relative to the folder of the partnership\'s file'
    ]


def test_all_mistakes_of_a_tool_and_its_responses_are_told_at_once(write):
    tool = TOOL.replace("low: 6, high: 10, above_low: true", "low: 6, high: 9").replace("lowest: 1", "lowest: one")
    responses = "on,by,item,value\n2026-06-01,A,trust,x\n2026-06-01,D,trust,2\n2026-06-01,B,truth,2\n"
    responses += "2026-06-01,B,trust,2\n2026-06-01,B,trust,3\n"
    assert faults(write(tool, responses)) == [
        'responses.csv:2: value: "x" is not a number; write digits only, such as 1200',
        'responses.csv:3: by "D" is not a partner; known are A, B',
        'responses.csv:4: item "truth" is none of its items; they are trust, blame',
        "responses.csv:6: B answers item trust twice on 2026-06-01; keep one row",
        'tool.yaml:3: instruments row 1, lowest: "one" must be a whole number',
        "tool.yaml:10: band strong begins at 6, where weak still holds; let it begin later, or write `above_low: true`",
    ]


@pytest.mark.parametrize(
    ("was", "becomes", "told"),
    [
        ("highest: 5", "highest: 1", "ratings from 1 to 1 are not a scale; highest must be above lowest"),
        ("low: 2, high: 6", "low: 3, high: 6", "bands cover 3 to 10; ratings give 2 to 10: no total may fall outside"),
        ("high: 10,", "high: 9,", "bands cover 2 to 9; ratings give 2 to 10: no total may fall outside"),
        ("low: 2, high: 6", "low: 6, high: 2", "band weak runs from 6 to 2; turn it"),
        ("title:", "fewest: 3\ntitle:", "3 answers are asked for; it has 2 items"),
        ("lowest: 1\n", "", "lowest is missing; add it, or name a supplied tool under `scored_as`"),
        ("title:", "scored_as: vichealth\ntitle:", "lists 2 items; vichealth has 35"),
        ("title:", "scored_as: tcrp-106\ntitle:", "lowest is that of tcrp-106, named under `scored_as`; leave out one"),
        ("id: ours", "id: vichealth", "this id is that of a supplied tool; choose another"),
        ("title:", "scored_as: vic\ntitle:", 'scored_as "vic" is not a supplied'),
    ],
)
def test_a_tool_that_cannot_be_scored_is_refused_with_the_way_out(write, was, becomes, told):
    assert any(told in fault for fault in faults(write(TOOL.replace(was, becomes, 1))))


def test_a_rating_off_the_scale_is_refused_at_its_line(write):
    found = faults(write(responses="on,by,item,value\n2026-06-01,A,trust,6\n"))
    assert found == ["responses.csv:2: 6 is off its scale; ratings run from 1 to 5"]


def test_a_tool_without_items_is_refused(write):
    found = faults(write("id: ours\ntitle: Ours\nscored_as: tcrp-106\n"))
    assert found == ["tool.yaml:1: lists no items; give each an id under `items`, with a label in your own words"]


JUNK = [
    "3",
    "text",
    "[]",
    "{}",
    "[3]",
    "{a: 3}",
    "true",
    "-1",
    "[[1]]",
    "{id: {id: 1}}",
    "[{}]",
    ".inf",
    "a.csv",
    "a.yaml",
]


@pytest.mark.parametrize("junk", JUNK)
@pytest.mark.parametrize(
    "place",
    [
        "instruments: {}",
        "instruments: [{}]",
        "instruments: [{{id: {}, title: T, lowest: 1, highest: 5, items: {{a: A}}}}]",
        "instruments: [{{id: o, title: T, scored_as: {}, fewest: {}, items: {{a: A}}, responses: {}}}]",
        "instruments: [{{id: o, title: T, lowest: {}, highest: {}, items: {}, bands: {}}}]",
        "instruments: [{{id: o, title: T, scored_as: vichealth, items: [{{id: {}}}], responses: [{{item: {}}}]}}]",
        "instruments: [{{id: o, title: T, lowest: 1, highest: 5, items: {{a: A}}, bands: [{{low: {}, high: {}}}]}}]",
    ],
)
def test_whatever_is_typed_is_read_or_told_as_a_fault(write, place, junk):
    file = write(more=place.format(*[junk] * 4) + "\n")
    with suppress(InputError):  # any other error would be ours
        read_partnership(file)
