"""What stands in a file before anybody asks what it means: values, lists and names, each knowing where it stands."""

from __future__ import annotations

from typing import NamedTuple

from partnerlab.partnership.records import Place


class Span(NamedTuple):
    """Where a part begins and ends in its file's text, in characters counted from 0, without a byte order mark."""

    start: int
    end: int


class Scalar(NamedTuple):
    """A single value as typed; `plain` when it was not quoted, `cell` when it stands in a table.

    `told` when it cannot be read and that has been said.
    """

    text: str
    place: Place
    plain: bool = True
    cell: bool = False
    span: Span = Span(0, 0)
    told: bool = False


class Sequence(NamedTuple):
    """A list of nodes; `flow` when it is written in brackets."""

    items: tuple[Node, ...]
    place: Place
    span: Span = Span(0, 0)
    flow: bool = False


class Entry(NamedTuple):
    """Where a name stands in a file's text, and its value; None for a value that is left empty."""

    name: Span
    value: Span | None


class Mapping(NamedTuple):
    """Named nodes; `keys` and `entries` hold where each name stands, also of those that hold nothing.

    `flow` when it is written in braces.
    """

    items: dict[str, Node]
    place: Place
    keys: dict[str, Place]
    entries: dict[str, Entry] = {}  # noqa: RUF012  # a row of a table has none, and nobody writes to it
    span: Span = Span(0, 0)
    flow: bool = False


Node = Scalar | Sequence | Mapping
