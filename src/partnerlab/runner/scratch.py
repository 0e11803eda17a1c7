"""The private folder of a run: for its sockets and temporary files, and gone with all that runs in it at the end."""

from __future__ import annotations

import contextlib
import os
import shutil
import sys
import tempfile
import time
from functools import cached_property
from pathlib import Path

import psutil
from filelock import FileLock, Timeout

from partnerlab.errors import RunError
from partnerlab.runner.outputs import needing_room

PREFIX = "partnerlab-"
LOCK_NAME = "lock"
LONGEST_PLACE = 107 - len("/partnerlab-12345678/p0123456789abcdef/k0123456789abcdef/k-ipc-5")
"""So long may the name of the place be where folders are made, for the longest name of a socket in them to fit."""


class PrivateFolder:
    """A folder of one's own for sockets and scratch files, removed at the end.

    It is made when its path is first asked for; folders that a killed run left are removed then.
    """

    def __init__(self) -> None:
        self._lock: FileLock | None = None

    @cached_property
    def path(self) -> Path:
        """The folder, readable by its owner only."""
        sweep()
        # Between making a folder and locking it, another run may take it for one that was left, and sweep it away.
        while True:
            with needing_room():
                path = Path(tempfile.mkdtemp(prefix=PREFIX, dir=_short_place()))
            self._lock = FileLock(path / LOCK_NAME, thread_local=False)
            with contextlib.suppress(FileNotFoundError):
                self._lock.acquire()
            if (path / LOCK_NAME).exists():  # nobody has swept it away before it was ours
                return path

    def close(self) -> None:
        """Remove the folder and all in it."""
        if self._lock is not None:
            with contextlib.suppress(OSError):
                self._lock.release()  # Windows removes no file that is held open
            _terminate_strays(self.path)
            shutil.rmtree(self.path, ignore_errors=True)


def _short_place() -> Path:
    """Where temporary files go; another place where that has too long a name for a socket in it."""
    usual = Path(tempfile.gettempdir())
    places = [usual, Path(os.environ.get("XDG_RUNTIME_DIR", "/tmp")), Path("/tmp")]  # noqa: S108 - a folder of our own
    if sys.platform == "win32":
        return usual
    fitting = (place for place in places if len(str(place)) <= LONGEST_PLACE and os.access(place, os.W_OK | os.X_OK))
    place = next(fitting, None)
    if place is None:
        raise RunError(f"{usual} has too long a name to hold sockets; set TMPDIR to a shorter one")
    return place


def sweep(patience: float = 0.0) -> None:
    """Remove private folders whose owner has gone, and end what still runs in them.

    An owner that is going is waited for, all of them together so many seconds.
    """
    deadline = time.monotonic() + patience
    for folder in _short_place().glob(f"{PREFIX}*"):
        with contextlib.suppress(OSError, Timeout):
            if folder.is_dir() and folder.stat().st_uid == _user() and (folder / LOCK_NAME).exists():
                with FileLock(folder / LOCK_NAME, timeout=max(0.0, deadline - time.monotonic())):
                    _terminate_strays(folder)
                    shutil.rmtree(folder, ignore_errors=True)


def _terminate_strays(folder: Path) -> None:
    """End what notebooks have left running: whatever has its temporary files in a private folder."""
    for process in psutil.process_iter():
        with contextlib.suppress(psutil.Error, OSError):
            if Path(process.environ().get("TMPDIR", "")).is_relative_to(folder):
                process.kill()


def _user() -> int:
    """The user's number; 0, as `os.stat` gives it, where there are none."""
    return os.getuid() if hasattr(os, "getuid") else 0
