"""A chart as Vega-Lite: its rows, the page's look, and labels as long as they are where they fit."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from functools import wraps
from threading import RLock
from typing import Any, ParamSpec, TypeVar

import altair as alt
import numpy as np
import pandas as pd
from altair.utils import schemapi

from partnerlab.display.context import drawing_context
from partnerlab.display.theme import chart_settings

LONGEST_LABEL = 40
"""Letters of a label that fits its place anyhow; beyond it labels are measured and cut, which takes long."""
LABELLED = frozenset({"x", "y", "row", "column", "facet", "color", "fill", "stroke", "shape", "size", "opacity"})
"""Channels whose values stand beside an axis, in a legend or in a header."""
_ALTAIR_SIZES = (("continuousWidth", 300), ("continuousHeight", 300))
FEW_ROWS = 1_000
"""Rows that any chart may have."""
_ROWS = "partnerlab-rows"
_ALTAIR = RLock()
"""Held while Altair's settings, which all threads share, are ours."""

Asked = ParamSpec("Asked")
Made = TypeVar("Made")


@contextmanager
def altair_in_context() -> Iterator[None]:
    """Let Altair check parts as the drawing context says and read rows as `read_rows` does, and then as before.

    Examples
    --------
    >>> with altair_in_context():
    ...     ours = alt.data_transformers.active
    >>> ours, alt.data_transformers.active, ours in alt.data_transformers.names()
    ('partnerlab-rows', 'default', False)
    """
    with _ALTAIR, schemapi.debug_mode(schemapi.DEBUG_MODE and drawing_context().checked):
        before = alt.data_transformers.register(_ROWS, None)
        alt.data_transformers.register(_ROWS, read_rows)
        try:
            with alt.data_transformers.enable(_ROWS):
                yield
        finally:
            alt.data_transformers.register(_ROWS, before)


def made_in_context(chart: Callable[Asked, Made]) -> Callable[Asked, Made]:
    """Let a function that makes a chart do so in the drawing context."""

    @wraps(chart)
    def make(*args: Asked.args, **kwargs: Asked.kwargs) -> Made:
        with altair_in_context():
            return chart(*args, **kwargs)

    return make


def specify(chart: alt.TopLevelMixin) -> dict[str, Any]:
    """Write a chart as Vega-Lite in the page's look, its data under ``datasets``.

    Raises
    ------
    altair.MaxRowsError
        It has more rows than Altair takes.

    Examples
    --------
    >>> frame = pd.DataFrame({"a": [1.5, float("nan")]})
    >>> list(specify(alt.Chart(frame).mark_bar().encode(alt.X("a:Q")))["datasets"].values())
    [[{'a': 1.5}, {'a': None}]]
    """
    with altair_in_context():
        specification: dict[str, Any] = chart.to_dict(validate=False)
    whole = {**specification, "config": _merge(chart_settings(), specification.get("config", {}))}
    return whole if _longest_label(whole) > LONGEST_LABEL else _lift_limits(whole)


def read_rows(data: Any) -> Any:
    """Read the rows of a frame as Altair does, which copies the frame once for each of its columns.

    Parameters
    ----------
    data
        What a chart draws; all but plain frames is left to Altair.

    Returns
    -------
    dict
        Rows under ``values``: nothing missing or infinite but None, dates as text.
    """
    if isinstance(data, pd.DataFrame) and all(isinstance(name, str) for name in data.columns):
        columns = [_read_column(column) for _, column in data.items()]
        if None not in columns:
            if len(data) > FEW_ROWS:  # below that Altair would not object, and looks at all kinds of data first
                alt.limit_rows(data)
            names = [str(name) for name in data.columns]
            return {"values": [dict(zip(names, row, strict=True)) for row in zip(*columns, strict=True)]}
    return alt.default_data_transformer(data)


def _read_column(column: pd.Series) -> list[Any] | None:
    """The values of a column as JSON holds them; None for kinds that are better left to Altair."""
    if isinstance(column.dtype, np.dtype) and column.dtype.kind in "iub":
        return list(column.tolist())
    if isinstance(column.dtype, np.dtype) and column.dtype.kind == "f":
        return [value if math.isfinite(value) else None for value in column.tolist()]
    if isinstance(column.dtype, (pd.StringDtype, pd.CategoricalDtype)) or column.dtype == object:
        missing = pd.isna(column.array).tolist()
        return [None if lost else _plain(value) for value, lost in zip(column.tolist(), missing, strict=True)]
    return None


def _plain(value: Any) -> Any:
    return value.tolist() if isinstance(value, (np.ndarray, np.generic)) else value


def _merge(settings: Mapping[str, Any], own: Mapping[str, Any]) -> dict[str, Any]:
    """Settings of the page with those of the chart over them, less the size that Altair gives every chart."""
    merged = dict(settings)
    for key, value in own.items():
        if key == "view":
            value = {name: size for name, size in value.items() if (name, size) not in _ALTAIR_SIZES}  # noqa: PLW2901 - the same value, less its defaults
        held = merged.get(key)
        merged[key] = {**held, **value} if isinstance(held, dict) and isinstance(value, dict) else value
    return merged


def _longest_label(specification: Mapping[str, Any]) -> int:
    """Letters of the longest line among the words that stand at axes and legends."""
    fields = {channel["field"] for channel in _labelled(specification) if isinstance(channel.get("field"), str)}
    rows = (row for rows in specification.get("datasets", {}).values() for row in rows)
    words = {word for row in rows for field in fields if isinstance(word := row.get(field), str)}
    return max((len(line) for word in words for line in word.split("\n")), default=0)


def _labelled(part: Any) -> Iterator[Mapping[str, Any]]:
    """Encodings that have labels, however deep in a specification."""
    if isinstance(part, Mapping):
        for key, value in part.items():
            if key in LABELLED and isinstance(value, Mapping):
                yield value
            elif key not in {"datasets", "config"}:
                yield from _labelled(value)
    elif isinstance(part, list):
        for value in part:
            yield from _labelled(value)


def _lift_limits(part: Any) -> Any:
    """A specification without limits to the length of labels."""
    if isinstance(part, Mapping):
        return {
            key: 0 if key == "labelLimit" else value if key == "datasets" else _lift_limits(value)
            for key, value in part.items()
        }
    return [_lift_limits(value) for value in part] if isinstance(part, list) else part
