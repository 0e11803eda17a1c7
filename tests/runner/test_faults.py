"""What really goes wrong: processes killed at any moment, a full disk, permissions taken away, two runs at once."""

from __future__ import annotations

import errno
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any

import psutil
import pytest

from partnerlab.errors import RunError
from partnerlab.runner.events import Finished
from partnerlab.runner.kernel.process import forking_is_safe
from workplaces import (
    PATIENCE,
    RESULTS,
    Workplace,
    descendants,
    helpers_in,
    helpers_named,
    start_run,
    wait_until,
    wait_until_nothing_is_left,
)

COVERS = (
    "partnerlab.runner.signals",
    "partnerlab.runner.planner",
)

pytestmark = pytest.mark.skipif(not forking_is_safe(), reason="needs Linux")
NEEDS_MOUNT = pytest.mark.skipif(
    not hasattr(os, "geteuid") or os.geteuid() != 0, reason="only the superuser can mount a small disk"
)
WORK = "import time\nfrom pathlib import Path\ntext = Path(subject_file).read_text()\ntime.sleep(0.3)\nprint(text)"
START = "import subprocess\nsubprocess.Popen(['setsid', 'sleep', '600'])"
READ_ALL = "from pathlib import Path\nfor p in sorted(Path(results_folder).glob('*/results*')): print(p.read_text())"


def lay_out(workplace: Workplace) -> Workplace:
    for name in ("01-a", "02-b"):
        workplace.add_notebook(name, WORK, RESULTS.replace("NAME", f'"{name}"'))
    workplace.add_closing("05-all", READ_ALL)
    for slug in ("hub", "net"):
        workplace.add_subject(slug, f"name: {slug}\n")
    return workplace


@pytest.fixture
def place(workplace: Workplace) -> Workplace:
    return lay_out(workplace)


@pytest.fixture(scope="module")
def undisturbed(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, bytes]:
    """What a run that nothing disturbs leaves, in a place of its own; run once, and nobody can change it."""
    calm = lay_out(Workplace(tmp_path_factory.mktemp("calm")))
    assert finish(calm) == 0
    return MappingProxyType(calm.files())


def wait_for(run: subprocess.Popen[str], words: str) -> None:
    assert run.stdout is not None
    for line in run.stdout:
        if line.startswith(words):
            return
    pytest.fail(f"the run ended before {words}")


def finish(place: Workplace, *through: str) -> int:
    run = start_run(place, *through)
    run.communicate(timeout=5 * PATIENCE)
    return run.returncode


@pytest.mark.slow
@pytest.mark.parametrize(("victim", "code"), [("kernel", 1), ("worker", 0), ("fork server", None)])
def test_a_killed_helper_damages_nothing(
    place: Workplace, undisturbed: Mapping[str, bytes], nothing_left: Any, victim: str, code: int | None
) -> None:
    run = start_run(place)
    wait_for(run, "Finished")
    (wait_until(lambda: descendants(run.pid)[victim])[0]).send_signal(signal.SIGKILL)
    run.communicate(timeout=5 * PATIENCE)
    assert code is None or run.returncode == code
    nothing_left()
    assert finish(place) == 0
    assert place.files() == undisturbed


@pytest.mark.slow
def test_a_fork_server_killed_while_it_imports_or_while_workers_are_idle_is_replaced(
    place: Workplace, undisturbed: Mapping[str, bytes], nothing_left: Any
) -> None:
    run = start_run(place)
    wait_until(lambda: descendants(run.pid)["fork server"])[0].kill()
    wait_for(run, "Finished net")
    wait_until(lambda: descendants(run.pid)["fork server"])[0].kill()
    told, _ = run.communicate(timeout=5 * PATIENCE)
    assert run.returncode in {0, 1}  # a notebook that was about to ask for its kernel has failed
    assert "Noted" not in told  # nobody had to do without
    nothing_left()
    assert finish(place) == 0
    assert place.files() == undisturbed


