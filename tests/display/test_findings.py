"""Findings are told worst first, by word, shape and colour, with paragraph, place and remedy."""

from __future__ import annotations

import json
import re
from datetime import date

import pandas as pd
import pytest

from partnerlab.analysis.changes import compare_reviews
from partnerlab.analysis.findings import Entry, Fact, Finding, Severity
from partnerlab.analysis.grades import Consequence
from partnerlab.analysis.review import Review, review_partnership, rules
from partnerlab.display.findings import (
    LONGEST_UNFOLDED,
    answer_in_short,
    findings,
    name_finding,
    name_subject,
    summarise_review,
)
from partnerlab.display.results import Shown, link_citation, name_citation
from partnerlab.page.handover import CITATIONS_TYPE, RESULTS_TYPE
from partnerlab.page.parts import read_lights
from partnerlab.partnership import Partnership
from partnerlab.partnership.risks import Risk

COVERS = ("partnerlab.display.results",)

HOSTILE = "<script>alert(1)</script>"


def finding(severity: str, subject: str = "risk R3", **changes: object) -> Finding:
    parts: dict[str, object] = {
        "code": "RA104",
        "severity": severity,
        "paragraph": "¶4.4",
        "capability": "lead-for-each-risk",
        "subject": subject,
        "message": f"{subject} has no lead.",
        "evidence": (Fact(text="lead is empty", file="hub.yaml", line=41, field="lead"),),
        "remedy": "Name one lead.",
        "stage": "managing",
    }
    return Finding.model_validate(parts | changes)


@pytest.fixture
def review() -> Review:
    partnership = Partnership.model_validate(
        {"name": "Hub", "purpose": "Reach people early", "stage": [{"stage": "managing"}], "illustrative": True}
    )
    found = tuple(finding("red", f"risk R{number}") for number in range(7))
    return Review(partnership, "risk_allocation", (*found, finding("unknown"), finding("green")), ())


def test_the_words_of_the_lights_are_those_of_the_findings() -> None:
    assert {light: words["word"] for light, words in read_lights().items()} == {
        severity.value: severity.word for severity in Severity
    }
    assert list(read_lights()) == [severity.value for severity in Severity]


def test_keys_between_backticks_are_code_on_a_page_and_nothing_else_is_let_through() -> None:
    way = f"Enter it under `risks.cost`, not {HOSTILE}."
    shown = findings([finding("unknown", message=way, remedy=way)], fold=False)
    assert shown.html.count("<code>risks.cost</code>") == 2
    assert "`" not in shown.html
    assert HOSTILE not in shown.html
    assert "`risks.cost`" in shown.text


def test_findings_are_told_worst_first_whatever_their_order() -> None:
    shown = findings([finding("green", "a"), finding("amber", "b"), finding("red", "c")], fold=False)
    assert re.findall(r'class="pl-finding pl-(\w+)"', shown.html) == ["red", "amber", "green"]


def test_a_finding_tells_word_shape_subject_message_paragraph_place_and_remedy() -> None:
    html = findings([finding("red")]).html
    for part in ("Act now", "<svg", "risk R3", "has no lead.", "¶4.4", "hub.yaml, line 41", "Name one lead."):
        assert part in html


def test_a_finding_lists_its_first_facts_and_counts_the_rest() -> None:
    facts = tuple(Fact(text=f"fact {number}.") for number in range(9))
    html = findings([finding("red", evidence=facts)]).html
    assert "fact 4." in html
    assert "fact 5." not in html
    assert "and 4 more" in html


def test_a_fact_that_repeats_the_message_is_told_by_its_place_alone() -> None:
    facts = (
        Fact(text="the survey is late", file="hub.yaml", line=7),
        Fact(text="Alpha leads", file="hub.yaml", line=8),
        Fact(text="the survey is late"),
    )
    html = findings([finding("red", message="Of one risk: the survey is late.", evidence=facts)]).html
    assert html.count("the survey is late") == 1
    assert '<li><span class="pl-place pl-alone">hub.yaml, line 7</span></li>' in html
    assert '<li>Alpha leads <span class="pl-place">hub.yaml, line 8</span></li>' in html
    assert html.count("<li>") == 2


