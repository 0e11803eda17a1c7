"""How a run went, for whoever started it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

INTERRUPTED = "interrupted"
TIME_RAN_OUT = "time ran out"
FIRST_FAILURE = "first failure"


@dataclass(frozen=True)
class RunReport:
    """How a run went.

    Parameters
    ----------
    done, failed, skipped, left
        How many notebooks went well, failed, were up to date, were not reached.
    failures
        Task to failure, of those that failed.
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
    stopped: str = ""
    seconds: float = 0.0

    @property
    def exit_code(self) -> int:
        """0 when all is well, 1 when a notebook failed or was not reached, 130 when a person stopped the run."""
        if self.stopped == INTERRUPTED:
            return 130
        return 1 if self.failed or self.left else 0
