"""Names struck out of a record: of whatever words were typed into it, at any depth."""

from __future__ import annotations

import types
from collections.abc import Iterator
from functools import cache
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from partnerlab.errors import Fault, InputError
from partnerlab.names import Names
from partnerlab.partnership.records import Place, Record, RecordType


def strike(record: RecordType, names: Names) -> RecordType:
    """Return a record with each name struck out of whatever words were typed.

    Raises
    ------
    InputError
        If two ids would become one.

    Examples
    --------
    >>> from partnerlab.partnership.risks import Risk
    >>> strike(Risk(id="R1", title="Ann Lee's post is vacant"), Names(("Ann Lee",))).title
    "[name 1]'s post is vacant"
    """
    if not (names.listed or names.people):
        return record
    changes: dict[str, Any] = {}
    for name in _typed(type(record)):
        value = getattr(record, name)
        changed = _struck(value, names)
        if changed != value:
            changes[name] = changed
    return record.model_copy(update=changes) if changes else record


def _struck(value: Any, names: Names) -> Any:
    if isinstance(value, str):
        return names.strike(value)
    if isinstance(value, Record):
        return strike(value, names)
    if isinstance(value, tuple):
        changed = tuple(_struck(part, names) for part in value)
        _refuse_one_id_for_two(value, changed)
        return changed
    if isinstance(value, dict):
        return {_struck(key, names): _struck(part, names) for key, part in value.items()}
    return value


def _refuse_one_id_for_two(before: tuple[Any, ...], after: tuple[Any, ...]) -> None:
    first: dict[str, str] = {}
    for old, new in zip(before, after, strict=True):
        if (identity := getattr(old, "id", None)) is not None and first.setdefault(new.id, identity) != identity:
            told = f"would have the id of another once names are struck out, {new.id}; give it an id without a name"
            raise InputError([Fault(old.place.file, old.place.line, told)])


@cache
def _typed(model: type[Record]) -> tuple[str, ...]:
    """Names of the fields whose values may hold words that somebody typed, at any depth."""
    return tuple(name for name, field in model.model_fields.items() if _takes_words(field.annotation))


def _takes_words(annotation: Any) -> bool:
    origin = get_origin(annotation)
    if origin is Literal:
        return False
    if origin is Annotated:
        return _takes_words(get_args(annotation)[0])
    if origin in {Union, types.UnionType, tuple, dict}:
        return any(map(_takes_words, get_args(annotation)))
    return annotation is str or (isinstance(annotation, type) and issubclass(annotation, Record))


def texts_of(record: Record) -> Iterator[tuple[Place, str, str]]:
    """Yield place, field and text of whatever was typed in words, in the order of the record."""
    for name in _typed(type(record)):
        yield from _texts_in(getattr(record, name), record.place, name)


def _texts_in(value: Any, place: Place, name: str) -> Iterator[tuple[Place, str, str]]:
    if isinstance(value, str):
        yield place, name, value
    elif isinstance(value, Record):
        yield from texts_of(value)
    elif isinstance(value, tuple | dict):
        for part in value:
            yield from _texts_in(part, place, name)
