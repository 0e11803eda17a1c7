"""A worker: a process that runs one task after another and tells how each went."""

from __future__ import annotations

import contextlib
import os
import pickle
import queue
import subprocess
import sys
import threading
import time
from typing import IO, Any, NoReturn, Protocol

from partnerlab.errors import RunError
from partnerlab.files import finish_writing
from partnerlab.runner.kernel.imports import postponed
from partnerlab.runner.kernel.process import ForkedProcess
from partnerlab.runner.pool.payload import Payload, deliver, run_payload
from partnerlab.runner.scratch import sweep
from partnerlab.runner.task import Outcome, RunContext, Task

GRACE_SECONDS = 5.0
PATIENCE_SECONDS = 5.0
"""How long the system may take to let go of what a dead process held."""
SENTINEL = ()
"""What a worker is sent in place of a task when it may go; unlike any task, it counts as false."""
START = "from partnerlab.runner.pool.worker import main; main()"


class Process(Protocol):
    """What is needed of a worker's process, however it was started."""

    def kill(self) -> None:
        """End it at once."""

    def poll(self) -> int | None:
        """How it ended; None while it runs."""

    def wait(self, timeout: float | None = None) -> int:
        """Wait for its end."""


class Worker:
    """One worker process and the two pipes to it: forked by the server at `address`; "" starts an ordinary process."""

    def __init__(self, address: str) -> None:
        self.address = address
        self._process, self._inbox, self._outbox = _fork(address) if address else _start()

    @property
    def alive(self) -> bool:
        """Whether it still runs, as far as the system has told."""
        return self._process.poll() is None

    def run(self, task: Task, context: RunContext, payload: Payload | None = None) -> Outcome:
        """Have one task run, as a payload where the worker cannot reach by path what the task needs.

        Raises
        ------
        EOFError
            The worker has died.
        """
        try:
            if payload is None:
                whole: Outcome = self._ask((task, context))
                return whole
            scratch = context.scratch / f"p{time.monotonic_ns():x}"
            outcome, files = self._ask((payload, scratch, context.fork_server))
            return deliver(task, outcome, files, context.outputs)
        except (OSError, EOFError, pickle.UnpicklingError) as error:  # half an answer, from one killed while it wrote
            raise EOFError from error

    def _ask(self, order: tuple[Any, ...]) -> Any:
        # One order, one outcome: whoever asks has the worker to itself, so nothing need say which answer is whose.
        pickle.dump(order, self._outbox)
        self._outbox.flush()
        return pickle.load(self._inbox)  # noqa: S301 - our own worker's word

    def kill(self) -> None:
        """End the worker at once; its kernel goes with it."""
        with contextlib.suppress(OSError):
            self._process.kill()

    def close(self) -> None:
        """Let the worker go when it has finished."""
        # The sentinel tells an end from a death, after which a worker would clear up behind its sender.
        with contextlib.suppress(OSError, ValueError):
            pickle.dump(SENTINEL, self._outbox)
            self._outbox.flush()
        for pipe in (self._outbox, self._inbox):
            with contextlib.suppress(OSError):
                pipe.close()
        with contextlib.suppress(subprocess.TimeoutExpired):
            self._process.wait(GRACE_SECONDS)


def _fork(address: str) -> tuple[Process, IO[bytes], IO[bytes]]:
    # Two pipes, one for each direction: when one side dies, the other finds its end of a pipe closed.
    task_end, send_end = os.pipe()
    read_end, outcome_end = os.pipe()
    try:
        request = {"target": "worker", "grace": GRACE_SECONDS}
        process = ForkedProcess(address, request, [task_end, outcome_end])
    except RunError:
        os.close(send_end)
        os.close(read_end)
        raise
    finally:
        # The child has its copies; one kept here would hide its death, as the pipe would still have a writer.
        os.close(task_end)
        os.close(outcome_end)
    return process, os.fdopen(read_end, "rb"), os.fdopen(send_end, "wb")


def _start() -> tuple[Process, IO[bytes], IO[bytes]]:
    process = subprocess.Popen(  # noqa: S603 - our own interpreter and module
        [sys.executable, "-P", "-c", START],  # -P: no module of ours is taken from where the run was started
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        start_new_session=True,  # Ctrl-C at the terminal is for the run, which lets its workers finish
    )
    if process.stdin is None or process.stdout is None:
        raise RunError("a worker could not be started")
    return process, process.stdout, process.stdin


def serve(_: dict[str, Any], descriptors: list[int]) -> int:
    """Be a worker, in a process just forked: tasks come on the first of two pipes, outcomes go on the second."""
    inbox, outbox = descriptors
    return attend(os.fdopen(inbox, "rb"), os.fdopen(outbox, "wb"))


def attend(inbox: IO[bytes], outbox: IO[bytes]) -> NoReturn:
    """Run tasks as they come, pickled, with their settings or as payloads, until whoever sends them goes."""
    # Heard on a thread of its own: the sender's death must end a worker even while it imports or runs a notebook.
    orders: queue.SimpleQueue[tuple[Any, ...]] = queue.SimpleQueue()
    threading.Thread(target=_listen, args=(inbox, orders), daemon=True).start()
    with postponed("rfc3987_syntax", "is_valid_syntax"):
        from partnerlab.page.vega import is_spent  # noqa: PLC0415 - the process that plans does without
        from partnerlab.runner.execution import execute  # noqa: PLC0415 - the process that plans does without

    while not is_spent():  # a process in which a chart is still being drawn that was given up is replaced
        order = orders.get()
        pickle.dump(run_payload(*order) if isinstance(order[0], Payload) else execute(*order), outbox)
        outbox.flush()
    finish_writing()
    os._exit(0)  # without waiting for that chart


def _listen(inbox: IO[bytes], orders: queue.SimpleQueue[tuple[Any, ...]]) -> None:
    """Take tasks in until the sentinel; when there was none, the sender has died: clear up after it."""
    abandoned = True
    with contextlib.suppress(OSError, EOFError, pickle.UnpicklingError):
        while order := pickle.load(inbox):  # noqa: S301 - the sender is our own parent
            orders.put(order)
        abandoned = False
    finish_writing()  # so that no half of a file is left for the next run to remove
    if abandoned:
        sweep(PATIENCE_SECONDS)
    os._exit(0)  # from a thread; `sys.exit` would end that alone


def main() -> None:
    """Be a worker in an ordinary process: tasks come on standard input, outcomes go on standard output."""
    # Whatever prints in this process would break the stream of outcomes, so that standard output becomes another.
    outbox = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    attend(sys.stdin.buffer, outbox)
