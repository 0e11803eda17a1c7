"""What runs leave as JSON, and what is cleared away before: the same content always gives the same bytes."""

from __future__ import annotations

import contextlib
import json
from collections.abc import Collection, Iterator
from pathlib import Path
from typing import Any

from partnerlab.errors import RunError
from partnerlab.files import write_whole
from partnerlab.page.beside import is_plain


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
