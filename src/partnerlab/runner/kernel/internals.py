"""The private parts of IPython, ipykernel, jupyter_client and nbclient that a batch relies on, all of them here.

Each use says which part it touches, what for, and what it gains. `benchmarks/internals.py` switches them off one at a
time and prints the gain; what gains under 3% goes, but for what keeps a port closed or a user's settings out. The
versions are bounded in `pyproject.toml`, and a test names the version that has lost a part.
"""

from __future__ import annotations

import atexit
import contextlib
import functools
import json
import os
import sys
import traceback
from collections import deque
from collections.abc import Callable
from datetime import datetime
from types import SimpleNamespace, TracebackType
from typing import Any

import nbformat
import zmq
import zmq.asyncio
from ipykernel import ipkernel, kernelapp
from ipykernel.iostream import IOPubThread, OutStream
from jupyter_client.jsonutil import json_default
from zmq.eventloop.zmqstream import ZMQStream

KNOCK_MILLISECONDS = 2
_ANY = Exception
"""By a name of ours: a notebook may have deleted the other."""
MOST_CALLS = 10_000
"""Calls in a trace; of one with more the ends are written. Python itself allows 3,000 in a kernel."""
KEPT_CALLS = 500
MOST_CAUSES = 100
"""Errors, each the cause of the next, whose traces are looked at."""
BROKEN = 70
"""Code with which a kernel ends that its own notebook has broken."""
_KEPT = {
    "stream": ("name", "text"),
    "display_data": ("metadata", "data"),
    "execute_result": ("metadata", "data", "execution_count"),
}
"""What a notebook keeps of the messages that make up nearly all of its outputs."""


