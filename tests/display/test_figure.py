"""Figures: nothing a reader is owed can be forgotten, and the same data give the same bytes."""

from __future__ import annotations

import re
from base64 import b64decode
from typing import Any
from xml.etree import ElementTree as ET

import altair as alt
import pandas as pd
import pytest

from partnerlab.display.figure import Figure
from partnerlab.display.theme import colour, light_colour, light_shape, ramp, series
from partnerlab.errors import DisplayError
from partnerlab.page.theme import default_theme

COVERS = ("partnerlab.display.theme",)

HOSTILE = '"><script>alert(1)</script><img src=x onerror=alert(2)>'


def bars(rows: int = 3) -> pd.DataFrame:
    return pd.DataFrame({"partner": [f"P{n}" for n in range(rows)], "risks": range(rows)})


def figure(frame: pd.DataFrame | None = None, chart: Any = None, **changes: Any) -> Figure:
    shown = bars() if frame is None else frame
    words = {"title": "Risks led", "description": "P2 leads most, two.", "units": "number of risks"} | changes
    chart = alt.Chart(shown).mark_bar().encode(x="risks:Q", y="partner:N") if chart is None else chart
    return Figure(chart, table=shown, **words)


def drawing_of(shown: Figure) -> ET.Element:
    return ET.fromstring(shown.svg)  # noqa: S314 - written by the function under test


@pytest.mark.parametrize("part", ["title", "description", "units"])
@pytest.mark.parametrize("empty", ["", "   "])
def test_a_figure_without_what_a_reader_is_owed_is_refused(part: str, empty: str) -> None:
    with pytest.raises(DisplayError, match=f"has no {part}"):
        figure(**{part: empty})


def test_a_figure_without_data_is_refused() -> None:
    with pytest.raises(DisplayError, match="has no data"):
        Figure(alt.Chart(bars()).mark_bar(), title="T", description="D", units="u", table=pd.DataFrame())


def test_a_chart_too_full_to_be_read_is_refused_with_the_way_out() -> None:
    with pytest.raises(DisplayError, match=r"20\d\d marks; aggregate"):
        _ = figure(bars(1000), alt.Chart(bars(2000)).mark_point().encode(x="risks:Q", y="risks:Q")).html


def test_more_rows_than_a_chart_takes_is_our_error_too() -> None:
    with pytest.raises(DisplayError, match="too many rows"):
        _ = figure(chart=alt.Chart(bars(6000)).mark_point()).html


def test_the_drawing_is_named_described_and_free_of_scripts() -> None:
    shown = figure()
    root = drawing_of(shown)
    assert root.get("role") == "img"
    assert [child.text for child in root][:2] == ["Risks led", "P2 leads most, two."]
    assert root.get("aria-labelledby") == " ".join(str(child.get("id")) for child in list(root)[:2])
    assert "<script" not in shown.html
    assert "<style" not in shown.html


def test_every_bar_is_drawn() -> None:
    blue = f"var(--pl-series_1,{colour('series_1')})"
    drawn = re.search(rf'<g[^>]* fill="{re.escape(blue)}"[^>]*>(.*?)</g>', figure(bars(5)).svg)
    assert drawn is not None
    assert sum(steps.count("Z") for steps in re.findall(r' d="([^"]*)"', drawn[1])) == 5


def test_the_data_stand_in_a_table_and_can_be_saved_without_a_network() -> None:
    frame = pd.DataFrame({"partner": ["=cmd|'/c calc'!A1", "Council, North"], "risks": [3, 1]})
    shown = figure(frame)
    assert "<caption" in shown.html
    assert '<th scope="row">Council, North</th>' in shown.html
    address = re.search(r'href="data:text/csv;charset=utf-8;base64,([^"]*)"', shown.html)
    assert address is not None
    saved = b64decode(address[1]).decode("utf-8-sig").splitlines()
    assert saved == ["partner,risks", "'=cmd|'/c calc'!A1,3", '"Council, North",1']


