from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest

from partnerlab.errors import RunError
from partnerlab.runner.imports import postponed, warm
from partnerlab.runner.private import PrivateFolder
from partnerlab.runner.processes import ForkedProcess, WarmNursery, forking_is_safe

LINUX = pytest.mark.skipif(not forking_is_safe(), reason="needs Linux")


@pytest.fixture
def nursery(scratch: Path) -> Iterator[WarmNursery]:
    """A nursery that has imported nothing but what it needs itself."""
    folder = PrivateFolder()
    nursery = WarmNursery(folder.path, ["import partnerlab.runner.workers"])
    assert nursery.unsafe == ""
    yield nursery
    nursery.close()
    folder.close()
    assert not list(scratch.iterdir())


def fork(nursery: WarmNursery, grace: float = 0.0) -> ForkedProcess:
    """A worker that waits for tasks which never come."""
    tasks, self_end = os.pipe()
    process = ForkedProcess(nursery.address, {"target": "worker", "grace": grace}, [tasks, self_end])
    os.close(tasks)
    process.held = self_end  # type: ignore[attr-defined] # keeps the pipe open for as long as the process is known
    return process


def lives(pid: int) -> bool:
    return Path(f"/proc/{pid}").exists()


def wait_until_gone(pid: int) -> None:
    deadline = time.monotonic() + 5
    while lives(pid):
        assert time.monotonic() < deadline
        time.sleep(0.01)


@LINUX
def test_a_forked_process_tells_how_it_ended(nursery: WarmNursery) -> None:
    process = fork(nursery)
    assert process.poll() is None
    with pytest.raises(subprocess.TimeoutExpired):
        process.wait(0.05)
    process.kill()
    assert process.wait(5) == -signal.SIGKILL
    assert process.poll() == -signal.SIGKILL
    os.close(process.held)  # type: ignore[attr-defined] # set above


@LINUX
def test_what_was_forked_goes_with_whoever_asked_for_it(nursery: WarmNursery) -> None:
    process = fork(nursery)
    os.close(process.held)  # type: ignore[attr-defined] # set above
    process._channel.close()  # what happens when its owner dies
    wait_until_gone(process.pid)


@LINUX
def test_what_was_forked_goes_with_the_nursery(nursery: WarmNursery) -> None:
    process = fork(nursery, grace=60)
    nursery._process.kill()
    wait_until_gone(process.pid)
    assert process.wait(5) == -signal.SIGKILL
    os.close(process.held)  # type: ignore[attr-defined] # set above
    with pytest.raises(RunError, match="has ended"):
        ForkedProcess(nursery.address, {"target": "worker"})


@LINUX
@pytest.mark.parametrize(("parent", "ended"), [("os.getppid()", 0), ("os.getpid()", -signal.SIGKILL)])
def test_a_process_whose_parent_ended_before_it_could_ask_ends_too(parent: str, ended: int) -> None:
    ask = f"import os; from partnerlab.runner.nursery import die_with_parent; die_with_parent({parent})"
    assert subprocess.run([sys.executable, "-c", ask], check=False).returncode == ended


@LINUX
def test_a_nursery_outlives_one_that_ends_at_the_moment_its_owner_goes(nursery: WarmNursery) -> None:
    process = fork(nursery)
    nursery._process.send_signal(signal.SIGSTOP)  # so that it hears of both at once
    process.kill()
    while psutil.Process(process.pid).status() != psutil.STATUS_ZOMBIE:
        time.sleep(0.01)
    process._channel.close()
    os.close(process.held)  # type: ignore[attr-defined] # set above
    nursery._process.send_signal(signal.SIGCONT)
    wait_until_gone(process.pid)
    other = fork(nursery)
    assert nursery.alive
    os.close(other.held)  # type: ignore[attr-defined] # set above
    other.kill()
    other.wait(5)


@LINUX
def test_a_failed_import_is_told_and_harms_nothing() -> None:
    assert warm(["import no_such_module", "import json", "from json import nothing"]) == [
        "import no_such_module: ModuleNotFoundError: No module named 'no_such_module'",
        "from json import nothing: ImportError: cannot import name 'nothing' from 'json' "
        f"({sys.modules['json'].__file__})",
    ]


def test_a_postponed_module_is_imported_when_its_function_is_called(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delitem(sys.modules, "colorsys", raising=False)
    with postponed("colorsys", "rgb_to_hsv"):
        from colorsys import rgb_to_hsv  # noqa: PLC0415 - importing it here is the point

        assert "hsv_to_rgb" not in vars(sys.modules["colorsys"])
    assert "colorsys" not in sys.modules
    assert rgb_to_hsv(0, 0, 1)[2] == 1
    assert sys.modules["colorsys"].ONE_THIRD * 3 == 1


def test_whatever_else_is_asked_of_a_postponed_module_imports_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delitem(sys.modules, "colorsys", raising=False)
    with postponed("colorsys", "rgb_to_hsv"):
        import colorsys  # noqa: PLC0415 - importing it here is the point

        assert Path(str(colorsys.__file__)).stem == "colorsys"
        assert colorsys.ONE_THIRD * 3 == 1
        assert sys.modules["colorsys"] is not colorsys
    assert colorsys.rgb_to_hsv(0, 0, 1)[2] == 1


def test_a_module_that_is_not_installed_is_not_postponed() -> None:
    with postponed("no_such_module_anywhere", "anything"):
        assert "no_such_module_anywhere" not in sys.modules
