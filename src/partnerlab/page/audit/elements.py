"""The elements of a page, read once from its text: what each says, holds and belongs to, and what is wrong with it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from html.parser import HTMLParser

from partnerlab.characters import find_unfit
from partnerlab.page.audit.allowed import find_element_faults
from partnerlab.page.audit.labels import find_label_faults
from partnerlab.page.audit.policies import NAMED, is_data
from partnerlab.page.audit.unseen import SAYS_TURNED, Unseen

LANDMARKS = ("header", "nav", "main", "footer")
_VOID = frozenset("area base br col embed hr img input link meta param source track wbr".split())  # noqa: SIM905 - words
_HEAD = frozenset({"html", "head", "meta", "title", "style"})
"""Elements before which a browser has not begun the body of a page; in there it heeds no policy."""
_SHOWN_ADDRESS = re.compile(
    r"(?:https?://|www\.)(?:www\.)?([\w.-]+)\S*|((?:[\w-]+\.)+(?:com|org|net|info|uk|ie|eu))(?:[/?#:]\S*)?",
    re.IGNORECASE,
)
_LED_TO = re.compile(r"https?://(?:www\.)?([\w.-]+)", re.IGNORECASE)
_REFERRING = frozenset({"aria-labelledby", "aria-describedby", "aria-controls", "aria-owns", "aria-details", "headers"})
"""Attributes that name other places of the page."""
_NAMED = frozenset({"a", "summary", "caption", "h1", "h2", "h3", "h4", "h5", "h6"})
"""Elements that say nothing when they are empty."""
_PARENTS: Mapping[str, frozenset[str]] = {
    "li": frozenset({"ul", "ol"}),
    "dt": frozenset({"dl", "div"}),
    "dd": frozenset({"dl", "div"}),
    "tr": frozenset({"table", "thead", "tbody", "tfoot"}),
    "caption": frozenset({"table"}),
    "figcaption": frozenset({"figure"}),
    "summary": frozenset({"details"}),
}
_UNCLOSED: Mapping[str, frozenset[str]] = {
    "td": frozenset({"td", "th"}),
    "th": frozenset({"td", "th"}),
    "tr": frozenset({"td", "th", "tr"}),
    "tbody": frozenset({"td", "th", "tr", "thead", "tbody"}),
    "tfoot": frozenset({"td", "th", "tr", "thead", "tbody"}),
}
"""What the beginning of an element ends by itself: pages leave out the ends of cells and rows."""

Found = tuple[int, str]
"""Line, and what is wrong there."""


@dataclass
class _Table:
    line: int
    caption: bool = False
    headed: bool = False


@dataclass
class _Spoken:
    """An element that must say something, and what it says."""

    tag: str
    line: int
    text: str = ""
    address: str = ""


@dataclass
class _Drawing:
    line: int
    attributes: dict[str, str]
    named: set[str] = field(default_factory=set)


class Elements(HTMLParser):
    """Reads a page once: notes what checks of the whole need, and the faults that an element shows by itself."""

    def __init__(self) -> None:
        super().__init__()
        self.faults: list[Found] = []
        self.ids: list[str] = []
        self.links: list[tuple[int, str]] = []
        self.referred: list[tuple[int, str]] = []
        self.headings: list[tuple[int, int]] = []
        self.landmarks: Counter[str] = Counter()
        self.language = self.title = ""
        self.policies: list[str] = []
        self.styles: list[str] = []
        self.scripts: list[tuple[int, str]] = []
        self.data: list[tuple[int, dict[str, str], str]] = []
        self.named: set[str] = set()
        self.charset = ""
        self._tables: list[_Table] = []
        self._drawings: list[_Drawing] = []
        self._inside: list[str] = []
        self._spoken: list[_Spoken] = []
        self._unseen = Unseen()
        self._in_data = False
        self._in_head = True
        self.uses: list[tuple[int, str, tuple[str, ...]]] = []
        self._named: list[tuple[int, str]] = []

    @property
    def _line(self) -> int:
        return self.getpos()[0]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note an element that begins, and check it by itself."""
        attributes = {name: value or "" for name, value in attrs}
        self._in_head &= tag in _HEAD
        self._end_unclosed(tag)
        self._check_place(tag)
        if len(attrs) != len(attributes):
            self._fault(f"says something twice of a `{tag}`; keep one")
        if tag not in _VOID:
            self._inside.append(tag)
            for message in self._unseen.begin(tag, attributes, len(self._inside)):
                self._fault(message)
            self._note_repeated(tag, attributes)
        self._note(tag, attributes)
        for message in (*find_element_faults(tag, attributes), *find_label_faults(tag, attributes)):
            self._fault(message)
        self._check_reach(tag, attributes)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note an element that ends where it begins."""
        self.handle_starttag(tag, attrs)
        if tag not in _VOID:
            self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        """Check what can be told of an element once it has ended."""
        if tag == "table" and self._tables:
            self._check_table(self._tables.pop())
        if tag == "svg" and self._drawings:
            self._check_drawing(self._drawings.pop())
        if tag in self._inside:
            while self._inside.pop() != tag:
                pass
        self._leave()
        if self._spoken and self._spoken[-1].tag == tag:
            spoken = self._spoken.pop()
            shown, led = _SHOWN_ADDRESS.fullmatch(spoken.text.strip()), _LED_TO.match(spoken.address)
            if shown and led and (shown[1] or shown[2]).lower() != led[1].lower():
                self.faults.append((spoken.line, "a link shows another address than it leads to; show that one"))
            if not spoken.text.strip():
                self.faults.append((spoken.line, f"a `{tag}` says nothing; give it words or take it out"))
            elif self._spoken:
                self._spoken[-1].text += spoken.text

    def handle_data(self, data: str) -> None:
        """Note the words, the style or the script of the element that is open."""
        inside = self._inside[-1] if self._inside else ""
        if inside == "title" and "svg" not in self._inside:
            self.title += data
        elif inside == "script" and self.scripts and not self._in_data:
            self.scripts[-1] = (self.scripts[-1][0], self.scripts[-1][1] + data)
        elif inside == "script" and self.data:
            line, attributes, text = self.data[-1]
            self.data[-1] = (line, attributes, text + data)
        elif inside == "style":
            self.styles[-1] += data
        elif self._spoken:
            self._spoken[-1].text += data
        if inside not in {"script", "style", "title"}:
            self._in_head &= not data.strip()
            for message in self._unseen.say(data, self._inside):
                self._fault(message)
        if inside not in {"script", "style"} and find_unfit(data):
            self._fault(SAYS_TURNED)

    def handle_comment(self, data: str) -> None:  # noqa: ARG002 - as the parser calls it
        """Tell of a comment."""
        self._fault("has a comment, which readers do not see and which may be published by mistake; take it out")

    def handle_pi(self, data: str) -> None:  # noqa: ARG002 - as above
        """Tell of an instruction for programs."""
        self._fault("has an instruction for programs; take it out")

    def unknown_decl(self, data: str) -> None:  # noqa: ARG002 - as above
        """Tell of a declaration that HTML does not know."""
        self._fault("has a declaration that HTML does not know; take it out")

    def _fault(self, message: str) -> None:
        self.faults.append((self._line, message))

    def _end_unclosed(self, tag: str) -> None:
        ends = _UNCLOSED.get(tag, frozenset())
        while ends and self._inside and self._inside[-1] in ends:
            self._inside.pop()
        self._leave()

    def _leave(self) -> None:
        """Forget what was noted of elements that have ended."""
        self._unseen.end(len(self._inside))
        while self._named and self._named[-1][0] > len(self._inside):
            self._named.pop()

    def _check_place(self, tag: str) -> None:
        if tag in _PARENTS and (self._inside[-1:] or [""])[0] not in _PARENTS[tag] and "svg" not in self._inside:
            self._fault(f"has a `{tag}` outside of what it belongs to; put it there")
        if tag == "a" and "a" in self._inside:
            self._fault("has a link within a link; part them")

    def _note(self, tag: str, attributes: dict[str, str]) -> None:
        if "id" in attributes:
            self.ids.append(attributes["id"])
        if tag == "html":
            self.language = attributes.get("lang", "")
        if tag in LANDMARKS:
            self.landmarks[tag] += 1
        if re.fullmatch("h[1-6]", tag):
            self.headings.append((self._line, int(tag[1])))
        if tag == "a" and "href" in attributes:
            self.links.append((self._line, attributes["href"]))
        for name in _REFERRING & attributes.keys():
            self.referred += [(self._line, place) for place in attributes[name].split()]
        if tag == "meta":
            self._note_head(attributes)
        if tag in ("script", "style"):
            self._note_text(tag, attributes)
        self._note_parts(tag, attributes)

    def _note_head(self, attributes: dict[str, str]) -> None:
        header, name = attributes.get("http-equiv", ""), attributes.get("name", "")
        if header.lower() == "content-security-policy":
            self.policies.append(attributes.get("content", ""))
            if not self._in_head or self.styles:
                self._fault("has its policy where a browser does not heed it in time; put it at the beginning")
        elif header or name.lower() not in {*NAMED, ""}:
            self._fault(f"has a `meta` of {(header or name)[:40]!r}, which may send readers elsewhere; take it out")
        self.named.add(name.lower())
        self.charset = attributes.get("charset", self.charset)
        if name.lower() == "referrer" and attributes.get("content") != "no-referrer":
            self._fault("tells other places where it lies; say `no-referrer`")
        if re.search(r"user-scalable\s*=\s*(no|0)|maximum-scale", attributes.get("content", ""), re.IGNORECASE):
            self._fault("keeps readers from enlarging it; leave out `maximum-scale` and `user-scalable`")

    def _note_text(self, tag: str, attributes: dict[str, str]) -> None:
        self._in_data = tag == "script" and is_data(attributes)
        if tag == "style":
            if self.styles or not self._in_head:
                self._fault("has a style beside the one in its head; keep that one")
            self.styles.append("")
        elif self._in_data:
            self.data.append((self._line, attributes, ""))
        else:
            self.scripts.append((self._line, ""))

    def _note_parts(self, tag: str, attributes: dict[str, str]) -> None:
        """Note what is checked once it ends: tables, drawings, and what must say something."""
        if tag == "table":
            self._tables.append(_Table(self._line))
        elif tag in ("caption", "th") and self._tables:
            self._tables[-1].caption |= tag == "caption"
            self._tables[-1].headed |= tag == "th"
        if tag == "svg":
            self._drawings.append(_Drawing(self._line, attributes))
        elif tag in ("title", "desc") and self._drawings:
            self._drawings[-1].named.add(tag)
        if tag in _NAMED and (tag != "a" or "href" in attributes):  # without an address it is a place, not a link
            self._spoken.append(_Spoken(tag, self._line, attributes.get("aria-label", ""), attributes.get("href", "")))
        elif self._spoken and tag == "img":
            self._spoken[-1].text += attributes.get("alt", "")

    def _check_reach(self, tag: str, attributes: dict[str, str]) -> None:
        """Find what readers cannot see, hear or get to as others do."""
        step = attributes.get("tabindex", "0")
        if step not in ("0", "-1"):
            self._fault(f"has `tabindex` {step[:20]!r} on a `{tag}`, out of the order of the page; write 0")
        focusable = ("href" in attributes and tag == "a") or tag == "summary" or attributes.get("tabindex") == "0"
        if focusable and (self._unseen.from_listeners or attributes.get("aria-hidden") == "true"):
            self._fault(f"hides from some readers a `{tag}` that the keyboard reaches; show it to all")
        if tag == "title" and "svg" not in self._inside and self.title.strip():
            self._fault("has two titles; keep one")

    def _note_repeated(self, tag: str, attributes: dict[str, str]) -> None:
        """Note what an element of a drawing repeats, and within what."""
        if "id" in attributes:
            self._named.append((len(self._inside), attributes["id"]))
        if tag == "use":
            self.uses.append((self._line, attributes.get("href", ""), tuple(name for _, name in self._named)))

    def _check_table(self, table: _Table) -> None:
        if not table.caption:
            self.faults.append((table.line, "a table has no caption; say in a few words what it holds"))
        if not table.headed:
            self.faults.append((table.line, "a table has no headings; make them `th`"))

    def _check_drawing(self, drawing: _Drawing) -> None:
        hidden = drawing.attributes.get("aria-hidden") == "true"
        named = drawing.attributes.get("role") == "img" and drawing.named == {"title", "desc"}
        if not hidden and not (named and drawing.attributes.get("aria-labelledby")):
            self.faults.append((drawing.line, "a drawing lacks role, title or description; show charts through `draw`"))
