"""One run per outputs folder, and a name for whoever holds it."""

from __future__ import annotations

import contextlib
import json
import os
import sys
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from filelock import FileLock, Timeout

from partnerlab.errors import RunError
from partnerlab.runner.outputs import read_json

LOCK_NAME = ".run.lock"
HOLDER_NAME = ".run.holder"


@contextlib.contextmanager
def hold(outputs: Path) -> Iterator[None]:
    """Hold an outputs folder, made when missing, for as long as a run lasts.

    The operating system lets go of the lock of a process that has died, so a dead holder's lock is taken over.
    Outputs elsewhere than in a folder of this machine cannot be held: see to it that one run at a time writes there.

    Raises
    ------
    RunError
        Another run holds it, which the message names; or the folder cannot be written.
    """
    if not isinstance(outputs, Path):
        yield
        return
    try:
        outputs.mkdir(parents=True, exist_ok=True)
        lock = FileLock(outputs / LOCK_NAME, timeout=0, thread_local=False)
        lock.acquire()
    except Timeout:
        raise RunError(f"{outputs.name} is in use by {_holder(outputs)}; wait for it, or stop it") from None
    except OSError as error:
        raise RunError(f"{outputs.name} cannot be written ({error.strerror}); choose another folder") from error
    holder = outputs / HOLDER_NAME
    try:
        with contextlib.suppress(OSError):
            started = datetime.now().astimezone().isoformat(timespec="seconds")
            holder.write_text(json.dumps({"process": os.getpid(), "started": started}), encoding="utf-8")
        yield
    finally:
        _remove(holder)
        if sys.platform != "win32":  # once it is released another run may hold it; on Windows it cannot go before
            _remove(outputs / LOCK_NAME)
        lock.release()
        if sys.platform == "win32":
            _remove(outputs / LOCK_NAME)


def _remove(path: Path) -> None:
    with contextlib.suppress(OSError):
        path.unlink(missing_ok=True)


def _holder(outputs: Path) -> str:
    who = read_json(outputs / HOLDER_NAME)
    if not isinstance(who, dict):
        return "another run"
    return f"process {who.get('process')}, which started at {who.get('started')}"
