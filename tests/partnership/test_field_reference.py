"""Each field is told in plain words with an example that the file would take, and the page kept is up to date."""

from __future__ import annotations

from typing import Annotated

import pytest
from pydantic import TypeAdapter

from partnerlab.partnership.columns import Column, read_value
from partnerlab.partnership.field_reference import Section, example_of, field_reference, sections
from partnerlab.partnership.partnership import Partnership
from partnerlab.partnership.records import Record
from samples import ROOT

FIELDS = [(section, column) for section in sections() for column in section.columns]


def field_of(record: type[Record], name: str) -> Annotated:
    """The type that a field asks for, marks included; that of a record within the row for a name with a dot."""
    outer, _, inner = name.partition(".")
    field = next(field for own, field in record.model_fields.items() if outer in {own, field.alias})
    if inner:
        within = next(part for part in getattr(field.annotation, "__args__", ()) if hasattr(part, "model_fields"))
        return field_of(within, inner)
    return Annotated[(field.annotation, *field.metadata)] if field.metadata else field.annotation


@pytest.mark.parametrize(("section", "column"), FIELDS, ids=lambda part: getattr(part, "name", ""))
def test_each_field_has_words_and_an_example_that_the_file_takes(section: Section, column: Column):
    assert column.help
    example = example_of(section.name, column)
    assert example is not None, "give it one in src/partnerlab/partnership/examples.toml"
    TypeAdapter(field_of(section.record, column.name)).validate_python(read_value(column, example))


def test_each_part_of_the_file_is_told_once():
    names = [section.name for section in sections()]
    told = [*names[1:], *(column.name for column in sections()[0].columns)]
    assert len(told) == len(set(told))
    keys = {field.alias or name for name, field in Partnership.model_fields.items()}
    assert keys - {"note", "source"} == {name.partition(".")[0] for name in told}


def test_the_page_that_is_kept_is_up_to_date():
    kept = (ROOT / "docs" / "fields.md").read_text(encoding="utf-8")
    assert kept == field_reference(), "write it anew: partnerlab schema --format markdown -o docs/fields.md"
