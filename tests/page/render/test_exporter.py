"""The page of a notebook: whole, safe, the same every time, and clear when the notebook failed."""

from __future__ import annotations

import copy
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from nbconvert.exporters import HTMLExporter, get_exporter
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output
from traitlets.config import Config

from partnerlab.characters import find_unfit
from partnerlab.errors import InputError
from partnerlab.page.audit.structure import find_faults
from partnerlab.page.handover import CITATIONS_TYPE, FIGURE_TYPE, RESULTS_TYPE, TERMS_TYPE
from partnerlab.page.render.exporter import ReviewExporter, render_page

COVERS = ("partnerlab.page.render.prose",)

HOSTILE = '"><script>alert(1)</script>'
RESULTS: dict[str, Any] = {
    "schema": 1,
    "partnership": {
        "slug": "hub",
        "name": "Riverside Hub",
        "stage": "managing",
        "as_at": "2026-03-31",
        "illustrative": True,
        "marking": "OFFICIAL",
    },
    "inputs": [{"file": "hub.yaml", "sha256": "ab" * 32}],
}


def notebook(*more: Any, results: Any = None, **metadata: Any) -> Any:
    bundle = {
        "text/html": '<p>Two risks (<a href="#guide-4-4">¶4.4</a>).</p>',
        RESULTS_TYPE: RESULTS if results is None else results,
        CITATIONS_TYPE: {"¶4.4": "Give each risk a lead."},
    }
    cells = [
        new_markdown_cell("# Risk allocation\n\nWho leads on each risk?"),
        new_markdown_cell("## The answer in short"),
        new_code_cell("answer()", outputs=[new_output("display_data", data=bundle)]),
        *more,
    ]
    made = new_notebook(cells=cells, metadata=metadata)
    for number, cell in enumerate(made.cells):
        cell["id"] = f"cell-{number}"
    return made


def test_it_is_the_exporter_that_nbconvert_knows_as_partnerlab() -> None:
    assert get_exporter("partnerlab") is ReviewExporter


def test_the_page_has_everything_that_an_audit_asks() -> None:
    assert list(find_faults(render_page(notebook(), name="03-risk-allocation"))) == []


def test_the_page_says_which_partnership_when_at_what_stage_and_that_it_is_illustrative() -> None:
    page = render_page(notebook(), name="03-risk-allocation")
    for part in ("<h1>Risk allocation</h1>", "Riverside Hub", "31 March 2026", "managing", "Illustrative."):
        assert part in page
    assert "<title>Risk allocation: Riverside Hub" in page


def test_a_marking_stands_at_head_and_foot_of_screen_and_paper() -> None:
    page = render_page(notebook(), name="x")
    assert page.count("</span>OFFICIAL</p>") == 2
    assert page.count('content:"OFFICIAL"') == 2
    assert "Protective marking" not in render_page(notebook(results={"partnership": {}}), name="x")


def test_a_marking_can_be_given_where_the_notebook_did_not_get_that_far() -> None:
    assert "</span>OFFICIAL</p>" in render_page(notebook(results={"partnership": {}}), name="x", marking="OFFICIAL")


def test_the_foot_says_what_the_guide_asks_which_files_and_how_to_make_it_again() -> None:
    origin = {"command": "partnerlab run parameters/hub.yaml --only 03", "version": "9.9"}
    page = render_page(notebook(partnerlab=origin), name="x")
    assert '<div id="guide-4-4"><dt>¶4.4</dt><dd>Give each risk a lead.</dd></div>' in page
    assert "ab" * 32 in page
    assert "partnerlab run parameters/hub.yaml --only 03" in page
    assert "With partnerlab 9.9" in page


def test_only_places_that_the_page_cites_are_listed_however_many_are_known() -> None:
    bundle = {"text/html": '<p><a href="#guide-fig-3">Fig. 3</a></p>', CITATIONS_TYPE: {"Fig. 3": "a", "¶2.1": "b"}}
    cell = new_code_cell("", outputs=[new_output("display_data", data=bundle)])
    page = render_page(notebook(cell, new_markdown_cell("See ¶2.17.")), name="x")
    assert '<div id="guide-fig-3"><dt>Fig. 3</dt><dd>a</dd></div>' in page
    assert "<dt>¶2.17</dt>" in page
    assert "<dt>¶2.1</dt>" not in page


