"""Tables on narrow screens: each row as a block of lines, and each line headed by the name of its column.

A heading is written once into the style of the page, not into each cell, which would make a page a fifth larger.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from xml.etree.ElementTree import Element

from partnerlab.page.render.anchors import read_words
from partnerlab.page.style import quote_for_style

NARROW = "37.5rem"
"""Width of the screen, 600 pixels at the usual size of letters, up to which tables stand in lines; as in pieces.css."""
FEWEST = 3
"""Columns from which lines are headed; of two, the second needs no name."""


def head_lines(pieces: Iterable[Element]) -> str:
    """Write the part of a page's style that heads the lines of its tables; empty where it has none.

    Parameters
    ----------
    pieces
        Settled, so that each of our own tables has a name on the page.

    Examples
    --------
    >>> from partnerlab.page.render.sanitise import read_html
    >>> table = '<table class="pl-own"><thead><tr><td></td><th>Lead</th><td></td></tr></thead></table>'
    >>> head_lines([read_html(f'<div id="p1" class="pl-table">{table}</div>')])
    '@media screen and (max-width:37.5rem){:is(#p1) :nth-child(2){--head:"Lead: "}}'
    """
    by_heading: dict[tuple[int, str], list[str]] = {}
    for name, table in _own_tables(pieces):
        headings = list(head) if (head := table.find("thead/tr")) is not None else []
        for place, heading in enumerate(headings if len(headings) >= FEWEST else (), start=1):
            if words := " ".join(_seen_words(heading).split()):
                by_heading.setdefault((place, words), []).append(f"#{name}")
    rules = "".join(
        f":is({','.join(names)}) :nth-child({place}){{--head:{quote_for_style(f'{words}: ')}}}"
        for (place, words), names in by_heading.items()
    )
    return f"@media screen and (max-width:{NARROW}){{{rules}}}" if rules else ""


def _seen_words(heading: Element) -> str:
    """The words of a heading, without those that are for listeners alone."""
    seen = [part for part in heading if "pl-hidden" not in part.get("class", "").split()]
    return " ".join([heading.text or "", *(f"{read_words(part)} {part.tail or ''}" for part in seen)])


def _own_tables(pieces: Iterable[Element]) -> Iterator[tuple[str, Element]]:
    """Our own tables, each with the name of what holds it: a table its own, a grid that of its figure."""
    for piece in pieces:
        for holder in piece.iter():
            kind = holder.get("class", "").split()
            if "pl-table" in kind and "id" in holder.attrib:
                yield from ((holder.attrib["id"], table) for table in holder.iter("table"))
            elif "pl-figure" in kind and "id" in holder.attrib:
                grids = [part for part in holder if "pl-grid" in part.get("class", "").split()]
                yield from (
                    (f"{holder.attrib['id']}>.pl-grid", table) for grid in grids for table in grid.iter("table")
                )
