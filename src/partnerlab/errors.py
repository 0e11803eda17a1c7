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

from dataclasses import dataclass


class PartnerlabError(Exception):
    """Any error that partnerlab raises on purpose."""


@dataclass(frozen=True, order=True)
class Fault:
    """One thing wrong with one place of one file.

    Parameters
    ----------
    file
        Name of the file as the user knows it, never an absolute path.
    line
        Line in that file, counted from 1; 0 when the fault has no line (a missing file).
    message
        The value, the rule it breaks and the way out, in one sentence.

    Examples
    --------
    >>> print(Fault("hub.yaml", 41, 'lead "DfI" is not a partner; partners are DoH, PSNI'))
    hub.yaml:41: lead "DfI" is not a partner; partners are DoH, PSNI
    """

    file: str
    line: int
    message: str

    def __str__(self) -> str:
        place = f"{self.file}:{self.line}" if self.line else self.file
        return f"{place}: {self.message}"


class InputError(PartnerlabError):
    """A file that a user wrote breaks the rules of its format.

    Parameters
    ----------
    faults
        Every fault found, not only the first; shown in order of file and line.

    Examples
    --------
    >>> raise InputError([Fault("hub.yaml", 3, "stage is missing; add a line such as `stage: scoping`")])
    Traceback (most recent call last):
    partnerlab.errors.InputError: hub.yaml:3: stage is missing; add a line such as `stage: scoping`
    """

    def __init__(self, faults: list[Fault] | tuple[Fault, ...]) -> None:
        self.faults: tuple[Fault, ...] = tuple(sorted(set(faults)))
        super().__init__("\n".join(str(fault) for fault in self.faults))


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
