"""Being told to stop: by a person at the keyboard, or by the system."""

from __future__ import annotations

import contextlib
import signal
import threading
from collections.abc import Callable, Iterator
from types import FrameType

ENDING = ("SIGTERM", "SIGHUP")
"""Signals by which a system asks a process to end; not every system has each."""


@contextlib.contextmanager
def heeding_signals(stop: Callable[[bool], None]) -> Iterator[None]:
    """Pass on interrupts and requests to end for as long as a run lasts.

    Outside the main thread, where signals do not arrive, nothing is passed on.

    Parameters
    ----------
    stop
        Called with False at an interrupt, with True when the process is asked to end.
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return

    def hear(number: int, _: FrameType | None) -> None:
        stop(number != signal.SIGINT)

    ending = [getattr(signal, name) for name in ENDING if hasattr(signal, name)]
    earlier = {number: signal.signal(number, hear) for number in (signal.SIGINT, *ending)}
    try:
        yield
    finally:
        for number, handler in earlier.items():
            signal.signal(number, handler)
