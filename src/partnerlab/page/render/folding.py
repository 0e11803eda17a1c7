"""A review made short: each section shows its question, the answer and one figure; what goes into it is folded away.

What is not known, such as an output that somebody added to a review, stays where it is. A page that is no review of
ours is left as it is.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from xml.etree.ElementTree import Element

from partnerlab.page.handover import ANSWER, KEPT
from partnerlab.page.markup import DATA, FRAGMENT
from partnerlab.page.parts import render
from partnerlab.page.render.anchors import HEADINGS, read_words
from partnerlab.page.render.sanitise import read_html

MOST_NAMED = 2
"""Figures and tables that the summary of what is folded names; of the others it gives the number."""
LONGEST_TABLE = 120
"""Words of a table that stands in the place of a figure, in a section that has none; a longer one is folded."""
_PROSE = frozenset({"p", "ul", "ol", "dl", "h3", "h4", "h5", "h6", "blockquote", "pre", "math"})


def fold_sections(pieces: Sequence[Element]) -> list[Element]:
    """Fold away what goes into each section of a review.

    Parameters
    ----------
    pieces
        Pieces of a page in order, their headings settled.

    Returns
    -------
    list of Element
        The same pieces unless an answer in short stands among them; otherwise one piece for each section.
    """
    if not any(_has_class(part, ANSWER) for piece in pieces for part in piece.iter("div")):
        return list(pieces)
    sections: list[list[_Part]] = [[]]
    elements = [element for piece in pieces for element in _flatten(piece)]
    for element, following in zip(elements, [*elements[1:], None], strict=True):
        if element.tag == "h2":
            sections.append([])
        if element.tag == DATA and sections[-1]:
            sections[-1][-1].carried.append(element)
        else:
            together = following is not None and following.tag == DATA
            sections[-1].extend(map(_Part, [element] if together else _split(element)))
    return [_write(section) for section in sections if section]


@dataclass(eq=False)
class _Part:
    """An element that stands in a section, with the data that are carried beside it."""

    element: Element
    carried: list[Element] = field(default_factory=list)

    @cached_property
    def shown(self) -> list[Element]:
        """What an output of ours shows, side by side; empty for prose, code, and what is not known."""
        inside = [piece for child in self.element for piece in _flatten(child)] if self.is_output else []
        return inside if all(piece.tag == "figure" or _is_own(piece) for piece in inside) else []

    @property
    def is_output(self) -> bool:
        return _has_class(self.element, "pl-output")

    @property
    def is_known(self) -> bool:
        """Whether it may be folded; what somebody added to a review, and an error, may not."""
        return self.element.tag in _PROSE or _has_class(self.element, "pl-code") or bool(self.shown)

    @cached_property
    def is_kept(self) -> bool:
        return any(_has_class(piece, KEPT) for piece in self.element.iter())

    @property
    def is_figure(self) -> bool:
        return any(piece.tag == "figure" for piece in self.shown)

    @property
    def is_short_table(self) -> bool:
        table = any(_has_class(piece, "pl-table") for piece in self.shown)
        return table and not self.is_empty and len(read_words(self.element).split()) <= LONGEST_TABLE

    @property
    def is_empty(self) -> bool:
        """Whether it shows nothing but tables without a row."""
        return bool(self.shown) and all(_has_class(piece, "pl-empty") for piece in self.shown)

    @property
    def is_note(self) -> bool:
        return bool(self.shown) and all(_has_class(piece, "pl-note") for piece in self.shown)


def _write(section: Sequence[_Part]) -> Element:
    """Write a section: heading and question, the first figure, or what is said where there is none; the rest folded.

    What is empty comes last, open only where a section has nothing else to show.
    """
    heading = [part for part in section if part.element.tag in HEADINGS and part is section[0]]
    seen = {id(part) for part in section if part.is_kept or not part.is_known} | {id(part) for part in heading}
    outputs = [part for part in section if part.shown]
    if heading and not any(part.is_kept for part in section):
        figures = [part for part in outputs if part.is_figure] or [part for part in outputs if part.is_short_table]
        notes = [part for part in outputs if part.is_note]
        seen |= {id(part) for part in (figures or notes or [part for part in outputs if part.is_empty])[:1]}
    says = any(part.is_kept or part.is_figure or part.is_short_table for part in outputs)
    if heading and (says or not outputs) and len(section) > 1 and section[1].element.tag == "p":
        seen.add(id(section[1]))
    if not heading:
        seen = {id(part) for part in section}
    written = Element(FRAGMENT)
    for part in section:
        if id(part) in seen:
            written.extend([part.element, *part.carried])
    rest = [part for part in section if id(part) not in seen]
    written.extend(_fold(sorted(rest, key=lambda part: part.is_empty)))
    return written


def _flatten(piece: Element) -> Iterator[Element]:
    """What stands side by side in a piece; words that stand in no element are put into a paragraph."""
    if piece.tag != FRAGMENT:
        yield piece
        return
    if (piece.text or "").strip():
        yield _paragraph(piece.text or "")
    for child in piece:
        tail, child.tail = child.tail or "", None
        yield from _flatten(child)
        if tail.strip():
            yield _paragraph(tail)


def _paragraph(text: str) -> Element:
    said = Element("p")
    said.text = text
    return said


def _split(part: Element) -> list[Element]:
    """An output of several figures as several outputs."""
    if not _has_class(part, "pl-output"):
        return [part]
    inside = [piece for child in part for piece in _flatten(child)]
    if sum(piece.tag == "figure" for piece in inside) < 2:
        return [part]
    split = []
    for piece in inside:
        output = Element("div", {"class": "pl-output"})
        output.append(piece)
        split.append(output)
    return split


def _fold(rest: Sequence[_Part]) -> Iterator[Element]:
    if all(_has_class(part.element, "pl-code") for part in rest):
        yield from (part.element for part in rest)  # it is folded by itself
    elif any(read_words(part.element).strip() for part in rest):
        folded = read_html(render("rest", summary=_summarise([part.element for part in rest])))
        for part in rest:
            folded[0].extend([part.element, *part.carried])
        yield folded[0]


def _summarise(rest: Sequence[Element]) -> str:
    """Say what is inside: the first figures and tables by name, the number of the others, or how long a text is."""
    names = [name for part in rest for name in _names(part)]
    if not names:
        words = sum(len(read_words(part).split()) for part in rest if part.tag in _PROSE)
        return f"Read this part ({max(round(words, -1), 10)} words)"
    more = len(names) - MOST_NAMED
    return "; ".join([*names[:MOST_NAMED], *([f"and {more} more"] if more > 0 else [])])


def _names(part: Element) -> Iterator[str]:
    """Names of the figures and tables of a part, those of the data behind a figure apart."""
    for figure in part.iter("figure"):
        titles = [figure.find("p[@class='pl-units']/span"), *(figure.find(f"h{level}") for level in (3, 2, 4))]
        yield next((_text(title) for title in titles if title is not None), "a figure")
    inside = {id(table) for figure in part.iter("figure") for table in figure.iter("table")}
    for table in part.iter("table"):
        if id(table) not in inside:
            caption = table.find("caption")
            yield _text(caption) if caption is not None else "a table"


def _text(element: Element) -> str:
    return " ".join(read_words(element).split())


def _is_own(part: Element) -> bool:
    return any(_has_class(part, name) for name in ("pl-table", "pl-note", "pl-more", KEPT))


def _has_class(part: Element, name: str) -> bool:
    return name in part.get("class", "").split()
