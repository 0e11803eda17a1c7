"""How a notebook reads: short cells, one parameters cell, no outputs, logic in the library."""

from __future__ import annotations

import ast
import json
from pathlib import Path
from statistics import median

import pytest

from samples import NOTEBOOKS


def cells(path: Path, kind: str) -> list[dict]:
    return [cell for cell in json.loads(path.read_text(encoding="utf-8"))["cells"] if cell["cell_type"] == kind]


def source(cell: dict) -> str:
    return "".join(cell["source"])


@pytest.fixture(params=NOTEBOOKS, ids=lambda path: path.stem)
def notebook(request) -> Path:
    return request.param


def test_there_are_six_notebooks():
    assert [path.stem for path in NOTEBOOKS] == [
        "00-summary",
        "01-scoping",
        "02-mapping",
        "03-risk-allocation",
        "04-evaluation",
        "05-portfolio",
    ]


def test_cells_are_few_and_short(notebook):
    lengths = [len(source(cell).splitlines()) for cell in cells(notebook, "code")]
    assert 8 <= len(lengths) <= 16
    assert max(lengths) <= 10
    assert median(lengths) <= 3


def test_logic_is_in_the_library(notebook):
    kinds = (ast.FunctionDef, ast.ClassDef, ast.For, ast.While, ast.With)
    for cell in cells(notebook, "code"):
        assert not [node for node in ast.walk(ast.parse(source(cell))) if isinstance(node, kinds)]


def test_exactly_one_cell_holds_the_parameters_and_explains_them(notebook):
    tagged = [cell for cell in cells(notebook, "code") if "parameters" in cell["metadata"].get("tags", [])]
    assert len(tagged) == 1
    assert all("#" in line for line in source(tagged[0]).splitlines())


def test_no_outputs_are_kept(notebook):
    assert not [cell for cell in cells(notebook, "code") if cell["outputs"] or cell["execution_count"]]


def test_it_opens_with_its_title_and_closes_with_its_method(notebook):
    headings = [
        line for cell in cells(notebook, "markdown") for line in source(cell).splitlines() if line.startswith("#")
    ]
    assert headings[0].startswith("# ")
    assert all(line.startswith("##") for line in headings[1:])
    assert headings[1] == "## The answer in short"
    assert any("caveats" in line for line in headings)


def test_a_notebook_uses_the_public_face_alone(notebook):
    for cell in cells(notebook, "code"):
        for node in ast.walk(ast.parse(source(cell))):
            if isinstance(node, ast.ImportFrom):
                assert node.module == "partnerlab"
