"""Drawings are rewritten: what runs, loads or collides is gone, what is seen stays."""

from __future__ import annotations

from typing import Any
from xml.etree import ElementTree as ET

import pytest

from partnerlab.page.drawing import DrawingError, copy_drawing, count_marks, read_drawing
from partnerlab.page.markup import write_markup

SVG = "http://www.w3.org/2000/svg"


def rewrite(svg: str, prefix: str = "a", title: str = "T", description: str = "D", **more: Any) -> str:
    return write_markup(copy_drawing(read_drawing(svg), prefix=prefix, title=title, description=description, **more))


@pytest.mark.parametrize(
    "hostile",
    [
        "<script>alert(1)</script>",
        '<script href="https://x.test/x.js"/>',
        "<style>@import url(https://x.test)</style>",
        '<foreignObject><body xmlns="http://www.w3.org/1999/xhtml" onload="alert(1)"/></foreignObject>',
        '<image href="https://x.test/x.png"/>',
        '<a href="javascript:alert(1)"><rect width="1" height="1"/></a>',
        '<animate attributeName="href" values="javascript:alert(1)"/>',
        '<set attributeName="onmouseover" to="alert(1)"/>',
        '<rect onclick="alert(1)" width="1" height="1"/>',
        '<rect style="fill:url(https://x.test/x)" width="1" height="1"/>',
        '<rect fill="url(https://x.test/x#y)" width="1" height="1"/>',
        '<rect fill="url(javascript:alert(1))" width="1" height="1"/>',
        '<use href="https://x.test/x.svg#y"/>',
        '<use href="data:image/svg+xml;base64,PHN2Zy8+#y"/>',
        '<iframe src="https://x.test"/>',
        '<handler type="application/ecmascript">alert(1)</handler>',
        '<text fill="red;background:url(x.test)">t</text>',
    ],
)
def test_nothing_that_runs_or_loads_is_left(hostile: str) -> None:
    drawn = rewrite(f'<svg xmlns="{SVG}" onload="alert(1)" viewBox="0 0 1 1">{hostile}</svg>')
    for trace in ("alert", "x.test", "javascript", "<script", "<style", "data:", " on"):
        assert trace not in drawn


@pytest.mark.parametrize(
    "text",
    [
        "",
        "<svg>",
        "<p/>",
        "<svg><b></svg>",
        '<!DOCTYPE svg [<!ENTITY a "aaaa">]><svg>&a;</svg>',
        '<!DOCTYPE svg [<!ENTITY a SYSTEM "file:///etc/passwd">]><svg>&a;</svg>',
        "<svg>" + "<g>" * 200 + "</g>" * 200 + "</svg>",
    ],
)
def test_what_is_no_plain_drawing_is_refused(text: str) -> None:
    with pytest.raises(DrawingError):
        rewrite(text)


def test_a_reference_to_a_group_is_left_out_so_that_nothing_repeats_without_end() -> None:
    inside = '<g id="g0"><rect id="r" width="1" height="1"/></g>'
    inside += "".join(f'<g id="g{n}"><use href="#g{n - 1}"/><use href="#g{n - 1}"/></g>' for n in range(1, 30))
    drawn = rewrite(f'<svg viewBox="0 0 1 1">{inside}<use href="#r"/></svg>')
    assert drawn.count("<use") == 1


def test_words_are_text_whatever_they_look_like() -> None:
    hostile = "</title><script>alert(1)</script>"
    drawn = rewrite(
        '<svg viewBox="0 0 1 1"><text>&lt;script&gt;alert(2)&lt;/script&gt;</text></svg>',
        title=hostile,
        description=hostile,
    )
    parsed = ET.fromstring(drawn)  # noqa: S314 - written by the function under test
    assert [child.text for child in parsed][:2] == [hostile, hostile]
    assert parsed.findtext(f"{{{SVG}}}text") == "<script>alert(2)</script>"
    assert "<script" not in drawn


def test_two_drawings_never_share_a_name() -> None:
    svg = (
        '<svg viewBox="0 0 9 9"><defs><clipPath id="clip1"><rect width="9" height="9"/></clipPath></defs>'
        '<g clip-path="url(#clip1)"><rect width="5" height="5"/></g></svg>'
    )
    one, other = rewrite(svg, "a"), rewrite(svg, "b")
    assert 'id="a-1"' in one
    assert 'clip-path="url(#a-1)"' in one
    assert 'clip-path="url(#b-1)"' in other


