"""From a file to a partnership: every value checked, every fault named with its line, nothing half read."""

from __future__ import annotations

import difflib
import json
import math
import types
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from pathlib import Path
from typing import Annotated, Any, Union, get_args, get_origin

from pydantic import ValidationError

from partnerlab.errors import Fault, InputError
from partnerlab.partnership import sources
from partnerlab.partnership.explanations import explain
from partnerlab.partnership.instruments import find_instrument_faults
from partnerlab.partnership.partnership import Input, Partnership
from partnerlab.partnership.records import Place, Record, RecordType, Refers, nested_fields
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
    for name, key in _nested(type(record)):
        value = getattr(record, name)
        here = (*at, key)
        if isinstance(value, Record):
            _placed(value, shaper, here)
        elif value:
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
        fields = _plans(model)
        shaped: dict[str, Any] = {}
        for key, value in node.items.items():
            here = (*at, key)
            if (place := node.keys[key]) is not node.place:  # else the row's own place holds for it
                self.places[here] = place
            if key in fields:
                shaped[key] = self.value(value, fields[key], here)
        for key, place in node.keys.items():
            if key not in fields:
                alone = key not in node.items
                way_out = "quote the text before it when this is part of it" if alone else _did_you_mean(key, fields)
                self.folder.note(place, f'"{key}" is not known here; {way_out}')
        return shaped

    def shorthand(self, node: Node, model: type[Record], at: Location) -> Any:
        if isinstance(node, Scalar) and (name := model.shorthand):
            return {name: self.value(node, _plans(model)[name], (*at, name))}
        return self.value(node, _ANYTHING, at)

    def value(self, node: Node, plan: _Plan, at: Location) -> Any:
        if plan.rows is not None:
            return self.rows(node, plan.rows, at)
        if plan.record is not None:
            return self.record(node, plan.record, at)
        if isinstance(node, Mapping):
            inner = plan.named or _ANYTHING
            return {key: self.part(item, inner, (*at, key)) for key, item in node.items.items()}
        if isinstance(node, Sequence) or plan.item is not None:
            inner = plan.item or _ANYTHING
            return [self.part(item, inner, (*at, number)) for number, item in enumerate(_items(node))]
        for mark in plan.refers:
            self.references.append((at, mark, node.text))
        return plan.read(node.text) if node.plain or node.cell else node.text

    def part(self, node: Node, plan: _Plan, at: Location) -> Any:
        self.places[at] = node.place
        return self.value(node, plan, at)

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
        seen: dict[str, int] = {}
        for number, row in enumerate(shaped):
            row_id = row.get("id") if isinstance(row, dict) else None
            if not isinstance(row_id, str):
                continue  # missing or no text, which validation tells
            first = seen.setdefault(row_id, number)
            if first != number:
                here, there = self.place_of((*at, number)), self.place_of((*at, first))
                self.folder.note(here, f'id "{row_id}" is also used at {there}; ids are unique in a table')


def _with_id(key: str, item: Node, table: Mapping, shorthand: str) -> Node:
    place = table.keys[key]
    id_node = Scalar(key, place)
    if isinstance(item, Scalar) and shorthand:
        item = Mapping({shorthand: item}, item.place, {shorthand: item.place})
    if not isinstance(item, Mapping):
        return item
    return Mapping({"id": id_node, **item.items}, place, {"id": place, **item.keys})


def _items(node: Node) -> Iterable[Node]:
    """Return the parts of a list, of a table's cell with semicolons, or the one value that stands for a list of one."""
    if isinstance(node, Sequence):
        return node.items
    if isinstance(node, Scalar) and node.cell:
        return [Scalar(text.strip(), node.place, cell=True) for text in node.text.split(";") if text.strip()]
    return [node]


@dataclass(frozen=True)
class _Plan:
    """What a type asks of a value, worked out once for all values; by default a value of any shape, as typed."""

    record: type[Record] | None = None
    """The record that it is."""
    rows: type[Record] | None = None
    """The record that each row of a table is."""
    item: _Plan | None = None
    """What each item of a list is."""
    named: _Plan | None = None
    """What each value of a mapping is."""
    refers: tuple[Refers, ...] = ()
    """The tables of which it is an id."""
    read: Callable[[str], Any] = str
    """Turns unquoted text into the JSON value that it stands for; into the same text when it is none."""


_ANYTHING = _Plan()


@cache
def _plans(model: type[Record]) -> dict[str, _Plan]:
    """Plan of each field, by the name under which it stands in a file."""
    return {info.alias or name: _plan(_annotation(info)) for name, info in model.model_fields.items()}


@cache
def _nested(model: type[Record]) -> tuple[tuple[str, str], ...]:
    """Name of each field that holds records, and the name under which it stands in a file."""
    return tuple((name, model.model_fields[name].alias or name) for name in nested_fields(model))


def _plan(annotation: Any) -> _Plan:
    kind = _unwrap(annotation)
    origin, inner = get_origin(kind), get_args(kind)
    item = _plan(inner[0]) if origin is tuple else None
    return _Plan(
        record=kind if isinstance(kind, type) and issubclass(kind, Record) else None,
        rows=item.record if item else None,
        item=item,
        named=_plan(inner[1]) if origin is dict else None,
        refers=tuple(mark for mark in _marks(annotation) if isinstance(mark, Refers)),
        read=_READ.get(kind, str),
    )


def _annotation(field_info: Any) -> Any:
    if field_info.metadata:
        return Annotated[(field_info.annotation, *field_info.metadata)]
    return field_info.annotation


def _unwrap(annotation: Any) -> Any:
    """Return a type without its marks and without None."""
    if get_origin(annotation) is Annotated:
        return _unwrap(get_args(annotation)[0])
    if get_origin(annotation) in {Union, types.UnionType}:
        choices = [choice for choice in get_args(annotation) if choice is not type(None)]
        return _unwrap(choices[0]) if len(choices) == 1 else annotation
    return annotation


def _marks(annotation: Any) -> tuple[Any, ...]:
    if get_origin(annotation) is Annotated:
        inner, *marks = get_args(annotation)
        return (*marks, *_marks(inner))
    if get_origin(annotation) in {Union, types.UnionType}:
        return tuple(mark for choice in get_args(annotation) for mark in _marks(choice))
    return ()


def _truth(text: str) -> bool | str:
    return text.lower() == "true" if text.lower() in {"true", "false"} else text


def _number(text: str) -> float | str:
    try:
        number = float(text)
    except ValueError:
        return text
    if not math.isfinite(number):
        return text
    return int(text) if text.lstrip("+-").isdigit() else number


_READ: dict[Any, Callable[[str], Any]] = {bool: _truth, int: _number, float: _number}
"""How unquoted text is read, by type; the text of any other type is validated as it stands."""


def _did_you_mean(key: str, known: Iterable[str]) -> str:
    close = difflib.get_close_matches(key, known, n=1, cutoff=0.6)
    names = ", ".join(sorted(known))
    return f'did you mean "{close[0]}"?' if close else f"known are {names}"
