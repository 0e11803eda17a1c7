"""The kernel's own side: ipykernel's application without its open port, within a limit, and with last words."""

from __future__ import annotations

import contextlib
import faulthandler
import gc
import os
import re
import signal
import sys
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from ipykernel import ipkernel
from traitlets import Bool, DottedObjectName, Int, Type
from traitlets.config import Config
from traitlets.config.loader import DeferredConfigString

from partnerlab.page.handover import leave_drawing_to_client
from partnerlab.runner.kernel.fork_server import COLLECT_AFTER, STDERR_NAME, die_with_parent
from partnerlab.runner.kernel.internals import (
    Kernel,
    OutputStream,
    WithoutSettings,
    run_exit_handlers,
    send_outputs_without_port,
    without_halves,
)

_PLAIN_OPTION = re.compile(r"^--(\w+)\.(\w+)=(.*)$", re.MULTILINE)


class KernelApp(WithoutSettings):
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
        # Before ipykernel makes its thread, by the class that stands in its module then.
        inlet = f"ipc://{self.ip}-p" if self.transport == "ipc" else ""
        send_outputs_without_port(inlet)
        super().init_iopub(context)  # type: ignore[no-untyped-call] # ipykernel is partly typed


def live(options: list[str]) -> None:
    """Be a kernel until it is told to end.

    Parameters
    ----------
    options
        The application's, beginning with ``-f`` and the connection file; what the process writes to standard error
        beside the notebook's own outputs goes into a file next to that.
    """
    # Before the application takes over Python's streams: what native code writes goes past them.
    _direct_streams(Path(options[1]).parent / STDERR_NAME)
    # A notebook that looks sees the command of every kernel, and not how this one came to be.
    launcher = find_spec("ipykernel_launcher")
    sys.argv = [str(launcher and launcher.origin), *options]
    gc.set_threshold(*COLLECT_AFTER)
    app: Any = KernelApp.instance()
    app.initialize(options)
    app.log.setLevel(app.log_level)  # what the handler would drop need not be made
    app.session.pack = without_halves(app.session.pack)
    limit_memory(app.memory)  # once it stands: the limit is for the notebook
    leave_drawing_to_client(not app.draws)
    # Python's own way on SIGTERM is to end at once, without what the notebook registered for its end.
    signal.signal(signal.SIGTERM, lambda *_: _leave_at_once(app))
    with contextlib.suppress(SystemExit):  # a kernel that is told to end raises it; there is more to do
        app.start()
    run_exit_handlers(app)


def serve(request: dict[str, Any], _: list[int]) -> int:
    """Be a kernel, in a process that the fork server has just forked, with its ``argv``, ``cwd`` and ``env``."""
    # The fork server's surroundings are those of its start; a run may have changed its own since.
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
    os._exit(0)  # exit handlers have run; what threads a notebook left would be waited for


def _leave_at_once(app: Any) -> None:
    """Leave even in the middle of a cell, where IPython would take an exit for the cell's own."""
    try:
        run_exit_handlers(app)
    finally:
        os._exit(0)


def limit_memory(most: int) -> None:
    """Limit the bytes this process may hold as data, on Linux; 0 for no limit. Address space set aside is not in it."""
    if most and sys.platform == "linux":
        import resource  # noqa: PLC0415 - POSIX only

        # RLIMIT_AS would count what libraries set aside and never touch, gigabytes for some.
        _, ceiling = resource.getrlimit(resource.RLIMIT_DATA)
        bound = most if ceiling == resource.RLIM_INFINITY else min(most, ceiling)
        resource.setrlimit(resource.RLIMIT_DATA, (bound, ceiling))


def _direct_streams(stderr: Path) -> None:
    """Send what goes past the kernel's own capture nowhere, but last words to a file."""
    silence = os.open(os.devnull, os.O_RDWR)
    # At its end, whoever writes: processes that the notebook starts inherit it, and would write over each other.
    last_words = os.open(stderr, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    for target, source in ((0, silence), (1, silence), (2, last_words)):
        os.dup2(source, target)
    os.close(silence)
    os.close(last_words)
    faulthandler.enable(2)  # what a crash in native code says is the cause that a failure names
