"""A real scheduler and two workers in processes of their own, one of them killed midway."""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest
from click.testing import CliRunner

from partnerlab.cli import main
from partnerlab.errors import RunError
from partnerlab.runner import Limits
from partnerlab.runner.events import Event, Finished, Noted
from workplaces import PATIENCE, RESULTS, Workplace, helpers_in, start_run, wait_until

pytest.importorskip("distributed", reason="needs the extra `dask`")
pytestmark = [
    pytest.mark.slow,
    pytest.mark.filterwarnings("ignore::ResourceWarning"),  # distributed's own sockets, when its workers die
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),  # as above
]
WORK = "import time\nfrom pathlib import Path\ntime.sleep(0.5)\nprint(Path(subject_file).read_text())"
READ_ALL = "from pathlib import Path\nfor p in sorted(Path(results_folder).glob('*/results*')): print(p.read_text())"


@pytest.fixture
def place(workplace: Workplace) -> Workplace:
    for name in ("01-a", "02-b"):
        workplace.add_notebook(name, WORK, RESULTS.replace("NAME", f'"{name}"'))
    workplace.add_closing("05-all", READ_ALL)
    for slug in ("hub", "net", "web"):
        workplace.add_subject(slug, f"name: {slug}\n")
    return workplace


def dask(*words: str) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "distributed.cli." + words[0], *words[1:]]
    return subprocess.Popen(command, stderr=subprocess.PIPE, stdout=subprocess.DEVNULL, text=True)


def end(process: subprocess.Popen[str]) -> None:
    """End one of Dask's processes, which may take long over it on a busy machine."""
    process.terminate()
    try:
        process.wait(PATIENCE / 4)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


@pytest.fixture
def scheduler(scratch: Path) -> Iterator[str]:
    process = dask("dask_scheduler", "--host", "127.0.0.1", "--port", "0", "--no-dashboard")
    assert process.stderr is not None
    address = next(found[0] for line in process.stderr if (found := re.search(r"tcp://127\.0\.0\.1:\d+", line)))
    threading.Thread(target=process.stderr.read, daemon=True).start()
    yield address
    end(process)
    process.stderr.close()
    deadline = time.monotonic() + PATIENCE
    while helpers_in(scratch):
        assert time.monotonic() < deadline
        time.sleep(0.1)


@pytest.fixture
def workers(scheduler: str, scratch: Path) -> Iterator[list[subprocess.Popen[str]]]:
    options = ["--nthreads", "1", "--no-nanny", "--no-dashboard", "--local-directory", str(scratch / "dask")]
    both = [dask("dask_worker", scheduler, *options) for _ in range(2)]
    for worker in both:
        assert worker.stderr is not None
        next(line for line in worker.stderr if "Registered to" in line)
        threading.Thread(target=worker.stderr.read, daemon=True).start()
    yield both
    for worker in both:
        worker.kill()  # it would wait for what it runs, which may be a notebook that sleeps on
        worker.wait()
        assert worker.stderr is not None
        worker.stderr.close()


def test_a_cluster_gives_the_same_bytes_even_when_a_worker_is_killed_midway(
    place: Workplace, tmp_path: Path, scheduler: str, workers: list[subprocess.Popen[str]]
) -> None:
    shutil.copytree(place.folder, tmp_path / "calm")
    calm = Workplace(tmp_path / "calm", notebooks=place.notebooks, subjects=place.subjects)
    calm.add_closing("05-all", READ_ALL)
    assert calm.run().exit_code == 0

    def kill_one(event: Event) -> None:
        place.events.append(event)
        if isinstance(event, Finished) and workers[0].poll() is None:
            workers[0].kill()

    report = place.run(scheduler=scheduler, on_event=kill_one)
    assert (report.exit_code, report.done) == (0, 7)
    assert workers[0].poll() is not None
    assert place.files() == calm.files()


