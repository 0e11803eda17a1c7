"""Kernels: forked from the nursery where that is safe, ordinary ones elsewhere; never an open TCP port.

`ForkProvisioner` is registered with jupyter_client, so that any kernel specification can ask for it. `KernelManager`
always runs the interpreter that runs us, whatever kernel a notebook names, and speaks over sockets in a private
folder; on Windows, which has none, over encrypted local ones.
"""

from __future__ import annotations

import asyncio
import atexit
import contextlib
import faulthandler
import gc
import os
import signal
import sys
from importlib.util import find_spec
from pathlib import Path
from queue import Empty
from typing import Any

from jupyter_client.asynchronous.client import AsyncKernelClient
from jupyter_client.connect import KernelConnectionInfo
from jupyter_client.kernelspec import KernelSpec
from jupyter_client.manager import AsyncKernelManager
from jupyter_client.provisioning.local_provisioner import LocalProvisioner
from traitlets import Int, Unicode

from partnerlab.errors import RunError
from partnerlab.runner.drawing import borrow_drawing
from partnerlab.runner.processes import STEADY, ForkedProcess

PROVISIONER = "partnerlab-fork"
STDERR_NAME = "stderr"
OPTIONS = ["--HistoryManager.enabled=False", "--Application.log_level=50"]
"""What a kernel of a batch does without: a history on disk, and remarks on the terminal."""

COLLECT_AFTER = (50_000, 20, 20)
"""How seldom a forked kernel looks for rubbish: it lives for one notebook, within a limit of memory."""

LOOK_EVERY = 0.005
POLITE_SECONDS = 2.0


class ForkProvisioner(LocalProvisioner):
    """Gives each kernel a process of its own, forked from one that has done the imports.

    Attributes
    ----------
    address
        The nursery's socket.
    memory
        The most memory a kernel may take for its data, in bytes; 0 for no limit.
    drawing
        Where charts are drawn; "" for in the kernel itself.
    """

    address = Unicode(help="socket of the nursery").tag(config=True)
    memory = Int(0, help="most bytes of data").tag(config=True)
    drawing = Unicode("", help="socket of whoever draws").tag(config=True)

    process: Any = None

    async def launch_kernel(self, cmd: list[str], **kwargs: Any) -> KernelConnectionInfo:
        """Fork a kernel that reads the connection file named in ``cmd``."""
        connection_file = cmd[cmd.index("-f") + 1]
        request = {
            "target": "kernel",
            "argv": cmd[cmd.index("-f") :],
            "cwd": str(kwargs.get("cwd") or Path.cwd()),
            "env": kwargs.get("env") or dict(os.environ),
            "memory": self.memory,
            "drawing": self.drawing,
            "stderr": str(Path(connection_file).parent / STDERR_NAME),
        }
        self.process = ForkedProcess(self.address, request)
        self.pid = self.pgid = self.process.pid
        self.cwd = request["cwd"]
        return self.connection_info

    async def wait(self) -> int | None:
        """Wait for the kernel to end."""
        while self.process is not None and self.process.poll() is None:
            await asyncio.sleep(LOOK_EVERY)
        code = self.process.returncode if self.process is not None else 0
        self.process = None
        return code

    async def kill(self, restart: bool = False) -> None:  # noqa: ARG002 - the signature is jupyter_client's
        """End the kernel, after the moment it needs for its exit handlers, and see it gone."""
        if self.process is not None:
            self.process.terminate()
            await _see_gone(self.process, POLITE_SECONDS)
            self.process.kill()
            await _see_gone(self.process, POLITE_SECONDS)


async def _see_gone(process: ForkedProcess, seconds: float) -> None:
    for _ in range(int(seconds / LOOK_EVERY)):
        if process.poll() is not None:
            return
        await asyncio.sleep(LOOK_EVERY)


class KernelClient(AsyncKernelClient):
    """A client that begins as soon as the kernel listens, and reads all that the kernel writes."""

    def start_channels(self, *_: Any, **__: Any) -> None:
        """Open the channels that a batch needs; the process itself is watched, so there is no heartbeat."""
        super().start_channels(hb=False)

    def connect_iopub(self, identity: bytes | None = None) -> Any:
        """Connect to the outputs without a limit beyond which messages would be dropped."""
        socket = super().connect_iopub(identity)
        socket.rcvhwm = 0
        return socket

    async def wait_for_ready(self, timeout: float | None = None) -> None:
        """Wait until the kernel answers and its outputs arrive.

        Raises
        ------
        RunError
            It died, or did not answer within ``timeout`` seconds.
        """
        loop = asyncio.get_running_loop()
        deadline = loop.time() + (timeout or float("inf"))
        while True:
            if not await self.is_alive():
                raise RunError("the kernel ended before it was ready")
            if loop.time() > deadline:
                raise RunError(f"the kernel was not ready within {timeout:.0f} seconds")
            self.kernel_info()
            with contextlib.suppress(Empty):
                await self.get_shell_msg(timeout=1)
                await self.get_iopub_msg(timeout=0.2)
                return


