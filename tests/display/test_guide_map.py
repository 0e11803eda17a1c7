"""The map of the guide as a document is whole, readable and up to date."""

from __future__ import annotations

import json
import re

from partnerlab import guide
from partnerlab.analysis.guide_map import lines_at, other_rules
from partnerlab.display.charts.practices import SHOWS
from partnerlab.display.guide_map import ELSEWHERE, PAGES, figures_of, guide_document
from samples import ROOT

PLACES = [(row.id, row.text) for row in guide.paragraphs()]


def document() -> str:
    return guide_document(PLACES, lines_at, other_rules, guide.practices())


def test_the_map_is_up_to_date():
    written = (ROOT / "docs" / "guide-map.md").read_text(encoding="utf-8")
    assert written == document(), "run: partnerlab rules --format map > docs/guide-map.md"


def test_each_place_has_a_heading_and_each_line_one_row():
    text = document()
    assert [line[3:] for line in text.splitlines() if line.startswith("## ")][:-1] == [place for place, _ in PLACES]
    assert [row.text for row in guide.lines() if text.count(f"| {row.text} |") < 1] == []


def test_rows_of_a_table_have_as_many_cells_as_its_head():
    rows = [line for line in document().splitlines() if line.startswith("| ")]
    assert {line.replace("\\|", "").count("|") for line in rows} == {5, 7}


def test_a_figure_is_told_by_the_title_that_a_reader_sees():
    assert figures_of()["MA842"] == ("What sitting costs, and what each partner brings (02-mapping)",)
    assert figures_of()["RA605"] == ("The guide's four tips, checked against the data (03-risk-allocation)",)


def test_a_practice_is_shown_in_the_table_of_its_page():
    assert [code for codes in SHOWS.values() for code in codes if code not in figures_of()] == []


def test_each_chart_is_told_with_the_page_that_it_stands_on():
    """Against the notebooks themselves: where a chart is drawn, and which rules' findings it says that it shows."""
    drawn = {}
    for page in PAGES.values():
        cells = json.loads((ROOT / "notebooks" / f"{page}.ipynb").read_text(encoding="utf-8"))["cells"]
        drawn[page] = {chart for cell in cells for chart in re.findall(r"charts\.(\w+)\(", "".join(cell["source"]))}
    for file in (ROOT / "src" / "partnerlab" / "display" / "charts").glob("*.py"):
        for chart, body in re.findall(r"^def (\w+)(.*?)(?=^def |\Z)", file.read_text(encoding="utf-8"), re.S | re.M):
            codes = re.findall(r'"([A-Z]{2}\d{3})"', "".join(re.findall(r"shows=\((.*?)\),\n", body, re.S)))
            pages = {ELSEWHERE.get(chart, PAGES[code[:2]]) for code in codes}
            on_some_page = any(chart in charts for charts in drawn.values())  # others are drawn by these
            assert not on_some_page or all(chart in drawn[page] for page in pages), (chart, pages)


def test_what_is_due_by_a_time_is_shown_on_the_line_of_time():
    title = "What was done when, and by when it was due (01-scoping)"
    assert all(title in figures_of()[code] for code in ("SC811", "SC817", "MA813", "RA812", "EV811"))
