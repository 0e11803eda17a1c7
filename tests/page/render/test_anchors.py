"""Anchors on a page: one title, headings in order, names once, links that lead somewhere."""

from __future__ import annotations

import re

from partnerlab.page.render.anchors import Anchors, find_citations, link_what_exists


def levels(html: str) -> list[int]:
    return [int(level) for level in re.findall(r"<h(\d)", html)]


def test_the_first_heading_of_the_first_level_is_the_title_and_any_other_is_a_section() -> None:
    places = Anchors()
    html = places.settle("<h1>Risks</h1><p>a</p><h1>More</h1>")
    assert places.title == "Risks"
    assert levels(html) == [2]


def test_no_level_is_left_out() -> None:
    places = Anchors()
    assert levels(places.settle("<h1>T</h1><h4>a</h4><h6>b</h6><h2>c</h2>") + places.settle("<h5>d</h5>")) == [
        2,
        3,
        2,
        3,
    ]


def test_headings_of_the_same_words_have_places_of_their_own() -> None:
    places = Anchors()
    html = places.settle("<h2>Risks</h2>") + places.settle("<h2>Risks</h2>")
    assert re.findall(r'id="([^"]+)"', html) == ["risks", "risks-2"]


def test_headings_link_to_themselves_unless_they_hold_a_link() -> None:
    places = Anchors()
    assert '<a class="pl-self" href="#risks">Risks</a>' in places.settle("<h2>Risks</h2>")
    assert places.settle('<h2>See <a href="x.html">x</a></h2>').count("<a ") == 1


def test_an_empty_heading_is_left_out() -> None:
    assert Anchors().settle("<h2> </h2>") == ""


def test_a_name_used_twice_is_changed_with_all_that_refers_to_it() -> None:
    places = Anchors(taken={"content"})
    piece = '<p id="content">a</p><a href="#content">b</a><svg aria-labelledby="content x">'
    piece += '<g clip-path="url(#content)"></g></svg>'
    settled = places.settle(piece)
    assert settled.count("content-2") == 4
    assert 'aria-labelledby="content-2 x"' in settled


def test_a_name_given_twice_in_one_piece_leads_to_the_first() -> None:
    places = Anchors(taken={"a"})
    settled = places.settle('<p id="a">1</p><p id="a">2</p><p id="a-2">3</p><a href="#a">x</a>')
    assert re.findall(r'id="([^"]+)"', settled) == ["a-2", "a-3", "a-2-2"]
    assert 'href="#a-2"' in settled


def test_a_link_to_nowhere_keeps_its_words() -> None:
    html = '<p id="a"><a href="#a">A</a> <a href="#gone" title="x">gone <b>on</b></a> <a href="x.html">x</a></p>'
    assert link_what_exists(html) == '<p id="a"><a href="#a">A</a> gone <b>on</b> <a href="x.html">x</a></p>'


def test_citations_are_found_in_text_only_and_in_the_order_of_the_guide() -> None:
    assert find_citations(['<p title="¶9.9">¶4.10 and ¶4.4</p>', "¶2.10, ¶4.4"]) == ["¶2.10", "¶4.4", "¶4.10"]
