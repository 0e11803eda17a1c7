"""No function stands twice: what two modules do alike, one of them does for both.

Two functions are the same where they do the same step by step, whatever they and what is theirs alone are called.
"""

from __future__ import annotations

import ast
import re
from collections import defaultdict
from collections.abc import Callable, Hashable
from pathlib import Path

import pytest

SOURCE = Path(__file__).parents[1] / "src" / "partnerlab"
SHORT = 18
"""Parts of a syntax tree below which two functions may well be alike, such as one that hands on a field."""

TOPICS = ("scoping", "mapping", "risk_allocation", "evaluation")
OF_EACH_TOPIC = {"take_measures"}
"""What each topic does in its own way, and whoever gathers the topics asks of all."""

Function = ast.FunctionDef | ast.AsyncFunctionDef


def body_of(function: Function) -> list[ast.stmt]:
    """What a function does, without what it says of itself."""
    return function.body[ast.get_docstring(function, clean=False) is not None :]


def kinds_in(function: Function) -> tuple[type[ast.AST], ...]:
    return tuple(type(part) for row in body_of(function) for part in ast.walk(row))


def shape_of(function: Function) -> str:
    """What a function does, the same for each copy of it: what is its own is called by the order in which it is met."""
    body = ast.parse(ast.unparse(ast.Module(body_of(function), [])))
    names = [node for node in ast.walk(body) if isinstance(node, ast.Name)]
    own = {node.id for node in names if isinstance(node.ctx, ast.Store)}
    own |= {node.arg for node in ast.walk(function.args) if isinstance(node, ast.arg)}
    numbers: dict[str, str] = {}
    for node in names:
        if node.id in own:
            node.id = numbers.setdefault(node.id, f"#{len(numbers)}")
    return ast.dump(body)


def alike(functions: dict[str, Function], look: Callable[[Function], Hashable]) -> list[dict[str, Function]]:
    """Put functions together of which something is the same."""
    found = defaultdict(dict)
    for name, function in functions.items():
        found[look(function)][name] = function
    return [several for several in found.values() if len(several) > 1]


def copies(files: dict[str, ast.Module]) -> list[list[str]]:
    """List the functions that are the same, each with its file."""
    functions = {
        f"{file}:{node.lineno}: {node.name}": node
        for file, tree in files.items()
        for node in ast.walk(tree)
        if isinstance(node, Function) and len(kinds_in(node)) >= SHORT
    }
    # Most differ in the kinds of their parts already, and need not be compared word by word.
    return [list(same) for near in alike(functions, kinds_in) for same in alike(near, shape_of)]


def test_no_function_stands_twice(files: dict[str, ast.Module]) -> None:
    assert copies(files) == []


def test_a_copy_under_other_names_would_be_seen() -> None:
    share = "def share(held: int, n: int) -> str:\n    '''Say.'''\n    m = held / n if n else None\n    return f(m, n)"
    copy = "def _part(a, b):\n    x = a / b if b else None\n    return f(x, b)"
    trees = {name: ast.parse(text) for name, text in {"a.py": share, "b.py": copy}.items()}
    assert copies(trees) == [["a.py:1: share", "b.py:1: _part"]]
    for apart in (copy.replace("a / b", "b / a"), copy.replace("None", "0"), copy.replace("f(x", "g(x")):
        assert copies(trees | {"b.py": ast.parse(apart)}) == []


def shared_names(files: dict[str, ast.Module]) -> dict[str, list[str]]:
    """List the names under which several topics each have a function of their own, with these topics."""
    topics = defaultdict(set)
    for file, tree in files.items():
        layer, topic, *_ = [*file.split("/"), ""]
        for row in tree.body if layer == "analysis" and topic in TOPICS else ():
            if isinstance(row, Function) and not row.name.startswith("_"):
                topics[row.name].add(topic)
    return {name: sorted(found) for name, found in topics.items() if len(found) > 1 and name not in OF_EACH_TOPIC}


def test_no_two_topics_have_a_function_of_one_name(files: dict[str, ast.Module]) -> None:
    """Siblings that may not import each other write a fact twice, and then say different things of it."""
    assert shared_names(files) == {}


def test_a_function_of_one_name_in_two_topics_would_be_seen() -> None:
    tree = ast.parse("def assess_leads(): pass")
    places = ("analysis/mapping/a.py", "analysis/evaluation/rules/b.py", "methods/c.py")
    assert shared_names(dict.fromkeys(places, tree)) == {"assess_leads": ["evaluation", "mapping"]}
    assert shared_names(dict.fromkeys(places[1:], tree)) == {}


FIRST = re.compile(r"(?<![\w.])([A-Za-z_][\w.]*)\[:?[01]\]\.(?:upper|lower)\(\)[^\n]{0,6}\1\[1:\]")
"""A text put together from its first letter, made a capital or none, and the rest."""
BELOW_WORDS = {"files.py"}
"""Where the words of `wording` cannot be had: its layer lies below them."""


def test_only_wording_gives_a_sentence_its_capital() -> None:
    texts = {file.relative_to(SOURCE).as_posix(): file.read_text(encoding="utf-8") for file in SOURCE.rglob("*.py")}
    assert {name for name, text in texts.items() if FIRST.search(text)} == {"wording.py", *BELOW_WORDS}


@pytest.mark.parametrize(
    "text", ['f"{said[0].upper()}{said[1:]}."', "row.owner[:1].upper() + row.owner[1:]", "x[0].lower() + x[1:]"]
)
def test_a_capital_that_is_made_in_a_line_would_be_seen(text: str) -> None:
    assert FIRST.search(text)
