"""A notebook's file is read in any encoding of JSON; what is not a notebook is refused by file, place and way out."""

from __future__ import annotations

import json
from typing import Any

import pytest

from partnerlab.errors import InputError
from partnerlab.page.render.notebook_file import find_flaw, parse_notebook

WORDS = {"cell_type": "markdown", "metadata": {}, "source": ["# Zoë’s\n", "tides"]}
CODE = {"cell_type": "code", "metadata": {}, "execution_count": None, "source": "1", "outputs": []}


def document(*cells: Any, **parts: Any) -> dict[str, Any]:
    return {"cells": [*cells], "metadata": {}, "nbformat": 4, "nbformat_minor": 4, **parts}


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-32"])
def test_every_encoding_that_json_knows_is_read(encoding: str) -> None:
    content = json.dumps(document(WORDS), ensure_ascii=False).encode(encoding)
    assert parse_notebook(content, "tides.ipynb").cells[0].source == "# Zoë’s\ntides"


def test_an_older_notebook_is_converted() -> None:
    cell = {"cell_type": "heading", "level": 2, "metadata": {}, "source": "Tides"}
    old = {"worksheets": [{"cells": [cell], "metadata": {}}], "metadata": {}, "nbformat": 3, "nbformat_minor": 0}
    assert parse_notebook(json.dumps(old).encode(), "old.ipynb").cells[0].source == "## Tides"


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"", "it is not JSON (line 1, column 1)"),
        (b"hello world", "it is not JSON (line 1, column 1)"),
        (b'{"cells": [\n', "it is not JSON (line 2, column 1)"),
        ('{"cells": "é"}'.encode("latin-1"), "it is not text ('utf-8' codec can't decode byte 0xe9"),
        (b"[" * 200_000, "it is nested too deeply"),
        (b'{"a":' * 200_000 + b"1" + b"}" * 200_000, "it is nested too deeply"),
        (b"null", "it has no `nbformat` from 1 to 4"),
        (b"[1, 2]", "it has no `nbformat` from 1 to 4"),
        (b'{"nbformat": [4]}', "it has no `nbformat` from 1 to 4"),
        (b'{"nbformat": 9}', "it has no `nbformat` from 1 to 4"),
        (b"{}", "its parts are not those of a notebook"),
        (b'{"nbformat": 3}', "its parts are not those of a notebook"),
    ],
    ids=lambda value: ascii(value[:20]),
)
def test_what_is_no_notebook_is_refused_in_a_line(content: bytes, why: str) -> None:
    with pytest.raises(InputError) as refused:
        parse_notebook(content, "tides.ipynb")
    assert str(refused.value).startswith(f"tides.ipynb: cannot be read as a notebook: {why}")
    assert str(refused.value).endswith("; open it in JupyterLab and save it again, or name another file")


@pytest.mark.parametrize(
    ("notebook", "flaw"),
    [
        (document(WORDS | {"attachments": "text"}), "cell 1, attachments: 'text' is not of type 'object'"),
        (document(WORDS, CODE | {"metadata": {"tags": "x"}}), "cell 2, metadata, tags: 'x' is not of type 'array'"),
        (document(metadata={"kernelspec": "R"}), "metadata, kernelspec: 'R' is not of type 'object'"),
        (document(metadata=None), "metadata: None is not of type 'object'"),
        (document(cells=None), "cells: None is not of type 'array'"),
        (document("a"), "cell 1: 'a' is not of type 'object'"),
        (document({"cell_type": "code", "source": "1"}), "cell 1: 'metadata' is a required property"),
        (document(WORDS | {"cell_type": "heading"}), "cell 1: is none of the kinds that a notebook can hold"),
        (document(CODE | {"outputs": "x"}), "cell 1, outputs: 'x' is not of type 'array'"),
    ],
    ids=str,
)
def test_a_part_of_another_shape_is_named_by_its_place(notebook: dict[str, Any], flaw: str) -> None:
    with pytest.raises(InputError, match="cannot be read as a notebook") as refused:
        parse_notebook(json.dumps(notebook).encode(), "tides.ipynb")
    assert f": {flaw};" in str(refused.value)
    assert find_flaw(notebook) == flaw


def test_what_is_nested_deeper_than_a_copy_can_follow_is_refused() -> None:
    deep: Any = []
    for _ in range(500):
        deep = [deep]
    assert find_flaw(document(metadata={"x": deep})) == "it is nested more than 400 deep"
    assert find_flaw(document(metadata={"x": deep[0][0]}, cells=[WORDS] * 3)) == "it is nested more than 400 deep"
    assert find_flaw(document(metadata={"x": json.loads("[" * 300 + "]" * 300)})) == ""


def test_what_only_lacks_a_part_is_told_where_that_counts() -> None:
    nameless = document(metadata={"kernelspec": {"name": "python3"}})
    assert find_flaw(nameless) == "metadata, kernelspec: 'display_name' is a required property"
    assert find_flaw(nameless, lacking=False) == ""
