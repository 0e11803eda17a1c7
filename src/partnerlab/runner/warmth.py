"""Whether the kernels of a run are forked from a warm process, and where that process is asked."""

from __future__ import annotations

import threading
from dataclasses import dataclass, field

from partnerlab.runner import events
from partnerlab.runner.private import PrivateFolder
from partnerlab.runner.processes import (
    KERNEL_IMPORTS,
    WORKER_IMPORTS,
    WarmNursery,
    forking_is_safe,
)

TRIES = 3
"""How often a nursery is started that dies while it imports, before kernels do without."""


@dataclass
class Warmth:
    """Keeps one nursery where forking is safe, replaces it when it dies, and says once where it is not.

    Parameters
    ----------
    private
        Folder for the nursery's socket.
    imports
        Import statements of the notebooks.
    tell
        Told, once, why kernels start afresh.
    wanted
        Whether kernels should be warm at all.
    ahead
        Import statements of the kernels themselves, and of whoever else is forked.
    """

    private: PrivateFolder
    imports: tuple[str, ...]
    tell: events.Listener
    wanted: bool = True
    ahead: tuple[str, ...] = (*KERNEL_IMPORTS, *WORKER_IMPORTS)
    nursery: WarmNursery | None = None
    _starting: threading.Lock = field(default_factory=threading.Lock)

    def begin(self) -> None:
        """Let the nursery do its imports while inputs are still being checked."""
        if self.wanted and forking_is_safe():
            self.nursery = self._start()

    def _start(self) -> WarmNursery:
        return WarmNursery(self.private.path, [*self.ahead, *self.imports])

    def address(self) -> str:
        """Socket of the nursery, started again when it has died; "" for ordinary processes."""
        with self._starting:
            if self.wanted and not forking_is_safe():
                self._renounce("kernels cannot be kept warm on this system; each starts afresh")
            for _ in range(TRIES):
                if not self.wanted:
                    break
                if self.nursery is None or not self.nursery.alive:
                    self.close()
                    self.nursery = self._start()
                if not self.nursery.unsafe:
                    return self.nursery.address
                if self.nursery.alive:  # it says itself that it must not be used
                    break
            if self.wanted and self.nursery is not None:
                self._renounce(f"each kernel starts afresh: {self.nursery.unsafe}")
            return ""

    def _renounce(self, reason: str) -> None:
        self.wanted = False
        self.tell(events.Noted(reason))

    def close(self) -> None:
        """End the nursery and all that it forked."""
        if self.nursery is not None:
            self.nursery.close()