@pytest.mark.slow
def test_a_run_killed_at_any_moment_ends_in_the_same_bytes(
    place: Workplace, undisturbed: Mapping[str, bytes], nothing_left: Any, scratch: Path
) -> None:
    moments = random.Random(4)  # noqa: S311 - moments to kill at, not secrets
    for _ in range(4):
        shutil.rmtree(place.outputs, ignore_errors=True)
        for _ in range(5):
            run = start_run(place)
            time.sleep(moments.uniform(0.1, 3.0))
            run.send_signal(signal.SIGKILL)
            run.communicate(timeout=5 * PATIENCE)
            wait_until(lambda: not helpers_in(scratch))
        assert finish(place) == 0
        assert place.files() == undisturbed
    nothing_left()


@pytest.mark.slow
def test_a_parent_killed_while_a_kernel_computes_takes_it_along(workplace: Workplace, scratch: Path) -> None:
    workplace.add_notebook("01-busy", "import time, subprocess\nsubprocess.Popen(['sleep', '600'])", "while True: pass")
    workplace.add_subject("a")
    run = start_run(workplace)
    (kernel,) = wait_until(lambda: descendants(run.pid)["kernel"])
    sleeper = wait_until(kernel.children)[0]
    everyone = [kernel, sleeper, *descendants(run.pid)["worker"], *descendants(run.pid)["fork server"]]
    run.kill()
    run.communicate()
    _, alive = psutil.wait_procs(everyone, timeout=PATIENCE)
    assert not alive
    assert not list(scratch.iterdir())


IMPORTING = "import time\nwhile True: time.sleep(0.01)"


@pytest.mark.slow
def test_a_parent_killed_while_its_fork_server_imports_takes_it_and_its_folder_along(
    workplace: Workplace, scratch: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "modules").mkdir()
    (tmp_path / "modules" / "endless.py").write_text(f"open(__file__ + '.begun', 'w').close()\n{IMPORTING}", "utf-8")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path / "modules"))
    workplace.add_notebook("01-a", "import endless")
    workplace.add_subject("s")
    run = start_run(workplace)
    wait_until((tmp_path / "modules" / "endless.py.begun").exists)
    assert list(scratch.iterdir())
    run.kill()
    run.communicate()
    wait_until_nothing_is_left(scratch)


DIE = """
import os, signal
from pathlib import Path
from partnerlab.runner import scratch

def die_after(owner, name):
    usual = getattr(owner, name)
    def act(*given, **options):
        done = usual(*given, **options)
        if isinstance(given[0], scratch.PrivateFolder) or given[0].name.startswith("partnerlab-"):
            os.kill(os.getpid(), signal.SIGKILL)
        return done
    setattr(owner, name, act)

"""


@pytest.mark.slow
@pytest.mark.parametrize("warm", [True, False])
@pytest.mark.parametrize("moment", ["Path, 'mkdir'", "scratch.PrivateFolder, '_make'"])
def test_a_run_killed_at_the_moment_its_private_folder_is_made_leaves_none(
    workplace: Workplace, scratch: Path, warm: bool, moment: str
) -> None:
    workplace.add_notebook("01-a", "1")
    workplace.add_subject("s")
    run = start_run(workplace, warm=warm, first=f"{DIE}die_after({moment})")
    run.communicate()
    assert run.returncode == -signal.SIGKILL
    wait_until_nothing_is_left(scratch)


@pytest.mark.slow
def test_what_is_orphaned_when_a_run_is_killed_goes_while_a_worker_still_has_its_grace(
    workplace: Workplace, scratch: Path
) -> None:
    workplace.add_notebook(
        "01-busy", "import subprocess\nsubprocess.Popen(['setsid', 'sleep', '600'])\nwhile True: pass"
    )
    workplace.add_subject("a")
    run = start_run(workplace)
    sleeper = wait_until(lambda: helpers_named(scratch, "sleep"))[0]
    worker = wait_until(lambda: descendants(run.pid)["worker"])[0]
    worker.suspend()  # it cannot end by itself, and is waited for as long as a worker may write
    run.kill()
    run.communicate()
    psutil.wait_procs([sleeper], timeout=PATIENCE)
    assert not sleeper.is_running()
    wait_until_nothing_is_left(scratch)


