"""Charts are found, not listed: each that is written can be reached by its name, and none has two homes."""

from __future__ import annotations

import ast
import inspect
import re
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

from partnerlab.display import charts

MODULES = [file for file in sorted(charts.HERE.glob("*.py")) if file.stem != "__init__"]
CHANNEL = re.compile(r"\w+:[QNOTG]")
SHOWN = {"Figure", "Table", "Shown"}


def written_in(file: Path) -> list[str]:
    """Public functions of a module that return what a notebook shows, as they are written."""
    return [
        row.name
        for row in ast.parse(file.read_text(encoding="utf-8")).body
        if isinstance(row, ast.FunctionDef)
        and not row.name.startswith("_")
        and row.returns is not None
        and SHOWN & {part.id for part in ast.walk(row.returns) if isinstance(part, ast.Name)}
    ]


def test_each_chart_that_is_written_is_reached_by_its_name_and_no_name_is_double() -> None:
    written = Counter(name for file in MODULES for name in written_in(file))
    assert max(written.values()) == 1
    assert {*written, "draw_with"} == set(dir(charts))
    for name in written:
        assert inspect.unwrap(getattr(charts, name)).__name__ == name


def test_no_module_only_passes_on_what_others_hold() -> None:
    for file in MODULES:
        body = ast.parse(file.read_text(encoding="utf-8")).body
        assert any(isinstance(row, ast.FunctionDef | ast.ClassDef) for row in body), file.name


def test_who_reads_types_is_told_of_each_module_with_a_chart() -> None:
    text = (charts.HERE / "__init__.py").read_text(encoding="utf-8")
    starred = {
        row.module.rpartition(".")[2]
        for row in ast.walk(ast.parse(text))
        if isinstance(row, ast.ImportFrom) and row.module and row.names[0].name == "*"
    }
    assert starred == {file.stem for file in MODULES if written_in(file)}


@pytest.mark.parametrize("file", MODULES, ids=lambda file: file.stem)
def test_each_channel_names_its_class_which_altair_otherwise_seeks_among_all_for_as_long_as_a_chart_takes(
    file: Path,
) -> None:
    tree = ast.parse(file.read_text(encoding="utf-8"))
    calls = [row for row in ast.walk(tree) if isinstance(row, ast.Call) and isinstance(row.func, ast.Attribute)]
    in_a_class = {id(row.args[0]) for row in calls if row.args and row.func.attr[:1].isupper()}
    texts = (row for row in ast.walk(tree) if isinstance(row, ast.Constant) and isinstance(row.value, str))
    bare = [row.value for row in texts if CHANNEL.fullmatch(row.value) and id(row) not in in_a_class]
    assert not bare
    assert not {f"alt.{name}" for name in ("value", "condition", "when", "datum")} & {
        ast.unparse(row.func) for row in calls
    }


def test_a_chart_keeps_its_words_and_what_it_is_handed() -> None:
    assert "likelihood" in str(charts.risk_matrix.__doc__)
    assert list(inspect.signature(charts.risk_matrix).parameters) == ["matrix"]


@pytest.mark.parametrize("name", ["risk_matrices", "with_names", "alt", "_is_char"])
def test_what_is_no_chart_is_not_there(name: str) -> None:
    with pytest.raises(AttributeError, match=name):
        getattr(charts, name)


def test_who_asks_for_no_chart_does_not_wait_for_altair() -> None:
    code = "import sys; from partnerlab import charts; print('altair' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "False\n"
