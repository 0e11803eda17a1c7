"""The fork server: a process that has done the imports and gives each kernel a fresh process of its own by forking.

It starts no thread, event loop or socket library before it forks, so that what it forks is as good as new.
Everything it forks dies with the process that asked for it, and when its own parent goes it ends its children, removes
the private folder and leaves: nothing stays behind.
"""

from __future__ import annotations

import contextlib
import ctypes
import gc
import json
import os
import select
import selectors
import shutil
import signal
import socket
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Any

from partnerlab.runner.kernel.imports import import_ahead
from partnerlab.runner.kernel.messages import receive, send

SOCKET_NAME = "fork-server"
STDERR_NAME = "stderr"
"""File, in the folder of a kernel, of what its process writes beside the outputs of the notebook."""
PR_SET_PDEATHSIG = 1
PR_SET_CHILD_SUBREAPER = 36
REQUEST_SECONDS = 30.0
"""How long a request that has begun may take to arrive: one who asks may be stopped in the middle of it."""
COLLECT_AFTER = (50_000, 20, 20)
"""How seldom a kernel and a worker look for rubbish: pages and reviews are trees and tables, which leave hardly any."""
ENDING_SECONDS = 10.0
"""How long the system may take to end what was killed, and to let go of the folder."""
REASON_FOR_LEAVING_THREADS = "an import of the notebooks starts threads, which a fork does not carry over"

TARGETS = {
    "kernel": "partnerlab.runner.kernel.application",
    "interactive": "partnerlab.runner.kernel.interactive",
    "worker": "partnerlab.runner.pool.worker",
}
"""What may be forked: name to the module whose ``serve(request, descriptors)`` is the child's whole life."""


@dataclass
class _Child:
    """One forked process and the connection of whoever asked for it."""

    pid: int
    handle: int
    owner: socket.socket
    grace: float
    end_by: float | None = None


