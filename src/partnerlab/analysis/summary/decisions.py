"""What a board is asked to decide, why, and what it would settle."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from partnerlab.analysis.dependencies import follow
from partnerlab.analysis.findings import Finding, Severity
from partnerlab.analysis.moves.choice import Moves, choose_moves
from partnerlab.analysis.moves.trial import Trial
from partnerlab.analysis.weights import weigh
from partnerlab.partnership import Partnership
from partnerlab.wording import counted, listed, verb

MOST_STILL, ROOM = 3, 5
"""Findings to act on now that are named although no decision clears them; lines that they and decisions share."""


def prepare(partnership: Partnership) -> Partnership:
    """Return the same partnership, whose findings can be asked for again quickly when a decision is tried."""
    return follow(partnership)


@dataclass(frozen=True)
class Decision:
    """A decision asked of the board.

    Attributes
    ----------
    decision, detail
        What to decide, as an instruction, and who or what is proposed; may be empty.
    why
        What it answers.
    owner, due, effort
        Who carries it out, by when, and how hard it is.
    settles
        What it would settle, and what it would bring, in words.
    """

    decision: str
    detail: str
    why: str
    owner: str
    due: date | None
    effort: str
    settles: str


@dataclass(frozen=True)
class Other:
    """A decision that was tried and is not proposed: by which word a file can exclude it, and what it alone settles."""

    kind: str
    decision: str
    settles: str


@dataclass(frozen=True)
class Decisions:
    """The decisions asked of the board.

    Attributes
    ----------
    rows
        At most five.
    together
        What all of them would change, in a sentence.
    still
        Of the findings to act on now that none of the decisions clears, those that weigh most: three, or as many as
        there are fewer decisions than five, so that the summary stays two pages.
    more
        How many there are beside these.
    others
        What else was tried, those that would settle most first.
    """

    rows: tuple[Decision, ...]
    together: str
    still: tuple[str, ...]
    more: int
    others: tuple[Other, ...]


def propose_decisions(partnership: Partnership, exclude: Collection[str] = ()) -> Decisions:
    """Propose at most five decisions to the board; see `moves.choose_moves` for how they are found.

    Parameters
    ----------
    exclude
        Kinds of decision that are not to be proposed, beside those that the file excludes.
    """
    moves = choose_moves(partnership, frozenset(exclude))
    rows = tuple(_say_decision(trial) for trial in moves.chosen)
    still = sorted(
        (finding for finding in moves.after if finding.severity is Severity.RED),
        key=lambda finding: -weigh(finding, partnership.priorities),
    )
    told = tuple(finding.message for finding in still[: min(MOST_STILL, max(ROOM - len(rows), 0))])
    return Decisions(rows, _say_together(moves), told, len(still) - len(told), _list_others(moves))


def _say_decision(trial: Trial) -> Decision:
    row = trial.candidate
    return Decision(row.decision, row.detail, row.why, row.owner, row.due, row.effort, _say_settled(trial))


def _list_others(moves: Moves) -> tuple[Other, ...]:
    tried = sorted(moves.left, key=lambda trial: tuple(-weight for weight in trial.gain))
    return tuple(Other(trial.candidate.kind, trial.candidate.decision, _say_settled(trial)) for trial in tried)


def _say_settled(trial: Trial) -> str:
    words = ((Severity.RED, "to act on"), (Severity.AMBER, "to attend to"), (Severity.UNKNOWN, "unknown"))
    told = listed((f"{number} {word}" for light, word in words if (number := trial.count(light))), none="nothing")
    brought = f"; brings {len(trial.brought)} new" if trial.brought else ""
    return f"{told}{brought}"


def _say_together(moves: Moves) -> str:
    if not moves.chosen:
        return "No decision is proposed: none that was tried would clear what was found."
    many = verb(len(moves.chosen), "it leaves", "they leave")
    for light, words in ((Severity.RED, "to act on now"), (Severity.AMBER, "to attend to")):
        before, after = _count(moves.before, light), _count(moves.after, light)
        if before != after:
            return f"Carried out, {many} {after} of {counted(before, 'finding')} {words}."
    return "None of this clears a fault; it settles what is not known."


def _count(found: tuple[Finding, ...], severity: Severity) -> int:
    return sum(finding.severity is severity for finding in found)
