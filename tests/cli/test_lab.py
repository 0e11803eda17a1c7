"""What `partnerlab lab` opens, and what it says where there is nothing to open."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from partnerlab.cli import main

ROOT = Path(__file__).parents[2]


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> list[Any]:
    """A working place that is the current folder; what would be opened is noted."""
    found: list[Any] = []
    monkeypatch.setattr(
        "partnerlab.runner.lab.open_lab", lambda lab, _: found.append(replace(lab, notebook=lab.notebook()))
    )
    for name in ("notebooks", "parameters"):
        shutil.copytree(ROOT / name, tmp_path / name, ignore=shutil.ignore_patterns(".*"))
    monkeypatch.chdir(tmp_path)
    return found


def call(*words: str) -> tuple[int, str]:
    done = CliRunner().invoke(main, ["lab", *words])
    return done.exit_code, done.output


def test_a_partnership_is_named_as_its_file_or_in_short(opened):
    for name in ("harbour-regeneration", "parameters/harbour-regeneration.yaml"):
        code, output = call(name)
        assert code == 0, output
        assert opened[-1].parameters == {"partnership_file": "../parameters/harbour-regeneration.yaml", "as_at": ""}
    assert "for parameters/harbour-regeneration.yaml" in output


@pytest.mark.parametrize(
    ("partnership", "notebook"),
    [("northern-food-network", "01-scoping"), ("riverside-support-hub", "03-risk-allocation")],
)
def test_the_notebook_is_that_of_the_stage(opened, partnership, notebook):
    call(partnership)
    assert opened[0].notebook == Path("notebooks", f"{notebook}.ipynb")


def test_another_notebook_may_be_asked_for(opened):
    for name in ("4", "04", "evaluation"):
        call("--notebook", name, "--no-browser")
        assert (opened[-1].notebook.name, opened[-1].browser) == ("04-evaluation.ipynb", False)


def test_options_after_the_dashes_go_to_jupyterlab(opened):
    call("harbour-regeneration", "--", "--ServerApp.ip=127.0.0.1")
    assert tuple(opened[0].options) == ("--ServerApp.ip=127.0.0.1",)


def test_a_faulty_file_is_opened_too_since_the_notebook_tells_its_faults(opened):
    Path("parameters/bad.yaml").write_text("name: Bad\n", encoding="utf-8")
    assert call("bad")[0] == 0
    assert opened[0].notebook.name == "01-scoping.ipynb"


def test_what_is_not_there_is_told_with_what_is(opened):
    assert "did you mean parameters/harbour-regeneration.yaml?" in call("harbor-regeneration")[1]
    assert "01-scoping, 02-mapping" in call("--notebook", "budget")[1]
    shutil.rmtree("notebooks")
    assert "`partnerlab new` lays out a working place" in call()[1]
    shutil.rmtree("parameters")
    assert "`partnerlab new` lays out samples" in call()[1]
    assert opened == []
