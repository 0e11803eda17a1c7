"""Ways of running notebooks that are measured side by side: two command lines, a warm pool, the engine, the floor."""

from __future__ import annotations

import ast
import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from contextlib import chdir, contextmanager
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path
from typing import Any

from synthetic import write_partnerships

ROOT = Path(__file__).resolve().parent.parent
LIGHT = "import json\nfrom pathlib import Path\nprint(json.dumps(Path(partnership_file).read_text()[:40]))"
LIGHT_NAME = "01-light"
KERNEL_NAME = "python3"


@dataclass(frozen=True)
class Job:
    """One real notebook for one real partnership."""

    notebook: Path
    file: Path

    @property
    def stem(self) -> str:
        """Where its output goes."""
        return f"{self.file.stem}-{self.notebook.stem}"


@contextmanager
def working_folder(samples: int, synthetic: int) -> Iterator[Path]:
    """A copy of the notebooks to work in, the shortest samples and synthetic partnerships, so many of each."""
    with tempfile.TemporaryDirectory(prefix="bench") as name:
        folder = Path(name)
        shutil.copytree(ROOT / "notebooks", folder / "notebooks", ignore=shutil.ignore_patterns(".*"))
        shutil.copytree(ROOT / "parameters", folder / "parameters", ignore=shutil.ignore_patterns(".*"))
        for file in find_files(folder)[samples:]:
            file.unlink()
        if synthetic:
            write_partnerships(folder / "parameters", synthetic)
        yield folder


def find_files(folder: Path) -> list[Path]:
    """The partnerships' files, the shortest first."""
    return sorted((folder / "parameters").glob("*.yaml"), key=lambda path: path.stat().st_size)


@dataclass(frozen=True)
class Extent:
    """How much is measured: so many notebooks for so many samples and so many synthetic partnerships."""

    notebooks: int
    samples: int
    synthetic: int = 0

    @property
    def count(self) -> int:
        """How many notebooks are run in all."""
        return self.notebooks * (self.samples + self.synthetic)

    @contextmanager
    def laid_out(self) -> Iterator[tuple[Path, list[Job]]]:
        """A folder to work in and what is to be run there."""
        with working_folder(self.samples, self.synthetic) as folder:
            paths = sorted((folder / "notebooks").glob("0[1-4]-*.ipynb"))[: self.notebooks]
            yield folder, [Job(path, file) for file in find_files(folder) for path in paths]


def run_command_lines(jobs: list[Job], folder: Path, at_once: int) -> None:
    """Today's way: a loop over the two command lines."""

    def one(job: Job) -> None:
        out = folder / f"{job.stem}.ipynb"
        given = ["-p", "partnership_file", f"parameters/{job.file.name}", "-k", KERNEL_NAME]
        for command in (
            ["papermill", str(job.notebook), str(out), *given, "--no-progress-bar"],
            ["nbconvert", "--to", "partnerlab", str(out)],
        ):
            tool, *rest = command
            whole = [sys.executable, "-m", tool, *rest]
            subprocess.run(whole, cwd=folder, check=True, capture_output=True)

    with ThreadPoolExecutor(at_once) as pool:
        list(pool.map(one, jobs))


def warm_pool_task(job: Job, folder: Path) -> None:
    """Papermill's and nbconvert's Python interface, in a process that stays."""
    import papermill

    from partnerlab.page.render.exporter import ReviewExporter

    out = folder / f"{job.stem}.ipynb"
    given = {"partnership_file": f"parameters/{job.file.name}"}
    with chdir(folder):
        papermill.execute_notebook(str(job.notebook), str(out), given, kernel_name=KERNEL_NAME, progress_bar=False)
    page, _ = ReviewExporter().from_filename(str(out))
    out.with_suffix(".html").write_text(page, encoding="utf-8")