def test_the_command_line_reaches_a_cluster(
    place: Workplace, scheduler: str, workers: list[subprocess.Popen[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    for slug in ("hub", "net", "web"):
        place.add_subject(slug, f"name: {slug}\npurpose: Reach people early\nstage: scoping\n")
    work = WORK.replace("subject_file", "partnership_file")
    for name in ("01-a", "02-b"):
        place.add_notebook(name, work, parameters='partnership_file: str = ""\nas_at: str = ""')
    monkeypatch.chdir(place.folder)
    options = ["run", "--executor", "dask", "--scheduler", scheduler]
    assert CliRunner().invoke(main, options).exit_code == 0
    far = place.files()
    shutil.rmtree(place.outputs)
    assert CliRunner().invoke(main, ["run"]).exit_code == 0
    assert far == place.files()


def test_a_failure_on_the_cluster_leaves_its_evidence_here(
    place: Workplace, scheduler: str, workers: list[subprocess.Popen[str]]
) -> None:
    place.add_notebook("02-b", "1 / 0")
    report = place.run(scheduler=scheduler)
    assert (report.exit_code, report.failed) == (1, 3)
    assert (place.outputs / "hub" / "02-b.failed.html").exists()
    place.add_notebook("02-b", "1")
    assert place.run(scheduler=scheduler).exit_code == 0
    assert not list(place.outputs.rglob("*.failed.*"))


def test_a_run_on_a_cluster_can_be_stopped_at_once(
    place: Workplace, scheduler: str, workers: list[subprocess.Popen[str]]
) -> None:
    place.add_notebook("02-b", "import time\ntime.sleep(600)")
    report = place.run(scheduler=scheduler, limits=Limits(run_seconds=6))
    assert (report.stopped, report.exit_code) == ("time ran out", 1)
    assert report.seconds < 300  # long before the notebook would have ended by itself
    assert place.read("run.json")["complete"] is False


SLEEP = """import os, pathlib, time
pathlib.Path({place!r}, str(os.getpid())).touch()
time.sleep(3600)"""


def running(folder: Path) -> list[int]:
    """Numbers of the kernels that have written theirs into a folder and still run."""
    return [int(file.name) for file in folder.iterdir() if psutil.pid_exists(int(file.name))]


def test_notebooks_on_a_cluster_end_with_a_run_that_is_stopped(
    place: Workplace, tmp_path: Path, scheduler: str, workers: list[subprocess.Popen[str]]
) -> None:
    kernels = tmp_path / "kernels"
    kernels.mkdir()
    place.notebooks = [place.add_notebook("02-b", SLEEP.format(place=str(kernels)))]

    def interrupt() -> None:
        wait_until(lambda: len(running(kernels)) == 2)  # one for each worker
        os.kill(os.getpid(), signal.SIGTERM)

    impatient = threading.Thread(target=interrupt)
    impatient.start()
    assert place.run(scheduler=scheduler).exit_code == 130
    impatient.join()
    wait_until(lambda: not running(kernels))
    place.notebooks = [place.add_notebook("01-a", "1")]
    assert place.run(scheduler=scheduler).exit_code == 0  # the workers are free again
    assert all(worker.poll() is None for worker in workers)


def test_notebooks_on_a_cluster_end_with_a_run_that_is_killed(
    place: Workplace, tmp_path: Path, scheduler: str, workers: list[subprocess.Popen[str]]
) -> None:
    kernels = tmp_path / "kernels"
    kernels.mkdir()
    for each in place.notebooks:
        each.unlink()
    place.add_notebook("02-b", SLEEP.format(place=str(kernels)))
    run = start_run(place, scheduler=scheduler)
    wait_until(lambda: len(running(kernels)) == 2)
    run.kill()
    run.communicate()
    wait_until(lambda: not running(kernels))
    assert all(worker.poll() is None for worker in workers)


def test_a_cluster_without_workers_is_waited_for_and_that_is_said(place: Workplace, scheduler: str) -> None:
    report = place.run(scheduler=scheduler, limits=Limits(run_seconds=10))  # a busy machine answers late
    assert report.stopped == "time ran out"
    assert "no worker yet" in place.of(Noted)[0].text


def test_a_scheduler_that_does_not_answer_is_said(place: Workplace, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("partnerlab.runner.pool.cluster.ANSWER_SECONDS", 1)
    with pytest.raises(RunError, match=r"no scheduler answers at tcp://127\.0\.0\.1:9"):
        place.run(scheduler="tcp://127.0.0.1:9")


def test_without_the_extra_the_way_to_it_is_said(place: Workplace, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(RunError, match=r"pip install partnerlab\[dask\]"):
        place.run(scheduler="tcp://127.0.0.1:9")
