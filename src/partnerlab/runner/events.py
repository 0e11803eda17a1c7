"""What happens during a run, as it happens; progress displays and logs listen."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from partnerlab.runner.failure import Failure


@dataclass(frozen=True)
class Planned:
    """The run begins.

    Parameters
    ----------
    total
        How many notebooks there are.
    due
        How many of them will run; the closing ones not counted.
    jobs
        How many at once.
    """

    total: int
    due: int
    jobs: int


@dataclass(frozen=True)
class Skipped:
    """A notebook is up to date."""

    task: str


@dataclass(frozen=True)
class Due:
    """A notebook would run (dry run only).

    Parameters
    ----------
    task
        Which.
    reason
        Why.
    """

    task: str
    reason: str


@dataclass(frozen=True)
class Started:
    """A notebook begins.

    Parameters
    ----------
    task
        Which.
    reason
        Why it runs.
    """

    task: str
    reason: str


@dataclass(frozen=True)
class Finished:
    """A notebook has ended.

    Parameters
    ----------
    task
        Which.
    seconds
        How long it took.
    failure
        Why it failed; None when it did not.
    """

    task: str
    seconds: float
    failure: Failure | None


@dataclass(frozen=True)
class Noted:
    """Something worth saying once.

    Parameters
    ----------
    text
        One sentence.
    """

    text: str


@dataclass(frozen=True)
class Ended:
    """The run is over.

    Parameters
    ----------
    done, failed, skipped, left
        How many notebooks went well, failed, were up to date, were not reached.
    seconds
        How long it took.
    """

    done: int
    failed: int
    skipped: int
    left: int
    seconds: float


Event = Planned | Skipped | Due | Started | Finished | Noted | Ended
Listener = Callable[[Event], None]
