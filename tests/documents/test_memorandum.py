"""A memorandum drafted from the record."""

import pytest

from partnerlab import read_partnership
from partnerlab.documents.memorandum import write_memorandum
from partnerlab.documents.paper import Gap, Heading, Paragraph, Table
from partnerlab.guide import agreement_clauses
from partnerlab.partnership import Partnership
from samples import ROOT, SAMPLES


def memorandum(**facts):
    return write_memorandum(Partnership(name="Hub", purpose="Reach people", stage=[{"stage": "planning"}], **facts))


def table(paper, caption):
    (found,) = [block for block in paper.blocks if isinstance(block, Table) and block.caption == caption]
    return found


def under(paper, title):
    """Return the blocks below a heading."""
    starts = [place for place, block in enumerate(paper.blocks) if isinstance(block, Heading)]
    (start,) = [place for place in starts if paper.blocks[place].text.partition(". ")[2] == title]
    end = min((place for place in starts if place > start), default=len(paper.blocks))
    return paper.blocks[start + 1 : end]


@pytest.mark.parametrize("name", SAMPLES)
def test_each_clause_of_the_guide_has_its_heading_in_order(name):
    paper = write_memorandum(read_partnership(ROOT / "parameters" / f"{name}.yaml"))
    headings = [block.text.partition(". ")[2] for block in paper.blocks if isinstance(block, Heading)]
    assert headings[: len(agreement_clauses())] == [clause.title for clause in agreement_clauses()]


def test_a_clause_that_is_not_the_guides_says_so():
    paper = memorandum()
    (note, *_) = under(paper, "Confidentiality and freedom of information")
    assert note.text.endswith("(not in the guide; common in agreements)")


def test_each_clause_of_an_empty_record_has_something_to_agree():
    paper = memorandum()
    for clause in agreement_clauses():
        if clause.id == "transparency":  # nobody is outside government where nobody is a partner
            continue
        assert any(isinstance(block, Gap) or "Gap(" in repr(block) for block in under(paper, clause.title)), clause.id


def test_a_risk_has_its_lead_in_full_and_one_without_is_to_agree():
    paper = memorandum(
        partners=[{"id": "A", "name": "Alpha Trust"}, {"id": "B", "name": "Beta", "left": "2025-01-01"}],
        risks=[
            {"id": "R1", "title": "Leak", "class": "shared"},
            {"id": "R2", "title": "Cost", "class": "shared"},
            {"id": "R3", "title": "Gone", "class": "shared"},
            {"id": "R4", "title": "Ours alone", "class": "own"},
        ],
        leads=[{"risk": "R1", "lead": "A"}, {"risk": "R3", "lead": "B"}],
    )
    assert [row[:2] for row in table(paper, "Shared risks and who leads").rows] == [
        ("R1 Leak", "Alpha Trust"),
        ("R2 Cost", Gap("who leads")),
        ("R3 Gone", Gap("who leads; Beta has left")),
    ]


def test_steps_of_a_dispute_say_who_within_what_time_and_what_then():
    paper = memorandum(
        disputes=[
            {"rung": 1, "name": "Talk", "owner": "Leads", "days": 1, "next": 2},
            {"rung": 2, "name": "Board", "final": True},
        ]
    )
    assert table(paper, "How disputes are settled").rows == (
        ("1", "Talk", "Leads", "1 day", "Step 2"),
        ("2", "Board", Gap("who must settle it"), Gap("time limit"), "This step decides"),
    )


def test_what_the_agreement_has_is_told_with_whether_it_is_signed():
    paper = memorandum(
        agreements=[{"kind": "MoU", "clauses": [{"id": "exit", "in_place": "partly", "text": "no notice"}]}]
    )
    said = [block.text for block in under(paper, "Leaving and ending") if isinstance(block, Paragraph)]
    assert "MoU (not signed) covers this in part: no notice." in said


def test_a_statutory_basis_comes_first():
    paper = memorandum(statutory_basis={"act": "Justice Act (Northern Ireland) 2011", "section": "section 20"})
    said = [block.text for block in paper.blocks if isinstance(block, Paragraph)]
    assert said[1].startswith("The partnership was created by law: Justice Act (Northern Ireland) 2011, section 20.")


def test_money_time_and_kind_are_told_apart_and_what_is_not_confirmed_is_to_agree():
    paper = memorandum(
        partners=[
            {
                "id": "A",
                "name": "Alpha",
                "resources": [
                    {"kind": "money", "amount": 1200, "confirmed": True},
                    {"kind": "time", "amount": 1},
                    {"kind": "in kind", "what": "a room"},
                ],
            },
            {"id": "B", "name": "Beta"},
        ]
    )
    assert [row[1:3] for row in table(paper, "Who brings what").rows] == [
        ("money", "£1,200"),
        ("time", "1 hour"),
        ("a room", Gap("how much")),
    ]
    assert Gap("what Beta brings") in paper.gaps
