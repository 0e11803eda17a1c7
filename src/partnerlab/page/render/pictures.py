"""Pictures that a page carries along: what is attached to a cell, and files beside the notebook, never elsewhere."""

from __future__ import annotations

import base64
import posixpath
import re
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from hashlib import sha256
from html import unescape
from itertools import islice
from pathlib import Path
from typing import Any
from urllib.parse import unquote

PICTURES = ("image/png", "image/jpeg", "image/gif", "image/webp")
"""Kinds of picture that a page may carry."""
LARGEST = 20_000_000
"""Bytes of one picture that is taken into a page."""
MOST = 50_000_000
"""Characters of pictures that are taken into one page, each counted as often as it is shown."""
MOST_NAMED = 1_000
"""Files of pictures that one notebook may name."""
ATTACHED = "attachment:"
"""Begins the address of what is attached to a cell."""
_DRAWN = "image/svg+xml"
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:|[/\\]")
_SIGNS: Mapping[str, re.Pattern[bytes]] = {
    "image/png": re.compile(rb"\x89PNG\r\n\x1a\n"),
    "image/jpeg": re.compile(rb"\xff\xd8\xff"),
    "image/gif": re.compile(rb"GIF8[79]a"),
    "image/webp": re.compile(rb"RIFF....WEBP", re.DOTALL),
}
_ENDING = r"\.(?:png|jpe?g|gif|webp|svg)"
# Bounded, so that a text without an end takes no longer than its length: names without blanks, and names in quotes or
# brackets, which may hold blanks.
_ADDRESSES = (
    re.compile(rf"(?<![^\s\"'()<>\[\]=])[^\s\"'()<>\[\]=]{{1,300}}?{_ENDING}(?![\w.-])", re.IGNORECASE),
    re.compile(rf"(?<=[\"'<(])[^\"'<>\n]{{1,300}}?{_ENDING}(?![\w.-])", re.IGNORECASE),
)

Pictures = Callable[[str], str]
"""Address to the picture: a ``data:`` address or the text of an SVG drawing; "" where there is none."""


def no_pictures(_: str) -> str:
    """No picture, whatever the address."""
    return ""


@dataclass
class Album:
    """Where the pictures of one page are found, and how many of them it still has room for.

    Parameters
    ----------
    folder
        Where the notebook lies; files of pictures are read from it and from folders in it, and from nowhere else,
        whatever an address or a link says. None reads no file.
    named
        Names, as `name_of` gives them, of the files that may be read; None for all in the folder.
    room
        Characters of pictures that the page still takes in.
    """

    folder: Path | None = None
    named: Collection[str] | None = None
    room: int = MOST

    def of(self, attachments: Mapping[str, Mapping[str, Any]] | None = None) -> Pictures:
        """Find the pictures of one cell.

        Parameters
        ----------
        attachments
            What is attached to the cell: content by kind, by name.

        Returns
        -------
        callable
            The picture at an address, while there is room for it.
        """

        def find(address: str) -> str:
            if address.startswith(ATTACHED):
                found = _attached((attachments or {}).get(unquote(address.removeprefix(ATTACHED)), {}))
            else:
                found = self._beside(name_of(address))
            if len(found) > self.room:
                return ""
            self.room -= len(found)
            return found

        return find

    def _beside(self, name: str) -> str:
        if self.folder is None or not name or (self.named is not None and name not in self.named):
            return ""
        return _encode(name, read_picture(self.folder, name))


def name_of(address: str) -> str:
    """File name, relative to where a notebook lies, that an address means; "" where it leads elsewhere.

    Examples
    --------
    >>> name_of("./figures/../a%20map.png?x#y")
    'a map.png'
    >>> name_of("../a.png"), name_of("https://example.org/a.png")
    ('', '')
    """
    if not address or _SCHEME.match(address):
        return ""
    name = posixpath.normpath(unquote(re.split("[?#]", address, maxsplit=1)[0]))
    return "" if name.startswith("/") or name.split("/")[0] in (".", "..") else name


def named_pictures(folder: Path, texts: Iterable[str]) -> dict[str, str]:
    """Find the pictures beside a notebook that its text names.

    Parameters
    ----------
    folder
        Where it lies.
    texts
        What stands in its cells.

    Returns
    -------
    dict
        Name, as `name_of` gives it, to the SHA-256 of the content; only of pictures that a page may take in, and of the
        first thousand at most. A name needs an ending such as ``.png`` to be found.
    """
    found = (match[0] for text in texts for pattern in _ADDRESSES for match in pattern.finditer(text))
    names = dict.fromkeys(filter(None, (name_of(unescape(address)) for address in found)))
    contents = ((name, read_picture(folder, name)) for name in islice(names, MOST_NAMED))
    return {name: sha256(content).hexdigest() for name, content in contents if content}


def read_picture(folder: Path, name: str) -> bytes:
    """Content of the file of a picture in a folder or one within it; nothing where there is none of a bearable size."""
    try:
        within = folder.resolve()
        file = (within / name).resolve()
        if not file.is_relative_to(within) or not file.is_file() or file.stat().st_size > LARGEST:
            return b""
        return file.read_bytes()
    except (OSError, ValueError):
        return b""


def _encode(name: str, content: bytes) -> str:
    if name.lower().endswith(".svg"):
        return content.decode("utf-8", errors="replace")
    kind = next((kind for kind, sign in _SIGNS.items() if sign.match(content)), "")
    return f"data:{kind};base64,{base64.b64encode(content).decode()}" if kind else ""


def _attached(bundle: Mapping[str, Any]) -> str:
    for kind in PICTURES:
        if kind in bundle:
            return f"data:{kind};base64,{''.join(''.join(bundle[kind]).split())}"
    drawn = "".join(bundle.get(_DRAWN, ""))
    if drawn.lstrip().startswith("<"):
        return drawn
    try:  # as notebooks of today attach it
        return base64.b64decode(drawn, validate=True).decode("utf-8")
    except ValueError:
        return ""
