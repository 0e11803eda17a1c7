"""Whatever a notebook shows is cleaned: nothing runs, loads or breaks out, and honest HTML stays."""

from __future__ import annotations

from html.parser import HTMLParser
from xml.etree import ElementTree as ET
from xml.etree.ElementTree import Element

import altair as alt
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser

from partnerlab.display.figure import Figure
from partnerlab.page.markup import write_markup
from partnerlab.page.render.formulas import MATHEMATICS
from partnerlab.page.render.nesting import DEEPEST_SOURCE
from partnerlab.page.render.sanitise import DEEPEST, TAGS, read_html, read_svg

COVERS = ("partnerlab.page.cascade",)

DRAWN = {"svg", "g", "path", "rect", "circle", "text", "tspan", "title", "desc", "defs", "clippath", "line", "use"}


def clean_html(html: str, **drawings: Element) -> str:
    return write_markup(read_html(html, drawings))


def clean_drawing(svg: str) -> str:
    return write_markup(read_svg(svg))


class Pieces(HTMLParser):
    """Every tag and attribute of a piece of HTML, as a browser would find them."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: list[tuple[str, str]] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes += [(name, value or "") for name, value in attrs]


def read_as_browser(html: str) -> Pieces:
    """The same by a parser that builds the tree that browsers build, with all that has no end of its own."""
    pieces = Pieces("")
    for node in LexborHTMLParser(f"<!doctype html><body>{html}").body.traverse(include_text=False):
        if node.tag != "body":
            pieces.handle_starttag(node.tag.lower(), list(node.attributes.items()))
    return pieces


def is_harmless(html: str) -> bool:
    """Whether neither a simple reader nor one that reads as browsers do finds anything that runs or loads."""
    return _is_allowed(Pieces(html)) and _is_allowed(read_as_browser(html))


def _is_allowed(pieces: Pieces) -> bool:
    return pieces.tags <= TAGS | DRAWN | MATHEMATICS and not any(
        name.startswith("on")
        or name in {"style", "srcdoc", "action", "formaction", "xlink:href"}
        or (
            name in {"href", "src"} and value.strip().lower().startswith(("javascript:", "vbscript:", "data:text/html"))
        )
        or (name == "src" and not value.startswith("data:image/"))
        for name, value in pieces.attributes
    )


HOSTILE = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<img src='https://x.test/x.png'>",
    "<svg onload=alert(1)></svg>",
    "<svg/onload=alert(1)>",
    "<svg><script>alert(1)</script></svg>",
    "<svg><style><img src=x onerror=alert(1)></style></svg>",
    '<p title="<svg><text>&quot; onmouseover=alert(1) x=&quot;</text></svg>">x</p>',
    '<p title=\'<svg viewBox="0 0 1 1" id="x onmouseover=alert(1) "></svg>\'>x</p>',
    '<pl-chart id="0"></pl-chart><svg viewBox="0 0 1 1"><rect/></svg>',
    "<PL-CHART id=0 onclick=alert(1)>",
    '<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=1 onerror=alert(1)&gt;">',
    "<a href='javascript:alert(1)'>x</a>",
    "<a href=' jav&#x09;ascript:alert(1)'>x</a>",
    "<a href='data:text/html,<script>alert(1)</script>'>x</a>",
    "<a href='data:text/csv;charset=utf-8,a' onclick=alert(1) download=x>x</a>",
    "<iframe srcdoc='<script>alert(1)</script>'></iframe>",
    "<form action='https://x.test'><input autofocus onfocus=alert(1)></form>",
    "<body onload=alert(1)>",
    "<meta http-equiv=refresh content='0;url=https://x.test'>",
    "<base href='https://x.test/'>",
    "<link rel=stylesheet href='https://x.test/x.css'>",
    "<style>@import 'https://x.test'</style>",
    "<div style='background:url(https://x.test)'>x</div>",
    "<details open ontoggle=alert(1)>",
    "<video><source onerror=alert(1)></video>",
    "<object data='javascript:alert(1)'></object>",
    "<template><script>alert(1)</script></template>",
    "<noscript><p title='</noscript><img src=x onerror=alert(1)>'>",
    "<!--><script>alert(1)</script>-->",
    "<![CDATA[<script>alert(1)</script>]]>",
    "<textarea></textarea><script>alert(1)</script>",
    "<xmp><script>alert(1)</script></xmp>",
    "<plaintext><script>alert(1)</script>",
    "\x00<scr\x00ipt>alert(1)</script>",
    "<a href=//x.test>x</a>",
    "<a href='/\\x.test'>x</a>",
    "<a href='\\/x.test'>x</a>",
    "<a href='\x01 javascript:alert(1)'>x</a>",
    "<a href='java\nscript:alert(1)'>x</a>",
]
MUTATING = [
    "<svg></p><style><a id='</style><img src=1 onerror=alert(1)>'>",
    "<math></p><style><!--</style><img src=1 onerror=alert(1)>-->",
    "<math><mtext><table><mglyph><style><math><img src onerror=alert(1)>",
    "<form><math><mtext></form><form><mglyph><style></math><img src onerror=alert(1)>",
    "<svg><desc><table><svg><style><a title='</style><img src onerror=alert(1)>'>",
    "<svg><title><style></title></style><img src=x onerror=alert(1)>",
    "<svg><foreignObject><noscript><p title='</noscript><img src=x onerror=alert(1)>'>",
    "<svg><style>&lt;/style&gt;&lt;img src=x onerror=alert(1)&gt;</style></svg>",
    "<svg><!--<p title='--><img src=x onerror=alert(1)>'></svg>",
    "<svg><![CDATA[</svg><img src=x onerror=alert(1)>]]></svg>",
    "<svg><a xlink:href='javascript:alert(1)'><text>x</text></a></svg>",
    "<svg><use href='data:image/svg+xml,<svg id=x onload=alert(1)>#x'/></svg>",
    "<svg><animate xlink:href='#x' attributeName=href values='javascript:alert(1)'/></svg>",
    "<noscript><style></noscript><img src=x onerror=alert(1)></style>",
    "<noembed><img title='</noembed><img src=x onerror=alert(1)>'></noembed>",
    "<noframes><p title='</noframes><img src=x onerror=alert(1)>'>",
    "<xmp><p title='</xmp><img src=x onerror=alert(1)>'>",
    "<iframe><p title='</iframe><img src=x onerror=alert(1)>'>",
    "<title><p title='</title><img src=x onerror=alert(1)>'>",
    "<textarea><p title='</textarea><img src=x onerror=alert(1)>'>",
    "<template><p title='</template><img src=x onerror=alert(1)>'></template>",
    "<select><template><style></select><img src=x onerror=alert(1)></style></template>",
    "<select><noscript></select><script>alert(1)</script>",
    "<table><tr><td><svg><desc><td></desc><script>alert(1)</script>",
    "<table><math><select><mtext><style></table><img src=x onerror=alert(1)></style>",
    "<p><svg><p><style><img src=x onerror=alert(1)></style>",
    "<!--!><img src=x onerror=alert(1)>--!><img src=x onerror=alert(1)>",
    "<!-- --!> <img src=x onerror=alert(1)> -->",
    "<?xml x='><img src=x onerror=alert(1)>'?>",
    "<a title='&lt;/a&gt;&lt;img src=x onerror=alert(1)&gt;'>x</a>",
    "<b title='`><img src=x onerror=alert(1)>`'>x</b>",
    "<pre>\n\n<textarea>\n</pre><img src=x onerror=alert(1)>",
    "<font><p><table><font><p></table><script>alert(1)</script>",
    "<aria-x><p aria-x'\"onclick=alert(1)=1>x</p>",
    "<p aria-label='\"><img src=x onerror=alert(1)>'>x</p>",
    "<frameset onload=alert(1)><frame src=javascript:alert(1)>",
    "</body></html><script>alert(1)</script><p onclick=alert(1)>x</p>",
    "<body onload=alert(1)><html onclick=alert(1)>",
    "\ud800<script>alert(1)</script>",
]
"""Markup that changes when what a cleaner wrote is read again, so that what it had let through as text runs."""


@pytest.mark.parametrize("html", [*HOSTILE, *MUTATING])
def test_nothing_that_runs_or_loads_is_left(html: str) -> None:
    cleaned = clean_html(html)
    assert is_harmless(cleaned)
    assert "//x.test" not in cleaned.replace("&#47;", "/") or "href" not in cleaned


@settings(max_examples=150, deadline=None)
@given(st.lists(st.sampled_from([*HOSTILE, *MUTATING, *"\"'>x", "<svg>", "</svg>", "<p title=", "&lt;"]), max_size=6))
def test_pieces_of_attacks_put_together_are_as_harmless(parts: list[str]) -> None:
    assert is_harmless(clean_html("".join(parts)))


@settings(max_examples=150, deadline=None)
@given(st.text(alphabet="<>\"'=/ svgrectidpl-a0&;:#\x00", max_size=80))
def test_any_text_is_harmless(text: str) -> None:
    assert is_harmless(clean_html(text))


@pytest.mark.parametrize(
    "html",
    [
        '<h2 id="risks">Risks</h2><p lang="cy">Un</p>',
        '<table class="pl-own"><caption>C</caption><thead><tr><th scope="col">a</th></tr></thead></table>',
        "<details><summary>More</summary><ul><li>a</li></ul></details>",
        '<a href="#shows-RA104" title="Lead">RA104</a>',
        '<a href="support-hub/01-scoping.html">Scoping</a>',
        '<a href="https://example.org/a?b=c">source</a>',
        '<div class="pl-scroll" role="group" aria-labelledby="a" tabindex="0"></div>',
        "<dl><div><dt>SRO</dt><dd>Senior responsible owner</dd></div></dl>",
    ],
)
def test_honest_html_stays_as_it_is(html: str) -> None:
    assert clean_html(html) == html


@pytest.mark.parametrize(
    ("html", "cleaned"),
    [
        ("<p>a\u202eb&#x202e;c&#8294;d&#xE0041;</p>", "<p>abcd</p>"),
        ('<p title="a&#x202e;b\x00">c</p>', '<p title="ab">c</p>'),
        (
            '<a download="x.hta" href="data:text/csv;charset=utf-8,a">a</a>',
            '<a href="data:text/csv;charset=utf-8,a">a</a>',
        ),
        (
            '<p lang="">a</p><p lang="xx-yy-zz">b</p><p lang="zh-Hans-CN">c</p>',
            '<p>a</p><p>b</p><p lang="zh-Hans-CN">c</p>',
        ),
        ("<p>\U0001f3f4\U000e0067\U000e007f</p>", "<p>\U0001f3f4\U000e0067\U000e007f</p>"),
    ],
)
def test_what_turns_text_round_or_hides_what_it_is_is_taken_out(html: str, cleaned: str) -> None:
    assert clean_html(html) == cleaned


def test_what_was_cleaned_is_read_again_as_it_was_written() -> None:
    for html in (
        *HOSTILE,
        *MUTATING,
        "<pre>\n\nx</pre>",
        "<p>a<table class=pl-own><tr><td>x</table>b",
        "a&nbsp;&lt;b>",
    ):
        if "<table>" not in html:  # which gets a frame, and another when it is read again
            once = clean_html(html)
            assert clean_html(once) == once


def test_what_the_guide_asks_is_not_said_at_each_link_since_the_foot_of_the_page_says_it() -> None:
    assert clean_html('<a href="#guide-4-4" title="Lead">¶4.4</a>') == '<a href="#guide-4-4">¶4.4</a>'


def test_what_is_nested_too_deep_stands_side_by_side_and_nothing_of_it_is_lost() -> None:
    deep = clean_html("<div>" * 3000 + "in" + "</div>" * 3000 + "<p>after</p>")
    assert DEEPEST < deep.count("<div>") <= DEEPEST_SOURCE
    assert "in" in deep
    assert deep.endswith("<p>after</p>")
    parsed = ET.fromstring(f"<x>{deep}</x>")  # noqa: S314 - written by the function under test
    depth = 0
    while len(parsed):
        parsed, depth = parsed[0], depth + 1
    assert depth <= DEEPEST + 2


def test_a_drawing_takes_the_place_that_its_figure_left_for_it_and_a_strangers_place_stays_empty() -> None:
    drawn = Element("div", {"class": "pl-drawing"})
    place = '<figure><pl-chart id="p1"></pl-chart></figure>'
    assert clean_html(place, p1=drawn) == '<figure><div class="pl-drawing"></div></figure>'
    assert clean_html(place) == "<figure></figure>"


def test_a_figure_of_ours_passes_unchanged() -> None:
    frame = pd.DataFrame({"partner": ["<b>", "Council"], "risks": [3, 1]})
    chart = alt.Chart(frame).mark_bar(clip=True).encode(x="risks:Q", y="partner:N")
    shown = Figure(chart, title="Risks & <b>", description='Two "bars".', units="risks", table=frame)
    assert clean_drawing(shown.svg) == shown.svg
    once = clean_html(shown.html)
    assert once.count("<svg") == 1
    assert "data:text/csv" in once
    assert clean_html(once) == once


def test_a_drawing_by_others_gets_a_name() -> None:
    assert 'role="img"' in clean_drawing('<svg viewBox="0 0 1 1"><rect width="1" height="1"/></svg>')
    assert "<title" in clean_drawing('<svg viewBox="0 0 1 1"><rect width="1" height="1"/></svg>')


def test_a_picture_without_alternative_says_so_and_one_from_afar_is_left_out() -> None:
    assert 'alt="Picture without a description"' in clean_html('<img src="data:image/png;base64,iVBORw0K">')
    assert clean_html('<img alt="Map" src="https://x.test/map.png">') == (
        '<span class="pl-absent">[Map: not part of this page]</span>'
    )


def test_tables_by_others_get_scopes_a_caption_and_room_to_scroll() -> None:
    html = clean_html(pd.DataFrame({"a": [1]}).to_html())
    assert '<th scope="col">a</th>' in html
    assert '<th scope="row">0</th>' in html
    assert "<caption" in html
    assert "<th></th>" not in html
