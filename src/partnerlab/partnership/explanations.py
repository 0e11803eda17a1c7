"""What a validation fault means to the person who typed the value, and the way out."""

from __future__ import annotations

import re
from typing import Any

from partnerlab.partnership.columns import tables
from partnerlab.suggestions import nearest
from partnerlab.wording import without_capital

_RULES = {
    "missing": "is missing; add it",
    "string_type": "must be text",
    "int_type": "must be a whole number",
    "int_parsing": "must be a whole number",
    "int_from_float": "must be a whole number",
    "float_type": "must be a number",
    "float_parsing": "must be a number",
    "bool_type": "must be true or false",
    "bool_parsing": "must be true or false",
    "date_type": "must be a date; write YYYY-MM-DD",
    "date_parsing": "must be a date; write YYYY-MM-DD, such as 2026-03-31",
    "date_from_datetime_parsing": "must be a date; write YYYY-MM-DD, such as 2026-03-31",
    "date_from_datetime_inexact": "must be a date without a time; write YYYY-MM-DD",
    "model_type": "must hold names and values, such as `{role: Director}`",
    "model_attributes_type": "must hold names and values, such as `{role: Director}`",
    "tuple_type": "must be a list",
    "dict_type": "must hold names and values",
    "string_too_short": "is empty; fill it in",
}


LONGEST_SHOWN = 60
"""Characters of a value that a sentence shows."""


_NUMBERS = frozenset({"int_type", "int_parsing", "float_type", "float_parsing"})

_UNQUOTED = frozenset({"int_type", "float_type", "bool_type"})
"""Faults of a value that would be well without quotes."""

_OF_A_FIELD = {
    ("denominator", "greater_than"): (
        "must be above 0; for a period that counted nobody, leave value, numerator and denominator empty"
    ),
}
"""Rules of one field, by its name and the kind of fault, where it has a way out of its own."""


def explain(detail: Any, *, quoted: bool = False) -> str:
    """Return one sentence with the field, its value, typed in quotes or not, the rule and the way out.

    It is made from one entry of pydantic's `ValidationError.errors()`.

    Examples
    --------
    >>> explain({"type": "missing", "loc": ("stage",), "input": {}, "ctx": {}, "msg": ""})
    'stage is missing; add it'
    """
    where = _name(detail["loc"])
    kind, context = detail["type"], detail.get("ctx", {})
    if kind == "missing":
        return f"{where} {_RULES[kind]}"
    if kind == "value_error":
        return f"{where or 'row'}: {context.get('error', detail['msg'])}"
    value = detail["input"]
    shown = (
        f'"{str(value)[:LONGEST_SHOWN]}{"…" if len(str(value)) > LONGEST_SHOWN else ""}"'
        if isinstance(value, str | int | float | bool)
        else "a list"
        if isinstance(value, list)
        else "a group"
    )
    without = ", without quotes" if quoted and kind in _UNQUOTED else ""
    own = _OF_A_FIELD.get((*detail["loc"][-1:], kind)) or _own_rule(kind, value, detail["loc"])
    rule = own or _rule(kind, context, value, detail["msg"])
    return f"{where}: {shown} {rule}{without}"


def _own_rule(kind: str, value: Any, location: tuple[Any, ...]) -> str:
    """Return a rule that fits the value as it was typed; empty where the general one does."""
    if kind in {"model_type", "model_attributes_type"}:
        return _row_of(location)
    if not isinstance(value, str):
        return ""
    if kind in _NUMBERS and re.search(r"\d", value) and re.search(r"[£$€%, ]", value):
        return f"{_RULES[kind]}; write digits only, such as 1200 or 0.2"
    if kind.startswith("date") and re.fullmatch(r"\d{4}-\d\d-\d\d", value):
        return "is not a day of the calendar; write YYYY-MM-DD, such as 2026-03-31"
    day = re.fullmatch(r"(\d\d?)/(\d\d?)/(\d{4})", value) if kind.startswith("date") else None
    if day and 12 < int(day[1]) <= 31 and 1 <= int(day[2]) <= 12:
        return f"must be a date as YYYY-MM-DD; write {day[3]}-{int(day[2]):02}-{int(day[1]):02}"
    return ""


def _row_of(location: tuple[Any, ...]) -> str:
    """Return what a row of a table must hold, by the names that it needs."""
    path = tuple(part for part in location if isinstance(part, str))
    needed = next((table.columns for table in tables() if table.path == path), ())
    names = [column.name for column in needed if column.required and "." not in column.name]
    around = next((table.columns for table in tables() if table.path == path[:-1]), ())
    names = names or [
        column.name.removeprefix(f"{path[-1]}.") for column in around if _is_within(column.name, path[-1])
    ]
    example = ", ".join(f"{name}: …" for name in names) or "role: Director"
    return f"must hold names and values, such as `{{{example}}}`"


def _is_within(name: str, record: str) -> bool:
    """Whether a column is one of a record within the row, such as `target.value`; its day may be left out."""
    outer, _, inner = name.partition(".")
    return outer == record and inner not in {"", "on"}


def _rule(kind: str, context: dict[str, Any], value: Any, message: str) -> str:
    if kind in _RULES:
        return _RULES[kind]
    if kind == "literal_error":
        choices = re.findall(r"'([^']*)'", context["expected"])
        near = nearest(value, choices, cutoff=0.8) if isinstance(value, str) else None
        return f"is not one of {context['expected'].replace(chr(39), '')}" + (
            f'; did you mean "{near}"?' if near else ""
        )
    if kind == "too_short":
        return f"holds too little; give at least {context['min_length']}"
    limits = {
        "greater_than_equal": ("ge", "at least"),
        "less_than_equal": ("le", "at most"),
        "greater_than": ("gt", "above"),
    }
    if kind in limits:
        key, words = limits[kind]
        return f"must be {words} {context[key]:g}"
    return f"is refused: {without_capital(message)}"


def _name(location: tuple[Any, ...]) -> str:
    """Return a location in words: `risks row 3, lead`."""
    words: list[str] = []
    for part in location:
        if isinstance(part, int):
            words[-1] = f"{words[-1]} row {part + 1}" if words else f"row {part + 1}"
        else:
            words.append(str(part))
    return ", ".join(words)
