"""YAML files read into plain nodes, from a parser's events: one walk, whichever parser tells them."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from importlib.util import find_spec
from typing import Any, NamedTuple

from ruamel.yaml import YAML, events
from ruamel.yaml.error import MarkedYAMLError, YAMLError

from partnerlab.characters import drop_unfit, explain_unfit
from partnerlab.errors import Fault, InputError
from partnerlab.partnership.nodes import Entry, Mapping, Node, Scalar, Sequence, Span
from partnerlab.partnership.records import Place
from partnerlab.partnership.sources import Folder
from partnerlab.partnership.yaml_faults import explain_yaml

DEEPEST = 12
"""How many levels of nesting a file may have."""

LONGEST_EXPLAINED = 500_000
"""Characters up to which a text that is no YAML is read again by the slower parser, which explains better."""

DEEPEST_READ = 10 * DEEPEST
"""At how many levels of nesting reading stops; down to here, deeper parts are passed over to find other faults."""

MOST_NODES = 150_000
"""How many values a file may hold once its aliases are spelled out."""

MOST_CHARACTERS = 20_000_000
"""How many characters a file's values may hold once its aliases are spelled out."""

KNOWN_TAGS = frozenset(
    f"tag:yaml.org,2002:{name}" for name in ("str", "null", "bool", "int", "float", "seq", "map")
) | {"!"}
"""What may be said about a value's kind; it makes no difference but for text and for nothing."""

NOTHING = "tag:yaml.org,2002:null"
"""The tag of nothing."""

OLD_LINE_ENDS = ("\x85", "\u2028", "\u2029")
"""Characters that end a line in YAML 1.1, which the compiled parser speaks, and not in YAML 1.2."""

NULLS = frozenset({"", "~", "null", "Null", "NULL"})
"""Unquoted words that stand for nothing (YAML 1.2, core schema)."""

TRUTHS = {"true": True, "True": True, "TRUE": True, "false": False, "False": False, "FALSE": False}
"""Unquoted words that stand for a truth (YAML 1.2, core schema)."""

FEWER = "keep what a review needs, or use tables"

TOO_DEEP = f"is nested more than {DEEPEST} levels deep; put the inner part in a table"


def read_yaml(folder: Folder, name: str, *, named_at: Place | None = None) -> Mapping | None:
    """Return the mapping that a YAML 1.2 file holds, or None after noting its faults."""
    faults = len(folder.faults)
    root = _read_root(folder, name, named_at)
    if root is None and len(folder.faults) > faults:
        return None
    if not isinstance(root, Mapping):
        start = "`id: …` and `title: …`" if named_at else "`name: …`, `purpose: …`, `stage: scoping`"
        folder.note(Place(name, 1), f"holds no lines of names and values; start with {start}")
        return None
    return root


def read_plain(folder: Folder, name: str) -> Any:
    """Return what a YAML 1.2 file holds as texts, lists and mappings, whatever that is; None for what is left empty.

    An unquoted `true` or `false` is a truth; numbers and dates are texts, as typed. A name that holds nothing stays.

    Raises
    ------
    InputError
        With every fault of the file.
    """
    root = _read_root(folder, name, None)
    if folder.faults:
        raise InputError(folder.faults)
    return _plain(root)


def _plain(node: Node | None) -> Any:
    if isinstance(node, Mapping):
        return {key: _plain(node.items.get(key)) for key in node.keys}
    if isinstance(node, Sequence):
        return [_plain(item) for item in node.items]
    if node is None:
        return None
    return TRUTHS.get(node.text, node.text) if node.plain else node.text


