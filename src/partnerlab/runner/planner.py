"""What has to run, and why: every input checked and hashed before the first kernel starts."""

from __future__ import annotations

import pickle
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any

import partnerlab
from partnerlab.digests import digest_of, library_digest
from partnerlab.errors import Fault, InputError
from partnerlab.page.handover import page_of
from partnerlab.runner.basis import (
    FORCED,
    Basis,
    basis_of,
    reason_to_run,
    versions_of,
)
from partnerlab.runner.notebook import Notebook, check_parameters, read_notebook
from partnerlab.runner.outputs import needing_room
from partnerlab.runner.plan import Closing, Plan, Subject
from partnerlab.runner.record import RECORD_NAME, Entry, is_gathered, read_subject
from partnerlab.runner.task import RunContext, Task, as_recorded, record_path


@dataclass(frozen=True)
class DueTask:
    """A task that has to run."""

    task: Task
    reason: str
    basis: Basis
    """What it is made from."""


@dataclass(frozen=True)
class DueSubject:
    """One subject and what of it has to run."""

    slug: str
    tasks: tuple[DueTask, ...]
    """What has to run."""
    current: tuple[str, ...]
    """Notebooks that are up to date."""
    check: dict[str, Any]
    """What is kept of the check of its source, so that it need not be made again."""
    gathered: bool
    """Whether its results were gathered from its notebooks as they stand."""


