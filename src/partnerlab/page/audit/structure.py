"""What can be told of a page from its text alone: nothing runs, nothing loads, everything is named and in place."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote

from partnerlab.page.finder import write_finder
from partnerlab.page.live import DATA_TYPE, write_script
from partnerlab.page.style import write_source

LANDMARKS = ("header", "nav", "main", "footer")
LOADING = frozenset({"iframe", "frame", "object", "embed", "link", "base", "form", "video", "audio", "portal"})
_LOADED = frozenset({"src", "srcset", "poster", "background", "action", "formaction", "data", "xlink:href", "ping"})
_VOID = frozenset("area base br col embed hr img input link meta param source track wbr".split())  # noqa: SIM905 - words
_MACHINE = re.compile(r"(?<![\w/.])(?:/(?:home|Users|root|tmp|var|private|mnt|srv|opt)/[\w.-]+/|[A-Za-z]:\\[\w.-]+\\)")
_REQUEST = re.compile(r"url\(\s*['\"]?(?!['\"]?#|['\"]?data:)|@import", re.IGNORECASE)

Found = tuple[int, str]
"""Line, and what is wrong there."""


def find_faults(html: str, folder: Path | None = None) -> Iterator[Found]:
    """Find what is wrong with a page.

    Parameters
    ----------
    folder
        Where it lies, to check links to files beside it; None leaves these unchecked.

    Yields
    ------
    tuple of int and str
        Line, and what is wrong there with the way out.

    Examples
    --------
    >>> [message for _, message in find_faults("<p>")][:2]
    ['says not `<!doctype html>` first; add it', 'says no language; write `<html lang="en-GB">`']
    """
    page = _Page()
    page.feed(html)
    page.close()
    yield from _find_frame_faults(html, page)
    yield from page.faults
    yield from _find_script_faults(page)
    yield from _find_heading_faults(page)
    yield from _find_link_faults(page, folder)
    yield from _find_trace_faults(html)


@dataclass
class _Table:
    line: int
    caption: bool = False


@dataclass
class _Drawing:
    line: int
    attributes: dict[str, str]
    named: set[str] = field(default_factory=set)


class _Page(HTMLParser):
    """Reads a page once and notes what the checks need."""

    def __init__(self) -> None:
        super().__init__()
        self.faults: list[Found] = []
        self.ids: list[str] = []
        self.links: list[tuple[int, str]] = []
        self.referred: list[tuple[int, str]] = []
        self.headings: list[tuple[int, int]] = []
        self.landmarks: Counter[str] = Counter()
        self.policy = self.language = self.title = ""
        self.scripts: list[tuple[int, str]] = []
        self._tables: list[_Table] = []
        self._drawings: list[_Drawing] = []
        self._inside: list[str] = []

    @property
    def _line(self) -> int:
        return self.getpos()[0]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attributes = {name: value or "" for name, value in attrs}
        if tag not in _VOID:
            self._inside.append(tag)
        self._note(tag, attributes)
        self._check_safety(tag, attributes)
        self._check_names(tag, attributes)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in _VOID:
            self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag == "table" and self._tables:
            table = self._tables.pop()
            if not table.caption:
                self.faults.append((table.line, "a table has no caption; say in a few words what it holds"))
        if tag == "svg" and self._drawings:
            self._check_drawing(self._drawings.pop())
        if tag in self._inside:
            while self._inside.pop() != tag:
                pass

    def handle_data(self, data: str) -> None:
        if self._inside and self._inside[-1] == "title" and "svg" not in self._inside:
            self.title += data
        if self._inside and self._inside[-1] == "script" and self.scripts:
            self.scripts[-1] = (self.scripts[-1][0], self.scripts[-1][1] + data)
        if self._inside and self._inside[-1] == "style" and _REQUEST.search(data):
            self.faults.append((self._line, "its style asks for another file; put it into the page"))

    def _note(self, tag: str, attributes: dict[str, str]) -> None:
        if "id" in attributes:
            self.ids.append(attributes["id"])
        if tag == "html":
            self.language = attributes.get("lang", "")
        if tag == "meta" and attributes.get("http-equiv", "").lower() == "content-security-policy":
            self.policy = attributes.get("content", "")
        if tag in LANDMARKS:
            self.landmarks[tag] += 1
        if re.fullmatch("h[1-6]", tag):
            self.headings.append((self._line, int(tag[1])))
        if tag == "a" and "href" in attributes:
            self.links.append((self._line, attributes["href"]))
        for name in ("aria-labelledby", "aria-describedby"):
            self.referred += [(self._line, place) for place in attributes.get(name, "").split()]
        if tag == "script" and attributes.get("type") != DATA_TYPE:
            self.scripts.append((self._line, ""))
        if tag == "table":
            self._tables.append(_Table(self._line))
        if tag == "caption" and self._tables:
            self._tables[-1].caption = True
        if tag == "svg":
            self._drawings.append(_Drawing(self._line, attributes))
        if tag in ("title", "desc") and self._drawings:
            self._drawings[-1].named.add(tag)

    def _check_safety(self, tag: str, attributes: dict[str, str]) -> None:
        if tag in LOADING:
            self.faults.append((self._line, f"has a `{tag}`, which may run or load something; take it out"))
        for name, value in attributes.items():
            if name.startswith("on"):
                self.faults.append((self._line, f"has `{name}` on a `{tag}`, which may run; take it out"))
            if name in _LOADED and not value.startswith(("data:image/", "#")):
                self.faults.append((self._line, f"`{tag}` loads {value[:80]!r}; put it into the page"))
            if value.strip().lower().startswith(("javascript:", "vbscript:", "data:text/html")):
                self.faults.append((self._line, f"`{tag}` has an address that runs: {value[:80]!r}; take it out"))

    def _check_names(self, tag: str, attributes: dict[str, str]) -> None:
        if tag == "img" and "alt" not in attributes:
            self.faults.append((self._line, "a picture has no alternative; add `alt`"))
        if tag == "th" and attributes.get("scope") not in ("col", "row", "colgroup", "rowgroup"):
            self.faults.append((self._line, "a table heading has no scope; say `col` or `row`"))

    def _check_drawing(self, drawing: _Drawing) -> None:
        hidden = drawing.attributes.get("aria-hidden") == "true"
        named = drawing.attributes.get("role") == "img" and drawing.named == {"title", "desc"}
        if not hidden and not (named and drawing.attributes.get("aria-labelledby")):
            message = "a drawing lacks role, title or description; show charts through `draw`"
            self.faults.append((drawing.line, message))


def _find_frame_faults(html: str, page: _Page) -> Iterator[Found]:
    if not html[:20].lower().startswith("<!doctype html>"):
        yield 1, "says not `<!doctype html>` first; add it"
    if not page.language:
        yield 1, 'says no language; write `<html lang="en-GB">`'
    if not page.title.strip():
        yield 1, "has no title; a window or a tab cannot be told from another"
    if "default-src 'none'" not in page.policy or "unsafe" in page.policy:
        yield 1, "has no policy that forbids every request; make it again with `partnerlab run`"
    for landmark in LANDMARKS:
        if not page.landmarks[landmark]:
            yield 1, f"has no `{landmark}`; a screen reader cannot jump to it"
    if page.landmarks["main"] > 1:
        yield 1, f"has {page.landmarks['main']} `main` parts; keep one"
    if not page.links or not page.links[0][1].startswith("#"):
        yield 1, "does not begin with a link to its text; add one that skips the head"


def _find_script_faults(page: _Page) -> Iterator[Found]:
    """A page may hold two scripts, ours to the letter and once each, and its policy allows no other; data are none."""
    ours: list[str] = []
    for line, script in page.scripts:
        if script in ours or (script != write_finder() and script != write_script()):
            yield line, "has a `script` that is not the one of an interactive page; take it out, or make the page again"
        else:
            ours.append(script)
    allowed = re.search(r"script-src ([^;]*)", page.policy)
    if (allowed[1] if allowed else "") != " ".join(map(write_source, ours)):
        yield 1, "has a policy that allows other scripts than its own; make it again with `partnerlab run`"


def _find_heading_faults(page: _Page) -> Iterator[Found]:
    tops = sum(level == 1 for _, level in page.headings)
    if tops != 1:
        yield 1, f"has {tops} headings of the first level; a page has one"
    before = 0
    for line, level in page.headings:
        if level > before + 1:
            yield line, f"a heading of level {level} follows one of level {before}; leave none out"
        before = level


def _find_link_faults(page: _Page, folder: Path | None) -> Iterator[Found]:
    for name, times in Counter(page.ids).items():
        if times > 1:
            yield 1, f"names {times} places {name!r}; a name is given once"
    known = set(page.ids)
    for line, name in page.referred:
        if name not in known:
            yield line, f"names {name!r} as a label, which is not on the page"
    for line, address in page.links:
        if address.startswith("#") and unquote(address[1:]) not in known:
            yield line, f"links to {address!r}, which is not on the page"
        elif folder is not None and not _is_there(address, folder):
            yield line, f"links to {address!r}, which is not there"


def _is_there(address: str, folder: Path) -> bool:
    if not address or re.match(r"[a-z][a-z0-9+.-]*:|#|//", address, re.IGNORECASE):
        return True
    return (folder / unquote(re.split(r"[#?]", address)[0])).exists()


def _find_trace_faults(html: str) -> Iterator[Found]:
    for number, line in enumerate(html.splitlines(), start=1):
        for found in _MACHINE.finditer(line):
            yield number, f"tells a place on a machine: {found[0]!r}; make it again with `partnerlab run`"
