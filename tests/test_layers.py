"""An import by name keeps the layers as well: `import_module("nbconvert")` is an import of nbconvert.

What reads the contracts sees import statements alone. Here what modules import by name is added to what they import
otherwise, and the same contracts are asked again.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import grimp
import pytest
from importlinter import configuration
from importlinter.adapters.building import GraphBuilder
from importlinter.application import use_cases
from importlinter.application.app_config import settings

ROOT = Path(__file__).parents[1]
SOURCE = ROOT / "src" / "partnerlab"
BY_NAME = {"import_module", "__import__", "run_module"}
"""Functions that import what they are given the name of."""

LATER = {
    "partnerlab": "its face: each name is imported once somebody asks for it, and the layers hold for who asks",
    "partnerlab.runner.kernel.fork_server": "what is forked from it lives on its own, and the server asks it nothing",
}
"""Modules whose imports by name are no step up from their layer, and why."""

COMPUTED = {
    "partnerlab": "the public names and their homes, which stand in it",
    "partnerlab.analysis.catalogue": "modules of the package that it is given",
    "partnerlab.analysis.rulebook": "the module of a rule that is asked, which is found in a file of rules",
    "partnerlab.partnership": "its own modules that change files, named in it",
    "partnerlab.display.charts": "its own modules, which are found",
    "partnerlab.display.warm_up": "what calculates, named beside it",
    "partnerlab.runner.kernel.fork_server": "what may be forked, named beside it",
    "partnerlab.runner.kernel.imports": "what notebooks import",
}
"""Modules that import by a name which no reader of that line sees, and where the name comes from."""

Trees = Mapping[str, ast.Module]


def called(node: ast.AST) -> str:
    """The name of the function that is called; empty for what is no call."""
    return getattr(node.func, "attr", getattr(node.func, "id", "")) if isinstance(node, ast.Call) else ""


def names_of(tree: ast.Module) -> Iterator[str]:
    """Yield the modules that a module may import by name: those it calls so, and those it lists where it does."""
    if any(called(node) in BY_NAME for node in ast.walk(tree)):
        for node in ast.walk(tree):
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and is_module(node.value):
                yield node.value


def is_module(name: str) -> bool:
    """Whether a text is the dotted name of a module of ours, or of one that is installed."""
    package, *rest = name.split(".")
    if not all(part.isidentifier() for part in (package, *rest)):
        return False
    if package == "partnerlab":
        return SOURCE.joinpath(*rest).is_dir() or SOURCE.joinpath(*rest).with_suffix(".py").is_file()
    return find_spec(package) is not None


def computed(trees: Trees) -> set[str]:
    """Return the modules that import by a name which is worked out."""
    return {
        module
        for module, tree in trees.items()
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
        and called(node) in BY_NAME
        and not (node.args and isinstance(node.args[0], ast.Constant))
    }


def broken(trees: Trees, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return the contracts that do not hold once what is imported by name is counted."""

    class WithNames(GraphBuilder):
        def build(self, *arguments: Any, **options: Any) -> grimp.ImportGraph:
            graph = super().build(*arguments, **options)
            for module, tree in trees.items():
                for name in names_of(tree):
                    # Of another library, the graph holds the whole as one.
                    imported = name if name.startswith("partnerlab") else name.partition(".")[0]
                    if imported not in graph.modules:
                        graph.add_module(imported, is_squashed=not imported.startswith("partnerlab"))
                    graph.add_import(importer=module, imported=imported)
            return graph

    configuration.configure()
    monkeypatch.setattr(settings, "GRAPH_BUILDER", WithNames())
    options = use_cases.read_user_options(str(ROOT / "pyproject.toml"))
    use_cases._register_contract_types(options)
    report = use_cases.create_report(options, cache_dir=None)
    return [contract.name for contract, check in report.get_contracts_and_checks() if not check.kept]


@pytest.fixture(scope="module")
def trees(files: dict[str, ast.Module]) -> dict[str, ast.Module]:
    """The modules of the package, by their dotted name."""
    found = {}
    for name, tree in files.items():
        parts = ("partnerlab", *Path(name).with_suffix("").parts)
        found[".".join(parts).removesuffix(".__init__")] = tree
    return found


def test_what_is_imported_by_name_keeps_the_layers(trees: Trees, monkeypatch: pytest.MonkeyPatch) -> None:
    assert broken({module: tree for module, tree in trees.items() if module not in LATER}, monkeypatch) == []


@pytest.mark.parametrize(
    ("module", "text", "contract"),
    [
        (
            "partnerlab.runner.batch",
            "import_module('nbconvert')",
            "only the making of a page knows nbconvert and selectolax",
        ),
        ("partnerlab.methods.trend", "importlib.import_module('altair.vegalite')", "needs no notebook software"),
        (
            "partnerlab.guide.stages",
            "NAMES = ('partnerlab.display.theme',)\nimport_module(NAMES[0])",
            "a layer imports",
        ),
        ("partnerlab.live.draft", "__import__('zmq')", "only the pool and the kernel know"),
    ],
)
def test_an_import_by_name_that_breaks_a_layer_would_be_seen(
    module: str, text: str, contract: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert any(contract in name for name in broken({module: ast.parse(text)}, monkeypatch))


def test_whoever_imports_by_a_name_that_is_worked_out_says_where_it_comes_from(trees: Trees) -> None:
    assert computed(trees) == set(COMPUTED)
    assert set(LATER) <= set(COMPUTED)


def test_a_name_that_is_worked_out_would_be_seen() -> None:
    texts = {"a": "import_module(f'{home}.x')", "b": "import_module('x')", "c": "importlib.import_module(name)"}
    assert computed({name: ast.parse(text) for name, text in texts.items()}) == {"a", "c"}
