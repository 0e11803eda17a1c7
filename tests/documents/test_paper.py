"""A paper before it is written."""

import pytest

from partnerlab.documents.paper import Bullets, Gap, Paper, Paragraph, Table, bullets, known_or_gap


def test_a_paper_lists_its_gaps_in_lists_tables_and_text_in_order():
    blocks = (
        Gap("who chairs"),
        Paragraph("Known."),
        Bullets(("known", Gap("by when"))),
        Table("Roles", ("Task", "Who"), (("Write", Gap("who writes")),)),
    )
    assert [gap.text for gap in Paper("Terms", "Hub", blocks).gaps] == ["who chairs", "by when", "who writes"]


def test_a_gap_says_that_it_is_to_be_agreed():
    assert str(Gap("who signs")) == "To agree: who signs"


def test_what_is_known_stands_as_it_is_and_what_is_not_is_a_gap():
    assert known_or_gap("monthly", "how often") == "monthly"
    assert known_or_gap(None, "how often") == Gap("how often")
    assert known_or_gap("", "how often") == Gap("how often")


def test_an_empty_list_is_left_out():
    assert bullets([]) == ()
    assert bullets(["one"]) == (Bullets(("one",)),)


def test_a_table_with_a_row_of_another_length_is_refused():
    with pytest.raises(ValueError, match="needs 2 cells"):
        Table("Roles", ("Task", "Who"), (("Write",),))
