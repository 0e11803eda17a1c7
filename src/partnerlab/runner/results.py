"""What the notebooks of one subject hand to machines, gathered into one file."""

from __future__ import annotations

import contextlib
import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any

from partnerlab.files import read_most, write_whole
from partnerlab.page.handover import MOST_RESULTS, RESULTS_SCHEMA, RESULTS_TYPE
from partnerlab.runner.outputs import read_json, to_json

RESULTS_NAME = "results.json"


def results_of(document: Any) -> list[dict[str, Any]]:
    """What a notebook that has run hands to machines, in order."""
    found = []
    for cell in document.get("cells", []):
        for output in cell.get("outputs", []):
            value = output.get("data", {}).get(RESULTS_TYPE)
            if value is not None:
                found.append(json.loads(value) if isinstance(value, str) else value)
    return found


def gather_results(
    folder: Path,
    slug: str,
    current: Iterable[str],
    expected: Iterable[str],
    made_by: Mapping[str, str] = MappingProxyType({}),
) -> dict[str, Any]:
    """Put together what the notebooks of one subject handed over.

    Parameters
    ----------
    current
        Notebooks whose output is up to date.
    expected
        Notebooks of the plan, in order.
    made_by
        ``version`` and ``library``: what made the notebooks, so that whoever reads it can tell its own from another's.

    Returns
    -------
    dict
        ``schema``, ``version``, ``library``, ``slug``, ``complete``, ``notebooks`` (whose results are in), ``missing``
        (whose are not);
        every list that the notebooks hand over joined into one, each entry with its ``notebook``; every other
        entry as the first notebook gives it. No clock, no path.
    """
    names, up_to_date = list(expected), set(current)
    missing = [name for name in names if name not in up_to_date]
    gathered: dict[str, Any] = {}
    for name in (name for name in names if name in up_to_date):
        for result in results_of(read_json(folder / f"{name}.ipynb") or {}):
            _join(gathered, result, name)
    frame = {
        "schema": RESULTS_SCHEMA,
        **made_by,
        "slug": slug,
        "complete": not missing,
        "notebooks": [name for name in names if name in up_to_date],
        "missing": missing,
    }
    return gathered | frame


def write_results(folder: Path, content: dict[str, Any]) -> None:
    """Write gathered results, unless they already stand there to the byte."""
    path, new = folder / RESULTS_NAME, to_json(content)
    if not path.exists() or path.read_bytes() != new:
        write_whole(path, new)


def made_elsewhere(outputs: Path, library: str) -> dict[str, str]:
    """Find results that another version left; whoever gathers the results of all shows them as that left them.

    Parameters
    ----------
    library
        Digest of the files of the version that asks.

    Returns
    -------
    dict
        Slug to the number of the version that made them, "" where they do not say; in the order of slugs.
    """
    own = to_json({"library": library}).strip(b"{}\n")  # as it is written here, so that most need not be read as JSON
    found = {}
    for file in sorted(outputs.glob(f"*/{RESULTS_NAME}")):
        with contextlib.suppress(OSError, ValueError, RecursionError):  # no results, as whoever gathers them tells
            content = read_most(file, MOST_RESULTS)
            told = {} if b"\n" + own in content else json.loads(content)
            if isinstance(told, dict) and {"schema", "slug"} <= told.keys() and told.get("library") != library:
                found[file.parent.name] = str(told.get("version", ""))
    return found


def _join(gathered: dict[str, Any], result: dict[str, Any], name: str) -> None:
    for key, value in result.items():
        if isinstance(value, list):
            held = gathered.setdefault(key, [])
            for entry in value:
                marked = {"notebook": name} | entry if isinstance(entry, dict) and key != "inputs" else entry
                if marked not in held:
                    held.append(marked)
        elif key not in ("schema", "notebook"):
            gathered.setdefault(key, value)
