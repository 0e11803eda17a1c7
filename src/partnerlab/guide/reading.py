"""Read the guide's data, lazily and once, into frozen typed rows; a user's own file of that shape reads alike."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from io import StringIO
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter, ValidationError
from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError

from partnerlab.errors import Fault, InputError
from partnerlab.guide.rows import R, Row, Rows

_SHARED = ("paragraph", "certainty", "source")


def read_rows(file: str | Path, kind: type[R]) -> Rows[R]:
    """Read a file of one's own that has the shape of one of the guide's: own scales, frameworks, levels, clauses.

    Parameters
    ----------
    file
        A YAML file with a list `rows`, or a CSV file with one row a line. In YAML, `paragraph`, `certainty` and
        `source` beside `rows` hold for every row that does not give its own.
    kind
        The class of the rows, such as `Scale` or `Framework`.

    Returns
    -------
    Rows
        The rows, in the file's order.

    Raises
    ------
    InputError
        With every fault of the file, when it does not have that shape.

    Examples
    --------
    >>> import tempfile
    >>> from partnerlab.guide import Scale
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     path = Path(folder, "scales.yaml")
    ...     _ = path.write_text('''
    ... paragraph: "¶4.4"
    ... certainty: chosen
    ... source: "not in the guide: board minute 7"
    ... rows:
    ...   - id: light-2
    ...     title: Two lights
    ...     text: Fit for a small board.
    ...     levels: [{value: 0, label: stop}, {value: 1, label: go}]
    ... ''', encoding="utf-8")
    ...     read_rows(path, Scale).row("light-2").level("go").value
    1
    """
    path = Path(file)
    try:
        text = path.read_text(encoding="utf-8")
    except OSError as error:
        raise InputError([Fault(path.name, 0, f"cannot be read: {error.strerror}; check its name")]) from error
    return _parse(path.name, text, kind, YAML(typ="safe", pure=True))


def supplied(name: str, kind: type[R]) -> Rows[R]:
    """Rows of a file that comes with the library, such as `checklist.yaml`; read once, when first asked for."""
    rows: Rows[R] = _supplied(name, kind)  # type: ignore[arg-type] # a class is hashable; mypy takes no type[R] for it
    return rows


@cache
def _supplied(name: str, kind: type[Row]) -> Rows[Any]:
    text = files("partnerlab.guide").joinpath("data", name).read_text(encoding="utf-8")
    return _parse(name, text, kind, YAML(typ="safe"))  # compiled where it can be: a tenth of the time, other words


def _parse(name: str, text: str, kind: type[R], yaml: YAML) -> Rows[R]:
    entries = list(csv.DictReader(StringIO(text))) if name.endswith(".csv") else _entries(name, text, yaml)
    try:
        rows = Rows(TypeAdapter(tuple[kind, ...]).validate_python(entries))  # type: ignore[valid-type] # kind is a class only when run
    except ValidationError as error:
        raise InputError([_fault(name, text, entries, detail) for detail in error.errors()]) from error
    twice = sorted({key for key in rows.ids if rows.ids.count(key) > 1})
    if twice:
        raise InputError([Fault(name, 0, f'id "{key}" is there twice; give each row its own') for key in twice])
    return rows


def _entries(name: str, text: str, yaml: YAML) -> list[dict[str, Any]]:
    try:
        document = yaml.load(text)
    except MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 0
        raise InputError([Fault(name, line, f"is not YAML: {error.problem}; correct the line")]) from error
    listed = document.get("rows") if isinstance(document, Mapping) else None
    if not isinstance(document, Mapping) or not isinstance(listed, list):
        raise InputError([Fault(name, 0, "has no list of rows; put them under `rows:`")])
    shared = {key: document[key] for key in _SHARED if key in document}
    return [{**shared, **row} if isinstance(row, Mapping) else row for row in listed]


def _fault(name: str, text: str, entries: list[dict[str, Any]], detail: Any) -> Fault:
    position, *place = detail["loc"]
    entry = entries[position]
    label = f'"{entry["id"]}"' if isinstance(entry, Mapping) and "id" in entry else f"number {position + 1}"
    field = ".".join(str(part) for part in place) or "the row"
    return Fault(name, _line(name, text, position), f"row {label}: {field}: {detail['msg'].lower()}")


def _line(name: str, text: str, position: int) -> int:
    """Line, counted from 1, where a row begins; asked for only when the row has a fault."""
    if name.endswith(".csv"):
        return position + 2
    return int(YAML(pure=True).load(text)["rows"].lc.item(position)[0]) + 1
