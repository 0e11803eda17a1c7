"""A page as runs of text: what is read in one go, with the elements in it, between the elements that break it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

INLINE = frozenset(
    """a abbr b bdi cite code del dfn em i ins kbd mark q s samp small span strong sub sup time u var wbr br svg math
    img""".split()  # noqa: SIM905 - easier to read
)
"""Elements that stand within a line; any other breaks it."""
WHOLE = frozenset({"svg", "math", "code", "kbd", "samp", "var"})
"""Elements of a line that are passed over whole: drawings, formulas, what is typed."""
_RAW = frozenset({"script", "style", "pre", "annotation"})
"""Elements that hold no text for readers, or text that is no sentence."""
_VOID = frozenset({"br", "wbr", "img"})
_TAG = re.compile(r"<(/?)([a-zA-Z][\w-]*+)((?:\"[^\"]*+\"|[^\">])*+)>|<!(?:\"[^\"]*+\"|[^\">])*+>")


@dataclass
class Part:
    """A part of a run: text, or an element with its tags and what is in it."""

    text: str = ""
    opens: str = ""
    closes: str = ""
    inside: list[Part] = field(default_factory=list)

    @property
    def is_element(self) -> bool:
        """Whether it is an element."""
        return bool(self.opens)

    def write(self) -> str:
        """Write it as it was."""
        return f"{self.text}{self.opens}{''.join(part.write() for part in self.inside)}{self.closes}"


Run = list[Part]


def change_runs(html: str, say: Callable[[Run], str], tag: Callable[[str], str], draw: Callable[[str], str]) -> str:
    """Write a page anew, run by run; all between stays to the letter.

    Parameters
    ----------
    say
        Writes a run anew.
    tag
        Writes a tag anew, for the attributes in it that are read.
    draw
        Writes a drawing anew.
    """
    written: list[str] = []
    run: list[tuple[str, str]] = []
    for kind, text in [*_read(html), ("end", "")]:
        if kind in ("text", "whole") or (kind == "tag" and _name(text) in INLINE):
            run.append((kind, text))
            continue
        for whole, parts in _split(run):
            written.append(say(_build(parts, tag, draw)) if whole else tag(parts[0][1]))
        run.clear()
        written.append(tag(text) if kind == "tag" else text)
    return "".join(written)


def _split(run: list[tuple[str, str]]) -> Iterator[tuple[bool, list[tuple[str, str]]]]:
    """Split a run where an element begins or ends in it that does not do both; yield whether a part is whole."""
    waiting: list[int] = []
    broken: set[int] = set()
    for place, (kind, text) in enumerate(run):
        if kind != "tag" or _name(text) in _VOID:
            continue
        if not text.startswith("</"):
            waiting.append(place)
        elif waiting and _name(run[waiting[-1]][1]) == _name(text):
            waiting.pop()
        else:
            broken.add(place)
    begin = 0
    for place in sorted(broken.union(waiting)):
        if place > begin:
            yield True, run[begin:place]
        yield False, [run[place]]
        begin = place + 1
    if begin < len(run):
        yield True, run[begin:]


def _build(tokens: list[tuple[str, str]], tag: Callable[[str], str], draw: Callable[[str], str]) -> Run:
    root = Part()
    waiting = [root]
    for kind, text in tokens:
        if kind == "text":
            waiting[-1].inside.append(Part(text=text))
        elif kind == "whole":
            waiting[-1].inside.append(Part(opens=draw(text) if text.startswith("<svg") else text))
        elif text.startswith("</"):
            waiting.pop().closes = text
        else:
            waiting[-1].inside.append(Part(opens=tag(text)))
            if _name(text) not in _VOID:
                waiting.append(waiting[-1].inside[-1])
    return root.inside


def _read(html: str) -> Iterator[tuple[str, str]]:
    """Yield the tags and texts of a page in order; what is whole or raw in one piece."""
    place = 0
    while found := _TAG.search(html, place):
        if found.start() > place:
            yield "text", html[place : found.start()]
        name = (found[2] or "").lower()
        place = found.end()
        if not found[1] and name in WHOLE | _RAW and not found[0].endswith("/>"):
            end = html.find(f"</{name}>", place)
            place = end + len(name) + 3 if end >= 0 else len(html)
            yield "whole" if name in WHOLE else "raw", html[found.start() : place]
        else:
            yield "tag" if name else "raw", found[0]
    if place < len(html):
        yield "text", html[place:]


def _name(tag: str) -> str:
    found = _TAG.match(tag)
    return (found[2] or "").lower() if found else ""
