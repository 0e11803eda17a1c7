"""What happens during a run, as it happens; progress displays and logs listen."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from partnerlab.runner.failure import Failure


@dataclass(frozen=True)
class Planned:
    """The run begins."""

    total: int
    """How many notebooks there are."""
    due: int
    """How many of them will run; the closing ones not counted."""
    jobs: int
    """How many at once."""


@dataclass(frozen=True)
class Skipped:
    """A notebook is up to date."""

    task: str


@dataclass(frozen=True)
class Due:
    """A notebook would run (dry run only)."""

    task: str
    reason: str


@dataclass(frozen=True)
class Started:
    """A notebook begins."""

    task: str
    reason: str
    """Why it runs."""


@dataclass(frozen=True)
class Finished:
    """A notebook has ended."""

    task: str
    seconds: float
    """How long it took."""
    failure: Failure | None
    """Why it failed; None when it did not."""


@dataclass(frozen=True)
class Noted:
    """Something worth saying once."""

    text: str
    """One sentence."""


@dataclass(frozen=True)
class Ended:
    """The run is over."""

    done: int
    failed: int
    skipped: int
    left: int
    """How many notebooks went well, failed, were up to date, were not reached."""
    seconds: float
    """How long it took."""


Event = Planned | Skipped | Due | Started | Finished | Noted | Ended
Listener = Callable[[Event], None]
