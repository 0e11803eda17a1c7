"""Charts drawn: from a specification in Vega-Lite to a drawing that a page can hold.

A figure draws its own chart where it is shown, unless the kernel's client makes the page: then it hands its chart on,
and whoever makes the page draws it, once, in a process that keeps the drawing machine warm. vl-convert needs more than
ten times as long for the first chart of a process as for the next, and starts threads, which a fork does not carry
over: so it is imported with the first chart and not before.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, fields
from functools import cache
from queue import Empty, SimpleQueue
from threading import Thread
from typing import Any
from xml.etree.ElementTree import Element, SubElement

from partnerlab.errors import DisplayError
from partnerlab.page import letters
from partnerlab.page.drawing import copy_drawing, count_marks, read_drawing
from partnerlab.page.theme import name_colours

MOST_MARKS = 1_500
"""More shapes than this make a page slow and a chart unreadable: aggregate first."""
HEAP_MEGABYTES = 256
"""What a process that draws for others may hold to draw one chart; without a bound it keeps far more than it uses."""
NARROW, BROAD = 420, 640
"""Widths in pixels up to which a drawing fits a phone, and a tablet."""
MOST_SECONDS = 60
"""The longest that such a process waits for one chart."""
LARGEST_UNBOUNDED = 5_000_000
"""Characters of the largest chart that vl-convert 1.9, which knows neither bound, is asked to draw."""
SAID_ABOVE = "Chart, described above"
"""What a drawing is called in a figure, whose words stand above it."""
_LOG = logging.getLogger("vl_convert")


@dataclass(frozen=True)
class Chart:
    """A chart that is to be drawn."""

    id: str
    """Name of its figure on a page."""
    title: str
    description: str
    """What it is about and what is seen in it, for those who cannot see it."""
    specification: Mapping[str, Any]
    """The chart as Vega-Lite, its data inline."""
    place: str
    """Name of its place in the figure's HTML, the same for no other chart; two figures may have one `id` until the page
    tells them apart.
    """

    def draw(self) -> Element:
        """Draw it, with labels measured by fonts of our own, so that it is laid out alike on every machine.

        Returns
        -------
        Element
            The ``svg``, with a name and a description.

        Raises
        ------
        DisplayError
            If it has too many marks to be read.
        ValueError
            If the specification is none that can be drawn.
        """
        # What Vega would say of each mark to screen readers is no part of the copy: the figure's words say it.
        settings = {**self.specification.get("config", {}), "font": letters.FAMILY, "aria": False}
        drawn = _convert(json.dumps({**self.specification, "config": settings}))
        marks = count_marks(drawn)
        if marks > MOST_MARKS:
            raise DisplayError(
                f"figure {self.title!r} has {marks} marks; aggregate or filter them "
                f"to at most {MOST_MARKS} so that it can be read"
            )
        return copy_drawing(
            read_drawing(drawn),
            prefix=self.id,
            title=self.title,
            description=self.description,
            colours=name_colours(),
        )

    def frame(self, drawn: Element) -> Element:
        """Give its drawing a place in its figure, whose words say what is seen, so that it is heard once."""
        said = {"role": "img", "aria-label": SAID_ABOVE}
        place = Element("div", {"class": f"pl-drawing {_shrink(drawn)}", **said})
        look = {key: value for key, value in drawn.attrib.items() if key not in ("role", "aria-labelledby")}
        silent = SubElement(place, "svg", {**look, "id": f"{self.id}-drawn", "aria-hidden": "true"})
        silent.extend(part for part in drawn if part.tag not in ("title", "desc"))
        return place


def hand_on(charts: Iterable[Chart]) -> str:
    """Write charts for whoever makes the page; as text, which is copied and checked in one piece on its way.

    Examples
    --------
    >>> take_over(hand_on([Chart("p1", "Risks", "Two.", {"mark": "bar"}, "q1")]))[0].title
    'Risks'
    """
    # Not by `asdict`, which would first copy the data of each chart, value by value.
    told = [{part.name: getattr(chart, part.name) for part in fields(chart)} for chart in charts]
    return json.dumps({"charts": told}, ensure_ascii=False)


def take_over(handed: Any) -> list[Chart]:
    """Read what `hand_on` wrote; what is nothing of the kind is nothing."""
    try:
        told = json.loads(handed) if isinstance(handed, str) else handed
        return [Chart(**chart) for chart in told["charts"]]
    except (ValueError, TypeError, KeyError):
        return []


def bound_drawing() -> None:
    """Let this process, which draws for others, take no more for one chart than it should."""
    _bounds.kept = True
    if _can_be_bounded():
        # Another bound makes vl-convert start a new machine, and leave the one alone that is still drawing.
        _machine().configure(max_v8_heap_size_mb=HEAP_MEGABYTES + _bounds.given_up)


def is_spent() -> bool:
    """Whether a chart that was given up is still being drawn in this process, which then should give way to another."""
    return _bounds.given_up > 0


@dataclass
class _Bounds:
    """Whether this process keeps to bounds, and how many charts it has given up.

    vl-convert has a bound of time of its own, which we leave: under it, it looks only 20 times a second whether a chart
    is finished, which then takes 50 ms and not 18, and once it has stopped a chart it can draw no other. So whoever
    waits for a chart gives up; what was begun goes on until its process ends.
    """

    kept: bool = False
    given_up: int = 0


_bounds = _Bounds()


def _can_be_bounded() -> bool:
    """Whether this vl-convert, from 2.0 on, keeps to bounds; the last stable one, 1.9, draws without."""
    return hasattr(_machine(), "configure")


def _convert(specification: str) -> str:
    if not _can_be_bounded() and len(specification) > LARGEST_UNBOUNDED:
        raise ValueError(f"it holds {len(specification):,} characters; aggregate them, or install vl-convert-python 2")
    with _unremarked():
        is_bounded = _bounds.kept and _can_be_bounded()  # 1.9 draws with the interpreter held, so that none can wait
        return _wait_for(specification) if is_bounded else str(_machine().vegalite_to_svg(specification))


def _wait_for(specification: str) -> str:
    """Draw a chart on a thread of its own, and give up once it takes too long."""
    answers: SimpleQueue[str | Exception] = SimpleQueue()

    def draw() -> None:
        try:
            answers.put(str(_machine().vegalite_to_svg(specification)))
        except Exception as error:  # whatever it is, it is raised where the chart was asked for
            answers.put(error)

    Thread(target=draw, daemon=True, name="drawing").start()
    try:
        answer = answers.get(timeout=MOST_SECONDS)
    except Empty:
        _bounds.given_up += 1
        bound_drawing()
        raise ValueError(f"drawing it takes more than {MOST_SECONDS} seconds; aggregate its data") from None
    if isinstance(answer, Exception):
        raise answer
    return answer


@contextmanager
def _unremarked() -> Iterator[None]:
    """Without Vega's remarks on what is meant, such as a column with nothing in it."""
    level = _LOG.level
    _LOG.setLevel(logging.ERROR)
    try:
        yield
    finally:
        _LOG.setLevel(level)


@cache
def _machine() -> Any:
    import vl_convert  # noqa: PLC0415 - it starts threads, which must not be started ahead of a fork

    vl_convert.register_font_directory(str(letters.FOLDER))
    return vl_convert


def _shrink(drawn: Element) -> str:
    width = float(drawn.get("width") or 0)
    return "pl-narrow" if width <= NARROW else "pl-middle" if width <= BROAD else "pl-broad"
