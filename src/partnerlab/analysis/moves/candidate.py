"""A decision that a board can take, with what it would write into the record."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from partnerlab.analysis.moves.steps import Step
from partnerlab.partnership import Partnership
from partnerlab.partnership.moves import Effort


@dataclass(frozen=True)
class Candidate:
    """A decision that a board can take."""

    kind: str
    """One of `partnership.moves.MOVE_KINDS`."""
    decision: str
    """What the board is asked to decide, as an instruction."""
    why: str
    """What it answers, in a short sentence."""
    owner: str
    """Who carries it out."""
    detail: str = ""
    """Who and what is proposed, in a sentence; may be empty."""
    steps: tuple[Step, ...] = ()
    """What it would write into the record; none for a request, which invents no answer."""
    effort: Effort = "small"
    due: date | None = None
    """How hard it is, and by when it is proposed to be done; None without a date of the review."""
    settles: frozenset[tuple[str, str]] = frozenset()
    """Keys of the findings that an answer would settle; for requests only."""


Maker = Callable[[Partnership], Candidate | None]
"""Makes one candidate from the record; None where there is nothing to decide."""


def dated(partnership: Partnership, candidate: Candidate) -> Candidate:
    """Return a candidate with its effort and its date, as the file's settings have them."""
    settings = partnership.moves
    effort = settings.effort_of(candidate.kind)
    return replace(candidate, effort=effort, due=day_after(partnership, settings.days_of(effort)))


def day_after(partnership: Partnership, days: int) -> date | None:
    """Return the day so many days after the review; None when the partnership is seen at no date."""
    return partnership.as_at + timedelta(days=days) if partnership.as_at else None


def number_of(rows: tuple[Any, ...], seen: Any) -> int:
    """Return the number in the file, counted from 1, of a row that was seen as at a date."""
    changed = set(seen.ends)
    alike = [
        number
        for number, row in enumerate(rows, 1)
        if all(value == getattr(seen, name) for name, value in row.parts() if name not in changed and not _rows(value))
    ]
    return alike[-1]


def _rows(value: Any) -> bool:
    return isinstance(value, tuple) and bool(value) and hasattr(value[0], "parts")
