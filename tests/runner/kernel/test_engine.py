from __future__ import annotations

import json
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import nbformat
import pytest
from click.testing import CliRunner, Result
from papermill.cli import papermill

from partnerlab.errors import InputError
from partnerlab.runner.kernel.engine import Engine
from partnerlab.runner.kernel.imports import start_of
from partnerlab.runner.kernel.process import PROVISIONER, forking_is_safe
from workplaces import notebook_of, wait_until

COVERS = ("partnerlab.runner.kernel.client",)


def write(path: Path, *cells: str) -> None:
    """Write a notebook for papermill, which wants to know its language."""
    notebook = notebook_of(*cells, parameters="x = 1")
    notebook.metadata["kernelspec"] = {"name": "python3", "language": "python", "display_name": "Python 3"}
    nbformat.write(notebook, path)


TALKS = "import sys\nprint('careful')\nprint('mind', file=sys.stderr)\n'shown'"


PAPERMILL = start_of("papermill.cli").replace("main", "papermill")
"""Papermill's command line, a second sooner than by `-m papermill`: without a grammar that nothing here needs."""


def run_papermill(folder: Path, *options: str, check: bool = True) -> subprocess.CompletedProcess[str]:
    """Run `in.ipynb` through papermill's command line, to `out.ipynb`."""
    command = [sys.executable, "-c", PAPERMILL, "in.ipynb", "out.ipynb", *options]
    return subprocess.run(command, cwd=folder, check=check, capture_output=True, text=True)


def invoke_engine(*options: str) -> Result:
    """Do the same with our engine in this process and in its folder, for what is refused before a kernel starts."""
    return CliRunner().invoke(papermill, ["in.ipynb", "out.ipynb", "--engine", "partnerlab", *options])


def shown(folder: Path) -> list[Any]:
    """What each cell of `out.ipynb` left, but for when."""
    return [(cell.source, cell.get("outputs")) for cell in nbformat.read(folder / "out.ipynb", 4).cells]


def add_kernel(folder: Path, name: str, language: str, argv: list[str], **metadata: Any) -> None:
    """Write a kernel specification below a folder that JUPYTER_PATH names."""
    place = folder / "kernels" / name
    place.mkdir(parents=True)
    specification = {"argv": argv, "display_name": name, "language": language, "metadata": metadata}
    (place / "kernel.json").write_text(json.dumps(specification), "utf-8")


ORDINARY = [sys.executable, "-m", "ipykernel_launcher", "-f", "{connection_file}"]


