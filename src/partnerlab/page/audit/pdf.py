"""Review pages on paper: PDF/UA-1, printed by the browser at hand."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from partnerlab.errors import RunError
from partnerlab.page.audit.browser import open_browser, open_page

if TYPE_CHECKING:
    from playwright.sync_api import Browser

NO_PIKEPDF = "the package pikepdf is not installed; `pip install partnerlab[pdf]` adds it"
_DATES = re.compile(rb"(/(?:CreationDate|ModDate) \()D:\d{14}([^)]*)(\))")
_NODE = re.compile(rb"(?<=\()node\d{8}(?=\))")
# Chromium leaves an empty cell out of its tags, and the row is then too short for PDF/UA.
_FILL_CELLS = """() => {
  for (const cell of document.querySelectorAll("td, th")) {
    if (!cell.textContent.trim() && !cell.querySelector("svg, img")) cell.append("\u00a0");
  }
}"""
_AS_AT = re.compile(r'<meta name="dcterms.temporal" content="(\d{4})-(\d{2})-(\d{2})">')


def write_pdfs(pages: Iterable[Path], *, write: Callable[[Path, bytes], object] = Path.write_bytes) -> list[Path]:
    """Print pages, each to a PDF beside it, by the browser at hand.

    Parameters
    ----------
    write
        Writes a file so that a reader of it finds all of it or the one before.

    Returns
    -------
    list of Path
        The PDF files; PDF/UA-1, with an outline, the same bytes for the same page and browser.

    Raises
    ------
    RunError
        If there is no browser; the message says what to do, and the pages stay as they are.
    """
    listed = list(pages)
    if not listed:
        return []
    make_accessible = _get_maker()
    with open_browser() as browser:
        return [_write_pdf(browser, page, write, make_accessible) for page in listed]


def _write_pdf(
    browser: Browser, page: Path, write: Callable[[Path, bytes], object], make_accessible: Callable[[bytes, str], bytes]
) -> Path:
    opened = open_page(browser, page)
    opened.evaluate(_FILL_CELLS)
    content = opened.pdf(prefer_css_page_size=True, print_background=True, tagged=True, outline=True)
    opened.context.close()
    target = page.with_suffix(".pdf")
    html = page.read_text("utf-8")
    write(target, make_accessible(_number_anew(_set_date(content, html)), html))
    return target


def _get_maker() -> Callable[[bytes, str], bytes]:
    try:
        from partnerlab.page.audit.tagged_pdf import make_accessible  # noqa: PLC0415 - pikepdf is optional
    except ModuleNotFoundError as error:
        raise RunError(NO_PIKEPDF) from error
    return make_accessible


def _set_date(content: bytes, html: str) -> bytes:
    """Put the review's date in place of the moment of printing, so that the same page gives the same bytes."""
    as_at = _AS_AT.search(html)
    date = "".join(as_at.groups()) if as_at else "20000101"
    return _DATES.sub(lambda found: found[1] + f"D:{date}000000".encode() + found[2] + found[3], content)


def _number_anew(content: bytes) -> bytes:
    """Number the parts of a page from 1, in their order: a browser counts on from what it was busy with before."""
    names = {name: b"node%08d" % number for number, name in enumerate(sorted({*_NODE.findall(content)}), start=1)}
    return _NODE.sub(lambda found: names[found[0]], content)
