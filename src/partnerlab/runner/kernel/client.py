"""The client: talks to one notebook's kernel for papermill, within limits, and keeps where it broke off."""

from __future__ import annotations

import atexit
import contextlib
import functools
import os
import shutil
import subprocess
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import nbformat
from nbclient.exceptions import CellTimeoutError, DeadKernelError
from papermill.clientwrap import PapermillNotebookClient
from papermill.engines import Engine as PapermillEngine
from papermill.engines import NBClientEngine
from papermill.log import logger
from traitlets import Any as AnyTrait

from partnerlab.errors import RunError
from partnerlab.page.render.charts import Drawings, draw_charts, keep_drawings
from partnerlab.runner.events import Event, Noted
from partnerlab.runner.kernel.fork_server import STDERR_NAME
from partnerlab.runner.kernel.internals import take_text
from partnerlab.runner.kernel.manager import KernelManager
from partnerlab.runner.kernel.process import KERNEL_IMPORTS, OWN_KERNEL
from partnerlab.runner.kernel.warm_up import WarmUp
from partnerlab.runner.notebook import imports_of
from partnerlab.runner.scratch import PrivateFolder, stand_by
from partnerlab.runner.task import MEGABYTE, Limits

START_SECONDS = 60.0
LONGEST_ERROR = 20_000
"""Characters of an error's message, and of each piece of where it came from, that a batch keeps."""
_KEEPING = threading.Lock()
"""Held while what is kept is made: two threads that call papermill at once would each start a fork server."""


@dataclass
class Session:
    """What one run of one notebook is given, and what it leaves when it breaks off."""

    fork_server: str
    """Socket of the fork server; "" for an ordinary kernel."""
    scratch: Path
    """A private folder for this kernel alone: its sockets and its temporary files."""
    limits: Limits = field(default_factory=Limits)
    """How much it may take."""
    is_wanted: Callable[[], bool] | None = None
    """Whether anybody still waits for it; None where nobody need be asked."""
    document: Any = None
    """The notebook as far as it has run."""
    cell: int | None = None
    """Place of the cell that ran last, from 0."""
    last_words: str = ""
    """What a kernel that died wrote to standard error."""
    drawings: Drawings | None = None
    """Its charts, once they have been drawn: for the page, and for the evidence when one cannot be."""


