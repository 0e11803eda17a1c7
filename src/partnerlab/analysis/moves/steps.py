"""What is written into a record when a decision is taken: a value set, or a row added, at a path as files have it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, Literal, get_args

from pydantic import TypeAdapter

from partnerlab.partnership import Partnership, Record


@dataclass(frozen=True)
class Step:
    """One change of a record."""

    verb: Literal["set", "add"]
    """`set` a value, or `add` a row to a table."""
    path: str
    """Names as in the file, ids of rows, or numbers of rows counted from 1: `partners.Council.reporting_terms`. It is
    what `partnerlab set` and `partnerlab add` take."""
    value: Any
    """The value, or the row's values by name."""


def take_steps(partnership: Partnership, steps: Iterable[Step]) -> Partnership:
    """Return the partnership as its record would stand with the changes, seen at the same date; no file is touched.

    Examples
    --------
    >>> hub = Partnership(name="Hub", purpose="Reach people", stage=[{"stage": "planning"}],
    ...     partners=[{"id": "A", "name": "Alpha"}])
    >>> hub = take_steps(hub, [Step("set", "partners.A.reporting_terms", "yes"),
    ...                        Step("add", "risks", {"id": "R1", "title": "Delay"})])
    >>> hub.partners[0].reporting_terms, hub.risks[0].title
    ('yes', 'Delay')
    """
    whole: Record = partnership.whole
    listed = list(steps)
    for step in listed:
        whole = _changed(whole, step.path.split("."), step)
    return partnership.replace(**{name: getattr(whole, name) for name in sorted(fields_of(listed))})


def fields_of(steps: Iterable[Step]) -> set[str]:
    """Return the partnership's fields that steps change.

    Examples
    --------
    >>> fields_of([Step("set", "partners.A.reporting_terms", "yes")])
    {'partners'}
    """
    return {_name_of(Partnership, step.path.split(".")[0]) for step in steps}


def _changed(record: Record, path: Sequence[str], step: Step) -> Record:
    name = _name_of(type(record), path[0])
    held: Any = getattr(record, name)
    if len(path) == 1:
        adapter = _adapter(type(record), name, step.verb == "add")
        value = adapter.validate_python(step.value)
        return record.model_copy(update={name: (*held, value) if step.verb == "add" else value})
    if isinstance(held, tuple):
        at = _row(held, path[1])
        held = (*held[:at], _changed(held[at], path[2:], step), *held[at + 1 :])
    else:
        held = _changed(held, path[1:], step)
    return record.model_copy(update={name: held})


def _row(rows: Sequence[Any], name: str) -> int:
    ids = [getattr(row, "id", None) for row in rows]
    return ids.index(name) if name in ids else int(name) - 1


@cache
def _adapter(record: type[Record], name: str, rows: bool) -> TypeAdapter[Any]:
    annotation: Any = record.model_fields[name].annotation
    return TypeAdapter(get_args(annotation)[0] if rows else annotation)


def _name_of(record: type[Record], word: str) -> str:
    """Return the field that a file calls by a word, such as `start` for `from`."""
    return next(name for name, field in record.model_fields.items() if word in (field.alias, name))
