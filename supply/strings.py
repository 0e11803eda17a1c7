"""The strings of a module that somebody may read: without docstrings, annotations, and what only code reads."""

from __future__ import annotations

import ast
from collections.abc import Iterator

READ_BY_CODE = frozenset(
    """get pop setdefault startswith endswith removeprefix removesuffix split rsplit partition rpartition strip lstrip
    rstrip getattr hasattr setattr import_module joinpath read_text compile sub match fullmatch search findall finditer
    encode decode astype attrgetter itemgetter sort_values groupby set_index agg files escape TypeVar find findtext
    iter SubElement Element cast getLogger encode_x register""".split()  # noqa: SIM905 - easier to read
)
"""Functions whose first texts are names and patterns; a few are given sentences too, which are read by themselves."""

WITH_DEFAULT = frozenset({"get", "pop", "getattr"})
"""Those among them that are given what to say where there is no such name."""


def list_documented(tree: ast.AST) -> set[int]:
    """Return the ids of the nodes that document: docstrings of whatever kind, and of attributes."""
    documented: set[int] = set()
    for node in ast.walk(tree):
        body = getattr(node, "body", [])
        for inner in body if isinstance(body, list) else []:
            if isinstance(inner, ast.Expr) and isinstance(inner.value, ast.Constant):
                documented.add(id(inner.value))
    return documented


def read_by_users(tree: ast.AST) -> Iterator[ast.expr]:
    """Yield the outermost expressions that make a text: a string, one with placeholders, a sum of them, a choice."""
    yield from _visit(tree, list_documented(tree))


def is_text(node: ast.AST) -> bool:
    """Whether an expression is a text for certain."""
    if isinstance(node, ast.JoinedStr):
        return True
    if isinstance(node, ast.Constant):
        return isinstance(node.value, str)
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add):
        return is_text(node.left) or is_text(node.right)
    return False


def name_called(node: ast.AST) -> str:
    """Return the name of the function that is called; empty for what is no call."""
    if not isinstance(node, ast.Call):
        return ""
    return getattr(node.func, "id", "") or getattr(node.func, "attr", "")


def _visit(node: ast.AST, documented: set[int]) -> Iterator[ast.expr]:
    if id(node) in documented:
        return
    if isinstance(node, ast.expr) and is_text(node):
        yield node
        return
    for child in _children(node):
        yield from _visit(child, documented)


def _children(node: ast.AST) -> Iterator[ast.AST]:
    """Yield what is in a node, without what only code or the type checker reads."""
    if isinstance(node, ast.Subscript):
        yield node.value
        if not is_text(node.slice):
            yield node.slice
    elif isinstance(node, ast.Call) and name_called(node) in READ_BY_CODE:
        yield node.func
        yield from (each for each in node.args[:1] if not isinstance(each, ast.Constant))
        yield from node.args[1:] if name_called(node) in WITH_DEFAULT else ()
        yield from (word for word in node.keywords if not isinstance(word.value, ast.Constant))
    elif isinstance(node, ast.AnnAssign):
        yield from filter(None, (node.value,))
    elif isinstance(node, ast.arg):
        return
    elif isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
        yield from (*node.decorator_list, *node.args.defaults, *filter(None, node.args.kw_defaults), *node.body)
    else:
        yield from ast.iter_child_nodes(node)
