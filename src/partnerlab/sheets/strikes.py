"""What an .xlsx workbook shows as struck out: styles of cells by their fonts, and texts by runs of their own."""

from __future__ import annotations

import re
import zipfile
from dataclasses import dataclass

from partnerlab.sheets.tags import pieces_of, tag_pattern

_FONTS = tag_pattern("fonts font strike cellXfs xf", "fonts font cellXfs")
_RUNS = tag_pattern("si r t strike", "si r")
_OFF = re.compile(r"\sval\s*=\s*[\"'](?:0|false|off)[\"']", re.IGNORECASE)
_FONT = re.compile(r"\sfontId\s*=\s*[\"'](\d{1,9})[\"']")
_BLANK = re.compile(r"\s*(?=<)")


@dataclass(frozen=True)
class Strikes:
    """What is struck out, by the numbers that cells give."""

    styles: frozenset[int] = frozenset()
    """Styles of cells whose font is struck out."""
    texts: frozenset[int] = frozenset()
    partly: frozenset[int] = frozenset()
    """Shared texts of which all, or a part, is struck out."""

    def __bool__(self) -> bool:
        return bool(self.styles or self.texts or self.partly)


def strikes_of(packed: zipfile.ZipFile) -> Strikes:
    """Return what a workbook shows as struck out; nothing where it has no such part."""
    parts = {part.filename.lower(): part for part in packed.infolist()}
    styles, texts = parts.get("xl/styles.xml"), parts.get("xl/sharedstrings.xml")
    return Strikes(
        _styles(packed, styles) if styles else frozenset(),
        *(_texts(packed, texts) if texts else (frozenset(), frozenset())),
    )


def _styles(packed: zipfile.ZipFile, part: zipfile.ZipInfo) -> frozenset[int]:
    """Return the numbers of the styles of cells whose font is struck out."""
    fonts: set[int] = set()
    found: set[int] = set()
    within, font, style = "", -1, -1
    for piece in pieces_of(packed, part):
        for tag in _FONTS.finditer(piece):
            name, rest = tag.groups()
            if name in {"fonts", "cellXfs"}:
                within = name
            elif name.startswith("/") and not name.endswith("font"):
                within = ""
            elif name == "font" and within == "fonts":
                font += 1
            elif name == "strike" and within == "fonts" and not _OFF.search(rest):
                fonts.add(font)
            elif name == "xf" and within == "cellXfs":
                style += 1
                of = _FONT.search(rest)
                if of is not None and int(of[1]) in fonts:
                    found.add(style)
    return frozenset(found)


def _texts(packed: zipfile.ZipFile, part: zipfile.ZipInfo) -> tuple[frozenset[int], frozenset[int]]:
    """Return the shared texts that are struck out as a whole, and those of which a part is."""
    whole: set[int] = set()
    partly: set[int] = set()
    number = -1
    is_struck = False
    said: set[bool] = set()  # of each run that holds text, whether it is struck out
    if not any("strike" in piece for piece in pieces_of(packed, part)):
        return frozenset(), frozenset()
    for piece in pieces_of(packed, part):
        for tag in _RUNS.finditer(piece):
            name, rest = tag.groups()
            if name == "si":
                number += 1
                said = set()
            elif name == "r":
                is_struck = False
            elif name == "strike":
                is_struck = is_struck or not _OFF.search(rest)
            elif name == "t":
                if not rest.endswith("/") and not _BLANK.match(piece, tag.end()):
                    said.add(is_struck)
            elif name.endswith("r"):
                is_struck = False
            elif True in said:
                (partly if False in said else whole).add(number)
                said = set()
    return frozenset(whole), frozenset(partly)
