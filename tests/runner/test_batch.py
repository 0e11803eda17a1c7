from __future__ import annotations

import base64
import hashlib
import json
import re
import shutil
import signal
import sys
import threading
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import nbformat
import pytest
from nbformat.v4 import new_markdown_cell

from partnerlab.errors import Fault, InputError, RunError
from partnerlab.page.audit.structure import find_faults
from partnerlab.runner import Limits, RunReport, Subject
from partnerlab.runner.events import Due, Event, Finished, Noted, Skipped, Started
from partnerlab.runner.kernel.process import forking_is_safe
from workplaces import RESULTS, Workplace

COVERS = (
    "partnerlab.runner.kernel.warm_up",
    "partnerlab.runner.execution",
    "partnerlab.runner.pool.pool",
    "partnerlab.runner.report",
)

READ = "from pathlib import Path\nprint(Path(subject_file).read_text())"
FAIL_FOR_B = 'if "b.yaml" in subject_file:\n    x = 1\n    x / 0'
LOOK = "from pathlib import Path\nprint(sorted(p.as_posix() for p in Path(results_folder).glob('*/results.json')))"
DOCS = Path(__file__).parents[2] / "docs"
WARM_OR_NOT = [pytest.param(True, marks=pytest.mark.skipif(not forking_is_safe(), reason="needs Linux")), False]


def started(workplace: Workplace) -> dict[str, str]:
    return {event.task: event.reason for event in workplace.of(Started)}


def skipped(workplace: Workplace) -> list[str]:
    return [event.task for event in workplace.of(Skipped)]


def fill(workplace: Workplace) -> Workplace:
    workplace.add_notebook("01-read", READ, RESULTS.replace("NAME", '"A1"'))
    workplace.add_notebook("02-fail", "print('before')", FAIL_FOR_B, RESULTS.replace("NAME", '"B1"'))
    workplace.add_closing("05-all", LOOK)
    workplace.add_subject("a", "name: a\n", "a.csv")
    workplace.add_subject("b", "name: b\n")
    (workplace.folder / "parameters" / "a.csv").write_text("1")
    return workplace


@pytest.fixture
def place(workplace: Workplace) -> Workplace:
    return fill(workplace)


def test_one_failure_leaves_its_evidence_and_stops_nothing_else(place: Workplace, nothing_left: Any) -> None:
    report = place.run()
    assert (report.done, report.failed, report.exit_code) == (4, 1, 1)
    assert set(place.files()) == {
        "a/01-read.ipynb", "a/01-read.html", "a/02-fail.ipynb", "a/02-fail.html", "a/results.json",
        "b/01-read.ipynb", "b/01-read.html", "b/02-fail.failed.ipynb", "b/02-fail.failed.html", "b/results.json",
        "05-all.ipynb", "index.html",
    }  # fmt: skip
    (failure,) = [event.failure for event in place.of(Finished) if event.failure]
    assert (failure.cell, failure.line, failure.source) == (4, 3, "x / 0")
    assert report.failures == {"b/02-fail": "cell 4, line 3 `x / 0`: ZeroDivisionError: division by zero"}
    record = json.loads((place.outputs / "b" / "run.json").read_text(encoding="utf-8"))
    left = {name: digest for entry in record["notebooks"].values() for name, digest in entry["digests"].items()}
    assert left == {
        name: hashlib.sha256(content).hexdigest() for name, content in place.files().items() if name.startswith("b/0")
    }
    page = place.files()["b/02-fail.failed.html"].decode()
    assert "This review did not finish" in page
    assert "before" in page
    assert place.read("b/results.json")["missing"] == ["02-fail"]
    assert place.texts("05-all.ipynb").strip() == "['outputs/a/results.json', 'outputs/b/results.json']"
    check_record(place.read("run.json"))
    nothing_left()


