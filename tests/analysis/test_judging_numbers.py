"""Every number that a rule or a signal judges by stands among the thresholds, and says who uses it."""

from __future__ import annotations

import ast
import contextlib
from collections.abc import Iterator
from pathlib import Path

import pytest
from pydantic import ValidationError

from analysis.made import samples
from partnerlab import analysis
from partnerlab.analysis.catalogue import Rule
from partnerlab.analysis.evaluation.curve import assess_indicator
from partnerlab.analysis.evaluation.series import find_faults
from partnerlab.analysis.review import rules
from partnerlab.analysis.signals.signal import Signal, Source
from partnerlab.partnership import Partnership
from partnerlab.partnership.thresholds import Thresholds, list_thresholds
from sources import all_sources

ROOT = Path(analysis.__path__[0])
JUDGING = sorted([*ROOT.glob("signals/*.py"), *ROOT.glob("*/rules/*.py")])

PLAIN = {0, 1, 2}
"""None, one, and both ends or sides: counting words rather than judgements, unless half or twice a number is meant."""

STRUCTURAL = {
    "most": "how many names a sentence gives before it counts the rest",
    "head": "how many rows a sentence names",
    "listed": "how many names a sentence gives",
    "named": "how many organisations a sentence names",
    "checklist_says": "the number of an item in the guide's checklist",
}
"""Names of arguments and functions whose numbers judge nothing, with why."""

NAMED = {
    "ROUNDING": "keeps arithmetic from deciding; far below any share that a user could mean",
    "TRIAD": "how many make a triad",
}
"""Constants that judge nothing, with why."""


def literals(tree: ast.AST) -> Iterator[ast.Constant]:
    """Yield the numbers that could decide something: not slices of evidence, nor arguments named in `STRUCTURAL`."""
    for node in ast.iter_child_nodes(tree):
        if isinstance(node, ast.Slice) or (isinstance(node, ast.keyword) and node.arg in STRUCTURAL):
            continue
        if isinstance(node, ast.Call) and getattr(node.func, "id", getattr(node.func, "attr", "")) in STRUCTURAL:
            yield from (found for part in (node.func, *node.args[:1]) for found in literals(part))
            continue
        if isinstance(node, ast.Assign) and getattr(node.targets[0], "id", "") in NAMED:
            continue
        if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Mult | ast.Div):
            yield from (side for side in (node.left, node.right) if isinstance(side, ast.Constant) and side.value == 2)
        number = isinstance(node, ast.Constant) and isinstance(node.value, int | float)
        if number and not isinstance(node.value, bool) and node.value not in PLAIN:
            yield node
        yield from literals(node)


@pytest.mark.parametrize("file", JUDGING, ids=lambda file: f"{file.parent.parent.name}/{file.parent.name}/{file.stem}")
def test_no_rule_and_no_signal_judges_by_a_number_of_its_own(file):
    tree = ast.parse(file.read_text(encoding="utf-8"))
    assert [f"{file.name}:{node.lineno}: {node.value}" for node in literals(tree)] == []


def test_a_number_written_into_a_rule_would_be_seen():
    seen = [
        node.value for node in literals(ast.parse("if 3 * n > m or late > 92: pass\nfacts[:12]\nlisted(a, most=6)"))
    ]
    assert seen == [3, 92]


def test_a_half_written_into_a_rule_would_be_seen():
    assert [node.value for node in literals(ast.parse("if n > m / 2 or 2 * n > m or n * (n - 1) // 2 > 1: pass"))] == [
        2,
        2,
    ]


def used_in(name: str) -> set[str]:
    """Files of the analysis that read a threshold."""
    return {file.name for file in ROOT.rglob("*.py") if f".{name}" in file.read_text(encoding="utf-8")}


@pytest.mark.parametrize("threshold", list_thresholds(), ids=lambda threshold: threshold.name)
def test_a_threshold_says_what_it_is_and_who_uses_it(threshold):
    known = {row.code for row in rules()} | {source.name for source in all_sources()} | {"assess_roles"}
    known |= {"checklist-item", "assess_curves"}
    assert "Not in the guide" in threshold.meaning
    assert threshold.used_by
    assert set(threshold.used_by) <= known
    assert used_in(threshold.name)


def extremes(name: str) -> list[float]:
    """The lowest and the highest value of a threshold that make sense, but for the default."""
    tried = []
    for value in (0, 0.01, 1, 2, 0.99, 3, 5, 400):
        with contextlib.suppress(ValidationError):
            tried.append(getattr(Thresholds(**{name: value}), name))
    return [value for value in (min(tried), max(tried)) if value != getattr(Thresholds(), name)]


def found(rule: Rule, partnership: Partnership) -> list[str]:
    """What a rule finds in a copy of which nothing is known yet."""
    find_faults.cache_clear()
    assess_indicator.cache_clear()
    return [row.model_dump_json() for row in rule.findings(partnership.model_copy())]


def test_a_rule_that_a_threshold_changes_is_named_by_it_or_by_a_signal_that_it_weighs(monkeypatch):
    used_by = {row.name: set(row.used_by) for row in list_thresholds()}
    read: set[str] = set()
    weighed: set[str] = set()
    look_up, weigh = Thresholds.__getattribute__, Source.__call__

    def noted(self: Thresholds, name: str) -> object:
        read.update({name} & used_by.keys())
        return look_up(self, name)

    def asked(self: Source, partnership: Partnership) -> Signal:
        weighed.add("checklist-item" if self.name.startswith("checklist-item") else self.name)
        return weigh(self, partnership)

    asks: dict[tuple[str, str], list[tuple[Rule, Partnership, list[str]]]] = {}
    with monkeypatch.context() as watched:
        watched.setattr(Thresholds, "__getattribute__", noted)
        watched.setattr(Source, "__call__", asked)
        for partnership in samples():
            for rule in rules():
                read.clear()
                weighed.clear()
                by_default = found(rule, partnership)
                for name in read:
                    if used_by[name].isdisjoint({rule.code, *weighed}):
                        asks.setdefault((rule.code, name), []).append((rule, partnership, by_default))
    assert asks
    unnamed = [
        key
        for key, cases in asks.items()
        if any(
            found(rule, partnership.model_copy(update={"thresholds": Thresholds(**{key[1]: value})})) != by_default
            for rule, partnership, by_default in cases
            for value in extremes(key[1])
        )
    ]
    assert unnamed == []
