"""Being told to stop: by a person at the keyboard, or by the system."""

from __future__ import annotations

import contextlib
import queue
import signal
import threading
from collections.abc import Iterator
from types import FrameType

ENDING = ("SIGTERM", "SIGHUP")
"""Signals by which a system asks a process to end; not every system has each."""

Requests = queue.SimpleQueue[bool]
"""One entry for each time that somebody asked to stop: whether at once."""


@contextlib.contextmanager
def recording_signals() -> Iterator[Requests]:
    """Take interrupts and requests to end down for as long as a run lasts.

    A signal may arrive in the middle of anything, a line being printed say; so nothing is done about it on the spot.
    Outside the main thread, where signals do not arrive, nothing is taken down.

    Yields
    ------
    queue of bool
        False for each interrupt, True for each time that the process was asked to end.
    """
    requests: Requests = queue.SimpleQueue()
    if threading.current_thread() is not threading.main_thread():
        yield requests
        return

    def hear(number: int, _: FrameType | None) -> None:
        requests.put(number != signal.SIGINT)

    ending = [getattr(signal, name) for name in ENDING if hasattr(signal, name)]
    earlier = {number: signal.signal(number, hear) for number in (signal.SIGINT, *ending)}
    try:
        yield requests
    finally:
        for number, handler in earlier.items():
            signal.signal(number, handler)
