"""Traces of the machine and the moment, taken out of a notebook that has run.

Two runs of the same notebook on the same inputs give the same bytes: in another folder, on another day, with
another number of jobs. What varies belongs in the run record.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any

from nbformat import NotebookNode

from partnerlab.page.printed import as_last_seen
from partnerlab.runner.failure import INJECTED

ADDRESS = re.compile(r"\bat 0x[0-9a-fA-F]{6,16}\b")
CELL_FILE = re.compile(r"(?:/[\w.-]+)*/ipykernel_\d+/\d+\.py")
ERROR_MARK = "papermill-error-cell-tag"
WIDGET_TYPE = "application/vnd.jupyter.widget-view+json"
"""A view of a widget, by a random number; without its kernel it shows nothing."""
PASSING = {"execution", "papermill", "ExecuteTime"}
"""Cell metadata that tell when and not what."""

Places = Mapping[str, str]
"""Path on this machine to the name under which it is recorded."""


def name_cells(document: NotebookNode) -> None:
    """Give each cell of a notebook, in place, an id that follows from where it stands, if its author gave it none."""
    taken = {cell["id"] for cell in document.cells if cell.get("id")}
    for number, cell in enumerate(document.cells, start=1):
        if not cell.get("id"):
            identity = f"cell-{number}"
            while identity in taken:
                identity += "-"
            cell["id"] = identity
            taken.add(identity)
    document.nbformat, document.nbformat_minor = 4, max(5, document.get("nbformat_minor", 5))


def remove_traces(document: NotebookNode, places: Places) -> None:
    """Take out of a notebook that has run, in place, whatever tells of the machine or the moment.

    `places` says under which name each path on this machine is recorded.
    """
    clean = _cleaner(places)
    document.cells = [cell for cell in document.cells if ERROR_MARK not in cell.metadata.get("tags", [])]
    document.metadata.pop("papermill", None)
    document.metadata.pop("widgets", None)
    document.metadata.pop("signature", None)
    document.metadata["kernelspec"] = {"display_name": "Python 3", "language": "python", "name": "python3"}
    for cell in document.cells:
        for name in PASSING & set(cell.metadata):
            del cell.metadata[name]
        if INJECTED in cell.metadata.get("tags", []):
            cell["id"] = INJECTED
        if cell["cell_type"] == "code":
            cell["outputs"] = [_clean_values(output, clean) for output in join_streams(cell["outputs"])]
            for output in cell["outputs"]:
                output.get("data", {}).pop(WIDGET_TYPE, None)


def join_streams(outputs: Iterable[NotebookNode]) -> list[NotebookNode]:
    """Join what was printed in pieces, whose cut depends on timing; the outputs are those of one cell, in order.

    Returns
    -------
    list of NotebookNode
        The same; between two displays there is at most one piece of standard output and then one of standard
        error, with lines that were overwritten (by a progress bar, say) as they were last seen.
    """
    joined: list[NotebookNode] = []
    pending: dict[str, NotebookNode] = {}
    for output in [*outputs, None]:
        if output is not None and output["output_type"] == "stream":
            if output["name"] in pending:
                pending[output["name"]]["text"] += output["text"]
            else:
                pending[output["name"]] = output
            continue
        for name in sorted(pending, reverse=True):
            pending[name]["text"] = as_last_seen(pending[name]["text"])
            joined.append(pending[name])
        pending = {}
        if output is not None:
            joined.append(output)
    return joined


def _cleaner(places: Places) -> Callable[[str], str]:
    """A function that replaces paths by the names under which they are recorded, longest first."""
    longest_first = sorted((path for path in places if len(path) > 1), key=len, reverse=True)
    pattern = re.compile("|".join(f"{re.escape(path)}(?![\\w-])" for path in longest_first) or r"(?!)")

    def clean(text: str) -> str:
        if "at 0x" in text:
            text = ADDRESS.sub("at 0x…", text)
        if "ipykernel_" in text:
            text = CELL_FILE.sub("<cell>", text)
        # A search for plain words takes a fifteenth of the time of a pattern, and outputs are long and seldom name one.
        if any(path in text for path in longest_first):
            text = pattern.sub(lambda found: places[found.group()], text)
        return text

    return clean


def _clean_values(value: Any, clean: Callable[[str], str]) -> Any:
    """The same value with each text in it cleaned."""
    if isinstance(value, str):
        return clean(value)
    if isinstance(value, dict):
        for key in value:
            value[key] = _clean_values(value[key], clean)
        return value
    if isinstance(value, list):
        return [_clean_values(each, clean) for each in value]
    return value


def places_of(**named: Path) -> dict[str, str]:
    """Paths, as they are given and as they resolve, to the names they are recorded by.

    Parameters
    ----------
    **named
        Name to path; ``_`` in a name stands for nothing, so ``_=folder`` leaves out the folder and its slash.

    Examples
    --------
    >>> places_of(outputs=Path("/srv/out"))
    {'/srv/out': 'outputs'}
    """
    places = {}
    for name, path in named.items():
        for variant in {str(path.absolute()), str(path.resolve())}:
            places[variant] = name
    return places