def check_record(kept: Any) -> None:
    """The run record tells what everything was made from, and how it went."""
    assert (kept["complete"], kept["stopped"]) == (True, "")
    assert kept["counts"] == {"done": 4, "failed": 1, "skipped": 0, "left": 0}
    told = re.findall(r"^\| `(\w+)` \|", (DOCS / "running.md").read_text(encoding="utf-8"), re.MULTILINE)
    record = {key for subject in kept["subjects"].values() for each in subject.values() for key in each}
    assert kept.keys() | record <= set(told)
    assert set(kept["subjects"]) == {"a", "b"}
    record = kept["subjects"]["a"]["01-read"]
    assert set(record["basis"]["inputs"]) == {"parameters/a.yaml", "parameters/a.csv"}
    assert record["outcome"] == "done"
    assert kept["subjects"]["b"]["02-fail"]["failure"]["evidence"] == "b/02-fail.failed.html"
    assert kept["closing"]["05-all"]["outcome"] == "done"


def test_only_what_has_changed_is_run_again(place: Workplace) -> None:
    place.run()
    again = place.run()
    assert started(place) == {"b/02-fail": "failed the last time"}
    assert (again.skipped, again.exit_code) == (4, 1)
    (place.folder / "parameters" / "a.csv").write_text("2")
    place.run(dry_run=True)
    due = {event.task: event.reason for event in place.of(Due)}
    assert due == {
        "a/01-read": "parameters/a.csv has changed",
        "a/02-fail": "parameters/a.csv has changed",
        "b/02-fail": "failed the last time",
        "05-all": "its sources will change",
    }
    place.run(only=["01"])
    assert started(place) == {"a/01-read": "parameters/a.csv has changed"}
    assert place.read("a/results.json")["missing"] == ["02-fail"]
    place.add_notebook("02-fail", "print('mended')")
    report = place.run()
    assert set(started(place)) == {"a/02-fail", "b/02-fail", "05-all"}
    assert (report.exit_code, place.read("a/results.json")["complete"]) == (0, True)
    assert not [name for name in place.files() if "failed" in name]
    assert place.run().done == 0
    place.run(force=True, only=["05"])
    assert started(place) == {"05-all": "forced"}


def test_what_closes_a_run_is_due_for_what_it_reads_and_not_for_what_it_keeps(workplace: Workplace) -> None:
    workplace.add_notebook("01-read", READ, RESULTS.replace("NAME", '"A1"'))
    workplace.add_closing("05-all", LOOK)
    workplace.add_subject("a")
    register = workplace.folder / "parameters" / "register.txt"
    register.write_text("1")
    reads = {"inputs": (Path("parameters/register.txt"),), "keeps": "05-all/*.json"}
    workplace.closing = [replace(closing, **reads) for closing in workplace.closing]
    workplace.run()
    (workplace.outputs / "05-all").mkdir(exist_ok=True)
    (workplace.outputs / "05-all" / "history.json").write_text("{}")
    assert workplace.run().done == 0
    register.write_text("2")
    workplace.run()
    assert started(workplace) == {"05-all": "parameters/register.txt has changed"}


def test_a_picture_beside_a_notebook_is_in_its_page_and_a_change_of_it_runs_that_notebook_again(
    workplace: Workplace, tmp_path: Path
) -> None:
    picture, drawing = b"\x89PNG\r\n\x1a\nmap", '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"/>'
    path = workplace.add_notebook("01-map", "1")
    document = nbformat.read(path, 4)
    text = "![Map](f/a%20map.png) ![Plan](plan.svg) ![Far](../far.png) ![Link](link.png) ![Gone](gone.png)"
    document.cells.append(new_markdown_cell(text, id="pictures"))
    nbformat.write(document, path)
    workplace.add_notebook("02-plain", "2")
    workplace.add_subject("a")
    (path.parent / "f").mkdir()
    (path.parent / "f" / "a map.png").write_bytes(picture)
    (path.parent / "plan.svg").write_text(drawing)
    (path.parents[1] / "far.png").write_bytes(picture)
    (path.parent / "link.png").symlink_to(path.parents[1] / "far.png")
    assert workplace.run().exit_code == 0
    page = (workplace.outputs / "a" / "01-map.html").read_text(encoding="utf-8")
    assert page.count(f"data:image/png;base64,{base64.b64encode(picture).decode()}") == 1
    assert ">Plan</title>" in page
    assert [words for words in ("Far", "Link", "Gone") if f"[{words}: not part of this page]" not in page] == []
    assert list(find_faults(page)) == []
    assert workplace.run().skipped == 2
    (path.parent / "f" / "a map.png").write_bytes(picture + b"2")
    workplace.run()
    assert started(workplace) == {"a/01-map": "picture f/a map.png has changed"}


