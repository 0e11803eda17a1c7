"""What was taken from a workbook, what was not, and why: told by cell."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Literal

from partnerlab.errors import on_a_line
from partnerlab.wording import counted, listed

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
    partners: tuple[str, ...] = ()
    """Ids of the partners that a name in the workbook may mean; empty where each name is known."""
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
        """Yield the report as text: what needs a decision first; what is true of several cells is said once."""
        for kind, title in _TITLES.items():
            found = [note for note in self.notes if note.kind == kind]
            if found:
                yield f"{title} ({len(found)}):"
                places: dict[str, list[str]] = {}
                for note in found:
                    places.setdefault(note.message, []).append(note.place)
                yield from (f"  {on_a_line(str(Note(kind, _joined(at), message)))}" for message, at in places.items())
        if self.partners:
            yield f"Partners, for `names` in the mapping: {', '.join(self.partners)}"
        if self.unchanged:
            yield f"{counted(self.unchanged, 'row')} unchanged."


def _joined(places: Sequence[str]) -> str:
    """Return places in one list, cells of a sheet behind its name: `Risks!C7, C9 and Staff!B2`."""
    sheets = [place.rpartition("!")[0] for place in places]
    said = [
        place.rpartition("!")[2] if sheet and sheet == before else place
        for place, sheet, before in zip(places, sheets, ["", *sheets], strict=False)
    ]
    return listed(said, most=len(said)) if any(places) else ""
