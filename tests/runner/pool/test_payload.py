from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from partnerlab.errors import RunError
from partnerlab.runner import Closing, Subject
from partnerlab.runner.pool.payload import pack
from partnerlab.runner.task import RunContext, Task, as_recorded
from workplaces import RESULTS, Workplace

COVERS = ("partnerlab.runner.task",)

READ = "from pathlib import Path\nprint(Path(subject_file).read_text())"
READ_ALL = "from pathlib import Path\nprint(sorted(p.as_posix() for p in Path(results_folder).glob('*/results*')))"


def test_a_payload_holds_the_notebook_and_its_inputs_by_the_names_they_are_recorded_by(tmp_path: Path) -> None:
    (tmp_path / "n.ipynb").write_bytes(b"notebook")
    (tmp_path / "a.yaml").write_bytes(b"input")
    (tmp_path / "f").mkdir()
    (tmp_path / "f" / "a.png").write_bytes(b"picture")
    context = RunContext(tmp_path / "outputs", tmp_path)
    given = {"file": tmp_path / "a.yaml"}
    task = Task("a", tmp_path / "n.ipynb", "a/n", "a/n.html", given, (("a.yaml", ""),), pictures=(("f/a.png", ""),))
    payload = pack(task, context)
    assert payload.files == {"notebooks/n.ipynb": b"notebook", "notebooks/f/a.png": b"picture", "a.yaml": b"input"}
    assert payload.task.parameters == {"file": "a.yaml"}
    assert str(tmp_path) not in repr(payload)


def test_what_a_closing_notebook_gathers_left_before_and_reads_beside_it_is_sent(tmp_path: Path) -> None:
    outputs = tmp_path / "out"
    (outputs / "hub").mkdir(parents=True)
    (outputs / "05-all").mkdir()
    for path in (tmp_path / "n.ipynb", tmp_path / "register.yaml", outputs / "hub" / "results.json"):
        path.write_bytes(path.name.encode())
    (outputs / "05-all" / "history.json").write_bytes(b"past boards")
    inputs = (("hub/results.json", ""), ("register.yaml", ""))
    task = Task("", tmp_path / "n.ipynb", "05-all", "index.html", {}, inputs, kept=("05-all/history.json",))
    assert pack(task, RunContext(outputs, tmp_path)).files == {
        "notebooks/n.ipynb": b"n.ipynb",
        "outputs/hub/results.json": b"results.json",
        "register.yaml": b"register.yaml",
        "outputs/05-all/history.json": b"past boards",
    }


def test_what_lies_elsewhere_cannot_be_sent(tmp_path: Path) -> None:
    (tmp_path / "n.ipynb").touch()
    with pytest.raises(RunError, match=r"far\.yaml is not in the folder"):
        pack(Task("a", tmp_path / "n.ipynb", "", "", {}, (("far.yaml", ""),)), RunContext(tmp_path, tmp_path))


@pytest.mark.slow
def test_inputs_and_outputs_may_stand_wherever_fsspec_reaches(workplace: Workplace, nothing_left: Any) -> None:
    upath = pytest.importorskip("upath", reason="needs the extra `remote`")
    workplace.add_notebook("01-a", READ, RESULTS.replace("NAME", "'A'"))
    workplace.add_closing("05-all", READ_ALL)
    workplace.add_subject("hub", "name: hub\n")
    workplace.run()
    usual = workplace.files()
    place = upath.UPath("memory://place")
    (place / "parameters").mkdir(parents=True, exist_ok=True)
    (place / "parameters" / "hub.yaml").write_text("name: hub\n")
    outputs = upath.UPath("memory://far/out")
    workplace.closing = [Closing(each.notebook, {"results_folder": outputs}) for each in workplace.closing]
    report = workplace.run(folder=place, outputs=outputs)
    assert not report.failures
    assert (report.exit_code, report.done) == (0, 2)
    found = {path.path.split("/out/")[1]: path.read_bytes() for path in outputs.rglob("*") if path.is_file()}
    assert {name: content for name, content in found.items() if not name.endswith(("run.json", "summary.txt"))} == usual
    assert workplace.run(folder=place, outputs=outputs).skipped == 2
    (place / "parameters" / "hub.yaml").write_text("name: changed\n")
    assert workplace.run(folder=place, outputs=outputs).done == 1
    nothing_left()


def test_an_input_that_cannot_be_sent_fails_its_own_notebook(workplace: Workplace, tmp_path: Path) -> None:
    upath = pytest.importorskip("upath", reason="needs the extra `remote`")
    workplace.add_notebook("01-a", READ)
    (tmp_path / "far.yaml").write_text("name: far\n")
    workplace.subjects = [Subject("far", tmp_path / "far.yaml", {"subject_file": tmp_path / "far.yaml"})]
    report = workplace.run(outputs=upath.UPath("memory://unsent/out"))
    assert report.exit_code == 1
    assert "far.yaml is not in the folder of the run" in report.failures["far/01-a"]


def test_a_place_elsewhere_is_recorded_as_one_here(tmp_path: Path) -> None:
    upath = pytest.importorskip("upath", reason="needs the extra `remote`")
    context = RunContext(upath.UPath("memory://far/out"), upath.UPath("memory://far"))
    given = {"a": Path("parameters/hub.yaml"), "b": upath.UPath("memory://far/out"), "c": "text"}
    assert as_recorded(given, context) == {"a": "parameters/hub.yaml", "b": "outputs", "c": "text"}
    assert Subject("hub", tmp_path).parameters == {}
