"""Writing so that nothing good is ever lost: to a temporary file, flushed, then moved into place."""

from __future__ import annotations

import contextlib
import errno
import glob
import json
import os
import tempfile
import threading
from collections.abc import Collection, Iterable, Iterator
from pathlib import Path
from typing import Any

from partnerlab.errors import RunError
from partnerlab.page.beside import is_plain

TEMPORARY = ".part-"
ANY_RANDOM = "?" * 8
"""What `tempfile` puts into a name, as a pattern."""
_WRITING = threading.RLock()


def write_whole(path: Path, content: bytes) -> None:
    """Write a file so that a reader, or a power cut, finds the old one or the new one and nothing between.

    Its folder is made when missing.

    Raises
    ------
    OSError
        It could not be written; what stood there before still does.
    """
    write_pieces(path, [content])


def write_pieces(path: Path, pieces: Iterable[bytes]) -> None:
    """Write a file piece by piece, and still as a whole; its folder is made when missing.

    Raises
    ------
    OSError
        It could not be written; what stood there before still does.
    """
    if not isinstance(path, Path):
        _write_elsewhere(path, b"".join(pieces))
        return
    with _WRITING:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(prefix=TEMPORARY, suffix=f"-{path.name}", dir=path.parent)
        try:
            with os.fdopen(handle, "wb") as file:
                file.writelines(pieces)
                file.flush()
                # Before it is moved: some file systems keep the move and lose the content when the power fails.
                os.fsync(file.fileno())
            os.chmod(name, 0o666 & ~_mask())  # noqa: PTH101 - mkstemp gives a name as text
            os.replace(name, path)  # noqa: PTH105 - as above
        except BaseException:
            with contextlib.suppress(OSError):
                os.unlink(name)  # noqa: PTH108 - as above
            raise
        _flush_folder(path.parent)


def _write_elsewhere(path: Any, content: bytes) -> None:
    """Write a file where fsspec reaches; there it appears once all of it is there."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    except OSError:
        raise
    except Exception as error:  # each kind of storage fails in ways of its own
        raise OSError(errno.EIO, f"{type(error).__name__}: {error}") from error


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
    except (OSError, ValueError):
        return None


def remove_undue(folder: Any, due: Collection[str]) -> None:
    """Remove from a folder beside a page, here or elsewhere, what its notebook left there before and leaves no more."""
    for file in folder.iterdir() if folder.is_dir() else ():
        if is_plain(file.name) and file.name not in due and file.is_file():
            with contextlib.suppress(FileNotFoundError):  # storage elsewhere may list what has gone
                file.unlink()


def remove_leftovers(folder: Path, name: str = "") -> None:
    """Remove temporary files that a killed writer left in a folder, which may be missing: of one file, or of all."""
    whose = f"{ANY_RANDOM}-{glob.escape(name)}" if name else "*"
    leftovers = folder.glob(f"{TEMPORARY}{whose}") if isinstance(folder, Path) else ()
    for leftover in leftovers:
        with contextlib.suppress(OSError):
            leftover.unlink()


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


def finish_writing() -> None:
    """Wait until the file being written stands whole, and begin no other."""
    _WRITING.acquire()  # and never let go: whoever calls this ends the process


def _mask() -> int:
    # There is no way to read it but to set it; a file that `mkstemp` makes is for its owner alone.
    mask = os.umask(0o022)
    os.umask(mask)
    return mask


def _flush_folder(folder: Path) -> None:
    """Make the move itself last, where a folder can be flushed."""
    if hasattr(os, "O_DIRECTORY"):
        handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
