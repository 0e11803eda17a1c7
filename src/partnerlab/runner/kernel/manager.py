"""The kernel manager: one notebook's kernel, forked where that is safe, an ordinary process elsewhere.

It always runs the interpreter that runs us, whatever kernel a notebook names, and never opens a TCP port: it speaks
over sockets in a private folder; on Windows, which has none, over encrypted local ones.
"""

from __future__ import annotations

import asyncio
import contextlib
import sys
from queue import Empty
from typing import Any

import zmq.asyncio
from jupyter_client.asynchronous.client import AsyncKernelClient
from jupyter_client.kernelspec import KernelSpec
from jupyter_client.manager import AsyncKernelManager
from traitlets import Any as AnyTrait
from traitlets import Int, Unicode, default

from partnerlab.errors import RunError
from partnerlab.runner.kernel.imports import start_of
from partnerlab.runner.kernel.internals import open_context, with_dates
from partnerlab.runner.kernel.process import PROVISIONER, STEADY

# -P: a file `random.py` beside a notebook is the notebook's affair, and not to be imported by what runs it.
COMMAND = [sys.executable, "-P", "-c", start_of("partnerlab.runner.kernel.application")]
OPTIONS = ["--HistoryManager.enabled=False", "--Application.log_level=50", "--Kernel._execute_sleep=0"]
"""What a kernel of a batch does without: a history on disk, remarks on the terminal, and half a millisecond's sleep
after each cell, for clients that do not wait, as ours does, until a cell's outputs have all come."""
DRAWN_HERE = ["--KernelApp.draws=False"]
"""What leaves a kernel's charts to us."""


class KernelClient(AsyncKernelClient):
    """A client that begins as soon as the kernel listens, and reads all that the kernel writes."""

    def start_channels(self, *_: Any, **__: Any) -> None:
        """Open the channels that a batch needs; the process itself is watched, so there is no heartbeat."""
        super().start_channels(hb=False)

    @default("context")
    def _context_default(self) -> zmq.asyncio.Context:
        return open_context(self)

    async def is_alive(self) -> bool:
        """Whether the kernel runs; one that nobody waits for any more counts as dead, and is then ended as such."""
        is_wanted = getattr(self.parent, "is_wanted", None)
        return (is_wanted is None or is_wanted()) and bool(await super().is_alive())

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
            # Until both sockets have answered: zmq drops what is published before a subscriber has joined, and the
            # first outputs of the notebook with it.
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
    fork_server
        Socket of the fork server; "" for an ordinary kernel.
    memory
        The most memory the kernel may take for its data, in bytes; 0 for no limit.
    is_wanted
        Whether anybody still waits for what it does; None where nobody need be asked.
    """

    fork_server = Unicode("")
    memory = Int(0)
    is_wanted = AnyTrait(None)

    def __init__(self, **kwargs: Any) -> None:
        # By name, as jupyter_client looks its classes up.
        kwargs.setdefault("client_class", f"{__name__}.{KernelClient.__name__}")
        # A Unix socket is guarded by its folder's rights; a TCP port is open to every user of the machine.
        kwargs.setdefault("transport", "ipc" if has_private_sockets() else "tcp")
        if kwargs["transport"] == "tcp":
            kwargs.setdefault("transport_encryption", "required")
        super().__init__(**kwargs)
        self.session.unpack = with_dates(self.session.unpack)

    @property
    def kernel_spec(self) -> KernelSpec:
        """The specification of a Python kernel of this very interpreter."""
        # Written here, not looked up by name: what is installed as `python3` may be the kernel of another Python. It
        # says that it has no debugger, which would take time to begin, and that it can speak encrypted, without which
        # jupyter_client opens no TCP port that is to be.
        metadata: dict[str, Any] = {"debugger": False, "supported_encryption": "curve"}
        if self.fork_server:
            config = {"address": self.fork_server}
            metadata["kernel_provisioner"] = {"provisioner_name": PROVISIONER, "config": config}
        return KernelSpec(
            argv=[*COMMAND, "-f", "{connection_file}", *OPTIONS, *DRAWN_HERE, f"--KernelApp.memory={self.memory}"],
            display_name="Python 3",
            language="python",
            interrupt_mode="signal",  # a message would wait behind the very cell that it is to interrupt
            env=STEADY,
            metadata=metadata,
        )
