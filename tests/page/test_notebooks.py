"""A piece of a page in a notebook: the page's look, within itself, and nothing of it on a page made from there."""

from __future__ import annotations

import re

from partnerlab.page.markup import write_markup
from partnerlab.page.notebooks import dress, write_piece_style
from partnerlab.page.render.sanitise import read_html

CITED = '<p><a href="#guide-2-5" title="Talk first.">¶2.5</a> and <a href="#guide-2-5" title="Talk first.">¶2.5</a></p>'


def test_every_rule_of_its_style_stands_within_the_piece():
    style = write_piece_style()
    depth, outside = 0, ""
    for letter in style:
        outside += letter if depth == 0 and letter not in "{}" else ""
        depth += {"{": 1, "}": -1}.get(letter, 0)
    assert depth == 0
    assert all(".pl-piece" in selector for selector in outside.strip().split("\n") for selector in selector.split(","))


def test_it_has_the_colours_of_the_page_for_light_and_for_dark():
    style = write_piece_style()
    assert "--pl-ink:#16212b" in style
    assert re.search(r'data-jp-theme-light="false"[^{]*\{[^}]*--pl-ink:#ecf1f4', style)


def test_a_citation_opens_what_the_guide_asks_and_once_for_each_place():
    html = dress(CITED)
    places = re.findall(r'popovertarget="([^"]+)"', html)
    assert len(places) == 2
    assert len(set(places)) == 1
    assert html.count(f'<div popover id="{places[0]}"><p><strong>¶2.5</strong></p><p>Talk first.</p></div>') == 1


def test_a_page_made_of_it_is_as_one_made_of_the_piece_alone():
    piece = "<p>Two risks, <b>R1</b></p><table><tr><td>1</td></tr></table>"
    assert write_markup(read_html(dress(piece))) == write_markup(read_html(f"<div>{piece}</div>"))


def test_what_the_guide_asks_is_left_out_of_a_page():
    assert "Talk first." not in write_markup(read_html(dress(CITED)))
