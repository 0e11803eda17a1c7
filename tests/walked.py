"""Commands of a page of the docs, run as they stand there; they say what the page says they say."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

from samples import run_partnerlab

Step = tuple[str, list[str]]
UNANSWERED = 2
"""Exit code of the one command that is shown to ask something."""


def steps(page: str) -> list[Step]:
    """Each command of the page, and the lines that it says follow; `…` stands for any."""
    found: list[Step] = []
    for block in re.findall(r"^ *```console\n(.*?)^ *```$", page, re.MULTILINE | re.DOTALL):
        for line in block.splitlines():
            command = line.strip().removeprefix("$ ")
            if line.strip().startswith("$ "):
                found.append((command, []))
            elif command and command != "…":
                found[-1][1].append(command)
    return found


def follow(place: Path, chosen: list[Step]) -> None:
    """Run commands in a folder and compare what they say with the page."""
    for command, lines in chosen:
        program, *arguments = shlex.split(command)
        assert program == "partnerlab"
        done = run_partnerlab(place, *arguments)
        said = [line.strip() for line in (done.stdout + done.stderr).splitlines()]
        assert done.returncode == (UNANSWERED if any("To be answered" in line for line in lines) else 0), said
        at = 0
        for line in lines:
            like = re.compile(".*".join(map(re.escape, line.split("…"))))
            found = next((number for number in range(at, len(said)) if like.fullmatch(said[number])), None)
            assert found is not None, f"{command}: {line} is not in\n" + "\n".join(said[at:])
            at = found + 1
