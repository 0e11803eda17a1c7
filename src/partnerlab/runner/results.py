"""What the notebooks of one subject hand to machines, gathered into one file."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any

from partnerlab.files import write_whole
from partnerlab.page.handover import RESULTS_TYPE
from partnerlab.runner.outputs import read_json, to_json

RESULTS_NAME = "results.json"
SCHEMA = 2


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
        "schema": SCHEMA,
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
