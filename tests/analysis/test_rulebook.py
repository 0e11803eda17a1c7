"""Rules read as text are those that reviews use, and reading them imports nothing that calculates."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import fields

import pytest

from partnerlab.analysis.catalogue import Rule
from partnerlab.analysis.grades import Strength
from partnerlab.analysis.review import rules
from partnerlab.analysis.rulebook import get_rule, read_rules
from partnerlab.partnership import Partnership

PARTS = [field.name for field in fields(Rule) if field.name != "check"] + ["help_text", "topic"]


def test_rules_read_as_text_are_those_that_reviews_use():
    read = [{part: getattr(rule, part) for part in PARTS} for rule in read_rules()]
    assert read == [{part: getattr(rule, part) for part in PARTS} for rule in rules()]


def test_a_rule_read_as_text_finds_what_the_imported_one_finds():
    hub = Partnership(name="Hub", purpose="Reach people", stage=[{"stage": "managing"}])
    read = [finding for rule in read_rules() for finding in rule.findings(hub)]
    assert read == [finding for rule in rules() for finding in rule.findings(hub)]
    assert read


def test_a_rule_is_found_by_its_code_in_either_case():
    assert get_rule("ra104") == get_rule("RA104")
    assert get_rule("RA104").code == "RA104"


def test_a_code_that_is_no_rule_names_the_closest():
    with pytest.raises(KeyError, match="RA999 is not a rule; did you mean"):
        get_rule("RA999")


def test_explaining_a_rule_imports_nothing_that_calculates():
    heavy = {"pandas", "numpy", "scipy", "pydantic", "ruamel.yaml", "altair"}
    program = (
        "import sys\n"
        "from partnerlab.cli import main\n"
        "main(['rules', 'MA704'], standalone_mode=False)\n"
        f"print(sorted({heavy!r} & set(sys.modules)))"
    )
    ended = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, encoding="utf-8", check=True
    )
    first, *_, last = ended.stdout.splitlines()
    assert first.startswith("MA704")
    assert last == "[]"


DEMANDED = {
    "SC202": "¶2.1: arrangements must be adapted to the needs of the project",
    "SC823": "¶2.1: relationships must be responsive to changing requirements",
    "EV304": "¶4.11: effective progress monitoring is essential",
    "EV402": "¶4.11: evaluation requires planned, consistent and systematic collection",
    "EV838": "¶2.8 box: deciding what works is one of five key steps",
}
"""What the guide calls essential or key, says that it must be, or that something requires it: in its own words."""


@pytest.mark.parametrize("code", DEMANDED)
def test_a_rule_is_graded_as_strongly_as_its_paragraph_speaks(code: str) -> None:
    assert get_rule(code).strength is Strength.DEMANDS
    assert DEMANDED[code].partition(":")[0] in get_rule(code).paragraph
