"""The private folder of a run: for its sockets and temporary files, and gone with all that runs in it at the end."""

from __future__ import annotations

import contextlib
import os
import re
import secrets
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from functools import cached_property
from pathlib import Path

import psutil
from filelock import FileLock, Timeout

from partnerlab.errors import RunError
from partnerlab.runner.outputs import needing_room

PREFIX = "partnerlab-"
_NAME = re.compile(rf"{PREFIX}[0-9a-z_]{{8}}")
LOCK_NAME = "lock"
STANDING_BY = f"import sys; sys.stdin.buffer.read(); from {__name__} import sweep; sweep(5.0)"
"""What a process does that stands by: nothing, not even imports, until the one that started it has gone."""
LONGEST_PLACE = 107 - len("/partnerlab-12345678/p0123456789abcdef/k0123456789abcdef/k-ipc-5")
"""So long may the name of the place be where folders are made, for the longest name of a socket in them to fit."""


class PrivateFolder:
    """A folder of one's own for sockets and scratch files, removed at the end.

    It is made when its path is first asked for; folders that a killed run left are removed then, or at the end. Whoever
    is to remove it should this process be killed must stand ready before that, and be told the place alone.
    """

    def __init__(self) -> None:
        self._lock: FileLock | None = None
        self._making = threading.Lock()

    @cached_property
    def place(self) -> Path:
        """Where the folder stands, or will stand: a name that nobody can guess."""
        return _short_place() / f"{PREFIX}{secrets.token_hex(4)}"

    @property
    def path(self) -> Path:
        """The folder, readable by its owner only."""
        with self._making:
            if self._lock is None:
                sweep()
                self._lock = self._make()
        return self.place

    def _make(self) -> FileLock:
        lock = FileLock(self.place / LOCK_NAME, thread_local=False)
        # Until it is locked, another run may take the folder for one that was left, and sweep it away.
        while not lock.is_locked:
            with needing_room():
                self.place.mkdir(mode=0o700)
            with contextlib.suppress(FileNotFoundError):
                lock.acquire()
        self.place.chmod(0o700)  # the lock makes a folder that was swept away anew, and for all to read
        return lock

    def close(self) -> None:
        """Remove the folder and all in it; where none was made, those that killed runs left."""
        if self._lock is None:
            with contextlib.suppress(RunError):  # no place for a folder is no fault of those who need none
                sweep()
            return
        with contextlib.suppress(OSError):
            self._lock.release()  # Windows removes no file that is held open
        _terminate_strays(self.place)
        shutil.rmtree(self.place, ignore_errors=True)


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
            if not folder.is_dir() or folder.stat().st_uid != _user():
                continue
            if not (folder / LOCK_NAME).exists():
                if _NAME.fullmatch(folder.name):
                    folder.rmdir()  # its owner was killed before it could lock it; what holds anything stays
            else:
                with FileLock(folder / LOCK_NAME, timeout=max(0.0, deadline - time.monotonic())):
                    _terminate_strays(folder)
                    shutil.rmtree(folder, ignore_errors=True)


def stand_by() -> subprocess.Popen[bytes]:
    """Start a process that sweeps once this one has gone, however it went; it ends when its standard input does.

    Where kernels are forked the fork server does that, and in a batch each worker; this is for who has neither. It has
    to stand by before the folder is made, and to be let go of after that was removed.
    """
    return subprocess.Popen(  # noqa: S603 - our own interpreter and module
        [sys.executable, "-P", "-c", STANDING_BY],
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,  # Ctrl-C at the terminal is for those who work
    )


def _terminate_strays(folder: Path) -> None:
    """End what notebooks have left running: whatever has its temporary files in a private folder."""
    for process in psutil.process_iter():
        with contextlib.suppress(psutil.Error, OSError):
            if Path(process.environ().get("TMPDIR", "")).is_relative_to(folder):
                process.kill()


def _user() -> int:
    """The user's number; 0, as `os.stat` gives it, where there are none."""
    return os.getuid() if hasattr(os, "getuid") else 0
