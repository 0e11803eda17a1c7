"""A partnership under another name, or out of the portfolio: shown first, and undone by the command that is told."""

from __future__ import annotations

import json
import shlex
from pathlib import Path

import pytest
from click.testing import CliRunner

from partnerlab.cli import main

HUB = "name: Hub\npurpose: Reach people\nstage: managing\nrisks: hub/risks.csv\n"
EACH = {"amber": 1, "name": "Hub", "overdue": None, "red": 2}


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    texts = {
        "parameters/hub.yaml": HUB,
        "parameters/hub/risks.csv": "id,title,on\nR1,Flood,2026-01-05\n",
        "outputs/hub/summary.html": "page",
        "outputs/hub/own.txt": "a person's own",
        "outputs/hub/run.json": json.dumps(
            {"schema": 1, "notebooks": {"00-summary": {"outcome": "done", "outputs": {"hub/summary.html": 4}}}}
        ),
        "outputs/05-portfolio/history.json": json.dumps({"schema": 1, "boards": [board()]}),
    }
    for name, text in texts.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8", newline="\n")
    return tmp_path


def board() -> dict[str, object]:
    counts = dict.fromkeys(("partnerships", "with_red", "red", "amber", "unknown", "green"), 1)
    return {"on": "2026-06-30", **counts, "actions_overdue": None, "exposure_mean": None, "each": {"hub": EACH}}


def files(place: Path) -> dict[str, str]:
    found = (path for path in place.rglob("*") if path.is_file() and ".history" not in path.parts)
    return {path.relative_to(place).as_posix(): path.read_text("utf-8") for path in found}


def call(*words: str) -> tuple[int, str]:
    done = CliRunner().invoke(main, words)
    return done.exit_code, done.output


def way_back(output: str) -> list[str]:
    return shlex.split(output.rpartition("To undo this: partnerlab ")[2])


def test_a_partnership_is_renamed_with_all_that_bears_its_name_and_back(place: Path) -> None:
    before = files(place)
    code, output = call("rename", "hub", "Port Café's Hub")
    assert (code, files(place)) == (0, before)
    assert "+name: Port Café's Hub" in output
    assert "add --write" in output
    code, output = call("rename", "hub", "Port Café's Hub", "--write")
    after = files(place)
    assert code == 0
    assert after["parameters/port-cafe-s-hub.yaml"] == HUB.replace("hub/", "port-cafe-s-hub/").replace(
        "name: Hub", "name: Port Café's Hub"
    )
    assert "parameters/port-cafe-s-hub/risks.csv" in after
    assert [name for name in after if "/hub" in name] == ["outputs/hub/own.txt"]
    (kept,) = json.loads(after["outputs/05-portfolio/history.json"])["boards"]
    assert kept["each"] == {"port-cafe-s-hub": {key: value for key, value in EACH.items() if value is not None}} | {
        "port-cafe-s-hub": EACH
    }
    assert call(*way_back(output))[0] == 0
    back = files(place)
    assert {name: back[name] for name in before if name.startswith("parameters")} == {
        name: text for name, text in before.items() if name.startswith("parameters")
    }


def test_only_the_name_changes_where_the_file_is_to_keep_its_own(place: Path) -> None:
    assert call("rename", "hub", "Port", "--as", "hub", "--write")[0] == 0
    after = files(place)
    assert after["parameters/hub.yaml"] == HUB.replace("name: Hub", "name: Port")
    assert after["outputs/hub/summary.html"] == "page"


@pytest.mark.parametrize(("words", "why"), [(("??",), "holds no letters"), (("Port", "--as", "con"), "Windows keeps")])
def test_a_name_that_no_file_can_have_is_refused(place: Path, words: tuple[str, ...], why: str) -> None:
    before = files(place)
    code, output = call("rename", "hub", *words, "--write")
    assert (code, why in output, files(place)) == (2, True, before)


def test_a_partnership_is_archived_with_its_pages_and_brought_back(place: Path) -> None:
    before = files(place)
    code, output = call("archive", "hub")
    assert (code, files(place)) == (0, before)
    code, output = call("archive", "hub", "--write")
    kept = {"parameters/hub": "archive/hub", "outputs/hub/": "archive/pages/hub/"}
    expected = {}
    for name, text in before.items():
        old = next((old for old in kept if name.startswith(old)), "")
        expected[name.replace(old, kept[old], 1) if old else name] = text
    assert (code, files(place)) == (0, expected)
    assert call("check", "archive/hub.yaml")[0] == 0
    assert "moved from parameters/hub.yaml to archive/hub.yaml" in call("log", "archive/hub.yaml")[1]
    assert call(*way_back(output))[0] == 0
    assert files(place) == before


@pytest.mark.parametrize(("words", "why"), [(("hub", "--back"), "is not archived")])
def test_what_is_not_archived_is_not_brought_back(place: Path, words: tuple[str, ...], why: str) -> None:
    code, output = call("archive", *words, "--write")
    assert (code, why in output) == (2, True)