def test_why_now_is_said_once_where_all_of_a_kind_are_red_for_one_reason() -> None:
    some, other = list(Consequence)[:2]
    alike = [finding("red", f"risk R{number}", consequence=some) for number in (1, 2)]
    assert findings(alike).html.count("Why now:") == 1
    assert findings(alike[:1]).html.count("Why now:") == 1
    assert findings([*alike, finding("red", consequence=other)]).html.count("Why now:") == 3
    assert findings([*alike, finding("red")]).html.count("Why now:") == 2


def test_a_list_is_folded_by_light_with_counts_and_a_short_one_is_not() -> None:
    found = [finding("green", "a"), finding("green", "b"), finding("unknown"), finding("red")]
    html = findings(found).html
    assert re.findall(r'<details class="pl-more (.*?)">', html) == ["pl-red", "pl-unknown", "pl-green"]
    assert re.findall(r'pl-count">(\d)<', html) == ["1", "1", "2"]
    assert "<details" not in findings(found[:LONGEST_UNFOLDED]).html
    assert "<details" not in findings(found, fold=False).html


def test_what_cannot_be_told_is_gathered_by_what_would_settle_it() -> None:
    cost = Entry(field="risks.cost", find_out="Estimate each cost.", missing=2)
    lead = Entry(field="leads.lead", find_out="Ask who leads.", missing=1)
    found = [finding("unknown", "risk R0", enter=lead), *(finding("unknown", f"risk R{n}", enter=cost) for n in (1, 2))]
    html = findings([*found, finding("unknown", "alone")]).html
    assert html.count("pl-finding pl-unknown") == 3
    assert html.count("Estimate each cost.") == 1
    order = ["Settles 2 questions", "risk R1 has", "risk R2 has", "Settles 1 question", "risk R0 has", "alone has"]
    assert sorted(order, key=html.index) == order


def test_one_sentence_that_answers_several_checks_is_said_once_and_leads_to_each() -> None:
    cost = Entry(field="risks.cost", find_out="Estimate each cost.", missing=2)
    same = [finding("unknown", code=code, message="Cannot tell: no cost.", enter=cost) for code in ("RA401", "RA402")]
    html = findings([*same, finding("unknown", "R9", message="Cannot tell: R9.", enter=cost)]).html
    assert html.count("no cost.") == 1
    assert "Settles 3 questions" in html
    assert [html.count(f'id="{name_finding(row)}"') for row in same] == [1, 1]
    assert re.findall(r'href="#shows-(\w+)"', html) == ["RA104", "RA401", "RA402"]


def test_what_to_find_out_is_not_said_again_where_the_head_says_it() -> None:
    ways = [Entry(field="a.b", find_out=text, missing=1) for text in ("Ask users.", "Ask funders.", "Ask users.")]
    html = findings([finding("unknown", f"R{n}", enter=way) for n, way in enumerate(ways)]).html
    assert (html.count("Ask users."), html.count("Ask funders.")) == (1, 1)


@pytest.mark.parametrize(
    ("remedies", "heads", "in_all"),
    [(("A.", "B."), 0, 2), (("A.", "A."), 1, 1), (("B.", "A.", "A."), 1, 2)],
    ids=["each its own", "one for all", "one for most"],
)
def test_a_remedy_heads_a_kind_only_where_several_have_it(remedies, heads, in_all) -> None:
    html = findings([finding("red", f"R{n}", remedy=remedy) for n, remedy in enumerate(remedies)]).html
    assert html.partition('<ul class="pl-cases">')[0].count("What to do:") == heads
    assert html.count("What to do:") == in_all


def test_the_only_fact_is_left_out_where_the_finding_holds_it_and_of_several_the_words_stay() -> None:
    one, other = (Fact(text=text, file="hub.yaml", line=1) for text in ("Rural: from 3 to 2, better.", "from 3"))
    said = {"message": "From 3 to 2, better.", "subject": "crime: Rural"}
    assert "Rural: from 3" not in findings([finding("green", evidence=(one,), **said)]).html.replace("crime: Rural", "")
    kept = findings([finding("green", evidence=(other, one), **said)]).html
    assert "<li>from 3 <span" in kept
    assert "Rural: from 3 to 2, better <span" in kept  # no full stop before the place


def test_an_organisation_is_called_by_its_name_and_not_twice() -> None:
    names = {"LSC": "Lough Council", "B": "Beta"}
    found = [finding("red", "LSC to B", message="No line."), finding("red", "LSC", message="Lough Council is late.")]
    html = findings(found, names=names).html
    assert "Lough Council to Beta" in html
    assert "LSC" not in re.sub(r'(id|href)="[^"]*"', "", html)
    assert html.count("Lough Council is late") == html.count("Lough Council is") == 1


