"""Rules and findings are printed as a linter prints them, and as a document for auditors."""

from __future__ import annotations

from partnerlab.analysis.catalogue import rule
from partnerlab.analysis.rulebook import read_rules
from partnerlab.display.console import by_paragraph, rule_lines, rules_document
from samples import ROOT


def made(code: str, paragraph: str, basis: str):
    kind = {"capability": "exposure", "severity": "amber", "why": "Money | time.", "remedy": "Do it."}
    return rule(code, paragraph, question=f"Is {code} so?", basis=basis, strength="advises", **kind)(lambda _: ())


RULES = [made("RA992", "App. 2 item 10", "asked"), made("RA993", "¶4.3", "asked"), made("RA994", "¶2.12", "ours")]


def test_the_document_lists_each_rule_once_under_whose_demand_it_is_in_the_order_of_the_guide():
    asked, ours = rules_document(RULES).split("## Our own checks (1)")
    assert asked.index("RA993") < asked.index("RA992")
    assert "## What the guide asks (2)" in asked
    assert "RA994" in ours
    assert "RA994" not in asked


def test_a_bar_in_a_text_does_not_break_its_row():
    rows = [line for line in rules_document(RULES).splitlines() if "RA993" in line]
    assert [row.replace("\\|", "").count("|") for row in rows] == [7]


def test_paragraphs_stand_in_the_order_of_the_guide():
    assert by_paragraph("¶2.3") < by_paragraph("¶2.12") < by_paragraph("Fig. 3") < by_paragraph("App. 1")


def test_a_rule_says_whose_demand_it_is():
    text = " ".join(" ".join(rule_lines(RULES[2], whole=True)).split())
    assert "who asks: our own check, on guide ¶2.12, which advises it" in text


def test_the_document_of_all_rules_is_up_to_date():
    written = (ROOT / "docs" / "rules.md").read_text(encoding="utf-8")
    assert written == rules_document(read_rules()), "run: partnerlab rules --format markdown > docs/rules.md"
