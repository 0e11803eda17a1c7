"""The run record: how each notebook was last made, how a run goes, and how it went.

It stands in two files, both named ``run.json``. The one beside a subject's outputs is what the next run goes by:
`read_subject` reads it, `SubjectRecord` writes it. The one under the outputs themselves is the record of the last
run, short while it lasts and whole when it is over: `read_closing` reads of it what the next run needs, `RunRecord`
writes it and is the one place where a run is counted.
"""

from __future__ import annotations

import json
import time
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from partnerlab.digests import digest_of
from partnerlab.files import write_pieces
from partnerlab.runner.failure import STOPPED, Failure
from partnerlab.runner.outputs import read_json, to_json, write_json
from partnerlab.runner.report import FIRST_FAILURE, RunReport
from partnerlab.runner.results import RESULTS_NAME, gather_results, write_results
from partnerlab.runner.task import Outcome

RECORD_NAME = "run.json"
SCHEMA = 1
DONE = "done"
FAILED = "failed"

Entry = dict[str, Any]
"""How one notebook was last made: ``basis``, ``outcome``, ``seconds``, ``outputs``, ``digests``, ``failure``."""


def entry_of(basis: Mapping[str, Any], outcome: Outcome) -> Entry:
    """How one notebook was made, and from what, to be kept."""
    failure = outcome.failure
    return {
        "basis": dict(basis),
        "outcome": FAILED if failure else DONE,
        "seconds": round(outcome.seconds, 3),
        "outputs": dict(outcome.outputs),
        "digests": dict(outcome.digests),
        "failure": asdict(failure) if failure else None,
    }


def read_subject(folder: Path) -> dict[str, Any]:
    """What is kept of one subject; without a notebook when there is nothing, or it is of another schema.

    Returns
    -------
    dict
        ``notebooks`` (name to `Entry`); once one has run also ``check`` (of the subject's source) and ``gathered``
        (whether its results are those of its notebooks).
    """
    return _read(folder) or {"schema": SCHEMA, "notebooks": {}}


def is_gathered(folder: Path, kept: Mapping[str, Any]) -> bool:
    """Whether results were gathered from a subject's notebooks as they stand, and are still what was gathered."""
    return bool(kept.get("gathered")) and kept.get("results_digest") == _digest_of_results(folder)


def _digest_of_results(folder: Path) -> str | None:
    file = folder / RESULTS_NAME
    try:
        return digest_of(file) if file.is_file() else None  # a pipe in its place might never end
    except OSError:
        return None


def read_closing(outputs: Path) -> dict[str, Entry]:
    """How the closing notebooks were last made, by this run or an earlier one."""
    return dict(_read(outputs).get("closing", {}))


def _read(folder: Path) -> dict[str, Any]:
    content = read_json(folder / RECORD_NAME)
    return content if isinstance(content, dict) and content.get("schema") == SCHEMA else {}


@dataclass
class SubjectRecord:
    """What is written down of one subject while its notebooks run."""

    folder: Path
    """Folder of its outputs."""
    slug: str
    """The subject."""
    listed: tuple[str, ...]
    """Names of all notebooks of the plan, in the order of results; entries of others are dropped."""
    check: Mapping[str, Any]
    """What is kept of the check of its source, so that it need not be made again."""
    current: set[str]
    """Names of the notebooks that are up to date."""
    left: int
    """How many of its notebooks have still to end."""
    gathered: bool
    """Whether its results are those of its notebooks as they stand."""
    made_by: Mapping[str, str] = field(default_factory=dict)
    """``version`` and ``library`` of what makes them."""

    @property
    def lacks_results(self) -> bool:
        """Whether nothing is left to run and yet what machines read is not that of the notebooks."""
        return not self.left and not (self.gathered and (self.folder / RESULTS_NAME).exists())

    def enter(self, name: str, basis: Mapping[str, Any], outcome: Outcome, *, last: bool = False) -> None:
        """Record how one notebook went; after the last one gather results, ahead of the record that says so.

        Parameters
        ----------
        last
            Whether no other notebook of this subject will follow, though some are left.

        Raises
        ------
        OSError
            It could not be recorded; the notebook is then due again.
        """
        self.left -= 1
        if outcome.failure is None:
            self.current.add(name)
        gathers = last or not self.left
        if gathers:
            self._gather()
        kept = read_subject(self.folder)
        entries = {other: entry for other, entry in kept["notebooks"].items() if other in self.listed}
        entries[name] = entry_of(basis, outcome)
        written = {"results_digest": _digest_of_results(self.folder)} if gathers else {}
        self._write(kept | {"notebooks": entries, "check": self.check, "gathered": gathers, **written})

    def catch_up(self) -> None:
        """Gather results where a run was ended before it came to that.

        Raises
        ------
        OSError
            They could not be written; the next run tries again.
        """
        self._gather()
        digest = _digest_of_results(self.folder)
        self._write(read_subject(self.folder) | {"gathered": True, "results_digest": digest})

    def _gather(self) -> None:
        write_results(self.folder, gather_results(self.folder, self.slug, self.current, self.listed, self.made_by))

    def _write(self, content: Mapping[str, Any]) -> None:
        write_json(self.folder / RECORD_NAME, content)


