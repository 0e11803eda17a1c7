"""A page for each partner: what changed since it last attended, and what is asked of it."""

from __future__ import annotations

from datetime import date

import docx

from partnerlab.documents.paper import Bullets, Heading, Paragraph
from partnerlab.documents.updates import LETTERS, MOST, ROOM, write_updates
from partnerlab.documents.word import write_word
from partnerlab.partnership import Partnership
from partnerlab.partnership.evaluation import Action


def hub(actions: int = 0) -> Partnership:
    partners = [{"id": name, "name": name, "joined": "2025-01-01"} for name in ("Alpha", "Beta")]
    rows = [
        {"id": f"a{number}", "title": f"Do {number}", "owner": "Alpha", "on": "2025-03-01", "due": "2025-05-01"}
        for number in range(actions)
    ]
    stage = [{"stage": "managing", "on": "2025-01-01"}]
    made = Partnership(name="Hub", purpose="Reach", stage=stage, partners=partners, actions=rows)
    return made.at(date(2025, 6, 1))


def test_each_partner_has_a_page_of_its_own():
    pages = [block for block in write_updates(hub()).blocks if isinstance(block, Heading) and block.level == 1]
    assert [(page.text, page.new_page) for page in pages] == [("Alpha", False), ("Beta", True)]


def test_what_did_not_change_is_said():
    said = [block.text for block in write_updates(hub()).blocks if isinstance(block, Paragraph)]
    assert "Nothing that concerns you alone is recorded since then." in said
    assert "Nothing due from you is recorded, and no answer of yours is known to be missing." in said


def test_a_long_list_is_cut_and_the_rest_counted_so_that_it_stays_one_page():
    first = next(block for block in write_updates(hub(MOST + 3)).blocks if isinstance(block, Bullets))
    assert len(first.items) == MOST + 1
    assert first.items[-1] == "And 3 others."
    short = next(block for block in write_updates(hub(MOST)).blocks if isinstance(block, Bullets))
    assert len(short.items) == MOST


def test_where_points_are_long_fewer_stand_on_the_page_and_all_are_counted():
    title = "Ask everybody who makes referrals whether they know where people go when there is no room for them " * 3
    rows = [
        {"id": f"a{number}", "title": f"{title}{number}", "owner": "Alpha", "on": "2025-03-01", "due": "2025-05-01"}
        for number in range(30)
    ]
    seen = hub().replace(actions=tuple(Action(**row) for row in rows))
    blocks = write_updates(seen).blocks
    page = blocks[: next(place for place, block in enumerate(blocks) if getattr(block, "new_page", False))]
    lists = [block.items for block in page if isinstance(block, Bullets)]
    assert len(lists) > 1
    assert sum(-(-len(str(item)) // LETTERS) for items in lists for item in items) <= ROOM
    assert [str(items[-1]) for items in lists] == [f"And {31 - len(items)} others." for items in lists]


def test_a_partnership_without_partners_has_a_paper_that_says_so():
    bare = Partnership(name="Hub", purpose="Reach", stage=[{"stage": "scoping"}])
    assert [block.text for block in write_updates(bare).blocks] == ["No partner is recorded."]


def test_in_word_the_second_partner_begins_a_page(tmp_path):
    write_word(write_updates(hub()), tmp_path / "updates.docx")
    headings = [row for row in docx.Document(tmp_path / "updates.docx").paragraphs if row.style.name == "Heading 1"]
    assert [(row.text, bool(row.paragraph_format.page_break_before)) for row in headings] == [
        ("Alpha", False),
        ("Beta", True),
    ]
