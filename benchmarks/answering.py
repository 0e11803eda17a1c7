"""How soon a command answers, beside a bare Python and the import of pandas: ``python benchmarks/answering.py``.

Prints processor time (user and system) and ratios, measured side by side in one run; asserts nothing about them.
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
SAMPLE = "parameters/riverside-support-hub.yaml"
YARDSTICK = "python -c 'import pandas'"
PARTNERLAB = ("-m", "partnerlab.cli")
COMMANDS = {
    "python -c pass": ("-c", "pass"),
    YARDSTICK: ("-c", "import pandas"),
    "partnerlab --help": (*PARTNERLAB, "--help"),
    "partnerlab rules MA704": (*PARTNERLAB, "rules", "MA704"),
    "partnerlab schema": (*PARTNERLAB, "schema"),
    "partnerlab check, a first sketch": (*PARTNERLAB, "check", "parameters/northern-food-network.yaml"),
    "partnerlab check, a full file": (*PARTNERLAB, "check", SAMPLE),
}
"""What is measured, and the arguments of Python that do it."""


def measure(arguments: tuple[str, ...]) -> float:
    """Processor seconds that a command takes; its own children are counted too.

    What Python compiles is kept, as it is where a package was installed, whatever the environment says.
    """
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    options: dict[str, Any] = {"cwd": ROOT, "stdout": subprocess.DEVNULL, "env": environment}
    try:
        import resource  # not on Windows, where the clock on the wall has to do
    except ImportError:
        began = time.perf_counter()
        subprocess.run([sys.executable, *arguments], check=True, **options)
        return time.perf_counter() - began
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run([sys.executable, *arguments], check=True, **options)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def main() -> None:
    """Run each command once for nothing, then all in turn, and print the middle of each."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=7, help="How often each is measured.")
    rounds = parser.parse_args().rounds
    for arguments in COMMANDS.values():
        measure(arguments)
    taken: dict[str, list[float]] = {name: [] for name in COMMANDS}
    for _ in range(rounds):
        for name, arguments in COMMANDS.items():
            taken[name].append(measure(arguments))
    yardstick = statistics.median(taken[YARDSTICK])
    print("| measured | processor time | times the import of pandas |\n| --- | --- | --- |")
    for name, seconds in taken.items():
        middle = statistics.median(seconds)
        print(f"| `{name}` | {middle:.2f} s | {middle / yardstick:.2f} |")


if __name__ == "__main__":
    main()
