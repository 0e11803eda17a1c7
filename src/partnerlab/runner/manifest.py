"""What every output was made from, so that only what has changed is made again.

Beside the outputs of each subject stands ``run.json``: for every notebook the hashes it was made from, and how it
went. A notebook is up to date when all of them are as they were and what it left is still there. Times play no part.
"""

from __future__ import annotations

import hashlib
import platform
import re
from collections.abc import Iterable, Mapping
from importlib import metadata
from pathlib import Path
from typing import Any

from partnerlab.runner.outputs import read_json, write_json
from partnerlab.runner.task import Outcome, Task

RECORD_NAME = "run.json"
SCHEMA = 1
DONE = "done"
FAILED = "failed"
FORCED = "forced"
PIECE = 1 << 20

Record = dict[str, Any]
"""How one notebook was last made: ``basis``, ``outcome``, ``seconds``, ``outputs``, ``failure``."""


def digest_of(path: Path) -> str:
    """SHA-256 of a file's content.

    Parameters
    ----------
    path
        The file.
    """
    return hashlib.sha256(path.read_bytes()).hexdigest()


def library_digest(folder: Path) -> str:
    """SHA-256 over the names and contents of a package's files, compiled ones left out.

    Parameters
    ----------
    folder
        The package's folder.
    """
    total = hashlib.sha256()
    for path in sorted(folder.rglob("*")):
        if path.is_file() and "__pycache__" not in path.parts:
            total.update(f"{path.relative_to(folder).as_posix()}\0{digest_of(path)}\n".encode())
    return total.hexdigest()


def versions_of(distribution: str) -> dict[str, str]:
    """Versions of Python and of what a distribution requires, which decide what its notebooks show.

    Parameters
    ----------
    distribution
        Name of the installed distribution; one that is not installed has no requirements.
    """
    try:
        required = metadata.requires(distribution) or []
    except metadata.PackageNotFoundError:
        required = []
    versions = {"python": platform.python_version()}
    for requirement in required:
        name = re.split(r"[^\w.-]", requirement, maxsplit=1)[0]
        if "extra ==" not in requirement:
            try:
                versions[name] = metadata.version(name)
            except metadata.PackageNotFoundError:
                versions[name] = ""
    return versions


def basis_of(
    task: Task,
    parameters: Mapping[str, Any],
    notebook: str,
    library: str,
    versions: Mapping[str, str],
    *,
    theme: str = "",
) -> Record:
    """All that a notebook's output follows from.

    Parameters
    ----------
    task
        The task, with the hashes of its inputs.
    parameters
        As recorded.
    notebook
        Hash of the notebook's source.
    library
        Hash of the library's source.
    versions
        Package to version.
    theme
        Hash of how its page looks; "" for the usual.
    """
    return {
        "notebook": notebook,
        "parameters": dict(parameters),
        "inputs": dict(task.inputs),
        "library": library,
        "versions": dict(versions),
        "command": task.command,
        "theme": theme,
    }


def find_reason(record: Record | None, basis: Record, outputs: Path) -> str:
    """Why a notebook has to run; "" when it is up to date.

    Parameters
    ----------
    record
        How it was last made; None when it never was.
    basis
        What it would be made from now.
    outputs
        Folder of the outputs.

    Examples
    --------
    >>> find_reason(None, {}, Path())
    'has not been run'
    """
    if not record or "basis" not in record:
        return "has not been run"
    if record["outcome"] != DONE:
        return "failed the last time"
    if reason := _find_change(record["basis"], basis):
        return reason
    for name, size in record["outputs"].items():
        path = outputs / name
        if not path.exists():
            return f"{name} is missing"
        if path.stat().st_size != size:
            return f"{name} has been altered"
    return ""


def _find_change(old: Record, new: Record) -> str:
    for part, words in (("notebook", "the notebook"), ("library", "the library")):
        if old.get(part) != new[part]:
            return f"{words} has changed"
    for part, noun in (("inputs", ""), ("parameters", "parameter "), ("versions", "version of ")):
        if names := _differing(old.get(part, {}), new[part]):
            more = f" and {len(names) - 3} more" if len(names) > 3 else ""
            return f"{noun}{', '.join(names[:3])}{more} has changed"
    for part in ("theme", "command"):
        if old.get(part, "") != new[part]:
            return f"the {part} has changed"
    return ""


def _differing(old: Mapping[str, Any], new: Mapping[str, Any]) -> list[str]:
    return sorted(name for name in old.keys() | new.keys() if old.get(name) != new.get(name))


def record_of(basis: Record, outcome: Outcome) -> Record:
    """How one notebook was made, to be kept.

    Parameters
    ----------
    basis
        What it was made from.
    outcome
        How it went.
    """
    failure = outcome.failure
    return {
        "basis": basis,
        "outcome": FAILED if failure else DONE,
        "seconds": round(outcome.seconds, 3),
        "outputs": dict(outcome.outputs),
        "failure": failure.as_json() if failure else None,
    }


def read_records(folder: Path) -> dict[str, Any]:
    """Records of one subject; empty when there are none, or they are of another kind.

    Parameters
    ----------
    folder
        Folder of the subject's outputs.
    """
    content = read_json(folder / RECORD_NAME)
    known = isinstance(content, dict) and content.get("schema") == SCHEMA
    return content if known else {"schema": SCHEMA, "notebooks": {}}


def write_records(folder: Path, records: Mapping[str, Any]) -> None:
    """Keep the records of one subject.

    Parameters
    ----------
    folder
        Folder of the subject's outputs.
    records
        What `read_records` gives back.
    """
    write_json(folder / RECORD_NAME, records)


def forget_unlisted(records: dict[str, Any], names: Iterable[str]) -> None:
    """Drop records of notebooks that are no longer in the plan.

    Parameters
    ----------
    records
        Records of one subject, changed in place.
    names
        Notebooks of the plan.
    """
    keep = set(names)
    records["notebooks"] = {name: record for name, record in records["notebooks"].items() if name in keep}
