"""Commands and places of files, written so that they can be pasted."""

from __future__ import annotations

import os
import re
import shlex
import sys
from pathlib import Path

_PLAIN_WORD = re.compile(r"[\w@+=:,./-]+", re.ASCII)
_MEANT_IN_QUOTES = re.compile(r"[\"$`\\!%\n]")


def write_command(*words: str) -> str:
    r"""Write a command that can be pasted: quoted so that every shell reads it alike, wherever that is possible.

    Parameters
    ----------
    *words
        The command and what it is given. Double quotes are read by the shells of Unix and Windows alike, as long as
        nothing stands between them that has a meaning there; else a word is quoted for the shell of this machine.

    Examples
    --------
    >>> print(write_command("partnerlab", "run", "Care & Co (2026).yaml"))
    partnerlab run "Care & Co (2026).yaml"
    """
    return " ".join(map(_quote, words))


def write_place(file: Path, folder: Path | None = None) -> str:
    """Write a file's place as it is seen from a folder, as notebooks name files on every system.

    Parameters
    ----------
    folder
        The folder; None for the current one.

    Examples
    --------
    >>> write_place(Path("parameters/hub.yaml"), Path("notebooks"))
    '../parameters/hub.yaml'
    """
    try:
        return Path(os.path.relpath(file, folder or Path())).as_posix()
    except ValueError:  # on Windows, on another drive
        return file.absolute().as_posix()


def _quote(word: str) -> str:
    if _PLAIN_WORD.fullmatch(word):
        return word
    if _MEANT_IN_QUOTES.search(word):
        if sys.platform == "win32":
            import subprocess  # noqa: PLC0415 - Windows only

            return subprocess.list2cmdline([word])
        return shlex.quote(word)
    return f'"{word}"'
