"""What several processes that test need: made by whichever asks first, and handed to the others as a file."""

from __future__ import annotations

import hashlib
import os
import pickle
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar

from filelock import FileLock

Made = TypeVar("Made")

FOLDER = "PARTNERLAB_TESTS_SHARE"
"""The variable that names the folder in which the processes of a run share."""


@contextmanager
def once(name: str, make: Callable[[], Made]) -> Iterator[Made]:
    """Have a result that is made once for all processes of a run, and hold in the end that nobody changed it.

    Each process has a copy of its own, so that what one changes reaches no other.

    Parameters
    ----------
    name
        What it is; one name for one result.
    make
        How it is made. If that fails, or its process ends, the next one makes it.
    """
    file = Path(os.environ[FOLDER]) / f"{name}.pickle"
    with FileLock(file.with_suffix(".lock")):
        if made := not file.exists():
            begun = file.with_suffix(".begun")
            begun.write_bytes(pickle.dumps(value := make()))
            begun.replace(file)
    if not made:
        value = pickle.loads(file.read_bytes())  # noqa: S301 - written by another process of this run
    before = _digest(value)
    yield value
    assert _digest(value) == before, f"a test has changed {name}, which others rest on"


def begin() -> None:
    """Make the folder; called by the process that starts the others."""
    os.environ[FOLDER] = tempfile.mkdtemp(prefix="partnerlab-tests-")


def end() -> None:
    """Remove it with all that is in it."""
    shutil.rmtree(os.environ.pop(FOLDER), ignore_errors=True)


def _digest(value: object) -> str:
    return hashlib.sha256(pickle.dumps(value)).hexdigest()
