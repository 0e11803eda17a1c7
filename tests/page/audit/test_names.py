"""A name that is left in a finished file is found, however the file holds it."""

from __future__ import annotations

import base64
import json
from pathlib import Path

import pytest
import xlsxwriter

from partnerlab.names import Names
from partnerlab.page.audit.names import count_names, find_names

NAMES = Names(("Ann Lee", "Seán Moss"))
CARRIED = base64.b64encode(b"id,name\r\nR1,Ann Lee\r\n").decode()


@pytest.mark.parametrize(
    "html",
    [
        "<p>Ann Lee</p>",
        "<p>ANN&nbsp;LEE&#39;s</p>",
        "<p><b>Ann</b> <i>Lee</i></p>",
        "<text><tspan>Ann</tspan> <tspan>Lee</tspan></text>",
        '<img alt="Ann Lee">',
        '<a href="mailto:ann.lee@example.org">a</a>',
        '<a href="x.html?by=Ann%20Lee">a</a>',
        '<a href="x.html?to=y.html%3Fby%3DAnn%2520Lee">a</a>',
        '<script type="application/json">{"title":"Ann\\u0020Lee"}</script>',
        "<p>A&shy;nn L&#x200B;ee</p>",
        f'<a href="data:text/csv;charset=utf-8;base64,{CARRIED}">Save</a>',
        '<script type="application/json">{"title":"Ann Lee"}</script>',
        "<title>Ann Lee</title>",
        "<!-- Ann Lee -->",
    ],
)
def test_a_name_is_found_in_whatever_way_a_page_holds_it(html: str) -> None:
    assert count_names(html, NAMES) == {1: 1}


@pytest.mark.parametrize(
    "html", ["<p>Ann</p><p>Lee</p>", "<td>Ann</td><td>Lee</td>", "<p>Annleena</p>", "[name 1]", "a%zz;base64,!"]
)
def test_words_that_only_stand_near_are_no_name(html: str) -> None:
    assert not count_names(html, NAMES)


SHORT = Names(("Li", "Max", "Td"))


@pytest.mark.parametrize(
    "html",
    [
        '<ul><li class="li">a<br><td max="1" scope="td">b</ul>',
        '<svg><path d="M0 0 Li 5"/></svg><style>li {max-width: 1px}</style>',
        '<p lang="li">LiDAR, list, at most</p>',
        '<script type="application/json">{"max": 1, "op": "max"}</script>',
        f'<img alt="Map" src="data:image/png;base64,{base64.b64encode(b" Li ").decode()}">',
        "<p>a&lt;b</p>",
        "[name 1]",
    ],
)
def test_a_name_of_two_or_three_letters_is_not_found_in_markup(html: str) -> None:
    assert not count_names(html, SHORT)


@pytest.mark.parametrize(
    "html",
    [
        "<p>Ms Li</p>",
        "<li>LI</li>",
        "<p>by <b>L</b>i</p>",
        "<p>by li, in small letters</p>",
        '<img alt="Li">',
        '<a href="mailto:li@example.org">a</a>',
        '<a href="x.html?by=%4ci">a</a>',
        "<!-- Li -->",
        '<script type="application/json">{"title":"Li"}</script>',
        f'<a href="data:text/csv;charset=utf-8;base64,{base64.b64encode(b"id,name R1,Li ").decode()}">Save</a>',
        "Li, without a tag",
    ],
)
def test_a_name_of_two_letters_is_found_as_a_whole_word_of_a_page(html: str) -> None:
    assert count_names(html, SHORT)[1] == 1


def test_what_software_reads_has_a_short_name_by_its_capital(tmp_path: Path) -> None:
    file = tmp_path / "x.ipynb"
    file.write_text(json.dumps({"cells": [{"source": ["max(1, 2)\n", "li = <li>"]}]}), encoding="utf-8")
    assert not find_names(file, SHORT)
    file.write_text(json.dumps({"cells": [{"source": ["max(1, 2)\n", "# Max"]}]}), encoding="utf-8")
    assert find_names(file, SHORT) == {2: 1}


def test_a_workbook_is_searched_beside_a_page_and_within_one(tmp_path: Path) -> None:
    file = tmp_path / "x.xlsx"
    with xlsxwriter.Workbook(file) as book:
        book.add_worksheet("Risks").write_row(0, 0, ["By", "Ann Lee", "Li"])
    assert find_names(file, NAMES) == {1: 1}
    assert find_names(file, SHORT) == {1: 1}
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    page = f'<a href="data:{kind};base64,{base64.b64encode(file.read_bytes()).decode()}">Save</a>'
    assert count_names(page, NAMES) == {1: 1}


def test_a_notebook_and_results_are_searched_without_their_escapes(tmp_path: Path) -> None:
    file = tmp_path / "x.ipynb"
    content = {"cells": [{"source": ["by Se", "án Moss\n"], "outputs": [{"text": "Ann Lee"}]}], "Ann Lee": None}
    file.write_text(json.dumps(content), encoding="utf-8")
    assert "\\u00e1" in file.read_text(encoding="utf-8")
    assert find_names(file, NAMES) == {1: 2, 2: 1}