class OutputThread(IOPubThread):
    """Sends a kernel's outputs; what forked processes print comes in over a socket in the private folder.

    Of ipykernel: ``IOPubThread._setup_pipe_in``, ``_setup_pipe_out``, ``_handle_pipe_msg``, ``_pipe_flag``,
    ``_pipe_uuid``, ``_pipe_in``. It opens a TCP port for that, even where a kernel speaks over other sockets; this is
    for safety, not for speed.

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
            inlet.linger = 0  # a kernel that ends waits for no print of a process that it forked
            inlet.bind(self._inlet)
            self._pipe_in = ZMQStream(inlet, self.io_loop)
            self._pipe_in.on_recv(self._handle_pipe_msg)

    def _setup_pipe_out(self) -> tuple[Any, Any]:
        # Called in the forked process: a context of its own, since zmq's does not survive a fork.
        context: Any = zmq.Context()
        outlet = context.socket(zmq.PUSH)
        outlet.linger = 3000
        outlet.connect(self._inlet)
        return context, outlet


class WithoutSettings(kernelapp.IPKernelApp):
    """An application that heeds no settings or start-up files of a user, which would change or break every notebook.

    Of IPython: ``InteractiveShellApp._run_startup_files``, by which ``init_code`` runs them; this is for safety.
    """

    def load_config_file(self, *_: Any, **__: Any) -> None:
        """Read no file."""

    def _run_startup_files(self) -> None:
        pass


def send_outputs_without_port(inlet: str) -> None:
    """Have ipykernel's application send outputs by an `OutputThread`; it names the class in its own module.

    Of ipykernel: the name ``kernelapp.IOPubThread``, which ``IPKernelApp.init_iopub`` looks up. See `OutputThread`.
    """
    setattr(kernelapp, "IOPubThread", functools.partial(OutputThread, inlet=inlet))  # noqa: B010 - mypy knows the class


class OutputStream(OutStream):
    """What a notebook prints; a kernel asks four times a cell whether all is sent, and waits for a thread's answer.

    Of ipykernel: ``OutStream._buffers`` and ``_buffer_lock``.
    """

    def flush(self) -> None:
        """Send what was written; where nothing was, there is nothing to wait for."""
        with self._buffer_lock:
            written = bool(self._buffers)
        if written:
            super().flush()  # type: ignore[no-untyped-call] # ipykernel is partly typed


class Kernel(ipkernel.IPythonKernel):
    """A kernel that does not list the modules that were imported before it, and ends when it cannot answer any more.

    Of ipykernel: ``ipkernel.sys``, whose modules ``IPythonKernel.__init__`` lists, which only a debugger wants to know.
    In a forked process each module that is looked at is a piece of memory to be copied. And ``Kernel.dispatch_shell``
    and ``execute_request``, by which it answers; this is for safety, not for speed.
    """

    def __init__(self, **options: Any) -> None:
        setattr(ipkernel, "sys", SimpleNamespace(modules={}))  # noqa: B010 - mypy knows the module
        try:
            super().__init__(**options)  # type: ignore[no-untyped-call] # ipykernel is partly typed
        finally:
            setattr(ipkernel, "sys", sys)  # noqa: B010 - as above
        traces: Any = getattr(self.shell, "InteractiveTB")  # noqa: B009 - mypy does not know that there is a shell
        traces.structured_traceback = with_short_traces(traces.structured_traceback)

    async def dispatch_shell(self, *message: Any, **options: Any) -> None:
        """Answer a message; a kernel that can no longer answer ends, since whoever asked would wait for ever."""
        try:
            await super().dispatch_shell(*message, **options)
        except _ANY:
            _end_broken()

    async def execute_request(self, *message: Any) -> None:
        """Run a cell; ipykernel would log what goes wrong beside it, and send no answer."""
        try:
            await super().execute_request(*message)  # type: ignore[no-untyped-call] # ipykernel is partly typed
        except _ANY:
            _end_broken()


def with_short_traces(write: Callable[..., list[str]]) -> Callable[..., list[str]]:
    """Have IPython write of a trace that is longer than any person reads its ends alone; each call takes it a while."""

    def written(kind: Any, error: BaseException, trace: TracebackType | None, *rest: Any, **options: Any) -> list[str]:
        trace, left_out = _shorten(trace)
        inner: BaseException | None = error
        for _ in range(MOST_CAUSES):
            if inner is None:
                break
            inner.__traceback__, cut = _shorten(inner.__traceback__)
            left_out = max(left_out, cut)
            inner = inner.__cause__ or inner.__context__
        lines = write(kind, error, trace, *rest, **options)
        return [*lines[:-1], f"[{left_out:,} calls in the middle are left out]\n", *lines[-1:]] if left_out else lines

    return written


def _shorten(trace: TracebackType | None) -> tuple[TracebackType | None, int]:
    """Return a trace without its middle where it has too many calls, and how many were left out."""
    first: list[TracebackType] = []
    last: deque[TracebackType] = deque(maxlen=KEPT_CALLS)
    count, each = 0, trace
    while each is not None:
        (first if count < KEPT_CALLS else last).append(each)
        count, each = count + 1, each.tb_next
    if count <= MOST_CALLS:
        return trace, 0
    short: TracebackType | None = None
    for call in reversed([*first, *last]):
        short = TracebackType(short, call.tb_frame, call.tb_lasti, call.tb_lineno)
    return short, count - 2 * KEPT_CALLS


def _end_broken() -> None:
    """End a kernel whose notebook has broken what it answers with, and say why in its last words."""
    try:
        words = "".join(traceback.format_exception_only(*sys.exc_info()[:2])).strip()
        os.write(2, f"the notebook has broken the kernel that runs it, which can no longer answer: {words}\n".encode())
    finally:
        os._exit(BROKEN)


def run_exit_handlers(app: Any) -> None:
    """Run what the notebook asked to be run at its end, and leave the sockets to the system.

    Of ipykernel: that it registers ``IPKernelApp.close`` and ``IOPubThread.stop`` with `atexit`. They are left out: one
    thread joining another that waits for a third can take seconds.
    """
    atexit.unregister(app.close)
    atexit.unregister(app.iopub_thread.stop)
    with contextlib.suppress(Exception):
        atexit._run_exitfuncs()  # `os._exit`, by which a forked process must end, runs none


def open_context(client: Any) -> zmq.asyncio.Context:
    """Sockets that drop no message, and that knock again at once where the kernel has not opened its own yet.

    Of jupyter_client: ``KernelClient._created_context``, by which a client knows that the context is its own to end.
    """
    client._created_context = True
    context = zmq.asyncio.Context()
    context.rcvhwm = 0  # zmq's own limit of 1000 messages would drop the outputs of a talkative cell
    context.reconnect_ivl = KNOCK_MILLISECONDS  # zmq waits 100 ms, longer than a forked kernel takes to begin
    return context


def without_halves(pack: Callable[[Any], bytes]) -> Callable[[Any], bytes]:
    r"""Have a kernel show half a character, which no file can hold, as a question mark in a box.

    Of jupyter_client: ``Session.pack``. Without this, a message with one of them is lost, and a failure with its cause.

    Examples
    --------
    >>> import json
    >>> pack = without_halves(lambda content: json.dumps(content, ensure_ascii=False).encode())
    >>> pack({"text": "half \ud83d and whole \U0001f600"}).decode()
    '{"text": "half \ufffd and whole \U0001f600"}'
    """

    def packed(content: Any) -> bytes:
        try:
            return pack(content)
        except UnicodeEncodeError:
            text = json.dumps(content, default=json_default, ensure_ascii=False)
            return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace").encode()

    return packed


def with_dates(unpack: Callable[[bytes], Any]) -> Callable[[bytes], Any]:
    """Have the date of a kernel's message read at once; jupyter_client tries one form after another.

    Of jupyter_client: ``Session.unpack``, and that it takes a header's date for read when that is no text.

    Examples
    --------
    >>> import json
    >>> read = with_dates(json.loads)
    >>> read(b'{"msg_id": "1", "date": "2026-03-31T12:00:00Z"}')["date"].year
    2026
    >>> read(b'{"date": "2026-03-31T12:00:00Z"}')
    {'date': '2026-03-31T12:00:00Z'}
    """

    def read(packed: bytes) -> Any:
        found = unpack(packed)
        if isinstance(found, dict) and "msg_id" in found:  # a header
            with contextlib.suppress(KeyError, TypeError, ValueError):
                found["date"] = datetime.fromisoformat(found["date"])
        return found

    return read


def take_text(client: Any, outs: list[Any], msg: dict[str, Any], display_id: str | None) -> bool:
    """Take in an output of text alone, without a check against the schema of notebooks, which takes longest.

    Of nbclient: ``NotebookClient.output_hook_stack`` and ``clear_before_next_output``, which tell whether it would do
    more than append the output.

    Parameters
    ----------
    outs
        Outputs of the cell so far; changed in place.

    Returns
    -------
    bool
        False, with `outs` as they were, for an output that nbclient has to take in itself.
    """
    kept = _KEPT.get(msg["msg_type"])
    hooked = client.output_hook_stack[msg["parent_header"].get("msg_id")] or client.clear_before_next_output
    texts = msg["content"].get("data", {}).values()
    if kept is None or display_id or hooked or not all(isinstance(text, str) for text in texts):
        return False
    parts = {name: msg["content"][name] for name in kept}
    outs.append(nbformat.from_dict({"output_type": msg["msg_type"], **parts}))  # type: ignore[no-untyped-call] # it is untyped
    return True
