"""The nursery: a process that has done the imports and gives each kernel a fresh process of its own by forking.

It starts no thread, event loop or socket library before it
forks, so that what it forks is as good as new. Everything it forks dies with the process that asked for it, and
when its own parent goes it ends its children, removes the private folder and leaves: nothing stays behind.
"""

from __future__ import annotations

import contextlib
import ctypes
import gc
import json
import os
import selectors
import shutil
import signal
import socket
import struct
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import Any

SOCKET_NAME = "nursery"
LENGTH = struct.Struct("!I")
MOST_DESCRIPTORS = 4
PR_SET_PDEATHSIG = 1
PR_SET_CHILD_SUBREAPER = 36
REASON_FOR_LEAVING_THREADS = "an import of the notebooks starts threads, which a fork does not carry over"

TARGETS = {"kernel": "partnerlab.runner.kernels", "worker": "partnerlab.runner.workers"}
"""What may be forked: name to the module whose ``serve(request, descriptors)`` is the child's whole life."""


def send(channel: socket.socket, message: dict[str, Any], descriptors: list[int] | None = None) -> None:
    """Send one message, with open files to hand over beside it.

    Parameters
    ----------
    channel
        A connected Unix socket.
    message
        What JSON can carry.
    descriptors
        Open files that the receiver gets copies of.
    """
    body = json.dumps(message).encode()
    socket.send_fds(channel, [LENGTH.pack(len(body))], descriptors or [])
    channel.sendall(body)


def receive(channel: socket.socket) -> tuple[dict[str, Any], list[int]]:
    """Receive one message and the open files beside it.

    Parameters
    ----------
    channel
        A connected Unix socket.

    Raises
    ------
    EOFError
        The other side has gone.
    """
    head, descriptors, _, _ = socket.recv_fds(channel, LENGTH.size, MOST_DESCRIPTORS)
    if len(head) < LENGTH.size:
        raise EOFError
    (length,) = LENGTH.unpack(head)
    body = bytearray()
    while len(body) < length:
        piece = channel.recv(min(length - len(body), 1 << 16))
        if not piece:
            raise EOFError
        body += piece
    return json.loads(body), descriptors


@dataclass
class _Child:
    """One forked process and the connection of whoever asked for it."""

    pid: int
    handle: int
    owner: socket.socket
    grace: float
    end_by: float | None = None


class Nursery:
    """The serving side: forks on request, watches owners and children, cleans up.

    Parameters
    ----------
    folder
        The private folder in which its socket stands and which it removes when it leaves.
    lifeline
        Descriptor of a pipe that closes when the parent goes.
    """

    def __init__(self, folder: Path, lifeline: int) -> None:
        self.folder = folder
        self.lifeline = lifeline
        self.selector = selectors.DefaultSelector()
        self.listener = socket.socket(socket.AF_UNIX)
        self.children: dict[int, _Child] = {}

    def open(self) -> None:
        """Begin to listen; from here on processes can be asked for."""
        (self.folder / SOCKET_NAME).unlink(missing_ok=True)
        self.listener.bind(str(self.folder / SOCKET_NAME))
        self.listener.listen(64)
        self.selector.register(self.listener, selectors.EVENT_READ, self._answer)
        self.selector.register(self.lifeline, selectors.EVENT_READ, self._leave)

    def serve(self) -> None:
        """Serve until the parent goes."""
        while True:
            waits = [child.end_by for child in self.children.values() if child.end_by is not None]
            timeout = max(0.0, min(waits) - time.monotonic()) if waits else None
            for key, _ in self.selector.select(timeout):
                key.data(key.fileobj)
            for child in list(self.children.values()):
                if child.end_by is not None and child.end_by <= time.monotonic():
                    signal_group(child.pid, signal.SIGKILL)
                    child.end_by = None

    def _answer(self, listener: socket.socket) -> None:
        owner, _ = listener.accept()
        try:
            request, descriptors = receive(owner)
        except (EOFError, OSError):
            owner.close()
            return
        pid = os.fork()
        if pid == 0:
            self._become(request, descriptors)
        for descriptor in descriptors:
            os.close(descriptor)
        child = _Child(pid, os.pidfd_open(pid), owner, float(request.get("grace", 0.0)))
        self.children[pid] = child
        with contextlib.suppress(OSError):
            send(owner, {"pid": pid})
        self.selector.register(owner, selectors.EVENT_READ, lambda _: self._lose_owner(child))
        self.selector.register(child.handle, selectors.EVENT_READ, lambda _: self._bury(child))

    def _become(self, request: dict[str, Any], descriptors: list[int]) -> None:
        """Turn the forked copy into what was asked for; never return."""
        code = 1
        try:
            _die_with_parent()
            os.setsid()
            self._forget()
            code = import_module(TARGETS[request["target"]]).serve(request, descriptors) or 0
        except SystemExit as leaving:
            code = leaving.code if isinstance(leaving.code, int) else 1
        except BaseException:  # the forked copy must end here, whatever happened in it
            sys.excepthook(*sys.exc_info())
        finally:
            with contextlib.suppress(Exception):
                sys.stderr.flush()
            os._exit(code)

    def _forget(self) -> None:
        """Close in the forked copy what belongs to the nursery."""
        self.selector.close()
        self.listener.close()
        for child in self.children.values():
            child.owner.close()
            os.close(child.handle)
        silence = os.open(os.devnull, os.O_RDONLY)
        os.dup2(silence, self.lifeline)
        os.close(silence)
        if "numpy.random" in sys.modules:
            sys.modules["numpy.random"].seed()  # the old global generator would repeat in each copy

    def _lose_owner(self, child: _Child) -> None:
        """End a child whose owner has gone, or which its owner has let go of."""
        self.selector.unregister(child.owner)
        child.end_by = time.monotonic() + child.grace

    def _bury(self, child: _Child) -> None:
        """Reap a child that has ended, end what it started, and tell its owner."""
        self.selector.unregister(child.handle)
        os.close(child.handle)
        signal_group(child.pid, signal.SIGKILL)
        _, status = os.waitpid(child.pid, 0)
        del self.children[child.pid]
        self._end_orphans()
        with contextlib.suppress(OSError):
            send(child.owner, {"exit": os.waitstatus_to_exitcode(status)})
        with contextlib.suppress(KeyError, ValueError):
            self.selector.unregister(child.owner)
        child.owner.close()

    def _end_orphans(self) -> None:
        """End processes that a notebook started in a session of their own; they have become ours to reap."""
        with contextlib.suppress(OSError):
            mine = Path(f"/proc/self/task/{os.getpid()}/children").read_text().split()
            for pid in map(int, mine):
                if pid not in self.children:
                    os.kill(pid, signal.SIGKILL)
                    os.waitpid(pid, 0)

    def _leave(self, _: int) -> None:
        """The parent has gone: let workers finish what they are writing, end the rest, remove the folder."""
        deadline = time.monotonic() + max((child.grace for child in self.children.values()), default=0.0)
        for child in list(self.children.values()):
            if child.grace == 0:
                signal_group(child.pid, signal.SIGKILL)
        while self.children and time.monotonic() < deadline:
            for child in list(self.children.values()):
                if os.waitpid(child.pid, os.WNOHANG)[0]:
                    del self.children[child.pid]
            time.sleep(0.01)
        for child in self.children.values():
            signal_group(child.pid, signal.SIGKILL)
        self._end_orphans()
        shutil.rmtree(self.folder, ignore_errors=True)
        os._exit(0)


