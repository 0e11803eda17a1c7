"""A task: one notebook, one subject, where it is run and how it went; light enough for the process that only plans."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path, PurePath, PurePosixPath
from typing import TYPE_CHECKING, Any

from partnerlab.runner.failure import Failure

if TYPE_CHECKING:
    from partnerlab.page.theme import Theme

MEGABYTE = 1_000_000
MUCH = 1_000
"""Files from which a notebook gathers much."""


@dataclass(frozen=True)
class Limits:
    """How much a notebook may take.

    Parameters
    ----------
    cell_seconds
        The longest a cell may take; 0 for no limit.
    notebook_seconds
        The longest a notebook may take; 0 for no limit.
    run_seconds
        The longest a run may take; 0 for no limit.
    memory_bytes
        The most data a kernel may hold (Linux); 0 for no limit.
    output_bytes
        The most a cell may print, and the most it may show; 0 for no limit. Text beyond it is cut, and the cut is said;
        a picture or table beyond it fails the notebook.
    """

    cell_seconds: float = 600.0
    notebook_seconds: float = 1800.0
    run_seconds: float = 0.0
    memory_bytes: int = 4_000 * MEGABYTE
    output_bytes: int = 10 * MEGABYTE


@dataclass(frozen=True)
class Task:
    """One notebook to be run for one subject."""

    subject: str
    """Slug of the subject; "" for a closing notebook."""
    notebook: Path
    stem: str
    """Where the notebook that has run goes, under the outputs, without its ending."""
    page: str
    """Where its page goes, under the outputs."""
    parameters: Mapping[str, Any]
    """What it is given."""
    inputs: tuple[tuple[str, str], ...] = ()
    """Name, as recorded, and SHA-256 of each file that it rests on."""
    command: str = ""
    """What a reader types to make the page again."""
    marking: str = ""
    """Protective marking of the page where the notebook does not give it."""
    pictures: tuple[tuple[str, str], ...] = ()
    """Name, beside the notebook, and SHA-256 of each picture that its page carries along."""
    siblings: tuple[str, ...] = ()
    """Names of the notebooks whose pages this one links to, its own among them; none for a page that stands alone."""
    kept: tuple[str, ...] = ()
    """Names, under the outputs, of files that it left before and reads again; they decide nothing."""

    @property
    def name(self) -> str:
        """The notebook's name."""
        return self.notebook.stem

    @property
    def gathers_much(self) -> bool:
        """Whether it rests on so many files that memory is worth more than a moment."""
        return len(self.inputs) >= MUCH

    @property
    def label(self) -> str:
        """How it is spoken of: ``support-hub/03-risk-allocation``."""
        return f"{self.subject}/{self.name}" if self.subject else self.name


@dataclass(frozen=True)
class RunContext:
    """Where tasks are run."""

    outputs: Path
    """Folder of the outputs."""
    folder: Path
    """Where kernels work, and to which paths are relative."""
    scratch: Path = field(default_factory=Path)
    """Private folder for sockets and temporary files."""
    fork_server: str = ""
    """Socket of the fork server; "" for ordinary kernels."""
    limits: Limits = field(default_factory=Limits)
    """How much a notebook may take."""
    theme: Theme | None = None
    """How pages look; None for the usual."""
    is_wanted: Callable[[], bool] | None = None
    """Asked each second whether anybody still waits for a task; None where whoever waits ends it himself."""

    @property
    def is_local(self) -> bool:
        """Whether workers can reach inputs and outputs by their paths."""
        return isinstance(self.outputs, Path) and isinstance(self.folder, Path)


@dataclass(frozen=True)
class Outcome:
    """How one task went."""

    seconds: float
    """How long it took."""
    outputs: Mapping[str, int] = field(default_factory=dict)
    """Name under the outputs and size in bytes of each file that it left."""
    failure: Failure | None = None
    """Why it failed; None when it did not."""
    digests: Mapping[str, str] = field(default_factory=dict)
    """SHA-256 of each of these files, by the same name."""


def is_place(value: Any) -> bool:
    """Whether a parameter's value is a path, here or wherever fsspec reaches."""
    return isinstance(value, PurePath) or (hasattr(value, "fs") and hasattr(value, "protocol"))


def as_recorded(parameters: Mapping[str, Any], context: RunContext) -> dict[str, Any]:
    """Parameters as they are written down: a path by its place under the folder or the outputs, or by its name."""
    return {name: record_path(value, context) if is_place(value) else value for name, value in parameters.items()}


def record_path(path: Any, context: RunContext) -> str:
    """A path as it is written down: by its place under the folder or the outputs, or else by its name alone."""
    absolute = _whole_name(path if _is_remote(path) else context.folder / path)
    for place, name in ((_whole_name(context.outputs), "outputs"), (_whole_name(context.folder), "")):
        with contextlib.suppress(ValueError):
            return (PurePosixPath(name) / PurePath(absolute).relative_to(place)).as_posix()
    return str(path.name)


def _is_remote(path: Any) -> bool:
    return not isinstance(path, PurePath)


def _whole_name(path: Any) -> str:
    """A path without links and dots; of one elsewhere, with the name of its file system."""
    return f"{path.protocol}:/{path.path.lstrip('/')}" if _is_remote(path) else str(path.resolve())


def as_given(parameters: Mapping[str, Any], context: RunContext) -> dict[str, Any]:
    """Parameters as the kernel gets them: a path relative to the folder when it lies in it, otherwise absolute."""
    given = dict(parameters)
    for name, value in parameters.items():
        if isinstance(value, PurePath):
            absolute = (context.folder / value).resolve()
            inside = absolute.is_relative_to(context.folder.resolve())
            given[name] = (absolute.relative_to(context.folder.resolve()) if inside else absolute).as_posix()
    return given
