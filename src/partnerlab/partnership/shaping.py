"""Typed values given the shape of the records: what each field asks for, worked out once from its annotation."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cache
from typing import Any, get_args, get_origin

from partnerlab.characters import is_blank, look_of, says_nothing
from partnerlab.partnership.columns import annotation_of, bare_type, marks_of, record_type
from partnerlab.partnership.csv_files import read_csv
from partnerlab.partnership.hints import way_out
from partnerlab.partnership.nodes import Mapping, Node, Scalar, Sequence
from partnerlab.partnership.records import AsItStands, Place, Record, Refers
from partnerlab.partnership.sheet_files import names_sheet, read_sheet
from partnerlab.partnership.sources import Folder
from partnerlab.partnership.yaml_files import read_yaml

MOST_HINTS = 200
"""For how many unknown names the nearest known one is sought, which takes time."""

LONGEST_SHOWN = 60
"""Characters of a value that a fault shows."""

LARGEST_NUMBER = 1e15
"""Largest number that is read: up to it floating point tells whole numbers apart, and sums and squares stay finite."""

FIRST_YEAR, LAST_YEAR = 1801, 2199
"""Years of which dates and periods are read, and months before them counted."""

Location = tuple[str | int, ...]
"""Names and numbers that lead from the file to a value."""


@dataclass
class Shaper:
    """Gives typed nodes the shape of the records, following the records' own annotations."""

    folder: Folder
    """Where tables are read from, and what is wrong is noted."""
    places: dict[Location, Place] = field(default_factory=dict)
    """Where each part stands; a part that is not there stands where the nearest part around it does."""
    references: list[tuple[Location, Refers, str]] = field(default_factory=list)
    """What names a row of another table: where it stands, which tables, and the id."""
    nodes: dict[Location, Node] = field(default_factory=dict)
    """What was typed at each location; for a table, what was typed in its place, such as the name of a CSV file."""
    hints: int = 0
    told: set[Location] = field(default_factory=set)
    """What cannot be read, which has been said."""
    unread: set[str] = field(default_factory=set)
    """Tables of the partnership of which not even the rows' ids are known, since what holds them cannot be read."""
    _opened_at: dict[str, Place] = field(default_factory=dict)

    def place_of(self, location: tuple[Any, ...]) -> Place:
        """Return the place of a location, or of the nearest part around it."""
        for length in range(len(location), -1, -1):
            if location[:length] in self.places:
                return self.places[location[:length]]
        return Place()

    def record(self, node: Node, model: type[Record], at: Location) -> Any:
        """Return what the node holds as JSON values in the shape of a record, noting what is not known there."""
        self.places[at], self.nodes[at] = node.place, node
        if not isinstance(node, Mapping):
            return self._shorthand(node, model, at)
        fields = plans(model)
        shaped: dict[str, Any] = {}
        for key, value in node.items.items():
            here = (*at, key)
            if key in fields and fields[key].is_needed and isinstance(value, Scalar) and value.text:
                self._note_unsaid(key, value, node, model, at)
            if (place := node.keys[key]) is not node.place:  # else the row's own place holds for it
                self.places[here] = place
            if key in fields and fields[key].may_be_open and isinstance(value, Scalar) and says_nothing(value.text):
                self.nodes[here], shaped[key] = value, None
            elif key in fields:
                shaped[key] = self._value(value, fields[key], here)
        for key, place in node.keys.items():
            if key not in fields:
                alone = key not in node.items
                way_out = APART if alone else self._way_out(key, model)
                self.folder.note(place, f'"{key[:LONGEST_SHOWN]}" is not known here; {way_out}')
        return shaped

    def _note_unsaid(self, key: str, value: Scalar, node: Mapping, model: type[Record], at: Location) -> None:
        """Note a needed text that is blank, or that only holds a place where nothing else asks for it."""
        if is_blank(value.text):
            self.folder.note(value.place, f"{key} is blank; fill it in")
            return
        plan, person = plans(model)[key], node.items.get("name")
        named = isinstance(person, Scalar) and not says_nothing(person.text)
        if not says_nothing(value.text) or plan.as_it_stands or (key == model.named_by and not named):
            return
        way_out = "write it, or leave the row out until it is known" if at else "write it, or a working title"
        if key == model.named_by:
            way_out = "write it for the person who is named here"
        self.folder.note(value.place, f'{key}: "{value.text[:LONGEST_SHOWN]}" only holds a place; {way_out}')

    def _way_out(self, key: str, model: type[Record]) -> str:
        """Return what somebody may have meant by a name: one that is known there or, if that is nearer, elsewhere."""
        self.hints += 1
        if self.hints > MOST_HINTS:
            return "take it out, or write a name that is known"
        if key != key.strip():
            return "it begins or ends with a space that YAML does not take for one; type an ordinary space"
        return way_out(key, sorted(plans(model)))

    def _shorthand(self, node: Node, model: type[Record], at: Location) -> Any:
        if isinstance(node, Scalar) and (name := model.shorthand):
            return {name: self._value(node, plans(model)[name], (*at, name))}
        return self._value(node, ANYTHING, at)

    def _value(self, node: Node, plan: Plan, at: Location) -> Any:
        self.nodes[at] = node
        if plan.rows is not None:
            return self._rows(node, plan.rows, at)
        if plan.record is not None:
            return self.record(node, plan.record, at)
        if isinstance(node, Mapping):
            inner = plan.named or ANYTHING
            self.references += [(at, mark, key) for mark in plan.names for key in node.items]
            return {key: self._part(item, inner, (*at, key)) for key, item in node.items.items()}
        if isinstance(node, Sequence) or plan.item is not None:
            inner = plan.item or ANYTHING
            return [self._part(item, inner, (*at, number)) for number, item in enumerate(self._items(node))]
        return self._leaf(node, plan, at)

    def _items(self, node: Node) -> Iterable[Node]:
        """Return the parts of a list, of a cell with semicolons, or the one value that stands for a list of one."""
        if isinstance(node, Sequence):
            return node.items
        if isinstance(node, Scalar) and node.cell:
            self.folder.count(node.text.count(";"), node.place)
            return [Scalar(text.strip(), node.place, cell=True) for text in node.text.split(";") if text.strip()]
        return [node]

    def _leaf(self, node: Scalar, plan: Plan, at: Location) -> Any:
        if node.told:
            self.told.add(at)
            return node.text
        for mark in plan.refers:
            self.references.append((at, mark, node.text))
        value = plan.read(node.text) if node.plain or node.cell else node.text
        if (plan.is_day or plan.read is _number) and (problem := _off_range(value, node.text, is_day=plan.is_day)):
            self.told.add(at)
            self.folder.note(node.place, f'{at[-1]}: "{node.text[:LONGEST_SHOWN]}" {problem}')
        return value

    def _part(self, node: Node, plan: Plan, at: Location) -> Any:
        self.places[at] = node.place
        return self._value(node, plan, at)

    def _rows(self, node: Node, model: type[Record], at: Location) -> Any:
        table = self._table(node, model)
        if table is None:
            if all(isinstance(step, str) for step in at):  # a table within a row holds nothing that others name
                self.unread.add(str(at[0]))
            return []
        self.places[at] = table.place if isinstance(node, Scalar) and not model.shorthand else node.place
        self.folder.count(0, node.place, rows=len(table.items))
        opened = [row for item in table.items if (row := self._opened(item, model)) is not None]
        shaped = [self.record(item, model, (*at, number)) for number, item in enumerate(opened)]
        self._doubled(shaped, model, at)
        return shaped

    def _table(self, node: Node, model: type[Record]) -> Sequence | None:
        """Return rows given as a list, a mapping from id, a single row, or the name of a file."""
        if isinstance(node, Sequence):
            return node
        if isinstance(node, Scalar):
            if node.text.lower().endswith(".csv"):
                return read_csv(self.folder, node.text, named_at=node.place, record=model)
            if names_sheet(node.text):
                return read_sheet(self.folder, node.text, model, named_at=node.place)
            return Sequence((node,), node.place)
        if "id" not in model.model_fields or "id" in node.items:
            return Sequence((node,), node.place)
        named = (_with_id(key, item, node, model.shorthand) for key, item in node.items.items())
        return Sequence(tuple(named), node.place)

    def _opened(self, node: Node, model: type[Record]) -> Node | None:
        """Return the row that stands in a YAML file of its own, where a file is named; None when it cannot be read."""
        if isinstance(node, Scalar) and model.own_file and node.text.lower().endswith((".yaml", ".yml")):
            if node.text in self._opened_at:
                first = self._opened_at[node.text]
                self.folder.note(node.place, f'"{node.text}" is named here and at {first}; keep one')
                return None
            self._opened_at[node.text] = node.place
            return read_yaml(self.folder, node.text, named_at=node.place)
        return node

    def _doubled(self, shaped: list[Any], model: type[Record], at: Location) -> None:
        if "id" not in model.model_fields or model.__name__ == "Clause":
            return
        seen: dict[str, int] = {}
        for number, row in enumerate(shaped):
            row_id = row.get("id") if isinstance(row, dict) else None
            if not isinstance(row_id, str):
                continue  # missing or no text, which validation tells
            if is_blank(row_id):
                self.folder.note(self.place_of((*at, number, "id")), "id is blank; fill it in")
                continue
            if len(row_id.splitlines()) > 1:
                self.folder.note(self.place_of((*at, number, "id")), "id holds a line break; write it in one line")
                continue
            if row_id != row_id.strip():
                told = f'id "{row_id}" has blanks around it, so it looks the same as "{row_id.strip()}"'
                self.folder.note(self.place_of((*at, number, "id")), f"{told}; leave them out")
                continue
            first = seen.setdefault(look_of(row_id), number)
            if first == number:
                continue
            here, there, other = self.place_of((*at, number)), self.place_of((*at, first)), shaped[first]["id"]
            told = f'id "{row_id}" is also used at {there}; ids are unique in a table'
            if other != row_id:
                told = f'id "{row_id}" looks the same as the one at {there}, but is typed with other characters'
            self.folder.note(here, told)