def test_results_are_gathered_again_after_a_run_that_did_not_come_to_it(place: Workplace) -> None:
    place.run(only=["01"])
    right = place.read("a/results.json")
    record = place.read("a/run.json")
    (place.outputs / "a" / "run.json").write_text(json.dumps(record | {"gathered": False}))
    (place.outputs / "a" / "results.json").write_text("{}")
    assert place.run(only=["01"]).done == 0
    assert place.read("a/results.json") == right
    assert place.read("a/run.json") == record


def test_results_that_were_cut_short_or_changed_are_gathered_again(place: Workplace) -> None:
    place.run(only=["01"])
    file, record = place.outputs / "a" / "results.json", place.read("a/run.json")
    whole = file.read_bytes()
    for rest in (whole[:50], b"", whole.replace(b'"schema": 2', b'"schema": 1')):
        file.write_bytes(rest)
        assert place.run(only=["01"]).done == 0
        assert file.read_bytes() == whole
        assert place.read("a/run.json") == record


def test_a_dry_run_touches_nothing(place: Workplace, nothing_left: Any) -> None:
    report = place.run(dry_run=True)
    assert len(place.of(Due)) == 5
    assert report.exit_code == 0
    assert not place.outputs.exists()
    nothing_left()


@pytest.mark.slow
def test_the_same_inputs_give_the_same_bytes_anywhere(place: Workplace, tmp_path: Path) -> None:
    place.add_notebook(
        "03-traces",
        "import os, sys, warnings\nwarnings.warn('careful')\nprint(os.getcwd(), object(), {'a', 'b', 'c', 'd'})",
        "from pathlib import Path\nprint(Path(subject_file).resolve(), file=sys.stderr)\nfor i in range(50): print(i)",
        "raise ValueError(Path('x').resolve())",
    )
    place.run(jobs=1)
    elsewhere = Workplace(tmp_path / "quite" / "another")
    elsewhere.folder.parent.mkdir()
    shutil.copytree(place.folder, elsewhere.folder, ignore=shutil.ignore_patterns("outputs"))
    elsewhere.notebooks = [elsewhere.folder / path.relative_to(place.folder) for path in place.notebooks]
    elsewhere.subjects = place.subjects
    elsewhere.add_closing("05-all", LOOK)
    elsewhere.run(jobs=3, warm=False)
    assert elsewhere.files() == place.files()
    assert str(tmp_path) not in str(place.files())


@pytest.mark.slow
def test_outputs_may_lie_anywhere_and_are_recorded_by_the_same_name(place: Workplace, tmp_path: Path) -> None:
    place.run()
    usual = place.files()
    place.closing = [type(each)(each.notebook, {"results_folder": tmp_path / "far"}) for each in place.closing]
    place.run(outputs=tmp_path / "far")
    assert (tmp_path / "far" / "05-all.ipynb").read_bytes() == usual["05-all.ipynb"]


def test_every_faulty_input_is_named_and_nothing_runs(place: Workplace) -> None:
    place.add_subject("a")
    place.subjects.append(Subject("c", Path("parameters/c.yaml")))
    place.subjects.append(Subject("d", Path("parameters/a.yaml"), {"subject_fil": ""}))
    place.subjects.append(Subject("e", Path("parameters/a.yaml"), {"subject_file": 3}))
    with pytest.raises(InputError) as refused:
        place.run(strict=True)
    text = str(refused.value)
    assert 'a.yaml: its outputs folder "a" is that of another' in text
    assert "c.yaml: there is no such file" in text
    assert 'did you mean "subject_file"?' in text
    assert "declares it as str" in text
    assert not place.outputs.exists()


