"""Figures that answer to a pointer: what is carried, when, and what it says; charts need do nothing for it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import altair as alt
import pandas as pd
import pytest

from drawn import drawn_with
from partnerlab.display.context import draw_with
from partnerlab.display.figure import Figure
from partnerlab.display.interaction import choice_of
from partnerlab.display.results import Shown
from partnerlab.display.theme import colour, light_colour
from partnerlab.page.handover import FIGURE_TYPE

COVERS = ("partnerlab.display.tooltips",)

RISKS = pd.DataFrame(
    {"risk": ["R1", "R2"], "severity": ["green", "red"], "cost": [1200.5, 90.0], "open": [True, False]}
)


@pytest.fixture
def asked() -> Iterator[None]:
    """Interactive figures are asked for, and no longer afterwards."""
    with drawn_with(interactive=True):
        yield


def figure(chart: Any = None, **changes: Any) -> Figure:
    bars = alt.Chart(RISKS).mark_bar().encode(x=alt.X("cost:Q", title="Cost"), y="risk:N", color=light_colour())
    words = {"title": "Cost", "description": "R1 costs most.", "units": "£", "table": RISKS}
    return Figure(bars if chart is None else chart, **words | changes)


def carried(shown: Figure) -> dict[str, Any]:
    (figure,) = json.loads(shown._repr_mimebundle_()[FIGURE_TYPE])["figures"]
    return dict(figure)


def test_nothing_is_carried_unless_it_is_asked_for() -> None:
    assert set(figure()._repr_mimebundle_()) == {"text/html", "text/plain"}


def test_the_drawing_is_the_same_whether_or_not(asked: None) -> None:
    with_it = figure()._repr_mimebundle_()["text/html"]
    draw_with(interactive=False)
    assert figure()._repr_mimebundle_()["text/html"] == with_it


def test_several_figures_shown_together_are_carried_in_order(asked: None) -> None:
    first, second = figure(), figure(headings={"cost": "Price"})
    bundle = Shown(first.html + second.html, "", interactions=(*first.interactions, *second.interactions))
    figures = json.loads(bundle._repr_mimebundle_()[FIGURE_TYPE])["figures"]
    told = [each["specification"]["encoding"]["tooltip"] for each in figures]
    assert [fields[1]["title"] for fields in told] == ["Cost", "Price"]


def test_a_mark_tells_what_it_is_drawn_by_in_the_words_of_the_table(asked: None) -> None:
    told = carried(figure(headings={"cost": "Cost a year"}, formats={"cost": "{:,.0f}"}))
    assert told["specification"]["encoding"]["tooltip"] == [
        {"field": "risk", "title": "Risk", "type": "nominal"},
        {"field": "cost", "title": "Cost a year", "type": "quantitative", "format": ",.0f"},
        {"field": "severity", "title": "Light", "type": "nominal"},
    ]


def test_a_mark_tells_the_rest_of_its_row_but_no_bare_yes_or_no(asked: None) -> None:
    chart = alt.Chart(RISKS).mark_bar().encode(y="risk:N")
    titles = [field["title"] for field in carried(figure(chart))["specification"]["encoding"]["tooltip"]]
    assert titles == ["Risk", "Severity", "Cost"]


def test_places_on_a_plane_of_its_own_are_no_values(asked: None) -> None:
    frame = RISKS.assign(x=[3.2, 4.1], y=[9.9, 8.8])
    chart = alt.Chart(frame).mark_point().encode(x=alt.X("x:Q", axis=None), y=alt.Y("y:Q", axis=None))
    fields = [field["field"] for field in carried(figure(chart))["specification"]["encoding"]["tooltip"]]
    assert fields == ["risk", "severity", "cost"]


def test_what_is_written_beside_a_mark_is_told_too(asked: None) -> None:
    frame = RISKS.assign(word=["rare", "likely"])
    base = alt.Chart(frame).encode(y="risk:N")
    chart = base.mark_bar() + base.mark_text().encode(text="word:N")
    bar, _ = carried(figure(chart, table=RISKS[["risk"]]))["specification"]["layer"]
    told = bar["encoding"]["tooltip"]
    assert [field["field"] for field in told] == ["risk", "word"]
    assert told[1]["title"].isprintable() is False


def test_dates_are_told_in_words(asked: None) -> None:
    frame = RISKS.assign(due=pd.to_datetime(["2026-03-31", "2026-06-30"]))
    chart = alt.Chart(frame).mark_tick().encode(x="due:T", y="risk:N")
    told = {field["field"]: field for field in carried(figure(chart))["specification"]["encoding"]["tooltip"]}
    assert told["due"]["type"] == "temporal"
    assert told["due"]["format"] == "%-d %B %Y"


def test_lights_can_be_picked_out_by_their_words_worst_first(asked: None) -> None:
    choice = carried(figure())["choice"]
    assert choice == {"field": "severity", "title": "Light", "options": [["red", "Act now"], ["green", "In place"]]}


@pytest.mark.parametrize("count", [1, 9])
def test_one_group_or_too_many_are_no_choice(count: int) -> None:
    frame = pd.DataFrame({"partner": [f"P{n}" for n in range(count)]})
    assert choice_of(alt.Chart(frame).mark_bar().encode(color="partner:N").to_dict()) is None


def test_numbers_are_no_choice_and_neither_is_having_none() -> None:
    assert choice_of(alt.Chart(RISKS).mark_bar().encode(color="cost:Q").to_dict()) is None
    frame = RISKS.assign(severity=["none", "red"])
    assert choice_of(alt.Chart(frame).mark_bar().encode(color="severity:N").to_dict()) is None


def test_every_mark_fades_or_goes_by_the_same_two_signals(asked: None) -> None:
    base = alt.Chart(RISKS).encode(y="risk:N", color=light_colour())
    chart = (base.mark_bar() + base.mark_text(opacity=0.5).encode(text="risk:N")) | base.mark_point()
    told = carried(figure(chart))["specification"]
    assert [param["name"] for param in told["params"]][:2] == ["pl_chosen", "pl_alone"]
    marks = [*told["hconcat"][0]["layer"], told["hconcat"][1]]
    for mark in marks:
        assert mark["encoding"]["opacity"]["condition"]["value"] < 0.3
        assert "indexof(pl_chosen" in mark["encoding"]["opacity"]["condition"]["test"]
        assert mark["transform"][-1]["filter"].startswith("!pl_alone ||")


def test_a_colour_stays_with_its_value_when_others_are_left_out(asked: None) -> None:
    chart = alt.Chart(RISKS).mark_bar().encode(y="risk:N", color="severity:N")
    assert carried(figure(chart))["specification"]["encoding"]["color"]["scale"]["domain"] == ["green", "red"]


def test_a_column_whose_name_is_a_path_to_vega_is_no_choice() -> None:
    for name in ("a.b", 'a"] || alert(1) || datum["b', "a\\\\.b"):
        encoding = {"color": {"field": name, "type": "nominal"}}
        assert choice_of({"encoding": encoding, "datasets": {"d": [{name: "x"}, {name: "y"}]}}) is None


def test_colours_are_named_by_purpose_so_that_a_page_fills_in_its_own(asked: None) -> None:
    told = carried(figure())["specification"]
    assert told["config"]["background"] == "var(--pl-paper)"
    assert "var(--pl-red)" in told["encoding"]["color"]["scale"]["range"]
    assert colour("red") not in str({key: value for key, value in told.items() if key != "datasets"})
