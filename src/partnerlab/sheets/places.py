"""Where a cell stands, as spreadsheets write it: C7."""

from __future__ import annotations

import re

REFERENCE = re.compile(r"([A-Za-z]{0,3})([1-9]\d{0,6})")
"""Letters of a column and number of a row; the letters may be missing."""


def column_of(letters: str) -> int:
    """Return the column, counted from 0, that letters mean.

    Examples
    --------
    >>> column_of("A"), column_of("Z"), column_of("aa"), column_of("XFD")
    (0, 25, 26, 16383)
    """
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - 64
    return number - 1


def letters_of(column: int) -> str:
    """Return the letters of a column counted from 0.

    Examples
    --------
    >>> letters_of(0), letters_of(25), letters_of(26), letters_of(701), letters_of(702)
    ('A', 'Z', 'AA', 'ZZ', 'AAA')
    """
    name = ""
    number = column + 1
    while number:
        number, rest = divmod(number - 1, 26)
        name = chr(65 + rest) + name
    return name
