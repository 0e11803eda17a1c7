"""The browser at hand, Chromium or Edge, opened without a network: for paper and for checks."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from partnerlab.errors import RunError

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

NAMES = (
    *("chromium", "chromium-browser", "google-chrome", "google-chrome-stable"),
    *("microsoft-edge", "microsoft-edge-stable", "msedge"),
)
"""Programs that are looked for on the path, in this order."""
FOLDERS = ("PROGRAMFILES", "PROGRAMFILES(X86)", "LOCALAPPDATA")
"""Where Windows keeps programs that are not on the path."""
IN_FOLDERS = ("Microsoft/Edge/Application/msedge.exe", "Google/Chrome/Application/chrome.exe")
APPLICATIONS = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
)
PATIENCE = 120_000
"""Milliseconds that a busy machine may take to open a browser or a page."""
NO_BROWSER = "no Chromium, Chrome or Edge was found on this machine; install one, or open the HTML page and print it"
NO_PLAYWRIGHT = "the package playwright is not installed; `pip install partnerlab[pdf]` adds it"


def locate_browser() -> Path | None:
    """Find a browser of this machine; None when there is none.

    Examples
    --------
    >>> found = locate_browser()
    >>> found is None or found.exists()
    True
    """
    on_path = (shutil.which(name) for name in NAMES)
    in_folders = (Path(os.environ.get(folder, ""), place) for folder in FOLDERS for place in IN_FOLDERS)
    candidates = [*(Path(found) for found in on_path if found), *in_folders, *map(Path, APPLICATIONS)]
    return next((candidate for candidate in candidates if candidate.is_file()), None)


@contextmanager
def open_browser() -> Iterator[Browser]:
    """Open the browser at hand: the one that `locate_browser` finds.

    Raises
    ------
    RunError
        If there is no browser, or the package that drives it is not installed; the message says what to do.
    """
    try:
        from playwright.sync_api import sync_playwright  # noqa: PLC0415 - an optional dependency
    except ModuleNotFoundError as error:
        raise RunError(NO_PLAYWRIGHT) from error
    program = locate_browser()
    if program is None:
        raise RunError(NO_BROWSER)
    # Chromium refuses to start for root with its sandbox, as in a container; pages are opened without a network anyway.
    as_root = hasattr(os, "geteuid") and os.geteuid() == 0
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=str(program),
            args=["--no-sandbox"] if as_root else [],
            chromium_sandbox=not as_root,
            timeout=PATIENCE,
        )
        try:
            yield browser
        finally:
            browser.close()


def open_page(browser: Browser, file: Path, **look: object) -> Page:
    """Open a page of this machine with the network cut off, with a look as playwright's ``new_context`` takes it."""
    context = browser.new_context(**look)  # type: ignore[arg-type]  # handed on as it is
    context.route(lambda address: not address.startswith("file:"), lambda route: route.abort())
    context.set_default_timeout(PATIENCE)
    page = context.new_page()
    page.goto(file.resolve().as_uri())
    return page
