"""The commands of `docs/registers.md` run as they stand there, on registers that differ, this quarter and the next."""

from __future__ import annotations

from pathlib import Path

import pytest

from partnerlab import read_partnership
from registers import PARTNERSHIP, another_order, merged_by_partner, two_header_rows
from samples import ROOT
from walked import follow, steps

PAGE = (ROOT / "docs" / "registers.md").read_text(encoding="utf-8")
REGISTERS = {"headings": two_header_rows, "words": another_order, "merged": merged_by_partner}


@pytest.fixture
def place(tmp_path: Path) -> Path:
    (tmp_path / "parameters").mkdir()
    for name, write in REGISTERS.items():
        write(tmp_path / f"{name}.xlsx")
        write(tmp_path / f"{name}-june.xlsx", next_quarter=True)
        (tmp_path / "parameters" / f"{name}.yaml").write_text(PARTNERSHIP, encoding="utf-8")
    return tmp_path


def test_the_commands_say_what_the_page_says(place: Path):
    follow(place, [(command.replace(" --review", ""), lines) for command, lines in steps(PAGE)])
    for name, risks in {"headings": 3, "words": 3, "merged": 4}.items():
        assert len(read_partnership(place / "parameters" / f"{name}.yaml").risks) == risks


@pytest.mark.slow
def test_the_next_quarter_is_reviewed_in_the_same_command(place: Path):
    follow(place, [step for step in steps(PAGE) if "parameters/words.yaml" in step[0]])
    review = (place / "outputs" / "words" / "03-risk-allocation.html").read_text(encoding="utf-8")
    assert "Ferry stops" in review
