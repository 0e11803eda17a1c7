"""From a file to a partnership: every value checked, every fault named with its line, nothing half read."""

from __future__ import annotations

import difflib
import json
import math
import types
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from pathlib import Path
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from pydantic import ValidationError

from partnerlab.errors import Fault, InputError
from partnerlab.partnership import sources
from partnerlab.partnership.explanations import explain
from partnerlab.partnership.instruments import find_instrument_faults
from partnerlab.partnership.partnership import Input, Partnership
from partnerlab.partnership.records import Place, Record, RecordType, Refers
from partnerlab.partnership.references import find_reference_faults
from partnerlab.partnership.sources import Folder, Mapping, Node, Scalar, Sequence

Location = tuple[str | int, ...]


def read_partnership(file: str | Path, *, as_at: str | date | None = None, redact: bool = False) -> Partnership:
    r"""Read one partnership's file and the tables it names.

    Parameters
    ----------
    file
        Path of the YAML file, here or, as a path of universal_pathlib, elsewhere. Tables that it names lie below
        its folder.
    as_at
        The date on which to see the partnership, as a date or `YYYY-MM-DD`; None or empty for the
        newest date in the data.
    redact
        Whether to leave out people's names, contact details and free-text notes.

    Returns
    -------
    Partnership
        The partnership as it stood on that date; `.whole` holds everything the file says.

    Raises
    ------
    InputError
        With every fault of the file and its tables: file, line, value, rule and way out.

    Examples
    --------
    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     path = Path(folder, "hub.yaml")
    ...     _ = path.write_text("name: Hub\npurpose: Reach people early\nstage: scoping\n", encoding="utf-8")
    ...     read_partnership(path).name
    'Hub'
    """
    path = Path(file) if isinstance(file, str) else file
    day = _day(as_at)
    folder = Folder(path.parent)
    root = sources.read_yaml(folder, path.name)
    if root is None:
        raise InputError(folder.faults)
    whole = _validate(folder, root).read_from(
        path.stem, (Input(name, sha) for name, sha in sorted(folder.inputs.items()))
    )
    shared = whole.redacted() if redact else whole
    seen_at = day or whole.newest_date()
    return shared.at(seen_at) if seen_at else shared


def _day(as_at: str | date | None) -> date | None:
    if not as_at or isinstance(as_at, date):
        return as_at or None
    try:
        return date.fromisoformat(as_at)
    except ValueError:
        raise InputError(
            [Fault("as_at", 0, f'"{as_at}" is not a date; write YYYY-MM-DD, such as 2026-03-31')]
        ) from None


def _validate(folder: Folder, root: Mapping) -> Partnership:
    shaper = _Shaper(folder)
    data = shaper.record(root, Partnership, ())
    faults = list(folder.faults)
    try:
        whole = Partnership.model_validate_json(json.dumps(data), strict=True)
    except ValidationError as error:
        whole = None
        faults += [
            Fault(place.file, place.line, explain(detail))
            for detail in error.errors(include_url=False)
            if detail["type"] != "extra_forbidden"
            for place in [shaper.place_of(detail["loc"])]
        ]
    faults += find_reference_faults(data, shaper.references, shaper.place_of)
    faults += find_instrument_faults(data, shaper.place_of)
    if faults or whole is None:
        raise InputError(faults)
    return _placed(whole, shaper, ())


def _placed(record: RecordType, shaper: _Shaper, at: Location) -> RecordType:
    """Tell every part of a record that has just been made where it was written; return the record."""
    for name, model_field in type(record).model_fields.items():
        value = getattr(record, name)
        here = (*at, model_field.alias or name)
        if isinstance(value, Record):
            _placed(value, shaper, here)
        elif isinstance(value, tuple) and value and isinstance(value[0], Record):
            for number, row in enumerate(value):
                _placed(row, shaper, (*here, number))
    record._place = shaper.place_of(at)
    return record


