"""Charts put together from others are what Altair makes of them."""

from __future__ import annotations

from typing import Any

import altair as alt
import pandas as pd
import pytest

from partnerlab.display.charts.drawing import below, beside, faceted, layered

SHARED = pd.DataFrame({"a": [1, 2], "b": ["x", "y"]})
BASE = alt.Chart(SHARED).encode(x=alt.X("a:Q"), y=alt.Y("b:N"))
OTHER = alt.Chart(SHARED.head(1)).mark_rule().encode(x=alt.X("a:Q"))


def plain(chart: Any) -> dict[str, Any]:
    written: dict[str, Any] = chart.to_dict()
    return written


def test_layers_that_share_their_data_hold_it_once() -> None:
    ours = layered(BASE.mark_bar(), BASE.mark_text(), width=200, height=alt.Step(20))
    assert plain(ours) == plain(alt.layer(BASE.mark_bar(), BASE.mark_text()).properties(width=200, height=alt.Step(20)))
    assert all("data" not in layer for layer in plain(ours)["layer"])


def test_layers_with_data_of_their_own_keep_it() -> None:
    assert plain(layered(BASE.mark_bar(), OTHER)) == plain(alt.layer(BASE.mark_bar(), OTHER))


def test_layers_without_data_take_that_of_the_whole() -> None:
    bare = alt.Chart().mark_bar().encode(x=alt.X("a:Q"))
    assert plain(layered(bare, OTHER, data=SHARED)) == plain(alt.layer(bare, OTHER, data=SHARED))


def test_scales_can_be_each_layers_own() -> None:
    ours = layered(BASE.mark_bar(), BASE.mark_text(), independent=("color",))
    assert plain(ours) == plain(alt.layer(BASE.mark_bar(), BASE.mark_text()).resolve_scale(color="independent"))


def test_the_charts_that_were_put_together_are_left_as_they_were() -> None:
    bar = BASE.mark_bar()
    layered(bar, BASE.mark_text())
    assert bar.data is SHARED


@pytest.mark.parametrize(("ours", "altairs"), [(beside, alt.hconcat), (below, alt.vconcat)])
def test_charts_stand_side_by_side_or_one_below_the_other(ours: Any, altairs: Any) -> None:
    assert plain(ours(BASE.mark_bar(), OTHER, spacing=4)) == plain(altairs(BASE.mark_bar(), OTHER, spacing=4))


@pytest.mark.parametrize(
    "facet", [alt.Facet("b:N", sort=["y", "x"]), alt.FacetMapping(column=alt.Column("b:N", title=None))]
)
def test_a_chart_is_drawn_once_for_each_part_of_its_rows(facet: Any) -> None:
    ours = faceted(layered(BASE.mark_bar(), BASE.mark_text(), width=90), facet, spacing=4)
    altairs = alt.layer(BASE.mark_bar(), BASE.mark_text()).properties(width=90)
    parts = {"column": facet.column} if isinstance(facet, alt.FacetMapping) else {"facet": facet}
    assert plain(ours) == plain(altairs.facet(**parts, spacing=4))


def test_panels_can_have_scales_and_axes_of_their_own() -> None:
    ours = faceted(layered(BASE.mark_bar(), BASE.mark_text()), alt.Facet("b:N"), independent=("x", "y"), columns=2)
    altairs = alt.layer(BASE.mark_bar(), BASE.mark_text()).facet(facet=alt.Facet("b:N"), columns=2)
    own = {"x": "independent", "y": "independent"}
    assert plain(ours) == plain(altairs.resolve_scale(**own).resolve_axis(**own))
