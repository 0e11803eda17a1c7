"""Printed text as a terminal last showed it: without colours, control characters and lines that were written over."""

from __future__ import annotations

import re

from partnerlab.characters import drop_unfit

_ANSI = re.compile(r"\x9b[0-?]*[ -/]*[@-~]|\x1b(?:\[[0-?]*[ -/]*[@-~]|\][^\x07\x1b]*(?:\x07|\x1b\\)?|[@-Z\\-_])")


def clean_text(text: str) -> str:
    r"""Take terminal colours, control characters and overwritten states of a line out of printed text.

    Examples
    --------
    >>> clean_text("\x1b[31mred\x1b[0m <b>")
    'red <b>'
    >>> clean_text(" 10%\r 50%\r100%\nend")
    '100%\nend'
    """
    return drop_unfit(as_last_seen(_go_back(_ANSI.sub("", text))))


def as_last_seen(text: str) -> str:
    r"""Keep of each line what was written last, where it was written over, as progress bars do.

    Examples
    --------
    >>> as_last_seen("10%\r50%\r\nend")
    '50%\nend'
    """
    if "\r" not in text:
        return text
    lines = text.replace("\r\n", "\n").split("\n")
    return "\n".join(line.rstrip("\r").rsplit("\r", 1)[-1] for line in lines)


def _go_back(text: str) -> str:
    """Let backspaces take away what stands before them in their line."""
    if "\b" not in text:
        return text
    kept: list[str] = []
    for letter in text:
        if letter != "\b":
            kept.append(letter)
        elif kept and kept[-1] != "\n":
            kept.pop()
    return "".join(kept)
