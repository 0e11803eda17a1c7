"""A text in which parts are replaced, all else staying as it is to the byte."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass, field
from typing import NamedTuple

MARK = "\N{ZERO WIDTH NO-BREAK SPACE}".encode()
"""A byte order mark in UTF-8."""


class Splice(NamedTuple):
    """A text that stands in place of the characters from start to end."""

    start: int
    end: int
    text: str


class SpliceError(ValueError):
    """Two changes touch the same characters."""


@dataclass
class Text:
    r"""A file's text and what is to be changed in it.

    Examples
    --------
    >>> text = Text.of("hub.yaml", b"a: 1\r\nb: 2\r\n")
    >>> text.replace(3, 4, "3")
    >>> text.insert(text.line_end(3), text.line_break(3) + "c: 4")
    >>> text.spliced()
    b'a: 3\r\nc: 4\r\nb: 2\r\n'
    """

    name: str
    """The file's name, relative to its folder."""
    whole: str
    """Its text, without a byte order mark."""
    mark: bytes = b""
    """The byte order mark it begins with; empty without one."""
    splices: list[Splice] = field(default_factory=list)
    """Changes, in the order in which those at one place are to stand."""

    @classmethod
    def of(cls, name: str, data: bytes) -> Text:
        """Return the text that a file's bytes hold, in UTF-8."""
        mark = MARK if data.startswith(MARK) else b""
        return cls(name, data[len(mark) :].decode("utf-8"), mark)

    def replace(self, start: int, end: int, text: str) -> None:
        """Put a text in place of what stands from start to end."""
        self.splices.append(Splice(start, end, text))

    def insert(self, at: int, text: str) -> None:
        """Put in a text; of several at one place, the first comes first."""
        self.splices.append(Splice(at, at, text))

    def line_start(self, at: int) -> int:
        """Return where the line of a character begins."""
        return max(self.whole.rfind("\n", 0, at), self.whole.rfind("\r", 0, at)) + 1

    def line_end(self, at: int) -> int:
        """Return where the line of a character ends, before its line break."""
        ends = [end for end in (self.whole.find("\r", at), self.whole.find("\n", at)) if end >= 0]
        return min(ends, default=len(self.whole))

    def next_line(self, at: int) -> int:
        """Return where the next line begins, or the text ends."""
        end = self.line_end(at)
        return end + len(self._break_at(end))

    def line_before(self, start: int) -> int:
        """Return where the line begins before the one that begins at a place."""
        return self.line_start(start - len(self._break_before(start)))

    def line_of(self, at: int) -> int:
        """Return the number of the line of a character, counted from 1."""
        before = self.whole[:at].replace("\r\n", "\n")
        return before.count("\n") + before.count("\r") + 1

    def column(self, at: int) -> int:
        """Return how many characters stand before one in its line."""
        return at - self.line_start(at)

    def line_break(self, at: int) -> str:
        """Return how lines end there: as this one, else as the one before, else as the first of the text."""
        start = self.line_start(at)
        before = self._break_before(start)
        return self._break_at(self.line_end(at)) or before or self._break_at(self.line_end(0)) or "\n"

    def edits(self) -> list[Splice]:
        """Return the changes in order of place, with the final line break as it was.

        Raises
        ------
        SpliceError
            When two of them touch the same characters.
        """
        kept: list[Splice] = []
        for splice in sorted(self._moved(), key=lambda splice: splice.start):
            reached = kept[-1].end if kept else 0
            if kept and not splice.text and not kept[-1].text and splice.start <= reached:
                kept[-1] = kept[-1]._replace(end=max(splice.end, reached))
            elif splice.start < reached:
                message = f"two changes touch the same characters of {self.name}; save one before making the other"
                raise SpliceError(message)
            elif splice.text or splice.end > splice.start:
                kept.append(splice)
        return self._with_final_break(kept)

    def _moved(self) -> list[Splice]:
        """Return the changes, those that would be put in where lines go moved to the end of the line before these."""
        gone: list[Splice] = []
        for splice in sorted(splice for splice in self.splices if not splice.text):
            if gone and splice.start <= gone[-1].end:
                gone[-1] = gone[-1]._replace(end=max(splice.end, gone[-1].end))
            else:
                gone.append(splice)
        starts = [splice.start for splice in gone]
        moved: list[Splice] = []
        for splice in self.splices:
            around = gone[max(bisect_left(starts, splice.start) - 1, 0)] if gone else splice
            is_within = splice.text and splice.start == splice.end and around.start < splice.start < around.end
            if is_within and around.start == self.line_start(around.start):
                at = around.start - len(self._break_before(around.start))
                moved.append(Splice(at, at, splice.text))
            else:
                moved.append(splice)
        return moved

    def spliced(self) -> bytes:
        """Return the file's bytes with all changes made."""
        return self.mark + _apply(self.whole, self.edits()).encode("utf-8")

    def reverse(self) -> list[Splice]:
        """Return the changes that take the changed text back to this one."""
        back: list[Splice] = []
        moved = 0
        for splice in self.edits():
            start = splice.start + moved
            back.append(Splice(start, start + len(splice.text), self.whole[splice.start : splice.end]))
            moved += len(splice.text) - (splice.end - splice.start)
        return back

    def _with_final_break(self, edits: list[Splice]) -> list[Splice]:
        """Keep a text that ends without a line break so, and one that ends with one so, when its end is changed."""
        if not edits or edits[-1].end < len(self.whole):
            return edits
        result = _apply(self.whole, edits)
        had, has = self.whole.endswith(("\n", "\r")), result.endswith(("\n", "\r"))
        if had and not has and result:
            return [*edits, Splice(len(self.whole), len(self.whole), self.line_break(len(self.whole)))]
        if has and not had and not edits[-1].text:
            start = edits[-1].start
            return [*edits[:-1], edits[-1]._replace(start=start - len(self._break_before(start)))]
        return edits

    def _break_at(self, at: int) -> str:
        return "\r\n" if self.whole.startswith("\r\n", at) else self.whole[at : at + 1]

    def _break_before(self, at: int) -> str:
        return "\r\n" if self.whole.endswith("\r\n", 0, at) else self.whole[max(at - 1, 0) : at]


def _apply(text: str, edits: list[Splice]) -> str:
    pieces, reached = [], 0
    for splice in edits:
        pieces += [text[reached : splice.start], splice.text]
        reached = splice.end
    return "".join([*pieces, text[reached:]])


def undone(data: bytes, back: list[Splice]) -> bytes:
    """Return a file's bytes with changes taken back, as `Text.reverse` tells them."""
    text = Text.of("", data)
    return text.mark + _apply(text.whole, back).encode("utf-8")
