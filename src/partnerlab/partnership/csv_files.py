"""CSV files read into plain nodes: a heading, and rows under it that remember file and line."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable

from partnerlab.partnership.nodes import Mapping, Node, Scalar, Sequence
from partnerlab.partnership.records import Place
from partnerlab.partnership.sources import Folder

DELIMITERS = ",\t;"
"""What may part the cells of a row: the first of these that the heading holds."""


def read_csv(folder: Folder, name: str, *, named_at: Place) -> Sequence | None:
    """Return the rows of a CSV file with a heading row, or None after noting its faults."""
    text = folder.read_text(name, named_at=named_at)
    if text is None:
        return None
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter_of(text), strict=True)
    try:
        return _table_rows(folder, name, _numbered(reader))
    except csv.Error as error:
        folder.note(Place(name, reader.line_num), f"is not CSV: {error}")
        return None


def delimiter_of(text: str) -> str:
    r"""Return what parts the cells of a CSV file, by its heading: a comma, a tab or a semicolon.

    Examples
    --------
    >>> delimiter_of("# Ratings; agreed by all\nrisk\tby\n"), delimiter_of("id\nR1\n")
    ('\t', ',')
    """
    for line in io.StringIO(text, newline=None):
        if line.strip().strip(DELIMITERS) and not line.lstrip(' "').startswith("#"):
            return next((character for character in DELIMITERS if character in line), ",")
    return ","


def is_aside(cells: list[str]) -> bool:
    """Whether a row of stripped cells is blank or a comment."""
    return not any(cells) or cells[0].startswith("#")


def _numbered(reader: Iterable[list[str]]) -> Iterable[tuple[int, list[str]]]:
    line = 1
    for row in reader:
        yield line, row
        line = getattr(reader, "line_num", line) + 1


def _table_rows(folder: Folder, name: str, rows: Iterable[tuple[int, list[str]]]) -> Sequence | None:
    heading: list[str] = []
    found: list[Node] = []
    for line, cells in rows:
        stripped = [cell.strip() for cell in cells]
        if is_aside(stripped):
            continue
        place = Place(name, line)
        if not heading:
            heading = stripped
            doubled = sorted({column for column in heading if column and heading.count(column) > 1})
            if doubled:
                folder.note(place, f'column "{doubled[0]}" stands twice in the heading; keep one')
                return None
            continue
        if len(stripped) > len(heading):
            folder.note(
                place,
                f"has {len(stripped)} cells under {len(heading)} headings; quote cells that hold a comma",
            )
            continue
        items: dict[str, Node] = {
            column: Scalar(cell, place, cell=True)
            for column, cell in zip(heading, stripped, strict=False)
            if column and cell
        }
        found.append(Mapping(items, place, dict.fromkeys(items, place)))
    return Sequence(tuple(found), Place(name, 1))
