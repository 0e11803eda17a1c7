from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import nbformat
import pytest

from partnerlab.runner.kernel.engine import Engine
from partnerlab.runner.kernel.process import forking_is_safe
from workplaces import notebook_of

COVERS = ("partnerlab.runner.kernel.client",)


def write(path: Path, *cells: str) -> None:
    """Write a notebook for papermill, which wants to know its language."""
    notebook = notebook_of(*cells, parameters="x = 1")
    notebook.metadata["kernelspec"] = {"name": "python3", "language": "python", "display_name": "Python 3"}
    nbformat.write(notebook, path)


def test_every_notebook_runs_on_the_interpreter_that_runs_us_whatever_kernel_it_names() -> None:
    notebook = notebook_of("1")
    notebook.metadata["kernelspec"] = {"name": "somebodys-own", "language": "python", "display_name": "Mine"}
    assert Engine.nb_kernel_name(notebook) == "python3"
    assert Engine.nb_language(notebook) == "python"


def test_the_engine_can_be_imported_before_papermill() -> None:
    code = (
        "import partnerlab.runner.kernel.engine, papermill.engines as e; e.papermill_engines.get_engine('partnerlab')"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


@pytest.mark.slow
def test_papermill_runs_on_the_engine_from_its_command_line(tmp_path: Path) -> None:
    notebook = notebook_of("import os\nprint(subject_file, os.getcwd())")
    notebook.metadata["kernelspec"] = {"name": "somebodys-own", "language": "python", "display_name": "Mine"}
    nbformat.write(notebook, tmp_path / "in.ipynb")
    command = ["-m", "papermill", "--engine", "partnerlab", "in.ipynb", "out.ipynb", "-p", "subject_file", "a.yaml"]
    subprocess.run([sys.executable, *command], cwd=tmp_path, check=True, capture_output=True)
    assert f"a.yaml {tmp_path}" in (tmp_path / "out.ipynb").read_text()


@pytest.mark.slow
def test_a_series_in_one_process_shares_what_is_warm_and_leaves_nothing(tmp_path: Path, scratch: Path) -> None:
    write(tmp_path / "in.ipynb", "import decimal, os\nopen('pids', 'a').write(f'{os.getppid()}\\n')")
    code = (
        "import papermill\n"
        "for x in (2, 3):\n"
        "    papermill.execute_notebook('in.ipynb', 'out.ipynb', {'x': x}, 'partnerlab', progress_bar=False)"
    )
    subprocess.run([sys.executable, "-c", code], cwd=tmp_path, check=True, capture_output=True)
    parents = (tmp_path / "pids").read_text().split()
    assert len(parents) == 2
    assert len(set(parents)) == (1 if forking_is_safe() else len(set(parents)))
    assert not list(scratch.iterdir())


@pytest.mark.slow
@pytest.mark.skipif(not forking_is_safe(), reason="needs Linux")
def test_a_series_stays_warm_when_its_fork_server_is_killed(tmp_path: Path, scratch: Path) -> None:
    tell = "import os\nfrom pathlib import Path\nopen('parents', 'a').write(f'{os.getppid()}\\n')"
    check = "assert b'fork_server' in Path(f'/proc/{os.getppid()}/cmdline').read_bytes()"
    write(tmp_path / "in.ipynb", tell, check)
    code = (
        "import papermill, psutil\n"
        "for x in (2, 3):\n"
        "    papermill.execute_notebook('in.ipynb', 'out.ipynb', {'x': x}, 'partnerlab', progress_bar=False)\n"
        "    server = psutil.Process(int(open('parents').read().split()[-1]))\n"
        "    server.kill()\n"
        "    while server.status() != psutil.STATUS_ZOMBIE: pass"
    )
    subprocess.run([sys.executable, "-c", code], cwd=tmp_path, check=True, capture_output=True)
    assert len(set((tmp_path / "parents").read_text().split())) == 2
    assert not list(scratch.iterdir())


@pytest.mark.slow
def test_ordinary_kernels_are_told_of_in_papermills_log_once(tmp_path: Path, scratch: Path) -> None:
    write(tmp_path / "in.ipynb", "1")
    code = (
        "import logging, papermill\n"
        "from partnerlab.runner.kernel import warm_up\n"
        "logging.basicConfig()\n"
        "warm_up.forking_is_safe = lambda: False\n"
        "for x in (2, 3):\n"
        "    papermill.execute_notebook('in.ipynb', 'out.ipynb', {'x': x}, 'partnerlab', progress_bar=False)"
    )
    run = subprocess.run([sys.executable, "-c", code], cwd=tmp_path, check=True, capture_output=True, text=True)
    assert run.stderr.count("kernels cannot be kept warm on this system") == 1
