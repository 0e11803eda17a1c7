"""The JSON Schema that editors complete keys from."""

from __future__ import annotations

import jsonschema
import pytest

from partnerlab.partnership import partnership_schema

LEAST = {"name": "Hub", "purpose": "Reach people", "stage": "scoping"}


@pytest.fixture(scope="module")
def validator():
    schema = partnership_schema()
    jsonschema.Draft202012Validator.check_schema(schema)
    return jsonschema.Draft202012Validator(schema)


@pytest.mark.parametrize(
    "more",
    [
        {},
        {"stage": [{"stage": "scoping", "on": "2025-01-01"}]},
        {"risks": "hub/risks.csv"},
        {"risks": [{"id": "R1", "title": "Late data", "class": "shared"}]},
        {"risks": {"R1": {"title": "Late data"}}},
        {"broker": {"organisation": "DoH", "from": "2025-01-01"}},
        {"reviews": ["2025-01-01"]},
        {"instruments": "hub/tool.yaml"},
        {"instruments": ["hub/tool.yaml", {"id": "card", "title": "Card", "items": {"1": "Trust"}}]},
    ],
)
def test_each_way_of_writing_a_table_is_allowed(validator, more):
    assert list(validator.iter_errors(LEAST | more)) == []


@pytest.mark.parametrize("wrong", [{"partnrs": {}}, {"stage": "dreaming"}, {"risks": {"R1": {"titel": "A"}}}])
def test_what_the_reader_refuses_the_schema_refuses(validator, wrong):
    assert list(validator.iter_errors(LEAST | wrong))


def test_each_key_explains_itself():
    properties = partnership_schema()["properties"]
    assert [name for name, part in properties.items() if "description" not in part] == []
