"""On a narrow screen each line of a table is headed by its column, written once into the style of the page."""

from __future__ import annotations

import re

import pytest

from partnerlab.page.render.columns import head_lines
from partnerlab.page.render.sanitise import read_html


def table(*headings: str, name: str = "p1") -> str:
    head = "".join(f"<th>{heading}</th>" for heading in headings)
    return f'<div class="pl-table" id="{name}"><table class="pl-own"><thead><tr>{head}</tr></thead></table></div>'


def headed(html: str) -> dict[tuple[str, int], str]:
    """Words by table and column, as the style gives them."""
    rules = re.findall(r':is\((.*?)\) :nth-child\((\d+)\)\{--head:"(.*?)"\}', html)
    return {(name, int(place)): words for names, place, words in rules for name in names.split(",")}


def test_each_column_of_a_table_heads_its_lines() -> None:
    found = headed(head_lines([read_html(table("Risk", "Lead", "Due"))]))
    assert found == {("#p1", 1): "Risk: ", ("#p1", 2): "Lead: ", ("#p1", 3): "Due: "}


def test_tables_with_the_same_heading_share_a_rule() -> None:
    pieces = [read_html(table("A", "B", "C")), read_html(table("A", "X", "C", name="p2"))]
    style = head_lines(pieces)
    assert style.count("A: ") == 1
    assert headed(style)["#p2", 2] == "X: "


def test_a_grid_is_headed_by_its_figure() -> None:
    grid = table("", "Council", "Trust").replace('class="pl-table" id="p1"', 'class="pl-grid"')
    found = headed(head_lines([read_html(f'<figure class="pl-figure" id="p9">{grid}</figure>')]))
    assert found == {("#p9>.pl-grid", 2): "Council: ", ("#p9>.pl-grid", 3): "Trust: "}


@pytest.mark.parametrize("html", ["<p>x</p>", table("Risk", "Lead"), "<table><tr><td>1</td></tr></table>"])
def test_two_columns_and_tables_by_others_need_no_words(html: str) -> None:
    assert head_lines([read_html(html)]) == ""


def test_a_heading_cannot_leave_its_string() -> None:
    style = head_lines([read_html(table("A", '"}</style>*{x:y}', "C"))])
    assert "</style" not in style
    assert style.count("{") == style.count("}") == 4


def test_what_only_listeners_hear_of_a_heading_heads_no_line() -> None:
    told = '<span class="pl-hidden"> Common goals</span>'
    assert headed(head_lines([read_html(table("Partner", f"1{told}", "2"))]))["#p1", 2] == "1: "
