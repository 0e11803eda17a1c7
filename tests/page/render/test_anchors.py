"""Anchors on a page: one title, headings in order, names once, links that lead somewhere."""

from __future__ import annotations

import re
from xml.etree import ElementTree as ET

import pytest

from partnerlab.page.markup import FRAGMENT, write_markup
from partnerlab.page.render.anchors import Anchors, gather_citations, read_words


def read(xml: str) -> ET.Element:
    piece = ET.fromstring(f"<p>{xml}</p>")  # noqa: S314 - written below
    piece.tag = FRAGMENT
    return piece


def settle(anchors: Anchors, xml: str) -> str:
    return write_markup(anchors.settle(read(xml)))


def levels(html: str) -> list[int]:
    return [int(level) for level in re.findall(r"<h(\d)", html)]


def test_the_first_heading_of_the_first_level_is_the_title_and_any_other_is_a_section() -> None:
    places = Anchors()
    html = settle(places, "<h1>Risks</h1><p>a</p><h1>More</h1>")
    assert places.title == "Risks"
    assert levels(html) == [2]


def test_no_level_is_left_out() -> None:
    places = Anchors()
    assert levels(settle(places, "<h1>T</h1><h4>a</h4><h6>b</h6><h2>c</h2>") + settle(places, "<h5>d</h5>")) == [
        2,
        3,
        2,
        3,
    ]


def test_headings_of_the_same_words_have_places_of_their_own() -> None:
    places = Anchors()
    html = settle(places, "<h2>Risks</h2>") + settle(places, "<h2>Risks</h2>")
    assert re.findall(r'id="([^"]+)"', html) == ["risks", "risks-2"]


def test_headings_link_to_themselves_unless_they_hold_a_link() -> None:
    places = Anchors()
    assert '<a class="pl-self" href="#risks">Risks</a>' in settle(places, "<h2>Risks</h2>")
    assert settle(places, '<h2>See <a href="x.html">x</a></h2>').count("<a ") == 1


def test_an_empty_heading_is_left_out() -> None:
    assert settle(Anchors(), "<h2> </h2>") == ""


def test_a_name_used_twice_is_changed_with_all_that_refers_to_it() -> None:
    places = Anchors(taken={"content"})
    piece = '<p id="content">a</p><a href="#content">b</a><svg aria-labelledby="content x">'
    piece += '<g clip-path="url(#content)"></g></svg>'
    settled = settle(places, piece)
    assert settled.count("content-2") == 4
    assert 'aria-labelledby="content-2 x"' in settled


def test_a_name_given_twice_in_one_piece_leads_to_the_first() -> None:
    places = Anchors(taken={"a"})
    settled = settle(places, '<p id="a">1</p><p id="a">2</p><p id="a-2">3</p><a href="#a">x</a>')
    assert re.findall(r'id="([^"]+)"', settled) == ["a-2", "a-3", "a-2-2"]
    assert 'href="#a-2"' in settled


def link(xml: str, *others: str) -> str:
    anchors = Anchors(taken={"words"})
    return write_markup(anchors.link(anchors.settle(read(xml)), others))


def test_a_link_to_nowhere_keeps_its_words() -> None:
    html = '<p id="a"><a href="#a">A</a> <a href="#gone" title="x">gone <b>on</b></a> <a href="x.html">x</a></p>'
    assert link(html) == '<p id="a"><a href="#a">A</a> gone <b>on</b> <a href="x.html">x</a></p>'


def test_a_link_leads_to_a_place_outside_the_pieces_only_when_that_is_there() -> None:
    assert link('<a href="#words">w</a>') == "w"
    assert link('<a href="#words">w</a>', "words") == '<a href="#words">w</a>'


@pytest.mark.parametrize("address", ["#First-part", "#Caf%C3%A9-(one)", "#first-part"])
def test_a_link_by_the_name_that_jupyterlab_gives_a_heading_reaches_it(address: str) -> None:
    html = link(f'<a href="{address}">x</a><h2>First part</h2><h2>Café (one)</h2>')
    place = re.findall(r'href="#([^"]+)">x', html)
    assert place == [("cafe-one" if "Caf" in address else "first-part")]
    assert f'id="{place[0]}"' in html


def test_a_name_given_in_the_text_is_reached() -> None:
    assert '<a href="#two">' in link('<a href="#two">Second</a><p><a id="two"></a></p><h2>Second</h2>')


def test_the_words_of_a_piece_are_its_text_and_not_its_data() -> None:
    piece = read("<b>Two</b>risks<script>x</script>")
    assert read_words(piece) == "Two risks"


def test_citations_come_in_the_order_of_the_guide() -> None:
    assert gather_citations(["¶4.10 and ¶4.4", "¶2.10, ¶4.4"]) == ["¶2.10", "¶4.4", "¶4.10"]
