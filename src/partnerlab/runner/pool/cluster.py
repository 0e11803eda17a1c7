"""A Dask cluster in place of local workers: the same plan, the same notebooks, the same bytes."""

from __future__ import annotations

import time
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from importlib import import_module
from typing import Any

from partnerlab.errors import RunError
from partnerlab.runner.failure import STOPPED, Failure, explain_failure
from partnerlab.runner.pool.payload import Payload, deliver, pack, run_payload
from partnerlab.runner.task import Outcome, RunContext, Task

ANSWER_SECONDS = 30
TRIES = 2
CANCELLED = "cancelled"
"""What Dask calls a task that runs and that nobody waits for any more."""


class Cluster:
    """Sends each task as a payload to a Dask cluster; has the face of `partnerlab.runner.pool.worker.WorkerPool`.

    Parameters
    ----------
    scheduler
        Address of the scheduler, such as ``tcp://10.0.0.1:8786``.
    imports
        Import statements worth doing ahead of time on each worker.

    Attributes
    ----------
    jobs
        How many tasks the cluster runs at once; 0 when no worker has joined it yet.

    Raises
    ------
    RunError
        Dask is not installed, or the scheduler does not answer.
    """

    def __init__(self, scheduler: str, imports: tuple[str, ...]) -> None:
        try:
            distributed: Any = import_module("distributed")  # an extra that few install
        except ImportError:
            raise RunError("a cluster needs the extra `dask`: pip install partnerlab[dask]") from None
        try:
            self._client = distributed.Client(scheduler, timeout=ANSWER_SECONDS, set_as_default=False)
        except (OSError, TimeoutError) as error:
            raise RunError(f"no scheduler answers at {scheduler}; start one, or correct the address") from error
        self._imports = imports
        self.jobs = sum(self._client.ncores().values())
        # As many threads as the cluster has room for, each with one payload: no more are packed than can run.
        self._threads = ThreadPoolExecutor(max(1, self.jobs), thread_name_prefix="cluster")
        self._closing = False

    def submit(self, task: Task, context: RunContext) -> Future[Outcome]:
        """Have a task run as soon as the cluster has room."""
        return self._threads.submit(self._run, task, context)

    def _run(self, task: Task, context: RunContext) -> Outcome:
        if self._closing:
            return Outcome(0.0, {}, Failure("WorkerLost", STOPPED, advice="run again"))
        try:
            payload = pack(task, context, self._imports)
            # Not pure: Dask would take two tasks of equal content for one, and run it once.
            sent: Any = self._client.submit(run_remotely, payload, pure=False, retries=TRIES)
            outcome, files = sent.result()
        except Exception as error:  # whatever a cluster does to one task stops no other
            return Outcome(0.0, {}, explain_failure(error, None))
        return deliver(task, outcome, files, context.outputs)

    def kill(self) -> None:
        """Stop waiting for the cluster and let it drop what it runs."""
        self._closing = True
        # Waiting threads get an error at once, and Dask lets go of what nobody waits for.
        self._client.close(timeout=1)

    def close(self) -> None:
        """Let go of the cluster."""
        self._threads.shutdown(wait=True, cancel_futures=True)
        self._client.close()


def run_remotely(payload: Payload) -> tuple[Outcome, dict[str, bytes]]:
    """Run a payload on a worker of the cluster, which keeps a fork server from one payload to the next."""
    from partnerlab.runner.kernel.client import own_fork_server  # noqa: PLC0415 - the process that plans does without

    folder, fork_server = own_fork_server(payload.imports)
    return run_payload(payload, folder / f"p{time.monotonic_ns():x}", fork_server, _waiting())


def _waiting() -> Callable[[], bool]:
    """Say how to ask whether the run still waits for the task of this thread: Dask cannot end a thread, but we can.

    So a notebook ends when its run is stopped, or was killed.
    """
    worker: Any = import_module("distributed").get_worker()
    key = worker.get_current_task()

    def is_wanted() -> bool:
        task = worker.state.tasks.get(key)
        return task is not None and task.state != CANCELLED

    return is_wanted
