"""Kernels: forked from the nursery where that is safe, ordinary ones elsewhere; never an open TCP port.

`ForkProvisioner` is registered with jupyter_client, so that any kernel specification can ask for it. `KernelManager`
always runs the interpreter that runs us, whatever kernel a notebook names, and speaks over sockets in a private
folder; on Windows, which has none, over encrypted local ones.
"""

from __future__ import annotations

import asyncio
import contextlib
import os
import sys
from pathlib import Path
from queue import Empty
from typing import Any

import zmq.asyncio
from jupyter_client.asynchronous.client import AsyncKernelClient
from jupyter_client.connect import KernelConnectionInfo
from jupyter_client.kernelspec import KernelSpec
from jupyter_client.manager import AsyncKernelManager
from jupyter_client.provisioning.local_provisioner import LocalProvisioner
from traitlets import Int, Unicode, default

from partnerlab.errors import RunError
from partnerlab.runner.messages import with_dates
from partnerlab.runner.processes import STEADY, ForkedProcess

PROVISIONER = "partnerlab-fork"
COMMAND = [sys.executable, "-P", "-m", "partnerlab.runner.application"]
OPTIONS = ["--HistoryManager.enabled=False", "--Application.log_level=50"]
"""What a kernel of a batch does without: a history on disk, and remarks on the terminal."""

DRAWN_HERE = ["--KernelApp.draws=False"]
"""What leaves a kernel's charts to us."""

LOOK_EVERY = 0.005
KNOCK_MILLISECONDS = 2
POLITE_SECONDS = 2.0


class ForkProvisioner(LocalProvisioner):
    """Gives each kernel a process of its own, forked from one that has done the imports.

    Attributes
    ----------
    address
        The nursery's socket.
    """

    address = Unicode(help="socket of the nursery").tag(config=True)

    process: Any = None

    async def launch_kernel(self, cmd: list[str], **kwargs: Any) -> KernelConnectionInfo:
        """Fork a kernel that reads the connection file named in ``cmd``."""
        request = {
            "target": "kernel",
            "argv": cmd[cmd.index("-f") :],
            "cwd": str(kwargs.get("cwd") or Path.cwd()),
            "env": kwargs.get("env") or dict(os.environ),
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

    @default("context")
    def _context_default(self) -> zmq.asyncio.Context:
        """Sockets that drop no message, and that knock again at once where the kernel has not opened its own yet."""
        self._created_context = True
        context = zmq.asyncio.Context()
        context.rcvhwm = 0
        context.reconnect_ivl = KNOCK_MILLISECONDS
        return context

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


def has_private_sockets() -> bool:
    """Whether sockets can stand in a folder that only their owner can read."""
    return sys.platform != "win32"


class KernelManager(AsyncKernelManager):
    """Runs one notebook's kernel on the interpreter that runs us.

    Attributes
    ----------
    nursery
        Socket of the nursery; "" for an ordinary kernel.
    memory
        The most memory the kernel may take for its data, in bytes; 0 for no limit.
    """

    nursery = Unicode("")
    memory = Int(0)

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("client_class", f"{__name__}.{KernelClient.__name__}")
        kwargs.setdefault("transport", "ipc" if has_private_sockets() else "tcp")
        if kwargs["transport"] == "tcp":
            kwargs.setdefault("transport_encryption", "required")
        super().__init__(**kwargs)
        self.session.unpack = with_dates(self.session.unpack)

    @property
    def kernel_spec(self) -> KernelSpec:
        """The specification of a Python kernel of this very interpreter."""
        metadata: dict[str, Any] = {"debugger": False, "supported_encryption": "curve"}
        if self.nursery:
            metadata["kernel_provisioner"] = {
                "provisioner_name": PROVISIONER,
                "config": {"address": self.nursery},
            }
        return KernelSpec(
            argv=[*COMMAND, "-f", "{connection_file}", *OPTIONS, *DRAWN_HERE, f"--KernelApp.memory={self.memory}"],
            display_name="Python 3",
            language="python",
            interrupt_mode="signal",
            env=STEADY,
            metadata=metadata,
        )
