"""Names that are left in a finished file, however it holds them: as text, across tags, in an address, in a download."""

from __future__ import annotations

import base64
import binascii
import html
import io
import json
import re
import zipfile
from collections import Counter
from collections.abc import Iterable, Iterator, Set
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from partnerlab.names import Found, Names

SEARCHED = (".html", ".ipynb", ".json", ".jsonl", ".csv", ".md", ".svg", ".txt", ".yaml", ".xlsx")
"""Endings of the files that a run leaves and that hold text."""

_TAG = re.compile(r"<[^<>]*>")
_BLOCKS = "p div td th tr li dd dt h1 h2 h3 h4 h5 h6 text br option title desc si is"
_BLOCK_NAMES = frozenset(_BLOCKS.split())
_BLOCK = re.compile(rf"</?(?:{_BLOCKS.replace(' ', '|')})\b[^<>]*>", re.IGNORECASE)
_ESCAPED = re.compile(r"\\u([0-9a-fA-F]{4})")
"""How JSON writes a character that is not ASCII."""
_POINTS = ("image/png", "image/jpeg", "image/gif", "image/webp", "font/")
"""Kinds of data that hold no text."""
_CARRIED = re.compile(r"data:([\w/.+-]+)(?:;[\w=-]+)*;base64,([\w+/=%]+)")
_WORDLESS = frozenset(
    """class style type role lang xml:lang dir scope rel charset http-equiv media d points transform viewbox fill stroke
    text-anchor dominant-baseline font-family font-weight font-style stroke-linejoin stroke-linecap xmlns xmlns:xlink
    preserveaspectratio marker-end marker-start clip-path mathvariant form display width height target as loading
    decoding autocomplete inputmode enctype method color-scheme""".split()  # noqa: SIM905 - words read better as words
)
"""Attributes whose words are the markup's, not the page's."""


def find_names(file: Path, names: Names) -> Counter[int]:
    """Count the names that are left in a finished file, by their number in the list.

    Parameters
    ----------
    file
        A page, a notebook, results or a workbook, as a run leaves them.
    """
    data = file.read_bytes()
    if data.startswith(b"PK\x03\x04"):
        return _in_package(data, names)
    text = data.decode("utf-8", "replace")
    if file.suffix not in {".ipynb", ".json"}:
        return count_names(text, names)
    found: Counter[int] = Counter()
    for part in _texts(json.loads(text)):
        found += count_names(part, names, of_software=True)
    return found


def count_names(text: str, names: Names, *, of_software: bool = False) -> Counter[int]:
    """Count the names in a text that may be HTML, by their number; a name that is seen in several ways counts once.

    Parameters
    ----------
    text
        A page, or any other text.
    names
        The names. One of three letters or fewer is looked for among a page's words alone, for its markup has words like
        it, such as `<li>`.
    of_software
        Whether the text is of a file that software reads, whose own words have small letters: then a name of three
        letters or fewer is to have a capital.

    Examples
    --------
    >>> count_names('<b>Ann</b>&nbsp;Lee <a href="x?by=Ann%20Lee">a</a>', Names(("Ann Lee",)))
    Counter({1: 1})
    >>> count_names('<li class="li">Ms <b>L</b>i</li>', Names(("Li",)))
    Counter({1: 1})
    """
    long = frozenset(range(1, len(names.listed) + 1)) - names.short
    seen = Counter[int]()
    for variant in _variants(text):
        seen |= _numbers(names.search(variant), long)
    for carried in _carried_in(html.unescape(text)):
        seen |= _in_package(carried, names) if isinstance(carried, bytes) else count_names(carried, names)
    for words, is_software in _words_of(text) if names.short else ():
        hits = names.search(words)
        seen |= _numbers(
            [hit for hit in hits if not (of_software or is_software) or words[hit.start].isupper()], names.short
        )
    return seen


def _numbers(hits: Iterable[Found], counted: Set[int]) -> Counter[int]:
    return Counter(hit.number for hit in hits if hit.number in counted)


def _in_package(data: bytes, names: Names) -> Counter[int]:
    """Count the names in a packed file, such as a workbook, part by part."""
    found: Counter[int] = Counter()
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        for part in packed.namelist():
            if part.endswith((".xml", ".rels", ".vml")):
                found += count_names(packed.read(part).decode("utf-8", "replace"), names)
    return found


def _variants(text: str) -> Iterator[str]:
    """Yield the ways in which a text is read: as it is, without its tags, without its escapes, and what it carries."""
    yield text
    plain = html.unescape(text)
    yield plain
    if "<" in text:
        yield html.unescape(_TAG.sub("", _BLOCK.sub("\n|\n", text)))
    if "%" in plain:
        once = unquote(plain)
        yield once
        yield unquote(once)  # an address within an address
    if "\\u" in text:
        yield _ESCAPED.sub(lambda found: chr(int(found[1], 16)), text)


def _carried_in(text: str) -> Iterator[str | bytes]:
    """Yield what addresses that begin with `data:` hold: texts, and packed files as they are; no picture of points."""
    for kind, carried in _CARRIED.findall(text):
        try:
            data = base64.b64decode(unquote(carried))
        except (binascii.Error, ValueError):
            continue
        if data.startswith(b"PK\x03\x04"):
            yield data
        elif not kind.startswith(_POINTS):
            yield data.decode("utf-8", "replace")


def _words_of(text: str) -> Iterator[tuple[str, bool]]:
    """Yield the words of a page, or of any other text, without its markup; and whether software reads them."""
    if "<" not in text:
        yield _CARRIED.sub(" ", unquote(text)), False
        return
    reader = _Words()
    reader.feed(text)
    reader.close()
    yield "".join(reader.words), False
    yield "\n|\n".join(reader.software), True


class _Words(HTMLParser):
    """Gathers what a page says: its text, its remarks, and attributes that hold words; data for software apart."""

    def __init__(self) -> None:
        super().__init__()
        self.words: list[str] = []
        self.software: list[str] = []
        self.within = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Take the words of a tag's attributes."""
        self.within = tag if tag in {"script", "style"} else ""
        said = [value for name, value in attrs if value and name not in _WORDLESS]
        self.software += [_CARRIED.sub(" ", unquote(value)) for value in said if value.startswith(("#", "data:"))]
        plain = [unquote(value) for value in said if not value.startswith(("#", "data:"))]
        if plain or tag in _BLOCK_NAMES:
            self.words.append("\n|\n" + "".join(f"{value}\n|\n" for value in plain))

    def handle_endtag(self, tag: str) -> None:
        """End a word where a block ends."""
        self.within = ""
        if tag in _BLOCK_NAMES:
            self.words.append("\n|\n")

    def handle_data(self, data: str) -> None:
        """Take text; of a script what it holds for software, of a style nothing."""
        if self.within == "script":
            self.software.append(data)
        elif not self.within:
            self.words.append(data)

    def handle_comment(self, data: str) -> None:
        """Take a remark, which may hold words."""
        self.words.append(f"\n|\n{data}\n|\n")


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
