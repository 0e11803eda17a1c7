"""What must be known of a notebook before a kernel starts: its parameters, its imports, its content's hash."""

from __future__ import annotations

import ast
import hashlib
import json
import keyword
import math
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from partnerlab.errors import Fault, InputError
from partnerlab.page.render.pictures import named_pictures
from partnerlab.runner.task import is_place
from partnerlab.suggestions import did_you_mean

PARAMETERS_TAG = "parameters"
KINDS: dict[str, tuple[type, ...]] = {
    "str": (str,),
    "int": (int,),
    "float": (float, int),
    "bool": (bool,),
    "list": (list, tuple),
    "dict": (dict,),
}
"""Annotations that are checked, and the types that satisfy them; any other annotation accepts any JSON value."""

_HALF = re.compile("[\ud800-\udfff]")

KERNELS = {"ir": "R", "bash": "Bash", "julia": "Julia"}
"""Names of kernels of other languages, followed by a version or nothing, and what they run."""

Json = Any
"""What JSON can carry: text, number, true or false, null, list, dictionary."""


@dataclass(frozen=True)
class Parameter:
    """One parameter that a notebook declares."""

    name: str
    kind: str
    """Its type, from the annotation or else the value it is given in the notebook; "" when neither tells."""


@dataclass(frozen=True)
class Notebook:
    """A notebook as the runner sees it."""

    path: Path
    """Where it is."""
    digest: str
    """SHA-256 of its content."""
    parameters: tuple[Parameter, ...]
    """What its `parameters` cell declares, in order."""
    imports: tuple[str, ...]
    """Import statements of its code cells, in order."""
    pictures: tuple[tuple[str, str], ...] = ()
    """Name and SHA-256 of each picture beside it that its text names."""

    @property
    def name(self) -> str:
        """File name without its ending, such as ``03-risk-allocation``."""
        return self.path.stem


def read_notebook(path: Path) -> Notebook:
    """Read what must be known of a notebook before it runs.

    Raises
    ------
    InputError
        It cannot be read, is not Python, or has not exactly one cell tagged ``parameters`` that holds only
        assignments.
    """
    try:
        content = path.read_bytes()
        document = json.loads(content)
        language = foreign_language(document.get("metadata", {}))
        texts = [_text(cell.get("source", "")) for cell in document["cells"]]
        code = [
            (cell, text) for cell, text in zip(document["cells"], texts, strict=True) if cell["cell_type"] == "code"
        ]
        tagged = [text for cell, text in code if PARAMETERS_TAG in cell.get("metadata", {}).get("tags", [])]
        half = locate_half(document)
    except FileNotFoundError:
        raise InputError([Fault(path.name, 0, "there is no such notebook; check its name")]) from None
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        why = error if isinstance(error, OSError | ValueError) else "its parts are not those of a notebook"
        message = f"cannot be read as a notebook ({why}); open it in JupyterLab and save it again"
        raise InputError([Fault(path.name, 0, message)]) from error
    if language:
        message = f"is written in {language}; notebooks here run on Python"
        raise InputError([Fault(path.name, 0, message)])
    if len(tagged) != 1:
        message = f"has {len(tagged) or 'no'} cells tagged `parameters`; tag exactly one, with assignments only"
        raise InputError([Fault(path.name, 0, message)])
    if half:
        raise InputError([Fault(path.name, 0, f"{half}, which no file can hold; delete it, or type it again")])
    digest = hashlib.sha256(content).hexdigest()
    imports = tuple(statement for _, source in code for statement in imports_of(source))
    pictures = tuple(sorted(named_pictures(path.parent, texts).items()))
    return Notebook(path, digest, _read_parameters(path, tagged[0]), imports, pictures)


def foreign_language(metadata: Mapping[str, Any]) -> str:
    """Name the language that a notebook is written in, when it is another than Python.

    Parameters
    ----------
    metadata
        The notebook's: its kernel's language tells, or else the one that it last ran in, or else the kernel's name.

    Returns
    -------
    str
        "" when it is Python, or when nothing tells.

    Examples
    --------
    >>> foreign_language({"kernelspec": {"name": "ir", "language": "R"}})
    'R'
    >>> foreign_language({"kernelspec": {"name": "somebodys-own"}})
    ''
    """
    kernel, ran = metadata.get("kernelspec") or {}, metadata.get("language_info") or {}
    name = str(kernel.get("name") or "")
    by_name = next((language for start, language in KERNELS.items() if re.fullmatch(rf"{start}[\d.-]*", name)), "")
    language = str(kernel.get("language") or ran.get("name") or by_name or "python")
    return "" if re.fullmatch(r"i?python[\d.]*", language.lower()) else language


