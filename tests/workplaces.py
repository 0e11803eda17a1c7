"""Small workplaces for tests of the runner: notebooks of a few lines, subjects, and what a run of them left."""

from __future__ import annotations

import contextlib
import json
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import nbformat
import psutil
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from partnerlab.runner import Closing, Plan, RunReport, Subject, run
from partnerlab.runner.events import Event

PATIENCE = 120.0
"""Seconds that a busy machine may take for what takes a moment on an idle one; who waits goes on once it is so."""

RESULTS = """from IPython.display import display
display({"application/vnd.partnerlab.results+json": {"schema": 2, "notebook": "x",
    "partnership": {"slug": "s", "name": "S"}, "findings": [{"code": NAME, "subject": subject_file}],
    "inputs": [{"file": "a", "sha256": "b"}]}, "text/plain": "results"}, raw=True)"""


def notebook_of(*cells: str, parameters: str | None = 'subject_file: str = ""') -> Any:
    """A notebook with the given code cells after its title and its parameters."""
    head = [new_code_cell(parameters, metadata={"tags": ["parameters"]})] if parameters is not None else []
    document = new_notebook(cells=[new_markdown_cell("# Title"), *head, *map(new_code_cell, cells)])
    for number, cell in enumerate(document.cells):
        cell["id"] = f"c{number}"
    return document


@dataclass
class Workplace:
    """A folder with notebooks, subjects and outputs, and the events of the last run."""

    folder: Path
    notebooks: list[Path] = field(default_factory=list)
    subjects: list[Subject] = field(default_factory=list)
    closing: list[Closing] = field(default_factory=list)
    events: list[Event] = field(default_factory=list)

    @property
    def outputs(self) -> Path:
        return self.folder / "outputs"

    def add_notebook(self, name: str, *cells: str, **options: Any) -> Path:
        path = self.folder / "notebooks" / f"{name}.ipynb"
        path.parent.mkdir(exist_ok=True)
        nbformat.write(notebook_of(*cells, **options), path)
        if path not in self.notebooks:
            self.notebooks.append(path)
        return path

    def add_closing(self, name: str, *cells: str) -> None:
        path = self.add_notebook(name, *cells, parameters='results_folder: str = ""')
        self.notebooks.remove(path)
        self.closing.append(Closing(path, {"results_folder": self.outputs}))

    def add_subject(self, slug: str, content: str = "name: x\n", *data: str) -> Path:
        path = self.folder / "parameters" / f"{slug}.yaml"
        path.parent.mkdir(exist_ok=True)
        path.write_text(content, encoding="utf-8")
        named = [Path("parameters") / name for name in data]
        source = Path("parameters") / path.name
        self.subjects.append(
            Subject(slug, source, {"subject_file": source}, lambda: named, f"partnerlab run {source.as_posix()}")
        )
        return path

    def run(self, **options: Any) -> RunReport:
        self.events = []
        plan = Plan(tuple(self.notebooks), self.subjects, tuple(self.closing))
        settings: dict[str, Any] = {"outputs": self.outputs, "folder": self.folder, "jobs": 2}
        return run(plan, **settings | {"on_event": self.events.append} | options)

    def of(self, kind: type[Any]) -> list[Any]:
        return [event for event in self.events if isinstance(event, kind)]

    def read(self, name: str) -> Any:
        return json.loads((self.outputs / name).read_text(encoding="utf-8"))

    def texts(self, name: str) -> str:
        """Everything the code cells of a notebook that has run show as text."""
        outputs = [output for cell in self.read(name)["cells"] for output in cell.get("outputs", [])]
        return "\n".join(
            _joined(output.get("text", "")) + _joined(output.get("data", {}).get("text/plain", ""))
            for output in outputs
        )

    def files(self) -> dict[str, bytes]:
        """Name to content of all outputs that must not vary."""
        return {
            path.relative_to(self.outputs).as_posix(): path.read_bytes()
            for path in sorted(self.outputs.rglob("*"))
            if path.is_file() and path.name not in {"run.json", "summary.txt"}
        }


def _joined(text: str | list[str]) -> str:
    return text if isinstance(text, str) else "".join(text)


