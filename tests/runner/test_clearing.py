"""What runs left of a subject is taken away; what a person put or changed there stays."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import pytest

from partnerlab.errors import RunError
from partnerlab.runner.clearing import list_left, remove_left
from partnerlab.runner.outputs import hold


def write(file: Path, text: str = "made by a run") -> Path:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8", newline="\n")
    return file


def leave(outputs: Path, slug: str) -> None:
    """Leave what a run leaves of a subject: a page, a file beside it, its results, its record, a copy of its file."""
    names = (f"{slug}/01-scoping.html", f"{slug}/01-scoping/table.csv")
    written = {name: write(outputs / name).read_bytes() for name in names}
    sizes = {name: len(content) for name, content in written.items()}
    digests = {name: hashlib.sha256(content).hexdigest() for name, content in written.items()}
    copy = write(outputs / "parameters" / f"{slug}.yaml")
    check = {"inputs": {f"out/x/parameters/{slug}.yaml": hashlib.sha256(copy.read_bytes()).hexdigest()}}
    write(outputs / slug / "results.json", "{}")
    record = {"schema": 1, "notebooks": {"01-scoping": {"outputs": sizes, "digests": digests}}, "check": check}
    write(outputs / slug / "run.json", json.dumps(record))


def close(outputs: Path) -> None:
    """Leave what a run leaves of all subjects together."""
    size = write(outputs / "index.html").stat().st_size
    write(outputs / "run.json", json.dumps({"schema": 1, "closing": {"portfolio": {"outputs": {"index.html": size}}}}))
    write(outputs / "summary.txt")


@pytest.fixture
def outputs(tmp_path: Path) -> Path:
    folder = tmp_path / "out" / "x"
    leave(folder, "hub")
    close(folder)
    return folder


def test_all_that_runs_made_goes_with_the_folder(outputs):
    left = list_left(outputs, "hub")
    assert len(left.made) == 8
    assert left.others == ()
    remove_left(left)
    assert not outputs.parent.exists()


def test_what_a_person_put_there_or_changed_stays(outputs):
    note = write(outputs / "hub" / "my-notes.txt")
    changed = write(outputs / "hub" / "01-scoping.html", "changed since by a person")
    copy = write(outputs / "parameters" / "hub.yaml", "made by a man")  # as long as before
    left = list_left(outputs, "hub")
    assert left.others == tuple(sorted((note, changed, copy)))
    remove_left(left)
    assert sorted(file for file in outputs.rglob("*") if file.is_file()) == sorted((note, changed, copy))


def test_a_page_that_was_changed_and_kept_its_length_stays_as_well(outputs):
    changed = write(outputs / "hub" / "01-scoping.html", "made by a man")
    assert list_left(outputs, "hub").others == (changed,)


def test_what_an_earlier_version_recorded_without_digests_is_known_by_its_length(outputs):
    record = outputs / "hub" / "run.json"
    content = json.loads(record.read_text(encoding="utf-8"))
    del content["notebooks"]["01-scoping"]["digests"]
    write(record, json.dumps(content))
    assert list_left(outputs, "hub").others == ()


def test_another_subject_keeps_its_own_and_what_is_said_of_all(outputs):
    leave(outputs, "hub-two")
    kept = {*outputs.glob("hub-two/**/*"), *outputs.glob("*.*"), outputs / "parameters" / "hub-two.yaml"}
    remove_left(list_left(outputs, "hub"))
    assert {file for file in outputs.rglob("*") if file.is_file()} == {file for file in kept if file.is_file()}


def test_nothing_goes_while_a_run_writes_there(outputs):
    with hold(outputs), pytest.raises(RunError, match="in use"):
        remove_left(list_left(outputs, "hub"))
    assert (outputs / "hub" / "results.json").exists()


def test_where_no_run_was_there_is_nothing(tmp_path):
    assert list_left(tmp_path / "none", "hub").made == ()
    mine = write(tmp_path / "mine" / "index.html")
    assert list_left(mine.parent, "hub").made == ()
