"""Words in a grid, each with the shape and the tint of its light."""

from __future__ import annotations

from typing import Any

import altair as alt
import pandas as pd

from partnerlab.display.charts.drawing import layered
from partnerlab.display.theme import colour, light_shape

LIGHTS = ("red", "amber", "green", "unknown")
"""The lights, worst first."""

NO_LIGHT = "none"
"""Stands for a cell without a light: a count, or a verdict that is neither good nor bad."""


def light_grid(cells: pd.DataFrame, rows: list[str], columns: list[str], *, width: int) -> Any:
    """Draw words in a grid, each with the shape and the tint of its light; `below` stands under the word."""
    base = alt.Chart(cells).encode(
        y=alt.Y(
            "row:N",
            title=None,
            sort=rows,
            axis=alt.Axis(labelLimit=290, domain=False, ticks=False, labelExpr="split(datum.label, '\\n')"),
        ),
        x=alt.X(
            "column:N",
            title=None,
            sort=columns,
            axis=alt.Axis(orient="top", labelAngle=0, domain=False, ticks=False, labelFontWeight="bold"),
        ),
    )
    lights = list(LIGHTS)
    tints = alt.Scale(
        domain=[*lights, NO_LIGHT], range=[*(colour(f"{light}_tint") for light in lights), colour("paper")]
    )
    strong = alt.Scale(domain=lights, range=[colour(light) for light in lights])
    two = cells["below"].ne("").any()
    behind = base.mark_rect(stroke=colour("paper"), strokeWidth=3).encode(
        color=alt.Color("light:N", scale=tints, legend=None)
    )
    shapes = (
        base.transform_filter(f"datum.light != '{NO_LIGHT}'")
        .mark_point(size=90, filled=True, opacity=1, xOffset=14 - width / 2)
        .encode(shape=light_shape("light").legend(None), color=alt.Color("light:N", scale=strong, legend=None))
    )
    words = base.mark_text(align="left", dx=26 - width / 2, dy=-7 if two else 0, color=colour("ink")).encode(
        text=alt.Text("word:N")
    )
    small = base.mark_text(align="left", dx=26 - width / 2, dy=9, fontSize=11, color=colour("muted")).encode(
        text=alt.Text("below:N")
    )
    layers = [behind, shapes, words, small] if two else [behind, shapes, words]
    return layered(*layers, independent=("color",), width=alt.Step(width), height=alt.Step(44 if two else 32))