class ForkServer:
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
        self.listener.setblocking(False)
        self.asking: set[socket.socket] = set()
        self.children: dict[int, _Child] = {}

    def open(self) -> None:
        """Begin to listen; from here on processes can be asked for."""
        # A server that was killed leaves its socket, and the name of one that stands cannot be bound again.
        (self.folder / SOCKET_NAME).unlink(missing_ok=True)
        self.listener.bind(str(self.folder / SOCKET_NAME))
        self.listener.listen(64)
        self.selector.register(self.listener, selectors.EVENT_READ, self._accept)
        # Nobody ever writes to the lifeline: it becomes readable when the parent, however it ended, no longer holds it.
        self.selector.register(self.lifeline, selectors.EVENT_READ, self._leave)

    def serve(self) -> None:
        """Serve until the parent goes."""
        while True:
            waits = [child.end_by for child in self.children.values() if child.end_by is not None]
            timeout = max(0.0, min(waits) - time.monotonic()) if waits else None
            for key, _ in self.selector.select(timeout):
                key.data(key.fileobj)
            # A copy of the list, since one child's end may be heard of while another is being ended.
            for child in list(self.children.values()):
                if child.end_by is not None and child.end_by <= time.monotonic():
                    signal_group(child.pid, signal.SIGKILL)
                    child.end_by = None

    def _accept(self, listener: socket.socket) -> None:
        """Take in a connection; its request is read once there is one, so that nobody is waited for."""
        with contextlib.suppress(OSError):
            asking, _ = listener.accept()
            self.asking.add(asking)
            self.selector.register(asking, selectors.EVENT_READ, self._answer)

    def _answer(self, owner: socket.socket) -> None:
        self.selector.unregister(owner)
        self.asking.remove(owner)
        owner.settimeout(REQUEST_SECONDS)
        try:
            request, descriptors = receive(owner)
        except (EOFError, OSError):
            owner.close()
            return
        server = os.getpid()  # asked before the fork: the child compares its parent with it
        pid = os.fork()
        if pid == 0:
            self._become(request, descriptors, server)
        # The child has copies. As long as one stays open here, a worker's death would not close its pipe.
        for descriptor in descriptors:
            os.close(descriptor)
        # A pidfd can be waited for beside sockets, and never comes to mean another process as a number may.
        child = _Child(pid, os.pidfd_open(pid), owner, float(request.get("grace", 0.0)))
        self.children[pid] = child
        with contextlib.suppress(OSError):
            send(owner, {"pid": pid})
        self.selector.register(owner, selectors.EVENT_READ, lambda _: self._lose_owner(child))
        self.selector.register(child.handle, selectors.EVENT_READ, lambda _: self._reap(child))

    def _become(self, request: dict[str, Any], descriptors: list[int], server: int) -> None:
        """Turn the forked copy into what was asked for; never return."""
        code = 1
        try:
            die_with_parent(server)  # first, so that no moment is left in which it could outlive the server
            _adopt_orphans()
            os.setsid()  # a group of its own, by which it is signalled with all that it starts
            self._forget()
            code = import_module(TARGETS[request["target"]]).serve(request, descriptors) or 0
        except SystemExit as leaving:
            code = leaving.code if isinstance(leaving.code, int) else 1
        except BaseException:  # the forked copy must end here, whatever happened in it
            sys.excepthook(*sys.exc_info())
        finally:
            with contextlib.suppress(Exception):
                sys.stderr.flush()
            os._exit(code)  # exit handlers and buffers of the copy are the server's, to run and flush once

    def _forget(self) -> None:
        """Close in the forked copy what belongs to the fork server."""
        self.selector.close()
        self.listener.close()
        for asking in self.asking:
            asking.close()
        for child in self.children.values():
            child.owner.close()
            os.close(child.handle)
        # Standard input is the lifeline: a notebook that read from it would wait for ever, and keep the pipe open.
        silence = os.open(os.devnull, os.O_RDONLY)
        os.dup2(silence, self.lifeline)
        os.close(silence)
        if "numpy.random" in sys.modules:
            sys.modules["numpy.random"].seed()  # the old global generator would repeat in each copy

    def _lose_owner(self, child: _Child) -> None:
        """End a child whose owner has gone, or which its owner has let go of."""
        if child.pid in self.children:  # it may have ended at the same moment
            self.selector.unregister(child.owner)
            child.end_by = time.monotonic() + child.grace

    def _reap(self, child: _Child) -> None:
        """Reap a child that has ended, end what it started, and tell its owner."""
        self.selector.unregister(child.handle)
        os.close(child.handle)
        # Before it is reaped: until then its number, and so that of its group, cannot be given to another.
        signal_group(child.pid, signal.SIGKILL)
        _, status = os.waitpid(child.pid, 0)
        del self.children[child.pid]
        self._end_orphans()
        with contextlib.suppress(OSError):
            send(child.owner, {"exit": os.waitstatus_to_exitcode(status)})
        # The owner may have gone first, and is then no longer watched.
        with contextlib.suppress(KeyError, ValueError):
            self.selector.unregister(child.owner)
        child.owner.close()

    def _end_orphans(self) -> None:
        """End processes that a notebook started in a session of their own; with it gone, they are ours to reap.

        What an orphan has started in turn comes to us when the orphan has been reaped. One that the system does not end
        in time is left for the next call, so that nobody waits for it.
        """
        deadline = time.monotonic() + ENDING_SECONDS
        while orphans := _children_of_this() - self.children.keys():
            for pid in orphans:
                with contextlib.suppress(OSError):  # each by itself: one that has ended keeps no other alive
                    os.kill(pid, signal.SIGKILL)
                    os.waitpid(pid, os.WNOHANG)
            if time.monotonic() > deadline:
                return
            time.sleep(0.001)

    def _leave(self, _: int) -> None:
        """The parent has gone: let workers finish what they are writing, end the rest, remove the folder."""
        try:
            self._end_children()
        finally:
            # Only now: sockets and temporary files stand in it that the children used to the last.
            remove_folder(self.folder)
            os._exit(0)

    def _end_children(self) -> None:
        deadline = time.monotonic() + max((child.grace for child in self.children.values()), default=0.0)
        for child in list(self.children.values()):
            if child.grace == 0:
                signal_group(child.pid, signal.SIGKILL)
        # Polled: this is called from within the selector's loop, which therefore cannot be waited on.
        while self.children and time.monotonic() < deadline:
            self._reap_ended()
            self._end_orphans()  # what notebooks left running need not wait until a worker has written its last
            time.sleep(0.01)
        deadline = time.monotonic() + ENDING_SECONDS
        while self.children and time.monotonic() < deadline:
            for child in self.children.values():
                signal_group(child.pid, signal.SIGKILL)
            time.sleep(0.001)
            self._reap_ended()
        self._end_orphans()

    def _reap_ended(self) -> None:
        for child in list(self.children.values()):
            try:
                ended = bool(os.waitpid(child.pid, os.WNOHANG)[0])
            except ChildProcessError:
                ended = True
            if ended:
                del self.children[child.pid]


