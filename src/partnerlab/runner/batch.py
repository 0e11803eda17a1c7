"""A run, told as a short story: check, see what is due, run it, gather, close, report."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import FIRST_COMPLETED, Future, wait
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from partnerlab.runner import events
from partnerlab.runner.cluster import Cluster
from partnerlab.runner.failure import explain_failure
from partnerlab.runner.journal import Journal
from partnerlab.runner.ledger import Ledger
from partnerlab.runner.lock import hold
from partnerlab.runner.manifest import RECORD_NAME, record_of
from partnerlab.runner.outputs import remove_leftovers
from partnerlab.runner.plan import Plan
from partnerlab.runner.private import PrivateFolder
from partnerlab.runner.report import FIRST_FAILURE, INTERRUPTED, TIME_RAN_OUT, RunReport
from partnerlab.runner.results import RESULTS_NAME
from partnerlab.runner.signals import Requests, heeding_signals
from partnerlab.runner.survey import DueTask, Survey
from partnerlab.runner.task import Limits, Outcome, Setting
from partnerlab.runner.warmth import Warmth
from partnerlab.runner.workers import Pool, Workforce

if TYPE_CHECKING:
    from partnerlab.page.theme import Theme

LOOK_EVERY = 0.2
Running = dict[Future[Outcome], tuple[Ledger, DueTask]]
"""What runs now, each with the book that its outcome is entered into."""


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
    theme: Theme | None = None,
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
    theme
        How pages look; None for the usual. Notebooks whose pages looked otherwise are run again.

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
    held = contextlib.ExitStack()
    try:
        setting = Setting(_absolute(outputs), _absolute(folder or Path()), limits=bounds, theme=theme)
        waits = dry_run or not setting.outputs.exists()
        if not waits:  # what stands there must not change while it is looked at
            held.enter_context(hold(setting.outputs))
        survey = Survey(plan, setting, selected, force)
        batch = Batch(survey, private, jobs or os.cpu_count() or 1, on_event or _ignore, fail_fast, warm, scheduler)
        survey.look(on_due=_no_hurry if dry_run else batch.warmth.begin)
        if dry_run:
            return batch.rehearse()
        if waits:
            held.enter_context(hold(setting.outputs))
        return batch.perform()
    finally:
        if batch is not None:
            batch.close()
        private.close()
        held.close()


def _absolute(path: Path) -> Path:
    """An absolute path; one elsewhere, which is no `Path`, is absolute already."""
    return path.absolute() if isinstance(path, Path) else path


def _ignore(_: events.Event) -> None:
    """Listen to nothing."""


def _no_hurry() -> None:
    """Begin nothing ahead of time."""


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
    requests: Requests = field(default_factory=Requests)

    def __post_init__(self) -> None:
        self.journal = Journal(self.survey)
        self.outputs = self.survey.setting.outputs
        wanted = self.warm and not self.scheduler
        self.warmth = Warmth(self.private, tuple(self.survey.imports), self.tell, wanted=wanted)

    def close(self) -> None:
        """End what was started and let go of what was kept."""
        self.warmth.close()
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
                own = self.survey.look_at_closing(closing, notebook, self.journal.closing_records())
                if own or self.survey.due:
                    self.tell(events.Due(notebook.name, own.reason if own else "what it gathers will change"))
                else:
                    self._skip(notebook.name)
        return RunReport(skipped=self.skipped, seconds=self.journal.seconds)

    def perform(self) -> RunReport:
        """Run what is due."""
        self.tell(events.Planned(self.survey.total, self.survey.due, self.jobs))
        remove_leftovers(self.outputs)
        pool = self._gather_workers()
        try:
            with heeding_signals() as self.requests:
                self._mark(complete=False)
                self._run_subjects(pool)
                self._run_closing(pool)
        finally:
            pool.close()
        self._mark(complete=not self.stopped)
        return self._report()

    def _gather_workers(self) -> Workforce:
        if not self.scheduler:
            return Pool(self.jobs, self.warmth.address)
        cluster = Cluster(self.scheduler, tuple(self.survey.imports))
        self.jobs = max(1, cluster.jobs)
        if not cluster.jobs:
            self.tell(events.Noted("the cluster has no worker yet; the run waits for one"))
        return cluster

    def _report(self) -> RunReport:
        counts, seconds = self._counts(), self.journal.seconds
        self.tell(events.Ended(**counts, seconds=seconds))
        return RunReport(**counts, failures=self.failures, stopped=self.stopped, seconds=seconds)

    def _counts(self) -> dict[str, int]:
        failed = len(self.failures)
        left = max(0, self.survey.total - self.done - self.skipped - failed)
        return {"done": self.done, "failed": failed, "skipped": self.skipped, "left": left}

    def _run_subjects(self, pool: Workforce) -> None:
        tasks = self._due_tasks()
        running: Running = {}
        while True:
            self._heed(pool)
            self._begin_more(tasks, running, pool)
            if not running:
                return
            for future in self._wait(running, pool):
                ledger, due = running.pop(future)
                outcome = future.result()
                if outcome.failure is None:  # no worker need wait until this is recorded
                    self._begin_more(tasks, running, pool)
                with self._counting(due, outcome):
                    ledger.enter(due, outcome, last=bool(self.stopped))

    def _begin_more(self, tasks: Iterator[tuple[Ledger, DueTask]], running: Running, pool: Workforce) -> None:
        """Have as many tasks run as there may be at once."""
        while len(running) < self.jobs and not self.stopped and (item := next(tasks, None)):
            running[self._submit(pool, item[1])] = item

    def _due_tasks(self) -> Iterator[tuple[Ledger, DueTask]]:
        names = tuple(notebook.name for notebook in self.survey.notebooks)
        for found in self.survey.found():
            remove_leftovers(self.outputs / found.slug)
            for name in found.current:
                self._skip(f"{found.slug}/{name}")
            ledger = Ledger(self.outputs / found.slug, found, names)
            if ledger.lacks_results:
                with self._noting(f"{found.slug}/{RESULTS_NAME}"):
                    ledger.make_good()
            for due in found.tasks:
                yield ledger, due

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
            self._heed(pool)
            most = self.survey.setting.limits.run_seconds
            if most and self.journal.seconds > most and self.stopped != TIME_RAN_OUT:
                self.stopped = TIME_RAN_OUT
                self.tell(events.Noted("the time allowed for the run is over; what is running is stopped"))
                pool.kill()
            if finished:
                return finished

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
        records = self.journal.closing_records()
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

    def _mark(self, *, complete: bool, closing: Mapping[str, Any] | None = None) -> None:
        """Write the manifest of the run."""
        with self._noting(RECORD_NAME):
            self.journal.write(self.jobs, self.stopped, self._counts(), complete=complete, closing=closing)

    @contextlib.contextmanager
    def _noting(self, name: str) -> Iterator[None]:
        """Count what cannot be written as a failure, and say so."""
        try:
            yield
        except OSError as error:
            self.failures[name] = str(explain_failure(error, None))
            self.tell(events.Noted(f"{name} could not be written: {error.strerror}"))

    def _heed(self, pool: Workforce) -> None:
        """Stop after what is running at the first interrupt, at once at the second or when told to."""
        while not self.requests.empty():
            at_once = self.requests.get() or self.stopped == INTERRUPTED
            self.stopped = INTERRUPTED
            if at_once:
                pool.kill()
            else:
                self.tell(events.Noted("stopping after what is running now; interrupt again to stop at once"))