class Client(PapermillNotebookClient):  # type: ignore[misc] # papermill ships no types
    """Runs the cells of one notebook within the limits of a session."""

    session = AnyTrait()

    def __init__(self, nb_man: Any, session: Session, **kwargs: Any) -> None:
        # Counted from here, so that starting the kernel is part of a notebook's time; a clock that nobody can set.
        self._deadline = time.monotonic() + (session.limits.notebook_seconds or float("inf"))
        self._written: dict[tuple[int, bool], int] = {}
        self._missing = False
        # A session's own options come last: no option of a caller lifts its limits or names another kernel. After a
        # cell nbclient waits 4 seconds for outputs still on their way, and then goes on without them, with a warning
        # that a batch shows nobody; on a busy machine they may take longer.
        own = {"session": session, "timeout_func": self._seconds_left, "kernel_name": OWN_KERNEL}
        super().__init__(nb_man, **{"iopub_timeout": 60, **kwargs, **own})

    def create_kernel_manager(self) -> KernelManager:
        """The kernel of this very interpreter, forked when there is a fork server."""
        # A name of one letter: the sockets stand beside this file, and the path of a Unix socket has about 100 bytes.
        self.km = KernelManager(
            connection_file=str(self.session.scratch / "k.json"),
            fork_server=self.session.fork_server,
            memory=self.session.limits.memory_bytes,
            is_wanted=self.session.is_wanted,
            log=self.log,
        )
        return self.km

    def execute_cell(self, cell: Any, cell_index: int, **kwargs: Any) -> Any:
        """Run one cell, noting which, should the kernel die."""
        self.session.cell = cell_index  # before it runs: a kernel that dies leaves nobody who could say where
        if not self.record_timing:
            cell.metadata.papermill.start_time = None  # papermill would read it again to tell how long it took
        ran = super().execute_cell(cell, cell_index, **kwargs)
        if self._missing:  # asked only now, so that what the cell goes on to send is taken off the socket meanwhile
            most = self.session.limits.output_bytes / MEGABYTE
            raise OutputLimitError(f"the cell shows more than {most:g} MB, beside what it prints")
        return ran

    def _seconds_left(self, _: Any) -> float:
        # Never 0, which nbclient takes for no limit: a notebook whose time is over would then run for ever.
        left = max(0.001, self._deadline - time.monotonic())
        seconds = min(left, self.session.limits.cell_seconds or float("inf"))
        return 0.0 if seconds == float("inf") else seconds

    def output(self, outs: list[Any], msg: dict[str, Any], display_id: str | None, cell_index: int) -> Any:
        """Take an output in, or cut it when the cell has printed too much; a display is never cut with success."""
        if msg["msg_type"] == "error" and self.session.limits.output_bytes:
            return self._take(outs, msg | {"content": _short_error(msg["content"])}, display_id, cell_index)
        printed = "text" in msg["content"]
        most, written = self.session.limits.output_bytes, self._written.get((cell_index, printed), 0)
        size = _size(msg["content"])
        # Counted apart: of text a part is of use, and a cell that prints much shall not lose its pictures by it.
        self._written[cell_index, printed] = written + size
        if not most or written + size <= most:
            return self._take(outs, msg, display_id, cell_index)
        self._missing |= not printed
        # Only the output that passes the limit is cut and noted; those after it go without a word.
        if written <= most:
            if printed:
                part = msg["content"] | {"text": msg["content"]["text"][: most - written] + "\n"}
                self._take(outs, msg | {"content": part}, display_id, cell_index)
            note = nbformat.from_dict({"output_type": "stream", "name": "stderr", "text": _cut_note(most)})  # type: ignore[no-untyped-call] # it is untyped
            outs.append(note)
        return None

    def _take(self, outs: list[Any], msg: dict[str, Any], display_id: str | None, cell_index: int) -> Any:
        return outs[-1] if take_text(self, outs, msg, display_id) else super().output(outs, msg, display_id, cell_index)


class OutputLimitError(RunError):
    """A cell shows more than it may; text is cut, but a page without a picture that belongs to it would mislead."""


def _size(content: dict[str, Any]) -> int:
    # Characters, not bytes: encoding each output to count it would cost more than the limit is exact.
    if "text" in content:
        return len(content["text"])
    return sum(len(value) if isinstance(value, str) else len(str(value)) for value in content.get("data", {}).values())


def _short_error(content: dict[str, Any]) -> dict[str, Any]:
    """What an error says, without the middle of a piece that nobody reads to its end."""
    pieces = [_short(piece) for piece in content.get("traceback", [])]
    return content | {"evalue": _short(content.get("evalue", "")), "traceback": pieces}


def _short(text: str) -> str:
    left, half = len(text) - LONGEST_ERROR, LONGEST_ERROR // 2
    return f"{text[:half]}\n[{left:,} characters cut]\n{text[-half:]}" if left > 0 else text


def _cut_note(most: int) -> str:
    return f"[output cut: this cell wrote more than {most / MEGABYTE:g} MB]\n"


def _imports_of(document: Any) -> tuple[str, ...]:
    sources = [cell["source"] for cell in document.cells if cell["cell_type"] == "code"]
    return tuple(statement for source in sources for statement in imports_of(source))


@dataclass
class _Kept:
    """What this process keeps from one notebook to the next when papermill calls."""

    warm_up: WarmUp
    standing_by: subprocess.Popen[bytes] | None = None
    """Who removes the folder when this process is killed and there is no fork server to do it."""

    def close(self) -> None:
        """End the fork server before the folder of its socket goes, and then whoever stood by for that."""
        self.warm_up.close()
        self.warm_up.private.close()
        if self.standing_by is not None:
            with contextlib.suppress(subprocess.TimeoutExpired):
                self.standing_by.communicate(timeout=10)


@functools.cache
def _kept() -> list[_Kept]:
    """What this process keeps: nothing before its first notebook."""
    return []


