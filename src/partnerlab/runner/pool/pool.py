"""The worker pool: as many workers as there are jobs, each replaced when it dies."""

from __future__ import annotations

import contextlib
import queue
import time
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import replace
from typing import Protocol

from partnerlab.errors import RunError
from partnerlab.files import remove_leftovers
from partnerlab.runner.evidence import evidence_names
from partnerlab.runner.failure import STOPPED, Failure, explain_failure
from partnerlab.runner.pool.payload import Payload, pack
from partnerlab.runner.pool.worker import Worker
from partnerlab.runner.scratch import PrivateFolder
from partnerlab.runner.task import Outcome, RunContext, Task

TRIES = 2
PAUSES = (0.0, 0.1, 1.0)
"""Seconds to wait before each try to have a worker: the system may take a moment to tell that a fork server died."""


class Pool(Protocol):
    """Whoever runs tasks: workers here, or a cluster."""

    def submit(self, task: Task, context: RunContext) -> Future[Outcome]:
        """Have a task run as soon as there is room."""

    def kill(self) -> None:
        """Stop everything at once."""

    def close(self) -> None:
        """Let everyone go."""


class WorkerPool:
    """As many workers as there are jobs; each is replaced when it dies.

    Parameters
    ----------
    jobs
        How many tasks run at once.
    address
        Gives the fork server's socket when a worker has to be started; "" for ordinary processes.
    private
        Folder for temporary files. It is made once a worker runs, who removes it should this process be killed.
    """

    def __init__(self, jobs: int, address: Callable[[], str], private: PrivateFolder) -> None:
        self._address = address
        self._private = private
        # A thread for each job does nothing but wait for its worker, which is a process.
        self._threads = ThreadPoolExecutor(jobs, thread_name_prefix="worker")
        self._idle: queue.SimpleQueue[Worker] = queue.SimpleQueue()
        self._all: set[Worker] = set()
        self._closing = False

    def submit(self, task: Task, context: RunContext) -> Future[Outcome]:
        """Have a task run as soon as a worker is free."""
        return self._threads.submit(self._run, task, context)

    def _run(self, task: Task, context: RunContext) -> Outcome:
        try:
            payload = None if context.is_local else pack(task, context)
        except Exception as error:  # each kind of storage fails in ways of its own
            return Outcome(0.0, {}, explain_failure(error, None))
        # A worker that was killed from outside says nothing about its task; one that dies twice of it does.
        for _ in range(TRIES):
            if self._closing:
                break
            with contextlib.suppress(EOFError):
                return self._try(task, context, payload)
        cause = STOPPED if self._closing else "the process that ran it was killed, twice"
        advice = "run again" if self._closing else "look for what ends processes on this machine, memory above all"
        return Outcome(0.0, {}, Failure("WorkerLost", cause, advice=advice))

    def _try(self, task: Task, context: RunContext, payload: Payload | None) -> Outcome:
        worker = self._take()
        try:
            here = replace(context, scratch=self._private.path, fork_server=worker.address)
            outcome = worker.run(task, here, payload)
        except EOFError:
            self._release(worker)
            _remove_pieces(task, context)
            raise
        self._idle.put(worker)
        return outcome

    def _take(self) -> Worker:
        """An idle worker that still lives, or a new one."""
        while True:
            try:
                worker = self._idle.get_nowait()
            except queue.Empty:
                return self._spawn()
            if worker.alive:  # it may have died while it was idle, of which nobody was told
                return worker
            self._release(worker)

    def _spawn(self) -> Worker:
        for pause in PAUSES:
            time.sleep(pause)
            with contextlib.suppress(RunError):
                worker = Worker(self._address())
                self._all.add(worker)
                if self._closing:  # `kill` went through the others while this one was being started
                    worker.kill()
                return worker
        raise EOFError

    def _release(self, worker: Worker) -> None:
        self._all.discard(worker)
        worker.close()

    def kill(self) -> None:
        """Stop everything at once."""
        self._closing = True
        # A copy: threads that find their worker dead take it out of the set meanwhile.
        for worker in list(self._all):
            worker.kill()

    def close(self) -> None:
        """Let all workers go."""
        # Threads first: from then on nobody takes a worker that is being let go.
        self._threads.shutdown(wait=True, cancel_futures=True)
        for worker in self._all:
            worker.close()


def _remove_pieces(task: Task, context: RunContext) -> None:
    """Remove what a worker that was killed had begun to write for a task."""
    for name in (f"{task.stem}.ipynb", task.page, *evidence_names(task)):
        place = context.outputs / name
        remove_leftovers(place.parent, place.name)
