"""Cells become pieces of a page: results first, code folded away, printed text as text."""

from __future__ import annotations

import base64
from typing import Any

import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_output, new_raw_cell

from partnerlab.page.markup import write_markup
from partnerlab.page.render import cells
from partnerlab.page.render.cells import hide_places

HOSTILE = "<script>alert(1)</script>"


def render_cells(made: list[Any], **options: Any) -> list[str]:
    return [write_markup(piece) for piece in cells.render_cells(made, **options)]


def render_output(output: Any) -> str:
    return "".join(map(write_markup, cells.render_output(output)))


def render_markdown(cell: Any) -> str:
    return write_markup(cells.render_markdown(cell))


def shown(kind: str, content: object, **metadata: object) -> str:
    return render_output(new_output("display_data", data={kind: content}, metadata=metadata))


def test_a_tag_typed_into_text_that_no_page_has_is_shown_as_typed() -> None:
    html = render_markdown(new_markdown_cell(f"A {HOSTILE} for <partner>\n\n<form onclick=x()>block</form>"))
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in html
    assert "&lt;partner&gt;" in html
    assert "&lt;form onclick=x()&gt;block&lt;/form&gt;" in html


def test_tags_that_a_page_may_have_and_entities_are_what_they_are_in_text_and_comments_are_not_shown() -> None:
    source = (
        "Water is H<sub>2</sub>O; 2&nbsp;km.<br>Next.\n\n<!-- K. is leaving -->\n\n<div onclick=x()>a <!-- b --></div>"
    )
    html = render_markdown(new_markdown_cell(source))
    assert html.split("\n\n", 1)[0] == "<p>Water is H<sub>2</sub>O; 2\u00a0km.<br>Next.</p>"
    assert html.split("\n\n", 1)[1].strip() == "<div>a </div>"


def test_of_tags_that_only_say_how_words_look_the_words_are_shown() -> None:
    html = render_markdown(new_markdown_cell('<center><font color="red">Prof</font></center>\n\nand <tt>x</tt>'))
    assert html.split() == ["Prof", "<p>and", "x</p>"]


def test_formulas_are_not_read_as_markdown_and_keep_their_latex() -> None:
    display = "$$\\begin{aligned} b &= c \\\\ <d> \\end{aligned}$$\n\n\\begin{align}\nu_1 * v_2\n\\end{align}"
    source = f"So $a*b*c$, $x_1 = b_1$.\n\n{display}"
    html = render_markdown(new_markdown_cell(source))
    for latex in ("a*b*c", "x_1 = b_1", "\\begin{aligned} b &amp;= c \\\\ &lt;d&gt; \\end{aligned}", "u_1 * v_2"):
        assert latex in html
    assert html.count("<math") == html.count('<annotation encoding="application/x-tex">') == 4
    assert html.count('<math display="block">') == 2
    assert "<em>" not in html


def test_money_is_no_formula() -> None:
    assert (
        render_markdown(new_markdown_cell("Between $5 and $10 *a day*")) == "<p>Between $5 and $10 <em>a day</em></p>\n"
    )


@pytest.mark.parametrize(
    "address", ["javascript:alert(1)", "data:text/html,x", "vbscript:x", "//x.test/y", "https://www.gov.uk@x.test/"]
)
def test_a_link_that_runs_or_hides_where_it_goes_is_no_link(address: str) -> None:
    assert f'href="{address}"' not in render_markdown(new_markdown_cell(f"[go]({address})"))


def test_tables_typed_into_text_have_scopes() -> None:
    assert '<th scope="col">a</th>' in render_markdown(new_markdown_cell("|a|b|\n|-|-|\n|1|2|"))


def test_pictures_attached_to_text_are_carried_along() -> None:
    cell = new_markdown_cell('![Map](attachment:my%20map.png) ![Plan](attachment:p.svg) <img src="attachment:m.gif">')
    drawing = '<svg viewBox="0 0 1 1"><rect width="1" height="1"/></svg>'
    cell["attachments"] = {
        "my map.png": {"image/png": "iVBORw0K"},
        "m.gif": {"image/gif": ["R0lG", "ODlh"]},
        "p.svg": {"image/svg+xml": drawing},
    }
    html = "".join(render_cells([cell]))
    assert '<img alt="Map" src="data:image/png;base64,iVBORw0K">' in html
    assert 'src="data:image/gif;base64,R0lGODlh"' in html
    assert ">Plan</title>" in html


def test_results_come_before_the_code_that_made_them_and_silent_code_joins_the_next() -> None:
    made = [
        new_code_cell("import a"),
        new_markdown_cell("## B"),
        new_code_cell("b()", outputs=[new_output("stream", text="done")]),
        new_code_cell("c()"),
    ]
    pieces = render_cells(made)
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
    assert render_cells([cell]) == []


@pytest.mark.parametrize(
    ("metadata", "code", "output"),
    [
        ({"tags": ["remove-input"]}, False, True),
        ({"tags": ["hide-input"]}, False, True),
        ({"jupyter": {"source_hidden": True}}, False, True),
        ({"tags": ["remove-output"]}, True, False),
        ({"tags": ["hide-output"]}, True, False),
        ({"jupyter": {"outputs_hidden": True}}, True, False),
        ({"tags": ["hide-cell"]}, False, False),
        ({}, True, True),
    ],
)
def test_what_an_author_hid_is_not_published(metadata: dict[str, Any], code: bool, output: bool) -> None:
    cell = new_code_cell("TOKEN", outputs=[new_output("stream", text="PRIVATE")], metadata=metadata)
    html = "".join(render_cells([cell]))
    assert ("TOKEN" in html, "PRIVATE" in html) == (code, output)


