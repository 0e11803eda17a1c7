"""The map of the guide as a document is whole, readable and up to date."""

from __future__ import annotations

from partnerlab import guide
from partnerlab.analysis.guide_map import lines_at, other_rules
from partnerlab.display.charts.practices import SHOWS
from partnerlab.display.guide_map import figures_of, guide_document
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
    assert figures_of()["MA842"] == ("What sitting costs, and what each partner brings",)
    assert figures_of()["RA605"] == ("The guide's four tips, checked against the data",)


def test_a_practice_is_shown_in_the_table_of_its_page():
    assert [code for codes in SHOWS.values() for code in codes if code not in figures_of()] == []
