from __future__ import annotations

import contextlib
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from itertools import count
from pathlib import Path

import psutil
import pytest

from partnerlab.errors import RunError
from partnerlab.runner.kernel.fork_server import ForkServer, remove_folder
from partnerlab.runner.kernel.process import ForkedProcess, ForkServerProcess, forking_is_safe
from partnerlab.runner.scratch import PrivateFolder
from workplaces import PATIENCE

COVERS = ("partnerlab.runner.kernel.fork_server",)

LINUX = pytest.mark.skipif(not forking_is_safe(), reason="needs Linux")


@pytest.fixture
def server(scratch: Path) -> Iterator[ForkServerProcess]:
    """A fork server that has imported nothing but what it needs itself."""
    folder = PrivateFolder()
    server = ForkServerProcess(folder, ["import partnerlab.runner.pool.worker"])
    assert server.unsafe == ""
    yield server
    server.close()
    folder.close()
    assert not list(scratch.iterdir())


def fork(server: ForkServerProcess, grace: float = 0.0) -> ForkedProcess:
    """A worker that waits for tasks which never come."""
    tasks, self_end = os.pipe()
    process = ForkedProcess(server.address, {"target": "worker", "grace": grace}, [tasks, self_end])
    os.close(tasks)
    process.held = self_end  # type: ignore[attr-defined] # keeps the pipe open for as long as the process is known
    return process


def lives(pid: int) -> bool:
    return Path(f"/proc/{pid}").exists()


def wait_until_gone(pid: int) -> None:
    deadline = time.monotonic() + PATIENCE
    while lives(pid):
        assert time.monotonic() < deadline
        time.sleep(0.01)


@LINUX
def test_a_forked_process_tells_how_it_ended(server: ForkServerProcess) -> None:
    process = fork(server)
    assert process.poll() is None
    with pytest.raises(subprocess.TimeoutExpired):
        process.wait(0.05)
    process.kill()
    assert process.wait(PATIENCE) == -signal.SIGKILL
    assert process.poll() == -signal.SIGKILL
    os.close(process.held)  # type: ignore[attr-defined] # set above


@LINUX
def test_one_that_is_closed_while_it_imports_removes_the_folder_as_nobody_else_may_be_left_to(scratch: Path) -> None:
    folder = PrivateFolder()
    server = ForkServerProcess(folder, [f"import time; time.sleep({PATIENCE})"])
    assert list(scratch.iterdir()) == [folder.path]
    server.close()
    assert not list(scratch.iterdir())
    folder.close()


@LINUX
def test_what_was_forked_goes_with_whoever_asked_for_it(server: ForkServerProcess) -> None:
    process = fork(server)
    os.close(process.held)  # type: ignore[attr-defined] # set above
    process._channel.close()  # what happens when its owner dies
    wait_until_gone(process.pid)


@LINUX
def test_who_connects_and_asks_nothing_keeps_nobody_waiting(server: ForkServerProcess) -> None:
    """A worker may be stopped between the two: others are answered, and the fork server leaves when it is told to."""
    with socket.socket(socket.AF_UNIX) as silent:
        silent.connect(server.address)
        process = fork(server)
        server.close()
        assert server._process.returncode == 0  # it left by itself, and was not killed
    assert process.wait(PATIENCE) == -signal.SIGKILL
    os.close(process.held)  # type: ignore[attr-defined] # set above


@LINUX
def test_what_a_notebook_left_in_several_sessions_goes_with_it_and_a_missing_one_keeps_no_other(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    fork_server = ForkServer(Path("unused"), 0)
    try:
        sleepers = [subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)"]) for _ in range(3)]
        ended = {sleepers[0].pid}
        usual = os.kill

        def kill(pid: int, number: int) -> None:
            if pid in ended:  # as for one that the system has just taken away
                ended.clear()
                raise ProcessLookupError
            usual(pid, number)

        monkeypatch.setattr("partnerlab.runner.kernel.fork_server._children_of_this", lambda: alive(sleepers))
        monkeypatch.setattr(os, "kill", kill)
        fork_server._end_orphans()
        assert not alive(sleepers)
    finally:
        fork_server.selector.close()
        fork_server.listener.close()


def alive(processes: list[subprocess.Popen[bytes]]) -> set[int]:
    return {process.pid for process in processes if process.poll() is None}


def test_a_folder_in_which_somebody_still_writes_is_removed_all_the_same(tmp_path: Path) -> None:
    folder = tmp_path / "private"
    folder.mkdir()
    begun = threading.Event()

    def write() -> None:
        with contextlib.suppress(FileNotFoundError):
            for number in count():
                (folder / f"{number % 50}").touch()
                begun.set()

    writer = threading.Thread(target=write)
    writer.start()
    assert begun.wait(PATIENCE)
    remove_folder(folder)
    writer.join()  # it goes on until the folder is gone
    assert not folder.exists()


@LINUX
def test_what_was_forked_goes_with_the_fork_server(server: ForkServerProcess) -> None:
    process = fork(server, grace=60)
    server._process.kill()
    wait_until_gone(process.pid)
    assert process.wait(PATIENCE) == -signal.SIGKILL
    os.close(process.held)  # type: ignore[attr-defined] # set above
    with pytest.raises(RunError, match="has ended"):
        ForkedProcess(server.address, {"target": "worker"})


@LINUX
@pytest.mark.parametrize(("parent", "ended"), [("os.getppid()", 0), ("os.getpid()", -signal.SIGKILL)])
def test_a_process_whose_parent_ended_before_it_could_ask_ends_too(parent: str, ended: int) -> None:
    ask = f"import os; from partnerlab.runner.kernel.fork_server import die_with_parent; die_with_parent({parent})"
    assert subprocess.run([sys.executable, "-c", ask], check=False).returncode == ended


@LINUX
def test_a_fork_server_outlives_one_that_ends_at_the_moment_its_owner_goes(server: ForkServerProcess) -> None:
    process = fork(server)
    server._process.send_signal(signal.SIGSTOP)  # so that it hears of both at once
    process.kill()
    while psutil.Process(process.pid).status() != psutil.STATUS_ZOMBIE:
        time.sleep(0.01)
    process._channel.close()
    os.close(process.held)  # type: ignore[attr-defined] # set above
    server._process.send_signal(signal.SIGCONT)
    wait_until_gone(process.pid)
    other = fork(server)
    assert server.alive
    os.close(other.held)  # type: ignore[attr-defined] # set above
    other.kill()
    other.wait(PATIENCE)