def _with_id(key: str, item: Node, table: Mapping, shorthand: str) -> Node:
    place = table.keys[key]
    id_node = Scalar(key, place, span=table.entries[key].name)
    if isinstance(item, Scalar) and shorthand:
        item = Mapping({shorthand: item}, item.place, {shorthand: item.place})
    if not isinstance(item, Mapping):
        return item
    items, keys = {"id": id_node, **item.items}, {"id": place, **item.keys}
    return Mapping(items, place, keys, item.entries, item.span, item.flow)


@dataclass(frozen=True)
class Plan:
    """What a type asks of a value, worked out once for all values; by default a value of any shape, as typed."""

    record: type[Record] | None = None
    """The record that it is."""
    rows: type[Record] | None = None
    """The record that each row of a table is."""
    item: Plan | None = None
    """What each item of a list is."""
    named: Plan | None = None
    """What each value of a mapping is."""
    names: tuple[Refers, ...] = ()
    """The tables of which the names in a mapping are ids."""
    refers: tuple[Refers, ...] = ()
    """The tables of which it is an id."""
    is_day: bool = False
    """Whether it is a date."""
    is_needed: bool = False
    """Whether it is a text that must be given; one of an id is looked at with all of its table."""
    as_it_stands: bool = False
    """Whether it may be a word that only holds a place elsewhere."""
    may_be_open: bool = False
    """Whether it is a text that may be missing: one that only holds a place is none."""
    read: Callable[[str], Any] = str
    """Turns unquoted text into the JSON value that it stands for; into the same text when it is none."""


