"""JupyterLab started as a person starts it, for tests and for pictures."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

PATIENCE = 120
"""Seconds that a busy machine may take."""


def start_lab(place: Path, *words: str) -> tuple[subprocess.Popen[bytes], str]:
    """Start `partnerlab lab` in a working place; return its process and the address that it tells."""
    as_root = hasattr(os, "geteuid") and os.geteuid() == 0
    command = [sys.executable, "-m", "partnerlab.cli", "lab", *words, "--no-browser"]
    log = place / "lab.log"
    with log.open("wb") as out:
        process = subprocess.Popen(
            [*command, "--", *(["--allow-root"] if as_root else [])],
            cwd=place,
            stdout=out,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
    for _ in range(PATIENCE * 10):
        found = re.search(r"http://127\.0\.0\.1:\d+/lab\?token=\w+", log.read_text(errors="replace"))
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
