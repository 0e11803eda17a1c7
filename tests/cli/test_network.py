"""Networks from the command line: out to a file, in to a partnership, shown first."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from partnerlab.cli import main

HUB = """name: Hub
purpose: Meet
stage: building
partners:
  A: {name: Alpha}
  B: {name: Beta}
relationships:
  - {by: A, with: B, on: 2026-01-31, needed: 4, actual: 3}
"""


@pytest.fixture(autouse=True)
def hub(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    file = tmp_path / "hub.yaml"
    file.write_text(HUB, encoding="utf-8", newline="\n")
    (tmp_path / "in.csv").write_text("From,To,Weight\nBeta,Alpha,1\n", encoding="utf-8")
    return file


def call(*words: str, typed: str = "") -> tuple[int, str]:
    done = CliRunner().invoke(main, ["network", *words], input=typed)
    return done.exit_code, done.output


IN = ("in.csv", "--into", "hub.yaml", "--actual", "Weight", "--on", "2026-03-31", "--says", "source", "--scale", "0-5")


@pytest.mark.parametrize("ending", ["csv", "graphml", "gexf", "json"])
def test_what_goes_out_comes_back_as_nothing_new(ending: str) -> None:
    code, output = call("hub.yaml", "--to", f"ties.{ending}")
    assert (code, output.startswith(f"Written: ties.{ending}, 1 tie")) == (0, True)
    code, output = call(f"ties.{ending}", "--into", "hub.yaml", "--scale", "0-5", "--strongest", "high")
    assert code == 0
    assert "the partnership has it already.\nNothing would change." in output


def test_a_file_of_others_is_not_replaced_unasked(hub: Path) -> None:
    ties = hub.with_name("ties.csv")
    ties.write_text("mine\n", encoding="utf-8")
    assert call("hub.yaml", "--to", "ties.csv")[0] == 1
    assert ties.read_text(encoding="utf-8") == "mine\n"
    assert call("hub.yaml", "--to", "ties.csv", "--write")[0] == 0
    assert "holds the same already" in call("hub.yaml", "--to", "ties.csv")[1]


def test_what_comes_in_is_shown_first_and_can_be_taken_back(hub: Path) -> None:
    code, output = call(*IN, "--strongest", "low")
    assert (code, hub.read_text(encoding="utf-8")) == (0, HUB)
    assert "+  - {by: B, with: A, on: 2026-03-31, actual: 4}" in output
    assert "Nothing was written; add --write to write it." in output
    assert call(*IN, "--strongest", "low", "--write")[0] == 0
    assert hub.read_text(encoding="utf-8") == HUB + "  - {by: B, with: A, on: 2026-03-31, actual: 4}\n"
    assert CliRunner().invoke(main, ["undo", "hub.yaml", "--write"]).exit_code == 0
    assert hub.read_text(encoding="utf-8") == HUB


def test_somebody_at_a_terminal_is_asked_what_the_file_does_not_say(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("partnerlab.cli.terminal.is_somebody_there", lambda: True)
    code, output = call("in.csv", "--into", "hub.yaml", typed="Weight\n2026-03-31\nsource\n0-5\nhigh\n")
    assert code == 0
    assert "actual: 1}" in output


@pytest.mark.parametrize(
    ("words", "code", "says"),
    [
        (("hub.yaml",), 2, "give either --to (out) or --into (in)"),
        (("in.csv", "--into", "hub.yaml"), 2, "in.csv does not say:\n- which column holds the level"),
        ((*IN, "--strongest", "high", "--level", "1=2"), 2, "leave out --scale and --strongest"),
        ((*IN[:-2], "--level", "1=8"), 2, "leads to no level of the partnership"),
        ((*IN[:-1], "5"), 2, '"5" is not a scale'),
        ((*IN, "--strongest", "high", "--name", "Alpha"), 2, "names no pair"),
        (("hub.yaml", "--to", "ties.dot"), 3, "ends in none of"),
        (
            (
                "in.csv",
                "--into",
                "hub.yaml",
                "--actual",
                "Size",
                *IN[IN.index("--actual") + 2 :],
                "--strongest",
                "high",
            ),
            2,
            '"Size", which none of its ties says',
        ),
    ],
)
def test_what_is_missing_or_wrong_is_told(words: tuple[str, ...], code: int, says: str) -> None:
    found, output = call(*words)
    assert (found, says in output) == (code, True), output
