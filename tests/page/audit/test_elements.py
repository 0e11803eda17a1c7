"""Elements are noted as a page is read, and what one of them shows by itself is told on its line."""

from __future__ import annotations

import pytest

from partnerlab.page.audit.elements import Elements


def read(html: str) -> Elements:
    page = Elements()
    page.feed(html)
    page.close()
    return page


def test_what_checks_of_the_whole_need_is_noted_once_each() -> None:
    page = read('<main id="a"><h1>One</h1><a href="#a">up</a><p aria-labelledby="a b">x</p>\n<h3>Two</h3></main>')
    assert page.ids == ["a"]
    assert page.links == [(1, "#a")]
    assert page.referred == [(1, "a"), (1, "b")]
    assert page.headings == [(1, 1), (2, 3)]
    assert page.landmarks == {"main": 1}


def test_the_title_of_a_drawing_is_not_that_of_the_page() -> None:
    drawing = '<svg role="img" aria-labelledby="t d"><title id="t">Chart</title><desc id="d">D</desc></svg>'
    page = read(f"<title>Risks</title>{drawing}")
    assert (page.title, page.faults) == ("Risks", [])


def test_a_drawing_that_is_only_decoration_needs_no_words() -> None:
    assert read('<svg aria-hidden="true"></svg>').faults == []


def test_scripts_styles_and_data_are_told_apart() -> None:
    page = read('<style>p{}</style><script>x()</script><script type="application/json">{"a": 1}</script>')
    assert page.styles == ["p{}"]
    assert page.scripts == [(1, "x()")]
    assert [text for _, _, text in page.data] == ['{"a": 1}']


@pytest.mark.parametrize(
    ("html", "said"),
    [
        ("<p class='a' class='b'>x</p>", "says something twice of a `p`"),
        ("<li>x</li>", "has a `li` outside of what it belongs to"),
        ('<a href="#a">x <a href="#b">y</a></a>', "has a link within a link"),
        ("<h2> </h2>", "a `h2` says nothing"),
        ('<a href="https://a.test">https://b.test</a>', "shows another address than it leads to"),
        ('<table><tr><th scope="col">x</th></tr></table>', "a table has no caption"),
        ("<table><caption>c</caption><tr><td>x</td></tr></table>", "a table has no headings"),
        ("<svg></svg>", "a drawing lacks"),
        ("<!-- a secret -->", "has a comment"),
        ("<?php x ?>", "has an instruction for programs"),
        ('<p tabindex="3">x</p>', "has `tabindex` '3'"),
        ("<p>a\u202eb</p>", "turn text round"),
        ('<meta http-equiv="refresh" content="0">', "which may send readers elsewhere"),
    ],
)
def test_what_is_wrong_with_one_element_is_told_on_its_line(html: str, said: str) -> None:
    faults = read(f"\n{html}").faults
    assert [said in message for _, message in faults] == [True], faults
    assert [line for line, _ in faults] == [2]
