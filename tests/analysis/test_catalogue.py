"""Rules turn what a partnership answers into findings, from the stage on at which they matter."""

from __future__ import annotations

import ast
from datetime import date
from importlib import import_module
from pathlib import Path

import pytest

from partnerlab import analysis
from partnerlab.analysis.catalogue import Way, at_fault, cannot_tell, in_place, part_met, rule, rules_in
from partnerlab.analysis.findings import Consequence, Entry, Severity, fact
from partnerlab.analysis.review import rules
from partnerlab.partnership import Partnership, Place

COVERS = ("partnerlab.analysis.grades",)


@rule(
    "RA999",
    "¶4.4",
    basis="asked",
    strength="demands",
    capability="lead-for-each-risk",
    question="Has the partnership a broker?",
    severity="red",
    why="Test.",
    remedy="Name a broker.",
    stage="planning",
)
def has_a_broker(partnership):
    """Help text."""
    if not partnership.broker:
        yield cannot_tell("no broker is recorded")
    for broker in partnership.broker:
        if broker.role is None:
            yield at_fault("no role", subject=broker.organisation)
        else:
            yield in_place("role", fact("role", broker, "role"), subject=broker.organisation)


def partnership(stage: str, **more) -> Partnership:
    return Partnership(name="Hub", purpose="Reach people", stage=[{"stage": stage}], **more)


@pytest.mark.parametrize(
    ("broker", "severity", "remedy"),
    [
        ({"organisation": "DoH", "role": "Director"}, Severity.GREEN, ""),
        ({"organisation": "DoH"}, Severity.RED, "Name a broker."),
        (None, Severity.UNKNOWN, "Name a broker."),
    ],
)
def test_a_rule_gives_true_false_and_cannot_tell(broker, severity, remedy):
    seen = partnership("planning", broker=[broker] if broker else [])
    (finding,) = has_a_broker.findings(seen)
    assert (finding.severity, finding.remedy, finding.code) == (severity, remedy, "RA999")


def test_a_rule_says_nothing_before_its_stage():
    assert list(has_a_broker.findings(partnership("scoping"))) == []
    assert len(list(has_a_broker.findings(partnership("ending")))) == 1


def test_a_rule_explains_itself_with_its_docstring():
    assert has_a_broker.help_text == "Help text."
    assert has_a_broker.topic == "risk_allocation"


def test_a_fact_knows_where_and_since_when():
    broker = partnership("planning", broker=[{"organisation": "DoH", "from": "2025-01-01"}]).broker[0]
    broker._place = Place("hub.yaml", 7)
    found = fact("DoH brokers", broker, "organisation")
    assert (found.file, found.line, found.field, found.on) == ("hub.yaml", 7, "organisation", date(2025, 1, 1))


def test_severities_are_words_and_worst_comes_first():
    assert [severity.word for severity in sorted(Severity, key=lambda s: s.rank)] == [
        "Act now",
        "Attend to",
        "Cannot tell",
        "In place",
    ]


def codes_written() -> list[str]:
    """Codes of all rules as they stand in the source, read without running it."""
    trees = [ast.parse(file.read_text(encoding="utf-8")) for file in Path(analysis.__path__[0]).rglob("*.py")]
    return [
        decorator.args[0].value
        for tree in trees
        for function in ast.walk(tree)
        if isinstance(function, ast.FunctionDef)
        for decorator in function.decorator_list
        if isinstance(decorator, ast.Call) and ast.unparse(decorator.func).split(".")[-1] == "rule"
    ]


def test_every_rule_that_is_written_is_seen_and_has_a_code_of_its_own():
    assert sorted(codes_written()) == sorted(row.code for row in rules())


def test_no_rule_quotes_what_the_file_says_as_python_does():
    """Python's own quotes turn with an apostrophe, and it writes some letters as codes."""
    for file in Path(analysis.__path__[0]).glob("*/rules/*.py"):
        shown = [node for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
                 if isinstance(node, ast.FormattedValue) and node.conversion == ord("r")]  # fmt: skip
        assert [f"{file.name}:{node.lineno}" for node in shown] == []


def test_two_rules_of_one_code_are_refused(tmp_path, monkeypatch):
    (tmp_path / "twins").mkdir()
    (tmp_path / "twins" / "__init__.py").write_text("")
    for name in ("left", "right"):
        (tmp_path / "twins" / f"{name}.py").write_text(
            "from partnerlab.analysis.catalogue import rule\n"
            "@rule('RA998', '¶1.1', capability='exposure', question='?', severity='red', why='', remedy='',\n"
            "      basis='asked', strength='demands')\n"
            f"def {name}(partnership):\n    return ()\n",
            encoding="utf-8",
        )
    monkeypatch.syspath_prepend(tmp_path)
    with pytest.raises(ValueError, match="two rules have the code RA998"):
        rules_in(import_module("twins"))


def test_a_rule_belongs_to_a_part_of_the_workbook():
    with pytest.raises(ValueError, match="'leads', which is not one of CAPABILITIES"):
        made(lambda _: (), capability="leads")


def made(check, **more):
    asked = {"capability": "exposure", "question": "?", "why": "", "remedy": "Do it.", "severity": "amber"}
    asked |= {"basis": "asked", "strength": "demands"}
    return rule("RA996", "¶4.3", **{**asked, **more})(check)


@pytest.mark.parametrize("kind", [{"strength": "advises"}, {"strength": "mentions"}, {"basis": "ours"}])
def test_only_what_the_guide_demands_is_red_by_itself(kind):
    assert made(lambda _: (), severity="red").severity is Severity.RED
    with pytest.raises(ValueError, match="give the consequence instead"):
        made(lambda _: (), severity="red", **kind)
    with pytest.raises(ValueError, match="red without a consequence"):
        list(made(lambda _: [at_fault("Late.", severity="red")], **kind).findings(partnership("planning")))


def test_a_consequence_makes_any_fault_red_and_is_told():
    late = made(lambda _: [at_fault("The grant ends.", consequence="date")], strength="mentions", basis="ours")
    (found,) = late.findings(partnership("planning"))
    assert (found.severity, found.consequence, found.basis.word) == (
        Severity.RED,
        Consequence.DATE,
        "our own check, on guide",
    )


def test_what_is_met_in_part_is_to_attend_to_even_where_the_guide_demands_it():
    (found,) = made(lambda _: [part_met("1 of 2 leads may decide.")], severity="red").findings(partnership("planning"))
    assert found.severity is Severity.AMBER


def test_what_cannot_be_told_says_what_to_find_out_and_where_to_enter_it():
    asks = made(
        lambda _: [cannot_tell("1 of 5 risks has a cost", way=Way("risks.cost", "Estimate the cost."), count=4)]
    )
    (found,) = asks.findings(partnership("planning"))
    assert found.message == "Cannot tell: 1 of 5 risks has a cost."
    assert found.remedy == "Estimate the cost. Enter it under `risks.cost`."
    assert found.enter == Entry(field="risks.cost", find_out="Estimate the cost.", missing=4)
