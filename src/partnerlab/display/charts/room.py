"""How much room words take at most, known before they are drawn, so that no label stands on another."""

from __future__ import annotations

import re
from collections.abc import Iterator

LETTER_SIZE = 13
"""Pixels of a chart's letters, where nothing says otherwise."""

WIDE = 1.1
"""Most that any letter takes, in its size, in the fonts that charts are laid out with."""

WIDTHS = (
    dict.fromkeys(" .,;:'’!|()[]/-ijlftrI", 0.34)
    | dict.fromkeys("abcdeghknopqsuvxyzJL0123456789£?“”–+=", 0.62)
    | dict.fromkeys("mwABCDEFGHKMNOPQRSTUVXYZ&", 0.84)
)
"""Most that usual letters take; those that are not here count as `WIDE`."""


def measure_words(text: str, size: float = LETTER_SIZE) -> float:
    """Return the most that a line of words takes, in pixels; letters of other scripts count as wide.

    Examples
    --------
    >>> round(measure_words("till"), 2), round(measure_words("WWWW"), 2)
    (17.68, 57.2)
    """
    return size * sum(WIDTHS.get(each, WIDE) for each in text)


def wrap_within(text: str, width: float) -> list[str]:
    """Break words over lines of at most `width` pixels; a word that is longer than a line is broken itself.

    Examples
    --------
    >>> wrap_within("Riverside District Council", 107)
    ['Riverside', 'District Council']
    >>> wrap_within("", 107)
    ['']
    """
    lines = [""]
    for word in _break_words(text, width):
        whole = f"{lines[-1]} {word}".strip()
        if lines == [""] or measure_words(whole) <= width:
            lines[-1] = whole
        else:
            lines.append(word)
    return lines


def _break_words(text: str, width: float) -> Iterator[str]:
    for word in re.split(r"\s+", text.strip()):
        rest = word
        while measure_words(rest) > width and len(rest) > 1:
            fits = next(end for end in range(len(rest) - 1, 0, -1) if end == 1 or measure_words(rest[:end]) <= width)
            yield rest[:fits]
            rest = rest[fits:]
        yield rest
