"""Names that are left in a finished file, however it holds them: as text, across tags, in an address, in a download."""

from __future__ import annotations

import base64
import binascii
import html
import json
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from partnerlab.names import Names

SEARCHED = (".html", ".ipynb", ".json", ".csv", ".md", ".svg", ".txt")
"""Endings of the files that a run leaves and that hold text."""

_TAG = re.compile(r"<[^<>]*>")
_BLOCK = re.compile(r"</?(?:p|div|td|th|tr|li|dd|dt|h[1-6]|text|br|option|title|desc)\b[^<>]*>", re.IGNORECASE)
_CARRIED = re.compile(r"data:[\w/.+-]+(?:;[\w=-]+)*;base64,([\w+/=%]+)")


def find_names(file: Path, names: Names) -> Counter[int]:
    """Count the names that are left in a finished file, by their number in the list.

    Parameters
    ----------
    file
        A page, a notebook or results, as a run leaves them.
    names
        The names.
    """
    text = file.read_bytes().decode("utf-8", "replace")
    parts = _texts(json.loads(text)) if file.suffix in {".ipynb", ".json"} else iter([text])
    found: Counter[int] = Counter()
    for part in parts:
        found += count_names(part, names)
    return found


def count_names(text: str, names: Names) -> Counter[int]:
    """Count the names in a text that may be HTML, by their number; a name that is seen in several ways counts once.

    Examples
    --------
    >>> count_names('<b>Ann</b>&nbsp;Lee <a href="x?by=Ann%20Lee">a</a>', Names(("Ann Lee",)))
    Counter({1: 1})
    """
    seen = Counter[int]()
    for variant in _variants(text):
        seen |= names.find(variant)
    return seen


def _variants(text: str) -> Iterator[str]:
    """Yield the ways in which a text is read: as it is, without its tags, without its escapes, and what it carries."""
    yield text
    plain = html.unescape(text)
    yield plain
    if "<" in text:
        yield html.unescape(_TAG.sub("", _BLOCK.sub("\n|\n", text)))
    if "%" in plain:
        yield unquote(plain)
    for carried in _CARRIED.findall(plain):
        try:
            yield base64.b64decode(unquote(carried)).decode("utf-8", "replace")
        except (binascii.Error, ValueError):
            continue


def _texts(value: Any) -> Iterator[str]:
    """Yield each text in JSON, names of fields among them."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for key, part in value.items():
            yield key
            yield from _texts(part)
    elif isinstance(value, list):
        if value and all(isinstance(part, str) for part in value):
            yield "".join(value)
        else:
            for part in value:
                yield from _texts(part)
