"""A run, told as a short story: check, see what is due, run it, gather, close, report."""

from __future__ import annotations

import contextlib
import json
import os
import signal
import threading
import time
from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import FIRST_COMPLETED, Future, wait
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from types import FrameType
from typing import Any

import partnerlab
from partnerlab.runner import events
from partnerlab.runner.cluster import Cluster
from partnerlab.runner.failure import explain_failure
from partnerlab.runner.lock import hold
from partnerlab.runner.manifest import (
    RECORD_NAME,
    SCHEMA,
    forget_unlisted,
    read_records,
    record_of,
    write_records,
)
from partnerlab.runner.outputs import read_json, remove_leftovers, to_json, write_json, write_pieces
from partnerlab.runner.plan import Plan
from partnerlab.runner.processes import (
    KERNEL_IMPORTS,
    WORKER_IMPORTS,
    PrivateFolder,
    WarmNursery,
    forking_is_safe,
)
from partnerlab.runner.results import RESULTS_NAME, gather_results, write_results
from partnerlab.runner.survey import DueSubject, DueTask, Survey
from partnerlab.runner.task import Limits, Outcome, Setting
from partnerlab.runner.workers import Pool, Workforce

LOOK_EVERY = 0.5
INTERRUPTED = "interrupted"
TIME_RAN_OUT = "time ran out"
FIRST_FAILURE = "first failure"


@dataclass(frozen=True)
class RunReport:
    """How a run went.

    Parameters
    ----------
    done, failed, skipped, left
        How many notebooks went well, failed, were up to date, were not reached.
    failures
        Task to failure, of those that failed.
    stopped
        Why the run ended early: "" when it did not, ``interrupted``, ``time ran out``, ``first failure``.
    seconds
        How long it took.
    """

    done: int = 0
    failed: int = 0
    skipped: int = 0
    left: int = 0
    failures: Mapping[str, str] = field(default_factory=dict)
    stopped: str = ""
    seconds: float = 0.0

    @property
    def exit_code(self) -> int:
        """0 when all is well, 1 when a notebook failed or was not reached, 130 when a person stopped the run."""
        if self.stopped == "interrupted":
            return 130
        return 1 if self.failed or self.left else 0


def run(
    plan: Plan,
    *,
    outputs: Path,
    folder: Path | None = None,
    jobs: int | None = None,
    only: Iterable[str] = (),
    force: bool = False,
    dry_run: bool = False,
    fail_fast: bool = False,
    limits: Limits | None = None,
    on_event: events.Listener | None = None,
    warm: bool = True,
    scheduler: str = "",
) -> RunReport:
    """Run what is due of a plan, and leave everything else as it is.

    Parameters
    ----------
    plan
        What could be run.
    outputs
        Folder of the outputs.
    folder
        Where kernels work and to which paths are relative; the current folder unless given.
    jobs
        How many notebooks at once; as many as there are cores unless given.
    only
        Names of notebooks, whole or in part; all unless given.
    force
        Run what is up to date, too.
    dry_run
        Only say, in events, what would run and why.
    fail_fast
        Begin no other notebook after the first failure.
    limits
        How much a notebook and a run may take.
    on_event
        Told what happens, as it happens.
    warm
        Fork kernels from a process that has done the imports, where that is safe.
    scheduler
        Address of a Dask scheduler; "" runs on this machine.

    Returns
    -------
    RunReport
        How it went; `RunReport.exit_code` is for the command line.

    Raises
    ------
    InputError
        An input, a parameter or a notebook is faulty; nothing has run.
    RunError
        The outputs are in use or cannot be written, or ``only`` names no notebook.
    """
    bounds = limits or Limits()
    selected = plan.select(only)
    private = PrivateFolder()
    batch = None
    try:
        setting = Setting(_absolute(outputs), _absolute(folder or Path()), limits=bounds)
        survey = Survey(plan, setting, selected, force)
        batch = Batch(survey, private, jobs or os.cpu_count() or 1, on_event or _ignore, fail_fast, warm, scheduler)
        survey.look(on_due=_no_hurry if dry_run else batch.warm_up)
        if dry_run:
            return batch.rehearse()
        with hold(setting.outputs):
            return batch.perform()
    finally:
        if batch is not None:
            batch.close()
        private.close()


def _absolute(path: Path) -> Path:
    """An absolute path; one elsewhere, which is no `Path`, is absolute already."""
    return path.absolute() if isinstance(path, Path) else path


def _ignore(_: events.Event) -> None:
    """Listen to nothing."""


def _no_hurry() -> None:
    """Begin nothing ahead of time."""


@dataclass
class Progress:
    """One subject while its notebooks run: which are up to date, and how many are still to end."""

    found: DueSubject
    current: set[str]
    left: int