def _read_root(folder: Folder, name: str, named_at: Place | None) -> Node | None:
    """Return what a YAML file holds; None for nothing, and after noting why it cannot be read."""
    text = folder.read_text(name, named_at=named_at)
    if text is None:
        return None
    try:
        root, faults, values = _read(text, name)
    except _OverfullError:
        fault = Fault(name, 0, f"holds more than {MOST_NODES} values once its aliases are spelled out; {FEWER}")
        raise InputError([*folder.faults, fault]) from None
    except _OverlongError:
        fault = Fault(
            name, 0, f"holds more than {MOST_CHARACTERS:,} characters once its aliases are spelled out; {FEWER}"
        )
        raise InputError([*folder.faults, fault]) from None
    except (YAMLError, ValueError, OverflowError, RecursionError) as error:
        line, message = explain_yaml(error, text)
        folder.note(Place(name, line), message)
        return None
    folder.count(values, named_at or Place(name))
    for place, message in faults:
        folder.note(place, message)
    return root


def _read(text: str, name: str) -> tuple[Node | None, list[tuple[Place, str]], int]:
    """Return what a text holds, its faults, and how many values.

    The compiled parser takes a tenth of the time; the other says best what is wrong. A long text is read once only.
    """
    parser = _compiled_parser(text)
    if parser is not None:
        try:
            return _Walk(name, text, parser.get_event).document()
        except (YAMLError, ValueError, OverflowError):
            if len(text) > LONGEST_EXPLAINED:
                raise
    return _Walk(name, text, YAML(typ="safe", pure=True).parse(io.StringIO(text)).__next__).document()


def _compiled_parser(text: str) -> Any:
    """Return the compiled parser of a text; None where there is none, or where it might read the text otherwise."""
    if find_spec("_ruamel_yaml") is None or text.startswith("%") or any(end in text for end in OLD_LINE_ENDS):
        return None
    from _ruamel_yaml import CParser  # noqa: PLC0415 - not on every platform

    return CParser(text)


_PROPERTIES = re.compile(r"(?:[&!]\S*|\s+|(?<=\s)#[^\r\n]*)+")
"""An anchor and a tag before what they belong to."""


_HALVES = re.compile("[\ud800-\udbff][\udc00-\udfff]")

_LOST_TEXT = re.compile(r"[ \t]+#\w")
"""What follows an unquoted text that goes on, as in `name: Support #1`; a remark begins with # and a space."""


def _joined(text: str) -> str:
    """Return a text in which two halves of a character, as JSON writes those beyond the first 65,536, are one."""
    return _HALVES.sub(lambda pair: pair[0].encode("utf-16", "surrogatepass").decode("utf-16"), text)


class _OverfullError(Exception):
    """There are more values than a file may hold."""


class _OverlongError(Exception):
    """There is more text than a file may hold."""


class _EndlessError(Exception):
    """Reading cannot go on: there is a second document, or nesting without end."""


class _Anchored(NamedTuple):
    """What an anchor names, for its aliases: how many values it holds, and over how many levels."""

    node: Node | None
    size: int
    levels: int
    length: int = 0


