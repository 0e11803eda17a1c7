"""Pieces that several charts draw with: wrapped words, layers and neighbours."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any, Literal, TypeVar

import altair as alt
import pandas as pd

Chart = alt.Chart | alt.LayerChart | alt.FacetChart | alt.TopLevelLayerSpec
"""What can stand beside others."""
Single = TypeVar("Single", alt.Chart, "Layers")


def wrap(text: str, width: int, lines: int = 3) -> str:
    """Break words over lines of at most `width` letters; what is left over is cut with an ellipsis.

    Examples
    --------
    >>> wrap("One person asks what would help", 16).split(chr(10))
    ['One person asks', 'what would help']
    """
    return "\n".join(textwrap.wrap(text, width, max_lines=lines, placeholder=" …"))


FEW_MONTHS = 150
"""Days below which the marks of an axis of time name days: months would stand there several times."""


NAME_OF_MONTH = {1: 65, 2: 40}
"""Pixels that the name of a month needs on an axis, its distance to the next included, by its number of lines."""

STEPS = (1, 2, 3, 6, 12, 24, 60, 120)
"""Months from one mark of an axis of time to the next: quarters, half years, years and more."""


def time_axis(days: Iterable[date], width: float, *, lines: Literal[1, 2] = 1, **more: Any) -> alt.Axis:
    """Return an axis of time that names as many months, quarters, half years or years as it has room for.

    Left to itself, Vega names quarters, finds no room for them, and leaves out all but the first and the last.

    Parameters
    ----------
    days
        What is drawn on it. Where it spans few months, its marks are named by day.
    width
        Its length in pixels.
    lines
        Of a month's name: two put the year below, so that more have room.

    Examples
    --------
    >>> axis = time_axis([date(2025, 3, 31), date(2027, 2, 28)], 330)
    >>> axis.to_dict()["tickCount"], axis.to_dict()["format"]
    ({'interval': 'month', 'step': 6}, '%b %Y')
    """
    drawn = sorted(days)
    span = (drawn[-1] - drawn[0]).days if drawn else 0
    if span < FEW_MONTHS:
        return alt.Axis(format="%-d %b %Y", tickCount=4, labelOverlap="parity", labelSeparation=10, **more)
    most = max(1.0, width / NAME_OF_MONTH[lines])
    step = next((step for step in STEPS if span / (step * 365.25 / 12) <= most), STEPS[-1])
    years = step % 12 == 0
    ticks = alt.TimeIntervalStep(interval="year" if years else "month", step=step // 12 if years else step)
    if lines == 2:
        more |= {"labelExpr": "split(datum.label, ' ')", "labelFlush": False}
    return alt.Axis(format="%b %Y", tickCount=ticks, labelOverlap="parity", labelSeparation=5, **more)


def hidden(domain: tuple[float, float]) -> dict[str, Any]:
    """Settings of a position without an axis, for drawings on a plane of our own."""
    return {"axis": None, "title": None, "scale": alt.Scale(domain=list(domain), nice=False, zero=False)}


class Layers(alt.TopLevelMixin, alt.TopLevelLayerSpec):
    """Charts over one another, as `altair.LayerChart` but whole from the start: nothing is added to it later.

    Altair copies every part of every layer several times whenever such a chart is made, changed or written.
    """


def layered(
    *layers: alt.Chart, data: pd.DataFrame | None = None, independent: Sequence[str] = (), **properties: Any
) -> Layers:
    """Lay charts over one another; the specification is that of `altair.layer`.

    Parameters
    ----------
    *layers
        Charts, the lowest first.
    data
        What all layers without data of their own draw; None takes what they all share.
    independent
        Channels, such as ``color``, for which each layer has its own scale.
    **properties
        Of the whole, such as ``width`` and ``title``.

    Examples
    --------
    >>> base = alt.Chart(pd.DataFrame({"a": [1]})).encode(alt.X("a:Q"))
    >>> chart = layered(base.mark_bar(), base.mark_text(), width=90)
    >>> chart.to_dict() == alt.layer(base.mark_bar(), base.mark_text()).properties(width=90).to_dict()
    True
    """
    shared: Any = data
    if shared is None and all(layer.data is layers[0].data for layer in layers):
        shared = layers[0].data
    if independent:
        scales: dict[str, Any] = dict.fromkeys(independent, "independent")
        properties["resolve"] = alt.Resolve(scale=alt.ScaleResolveMap(**scales))
    parts = [_without_data(layer) if layer.data is shared else layer for layer in layers]
    return Layers(data=alt.Undefined if shared is None else shared, layer=parts, **properties)


class Panels(alt.TopLevelMixin, alt.TopLevelFacetSpec):
    """The same chart for each part of its rows, made as `Layers` are."""


def faceted(
    chart: Layers, facet: alt.Facet | alt.FacetMapping, *, independent: Sequence[str] = (), **properties: Any
) -> Panels:
    """Draw a chart once for each part of its rows; the specification is that of the chart's own `facet`.

    Parameters
    ----------
    chart
        Layers, with the rows of all panels.
    facet
        What tells the parts; its type is written out, for nobody looks at the rows.
    independent
        Positions, such as ``x``, for which each panel has its own scale and axis.
    **properties
        Of the whole, such as ``columns`` and ``spacing``.

    Examples
    --------
    >>> base = alt.Chart(pd.DataFrame({"a": [1, 2], "b": ["x", "y"]})).encode(alt.X("a:Q"))
    >>> ours = faceted(layered(base.mark_bar(), base.mark_text()), alt.Facet("b:N"), columns=1)
    >>> ours.to_dict() == alt.layer(base.mark_bar(), base.mark_text()).facet(alt.Facet("b:N"), columns=1).to_dict()
    True
    """
    if independent:
        own: dict[str, Any] = dict.fromkeys(independent, "independent")
        properties["resolve"] = alt.Resolve(scale=alt.ScaleResolveMap(**own), axis=alt.AxisResolveMap(**own))
    return Panels(data=chart.data, spec=_without_data(chart), facet=facet, **properties)


class Row(alt.TopLevelMixin, alt.TopLevelHConcatSpec):
    """Charts side by side, made as `Layers` are."""


class Column(alt.TopLevelMixin, alt.TopLevelVConcatSpec):
    """Charts one below the other, made as `Layers` are."""


def beside(*charts: Chart, **properties: Any) -> Row:
    """Set charts side by side.

    Examples
    --------
    >>> bars = alt.Chart(pd.DataFrame({"a": [1]})).mark_bar().encode(alt.X("a:Q"))
    >>> len(beside(bars, bars, spacing=6).to_dict()["hconcat"])
    2
    """
    return Row(hconcat=list(charts), **properties)


def below(*charts: Chart, **properties: Any) -> Column:
    """Set charts one below the other.

    Examples
    --------
    >>> bars = alt.Chart(pd.DataFrame({"a": [1]})).mark_bar().encode(alt.X("a:Q"))
    >>> len(below(bars, bars, bars, spacing=6).to_dict()["vconcat"])
    3
    """
    return Column(vconcat=list(charts), **properties)


def _without_data(chart: Single) -> Single:
    bare: Single = chart.copy(deep=False)
    bare.data = alt.Undefined
    return bare


def middle_of(line: int) -> alt.ConditionalAxisNumber:
    """How far a label of several lines is raised, so that its middle and not its first line stands by the bar."""
    tests = [{"test": f"length(split(datum.value, '\\n')) == {number}", "value": -line * (number - 1) / 2}
             for number in (2, 3, 4)]  # fmt: skip
    return alt.ConditionalAxisNumber({"condition": tests, "value": 0})


def panelled(values: pd.DataFrame, *layers: Any) -> Panels:
    """Return a small drawing for each `panel` of some values, two in a row, each with its own axes.

    The values are what the layers draw; their `panel` has the lines that stand above a drawing.
    """
    header = alt.Header(
        title=None,
        labelAlign="left",
        labelAnchor="start",
        labelFontSize=12,
        labelLineHeight=16,
        labelPadding=8,
        labelExpr="split(datum.label, '\\n')",
    )
    facet = alt.Facet("panel:N", sort=values["panel"].unique().tolist(), header=header)
    panel = layered(*layers, data=values, width=250, height=120)
    return faceted(panel, facet, independent=("x", "y"), columns=2, spacing=24)
