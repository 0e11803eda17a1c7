"""The provisioner: gives a kernel a process of its own by forking.

It is registered with jupyter_client, so that any kernel specification can ask for it.
"""

from __future__ import annotations

import asyncio
import os
from pathlib import Path
from typing import Any

from jupyter_client.connect import KernelConnectionInfo
from jupyter_client.provisioning.local_provisioner import LocalProvisioner
from traitlets import Unicode

from partnerlab.runner.kernel.process import ForkedProcess

PROVISIONER = "partnerlab-fork"
LOOK_EVERY = 0.005
POLITE_SECONDS = 2.0


class ForkProvisioner(LocalProvisioner):
    """Gives each kernel a process of its own, forked by the server at `address`, which has done the imports."""

    address = Unicode(help="socket of the fork server").tag(config=True)

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
        self.pid = self.pgid = self.process.pid  # the child leads a group of its own
        self.cwd = request["cwd"]
        return self.connection_info

    async def wait(self) -> int | None:
        """Wait for the kernel to end."""
        # Polled: the process is no child of ours, so that asyncio cannot wait for it.
        while self.process is not None and self.process.poll() is None:
            await asyncio.sleep(LOOK_EVERY)
        code = self.process.returncode if self.process is not None else 0
        self.process = None
        return code

    async def kill(self, restart: bool = False) -> None:  # noqa: ARG002 - the signature is jupyter_client's
        """End the kernel, after the moment it needs for its exit handlers, and see it gone."""
        if self.process is not None:
            self.process.terminate()  # SIGTERM first, on which the kernel runs the notebook's exit handlers
            await _see_gone(self.process, POLITE_SECONDS)
            self.process.kill()
            await _see_gone(self.process, POLITE_SECONDS)


async def _see_gone(process: ForkedProcess, seconds: float) -> None:
    for _ in range(int(seconds / LOOK_EVERY)):
        if process.poll() is not None:
            return
        await asyncio.sleep(LOOK_EVERY)
