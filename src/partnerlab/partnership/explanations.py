"""What a validation fault means to the person who typed the value, and the way out."""

from __future__ import annotations

from typing import Any

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


_UNQUOTED = frozenset({"int_type", "float_type", "bool_type"})
"""Faults of a value that would be well without quotes."""


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
    return f"{where}: {shown} {_rule(kind, context, detail['msg'])}{without}"


def _rule(kind: str, context: dict[str, Any], message: str) -> str:
    if kind in _RULES:
        return _RULES[kind]
    if kind == "literal_error":
        return f"is not one of {context['expected'].replace(chr(39), '')}"
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
    return f"is refused: {message[:1].lower()}{message[1:]}"


def _name(location: tuple[Any, ...]) -> str:
    """Return a location in words: `risks row 3, lead`."""
    words: list[str] = []
    for part in location:
        if isinstance(part, int):
            words[-1] = f"{words[-1]} row {part + 1}" if words else f"row {part + 1}"
        else:
            words.append(str(part))
    return ", ".join(words)
