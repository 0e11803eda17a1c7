"""Small notebooks as people leave them, each made anew: a page shows what its author meant to be seen, and no more."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output, new_raw_cell

from partnerlab.page.render.exporter import render_page

PLOT = (
    '<svg xmlns="http://www.w3.org/2000/svg" width="40pt" height="20pt" viewBox="0 0 40 20">'
    '<path d="M0 20L40 20L40 0L0 0z" style="fill: #ffffff; opacity: 1"/>'
    '<path d="M2 18L20 4L38 10" style="fill: none; stroke: #1f77b4; stroke-width: 1.5"/></svg>'
)


def shown(data: dict[str, str], source: str = "x", **metadata: Any) -> Any:
    return new_code_cell(source, outputs=[new_output("display_data", data=data)], metadata=metadata)


def said(text: str, source: str = "x", **metadata: Any) -> Any:
    return new_code_cell(source, outputs=[new_output("stream", name="stdout", text=text)], metadata=metadata)


HIDDEN = [
    said("shown", "token = 1", tags=["remove-input"]),
    said("PRIVATE", "x", tags=["remove-output"]),
    said("shown too", "LAB_SOURCE", jupyter={"source_hidden": True}),
    said("LABHIDDEN", "y", jupyter={"outputs_hidden": True}),
]
FAILED = new_code_cell(
    "x", outputs=[new_output("error", ename="ValueError", evalue="value \x1b[31mred\x1b[0m", traceback=[])]
)

CASES: dict[str, tuple[list[Any], Callable[[str], object]]] = {
    "Matplotlib's drawing keeps its colours": (
        [shown({"image/svg+xml": PLOT})],
        lambda main: 'fill="none" stroke="#1f77b4"' in main and "M2 18L20 4L38 10" in main,
    ),
    "raw cells keep their words": ([new_raw_cell("These are provisional.")], lambda main: "provisional" in main),
    "LaTeX alone is shown as a formula, with its source in it": (
        [shown({"text/latex": r"$\frac{12}{40}$"})],
        lambda main: r"\frac{12}{40}" in main and "<math" in main,
    ),
    "comments stay unseen and small marks are set": (
        [new_markdown_cell("H<sub>2</sub>O;&nbsp;<!-- PRIVATE -->2<br>b")],
        lambda main: "PRIVATE" not in main and "<sub>2</sub>" in main and "&amp;nbsp;" not in main and "<br>" in main,
    ),
    "what its author hid stays hidden": (
        HIDDEN,
        lambda main: "shown" in main and not re.search("token|PRIVATE|LAB_SOURCE|LABHIDDEN", main),
    ),
    "the cause of a failure holds no colours of a terminal": (
        [FAILED],
        lambda main: "value red" in main and "\x1b" not in main and "[31m" not in main,
    ),
    "links reach headings by JupyterLab's names": (
        [new_markdown_cell("[a](#First-part) [b](#two)\n\n## First part\n\n<a id='two'></a>\n\n## Second")],
        lambda main: all(f'id="{name}"' in main for name in re.findall(r'href="#([\w-]+)"', main)),
    ),
    "formulas are not broken by Markdown": (
        [new_markdown_cell("So $a*b*c$ and $x_1 = _y_$.")],
        lambda main: "<em>" not in main,
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_a_page_shows_what_its_author_meant(case: str) -> None:
    cells, holds = CASES[case]
    page = render_page(new_notebook(cells=[new_markdown_cell("# T"), *cells]), name="x")
    main = page.partition("<main")[2].partition("</main>")[0]
    assert holds(main), main
