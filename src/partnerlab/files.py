"""Writing so that nothing good is ever lost: to a temporary file, flushed, then moved into place."""

from __future__ import annotations

import contextlib
import errno
import glob
import os
import stat
import tempfile
import threading
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any, Self

TEMPORARY = ".part-"
ANY_RANDOM = "?" * 8
"""What `tempfile` puts into a name, as a pattern."""
LONGEST_NAME = 200
"""Bytes of a name that a temporary file can take up in its own, which has room for 255."""
_WRITING = threading.RLock()


WAYS_OUT = {
    errno.ENOSPC: "make room on the disk",
    errno.EDQUOT: "make room: your share of the disk is used up",
    errno.EFBIG: "allow larger files here, such as by `ulimit -f unlimited`, or write elsewhere",
    errno.ENOENT: "check the name of its folder",
    errno.EACCES: "make it readable and writable, or choose another place",
    errno.EPERM: "make it readable and writable, or choose another place",
    errno.EROFS: "nothing can be written there; choose another place",
    errno.EMFILE: "allow more open files, such as by `ulimit -n 1024`",
    errno.ENAMETOOLONG: "choose a shorter name",
}
"""What a person does about a fault of the machine, by its number."""


def way_out(error: OSError, otherwise: str) -> str:
    """Say what to do where a file cannot be written; otherwise for a permission, as while a program holds it open."""
    is_held = error.errno in {None, errno.EACCES, errno.EPERM}
    return otherwise if is_held else WAYS_OUT.get(error.errno or 0, otherwise)


def explain(error: OSError) -> str:
    """Say which file the machine could not read or write, why, and what to do.

    Examples
    --------
    >>> explain(OSError(errno.ENOSPC, "No space left on device", "brief.docx"))
    'brief.docx: no space left on device; make room on the disk, then try again; what was there before still is'
    """
    name = os.fsdecode(error.filename) if isinstance(error.filename, str | bytes) else ""
    cause = error.strerror or str(error) or type(error).__name__
    parts = (f"{cause[0].lower()}{cause[1:]}", f"{WAYS_OUT.get(error.errno or 0, 'look at it')}, then try again")
    place = f"{name}: " if name else ""
    return f"{place}{'; '.join(parts)}; what was there before still is"


def read_most(path: Path, most: int) -> bytes:
    """Return the first bytes of an ordinary file, even where something else takes its place at that moment.

    Raises
    ------
    OSError
        It cannot be read, or is a pipe or a device, which might never end.
    """
    if not isinstance(path, Path):
        return path.read_bytes()  # elsewhere there are no pipes
    handle = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
    if not stat.S_ISREG(os.fstat(handle).st_mode):
        os.close(handle)
        raise OSError(errno.EINVAL, "it is a folder, a device or a pipe; name a file", str(path))
    with os.fdopen(handle, "rb") as opened:
        return opened.read(most)


def write_whole(path: Path, content: bytes) -> None:
    """Write a file so that a reader, or a power cut, finds the old one or the new one and nothing between.

    Its folder is made when missing.

    Raises
    ------
    OSError
        It could not be written; what was there before still is.
    """
    write_pieces(path, [content])


def write_all(files: Mapping[Path, bytes]) -> None:
    """Write files that belong together, each as a whole; none is moved into place before all are on the disk.

    Raises
    ------
    OSError
        One could not be written; unless it failed at the very move, what was there before still is.
    """
    _write_pieces({path: [content] for path, content in files.items()})


def write_pieces(path: Path, pieces: Iterable[bytes]) -> None:
    """Write a file piece by piece, and still as a whole; its folder is made when missing.

    Raises
    ------
    OSError
        It could not be written; what was there before still is.
    """
    _write_pieces({path: pieces})