def test_when_every_input_is_faulty_nothing_runs(place: Workplace) -> None:
    place.subjects = [Subject("c", Path("parameters/c.yaml"))]
    with pytest.raises(InputError, match=r"c.yaml: there is no such file"):
        place.run()
    assert not place.outputs.exists()


@pytest.mark.slow
def test_a_faulty_input_is_set_aside_and_named_and_the_rest_runs(place: Workplace) -> None:
    place.subjects.append(Subject("c", Path("parameters/c.yaml")))
    place.notebooks, place.closing = place.notebooks[:1], []
    report = place.run()
    assert (report.failed, report.left, report.exit_code) == (0, 0, 3)
    assert list(report.set_aside) == ["c"]
    summary = (place.outputs / "summary.txt").read_text(encoding="utf-8")
    assert "- c: c.yaml: there is no such file; check its name" in summary
    assert (place.outputs / "a" / "results.json").is_file()


@pytest.mark.slow
def test_of_a_subject_with_many_faults_the_first_are_told_and_all_are_recorded(place: Workplace) -> None:
    def refuse() -> list[Path]:
        raise InputError([Fault("c.yaml", line, f"fault {line}") for line in range(1, 9)])

    (place.folder / "parameters" / "c.yaml").touch()
    place.subjects.append(Subject("c", Path("parameters/c.yaml"), examine=refuse))
    place.notebooks, place.closing = place.notebooks[:1], []
    told: list[Event] = []
    report = place.run(on_event=told.append)
    noted = [event.text for event in told if isinstance(event, Noted) and event.text.startswith("set aside c")]
    assert noted == [*(f"set aside c, c.yaml:{n}: fault {n}" for n in range(1, 6)), "set aside c, with 3 more faults"]
    assert len(report.set_aside["c"]) == 8


@pytest.mark.slow
def test_while_a_run_lasts_its_summary_does_not_tell_of_the_one_before(place: Workplace) -> None:
    """A run that is killed leaves what stood there last: never "the run went through"."""
    place.run()
    seen: set[str] = set()

    def look(event: Event) -> None:
        if isinstance(event, Finished):
            seen.add((place.outputs / "summary.txt").read_text(encoding="utf-8"))

    place.run(force=True, on_event=look)
    assert {text.partition(".")[0] for text in seen} == {"A run is under way, or was killed before it ended"}
    assert (place.outputs / "summary.txt").read_text(encoding="utf-8").startswith("The run went through")


@pytest.mark.slow
def test_a_faulty_file_of_what_closes_the_run_is_set_aside_and_named_and_all_runs(place: Workplace) -> None:
    fault = Fault("register.yaml", 3, '"nmae" is not known here')
    place.notebooks, place.subjects = place.notebooks[:1], place.subjects[:1]
    place.closing = [replace(each, faults=(fault,)) for each in place.closing]
    with pytest.raises(InputError, match=r"register\.yaml:3"):
        place.run(strict=True)
    assert not place.outputs.exists()
    report = place.run()
    assert (report.done, report.failed, report.exit_code) == (2, 0, 3)
    summary = (place.outputs / "summary.txt").read_text(encoding="utf-8")
    assert '- register.yaml: register.yaml:3: "nmae" is not known here' in summary


@pytest.mark.slow
def test_a_subject_whose_file_is_gone_leaves_what_is_gathered_and_returns_with_it(place: Workplace) -> None:
    place.closing = []
    place.run()
    subject, file = place.subjects.pop(), place.folder / "parameters" / "b.yaml"
    content = file.read_bytes()
    place.run()
    assert (place.outputs / "b" / "results.json").is_file()
    file.unlink()
    report = place.run()
    assert report.gone == ("b",)
    assert not (place.outputs / "b" / "results.json").exists()
    assert list((place.outputs / "b").glob("*.html"))
    file.write_bytes(content)
    place.subjects.append(subject)
    report = place.run()
    assert (report.done, report.gone) == (0, ())
    assert (place.outputs / "b" / "results.json").is_file()