ANYTHING = Plan()


@cache
def plans(model: type[Record]) -> dict[str, Plan]:
    """Plan of each field, by the name under which it stands in a file."""
    found = {info.alias or name: (_plan(annotation_of(info)), info) for name, info in model.model_fields.items()}
    return {
        name: replace(
            plan,
            is_needed=info.is_required() and name != "id" and bare_type(annotation_of(info)) is str,
            as_it_stands=any(isinstance(mark, AsItStands) for mark in marks_of(annotation_of(info))),
            may_be_open=info.default is None and not plan.refers and bare_type(annotation_of(info)) is str,
        )
        for name, (plan, info) in found.items()
    }


def _plan(annotation: Any) -> Plan:
    kind = bare_type(annotation)
    origin, inner = get_origin(kind), get_args(kind)
    item = _plan(inner[0]) if origin is tuple else None
    return Plan(
        record=record_type(kind),
        rows=item.record if item else None,
        item=item,
        named=_plan(inner[1]) if origin is dict else None,
        names=_refers(inner[0]) if origin is dict else (),
        refers=_refers(annotation),
        is_day=kind is date,
        read=_READ.get(kind, str),
    )


def _refers(annotation: Any) -> tuple[Refers, ...]:
    return tuple(mark for mark in marks_of(annotation) if isinstance(mark, Refers))


APART = "quote the text before it when this is part of it; write several values in brackets, as [A, B]"
"""What to do about a name without a value, which a comma parts from what stands before it."""

_DAY = re.compile(r"\d{4}-\d\d-\d\d")


def _off_range(value: Any, typed: str, *, is_day: bool) -> str:
    """Return why a date or number is beyond what is read; empty for one that is not, and for what is neither."""
    if is_day:
        if re.fullmatch(r"[-+\d.eE]+", value) and not _DAY.fullmatch(value):
            is_short = re.fullmatch(r"\d{4}-\d\d?-\d\d?", value)
            is_month = re.fullmatch(r"\d{4}-\d\d?", value)
            why = "is a number, not a date"
            if is_short or is_month:
                why = "has a month or day of one digit" if is_short else "lacks the day"
            return f"{why}; write YYYY-MM-DD, such as 2026-03-31"
        if _DAY.fullmatch(value) and not FIRST_YEAR <= int(value[:4]) <= LAST_YEAR:
            return f"is outside the years {FIRST_YEAR} to {LAST_YEAR}"
        return ""
    if isinstance(value, str):
        return "is too long for a number" if len(value) > 300 and value.lstrip("+-").isdigit() else ""
    if abs(value) > LARGEST_NUMBER:
        return f"is too large; numbers run up to {LARGEST_NUMBER:,.0f}"
    is_typed_as_0 = not re.search("[1-9]", typed.lower().partition("e")[0])
    return "is too small to differ from 0; write 0" if abs(value) < 1 / LARGEST_NUMBER and not is_typed_as_0 else ""


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


_READ: dict[Any, Callable[[str], Any]] = {bool: _truth, int: _number, float: _number, int | float | str: _number}
"""How unquoted text is read, by type; the text of any other type is validated as it stands."""
