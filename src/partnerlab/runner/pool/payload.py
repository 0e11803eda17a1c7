"""Payloads: a task with all that it needs, for workers that share no folder with whoever plans.

The payload carries the notebook and its inputs; what comes back are the files that the task left. So a cluster needs
no shared disk, and inputs and outputs may stand wherever fsspec reaches, without a notebook knowing of it.
"""

from __future__ import annotations

import contextlib
import shutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from partnerlab.errors import RunError
from partnerlab.files import write_all, write_whole
from partnerlab.page.render.pictures import read_picture
from partnerlab.runner.evidence import evidence_names
from partnerlab.runner.failure import explain_failure
from partnerlab.runner.kernel.imports import postponed
from partnerlab.runner.outputs import remove_undue
from partnerlab.runner.task import Limits, Outcome, RunContext, Task, as_recorded

if TYPE_CHECKING:
    from partnerlab.page.theme import Theme

OUTPUTS = "outputs"


@dataclass(frozen=True)
class Payload:
    """A task with all that it needs."""

    task: Task
    """The task; its paths are names within the payload."""
    files: Mapping[str, bytes]
    """Name, relative to where the kernel works, to content."""
    limits: Limits = field(default_factory=Limits)
    """How much the notebook may take."""
    imports: tuple[str, ...] = ()
    """Import statements worth doing ahead of time where it is run."""
    theme: Theme | None = None
    """How its page looks; None for the usual."""


def pack(task: Task, context: RunContext, imports: tuple[str, ...] = ()) -> Payload:
    """Put a task, the files that it rests on, and import statements worth doing ahead of time into a payload.

    Raises
    ------
    RunError
        A file does not lie under the run's folder, so that it has no place in a payload.
    """
    files = {f"notebooks/{task.notebook.name}": task.notebook.read_bytes()}
    files |= {f"notebooks/{name}": read_picture(task.notebook.parent, name) for name, _ in task.pictures}
    for name in [name for name, _ in task.inputs] + list(task.kept):
        gathered = not task.subject and (context.outputs / name).is_file()
        place = (context.outputs if gathered else context.folder) / name
        if not place.is_file():
            raise RunError(f"{name} is not in the folder of the run; what is sent to a cluster must be")
        files[f"{OUTPUTS}/{name}" if gathered else name] = place.read_bytes()
    # As recorded: names within the payload, where the paths of this machine mean nothing.
    sent = replace(
        task,
        notebook=Path("notebooks") / task.notebook.name,
        parameters=as_recorded(task.parameters, context),
    )
    return Payload(sent, files, context.limits, imports, context.theme)


def run_payload(
    payload: Payload, scratch: Path, fork_server: str, is_wanted: Callable[[], bool] | None = None
) -> tuple[Outcome, dict[str, bytes]]:
    """Unpack a payload into a private folder, run its task, and hand back what it left.

    Parameters
    ----------
    is_wanted
        As `RunContext.is_wanted`.

    Returns
    -------
    tuple of Outcome and dict
        How it went, and the files that it left, by name under the outputs.
    """
    with postponed("rfc3987_syntax", "is_valid_syntax"):
        from partnerlab.runner.execution import execute  # noqa: PLC0415 - the process that plans does without

    scratch.mkdir(parents=True, exist_ok=True)
    folder = scratch / "place"
    try:
        # Laid out as the planner sees it, so that the notebook gets the same names, and its page the same bytes.
        for name, content in payload.files.items():
            write_whole(folder / name, content)
        context = RunContext(folder / OUTPUTS, folder, scratch, fork_server, payload.limits, payload.theme, is_wanted)
        outcome = execute(replace(payload.task, notebook=folder / payload.task.notebook), context)
        return outcome, {name: (folder / OUTPUTS / name).read_bytes() for name in outcome.outputs}
    finally:
        # What the task left has been read by now; a worker on a cluster lives on, and would fill its disk.
        shutil.rmtree(scratch, ignore_errors=True)


def deliver(task: Task, outcome: Outcome, files: Mapping[str, bytes], outputs: Any) -> Outcome:
    """Write the files that a payload left to where they belong under the outputs.

    Returns
    -------
    Outcome
        The same; a failure when it could not be written.
    """
    try:
        write_all({outputs / name: content for name, content in files.items()})
    except OSError as error:
        return Outcome(outcome.seconds, {}, explain_failure(error, None))
    # The worker removed its own; what an earlier run left here it could not see.
    if outcome.failure is None:
        for name in evidence_names(task):
            with contextlib.suppress(FileNotFoundError):
                (outputs / name).unlink()
        beside = f"{task.stem}/"
        remove_undue(outputs / task.stem, {name.removeprefix(beside) for name in files if name.startswith(beside)})
    return outcome
