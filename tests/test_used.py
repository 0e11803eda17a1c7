"""Whatever a module defines is used by the product; what only tests use goes, and so does what nothing uses.

A function or a class counts as used where its own module names it elsewhere, where another module imports it or asks
something for it, and where a notebook, an entry point, a benchmark or an example in the docs names it. That a package
hands it on is no use.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
SOURCE = ROOT / "src" / "partnerlab"
FOUND = {"rule", "source", "command", "group"}
"""Decorators by which something is found: rules, signals, commands."""
NAMED_IN = ("notebooks/*.ipynb", "benchmarks/*.py", "supply/*.py", "pyproject.toml")
EXAMPLE = re.compile(r"```python\n(.*?)```", re.DOTALL)
WORD = re.compile(r"[A-Za-z_]\w*")

Definition = ast.FunctionDef | ast.ClassDef


def defined(tree: ast.Module) -> Iterator[Definition]:
    """Yield the functions and classes of a module that are there to be called by name."""
    for row in tree.body:
        if isinstance(row, Definition) and not row.name.startswith("__"):
            decorators = {name for part in row.decorator_list for name in WORD.findall(ast.unparse(part))}
            if decorators.isdisjoint(FOUND):
                yield row


def names_in(row: ast.AST) -> set[str]:
    """What a part of a module names."""
    return {node.id for node in ast.walk(row) if isinstance(node, ast.Name)}


def is_named(definition: Definition, tree: ast.Module) -> bool:
    """Whether its own module names a definition elsewhere."""
    return any(definition.name in names_in(row) for row in tree.body if row is not definition)


def asked_for(tree: ast.Module, *, face: bool) -> Iterator[str]:
    """Yield what a module asks something for, and what it imports; the face of a package, what it names itself."""
    yield from names_in(tree) if face else ()
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute):
            yield node.attr
        elif isinstance(node, ast.ImportFrom) and not face:
            yield from (part.name for part in node.names)


def unused(files: dict[str, ast.Module], named: set[str]) -> list[str]:
    """List what is defined and not used, given the names that stand outside the modules."""
    asked = {name for file, tree in files.items() for name in asked_for(tree, face=file.endswith("__init__.py"))}
    asked |= named
    left = {file: [row for row in defined(tree) if row.name not in asked] for file, tree in files.items()}
    return [f"{file}: {row.name}" for file, rows in left.items() for row in rows if not is_named(row, files[file])]


def hands_on(tree: ast.Module) -> bool:
    """Whether a module does nothing but import what others define."""
    rows = [row for row in tree.body if not (isinstance(row, ast.Expr) and isinstance(row.value, ast.Constant))]
    listing = [row for row in rows if isinstance(row, ast.Assign) and ast.unparse(row.targets[0]) == "__all__"]
    return all(isinstance(row, (ast.Import, ast.ImportFrom)) for row in rows if row not in listing)


def test_no_module_but_the_face_of_a_package_only_hands_on(files: dict[str, ast.Module]) -> None:
    assert [file for file, tree in files.items() if hands_on(tree) and not file.endswith("__init__.py")] == []


@pytest.mark.parametrize(
    ("text", "only"), [("'A.'\nfrom b import c\n__all__ = ['c']", True), ("import b\nX = 1", False)]
)
def test_a_module_that_only_hands_on_would_be_seen(text: str, only: bool) -> None:
    assert hands_on(ast.parse(text)) is only


def test_everything_that_a_module_defines_is_used(files: dict[str, ast.Module]) -> None:
    texts = [file.read_text(encoding="utf-8") for pattern in NAMED_IN for file in sorted(ROOT.glob(pattern))]
    texts += [code for file in ROOT.glob("docs/*.md") for code in EXAMPLE.findall(file.read_text(encoding="utf-8"))]
    assert unused(files, {word for text in texts for word in WORD.findall(text)}) == []


def test_what_only_a_package_hands_on_or_calls_itself_would_be_seen() -> None:
    files = {
        "a.py": ast.parse("def used(): pass\ndef alone(): alone()\ndef handed_on(): used()\ndef shown(): pass"),
        "__init__.py": ast.parse("from a import handed_on"),
    }
    assert unused(files, {"shown"}) == ["a.py: alone", "a.py: handed_on"]
