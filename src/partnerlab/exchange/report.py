"""What was taken from a workbook, what was not, and why: told by cell."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal

from partnerlab.errors import on_a_line
from partnerlab.wording import counted

Kind = Literal["taken", "not taken", "kept", "both changed"]

_TITLES: dict[Kind, str] = {
    "both changed": "Changed in both places; neither was written over the other",
    "not taken": "Not taken",
    "kept": "In the partnership's files, not in the workbook; kept as it is",
    "taken": "Taken, and worth knowing",
}


@dataclass(frozen=True)
class Note:
    """One thing about one cell, row or sheet."""

    kind: Kind
    """Whether it was taken."""
    place: str
    """Where, such as `Risks!C7`."""
    message: str
    """What, why, and what to do."""

    def __str__(self) -> str:
        return f"{self.place}: {self.message}" if self.place else self.message


@dataclass(frozen=True)
class Question:
    """Something that a workbook does not say and nobody should guess."""

    option: str
    """The command's option that answers it, such as `--scale`."""
    text: str
    """The question."""
    example: str
    """An answer, and what other answers there are."""

    def __str__(self) -> str:
        return f"{on_a_line(self.text)} Use {self.option} {self.example}."


@dataclass
class Report:
    """Everything that is told about one import."""

    notes: list[Note] = field(default_factory=list)
    """What was taken or not, in the order in which it was met."""
    questions: list[Question] = field(default_factory=list)
    """What was left open."""
    unchanged: int = 0
    """How many rows say what the partnership's files say already."""
    _noted: set[Note] = field(default_factory=set)

    def note(self, kind: Kind, place: str, message: str) -> None:
        """Remember one thing, once."""
        if (found := Note(kind, place, message)) not in self._noted:
            self._noted.add(found)
            self.notes.append(found)

    def ask(self, option: str, text: str, example: str) -> None:
        """Remember a question, once."""
        if (question := Question(option, text, example)) not in self.questions:
            self.questions.append(question)

    def lines(self) -> Iterator[str]:
        """Yield the report as text: what needs a decision first."""
        for kind, title in _TITLES.items():
            found = [note for note in self.notes if note.kind == kind]
            if found:
                yield f"{title} ({len(found)}):"
                yield from (f"  {on_a_line(str(note))}" for note in found)
        if self.unchanged:
            yield f"{counted(self.unchanged, 'row')} unchanged."
