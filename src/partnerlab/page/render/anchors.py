"""The anchors of a page: headings in order, names that never collide, links that lead somewhere, a list of contents."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from urllib.parse import unquote
from xml.etree.ElementTree import Element, SubElement

from partnerlab.characters import slug_of
from partnerlab.page.markup import DATA, FRAGMENT, SOURCE

HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_REFERENCES = frozenset({"aria-labelledby", "aria-describedby", "aria-controls", "headers"})
_NAMES = frozenset({"pl-figure-name", "pl-finding-name"})
_LOCAL = re.compile(r"url\(#([\w.:-]+)\)")


@dataclass(frozen=True)
class Heading:
    """A heading of the page: where it is, what it says, how deep it lies (2 for a section)."""

    place: str
    text: str
    level: int


@dataclass
class Anchors:
    """Names places on a page, piece after piece."""

    taken: set[str] = field(default_factory=set)
    """Names that the page itself uses, whether or not it has come to them."""
    title: str = ""
    headings: list[Heading] = field(default_factory=list)
    aliases: dict[str, str] = field(default_factory=dict)
    """Place by the name that JupyterLab gives a heading, by which an author may have linked to it."""
    _level: int = 1
    _there: set[str] = field(default_factory=set)
    _numbers: dict[str, int] = field(default_factory=dict)

    def settle(self, piece: Element) -> Element:
        """Give a piece names of its own and its headings their place; the first `h1` becomes the page's title."""
        self._name_apart(piece)
        for element in list(piece.iter()):
            if element.tag in HEADINGS:
                self._settle_heading(element)
        return piece

    def link(self, piece: Element, others: Collection[str] = ()) -> Element:
        """Keep links to places that are on the page; of others keep the words.

        Parameters
        ----------
        piece
            Settled, as is all that its links may lead to.
        others
            Places on the page that are in no piece.
        """
        for element in piece.iter("a"):
            target = element.get("href", "")
            if target[:1] == "#" and target[1:] not in self._there and target[1:] not in others:
                place = self.aliases.get(unquote(target[1:]))
                if place is None:
                    element.tag, element.attrib = FRAGMENT, {}
                else:
                    element.set("href", f"#{place}")
        return piece

    def _name_apart(self, piece: Element) -> None:
        renamed: dict[str, str] = {}
        for element in piece.iter():
            if "id" in element.attrib:
                element.set("id", self._rename(element.attrib["id"], renamed))
        changed = {old: new for old, new in renamed.items() if old != new}
        for element in piece.iter() if changed else ():
            for name, value in element.attrib.items():
                if name == "href" and value[:1] == "#":
                    element.set(name, f"#{changed.get(value[1:], value[1:])}")
                elif name in _REFERENCES:
                    element.set(name, " ".join(changed.get(word, word) for word in value.split()))
                elif "url(#" in value:
                    element.set(name, _LOCAL.sub(lambda found: f"url(#{changed.get(found[1], found[1])})", value))

    def _rename(self, name: str, renamed: dict[str, str]) -> str:
        """Name of a place; what refers to a name that a piece gives twice leads to the first."""
        free = self._free(name)
        self.taken.add(free)
        self._there.add(free)
        renamed.setdefault(name, free)
        return free

    def _free(self, name: str) -> str:
        if name not in self.taken:
            return name
        number = self._numbers.get(name, 2)  # counted on, since a page may give one name to thousands of places
        while (free := f"{name}-{number}") in self.taken:
            number += 1
        self._numbers[name] = number
        return free

    def _settle_heading(self, heading: Element) -> None:
        level = int(heading.tag[1])
        text = " ".join("".join(_words(heading)).split())
        is_title = level == 1 and not self.title
        if is_title:
            self.title = text
        if is_title or not text:
            for child in list(heading):
                heading.remove(child)
            heading.tag, heading.text, heading.attrib = FRAGMENT, None, {}
            return
        self._level = min(max(level, 2), self._level + 1)
        if heading.get("class") in _NAMES:  # what it names has a place of its own
            heading.tag = f"h{self._level}"
            return
        place = heading.get("id") or self._free(slug_of(text, longest=60, none="section"))
        self.taken.add(place)
        self._there.add(place)
        self.aliases.setdefault(text.replace(" ", "-"), place)
        self.headings.append(Heading(place, text, self._level))
        if heading.find(".//a") is None:
            children = list(heading)
            for child in children:
                heading.remove(child)
            words = SubElement(heading, "a", {"class": "pl-self", "href": f"#{place}"})
            words.extend(children)
            words.text, heading.text = heading.text, None
        heading.tag, heading.attrib = f"h{self._level}", {"id": place}


def read_words(piece: Element) -> str:
    """The words of a piece, those of neighbouring elements apart; data for the page's script are no words.

    Examples
    --------
    >>> piece = Element("p")
    >>> piece.text = "Two"
    >>> SubElement(piece, "b").text = "risks"
    >>> read_words(piece)
    'Two risks'
    """
    has_data = any(next(piece.iter(tag), None) is not None for tag in (DATA, SOURCE))
    return " ".join(_words(piece) if has_data else piece.itertext())


def _words(element: Element) -> Iterator[str]:
    if element.tag in (DATA, SOURCE):
        return
    if element.text:
        yield element.text
    for child in element:
        yield from _words(child)
        if child.tail:
            yield child.tail


def gather_citations(texts: Iterable[str]) -> list[str]:
    """Places of the guide named in the text of a page, such as ``¶4.4``, in the guide's order.

    Examples
    --------
    >>> gather_citations(["See ¶4.4 and ¶2.10", "¶4.4"])
    ['¶2.10', '¶4.4']
    """
    return sorted({name for text in texts for name in re.findall(r"¶\d+\.\d+", text)}, key=order_citation)


def gather_terms(meanings: Mapping[str, str], texts: Iterable[str]) -> list[tuple[str, str]]:
    """Terms that a page uses, with their meanings, in the order of the alphabet.

    Parameters
    ----------
    meanings
        Meaning by term; a term's short form stands in brackets, as in ``Memorandum of Understanding (MoU)``.
    texts
        The page's words.

    Examples
    --------
    >>> gather_terms({"Broker": "Who links people.", "Density (D80)": "Share of ties."}, ["The brokers of d80"])
    [('Broker', 'Who links people.')]
    """
    text = " ".join(texts)
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
