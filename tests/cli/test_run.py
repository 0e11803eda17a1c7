"""What `partnerlab run` takes: places, executors, limits, and how it tells progress."""

from __future__ import annotations

import html
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import nbformat
import pytest
from click.testing import CliRunner, Result

from partnerlab.cli import main
from partnerlab.runner import Limits, RunReport
from samples import run_partnerlab
from workplaces import Workplace, notebook_of

PARAMETERS = 'partnership_file: str = ""\nas_at: str = ""'
COMMAND = [sys.executable, "-m", "partnerlab.cli"]


def call(*arguments: str) -> Result:
    return CliRunner().invoke(main, arguments)


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    """What the runner is asked for, in place of a run."""
    given: dict[str, Any] = {}

    def listen(plan: object, **options: Any) -> RunReport:
        given.update(options, plan=plan)
        return RunReport()

    monkeypatch.setattr("partnerlab.runner.run", listen)
    return given


def test_every_limit_can_be_set_in_words(place: Path, asked: dict[str, Any]) -> None:
    words = {"cell-timeout": "90s", "notebook-timeout": "2h", "run-timeout": "1h", "memory": "2GB"}
    options = [f"--{name}={value}" for name, value in words.items()]
    assert call("run", *options, "--output-limit", "500kB").exit_code == 0
    assert asked["limits"] == Limits(90, 7200, 3600, 2 * 10**9, 500_000)
    call("run", "--memory", "0")
    assert asked["limits"] == Limits(memory_bytes=0)


def test_the_usual_limits_are_those_that_help_tells(place: Path, asked: dict[str, Any]) -> None:
    call("run")
    assert asked["limits"] == Limits() == Limits(600, 1800, 0, 4 * 10**9, 10**7)
    told = " ".join(call("run", "--help").output.split())
    for words in ("a cell. Default: 10m", "a notebook. Default: 30m", "run. Default: no limit", "4GB", "10MB"):
        assert words in told


@pytest.mark.parametrize(
    ("words", "way_out"),
    [
        (["--executor", "dask"], "needs --scheduler"),
        (["--scheduler", "tcp://127.0.0.1:9"], "add --executor dask"),
        (["--executor", "spark"], "'local', 'dask'"),
        (["--memory", "lots"], "write it as 500MB or 4GB"),
    ],
)
def test_options_that_do_not_fit_are_refused(place: Path, words: list[str], way_out: str) -> None:
    done = call("run", *words)
    assert done.exit_code == 2
    assert way_out in done.stderr


def test_a_scheduler_is_handed_on(place: Path, asked: dict[str, Any]) -> None:
    call("run", "--executor", "dask", "--scheduler", "tcp://10.0.0.1:8786")
    assert asked["scheduler"] == "tcp://10.0.0.1:8786"


def test_interactive_charts_are_a_parameter_of_every_notebook_and_part_of_the_command(
    place: Path, asked: dict[str, Any]
) -> None:
    call("run", "--interactive", "--as-at", "2026-01-31")
    (subject,) = asked["plan"].subjects
    assert subject.parameters["interactive"] is True
    assert asked["plan"].closing[0].parameters["interactive"] is True
    assert subject.command == "partnerlab run parameters/hub.yaml --as-at 2026-01-31 --interactive"
    call("run")
    (subject,) = asked["plan"].subjects
    assert "interactive" not in subject.parameters


def test_the_page_of_a_notebook_that_failed_at_once_bears_the_marking_and_names_the_input(place: Path) -> None:
    file = place / "parameters" / "hub.yaml"
    file.write_text(file.read_text(encoding="utf-8") + "marking: OFFICIAL-SENSITIVE\n", encoding="utf-8")
    fails = notebook_of("open('/home/nobody/x')", parameters=PARAMETERS)
    nbformat.write(fails, place / "notebooks" / "01-read.ipynb")
    for _ in range(2):  # the second time the input's check is not made again
        assert call("run", "--cold").exit_code == 1
        page = (place / "outputs" / "hub" / "01-read.failed.html").read_text(encoding="utf-8")
        assert page.count("</span>OFFICIAL-SENSITIVE</p>") == 2
        assert "<dd>parameters/hub.yaml, parameters/hub/partners.csv</dd>" in page
        assert "/home/nobody" not in page.split("<dt>Cause</dt>")[1].split("</dd>")[0]


