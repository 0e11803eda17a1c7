"""Grids: each word at its place, told by shape and word as well as by colour, and safe on any page."""

from __future__ import annotations

from html.parser import HTMLParser

import pandas as pd
import pytest

from drawn import drawn_with
from partnerlab.display.figure import Figure
from partnerlab.display.grid import MOST_CELLS, PLAIN, STEPS, Cell, Grid
from partnerlab.display.theme import LIGHTS, colour
from partnerlab.errors import DisplayError
from partnerlab.page.colour import contrast_ratio
from partnerlab.page.markup import write_markup
from partnerlab.page.parts import read_lights
from partnerlab.page.render.sanitise import read_html

HOSTILE = '"><script>alert(1)</script>'


class Reader(HTMLParser):
    """Reads a table as lists of the texts of its cells."""

    def __init__(self) -> None:
        super().__init__()
        self.rows: list[list[str]] = []

    def handle_starttag(self, tag: str, attrs: object) -> None:  # noqa: ARG002 - as the base class calls it
        if tag == "tr":
            self.rows.append([])
        if tag in {"td", "th"}:
            self.rows[-1].append("")

    def handle_data(self, data: str) -> None:
        if self.rows and self.rows[-1]:
            self.rows[-1][-1] = " ".join(f"{self.rows[-1][-1]} {data}".split())


def write(grid: Grid) -> str:
    return str(grid.write(id="p1", title="Who accepts it"))


def read(grid: Grid) -> list[list[str]]:
    reader = Reader()
    reader.feed(write(grid).partition("</table>")[0])
    return reader.rows


def test_rows_and_columns_stand_as_they_first_appear_and_a_place_without_a_word_stays_empty():
    cells = [Cell("B", "says", "red", "no"), Cell("A", "does", "green", "yes"), Cell("B", "does", PLAIN, "2 of 3")]
    assert read(Grid(cells)) == [["", "says", "does"], ["B", "no", "2 of 3"], ["A", "", "yes"]]


def test_columns_stand_in_the_order_asked_for():
    cells = [Cell("A", "2026", "red", "no"), Cell("B", "2025", "green", "yes")]
    assert read(Grid(cells, ["2025", "2026"], rows_named="Risk")) == [
        ["Risk", "2025", "2026"],
        ["A", "", "no"],
        ["B", "yes", ""],
    ]


def test_two_words_at_one_place_are_both_said_each_with_its_shape():
    grid = Grid([Cell("A", "says", "red", "no"), Cell("A", "says", "green", "yes")])
    assert read(grid)[1] == ["A", "no; yes"]
    assert [write(grid).count(read_lights()[light]["path"]) for light in ("red", "green")] == [1, 1]


def test_parts_stand_one_under_the_other_below_their_titles():
    cells = [Cell("A", "says", "red", "no", part="First round"), Cell("A", "says", "green", "yes", part="Second round")]
    assert read(Grid(cells))[1:] == [["First round"], ["A", "no"], ["Second round"], ["A", "yes"]]


@pytest.mark.parametrize("light", LIGHTS)
def test_a_light_is_told_by_shape_tint_and_word(light):
    html = write(Grid([Cell("A", "says", light, "word", "small")]))
    assert read_lights()[light]["path"] in html
    assert f'class="pl-{light}" style="background:{colour(f"{light}_tint")}' in html
    assert "</svg>\u00a0word <small>small</small>" in html


def test_a_word_without_a_light_has_no_shape():
    assert "<svg" not in write(Grid([Cell("A", "says", PLAIN, "2 of 3"), Cell("A", "lacks", "ramp_5", "3")]))


def test_shapes_alone_keep_their_words_for_those_who_listen_and_a_key_for_those_who_look():
    cells = [Cell("A", "PSNI", "green", "in place", "↑"), Cell("B", "PSNI", "red", "not in place")]
    grid = Grid(cells, shapes_alone=True)
    assert grid.key == {"not in place": "red", "in place": "green"}
    assert '<span class="pl-hidden">in place</span> <small>↑</small>' in write(grid)
    assert 'class="pl-key"' in write(grid)
    assert 'class="pl-key"' not in write(Grid(cells))


