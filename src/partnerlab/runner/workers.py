"""Workers: processes that run one task after another and tell how each went."""

from __future__ import annotations

import contextlib
import os
import pickle
import queue
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import replace
from typing import IO, Any, Protocol

from partnerlab.errors import RunError
from partnerlab.runner.failure import Failure, explain_failure
from partnerlab.runner.imports import postponed
from partnerlab.runner.outputs import finish_writing, remove_leftovers
from partnerlab.runner.parcels import Parcel, deliver, pack, run_parcel
from partnerlab.runner.private import sweep
from partnerlab.runner.processes import ForkedProcess
from partnerlab.runner.task import Outcome, Setting, Task, evidence_names

GRACE_SECONDS = 5.0
PATIENCE_SECONDS = 5.0
"""How long the system may take to let go of what a dead process held."""
TRIES = 2
PAUSES = (0.0, 0.1, 1.0)
"""Seconds to wait before each try to have a worker: the system may take a moment to tell that the nursery has died."""
FAREWELL = ()
"""What a worker is sent in place of a task when it may go."""
START = "from partnerlab.runner.workers import main; main()"


class Process(Protocol):
    """What is needed of a worker's process, however it was started."""

    def kill(self) -> None:
        """End it at once."""

    def poll(self) -> int | None:
        """How it ended; None while it runs."""

    def wait(self, timeout: float | None = None) -> int:
        """Wait for its end."""


class Workforce(Protocol):
    """Whoever runs tasks: workers here, or a cluster."""

    def submit(self, task: Task, setting: Setting) -> Future[Outcome]:
        """Have a task run as soon as there is room."""

    def kill(self) -> None:
        """Stop everything at once."""

    def close(self) -> None:
        """Let everyone go."""


class Worker:
    """One worker process and the two pipes to it.

    Parameters
    ----------
    address
        The nursery to be forked from; "" starts an ordinary process.
    """

    def __init__(self, address: str) -> None:
        self.address = address
        self._process, self._inbox, self._outbox = _fork(address) if address else _start()

    @property
    def alive(self) -> bool:
        """Whether it still runs, as far as the system has told."""
        return self._process.poll() is None

    def run(self, task: Task, setting: Setting, parcel: Parcel | None = None) -> Outcome:
        """Have one task run.

        Parameters
        ----------
        task
            What.
        setting
            Where.
        parcel
            The task with all that it needs, where the worker cannot reach that by path.

        Raises
        ------
        EOFError
            The worker has died.
        """
        try:
            if parcel is None:
                whole: Outcome = self._ask((task, setting))
                return whole
            scratch = setting.scratch / f"p{time.monotonic_ns():x}"
            outcome, files = self._ask((parcel, scratch, setting.nursery))
            return deliver(task, outcome, files, setting.outputs)
        except (OSError, EOFError, pickle.UnpicklingError) as error:
            raise EOFError from error

    def _ask(self, order: tuple[Any, ...]) -> Any:
        pickle.dump(order, self._outbox)
        self._outbox.flush()
        return pickle.load(self._inbox)  # noqa: S301 - our own worker's word

    def kill(self) -> None:
        """End the worker at once; its kernel goes with it."""
        with contextlib.suppress(OSError):
            self._process.kill()

    def close(self) -> None:
        """Let the worker go when it has finished."""
        with contextlib.suppress(OSError, ValueError):
            pickle.dump(FAREWELL, self._outbox)
            self._outbox.flush()
        for pipe in (self._outbox, self._inbox):
            with contextlib.suppress(OSError):
                pipe.close()
        with contextlib.suppress(subprocess.TimeoutExpired):
            self._process.wait(GRACE_SECONDS)


def _fork(address: str) -> tuple[Process, IO[bytes], IO[bytes]]:
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
        os.close(task_end)
        os.close(outcome_end)
    return process, os.fdopen(read_end, "rb"), os.fdopen(send_end, "wb")


