"""What stands beside a notebook's page: further pages, and files for who goes on with the data.

A notebook writes no file; it hands on what is to be written, in one piece of text, and whoever runs it writes that into
a folder named after the notebook. Names are plain, so that nothing is written anywhere else. Pages and files are packed
and unpacked one after another, so that thousands of them take no more memory than the largest.
"""

from __future__ import annotations

import base64
import json
import re
import zlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from partnerlab.errors import DisplayError
from partnerlab.page.handover import BESIDE_TYPE

ENDINGS = frozenset({"html", "csv", "xlsx", "json", "parquet", "txt"})
"""Kinds of files that may stand beside a page."""
LARGEST = 500_000_000
"""Most bytes that one piece of text may hold once unpacked."""
AT_ONCE = 1_000_000
"""Bytes that are unpacked at a time."""
_NAME = re.compile(r"[a-z0-9][a-z0-9_-]{0,120}\.([a-z]+)")


@dataclass(frozen=True)
class FurtherPage:
    """A page beside the notebook's own."""

    name: str
    """Name of its file, such as ``organisations.html``."""
    title: str
    body: str
    """What it holds, in HTML; cleaned like all that a notebook shows."""


@dataclass(frozen=True)
class FurtherFile:
    """A file beside the notebook's page."""

    name: str
    content: bytes


Further = FurtherPage | FurtherFile


def pack(further: Iterable[Further]) -> str:
    """Write pages and files, as they come, as one piece of text.

    Raises
    ------
    DisplayError
        A name is not plain, or given twice.

    Examples
    --------
    >>> list(unpack(pack([FurtherFile("table.csv", b"a")])))
    [FurtherFile(name='table.csv', content=b'a')]
    """
    packer, packed, names = zlib.compressobj(), bytearray(), set()
    for each in further:
        if each.name in names or not is_plain(each.name):
            way_out = "use small letters, digits, hyphens and a known ending, once"
            raise DisplayError(f"{each.name!r} cannot be a file beside a page; {way_out}")
        names.add(each.name)
        packed += packer.compress(f"{json.dumps(_row(each))}\n".encode())
    packed += packer.flush()
    return base64.b64encode(packed).decode("ascii")


def _row(each: Further) -> list[str]:
    if isinstance(each, FurtherPage):
        return [each.name, each.title, each.body]
    return [each.name, base64.b64encode(each.content).decode("ascii")]


def is_plain(name: str) -> bool:
    """Whether a name may be that of a file beside a page.

    Examples
    --------
    >>> is_plain("organisations-2.html"), is_plain("../index.html"), is_plain("run.sh")
    (True, False, False)
    """
    fits = _NAME.fullmatch(name)
    return fits is not None and fits[1] in ENDINGS


def unpack(text: str) -> Iterator[Further]:
    """Read what `pack` wrote, one after another.

    Raises
    ------
    DisplayError
        It is not that, or too large.
    """
    try:
        for line in _lines(base64.b64decode(text)):
            name, *rest = map(str, json.loads(line))
            if not is_plain(name):
                raise ValueError(name)
            first, *more = rest
            yield FurtherPage(name, first, *more) if more else FurtherFile(name, base64.b64decode(first))
    except (ValueError, TypeError, zlib.error) as error:
        raise DisplayError("the list of files beside a page cannot be read, or has names that are not plain") from error


def _lines(packed: bytes) -> Iterator[bytes]:
    opened, parts, size = zlib.decompressobj(), list[bytes](), 0
    while not opened.eof:
        piece = opened.decompress(packed, AT_ONCE)
        packed = opened.unconsumed_tail
        size += len(piece)
        if size > LARGEST or not (piece or packed or opened.eof):
            raise ValueError(size)
        *ended, begun = piece.split(b"\n")
        for line in ended:
            yield b"".join([*parts, line])
            parts = []
        parts.append(begun)
    if any(parts):
        raise ValueError(size)


def take_attachments(outputs: Iterable[Mapping[str, dict[str, str]]]) -> list[str]:
    """Take what is to stand beside a page out of what a notebook shows: pieces of text, each found to be whole.

    Raises
    ------
    DisplayError
        As `unpack`.
    """
    found = ["".join(packed) for output in outputs if (packed := output.get("data", {}).pop(BESIDE_TYPE, None))]
    for text in found:
        for _ in unpack(text):
            pass
    return found