@dataclass
class RunRecord:
    """How a run goes: counted here and nowhere else, written to its file, told by the report."""

    outputs: Path
    """Folder of the outputs."""
    made_from: Mapping[str, Any]
    """What all outputs follow from: ``version``, ``versions``, ``library``, ``notebooks``."""
    jobs: int
    """How many notebooks run at once."""
    total: int = 0
    """How many notebooks the plan has, subject by subject."""
    done: int = 0
    skipped: int = 0
    """How many went well, were up to date."""
    failures: dict[str, str] = field(default_factory=dict)
    """Label of each notebook that failed, or name of a file that could not be written, to the reason."""
    ended: list[str] = field(default_factory=list)
    """Labels of those among the failures that only ran when the run was ended."""
    stopped: str = ""
    """Why the run ends early, or ""."""
    set_aside: dict[str, tuple[str, ...]] = field(default_factory=dict)
    """Slug of each subject that was set aside, to what is wrong with it."""
    gone: tuple[str, ...] = ()
    """Slugs of the subjects whose source is no longer there."""
    made_elsewhere: Mapping[str, str] = field(default_factory=dict)
    """Slug of each subject whose results another version left, to that version's number."""

    def __post_init__(self) -> None:
        self._began = time.monotonic()
        self._started = datetime.now(UTC)

    @property
    def seconds(self) -> float:
        """How long the run has lasted."""
        return time.monotonic() - self._began

    def finish(self, label: str, failure: Failure | None, *, fail_fast: bool = False) -> None:
        """Count a notebook that has ended; its failure, if it is the first, stops a run that is to fail fast."""
        if failure is None:
            self.done += 1
            return
        self.failures[label] = str(failure)
        if failure.cause == STOPPED:
            self.ended.append(label)
        if fail_fast and not self.stopped:
            self.stopped = FIRST_FAILURE

    def counts(self) -> dict[str, int]:
        """How many notebooks went well, failed, were up to date, were not reached by now."""
        failed = len(self.failures)
        left = max(0, self.total - self.done - self.skipped - failed)
        return {"done": self.done, "failed": failed, "skipped": self.skipped, "left": left}

    def report(self) -> RunReport:
        """Tell whoever started the run how it went."""
        return RunReport(
            **self.counts(),
            failures=self.failures,
            ended=tuple(self.ended),
            set_aside=self.set_aside,
            gone=self.gone,
            made_elsewhere=self.made_elsewhere,
            stopped=self.stopped,
            seconds=self.seconds,
        )

    def write(self, closing: Mapping[str, Entry] | None = None) -> None:
        """Write the record of a run that is not over, or was stopped; the closing notebooks as before unless given.

        Raises
        ------
        OSError
            It could not be written.
        """
        write_json(self.outputs / RECORD_NAME, self._head(complete=False, closing=closing))

    def write_complete(self, slugs: Iterable[str]) -> None:
        """Write the record of a run that has gone through all of its plan, with those of its subjects copied into it.

        Raises
        ------
        OSError
            It could not be written.
        """
        head = self._head(complete=True) | {"seconds": round(self.seconds, 3)}
        write_pieces(self.outputs / RECORD_NAME, self._pieces(head, slugs))

    def _head(self, *, complete: bool, closing: Mapping[str, Entry] | None = None) -> dict[str, Any]:
        return {
            "schema": SCHEMA,
            "complete": complete,
            "stopped": self.stopped,
            **self.made_from,
            "jobs": self.jobs,
            "counts": self.counts(),
            "set_aside": self.set_aside,
            "gone": list(self.gone),
            "made_elsewhere": dict(self.made_elsewhere),
            "started": self._started.isoformat(timespec="seconds"),
            "closing": read_closing(self.outputs) if closing is None else closing,
        }

    def _pieces(self, head: dict[str, Any], slugs: Iterable[str]) -> Iterator[bytes]:
        """The record, subject by subject, so that its length does not matter."""
        yield to_json(head).removesuffix(b"\n}\n") + b',\n "subjects": {'
        for number, slug in enumerate(slugs):
            entries = read_subject(self.outputs / slug)["notebooks"]
            comma = b"," if number else b""
            yield comma + b"\n" + json.dumps(slug).encode() + b": " + to_json(entries).rstrip()
        yield b"\n}}\n"
