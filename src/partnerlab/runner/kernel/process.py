"""Processes asked of the fork server: starting it, forking from it, and being told how a child ended."""

from __future__ import annotations

import contextlib
import json
import os
import select
import signal
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterable
from typing import Any

from partnerlab.errors import RunError
from partnerlab.runner.kernel.fork_server import SOCKET_NAME, signal_group
from partnerlab.runner.kernel.messages import receive, send
from partnerlab.runner.outputs import needing_room
from partnerlab.runner.scratch import PrivateFolder

START = "from partnerlab.runner.kernel.fork_server import main; main()"
STEADY = {
    "PYTHONHASHSEED": "0",
    "OPENBLAS_NUM_THREADS": "1",
    "OMP_NUM_THREADS": "1",
    "MKL_NUM_THREADS": "1",
    "PYTHONOPTIMIZE": "",
}
"""Surroundings in which the same notebook gives the same bytes: sets in one order, sums in one order, assertions kept.

Without docstrings, libraries that write their own from others', such as Altair, cannot be imported.
"""

OWN_KERNEL = "python3"
"""Name of the kernel of the interpreter that runs us, as Jupyter calls it wherever it is."""

KERNEL_IMPORTS = (
    "import ipykernel.kernelapp, ipykernel.ipkernel, ipykernel.debugger, tornado.platform.asyncio, psutil, pdb",
    "import IPython.core.completerlib, IPython.core.debugger, IPython.core.oinspect, IPython.core.logger",
    "import IPython.extensions.storemagic",
    "import partnerlab.runner.kernel.application",
)
"""What every kernel imports by itself."""

PROVISIONER = "partnerlab-fork"
"""Name under which jupyter_client knows what has kernels forked."""

WORKER_IMPORTS = (
    "import partnerlab.runner.pool.worker",
    "import partnerlab.runner.execution as execution; execution.prepare()",
)
"""What every worker imports, and does once."""


def forking_is_safe() -> bool:
    """Whether warm kernels can be had on this machine: Linux, where a fork carries over what has been imported."""
    return sys.platform == "linux" and hasattr(os, "pidfd_open")


class ForkedProcess:
    """A process that the fork server forked, with the face of `subprocess.Popen`.

    Parameters
    ----------
    request
        What to become: ``target`` and what that target reads.

    Raises
    ------
    RunError
        The fork server has gone.
    """

    stdin = stdout = stderr = None

    def __init__(self, address: str, request: dict[str, Any], descriptors: list[int] | None = None) -> None:
        self.returncode: int | None = None
        # One connection for each process: closing it, or dying, lets go of the process.
        self._channel = socket.socket(socket.AF_UNIX)
        try:
            self._channel.connect(address)
            send(self._channel, request, descriptors)
            self.pid: int = receive(self._channel)[0]["pid"]
        except (OSError, EOFError) as error:
            self._channel.close()
            raise RunError("the process that keeps the imports warm has ended; run again") from error

    def poll(self) -> int | None:
        """How the process ended, as `subprocess.Popen.poll` says it; None while it runs."""
        return self._look(0.0)

    def wait(self, timeout: float | None = None) -> int:
        """Wait for the end, so many seconds; None waits as long as it takes.

        Raises
        ------
        subprocess.TimeoutExpired
            It has not ended by then.
        """
        code = self._look(timeout)
        if code is None:
            raise subprocess.TimeoutExpired("forked process", timeout or 0.0)
        return code

    def _look(self, timeout: float | None) -> int | None:
        # The fork server writes once on this connection, when the process has ended; so that it can be read is news.
        if self.returncode is None and select.select([self._channel], [], [], timeout)[0]:
            try:
                self.returncode = int(receive(self._channel)[0]["exit"])
            except (OSError, EOFError):
                self.returncode = -int(signal.SIGKILL)  # the fork server has gone and taken its children with it
            self._channel.close()
        return self.returncode

    def send_signal(self, number: int) -> None:
        """Send a signal to the process and what it started."""
        # Asked first: after its end the number may be that of a process which has nothing to do with us.
        if self.poll() is None:
            signal_group(self.pid, number)

    def terminate(self) -> None:
        """Ask the process to end."""
        self.send_signal(signal.SIGTERM)

    def kill(self) -> None:
        """End the process at once."""
        self.send_signal(signal.SIGKILL)


class ForkServerProcess:
    """The asking side: starts a fork server in a private folder, knows its address, ends it.

    Parameters
    ----------
    private
        The folder, which is made once the server runs: from then on it goes when this process is killed.
    imports
        Import statements.

    Attributes
    ----------
    address
        Where to ask for processes.
    unsafe
        Why it must not be used, or "" when it may.
    """

    def __init__(self, private: PrivateFolder, imports: Iterable[str]) -> None:
        self._ready: dict[str, Any] | None = None
        self.address = str(private.place / SOCKET_NAME)
        with needing_room():
            self._log = tempfile.TemporaryFile()  # noqa: SIM115 - without a name, and `close` lets go of it
        self._process = subprocess.Popen(  # noqa: S603 - our own interpreter and module
            [sys.executable, "-P", "-c", START, str(private.place)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._log,
            env=os.environ | STEADY,
            start_new_session=True,  # Ctrl-C at the terminal is for the run alone
        )
        try:
            _ = private.path
        except BaseException:
            self.close()
            raise
        # Written at once and read when there is time, so that imports go on while inputs are checked.
        statements = list(dict.fromkeys(imports))
        assert self._process.stdin is not None  # noqa: S101 - asked for above
        with contextlib.suppress(BrokenPipeError):  # it has died already, as `unsafe` will find
            self._process.stdin.write(json.dumps(statements).encode() + b"\n")
            self._process.stdin.flush()

    @property
    def unsafe(self) -> str:
        """Why it must not be used, or "" when it may; waits until the imports are done."""
        if self._ready is None:
            assert self._process.stdout is not None  # noqa: S101 - asked for at the start
            line = self._process.stdout.readline()
            if not line:  # it has ended, as `alive` must know
                with contextlib.suppress(subprocess.TimeoutExpired):
                    self._process.wait(1)
            self._ready = json.loads(line) if line else {"unsafe": f"importing failed ({self._last_words()})"}
        return str(self._ready["unsafe"])

    @property
    def alive(self) -> bool:
        """Whether it still runs."""
        return self._process.poll() is None

    def _last_words(self) -> str:
        # Not read as a file is: that would move the place at which the fork server writes, since the two share it.
        written = os.pread(self._log.fileno(), os.fstat(self._log.fileno()).st_size, 0)
        lines = written.decode(errors="replace").split("\n")
        return next((line.strip() for line in reversed(lines) if line.strip()), "no reason was given")

    def close(self) -> None:
        """End the fork server and with it everything it forked, and the folder."""
        # Its standard input is its lifeline; closing that ends it, and everything that it forked. It is not killed, not
        # even while it imports: should this process be killed now, nobody else would remove the folder.
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe is not None:
                with contextlib.suppress(OSError):
                    pipe.close()
        try:
            self._process.wait(10)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        self._log.close()
