"""What figures are drawn with stands in one place, and is put back."""

from __future__ import annotations

from collections.abc import Iterator

import altair as alt
import pandas as pd
import pytest
from altair.utils import schemapi

from drawn import drawn_with
from partnerlab.display import charts
from partnerlab.display.context import DrawingContext, draw_with, drawing_context
from partnerlab.display.specification import altair_in_context, made_in_context, specify

BARS = alt.Chart(pd.DataFrame({"a": [1]})).mark_bar().encode(alt.X("a:Q"))


@pytest.fixture(autouse=True)
def put_back() -> Iterator[None]:
    with drawn_with():
        yield


def altair_settings() -> tuple[object, ...]:
    kept = (alt.data_transformers, alt.renderers, alt.theme)
    return (schemapi.DEBUG_MODE, *((row.active, tuple(row.names()), dict(row.options)) for row in kept))


def test_a_part_that_is_not_named_stays_as_it_is() -> None:
    draw_with(interactive=True)
    draw_with(checked=False)
    assert drawing_context() == DrawingContext(interactive=True, checked=False)


def test_what_holds_for_a_while_is_put_back_when_it_fails_too() -> None:
    before = drawing_context()
    with pytest.raises(ZeroDivisionError), drawn_with(interactive=not before.interactive):
        _ = 1 / 0
    assert drawing_context() == before


def test_altair_is_as_before_after_a_chart_was_made_and_written() -> None:
    draw_with(checked=False)
    before = altair_settings()
    specify(BARS)
    charts.portfolio_exposure(pd.DataFrame({"partnership": ["Hub"], "exposure_mean": [1.0], "exposure_p80": [2.0]}))
    assert altair_settings() == before


def test_altair_is_as_before_when_a_chart_cannot_be_made() -> None:
    before = altair_settings()
    with pytest.raises(ZeroDivisionError):
        made_in_context(lambda: 1 / 0)()
    assert altair_settings() == before


def test_a_reader_of_rows_that_the_user_chose_is_in_force_again() -> None:
    with alt.data_transformers.enable("json"):
        specify(BARS)
        assert alt.data_transformers.active == "json"


def test_parts_of_our_charts_go_unchecked_when_that_is_asked_for() -> None:
    wrong = made_in_context(lambda: alt.Axis(labelAngle="steep"))
    with pytest.raises(schemapi.SchemaValidationError):
        wrong()
    draw_with(checked=False)
    assert wrong().labelAngle == "steep"


def test_checks_that_the_user_switched_off_stay_off() -> None:
    with schemapi.debug_mode(False), altair_in_context():
        assert not schemapi.DEBUG_MODE
