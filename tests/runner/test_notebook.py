from __future__ import annotations

from pathlib import Path

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_notebook

from partnerlab.errors import InputError
from partnerlab.runner.notebook import Notebook, Parameter, check_parameters, read_notebook


def written(folder: Path, *cells: tuple[str, list[str]]) -> Path:
    path = folder / "01-scoping.ipynb"
    document = new_notebook(cells=[new_code_cell(source, metadata={"tags": tags}) for source, tags in cells])
    nbformat.write(document, path)
    return path


def declaring(**kinds: str) -> Notebook:
    return Notebook(Path("01.ipynb"), "", tuple(Parameter(name, kind) for name, kind in kinds.items()), ())


def test_parameters_and_their_kinds_come_from_the_tagged_cell(tmp_path: Path) -> None:
    source = '# which\n"a remark"\nfile: str = ""  # path\ncount = 3\nshare = 0.5\nnames: list[str] = []\nany = None'
    notebook = read_notebook(written(tmp_path, (source, ["parameters"]), ("x = 1", [])))
    assert [(p.name, p.kind) for p in notebook.parameters] == [
        ("file", "str"),
        ("count", "int"),
        ("share", "float"),
        ("names", "list"),
        ("any", ""),
    ]


def test_imports_are_found_in_order_and_cells_with_magics_are_left_out(tmp_path: Path) -> None:
    cells = [("a = 1", ["parameters"]), ("import os\nfrom a.b import c as d", []), ("%matplotlib inline\nimport x", [])]
    assert read_notebook(written(tmp_path, *cells)).imports == ("import os", "from a.b import c as d")


@pytest.mark.parametrize(
    ("cells", "words"),
    [
        ([("x = 1", [])], "has no cells tagged `parameters`"),
        ([("x = 1", ["parameters"]), ("y = 1", ["parameters"])], "has 2 cells tagged `parameters`"),
        ([("x = 1\nprint(x)", ["parameters"])], "must hold assignments"),
        ([("x = ", ["parameters"])], "must hold assignments"),
        ([("x, y = 1, 2", ["parameters"])], "must hold assignments"),
    ],
)
def test_a_notebook_without_exactly_one_clean_parameters_cell_is_refused(
    tmp_path: Path, cells: list[tuple[str, list[str]]], words: str
) -> None:
    with pytest.raises(InputError, match=r"01-scoping\.ipynb: ") as refused:
        read_notebook(written(tmp_path, *cells))
    assert words in str(refused.value)


def test_what_is_no_notebook_is_refused_with_a_way_out(tmp_path: Path) -> None:
    (tmp_path / "a.ipynb").write_text("{")
    with pytest.raises(InputError, match="cannot be read as a notebook"):
        read_notebook(tmp_path / "a.ipynb")
    with pytest.raises(InputError, match="no such notebook"):
        read_notebook(tmp_path / "b.ipynb")


@pytest.mark.parametrize(
    "content",
    [
        "null",
        "[]",
        '{"cells": [5]}',
        '{"cells": [{"cell_type": "code", "source": "x = 1", "metadata": {"tags": null}}]}',
        '{"metadata": null, "cells": []}',
        '{"metadata": [1], "cells": []}',
        '{"metadata": {"kernelspec": "python"}, "cells": []}',
        f'{{"metadata": {{}}, "cells": {"[" * 200_000}{"]" * 200_000}}}',
    ],
    ids=["null", "list", "cell", "tags", "no metadata", "metadata", "kernel", "deep"],
)
def test_a_notebook_of_another_shape_is_refused_in_plain_words(tmp_path: Path, content: str) -> None:
    (tmp_path / "a.ipynb").write_text(content)
    with pytest.raises(InputError, match=r"cannot be read as a notebook \(its parts are not those of a notebook\)"):
        read_notebook(tmp_path / "a.ipynb")


def test_half_a_character_is_told_by_its_cell(tmp_path: Path) -> None:
    path = written(tmp_path, ("x = 1", ["parameters"]), ("# smile", []))
    path.write_bytes(path.read_bytes().replace(b"smile", rb"\ud83d\ude00 and \udc00"))
    with pytest.raises(InputError, match=r"cell 2 holds half a character \(U\+DC00\), which no file can hold"):
        read_notebook(path)


def test_a_notebook_in_another_language_is_refused(tmp_path: Path) -> None:
    path = written(tmp_path, ("x <- 1", ["parameters"]))
    document = nbformat.read(path, 4)
    document.metadata["kernelspec"] = {"language": "R", "name": "ir", "display_name": "R"}
    nbformat.write(document, path)
    with pytest.raises(InputError, match="is written in R"):
        read_notebook(path)


@pytest.mark.parametrize(
    ("kind", "good", "bad"),
    [
        ("str", ["", Path("a/b")], [1, None, ["a"]]),
        ("int", [3], [True, 3.0, "3"]),
        ("float", [3, 3.5], [True, "3", float("nan"), float("inf")]),
        ("bool", [True], [1, "true"]),
        ("list", [[1, "a"], ()], ["a", {}, [object()]]),
        ("dict", [{"a": [None]}], [[], {1: "a"}]),
        ("", [None, 1, "a", [1]], [object(), {1, 2}]),
        ("Path | None", ["a", None], [object()]),
    ],
)
def test_values_are_held_to_the_declared_kind(kind: str, good: list[object], bad: list[object]) -> None:
    notebook = declaring(it=kind)
    assert [check_parameters(notebook, {"it": value}) for value in good] == [[]] * len(good)
    assert [len(check_parameters(notebook, {"it": value})) for value in bad] == [1] * len(bad)


def test_an_unknown_name_is_a_fault_with_the_nearest_known_one() -> None:
    notebook = declaring(partnership_file="str", as_at="str")
    messages = [fault.message for fault in check_parameters(notebook, {"partnership_fil": "", "x": 1})]
    assert messages == [
        'parameter "partnership_fil" is unknown; did you mean "partnership_file"?',
        'parameter "x" is unknown; it has partnership_file, as_at',
    ]
