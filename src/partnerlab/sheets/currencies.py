"""What formats of numbers show beside the number: 1200 may be seen as €1,200, and 1.2 as 1.2m."""

from __future__ import annotations

import re
import zipfile

from partnerlab.sheets.tags import pieces_of, tag_pattern, words_of

POUNDS = frozenset({"£", "GBP"})
"""What stands for pounds in a format."""

_FORMATS = tag_pattern("numFmts numFmt cellXfs xf", "numFmts cellXfs")
_NUMBER = re.compile(r"\snumFmtId\s*=\s*[\"'](\d{1,9})[\"']")
_CODE = re.compile(r"\sformatCode\s*=\s*(?:\"([^\"]*)\"|'([^']*)')")
_NAMED = re.compile(r"\[\$([^\]-]*)[^\]]*\]")
_UNIT = re.compile(r"[0#?](?:\\ |_.|\s)*(?:\"\s*(k|m|mn|bn|thousand|million|billion)\s*\"|\\([km]))", re.IGNORECASE)
LONGEST = 255
"""Characters of a format of numbers that are looked at: so many has the longest that Excel takes."""
_SIGN = re.compile(r"[$€¥₹]|\b(?:EUR|USD|CHF|JPY)\b")


def foreign_styles(packed: zipfile.ZipFile) -> dict[int, str]:
    """Return the numbers of the styles whose format shows another currency than pounds or a unit, and how."""
    part = next((part for part in packed.infolist() if part.filename.lower() == "xl/styles.xml"), None)
    if part is None:
        return {}
    formats: dict[str, str] = {}
    found: dict[int, str] = {}
    within, style = "", -1
    for piece in pieces_of(packed, part):
        for tag in _FORMATS.finditer(piece):
            name, rest = tag.groups()
            number = _NUMBER.search(rest)
            if name in {"numFmts", "cellXfs"} or name.startswith("/"):
                within = "" if name.startswith("/") else name
            elif name == "numFmt" and number is not None and (code := _CODE.search(rest)) is not None:
                formats[number[1]] = seen_as(words_of(code[1] or code[2] or ""))
            elif name == "xf" and within == "cellXfs":
                style += 1
                if number is not None and (shown := formats.get(number[1])):
                    found[style] = shown
    return found


def seen_as(code: str) -> str:
    r"""Return how a number is seen where its format shows another currency than pounds or a unit; "" where neither.

    A unit that the format itself divides by is none: 1,200,000 seen as 1.2m is 1,200,000.

    Examples
    --------
    >>> [seen_as(code) for code in ('[$€-2] #,##0', '£0.0"m"', '0.0,,"m"', '$#,##0\\k', "0%")]
    ['€ {}', '{}m', '', '$ {}k', '']
    """
    code = code[:LONGEST]
    currency, unit = currency_of(code), _UNIT.search(code.partition(";")[0])
    said = (unit[1] or unit[2]).strip().lower() if unit is not None else ""
    return f"{currency} {{}}{said}".strip() if currency or said else ""


def currency_of(code: str) -> str:
    """Return another currency than pounds that a format of numbers shows; "" for pounds, or none.

    Examples
    --------
    >>> [currency_of(code) for code in ('[$€-2] #,##0', '"$"#,##0.00', '[$£-809]#,##0', '[$-F800]dd/mm/yyyy', '0.0')]
    ['€', '$', '', '', '']
    """
    named = [symbol.strip() for symbol in _NAMED.findall(code)]
    signs = _SIGN.findall(_NAMED.sub("", code))
    return next((symbol for symbol in [*named, *signs] if symbol and symbol not in POUNDS), "")