def warm(statements: list[str]) -> list[str]:
    """Do imports ahead of time.

    Parameters
    ----------
    statements
        Import statements, as they stand in notebooks.

    Returns
    -------
    list of str
        What failed, one line each; a notebook that needs it will fail again, with its own evidence.
    """
    failures = []
    for statement in statements:
        try:
            with postponed("rfc3987_syntax", "is_valid_syntax"):
                exec(compile(statement, "<imports>", "exec"), {"__name__": "warm"})  # noqa: S102 - its own code
        except BaseException as error:  # one notebook's broken import is no other's
            failures.append(f"{statement}: {type(error).__name__}: {error}")
    return failures


@contextlib.contextmanager
def postponed(module: str, function: str) -> Iterator[None]:
    """Let a module that is slow to import wait until its one function of interest is called.

    Where JupyterLab is installed, jsonschema imports a grammar of web addresses that takes longer than all else
    together and that notebooks hardly ever need.

    Parameters
    ----------
    module
        Which module.
    function
        Its function, which is imported by name.
    """

    def call(*arguments: Any) -> Any:
        return getattr(import_module(module), function)(*arguments)

    if module in sys.modules:
        yield
        return
    stand_in = ModuleType(module)
    setattr(stand_in, function, call)
    sys.modules[module] = stand_in
    try:
        yield
    finally:
        sys.modules.pop(module, None)


def _die_with_parent() -> None:
    """Ask Linux to end this process when the one that forked it ends."""
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)


def signal_group(pid: int, number: int) -> None:
    """Signal a process and what it started; a process forked a moment ago leads no group yet."""
    with contextlib.suppress(ProcessLookupError, PermissionError):
        try:
            os.killpg(pid, number)
        except ProcessLookupError:
            os.kill(pid, number)


def _count_threads() -> int:
    return sum(1 for _ in Path("/proc/self/task").iterdir())


def main() -> None:
    """Read the imports from the first line of standard input, do them, say so, then serve."""
    folder = Path(sys.argv[1])
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGHUP, signal.SIG_IGN)
    ctypes.CDLL(None).prctl(PR_SET_CHILD_SUBREAPER, 1)
    line = bytearray()
    while not line.endswith(b"\n"):
        piece = os.read(0, 1)
        if not piece:
            return
        line += piece
    failures = warm(json.loads(line))
    unsafe = REASON_FOR_LEAVING_THREADS if _count_threads() > 1 else ""
    gc.collect()
    gc.freeze()
    nursery = Nursery(folder, 0)
    nursery.open()
    with contextlib.suppress(BrokenPipeError):  # the parent has gone while we imported; `serve` sees that at once
        print(json.dumps({"failures": failures, "unsafe": unsafe}), flush=True)
    nursery.serve()
