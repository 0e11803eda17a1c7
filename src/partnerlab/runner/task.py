"""A task: one notebook, one subject, where it is run and how it went; light enough for the process that only plans."""

from __future__ import annotations

import contextlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path, PurePath, PurePosixPath
from typing import TYPE_CHECKING, Any

from partnerlab.runner.failure import Failure

if TYPE_CHECKING:
    from partnerlab.page.theme import Theme

MEGABYTE = 1_000_000


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
        The most a cell may write; what goes beyond is cut, and the cut is said; 0 for no limit.
    """

    cell_seconds: float = 600.0
    notebook_seconds: float = 1800.0
    run_seconds: float = 0.0
    memory_bytes: int = 4_000 * MEGABYTE
    output_bytes: int = 10 * MEGABYTE


@dataclass(frozen=True)
class Task:
    """One notebook to be run for one subject.

    Parameters
    ----------
    subject
        Slug of the subject; "" for a closing notebook.
    notebook
        The notebook.
    stem
        Where the notebook that has run goes, under the outputs, without its ending.
    page
        Where its page goes, under the outputs.
    parameters
        What it is given.
    inputs
        Name, as recorded, and SHA-256 of each file that it rests on.
    command
        What a reader types to make the page again.
    marking
        Protective marking of the page where the notebook does not give it.
    siblings
        Names of the notebooks whose pages this one links to, its own among them; none for a page that stands alone.
    """

    subject: str
    notebook: Path
    stem: str
    page: str
    parameters: Mapping[str, Any]
    inputs: tuple[tuple[str, str], ...] = ()
    command: str = ""
    marking: str = ""
    siblings: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """The notebook's name."""
        return self.notebook.stem

    @property
    def label(self) -> str:
        """How it is spoken of: ``support-hub/03-risk-allocation``."""
        return f"{self.subject}/{self.name}" if self.subject else self.name


@dataclass(frozen=True)
class RunContext:
    """Where tasks are run.

    Parameters
    ----------
    outputs
        Folder of the outputs.
    folder
        Where kernels work, and to which paths are relative.
    scratch
        Private folder for sockets and temporary files.
    fork_server
        Socket of the fork server; "" for ordinary kernels.
    limits
        How much a notebook may take.
    theme
        How pages look; None for the usual.
    """

    outputs: Path
    folder: Path
    scratch: Path = field(default_factory=Path)
    fork_server: str = ""
    limits: Limits = field(default_factory=Limits)
    theme: Theme | None = None

    @property
    def is_local(self) -> bool:
        """Whether workers can reach inputs and outputs by their paths."""
        return isinstance(self.outputs, Path) and isinstance(self.folder, Path)


@dataclass(frozen=True)
class Outcome:
    """How one task went.

    Parameters
    ----------
    seconds
        How long it took.
    outputs
        Name under the outputs and size in bytes of each file that it left.
    failure
        Why it failed; None when it did not.
    """

    seconds: float
    outputs: Mapping[str, int] = field(default_factory=dict)
    failure: Failure | None = None


def is_place(value: Any) -> bool:
    """Whether a parameter is a path, here or wherever fsspec reaches.

    Parameters
    ----------
    value
        A parameter's value.
    """
    return isinstance(value, PurePath) or (hasattr(value, "fs") and hasattr(value, "protocol"))


def as_recorded(parameters: Mapping[str, Any], context: RunContext) -> dict[str, Any]:
    """Parameters as they are written down: a path by its place under the folder or the outputs, or by its name.

    Parameters
    ----------
    parameters
        As given.
    context
        Whose folder and outputs.
    """
    return {name: record_path(value, context) if is_place(value) else value for name, value in parameters.items()}


def record_path(path: Any, context: RunContext) -> str:
    """A path as it is written down: by its place under the folder or the outputs, or else by its name alone.

    Parameters
    ----------
    path
        Relative to the context's folder, or absolute.
    context
        Whose folder and outputs.
    """
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
    """Parameters as the kernel gets them: a path relative to the folder when it lies in it, otherwise absolute.

    Parameters
    ----------
    parameters
        As planned.
    context
        Whose folder.
    """
    given = dict(parameters)
    for name, value in parameters.items():
        if isinstance(value, PurePath):
            absolute = (context.folder / value).resolve()
            inside = absolute.is_relative_to(context.folder.resolve())
            given[name] = (absolute.relative_to(context.folder.resolve()) if inside else absolute).as_posix()
    return given