@dataclass
class Planner:
    """Looks at each subject of a plan in turn and keeps what it finds on disk."""

    plan: Plan
    """The plan."""
    context: RunContext
    """Where it is run."""
    selected: frozenset[str]
    """Names of the notebooks asked for."""
    force: bool = False
    """Run what is up to date, too."""
    strict: bool = False
    """Run nothing when one subject is faulty; otherwise it is set aside."""
    total: int = 0
    due: int = 0
    set_aside: dict[str, tuple[Fault, ...]] = field(default_factory=dict)
    """Slug of each subject that is faulty, or name of a further file of what closes the run, and what is wrong."""
    slugs: set[str] = field(default_factory=set)
    """Slugs of all subjects of the plan."""
    _spool: IO[bytes] = field(init=False)

    def __post_init__(self) -> None:
        with needing_room():
            self._spool = tempfile.TemporaryFile()  # noqa: SIM115 - `close` lets go of it
        self.notebooks = tuple(read_notebook(path) for path in self.plan.notebooks)
        self.closing = tuple((closing, read_notebook(closing.notebook)) for closing in self.plan.closing)
        self.library = library_digest(Path(partnerlab.__file__).parent)
        self.versions = versions_of("partnerlab")
        self._theme = self.context.theme.digest if self.context.theme else ""

    @property
    def made_by(self) -> dict[str, str]:
        """Which partnerlab makes the outputs."""
        return {"version": partnerlab.__version__, "library": self.library}

    @property
    def made_from(self) -> dict[str, Any]:
        """What all outputs follow from, as the run record tells it."""
        return {
            **self.made_by,
            "versions": self.versions,
            "notebooks": {notebook.name: notebook.digest for notebook in self.notebooks},
        }

    @property
    def imports(self) -> list[str]:
        """Import statements of all notebooks, and the plan's warm-up, for the fork server."""
        notebooks = [*self.notebooks, *(notebook for _, notebook in self.closing)]
        warm_up = [self.plan.warm_up] if self.plan.warm_up else []
        return [*dict.fromkeys(statement for notebook in notebooks for statement in notebook.imports), *warm_up]

    def look(self, on_due: Callable[[], None]) -> None:
        """Check and hash every input.

        Parameters
        ----------
        on_due
            Called once, as soon as it is clear that something has to run.

        Raises
        ------
        InputError
            With every fault of every input when all subjects are faulty, when one is and the planner is strict, or when
            a notebook does not fit its parameters; nothing has run by then.
        """
        faults: list[Fault] = []
        found_any = False
        for subject in self.plan.subjects:
            try:
                found = self._look_at(subject)
            except InputError as error:
                self._set_aside(subject, error.faults)
                continue
            except OSError as error:
                name = Path(error.filename or subject.source).name
                message = f"cannot be read ({error.strerror}); make it readable, or leave it out"
                self._set_aside(subject, [Fault(name, 0, message)])
                continue
            found_any = True
            self.total += len(found.tasks) + len(found.current)
            if found.tasks and not self.due:
                on_due()
            self.due += len(found.tasks)
            with needing_room():
                pickle.dump(found, self._spool)
                self._spool.flush()
        for closing, notebook in self.closing:
            faults.extend(check_parameters(notebook, closing.parameters))
            self.total += notebook.name in self.selected
            for fault in closing.faults:
                self.set_aside[fault.file] = (*self.set_aside.get(fault.file, ()), fault)
        if self.strict or not found_any:
            faults = [fault for each in self.set_aside.values() for fault in each] + faults
        if faults:
            raise InputError(faults)

    def _set_aside(self, subject: Subject, faults: Iterable[Fault]) -> None:
        self.set_aside[subject.slug] = (*self.set_aside.get(subject.slug, ()), *faults)

    def found(self) -> Iterator[DueSubject]:
        """What `look` has found, subject by subject, as often as it is asked for."""
        self._spool.seek(0)
        while True:
            try:
                yield pickle.load(self._spool)  # noqa: S301 - written by this very object
            except EOFError:
                return

    def close(self) -> None:
        """Let go of the file on which findings are kept."""
        self._spool.close()

    def _look_at(self, subject: Subject) -> DueSubject:
        if subject.slug in self.slugs:
            message = f'its outputs folder "{subject.slug}" is that of another; rename one of the files'
            raise InputError([Fault(subject.source.name, 0, message)])
        self.slugs.add(subject.slug)
        faults = [fault for notebook in self.notebooks for fault in check_parameters(notebook, subject.parameters)]
        if faults:
            raise InputError(faults)
        folder = self.context.outputs / subject.slug
        kept = read_subject(folder)
        check = self._check(subject, kept.get("check"))
        inputs = tuple(sorted(self._digests([subject.source, *map(Path, check["inputs"])]).items()))
        due, current = [], []
        for notebook in self.notebooks:
            task = Task(
                subject.slug,
                notebook.path,
                f"{subject.slug}/{notebook.name}",
                f"{subject.slug}/{page_of(notebook.name)}",
                subject.parameters,
                inputs,
                subject.command,
                check.get("marking", ""),
                notebook.pictures,
                tuple(row.name for row in self.notebooks),
            )
            basis = self._basis(task, notebook)
            reason = reason_to_run(kept["notebooks"].get(notebook.name), basis, self.context.outputs)
            if notebook.name in self.selected and (reason or self.force):
                due.append(DueTask(task, reason or FORCED, basis))
            elif not reason:
                current.append(notebook.name)
        return DueSubject(subject.slug, tuple(due), tuple(current), check, is_gathered(folder, kept))

    def _check(self, subject: Subject, earlier: dict[str, Any] | None) -> dict[str, Any]:
        """Check a subject, unless it passed before and no file it rests on, nor the library, has changed since."""
        source = self._place(subject.source)
        if not source.is_file():
            raise InputError([Fault(subject.source.name, 0, "there is no such file; check its name")])
        basis = {"source": digest_of(source), "library": self.library}
        if earlier and earlier["basis"] == basis and self._unchanged(earlier["inputs"]):
            return earlier
        named = sorted({self._relative(path) for path in (subject.examine() if subject.examine else ())})
        marking = {"marking": subject.marking()} if subject.marking else {}
        inputs = {name: digest_of(self._place(name)) for name in named}
        return {"basis": basis, "inputs": inputs, "source": record_path(subject.source, self.context), **marking}

    def _unchanged(self, digests: Mapping[str, str]) -> bool:
        places = ((self._place(name), digest) for name, digest in digests.items())
        return all(place.is_file() and digest_of(place) == digest for place, digest in places)

    def _digests(self, paths: Iterable[Path]) -> dict[str, str]:
        return {record_path(path, self.context): digest_of(self._place(path)) for path in paths}

    def _place(self, path: str | Path) -> Path:
        return self.context.folder / path

    def _relative(self, path: Path) -> str:
        absolute, folder = (self.context.folder / path).resolve(), self.context.folder.resolve()
        return str(absolute.relative_to(folder) if absolute.is_relative_to(folder) else absolute)

    def _basis(self, task: Task, notebook: Notebook) -> Basis:
        parameters = as_recorded(task.parameters, self.context)
        return basis_of(task, parameters, notebook.digest, self.library, self.versions, theme=self._theme)

    def gone(self) -> Iterator[str]:
        """Slugs of the subjects outside the plan that have left outputs and whose source is no longer there.

        One whose source was not recorded, or lay outside the run's folder, cannot be told to be gone.
        """
        if not self.context.outputs.exists():
            return
        for record in sorted(self.context.outputs.glob(f"*/{RECORD_NAME}")):
            folder = record.parent
            if folder.name not in self.slugs:
                source = str(read_subject(folder).get("check", {}).get("source", ""))
                if "/" in source and not self._place(source).is_file():
                    yield folder.name

    def left_out(self) -> dict[str, str]:
        """Which subjects are left out, and why, in words; in the order of their slugs."""
        more = {slug: f" (and {len(faults) - 1} more)" for slug, faults in self.set_aside.items() if len(faults) > 1}
        said = {
            slug: f"its file is faulty: {faults[0]}{more.get(slug, '')}"
            for slug, faults in self.set_aside.items()
            if faults
        }
        return dict(sorted((said | dict.fromkeys(self.gone(), "its file is gone")).items()))

    def plan_closing(self, closing: Closing, notebook: Notebook, entries: Mapping[str, Entry]) -> DueTask | None:
        """See whether a closing notebook has to run, over what now stands in the outputs.

        Parameters
        ----------
        entries
            How the closing notebooks were last made.

        Returns
        -------
        DueTask or None
            None when it is up to date.
        """
        outputs = self.context.outputs
        gathered = (path for path in outputs.glob(closing.gathers) if path.is_file())
        named = {record_path(path, self.context).removeprefix("outputs/"): path for path in gathered}
        inputs = tuple((name, digest_of(path)) for name, path in sorted(named.items()))
        inputs += tuple(sorted(self._digests(closing.inputs).items()))
        takes = {parameter.name for parameter in notebook.parameters}
        told = {closing.told: self.left_out()} if closing.told in takes else {}
        given = {**closing.parameters, **told}
        kept = outputs.glob(closing.keeps) if closing.keeps else ()
        again = tuple(sorted(record_path(path, self.context).removeprefix("outputs/") for path in kept))
        task = Task(
            "",
            notebook.path,
            notebook.name,
            closing.page,
            given,
            inputs,
            closing.command,
            pictures=notebook.pictures,
            kept=again,
        )
        basis = self._basis(task, notebook)
        reason = reason_to_run(entries.get(notebook.name), basis, outputs)
        if reason or self.force:
            return DueTask(task, reason or FORCED, basis)
        return None
