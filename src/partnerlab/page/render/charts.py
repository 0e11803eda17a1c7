"""The charts that a notebook hands on: each drawn once, for the page and for the notebook that is kept."""

from __future__ import annotations

import logging
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from xml.etree.ElementTree import Element

from nbformat import from_dict

from partnerlab.errors import DisplayError
from partnerlab.page.handover import CHART_TYPE, write_place
from partnerlab.page.markup import write_markup
from partnerlab.page.vega import Chart, bound_drawing, take_over
from partnerlab.wording import with_capital

_LOG = logging.getLogger("vl_convert")


@dataclass(frozen=True)
class Fault:
    """A chart that could not be drawn: the place of its cell, from 0, and what is wrong."""

    cell: int
    message: str


@dataclass
class Drawings:
    """The charts of a notebook, drawn."""

    places: dict[str, Element] = field(default_factory=dict)
    """By the name of its place in a figure, each drawing in the frame that a page gives it."""
    faults: list[Fault] = field(default_factory=list)
    """What could not be drawn, in the order of the notebook."""

    def check(self) -> None:
        """Raise what is wrong with the first chart that could not be drawn.

        Raises
        ------
        DisplayError
            There is one.
        """
        if self.faults:
            raise DisplayError(self.faults[0].message)


def draw_charts(notebook: Any) -> Drawings:
    """Draw each chart that a notebook hands on; messages are added to the notebook.

    What vl-convert reports as an error without failing, such as data that cannot be fetched, is put beside the figure
    as a message, as if it had been reported in its cell.

    Returns
    -------
    Drawings
        With a sentence in the place of a chart that could not be drawn.
    """
    drawings = Drawings()
    for number, cell in enumerate(notebook.cells):
        remarks: list[str] = []
        for chart in _handed_on(cell):
            if chart.place not in drawings.places:
                with _heard(remarks):
                    drawings.places[chart.place] = _draw(chart, number, drawings.faults)
        if remarks:
            text = "".join(f"{remark}\n" for remark in remarks)
            message = {"output_type": "stream", "name": "stderr", "text": text}
            cell["outputs"].append(from_dict(message))  # type: ignore[no-untyped-call] # it is untyped
    return drawings


def keep_drawings(notebook: Any, drawings: Drawings) -> None:
    """Put what `draw_charts` made into the HTML of a notebook, which then shows its figures wherever it is opened."""
    for cell in notebook.cells:
        for output in cell.get("outputs", []):
            data = output.get("data", {})
            charts, html = take_over(data.pop(CHART_TYPE, None)), "".join(data.get("text/html", ""))
            for chart in charts:
                html = html.replace(write_place(chart.place), write_markup(drawings.places[chart.place]))
                data["text/html"] = html


def _handed_on(cell: Mapping[str, Any]) -> Iterator[Chart]:
    for output in cell.get("outputs", []):
        yield from take_over(output.get("data", {}).get(CHART_TYPE))


def _draw(chart: Chart, cell: int, faults: list[Fault]) -> Element:
    try:
        bound_drawing()
        return chart.frame(chart.draw())
    except DisplayError as error:
        message = str(error)
    except Exception as error:  # a drawing machine, and whoever wrote the specification, fail in ways of their own
        reason = " ".join(str(error).partition("\n    at ")[0].split())  # without the stack of the machine's own code
        message = f"figure {chart.title!r} cannot be drawn: {reason[:300]}"
    faults.append(Fault(cell, message))
    said = Element("p", {"class": "pl-note"})
    said.text = f"{with_capital(message)}."
    return said


@contextmanager
def _heard(remarks: list[str]) -> Iterator[None]:
    """Hear what vl-convert reports, instead of whoever listens to this process."""
    hearer, passes_on = _Hearer(remarks), _LOG.propagate
    _LOG.addHandler(hearer)
    _LOG.propagate = False
    try:
        yield
    finally:
        _LOG.removeHandler(hearer)
        _LOG.propagate = passes_on


class _Hearer(logging.Handler):
    def __init__(self, remarks: list[str]) -> None:
        super().__init__(logging.ERROR)
        self._remarks = remarks

    def emit(self, record: logging.LogRecord) -> None:
        self._remarks.append(record.getMessage())
