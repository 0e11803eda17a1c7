"""Charts are drawn alike wherever they are drawn, within bounds, and handed on whole."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import Any

import pytest
import vl_convert

from partnerlab.errors import DisplayError
from partnerlab.page.markup import write_markup
from partnerlab.page.vega import MOST_MARKS, Chart, hand_on, take_over

HOSTILE = "</title><script>alert(1)</script>"


def chart(rows: int = 3, width: int = 200, **changes: Any) -> Chart:
    values = [{"a": row, "b": f"P{row}"} for row in range(rows)]
    x, y = {"field": "a", "type": "quantitative"}, {"field": "b", "type": "nominal"}
    specification = {"width": width, "data": {"values": values}, "mark": "bar", "encoding": {"x": x, "y": y}}
    words = {"id": "p1", "title": "Risks led", "description": "P2 leads most.", "place": "q1"}
    return Chart(**{**words, "specification": specification, **changes})


def test_a_chart_is_drawn_with_a_name_a_description_and_every_mark() -> None:
    drawn = chart().draw()
    assert drawn.get("aria-labelledby") == "p1-title p1-desc"
    assert [part.text for part in drawn][:2] == ["Risks led", "P2 leads most."]
    texts = [part.text for part in drawn.iter("text")]
    assert all(f"P{row}" in texts for row in range(3))


def test_words_are_text() -> None:
    html = write_markup(chart(title=HOSTILE, description=HOSTILE).draw())
    assert "<script" not in html
    assert html.count("&lt;script&gt;") == 2


@pytest.mark.parametrize(("width", "kind"), [(200, "pl-narrow"), (500, "pl-middle"), (900, "pl-broad")])
def test_its_frame_lets_it_shrink_by_how_broad_it_is(width: int, kind: str) -> None:
    made = chart(width=width)
    assert made.frame(made.draw()).get("class") == f"pl-drawing {kind}"


def test_a_chart_too_full_to_be_read_is_refused_with_its_name() -> None:
    with pytest.raises(DisplayError, match=r"'Risks led' has \d+ marks; aggregate"):
        chart(rows=MOST_MARKS).draw()


def test_a_specification_that_cannot_be_drawn_is_an_error() -> None:
    with pytest.raises(ValueError, match="conversion failed"):
        chart(specification={"mark": "no such mark", "data": {"values": []}}).draw()


def test_what_is_handed_on_comes_back_as_it_was_also_where_it_was_read_into_an_object() -> None:
    charts = [chart(), chart(id="p2")]
    assert take_over(hand_on(charts)) == take_over(json.loads(hand_on(charts))) == charts


@pytest.mark.parametrize("handed", [None, "", "no", 3, [], {}, {"charts": [3]}, {"charts": [{"id": "p1"}]}])
def test_what_is_no_chart_is_none(handed: Any) -> None:
    assert take_over(handed) == []


BOUNDED = """
from partnerlab.page import vega
vega.HEAP_MEGABYTES = 64
vega.bound_drawing()
def drawn(rows, **mark):
    # What fits may take its time on a busy machine: after a refusal Vega is started afresh.
    vega.MOST_SECONDS = 2 if rows > 2 else 300
    values = [{"a": row, "b": str(row) * 40} for row in range(rows)]
    x = {"field": "a", "type": "quantitative"}
    specification = {"data": {"values": values}, "mark": {"type": "point", **mark}, "encoding": {"x": x}}
    try:
        return bool(len(vega.Chart("p1", "T", "D", specification, "q1").draw()))
    except ValueError:
        return False
print([drawn(rows) for rows in (1, 150_000, 2)])
"""


def test_a_chart_that_needs_more_than_its_bound_is_refused_and_the_next_is_drawn() -> None:
    command = [sys.executable, "-W", "ignore", "-c", BOUNDED]
    told = subprocess.run(command, check=True, capture_output=True, text=True, timeout=700)
    assert told.stdout.strip() == "[True, False, True]"


ENDLESS = """
from partnerlab.page import vega
vega.bound_drawing()
LONG = [{"calculate": "length(join(sequence(0, 300000), '')) + datum.a", "as": "a"}]
def drawn(stop, transform):
    vega.MOST_SECONDS = 3 if transform else 200  # what fits may take its time on a busy machine
    x = {"field": "a", "type": "quantitative"}
    data = {"sequence": {"start": 0, "stop": stop, "as": "a"}}
    specification = {"data": data, "transform": transform, "mark": "point", "encoding": {"x": x}}
    try:
        return bool(len(vega.Chart("p1", "T", "D", specification, "q1").draw()))
    except ValueError as error:
        return str(error)
for stop, transform in ((2, []), (1_000_000, LONG), (2, []), (1_000_000, LONG), (2, [])):
    print(drawn(stop, transform), vega.is_spent(), sep="; ", flush=True)
import os
os._exit(0)
"""


@pytest.mark.slow
@pytest.mark.skipif(not hasattr(vl_convert, "configure"), reason="vl-convert 1.9 cannot be bounded in time")
def test_a_chart_that_takes_for_ever_is_given_up_and_the_next_is_drawn() -> None:
    command = [sys.executable, "-W", "ignore", "-c", ENDLESS]
    told = subprocess.run(command, check=True, capture_output=True, text=True, timeout=700).stdout.splitlines()
    given_up = "drawing it takes more than 3 seconds; aggregate its data; True"
    assert told == ["True; False", given_up, "True; True", given_up, "True; True"]


def test_nothing_that_draws_is_imported_before_the_first_chart() -> None:
    code = "import sys, partnerlab.display.figure, partnerlab.page.render.exporter; print('vl_convert' in sys.modules)"
    told = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True, timeout=120)
    assert told.stdout.strip() == "False"
