"""A run, told as a short story: check, see what is due, run it, gather, close, report."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import FIRST_COMPLETED, Future, wait
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from partnerlab.files import remove_leftovers, write_whole
from partnerlab.runner import events
from partnerlab.runner.failure import explain_failure
from partnerlab.runner.kernel.warm_up import WarmUp
from partnerlab.runner.outputs import hold
from partnerlab.runner.plan import Plan
from partnerlab.runner.planner import DueTask, Planner
from partnerlab.runner.pool.cluster import Cluster
from partnerlab.runner.pool.pool import Pool, WorkerPool
from partnerlab.runner.record import RECORD_NAME, Entry, RunRecord, SubjectRecord, entry_of, read_closing
from partnerlab.runner.report import INTERRUPTED, SUMMARY_NAME, TIME_RAN_OUT, UNDER_WAY, RunReport
from partnerlab.runner.results import RESULTS_NAME, made_elsewhere
from partnerlab.runner.scratch import PrivateFolder
from partnerlab.runner.signals import Requests, recording_signals
from partnerlab.runner.task import Limits, Outcome, RunContext
from partnerlab.wording import counted, listed

if TYPE_CHECKING:
    from partnerlab.page.theme import Theme

LOOK_EVERY = 0.2
MOST_FAULTS_NOTED = 5
"""Faults of one subject that a run tells while others go on; its record holds all of them."""
Running = dict[Future[Outcome], tuple[SubjectRecord, DueTask]]
"""What runs now, each with the record that its outcome is entered into."""


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
    strict: bool = False,
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
        Start no other notebook after the first failure.
    strict
        Run nothing when one input is faulty; otherwise its subject is set aside and reported, and the rest runs.
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
        A parameter or a notebook is faulty, all inputs are, or one is and the run is strict; nothing has run.
    RunError
        The outputs are in use or cannot be written, or ``only`` names no notebook.
    """
    bounds = limits or Limits()
    selected = plan.select(only)
    private = PrivateFolder()
    batch = None
    held = contextlib.ExitStack()
    try:
        context = RunContext(_absolute(outputs), _absolute(folder or Path()), limits=bounds, theme=theme)
        waits = dry_run or not context.outputs.exists()
        if not waits:  # what stands there must not change while it is looked at
            held.enter_context(hold(context.outputs))
        planner = Planner(plan, context, selected, force, strict)
        batch = Batch(planner, private, jobs or os.cpu_count() or 1, on_event or _ignore, fail_fast, warm, scheduler)
        planner.look(on_due=_no_hurry if dry_run else batch.warm_up.begin)
        if dry_run:
            return batch.preview()
        if waits:
            held.enter_context(hold(context.outputs))
        return batch.perform()
    finally:
        # In this order: processes end before the folder of their sockets goes, and only then may another run begin.
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
    """One run in the making."""

    planner: Planner
    """What there is to run."""
    private: PrivateFolder
    """Folder for sockets and temporary files."""
    jobs: int
    """How many notebooks at once."""
    tell: events.Listener
    """Told what happens."""
    fail_fast: bool
    """Start no other notebook after the first failure."""
    warm: bool
    """Fork kernels where that is safe."""
    scheduler: str = ""
    """Address of a Dask scheduler; "" for this machine."""
    requests: Requests = field(default_factory=Requests)

    def __post_init__(self) -> None:
        self.outputs = self.planner.context.outputs
        self.record = RunRecord(self.outputs, self.planner.made_from, self.jobs)
        wanted = self.warm and not self.scheduler
        self.warm_up = WarmUp(self.private, tuple(self.planner.imports), self.tell, wanted=wanted)

    def close(self) -> None:
        """End what was started and let go of what was kept."""
        self.warm_up.close()
        self.planner.close()

    def preview(self) -> RunReport:
        """Say what would run and why."""
        self.tell(events.Planned(self.planner.total, self.planner.due, self.jobs))
        self._tell_left_out()
        for found in self.planner.found():
            for name in found.current:
                self._skip(f"{found.slug}/{name}")
            for due in found.tasks:
                self.tell(events.Due(due.task.label, due.reason))
        for closing, notebook in self.planner.closing:
            if notebook.name in self.planner.selected:
                own = self.planner.plan_closing(closing, notebook, read_closing(self.outputs))
                if own or self.planner.due:
                    self.tell(events.Due(notebook.name, own.reason if own else "its sources will change"))
                else:
                    self._skip(notebook.name)
        return replace(self.record.report(), done=0, left=0)

    def perform(self) -> RunReport:
        """Run what is due."""
        self.tell(events.Planned(self.planner.total, self.planner.due, self.jobs))
        self.record.total = self.planner.total
        remove_leftovers(self.outputs)
        self._tell_left_out()
        self._retire_gone()
        pool = self._open_pool()
        try:
            # Only while tasks run: before and after, Ctrl-C may end this as it ends any program.
            with recording_signals() as self.requests:
                self._write_record()
                self._write_summary(UNDER_WAY)
                self._run_subjects(pool)
                self._run_closing(pool)
        finally:
            pool.close()
        if self.record.stopped:
            self._write_record()
        else:
            self._tell_made_elsewhere()
            with self._noting(RECORD_NAME):
                self.record.write_complete(found.slug for found in self.planner.found())
        report = self.record.report()
        self._write_summary(report.summary())
        self.tell(events.Ended(**self.record.counts(), seconds=report.seconds))
        return report

    def _tell_left_out(self) -> None:
        """Say which subjects are set aside, and which have no source any more."""
        for slug, faults in self.planner.set_aside.items():
            self.record.set_aside[slug] = tuple(map(str, faults))
            for fault in faults[:MOST_FAULTS_NOTED]:
                self.tell(events.Noted(f"set aside {slug}, {fault}"))
            if rest := faults[MOST_FAULTS_NOTED:]:
                self.tell(events.Noted(f"set aside {slug}, with {counted(len(rest), 'more fault')}"))
        self.record.gone = tuple(self.planner.gone())
        for slug in self.record.gone:
            self.tell(events.Noted(f"{slug} has no file any more and leaves the portfolio; its pages are kept"))

    def _tell_made_elsewhere(self) -> None:
        """Say whose results another version left: this run made neither them nor what they would be by its rules."""
        found = made_elsewhere(self.outputs, self.planner.library)
        own = self.planner.made_by["version"]  # two builds may bear one number
        self.record.made_elsewhere = {slug: "" if number == own else number for slug, number in found.items()}
        if found:
            them = "it" if len(found) == 1 else "them"
            told = f"another version of partnerlab made {listed(found)}, and its rules may differ; run {them} again"
            self.tell(events.Noted(told))

    def _retire_gone(self) -> None:
        """Take what is gathered away from the subjects whose source is gone; it is gathered anew should they return."""
        for slug in self.record.gone:
            with self._noting(f"{slug}/{RESULTS_NAME}"):
                (self.outputs / slug / RESULTS_NAME).unlink(missing_ok=True)

    def _open_pool(self) -> Pool:
        if not self.scheduler:
            return WorkerPool(self.jobs, self.warm_up.address, self.private)
        cluster = Cluster(self.scheduler, tuple(self.planner.imports))
        self.jobs = self.record.jobs = max(1, cluster.jobs)
        if not cluster.jobs:
            self.tell(events.Noted("the cluster has no worker yet; the run waits for one"))
        return cluster

    def _run_subjects(self, pool: Pool) -> None:
        tasks = self._due_tasks()
        running: Running = {}
        while True:
            self._obey(pool)
            self._begin_more(tasks, running, pool)
            if not running:
                return
            for future in self._wait(running, pool):
                subject, due = running.pop(future)
                outcome = future.result()
                if outcome.failure is None:  # no worker need wait until this is recorded
                    self._begin_more(tasks, running, pool)
                with self._counting(due, outcome):
                    subject.enter(due.task.name, due.basis, outcome, last=bool(self.record.stopped))

    def _begin_more(self, tasks: Iterator[tuple[SubjectRecord, DueTask]], running: Running, pool: Pool) -> None:
        """Have as many tasks run as there may be at once."""
        while len(running) < self.jobs and not self.record.stopped and (item := next(tasks, None)):
            running[self._submit(pool, item[1])] = item

    def _due_tasks(self) -> Iterator[tuple[SubjectRecord, DueTask]]:
        names = tuple(notebook.name for notebook in self.planner.notebooks)
        for found in self.planner.found():
            remove_leftovers(self.outputs / found.slug)
            for name in found.current:
                self._skip(f"{found.slug}/{name}")
            folder, current = self.outputs / found.slug, set(found.current)
            subject = SubjectRecord(
                folder,
                found.slug,
                names,
                found.check,
                current,
                len(found.tasks),
                gathered=found.gathered,
                made_by=self.planner.made_by,
            )
            if subject.lacks_results:
                with self._noting(f"{found.slug}/{RESULTS_NAME}"):
                    subject.catch_up()
            for due in found.tasks:
                yield subject, due

    def _skip(self, label: str) -> None:
        self.record.skipped += 1
        self.tell(events.Skipped(label))

    def _submit(self, pool: Pool, due: DueTask) -> Future[Outcome]:
        self.tell(events.Started(due.task.label, due.reason))
        return pool.submit(due.task, self.planner.context)

    def _wait(self, running: Iterable[Future[Outcome]], pool: Pool) -> set[Future[Outcome]]:
        """Wait for the next outcomes, keeping an eye on the time allowed."""
        while True:
            # Not longer at once: a signal only leaves a note, and the time allowed runs out without one.
            finished, _ = wait(running, LOOK_EVERY, FIRST_COMPLETED)
            self._obey(pool)
            most = self.planner.context.limits.run_seconds
            if most and self.record.seconds > most and self.record.stopped != TIME_RAN_OUT:
                self.record.stopped = TIME_RAN_OUT
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
        self.record.finish(due.task.label, failure, fail_fast=self.fail_fast)
        self.tell(events.Finished(due.task.label, outcome.seconds, failure))

    def _run_closing(self, pool: Pool) -> None:
        """Run what closes the run, one after another, over what now stands in the outputs."""
        entries = read_closing(self.outputs)
        for closing, notebook in self.planner.closing:
            if self.record.stopped or notebook.name not in self.planner.selected:
                continue
            due = self.planner.plan_closing(closing, notebook, entries)
            if due is None:
                self._skip(notebook.name)
                continue
            with self._gathering(pool, due) as gathering:
                future = self._submit(gathering, due)
                self._wait([future], gathering)
                outcome = future.result()
            with self._counting(due, outcome):
                entries[notebook.name] = entry_of(due.basis, outcome)
                self._write_record(entries)

    @contextlib.contextmanager
    def _gathering(self, pool: Pool, due: DueTask) -> Iterator[Pool]:
        """Where closing notebooks run: here, where the outputs are, since what they gather may be large.

        One that gathers much runs in fresh processes, which hold nothing that only other notebooks need.
        """
        much = due.task.gathers_much
        if not (self.planner.context.is_local and (much or self.scheduler)):
            yield pool
            return
        own = WorkerPool(1, (lambda: "") if much else self.warm_up.address, self.private)
        try:
            yield own
        finally:
            own.close()

    def _write_record(self, closing: Mapping[str, Entry] | None = None) -> None:
        with self._noting(RECORD_NAME):
            self.record.write(closing)

    def _write_summary(self, text: str) -> None:
        with self._noting(SUMMARY_NAME):
            write_whole(self.outputs / SUMMARY_NAME, f"{text}\n".encode())

    @contextlib.contextmanager
    def _noting(self, name: str) -> Iterator[None]:
        """Count what cannot be written as a failure, and say so."""
        try:
            yield
        except OSError as error:
            self.record.failures[name] = str(explain_failure(error, None))
            self.tell(events.Noted(f"{name} could not be written: {error.strerror}"))

    def _obey(self, pool: Pool) -> None:
        """Stop after what is running at the first interrupt, at once at the second or when told to."""
        while not self.requests.empty():
            at_once = self.requests.get() or self.record.stopped == INTERRUPTED
            self.record.stopped = INTERRUPTED
            if at_once:
                pool.kill()
            else:
                self.tell(events.Noted("stopping after what is running now; interrupt again to stop at once"))
