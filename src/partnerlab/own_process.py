"""A calculation in a process of its own: what it imports and takes is gone when it has answered."""

from __future__ import annotations

import os
import pickle
import subprocess
import sys
from collections.abc import Callable
from typing import ParamSpec, TypeVar

Given = ParamSpec("Given")
Answer = TypeVar("Answer")

_PROGRAM = "from partnerlab.own_process import answer; answer()"

_SPARING = {"MALLOC_MMAP_THRESHOLD_": "131072", "MALLOC_TRIM_THRESHOLD_": "131072"}
"""Bytes from which the GNU C library gives back what is let go of, for good, where it would keep ever more itself."""


def call_apart(function: Callable[Given, Answer], *arguments: Given.args, **options: Given.kwargs) -> Answer:
    """Call a function in a process of its own, and return what it does; here where no process can be started.

    Worth it for what is large and rare: a process needs a second or two for its imports.

    Parameters
    ----------
    function
        One that a module holds by its name, and that gives the same answer wherever it is called.

    Examples
    --------
    >>> call_apart(sorted, [3, 1, 2])
    [1, 2, 3]
    """
    request = pickle.dumps((function, arguments, options))
    command = [sys.executable, "-P", "-c", _PROGRAM]
    settings = {**os.environ, **_SPARING}
    try:
        done = subprocess.run(  # noqa: S603 - our own program
            command, input=request, capture_output=True, check=True, env=settings
        )
        found: Answer = pickle.loads(done.stdout)  # noqa: S301 - from a process of our own
    except (OSError, subprocess.CalledProcessError, EOFError, pickle.UnpicklingError):
        return function(*arguments, **options)  # whatever is wrong with the call itself is told from here
    return found


def answer() -> None:
    """Be that process: read a call from standard input, and write what comes of it to standard output."""
    with os.fdopen(os.dup(1), "wb") as told:
        os.dup2(2, 1)  # what a solver prints is no part of the answer
        function, arguments, options = pickle.load(sys.stdin.buffer)  # noqa: S301 - from our own process
        pickle.dump(function(*arguments, **options), told)
