"""A paper as a Word file."""

import re
from zipfile import ZipFile

import docx
import pytest

from partnerlab.documents.paper import Bullets, Gap, Heading, Paper, Paragraph, Table
from partnerlab.documents.word import write_word
from partnerlab.errors import DisplayError

PAPER = Paper(
    "Terms",
    "Riverside Hub",
    (
        Heading("1. Roles"),
        Heading("Known", 2),
        Paragraph("As agreed."),
        Bullets(("one", Gap("two"))),
        Table("Who does what", ("Task", "Who"), (("Write", "Council"), ("Read", Gap("who reads"))), (2, 1)),
    ),
    marking="OFFICIAL",
    illustrative=True,
)


@pytest.fixture(name="written")
def _written(tmp_path):
    write_word(PAPER, tmp_path / "terms.docx")
    return tmp_path / "terms.docx"


def test_headings_are_headings_and_lists_are_lists(written):
    found = [(row.style.name, row.text) for row in docx.Document(written).paragraphs if row.text]
    assert ("Title", "Terms") in found
    assert ("Heading 1", "1. Roles") in found
    assert ("Heading 2", "Known") in found
    assert ("List Bullet", "one") in found
    assert any("Illustrative" in text for _, text in found)


def test_gaps_are_marked_by_a_style_and_in_words(written):
    document = docx.Document(written)
    runs = [run for row in document.paragraphs for run in row.runs]
    runs += [run for row in document.tables[0].rows for cell in row.cells for run in cell.paragraphs[0].runs]
    assert [run.text for run in runs if run.style.name == "To agree"] == ["To agree: two", "To agree: who reads"]


def test_a_table_has_a_heading_row_that_repeats_a_caption_and_an_alternative_text(written):
    table = docx.Document(written).tables[0]
    xml = table._tbl.xml
    assert [cell.text for cell in table.rows[0].cells] == ["Task", "Who"]
    assert "w:tblHeader" in table.rows[0]._tr.xml
    assert all("w:tblHeader" not in row._tr.xml for row in table.rows[1:])
    assert re.search(r'w:tblCaption w:val="Who does what"', xml)
    assert re.search(r'w:tblDescription w:val="Who does what"', xml)
    assert table.columns[0].width == pytest.approx(2 * table.columns[1].width, rel=0.01)


def test_it_says_its_title_language_and_marking(written):
    document = docx.Document(written)
    assert document.core_properties.title == "Terms"
    assert document.core_properties.language == "en-GB"
    assert document.sections[0].header.paragraphs[0].text == "OFFICIAL"
    assert 'w:lang w:val="en-GB"' in document.styles.element.xml


def test_the_same_paper_gives_the_same_bytes(written, tmp_path):
    write_word(PAPER, tmp_path / "again.docx")
    assert (tmp_path / "again.docx").read_bytes() == written.read_bytes()
    with ZipFile(written) as file:
        assert {entry.date_time[:3] for entry in file.infolist()} == {(1980, 1, 1)}


def test_a_place_that_cannot_be_written_is_said_with_a_way_out(tmp_path):
    with pytest.raises(DisplayError, match="close it where it is open, or choose another -o"):
        write_word(PAPER, tmp_path)
