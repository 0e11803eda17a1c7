"""HTML that is nested without end is read in time that grows with its length, and as a browser would read it."""

from __future__ import annotations

import pytest

from partnerlab.page.markup import write_markup
from partnerlab.page.render.nesting import DEEPEST_SOURCE, bound_nesting
from partnerlab.page.render.sanitise import read_html

KINDS = [
    "<div>",
    "<blockquote>",
    "<details><summary>x</summary>",
    "<ul><li>",
    "<x>",
    "<div/>",
    "<path/>",
    "<svg><p><path/>",
]


@pytest.mark.parametrize("opening", KINDS)
def test_what_is_nested_without_end_opens_no_more_elements_than_the_deepest(opening: str) -> None:
    html = bound_nesting(opening * 50_000 + "words" + "<div></div>" * 50_000)
    opened = html.count("<") - html.count("<!") - html.count("</") - html.count("<p>") - html.count("<li>")
    assert opened <= DEEPEST_SOURCE + 2 * html.count("</")
    assert "words" in write_markup(read_html(html))


@pytest.mark.parametrize(
    "html",
    [
        "<div><p>x</div>" * 5000,
        "<table>" + "<tr><td>a<td>b" * 5000 + "</table>",
        "<svg>" + "<g><path d='M0,0'/></g><rect width='1'/>" * 5000 + "</svg>",
        "<p>a<br>b<hr>" * 5000,
        "<ul>" + "<li>a" * 5000 + "</ul>",
        "1 < 2 " * 5000,
        "<div>" * DEEPEST_SOURCE + "x" + "</div>" * DEEPEST_SOURCE,
    ],
)
def test_what_is_long_but_flat_stays_as_it_is(html: str) -> None:
    assert bound_nesting(html) == html


def test_what_stands_in_an_element_that_is_not_opened_stands_where_it_would_have_stood() -> None:
    deep = "<div>" * 3000 + "<b title='x'>in</b> after"
    assert write_markup(read_html(deep)).replace("</div>", "").replace("<div>", "") == "in after"