def test_a_theme_is_read_before_anything_runs_and_all_its_faults_are_told(place: Path, asked: dict[str, Any]) -> None:
    (place / "look.toml").write_text('[light]\nink = "#bbbbbb"\n[dark]\nink = "grey"\n', encoding="utf-8")
    done = call("run", "--theme", "look.toml")
    assert done.exit_code == 3
    assert "look.toml:2: [light] ink #bbbbbb on paper #ffffff has contrast" in done.stderr
    assert "look.toml:4: ink is 'grey'" in done.stderr
    assert "nothing was run" in done.stderr
    assert "absent.toml" in call("run", "--theme", "absent.toml").stderr
    assert asked == {}


def test_a_theme_in_the_working_place_is_taken_and_another_look_makes_the_pages_again(place: Path) -> None:
    page = place / "outputs" / "hub" / "01-read.html"
    call("run", "--cold")
    assert "Example Office" not in page.read_text(encoding="utf-8")
    (place / "theme.toml").write_text('name = "Example Office"\n', encoding="utf-8")
    assert "the theme has changed" in call("run", "-n").output
    assert call("run", "--cold").exit_code == 0
    assert "Example Office" in page.read_text(encoding="utf-8")
    assert "theme" not in call("run", "-n").output
    (place / "other.toml").write_text('[light]\naccent = "#5b2a86"\n', encoding="utf-8")
    assert call("run", "--cold", "--theme", "other.toml").exit_code == 0
    assert "--pl-accent:#5b2a86" in page.read_text(encoding="utf-8")
    assert "run parameters/hub.yaml --theme other.toml" in page.read_text(encoding="utf-8")


