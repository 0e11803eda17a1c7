"""The private parts of IPython, ipykernel, jupyter_client and nbclient that a batch relies on, all of them here.

Each use says which part it touches, what for, and what it gains. `benchmarks/internals.py` switches them off one at a
time and prints the gain; what gains under 3 % goes, but for what keeps a port closed or a user's settings out. The
versions are bounded in `pyproject.toml`, and a test names the version that has lost a part.
"""

from __future__ import annotations

import atexit
import contextlib
import functools
import json
import os
import sys
from collections.abc import Callable
from datetime import datetime
from types import SimpleNamespace
from typing import Any

import nbformat
import zmq
import zmq.asyncio
from ipykernel import ipkernel, kernelapp
from ipykernel.iostream import IOPubThread, OutStream
from jupyter_client.jsonutil import json_default
from zmq.eventloop.zmqstream import ZMQStream

KNOCK_MILLISECONDS = 2
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
    """A kernel that does not list the modules that were imported before it, which only a debugger wants to know.

    Of ipykernel: ``ipkernel.sys``, whose modules ``IPythonKernel.__init__`` lists. In a forked process each module that
    is looked at is a piece of memory to be copied.
    """

    def __init__(self, **options: Any) -> None:
        setattr(ipkernel, "sys", SimpleNamespace(modules={}))  # noqa: B010 - mypy knows the module
        try:
            super().__init__(**options)  # type: ignore[no-untyped-call] # ipykernel is partly typed
        finally:
            setattr(ipkernel, "sys", sys)  # noqa: B010 - as above


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
