"""Files as they were typed: YAML and CSV read into plain nodes that remember file and line."""

from __future__ import annotations

import csv
import hashlib
import io
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass, field
from importlib.util import find_spec
from pathlib import Path
from typing import Any, NamedTuple

from ruamel.yaml import YAML, events
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.nodes import MappingNode, ScalarNode, SequenceNode
from ruamel.yaml.nodes import Node as YamlNode

from partnerlab.errors import Fault, InputError
from partnerlab.partnership.records import Place

LARGEST_FILE = 10_000_000
"""Bytes that one file may hold."""

DEEPEST = 12
"""How many levels of nesting a file may have."""

MOST_NODES = 200_000
"""How many values a file may hold once its aliases are spelled out."""

OLD_LINE_ENDS = ("\x85", "\u2028", "\u2029")
"""Characters that end a line in YAML 1.1, which the compiled parser speaks, and not in YAML 1.2."""

NULLS = frozenset({"", "~", "null", "Null", "NULL"})
"""Unquoted words that stand for nothing (YAML 1.2, core schema)."""


class Scalar(NamedTuple):
    """A single value as typed; `plain` when it was not quoted, `cell` when it stands in a table."""

    text: str
    place: Place
    plain: bool = True
    cell: bool = False


class Sequence(NamedTuple):
    """A list of nodes."""

    items: tuple[Node, ...]
    place: Place


class Mapping(NamedTuple):
    """Named nodes; `keys` holds where each name stands."""

    items: dict[str, Node]
    place: Place
    keys: dict[str, Place]


Node = Scalar | Sequence | Mapping


@dataclass
class Folder:
    """Reads files below one folder, remembering what was read and what was wrong with it."""

    path: Path
    shown_as: str = ""
    inputs: dict[str, str] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)

    def read_text(self, name: str, *, named_at: Place | None = None) -> str | None:
        """Return a file's text, or None after noting what is wrong with it."""
        place = named_at or Place(name)
        try:
            data = self._bytes(name)
        except OSError as error:
            reason = "does not exist" if isinstance(error, FileNotFoundError) else f"cannot be read: {error.strerror}"
            self.note(place, f'file "{name}" {reason}; paths are relative to the folder of the partnership\'s file')
            return None
        except ValueError as error:
            self.note(place, str(error))
            return None
        self.inputs[name] = hashlib.sha256(data).hexdigest()
        try:
            return data.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            line = data[: error.start].count(b"\n") + 1
            self.note(
                Place(name, line),
                f"byte {data[error.start]:#04x} is not UTF-8; save the file with encoding UTF-8",
            )
            return None

    def note(self, place: Place, message: str) -> None:
        """Remember a fault."""
        self.faults.append(Fault(place.file, place.line, message))

    def _bytes(self, name: str) -> bytes:
        target = (self.path / name).resolve()
        if not target.is_relative_to(self.path.resolve()):
            message = f'file "{name}" lies outside the folder of the partnership\'s file; move it below that folder'
            raise ValueError(message)
        if target.stat().st_size > LARGEST_FILE:
            message = f'file "{name}" is larger than {LARGEST_FILE // 1_000_000} MB; split it'
            raise ValueError(message)
        return target.read_bytes()


def read_yaml(folder: Folder, name: str, *, named_at: Place | None = None) -> Mapping | None:
    """Return the mapping that a YAML 1.2 file holds, or None after noting its faults."""
    text = folder.read_text(name, named_at=named_at)
    if text is None:
        return None
    if (usual := _read_usual(text, name)) is not None:
        return usual
    try:
        root = _compose(text)
    except MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        folder.note(Place(name, mark.line + 1 if mark else 0), f"is not YAML: {error.problem or error.context}")
        return None
    except (YAMLError, ValueError, RecursionError) as error:
        folder.note(Place(name), f"is not YAML: {' '.join(str(error).split())}")
        return None
    if not isinstance(root, MappingNode):
        start = "`id: …` and `title: …`" if named_at else "`name: …`, `purpose: …`, `stage: scoping`"
        folder.note(Place(name, 1), f"holds no names; start with {start}")
        return None
    return _YamlNodes(folder, name).mapping(root, depth=0)


def _read_usual(text: str, name: str) -> Mapping | None:
    """Return what a file holds that has nothing rare or wrong in it, in a third of the time; None for any other."""
    parser = _compiled_parser(text)
    if parser is not None:
        with suppress(YAMLError, ValueError):
            return _UsualNodes(name, parser.get_event).document()
    return None


def _compose(text: str) -> Any:
    """Return ruamel's nodes: by the compiled parser in a tenth of the time; the other words what is wrong."""
    parser = _compiled_parser(text)
    if parser is not None:
        quick: Any = YAML(typ="safe", pure=True)
        quick.max_depth = 10 * DEEPEST
        quick._parser = parser
        with suppress(YAMLError, ValueError):
            return quick.composer.get_single_node()
    return YAML(typ="safe", pure=True).compose(io.StringIO(text))


def _compiled_parser(text: str) -> Any:
    """Return the compiled parser of a text; None where there is none, or where it might read the text otherwise."""
    if find_spec("_ruamel_yaml") is None or text.startswith("%") or any(end in text for end in OLD_LINE_ENDS):
        return None
    from _ruamel_yaml import CParser  # noqa: PLC0415 - not on every platform

    return CParser(text)


def read_csv(folder: Folder, name: str, *, named_at: Place) -> Sequence | None:
    """Return the rows of a CSV file with a heading row, or None after noting its faults."""
    text = folder.read_text(name, named_at=named_at)
    if text is None:
        return None
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    try:
        return _table_rows(folder, name, _numbered(reader))
    except csv.Error as error:
        folder.note(Place(name, reader.line_num), f"is not CSV: {error}")
        return None


