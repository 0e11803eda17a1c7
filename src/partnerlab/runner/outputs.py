"""The folder of the outputs: held by one run at a time; what it keeps as JSON, always in the same bytes."""

from __future__ import annotations

import contextlib
import json
import os
import sys
from collections.abc import Collection, Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

from filelock import FileLock, Timeout

from partnerlab.errors import RunError
from partnerlab.files import write_whole
from partnerlab.page.attachments import is_plain

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


def write_json(path: Path, content: Any) -> None:
    """Write what JSON can carry, keys sorted, one line feed at the end."""
    write_whole(path, to_json(content))


def to_json(content: Any) -> bytes:
    r"""The bytes by which the same content, of what JSON can carry, is always written.

    Examples
    --------
    >>> to_json({"b": 1, "a": []})
    b'{\n "a": [],\n "b": 1\n}\n'
    """
    return (json.dumps(content, indent=1, sort_keys=True, ensure_ascii=False) + "\n").encode()


def read_json(path: Path) -> Any:
    """Read a JSON file that may be missing or, after a mishap elsewhere, broken; None then."""
    try:
        return json.loads(path.read_bytes())
    except (OSError, ValueError, RecursionError):
        return None


def remove_undue(folder: Any, due: Collection[str]) -> None:
    """Remove from a folder beside a page, here or elsewhere, what its notebook left there before and leaves no more."""
    for file in folder.iterdir() if folder.is_dir() else ():
        if is_plain(file.name) and file.name not in due and file.is_file():
            with contextlib.suppress(FileNotFoundError):  # storage elsewhere may list what has gone
                file.unlink()


@contextlib.contextmanager
def needing_room() -> Iterator[None]:
    """Say what to do when temporary files cannot be written.

    Raises
    ------
    RunError
        They could not be.
    """
    try:
        yield
    except OSError as error:
        cause = error.strerror or error
        raise RunError(f"temporary files cannot be written ({cause}); make room, or set TMPDIR elsewhere") from error
