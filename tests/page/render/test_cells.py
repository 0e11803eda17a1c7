"""Cells become pieces of a page: results first, code folded away, printed text as text."""

from __future__ import annotations

import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_output

from partnerlab.page.render.cells import hide_places, render_cells, render_markdown, render_output

HOSTILE = "<script>alert(1)</script>"


def shown(kind: str, content: object, **metadata: object) -> str:
    return render_output(new_output("display_data", data={kind: content}, metadata=metadata))


def test_html_typed_into_text_is_shown_as_typed() -> None:
    html = render_markdown(new_markdown_cell(f"A {HOSTILE} and <b>bold</b>\n\n<div onclick=x()>block</div>"))
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in html
    assert "&lt;b&gt;bold&lt;/b&gt;" in html
    assert "&lt;div onclick=x()&gt;" in html


@pytest.mark.parametrize("address", ["javascript:alert(1)", "data:text/html,x", "vbscript:x", "//x.test/y"])
def test_a_link_that_runs_or_hides_where_it_goes_is_no_link(address: str) -> None:
    assert f'href="{address}"' not in render_markdown(new_markdown_cell(f"[go]({address})"))


def test_tables_typed_into_text_have_scopes() -> None:
    assert '<th scope="col">a</th>' in render_markdown(new_markdown_cell("|a|b|\n|-|-|\n|1|2|"))


def test_pictures_attached_to_text_are_carried_along() -> None:
    cell = new_markdown_cell("![Map](attachment:map.png)")
    cell["attachments"] = {"map.png": {"image/png": "iVBORw0K"}}
    assert '<img src="data:image/png;base64,iVBORw0K" alt="Map">' in render_markdown(cell)


def test_results_come_before_the_code_that_made_them_and_silent_code_joins_the_next() -> None:
    cells = [
        new_code_cell("import a"),
        new_markdown_cell("## B"),
        new_code_cell("b()", outputs=[new_output("stream", text="done")]),
        new_code_cell("c()"),
    ]
    pieces = list(render_cells(cells))
    assert [name for piece in pieces for name in ("<h2>", "pl-stream", "import a", "c()") if name in piece] == [
        "<h2>",
        "pl-stream",
        "import a",
        "c()",
    ]
    assert "import a\n\nb()" in pieces[2]


def test_code_is_text() -> None:
    assert "<script" not in "".join(render_cells([new_code_cell(f"x = '{HOSTILE}'")]))


def test_cells_marked_for_removal_are_left_out() -> None:
    cell = new_code_cell("secret()", metadata={"tags": ["remove-cell"]})
    assert list(render_cells([cell])) == []


def test_printed_text_is_text_without_terminal_colours() -> None:
    html = render_output(new_output("stream", text=f"\x1b[31m{HOSTILE}\x1b[0m"))
    assert "&lt;script&gt;" in html
    assert "\x1b" not in html


def test_warnings_are_folded_away() -> None:
    assert "<details" in render_output(new_output("stream", name="stderr", text="careful"))


def test_an_error_says_its_cause_and_no_place_of_the_machine() -> None:
    html = render_output(
        new_output(
            "error",
            ename="InputError",
            evalue=f"{HOSTILE} in /home/someone/work/hub.yaml",
            traceback=["\x1b[31mFile /home/someone/lib/thing.py:3\x1b[0m at 0x7f1234567890"],
        )
    )
    assert "InputError" in html
    assert "hub.yaml" in html
    assert "/home" not in html
    assert "7f1234567890" not in html
    assert "<script" not in html


@pytest.mark.parametrize(
    ("text", "short"),
    [
        ("/srv/data/hub.yaml:41: x", "hub.yaml:41: x"),
        (r"C:\Users\me\hub.yaml", "hub.yaml"),
        ("and/or, 1/2, ¶2.1", "and/or, 1/2, ¶2.1"),
        ("https://example.org/a/b", "https://example.org/a/b"),
    ],
)
def test_places_of_the_machine_are_shortened_to_the_file(text: str, short: str) -> None:
    assert hide_places(text) == short


def test_html_is_preferred_and_cleaned() -> None:
    html = shown("text/html", f"<p>a{HOSTILE}</p>")
    assert "<p>a</p>" in html
    assert "alert" not in html


def test_what_only_scripts_can_show_says_so() -> None:
    for kind, content in (
        ("text/html", "<div></div><script>draw()</script>"),
        ("application/vnd.jupyter.widget-view+json", {"model_id": "x"}),
    ):
        assert "left out of the page" in shown(kind, content)


def test_pictures_keep_their_alternative() -> None:
    assert 'alt="Map &quot;north&quot;"' in shown("image/png", "iVBORw0K\n", **{"image/png": {"alt": 'Map "north"'}})
    assert 'alt="Picture without a description"' in shown("image/png", "iVBORw0K")


def test_drawings_are_rewritten() -> None:
    html = shown("image/svg+xml", '<svg viewBox="0 0 1 1" onload="alert(1)"><rect width="1" height="1"/></svg>')
    assert 'role="img"' in html
    assert "onload" not in html


def test_plain_results_are_text() -> None:
    assert "&lt;script&gt;" in shown("text/plain", HOSTILE)
