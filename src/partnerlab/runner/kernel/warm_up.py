"""Whether the kernels of a run are forked from a warm process, and where that process is asked."""

from __future__ import annotations

import threading
from dataclasses import dataclass, field

from partnerlab.runner import events
from partnerlab.runner.kernel.process import (
    KERNEL_IMPORTS,
    WORKER_IMPORTS,
    ForkServerProcess,
    forking_is_safe,
)
from partnerlab.runner.scratch import PrivateFolder

TRIES = 3
"""How often a fork server is started that dies while it imports, before kernels do without."""


@dataclass
class WarmUp:
    """Keeps one fork server where forking is safe, replaces it when it dies, and says once where it is not."""

    private: PrivateFolder
    """Folder for the fork server's socket."""
    imports: tuple[str, ...]
    """Import statements of the notebooks."""
    tell: events.Listener
    """Told, once, why kernels start afresh."""
    wanted: bool = True
    """Whether kernels should be warm at all."""
    ahead: tuple[str, ...] = (*KERNEL_IMPORTS, *WORKER_IMPORTS)
    """Import statements of the kernels themselves, and of whoever else is forked."""
    server: ForkServerProcess | None = None
    _starting: threading.Lock = field(default_factory=threading.Lock)

    def begin(self) -> None:
        """Let the fork server do its imports while inputs are still being checked."""
        if self.wanted and forking_is_safe():
            self.server = self._start()

    def _start(self) -> ForkServerProcess:
        return ForkServerProcess(self.private, [*self.ahead, *self.imports])

    def address(self) -> str:
        """Socket of the fork server, started again when it has died; "" for ordinary processes."""
        # Several workers may find the server dead at once; one of them starts the next.
        with self._starting:
            if self.wanted and not forking_is_safe():
                self._give_up("kernels cannot be kept warm on this system; each starts from the beginning")
            # One that was killed is replaced; one that dies of its imports would otherwise be so for ever.
            for _ in range(TRIES):
                if not self.wanted:
                    break
                if self.server is None or not self.server.alive:
                    self.close()  # its pipes, and whatever a killed server left to be waited for
                    self.server = self._start()
                if not self.server.unsafe:
                    return self.server.address
                if self.server.alive:  # it says itself that it must not be used
                    break
            if self.wanted and self.server is not None:
                self._give_up(f"each kernel starts from the beginning: {self.server.unsafe}")
            return ""

    def _give_up(self, reason: str) -> None:
        self.wanted = False
        self.tell(events.Noted(reason))

    def close(self) -> None:
        """End the fork server and all that it forked."""
        if self.server is not None:
            self.server.close()
