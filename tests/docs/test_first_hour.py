"""The commands of `docs/first-hour.md` run as they stand there, and say what the page says they say."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest

from answered import SAMPLE, answer_file
from registers import first_hour
from samples import ROOT, run_partnerlab

PAGE = (ROOT / "docs" / "first-hour.md").read_text(encoding="utf-8")
Step = tuple[str, list[str]]
UNANSWERED = 2
"""Exit code of the one command that is shown to ask something."""


def steps() -> list[Step]:
    """Each command of the page, and the lines that it says follow; `…` stands for any."""
    found: list[Step] = []
    for block in re.findall(r"^ *```console\n(.*?)^ *```$", PAGE, re.MULTILINE | re.DOTALL):
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


@pytest.fixture
def place(tmp_path: Path) -> Path:
    first_hour(tmp_path / "register.xlsx")
    first_hour(tmp_path / "register-june.xlsx", next_quarter=True)
    answers = {"checklist_1": "partly", "checklist_4": "in place"}
    reply = answer_file(tmp_path, "PSNI", answers, on="2026-04-10")
    reply.write_text(reply.read_text(encoding="utf-8").replace(SAMPLE, "coastal-support-partnership"), encoding="utf-8")
    return tmp_path


def test_the_commands_say_what_the_page_says(place: Path):
    follow(place, [step for step in steps() if not step[0].startswith("partnerlab run")])


@pytest.mark.slow
def test_the_whole_hour_leads_to_a_page(place: Path):
    follow(place, steps())
    review = (place / "outputs" / "coastal-support-partnership" / "03-risk-allocation.html").read_text(encoding="utf-8")
    assert "Head of Community Planning" in review
    assert "Offices flood" in review


def test_the_page_has_a_picture_wherever_it_names_one():
    named = re.findall(r"!\[(.+?)\]\((.+?)\)", PAGE)
    assert len(named) == 5
    assert all(words and (ROOT / "docs" / file).is_file() for words, file in named)
