"""People's names that are not to be shared: read from a list, found in text however they are written, struck out."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from partnerlab.characters import wide_encoding
from partnerlab.errors import Fault, InputError
from partnerlab.spellings import (
    APOSTROPHES,
    AS_LISTED,
    BY_INITIALS,
    HYPHENS,
    OTHERWISE,
    SURNAME_FIRST,
    patterns_of,
    skeleton,
    surname_of,
    without_foreign,
)

MOST_NAMES = 500
"""Names that a list may hold."""
LONGEST_NAME = 100
"""Characters that a name may have."""
_STRUCK = re.compile(r"\[name \d+\]")
"""What a name was replaced by."""
LARGEST_LIST = 1_000_000
"""Bytes that a list may have."""
SHORTEST_NAME = 2
"""Letters that a name needs; one letter alone would be struck out of half the words."""

SHORT_NAME = 3
"""Letters up to which a name by itself is likely to be another word too, or a word of a page's markup."""


@dataclass(frozen=True, order=True)
class Found:
    """A name in a text."""

    start: int
    end: int
    """Where it stands, in characters."""
    number: int
    """Its number in the list, counted from 1."""
    way: str
    """How it is written, one of :data:`~partnerlab.spellings.WAYS`."""


@dataclass(frozen=True)
class Person:
    """Somebody whom a record lists, by name."""

    name: str
    """The name, as it is listed."""
    usual: bool = False
    """Whether its words are usual ones, as in Will Young: in prose, each must then begin with a capital."""


@dataclass(frozen=True)
class Names:
    """Names that are to be struck out.

    A name is found in capitals or small letters, with any white space, hyphen, dot, asterisk or nothing between its
    parts, and with any kind of apostrophe. Joined letters (ﬃ), wide ones and those that nobody sees do not hide it. It
    is found with its accents or without (Müller, Muller and Mueller for Müller; Mueller and Müller for Mueller), by
    initials (A. Lee), surname first (Lee, Ann), and before a possessive. It is found as whole words: `Ann` is not in
    `Anna`, nor in `planning`; but Chinese and others write none. Where names overlap, the longest is struck.

    Examples
    --------
    >>> names = Names(("Ann Lee", "Ann Lee Moss", "O'Hara"))
    >>> names.strike("ANN  LEE's note to Ann Lee Moss, planning-lee and o’hara")
    "[name 1]'s note to [name 2], planning-lee and [name 3]"
    """

    listed: tuple[str, ...]
    """The names, in the order of their list."""
    people: tuple[Person, ...] = ()
    """People whom a record lists, numbered on from the list."""
    organisations: tuple[str, ...] = ()
    """Names of organisations, within which those of `people` stay."""

    @cached_property
    def short(self) -> frozenset[int]:
        """Numbers of the names that are a single word of three letters or fewer."""
        return frozenset(number for number, name in enumerate(self.listed, 1) if _is_short(name))

    def strike(self, text: str) -> str:
        """Return a text with each name replaced by its number in the list, such as `[name 2]`."""
        parts, end = [], 0
        for found in self.search(text, markup=True):
            parts += [text[end : found.start], f"[name {found.number}]"]
            end = found.end
        return "".join([*parts, text[end:]])

    def find(self, text: str) -> Counter[int]:
        """Count the names in a text, by their number in the list, counted from 1."""
        return Counter(found.number for found in self.search(text, markup=True))

    def search(self, text: str, *, markup: bool = False) -> list[Found]:
        """Return the names in a text in order, none within another: whole ones first, then the other ways.

        Parameters
        ----------
        markup
            Whether a name counts that tags, entities (`&nbsp;`) or signs of an address (`%20`) are written into.
        """
        whole, (text, places) = text, without_foreign(text, markup=markup)
        found: list[Found] = []
        taken = bytearray(len(text))
        for struck in _STRUCK.finditer(text):  # it holds a word that may itself be somebody's name
            taken[slice(*struck.span())] = b"\1" * len(struck[0])
        kept = skeleton(text)
        candidates = [(at, name, patterns_of(name)) for at, name, core in self._longest_first if core in kept]
        for way in (OTHERWISE, BY_INITIALS, SURNAME_FIRST):
            for number, name, patterns in candidates:
                for hit in patterns[way].finditer(text):
                    start, end = hit.span()
                    if 1 in taken[start:end] or self._stays(number, text, start, end):
                        continue
                    if way != SURNAME_FIRST or not _is_of_two(text, hit):
                        first, last = places[start], places[end - 1] + 1
                        is_same = way == OTHERWISE and _same(whole[first:last]) == _same(name)
                        found.append(Found(first, last, number, AS_LISTED if is_same else way))
                        taken[start:end] = b"\1" * (end - start)
        return sorted(found)

    @cached_property
    def _longest_first(self) -> tuple[tuple[int, str, str], ...]:
        """Number and name of each, and what must stand in a text for it to be there."""
        every = [*self.listed, *(person.name for person in self.people)]
        order = sorted(enumerate(every, 1), key=lambda pair: (-len(pair[1]), pair[0]))
        return tuple((number, name, skeleton(surname_of(name))) for number, name in order)

    def _stays(self, number: int, text: str, start: int, end: int) -> bool:
        """Whether what reads as the name of one of `people` is other words, or part of an organisation's name."""
        if number <= len(self.listed):
            return False
        written, is_usual = text[start:end], self.people[number - len(self.listed) - 1].usual
        words = re.findall(r"[^\W\d_]+", written)
        if is_usual and any(word[0].islower() for word in words) and re.fullmatch(r"\w+|.*\s.*", written):
            return True
        found = self._organisations.finditer(text) if self.organisations else ()
        return any(start >= hit.start() and end <= hit.end() for hit in found)

    @cached_property
    def _organisations(self) -> re.Pattern[str]:
        order = sorted(self.organisations, key=lambda name: (-len(name), name))
        names = (r"[\W_]+".join(map(re.escape, re.findall(r"[^\W_]+", name))) for name in order)
        return re.compile(rf"(?<![^\W_])(?:{'|'.join(names)})(?![^\W_])", re.IGNORECASE)


def _same(text: str) -> str:
    return _tidy(text).casefold()


def _is_short(name: str) -> bool:
    return len(name.split()) == 1 and sum(letter.isalpha() for letter in name) <= SHORT_NAME


def _is_of_two(text: str, hit: re.Match[str]) -> bool:
    """Whether a surname and a given name behind a comma belong to two people, as in Kim Lee, Ann Moss."""
    before = re.search(r"(\w+) $", text[max(hit.start() - 40, 0) : hit.start()])
    after = re.match(r" (\w)", text[hit.end() : hit.end() + 2])
    return bool(before and before[1][0].isupper() and after and after[1].isupper())


def read_names(file: Path) -> Names:
    r"""Read a list of names: a text file in UTF-8 with one name a line; blank lines and remarks, after #, are none.

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
    ...     read_names(path).listed
    ('Ann Lee',)
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
    return " ".join(unicodedata.normalize("NFC", without_foreign(line)[0]).split())


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
        line = first.setdefault(re.sub(rf"[\s_.,{HYPHENS}{APOSTROPHES}]", "", name).casefold(), number)
        if line != number:
            faults.append(Fault(file, number, f"is the name of line {line} again; leave one out"))
    return faults