@pytest.mark.slow
def test_results_of_another_version_that_no_run_makes_again_are_named(place: Workplace) -> None:
    place.notebooks = place.notebooks[:1]
    assert place.run().made_elsewhere == {}
    assert "another version" not in (place.outputs / "summary.txt").read_text(encoding="utf-8")
    own = place.read("a/results.json")
    for slug, made in (
        ("old", {"version": "0.0.9", "library": "o"}),
        ("older", {"schema": 1}),
        ("b", {"library": "o"}),
    ):
        file = place.outputs / slug / "results.json"
        file.parent.mkdir(exist_ok=True)
        file.write_text(json.dumps(own | {"library": ""} | made), encoding="utf-8")
    report = place.run()  # what is asked for is made again, by this version
    assert report.made_elsewhere == {"old": "0.0.9", "older": ""}
    assert "another version of partnerlab made old and older, and its rules may differ; run them again" in {
        note.text for note in place.of(Noted)
    }
    assert (place.outputs / "summary.txt").read_text(encoding="utf-8").splitlines()[1:] == [
        "These were made by another version of partnerlab, whose rules may differ; run them again (2):",
        "- old: number 0.0.9",
        "- older",
    ]
    assert place.read("run.json")["made_elsewhere"] == {"old": "0.0.9", "older": ""}


@pytest.mark.slow
def test_a_subject_that_passed_its_check_is_not_checked_again(place: Workplace) -> None:
    calls: list[str] = []

    def examine(slug: str) -> Callable[[], list[Path]]:
        def check() -> list[Path]:
            calls.append(slug)
            return []

        return check

    place.notebooks, place.closing = place.notebooks[:1], []
    place.subjects = [Subject(each.slug, each.source, each.parameters, examine(each.slug)) for each in place.subjects]
    place.run()
    (place.folder / "parameters" / "b.yaml").write_text("name: changed")
    place.run()
    assert calls == ["a", "b", "b"]


@pytest.mark.slow
@pytest.mark.parametrize("warm", WARM_OR_NOT)
def test_limits_hold_and_say_so(workplace: Workplace, warm: bool, nothing_left: Any) -> None:
    workplace.add_notebook("02-loud", "print('x' * 100)\nfor i in range(10_000): print('y' * 100)", "print('on')")
    workplace.add_notebook("03-big", "x = bytearray(900_000_000)\nlen(x)")
    workplace.add_notebook("04-dies", "import os", "os.kill(os.getpid(), 9)")
    workplace.add_notebook("05-crashes", "import ctypes\nctypes.string_at(0)")
    workplace.add_subject("s")
    limits = Limits(cell_seconds=0.0, memory_bytes=800_000_000, output_bytes=50_000)
    workplace.run(warm=warm, limits=limits)
    failures = {event.task: event.failure for event in workplace.of(Finished)}
    dead, crashed = failures["s/04-dies"], failures["s/05-crashes"]
    assert (dead.kind, dead.source) == ("DeadKernelError", "os.kill(os.getpid(), 9)")
    assert (crashed.kind, crashed.source) == ("DeadKernelError", "import ctypes")
    assert failures["s/02-loud"] is None
    shown = workplace.texts("s/02-loud.ipynb")
    assert "[output cut: this cell wrote more than 0.05 MB]" in shown
    assert len(shown) < 60_000
    assert shown.endswith("on\n")
    if sys.platform == "linux":
        assert failures["s/03-big"].kind == "MemoryError"
        assert "Segmentation fault" in crashed.cause
    nothing_left()


