"""Finished pages checked the way our tests check them: offline, safe, accessible, whole, small."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Literal, TypedDict

from partnerlab.errors import Fault, RunError
from partnerlab.page.audit.accessibility import find_violations
from partnerlab.page.audit.browser import open_browser, open_page
from partnerlab.page.audit.structure import find_faults
from partnerlab.page.finder import REGISTER
from partnerlab.page.specifications import CARRIER

if TYPE_CHECKING:
    from playwright.sync_api import Browser


class Look(TypedDict):
    """How a page is looked at: light or dark, in the reader's own colours or the page's, how wide."""

    color_scheme: Literal["light", "dark"]
    forced_colors: Literal["active", "none"]
    width: int


LARGEST = 400_000
"""Bytes that the page of a large partnership may have; a typical one, and most large ones, stay below 300,000."""
LIVE = 1_300_000
"""Bytes that an interactive page may have beyond that: Vega, and the specification of each chart."""
SEARCHED = 1_600_000
"""Bytes that a page may have beyond that when it lists all partnerships in one place, to be searched there."""
LOOKS: tuple[Look, ...] = (
    {"color_scheme": "light", "forced_colors": "none", "width": 1280},
    {"color_scheme": "dark", "forced_colors": "none", "width": 320},
    {"color_scheme": "light", "forced_colors": "active", "width": 1280},
)
"""How pages are looked at: light and wide, dark and narrow, in the reader's own colours."""


@dataclass(frozen=True)
class Audit:
    """What an audit of pages found."""

    pages: tuple[str, ...]
    """Pages that were checked, by name under the folder."""
    faults: tuple[Fault, ...]
    """What is wrong with them."""
    browser: str
    """How far a browser took part: a sentence for the person who asked."""


def audit_pages(outputs: Path, *, largest: int = LARGEST, with_browser: bool = True) -> Audit:
    """Check every page under a folder, or one page.

    Parameters
    ----------
    outputs
        Folder of finished pages, or one HTML file.
    largest
        Most bytes that a page may have; an interactive one may have `LIVE` more.
    with_browser
        Whether to let axe-core check the pages too when a browser is at hand.

    Raises
    ------
    RunError
        If there is no page to check.
    """
    folder = outputs if outputs.is_dir() else outputs.parent
    files = sorted(outputs.rglob("*.html")) if outputs.is_dir() else [outputs]
    if not files or not all(file.is_file() for file in files):
        raise RunError(f"there is no page to check in {outputs.name or 'this folder'}; `partnerlab run` makes some")
    names = {file: file.relative_to(folder).as_posix() for file in files}
    faults = [fault for file, name in names.items() for fault in _check_file(file, name, largest)]
    said = "The accessibility rules that need a browser were not checked."
    if with_browser:
        try:
            with open_browser() as browser:
                faults += _check_in_browser(browser, names.items())
            said = f"Checked in a browser too: {len(LOOKS)} looks of each page, without a network."
        except RunError as error:
            said = f"{said} Reason: {error}."
    return Audit(tuple(names.values()), tuple(sorted(set(faults))), said)


def _check_file(file: Path, name: str, largest: int) -> list[Fault]:
    content = file.read_bytes()
    try:
        html = content.decode("utf-8")
    except UnicodeDecodeError:
        return [Fault(name, 0, "is not UTF-8; make it again with `partnerlab run`")]
    faults = [Fault(name, line, message) for line, message in find_faults(html, file.parent)]
    most = largest + (LIVE if f'class="{CARRIER}"' in html else 0) + (SEARCHED if f'class="{REGISTER}"' in html else 0)
    if len(content) > most:
        message = f"has {len(content):,} bytes; at most {most:,}, so aggregate its charts or shorten its tables"
        faults.append(Fault(name, 0, message))
    return faults


def _check_in_browser(browser: Browser, names: Iterable[tuple[Path, str]]) -> list[Fault]:
    faults = []
    for file, name in names:
        page = open_page(browser, file)
        for look in LOOKS:
            page.emulate_media(color_scheme=look["color_scheme"], forced_colors=look["forced_colors"])
            page.set_viewport_size({"width": look["width"], "height": 800})
            faults += [Fault(name, 0, str(violation)) for violation in find_violations(page)]
        page.context.close()
    return faults
