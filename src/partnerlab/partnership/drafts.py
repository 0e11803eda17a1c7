"""What a file is meant to say: its content as parts that can be changed, each knowing where it was read from."""

from __future__ import annotations

import difflib
import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from partnerlab.partnership.shaping import ANYTHING, Location, Plan, plans

Leaf = str | int | float | bool
"""A value that is neither a list nor has names."""


@dataclass(eq=False)
class Part:
    """A value as it is meant, a list of parts, or named parts."""

    value: Any
    """What is meant."""
    plan: Plan
    """What the schema asks of it."""
    at: Location | None = None
    """Where it was read; None for a part that is new."""
    was: Any = field(init=False, default=None)
    """What was read there."""

    def __post_init__(self) -> None:
        self.was = self.value.copy() if isinstance(self.value, dict | list) else self.value

    @property
    def is_changed(self) -> bool:
        """Whether it is not what was read; parts within it are not looked at."""
        return self.value != self.was or isinstance(self.value, bool) != isinstance(self.was, bool)

    def plain(self) -> Any:
        """Return the value without parts, in the shape in which a reading holds it."""
        if isinstance(self.value, dict):
            return {name: part.plain() for name, part in self.value.items()}
        if isinstance(self.value, list):
            return [part.plain() for part in self.value]
        return self.value

    def put(self, name: str, value: Any) -> None:
        """Set a named part; None takes it away. What stays the same in it keeps its place."""
        plan = inner_plan(self.plan, name)
        meant = new_part(value, plan)
        if meant is None:
            self.value.pop(name, None)
        elif name not in self.value or not self.value[name].become(meant):
            self.value[name] = meant

    def become(self, meant: Part) -> bool:
        """Take on what another part means, keeping what is the same; False when it is of another kind."""
        if isinstance(self.value, dict) and isinstance(meant.value, dict):
            for name in [name for name in self.value if name not in meant.value]:
                del self.value[name]
            for name, part in meant.value.items():
                if name not in self.value or not self.value[name].become(part):
                    self.value[name] = part
        elif isinstance(self.value, list) and isinstance(meant.value, list):
            self.value[:] = _merged(self.value, meant.value)
        elif isinstance(self.value, dict | list) or isinstance(meant.value, dict | list):
            return False
        else:
            self.value = meant.value
        return True


def draft_of(data: Any, plan: Plan, at: Location) -> Part:
    """Return what was read as a part."""
    if isinstance(data, dict):
        inner = {name: draft_of(value, inner_plan(plan, name), (*at, name)) for name, value in data.items()}
        return Part(inner, plan, at)
    if isinstance(data, list):
        item = inner_plan(plan, 0)
        return Part([draft_of(value, item, (*at, number)) for number, value in enumerate(data)], plan, at)
    return Part(data, plan, at)


def new_part(value: Any, plan: Plan) -> Part | None:
    """Return a value from Python as a part of the kind that the schema asks for; None for nothing.

    Dates become `YYYY-MM-DD`, whole floats become whole numbers, outer spaces go, text with semicolons becomes a
    list where a list is asked for. What the schema does not want is kept, so that reading tells what is wrong.
    """
    if plan.rows is not None and not isinstance(value, list | tuple):
        return new_part(_as_rows(value, plan), plan) if value is not None else None
    if isinstance(value, Mapping):
        inner = {str(name): new_part(part, inner_plan(plan, str(name))) for name, part in value.items()}
        return Part({name: part for name, part in inner.items() if part is not None}, plan)
    if isinstance(value, Sequence) and not isinstance(value, str):
        found = [new_part(part, inner_plan(plan, 0)) for part in value]
        return Part([part for part in found if part is not None], plan)
    text = _text(value)
    return None if text is None else _new_leaf(value, text, plan)


def _new_leaf(value: Any, text: str, plan: Plan) -> Part | None:
    """Return a single value as a part, as a list of its items, or as the row that a bare value stands for."""
    if plan.item is not None:
        return new_part([item for item in text.split(";") if item.strip()], plan)
    model = plan.record
    if model is not None and model.shorthand:
        return new_part({model.shorthand: text}, plan)
    read = plan.read(text)
    return Part(read if isinstance(value, str) or plan is not ANYTHING else text, plan)


def _as_rows(value: Any, plan: Plan) -> list[Any]:
    """Return a table given as rows named by id, or as a single row, as a list of rows."""
    by_id = isinstance(value, Mapping) and plan.rows is not None and "id" in plan.rows.model_fields
    if not by_id or "id" in value:
        return [value]
    return [{"id": row_id, **row} for row_id, row in value.items()]


def inner_plan(plan: Plan, name: str | int) -> Plan:
    """Return what the schema asks of a part within another."""
    if plan.rows is not None and isinstance(name, int):
        return Plan(record=plan.rows)
    if plan.record is not None:
        return plans(plan.record).get(str(name), ANYTHING)
    return (plan.item if isinstance(name, int) else plan.named) or ANYTHING


def differences(meant: Any, read: Any, at: Location = ()) -> Iterator[tuple[Location, Any, Any]]:
    """Yield where two contents differ, with what each holds there; what is empty is as good as missing."""
    if isinstance(meant, dict) and isinstance(read, dict):
        for name in [*meant, *(name for name in read if name not in meant)]:
            yield from differences(meant.get(name), read.get(name), (*at, name))
    elif isinstance(meant, list) and isinstance(read, list) and len(meant) == len(read):
        for number, (one, other) in enumerate(zip(meant, read, strict=True)):
            yield from differences(one, other, (*at, number))
    elif (meant or read) not in ({}, [], None) and (meant != read or isinstance(meant, bool) != isinstance(read, bool)):
        yield at, meant, read


def _merged(here: list[Part], meant: list[Part]) -> list[Part]:
    """Return the parts meant, each as the part that is here already where it says the same, or has the same id."""
    keys, wanted = [_key(part) for part in here], [_key(part) for part in meant]
    merged: list[Part] = []
    for kind, start, end, first, last in difflib.SequenceMatcher(None, keys, wanted, autojunk=False).get_opcodes():
        if kind == "equal":
            pairs = zip(here[start:end], meant[first:last], strict=True)
            merged += [part if part.become(other) else other for part, other in pairs]
        else:
            merged += meant[first:last]
    return merged


def _key(part: Part) -> str:
    row_id = part.value.get("id") if isinstance(part.value, dict) else None
    return f"id {row_id.value}" if row_id is not None else repr(part.plain())


def _text(value: Any) -> str | None:
    """Return a single value as it is written, None for nothing."""
    if isinstance(value, datetime):
        value = value.date() if (value.hour, value.minute, value.second) == (0, 0, 0) else value
    if isinstance(value, date):
        return value.isoformat()
    if hasattr(value, "item"):  # a number of numpy's
        value = value.item()
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        if math.isnan(value):
            return None
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)
    text = "" if value is None else str(value).strip()
    return text or None
