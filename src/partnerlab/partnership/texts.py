"""The texts of a record that are its users' own: names, titles, notes; no translation touches them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from typing import Any

from pydantic import BaseModel

from partnerlab.partnership.partnership import Partnership


def list_own_texts(partnership: Partnership) -> frozenset[str]:
    """List every text of a record, but for the words among which a field lets one choose.

    Examples
    --------
    >>> hub = Partnership(name="Hub", purpose="Reach people early", stage=[{"stage": "scoping"}])
    >>> sorted(list_own_texts(hub))
    ['Hub', 'Reach people early']
    """
    return frozenset(_walk(partnership)) - frozenset(_list_choices(Partnership.model_json_schema()))


def _walk(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, BaseModel):
        for name in value.model_fields_set:  # what nobody wrote is nobody's own
            yield from _walk(getattr(value, name))
    elif isinstance(value, Mapping):
        for key, each in value.items():
            yield from (*_walk(key), *_walk(each))
    elif isinstance(value, list | tuple | set | frozenset):
        for each in value:
            yield from _walk(each)
    elif is_dataclass(value):
        for field in fields(value):
            yield from _walk(getattr(value, field.name))


def _list_choices(schema: Any) -> Iterator[str]:
    """List the words that a schema gives a field to choose from."""
    if isinstance(schema, Mapping):
        words = [*schema.get("enum", ()), schema.get("const")]
        yield from (word for word in words if isinstance(word, str))
        for each in schema.values():
            yield from _list_choices(each)
    elif isinstance(schema, list):
        for each in schema:
            yield from _list_choices(each)
