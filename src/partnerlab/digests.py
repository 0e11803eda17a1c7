"""What a file, and what partnerlab itself, is known by: hashes of content, for which times play no part."""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path


def digest_of(path: Path) -> str:
    """SHA-256 of a file's content."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def library_digest(folder: Path) -> str:
    """SHA-256 over the names and contents of a package's files, compiled ones left out."""
    total = hashlib.sha256()
    for path in sorted(folder.rglob("*")):
        if path.is_file() and "__pycache__" not in path.parts:
            total.update(f"{path.relative_to(folder).as_posix()}\0{digest_of(path)}\n".encode())
    return total.hexdigest()


@cache
def own_digest() -> str:
    """SHA-256 over partnerlab's own files: two reviews of one digest were made by the same rules."""
    return library_digest(Path(__file__).parent)