def own_fork_server(imports: tuple[str, ...]) -> tuple[Path, str]:
    """The private folder of this process and the address of its fork server, both made for its first notebook.

    Returns
    -------
    tuple of Path and str
        The address is "" where kernels cannot be kept warm, of which papermill's log tells once.
    """
    with _KEEPING:
        if not _kept():
            _kept().append(_Kept(WarmUp(PrivateFolder(), imports, _warn, ahead=KERNEL_IMPORTS)))
            atexit.register(_kept()[0].close)
        kept = _kept()[0]
        address = kept.warm_up.address()  # first, so that the folder stands only once there is who removes it
        if not address and kept.standing_by is None:
            kept.standing_by = stand_by()
        return kept.warm_up.private.path, address


def _warn(event: Event) -> None:
    if isinstance(event, Noted):
        logger.warning(event.text)


class ManagedEngine(PapermillEngine):  # type: ignore[misc] # papermill ships no types
    """Papermill's engine on warm kernels; a kernel that somebody names is papermill's own engine's to run."""

    @classmethod
    def execute_managed_notebook(cls, nb_man: Any, kernel_name: str, **kwargs: Any) -> None:
        """Run the notebook that papermill hands over.

        Parameters
        ----------
        kernel_name
            `OWN_KERNEL`, which is the interpreter that runs us, or another that papermill was told to use.
        **kwargs
            ``session`` and ``folder`` (where the kernel works) when the batch calls; otherwise papermill's own, which
            mean what they mean to its own engine.
        """
        session = kwargs.get("session")
        if session is not None:
            cls._run(nb_man, session, str(kwargs["folder"]), record_timing=False)  # a batch takes times out anyway
            return
        if kernel_name != OWN_KERNEL:
            logger.info(f"Kernel {kernel_name} starts from the beginning, by papermill's own engine")
            NBClientEngine.execute_managed_notebook(nb_man, kernel_name, **kwargs)
            return
        folder, address = own_fork_server(_imports_of(nb_man.nb))
        # Papermill knows one limit, of a cell; who calls it alone has set none of ours.
        limits = Limits(kwargs.get("execution_timeout") or kwargs.get("timeout") or 0.0, 0.0, 0.0, 0, 0)
        own = Session(address, folder / f"k{time.monotonic_ns():x}", limits)
        options = {name: kwargs[name] for name in kwargs.keys() & Client.class_trait_names()}
        options["startup_timeout"] = kwargs.get("start_timeout", START_SECONDS)
        try:
            cls._run(nb_man, own, os.getcwd(), **options)  # noqa: PTH109 - text is what is wanted
        finally:
            # Also of a notebook that failed: papermill saves it as far as it ran, and its figures are part of it.
            drawings = draw_charts(nb_man.nb)
            keep_drawings(nb_man.nb, drawings)
        drawings.check()  # outside, so that a chart's fault hides no failure of a cell

    @staticmethod
    def _run(nb_man: Any, session: Session, folder: str, **options: Any) -> None:
        session.document = nb_man.nb  # the very object: it fills as cells run, and is the evidence should they fail
        scratch = session.scratch / "tmp"
        scratch.mkdir(parents=True, exist_ok=True)
        usual = {
            "log": logger,
            "startup_timeout": START_SECONDS,
            "resources": {"metadata": {"path": folder}},
            # A forked kernel runs its exit handlers on SIGTERM; an ordinary one must be asked.
            "shutdown_kernel": "immediate" if session.fork_server else "graceful",
        }
        client = Client(nb_man, session, **usual | options)
        try:
            # Whatever a notebook leaves running is found by this entry of its environment: see `runner.scratch`.
            client.execute(env=os.environ | {"TMPDIR": str(scratch)})
        except (DeadKernelError, CellTimeoutError) as error:
            words = session.scratch / STDERR_NAME
            # Read before the folder goes in which they stand.
            session.last_words = words.read_text(errors="replace") if words.exists() else ""
            if session.last_words:
                error.add_note(session.last_words)  # which a batch tells as the cause, and papermill's command prints
            raise
        finally:
            shutil.rmtree(session.scratch, ignore_errors=True)