@pytest.mark.parametrize("left_out", ["code", "outputs", "prose", "raw"])
def test_each_part_of_a_notebook_can_be_left_out(left_out: str) -> None:
    made = [
        new_code_cell("CODE", outputs=[new_output("stream", text="OUTPUTS")]),
        new_code_cell("CODE"),
        new_markdown_cell("PROSE"),
        new_raw_cell("RAW"),
    ]
    html = "".join(render_cells(made, shown=cells.Shown(**{left_out: False})))
    words = ["CODE", "OUTPUTS", "PROSE", "RAW"]
    assert [word for word in words if word in html] == [word for word in words if word != left_out.upper()]


def test_code_that_a_step_of_nbconvert_marked_by_its_tag_is_not_published() -> None:
    cell = new_code_cell("TOKEN", outputs=[new_output("stream", text="shown")])
    cell.metadata["transient"] = {"remove_source": True}
    html = "".join(render_cells([cell]))
    assert "TOKEN" not in html
    assert "shown" in html


def test_the_words_of_a_raw_cell_stand_in_the_page_unless_they_are_meant_for_another_format() -> None:
    def raw(source: str, **metadata: str) -> str:
        return "".join(render_cells([new_raw_cell(source, metadata=metadata)]))

    assert "Provisional &lt;b&gt;." in raw("Provisional <b>.")
    assert "<b>x</b>" in raw(f"<b>x</b>{HOSTILE}", raw_mimetype="text/html")
    assert "<em>x</em>" in raw("*x*", format="text/markdown")
    said = raw("\\clearpage", raw_mimetype="text/latex")
    assert "A part written for another format (text/latex) is left out of the page." in said
    assert "clearpage" not in said
    assert raw("  ") == raw("  ", raw_mimetype="text/latex") == ""


def test_a_formula_that_is_shown_is_drawn_with_its_latex_whatever_stands_beside_it() -> None:
    for data in ({"text/latex": "$\\frac{12}{40}$"}, {"text/latex": "$\\frac{12}{40}$", "text/plain": "12/40"}):
        html = render_output(new_output("display_data", data=data))
        assert "<mfrac>" in html
        assert "\\frac{12}{40}</annotation>" in html
        assert "<pre" not in html


def test_latex_that_is_no_formula_we_can_draw_is_shown_as_it_is_unless_there_is_text() -> None:
    table = "\\begin{tabular}{l} a \\end{tabular}"
    for data in ({"text/latex": table}, {"text/latex": table, "text/plain": "<IPython.core.display.Latex object>"}):
        html = render_output(new_output("display_data", data=data))
        assert table in html
        assert "LaTeX" in html
    both = render_output(new_output("display_data", data={"text/latex": table, "text/plain": "a table"}))
    assert "a table" in both
    assert "tabular" not in both


def test_what_was_printed_in_pieces_is_one_text_in_which_a_progress_bar_is_one_line() -> None:
    pieces = [new_output("stream", text=text) for text in (" 10%\r", " 50%\r", "100%\n", "done")]
    (html, _) = render_cells([new_code_cell("x", outputs=pieces)])
    assert html.count("<pre") == 1
    assert "100%\ndone" in html
    assert " 10%" not in html


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


@pytest.mark.parametrize(
    ("kind", "content", "seen"),
    [
        ("text/vnd.mermaid", "graph TD; A-->B", "graph TD; A--&gt;B"),
        ("text/x-unknown", ["one\n", "two"], "one\ntwo"),
        ("application/json", {"risks": ["Fire"]}, '"risks"'),
        (
            "application/pdf",
            "JVBERi0=",
            "An output of the kind application/pdf cannot be shown on a page; it is left out.",
        ),
        ("video/mp4", "AAAA", "An output of the kind video/mp4 cannot be shown on a page; it is left out."),
        ("application/vnd.x<b>", "a", "An output of the kind application/vnd.x&lt;b&gt; cannot be shown"),
    ],
)
def test_an_output_in_a_form_that_no_page_has_is_shown_as_text_or_told(kind: str, content: object, seen: str) -> None:
    assert seen in shown(kind, content)


@pytest.mark.parametrize("data", [{}, {"text/plain": " "}, {"application/vnd.partnerlab.results+json": {"a": 1}}])
def test_of_an_output_that_nobody_is_to_see_nothing_is_told(data: dict[str, Any]) -> None:
    assert render_output(new_output("display_data", data)) == ""


@pytest.mark.parametrize("tag", ["iframe", "object", "embed", "video", "audio", "canvas"])
def test_something_embedded_among_words_is_told_where_it_stood(tag: str) -> None:
    page = shown("text/html", f"<p>before</p><{tag} src='https://x.example'></{tag}><p>after</p>")
    assert "<p>before</p>" in page
    assert '<span class="pl-absent">[Embedded content: not part of this page]</span>' in page
    assert "x.example" not in page
    alone = shown("text/html", f"<div><{tag} src='https://x.example'></{tag}></div>")
    assert "This part needs a notebook that is running" in alone


def test_a_drawing_that_is_attached_in_base64_is_drawn() -> None:
    drawing = "<svg xmlns='http://www.w3.org/2000/svg'><rect width='5' height='5'/></svg>"
    for content in (drawing, base64.b64encode(drawing.encode()).decode()):
        cell = new_markdown_cell("![s](attachment:s.svg)", attachments={"s.svg": {"image/svg+xml": content}})
        assert "<rect" in render_cells([cell])[0]
    cell = new_markdown_cell("![s](attachment:s.svg)", attachments={"s.svg": {"image/svg+xml": "!"}})
    assert "[s: not part of this page]" in render_cells([cell])[0]