@pytest.mark.slow
@pytest.mark.parametrize("victim", ["fork server", "worker"])
def test_what_notebooks_started_goes_with_the_run_even_when_its_keeper_is_killed(
    workplace: Workplace, scratch: Path, nothing_left: Any, victim: str
) -> None:
    workplace.add_notebook(
        "01-busy",
        "import subprocess, time\nfrom pathlib import Path\nsubprocess.Popen(['setsid', 'sleep', '600'])\n"
        "while not Path('go').exists(): time.sleep(0.05)",
    )
    workplace.add_subject("a")
    run = start_run(workplace)
    (kernel,) = wait_until(lambda: descendants(run.pid)["kernel"])
    wait_until(kernel.children)
    descendants(run.pid)[victim][0].kill()
    (workplace.folder / "go").touch()
    run.communicate(timeout=5 * PATIENCE)
    nothing_left()


@pytest.mark.slow
def test_ordinary_kernels_and_what_they_started_go_with_a_parent_that_is_killed(
    workplace: Workplace, scratch: Path
) -> None:
    workplace.add_notebook(
        "01-busy", "import subprocess\nsubprocess.Popen(['setsid', 'sleep', '600'])", "while True: pass"
    )
    workplace.add_subject("a")
    run = start_run(workplace, warm=False)
    wait_until(lambda: helpers_named(scratch, "sleep"))
    run.kill()
    run.communicate()
    wait_until_nothing_is_left(scratch)


@pytest.fixture
def small_disk(place: Workplace) -> Iterator[Path]:
    place.outputs.mkdir()
    if subprocess.run(["/bin/mount", "-t", "tmpfs", "-o", "size=400k", "tmpfs", place.outputs], check=False).returncode:
        pytest.skip("this machine does not let a small disk be mounted")
    try:
        yield place.outputs
    finally:
        subprocess.run(["/bin/umount", place.outputs], check=False)


@pytest.mark.slow
@NEEDS_MOUNT
def test_a_full_disk_costs_no_good_output(place: Workplace, small_disk: Path, undisturbed: Mapping[str, bytes]) -> None:
    assert place.run().exit_code == 0
    good = place.files()
    assert good == undisturbed
    filler = small_disk / "filler"
    with pytest.raises(OSError, match="No space"):
        filler.write_bytes(bytes(1_000_000))
    report = place.run(force=True)
    assert (report.exit_code, report.done) == (1, 0)
    causes = [event.failure.advice for event in place.of(Finished)]
    assert all("room" in cause for cause in causes)
    filler.unlink()
    assert place.files() == good
    assert place.run().exit_code == 0
    assert place.files() == undisturbed


@pytest.mark.slow
@NEEDS_MOUNT
def test_outputs_that_turn_read_only_are_reported(place: Workplace, small_disk: Path) -> None:
    place.run()
    good = place.files()
    subprocess.run(["/bin/mount", "-o", "remount,ro", small_disk], check=True)
    with pytest.raises(RunError, match="outputs cannot be written"):
        place.run(force=True)
    assert place.files() == good


@pytest.fixture
def without_privilege() -> list[str]:
    """What to run a command through so that folders can be forbidden to it, even for the superuser."""
    if os.geteuid() != 0:
        return []
    powers = "-dac_override,-dac_read_search"
    through = ["setpriv", f"--bounding-set={powers}", f"--inh-caps={powers}"]
    if not shutil.which("setpriv") or subprocess.run([*through, "true"], check=False).returncode:
        pytest.skip("nothing can be forbidden to the superuser here")
    return through