def die_with_parent(parent: int | None = None) -> None:
    """Ask Linux to end this process when the one that forked it ends.

    Parameters
    ----------
    parent
        The process that forked this one, which may have ended before it could ask; None when that is not known.
    """
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
    # A parent that ended before the call is not noticed by Linux; by now somebody else has become the parent.
    if parent is not None and os.getppid() != parent:
        os.kill(os.getpid(), signal.SIGKILL)


def _adopt_orphans() -> None:
    """Have Linux hand over to this process whatever its descendants leave running.

    A kernel keeps what its notebook sends to the background, so that the fork server, which ends what is left of one
    notebook, never ends what belongs to another.
    """
    ctypes.CDLL(None).prctl(PR_SET_CHILD_SUBREAPER, 1)


def _children_of_this() -> set[int]:
    """Numbers of this process's children; none where the system does not tell."""
    try:
        return set(map(int, Path(f"/proc/self/task/{os.getpid()}/children").read_text().split()))
    except OSError:
        return set()


def remove_folder(folder: Path) -> None:
    """Remove a folder for certain: again, as long as something still writes there, up to a bound."""
    deadline = time.monotonic() + ENDING_SECONDS
    while folder.exists() and time.monotonic() < deadline:
        shutil.rmtree(folder, ignore_errors=True)
        if folder.exists():
            time.sleep(0.01)


def signal_group(pid: int, number: int) -> None:
    """Signal a process and what it started; a process forked a moment ago leads no group yet."""
    with contextlib.suppress(ProcessLookupError, PermissionError):
        try:
            os.killpg(pid, number)
        except ProcessLookupError:
            os.kill(pid, number)


@contextlib.contextmanager
def _leaving_when_alone(folder: Path) -> Iterator[None]:
    """Leave in the middle of an import when the parent goes: imports take seconds, and nobody wants them any more.

    Parameters
    ----------
    folder
        The private folder, which is removed.
    """
    import fcntl  # noqa: PLC0415 - POSIX only, and parts of this module are wanted everywhere

    def leave(*_: object) -> None:
        if select.select([0], [], [], 0)[0]:
            remove_folder(folder)
            os._exit(0)  # an exception would be taken for the failure of an import

    # Linux signals whoever owns a pipe when its other end closes, so that nothing has to be asked again and again.
    before = fcntl.fcntl(0, fcntl.F_GETFL)
    signal.signal(signal.SIGIO, leave)
    fcntl.fcntl(0, fcntl.F_SETOWN, os.getpid())
    fcntl.fcntl(0, fcntl.F_SETFL, before | os.O_ASYNC)
    leave()  # it may have gone before we asked to be told
    try:
        yield
    finally:
        fcntl.fcntl(0, fcntl.F_SETFL, before)
        signal.signal(signal.SIGIO, signal.SIG_DFL)


def _count_threads() -> int:
    # `threading` knows only Python's own; those of a native library are the ones that a fork breaks.
    return sum(1 for _ in Path("/proc/self/task").iterdir())


def main() -> None:
    """Read the imports from the first line of standard input, do them, say so, then serve."""
    folder = Path(sys.argv[1])
    # Whoever stops a whole tree of processes signals this one too; what that means is for the parent to decide.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGHUP, signal.SIG_IGN)
    _adopt_orphans()
    # Byte by byte, past Python's buffer: what a buffered read took too much would be lost to the lifeline.
    line = bytearray()
    while not line.endswith(b"\n"):
        piece = os.read(0, 1)
        if not piece:
            remove_folder(folder)
            return
        line += piece
    gc.disable()  # looking for rubbish takes a fifth of the time of imports, and what they leave is shared by all
    with _leaving_when_alone(folder):
        failures = import_ahead(json.loads(line))
    # A fork copies one thread alone: a lock that another held would stay locked in the copy for ever.
    unsafe = REASON_FOR_LEAVING_THREADS if _count_threads() > 1 else ""
    gc.freeze()  # what stands now is never looked at again, so that its memory stays shared with every copy
    gc.set_threshold(*COLLECT_AFTER)
    gc.enable()
    server = ForkServer(folder, 0)
    server.open()
    with contextlib.suppress(BrokenPipeError):  # the parent has gone while we imported; `serve` sees that at once
        print(json.dumps({"failures": failures, "unsafe": unsafe}), flush=True)
    server.serve()
