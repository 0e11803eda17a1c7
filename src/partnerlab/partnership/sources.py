"""Files as they were typed: their bytes below one folder, and what was wrong with them."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from partnerlab.errors import Fault
from partnerlab.partnership.records import Place

LARGEST_FILE = 10_000_000
"""Bytes that one file may hold."""


@dataclass
class Folder:
    """Reads files below one folder, remembering what was read and what was wrong with it.

    Parameters
    ----------
    path
        The folder.
    meant
        Bytes that stand in place of those of a file, by its name: a change that is not written yet.
    inputs
        SHA-256 of each file read, in hexadecimal.
    contents
        Bytes of each file read.
    faults
        What was wrong.
    """

    path: Path
    meant: Mapping[str, bytes] = field(default_factory=dict)
    inputs: dict[str, str] = field(default_factory=dict)
    contents: dict[str, bytes] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)

    def read_text(self, name: str, *, named_at: Place | None = None) -> str | None:
        """Return a file's text, or None after noting what is wrong with it."""
        data = self.read_bytes(name, named_at=named_at)
        try:
            return data.decode("utf-8-sig") if data is not None else None
        except UnicodeDecodeError as error:
            line = error.object[: error.start].count(b"\n") + 1
            self.note(
                Place(name, line),
                f"byte {error.object[error.start]:#04x} is not UTF-8; save the file with encoding UTF-8",
            )
            return None

    def read_bytes(self, name: str, *, named_at: Place | None = None) -> bytes | None:
        """Return a file's bytes, or None after noting why they cannot be read."""
        place = named_at or Place(name)
        try:
            data = self._bytes(name)
        except OSError as error:
            reason = "does not exist" if isinstance(error, FileNotFoundError) else f"cannot be read: {error.strerror}"
            self.note(place, f'file "{name}" {reason}; paths are relative to the folder of the partnership\'s file')
            return None
        except ValueError as error:
            self.note(place, str(error))
            return None
        self.inputs[name] = hashlib.sha256(data).hexdigest()
        self.contents[name] = data
        return data

    def note(self, place: Place, message: str) -> None:
        """Remember a fault."""
        self.faults.append(Fault(place.file, place.line, message))

    def _bytes(self, name: str) -> bytes:
        target = (self.path / name).resolve()
        if not target.is_relative_to(self.path.resolve()):
            message = f'file "{name}" lies outside the folder of the partnership\'s file; move it below that folder'
            raise ValueError(message)
        if name not in self.meant and target.stat().st_size <= LARGEST_FILE:
            return target.read_bytes()
        if len(self.meant.get(name, b"")) > LARGEST_FILE or name not in self.meant:
            message = f'file "{name}" is larger than {LARGEST_FILE // 1_000_000} MB; split it'
            raise ValueError(message)
        return self.meant[name]
