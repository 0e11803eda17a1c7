"""A packed file, such as a workbook, looked at before it is unpacked: how large it is, and whether each part is one."""

from __future__ import annotations

import posixpath
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from xml.etree.ElementTree import Element, ParseError

from defusedxml import ElementTree as SafeTree
from defusedxml.common import DefusedXmlException

LARGEST_UNPACKED = 200_000_000
"""Bytes that a workbook may unpack to: a small file can be made that unpacks to gigabytes."""

LARGEST_MANIFEST = 1_000_000
"""Bytes of a package's list of its parts that are looked at."""

UNPACKED_AT_ONCE = 1_000_000
"""Bytes of a part that are unpacked at once to see how many there are."""


REPAIR = "take another copy, or open it in Excel or LibreOffice, which may repair it, and save it as .xlsx"
"""What to do about a workbook of which something is missing."""

LOCKED = "is protected by a password; save a copy without one"
"""What to say of a workbook that nobody can read who does not know its password."""


def fault_of_package(packed: zipfile.ZipFile, data: bytes) -> str:
    """Say why a packed file is not read; "" when it can be."""
    if _is_locked(packed):
        return LOCKED
    size = sum(part.file_size for part in packed.infolist())
    if size > LARGEST_UNPACKED:
        limit = LARGEST_UNPACKED // 1_000_000
        return f"unpacks to {size // 1_000_000} MB, more than {limit}; nothing was read"
    doubled = first_doubled(part.filename for part in packed.infolist())
    if doubled is not None:
        return f'is damaged: its part "{doubled}" is there twice; open the workbook in Excel and save it again'
    lacking = next(iter(lacking_parts(packed)), None)
    if lacking is not None:
        return f'is damaged: its part "{lacking}" is missing; {REPAIR}'
    if not all(_tells_its_size(data, part) for part in packed.infolist()):
        return "unpacks to more than it says; nothing was read"
    return ""


def first_doubled(names: Iterable[str]) -> str | None:
    """Return the first name that is there before, whatever its capitals; None when each is there once.

    Examples
    --------
    >>> first_doubled(["Risks", "Notes", "RISKS"]), first_doubled(["Risks", "Notes"])
    ('RISKS', None)
    """
    seen: set[str] = set()
    for name in names:
        if name.casefold() in seen:
            return name
        seen.add(name.casefold())
    return None


def relations_of(packed: zipfile.ZipFile, sheet: str) -> Iterator[Element]:
    """Yield what a part of an .xlsx, .xlsm or .xlsb workbook is related to, as it says itself.

    Parameters
    ----------
    sheet
        Path of the part, in small letters.
    """
    folder, name = posixpath.split(sheet)
    parts = {part.filename.lower(): part for part in packed.infolist()}
    relations = parts.get(f"{folder}/_rels/{name}.rels")
    if relations is not None:
        try:
            yield from SafeTree.fromstring(packed.read(relations))
        except (ParseError, DefusedXmlException, ValueError, LookupError):
            return


def lacking_parts(packed: zipfile.ZipFile) -> Iterator[str]:
    """Yield parts that a workbook needs and that are not in its package: those that name the others, and its styles.

    Without its styles a workbook could be read all the same, but dates and sums of money would be mere numbers.
    """
    names = {part.filename.lower() for part in packed.infolist()}
    for book in ("xl/workbook.xml", "xl/workbook.bin"):
        ending = book[-4:]
        if not any(name.startswith("xl/") and name.endswith(ending) for name in names):
            continue
        yield from (part for part in (book, f"xl/_rels/workbook{ending}.rels") if part not in names)
        for relation in relations_of(packed, book):
            target = posixpath.join("/xl", relation.get("Target", ""))[1:]
            if relation.get("Type", "").endswith("/styles") and target.lower() not in names:
                yield target
    if "meta-inf/manifest.xml" in names and "content.xml" not in names:
        yield "content.xml"


def _is_locked(packed: zipfile.ZipFile) -> bool:
    """Whether the parts of an OpenDocument package are encrypted, as its list of parts says."""
    parts = {part.filename: part for part in packed.infolist()}
    listed = parts.get("META-INF/manifest.xml")
    if listed is None:
        return "encrypted-package" in parts
    with packed.open(listed) as opened:
        return b":encryption-data" in opened.read(LARGEST_MANIFEST)


def _tells_its_size(data: bytes, part: zipfile.ZipInfo) -> bool:
    """Whether a part of a package unpacks to no more than it says: readers differ in whether they go on."""
    if part.compress_type != zipfile.ZIP_DEFLATED:
        return part.compress_type == zipfile.ZIP_STORED and part.compress_size == part.file_size
    names = data[part.header_offset + 26 : part.header_offset + 30]
    start = part.header_offset + 30 + int.from_bytes(names[:2], "little") + int.from_bytes(names[2:], "little")
    unpacker, packed, size = zlib.decompressobj(-15), data[start : start + part.compress_size], 0
    while packed and not unpacker.eof and size <= part.file_size:
        size += len(unpacker.decompress(packed, UNPACKED_AT_ONCE))
        packed = unpacker.unconsumed_tail
    return size <= part.file_size