@pytest.mark.parametrize("language", ["R", "bash", "julia"])
def test_a_notebook_in_another_language_is_refused_in_a_line_and_leaves_no_output(
    tmp_path: Path, language: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(tmp_path / "in.ipynb", "ls")
    notebook = nbformat.read(tmp_path / "in.ipynb", 4)
    notebook.metadata["kernelspec"] = {"name": "x", "language": language, "display_name": language}
    nbformat.write(notebook, tmp_path / "in.ipynb")
    monkeypatch.chdir(tmp_path)
    for options in ((), ("-p", "x", "2")):
        run = invoke_engine(*options)
        assert isinstance(run.exception, SystemExit)
        assert run.exit_code == 1
        assert f"Error: the notebook is written in {language}; notebooks here run on Python" in run.stderr
        assert "Traceback" not in run.stderr
        assert not (tmp_path / "out.ipynb").exists()


def test_half_a_character_in_a_notebook_is_refused_by_its_cell_and_leaves_no_output(tmp_path: Path) -> None:
    write(tmp_path / "in.ipynb", "print('a smile: ?')")
    notebook = tmp_path / "in.ipynb"
    notebook.write_bytes(notebook.read_bytes().replace(b"smile: ?", rb"smile: \ud83d"))
    run = run_papermill(tmp_path, "--engine", "partnerlab", check=False)
    assert run.returncode == 1
    assert "Error: the notebook: cell 3 holds half a character (U+D83D), which no file can hold" in run.stderr
    assert "Traceback" not in run.stderr
    assert not (tmp_path / "out.ipynb").exists()


@pytest.mark.slow
@pytest.mark.parametrize(
    ("metadata", "tags", "flaw"),
    [({"kernelspec": "R"}, [], "metadata, kernelspec: 'R'"), ({}, "text", "cell 1, metadata, tags: 'text'")],
)
def test_a_notebook_of_another_shape_is_refused_by_its_place_and_leaves_no_output(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, metadata: dict[str, Any], tags: Any, flaw: str
) -> None:
    monkeypatch.chdir(tmp_path)
    cell = {"cell_type": "markdown", "metadata": {"tags": tags}, "source": "# Tides"}
    notebook = {"cells": [cell], "metadata": metadata, "nbformat": 4, "nbformat_minor": 4}
    Path("in.ipynb").write_text(json.dumps(notebook), "utf-8")
    refused = invoke_engine()
    assert (refused.exit_code, [*tmp_path.glob("out*")]) == (1, [])
    assert f"the notebook has a fault ({flaw} is not of type" in refused.output
    assert "Traceback" not in refused.output


@pytest.mark.parametrize(
    ("cell", "why"),
    [("import sys\nsys.stderr = None", "'write'"), ("get_ipython().kernel.session = None", "'send'")],
)
def test_a_notebook_that_breaks_its_own_kernel_fails_with_the_reason_and_does_not_wait(
    tmp_path: Path, cell: str, why: str
) -> None:
    write(tmp_path / "in.ipynb", cell, "'after'")
    ended = run_papermill(tmp_path, "--engine", "partnerlab", check=False)
    assert ended.returncode != 0
    assert "the notebook has broken the kernel that runs it, which can no longer answer: " in ended.stderr
    assert f"AttributeError: 'NoneType' object has no attribute {why}" in ended.stderr


def test_half_a_character_that_a_notebook_shows_is_replaced_where_all_see_it(tmp_path: Path) -> None:
    shows = "from IPython.display import HTML\ndisplay(HTML('<b>b\\ud83d</b>'))"
    write(tmp_path / "in.ipynb", "print('a\\ud83d')", shows, "raise ValueError('c\\ud83d')")
    assert run_papermill(tmp_path, "--engine", "partnerlab", check=False).returncode == 1
    printed, displayed, failed = [outputs[0] for _, outputs in shown(tmp_path) if outputs]
    assert (printed["text"], displayed["data"]["text/html"], failed["evalue"]) == (
        "a\ufffd\n", "<b>b\ufffd</b>", "c\ufffd"
    )  # fmt: skip


def test_a_notebook_that_names_no_language_is_told_by_the_one_it_ran_in_or_by_its_kernel() -> None:
    for metadata in ({"language_info": {"name": "R"}}, {"kernelspec": {"name": "julia-1.11"}}):
        notebook = notebook_of("1")
        notebook.metadata = nbformat.from_dict(metadata)
        with pytest.raises(InputError, match=r"the notebook is written in (R|Julia); notebooks here run on Python"):
            Engine.nb_kernel_name(notebook)


@pytest.mark.slow
def test_what_papermill_is_asked_to_log_and_to_write_aside_is_what_its_own_engine_logs_and_writes(
    tmp_path: Path,
) -> None:
    write(tmp_path / "in.ipynb", TALKS, "print('more')")
    options = ("--log-output", "--stdout-file", "said", "--stderr-file", "warned")

    def lines(run: subprocess.CompletedProcess[str]) -> list[str]:
        return [line for line in run.stderr.splitlines() if "IPKernelApp" not in line]

    theirs = lines(run_papermill(tmp_path, *options))
    files = [(tmp_path / name).read_text() for name in ("said", "warned")]
    outputs = shown(tmp_path)
    assert lines(run_papermill(tmp_path, *options, "--engine", "partnerlab")) == theirs
    assert {"careful", "mind", "'shown'", "Executing notebook with kernel: python3"} <= {*theirs}
    assert [(tmp_path / name).read_text() for name in ("said", "warned")] == files == ["careful\nmore\n", "mind\n"]
    assert shown(tmp_path) == outputs


@pytest.mark.slow
def test_a_kernel_that_papermill_is_told_to_use_is_used(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("JUPYTER_PATH", str(tmp_path))
    add_kernel(tmp_path, "marked", "python", [ORDINARY[0], "-Xmark=yes", *ORDINARY[1:]])
    add_kernel(tmp_path, "shell", "bash", ["sh"])
    write(tmp_path / "in.ipynb", "import sys\nsys._xoptions.get('mark')")
    outputs = []
    for engine in ((), ("--engine", "partnerlab")):
        told = run_papermill(tmp_path, "-k", "marked", *engine).stderr
        assert ("Kernel marked starts from the beginning, by papermill's own engine" in told) == bool(engine)
        outputs.append(shown(tmp_path))
        missing = run_papermill(tmp_path, "-k", "none", *engine, check=False)
        assert missing.returncode == 1
        assert "NoSuchKernel: No such kernel named none" in missing.stderr
    assert outputs[0] == outputs[1]
    assert "'yes'" in str(outputs[1])
    monkeypatch.chdir(tmp_path)
    refused = invoke_engine("-k", "shell")
    assert isinstance(refused.exception, SystemExit)
    assert "Error: kernel shell is written in bash; notebooks here run on Python" in refused.stderr


@pytest.mark.slow
def test_a_large_picture_is_kept_as_papermills_own_engine_keeps_it(tmp_path: Path) -> None:
    picture = "from IPython.display import Image\nImage(data=b'\\x89PNG' + bytes(9_000_000), format='png')"
    write(tmp_path / "in.ipynb", picture, "print('z' * 11_000_000)")
    run_papermill(tmp_path, "--engine", "partnerlab")
    (kept, *_), (printed,) = (outputs for _, outputs in shown(tmp_path)[2:4])
    assert len(kept["data"]["image/png"].replace("\n", "")) == 12_000_008
    assert len(printed["text"]) == 11_000_001


@pytest.mark.slow
def test_a_specification_that_names_the_provisioner_outside_our_runs_starts_an_ordinary_kernel_and_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("JUPYTER_PATH", str(tmp_path))
    add_kernel(tmp_path, "fork", "python", ORDINARY, kernel_provisioner={"provisioner_name": PROVISIONER})
    write(tmp_path / "in.ipynb", "1 + 1")
    told = run_papermill(tmp_path, "-k", "fork").stderr
    assert "this kernel starts from the beginning: only partnerlab's own runs keep kernels warm" in told
    assert "'2'" in str(shown(tmp_path))


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


@pytest.mark.slow
@pytest.mark.skipif(not hasattr(signal, "SIGHUP"), reason="needs signals")
@pytest.mark.parametrize("number", ["SIGKILL", "SIGTERM", "SIGHUP"])
def test_a_process_that_is_killed_leaves_nothing_where_nothing_can_be_forked(
    number: str, tmp_path: Path, scratch: Path
) -> None:
    write(tmp_path / "in.ipynb", "import time\nopen('begun', 'w').close()\ntime.sleep(600)")
    code = (  # tests that are run under `nohup` would hand on that a hang-up is not heard
        "import signal\n"
        "signal.signal(signal.SIGHUP, signal.SIG_DFL)\n"
        "import papermill\n"
        "from partnerlab.runner.kernel import warm_up\n"
        "warm_up.forking_is_safe = lambda: False\n"
        "papermill.execute_notebook('in.ipynb', 'out.ipynb', {}, 'partnerlab', progress_bar=False)"
    )
    run = subprocess.Popen([sys.executable, "-c", code], cwd=tmp_path, stderr=subprocess.DEVNULL)
    wait_until((tmp_path / "begun").exists)
    assert list(scratch.iterdir())
    run.send_signal(getattr(signal, number))
    run.wait()
    wait_until(lambda: not list(scratch.iterdir()))
