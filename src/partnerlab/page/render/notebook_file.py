"""A notebook's file as nbformat knows it, or what is wrong with it in a line."""

from __future__ import annotations

import json
from typing import Any

import nbformat

from partnerlab.errors import Fault, InputError

LATEST = 4
"""The version of nbformat that pages are made from; older ones are converted."""
DEEPEST = 400
"""Lists and objects within one another; what copies and checks a notebook takes a few calls for each."""


def parse_notebook(content: bytes, name: str) -> Any:
    """Return a notebook from the bytes of its file, which may be in any encoding that JSON knows.

    Parameters
    ----------
    name
        Its file's, for faults.

    Raises
    ------
    InputError
        It is not JSON, or not a notebook.
    """
    try:
        found = json.loads(content)
    except json.JSONDecodeError as error:
        raise _refused(name, f"it is not JSON (line {error.lineno}, column {error.colno})") from None
    except ValueError as error:
        raise _refused(name, f"it is not text ({error})") from None
    except RecursionError:
        raise _refused(name, "it is nested too deeply") from None
    version = found.get("nbformat", 1) if isinstance(found, dict) else None
    if not isinstance(version, int) or version not in nbformat.versions:
        raise _refused(name, f"it has no `nbformat` from 1 to {LATEST}, the versions that are known")
    try:
        flaw = find_flaw(found) if version == LATEST else ""  # as typed, so that the place is exact
        if not flaw:
            whole = nbformat.versions[version].to_notebook_json(found, minor=found.get("nbformat_minor", 0))
            notebook = nbformat.convert(whole, LATEST)  # type: ignore[no-untyped-call] # it is untyped
            flaw = find_flaw(notebook)
    except (nbformat.ValidationError, KeyError, TypeError, AttributeError, ValueError, RecursionError):
        flaw = "its parts are not those of a notebook"  # nbformat takes for granted what each version holds
    if flaw:
        raise _refused(name, flaw)
    return notebook


def find_flaw(notebook: Any, *, lacking: bool = True) -> str:
    """Say where a notebook has another shape than nbformat's, such as tags that are text; "" when it has none.

    Parameters
    ----------
    lacking
        Whether that it lacks a part counts too, such as the name of a kernel for people, without which it still runs.

    Examples
    --------
    >>> from nbformat.v4 import new_markdown_cell, new_notebook
    >>> notebook = new_notebook(cells=[new_markdown_cell("Hello")])
    >>> find_flaw(notebook)
    ''
    >>> notebook.cells[0].metadata.tags = "intro"
    >>> find_flaw(notebook)
    "cell 1, metadata, tags: 'intro' is not of type 'array'"
    """
    if _is_deep(notebook):
        return f"it is nested more than {DEEPEST} deep"
    try:
        nbformat.validate(notebook, relax_add_props=True)
    except nbformat.ValidationError as error:
        if not lacking and getattr(error, "validator", "") == "required":
            return ""
        path = [*getattr(error, "absolute_path", ())]
        if path[:1] == ["cells"] and len(path) > 1:
            path = [f"cell {path[1] + 1}", *path[2:]]
        return f"{', '.join(map(str, path)) or 'the file'}: {_say_shape(error)}"
    except (KeyError, TypeError, AttributeError):
        return "its parts are not those of a notebook"
    return ""


def _is_deep(notebook: Any) -> bool:
    """Whether something is nested deeper than what copies a notebook can follow, without following it by calls."""
    layer = [notebook]
    for _ in range(DEEPEST):
        parts = (part.values() if isinstance(part, dict) else part for part in layer if isinstance(part, dict | list))
        layer = [part for inner in parts for part in inner if isinstance(part, dict | list)]
        if not layer:
            return False
    return True


def _say_shape(error: Any) -> str:
    """Say what nbformat's scheme asks; what is none of several kinds would be told with all that it holds."""
    if getattr(error, "validator", "") in {"oneOf", "anyOf"}:
        return "is none of the kinds that a notebook can hold"
    return " ".join(str(error.message).splitlines()[:1])


def _refused(name: str, why: str) -> InputError:
    message = f"cannot be read as a notebook: {why}; open it in JupyterLab and save it again, or name another file"
    return InputError([Fault(name, 0, message)])
