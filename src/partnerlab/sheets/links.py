"""Where links of cells lead: addresses are not read, and that is said where a cell does not show its own.

A link is one of the sheet, or a formula: as it is typed in .xlsx and .ods, as tokens in .xls and .xlsb.
"""

from __future__ import annotations

import re
import struct
import zipfile
from urllib.parse import unquote

from partnerlab.sheets.package import relations_of
from partnerlab.sheets.places import REFERENCE, column_of
from partnerlab.sheets.tags import words_of

Place = tuple[int, int]
"""Row and column, counted from 0."""

_SCHEME = re.compile(r"^(?:mailto:|file:/*|https?:/+|tel:)(?:www\.)?", re.IGNORECASE)
_CALL = re.compile(r"^(?:of:)?=?\s*HYPERLINK\(\s*\"([^\"]+)\"", re.IGNORECASE)
_REF = re.compile(r"\sref\s*=\s*[\"']([A-Za-z]{1,3}[1-9]\d{0,6})(?::[A-Za-z0-9]+)?[\"']")
_ID = re.compile(r"\s\w+:id\s*=\s*[\"']([^\"']+)[\"']")
_SPACE, _TEXT, _WITH = 0x19, 0x17, {0x22, 0x42, 0x62}
"""Tokens of a formula: one that stands for spaces, a text, and a function that says how much it is given [MS-XLS]."""
_HYPERLINK = 359
_URL, _FILE = (
    bytes.fromhex("e0c9ea79f9bace118c8200aa004ba90b"),
    bytes.fromhex("0303000000000000c000000000000046"),
)
"""What an address, and the name of a file, begin with in a record of an .xls workbook [MS-OSHARED]."""


def leads_elsewhere(shown: object, address: str) -> bool:
    """Whether an address says something that the text of its cell does not.

    Examples
    --------
    >>> leads_elsewhere("Minutes", "https://council.gov.uk/minutes"), leads_elsewhere("a@b.uk", "mailto:a@b.uk")
    (True, False)
    >>> leads_elsewhere("see www.nidirect.gov.uk", "https://www.nidirect.gov.uk/"), leads_elsewhere("Note", "#Notes!A1")
    (False, False)
    """
    bare = _bare(address)
    return bool(bare) and not bare.startswith("#") and bare not in _bare(str(shown)).replace("www.", "")


def _bare(text: str) -> str:
    """Return an address without what programmes put before and after it."""
    plain = unquote(text).strip().casefold()
    mail, _, _ = plain.partition("?") if plain.startswith("mailto:") else (plain, "", "")
    return _SCHEME.sub("", mail).rstrip("/")


def called(formula: str) -> str:
    """Return the address that a formula begins to lead to; "" for another formula, or one that takes it from a cell.

    Examples
    --------
    >>> called('HYPERLINK("https://a.uk","Plan")'), called("of:=HYPERLINK([.A1])"), called("SUM(A1:A3)")
    ('https://a.uk', '', '')
    """
    found = _CALL.match(formula)
    return found[1] if found else ""


def called_in_tokens(tokens: bytes, *, wide: bool) -> str:
    r"""Return the address that a formula, given as its tokens, begins to lead to; "" as in `called`.

    Parameters
    ----------
    tokens
        The formula: what is called stands behind what it is called with.
    wide
        Whether its texts are those of an .xlsb workbook, in two bytes a letter; those of .xls say it themselves.

    Examples
    --------
    >>> called_in_tokens(b"\x17\x06\x00a://bc" + b"\x42\x01\x67\x01", wide=False)
    'a://bc'
    """
    begin = 0
    while tokens[begin : begin + 1] == bytes([_SPACE]):
        begin += 4
    if len(tokens) < begin + 7 or tokens[begin] != _TEXT or tokens[-4] not in _WITH:
        return ""
    if struct.unpack("<H", tokens[-2:])[0] != _HYPERLINK:
        return ""
    size = struct.unpack_from("<H", tokens, begin + 1)[0] if wide else tokens[begin + 1]
    if wide or tokens[begin + 2] & 1:
        return tokens[begin + 3 : begin + 3 + 2 * size].decode("utf-16-le", errors="replace")
    return tokens[begin + 3 : begin + 3 + size].decode("latin-1")


def addresses_of(packed: zipfile.ZipFile, sheet: str) -> dict[str, str]:
    """Return the addresses outside a workbook that a sheet of it knows, by their ids.

    Parameters
    ----------
    sheet
        Path of the sheet's part, in small letters.
    """
    return {
        relation.get("Id", ""): relation.get("Target", "")
        for relation in relations_of(packed, sheet)
        if relation.get("Type", "").lower().endswith("/hyperlink")
    }


def link_in(attributes: str) -> tuple[Place, str] | None:
    """Return the first cell of a link of an .xlsx workbook and the id of its address; None if it stays inside."""
    place, relation = _REF.search(attributes), _ID.search(attributes)
    cell = REFERENCE.fullmatch(place[1]) if place else None
    if cell is None or relation is None:
        return None
    return (int(cell[2]) - 1, column_of(cell[1])), words_of(relation[1])


def link_in_record(body: bytes) -> tuple[Place, str] | None:
    """Return the first cell of a link of an .xls workbook and its address; None for one that stays inside."""
    if len(body) < 32:
        return None
    row, _, column, _ = struct.unpack_from("<4H", body)
    at = body.find(_URL, 24)
    if at >= 0 and len(body) >= at + 20:
        size = struct.unpack_from("<I", body, at + 16)[0]
        address = body[at + 20 : at + 20 + size].decode("utf-16-le", errors="replace").partition("\0")[0]
        return (row, column), address
    at = body.find(_FILE, 24)
    if at >= 0 and len(body) >= at + 22:
        size = struct.unpack_from("<I", body, at + 18)[0]
        return (row, column), body[at + 22 : at + 22 + size].decode("cp1252", errors="replace").partition("\0")[0]
    return None