def test_without_room_for_temporary_files_nothing_runs_and_the_way_out_is_said(
    place: Workplace, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object, **__: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr("partnerlab.runner.planner.tempfile.TemporaryFile", full)
    with pytest.raises(RunError, match=r"temporary files cannot be written \(No space left on device\); make room"):
        place.run()
    assert not place.outputs.exists()


def test_an_input_that_cannot_be_read_is_named_and_set_aside_and_the_rest_runs(
    place: Workplace, without_privilege: list[str]
) -> None:
    (place.folder / "parameters" / "net.yaml").chmod(0o000)
    run = start_run(place, *without_privilege)
    run.communicate(timeout=5 * PATIENCE)
    told = (place.outputs / "summary.txt").read_text(encoding="utf-8")
    assert run.returncode == 3
    assert "set aside" in told
    assert "net.yaml: cannot be read (Permission denied); make it readable" in told
    assert {path.name for path in place.outputs.iterdir() if path.is_dir()} == {"hub"}


@pytest.mark.slow
def test_a_folder_without_permission_fails_its_subject_only(place: Workplace, without_privilege: list[str]) -> None:
    assert finish(place) == 0
    good = place.files()
    for slug in ("hub", "net"):
        (place.folder / "parameters" / f"{slug}.yaml").write_text("name: changed\n", encoding="utf-8")
    (place.outputs / "hub").chmod(0o500)
    try:
        assert finish(place, *without_privilege) == 1
    finally:
        (place.outputs / "hub").chmod(0o700)
    now = place.files()
    assert all(now[name] == good[name] for name in good if name.startswith("hub/"))
    assert now["net/01-a.html"] != good["net/01-a.html"]
    assert finish(place) == 0
    assert place.files()["hub/01-a.html"] != good["hub/01-a.html"]


def test_a_second_run_is_told_who_holds_the_outputs(place: Workplace) -> None:
    run = start_run(place)
    wait_for(run, "Started")
    with pytest.raises(RunError, match=rf"outputs is in use by process {run.pid}, which started at 20"):
        place.run()
    (place.folder / "parameters" / "net.yaml").rename(place.folder / "net.yaml")
    with pytest.raises(RunError, match="is in use"):  # ahead of every check of inputs
        place.run()
    (place.folder / "net.yaml").rename(place.folder / "parameters" / "net.yaml")
    run.communicate(timeout=5 * PATIENCE)
    assert run.returncode == 0
    assert place.run().exit_code == 0


@pytest.mark.slow
@pytest.mark.parametrize("kill", [False, True])
def test_of_runs_that_begin_at_once_one_writes_and_the_others_are_told(
    place: Workplace, undisturbed: Mapping[str, bytes], nothing_left: Any, scratch: Path, kill: bool
) -> None:
    runs = [start_run(place, errors=subprocess.PIPE) for _ in range(3)]
    if kill:
        wait_until((place.outputs / "run.json").exists)
        runs[0].kill()
    told = [run.communicate(timeout=5 * PATIENCE)[1] for run in runs]
    killed = [run.returncode == -signal.SIGKILL for run in runs]
    went = [run.returncode == 0 for run in runs]
    refused = ["is in use by" in words for words in told]
    assert all(any(ways) for ways in zip(killed, went, refused, strict=True)), told
    assert any(went) or any(killed)
    wait_until(lambda: not helpers_in(scratch))
    assert finish(place) == 0
    assert place.files() == undisturbed
    nothing_left()


@pytest.mark.slow
def test_the_lock_of_a_dead_run_is_taken_over(place: Workplace) -> None:
    place.outputs.mkdir()
    hold = (
        "import sys, time; from pathlib import Path; from partnerlab.runner.outputs import hold\n"
        "with hold(Path(sys.argv[1])): print('held', flush=True); time.sleep(600)"
    )
    holder = subprocess.Popen([sys.executable, "-c", hold, str(place.outputs)], stdout=subprocess.PIPE, text=True)
    assert holder.stdout is not None
    assert holder.stdout.readline() == "held\n"
    holder.kill()
    holder.communicate()
    assert place.run().exit_code == 0


@pytest.mark.slow
def test_the_folder_of_a_run_that_the_power_ended_is_removed_by_the_next(place: Workplace, scratch: Path) -> None:
    for name in ("partnerlab-dead", "partnerlab-no-run"):
        (scratch / name).mkdir()
    (scratch / "partnerlab-dead" / "lock").touch()
    (place.outputs / "hub").mkdir(parents=True)
    (place.outputs / "hub" / ".part-x-01-a.html").touch()
    (place.outputs / ".part-x-run.json").touch()
    place.run()
    assert [path.name for path in scratch.iterdir()] == ["partnerlab-no-run"]
    assert not list(place.outputs.rglob(".part*"))
    (scratch / "partnerlab-dead").mkdir()
    (scratch / "partnerlab-dead" / "lock").touch()
    assert place.run().done == 0  # a run that needs no folder of its own
    assert [path.name for path in scratch.iterdir()] == ["partnerlab-no-run"]
