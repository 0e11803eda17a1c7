"""A name that is left in a finished file is found, however the file holds it."""

from __future__ import annotations

import base64
import json
from pathlib import Path

import pytest

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


def test_a_notebook_and_results_are_searched_without_their_escapes(tmp_path: Path) -> None:
    file = tmp_path / "x.ipynb"
    content = {"cells": [{"source": ["by Se", "án Moss\n"], "outputs": [{"text": "Ann Lee"}]}], "Ann Lee": None}
    file.write_text(json.dumps(content), encoding="utf-8")
    assert "\\u00e1" in file.read_text(encoding="utf-8")
    assert find_names(file, NAMES) == {1: 2, 2: 1}