@dataclass
class _Shaper:
    """Gives typed nodes the shape of the records, following the records' own annotations."""

    folder: Folder
    places: dict[Location, Place] = field(default_factory=dict)
    references: list[tuple[Location, Refers, str]] = field(default_factory=list)

    def place_of(self, location: tuple[Any, ...]) -> Place:
        """Return the place of a location, or of the nearest part around it."""
        for length in range(len(location), -1, -1):
            if location[:length] in self.places:
                return self.places[location[:length]]
        return Place()

    def record(self, node: Node, model: type[Record], at: Location) -> Any:
        self.places[at] = node.place
        if not isinstance(node, Mapping):
            return self.shorthand(node, model, at)
        fields = _annotations(model)
        shaped: dict[str, Any] = {}
        for key, value in node.items.items():
            here = (*at, key)
            self.places[here] = node.keys.get(key, value.place)
            if key in fields:
                shaped[key] = self.value(value, fields[key], here)
        for key, place in node.keys.items():
            if key not in fields:
                alone = key not in node.items
                way_out = "quote the text before it when this is part of it" if alone else _did_you_mean(key, fields)
                self.folder.note(place, f'"{key}" is not known here; {way_out}')
        return shaped

    def shorthand(self, node: Node, model: type[Record], at: Location) -> Any:
        if isinstance(node, Scalar) and model.shorthand:
            annotation = _annotation(model.model_fields[model.shorthand])
            return {model.shorthand: self.value(node, annotation, (*at, model.shorthand))}
        return self.value(node, Any, at)

    def value(self, node: Node, annotation: Any, at: Location) -> Any:
        self.places.setdefault(at, node.place)
        kind = _unwrap(annotation)
        row = _row_model(kind)
        if row is not None:
            return self.rows(node, row, at)
        if isinstance(kind, type) and issubclass(kind, Record):
            return self.record(node, kind, at)
        if isinstance(node, Sequence) or (isinstance(node, Scalar) and node.cell and get_origin(kind) is tuple):
            inner = get_args(kind)[0] if get_origin(kind) is tuple else Any
            return [self.value(item, inner, (*at, number)) for number, item in enumerate(_items(node))]
        if isinstance(node, Mapping):
            inner = get_args(kind)[1] if get_origin(kind) is dict else Any
            return {key: self.value(item, inner, (*at, key)) for key, item in node.items.items()}
        if get_origin(kind) is tuple:
            return [self.value(node, get_args(kind)[0], (*at, 0))]
        self.references += [(at, mark, node.text) for mark in _marks(annotation) if isinstance(mark, Refers)]
        return _plain_value(node, kind)

    def rows(self, node: Node, model: type[Record], at: Location) -> Any:
        table = self.table(node, model)
        if table is None:
            return []
        self.places[at] = table.place if isinstance(node, Scalar) and not model.shorthand else node.place
        opened = [row for item in table.items if (row := self.opened(item, model)) is not None]
        shaped = [self.record(item, model, (*at, number)) for number, item in enumerate(opened)]
        self.doubled(shaped, model, at)
        return shaped

    def table(self, node: Node, model: type[Record]) -> Sequence | None:
        """Return rows given as a list, a mapping from id, a single row, or the name of a file."""
        if isinstance(node, Sequence):
            return node
        if isinstance(node, Scalar):
            if node.text.lower().endswith(".csv"):
                return sources.read_csv(self.folder, node.text, named_at=node.place)
            return Sequence((node,), node.place)
        if "id" not in model.model_fields or "id" in node.items:
            return Sequence((node,), node.place)
        named = (_with_id(key, item, node, model.shorthand) for key, item in node.items.items())
        return Sequence(tuple(named), node.place)

    def opened(self, node: Node, model: type[Record]) -> Node | None:
        """Return the row that stands in a YAML file of its own, where a file is named; None when it cannot be read."""
        if isinstance(node, Scalar) and model.own_file and node.text.lower().endswith((".yaml", ".yml")):
            return sources.read_yaml(self.folder, node.text, named_at=node.place)
        return node

    def doubled(self, shaped: list[Any], model: type[Record], at: Location) -> None:
        if "id" not in model.model_fields or model.__name__ == "Clause":
            return
        seen: dict[str, Place] = {}
        for number, row in enumerate(shaped):
            row_id = row.get("id") if isinstance(row, dict) else None
            place = self.place_of((*at, number))
            if not isinstance(row_id, str):
                continue  # missing or no text, which validation tells
            if row_id in seen:
                self.folder.note(place, f'id "{row_id}" is also used at {seen[row_id]}; ids are unique in a table')
            else:
                seen[row_id] = place


def _with_id(key: str, item: Node, table: Mapping, shorthand: str) -> Node:
    place = table.keys[key]
    id_node = Scalar(key, place)
    if isinstance(item, Scalar) and shorthand:
        item = Mapping({shorthand: item}, item.place, {shorthand: item.place})
    if not isinstance(item, Mapping):
        return item
    return Mapping({"id": id_node, **item.items}, place, {"id": place, **item.keys})


def _items(node: Node) -> Iterator[Node]:
    if isinstance(node, Sequence):
        yield from node.items
    elif isinstance(node, Scalar):
        for text in node.text.split(";"):
            if text.strip():
                yield Scalar(text.strip(), node.place, cell=True)


@cache
def _annotations(model: type[Record]) -> dict[str, Any]:
    """Type of each field, with its marks, by the name under which it stands in a file."""
    return {info.alias or name: _annotation(info) for name, info in model.model_fields.items()}


def _annotation(field_info: Any) -> Any:
    if field_info.metadata:
        return Annotated[(field_info.annotation, *field_info.metadata)]
    return field_info.annotation


@cache
def _unwrap(annotation: Any) -> Any:
    """Return a type without its marks and without None."""
    if get_origin(annotation) is Annotated:
        return _unwrap(get_args(annotation)[0])
    if get_origin(annotation) in {Union, types.UnionType}:
        choices = [choice for choice in get_args(annotation) if choice is not type(None)]
        return _unwrap(choices[0]) if len(choices) == 1 else annotation
    return annotation


@cache
def _marks(annotation: Any) -> tuple[Any, ...]:
    if get_origin(annotation) is Annotated:
        inner, *marks = get_args(annotation)
        return (*marks, *_marks(inner))
    if get_origin(annotation) in {Union, types.UnionType}:
        return tuple(mark for choice in get_args(annotation) for mark in _marks(choice))
    return ()


@cache
def _row_model(kind: Any) -> type[Record] | None:
    if get_origin(kind) is tuple:
        inner = _unwrap(get_args(kind)[0])
        if isinstance(inner, type) and issubclass(inner, Record):
            return inner
    return None


def _plain_value(node: Scalar, kind: Any) -> Any:
    """Return a scalar as the JSON value that its field asks for; the text itself when it is not one."""
    text = node.text
    if not (node.plain or node.cell) or kind is str or get_origin(kind) is Literal:
        return text
    if kind is bool and text.lower() in {"true", "false"}:
        return text.lower() == "true"
    if kind in {int, float}:
        try:
            number = float(text)
        except ValueError:
            return text
        if math.isfinite(number):
            return int(text) if text.lstrip("+-").isdigit() else number
    return text


def _did_you_mean(key: str, known: dict[str, Any]) -> str:
    close = difflib.get_close_matches(key, known, n=1, cutoff=0.6)
    names = ", ".join(sorted(known))
    return f'did you mean "{close[0]}"?' if close else f"known are {names}"