SCRIPT = """
import os, sys, tempfile
tempfile.tempdir = os.environ.get("TMPDIR")
from pathlib import Path
from partnerlab.runner import Closing, Plan, Subject, run, planner
planner.library_digest = lambda folder: "library"
folder = Path(sys.argv[1])
subjects = [
    Subject(path.stem, Path("parameters") / path.name, {"subject_file": Path("parameters") / path.name},
            command=f"partnerlab run parameters/{path.name}")
    for path in sorted((folder / "parameters").glob("*.yaml"))
]
notebooks = sorted((folder / "notebooks").glob("*.ipynb"))
closing = [Closing(path, {"results_folder": folder / "outputs"}) for path in notebooks if path.stem.startswith("05")]
plan = Plan(tuple(path for path in notebooks if not path.stem.startswith("05")), subjects, tuple(closing))
tell = lambda event: print(type(event).__name__, getattr(event, "task", ""), flush=True)
options = {"jobs": 2, "on_event": tell, "warm": sys.argv[2] == "True", "scheduler": sys.argv[3]}
sys.exit(run(plan, outputs=folder / "outputs", folder=folder, **options).exit_code)
"""
"""A run of a workplace in a process of its own, which can be killed; it tells each event in a line.

Told the place of temporary files, Python does not try with a file of its own whether it can be written: one that is
killed at that moment would leave it.
"""


def start_run(
    workplace: Workplace,
    *through: str,
    warm: bool = True,
    errors: int | None = None,
    options: tuple[str, ...] = (),
    first: str = "",
    scheduler: str = "",
) -> subprocess.Popen[str]:
    """Start a run of a workplace in a process of its own, through another command, with options of Python.

    What is to be done `first` in that process is given as Python.
    """
    command = [
        *through,
        sys.executable,
        *options,
        "-c",
        f"{first}\n{SCRIPT}",
        str(workplace.folder),
        str(warm),
        scheduler,
    ]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=errors, text=True, bufsize=1)


def descendants(pid: int) -> dict[str, list[psutil.Process]]:
    """The helpers of a run, by what they are: fork server, worker, kernel."""
    found: dict[str, list[psutil.Process]] = {"fork server": [], "worker": [], "kernel": []}
    with contextlib.suppress(psutil.NoSuchProcess):
        for server in psutil.Process(pid).children():
            found["fork server"].append(server)
            for child in server.children():
                with contextlib.suppress(psutil.Error):
                    kernel = any("/k-ipc" in (each.laddr or "") for each in child.net_connections("unix"))
                    found["kernel" if kernel else "worker"].append(child)
    return found


def helpers_in(scratch: Path) -> list[psutil.Process]:
    """Processes other than this one whose temporary files go to a folder."""
    found = []
    for process in psutil.process_iter():
        with contextlib.suppress(psutil.Error):
            if process.environ().get("TMPDIR", "").startswith(str(scratch)) and process.pid != psutil.Process().pid:
                found.append(process)
    return found


def helpers_named(scratch: Path, name: str) -> list[psutil.Process]:
    """Those helpers that run a program of that name; one may end while it is asked."""
    found = []
    for process in helpers_in(scratch):
        with contextlib.suppress(psutil.Error):
            if process.name() == name:
                found.append(process)
    return found


def what_is_left(scratch: Path) -> list[str]:
    """What a run has left: helpers that still run, and files in the place of private folders; empty is as it should be.

    In words, so that a test that waits for it in vain tells what it was.
    """
    running = []
    for process in helpers_in(scratch):
        with contextlib.suppress(psutil.Error):
            running.append(f"{process.name()} ({process.status()}): {' '.join(process.cmdline()[:4])}")
    with contextlib.suppress(FileNotFoundError):  # what stood there may go while it is looked at
        running += [str(path.relative_to(scratch)) for path in sorted(scratch.rglob("*"))]
    return running


def wait_until_nothing_is_left(scratch: Path, seconds: float = PATIENCE) -> None:
    deadline = time.monotonic() + seconds
    while left := what_is_left(scratch):
        assert time.monotonic() < deadline, left
        time.sleep(0.02)


def wait_until(true: Callable[[], Any], seconds: float = PATIENCE) -> Any:
    deadline = time.monotonic() + seconds
    while not (value := true()):
        assert time.monotonic() < deadline
        time.sleep(0.02)
    return value
