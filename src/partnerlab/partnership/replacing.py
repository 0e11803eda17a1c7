"""Files replaced as a whole: all of them or none, and only when they are what they were when they were read."""

from __future__ import annotations

import difflib
import os
import shutil
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path

from filelock import FileLock, Timeout

from partnerlab.errors import ChangeError
from partnerlab.files import TEMPORARY, remove_leftovers, way_out

LONGEST_WAIT = 10.0
"""Seconds to wait for somebody else who is writing the same files."""


@contextmanager
def alone(lock: Path) -> Iterator[None]:
    """Let nobody else change the same files meanwhile.

    Raises
    ------
    ChangeError
        When somebody else is changing them, or nothing can be written beside them.
    """
    held = FileLock(lock, timeout=LONGEST_WAIT)
    try:
        lock.parent.mkdir(parents=True, exist_ok=True)
        held.acquire()
    except Timeout:
        message = f"{lock.stem} is being changed by somebody else; wait until that is done, then try again"
        raise ChangeError(message) from None
    except OSError as error:
        way = way_out(error, "make it writable")
        message = f"{lock.parent.as_posix()} cannot be written ({error.strerror}); {way}; nothing changed"
        raise ChangeError(message) from None
    try:
        yield
    finally:
        held.release()


def list_changed(folder: Path, expected: Mapping[str, bytes]) -> dict[str, bytes]:
    """Return the files that are not as expected, with what they hold now; nothing for one that is gone."""
    now = {name: _bytes(folder / name) for name in expected}
    return {name: data for name, data in now.items() if data != expected[name]}


def replace_files(folder: Path, meant: Mapping[str, bytes]) -> None:
    """Put new bytes in place of files, all of them or none.

    Raises
    ------
    ChangeError
        When one cannot be written, such as while a spreadsheet has it open; all files are as they were.
    """
    beside: dict[Path, tuple[Path, Path]] = {}  # each file's new bytes, and its old ones, should they be wanted back
    done: list[Path] = []
    try:
        for name, data in meant.items():
            target = (folder / name).resolve()
            new = _written_beside(target, data)
            beside[target] = new, new
            beside[target] = new, _written_beside(target, target.read_bytes())
        for target, (new, _) in beside.items():
            os.replace(new, target)  # noqa: PTH105  # the name says what it does on Windows, too
            done.append(target)
    except OSError as error:
        for target in done:
            os.replace(beside[target][1], target)  # noqa: PTH105  # as above
        # Where a file is moved, the second is the one that is meant.
        named = error.filename2 or error.filename or folder
        raise ChangeError(
            f"{named} cannot be written ({error.strerror}); {way_out(error, 'close it elsewhere')}; nothing changed"
        ) from error
    finally:
        for left in {each for both in beside.values() for each in both}:
            with suppress(OSError):
                left.unlink(missing_ok=True)


def remove_what_was_left(folder: Path, names: Iterable[str]) -> None:
    """Remove what writers of these files left beside them who were killed; whoever calls holds the lock."""
    for name in names:
        target = (folder / name).resolve()
        remove_leftovers(target.parent, _mark_of(target))


def create_file(target: Path, data: bytes) -> None:
    """Write a file that is not there yet, whole or not at all, with the folders that lead to it.

    Raises
    ------
    ChangeError
        When it is there by now, or cannot be written.
    """
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        opened = target.open("xb")
        try:
            with opened as file:
                file.write(data)
        except OSError:
            target.unlink(missing_ok=True)  # what is there is ours, and a part only
            raise
    except OSError as error:
        reason = "is there by now" if isinstance(error, FileExistsError) else f"cannot be written ({error.strerror})"
        raise ChangeError(f"{target.name} {reason}; nothing changed") from error


def difference(before: Mapping[str, bytes], after: Mapping[str, bytes], labels: tuple[str, str] = ("", "")) -> str:
    """Return the unified difference of files that differ; empty when none does."""
    blocks = [
        "\n".join(
            difflib.unified_diff(
                _lines(before[name]), _lines(data), f"{name}{labels[0]}", f"{name}{labels[1]}", n=2, lineterm=""
            )
        )
        for name, data in sorted(after.items())
        if data != before[name]
    ]
    return "\n".join(blocks)


def _lines(data: bytes) -> list[str]:
    return data.decode("utf-8-sig", errors="replace").splitlines()


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return b""


def _mark_of(target: Path) -> str:
    """What the name of a temporary file ends with: such that nobody who looks for tables takes it for one."""
    return f"{target.name[:50]}~"


def _written_beside(target: Path, data: bytes) -> Path:
    handle, name = tempfile.mkstemp(dir=target.parent, prefix=TEMPORARY, suffix=f"-{_mark_of(target)}")
    beside = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
    except OSError as error:
        with suppress(OSError):
            beside.unlink()
        error.filename = str(target)
        raise
    with suppress(OSError):
        shutil.copymode(target, beside)
    return beside