def test_names_do_not_tell_how_many_drawings_were_made_before() -> None:
    svg = (
        '<svg viewBox="0 0 9 9"><g clip-path="url(#clip{0})"><rect/></g><clipPath id="clip{0}"><rect/></clipPath></svg>'
    )
    assert rewrite(svg.format(1)) == rewrite(svg.format(27))


def test_the_drawing_has_a_name_and_a_description_for_those_who_cannot_see_it() -> None:
    root = ET.fromstring(rewrite('<svg viewBox="0 0 1 1"/>', title="Risks", description="Two."))  # noqa: S314 - ours
    assert root.get("role") == "img"
    assert root.get("aria-labelledby") == "a-title a-desc"
    assert {child.get("id"): child.text for child in root} == {"a-title": "Risks", "a-desc": "Two."}


def test_page_colours_follow_the_reader_and_others_stay() -> None:
    drawn = rewrite(
        '<svg viewBox="0 0 1 1"><rect fill="rgb(22, 33, 43)" stroke="#FF00AA" width="1" height="1"/></svg>',
        colours={"#16212b": "ink"},
    )
    assert 'fill="var(--pl-ink,#16212b)"' in drawn
    assert 'stroke="#ff00aa"' in drawn


def test_numbers_are_shortened_without_moving_anything_that_can_be_seen() -> None:
    drawn = rewrite('<svg viewBox="0 0 1 1"><path d="M0.123456,-0.0001L29.999999,1e-7"/></svg>')
    assert 'd="M0.12,0h29.88"' in drawn


def test_marks_are_what_is_drawn() -> None:
    assert count_marks('<svg><g><rect/><g><text>a</text></g></g><defs><path d="M0 0"/></defs></svg>') == 3


def test_how_a_drawing_looks_is_read_from_its_styles_as_from_attributes() -> None:
    styles = "*{stroke-linejoin: round} .line {stroke: #00ff00; stroke-width: 3} #a {opacity: .5}"
    drawn = rewrite(
        f'<svg xmlns="{SVG}" viewBox="0 0 9 9"><style type="text/css">{styles}</style>'
        '<path d="M0,0L9,9" style="fill: none; stroke: #1f77b4; stroke-width: 1.5; position: fixed"/>'
        '<path id="a" class="line" d="M0,9L9,0" fill="none" stroke="red"/></svg>'
    )
    first, second = (part for part in ET.fromstring(drawn).iter(f"{{{SVG}}}path"))  # noqa: S314 - ours
    seen = {**ET.fromstring(drawn).attrib, **{k: v for g in ET.fromstring(drawn) for k, v in g.attrib.items()}}  # noqa: S314 - ours
    assert (first.get("stroke"), first.get("stroke-width")) == ("#1f77b4", "1.5")
    assert first.get("fill", seen.get("fill")) == "none"
    assert (second.get("stroke"), second.get("stroke-width"), second.get("opacity")) == ("#00ff00", "3", ".5")
    assert "stroke-linejoin" in drawn
    assert "position" not in drawn
    assert "<style" not in drawn


@pytest.mark.parametrize("style", ["fill:url(https://x.test/x)", "fill:url(javascript:alert(1))", "fill:red;}x{on:1"])
def test_a_style_brings_in_nothing_that_an_attribute_could_not(style: str) -> None:
    drawn = rewrite(
        f'<svg viewBox="0 0 1 1"><style>rect{{{style}}}</style><rect style="{style}" width="1" height="1"/></svg>'
    )
    assert "x.test" not in drawn
    assert "javascript" not in drawn
    assert " on" not in drawn


def test_what_a_style_hides_is_not_shown() -> None:
    assert "<rect" not in rewrite('<svg viewBox="0 0 1 1"><rect style="display:none" width="1" height="1"/></svg>')


def test_factors_are_not_rounded_and_places_are() -> None:
    letter = '<path d="M0.1234 0h1" transform="scale(0.015625)"/>'
    svg = f'<svg viewBox="0 0 9 9"><g transform="translate(1.23456 2)">{letter}{letter}</g></svg>'
    drawn = rewrite(svg)
    assert "scale(0.015625)" in drawn
    assert "1.23456" not in drawn
    assert "0.1234" not in drawn