@pytest.mark.parametrize(("columns", "alone", "many"), [(8, False, False), (9, False, True), (9, True, False)])
def test_a_grid_of_many_columns_of_words_is_set_close(columns, alone, many):
    cells = [Cell("A", f"column {number}", "red", "0 to 2") for number in range(columns)]
    assert ("pl-many" in write(Grid(cells, shapes_alone=alone))) is many


@pytest.mark.parametrize("tone", [*LIGHTS, *STEPS, PLAIN])
def test_words_can_be_read_on_every_tone(tone):
    style = write(Grid([Cell("A", "says", tone, "word")])).partition('style="background:')[2][:21]
    tint, _, ink = style.partition(";color:")
    assert contrast_ratio(ink, tint) >= 4.5


def test_what_is_written_is_what_a_page_shows_less_the_colours_that_the_page_has_itself():
    cells = [Cell("A", "says", "red", "no"), Cell("B", "says", PLAIN, "–")]
    grid = Grid(cells, rows_named="Partner")
    reader = Reader()
    cleaned = write_markup(read_html(write(grid)))
    reader.feed(cleaned)
    assert reader.rows == read(grid)
    assert "style=" not in cleaned
    assert '<use href="#light-red"/>' in cleaned
    assert 'scope="col"' in cleaned
    assert 'scope="row"' in cleaned


def test_words_from_a_file_are_text():
    grid = Grid([Cell(HOSTILE, HOSTILE, "red", HOSTILE, HOSTILE, HOSTILE)], rows_named=HOSTILE)
    assert "<script" not in str(grid.write(id="p1", title=HOSTILE))


def test_a_grid_without_cells_or_with_too_many_or_strange_ones_is_refused():
    with pytest.raises(DisplayError, match="needs a cell"):
        Grid([])
    with pytest.raises(DisplayError, match='no tone is called "pink"; tones are red, amber'):
        Grid([Cell("A", "says", "pink", "no")])
    with pytest.raises(DisplayError, match='column "says" of a grid is not among its columns: does'):
        Grid([Cell("A", "says", "red", "no")], ["does"])
    with pytest.raises(DisplayError, match="1501 cells cannot be taken in"):
        Grid([Cell(str(number), "says", "red", "no") for number in range(MOST_CELLS + 1)])


def test_a_figure_holds_a_grid_with_all_that_a_reader_is_owed():
    frame = pd.DataFrame({"partner": ["A"], "answer": ["no"]})
    words = {"title": "Who accepts it", "description": "One does not", "units": "answer", "shows": ["SC101"]}
    figures = [Figure(Grid([Cell("A", "accepts", light, "no")]), table=frame, **words) for light in ("red", "green")]
    html = figures[0].html
    for part in ("Who accepts it", "One does not", 'id="shows-SC101"', "The data behind it", "Save as CSV"):
        assert part in html
    assert figures[0].id != figures[1].id
    assert (figures[0].svg, figures[0].specification) == ("", {})


def test_a_grid_needs_no_script_to_answer_to_a_pointer():
    frame = pd.DataFrame({"partner": ["A"]})
    figure = Figure(Grid([Cell("A", "says", "red", "no")]), title="T", description="D", units="u", table=frame)
    with drawn_with(interactive=True):
        assert figure.interactions == ()


def test_columns_headed_by_numbers_are_read_out_with_what_they_stand_for_and_listed_below():
    grid = Grid([Cell("A", "1", "green", "yes")], rows_named="Partner", columns_named={"1": "Common goals"})
    assert read(grid)[0] == ["Partner", "1 Common goals"]
    assert "<li><b>1</b> Common goals</li>" in write(grid).partition("</table>")[2]
    assert "<ul" not in write(Grid([Cell("A", "1", "green", "yes")]))
