"""What was changed in a partnership's files, when and by which command, and how to take it back.

The history of ``parameters/hub.yaml`` is ``parameters/.history/hub.jsonl``, one change a line. Without it, nothing
can be listed or undone; the partnership's files need it for nothing else.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path

from partnerlab.errors import ChangeError
from partnerlab.files import way_out
from partnerlab.partnership.replacing import alone, difference, remove_what_was_left, replace_files
from partnerlab.partnership.splicing import Splice, Text, undone
from partnerlab.wording import listed

FOLDER = ".history"
"""Name of the folder that holds histories, beside the partnerships' files."""


@dataclass(frozen=True)
class FileChange:
    """How one file was changed."""

    file: str
    """Its name, relative to the folder of the partnership's file."""
    before: str
    after: str
    """SHA-256 of its bytes in hexadecimal, before and after."""
    back: tuple[Splice, ...]
    """What takes the file back: start, end, and the text that stood there, in characters."""


@dataclass(frozen=True)
class Entry:
    """One change to a partnership's files.

    Parameters
    ----------
    number
        Counted from 1.
    at
        When, as a date and time in UTC (ISO 8601).
    command
        What was called.
    changes
        What was changed, in words.
    files
        How each file was changed.
    undoes
        Number of the change that this one took back; None for any other change.
    """

    number: int
    at: str
    command: str
    changes: tuple[str, ...]
    files: tuple[FileChange, ...]
    undoes: int | None = None


def read_history(file: str | Path) -> tuple[Entry, ...]:
    """Return what was changed in a partnership's files by partnerlab, oldest first; empty when nothing is known.

    Examples
    --------
    >>> read_history("parameters/never-written.yaml")
    ()
    """
    try:
        lines = history_of(Path(file)).read_text(encoding="utf-8", errors="replace").split("\n")
    except FileNotFoundError:
        return ()
    found = (_entry(line) for line in lines)
    return tuple(entry for entry in found if entry is not None)


def history_of(file: Path) -> Path:
    """Return where the history of a partnership's file is kept."""
    return file.parent / FOLDER / f"{file.stem}.jsonl"


def lock_of(file: Path) -> Path:
    """Return the file that is locked while the partnership's files are changed."""
    return file.parent / FOLDER / f"{file.stem}.lock"


def write_with_history(
    file: Path, texts: Mapping[str, Text], meant: Mapping[str, bytes], command: str, changes: tuple[str, ...]
) -> Entry:
    """Replace files and remember how to take that back; whoever calls holds the lock."""
    files = tuple(
        FileChange(name, _sha(text.mark + text.whole.encode("utf-8")), _sha(meant[name]), tuple(text.reverse()))
        for name, text in texts.items()
        if name in meant
    )
    return _written(file, meant, command, changes, files)


def undo(file: str | Path) -> Entry:
    """Take back the latest change that has not been taken back; return it.

    Raises
    ------
    ChangeError
        When there is none, or when a file was changed in between; nothing is written then.
    """
    path = Path(file)
    with alone(lock_of(path)):
        entry = _next_to_undo(path)
        _take_back(path, entry)
    return entry


def preview_undo(file: str | Path) -> tuple[Entry, str]:
    """Return the change that would be taken back next, and the difference that this makes; nothing is written.

    Raises
    ------
    ChangeError
        When there is none, or when a file was changed in between.
    """
    path = Path(file)
    entry = _next_to_undo(path)
    meant = _as_before(path, entry)
    return entry, difference({name: _bytes(path.parent / name) for name in meant}, meant)


def carry_history(file: Path, target: Path, command: str, changes: tuple[str, ...] = ()) -> bytes:
    """Return a partnership's history as it is kept once its files are moved, with the move as its last entry.

    Parameters
    ----------
    changes
        What the move changes in the files besides, in words.

    A move is listed and not undone: it is moved back by the same command. What cannot be read stays as it is.
    """
    kept = []
    for line in _bytes(history_of(file)).splitlines():
        with suppress(ValueError, KeyError, TypeError):
            row = json.loads(line)
            for change in row["files"]:
                change["file"] = _moved(change["file"], file, target)
            line = json.dumps(row).encode("ascii")  # noqa: PLW2901
        kept.append(line)
    number = max((entry.number for entry in read_history(file)), default=0) + 1
    told = (*changes, moved_from(file, target))
    entry = Entry(number, datetime.now(UTC).isoformat(timespec="seconds"), command, told, ())
    return b"\n".join([*kept, json.dumps(asdict(entry)).encode("ascii"), b""])


