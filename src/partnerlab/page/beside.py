"""What stands beside a notebook's page: further pages, and files for who goes on with the data.

A notebook writes no file; it hands on what is to be written, in one piece of text, and whoever runs it writes that into
a folder named after the notebook. Names are plain, so that nothing is written anywhere else.
"""

from __future__ import annotations

import base64
import json
import re
import zlib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from partnerlab.errors import DisplayError
from partnerlab.page.handover import BESIDE_TYPE

ENDINGS = frozenset({"html", "csv", "xlsx", "json", "parquet", "txt"})
"""Kinds of files that may stand beside a page."""
LARGEST = 100_000_000
"""Most bytes that one piece may hold once unpacked."""
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
class Beside:
    """Pages and files that are to stand beside a page."""

    pages: tuple[FurtherPage, ...] = ()
    files: Mapping[str, bytes] = field(default_factory=dict)

    def pack(self) -> str:
        """Write it as one piece of text.

        Raises
        ------
        DisplayError
            A name is not plain, or given twice.

        Examples
        --------
        >>> unpack(Beside(files={"table.csv": b"a"}).pack()).files
        {'table.csv': b'a'}
        """
        names = [*(page.name for page in self.pages), *self.files]
        wrong = next((name for name, times in Counter(names).items() if times > 1 or not is_plain(name)), None)
        if wrong is not None:
            message = (
                f"{wrong!r} cannot be a file beside a page; use small letters, digits, hyphens and a known ending, once"
            )
            raise DisplayError(message)
        content = {
            "pages": [[page.name, page.title, page.body] for page in self.pages],
            "files": {name: base64.b64encode(data).decode("ascii") for name, data in self.files.items()},
        }
        return base64.b64encode(zlib.compress(json.dumps(content).encode())).decode("ascii")


def is_plain(name: str) -> bool:
    """Whether a name may be that of a file beside a page.

    Examples
    --------
    >>> is_plain("organisations-2.html"), is_plain("../index.html"), is_plain("run.sh")
    (True, False, False)
    """
    fits = _NAME.fullmatch(name)
    return fits is not None and fits[1] in ENDINGS


def unpack(text: str) -> Beside:
    """Read what `Beside.pack` wrote.

    Raises
    ------
    DisplayError
        It is not that, or too large.
    """
    try:
        opened = zlib.decompressobj()
        content = json.loads(opened.decompress(base64.b64decode(text), LARGEST))
        pages = tuple(FurtherPage(*map(str, page)) for page in content["pages"])
        files = {str(name): base64.b64decode(data) for name, data in content["files"].items()}
    except (ValueError, KeyError, TypeError, zlib.error) as error:
        raise DisplayError("the list of files beside a page cannot be read") from error
    if not all(map(is_plain, [*(page.name for page in pages), *files])):
        raise DisplayError("the list of files beside a page has names that are not plain")
    return Beside(pages, files)


def take_beside(outputs: Iterable[Mapping[str, dict[str, str]]]) -> Iterator[Beside]:
    """Take what is to stand beside a page out of what a notebook shows, piece by piece."""
    for output in outputs:
        packed = output.get("data", {}).pop(BESIDE_TYPE, None)
        if packed is not None:
            yield unpack("".join(packed))
