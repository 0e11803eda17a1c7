"""CSV files as they come: any usual encoding, delimiter and decimal mark."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter

from partnerlab.characters import wide_encoding

DELIMITERS = ",;\t|"
"""What may part cells."""

_SAID = re.compile(r'\s*"?sep=(.)"?\s*', re.IGNORECASE)
_COMMA_NUMBER = re.compile(r"[£€]?\s*-?(\d{1,3}(\.\d{3})+,\d+|\d+,\d{1,2}|\d{1,3}(\.\d{3})+,\d*)\s*%?")
_POINT_NUMBER = re.compile(r"[£€]?\s*-?(\d{1,3}(,\d{3})+\.\d+|\d+\.\d{1,2})\s*%?")


def read_delimited(data: bytes) -> tuple[list[list[str]], bool | None]:
    r"""Return the cells of a CSV file row by row, and whether its numbers have a decimal comma.

    Parameters
    ----------
    data
        The file's bytes: UTF-8, UTF-16, UTF-32, or Windows' own encoding (cp1252).

    Returns
    -------
    list
        Rows of cells, blank rows among them, so that a row's number is a spreadsheet's; a line `sep=;` counts as one.
    bool
        True for 1.234,5, False for 1,234.5, None when no number tells, or some tell one and some the other.

    Raises
    ------
    ValueError
        A cell is longer than any that is read.

    Examples
    --------
    >>> read_delimited("sep=;\nRef;Cost\nR1;1,5\n".encode("utf-16"))
    ([[], ['Ref', 'Cost'], ['R1', '1,5']], True)
    """
    text = _decoded(data)
    first, _, rest = text.partition("\n")
    said = _SAID.fullmatch(first.rstrip("\r")) or re.fullmatch(r"sep=(\t)", first.rstrip("\r"), re.IGNORECASE)
    ways = [_parsed(rest, said[1])] if said else [_parsed(text, mark) for mark in DELIMITERS]
    rows = max(ways, key=_regularity)
    if rows is None or (_regularity(rows) == (0, 0) and any(way is None for way in ways)):
        raise ValueError("a cell is longer than any may be; is a quote not closed?")
    cells = [cell.strip() for row in rows for cell in row]
    commas = sum(1 for cell in cells if _COMMA_NUMBER.fullmatch(cell))
    points = sum(1 for cell in cells if _POINT_NUMBER.fullmatch(cell))
    decimal_comma = None if bool(commas) == bool(points) else bool(commas)
    return ([[]] if said else []) + rows, decimal_comma


def _decoded(data: bytes) -> str:
    if encoding := wide_encoding(data):
        return data.decode(encoding, errors="replace")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", errors="replace")


def _parsed(text: str, delimiter: str) -> list[list[str]] | None:
    """Return the cells row by row; None where one would be longer than any that is read."""
    rows = csv.reader(io.StringIO(text.replace("\x00", ""), newline=""), delimiter=delimiter)
    try:
        return [row if any(cell.strip() for cell in row) else [] for row in rows]
    except csv.Error:
        return None


def _regularity(rows: list[list[str]] | None) -> tuple[int, int]:
    """Return how many rows have the most usual number of cells, were they parted at all; then that number."""
    if rows is None:
        return 0, 0
    widths = Counter(len(row) for row in rows if len(row) > 1)
    width, count = max(widths.items(), key=lambda pair: (pair[1], pair[0]), default=(0, 0))
    return count, width