def locate_half(document: Mapping[str, Any]) -> str:
    r"""Say which cell of a notebook holds half a character, as a broken editor leaves of an emoji; "" for none.

    Examples
    --------
    >>> locate_half({"cells": [{"source": "a \U0001f600"}, {"source": ["b", "half \ud83d"]}]})
    'cell 2 holds half a character (U+D83D)'
    """
    for number, cell in enumerate([*document["cells"], document.get("metadata")], 1):
        if (half := _HALF.search(json.dumps(cell, ensure_ascii=False, default=str))) is not None:
            place = f"cell {number}" if number <= len(document["cells"]) else "its metadata"
            return f"{place} holds half a character (U+{ord(half[0]):04X})"
    return ""


def check_parameters(notebook: Notebook, values: Mapping[str, Json]) -> list[Fault]:
    """Find what is wrong with the values that a notebook is to be given.

    Returns
    -------
    list of Fault
        Unknown names, values that are not JSON, types that differ from what the notebook declares.

    Examples
    --------
    >>> hub = Notebook(Path("01.ipynb"), "", (Parameter("as_at", "str"),), ())
    >>> [print(fault) for fault in check_parameters(hub, {"as_att": ""})]
    01.ipynb: parameter "as_att" is unknown; did you mean "as_at"?
    [None]
    """
    declared = {parameter.name: parameter for parameter in notebook.parameters}
    faults = []
    for name, value in values.items():
        if name not in declared:
            way = did_you_mean(name, declared, otherwise=f"it has {', '.join(declared) or 'none'}")
            faults.append(Fault(notebook.path.name, 0, f'parameter "{name}" is unknown; {way}'))
        elif message := _mismatch(declared[name], str(value) if is_place(value) else value):
            faults.append(Fault(notebook.path.name, 0, message))
    return faults


def _mismatch(parameter: Parameter, value: Json) -> str:
    """Why a value does not suit a parameter; "" when it does."""
    if not _is_json(value):
        return f"parameter {parameter.name} is {value!r}, which JSON cannot carry; give text, numbers or lists of them"
    accepted = KINDS.get(parameter.kind)
    if accepted is None or (isinstance(value, accepted) and (parameter.kind == "bool") >= isinstance(value, bool)):
        return ""
    return f"parameter {parameter.name} is {value!r}; the notebook declares it as {parameter.kind}"


def _is_json(value: Json) -> bool:
    match value:
        case None | bool() | int() | str():
            return True
        case float():
            return math.isfinite(value)
        case list() | tuple():
            return all(_is_json(each) for each in value)
        case dict():
            return all(isinstance(key, str) and _is_json(each) for key, each in value.items())
    return False


def _read_parameters(path: Path, source: str) -> tuple[Parameter, ...]:
    try:
        statements = ast.parse(source).body
        return tuple(_read_parameter(statement) for statement in statements if not _is_remark(statement))
    except (SyntaxError, ValueError) as error:
        message = f'its `parameters` cell must hold assignments such as `as_at: str = ""` only ({error})'
        raise InputError([Fault(path.name, 0, message)]) from error


def _is_remark(statement: ast.stmt) -> bool:
    return isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Constant)


def _read_parameter(statement: ast.stmt) -> Parameter:
    match statement:
        case ast.AnnAssign(target=ast.Name(id=name), annotation=annotation):
            return Parameter(name, ast.unparse(annotation).split("[")[0])
        case ast.Assign(targets=[ast.Name(id=name)], value=value) if not keyword.iskeyword(name):
            return Parameter(name, _kind_of(value))
    raise ValueError(f"line {statement.lineno}: {ast.unparse(statement)}")


def _kind_of(value: ast.expr) -> str:
    try:
        kind = type(ast.literal_eval(value)).__name__
    except ValueError:
        return ""
    return kind if kind in KINDS else ""


def imports_of(source: str) -> list[str]:
    r"""Import statements at the top level of a cell; those of a cell with magics are left out.

    Examples
    --------
    >>> imports_of("import pandas as pd\nx = 1")
    ['import pandas as pd']
    """
    try:
        body = ast.parse(source).body
    except (SyntaxError, ValueError):
        return []
    return [ast.unparse(statement) for statement in body if isinstance(statement, ast.Import | ast.ImportFrom)]


def _text(source: str | list[str]) -> str:
    return source if isinstance(source, str) else "".join(source)
