"""Files as they were typed: their bytes below one folder, and what was wrong with them."""

from __future__ import annotations

import hashlib
import re
import stat
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from partnerlab.characters import wide_encoding
from partnerlab.errors import Fault, InputError
from partnerlab.files import read_most
from partnerlab.partnership.records import Place
from partnerlab.suggestions import no_such_file

LARGEST_FILE = 10_000_000
"""Bytes that one file may hold."""

LARGEST_FOLDER = 5 * LARGEST_FILE
"""Bytes that a partnership's files may hold together; one that is named twice counts twice."""

MOST_VALUES = 200_000
"""Values that a partnership's files may hold together, once what they repeat is spelled out."""


MOST_ROWS = 50_000
"""Rows that a partnership's tables may hold together."""

_CONFLICT = re.compile(r"^(?:<{7}|>{7})(?= |$)", re.MULTILINE)
"""What version control writes into a file where two people changed the same lines."""

MOST_READ = 1_000
"""How many times a file may be read for one partnership."""

MOST_FAULTS = 10_000
"""Faults after which reading stops."""

LONGEST_NAME = 80
"""Characters of a file's name that a fault shows."""


@dataclass
class Folder:
    """Reads files below one folder, remembering what was read and what was wrong with it."""

    path: Path
    """The folder."""
    meant: Mapping[str, bytes] = field(default_factory=dict)
    """Bytes that stand in place of those of a file, by its name: a change that is not written yet."""
    inputs: dict[str, str] = field(default_factory=dict)
    """SHA-256 of each file read, in hexadecimal."""
    contents: dict[str, bytes] = field(default_factory=dict)
    """Bytes of each file read."""
    faults: list[Fault] = field(default_factory=list)
    """What was wrong."""
    unread: list[str] = field(default_factory=list)
    """What stands in the files and is not read, such as comments on the cells of a workbook, in sentences."""
    values: int = 0
    """How many values were read."""
    rows: int = 0
    """How many rows of tables were read."""
    _size: int = 0
    _read: int = 0

    def read_text(self, name: str, *, named_at: Place | None = None) -> str | None:
        """Return a file's text, or None after noting what is wrong with it."""
        data = self.read_bytes(name, named_at=named_at)
        if data is None:
            return None
        if encoding := wide_encoding(data):
            self.note(Place(name, 1), f"is text in encoding {encoding}; save the file with encoding UTF-8")
            return None
        try:
            text = data.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            self.note(Place(name, 1), _no_text(error.object, error.start))
            return None
        if conflict := _CONFLICT.search(text):
            line = text.count("\n", 0, conflict.start()) + 1
            self.note(Place(name, line), f"holds {conflict[0]}: two versions that were not merged; keep one of them")
            return None
        return text

    def read_bytes(self, name: str, *, named_at: Place | None = None) -> bytes | None:
        """Return a file's bytes, or None after noting why they cannot be read."""
        place = named_at or Place(name)
        try:
            data = self._bytes(name)
        except OSError as error:
            if named_at is None and isinstance(error, FileNotFoundError):
                self.note(Place(""), self._no_file(name))
                return None
            reason = "does not exist" if isinstance(error, FileNotFoundError) else f"cannot be read: {error.strerror}"
            self.note(
                place,
                f'file "{name[:LONGEST_NAME]}" {reason}; paths are relative to the folder of the partnership\'s file',
            )
            return None
        except _RefusedError as error:
            self.note(place, str(error))
            return None
        except (ValueError, RuntimeError):  # no name at all: a NUL or half a character in it; links in a circle
            shown = ascii(name)[1:-1][:LONGEST_NAME]
            self.note(
                place, f'file "{shown}" cannot be read: no file can have that name, or it leads to itself; rename it'
            )
            return None
        if (other := self._other_case(name)) is not None:
            self.note(
                place, f'files "{other}" and "{name}" differ by case only, which many machines cannot tell; rename one'
            )
            return None
        self._size += len(data)
        self._read += 1
        if self._size > LARGEST_FOLDER or self._read > MOST_READ:
            message = (
                f"the partnership's files are more than {MOST_READ:,}, or hold more than "
                f"{LARGEST_FOLDER // 1_000_000} MB together; name each once"
            )
            raise InputError([*self.faults, Fault(place.file, place.line, message)])
        self.inputs[name] = hashlib.sha256(data).hexdigest()
        self.contents[name] = data
        return data

    def _no_file(self, name: str) -> str:
        """Return what to say where the partnership's own file is not there, as its user wrote it."""
        folder = "" if self.path == Path() else f"{self.path.as_posix().rstrip('/')}/"
        try:
            beside = sorted(other.name for other in self.path.glob(f"*{Path(name).suffix}"))
        except OSError:
            beside = []
        return no_such_file(name, folder, beside)

    def count(self, values: int, place: Place, *, rows: int = 0) -> None:
        """Count values and rows that were read.

        Raises
        ------
        InputError
            When there are more than a partnership's files may hold together.
        """
        self.values += values
        self.rows += rows
        if self.values > MOST_VALUES or self.rows > MOST_ROWS:
            what = f"{MOST_ROWS:,} rows" if self.rows > MOST_ROWS else f"{MOST_VALUES:,} values"
            message = f"more than {what} are too many for one partnership; keep what a review needs"
            raise InputError([*self.faults, Fault(place.file, place.line, message)])

    def note(self, place: Place, message: str) -> None:
        """Remember a fault."""
        self.faults.append(Fault(place.file, place.line, message))
        if len(self.faults) > MOST_FAULTS:
            last = Fault(place.file, place.line, f"reading stopped here, after {MOST_FAULTS:,} faults")
            raise InputError([*self.faults, last])

    def _bytes(self, name: str) -> bytes:
        name.encode("utf-8")  # or no page could say what was read
        if "\\" in name:
            raise _RefusedError(f'file "{name[:LONGEST_NAME]}": write / in place of \\, which works on every machine')
        target = (self.path / name).resolve()
        if not target.is_relative_to(self.path.resolve()):
            message = f'file "{name}" is outside the folder of the partnership\'s file; move it below that folder'
            raise _RefusedError(message)
        if name in self.meant:
            data: bytes | None = self.meant[name]
        elif not stat.S_ISREG(target.stat().st_mode):
            raise _RefusedError(f'"{name}" is a {"folder" if target.is_dir() else "device or a pipe"}; name a file')
        else:
            data = read_most(target, LARGEST_FILE + 1) if target.stat().st_size <= LARGEST_FILE else None
        if data is None or len(data) > LARGEST_FILE:
            raise _RefusedError(f'file "{name}" is larger than {LARGEST_FILE // 1_000_000} MB; split it')
        return data

    def _other_case(self, name: str) -> str | None:
        """Return another file that was read and whose name differs by case only; None for none."""
        if name in self.contents:
            return None
        return next((other for other in self.contents if other.casefold() == name.casefold()), None)


class _RefusedError(Exception):
    """A file is none that is read; the message says why."""


def _no_text(data: bytes, start: int) -> str:
    """Return why bytes are no text in UTF-8, and what to do."""
    if data.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0")):
        return "is a workbook or another packed file, not text; in Excel choose Save As, CSV UTF-8"
    line = data[:start].count(b"\n") + 1
    return (
        f"is not text in encoding UTF-8: line {line} holds the byte {data[start]:#04x}; save the file with encoding "
        "UTF-8 (in Excel: Save As, CSV UTF-8)"
    )
