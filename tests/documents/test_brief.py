"""The board brief."""

from functools import cache

import pytest

from analysis.made import sample
from partnerlab.documents.brief import write_brief
from partnerlab.documents.paper import Gap, Heading, Paper, Paragraph, Table
from partnerlab.partnership import Partnership
from samples import SAMPLES

PARTS = [
    "The answer in short",
    "What this board is asked to decide",
    "What has changed since the last board",
    "The risks that matter",
    "What we cannot tell",
    "What was agreed last time",
    "Also tried, not proposed",
]


@cache
def brief(name: str) -> Paper:
    """Return the brief of a sample, written once; it is frozen."""
    return write_brief(sample(name))


def headings(paper, level=1):
    return [block.text for block in paper.blocks if isinstance(block, Heading) and block.level == level]


@pytest.mark.parametrize("name", SAMPLES)
def test_it_has_the_parts_of_the_summary_and_at_most_five_decisions(name):
    paper = brief(name)
    assert headings(paper) == PARTS
    assert 1 <= len(headings(paper, 2)) <= 5


def test_what_the_board_decided_is_left_to_be_written_below_each_decision():
    paper = brief("harbour-regeneration")
    decided = [gap for gap in paper.gaps if gap.text == "what the board decided"]
    assert len(decided) == len(headings(paper, 2))


def test_a_risk_without_a_lead_is_to_agree():
    paper = brief("harbour-regeneration")
    (risks,) = [block for block in paper.blocks if isinstance(block, Table) and block.caption == "Risks, worst first"]
    leads = {row[0]: row[2] for row in risks.rows}
    assert leads["Residents turn against the plan"] == Gap("who leads")
    assert leads["Costs pass the grant"] == "Harbour District Council"


def test_what_else_was_tried_stands_at_the_end_with_the_word_that_leaves_it_out():
    paper = brief("harbour-regeneration")
    last = paper.blocks[-1]
    assert isinstance(last, Table)
    tried = {row[2] for row in last.rows}
    assert "signature" in tried
    assert not [row for row in last.rows if any(row[0] in heading for heading in headings(paper, 2))]


def test_a_record_that_holds_nothing_makes_true_sentences():
    hub = Partnership(name="Hub", purpose="What are we for? One sentence.", stage=[{"stage": "scoping"}])
    paper = write_brief(hub)
    assert headings(paper) == PARTS
    assert Gap("the purpose, in one sentence") in paper.gaps
    assert all(block.text.strip(" .") for block in paper.blocks if isinstance(block, Paragraph))
