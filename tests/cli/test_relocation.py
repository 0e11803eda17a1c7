"""A partnership under another name, or out of the portfolio: shown first, and undone by the command that is told."""

from __future__ import annotations

import json
import os
import shlex
import shutil
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner

from partnerlab.cli import main
from partnerlab.live.draft import Draft
from partnerlab.partnership import read_partnership
from partnerlab.runner.outputs import hold

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


@pytest.mark.parametrize(
    ("words", "why"),
    [
        (("??",), "holds no letters"),
        (("Port", "--as", "con"), "Windows keeps"),
        (("Port", "--as", ".history"), "begins with a dot"),
        (("Port", "--as", "../port"), "no folder on Windows"),
        (("Organisations",), "organisations.yaml is the register of organisations"),
        (("Port", "--as", "parameters"), "copies of files that runs make"),
        (("Port", "--as", "05-portfolio"), "is the portfolio's"),
    ],
)
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


@pytest.mark.parametrize("other", ["port.yml", "PORT.yaml", "Port.YAML"])
def test_two_partnerships_never_have_names_that_runs_take_for_one(place: Path, other: str) -> None:
    """Runs refuse both, since each partnership's folder of reviews needs a name of its own."""
    (place / "parameters" / other).write_text("name: Port\npurpose: x\nstage: managing\n", encoding="utf-8")
    before = files(place)
    code, output = call("rename", "hub", "Port", "--write")
    assert (code, f"parameters/{other} is there already" in output) == (1, True)
    after = files(place)
    assert {name: after[name] for name in before if name.startswith("parameters")} == {
        name: text for name, text in before.items() if name.startswith("parameters")
    }


@pytest.mark.parametrize(
    ("name", "why"),
    [
        ("elsewhere/hub.yaml", "is not in parameters/"),
        ("parameters/organisations.yaml", "is the register of organisations"),
        ("parameters/pages.yaml", "is for the pages of all"),
    ],
)
def test_what_the_way_back_would_not_bring_back_is_not_archived(place: Path, name: str, why: str) -> None:
    (place / name).parent.mkdir(exist_ok=True)
    (place / name).write_text("name: Hub\npurpose: x\nstage: managing\n", encoding="utf-8")
    before = files(place)
    code, output = call("archive", name, "--write")
    assert (code, why in output, files(place)) == (2, True, before)


@pytest.mark.parametrize("words", [("rename", "hub", "Port"), ("archive", "hub")])
def test_while_a_run_holds_the_outputs_nothing_is_moved(place: Path, words: tuple[str, ...]) -> None:
    """A first run has left no pages yet, but has read the files."""
    shutil.rmtree(place / "outputs" / "hub")
    before = files(place)
    with hold(place / "outputs"):
        code, output = call(*words, "--write")
    assert (code, "is in use by process" in output, files(place)) == (1, True, before)


@pytest.mark.parametrize("words", [("rename", "hub", "Port"), ("archive", "hub")])
def test_what_is_typed_in_the_live_workbook_and_not_saved_is_not_left_behind(
    place: Path, words: tuple[str, ...]
) -> None:
    draft = Draft(place / "parameters" / "hub.yaml")
    draft.type("risks", draft.rows("risks")[0].key, "title", "Fire")
    draft.keep()
    before = files(place)
    code, output = call(*words, "--write")
    assert (code, "typed in the live workbook and not saved" in output, files(place)) == (1, True, before)


def test_what_was_changed_before_can_be_undone_once_the_old_name_is_there_again(place: Path) -> None:
    assert call("set", "hub", "purpose", "Another", "--write")[0] == 0
    output = call("rename", "hub", "Port", "--write")[1]
    assert "name: set to Port, was Hub" in call("log", "port")[1]
    assert call(*way_back(output))[0] == 0
    assert call("undo", "hub", "--write")[0] == 0
    assert (place / "parameters/hub.yaml").read_text("utf-8") == HUB


def test_an_archived_one_is_renamed_with_its_own_pages_and_not_with_those_of_who_has_its_name_now(place: Path) -> None:
    start = files(place)
    assert call("archive", "hub", "--write")[0] == 0
    for name, text in start.items():
        (place / name).parent.mkdir(parents=True, exist_ok=True)
        (place / name).write_text(text, encoding="utf-8", newline="\n")
    code, output = call("rename", "archive/hub.yaml", "Port", "--write")
    after = files(place)
    assert (code, {name: after[name] for name in start}) == (0, start)
    assert after["archive/pages/port/summary.html"] == "page"
    assert "archive/port.yaml" in after
    assert call("rename", "archive/port.yaml", "Pages", "--write")[0] == 2
    assert call(*way_back(output))[0] == 0
    assert files(place)["archive/pages/hub/summary.html"] == "page"


def test_it_is_not_said_to_be_written_where_nothing_changes(place: Path) -> None:
    before = files(place)
    assert call("rename", "hub", "Hub", "--write") == (0, "Nothing would change.\n")
    assert files(place) == before


def killed_at(step: int, work: Callable[[], object]) -> bool:
    """Do something in a process that is killed at one of its changes to files; whether it came so far."""
    if child := os.fork():
        return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 9
    left = step

    def hook(event: str, arguments: tuple[object, ...]) -> None:
        nonlocal left
        writes = event == "open" and isinstance(arguments[2], int) and arguments[2] & (os.O_WRONLY | os.O_RDWR)
        if event in {"os.rename", "os.remove", "os.rmdir", "os.mkdir"} or writes:
            left -= 1
            if not left:
                os._exit(9)

    sys.addaudithook(hook)
    try:
        work()
    finally:
        os._exit(0)


@pytest.mark.skipif(not hasattr(os, "fork"), reason="kills a fork of this process")
@pytest.mark.parametrize("words", [("rename", "hub", "Port"), ("archive", "hub")])
def test_killed_at_any_moment_nothing_is_lost_and_the_same_command_goes_on(place: Path, words: tuple[str, ...]) -> None:
    there = {"rename": "parameters/port.yaml", "archive": "archive/hub.yaml"}[words[0]]
    tables = {"rename": "parameters/port/risks.csv", "archive": "archive/hub/risks.csv"}[words[0]]
    start = {name: (place / name).read_bytes() for name in files(place)}
    step = 0
    while True:
        step += 1
        for file in files(place):
            (place / file).unlink()
        shutil.rmtree(place / "parameters" / ".history", ignore_errors=True)
        shutil.rmtree(place / "archive", ignore_errors=True)
        for folder in ("port", "hub"):
            shutil.rmtree(place / "parameters" / folder, ignore_errors=True)
            shutil.rmtree(place / "outputs" / folder, ignore_errors=True)
        for name, content in start.items():
            (place / name).parent.mkdir(parents=True, exist_ok=True)
            (place / name).write_bytes(content)
        if not killed_at(step, lambda: main([*words, "--write"], standalone_mode=False)):
            break
        whole = there if (place / there).exists() else "parameters/hub.yaml"
        risks = read_partnership(place / whole).risks
        assert [risk.id for risk in risks] == ["R1"], step
        if (place / "parameters/hub.yaml").exists():
            code, output = call(*words, "--write")
            assert code == 0, (step, output)
        after = files(place)
        assert there in after, step
        assert after[tables] == start["parameters/hub/risks.csv"].decode(), step
        assert "parameters/hub.yaml" not in after, step
        assert any(name.endswith("/hub/own.txt") for name in after), step
        (board,) = json.loads(after["outputs/05-portfolio/history.json"])["boards"]
        assert set(board["each"]) == {"port" if words[0] == "rename" else "hub"}, step
    assert step > 10
