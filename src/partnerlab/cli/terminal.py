"""The terminal: whether somebody sits there, whom a command may ask, how wide it is, and what it can print."""

from __future__ import annotations

import codecs
import io
import shutil
import sys
import unicodedata

_PLAIN = {"→": "->", "←": "<-", "≥": ">=", "≤": "<=", "≈": "~", "×": "x", "–": "-", "—": "-", "‑": "-", "…": "..."}
_PLAIN |= {"’": "'", "‘": "'", "“": '"', "”": '"', "·": "-", "•": "-", "✓": "v", "¶": "par. ", "\u202f": " "}
"""What stands for characters that an old terminal does not have."""

NARROWEST, WIDEST = 40, 120
"""Columns between which lines are broken, however narrow or wide the terminal says that it is."""


def print_what_is_known() -> None:
    """Let standard output and error put something plainer for characters that they do not have, and never fail."""
    codecs.register_error("partnerlab-plain", _plainer)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper) and stream.errors in ("strict", "backslashreplace"):
            stream.reconfigure(errors="partnerlab-plain")


def _plainer(error: UnicodeError) -> tuple[str, int]:
    """Spell what cannot be encoded: a sign that means the same, a letter without its accent, or a question mark.

    Examples
    --------
    >>> print_what_is_known()
    >>> "Ŵyl → 2 ≥ 1 🙂".encode("cp1252", "partnerlab-plain")
    b'Wyl -> 2 >= 1 ?'
    """
    if not isinstance(error, UnicodeEncodeError):
        raise error
    text = error.object[error.start : error.end]
    return "".join(_PLAIN.get(letter) or _without_accent(letter) for letter in text), error.end


def _without_accent(letter: str) -> str:
    plain = unicodedata.normalize("NFKD", letter).encode("ascii", "ignore").decode()
    return plain or "?"


def columns_of_terminal() -> int:
    """Return at how many columns lines are to be broken.

    Examples
    --------
    >>> NARROWEST <= columns_of_terminal() <= WIDEST
    True
    """
    return max(NARROWEST, min(shutil.get_terminal_size().columns, WIDEST))


def is_somebody_there() -> bool:
    """Whether answers can be typed: a script or a pipeline is told what is missing instead."""
    return sys.stdin.isatty()


def is_read_here() -> bool:
    """Whether what is printed is read on a terminal, and not by another program or from a file."""
    return sys.stdout.isatty()
