"""Figures among the controls: drawn at once, and carrying what lets them answer to the pointer."""

from __future__ import annotations

import json

import altair as alt
import pandas as pd
import pytest

from partnerlab.display.context import show_through
from partnerlab.display.figure import Figure
from partnerlab.display.results import notice
from partnerlab.live.figures import write_figure
from partnerlab.live.workbook import Workbook

CARRIER = '<script type="application/json" class="pl-specification">'


@pytest.fixture
def shown_live():
    show_through(lambda _: None)
    yield
    show_through(None)


def make_figure(title: str = "Risks led") -> Figure:
    frame = pd.DataFrame({"partner": ["PSNI", "Council"], "risks": [3, 1]})
    chart = alt.Chart(frame).mark_bar().encode(x="risks:Q", y="partner:N")
    return Figure(chart, title=title, description="PSNI leads three.", units="number of risks", table=frame)


@pytest.mark.usefixtures("shown_live")
def test_the_picture_stands_right_before_what_the_script_reads():
    picture, carried = write_figure(make_figure()).split(CARRIER)
    assert picture.startswith("<div><figure")
    assert picture.endswith("</figure></div>")
    assert 'role="img"' in picture
    [figure] = json.loads(carried.removesuffix("</script>"))
    assert figure["specification"]["encoding"]["tooltip"]


@pytest.mark.usefixtures("shown_live")
def test_no_title_ends_the_data():
    assert write_figure(make_figure("</script><script>alert(1)</script>")).count("</script>") == 1


def test_without_a_notebook_there_is_only_the_picture():
    assert "<script" not in write_figure(make_figure())


def test_a_sentence_in_place_of_a_figure_carries_nothing():
    assert write_figure(notice("Nothing is rated.")) == f"<div>{notice('Nothing is rated.').html}</div>"


@pytest.mark.usefixtures("shown_live")
def test_the_matrix_and_the_forecast_that_are_tried_carry_it(parameters):
    hub, harbour = (Workbook(parameters / f"{name}.yaml") for name in ("riverside-support-hub", "harbour-regeneration"))
    hub.do({"do": "risk", "risk": "R8"})
    hub.do({"do": "try_risk", "risk": "R8", **hub.explorer.tried["now"], "likelihood": "1"})
    harbour.do({"do": "forecast"})
    assert hub.explorer.tried["html"].count(CARRIER) == harbour.explorer.forecast["html"].count(CARRIER) == 1
