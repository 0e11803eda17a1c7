"""Charts that a notebook hands on are drawn once, and stand in its page and in the notebook that is kept."""

from __future__ import annotations

import copy
import logging
from typing import Any

import altair as alt
import pandas as pd
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output

from partnerlab.display.figure import Figure
from partnerlab.display.results import join
from partnerlab.errors import DisplayError
from partnerlab.page import vega
from partnerlab.page.handover import CHART_TYPE, leave_drawing_to_client
from partnerlab.page.markup import write_markup
from partnerlab.page.render.charts import draw_apart, draw_charts, keep_drawings
from partnerlab.page.render.exporter import render_page

COVERS = ("partnerlab.page.handover",)


@pytest.fixture
def handing_on() -> Any:
    """This process is a kernel whose client draws."""
    leave_drawing_to_client()
    yield
    leave_drawing_to_client(False)


def figure(title: str = "Risks led", chart: Any = None) -> Figure:
    frame = pd.DataFrame({"partner": ["PSNI", "Council"], "risks": [3, 1]})
    chart = chart or alt.Chart(frame).mark_bar().encode(x="risks:Q", y="partner:N")
    return Figure(chart, title=title, description="PSNI leads three.", units="risks", table=frame)


def notebook(*shown: Any) -> Any:
    cells = [new_code_cell("", outputs=[new_output("display_data", data=each._repr_mimebundle_())]) for each in shown]
    return new_notebook(cells=[new_markdown_cell("# Title"), *cells])


def page_of(made: Any) -> str:
    drawings = draw_charts(made)
    drawings.check()
    return render_page(made, name="x", drawings=drawings.places)


def test_a_page_and_a_notebook_are_the_same_whoever_draws(handing_on: None) -> None:
    handed = notebook(figure())
    assert "<svg" not in handed.cells[1].outputs[0].data["text/html"]
    leave_drawing_to_client(False)
    own = notebook(figure())
    assert page_of(handed) == render_page(own, name="x")
    keep_drawings(handed, draw_charts(handed))
    assert handed.cells[1].outputs[0].data == own.cells[1].outputs[0].data


def test_charts_drawn_in_a_process_of_their_own_are_the_same_and_so_is_what_is_wrong_with_them(
    handing_on: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    unread = alt.Chart(pd.DataFrame({"a": range(2_000)})).mark_point().encode(x="a:Q")
    made = notebook(figure(), figure("Too many", unread))
    drawn = copy.deepcopy(made)
    here = draw_charts(made)
    with monkeypatch.context() as other:
        other.setattr(vega, "_convert", lambda _: pytest.fail("it was drawn here"))
        apart = draw_apart(drawn)
    assert {place: write_markup(each) for place, each in apart.places.items()} == {
        place: write_markup(each) for place, each in here.places.items()
    }
    assert apart.faults == here.faults
    assert apart.faults[0].cell == 2
    assert drawn == made


def test_each_chart_is_drawn_once_however_often_it_is_shown(handing_on: None, monkeypatch: pytest.MonkeyPatch) -> None:
    drawn: list[str] = []
    convert = vega._convert

    def count(specification: str) -> str:
        drawn.append(specification)
        return convert(specification)

    monkeypatch.setattr(vega, "_convert", count)
    made = notebook(figure(), figure(), join([figure("Other").shown, figure("Third").shown]))
    page = page_of(made)
    assert len(drawn) == 3
    assert page.count('class="pl-svg"') == 4
    ids = [part.split('"', 1)[0] for part in page.split(' id="')[1:]]
    assert len(ids) == len(set(ids))


def test_two_charts_of_the_same_words_and_data_are_two(handing_on: None) -> None:
    frame = pd.DataFrame({"partner": ["PSNI", "Council"], "risks": [3, 1]})
    other = alt.Chart(frame).mark_point().encode(x="risks:Q", y="partner:N")
    made = notebook(figure(), figure(chart=other))
    assert figure().id == figure(chart=other).id
    drawings = draw_charts(made)
    assert len(drawings.places) == 2
    keep_drawings(made, drawings)
    one, two = (cell.outputs[0].data["text/html"] for cell in made.cells[1:])
    assert one != two
    assert "pl-chart" not in one + two


def test_making_the_page_leaves_the_drawings_of_the_notebook_as_they_are(handing_on: None) -> None:
    made = notebook(figure(), figure())
    drawings = draw_charts(made)
    before = copy.deepcopy(made)
    keep_drawings(before, drawings)
    render_page(made, name="x", drawings=drawings.places)
    keep_drawings(made, drawings)
    assert made == before
    assert CHART_TYPE not in made.cells[1].outputs[0].data


def test_a_chart_that_cannot_be_drawn_is_named_with_its_cell_and_the_page_says_so(handing_on: None) -> None:
    bad = alt.Chart(pd.DataFrame({"a": [1]})).mark_bar().encode(x="a:Q")
    shown = figure("Broken <b>", bad)
    object.__setattr__(shown, "specification", {"mark": "no such mark", "data": {"values": []}, "config": {}})
    made = notebook(figure(), shown)
    drawings = draw_charts(made)
    assert [fault.cell for fault in drawings.faults] == [2]
    with pytest.raises(DisplayError, match="figure 'Broken <b>' cannot be drawn: "):
        drawings.check()
    page = render_page(made, name="x", drawings=drawings.places)
    assert "Figure 'Broken &lt;b&gt;' cannot be drawn" in page
    assert page.count('class="pl-svg"') == 1


def test_errors_that_the_drawing_machine_reports_stand_beside_the_figure_and_no_mere_remark_does(
    handing_on: None, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    convert = vega._machine().vegalite_to_svg

    class Machine:
        configure = staticmethod(getattr(vega._machine(), "configure", dict))

        @staticmethod
        def vegalite_to_svg(specification: str) -> str:
            logging.getLogger("vl_convert").error("one scale has no values")
            logging.getLogger("vl_convert").warning("infinite extent")
            return str(convert(specification))

    monkeypatch.setattr(vega, "_machine", Machine)
    made = notebook(figure())
    draw_charts(made)
    assert made.cells[1].outputs[1]["text"] == "one scale has no values\n"
    assert len(made.cells[1].outputs) == 2
    assert caplog.records == []


def test_a_place_is_not_filled_by_a_chart_that_another_output_hands_on(handing_on: None) -> None:
    made = notebook(figure())
    stolen = new_output("display_data", data={"text/html": made.cells[1].outputs[0].data["text/html"]})
    made.cells.append(new_code_cell("", outputs=[stolen]))
    keep_drawings(made, draw_charts(made))
    assert "<svg" in made.cells[1].outputs[0].data["text/html"]
    assert "<svg" not in made.cells[2].outputs[0].data["text/html"]
