"""What the notebooks show of a sample, as figures and tables, made in the test's own process."""

from __future__ import annotations

import ast
import json
from typing import Any

from drawn import drawn_with
from partnerlab.display.context import drawing_context
from samples import NOTEBOOKS, ROOT

REVIEWS = tuple(file for file in NOTEBOOKS if file.stem[:2] in {"01", "02", "03", "04"})
Shown = tuple[tuple[str, Any], ...]


def show(sample: str) -> Shown:
    """Return what the four reviews of a sample show, each with the name of its notebook, in the order of the page."""
    found: list[tuple[str, Any]] = []
    context = drawing_context()
    with drawn_with(interactive=context.interactive, checked=context.checked, names=context.names):
        for notebook in REVIEWS:
            space: dict[str, Any] = {"display": lambda *rows, name=notebook.stem: found.extend((name, r) for r in rows)}
            for cell in json.loads(notebook.read_text(encoding="utf-8"))["cells"]:
                if cell["cell_type"] != "code":
                    continue
                body = ast.parse("".join(cell["source"])).body
                last = body.pop() if isinstance(body[-1], ast.Expr) else None
                exec(compile(ast.Module(body, []), notebook.name, "exec"), space)  # noqa: S102 - the project's own
                if "parameters" in cell["metadata"].get("tags", ()):
                    space["partnership_file"] = str(ROOT / "parameters" / f"{sample}.yaml")
                if last is not None:
                    value = eval(compile(ast.Expression(last.value), notebook.name, "eval"), space)  # noqa: S307
                    if value is not None:
                        found.append((notebook.stem, value))
    for _, piece in found:
        for drawn in ("html", "specification"):  # kept with the piece, so that nobody has it drawn again
            getattr(piece, drawn, None)
    return tuple(found)