def be_silent() -> None:
    """Keep what kernels remark on (such as their open ports) out of the table; failures come back as exceptions."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), 2)


def run_warm_pool(jobs: list[Job], folder: Path, at_once: int) -> None:
    """As many such processes as there are jobs at once."""
    with ProcessPoolExecutor(at_once, get_context("spawn"), be_silent) as pool:
        for future in [pool.submit(warm_pool_task, job, folder) for job in jobs]:
            future.result()


def run_engine(folder: Path, at_once: int, jobs: list[Job], **options: Any) -> Any:
    """The engine."""
    from partnerlab.runner import Plan, Subject, run

    def subject(file: Path) -> Subject:
        source = Path("parameters") / file.name
        return Subject(file.stem, source, {"partnership_file": source})

    notebooks = tuple(dict.fromkeys(job.notebook for job in jobs))
    subjects = [subject(file) for file in dict.fromkeys(job.file for job in jobs)]
    shortest = min((ROOT / "parameters").glob("*.yaml"), key=lambda path: path.stat().st_size)
    warm_up = f"from partnerlab.display.warm_up import warm_up; warm_up({str(shortest)!r})"
    plan = Plan(notebooks, subjects, warm_up="" if notebooks[0].stem == LIGHT_NAME else warm_up)
    report = run(plan, outputs=folder / "outputs", folder=folder, jobs=at_once, **options)
    if report.failures:
        raise SystemExit(f"the engine failed: {dict(report.failures)}")
    return report


def run_floor(jobs: list[Job], folder: Path) -> None:
    """The same cells in one warm process by plain `exec`, and the same rendering of what they show."""
    from IPython.core.interactiveshell import InteractiveShell
    from nbformat import from_dict

    from partnerlab.page.render.exporter import render_page

    InteractiveShell.instance()
    for job in jobs:
        document = from_dict(json.loads(job.notebook.read_text(encoding="utf-8")))
        space: dict[str, Any] = {}
        for cell in document.cells:
            cell["source"] = source = "".join(cell["source"])
            if cell.cell_type == "code":
                if "parameters" in cell.metadata.get("tags", []):
                    source += f'\npartnership_file = "parameters/{job.file.name}"'
                with chdir(folder):
                    cell["outputs"] = [from_dict(output) for output in show_cell(source, space)]
        page = render_page(document, name=job.notebook.stem)
        (folder / f"{job.stem}.html").write_text(page, encoding="utf-8")


def show_cell(source: str, space: dict[str, Any]) -> list[dict[str, Any]]:
    """Execute a cell; give back what it displays and the value of its last expression, as a notebook holds them."""
    from IPython.display import display
    from IPython.utils.capture import capture_output

    with capture_output() as captured:
        last = execute_cell(source, space)
        if last is not None:
            display(last)
    shown = [{"output_type": "display_data", "data": each.data, "metadata": each.metadata} for each in captured.outputs]
    return [
        *shown,
        *([{"output_type": "stream", "name": "stdout", "text": captured.stdout}] if captured.stdout else []),
    ]


def execute_cell(source: str, space: dict[str, Any]) -> Any:
    """Execute a cell; give back the value of its last expression."""
    tree = ast.parse(source)
    last = tree.body.pop() if tree.body and isinstance(tree.body[-1], ast.Expr) else None
    exec(compile(tree, "<cell>", "exec"), space)  # noqa: S102 - the notebook's own cells
    return eval(compile(ast.Expression(last.value), "<cell>", "eval"), space) if last else None  # noqa: S307 - as above


def write_light(folder: Path) -> Path:
    """A notebook of two lines, for when the engine alone is to be measured."""
    parameters = {"cell_type": "code", "metadata": {"tags": ["parameters"]}, "source": 'partnership_file: str = ""'}
    cells = [parameters, {"cell_type": "code", "metadata": {}, "source": LIGHT}]
    cells = [{**cell, "id": f"c{n}", "outputs": [], "execution_count": None} for n, cell in enumerate(cells)]
    notebook = folder / f"{LIGHT_NAME}.ipynb"
    notebook.write_text(json.dumps({"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 5}))
    return notebook
