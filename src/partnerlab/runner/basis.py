"""What every output is made from, so that only what has changed is made again.

A notebook is up to date when the hashes of all that it was made from are as they were, and what it left is still
there. Times play no part.
"""

from __future__ import annotations

import platform
import re
from collections.abc import Mapping
from importlib import metadata
from pathlib import Path
from typing import Any

from partnerlab.runner.record import DONE, Entry
from partnerlab.runner.task import Task

FORCED = "forced"

Basis = dict[str, Any]
"""All that one output follows from, as `basis_of` puts it together."""


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
) -> Basis:
    """All that a notebook's output follows from, sources as hashes.

    The task bears the hashes of its inputs, parameters are as they are recorded; the theme is "" for the usual look.
    """
    return {
        "notebook": notebook,
        "parameters": dict(parameters),
        "inputs": dict(task.inputs),
        "pictures": dict(task.pictures),
        "library": library,
        "versions": dict(versions),
        "command": task.command,
        "siblings": list(task.siblings),
        "theme": theme,
    }


def reason_to_run(entry: Entry | None, basis: Basis, outputs: Path) -> str:
    """Why a notebook made as `entry` says (None: never) has to run on the basis of now; "" when it is up to date.

    Examples
    --------
    >>> reason_to_run(None, {}, Path())
    'has not been run'
    """
    if not entry or "basis" not in entry:
        return "has not been run"
    if entry["outcome"] != DONE:
        return "failed the last time"
    if reason := _change_between(entry["basis"], basis):
        return reason
    for name, size in entry["outputs"].items():
        path = outputs / name
        if not path.exists():
            return f"{name} is missing"
        if path.stat().st_size != size:
            return f"{name} has been altered"
    return ""


def _change_between(old: Basis, new: Basis) -> str:
    for part, words in (("notebook", "the notebook"), ("library", "the library")):
        if old.get(part) != new[part]:
            return f"{words} has changed"
    for part, noun in (
        ("inputs", ""),
        ("pictures", "picture "),
        ("parameters", "parameter "),
        ("versions", "version of "),
    ):
        if names := _differing(old.get(part, {}), new.get(part, {})):
            more = f" and {len(names) - 3} more" if len(names) > 3 else ""
            return f"{noun}{', '.join(names[:3])}{more} has changed"
    for part in ("theme", "command"):
        if old.get(part, "") != new[part]:
            return f"the {part} has changed"
    return ""


def _differing(old: Mapping[str, Any], new: Mapping[str, Any]) -> list[str]:
    return sorted(name for name in old.keys() | new.keys() if old.get(name) != new.get(name))