def _write_pieces(files: Mapping[Path, Iterable[bytes]]) -> None:
    here = {path: pieces for path, pieces in files.items() if isinstance(path, Path)}
    with _WRITING, contextlib.ExitStack() as unfinished:
        begun = [unfinished.enter_context(_Temporary(path)) for path in here]
        for each, pieces in zip(begun, here.values(), strict=True):
            each.write(pieces)
        _flush(begun)
        for each in begun:
            each.move()
        for folder in dict.fromkeys(path.parent for path in here):
            _flush_folder(folder)
    for path, pieces in files.items():
        if path not in here:
            _write_elsewhere(path, b"".join(pieces))


class _Temporary:
    """A file that is being written beside the one that it is to replace; left unmoved, it goes.

    Parameters
    ----------
    path
        What it is to replace, by which its errors are named; the folder is made when missing.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        last = path.name if len(os.fsencode(path.name)) <= LONGEST_NAME else path.name[-LONGEST_NAME // 4 :]
        with self._naming():
            path.parent.mkdir(parents=True, exist_ok=True)
            handle, self.name = tempfile.mkstemp(prefix=TEMPORARY, suffix=f"-{last}", dir=path.parent)
        self.file = os.fdopen(handle, "wb")

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        with contextlib.suppress(OSError):  # what could not be written cannot be closed in order either
            self.file.close()
        with contextlib.suppress(OSError):
            os.unlink(self.name)  # noqa: PTH108 - mkstemp gives a name as text

    def write(self, pieces: Iterable[bytes]) -> None:
        with self._naming():
            self.file.writelines(pieces)
            self.file.flush()

    def flush(self) -> None:
        """Have it on the disk."""
        # Before it is moved: some file systems keep the move and lose the content when the power fails.
        with self._naming():
            os.fsync(self.file.fileno())

    def move(self) -> None:
        """Put it into its place."""
        with self._naming():
            self.file.close()
            os.chmod(self.name, 0o666 & ~_mask())  # noqa: PTH101 - as above
            os.replace(self.name, self.path)  # noqa: PTH105 - as above

    @contextlib.contextmanager
    def _naming(self) -> Iterator[None]:
        """Name an error by the file that was asked for."""
        try:
            yield
        except OSError as error:
            if error.errno is None:
                raise
            raise OSError(error.errno, error.strerror, str(self.path)) from error


def _flush(files: Sequence[_Temporary]) -> None:
    """Have files on the disk: several at once, since a file system then writes its journal once for all of them."""
    if len(files) < 2:
        for file in files:
            file.flush()
        return
    with ThreadPoolExecutor(len(files)) as threads:
        for _ in threads.map(_Temporary.flush, files):
            pass


def _write_elsewhere(path: Any, content: bytes) -> None:
    """Write a file where fsspec reaches; there it appears once all of it is there."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    except OSError:
        raise
    except Exception as error:  # each kind of storage fails in ways of its own
        raise OSError(errno.EIO, f"{type(error).__name__}: {error}") from error


def save(path: Path, content: bytes) -> None:
    """Write a file that somebody asked for by its name: what stood there is replaced as a whole, or not touched.

    A link is followed, and a device or a pipe is written to.

    Raises
    ------
    OSError
        It could not be written, or its folder is not there.
    """
    target = path.resolve()
    try:
        if target.exists() and not target.is_file():
            target.write_bytes(content)
        elif target.parent.is_dir():
            write_whole(target, content)
        else:
            raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT))
    except OSError as error:
        raise OSError(error.errno, error.strerror, str(path)) from error  # as it was asked for


def remove_leftovers(folder: Path, name: str = "") -> None:
    """Remove temporary files that a killed writer left in a folder, which may be missing: of one file, or of all."""
    whose = f"{ANY_RANDOM}-{glob.escape(name)}" if name else "*"
    leftovers = folder.glob(f"{TEMPORARY}{whose}") if isinstance(folder, Path) else ()
    for leftover in leftovers:
        with contextlib.suppress(OSError):
            leftover.unlink()


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
