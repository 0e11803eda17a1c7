"""Organisations in what charts are handed: called by their short names, not by the ids of the file.

Results hold ids, by which machines find an organisation again. A chart is for readers, so before it is made each id is
turned into a name where an organisation can stand: in the columns and fields of `HELD_IN`, and nowhere else, for a
unit or an answer may be written as some id is.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import fields, is_dataclass, replace
from functools import wraps
from typing import Any, ParamSpec, TypeVar

import pandas as pd

from partnerlab.display.context import drawing_context
from partnerlab.wording import listed

HELD_IN = frozenset(
    {
        "partner", "organisation", "by", "to", "owner", "lead", "best_lead", "rule_lead", "rival", "binds", "audience",
        "first", "second", "source", "target", "giver", "receiver", "member", "members", "isolated", "chair_from",
        "engaged_by", "answers", "asked", "does", "told", "isolates", "bridges", "components", "one_sided", "unknown",
        "articulation_points", "organisations", "unseated", "before", "after", "carriers", "subject", "lowest",
        "highest", "largest", "newly_isolated", "pieces", "alike",
    }
)  # fmt: skip
"""Columns of frames, and fields of results, that may hold organisations."""

MOST_TITLED = 2
"""Risks that a sentence calls by their titles; the data under a chart name each."""

_BETWEEN = re.compile(r"(, | and | together$)")
Asked = ParamSpec("Asked")
Made = TypeVar("Made")


def titled(risk: str) -> str:
    """Return what a sentence calls a risk: its title in quotation marks, or the id where no title is known.

    Examples
    --------
    >>> from partnerlab.display.context import draw_with
    >>> draw_with(titles={"risk R1": "Delay"})
    >>> titled("R1"), titled("R2")
    ('“Delay”', 'R2')
    >>> draw_with(titles={})
    """
    title = drawing_context().titles.get(f"risk {risk}")
    return f"“{title}”" if title else risk


def list_titled(risks: Iterable[str], most: int = MOST_TITLED) -> str:
    """Return risks as a list in a sentence, by their titles, the rest counted.

    Examples
    --------
    >>> list_titled(["R1", "R2", "R3"])
    'R1, R2 and 1 other'
    """
    return listed(map(titled, risks), most, rest=("other", "others"))


def call_by_title(frame: pd.DataFrame) -> pd.DataFrame:
    """Return a frame in which risks and indicators have their titles: that of a risk behind its id, in its first row.

    What something is about, an organisation too, is named in full. The id of a risk stays, since the matrix knows risks
    by it. Where a column has the titles, `risk` stays as it is.

    Examples
    --------
    >>> from partnerlab.display.context import draw_with
    >>> draw_with(titles={"risk R1": "Delay", "indicator i": "Calls"})
    >>> call_by_title(pd.DataFrame({"risk": ["R1", "R1"], "indicator": ["i", "j"]})).to_dict("list")
    {'risk': ['R1 Delay', 'R1'], 'indicator': ['Calls', 'j']}
    >>> draw_with(titles={})
    """
    titles = drawing_context().titles
    if not titles:
        return frame
    told: dict[str, list[Any]] = {}
    if "risk" in frame and "title" not in frame:
        first = ~frame["risk"].duplicated()
        told["risk"] = [
            f"{risk} {titles[f'risk {risk}']}" if new and f"risk {risk}" in titles else risk
            for risk, new in zip(frame["risk"], first, strict=True)
        ]
    if "indicator" in frame:
        told["indicator"] = [titles.get(f"indicator {row}", row) for row in frame["indicator"]]
    if "subject" in frame:
        told["subject"] = [titles.get(row) or titles.get(f"organisation {row}", row) for row in frame["subject"]]
    return frame.assign(**{name: pd.Series(cells, frame.index, dtype=object) for name, cells in told.items()})


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
        columns: dict[str, pd.Series] = {}
        for name in filter(HELD_IN.__contains__, result.columns):
            column = result[name]
            cells = column.tolist() if column.dtype.kind not in "biufM" else []
            named = [call_by_name(one, names, holds=True) for one in cells]
            if any(new is not old for new, old in zip(named, cells, strict=True)):
                columns[name] = pd.Series(named, column.index, column.dtype)
        return result.assign(**columns) if columns else result
    if isinstance(result, str):
        words = _BETWEEN.split(result) if " " in result else [result]  # most are one id, or none
        return "".join(names.get(word, word) for word in words) if holds else result
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
