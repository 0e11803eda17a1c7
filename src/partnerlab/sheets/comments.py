"""Which cells of a workbook somebody has put a comment on: comments are not read, and that is said."""

from __future__ import annotations

import posixpath
import re
import zipfile
from collections.abc import Iterator

from partnerlab.sheets.package import relations_of
from partnerlab.sheets.places import REFERENCE, column_of
from partnerlab.sheets.tags import pieces_of, tag_pattern

_TAG = tag_pattern("comment threadedComment", "comments")
_AT = re.compile(r"\sref\s*=\s*[\"']([A-Za-z]{1,3}[1-9]\d{0,6})[\"']")


def parts_with_comments(packed: zipfile.ZipFile, sheet: str) -> Iterator[zipfile.ZipInfo]:
    """Yield the parts of an .xlsx, .xlsm or .xlsb workbook that hold comments on a sheet.

    Parameters
    ----------
    sheet
        Path of the sheet's part, in small letters.
    """
    parts = {part.filename.lower(): part for part in packed.infolist()}
    folder = posixpath.dirname(sheet)
    for relation in relations_of(packed, sheet):
        if relation.get("Type", "").lower().endswith(("/comments", "/threadedcomment")):
            part = parts.get(posixpath.normpath(posixpath.join("/", folder, relation.get("Target", "").lower()))[1:])
            if part is not None:
                yield part


def commented_in(packed: zipfile.ZipFile, part: zipfile.ZipInfo) -> set[tuple[int, int]]:
    """Return row and column, counted from 0, of each cell that a part of an .xlsx or .xlsm workbook comments on."""
    found = set()
    for piece in pieces_of(packed, part):
        for tag in _TAG.finditer(piece):
            said = _AT.search(tag[2])
            place = REFERENCE.fullmatch(said[1]) if said is not None else None
            if place is not None:
                found.add((int(place[2]) - 1, column_of(place[1])))
    return found
