"""What can be told of a page from its text alone: nothing runs, nothing loads, everything is named and in place."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote

from partnerlab.page.audit.elements import LANDMARKS, Elements, Found
from partnerlab.page.audit.policies import find_data_faults, find_policy_faults, find_style_faults
from partnerlab.page.audit.tokens import find_reading_faults
from partnerlab.page.finder import write_finder
from partnerlab.page.live import write_script
from partnerlab.page.markup import LANGUAGE

_MACHINE = re.compile(r"(?<![\w/.])(?:/(?:home|Users|root|tmp|var|private|mnt|srv|opt)/[\w.-]+/|[A-Za-z]:\\[\w.-]+\\)")


def find_faults(html: str, folder: Path | None = None) -> Iterator[Found]:
    """Find what is wrong with a page.

    Parameters
    ----------
    folder
        Where it lies, to check links to files beside it; None leaves these unchecked.

    Yields
    ------
    tuple of int and str
        Line, and what is wrong there with the way out.

    Examples
    --------
    >>> [message for _, message in find_faults("<p>")][:2]
    ['says not `<!doctype html>` first; add it', 'says no language; write `<html lang="en-GB">`']
    """
    page = Elements()
    yield from find_reading_faults(html)
    try:
        page.feed(html)
        page.close()
    except AssertionError:  # a declaration of which Python's parser makes nothing; it stands among the faults already
        return
    yield from _find_frame_faults(html, page)
    yield from page.faults
    yield from _find_running_faults(page)
    yield from _find_heading_faults(page)
    yield from _find_link_faults(page, folder)
    yield from _find_repeating_faults(page)
    yield from _find_trace_faults(html)


def _find_frame_faults(html: str, page: Elements) -> Iterator[Found]:
    if not html[:20].lower().startswith("<!doctype html>"):
        yield 1, "says not `<!doctype html>` first; add it"
    if not page.language:
        yield 1, 'says no language; write `<html lang="en-GB">`'
    elif not LANGUAGE.fullmatch(page.language):
        yield 1, f"says that its language is {page.language[:20]!r}; write such as `en-GB`"
    if page.charset.lower() != "utf-8" or "charset" not in html[:1024].lower():
        yield 1, 'says not at its beginning how it is encoded; write `<meta charset="utf-8">`'
    if "viewport" not in page.named:
        yield 1, "does not fit narrow screens; add a `meta` of the viewport"
    if not page.title.strip():
        yield 1, "has no title; windows and tabs look the same"
    for landmark in LANDMARKS:
        if not page.landmarks[landmark]:
            yield 1, f"has no `{landmark}`; a screen reader cannot jump to it"
    if page.landmarks["main"] > 1:
        yield 1, f"has {page.landmarks['main']} `main` parts; keep one"
    if not page.links or not page.links[0][1].startswith("#"):
        yield 1, "does not begin with a link to its text; add one that skips the head"


def _find_running_faults(page: Elements) -> Iterator[Found]:
    """A page may hold our two scripts, to the letter and once each, and its policy allows no other; data are none."""
    scripts = [script for _, script in page.scripts]
    yield from ((1, message) for message in find_policy_faults(page.policies, page.styles, scripts))
    for number, (line, script) in enumerate(page.scripts):
        if script in scripts[:number] or (script != write_finder() and script != write_script()):
            yield line, "has a `script` that is not the one of an interactive page; take it out, or make the page again"
    for style in page.styles:
        yield from ((1, message) for message in find_style_faults(style))
    for line, attributes, text in page.data:
        yield from ((line, message) for message in find_data_faults(attributes, text))


def _find_heading_faults(page: Elements) -> Iterator[Found]:
    tops = sum(level == 1 for _, level in page.headings)
    if tops != 1:
        yield 1, f"has {tops} headings of the first level; a page has one"
    before = 0
    for line, level in page.headings:
        if level > before + 1:
            yield line, f"a heading of level {level} follows one of level {before}; leave none out"
        before = level


def _find_link_faults(page: Elements, folder: Path | None) -> Iterator[Found]:
    for name, times in Counter(page.ids).items():
        if times > 1:
            yield 1, f"names {times} places {name!r}; a name is given once"
    known = set(page.ids)
    for line, name in page.referred:
        if name not in known:
            yield line, f"names {name!r} as a label, which is not on the page"
    for line, address in page.links:
        if address.startswith("#") and unquote(address[1:]) not in known:
            yield line, f"links to {address!r}, which is not on the page"
        elif folder is not None and not _is_there(address, folder):
            yield line, f"links to {address!r}, which is not there"


def _find_repeating_faults(page: Elements) -> Iterator[Found]:
    """What is repeated may not repeat in turn: ten steps of ten draw ten thousand million."""
    repeated = {address[1:] for _, address, _ in page.uses}
    for line, _, within in page.uses:
        if repeated & set(within):
            yield line, "repeats a drawing that repeats another; draw it in the page"


def _is_there(address: str, folder: Path) -> bool:
    if not address or re.match(r"[a-z][a-z0-9+.-]*:|#|//", address, re.IGNORECASE):
        return True
    return (folder / unquote(re.split(r"[#?]", address)[0])).exists()


def _find_trace_faults(html: str) -> Iterator[Found]:
    for number, line in enumerate(html.splitlines(), start=1):
        for found in _MACHINE.finditer(line):
            yield number, f"names a place on a machine: {found[0]!r}; make it again with `partnerlab run`"