def test_the_terms_that_a_page_uses_are_explained_on_it_and_no_others() -> None:
    terms = {"Broker": "Who links people.", "P80": "Four years in five.", "Salience": "Who counts.", "<b>": "x"}
    bundle = {"text/html": "<p>p80 of Brokers &lt;b&gt;</p>", TERMS_TYPE: terms}
    page = render_page(notebook(new_code_cell("", outputs=[new_output("display_data", data=bundle)])), name="x")
    assert '<li><a href="#words">Words used here</a></li>' in page
    assert "<dt>Broker</dt><dd>Who links people.</dd>" in page
    assert "<dt>P80</dt>" not in page
    assert "Salience" not in page
    assert list(find_faults(page)) == []
    assert "Words used here" not in render_page(notebook(), name="x")


def test_what_stands_under_the_title_is_folded_ahead_of_the_answer_unless_it_is_a_notice() -> None:
    page = render_page(notebook(), name="x")
    assert '<details class="pl-intro"><summary>What this review asks</summary>\n<p>Who leads on each risk?' in page
    notice = new_markdown_cell("# It failed\n\n<p>Why</p>", metadata={"tags": ["partnerlab-failure"]})
    assert 'pl-intro"' not in render_page(new_notebook(cells=[notice, *notebook().cells]), name="x")
    assert 'pl-intro"' not in render_page(new_notebook(cells=[new_markdown_cell("# Title")]), name="x")


def test_cells_of_a_table_end_where_the_next_begins() -> None:
    frame = "<table><thead><tr><th>a</th></tr></thead><tbody><tr><th>1</th><td>x</td></tr></tbody></table>"
    cell = new_code_cell("", outputs=[new_output("display_data", data={"text/html": frame})])
    page = render_page(notebook(cell), name="x")
    assert '<thead><tr><th scope="col">a</thead><tbody><tr><th scope="row">1<td>x</tbody></table>' in page
    assert list(find_faults(page)) == []


def test_a_paragraph_named_only_in_the_text_is_listed_too() -> None:
    page = render_page(notebook(new_markdown_cell("See ¶2.10.")), name="x")
    assert "<dt>¶2.10</dt>" in page


def test_a_plain_papermill_run_says_its_command_without_a_place_of_the_machine() -> None:
    made = notebook(papermill={"parameters": {"partnership_file": "/home/me/my hub.yaml", "as_at": ""}})
    assert "papermill x.ipynb output.ipynb -p partnership_file &#34;my hub.yaml&#34;" in render_page(made, name="x")


def test_what_varies_from_run_to_run_is_not_on_the_page() -> None:
    one = notebook()
    other = copy.deepcopy(one)
    other.metadata.update(papermill={"start_time": "2026-01-01T00:00:00", "duration": 3.2}, widgets={"state": {"a": 1}})
    for number, cell in enumerate(other.cells):
        cell["id"] = f"other-{number}"
        cell["metadata"]["execution"] = {"iopub.execute_input": "2026-01-01T00:00:00"}
        if cell["cell_type"] == "code":
            cell["execution_count"] = 41
    assert render_page(one, name="x") == render_page(other, name="x")


@pytest.mark.parametrize("field", ["name", "stage", "as_at", "marking", "slug"])
def test_results_are_text_on_the_page(field: str) -> None:
    results = {**RESULTS, "partnership": {**RESULTS["partnership"], field: HOSTILE}}
    assert "<script" not in render_page(notebook(results=results), name="x")


def test_metadata_inputs_and_names_are_text_on_the_page() -> None:
    made = notebook(
        results={"inputs": [{"file": HOSTILE, "sha256": HOSTILE}]},
        partnerlab={"command": HOSTILE, "version": HOSTILE},
        title=HOSTILE,
        authors=[{"name": HOSTILE}],
    )
    made.cells[0].source = f"# {HOSTILE}"
    page = render_page(made, name=HOSTILE)
    assert "<script" not in page
    assert "&lt;script&gt;" in page