def test_nothing_to_report_is_said() -> None:
    assert "nothing to report" in findings([]).html


def test_every_text_of_a_finding_is_text() -> None:
    facts = (Fact(text=HOSTILE, file=HOSTILE, line=1),)
    shown = findings([finding("red", HOSTILE, message=HOSTILE, remedy=HOSTILE, evidence=facts, paragraph=HOSTILE)])
    assert "<script" not in shown.html


def test_citations_are_handed_on_with_what_the_guide_asks() -> None:
    bundle = findings([finding("red", paragraph="¶4.4, App. 2 item 10")])._repr_mimebundle_()
    assert set(bundle[CITATIONS_TYPE]) == {"¶4.4", "App. 2 item 10"}
    assert all(bundle[CITATIONS_TYPE].values())


def test_a_range_of_paragraphs_leads_to_its_first() -> None:
    assert f'href="#{name_citation("¶2.2")}"' in link_citation("¶2.2-2.6")


def test_a_citation_that_the_guide_does_not_have_is_text() -> None:
    assert link_citation("¶99.9") == "¶99.9"


def test_the_answer_in_short_counts_every_light_in_words(review: Review) -> None:
    assert summarise_review(review) == (
        "Hub is at the managing stage. Findings: 7 to act on now, 1 that we cannot tell yet and 1 in place."
    )


def at_stage(stage: str) -> str:
    hub = Partnership(name="Hub", purpose="Reach", stage=[{"stage": stage}])
    return answer_in_short(review_partnership(hub, "risk_allocation", measured=False)).html


def test_few_findings_of_an_early_stage_are_not_taken_for_few_faults() -> None:
    """Before planning, of the risks only that there are some is asked; what comes later is folded, stage by stage."""
    every = rules("risk_allocation")
    early = sum(rule.stage == "scoping" for rule in every)
    html = at_stage("scoping")
    assert f"At this stage {early} of {len(every)} checks appl" in html
    assert "What later stages ask" in html
    assert all((rule.question in html) == (rule.stage != "scoping") for rule in every if "'" not in rule.question)


def test_at_the_last_stage_every_check_applies_and_nothing_is_said_of_later_ones() -> None:
    html = at_stage("ending")
    assert "At this stage" not in html
    assert "What later stages ask" not in html


def test_the_answer_in_short_names_seven_matters_and_links_each_to_its_detail(review: Review) -> None:
    found = tuple(finding("red", f"step {number}", code=f"RA10{number // 2}") for number in range(16))
    html = answer_in_short(Review(review.partnership, "risk_allocation", found, ())).html
    assert [f'href="#{name_finding(each)}"' in html for each in found] == [True, False] * 7 + [False, False]
    assert html.count("And 1 more of this kind.") == 7


def test_findings_of_one_cause_stand_together_in_the_answer_in_short(review: Review) -> None:
    partnership = review.partnership.replace(risks=(Risk(id="R1", title="Delay"),))
    found = tuple(finding("red", subject, code=code) for code, subject in [("RA104", "risk R1"), ("RA504", "risk R1")])
    html = answer_in_short(Review(partnership, "risk_allocation", found, ())).html
    folded = html.partition("<summary>1 more with the same cause</summary>")[2].partition("</details>")[0]
    assert all(f'href="#{name_finding(each)}"' in html for each in found)
    assert found[1].message in folded
    assert f'<span class="pl-cite">{found[1].code}</span>' in folded


def test_each_finding_is_an_article_with_a_heading(review: Review) -> None:
    html = findings([finding("red", "risk R1"), finding("amber", "risk R2", code="RA105")]).html
    assert html.count("<article>") == html.count("<h3 class=") == 2


def test_findings_of_one_rule_stand_together_and_say_once_what_to_do() -> None:
    found = [finding("red", f"risk R{number}") for number in range(3)]
    html = findings([*found, finding("red", "risk R9", remedy="Ask the board."), finding("amber")]).html
    assert html.count('class="pl-finding pl-red"') == 1
    assert "4 of this kind" in html
    assert html.count("Name one lead.") == 2  # once for the red ones, once for the amber one
    assert html.count("Ask the board.") == 1
    for each in found:
        assert f'id="{name_finding(each)}"' in html
        assert each.message in html


