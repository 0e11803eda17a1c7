"""A tree is written so that a browser reads the same tree."""

from __future__ import annotations

from xml.etree.ElementTree import Element, SubElement

from selectolax.lexbor import LexborHTMLParser

from partnerlab.page.markup import FRAGMENT, write_markup

HOSTILE = "\"'<>&`</p><script>alert(1)</script>"


def test_texts_values_and_what_follows_are_escaped() -> None:
    piece = Element("p", {"title": HOSTILE})
    piece.text = HOSTILE
    SubElement(piece, "br").tail = HOSTILE
    html = write_markup(piece)
    assert html.count("<") == 3
    read = LexborHTMLParser(html).css_first("p")
    assert read is not None
    assert read.attributes["title"] == HOSTILE
    assert read.text() == HOSTILE * 2


def test_a_fragment_is_written_without_itself_and_nothing_follows_what_was_asked_for() -> None:
    piece = Element(FRAGMENT)
    piece.text = "a"
    SubElement(piece, "b").tail = "c"
    piece.tail = "d"
    assert write_markup(piece) == "a<b></b>c"


def test_a_first_new_line_of_text_as_typed_stays() -> None:
    piece = Element("pre")
    piece.text = "\nx"
    read = LexborHTMLParser(write_markup(piece)).css_first("pre")
    assert read is not None
    assert read.text() == "\nx"


def test_a_page_goes_without_ends_of_cells_and_stand_by_colours() -> None:
    row = Element("tr")
    for text in ("a", "b"):
        SubElement(row, "td").text = text
    drawn = SubElement(row[1], "svg")
    SubElement(drawn, "path", {"fill": "var(--pl-ink,#16212b)"})
    assert write_markup(row, on_page=True) == '<tr><td>a<td>b<svg><path fill="var(--pl-ink)"/></svg>'
    assert write_markup(row).endswith('<svg><path fill="var(--pl-ink,#16212b)"/></svg></td></tr>')
    row[0].tail = "words"
    assert "<td>a</td>words" in write_markup(row, on_page=True)