@dataclass
class Batch:
    """One run in the making.

    Parameters
    ----------
    survey
        What there is to run.
    private
        Folder for sockets and temporary files.
    jobs
        How many notebooks at once.
    tell
        Told what happens.
    fail_fast
        Begin no other notebook after the first failure.
    warm
        Fork kernels where that is safe.
    scheduler
        Address of a Dask scheduler; "" for this machine.
    """

    survey: Survey
    private: PrivateFolder
    jobs: int
    tell: events.Listener
    fail_fast: bool
    warm: bool
    scheduler: str = ""
    done: int = 0
    skipped: int = 0
    stopped: str = ""
    failures: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.started = time.monotonic()
        self.started_at = datetime.now(UTC)
        self.outputs = self.survey.setting.outputs
        self.nursery: WarmNursery | None = None
        self._starting = threading.Lock()

    def warm_up(self) -> None:
        """Let the nursery do its imports while inputs are still being checked."""
        if self.warm and forking_is_safe() and not self.scheduler:
            self.nursery = self._start_nursery()

    def _start_nursery(self) -> WarmNursery:
        return WarmNursery(self.private.path, [*KERNEL_IMPORTS, *WORKER_IMPORTS, *self.survey.imports])

    def close(self) -> None:
        """End what was started and let go of what was kept."""
        if self.nursery is not None:
            self.nursery.close()
        self.survey.close()

    def rehearse(self) -> RunReport:
        """Say what would run and why."""
        self.tell(events.Planned(self.survey.total, self.survey.due, self.jobs))
        for found in self.survey.found():
            for name in found.current:
                self._skip(f"{found.slug}/{name}")
            for due in found.tasks:
                self.tell(events.Due(due.task.label, due.reason))
        for closing, notebook in self.survey.closing:
            if notebook.name in self.survey.selected:
                own = self.survey.look_at_closing(closing, notebook, self._closing_records())
                if own or self.survey.due:
                    self.tell(events.Due(notebook.name, own.reason if own else "what it gathers will change"))
                else:
                    self._skip(notebook.name)
        return RunReport(skipped=self.skipped, seconds=time.monotonic() - self.started)

    def perform(self) -> RunReport:
        """Run what is due."""
        self.tell(events.Planned(self.survey.total, self.survey.due, self.jobs))
        pool = self._gather_workers()
        try:
            with self._heeding_signals(pool):
                self._mark(complete=False)
                self._run_subjects(pool)
                self._run_closing(pool)
        finally:
            pool.close()
        self._mark(complete=not self.stopped)
        return self._report()

    def _gather_workers(self) -> Workforce:
        if not self.scheduler:
            return Pool(self.jobs, self._address)
        cluster = Cluster(self.scheduler, tuple(self.survey.imports))
        self.jobs = cluster.jobs
        return cluster

    def _report(self) -> RunReport:
        seconds = time.monotonic() - self.started
        left = max(0, self.survey.total - self.done - self.skipped - len(self.failures))
        self.tell(events.Ended(self.done, len(self.failures), self.skipped, left, seconds))
        return RunReport(self.done, len(self.failures), self.skipped, left, self.failures, self.stopped, seconds)

    def _address(self) -> str:
        """Socket of the nursery, started when the first worker asks for it; "" for ordinary processes."""
        with self._starting:
            if self.warm and not forking_is_safe():
                self.warm = False
                self.tell(events.Noted("kernels cannot be kept warm on this system; each starts afresh"))
            if self.warm and (self.nursery is None or not self.nursery.alive):
                self.nursery = self._start_nursery()
            if self.warm and self.nursery is not None and self.nursery.unsafe:
                self.warm = False
                self.tell(events.Noted(f"each kernel starts afresh: {self.nursery.unsafe}"))
            return self.nursery.address if self.warm and self.nursery else ""

    def _run_subjects(self, pool: Workforce) -> None:
        tasks = self._due_tasks()
        running: dict[Future[Outcome], tuple[Progress, DueTask]] = {}
        while True:
            while len(running) < self.jobs and not self.stopped and (item := next(tasks, None)):
                running[self._submit(pool, item[1])] = item
            if not running:
                return
            for future in self._wait(running, pool):
                progress, due = running.pop(future)
                self._keep(progress, due, future.result())

    def _due_tasks(self) -> Iterator[tuple[Progress, DueTask]]:
        for found in self.survey.found():
            remove_leftovers(self.outputs / found.slug)
            for name in found.current:
                self._skip(f"{found.slug}/{name}")
            progress = Progress(found, set(found.current), len(found.tasks))
            if not found.tasks and not (self.outputs / found.slug / RESULTS_NAME).exists():
                self._gather(progress)
            for due in found.tasks:
                yield progress, due

    def _skip(self, label: str) -> None:
        self.skipped += 1
        self.tell(events.Skipped(label))

    def _submit(self, pool: Workforce, due: DueTask) -> Future[Outcome]:
        self.tell(events.Started(due.task.label, due.reason))
        return pool.submit(due.task, replace(self.survey.setting, scratch=self.private.path))

    def _wait(self, running: Iterable[Future[Outcome]], pool: Workforce) -> set[Future[Outcome]]:
        """Wait for the next outcomes, keeping an eye on the time allowed."""
        while True:
            finished, _ = wait(running, LOOK_EVERY, FIRST_COMPLETED)
            most = self.survey.setting.limits.run_seconds
            if most and time.monotonic() - self.started > most and self.stopped != TIME_RAN_OUT:
                self.stopped = TIME_RAN_OUT
                self.tell(events.Noted("the time allowed for the run is over; what is running is stopped"))
                pool.kill()
            if finished:
                return finished

    def _keep(self, progress: Progress, due: DueTask, outcome: Outcome) -> None:
        """Record how one notebook of a subject went; gather its subject's results after the last."""
        found, folder = progress.found, self.outputs / progress.found.slug
        progress.left -= 1
        with self._counting(due, outcome):
            records = read_records(folder)
            forget_unlisted(records, (notebook.name for notebook in self.survey.notebooks))
            records["check"] = found.check
            records["notebooks"][due.task.name] = record_of(due.basis, outcome)
            write_records(folder, records)
            if outcome.failure is None:
                progress.current.add(due.task.name)
            if progress.left == 0 or self.stopped:
                self._gather(progress)

    def _gather(self, progress: Progress) -> None:
        names = [notebook.name for notebook in self.survey.notebooks]
        folder = self.outputs / progress.found.slug
        write_results(folder, gather_results(folder, progress.found.slug, progress.current, names))

    @contextlib.contextmanager
    def _counting(self, due: DueTask, outcome: Outcome) -> Iterator[None]:
        """Count how a task went; what cannot be recorded, for want of room say, counts as failed."""
        failure = outcome.failure
        try:
            yield
        except OSError as error:
            failure = explain_failure(error, None)
        if failure is None:
            self.done += 1
        else:
            self.failures[due.task.label] = str(failure)
            if self.fail_fast and not self.stopped:
                self.stopped = FIRST_FAILURE
        self.tell(events.Finished(due.task.label, outcome.seconds, failure))

    def _run_closing(self, pool: Workforce) -> None:
        """Run what closes the run, one after another, over what now stands in the outputs."""
        records = self._closing_records()
        for closing, notebook in self.survey.closing:
            if self.stopped or notebook.name not in self.survey.selected:
                continue
            due = self.survey.look_at_closing(closing, notebook, records)
            if due is None:
                self._skip(notebook.name)
                continue
            future = self._submit(pool, due)
            self._wait([future], pool)
            outcome = future.result()
            with self._counting(due, outcome):
                records[notebook.name] = record_of(due.basis, outcome)
                self._mark(complete=False, closing=records)

    def _closing_records(self) -> dict[str, Any]:
        content = read_json(self.outputs / RECORD_NAME)
        known = isinstance(content, dict) and content.get("schema") == SCHEMA
        return dict(content["closing"]) if known else {}

    def _mark(self, *, complete: bool, closing: dict[str, Any] | None = None) -> None:
        """Write the manifest of the run: short while it lasts, whole when it is over."""
        head = {
            "schema": SCHEMA,
            "complete": complete,
            "stopped": self.stopped,
            "version": partnerlab.__version__,
            "versions": self.survey.versions,
            "library": self.survey.library,
            "notebooks": {notebook.name: notebook.digest for notebook in self.survey.notebooks},
            "jobs": self.jobs,
            "started": self.started_at.isoformat(timespec="seconds"),
            "closing": self._closing_records() if closing is None else closing,
        }
        try:
            if not complete:
                write_json(self.outputs / RECORD_NAME, head)
            else:
                head["seconds"] = round(time.monotonic() - self.started, 3)
                write_pieces(self.outputs / RECORD_NAME, self._manifest(head))
        except OSError as error:
            self.failures[RECORD_NAME] = str(explain_failure(error, None))
            self.tell(events.Noted(f"the run's manifest could not be written: {error.strerror}"))

    def _manifest(self, head: dict[str, Any]) -> Iterator[bytes]:
        """The manifest, subject by subject, so that its length does not matter."""
        yield to_json(head).removesuffix(b"\n}\n") + b',\n "subjects": {'
        for number, found in enumerate(self.survey.found()):
            records = read_records(self.outputs / found.slug)
            comma = b"," if number else b""
            yield comma + b"\n" + json.dumps(found.slug).encode() + b": " + to_json(records["notebooks"]).rstrip()
        yield b"\n}}\n"

    @contextlib.contextmanager
    def _heeding_signals(self, pool: Workforce) -> Iterator[None]:
        """Stop after what is running at the first interrupt, at once at the second; at once when told to end."""
        if threading.current_thread() is not threading.main_thread():
            yield
            return

        def stop(number: int, _: FrameType | None) -> None:
            at_once = self.stopped == INTERRUPTED or number != signal.SIGINT
            self.stopped = INTERRUPTED
            if at_once:
                pool.kill()
            else:
                self.tell(events.Noted("stopping after what is running now; interrupt again to stop at once"))

        heeded = [signal.SIGINT, signal.SIGTERM] + ([signal.SIGHUP] if hasattr(signal, "SIGHUP") else [])
        earlier = {number: signal.signal(number, stop) for number in heeded}
        try:
            yield
        finally:
            for number, handler in earlier.items():
                signal.signal(number, handler)