@pytest.mark.slow
@pytest.mark.parametrize("warm", WARM_OR_NOT)
def test_a_cell_has_its_own_time_limit(workplace: Workplace, warm: bool, nothing_left: Any) -> None:
    workplace.add_notebook("01-slow", "import time", "time.sleep(600)")
    workplace.add_subject("s")
    workplace.run(
        warm=warm, limits=Limits(cell_seconds=10.0)
    )  # which the cells before need not, though the machine is busy
    (slow,) = [event.failure for event in workplace.of(Finished)]
    assert (slow.kind, slow.cell, slow.source) == ("CellTimeoutError", 4, "time.sleep(600)")
    assert "ran out" in slow.cause
    nothing_left()


@pytest.mark.slow
def test_what_a_cell_shows_is_never_cut_with_success(workplace: Workplace, nothing_left: Any) -> None:
    flood = "for i in range(10_000): print('y' * 100)"
    picture = "from IPython.display import Image, display\nImage(data=b'\\x89PNG' + bytes({}), format='png')"
    workplace.add_notebook("01-large", picture.format(60_000))
    workplace.add_notebook(
        "02-many", "from IPython.display import HTML, display", "for i in range(9): display(HTML('x' * 9000))"
    )
    workplace.add_notebook("03-kept", f"{flood}\n{picture.format(30_000)}")
    workplace.add_subject("s")
    workplace.run(limits=Limits(output_bytes=50_000))
    failures = {event.task: event.failure for event in workplace.of(Finished)}
    for name, cell in (("01-large", 3), ("02-many", 4)):
        failure = failures[f"s/{name}"]
        assert (failure.kind, failure.cell) == ("OutputLimitError", cell)
        assert "shows more than 0.05 MB" in failure.cause
        assert "--output-limit" in failure.advice
    assert failures["s/03-kept"] is None
    assert "image/png" in str(workplace.read("s/03-kept.ipynb"))
    nothing_left()


@pytest.mark.slow
def test_the_evidence_of_a_cell_that_never_ends_is_what_it_wrote(workplace: Workplace, nothing_left: Any) -> None:
    workplace.add_notebook("01-waits", "print('before')\nimport time\ntime.sleep(600)")
    workplace.add_notebook("02-babbles", "while True: print('x' * 1000)")
    workplace.add_subject("s")
    workplace.run(limits=Limits(cell_seconds=10, output_bytes=50_000))
    assert workplace.texts("s/01-waits.failed.ipynb").strip() == "before"
    babble, note, _ = workplace.texts("s/02-babbles.failed.ipynb").rsplit("\n", 2)
    assert set(babble) == {"x", "\n"}
    assert 49_000 < len(babble) < 51_000
    assert note == "[output cut: this cell wrote more than 0.05 MB]"
    cells = [*workplace.read("s/01-waits.failed.ipynb")["cells"], *workplace.read("s/02-babbles.failed.ipynb")["cells"]]
    assert not [output for cell in cells for output in cell.get("outputs", []) if output["output_type"] == "error"]
    nothing_left()


@pytest.mark.slow
def test_a_notebook_has_its_own_time_limit(workplace: Workplace) -> None:
    workplace.add_notebook("01-slow", *["import time\ntime.sleep(100)"] * 5)
    workplace.add_subject("s")
    report = workplace.run(limits=Limits(cell_seconds=500, notebook_seconds=2.5))
    assert "time allowed" in report.failures["s/01-slow"]


@pytest.mark.slow
def test_a_run_has_its_own_time_limit(workplace: Workplace, nothing_left: Any) -> None:
    workplace.add_notebook("01-slow", "import time\ntime.sleep(600)")
    for slug in "abcd":
        workplace.add_subject(slug)
    report = workplace.run(limits=Limits(run_seconds=3))
    assert (report.stopped, report.exit_code) == ("time ran out", 1)
    assert report.seconds < 300  # long before the notebook would have ended by itself
    assert report.left >= 1
    assert workplace.read("run.json")["complete"] is False
    nothing_left()


