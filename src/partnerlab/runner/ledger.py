"""The ledger of one subject: which of its notebooks are up to date, how each went, what they hand to machines."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from partnerlab.runner.manifest import forget_unlisted, read_records, record_of, write_records
from partnerlab.runner.results import RESULTS_NAME, gather_results, write_results
from partnerlab.runner.survey import DueSubject, DueTask
from partnerlab.runner.task import Outcome


@dataclass
class Ledger:
    """Kept while a subject's notebooks run.

    Parameters
    ----------
    folder
        Folder of the subject's outputs.
    found
        What was found out about the subject.
    notebooks
        Names of all notebooks of the plan, in the order of results.

    Attributes
    ----------
    left
        How many of its notebooks have still to end.
    """

    folder: Path
    found: DueSubject
    notebooks: tuple[str, ...]

    def __post_init__(self) -> None:
        self.left = len(self.found.tasks)
        self._current = set(self.found.current)

    @property
    def lacks_results(self) -> bool:
        """Whether nothing is left to run and yet what machines read is not that of the notebooks."""
        return not self.left and not (self.found.gathered and (self.folder / RESULTS_NAME).exists())

    def enter(self, due: DueTask, outcome: Outcome, *, last: bool = False) -> None:
        """Record how one notebook went; after the last one gather results, ahead of the record that says so.

        Parameters
        ----------
        due
            Which.
        outcome
            How it went.
        last
            Whether no other notebook of this subject will follow, though some are left.

        Raises
        ------
        OSError
            It could not be recorded; the notebook is then due again.
        """
        self.left -= 1
        if outcome.failure is None:
            self._current.add(due.task.name)
        gathers = last or not self.left
        if gathers:
            self._gather()
        records = read_records(self.folder)
        forget_unlisted(records, self.notebooks)
        records["notebooks"][due.task.name] = record_of(due.basis, outcome)
        write_records(self.folder, records | {"check": self.found.check, "gathered": gathers})

    def make_good(self) -> None:
        """Gather results where a run was ended before it came to that."""
        self._gather()
        write_records(self.folder, read_records(self.folder) | {"gathered": True})

    def _gather(self) -> None:
        write_results(self.folder, gather_results(self.folder, self.found.slug, self._current, self.notebooks))
