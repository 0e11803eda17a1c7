"""What an expression of the source may say: its texts, with placeholders for what is only known when it runs."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import product

from supply.strings import is_text, name_called, read_by_users

MOST_FORMS = 12
"""Texts that one expression may say; of one that may say more, each choice is a message by itself."""

_HOLES = {"say_day": "day", "say_pounds": "amount", "measured": "amount", "write_number": "number", "listed": "list"}
_PLURAL = frozenset({"counted", "each_of", "any_of"})
_VERBS = frozenset({"verb", "verb_of"})


def read_texts(tree: ast.AST) -> Iterator[tuple[str, str, int]]:
    """Yield the texts of a module, each with its plural or an empty text, and the line where it begins."""
    for node in read_by_users(tree):
        yield from ((text, several, node.lineno) for text, several in Expression(node).read())
    for call in ast.walk(tree):
        yield from ((text, several, getattr(call, "lineno", 0)) for text, several in read_nouns(call))


class Expression:
    """What an expression may say."""

    def __init__(self, node: ast.expr) -> None:
        self.node = node
        self.names: dict[str, str] = {}
        self.inner: list[ast.AST] = []

    def read(self) -> Iterator[tuple[str, str]]:
        """Yield its texts, each with its plural or an empty text, and those of what its placeholders stand for."""
        counted, others = _numbers_in(self.node)
        main = counted[0] if counted else ""
        for forms in product((True, False), repeat=len(others)):
            told = dict(zip(others, forms, strict=True))
            if main:
                ones = self._say(self.node, {**told, main: True})
                several = self._say(self.node, {**told, main: False})
                yield from ((one, many if many != one else "") for one, many in zip(ones, several, strict=False))
            else:
                yield from ((one, "") for one in self._say(self.node, told))
        for inner in {id(each): each for each in self.inner}.values():
            for node in read_by_users(inner):
                yield from Expression(node).read()

    def _say(self, node: ast.AST, forms: Mapping[str, bool]) -> list[str]:  # noqa: PLR0911 - one for each kind of node
        match node:
            case ast.Constant(value=str(value)):
                return [value]
            case ast.JoinedStr(values=values):
                return self._join([self._say(each, forms) for each in values], values)
            case ast.FormattedValue(value=value, conversion=conversion):
                return [f"'{said}'" if conversion == ord("r") else said for said in self._say(value, forms)]
            case ast.IfExp(body=body, orelse=other) if _may_be_text(body) or _may_be_text(other):
                return [*self._say(body, forms), *self._say(other, forms)]
            case ast.BinOp(left=left, op=ast.Add(), right=right):
                return self._join([self._say(left, forms), self._say(right, forms)], [left, right])
            case ast.Call(args=[number, *_]) if name_called(node) in _PLURAL | _VERBS:
                number_said = ast.unparse(number)
                if number_said in forms and (said := _say_number(node, one=forms[number_said])) is not None:
                    return said
        return [self._hole(node)]

    def _join(self, parts: list[list[str]], values: Iterable[ast.AST]) -> list[str]:
        number = 1
        for part in parts:
            number *= len(part)
        if number > MOST_FORMS:
            parts = [part if len(part) == 1 else [self._hole(value)] for part, value in zip(parts, values, strict=True)]
        return ["".join(chosen) for chosen in product(*parts)]

    def _hole(self, node: ast.AST) -> str:
        """Return the placeholder of an expression, named after it."""
        if isinstance(node, ast.FormattedValue):
            node = node.value
        self.inner.append(node)
        said = ast.unparse(node)
        if said not in self.names:
            name = re.sub(r"\W|^_+", "", _name_of(node)) or "value"
            taken = set(self.names.values())
            free = next(each for each in (name, *(f"{name}{more}" for more in range(2, 99))) if each not in taken)
            self.names[said] = free
        return f"{{{self.names[said]}}}"


def _name_of(node: ast.AST) -> str:
    match node:
        case ast.Name(id=name) | ast.Attribute(attr=name):
            return name if name != "n" else "number"
        case ast.Call():
            called = name_called(node)
            return _HOLES.get(called) or (_name_of(node.args[0]) if node.args else called)
        case ast.Subscript(slice=ast.Constant(value=str(name))):
            return name
        case ast.Subscript(value=value):
            return _name_of(value)
        case ast.BinOp(left=left):
            return _name_of(left)
    return "value"


def _may_be_text(node: ast.AST) -> bool:
    if isinstance(node, ast.IfExp):
        return _may_be_text(node.body) or _may_be_text(node.orelse)
    return is_text(node)


def _numbers_in(node: ast.AST) -> tuple[list[str], list[str]]:
    """Return the numbers that a text counts, and those that only choose a form."""
    counted: list[str] = []
    chosen: list[str] = []

    def visit(part: ast.AST) -> None:
        match part:
            case ast.JoinedStr(values=values):
                for each in values:
                    visit(each)
            case ast.FormattedValue(value=value):
                visit(value)
            case ast.BinOp(left=left, right=right):
                visit(left)
                visit(right)
            case ast.IfExp(body=body, orelse=other):
                visit(body)
                visit(other)
            case ast.Call(args=[number, *_]) if name_called(part) in _PLURAL:
                counted.append(ast.unparse(number))
            case ast.Call(args=[number, *_]) if name_called(part) in _VERBS:
                chosen.append(ast.unparse(number))

    visit(node)
    main = counted[:1]
    return main, [each for each in dict.fromkeys(chosen) if each not in main][:3]


def _say_number(call: ast.Call, *, one: bool) -> list[str] | None:
    """Say what functions of `_PLURAL` and `_VERBS` say; None where a noun is not written there."""
    said = call.args[2:] if name_called(call) == "verb_of" else call.args[1:]
    words = [each.value for each in said if isinstance(each, ast.Constant) and isinstance(each.value, str)]
    if len(words) != len(said) or not words:
        return None
    several = words[1] if len(words) > 1 and words[1] else f"{words[0]}s"
    match name_called(call):
        case "verb" | "verb_of":
            return [words[0] if one else several]
        case "each_of" | "any_of" as name:
            return [f"the one {words[0]}" if one else f"{name.replace('_', ' ')} {{n}} {several}"]
    return [f"{{n}} {words[0] if one else several}"]


def read_nouns(call: ast.AST) -> Iterator[tuple[str, str]]:
    """Read the noun or verb that a call counts, by itself."""
    if not isinstance(call, ast.Call) or name_called(call) not in _PLURAL | _VERBS:
        return
    one, several = _say_number(call, one=True), _say_number(call, one=False)
    if one is None or several is None:
        return
    if name_called(call) in _VERBS:
        yield from ((one[0], ""), (several[0], ""))
    else:
        yield one[0], several[0]
    none = next((word.value for word in call.keywords if word.arg == "none"), None)
    if isinstance(none, ast.Constant) and name_called(call) == "counted":
        yield several[0].replace("{n}", str(none.value)), ""
