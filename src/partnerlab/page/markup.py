"""A tree of HTML and SVG as text: every word and every value is escaped, so that what was text stays text."""

from __future__ import annotations

import re
from xml.etree.ElementTree import Element

FRAGMENT = ""
"""Tag of what holds a piece of a page together, or of an element of which only what is in it stays."""
DATA = "script"
"""Tag of data for the page's own script, whose text is written as it is; nothing that is read becomes one."""
SOURCE = "annotation"
"""Tag of what a formula says in LaTeX, which is no word of the page: a browser does not show it."""
LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Z][a-z]{3})?(-([A-Z]{2}|\d{3}))?")
"""A language as a part of a page may name it, such as ``cy`` or ``en-GB``."""
VOID = frozenset({"br", "col", "hr", "img", "wbr"})
DRAWN = frozenset(
    """svg g path rect circle ellipse line polyline polygon text tspan defs clipPath linearGradient radialGradient
    stop use""".split()  # noqa: SIM905 - words read better as words
)
"""Elements of drawings, which end in themselves when nothing is in them."""
_CELLS = frozenset({"td", "th", "tr"})
"""Elements whose end HTML lets a writer leave out, as the next cell, row or table part tells it; a tenth of a page."""
_STANDBY = re.compile(r"(var\(--pl-\w+),#[0-9a-f]{6}\)")


def write_markup(element: Element, *, on_page: bool = False) -> str:
    """Write an element and what is in it, but not what follows it.

    Parameters
    ----------
    element
        The element; of a fragment only what is in it is written.
    on_page
        Whether to leave out what a page of ours does without: the ends of cells and rows, and the colours that stand by
        in a drawing for where the page's own are not known.

    Returns
    -------
    str
        HTML that a browser reads as the same tree.

    Examples
    --------
    >>> cell = Element("td", {"title": '"<'})
    >>> cell.text = "<b>"
    >>> write_markup(cell)
    '<td title="&quot;&lt;">&lt;b&gt;</td>'
    """
    parts: list[str] = []
    _write(element, parts, on_page)
    return "".join(parts)


def add_text(element: Element, text: str) -> None:
    """Add text at the end of what is in an element.

    Examples
    --------
    >>> line = Element("p")
    >>> add_text(line, "One ")
    >>> add_text(line, "& two")
    >>> write_markup(line)
    '<p>One &amp; two</p>'
    """
    if len(element):
        element[-1].tail = (element[-1].tail or "") + text
    else:
        element.text = (element.text or "") + text


def escape_text(text: str) -> str:
    """Escape what is special in text between tags.

    Examples
    --------
    >>> escape_text("a < b & c")
    'a &lt; b &amp; c'
    """
    if "&" in text:
        text = text.replace("&", "&amp;")
    return text.replace("<", "&lt;").replace(">", "&gt;") if "<" in text or ">" in text else text


def escape_value(text: str) -> str:
    """Escape what is special in the value of an attribute in double quotes.

    Examples
    --------
    >>> escape_value('"a"')
    '&quot;a&quot;'
    """
    return escape_text(text).replace('"', "&quot;")


def _write(element: Element, parts: list[str], on_page: bool) -> None:
    tag = element.tag
    if tag != FRAGMENT:
        parts.append(f"<{tag}")
        for name, value in element.attrib.items():
            if on_page and "var(" in value and tag in DRAWN:
                value = _STANDBY.sub(r"\1)", value)  # noqa: PLW2901 - the same value, less what stands by
            parts.append(f' {name}="{escape_value(value)}"')
        if tag in VOID:
            parts.append(">")
            return
        if tag in DRAWN and not len(element) and not element.text:
            parts.append("/>")
            return
        parts.append(">")
    if text := element.text:
        if tag == "pre" and text[0] == "\n":
            parts.append("\n")  # HTML takes the first new line of a `pre` for a part of its markup
        parts.append(text if tag == DATA else escape_text(text))
    for child in element:
        _write(child, parts, on_page)
        if child.tail:
            parts.append(escape_text(child.tail))
    if tag != FRAGMENT and not (on_page and tag in _CELLS and not (element.tail or "").strip()):
        parts.append(f"</{tag}>")
