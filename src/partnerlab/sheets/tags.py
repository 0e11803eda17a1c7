"""The tags of a large part of a workbook, looked at piece by piece, so that its size takes no memory."""

from __future__ import annotations

import html
import io
import re
import zipfile
from collections.abc import Iterator
from contextlib import suppress

PIECE = 1_000_000
"""Characters of a part that are looked at at a time."""


def tag_pattern(opening: str, closing: str) -> re.Pattern[str]:
    """Return the pattern of tags, whatever the prefix of those that open: name, with `/` where it closes, and the rest.

    Parameters
    ----------
    opening, closing
        Names of tags that begin and that end, parted by spaces.

    Examples
    --------
    >>> [tag.groups() for tag in tag_pattern("c", "c").finditer('<x:c r="A>1"/><cell></c>')]
    [('c', ' r="A>1"/'), ('/c', '')]
    """
    begins, ends = ("|".join(re.escape(name) for name in names.split()) for names in (opening, closing))
    rest = r"(?=[\s/>])((?:[^>\"']++|\"[^\"]*+\"|'[^']*+')*+)>"
    return re.compile(rf"<(?:\w+:)?((?:{begins})|/(?:\w+:)?(?:{ends})){rest}")


def pieces_of(packed: zipfile.ZipFile, part: zipfile.ZipInfo) -> Iterator[str]:
    """Yield the text of a part in pieces that end before a tag begins; tags are ASCII unless it is UTF-16."""
    with packed.open(part) as opened:
        start = opened.read(2)
    with packed.open(part) as opened:
        encoding = "utf-16" if start in {b"\xff\xfe", b"\xfe\xff"} else "latin-1"
        yield from _pieces(io.TextIOWrapper(opened, encoding, errors="replace", newline=""))


def words_of(value: str) -> str:
    """Return the words of an attribute of a tag, which pieces of a part hold byte by byte and with escapes.

    Examples
    --------
    >>> words_of("\u00e2\u0082\u00ac &amp; \u00c2\u00a3"), words_of("€")
    ('€ & £', '€')
    """
    with suppress(UnicodeError):
        value = value.encode("latin-1").decode("utf-8")
    return html.unescape(value)


def _pieces(text: io.TextIOWrapper) -> Iterator[str]:
    rest = ""
    while read := text.read(PIECE):
        rest += read
        end = rest.rfind("<")
        if end <= 0 and ">" in rest:
            end = len(rest)  # a tag and a very long text
        elif end <= 0 and len(rest) > 2 * PIECE:
            raise zipfile.BadZipFile("a tag does not end")
        yield rest[: max(end, 0)]
        rest = rest[max(end, 0) :]
    yield rest