def test_what_turns_text_round_is_nowhere_on_a_page() -> None:
    about = {"name": "Hub\u202eb", "marking": "OFF\u2066ICIAL", "stage": "s\u202e"}
    made = notebook(
        results={"partnership": about}, title="T\u202e", partnerlab={"inputs": [{"file": "\u202ea", "sha256": "b"}]}
    )
    page = render_page(made, name="x\u202e")
    assert find_unfit(page) is None
    assert list(find_faults(page)) == []


def test_headings_form_the_contents() -> None:
    page = render_page(notebook(new_markdown_cell("## What next\n\n### Details")), name="x")
    assert '<li><a href="#what-next">What next</a></li>' in page
    assert '<li><a href="#details">' not in page


def test_a_finding_links_to_the_figure_that_shows_it() -> None:
    link = new_code_cell(
        "", outputs=[new_output("display_data", data={"text/html": '<a href="#shows-RA104">RA104</a>'})]
    )
    figure = new_code_cell("", outputs=[new_output("display_data", data={"text/html": '<p id="shows-RA104">x</p>'})])
    assert '<a href="#shows-RA104">' in render_page(notebook(link, figure), name="x")
    assert '<a href="#shows-RA104">' not in render_page(notebook(link), name="x")


def failed(**metadata: Any) -> Any:
    error = new_output("error", ename="InputError", evalue="hub.yaml:41: no lead", traceback=["File /home/me/x.py:1"])
    return notebook(
        new_markdown_cell("## Who leads?"),
        new_code_cell("leads()", outputs=[error]),
        new_code_cell("never()"),
        **metadata,
    )


def test_the_page_of_a_failed_notebook_says_which_cell_which_input_and_what_to_do() -> None:
    page = render_page(failed(papermill={"parameters": {"partnership_file": "/home/me/hub.yaml"}}), name="x")
    assert "This review did not finish" in page
    for part in ("cell 5, under “Who leads?”", "<dd>hub.yaml</dd>", "hub.yaml:41: no lead", "What to do"):
        assert part in page
    assert "/home" not in page
    assert list(find_faults(page)) == []


def test_the_cause_of_a_failure_is_text_without_terminal_colours() -> None:
    error = new_output("error", ename="ValueError", evalue="value \x1b[31mred\x1b[0m", traceback=[])
    page = render_page(notebook(new_code_cell("x", outputs=[error])), name="x")
    assert "<dd>ValueError: value red</dd>" in page
    assert "\x1b" not in page


def stranger(*cells: Any, **metadata: Any) -> Any:
    made = new_notebook(cells=[new_markdown_cell("# Tides\n\nHigh water."), *cells], metadata=metadata)
    for number, cell in enumerate(made.cells):
        cell["id"] = f"cell-{number}"
    return made


def test_a_strangers_notebook_is_headed_by_its_own_title_and_says_nothing_of_partnerships_or_the_guide() -> None:
    error = new_output("error", ename="ValueError", evalue="no", traceback=[])
    for made in (stranger(), stranger(new_code_cell("1 / 0", outputs=[error]))):
        page = render_page(made, name="tides 2026")
        assert "<h1>Tides</h1>" in page
        assert "<title>Tides</title>" in page
        body = page[page.index("<body") :]
        for words in ("review", "artnership", "guide", "pl-kicker"):
            assert words not in body
        assert list(find_faults(page)) == []
        assert "jupyter nbconvert --to partnerlab &#34;tides 2026.ipynb&#34;" in page
    assert "This notebook did not finish." in page


def test_a_notebook_that_uses_partnerlab_is_a_review_however_far_it_got() -> None:
    page = render_page(stranger(new_code_cell("import os\nfrom partnerlab.notebook import *")), name="x")
    assert '<p class="pl-kicker">Partnership review</p>' in page
    assert "Making Partnerships Work" in page


def test_a_notebook_without_a_heading_is_headed_by_the_title_in_its_metadata_or_by_its_name() -> None:
    assert "<h1>Own title</h1>" in render_page(new_notebook(metadata={"title": "Own title"}), name="x")
    assert "<h1>x</h1>" in render_page(new_notebook(), name="x")