class _Walk:
    """Turns a parser's events into nodes, within limits of depth and size, and notes what is wrong."""

    def __init__(self, name: str, text: str, next_event: Callable[[], Any]) -> None:
        self.name, self.text, self.next_event = name, text, next_event
        self.count, self.lowest, self.end = -1, 0, 0  # the file itself is no value in it
        self.length = 0
        self.latest = Place(name)
        self.anchors: dict[str, _Anchored | None] = {}
        self.unused: dict[str, Any] = {}
        self.faults: list[tuple[Place, str]] = []

    def document(self) -> tuple[Node | None, list[tuple[Place, str]], int]:
        """Return the node that the text holds, None when it holds none, the faults, and how many values."""
        root: Node | None = None
        try:
            self.next_event()
            if isinstance(self.next_event(), events.DocumentStartEvent):
                root = self.node(self.next_event(), depth=0)
                self.next_event()
                if isinstance(second := self.next_event(), events.DocumentStartEvent):
                    self.note(second, "begins a second document; keep one document in a file, and no `---` after it")
        except _EndlessError:
            root = None
        for event in self.unused.values():
            self.tell_unused(event)
        return root, self.faults, max(self.count, 0)

    def note(self, event: Any, message: str) -> None:
        self.faults.append((self.place(event), message))

    def name_text(self, event: Any) -> None:
        """Remember that an unquoted text has a name, which is lost unless something repeats it."""
        if isinstance(event, events.ScalarEvent) and not event.style:
            if event.anchor in self.unused:
                self.tell_unused(self.unused[event.anchor])
            self.unused[event.anchor] = event

    def tell_unused(self, event: Any) -> None:
        name = f"&{str(event.anchor)[:60]}"
        told = f'"{name}" names a part that nothing repeats, or that is empty'
        self.note(event, f'{told}; quote a text that begins with &, as in "{name}"')

    def place(self, event: Any) -> Place:
        line = event.start_mark.line + 1
        if line != self.latest.line:
            self.latest = Place(self.name, line)
        return self.latest

    def node(self, event: Any, depth: int) -> Node | None:
        """Return the node that begins with an event, None for nothing; `self.end` is where it ends."""
        if depth > DEEPEST:
            self.note(event, TOO_DEEP)
            self.pass_over(event)
            return None
        self.lowest = max(self.lowest, depth)
        if isinstance(event, events.AliasEvent):
            return self.alias(event, depth)
        self.count += 1
        if self.count > MOST_NODES:
            raise _OverfullError
        return self.inner(event, depth) if event.anchor is None else self.anchored(event, depth)

    def inner(self, event: Any, depth: int) -> Node | None:
        if event.ctag is not None and str(event.tag) not in KNOWN_TAGS:
            self.note(event, f'has the tag "{event.tag}", which means nothing here; leave it out')
        if isinstance(event, events.ScalarEvent):
            return self.scalar(event)
        if isinstance(event, events.MappingStartEvent):
            return self.mapping(event, depth)
        return self.sequence(event, depth)

    def anchored(self, event: Any, depth: int) -> Node | None:
        before, lowest, length = self.count, self.lowest, self.length
        self.anchors[event.anchor], self.lowest = None, depth
        self.name_text(event)
        node = self.inner(event, depth)
        self.anchors[event.anchor] = _Anchored(node, self.count - before + 1, self.lowest - depth, self.length - length)
        self.lowest = max(self.lowest, lowest)
        return node

    def alias(self, event: Any, depth: int) -> Node | None:
        self.end = event.end_mark.index
        self.unused.pop(event.anchor, None)
        if event.anchor not in self.anchors:
            raise MarkedYAMLError(problem=f"found undefined alias {event.anchor!r}", problem_mark=event.start_mark)
        anchored = self.anchors[event.anchor]
        if anchored is None:
            self.note(event, f"*{event.anchor} stands inside the part that it repeats; write out what is meant")
            return None
        self.count += anchored.size
        if self.count > MOST_NODES:
            raise _OverfullError
        self.lengthen(anchored.length)
        if depth + anchored.levels > DEEPEST:
            self.note(event, TOO_DEEP)
            return None
        self.lowest = max(self.lowest, depth + anchored.levels)
        return anchored.node

    def scalar(self, event: Any) -> Scalar | None:
        style, value = event.style, _joined(event.value)
        start, self.end = self.start(event), event.end_mark.index
        if style in {"|", ">"}:
            self.end = self.end_of_block(start, self.end)
        self.lengthen(len(value))
        if unfit := explain_unfit(value):
            self.note(event, unfit)
            return Scalar(drop_unfit(value), self.place(event), not style, told=True, span=Span(start, self.end))
        if not style and _LOST_TEXT.match(self.text, event.end_mark.index):
            self.note(
                event,
                f"in YAML, text after a space and # is a remark. All that is read here is "
                f'{value[:60]!r}; quote the whole text, as in "Support #1", or begin a remark with # and a space',
            )
        if value not in NULLS and str(event.tag) == NOTHING:
            self.note(event, f"has the tag `!!null`, by which {value[:60]!r} would be nothing; leave one of them out")
        if event.anchor is not None and not value and not style:
            self.tell_unused(self.unused.pop(event.anchor, event))
            return Scalar(f"&{event.anchor}", self.place(event), told=True, span=Span(start, self.end))
        if not style and (value in NULLS if event.ctag is None else str(event.tag) == NOTHING):
            return None
        return Scalar(value, self.place(event), not style, span=Span(start, self.end))

    def lengthen(self, characters: int) -> None:
        self.length += characters
        if self.length > MOST_CHARACTERS:
            raise _OverlongError

    def end_of_block(self, start: int, end: int) -> int:
        """Return where a block of text ends, before its last line end; empty lines count where they are kept."""
        header = self.text[start:end].splitlines()[0].partition("#")[0]
        if "+" not in header.rpartition("|")[2].rpartition(">")[2]:
            return start + len(self.text[start:end].rstrip(" \r\n"))
        return end - (2 if self.text.endswith("\r\n", start, end) else self.text.endswith(("\r", "\n"), start, end))

    def sequence(self, start: Any, depth: int) -> Sequence:
        items = []
        while not isinstance(event := self.next_event(), events.SequenceEndEvent):
            if (item := self.node(event, depth + 1)) is not None:
                items.append(item)
        return Sequence(tuple(items), self.place(start), self.span(start, event), bool(start.flow_style))

    def mapping(self, start: Any, depth: int) -> Mapping:
        place = self.place(start)
        items: dict[str, Node] = {}
        keys: dict[str, Place] = {}
        entries: dict[str, Entry] = {}
        while not isinstance(event := self.next_event(), events.MappingEndEvent):
            key = self.key(event, keys)
            name = Span(event.start_mark.index, event.end_mark.index)
            if key is not None:
                keys[key] = self.place(event)
            first = self.next_event()
            begins = first.start_mark.index
            self.end = name.end
            value = self.node(first, depth + 1)
            empty = value is None and first.start_mark.index == first.end_mark.index
            if empty:
                self.end = name.end
            if key is not None:
                entries[key] = Entry(name, None if empty else Span(begins, self.end))
                if value is not None:
                    items[key] = value
        return Mapping(items, place, keys, entries, self.span(start, event), bool(start.flow_style))

    def key(self, event: Any, known: dict[str, Place]) -> str | None:
        """Return the name that an event tells; None after noting that it is none, or stands there already."""
        anchored = self.anchors.get(event.anchor) if isinstance(event, events.AliasEvent) else None
        if anchored is not None:
            self.unused.pop(event.anchor, None)
        if isinstance(event, events.ScalarEvent):
            key = _joined(str(event.value))
            if unfit := explain_unfit(key):
                self.note(event, unfit)
                return None
            if key == "<<" and not event.style:
                self.note(event, "`<<` would take over another part, which is not done here; write its lines out")
                return None
            if event.anchor is not None:
                self.name_text(event)
                self.anchors[event.anchor] = _Anchored(self.scalar(event), 1, 0, len(key))
        elif anchored is not None and isinstance(anchored.node, Scalar):
            key = anchored.node.text
        else:
            self.note(event, "has a key that is not a word; write `key: value`")
            self.pass_over(event)
            return None
        if key in known:
            self.note(event, f'"{key}" is here and on line {known[key].line}; keep one')
            return None
        return key

    def start(self, event: Any) -> int:
        """Return where a part begins, behind its anchor and tag."""
        start: int = event.start_mark.index
        properties = _PROPERTIES.match(self.text, start) if event.anchor is not None or event.ctag is not None else None
        return properties.end() if properties else start

    def span(self, start: Any, end: Any) -> Span:
        """Return where a list or mapping stands; one without brackets ends where its last part does."""
        if end.start_mark.index != end.end_mark.index:
            self.end = end.end_mark.index
        return Span(self.start(start), self.end)

    def pass_over(self, event: Any) -> None:
        """Read on to the end of a part that is not wanted, without going into it."""
        level = 0
        while True:
            if isinstance(event, events.CollectionStartEvent):
                level += 1
                if level > DEEPEST_READ:
                    raise _EndlessError
            elif isinstance(event, events.CollectionEndEvent):
                level -= 1
            self.end = event.end_mark.index
            if level == 0:
                return
            event = self.next_event()
