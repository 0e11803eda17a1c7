"""Names in another language are marked where they are read, so that a screen reader says them in it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from xml.etree.ElementTree import Element

from partnerlab.page.markup import DATA, SOURCE

_LEFT_ALONE = frozenset({DATA, SOURCE, "svg", "math", "pre", "code", "style"})
"""Elements whose text is drawn, computed, or written as code."""


def mark_languages(piece: Element, languages: Mapping[str, str]) -> Element:
    """Put each name in another language into a `span` with its `lang`.

    Parameters
    ----------
    piece
        A piece of the page; it is changed.
    languages
        The language of each name, as `ga` for Irish; of names within one another the longest is marked.

    Examples
    --------
    >>> from partnerlab.page.markup import write_markup
    >>> piece = Element("p")
    >>> piece.text = "Led by Foras na Gaeilge."
    >>> write_markup(mark_languages(piece, {"Foras na Gaeilge": "ga"}))
    '<p>Led by <span lang="ga">Foras na Gaeilge</span>.</p>'
    """
    if languages:
        names = sorted(languages, key=len, reverse=True)
        _mark(piece, re.compile(rf"(?<!\w)({'|'.join(map(re.escape, names))})(?!\w)"), languages)
    return piece


def _mark(element: Element, pattern: re.Pattern[str], languages: Mapping[str, str]) -> None:
    if element.tag in _LEFT_ALONE or "lang" in element.attrib:
        return
    for child in list(element):
        _mark(child, pattern, languages)
        child.tail, spans = _split(child.tail, pattern, languages)
        place = list(element).index(child) + 1
        element[place:place] = spans
    element.text, spans = _split(element.text, pattern, languages)
    element[0:0] = spans


def _split(
    text: str | None, pattern: re.Pattern[str], languages: Mapping[str, str]
) -> tuple[str | None, list[Element]]:
    """Return the text up to the first name, and each name as an element with what follows it."""
    if not text or not pattern.search(text):
        return text, []
    before, *rest = pattern.split(text)
    spans = []
    for name, after in zip(rest[::2], rest[1::2], strict=True):
        span = Element("span", {"lang": languages[name]})
        span.text, span.tail = name, after or None
        spans.append(span)
    return before, spans
