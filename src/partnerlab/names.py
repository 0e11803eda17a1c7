"""People's names that are not to be shared: read from a list, found in text however they are written, struck out."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path

from partnerlab.characters import wide_encoding
from partnerlab.errors import Fault, InputError

MOST_NAMES = 500
"""Names that a list may hold."""
LONGEST_NAME = 100
"""Characters that a name may have."""
LARGEST_LIST = 1_000_000
"""Bytes that a list may have."""
SHORTEST_NAME = 2
"""Letters that a name needs; one letter alone would be struck out of half the words."""

_APOSTROPHES = "'’ʼ‘`´"
_HYPHENS = r"\-‐‑‒–"
_MARKS = "[\u0300-\u036f]"
"""Accents that stand behind their letter."""
_SPELLED_OUT = {
    "ß": ("ss",), "æ": ("ae",), "œ": ("oe",), "ø": ("oe",), "å": ("aa",), "ä": ("ae",), "ö": ("oe",), "ü": ("ue",),
    "þ": ("th",),
}  # fmt: skip
"""What is written for a letter where a keyboard or an address has none."""
_BETWEEN = rf"[\s\u00ad\u200b_.,+{_HYPHENS}]*"
"""What may stand between the parts of a name: a space in prose, a dot or nothing in an address or an id."""


@dataclass(frozen=True)
class Names:
    """Names that are to be struck out.

    A name is found in capitals or small letters, with any white space, hyphen, dot or nothing between its parts, with
    either kind of apostrophe, with its accents or without, and before a possessive. It is found as whole words: `Ann`
    is not in `Anna`, nor in `planning`. Where names overlap, the longest is struck.

    Parameters
    ----------
    listed
        The names, in the order of their list.

    Examples
    --------
    >>> names = Names(("Ann Lee", "Ann Lee Moss", "O'Hara"))
    >>> names.strike("ANN  LEE's note to Ann Lee Moss, planning-lee and o’hara")
    "[name 1]'s note to [name 2], planning-lee and [name 3]"
    """

    listed: tuple[str, ...]

    @cached_property
    def _pattern(self) -> re.Pattern[str]:
        places = sorted(range(len(self.listed)), key=lambda place: (-len(self.listed[place]), place))
        choices = "|".join(f"(?P<n{place}>{_spelled(self.listed[place])})" for place in places)
        return re.compile(rf"(?<![^\W_])(?:{choices or '(?!)'})(?![^\W_])", re.IGNORECASE)

    def strike(self, text: str) -> str:
        """Return a text with each name replaced by its number in the list, such as `[name 2]`."""
        return self._pattern.sub(lambda found: f"[name {_place_of(found) + 1}]", text)

    def find(self, text: str) -> Counter[int]:
        """Count the names in a text, by their number in the list, counted from 1."""
        return Counter(_place_of(found) + 1 for found in self._pattern.finditer(text))


def _place_of(found: re.Match[str]) -> int:
    return int((found.lastgroup or "n0")[1:])


def _spelled(name: str) -> str:
    """Return a pattern for a name, however its letters, hyphens and spaces are written."""
    parts = re.split(rf"[\s_.,{_HYPHENS}]+", name)
    return _BETWEEN.join("".join(map(_letter, part)) for part in parts if part)


def _letter(letter: str) -> str:
    """Return a pattern for a letter with and without its accents, or spelled out, as in an address."""
    if letter in _APOSTROPHES:
        return f"[{_APOSTROPHES}]?"
    small = letter.lower()
    base = unicodedata.normalize("NFD", small)[0]
    alike = _alike().get(base) or "".join(dict.fromkeys(map(re.escape, (base, small))))
    ways = [f"[{alike}]{_MARKS}*", *_SPELLED_OUT.get(small, ())]
    return ways[0] if len(ways) == 1 else f"(?:{'|'.join(ways)})"


@cache
def _alike() -> Mapping[str, str]:
    """Return the Latin letters that are written for a plain one when accents are kept or lost."""
    found = {letter: letter for letter in "abcdefghijklmnopqrstuvwxyz"} | {"o": "oø", "l": "lł", "d": "dđð", "i": "iı"}
    for letter in map(chr, (*range(0xC0, 0x250), *range(0x1E00, 0x1F00))):
        base = unicodedata.normalize("NFD", letter)[0]
        if base in found and base != letter:
            found[base] += letter
    return found | {letter: others for others in found.values() for letter in others}


def read_names(file: Path) -> Names:
    r"""Read a list of names: a text file in UTF-8 with one name a line; blank lines and remarks, after #, are none.

    Parameters
    ----------
    file
        The list.

    Raises
    ------
    InputError
        With every fault: no file, no text, no name, or a name too short or long, without a letter, or listed twice.

    Examples
    --------
    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     path = Path(folder, "names.txt")
    ...     _ = path.write_text("# who is not to be named\nAnn Lee\n", encoding="utf-8")
    ...     read_names(path)
    Names(listed=('Ann Lee',))
    """
    rows = [(number, _tidy(line)) for number, line in enumerate(_read(file).splitlines(), start=1)]
    kept = [(number, name) for number, name in rows if name and not name.startswith("#")]
    faults = [Fault(file.name, number, told) for number, name in kept if (told := _fault_of(name))]
    faults += _find_doubled(file.name, kept)
    if not kept:
        faults.append(Fault(file.name, 0, "holds no name; write one name a line"))
    if len(kept) > MOST_NAMES:
        faults.append(Fault(file.name, 0, f"holds {len(kept):,} names; at most {MOST_NAMES:,}"))
    if faults:
        raise InputError(faults)
    return Names(tuple(name for _, name in kept))


def _read(file: Path) -> str:
    if not file.is_file():
        told = "is not a file" if file.exists() else "is not there"
        raise InputError([Fault(file.name, 0, f"{told}; give a text file with one name a line")])
    with file.open("rb") as opened:
        content = opened.read(LARGEST_LIST + 1)
    if len(content) > LARGEST_LIST:
        raise InputError([Fault(file.name, 0, f"is larger than {LARGEST_LIST:,} bytes; list the names alone")])
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = "\0"
    if "\0" in text:
        what = f"is text in {encoding}" if (encoding := wide_encoding(content)) else "is not text in UTF-8"
        raise InputError([Fault(file.name, 0, f"{what}; save it as plain text, UTF-8")])
    return text


def _tidy(line: str) -> str:
    return " ".join(unicodedata.normalize("NFC", line).split())


def _fault_of(name: str) -> str:
    """Say what is wrong with a name, never the name itself: what is printed may be kept where others read it."""
    letters = sum(letter.isalpha() for letter in name)
    if len(name) > LONGEST_NAME:
        return (
            f"has {len(name)} characters, too many for a name; write one name a line, at most {LONGEST_NAME} characters"
        )
    if not letters:
        return "holds no letter; write a name"
    if letters < SHORTEST_NAME:
        return "is a single letter, which is in too many places; write the name in full"
    if ";" in name or name.count(",") > 1:
        return "holds several names; write one name a line"
    return ""


def _find_doubled(file: str, kept: Iterable[tuple[int, str]]) -> list[Fault]:
    first: dict[str, int] = {}
    faults = []
    for number, name in kept:
        line = first.setdefault(re.sub(rf"[\s_.,{_HYPHENS}{_APOSTROPHES}]", "", name).casefold(), number)
        if line != number:
            faults.append(Fault(file, number, f"is the name of line {line} again; leave one out"))
    return faults
