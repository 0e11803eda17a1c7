"""The style of a page as one text, and the policy that forbids everything else."""

from __future__ import annotations

import base64
import re
from collections.abc import Mapping
from hashlib import sha256

from partnerlab.page.parts import read_text
from partnerlab.page.theme import Theme

_FILES = ("style.css", "pieces.css", "print.css")
_LIVE = "live.css"
_FINDER = "finder.css"


def write_style(
    theme: Theme, *, marking: str = "", running_title: str = "", live: bool = False, finds: bool = False
) -> str:
    """Write the style of a page.

    Parameters
    ----------
    marking
        Protective marking at head and foot of every printed page; empty for none.
    running_title
        What stands at the head of every printed page.
    live, finds
        Whether its charts answer to a pointer, and whether it holds a table that can be searched.

    Examples
    --------
    >>> from partnerlab.page.theme import default_theme
    >>> "</style" in write_style(default_theme(), marking="</style>")
    False
    """
    more = [file for file, wanted in ((_LIVE, live), (_FINDER, finds)) if wanted]
    sheets = "\n".join(shorten(read_text(file)) for file in (*_FILES, *more))
    return (
        f":root{{{declare(theme.light)}}}\n"
        f"@media screen and (prefers-color-scheme:dark){{:root{{{declare(theme.dark)}}}}}\n"
        f"{sheets}\n{_page_boxes(marking, running_title)}\n"
    )


def write_policy(style: str, scripts: tuple[str, ...] = ()) -> str:
    """Write the content-security policy of a page: no request, and no style or script but these to the letter.

    Examples
    --------
    >>> write_policy("")
    "default-src 'none'; style-src 'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='; img-src data:; \
base-uri 'none'; form-action 'none'"
    """
    allowed = f"; script-src {' '.join(map(write_source, scripts))}" if scripts else ""
    own = write_source(style)
    return f"default-src 'none'; style-src {own}{allowed}; img-src data:; base-uri 'none'; form-action 'none'"


def quote_for_style(text: str) -> str:
    r"""Write a text as a string of a style sheet, letter by letter where it is not plain.

    Examples
    --------
    >>> print(quote_for_style('OFFICIAL "A"'))
    "OFFICIAL \22 A\22 "
    """
    return '"' + "".join(letter if re.match(r"[\w .,:-]", letter) else f"\\{ord(letter):x} " for letter in text) + '"'


def write_source(text: str) -> str:
    """Name a style or a script by its hash, as a content-security policy allows it.

    Examples
    --------
    >>> write_source("")
    "'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='"
    """
    return f"'sha256-{base64.b64encode(sha256(text.encode()).digest()).decode('ascii')}'"


def declare(colours: Mapping[str, str]) -> str:
    """Write colours by purpose as a style sheet declares them.

    Examples
    --------
    >>> declare({"ink": "#16212b"})
    '--pl-ink:#16212b'
    """
    return ";".join(f"--pl-{purpose}:{colour}" for purpose, colour in colours.items())


def shorten(sheet: str) -> str:
    """Write a style sheet without remarks and without spaces that mean nothing."""
    without_remarks = re.sub(r"/\*.*?\*/", "", sheet, flags=re.DOTALL)
    closed_up = re.sub(r"(?<=[{};:,])\s+|\s+(?=[{}])", "", without_remarks)
    return re.sub(r"\s*\n\s*", "\n", closed_up).strip()


def _page_boxes(marking: str, running_title: str) -> str:
    look = "font:9pt Arial,sans-serif;color:#4a5763"
    marked = f"@top-center{{content:{quote_for_style(marking)};font:bold 10pt Arial,sans-serif}}" if marking else ""
    footed = marked.replace("@top", "@bottom")
    return (
        f"@page{{size:A4;margin:20mm 16mm 18mm;@top-left{{content:{quote_for_style(running_title)};{look}}}{marked}"
        f'{footed}@bottom-right{{content:"Page " counter(page) " of " counter(pages);{look}}}}}'
    )
