"""A message with placeholders as a pattern that finds it in a text."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import count, pairwise

from partnerlab.page.translation.catalogue import PLACEHOLDER, Message

OPENS, CLOSES = 0xE800, 0xEC00
"""Letters that stand for the begin and end of an element in a text: the first of each; those before are elements."""
_CITATION = re.compile(r"¶\d+(?:\.\d+)?")
_ELEMENT, _BEGINNING, _ENDING = "[\ue000-\ue7ff]", "[\ue800-\uebff]", "[\uec00-\uefff]"
_SMALL = frozenset(
    {
        *("a", "an", "and", "are", "as", "at", "be", "by", "for", "from", "has", "have", "in", "is", "it", "its"),
        *("not", "of", "on", "or", "over", "than", "the", "to", "was", "with"),
    }
)
WORD = re.compile(r"[^\W\d_](?:[\w’'-]*\w)?")


@dataclass(frozen=True)
class Pattern:
    """One form of a message: what it says in English, and what it is found by."""

    message: Message
    form: str

    @cached_property
    def pieces(self) -> list[tuple[str, str]]:
        """What it is made of, in order: fixed text, and names of placeholders."""
        pieces, end = [], 0
        for found in PLACEHOLDER.finditer(self.form):
            pieces.append((self.form[end : found.start()], found[0]))
            end = found.end()
        return [*pieces, (self.form[end:], "")]

    @cached_property
    def words(self) -> frozenset[str]:
        """The words that stand whole in its fixed text."""
        apart = PLACEHOLDER.sub(lambda found: "\0x\0" if found[1] else " ", self.form)
        found = (found[0].lower() for found in re.finditer(rf"(?<![\0\w]){WORD.pattern}(?![\0\w])", apart))
        return frozenset(found)

    @cached_property
    def is_weak(self) -> bool:
        """Whether its fixed text is made of the smallest words, which say little of what it is."""
        return self.words <= _SMALL

    @cached_property
    def fixed(self) -> int:
        """Letters of its fixed text."""
        return sum(letter.isalpha() for text, _ in self.pieces for letter in text)

    @cached_property
    def _marks(self) -> list[str]:
        """Its fixed texts in order, in small letters; a citation is none, since it may be a link."""
        return [mark for text, _ in self.pieces for mark in _CITATION.split(text.lower()) if mark]

    def match(self, text: str, small: str) -> re.Match[str] | None:
        """Match a text, given in small letters too: its fixed texts must follow one another, which is quickly seen."""
        place = 0
        for mark in self._marks:
            found = small.find(mark, place)
            if found < 0:
                return None
            place = found + len(mark)
        return self._lazy.fullmatch(text)

    def match_most(self, text: str) -> re.Match[str] | None:
        """Match a text with as much as can be for each placeholder; None where it has fewer than two."""
        return self._greedy.fullmatch(text) if len(self.pieces) > 2 else None

    @cached_property
    def _lazy(self) -> re.Pattern[str]:
        return self._write("?")

    @cached_property
    def _greedy(self) -> re.Pattern[str]:
        return self._write("")

    @cached_property
    def marks(self) -> dict[str, str]:
        """What its tags and citations are called in a match, and what stands for each in the message."""
        tags = {_name_tag(tag): tag for _, tag in self.pieces if tag[:1] == "<"}
        return tags | {f"_c{number}": cited for number, cited in enumerate(_CITATION.findall(self.form))}

    def _write(self, least: str) -> re.Pattern[str]:
        """Write what finds it: a number for `{n}`, any text for any other placeholder, a tag for a tag."""
        seen: set[str] = set()
        parts: list[str] = []
        citations = count()
        for (text, placeholder), (after, _) in pairwise([*self.pieces, ("", "")]):
            parts.append(_write_fixed(text, citations, first=not parts))
            name = placeholder.strip("{}")
            if placeholder[:1] == "<":
                parts.append(_write_tag(placeholder))
            elif name:
                inside = r"\d[\d,]*" if name == "n" else _write_hole(text, after, least)
                parts.append(f"(?P={name})" if name in seen else f"(?P<{name}>{inside})")
                seen.add(name)
        return re.compile("".join(parts), re.DOTALL)


def _write_hole(before: str, after: str, least: str) -> str:
    """Write what a placeholder may stand for: nothing where a word ends before it, and no part of a word."""
    start = r"(?![^\W\d_])" if before[-1:].isalpha() else ""
    end = r"(?<![^\W\d_])" if after[:1].isalpha() and after[:1] != "s" else ""
    return f"{start}.{'*' if before[-1:].isalnum() else '+'}{least}{end}"


def _name_tag(tag: str) -> str:
    return f"_{'e' if tag[1] == '/' else 'b'}{tag.strip('</>')}"


def _write_tag(tag: str) -> str:
    return f"(?P<{_name_tag(tag)}>{_ENDING if tag[1] == '/' else _BEGINNING})"


def _write_fixed(text: str, citations: Iterator[int], *, first: bool) -> str:
    """Write a fixed text as a pattern: a citation may be a link on the page, the first letter may be a capital."""
    written = _CITATION.sub("\0", text)
    cited = iter(_CITATION.findall(text))
    parts = []
    for place, letter in enumerate(written):
        if letter == "\0":
            link = f"{_BEGINNING}?{re.escape(next(cited))}{_ENDING}?|{_ELEMENT}"
            parts.append(f"(?P<_c{next(citations)}>{link})")
        elif first and place == 0 and letter.upper() != letter.lower():
            parts.append(f"[{letter.upper()}{letter.lower()}]")
        else:
            parts.append(re.escape(letter))
    return "".join(parts)


class Index:
    """Patterns by one of their words: the one that fewest share."""

    def __init__(self, messages: Iterable[Message]) -> None:
        patterns = [Pattern(message, form) for message in messages for form in message.forms]
        shared = Counter(word for pattern in patterns for word in pattern.words)
        self._by_word: dict[str, list[Pattern]] = defaultdict(list)
        for pattern in patterns:
            if pattern.words:
                rarest = min(pattern.words, key=lambda word: (shared[word], word))
                self._by_word[rarest].append(pattern)

    def find(self, text: str) -> Iterator[tuple[Pattern, re.Match[str]]]:
        """Find the messages that a text may be, those with most fixed text first."""
        small = text.lower()
        words = {found[0] for found in WORD.finditer(small)}
        near = [pattern for word in words for pattern in self._by_word.get(word, ()) if pattern.words <= words]
        for pattern in sorted(near, key=lambda each: (-each.fixed, each.form)):
            if found := pattern.match(text, small):
                yield pattern, found