def _start() -> tuple[Process, IO[bytes], IO[bytes]]:
    process = subprocess.Popen(  # noqa: S603 - our own interpreter and module
        [sys.executable, "-P", "-c", START],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    if process.stdin is None or process.stdout is None:
        raise RunError("a worker could not be started")
    return process, process.stdout, process.stdin


class Pool:
    """As many workers as there are jobs; each is replaced when it dies.

    Parameters
    ----------
    jobs
        How many tasks run at once.
    address
        Gives the nursery's socket when a worker has to be started; "" for ordinary processes.
    """

    def __init__(self, jobs: int, address: Callable[[], str]) -> None:
        self._address = address
        self._threads = ThreadPoolExecutor(jobs, thread_name_prefix="worker")
        self._idle: queue.SimpleQueue[Worker] = queue.SimpleQueue()
        self._all: set[Worker] = set()
        self._closing = False

    def submit(self, task: Task, setting: Setting) -> Future[Outcome]:
        """Have a task run as soon as a worker is free.

        Parameters
        ----------
        task
            What.
        setting
            Where.
        """
        return self._threads.submit(self._run, task, setting)

    def _run(self, task: Task, setting: Setting) -> Outcome:
        try:
            parcel = None if setting.is_local else pack(task, setting)
        except Exception as error:  # each kind of storage fails in ways of its own
            return Outcome(0.0, {}, explain_failure(error, None))
        for _ in range(TRIES):
            if self._closing:
                break
            with contextlib.suppress(EOFError):
                return self._try(task, setting, parcel)
        cause = "the run was stopped" if self._closing else "the process that ran it was killed, twice"
        advice = "run again" if self._closing else "look for what ends processes on this machine, memory above all"
        return Outcome(0.0, {}, Failure("WorkerLost", cause, advice=advice))

    def _try(self, task: Task, setting: Setting, parcel: Parcel | None) -> Outcome:
        worker = self._take()
        try:
            outcome = worker.run(task, replace(setting, nursery=worker.address), parcel)
        except EOFError:
            self._dismiss(worker)
            _remove_pieces(task, setting)
            raise
        self._idle.put(worker)
        return outcome

    def _take(self) -> Worker:
        """An idle worker that still lives, or a new one."""
        while True:
            try:
                worker = self._idle.get_nowait()
            except queue.Empty:
                return self._hire()
            if worker.alive:
                return worker
            self._dismiss(worker)

    def _hire(self) -> Worker:
        for pause in PAUSES:
            time.sleep(pause)
            with contextlib.suppress(RunError):
                worker = Worker(self._address())
                self._all.add(worker)
                if self._closing:
                    worker.kill()
                return worker
        raise EOFError

    def _dismiss(self, worker: Worker) -> None:
        self._all.discard(worker)
        worker.close()

    def kill(self) -> None:
        """Stop everything at once."""
        self._closing = True
        for worker in list(self._all):
            worker.kill()

    def close(self) -> None:
        """Let all workers go."""
        self._threads.shutdown(wait=True, cancel_futures=True)
        for worker in self._all:
            worker.close()


def _remove_pieces(task: Task, setting: Setting) -> None:
    """Remove what a worker that was killed had begun to write for a task."""
    for name in (f"{task.stem}.ipynb", task.page, *evidence_names(task)):
        place = setting.outputs / name
        remove_leftovers(place.parent, place.name)


def serve(_: dict[str, Any], descriptors: list[int]) -> int:
    """Be a worker, in a process that the nursery has just forked.

    Parameters
    ----------
    descriptors
        The pipe on which tasks come, the pipe on which outcomes go.
    """
    inbox, outbox = descriptors
    return attend(os.fdopen(inbox, "rb"), os.fdopen(outbox, "wb"))


def attend(inbox: IO[bytes], outbox: IO[bytes]) -> int:
    """Run tasks as they come, until whoever sends them goes.

    Parameters
    ----------
    inbox
        Tasks with their settings, or parcels, pickled.
    outbox
        Outcomes, pickled.
    """
    with postponed("rfc3987_syntax", "is_valid_syntax"):
        from partnerlab.runner.execution import execute  # noqa: PLC0415 - the process that plans does without

    orders: queue.SimpleQueue[tuple[Any, ...]] = queue.SimpleQueue()
    threading.Thread(target=_listen, args=(inbox, orders), daemon=True).start()
    while True:
        order = orders.get()
        pickle.dump(run_parcel(*order) if isinstance(order[0], Parcel) else execute(*order), outbox)
        outbox.flush()


def _listen(inbox: IO[bytes], orders: queue.SimpleQueue[tuple[Any, ...]]) -> None:
    """Take tasks in until the farewell; when there was none, the sender has died: clear up after it."""
    abandoned = True
    with contextlib.suppress(OSError, EOFError, pickle.UnpicklingError):
        while order := pickle.load(inbox):  # noqa: S301 - the sender is our own parent
            orders.put(order)
        abandoned = False
    finish_writing()
    if abandoned:
        sweep(PATIENCE_SECONDS)
    os._exit(0)


def main() -> None:
    """Be a worker in an ordinary process: tasks come on standard input, outcomes go on standard output."""
    outbox = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    attend(sys.stdin.buffer, outbox)
