"""How a value is written in YAML 1.2: what is quoted and how, in brackets or line by line."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from partnerlab.characters import explain_unfit
from partnerlab.partnership.drafts import Leaf, Part
from partnerlab.partnership.nodes import Mapping, Node, Sequence
from partnerlab.partnership.splicing import SpliceError, Text

WIDTH = 110
"""Characters of a line up to which a row without inner rows is written in braces, where no row beside it tells."""

_OTHER = re.compile(
    r"~|null|Null|NULL|true|True|TRUE|false|False|FALSE|[-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+"
    r"|[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?|[-+]?\.(inf|Inf|INF)|\.(nan|NaN|NAN)"
)
"""Unquoted text that stands for something else than text (YAML 1.2.2, section 10.3.2)."""

_SPECIAL_FIRST = frozenset("-?:,[]{}#&*!|>'\"%@`=<")
_ESCAPES = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t"}


def leaf_text(value: Leaf, *, flow: bool, quote: str = "") -> str:
    """Return a value in one line, quoted where it must be.

    Parameters
    ----------
    value
        The value; a number or truth is never quoted.
    flow
        Whether it stands within brackets or braces, where more must be quoted.
    quote
        The quote to use where one can be chosen; empty for none if none is needed.

    Raises
    ------
    SpliceError
        The text holds a character that is none, which would be refused when it is read.

    Examples
    --------
    >>> [leaf_text(text, flow=False) for text in ("in place", "yes", "0010", "12e3", "a: b", "2026-03-31")]
    ['in place', 'yes', '"0010"', '"12e3"', '"a: b"', '2026-03-31']
    """
    if isinstance(value, bool):
        return "true" if value else "false"
    if not isinstance(value, str):
        return repr(value)
    if unfit := explain_unfit(value):
        raise SpliceError(f'"{value[:60]}" {unfit}')
    if not quote and _is_plain(value, flow=flow):
        return value
    if quote == "'" and _is_printable(value):
        return "'" + value.replace("'", "''") + "'"
    return '"' + "".join(_escaped(character) for character in value) + '"'


def block_text(value: str, indent: int, line_break: str) -> str | None:
    """Return a text of several lines as a block of lines, None where it cannot stand as one."""
    lines = value.split("\n")
    if len(lines) == 1 or not all(_is_printable(line) for line in lines) or value != value.strip():
        return None
    return line_break.join(["|-", *(" " * indent + line if line else "" for line in lines)])


def flow_text(part: Part) -> str:
    """Return a part in one line, in brackets or braces."""
    if isinstance(part.value, dict):
        return "{" + ", ".join(flow_entry(name, inner) for name, inner in part.value.items()) + "}"
    if isinstance(part.value, list):
        return "[" + ", ".join(flow_text(inner) for inner in part.value) + "]"
    return leaf_text(part.value, flow=True)


def flow_entry(name: str, part: Part) -> str:
    """Return a name and its value within braces."""
    return f"{leaf_text(name, flow=True)}: {flow_text(part)}"


@dataclass(frozen=True)
class Layout:
    """How a file lays out what stands line by line."""

    step: int = 2
    """By how many spaces names stand further in than the name that they belong to."""
    dash: int = 2
    """By how many spaces the dashes of a list stand further in than its name."""
    line_break: str = "\n"
    """How a line ends."""

    def value(self, part: Part, indent: int) -> str:
        """Return what follows the colon of a name that stands `indent` spaces in: in that line, or on those below."""
        if isinstance(part.value, dict) and part.value and not _fits(part):
            column = indent + self.step
            return self.line_break + " " * column + self.names(part.value, column)
        if isinstance(part.value, list) and any(isinstance(row.value, dict) for row in part.value):
            return self.line_break + self.rows(part.value, indent + self.dash)
        if isinstance(part.value, str) and (block := block_text(part.value, indent + self.step, self.line_break)):
            return f" {block}"
        return f" {leaf_text(part.value, flow=False)}" if _is_leaf(part) else f" {flow_text(part)}"

    def names(self, parts: dict[str, Part], column: int) -> str:
        """Return named values line by line, without the spaces before the first."""
        lines = (leaf_text(name, flow=False) + ":" + self.value(part, column) for name, part in parts.items())
        return (self.line_break + " " * column).join(lines)

    def rows(self, rows: list[Part], column: int, *, flow: bool | None = None) -> str:
        """Return the rows of a list, their dashes in a column."""
        return self.line_break.join(" " * column + "- " + self.row(row, column + 2, flow=flow) for row in rows)

    def row(self, part: Part, column: int, *, flow: bool | None = None) -> str:
        """Return what follows the dash of a row: in braces, or line by line; None for what suits it."""
        if isinstance(part.value, dict) and part.value and not (_fits(part) if flow is None else flow):
            return self.names(part.value, column)
        if isinstance(part.value, str) and (block := block_text(part.value, column, self.line_break)):
            return block
        return leaf_text(part.value, flow=False) if _is_leaf(part) else flow_text(part)


def layout_of(text: Text, root: Node) -> Layout:
    """Return how a file lays out what stands line by line, by the first list and the first names within names."""
    found: dict[str, int] = {}
    waiting = [root]
    while waiting and len(found) < 2:
        node = waiting.pop(0)
        inner = [*node.items.values()] if isinstance(node, Mapping) else [*node.items]  # type: ignore[union-attr]  # only lists and names wait
        waiting += [item for item in inner if isinstance(item, Mapping | Sequence) and not item.flow]
        if not isinstance(node, Mapping):
            continue
        for name, item in node.items.items():
            if isinstance(item, Mapping | Sequence) and not item.flow and name in node.entries:
                kind = "dash" if isinstance(item, Sequence) else "step"
                apart = text.column(item.span.start) - text.column(node.entries[name].name.start)
                if apart >= (0 if kind == "dash" else 1):
                    found.setdefault(kind, apart)
    return Layout(**found, line_break=text.line_break(0))


def _fits(part: Part) -> bool:
    """Whether named values are few and plain enough to stand in braces."""
    texts: list[Any] = [inner.value for inner in part.value.values()]
    if any(isinstance(value, dict) or (isinstance(value, str) and "\n" in value) for value in texts):
        return False
    if any(isinstance(value, list) and any(isinstance(row.value, dict) for row in value) for value in texts):
        return False
    return len(flow_text(part)) <= WIDTH


def _is_leaf(part: Part) -> bool:
    return not isinstance(part.value, dict | list)


def _is_plain(text: str, *, flow: bool) -> bool:
    if not text or text != text.strip() or not _is_printable(text) or _OTHER.fullmatch(text):
        return False
    if text[0] in _SPECIAL_FIRST or text.startswith("...") or ": " in text or " #" in text or text.endswith(":"):
        return False
    return not flow or not any(character in text for character in ",[]{}:")


def _is_printable(text: str) -> bool:
    """Whether every character may stand in YAML in one line as it is."""
    return all(character.isprintable() for character in text) and "\ufeff" not in text


def _escaped(character: str) -> str:
    if character in _ESCAPES:
        return _ESCAPES[character]
    if _is_printable(character):
        return character
    number = ord(character)
    return f"\\x{number:02x}" if number < 0x100 else f"\\u{number:04x}" if number < 0x10000 else f"\\U{number:08x}"
