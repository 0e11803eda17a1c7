"""The anchors of a page: headings in order, names that never collide, links that lead somewhere, a list of contents."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from html import escape, unescape

from partnerlab.wording import slug_of

_HEADING = re.compile(r"<h([1-6])((?:\s[\w-]+=\"[^\"]*\")*)>(.*?)</h\1>", re.DOTALL)
_ID = re.compile(r'(\sid=")([\w.:-]+)(")')
_LINK = re.compile(r'<a href="#([^"]*)"([^>]*)>(.*?)</a>', re.DOTALL)
_REFERENCES = ("aria-labelledby", "aria-describedby", "aria-controls", "headers")


@dataclass(frozen=True)
class Heading:
    """A heading of the page: where it is, what it says, how deep it lies (2 for a section)."""

    place: str
    text: str
    level: int


@dataclass
class Anchors:
    """Names places on a page, piece after piece.

    Parameters
    ----------
    taken
        Names that the page itself uses.
    """

    taken: set[str] = field(default_factory=set)
    title: str = ""
    headings: list[Heading] = field(default_factory=list)
    _level: int = 1

    def settle(self, html: str) -> str:
        """Give a piece names of its own and its headings their place; the first `h1` becomes the page's title."""
        return _HEADING.sub(self._settle_heading, self._name_apart(html))

    def _name_apart(self, html: str) -> str:
        renamed: dict[str, str] = {}
        html = _ID.sub(lambda found: f"{found[1]}{self._rename(found[2], renamed)}{found[3]}", html)
        changed = {old: new for old, new in renamed.items() if old != new}
        if not changed:
            return html
        html = re.sub(r'(\shref="#)([\w.:-]+)(")', lambda m: f"{m[1]}{changed.get(m[2], m[2])}{m[3]}", html)
        html = re.sub(r"url\(#([\w.:-]+)\)", lambda m: f"url(#{changed.get(m[1], m[1])})", html)
        for attribute in _REFERENCES:
            html = re.sub(
                rf'(\s{attribute}=")([^"]*)(")',
                lambda m: m[1] + " ".join(changed.get(name, name) for name in m[2].split()) + m[3],
                html,
            )
        return html

    def _rename(self, name: str, renamed: dict[str, str]) -> str:
        """Name of a place; what refers to a name that a piece gives twice leads to the first."""
        free = self._free(name)
        self.taken.add(free)
        renamed.setdefault(name, free)
        return free

    def _free(self, name: str) -> str:
        free, number = name, 2
        while free in self.taken:
            free, number = f"{name}-{number}", number + 1
        return free

    def _settle_heading(self, found: re.Match[str]) -> str:
        level, attributes, inside = int(found[1]), found[2], found[3]
        text = " ".join(unescape(re.sub(r"<[^>]*>", "", inside)).split())
        if level == 1 and not self.title:
            self.title = text
            return ""
        if not text:
            return ""
        self._level = min(max(level, 2), self._level + 1)
        named = re.search(r'\sid="([^"]+)"', attributes)
        place = named[1] if named else self._free(slug_of(text, longest=60, none="section"))
        self.taken.add(place)
        self.headings.append(Heading(place, text, self._level))
        words = inside if "<a " in inside else f'<a class="pl-self" href="#{place}">{inside}</a>'
        return f'<h{self._level} id="{escape(place)}">{words}</h{self._level}>'


def link_what_exists(html: str) -> str:
    """Keep links to places that are on the page; of others keep the words.

    Examples
    --------
    >>> link_what_exists('<p id="a"><a href="#a">A</a> <a href="#b">B</a></p>')
    '<p id="a"><a href="#a">A</a> B</p>'
    """
    places = {match[2] for match in _ID.finditer(html)}
    return _LINK.sub(lambda link: link[0] if link[1] in places else link[3], html)


def find_citations(pieces: Iterable[str]) -> list[str]:
    """Places of the guide named in the text of a page, such as ``¶4.4``, in the guide's order.

    Examples
    --------
    >>> find_citations(["<p>See ¶4.4 and ¶2.10</p>", "<p>¶4.4</p>"])
    ['¶2.10', '¶4.4']
    """
    found = {name for piece in pieces for name in re.findall(r"¶\d+\.\d+", re.sub(r"<[^>]*>", " ", piece))}
    return sorted(found, key=order_citation)


def find_terms(meanings: Mapping[str, str], pieces: Iterable[str]) -> list[tuple[str, str]]:
    """Terms that a page uses, with their meanings, in the order of the alphabet.

    Parameters
    ----------
    meanings
        Meaning by term; a term's short form stands in brackets, as in ``Memorandum of Understanding (MoU)``.
    pieces
        The page's text.

    Examples
    --------
    >>> find_terms({"Broker": "Who links people.", "Density (D80)": "Share of ties."}, ["<p>The brokers of d80</p>"])
    [('Broker', 'Who links people.')]
    """
    text = unescape(re.sub(r"<script.*?</script>|<[^>]*>", " ", " ".join(pieces), flags=re.DOTALL))
    low = text.lower()
    used = []
    for term, meaning in meanings.items():
        forms = filter(None, (form.strip() for form in re.split(r"[()]", term)))
        if any(_is_used(form, text, low) for form in forms):
            used.append((term, meaning))
    return sorted(used, key=lambda entry: entry[0].lower())


def _is_used(form: str, text: str, low: str) -> bool:
    """Whether a word or its plural stands in a text; a short form stands in it letter by letter."""
    within, sought = (text, form) if re.search(r"[A-Z0-9]", form[1:]) and " " not in form else (low, form.lower())
    whole = re.compile(rf"\b{re.escape(sought)}(?:s|es)?\b")
    start = within.find(sought)  # many times faster than a pattern that begins with the edge of a word
    while start >= 0 and not whole.match(within, start):
        start = within.find(sought, start + 1)
    return start >= 0


def order_citation(citation: str) -> tuple[int, list[int], str]:
    """Order of citations: paragraphs by number, then figures and appendices."""
    return (not citation.startswith("¶"), [int(number) for number in re.findall(r"\d+", citation)], citation)
