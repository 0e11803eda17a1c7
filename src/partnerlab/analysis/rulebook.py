"""The rules as they are written: read as text, so that explaining one does not import what all of them calculate."""

from __future__ import annotations

import ast
import functools
from collections.abc import Iterable, Iterator
from importlib import import_module
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from partnerlab.analysis.catalogue import TOPICS, Check, Judgement, Rule, code_in_use, rule
from partnerlab.suggestions import did_you_mean

if TYPE_CHECKING:
    from partnerlab.partnership import Partnership

_ANALYSIS = "partnerlab.analysis"


@functools.cache
def read_rules() -> tuple[Rule, ...]:
    """Return the rules of all topics in the order of their codes, in a twentieth of the time of importing them.

    They equal those of `partnerlab.analysis.review.rules`, but for `check`, which imports its function when it is
    called. A test holds the two together: what stands in a rule's decorator must be constant.

    Examples
    --------
    >>> rules = read_rules()
    >>> rules[0].code, rules[0].topic
    ('SC101', 'scoping')
    """
    read = (
        written
        for topic in TOPICS.values()
        for file in files(_ANALYSIS).joinpath(topic, "rules").iterdir()
        if file.name.endswith(".py")
        for written in _rules_of(f"{_ANALYSIS}.{topic}.rules.{file.name[:-3]}", file.read_text(encoding="utf-8"))
    )
    order = list(TOPICS)
    return tuple(sorted(read, key=lambda row: (order.index(row.code[:2]), row.code)))


def get_rule(code: str) -> Rule:
    """Return the rule with a code; for one that was retired, the rule that took its place.

    Raises
    ------
    KeyError
        When there is none; the message names the closest.
    """
    known = {row.code: row for row in read_rules()}
    asked = code_in_use(code.upper())
    if asked in known:
        return known[asked]
    hint = did_you_mean(asked, known, otherwise="`partnerlab rules` lists all", cutoff=0.5)
    message = f"{code} is not a rule; {hint}"
    raise KeyError(message)


def _rules_of(module: str, text: str) -> Iterator[Rule]:
    """Yield the rules of one module: its own decorator is called, with the constants that stand in the text."""
    body = ast.parse(text).body
    constants = {
        target.id: row.value
        for row in body
        if isinstance(row, ast.Assign)
        for target in row.targets
        if isinstance(target, ast.Name)
    }
    for function in body:
        if not isinstance(function, ast.FunctionDef):
            continue
        for call in function.decorator_list:
            if isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id == rule.__name__:
                code, paragraph = (_constant(node, constants) for node in call.args)
                named = {str(word.arg): _constant(word.value, constants) for word in call.keywords}
                yield rule(code, paragraph, **named)(_check_in(module, function))


def _constant(node: ast.expr, constants: dict[str, ast.expr]) -> Any:
    """Return what an expression stands for, or what its name was given in the same module."""
    named = constants.get(node.id, node) if isinstance(node, ast.Name) else node
    return ast.literal_eval(named)


def _check_in(module: str, function: ast.FunctionDef) -> Check:
    """Return the check of a rule, which is imported when it is asked."""

    def check(partnership: Partnership) -> Iterable[Judgement]:
        written: Rule = getattr(import_module(module), function.name)
        return written.check(partnership)

    check.__doc__ = ast.get_docstring(function, clean=False)
    return check
