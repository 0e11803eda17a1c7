"""The words of a drawing as the boxes that they take up, by the widths that charts are laid out with."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations
from math import cos, radians, sin
from typing import TYPE_CHECKING

from defusedxml.ElementTree import fromstring
from fontTools.ttLib import TTFont

from partnerlab.page.letters import font_file

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

Frame = tuple[float, float, float, float, float, float]
"""How a part of a drawing is moved and turned: the six numbers of SVG's `matrix`."""

TOUCHING = 1.5
"""Pixels by which two boxes may meet: letters do not fill theirs."""
RISE, FALL = 0.74, 0.22
"""How far letters reach above and below the line that they stand on, in font sizes."""
USUAL = {"font-size": "13px", "font-weight": "normal", "text-anchor": "start"}
"""How words look where nothing says otherwise."""
BOLD = {"bold", "600", "700"}
_MOVED = re.compile(r"(translate|rotate|matrix|scale)\(([^)]*)\)")


@dataclass(frozen=True)
class Label:
    """A line of words and the box that it takes up, in pixels of its drawing."""

    words: str
    left: float
    top: float
    right: float
    bottom: float

    def covers(self, other: Label) -> bool:
        """Whether two labels stand on one another."""
        across = min(self.right, other.right) - max(self.left, other.left)
        down = min(self.bottom, other.bottom) - max(self.top, other.top)
        return across > TOUCHING and down > TOUCHING


def find_overlaps(svg: str) -> list[tuple[str, str]]:
    """Return the pairs of labels of a drawing that stand on one another; the same words in one place are one label."""
    return [(one.words, other.words) for one, other in combinations(read_labels(svg), 2) if one.covers(other)]


def read_labels(svg: str) -> list[Label]:
    """Return each line of words that a drawing shows, once."""
    return list(dict.fromkeys(_read(fromstring(svg))))


def _read(element: Element, frame: Frame = (1, 0, 0, 1, 0, 0), style: Mapping[str, str] = USUAL) -> Iterator[Label]:
    """Yield each line of words that a drawing shows; a part has the looks of the whole unless it has its own."""
    frame = _within(frame, element.get("transform", ""))
    style = {key: element.get(key, kept) for key, kept in style.items()}
    name = element.tag.rpartition("}")[2]
    if name in {"title", "desc", "defs"} or element.get("opacity") == "0" or element.get("display") == "none":
        return
    lines = [part for part in element if part.tag.rpartition("}")[2] == "tspan"] if name == "text" else []
    if name == "text" and not lines:
        yield from _line(element, element, frame, style)
    down = 0.0
    for line in lines:
        down += float(line.get("dy", "0").removesuffix("px"))
        yield from _line(line, element, _within(frame, f"translate(0,{down})"), style)
    for part in element if name != "text" else ():
        yield from _read(part, frame, style)


def _line(line: Element, text: Element, frame: Frame, style: Mapping[str, str]) -> Iterator[Label]:
    words = "".join(line.itertext()).strip()
    if not words:
        return
    size = float(style["font-size"].removesuffix("px"))
    wide = measure(words, "Bold" if style["font-weight"] in BOLD else "Regular") * size
    x, y = (float(line.get(key) or text.get(key) or 0) for key in "xy")
    start = x - wide * {"middle": 0.5, "end": 1.0}.get(style["text-anchor"], 0.0)
    a, b, c, d, e, f = frame
    corners = [(px, py) for px in (start, start + wide) for py in (y - RISE * size, y + FALL * size)]
    across = [a * px + c * py + e for px, py in corners]
    down = [b * px + d * py + f for px, py in corners]
    yield Label(words, min(across), min(down), max(across), max(down))


@functools.cache
def _widths(weight: str) -> tuple[dict[int, str], dict[str, tuple[int, int]], int]:
    with TTFont(font_file(weight)) as font:
        return dict(font.getBestCmap()), dict(font["hmtx"].metrics), font["head"].unitsPerEm


def measure(words: str, weight: str = "Regular") -> float:
    """Return how wide words are, in font sizes; a character that the widths lack counts as a whole one."""
    known, widths, units = _widths(weight)
    return sum(widths[known[ord(each)]][0] / units if ord(each) in known else 1.0 for each in words)


def _within(frame: Frame, moved: str) -> Frame:
    for kind, said in _MOVED.findall(moved):
        a, b, c, d, e, f = frame
        given = [float(number) for number in re.split(r"[\s,]+", said.strip())]
        p, q, r, s, x, y = _frame_of(kind, given)
        frame = (a * p + c * q, b * p + d * q, a * r + c * s, b * r + d * s, a * x + c * y + e, b * x + d * y + f)
    return frame


def _frame_of(kind: str, given: list[float]) -> Frame:
    if kind == "translate":
        return 1, 0, 0, 1, given[0], given[1] if len(given) > 1 else 0.0
    if kind == "scale":
        return given[0], 0, 0, given[-1], 0, 0
    if kind == "rotate":
        turn = radians(given[0])
        return cos(turn), sin(turn), -sin(turn), cos(turn), 0, 0
    a, b, c, d, e, f = given
    return a, b, c, d, e, f
