"""Organisations in what charts are handed: called by their short names, not by the ids of the file.

Results hold ids, by which machines find an organisation again. A chart is for readers, so before it is made each id is
turned into a name where an organisation can stand: in the columns and fields of `HELD_IN`, and nowhere else, for a
unit or an answer may be written as some id is.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import fields, is_dataclass, replace
from functools import wraps
from typing import Any, ParamSpec, TypeVar

import pandas as pd

from partnerlab.display.context import drawing_context

HELD_IN = frozenset(
    {
        "partner", "organisation", "by", "to", "owner", "lead", "best_lead", "rule_lead", "rival", "binds", "audience",
        "first", "second", "source", "target", "giver", "receiver", "member", "members", "isolated", "chair_from",
        "engaged_by", "answers", "asked", "does", "told", "isolates", "bridges", "components", "one_sided", "unknown",
        "articulation_points", "organisations", "unseated", "before", "after", "carriers", "subject", "lowest",
        "highest", "largest", "newly_isolated", "pieces",
    }
)  # fmt: skip
"""Columns of frames, and fields of results, that may hold organisations."""

_BETWEEN = re.compile(r"(, | and | together$)")
Asked = ParamSpec("Asked")
Made = TypeVar("Made")


def named_in_context(chart: Callable[Asked, Made]) -> Callable[Asked, Made]:
    """Let a function that makes a chart be handed results in which organisations have their names."""

    @wraps(chart)
    def make(*args: Asked.args, **kwargs: Asked.kwargs) -> Made:
        names = drawing_context().names
        if not names:
            return chart(*args, **kwargs)
        told = {key: call_by_name(value, names) for key, value in kwargs.items()}
        return chart(*(call_by_name(value, names) for value in args), **told)

    return make


def call_by_name(result: Any, names: Mapping[str, str], *, holds: bool = False) -> Any:
    """Return a result in which each organisation has its name.

    Parameters
    ----------
    result
        A frame, a record of frames and fields, or several; anything else stays as it is.
    names
        Name of each organisation by its id.
    holds
        Whether the result itself stands where organisations do: a text is then an id, or a list of them.

    Examples
    --------
    >>> frame = pd.DataFrame({"partner": ["a", "b, a"], "unit": ["a", "a"]})
    >>> call_by_name(frame, {"a": "PSNI"}).to_dict("list")
    {'partner': ['PSNI', 'b, PSNI'], 'unit': ['a', 'a']}
    """
    if isinstance(result, pd.DataFrame):
        held = [result[name] for name in result.columns if name in HELD_IN and result[name].dtype.kind not in "biufM"]
        return result.assign(
            **{
                str(column.name): pd.Series(
                    [call_by_name(one, names, holds=True) for one in column], column.index, column.dtype
                )
                for column in held
            }
        )
    if isinstance(result, str):
        return "".join(names.get(part, part) for part in _BETWEEN.split(result)) if holds else result
    if isinstance(result, Mapping):
        return {
            names.get(key, key) if holds else key: call_by_name(value, names, holds=holds or key in HELD_IN)
            for key, value in result.items()
        }
    if isinstance(result, list | tuple | set | frozenset) and not hasattr(result, "_fields"):
        return type(result)(call_by_name(one, names, holds=holds) for one in result)
    if is_dataclass(result) and not isinstance(result, type):
        parts = {row.name: getattr(result, row.name) for row in fields(result) if row.init}
        told = {key: call_by_name(value, names, holds=key in HELD_IN) for key, value in parts.items()}
        return replace(result, **{key: value for key, value in told.items() if value is not parts[key]})
    return result
