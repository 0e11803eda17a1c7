"""A chart or grid with everything a reader is owed: a title, what is seen, units, and its data as a table.

A chart module under ``display/charts/`` computes nothing: it is handed a frame and returns a `Figure`::

    def expected_cost(costs: pd.DataFrame) -> Figure:
        chart = alt.Chart(costs).mark_bar().encode(
            x=alt.X("cost:Q", title="Expected cost (£ thousand)"), y=alt.Y("risk:N", title="Risk", sort="-x")
        )
        worst = costs.sort_values("cost").iloc[-1]
        return Figure(
            chart,
            title="Expected cost of each risk",
            description=f"{worst.risk} costs most, £{worst.cost:,.0f} thousand; {len(costs)} risks are shown.",
            units="£ thousand",
            table=costs,
        )
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any
from xml.etree.ElementTree import Element

import altair as alt
import pandas as pd
from markupsafe import Markup

from partnerlab.display.context import answers_to_pointer, shown_elsewhere
from partnerlab.display.grid import Grid
from partnerlab.display.interaction import describe_interaction
from partnerlab.display.results import Shown
from partnerlab.display.specification import specify
from partnerlab.display.table import Table, is_missing, leave_out_empty
from partnerlab.errors import DisplayError
from partnerlab.page.handover import is_drawing_left_to_client, write_place
from partnerlab.page.markup import write_markup
from partnerlab.page.parts import name_content, render
from partnerlab.page.theme import name_colours
from partnerlab.page.vega import Chart

MOST_ROWS = 60
"""Rows of its data that the page shows of a figure; the file that can be saved has all."""
LONGEST_HEADLINE = 10
"""Words of a headline; a longer first sentence is no headline."""


@dataclass(frozen=True)
class Figure:
    """A chart as an accessible, static drawing, or a grid of words, shown by a notebook as HTML that needs no script.

    Parameters
    ----------
    chart
        Altair chart, drawn as SVG when it is shown; or a grid, which is a table.
    title
        What the chart is about, in a few words.
    description
        What is seen in it, with the numbers that matter, in one to three sentences. A first sentence of at most ten
        words is the figure's headline; otherwise its title is.
    units
        What is measured, such as ``£ thousand`` or ``number of partners``.
    table
        The data behind the chart, which can be opened and saved from the page.
    how_to_read
        How to read the chart, where it is not a plain one; empty for nothing.
    shows
        Codes of the findings that are seen in it; the page links them here.
    headings, formats, below
        As in `Table`, for the data.

    Raises
    ------
    DisplayError
        If title, description, units or data are missing, or the chart has too many marks to be read.

    Examples
    --------
    >>> frame = pd.DataFrame({"partner": ["PSNI", "Council"], "risks": [3, 1]})
    >>> figure = Figure(
    ...     alt.Chart(frame).mark_bar().encode(x="risks:Q", y="partner:N"),
    ...     title="Risks led by each partner", description="PSNI leads three risks, the council one.",
    ...     units="number of risks", table=frame,
    ... )
    >>> 'role="img"' in figure.html and "<script" not in figure.html
    True
    """

    chart: alt.TopLevelMixin | Grid
    title: str
    description: str
    units: str
    table: pd.DataFrame
    how_to_read: str = ""
    shows: Sequence[str] = ()
    headings: Mapping[str, str] = field(default_factory=dict)
    formats: Mapping[str, str] = field(default_factory=dict)
    below: Mapping[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        named = self.title.strip() or "without a title"
        for part in ("title", "description", "units"):
            if not str(getattr(self, part)).strip():
                raise DisplayError(f"figure {named!r} has no {part}; every reader needs one")
        if self.table.empty and not len(self.table.columns):
            raise DisplayError(f"figure {named!r} has no data; pass the frame it is drawn from as table")

    @cached_property
    def specification(self) -> dict[str, Any]:
        """The chart as Vega-Lite, with the page's look; empty for a grid."""
        if isinstance(self.chart, Grid):
            return {}
        try:
            return specify(self.chart)
        except alt.MaxRowsError as error:
            raise DisplayError(f"figure {self.title!r} has too many rows to be read; aggregate them first") from error

    @cached_property
    def svg(self) -> str:
        """The drawing alone, as SVG with a name and a description; empty for a grid."""
        if isinstance(self.chart, Grid):
            return ""
        return write_markup(self._drawn)

    @cached_property
    def _drawn(self) -> Element:
        try:
            return self._chart.draw()
        except ValueError:
            if not isinstance(self.chart, Grid):
                self.chart.to_dict()  # says it in Altair's words; checking every chart costs as much as drawing
            raise

    @cached_property
    def _chart(self) -> Chart:
        place = name_content(self.id, json.dumps(self.specification, default=str))
        return Chart(self.id, self.title, self.description, self.specification, place)

    @cached_property
    def id(self) -> str:
        """Name of the figure on a page, the same for the same content."""
        drawn = self.chart.cells if isinstance(self.chart, Grid) else self.specification.get("datasets", {})
        content = json.dumps(drawn, sort_keys=True, default=str)
        return name_content(self.title, self.description, content, self._data.id)

    @cached_property
    def _data(self) -> Table:
        """The data: a dash for what is missing, and a column in which all is missing named once below."""
        kept, note = leave_out_empty(self.table, self.headings)
        below = {name: above for name, above in self.below.items() if {name, above} <= {*kept}}
        lost = [name for name, values in kept.items() if any(map(is_missing, values.tolist()))]
        notes = [note]
        if {*lost} - below.keys():
            notes.append("A dash means not recorded, or does not apply.")
        if {*lost} & below.keys():
            notes.append("A cell leaves out what is not recorded, or does not apply, below its value.")
        return Table(
            kept,
            f"Data: {self.title}",
            headings={name: text for name, text in self.headings.items() if name in kept},
            formats={name: text for name, text in self.formats.items() if name in kept},
            below=below,
            missing="–",
            note=" ".join(filter(None, notes)),
            download=True,
            most=MOST_ROWS,
        )

    @cached_property
    def html(self) -> Markup:
        """The figure as HTML: picture, description, units and data."""
        if isinstance(self.chart, Grid):
            return self._write(self.chart.write(id=self.id, title=self.title))
        return self._write(Markup(write_markup(self._chart.frame(self._drawn))))  # noqa: S704 - rewritten from the allow-list of page/drawing.py

    @property
    def headline(self) -> str:
        """What is seen, in at most ten words: the first sentence of the description, or else the title.

        Examples
        --------
        >>> frame = pd.DataFrame({"partner": ["PSNI"], "risks": [3]})
        >>> words = {"title": "Risks led", "units": "risks", "table": frame}
        >>> Figure(alt.Chart(frame), description="PSNI leads most. It has 3.5 of 4.", **words).headline
        'PSNI leads most'
        """
        return self._told[0] or self.title

    @cached_property
    def _told(self) -> tuple[str, str]:
        """Headline and what follows it; no headline where the first sentence is too long for one."""
        first, _, rest = self.description.partition(". ")
        short = len(first.split()) <= LONGEST_HEADLINE
        return (first.removesuffix("."), rest) if short else ("", self.description)

    def _write(self, picture: Markup) -> Markup:
        headline, description = self._told
        return render(
            "figure",
            id=self.id,
            headline=headline or self.title,
            subject=self.title if headline else "",
            description=description,
            units=self.units,
            how_to_read=self.how_to_read,
            shows=tuple(self.shows),
            picture=picture,
            table=self._data.html,
        )

    @property
    def shown(self) -> Shown:
        """The figure as a notebook shows it; where the page is made by the kernel's client, that client draws it."""
        text = f"{self.title}. {self.description}"
        if isinstance(self.chart, Grid) or not is_drawing_left_to_client():
            return Shown(self.html, text, interactions=self.interactions)
        place = Markup(write_place(self._chart.place))  # noqa: S704 - a name of letters and figures
        return Shown(self._write(place), text, interactions=self.interactions, charts=(self._chart,))

    @property
    def interactions(self) -> tuple[dict[str, Any], ...]:
        """What a page's script needs to let the figure answer to a pointer; empty unless that is asked for."""
        if not answers_to_pointer() or isinstance(self.chart, Grid):
            return ()
        words = {"headings": self.headings, "formats": self.formats}
        columns = map(str, self.table.columns)
        return (describe_interaction(self.specification, **words, columns=columns, purposes=name_colours()),)

    def _repr_mimebundle_(self, include: object = None, exclude: object = None) -> dict[str, Any]:  # noqa: ARG002 - asked for by name
        return self.shown._repr_mimebundle_()

    def _ipython_display_(self) -> None:
        shown_elsewhere(self._repr_mimebundle_)
