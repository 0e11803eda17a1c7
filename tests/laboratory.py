"""JupyterLab started as a person starts it, for tests and for pictures."""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
PATIENCE = 120
"""Seconds that a busy machine may take."""
READY = "document.querySelectorAll('.pl-figure').length > 8 && document.querySelector('.pl-panel')"
"""What holds when a notebook has run."""
HERE = re.compile(r"(https?|wss?)://(127\.0\.0\.1|localhost):|data:|blob:")
"""How addresses of this machine begin."""
PORTS_APART = 100
"""How far from one another the ports begin of tests that run at once."""
IN_TERMINAL = (
    "import fcntl, os, sys, termios; fcntl.ioctl(0, termios.TIOCSCTTY, 0); os.execv(sys.argv[1], sys.argv[1:])"
)
"""Takes the terminal that it reads as its own, so that Ctrl-C there reaches it, and becomes what it is told to run."""


def start_lab(place: Path, *words: str, terminal: int | None = None) -> tuple[subprocess.Popen[bytes], str]:
    """Start `partnerlab lab` in a working place; return its process and the address that it tells.

    Parameters
    ----------
    terminal
        The terminal that it runs in; None for none.
    """
    as_root = ["--allow-root"] if hasattr(os, "geteuid") and os.geteuid() == 0 else []
    # Of two servers that begin in the same hundredth of a second, Jupyter gives both the same port, and one ends.
    port = f"--port={8888 + PORTS_APART * int(os.environ.get('PYTEST_XDIST_WORKER', 'gw0').removeprefix('gw'))}"
    command = [sys.executable, "-m", "partnerlab.cli", "lab", *words, "--no-browser", port, "--", *as_root]
    if terminal is not None:
        command = [sys.executable, "-c", IN_TERMINAL, *command]
    return start_server(place, command, r"http://127\.0\.0\.1:\d+/lab\?token=\w+", terminal=terminal)


def start_server(
    place: Path, command: Sequence[str], told: str, *, terminal: int | None = None
) -> tuple[subprocess.Popen[bytes], str]:
    """Start a server of notebooks in a working place; return its process and the address that it tells.

    Parameters
    ----------
    told
        The address, as a regular expression.
    terminal
        The terminal that it reads; None to read none of its own.
    """
    log = place / "lab.log"
    with log.open("wb") as out:
        process = subprocess.Popen(
            command,
            cwd=place,
            stdin=terminal,
            stdout=out,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
    for _ in range(PATIENCE * 10):
        found = re.search(told, log.read_text(errors="replace"))
        if found:
            return process, found[0]
        if process.poll() is not None:
            break
        time.sleep(0.1)
    raise AssertionError(log.read_text(errors="replace"))


def stop_lab(process: subprocess.Popen[bytes]) -> None:
    """Stop it as a person does, with Ctrl-C; what a shell runs in the background never hears that."""
    deaf = signal.getsignal(signal.SIGINT) is signal.SIG_IGN
    os.kill(process.pid, signal.SIGTERM if deaf else signal.SIGINT)
    process.wait(PATIENCE)


@dataclass
class Session:
    """A server of notebooks on a working place, and a browser that has one of them open."""

    place: Path
    process: subprocess.Popen[bytes]
    page: Any
    asked: list[str] = field(default_factory=list)
    said: list[str] = field(default_factory=list)

    @classmethod
    def begin(cls, browser: Any, place: Path, process: subprocess.Popen[bytes]) -> Session:
        """Open an empty page that takes note of what it asks for and complains of."""
        permissions = ["clipboard-read"]
        return cls.of(
            place, process, browser.new_context(viewport={"width": 1500, "height": 1100}, permissions=permissions)
        )

    @classmethod
    def of(cls, place: Path, process: subprocess.Popen[bytes], context: Any) -> Session:
        """Open an empty page, as `begin` does, in a window that is there."""
        page = context.new_page()
        page.set_default_timeout(PATIENCE * 1000)
        session = cls(place, process, page)
        page.on("request", lambda request: session.asked.append(request.url))
        page.on("console", lambda message: message.type == "error" and session.said.append(message.text))
        page.on("pageerror", lambda error: session.said.append(str(error)))
        return session

    def outside(self) -> list[str]:
        """Return what was asked of other machines."""
        return [url for url in self.asked if not HERE.match(url)]

    @property
    def panel(self) -> Any:
        return self.page.locator(".pl-panel")

    @property
    def words(self) -> str:
        return str(self.panel.locator(".pl-said").inner_text())

    def choose(self, name: str, value: str) -> None:
        self.panel.get_by_role("combobox", name=name, exact=True).select_option(value)

    def press(self, name: str) -> None:
        self.panel.get_by_role("button", name=name, exact=True).click()

    def edit(self, table: str) -> None:
        if not self.panel.locator("details.pl-edit[open]").count():
            self.panel.locator("summary", has_text="Edit the record").press("Enter")
        self.choose("Table", table)
        self.panel.locator(f'[aria-label="Rows of {table}"]').wait_for()

    def until(self, script: str) -> None:
        # Ten times a second: left to itself it asks with every frame, and so has the browser draw without an end.
        self.page.wait_for_function(script, timeout=PATIENCE * 1000, polling=100)

    def until_said(self, words: str) -> None:
        self.until(f"document.querySelector('.pl-said')?.textContent.includes({json.dumps(words)})")


@contextmanager
def opened_lab(
    browser: Any, place: Path, *words: str, until: str = READY, prepare: Callable[[], object] = lambda: None
) -> Iterator[Session]:
    """Open `partnerlab lab` on copies of the samples in a browser, once something holds, and stop it in the end.

    Parameters
    ----------
    prepare
        What is done with the copies before it is started.
    """
    for name in ("notebooks", "parameters"):
        shutil.copytree(ROOT / name, place / name, ignore=shutil.ignore_patterns(".*"))
    prepare()
    process, address = start_lab(place, *words)
    try:
        session = Session.begin(browser, place, process)
        session.page.goto(address)
        session.until(until)
        yield session
        session.page.context.close()
    finally:
        stop_lab(process)
