"""The portfolio's history, kept by real runs of the real notebooks wherever the outputs are."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from partnerlab.cli import main
from samples import ROOT
from workplaces import Workplace

upath = pytest.importorskip("upath", reason="needs the extra `remote`")
pytestmark = pytest.mark.slow

BOARDS = ("2026-03-31", "2026-06-30")
"""The newest day in the data at each of two boards."""


def write(folder: Any, board: str, *partners: str) -> None:
    """Write one partnership's file as it stands at a board."""
    named = "".join(f"  P{number}: {{name: {name}}}\n" for number, name in enumerate(partners))
    risk = f"risks: {{R1: {{title: Flood, on: {board}}}}}\n"
    (folder / "hub.yaml").write_text(
        f"name: Hub\npurpose: Reach people early\nstage: managing\npartners:\n{named}{risk}", encoding="utf-8"
    )


def run(*arguments: str) -> Any:
    done = CliRunner().invoke(main, ["run", "--only", "01", "--only", "05", *arguments])
    assert done.exit_code == 0, done.stderr
    return done


def found(place: Any) -> dict[str, bytes]:
    """Name to content of what the portfolio left."""
    return {path.name: path.read_bytes() for path in (place / "05-portfolio").iterdir()}


def test_boards_add_up_at_an_address_as_they_do_here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shutil.copytree(ROOT / "notebooks", tmp_path / "notebooks")
    monkeypatch.chdir(tmp_path)
    far = upath.UPath("memory://boards")
    for folder in (tmp_path / "parameters", far / "parameters"):
        folder.mkdir(parents=True)
    for board, partners in zip(BOARDS, (("Alpha", "Beta"), ("Alpha", "Gamma")), strict=True):
        write(tmp_path / "parameters", board, *partners)
        write(far / "parameters", board, *partners)
        run()
        run("memory://boards/parameters", "-o", "memory://boards/outputs")
        here, there = found(tmp_path / "outputs"), found(far / "outputs")
        assert there == here
        assert ("organisation-beta.html" in there) is (board == BOARDS[0])
    assert [row["on"] for row in json.loads(there["history.json"])["boards"]] == list(BOARDS)
    page = (far / "outputs" / "index.html").read_bytes()
    assert page == (tmp_path / "outputs" / "index.html").read_bytes()
    assert b"All partnerships at each board" in page
    again = run("memory://boards/parameters", "-o", "memory://boards/outputs")
    assert "0 done" in again.stderr
    assert Workplace(tmp_path).files()["05-portfolio/history.json"] == there["history.json"]
