"""The commands of `docs/first-hour.md` run as they stand there, and say what the page says they say."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from answered import SAMPLE, answer_file
from registers import first_hour
from samples import ROOT
from walked import follow, steps

PAGE = (ROOT / "docs" / "first-hour.md").read_text(encoding="utf-8")


@pytest.fixture
def place(tmp_path: Path) -> Path:
    first_hour(tmp_path / "register.xlsx")
    first_hour(tmp_path / "register-june.xlsx", next_quarter=True)
    answers = {"checklist_1": "partly", "checklist_4": "in place"}
    reply = answer_file(tmp_path, "PSNI", answers, on="2026-04-10")
    reply.write_text(reply.read_text(encoding="utf-8").replace(SAMPLE, "coastal-support-partnership"), encoding="utf-8")
    return tmp_path


def test_the_commands_say_what_the_page_says(place: Path):
    follow(place, [step for step in steps(PAGE) if not step[0].startswith("partnerlab run")])


@pytest.mark.slow
def test_the_whole_hour_leads_to_a_page(place: Path):
    follow(place, steps(PAGE))
    review = (place / "outputs" / "coastal-support-partnership" / "03-risk-allocation.html").read_text(encoding="utf-8")
    assert "Head of Community Planning" in review
    assert "Offices flood" in review


def test_the_page_has_a_picture_wherever_it_names_one():
    named = re.findall(r"!\[(.+?)\]\((.+?)\)", PAGE)
    assert len(named) == 5
    assert all(words and (ROOT / "docs" / file).is_file() for words, file in named)
