"""How a run went, for whoever started it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from partnerlab.wording import counted

INTERRUPTED = "interrupted"
TIME_RAN_OUT = "time ran out"
FIRST_FAILURE = "first failure"
SUMMARY_NAME = "summary.txt"
UNDER_WAY = "A run is under way, or was killed before it ended. Run the same command again: it goes on from there."
"""What the summary says until a run ends."""
"""File under the outputs that tells in plain words how the last run went."""
MOST_TOLD = 50
"""Rows of one kind in a summary; the run record holds all."""


@dataclass(frozen=True)
class RunReport:
    """How a run went.

    Parameters
    ----------
    done, failed, skipped, left
        How many notebooks went well, failed, were up to date, were not reached.
    failures
        Task to failure, of those that failed.
    ended
        Those of them with which nothing is wrong: they ran when the whole run was ended.
    set_aside
        Slug of each subject that is faulty and was set aside, to what is wrong with it.
    gone
        Slugs of subjects whose source is no longer there.
    made_elsewhere
        Slug of each subject whose results another version left, to the number of that version, "" where it is not said
        or is this one's.
    stopped
        Why the run ended early: "" when it did not, ``interrupted``, ``time ran out``, ``first failure``.
    seconds
        How long it took.
    """

    done: int = 0
    failed: int = 0
    skipped: int = 0
    left: int = 0
    failures: Mapping[str, str] = field(default_factory=dict)
    ended: tuple[str, ...] = ()
    set_aside: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    gone: tuple[str, ...] = ()
    made_elsewhere: Mapping[str, str] = field(default_factory=dict)
    stopped: str = ""
    seconds: float = 0.0

    @property
    def exit_code(self) -> int:
        """0 when all is well.

        1 when a notebook failed or was not reached, 3 when all others went well and subjects were set aside, 130 when a
        person stopped the run.
        """
        if self.stopped == INTERRUPTED:
            return 130
        if self.failed or self.left:
            return 1
        return 3 if self.set_aside else 0

    def summary(self) -> str:
        """Tell in plain lines how the run went, worst first, and what to do; for whoever finds it ended.

        Examples
        --------
        >>> print(RunReport(done=4, skipped=1).summary())
        The run went through: 4 notebooks were made, 1 was up to date.
        """
        made = f"{counted(self.done, 'notebook was', 'notebooks were')} made, {counted(self.skipped, 'was', 'were')}"
        head = {"": "The run went through", INTERRUPTED: "The run was stopped", TIME_RAN_OUT: "The time ran out"}
        lines = [f"{head.get(self.stopped, 'The run stopped at the first failure')}: {made} up to date."]
        if self.left:
            lines.append(f"{counted(self.left, 'notebook was', 'notebooks were')} not reached; run again to go on.")
        lines += _told("failed", ((task, why) for task, why in self.failures.items() if task not in self.ended))
        lines += _told("were running when it ended; run again to go on", ((task, "") for task in self.ended))
        lines += _told("were set aside, as their files are faulty", _first_of(self.set_aside))
        lines += _told("have no file any more and left the portfolio", ((slug, "") for slug in self.gone))
        lines += _told(
            "were made by another version of partnerlab, whose rules may differ; run them again",
            ((slug, f"number {number}" if number else "") for slug, number in self.made_elsewhere.items()),
        )
        return "\n".join(lines)


def _first_of(faults: Mapping[str, tuple[str, ...]]) -> Iterator[tuple[str, str]]:
    """Each subject with its first fault, and how many more there are."""
    for slug, found in faults.items():
        more = f" (and {len(found) - 1} more)" if len(found) > 1 else ""
        yield slug, f"{found[0]}{more}"


def _told(what: str, rows: Iterable[tuple[str, str]]) -> Iterator[str]:
    """A heading with the number of rows, and the first of them."""
    listed = list(rows)
    if listed:
        yield f"These {what} ({len(listed)}):"
        yield from (f"- {name}{': ' if text else ''}{text}" for name, text in listed[:MOST_TOLD])
        if len(listed) > MOST_TOLD:
            yield f"- and {len(listed) - MOST_TOLD} more"