@pytest.mark.parametrize(
    ("name", "content", "why"),
    [
        ("tides.ipynb", "null", "it has no `nbformat`"),
        ("tides.ipynb", "not JSON", "it is not JSON (line 1, column 1)"),
        (
            "tides.ipynb",
            '{"cells": [], "metadata": {"kernelspec": "R"}, "nbformat": 4, "nbformat_minor": 4}',
            "kernelspec",
        ),
        ("folder.ipynb", None, "it is a folder, a device or a pipe"),
        ("none.ipynb", None, "No such file or directory"),
    ],
)
def test_a_file_that_is_no_notebook_ends_nbconvert_with_a_line_and_code_1(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, content: str | None, why: str
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "folder.ipynb").mkdir()
    if content is not None:
        (tmp_path / name).write_text(content, "utf-8")
    with pytest.raises(SystemExit) as ended:  # Python prints a text and ends with code 1
        ReviewExporter().from_filename(name)
    assert isinstance(ended.value, InputError)
    assert ended.value.code.startswith(f"{name}: cannot be read")
    assert why in ended.value.code
    assert "\n" not in ended.value.code


def test_nbconverts_command_tells_what_is_no_notebook_without_a_traceback_and_makes_no_page(tmp_path: Path) -> None:
    (tmp_path / "tides.ipynb").write_bytes(b"[1, 2]")
    command = [sys.executable, "-m", "nbconvert", "--to", "partnerlab", "tides.ipynb"]
    ended = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert ended.returncode == 1
    assert ended.stderr.splitlines()[-1].startswith("tides.ipynb: cannot be read as a notebook: ")
    assert "Traceback" not in ended.stderr
    assert [file.name for file in tmp_path.iterdir()] == ["tides.ipynb"]


def test_nbconverts_options_leave_out_what_they_name() -> None:
    made = stranger(new_code_cell("CODE", outputs=[new_output("stream", text="PRINTED")]))
    for option, gone in (("exclude_output", "PRINTED"), ("exclude_markdown", "High water"), ("exclude_input", "CODE")):
        page, _ = ReviewExporter(config=Config(TemplateExporter={option: True})).from_notebook_node(made)
        assert [words for words in ("CODE", "PRINTED", "High water") if words not in page] == [gone]


def test_tags_that_nbconvert_is_told_to_heed_hide_what_they_hide_in_its_own_pages() -> None:
    made = stranger(
        new_code_cell("TOKEN", outputs=[new_output("stream", text="kept")], metadata={"tags": ["secret"]}),
        new_code_cell("kept_too", outputs=[new_output("stream", text="PRIVATE")], metadata={"tags": ["quiet"]}),
    )
    steps = {"enabled": True, "remove_input_tags": {"secret"}, "remove_all_outputs_tags": {"quiet"}}
    config = Config(TagRemovePreprocessor=steps)
    for exporter in (ReviewExporter, HTMLExporter):
        page, _ = exporter(config=config).from_notebook_node(copy.deepcopy(made))
        assert [words for words in ("TOKEN", "kept", "kept_too", "PRIVATE") if words in page] == ["kept", "kept_too"]


def test_code_is_left_out_where_nbconvert_is_asked_to() -> None:
    config = Config(TemplateExporter={"exclude_input": True})
    page, _ = ReviewExporter(config=config).from_notebook_node(notebook())
    assert "answer()" not in page
    assert "Two risks" in page


def test_a_link_by_the_name_that_jupyterlab_gives_a_heading_reaches_it() -> None:
    made = notebook(
        new_markdown_cell('[go](#First-part) and [on](#two)\n\n## First part\n\n<a id="two"></a>\n## Second')
    )
    page = render_page(made, name="x")
    assert '<a href="#first-part">go</a> and <a href="#two">on</a>' in page
    assert '<a id="two"></a>' in page
    assert list(find_faults(page)) == []


def test_a_notice_that_the_runner_put_at_the_head_is_not_said_twice() -> None:
    made = failed()
    notice = new_markdown_cell(
        "# This review did not finish\n\n<dl><dt>Where</dt><dd>cell 5</dd></dl>",
        metadata={"tags": ["partnerlab-failure"]},
    )
    made.cells.insert(0, notice)
    page = render_page(made, name="x")
    assert "<h1>This review did not finish</h1>" in page
    assert "<dl><dt>Where</dt><dd>cell 5</dd></dl>" in page
    assert 'pl-failure"' not in page
    assert list(find_faults(page)) == []