@pytest.mark.slow
def test_fail_fast_begins_nothing_after_the_first_failure(workplace: Workplace) -> None:
    workplace.add_notebook("01-fails", "1 / 0")
    for slug in "abcdef":
        workplace.add_subject(slug)
    report = workplace.run(fail_fast=True, jobs=1)
    assert (report.failed, report.left, report.stopped, report.exit_code) == (1, 5, "first failure", 1)


@pytest.mark.slow
@pytest.mark.parametrize(("interrupts", "done"), [(1, 1), (2, 0)])
def test_an_interrupt_stops_cleanly_once_and_at_once_the_second_time(
    workplace: Workplace, interrupts: int, done: int, nothing_left: Any
) -> None:
    wait = "import time\nfrom pathlib import Path\nwhile not Path('go').exists(): time.sleep(0.05)"
    workplace.add_notebook("01-waits", wait)
    workplace.add_subject("a")
    workplace.add_subject("b")

    def interrupt(event: Event) -> None:
        workplace.events.append(event)
        if isinstance(event, Noted) and interrupts == 1:
            (workplace.folder / "go").touch()
        elif isinstance(event, Started | Noted):
            threading.Timer(0.1, signal.raise_signal, [signal.SIGINT]).start()

    workplace.add_closing("05-all", LOOK)
    report = workplace.run(jobs=1, on_event=interrupt)
    assert (report.done, report.stopped, report.exit_code) == (done, "interrupted", 130)
    assert any("interrupt again" in event.text for event in workplace.of(Noted))
    nothing_left()
    (workplace.folder / "go").touch()
    report = workplace.run()
    assert (report.exit_code, report.done + report.skipped) == (0, 3)


@pytest.mark.slow
def test_ordinary_kernels_are_said_once(workplace: Workplace, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("partnerlab.runner.kernel.warm_up.forking_is_safe", lambda: False)
    workplace.add_notebook("01-a", "1")
    for slug in "ab":
        workplace.add_subject(slug)
    assert workplace.run().done == 2
    assert [event.text for event in workplace.of(Noted)] == [
        "kernels cannot be kept warm on this system; each starts from the beginning"
    ]


@pytest.mark.slow
@pytest.mark.skipif(not forking_is_safe(), reason="needs Linux")
def test_an_import_that_starts_threads_is_not_forked(workplace: Workplace, monkeypatch: pytest.MonkeyPatch) -> None:
    (workplace.folder / "threads_here.py").write_text(
        "import threading, time\nthreading.Thread(target=time.sleep, args=(600,), daemon=True).start()\n"
    )
    monkeypatch.setenv("PYTHONPATH", str(workplace.folder))
    workplace.add_notebook("01-a", "import threads_here", "1")
    workplace.add_subject("a")
    assert workplace.run().done == 1
    assert "starts threads" in workplace.of(Noted)[0].text


def test_an_unknown_notebook_name_is_refused(place: Workplace) -> None:
    with pytest.raises(RunError, match="names no one notebook"):
        place.run(only=["07"])


def test_what_ran_when_the_time_ran_out_is_not_told_as_a_failure_of_its_own() -> None:
    failures = {"a/02": "WorkerLost: the run was stopped", "b/01": "cell 3: ValueError: no such column"}
    told = RunReport(done=6, left=18, failures=failures, ended=("a/02",), stopped="time ran out")
    assert told.summary().splitlines()[2:] == [
        "These failed (1):",
        "- b/01: cell 3: ValueError: no such column",
        "These were running when it ended; run again to go on (1):",
        "- a/02",
    ]


@pytest.mark.slow
def test_an_error_as_long_as_a_book_loses_its_middle(workplace: Workplace) -> None:
    workplace.add_notebook("01-a", "raise ValueError('begin ' + 'x' * 5_000_000 + ' end')")
    workplace.add_subject("a")
    assert workplace.run().failed == 1
    page = workplace.outputs / "a" / "01-a.failed.html"
    assert page.stat().st_size < 400_000
    assert all(piece in page.read_text(encoding="utf-8") for piece in ("begin xxx", "xxx end", "characters cut]"))
