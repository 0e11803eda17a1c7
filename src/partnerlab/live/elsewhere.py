"""What goes on with a partnership elsewhere: what others type and do not save, and whether its files have changed."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from partnerlab.exchange.alterations import Alteration
from partnerlab.files import way_out
from partnerlab.live.draft import Draft
from partnerlab.live.unsaved import signs_of
from partnerlab.partnership.replacing import list_changed

MOST_TOLD = 3
"""Changes of others that are named in a sentence; all are listed."""


@dataclass
class Elsewhere:
    """An earlier session, other notebooks and other programs on one partnership, as seen from one draft of it."""

    file: Path
    draft: Draft
    offered: tuple[Alteration, ...] = field(init=False)
    """What others typed and did not save, and nobody has restored or discarded."""
    is_stale: bool = field(default=False, init=False)
    """Whether somebody else changed the files since they were read."""
    unkept: str = field(default="", init=False)
    """Why what is typed here cannot be kept for others; empty where it is."""
    _signs: tuple[tuple[str, int, int], ...] = field(init=False)
    _discarded: tuple[Alteration, ...] = field(default=(), init=False)

    def __post_init__(self) -> None:
        self.offered, self._signs = self.draft.others(), signs_of(self.file)

    @property
    def discarded(self) -> tuple[Alteration, ...]:
        """What of others' was discarded here and is not offered again, as by a notebook that still has it."""
        return tuple(row for row in self._discarded if row not in self.offered)

    def look(self) -> str:
        """Look again; return what is new in words, empty where nothing is."""
        known, was_stale = self.offered, self.is_stale
        self.offered = self.draft.others()
        if self.unkept or not self.draft.unsaved.has_own():
            self.keep()
        signs = signs_of(self.file)
        if signs != self._signs:
            self._signs = signs
            self.is_stale = bool(list_changed(self.file.parent, self.draft.edit.contents))
        new = [str(row) for row in self.offered if row not in known]
        if new:
            return f"Typed in another notebook: {'; '.join(new[:MOST_TOLD])}. What you typed stays."
        if self.is_stale and not was_stale:
            return "Somebody else changed the files. Read them again to see that; what you typed is kept."
        return ""

    def keep(self) -> None:
        """Keep what is typed here where it outlives the kernel, beside what others typed meanwhile, which is offered.

        Where that cannot be written, it is told, and all goes on.
        """
        self.offered = self.draft.others()
        try:
            self.draft.keep(self.offered)
            self.unkept = ""
        except OSError as error:
            reason = f"{error.strerror or error}; {way_out(error, 'make it writable')}"
            self.unkept = f"What is typed cannot be kept beside the files ({reason}). It is lost when this is closed."

    def discard(self) -> None:
        """Discard what others typed; where another notebook still has it, it keeps it, and it is offered again."""
        self.draft.keep()
        self._discarded, self.offered = (*self._discarded, *self.offered), ()

    def bring_back(self) -> None:
        """Offer again what was discarded."""
        offered = (*self.draft.others(), *self.discarded)
        self.draft.keep(offered)
        self.offered, self._discarded = offered, ()

    def has_read(self) -> None:
        """Take note that the files were read again."""
        self._signs, self.is_stale = (), False
