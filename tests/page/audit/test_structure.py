"""Each fault that a page can have is found, on its line; a good page has none."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output

from partnerlab.page.audit.structure import find_faults
from partnerlab.page.render.exporter import render_page


@pytest.fixture(scope="module")
def page() -> str:
    return render_page(new_notebook(cells=[new_markdown_cell("# Risks\n\n## One\n\n## Two")]), name="x")


def faults_of(page: str, folder: Path | None = None) -> str:
    return "\n".join(message for _, message in find_faults(page, folder))


def test_a_good_page_has_no_fault(page: str) -> None:
    assert faults_of(page) == ""


def test_the_script_of_an_interactive_page_is_allowed_to_the_letter_and_by_its_policy_alone() -> None:
    figure = {"text/html": "<p>drawn</p>", "application/vnd.partnerlab.figure+json": {"figures": []}}
    cells = [new_markdown_cell("# Risks"), new_code_cell("", outputs=[new_output("display_data", data=figure)])]
    live = render_page(new_notebook(cells=cells), name="x")
    assert live.count("<script") == 2
    assert faults_of(live) == ""
    assert "not the one of an interactive page" in faults_of(live.replace('"use strict"', '"use no"'))
    assert "allows other scripts" in faults_of(re.sub(r"script-src [^;]*;", "", live))
    assert "allows other scripts" in faults_of(live.replace("script-src ", "script-src &#39;self&#39; "))


def test_a_page_without_a_script_may_allow_none(page: str) -> None:
    assert "allows other scripts" in faults_of(page.replace("img-src", "script-src https://x.test; img-src"))


@pytest.mark.parametrize(
    ("added", "said"),
    [
        ("<script>x()</script>", "has a `script`"),
        ('<iframe src="x.html"></iframe>', "has a `iframe`"),
        ('<p onclick="x()">a</p>', "has `onclick` on a `p`"),
        ('<img alt="" src="https://x.test/x.png">', "`img` loads"),
        ('<img src="data:image/png;base64,x">', "has no alternative"),
        ('<a href="javascript:x()">a</a>', "has an address that runs"),
        ("<style>p{background:url(https://x.test)}</style>", "asks for another file"),
        ('<table><tr><th scope="col">a</th></tr></table>', "a table has no caption"),
        ("<table><caption>c</caption><tr><th>a</th></tr></table>", "a table heading has no scope"),
        ('<svg viewBox="0 0 1 1"></svg>', "a drawing lacks"),
        ("<h1>again</h1>", "has 2 headings of the first level"),
        ("<h5>deep</h5>", "a heading of level 5 follows one of level"),
        ('<p id="one">a</p>', "names 2 places 'one'"),
        ('<p aria-labelledby="gone">a</p>', "names 'gone' as a label"),
        ('<a href="#gone">a</a>', "links to '#gone'"),
        ("<p>/home/someone/hub.yaml</p>", "names a place on a machine: '/home/someone/'"),
        (r"<p>C:\Users\me</p>", "names a place on a machine"),
        ("<main></main>", "has 2 `main` parts"),
    ],
)
def test_what_is_added_wrongly_is_found(page: str, added: str, said: str) -> None:
    assert said in faults_of(page.replace("</main>", f"{added}</main>", 1))


@pytest.mark.parametrize(
    ("part", "said"),
    [
        ("<!doctype html>", "<!doctype html>"),
        (' lang="en-GB"', "says no language"),
        ("default-src &#39;none&#39;; ", "has no policy"),
        ("<h1>Risks</h1>", "has 0 headings of the first level"),
        ('<a class="pl-skip" href="#content">Skip to the content</a>', "does not begin with a link"),
    ],
)
def test_what_is_left_out_is_found(page: str, part: str, said: str) -> None:
    assert part in page
    if "pl-skip" in part:
        page = page.replace('<nav class="pl-contents"', '<a href="x.html">x</a><nav class="pl-contents"')
    assert said in faults_of(page.replace(part, "", 1))


def test_a_link_to_a_file_is_followed_where_the_folder_is_known(page: str, tmp_path: Path) -> None:
    (tmp_path / "01 scoping.html").write_text("")
    linked = page.replace("</main>", '<a href="01%20scoping.html#x">a</a> <a href="02.html">b</a></main>')
    assert faults_of(linked, tmp_path) == "links to '02.html', which is not there"
    assert faults_of(linked) == ""
