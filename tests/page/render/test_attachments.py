"""A further page of a notebook bears what the notebook's own page does, and leads back."""

from __future__ import annotations

from nbformat.v4 import new_code_cell, new_notebook, new_output

from partnerlab.page.attachments import FurtherPage
from partnerlab.page.audit.structure import find_faults
from partnerlab.page.handover import RESULTS_TYPE
from partnerlab.page.render.attachments import further_notebook
from partnerlab.page.render.exporter import render_page

TABLE = """<table class="pl-own pl-find"><caption>All</caption><thead><tr><th scope="col">Name</th></tr></thead>
<tbody><tr class="k1"><th scope="row">Hub</th></tr></tbody></table><script>alert(1)</script>"""


def page_of(body: str) -> str:
    about = {"partnership": {"marking": "OFFICIAL"}}
    shown = new_output("display_data", {RESULTS_TYPE: about, "text/plain": "x"})
    document = new_notebook(cells=[new_code_cell("x", outputs=[shown])], metadata={"partnerlab": {"command": "run it"}})
    return render_page(further_notebook(FurtherPage("all.html", "All", body), document, back="../index.html"), name="p")


def test_it_has_title_marking_command_and_a_way_back() -> None:
    page = page_of("<p>Text</p>")
    assert "<h1>All</h1>" in page
    assert "OFFICIAL" in page
    assert '<a href="../index.html">Back to the portfolio</a>' in page
    assert "run it" in page
    assert "<script" not in page


def test_a_table_to_search_brings_our_script_and_no_other() -> None:
    page = page_of(TABLE)
    assert "alert(1)" not in page
    assert page.count("<script>") == 1
    assert list(find_faults(page)) == []


def test_another_script_in_its_place_is_a_fault() -> None:
    faults = [text for _, text in find_faults(page_of(TABLE).replace("function make", "function  make"))]
    assert any("`script` that is not the one" in text for text in faults)
    assert any("policy that allows other scripts" in text for text in faults)


def test_the_same_script_twice_is_a_fault() -> None:
    page = page_of(TABLE)
    script = page[page.index("<script>") : page.index("</script>") + 9]
    assert any("`script`" in text for _, text in find_faults(page.replace(script, script * 2)))


def test_of_many_inputs_the_page_gives_one_sum() -> None:
    inputs = [{"file": f"p{number}/results.json", "sha256": "0" * 64} for number in range(101)]
    page = render_page(new_notebook(metadata={"partnerlab": {"inputs": inputs}}), name="p")
    assert "101 files, all names and sums together" in page
    assert "p7/results.json" not in page
