"""How soon the first answer stands after ``partnerlab lab``: ``python benchmarks/opening.py [TIMES]``.

Starts the command on a copy of the samples, opens its address in Chromium, and waits until the answer in short is on
the screen. Prints when each step was reached, in seconds since the command, and how much processor time the server, the
kernels and the browser had spent by then. It asserts nothing: on a busy machine only processor time can be compared.
"""

from __future__ import annotations

import argparse
import os
import shutil
import statistics
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import psutil

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "tests"))

from laboratory import PATIENCE, start_lab, stop_lab  # noqa: E402 - after the path is set
from partnerlab.page.audit.browser import open_browser  # noqa: E402 - as above

STEPS = {
    "notebook": "document.querySelector('.jp-NotebookPanel .jp-Cell')",
    "kernel": "document.querySelector('.jp-InputPrompt')?.textContent.includes('*')"
    " || document.querySelector('.pl-panel, .pl-lead')",
    "controls": "document.querySelector('.pl-panel')",
    "answer": "document.querySelector('.pl-lead, pl-piece .pl-tally')",
    "all": "document.querySelectorAll('.jp-CodeCell').length > 5"
    " && ![...document.querySelectorAll('.jp-InputPrompt')].some(each => each.textContent.includes('*'))"
    " && [...document.querySelectorAll('.jp-CodeCell .jp-InputPrompt')].at(-1).textContent.match(/\\d/)",
}
"""What is on the screen when each step is reached."""


def time_opening(browser: Any, name: str, folder: Path) -> dict[str, float]:
    """Return when each step was reached, in seconds, and processor time by who spent it until the answer."""
    began = time.perf_counter()
    process, address = start_lab(folder, name)
    found = {"address": time.perf_counter() - began}
    context = browser.new_context(viewport={"width": 1400, "height": 1000})
    try:
        page = context.new_page()
        page.set_default_timeout(PATIENCE * 1000)
        page.goto(address, wait_until="commit")
        for step, script in STEPS.items():
            page.wait_for_function(script)
            found[step] = time.perf_counter() - began
            if step == "answer":
                found |= spend(process.pid)
    finally:
        context.close()
        stop_lab(process)
    return found


def spend(server: int) -> dict[str, float]:
    """Return processor time of the server and of all that it began, and of the browser, in seconds."""
    own = psutil.Process(server)
    others = [each for each in psutil.Process(os.getpid()).children(recursive=True) if "chrom" in each.name()]
    return {
        "server (processor)": _spent(own),
        "kernels (processor)": sum(map(_spent, own.children(recursive=True))),
        "browser (processor)": sum(map(_spent, others)),
    }


def _spent(process: psutil.Process) -> float:
    times = process.cpu_times()
    return float(times.user + times.system)


def main() -> None:
    """Open the samples a few times and print the middle of each step."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("times", nargs="?", type=int, default=3)
    parser.add_argument("--sample", default="riverside-support-hub")
    asked = parser.parse_args()
    rows = []
    for _ in range(asked.times):
        with TemporaryDirectory() as folder, open_browser() as browser:
            for part in ("notebooks", "parameters"):
                shutil.copytree(ROOT / part, Path(folder) / part, ignore=shutil.ignore_patterns(".*"))
            rows.append(time_opening(browser, asked.sample, Path(folder)))
    print("| step | middle | least | most |\n| --- | --- | --- | --- |")
    for step in rows[0]:
        seconds = [row[step] for row in rows]
        print(f"| {step} | {statistics.median(seconds):.1f} s | {min(seconds):.1f} s | {max(seconds):.1f} s |")


if __name__ == "__main__":
    main()
