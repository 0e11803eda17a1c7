"""The provisioner: gives a kernel a process of its own by forking.

It is registered with jupyter_client, so that any kernel specification can name it; where there is no fork server, as
outside a run of partnerlab, the kernel starts as an ordinary process, and a warning says so.
"""

from __future__ import annotations

import asyncio
import contextlib
import os
import socket
from pathlib import Path
from typing import Any

from jupyter_client.connect import KernelConnectionInfo
from jupyter_client.provisioning.local_provisioner import LocalProvisioner
from traitlets import Unicode

from partnerlab.runner.kernel.process import ForkedProcess

LOOK_EVERY = 0.005
POLITE_SECONDS = 2.0
LONGEST_WAIT = 60.0
"""Seconds that a person's kernel waits for the imports."""


class ForkProvisioner(LocalProvisioner):
    """Gives each kernel a process of its own, forked by the server at `address` from what has done the imports.

    Where there is no server, it is an ordinary process. `target` says what is forked: the kernel of a batch, or
    `interactive`, that of a person's notebook.
    """

    address = Unicode(help="socket of the fork server").tag(config=True)
    target = Unicode("kernel", help="what is forked").tag(config=True)

    process: Any = None

    async def launch_kernel(self, cmd: list[str], **kwargs: Any) -> KernelConnectionInfo:
        """Fork a kernel that reads the connection file named in ``cmd``.

        A person's kernel waits for the imports; where nothing can be forked, it is an ordinary process.
        """
        if not self.address:
            self.log.warning("this kernel starts from the beginning: only partnerlab's own runs keep kernels warm")
            return await super().launch_kernel(cmd, **kwargs)
        if self.target != "kernel" and not await _is_ready(self.address):
            self.address = ""
            return await super().launch_kernel(cmd, **kwargs)
        request = {
            "target": self.target,
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
        if not self.address:
            return await super().wait()
        # Polled: the process is no child of ours, so that asyncio cannot wait for it.
        while self.process is not None and self.process.poll() is None:
            await asyncio.sleep(LOOK_EVERY)
        code = self.process.returncode if self.process is not None else 0
        self.process = None
        return code

    async def kill(self, restart: bool = False) -> None:
        """End the kernel, after the moment it needs for its exit handlers, and see it gone."""
        if not self.address:
            await super().kill(restart=restart)
        elif self.process is not None:
            self.process.terminate()  # SIGTERM first, on which the kernel runs the notebook's exit handlers
            await _see_gone(self.process, POLITE_SECONDS)
            self.process.kill()
            await _see_gone(self.process, POLITE_SECONDS)


async def _is_ready(address: str) -> bool:
    """Wait until a fork server listens; False when it has not begun to within the longest wait, or has gone."""
    for _ in range(int(LONGEST_WAIT / LOOK_EVERY)):
        with socket.socket(socket.AF_UNIX) as asking, contextlib.suppress(OSError):
            asking.connect(address)
            return True
        if not Path(address).parent.is_dir():
            break
        await asyncio.sleep(LOOK_EVERY)
    return False


async def _see_gone(process: ForkedProcess, seconds: float) -> None:
    for _ in range(int(seconds / LOOK_EVERY)):
        if process.poll() is not None:
            return
        await asyncio.sleep(LOOK_EVERY)