def test_a_page_has_a_script_only_when_its_notebook_hands_on_specifications() -> None:
    assert "<script" not in render_page(notebook(), name="x")
    assert "script-src" not in render_page(notebook(), name="x")
    bundle = {"text/html": "<figure>x</figure>", FIGURE_TYPE: {"figures": [{"specification": {"mark": "bar"}}]}}
    drawn = new_code_cell("", outputs=[new_output("display_data", data=bundle)])
    page = render_page(notebook(drawn), name="x")
    assert '</div><script type="application/json" class="pl-specification">[{"specification":{"mark":"bar"}}]<' in page
    assert page.count("<script>") == 1
    assert page.count("script-src &#39;sha256-") == 1


@pytest.mark.parametrize("content", ['{"figures": [{"specification": {"mark": "bar"}}]}', "no object", 3, "[]"])
def test_specifications_may_be_handed_on_as_text_and_what_is_none_is_left_out(content: Any) -> None:
    bundle = {"text/html": "<figure>x</figure>", FIGURE_TYPE: content}
    page = render_page(notebook(new_code_cell("", outputs=[new_output("display_data", data=bundle)])), name="x")
    assert ("<script" in page) == ("mark" in str(content))


def test_a_theme_shows_its_name_logo_and_colours(tmp_path: Path) -> None:
    (tmp_path / "logo.png").write_bytes(b"\x89PNG")
    file = tmp_path / "theme.toml"
    file.write_text('name = "Audit <Office>"\nlogo = "logo.png"\n[light]\naccent = "#5b2a86"\n', "utf-8")
    page, _ = ReviewExporter(theme_file=str(file)).from_notebook_node(notebook())
    assert "Audit &lt;Office&gt;" in page
    assert 'src="data:image/png;base64,' in page
    assert "--pl-accent:#5b2a86" in page
    assert list(find_faults(page)) == []


def test_an_empty_notebook_has_a_page_too() -> None:
    assert list(find_faults(render_page(new_notebook(), name="empty"))) == []


def test_a_page_is_the_same_whether_or_not_nbconvert_prepares_the_notebook_and_leaves_it_as_it_was() -> None:
    shown = notebook()
    before = copy.deepcopy(shown)
    pages = [
        exporter.from_notebook_node(shown, {"metadata": {"name": "03-risk-allocation"}})[0]
        for exporter in (ReviewExporter(), ReviewExporter(default_preprocessors=[]))
    ]
    assert pages[0] == pages[1]
    assert shown == before


def test_a_step_that_somebody_switched_on_is_taken_before_rendering() -> None:
    config = Config(TagRemovePreprocessor={"enabled": True, "remove_cell_tags": {"private"}})
    private = new_markdown_cell("For our eyes only", metadata={"tags": ["private"]})
    page, _ = ReviewExporter(config=config).from_notebook_node(notebook(private))
    assert "Who leads on each risk?" in page
    assert "For our eyes only" not in page


JUNK: list[Any] = ["junk", "{", 5, None, [], ["a"], [{}], {"a": {}}, {"file": 1}]


@pytest.mark.parametrize("junk", JUNK, ids=str)
def test_what_a_strangers_notebook_hands_on_in_our_name_and_in_another_shape_is_left_out(junk: Any) -> None:
    found = [
        notebook(results=junk),
        *(notebook(results=RESULTS | {part: junk}) for part in ("partnership", "inputs")),
        *(
            notebook(results=RESULTS | {"partnership": RESULTS["partnership"] | {part: junk}})
            for part in ("languages", "stage", "as_at", "name", "redaction")
        ),
        notebook(partnerlab=junk),
        notebook(papermill=junk),
        *(notebook(partnerlab={part: junk}) for part in ("inputs", "siblings", "parameters", "notebook", "version")),
    ]
    for cell in (citing := notebook()).cells:
        for output in cell.get("outputs", []):
            output["data"] |= {CITATIONS_TYPE: junk, TERMS_TYPE: junk}
    for made in (*found, citing):
        page = render_page(made, name="03-risk-allocation")
        assert "Two risks" in page
        assert list(find_faults(page)) == []