def test_the_answer_in_short_hands_the_results_on(review: Review) -> None:
    assert json.loads(answer_in_short(review)._repr_mimebundle_()[RESULTS_TYPE]) == review.for_machines()


def test_how_findings_changed_is_handed_on_with_the_date_compared_with():
    stage = [{"stage": "scoping", "on": "2025-01-01"}]
    hub = Partnership(name="Hub", purpose="Reach", stage=stage, reviews=[{"on": "2025-06-30"}], rationale="Need",
                      rationale_stated="2025-09-01").at(date(2026, 1, 31))  # fmt: skip
    review, changes = review_partnership(hub, "scoping"), compare_reviews(hub, topic="scoping")
    handed = json.loads(answer_in_short(review, changes)._repr_mimebundle_()[RESULTS_TYPE])
    assert handed["compared_with"] == "2025-06-30"
    (row,) = (row for row in handed["changes"] if row["code"] == "SC101")
    assert (row["change"], row["severity"], row["since"]) == ("known for the first time", "green", "2025-06-30")
    assert row["message"] == "The reason for the partnership is written down."  # its light is under `severity`
    assert {key: handed[key] for key in review.for_machines()} == review.for_machines()


def test_the_answer_in_short_says_that_a_sample_is_illustrative(review: Review) -> None:
    assert "Illustrative" in answer_in_short(review).html


def test_what_changed_is_counted_worst_first(review: Review) -> None:
    columns = dict.fromkeys(("what", "before", "after", "code", "paragraph"), "")
    changes = pd.DataFrame({"kind": "finding", "change": ["better", "worse", "worse"], **columns})
    changes.attrs["since"] = date(2026, 1, 31)
    html = answer_in_short(review, changes).html
    assert "What has changed since 31 January 2026" in html
    assert "Findings: 2 worse and 1 better." in html
    assert "Figures and facts" not in html


@pytest.mark.parametrize(
    ("kinds", "told"),
    [
        ([], "Nothing has changed."),
        (["fact"], "No finding has changed. Figures and facts: 1 changed."),
        (["finding", "fact", "measure"], "Findings: 1 new. Figures and facts: 2 changed."),
    ],
)
def test_findings_that_changed_are_counted_apart_from_figures_and_facts(review: Review, kinds, told) -> None:
    columns = dict.fromkeys(("what", "before", "after", "code", "paragraph"), "")
    changes = pd.DataFrame({"kind": kinds, "change": ["new"] * len(kinds)}).assign(**columns)
    changes.attrs["since"] = date(2026, 1, 31)
    assert told in answer_in_short(review, changes).html


def test_a_first_review_has_nothing_to_compare_with(review: Review) -> None:
    changes = pd.DataFrame({"kind": [], "change": []})
    changes.attrs["since"] = None
    assert "no earlier review" in answer_in_short(review, changes).html


def test_a_piece_that_hands_nothing_on_is_html_and_text_alone() -> None:
    assert set(Shown(findings([]).html, "x")._repr_mimebundle_()) == {"text/html", "text/plain"}


NAMES = {
    "A": "DoH", "name A": "Department of Health", "B": "NIHE", "name B": "Housing Executive", "C": "Council",
    "name EA": "Education Authority",  # its id is its short name
}  # fmt: skip


@pytest.mark.parametrize(
    ("subject", "message", "said"),
    [
        ("A", "Department of Health leads 3 of 4 risks.", ""),
        ("A", "DoH leads 3 of 4 risks.", ""),
        ("A", "The council leads 3 of 4 risks.", "DoH"),
        ("A and B", "Department of Health and NIHE have no agreement.", ""),
        ("A and B", "Department of Health has no agreement.", "DoH and NIHE"),
        ("A and C", "Council with Department of Health: no tie.", ""),
        ("EA", "No partner is the contact of Education Authority.", ""),
        ("EA", "No partner is the contact of EA.", ""),
        ("EA", "No partner is the contact.", "EA"),
        ("EA and C", "Clients pass from Education Authority to Council.", ""),
    ],
)
def test_an_organisation_is_named_once_whether_by_its_short_name_or_its_full_one(subject, message, said):
    assert name_subject(subject, NAMES, message) == said
