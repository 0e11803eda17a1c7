"""The kernel's own side: ipykernel's application without its open port, within a limit, and with last words."""

from __future__ import annotations

import atexit
import contextlib
import faulthandler
import functools
import gc
import os
import re
import signal
import sys
from importlib.util import find_spec
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import zmq
from ipykernel import ipkernel, kernelapp
from ipykernel.iostream import IOPubThread, OutStream
from traitlets import Bool, DottedObjectName, Int, Type
from traitlets.config import Config
from traitlets.config.loader import DeferredConfigString
from zmq.eventloop.zmqstream import ZMQStream

from partnerlab.page.handover import leave_drawing_to_client
from partnerlab.runner.nursery import STDERR_NAME, die_with_parent

_PLAIN_OPTION = re.compile(r"^--(\w+)\.(\w+)=(.*)$", re.MULTILINE)
COLLECT_AFTER = (50_000, 20, 20)
"""How seldom a kernel looks for rubbish: it lives for one notebook, within a limit of memory."""


class OutputThread(IOPubThread):
    """Sends a kernel's outputs; what forked processes print comes in over a socket in the private folder.

    ipykernel opens a TCP port for that, even where a kernel speaks over other sockets.

    Parameters
    ----------
    socket, **options
        As ipykernel gives them.
    inlet
        Address of the socket; "" where there are no forked processes to listen to.
    """

    def __init__(self, socket: Any, *, inlet: str, **options: Any) -> None:
        self._inlet = inlet
        super().__init__(socket, **options)  # type: ignore[no-untyped-call] # ipykernel is partly typed

    def _setup_pipe_in(self) -> None:
        self._pipe_flag = bool(self._inlet)
        if self._inlet:
            self._pipe_uuid = os.urandom(16)
            inlet = self.socket.context.socket(zmq.PULL)
            inlet.linger = 0
            inlet.bind(self._inlet)
            self._pipe_in = ZMQStream(inlet, self.io_loop)
            self._pipe_in.on_recv(self._handle_pipe_msg)

    def _setup_pipe_out(self) -> tuple[Any, Any]:
        context: Any = zmq.Context()
        outlet = context.socket(zmq.PUSH)
        outlet.linger = 3000
        outlet.connect(self._inlet)
        return context, outlet


class OutputStream(OutStream):
    """What a notebook prints; a kernel asks four times a cell whether all is sent, and waits for a thread's answer."""

    def flush(self) -> None:
        """Send what was written; where nothing was, there is nothing to wait for."""
        with self._buffer_lock:
            written = bool(self._buffers)
        if written:
            super().flush()  # type: ignore[no-untyped-call] # ipykernel is partly typed


class Kernel(ipkernel.IPythonKernel):
    """A kernel that does not list the modules that were imported before it, which only a debugger wants to know.

    In a forked process each module that is looked at is a piece of memory to be copied.
    """

    def __init__(self, **options: Any) -> None:
        setattr(ipkernel, "sys", SimpleNamespace(modules={}))  # noqa: B010 - ipykernel asks nobody
        try:
            super().__init__(**options)  # type: ignore[no-untyped-call] # ipykernel is partly typed
        finally:
            setattr(ipkernel, "sys", sys)  # noqa: B010 - as above


class KernelApp(kernelapp.IPKernelApp):
    """ipykernel's application for a notebook of a batch.

    Attributes
    ----------
    memory
        The most memory the kernel may take for its data, in bytes; 0 for no limit.
    draws
        Whether figures draw their charts here; otherwise the kernel's client does, when all has run.
    """

    kernel_class = Type(Kernel, klass=ipkernel.IPythonKernel)
    outstream_class = DottedObjectName(f"{OutputStream.__module__}.{OutputStream.__name__}", allow_none=True)
    memory = Int(0, help="most bytes of data").tag(config=True)
    draws = Bool(True, help="whether charts are drawn here").tag(config=True)

    def parse_command_line(self, argv: list[str] | None = None) -> None:
        """Take options in the plain form in which our manager writes them; others with a parser for all there are."""
        file, options = (argv or [])[:2], (argv or [])[2:]
        if file[:1] != ["-f"] or not all(map(_PLAIN_OPTION.fullmatch, options)):
            super().parse_command_line(argv)
            return
        self.cli_config = Config()
        self.cli_config.IPKernelApp.connection_file = file[1]
        for section, name, value in _PLAIN_OPTION.findall("\n".join(options)):
            self.cli_config[section][name] = DeferredConfigString(value)
        self.update_config(self.cli_config)

    def init_iopub(self, context: Any) -> None:
        """Begin to send outputs, without opening a port."""
        inlet = f"ipc://{self.ip}-p" if self.transport == "ipc" else ""
        setattr(kernelapp, "IOPubThread", functools.partial(OutputThread, inlet=inlet))  # noqa: B010 - ipykernel asks nobody
        super().init_iopub(context)  # type: ignore[no-untyped-call] # ipykernel is partly typed


def live(options: list[str]) -> None:
    """Be a kernel until it is told to end.

    Parameters
    ----------
    options
        The application's, beginning with ``-f`` and the connection file; what the process writes to standard error
        beside the notebook's own outputs goes into a file next to that.
    """
    _direct_streams(Path(options[1]).parent / STDERR_NAME)
    launcher = find_spec("ipykernel_launcher")
    sys.argv = [str(launcher and launcher.origin), *options]
    gc.set_threshold(*COLLECT_AFTER)
    app: Any = KernelApp.instance()
    app.initialize(options)
    app.log.setLevel(app.log_level)  # what the handler would drop need not be made
    limit_memory(app.memory)
    leave_drawing_to_client(not app.draws)
    signal.signal(signal.SIGTERM, lambda *_: _leave_at_once(app))
    with contextlib.suppress(SystemExit):
        app.start()
    _leave(app)


def serve(request: dict[str, Any], _: list[int]) -> int:
    """Be a kernel, in a process that the nursery has just forked.

    Parameters
    ----------
    request
        ``argv``, ``cwd`` and ``env``.
    """
    os.environ.clear()
    os.environ.update(request["env"])
    os.chdir(request["cwd"])
    live(request["argv"])
    return 0


def main() -> None:
    """Be a kernel in an ordinary process."""
    if sys.platform == "linux":
        die_with_parent()
    live(sys.argv[1:])
    os._exit(0)


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
    """Limit what this process may hold as data, on Linux; address space set aside and unused does not count.

    Parameters
    ----------
    most
        Bytes; 0 for no limit.
    """
    if most and sys.platform == "linux":
        import resource  # noqa: PLC0415 - POSIX only

        _, ceiling = resource.getrlimit(resource.RLIMIT_DATA)
        bound = most if ceiling == resource.RLIM_INFINITY else min(most, ceiling)
        resource.setrlimit(resource.RLIMIT_DATA, (bound, ceiling))


def _direct_streams(stderr: Path) -> None:
    """Send what goes past the kernel's own capture nowhere, but last words to a file."""
    silence = os.open(os.devnull, os.O_RDWR)
    last_words = os.open(stderr, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    for target, source in ((0, silence), (1, silence), (2, last_words)):
        os.dup2(source, target)
    os.close(silence)
    os.close(last_words)
    faulthandler.enable(2)


if __name__ == "__main__":
    main()