def moved_from(file: Path, target: Path) -> str:
    """Return how the history tells a move."""
    return f"moved from {file.as_posix()} to {target.as_posix()}"


def _moved(name: str, file: Path, target: Path) -> str:
    """Return the name of one of a partnership's files once they are moved; one of nobody's stays."""
    if name == file.name:
        return target.name
    return f"{target.stem}/{name.removeprefix(f'{file.stem}/')}" if name.startswith(f"{file.stem}/") else name


def _next_to_undo(path: Path) -> Entry:
    history = read_history(path)
    taken_back = {entry.undoes for entry in history}
    for entry in reversed(history):
        if entry.undoes is None and entry.number not in taken_back and not _never_written(path, entry):
            return entry
    message = f"{path.name}: no change by partnerlab is left to undo; {FOLDER}/{path.stem}.jsonl lists what is known"
    raise ChangeError(message)


def _as_before(path: Path, entry: Entry) -> dict[str, bytes]:
    """Return what each file of a change held before it, but for one that the change never reached.

    A machine that stops between two files leaves such a change behind.
    """
    now = {change.file: _bytes(path.parent / change.file) for change in entry.files}
    made = [change for change in entry.files if _sha(now[change.file]) != change.before]
    odd = sorted(change.file for change in made if _sha(now[change.file]) != change.after)
    if odd:
        raise ChangeError(
            f"{listed(odd)} changed since the change of {entry.at} ({entry.command}), so undoing it could lose "
            f"what was changed in between; nothing was written. That change was:\n" + "\n".join(entry.changes)
        )
    meant = {change.file: undone(now[change.file], list(change.back)) for change in made}
    wrong = [change.file for change in made if _sha(meant[change.file]) != change.before]
    if wrong:
        raise ChangeError(
            f"the history of {wrong[0]} is damaged, so the change of {entry.at} cannot be undone; nothing was written"
        )
    return meant


def _take_back(path: Path, entry: Entry) -> None:
    meant = _as_before(path, entry)
    back = tuple(FileChange(change.file, change.after, change.before, ()) for change in entry.files)
    _written(path, meant, f"undo of change {entry.number}", entry.changes, back, undoes=entry.number)


def _written(
    path: Path,
    meant: Mapping[str, bytes],
    command: str,
    changes: tuple[str, ...],
    files: tuple[FileChange, ...],
    *,
    undoes: int | None = None,
) -> Entry:
    """Remember a change, then make it; forget it again when it cannot be made."""
    history = history_of(path)
    number = max((entry.number for entry in read_history(path)), default=0) + 1
    entry = Entry(number, datetime.now(UTC).isoformat(timespec="seconds"), command, changes, files, undoes)
    history.parent.mkdir(parents=True, exist_ok=True)
    before = _bytes(history)
    gap = b"" if not before or before.endswith(b"\n") else b"\n"
    line = json.dumps(asdict(entry)).encode("ascii")
    try:
        with history.open("ab") as file:
            file.write(gap + line + b"\n")
        remove_what_was_left(path.parent, meant)
        replace_files(path.parent, meant)
    except BaseException as error:
        with suppress(OSError), history.open("r+b") as file:
            file.truncate(len(before))
        if isinstance(error, OSError):
            way = way_out(error, "make it writable")
            message = f"{history.as_posix()} cannot be written ({error.strerror}); {way}; nothing changed"
            raise ChangeError(message) from error
        raise
    return entry


def _entry(line: str) -> Entry | None:
    """Return the change that a line tells; None for a damaged one."""
    try:
        row = json.loads(line)
        files = tuple(
            FileChange(
                change["file"], change["before"], change["after"], tuple(Splice(*splice) for splice in change["back"])
            )
            for change in row["files"]
        )
        return Entry(row["number"], row["at"], row["command"], tuple(row["changes"]), files, row["undoes"])
    except (ValueError, KeyError, TypeError):
        return None


def _never_written(path: Path, entry: Entry) -> bool:
    """Whether a change was remembered and then, since the machine stopped, not made."""
    return all(
        change.before != change.after and _sha(_bytes(path.parent / change.file)) == change.before
        for change in entry.files
    )


def _bytes(path: Path) -> bytes:
    return path.read_bytes() if path.exists() else b""


def _sha(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