def test_a_dash_stands_for_what_is_missing_and_a_column_without_any_value_is_named_once() -> None:
    frame = pd.DataFrame({"partner": ["A", "B"], "before": [None, 2], "due_date": [None, None]})
    html = figure(frame, alt.Chart(bars()).mark_bar().encode(x="risks:Q")).html
    assert "Empty in every row: Due date. A dash means" in html
    assert html.count("<td>–</td>") == 1
    assert "dash" not in figure().html


def test_what_is_missing_below_a_value_is_said_once_and_no_dash_is_promised() -> None:
    frame = pd.DataFrame({"action": ["Sign", "Ask"], "cost": [1, 2], "owner": ["PSNI", None]})
    figure = Figure(
        alt.Chart(frame).mark_bar().encode(x="cost:Q", y="action:N"),
        title="A", description="B", units="c", table=frame, below={"owner": "action"},
    )  # fmt: skip
    assert "A cell leaves out what is not recorded, or does not apply, below its value." in figure.html
    assert "A dash means" not in figure.html
    assert "<small>Owner: PSNI</small>" in figure.html


def test_words_from_a_file_are_text_wherever_they_are_shown() -> None:
    frame = pd.DataFrame({"partner": [HOSTILE], "risks": [1]})
    shown = figure(frame, title=HOSTILE, description=HOSTILE, units=HOSTILE, how_to_read=HOSTILE)
    assert "<script" not in shown.html
    assert "<img" not in shown.html
    assert HOSTILE in set(drawing_of(shown).itertext())


def test_two_figures_share_no_name_and_the_same_figure_keeps_its_own() -> None:
    one, other = figure().html, figure(bars(4)).html
    names = [set(re.findall(r' id="([^"]+)"', html)) for html in (one, other)]
    assert names[0].isdisjoint(names[1])
    assert one == figure().html


def test_a_figure_is_the_same_whatever_was_drawn_before() -> None:
    first = figure(chart=alt.Chart(bars()).mark_bar().encode(x="risks:Q", y="partner:N").interactive()).html
    for _ in range(3):
        _ = figure(chart=alt.Chart(bars()).mark_bar().encode(x="risks:Q", y="partner:N").interactive()).html
    again = figure(chart=alt.Chart(bars()).mark_bar().encode(x="risks:Q", y="partner:N").interactive()).html
    assert again == first


def test_drawing_leaves_altair_as_it_was() -> None:
    before = alt.theme.active
    _ = figure().html
    assert alt.theme.active == before


def test_a_chart_keeps_its_own_settings_over_ours() -> None:
    chart = alt.Chart(bars()).mark_bar().encode(x="risks:Q", y="partner:N").configure_axis(labelFontSize=21)
    assert figure(chart=chart).specification["config"]["axis"]["labelFontSize"] == 21
    assert 'font-size="21px"' in figure(chart=chart).svg


def test_lights_are_told_by_shape_and_word_as_well_as_colour() -> None:
    frame = pd.DataFrame({"risk": ["R1", "R2"], "severity": ["red", "green"]})
    chart = alt.Chart(frame).mark_point().encode(x="risk:N", color=light_colour(), shape=light_shape())
    text = " ".join(drawing_of(figure(frame, chart)).itertext())
    assert all(word in text for word in ("Act now", "Attend to", "Cannot tell", "In place"))


def test_what_the_findings_name_can_be_found_from_the_figure() -> None:
    assert 'id="shows-RA104"' in figure(shows=["RA104"]).html


@pytest.mark.parametrize("ask", [lambda: series(7), lambda: series(0), lambda: ramp(6), lambda: colour("teal")])
def test_more_colours_than_can_be_told_apart_are_refused(ask: Any) -> None:
    with pytest.raises(DisplayError):
        ask()


def test_every_colour_of_a_chart_is_one_of_the_page() -> None:
    drawn = figure().svg
    used = set(re.findall(r'(?:fill|stroke)="(?!none|transparent|url)([^"]+)"', drawn))
    known = {f"var(--pl-{purpose},{shade})" for purpose, shade in default_theme().light.items()}
    assert used <= known