class KernelManager(AsyncKernelManager):
    """Runs one notebook's kernel on the interpreter that runs us.

    Attributes
    ----------
    nursery
        Socket of the nursery; "" for an ordinary kernel.
    memory
        The most memory the kernel may take for its data, in bytes; 0 for no limit.
    drawing
        Where a forked kernel has its charts drawn; "" for in itself.
    """

    nursery = Unicode("")
    memory = Int(0)
    drawing = Unicode("")

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("client_class", f"{__name__}.{KernelClient.__name__}")
        kwargs.setdefault("transport", "tcp" if sys.platform == "win32" else "ipc")
        if kwargs["transport"] == "tcp":
            kwargs.setdefault("transport_encryption", "required")
        super().__init__(**kwargs)

    @property
    def kernel_spec(self) -> KernelSpec:
        """The specification of a Python kernel of this very interpreter."""
        metadata: dict[str, Any] = {"debugger": False, "supported_encryption": "curve"}
        if self.nursery:
            config = {"address": self.nursery, "memory": self.memory, "drawing": self.drawing}
            metadata["kernel_provisioner"] = {"provisioner_name": PROVISIONER, "config": config}
        return KernelSpec(
            argv=[sys.executable, "-m", "ipykernel_launcher", "-f", "{connection_file}", *OPTIONS],
            display_name="Python 3",
            language="python",
            interrupt_mode="signal",
            env=STEADY,
            metadata=metadata,
        )


def serve(request: dict[str, Any], _: list[int]) -> int:
    """Be a kernel, in a process that the nursery has just forked.

    Parameters
    ----------
    request
        ``argv``, ``cwd``, ``env``, ``memory``, ``drawing`` and the file for what is written to standard error.
    """
    from ipykernel.kernelapp import IPKernelApp  # noqa: PLC0415 - only the forked process needs it

    _direct_streams(request["stderr"])
    os.environ.clear()
    os.environ.update(request["env"])
    os.chdir(request["cwd"])
    launcher = find_spec("ipykernel_launcher")
    sys.argv = [str(launcher and launcher.origin), *request["argv"]]
    limit_memory(request["memory"])
    borrow_drawing(request["drawing"])
    gc.set_threshold(*COLLECT_AFTER)
    app = IPKernelApp.instance()
    app.initialize(request["argv"])  # type: ignore[no-untyped-call] # ipykernel is partly typed
    signal.signal(signal.SIGTERM, lambda *_: _leave_at_once(app))
    with contextlib.suppress(SystemExit):
        app.start()  # type: ignore[no-untyped-call] # as above
    _leave(app)
    return 0


def _leave_at_once(app: Any) -> None:
    """Leave even in the middle of a cell, where IPython would take an exit for the cell's own."""
    try:
        _leave(app)
    finally:
        os._exit(0)


def _leave(app: Any) -> None:
    """Run what the notebook asked to be run at its end, and leave the sockets to the system.

    The kernel's own exit handlers are left out: one thread joining another that waits for a third can take seconds.
    """
    atexit.unregister(app.close)
    atexit.unregister(app.iopub_thread.stop)
    with contextlib.suppress(Exception):
        atexit._run_exitfuncs()


def limit_memory(most: int) -> None:
    """Limit what this process may hold as data; address space set aside and unused does not count.

    Parameters
    ----------
    most
        Bytes; 0 for no limit.
    """
    if most:
        import resource  # noqa: PLC0415 - POSIX only

        _, ceiling = resource.getrlimit(resource.RLIMIT_DATA)
        bound = most if ceiling == resource.RLIM_INFINITY else min(most, ceiling)
        resource.setrlimit(resource.RLIMIT_DATA, (bound, ceiling))


def _direct_streams(stderr: str) -> None:
    """Send what goes past the kernel's own capture nowhere, but last words to a file."""
    silence = os.open(os.devnull, os.O_RDWR)
    last_words = os.open(stderr, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    for target, source in ((0, silence), (1, silence), (2, last_words)):
        os.dup2(source, target)
    os.close(silence)
    os.close(last_words)
    faulthandler.enable(2)
