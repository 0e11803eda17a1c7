"""Whatever a notebook shows is cleaned: nothing runs, loads or breaks out, and honest HTML stays."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import altair as alt
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from partnerlab.display.figure import draw
from partnerlab.page.render.sanitise import TAGS, clean_drawing, clean_html, clean_text, complete_tables

DRAWN = {"svg", "g", "path", "rect", "circle", "text", "tspan", "title", "desc", "defs", "clippath", "line", "use"}


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


def is_harmless(html: str) -> bool:
    pieces = Pieces(html)
    return pieces.tags <= TAGS | DRAWN and not any(
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
    '<pl-drawing id="0"></pl-drawing><svg viewBox="0 0 1 1"><rect/></svg>',
    "<PL-DRAWING id=0 onclick=alert(1)>",
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
]


@pytest.mark.parametrize("html", HOSTILE)
def test_nothing_that_runs_or_loads_is_left(html: str) -> None:
    cleaned = clean_html(html)
    assert is_harmless(cleaned)
    assert "//x.test" not in cleaned.replace("&#47;", "/") or "href" not in cleaned


@settings(max_examples=150, deadline=None)
@given(st.lists(st.sampled_from([*HOSTILE, '"', "'", ">", "<svg>", "</svg>", "<p title=", "&lt;", "x"]), max_size=6))
def test_pieces_of_attacks_put_together_are_as_harmless(parts: list[str]) -> None:
    assert is_harmless(complete_tables(clean_html("".join(parts))))


@settings(max_examples=150, deadline=None)
@given(st.text(alphabet="<>\"'=/ svgrectidpl-a0&;:#\x00", max_size=80))
def test_any_text_is_harmless(text: str) -> None:
    assert is_harmless(clean_html(text))


@pytest.mark.parametrize(
    "html",
    [
        '<h2 id="risks">Risks</h2><p lang="cy">Un</p>',
        '<table><caption>C</caption><thead><tr><th scope="col">a</th></tr></thead><tbody></tbody></table>',
        "<details><summary>More</summary><ul><li>a</li></ul></details>",
        '<a href="#guide-4-4" title="Lead">¶4.4</a>',
        '<a href="support-hub/01-scoping.html">Scoping</a>',
        '<a href="https://example.org/a?b=c">source</a>',
        '<div class="pl-scroll" role="group" aria-labelledby="a" tabindex="0"></div>',
        "<dl><div><dt>SRO</dt><dd>Senior responsible owner</dd></div></dl>",
    ],
)
def test_honest_html_stays_as_it_is(html: str) -> None:
    assert clean_html(html) == html


def test_a_figure_of_ours_passes_unchanged() -> None:
    frame = pd.DataFrame({"partner": ["<b>", "Council"], "risks": [3, 1]})
    chart = alt.Chart(frame).mark_bar(clip=True).encode(x="risks:Q", y="partner:N")
    shown = draw(chart, title="Risks & <b>", description='Two "bars".', units="risks", table=frame)
    assert clean_drawing(shown.svg) == re.sub(r",#[0-9a-f]{6}\)", ")", shown.svg)
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
    html = complete_tables(clean_html(pd.DataFrame({"a": [1]}).to_html()))
    assert '<th scope="col">a</th>' in html
    assert '<th scope="row">0</th>' in html
    assert "<caption" in html
    assert "<th></th>" not in html


def test_terminal_colours_and_control_characters_are_taken_out_of_printed_text() -> None:
    assert clean_text("\x1b[1;31mred\x1b[0m\x1b]0;title\x07 \x07<b>\r\nnext\ttab") == "red <b>\nnext\ttab"