def test_whoever_stops_it_at_the_keyboard_before_anything_runs_is_told_so(
    place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupt(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("partnerlab.runner.run", interrupt)
    done = call("run")
    assert (done.exit_code, done.stderr) == (130, "Stopped.\n")


def test_a_command_that_names_a_file_with_spaces_can_be_pasted(place: Path, asked: dict[str, Any]) -> None:
    (place / "Care & Co (2026).yaml").write_bytes((place / "parameters" / "hub.yaml").read_bytes())
    call("run", "Care & Co (2026).yaml")
    (subject,) = asked["plan"].subjects
    assert subject.command == 'partnerlab run "Care & Co (2026).yaml"'


def test_partnerships_elsewhere_are_named_as_in_a_working_place_here(place: Path, asked: dict[str, Any]) -> None:
    upath = pytest.importorskip("upath", reason="needs the extra `remote`")
    far = upath.UPath("memory://named/parameters")
    far.mkdir(parents=True, exist_ok=True)
    (far / "hub.yaml").write_text("name: Hub\npurpose: Reach people early\nstage: scoping\n")
    call("run", "memory://named/parameters", "-o", "memory://named/out")
    (subject,) = asked["plan"].subjects
    assert (subject.source, subject.command) == (Path("parameters/hub.yaml"), "partnerlab run parameters/hub.yaml")
    assert asked["folder"] == far.parent
    done = call("run", "memory://named/parameters/hub.yaml", "parameters/hub.yaml")
    assert done.exit_code == 2
    done = call("run", "memory://named/parameters", "-o", "memory://named/out", "--pdf")
    assert "this machine only" in done.stderr


def test_faults_of_a_file_elsewhere_are_told_with_their_lines(place: Path) -> None:
    upath = pytest.importorskip("upath", reason="needs the extra `remote`")
    far = upath.UPath("memory://faulty/parameters")
    far.mkdir(parents=True, exist_ok=True)
    (far / "hub.yaml").write_text("name: Hub\npurpose: P\nstage: dreaming\npartners: hub/none.csv\n")
    done = call("run", "memory://faulty/parameters")
    assert done.exit_code == 3
    assert "hub.yaml:3: stage" in done.stderr
    assert 'hub.yaml:4: file "hub/none.csv" does not exist' in done.stderr


@pytest.mark.slow
def test_the_pages_are_the_same_wherever_inputs_and_outputs_are(place: Path) -> None:
    upath = pytest.importorskip("upath", reason="needs the extra `remote`")
    assert call("run").exit_code == 0
    usual = Workplace(place).files()
    assert b"Alpha" in usual["hub/01-read.html"]
    far = upath.UPath("memory://cli")
    send(place / "parameters", far / "parameters")
    assert call("run", "memory://cli/parameters", "-o", "memory://cli/out").exit_code == 0
    assert fetch(far / "out") == usual
    done = call("run", "memory://cli/parameters/hub.yaml", "-o", "memory://cli/out", "-n")
    assert "would run" not in done.stderr
    shutil.rmtree(place / "outputs")
    assert call("run", (place / "parameters").as_uri(), "-o", (place / "outputs").as_uri()).exit_code == 0
    assert Workplace(place).files() == usual


def send(folder: Path, place: Any) -> None:
    """Copy a folder to a place elsewhere."""
    for path in folder.rglob("*.*"):
        target = place / path.relative_to(folder).as_posix()
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(path.read_bytes())


def fetch(place: Any) -> dict[str, bytes]:
    """Name to content of all outputs elsewhere that must not vary."""
    files = (path for path in place.rglob("*") if path.is_file() and path.name not in {"run.json", "summary.txt"})
    return {path.relative_to(place).as_posix(): path.read_bytes() for path in files}


@pytest.mark.slow
def test_every_event_is_one_json_object_a_line(place: Path) -> None:
    nbformat.write(notebook_of("1 / 0", parameters=PARAMETERS), place / "notebooks" / "02-fails.ipynb")
    done = subprocess.run([*COMMAND, "run", "--log-format", "json"], capture_output=True, text=True, check=False)
    events = [json.loads(line) for line in done.stderr.splitlines()]
    assert done.returncode == 1
    assert done.stdout == ""
    assert [event["event"] for event in events][:1] == ["planned"]
    assert {event["event"] for event in events} == {"planned", "started", "finished", "ended"}
    (failure,) = [event["failure"] for event in events if event.get("failure")]
    assert (failure["kind"], failure["cell"], failure["source"]) == ("ZeroDivisionError", 3, "1 / 0")
    assert (failure["evidence"], events[-1]["failed"]) == ("hub/02-fails.failed.html", 1)
    again = subprocess.run([*COMMAND, "run", "-n", "--log-format", "json"], capture_output=True, text=True, check=False)
    kinds = [json.loads(line)["event"] for line in again.stderr.splitlines()]
    assert set(kinds) == {"planned", "skipped", "due"}


@pytest.fixture
def on_terminal() -> Callable[..., tuple[int, str]]:
    """Runs a command on a terminal of its own; gives its exit code and all that it wrote there.

    By words of `told`, the file that is made once they are on the terminal.
    """
    pty = pytest.importorskip("pty", reason="needs a POSIX terminal")

    def run(*command: str, told: dict[bytes, Path] | None = None) -> tuple[int, str]:
        ours, theirs = pty.openpty()
        surroundings = os.environ | {"TERM": "xterm", "COLUMNS": "100", "LINES": "30"}
        process = subprocess.Popen(command, stdin=theirs, stdout=theirs, stderr=theirs, env=surroundings)
        os.close(theirs)
        written = b""
        with os.fdopen(ours, "rb", buffering=0) as screen:
            while True:
                try:
                    piece = screen.read(4096)
                except OSError:  # Linux says so when the last writer has gone
                    break
                if not piece:
                    break
                written += piece
                for words, file in (told or {}).items():
                    if words in written:
                        file.touch()
        return process.wait(), written.decode()

    return run


@pytest.mark.slow
def test_a_terminal_shows_what_runs_what_has_ended_and_the_time_left(place: Path, on_terminal: Any) -> None:
    for number in (2, 3):
        waits = "import time\nfrom pathlib import Path\nwhile not Path('seen').exists(): time.sleep(0.05)"
        cell = waits if number == 2 else "raise ValueError('no')"
        nbformat.write(notebook_of(cell, parameters=PARAMETERS), place / "notebooks" / f"0{number}-more.ipynb")
    seen = {b"1 done, 0 failed, 0 up to date, 2 to go, about": place / "seen"}
    code, text = on_terminal(*COMMAND, "run", "-j", "1", told=seen)
    assert code == 1
    assert "running  hub/02-more" in text
    assert "1 done, 0 failed, 0 up to date, 2 to go, about" in text
    assert "FAILED hub/03-more, cell 3, line 1" in text
    assert "3 done, 1 failed, 0 up to date in" in text


def test_the_register_of_organisations_is_no_partnership_and_is_handed_to_the_portfolio(
    place: Path, asked: dict[str, Any]
) -> None:
    assert call("run").exit_code == 0
    (closing,) = asked["plan"].closing
    assert ("organisations_file" in closing.parameters, closing.inputs) == (False, ())
    (place / "parameters" / "organisations.yaml").write_text("organisations: []\n", encoding="utf-8")
    assert call("run").exit_code == 0
    (closing,) = asked["plan"].closing
    assert closing.parameters["organisations_file"] == Path("parameters/organisations.yaml")
    assert closing.inputs == (Path("parameters/organisations.yaml"),)
    assert "organisations" not in {subject.slug for subject in asked["plan"].subjects}


def test_the_portfolio_does_without_a_faulty_register_which_is_told(place: Path, asked: dict[str, Any]) -> None:
    (place / "parameters" / "organisations.yaml").write_text("organisation: []\n", encoding="utf-8")
    call("run")
    (closing,) = asked["plan"].closing
    assert ("organisations_file" in closing.parameters, closing.inputs) == (False, ())
    (fault,) = closing.faults
    assert (fault.file, 'did you mean "organisations"' in fault.message) == ("organisations.yaml", True)


def test_strict_runs_nothing_when_the_register_is_faulty(place: Path) -> None:
    (place / "parameters" / "organisations.yaml").write_text("organisation: []\n", encoding="utf-8")
    done = call("run", "--strict")
    assert done.exit_code == 3
    assert 'did you mean "organisations"' in done.stderr
    assert not (place / "outputs" / "index.html").exists()


def test_strict_is_handed_on(place: Path, asked: dict[str, Any]) -> None:
    call("run")
    assert asked["strict"] is False
    call("run", "--strict")
    assert asked["strict"] is True


def files_in(folder: Path) -> dict[str, bytes]:
    """Return each file below a folder with its bytes; what a run keeps for itself is left out."""
    found = (path for path in folder.rglob("*") if path.is_file())
    names = {path.relative_to(folder).as_posix(): path for path in found}
    return {name: path.read_bytes() for name, path in names.items() if not name.startswith(".")}


def test_a_scenario_runs_beside_the_record_and_leaves_it_as_it_is(tmp_path: Path) -> None:
    from partnerlab.exchange.alterations import Alteration  # noqa: PLC0415 - for this test alone
    from partnerlab.exchange.scenarios import Scenario, drop_scenario, write_scenario  # noqa: PLC0415 - as above

    file = tmp_path / "parameters" / "hub.yaml"
    file.parent.mkdir()
    file.write_text("name: Hub\npurpose: Reach people\nstage: scoping\nrisks:\n  R1: {title: Data}\n", encoding="utf-8")
    change = Alteration("risks", row={"id": "R1"}, values={"title": "Records"}, was={"title": "Data"})
    write_scenario(file, Scenario("Other title", (change,)))
    recorded = run_partnerlab(tmp_path, "run", "--only", "risk")
    assert recorded.returncode == 0, recorded.stdout + recorded.stderr
    before, main = files_in(tmp_path / "parameters"), files_in(tmp_path / "outputs")
    done = run_partnerlab(tmp_path, "run", "--scenario", "Other title", "--only", "risk")
    assert done.returncode == 0, done.stdout + done.stderr
    folder = tmp_path / "outputs" / "scenarios" / "other-title"
    page = (folder / "hub" / "03-risk-allocation.html").read_text(encoding="utf-8")
    assert "Hub (scenario: Other title)" in page
    assert 'partnerlab run parameters/hub.yaml --scenario "Other title"' in html.unescape(page)
    assert files_in(tmp_path / "parameters") == before
    assert {name: data for name, data in files_in(tmp_path / "outputs").items() if folder.name not in name} == main
    wrong = run_partnerlab(tmp_path, "run", "--scenario", "Other titel")
    assert wrong.returncode == 3
    assert 'did you mean "other-title"' in wrong.stderr
    drop_scenario(file, "Other title")
    assert set(files_in(tmp_path / "parameters")) == {"hub.yaml"}


@pytest.mark.parametrize(("words", "printed"), [((), {"index", "hub", "port", "05"}), (("hub",), {"index", "hub"})])
def test_only_the_pages_of_what_is_asked_for_are_printed(
    place: Path, asked: dict[str, Any], monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...], printed: set[str]
) -> None:
    pages = {"index": "index.html", "hub": "hub/summary.html", "port": "port/summary.html", "05": "05-p/a.html"}
    for page in (*pages.values(), "hub/summary.failed.html"):
        (place / "outputs" / page).parent.mkdir(parents=True, exist_ok=True)
        (place / "outputs" / page).touch()
    given: list[Path] = []

    def write_pdfs(found: list[Path], **_: Any) -> list[Path]:
        given.extend(found)
        return given

    monkeypatch.setattr("partnerlab.page.audit.pdf.write_pdfs", write_pdfs)
    done = call("run", *words, "--pdf")
    assert {path.relative_to("outputs").as_posix() for path in given} == {pages[name] for name in printed}
    assert done.stdout.endswith(f"{len(printed)} pages printed to PDF.\n")
    assert f"Printing to PDF: {len(printed)}" in done.stderr