def _numbered(reader: Iterable[list[str]]) -> Iterable[tuple[int, list[str]]]:
    line = 1
    for row in reader:
        yield line, row
        line = getattr(reader, "line_num", line) + 1


def _table_rows(folder: Folder, name: str, rows: Iterable[tuple[int, list[str]]]) -> Sequence | None:
    heading: list[str] = []
    found: list[Node] = []
    for line, cells in rows:
        stripped = [cell.strip() for cell in cells]
        if not any(stripped) or stripped[0].startswith("#"):
            continue
        place = Place(name, line)
        if not heading:
            heading = stripped
            doubled = sorted({column for column in heading if column and heading.count(column) > 1})
            if doubled:
                folder.note(place, f'column "{doubled[0]}" stands twice in the heading; keep one')
                return None
            continue
        if len(stripped) > len(heading):
            folder.note(
                place,
                f"has {len(stripped)} cells under {len(heading)} headings; quote cells that hold a comma",
            )
            continue
        items: dict[str, Node] = {
            column: Scalar(cell, place, cell=True)
            for column, cell in zip(heading, stripped, strict=False)
            if column and cell
        }
        found.append(Mapping(items, place, dict.fromkeys(items, place)))
    return Sequence(tuple(found), Place(name, 1))


class _UnusualError(YAMLError):
    """Something that is left to `_YamlNodes`: an anchor, a tag, a doubled key, a limit passed."""


class _UsualNodes:
    """Turns a parser's events straight into our nodes, as `_YamlNodes` would, as long as nothing is rare or wrong."""

    def __init__(self, name: str, next_event: Callable[[], Any]) -> None:
        self.name, self.next_event = name, next_event
        self.count, self.latest = 0, Place(name)

    def document(self) -> Mapping:
        start = self.expect(events.StreamStartEvent, events.DocumentStartEvent, events.MappingStartEvent)
        root = self.mapping(self.place(start), depth=0)
        self.expect(events.DocumentEndEvent, events.StreamEndEvent)
        return root

    def expect(self, *kinds: type) -> Any:
        for kind in kinds:
            event = self.next_event()
            if not isinstance(event, kind):
                raise _UnusualError
        return event

    def place(self, event: Any) -> Place:
        if event.anchor is not None or event.ctag is not None:
            raise _UnusualError
        line = event.start_mark.line + 1
        if line != self.latest.line:
            self.latest = Place(self.name, line)
        return self.latest

    def node(self, event: Any, depth: int) -> Node | None:
        self.count += 1
        if depth > DEEPEST or self.count > MOST_NODES:
            raise _UnusualError
        place = self.place(event)
        if isinstance(event, events.ScalarEvent):
            plain = not event.style
            return None if plain and event.value in NULLS else Scalar(event.value, place, plain)
        if isinstance(event, events.MappingStartEvent):
            return self.mapping(place, depth)
        items = []
        while not isinstance(inner := self.next_event(), events.SequenceEndEvent):
            if (item := self.node(inner, depth + 1)) is not None:
                items.append(item)
        return Sequence(tuple(items), place)

    def mapping(self, place: Place, depth: int) -> Mapping:
        items: dict[str, Node] = {}
        keys: dict[str, Place] = {}
        while not isinstance(key := self.next_event(), events.MappingEndEvent):
            if not isinstance(key, events.ScalarEvent) or key.value in keys:
                raise _UnusualError
            keys[key.value] = self.place(key)
            if (value := self.node(self.next_event(), depth + 1)) is not None:
                items[key.value] = value
        return Mapping(items, place, keys)


class _YamlNodes:
    """Turns ruamel's nodes into ours, within limits of depth and size, and notes what is wrong."""

    def __init__(self, folder: Folder, name: str) -> None:
        self.folder, self.name, self.count = folder, name, 0

    def place(self, node: YamlNode) -> Place:
        return Place(self.name, node.start_mark.line + 1)

    def node(self, node: YamlNode, depth: int) -> Node | None:
        self.count += 1
        if self.count > MOST_NODES:
            fault = Fault(self.name, 0, f"holds more than {MOST_NODES} values once its aliases are spelled out")
            raise InputError([*self.folder.faults, fault])
        if depth > DEEPEST:
            self.folder.note(
                self.place(node), f"is nested more than {DEEPEST} levels deep; put the inner part in a table"
            )
            return None
        if isinstance(node, MappingNode):
            return self.mapping(node, depth)
        if isinstance(node, SequenceNode):
            inner = [self.node(item, depth + 1) for item in node.value]
            return Sequence(tuple(item for item in inner if item is not None), self.place(node))
        assert isinstance(node, ScalarNode)  # noqa: S101  # YAML has no fourth kind of node
        if str(node.tag) == "tag:yaml.org,2002:null" and not node.style:
            return None
        return Scalar(str(node.value), self.place(node), plain=not node.style)

    def mapping(self, node: MappingNode, depth: int) -> Mapping:
        items: dict[str, Node] = {}
        keys: dict[str, Place] = {}
        for key_node, value_node in node.value:
            place = self.place(key_node)
            if not isinstance(key_node, ScalarNode):
                self.folder.note(place, "has a key that is not a word; write `key: value`")
                continue
            key = str(key_node.value)
            if key in keys:
                self.folder.note(place, f'"{key}" stands here and on line {keys[key].line}; keep one')
                continue
            keys[key] = place
            value = self.node(value_node, depth + 1)
            if value is not None:
                items[key] = value
        return Mapping(items, self.place(node), keys)
