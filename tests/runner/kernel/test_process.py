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
def test_what_was_forked_goes_with_whoever_asked_for_it(server: ForkServerProcess) -> None:
    process = fork(server)
    os.close(process.held)  # type: ignore[attr-defined] # set above
    process._channel.close()  # what happens when its owner dies
    wait_until_gone(process.pid)


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
