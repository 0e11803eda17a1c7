"""What can go wrong, drawn once.

::

    PartnerlabError
    ├── InputError        a file a user wrote breaks a rule; carries every fault at once
    ├── ChangeError       a change to files cannot be made or undone without losing something; nothing was written
    ├── GuideError        the guide's data hold nothing of that name (also a LookupError)
    ├── MethodError       a calculation was asked something it cannot answer (also a ValueError)
    ├── DisplayError      a figure or table lacks what a reader needs, such as a title (also a ValueError)
    └── RunError          notebooks could not be planned, run or rendered
"""

from __future__ import annotations

import re
import traceback
from collections import Counter
from dataclasses import dataclass

from partnerlab.surroundings import current_shell, live_shell
from partnerlab.wording import listed, verb

MOST_TOLD = 50
"""Faults that are printed; the rest is counted by kind."""

LONGEST_LINE = 600
"""Characters of a fault that are printed; a longer one loses its middle."""


class PartnerlabError(Exception):
    """Any error that partnerlab raises on purpose.

    In a notebook before a person it is told in three lines; `%tb` shows where it was raised.
    """

    _was_told = False

    def _render_traceback_(self) -> list[str]:
        """Return what IPython shows of the error: in front of a person its words first, the whole when asked again."""
        if live_shell() is not None and not self._was_told:
            self._was_told = True
            kind = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", type(self).__name__)
            return [kind, str(self), "Correct it, then run the cell again. (%tb in a cell of its own shows the code.)"]
        shell = current_shell()
        if shell is None:
            return traceback.format_exception(self)
        rendered: list[str] = shell.InteractiveTB.structured_traceback(type(self), self, self.__traceback__)
        return rendered


@dataclass(frozen=True, order=True)
class Fault:
    """One thing wrong with one place of one file.

    Examples
    --------
    >>> print(Fault("hub.yaml", 41, 'lead "DfI" is not a partner; partners are DoH, PSNI'))
    hub.yaml:41: lead "DfI" is not a partner; partners are DoH, PSNI
    """

    file: str
    """Name of the file as the user knows it, never an absolute path; empty when the message names it."""
    line: int
    """Line in that file, counted from 1; 0 when the fault has no line (a missing file)."""
    message: str
    """The value, the rule it breaks and the way out, in one sentence."""

    def __str__(self) -> str:
        place = f"{self.file}:{self.line}" if self.line else self.file
        text = f"{place}: {self.message}" if place else self.message
        text = " ".join(text.splitlines())  # a value with a line break in it shall not look like another fault
        return text.encode("utf-8", "backslashreplace").decode("utf-8")  # a file's name may hold other bytes


class InputError(PartnerlabError):
    """A file that a user wrote breaks the rules of its format.

    Parameters
    ----------
    faults
        Every fault found, not only the first, in order of file and line. Printed, one that stands on several lines is
        told once, and no more than fifty are told; the others are counted.

    Examples
    --------
    >>> raise InputError([Fault("hub.yaml", 3, "stage is missing; add a line such as `stage: scoping`")])
    Traceback (most recent call last):
    partnerlab.errors.InputError: hub.yaml:3: stage is missing; add a line such as `stage: scoping`
    """

    def __init__(self, faults: list[Fault] | tuple[Fault, ...]) -> None:
        self.faults: tuple[Fault, ...] = tuple(sorted(set(faults)))
        super().__init__("\n".join(self.lines()))

    def lines(self) -> list[str]:
        """Return the faults as they are printed."""
        alike: dict[tuple[str, str], list[Fault]] = {}
        for fault in self.faults:
            alike.setdefault((fault.file, fault.message), []).append(fault)
        told = [*alike.values()]
        found = [_line(faults) for faults in told[:MOST_TOLD]]
        if rest := told[MOST_TOLD:]:
            kinds = Counter(_kind(faults[0].message) for faults in rest)
            first = {_kind(faults[0].message): faults[0] for faults in reversed(rest)}
            found.append(f"and {len(rest)} more:")
            found += [f"  {count} such as {_line([first[kind]])}" for kind, count in kinds.most_common(5)]
            if len(kinds) > 5:
                found.append(f"  {sum(count for _, count in kinds.most_common()[5:])} of other kinds")
        return found


def _line(faults: list[Fault]) -> str:
    """Return one fault, which may stand on several lines of its file, in words."""
    others = [str(fault.line) for fault in faults[1:]]
    named = listed(others, len(others) if len(others) <= 3 else 2)
    also = f" (also on {verb(len(others), 'line', 'lines')} {named})" if others else ""
    return on_a_line(f"{faults[0]}{also}")


def on_a_line(text: str) -> str:
    """Return what is printed in one line; a longer text, such as one that tells a whole cell, loses its middle.

    Examples
    --------
    >>> len(on_a_line("x" * 100_000)), on_a_line("hub.yaml:3: stage is missing")
    (603, 'hub.yaml:3: stage is missing')
    """
    half = LONGEST_LINE // 2
    return text if len(text) <= LONGEST_LINE else f"{text[:half]} … {text[-half:]}"


def _kind(message: str) -> str:
    """Return what faults of one kind have in common: all but what was typed."""
    return re.sub(r'"[^"]*"|\d+', "…", message)


class ChangeError(PartnerlabError):
    """A change to files cannot be made or undone without losing something; nothing was written."""


class GuideError(PartnerlabError, LookupError):
    """The guide's data hold no row of that name; the message names the nearest one."""


class MethodError(PartnerlabError, ValueError):
    """A calculation was given numbers it cannot work with; the message says which and what would do."""


class DisplayError(PartnerlabError, ValueError):
    """A figure or table lacks what every reader is owed: title, description, units."""


class RunError(PartnerlabError):
    """Notebooks could not be planned, run or rendered."""
