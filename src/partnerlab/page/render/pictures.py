"""Pictures that a page carries along: what is attached to a cell, and files beside the notebook, never elsewhere."""

from __future__ import annotations

import base64
import re
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any
from urllib.parse import unquote

PICTURES = ("image/png", "image/jpeg", "image/gif", "image/webp")
"""Kinds of picture that a page may carry."""
LARGEST = 20_000_000
"""Bytes of a file that is taken into a page."""
_DRAWN = "image/svg+xml"
ATTACHED = "attachment:"
"""Begins the address of what is attached to a cell."""
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:|[/\\]")
_SIGNS: Mapping[str, re.Pattern[bytes]] = {
    "image/png": re.compile(rb"\x89PNG\r\n\x1a\n"),
    "image/jpeg": re.compile(rb"\xff\xd8\xff"),
    "image/gif": re.compile(rb"GIF8[79]a"),
    "image/webp": re.compile(rb"RIFF....WEBP", re.DOTALL),
}

Pictures = Callable[[str], str]
"""Address to the picture: a ``data:`` address or the text of an SVG drawing; "" where there is none."""


def no_pictures(_: str) -> str:
    """No picture, whatever the address."""
    return ""


def find_pictures(folder: Path | None, attachments: Mapping[str, Mapping[str, Any]] | None = None) -> Pictures:
    """Find the pictures of a cell.

    Parameters
    ----------
    folder
        Where its notebook lies; files of pictures are read from it and from folders in it, and from nowhere else,
        whatever an address or a link says. None reads no file.
    attachments
        What is attached to the cell: content by kind, by name.

    Returns
    -------
    callable
        The picture at an address.
    """

    def find(address: str) -> str:
        if address.startswith(ATTACHED):
            return _attached((attachments or {}).get(unquote(address.removeprefix(ATTACHED)), {}))
        name = unquote(re.split("[?#]", address, maxsplit=1)[0]) if not _SCHEME.match(address) else ""
        return _read(folder, name) if folder is not None and name else ""

    return find


def _attached(bundle: Mapping[str, Any]) -> str:
    for kind in PICTURES:
        if kind in bundle:
            return f"data:{kind};base64,{''.join(''.join(bundle[kind]).split())}"
    return "".join(bundle.get(_DRAWN, ""))


def _read(folder: Path, name: str) -> str:
    try:
        within = folder.resolve()
        file = (within / name).resolve()
        if not file.is_relative_to(within) or not file.is_file() or file.stat().st_size > LARGEST:
            return ""
        content = file.read_bytes()
        if file.suffix.lower() == ".svg":
            return content.decode("utf-8")
    except (OSError, ValueError):
        return ""
    kind = next((kind for kind, sign in _SIGNS.items() if sign.match(content)), "")
    return f"data:{kind};base64,{base64.b64encode(content).decode()}" if kind else ""
