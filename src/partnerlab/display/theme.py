"""How charts look: colours that everybody can tell apart, letters large enough to read.

Charts take their colours from here by purpose, so that the page can turn them for dark screens.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

import altair as alt

from partnerlab.errors import DisplayError
from partnerlab.page.drawing import FONT
from partnerlab.page.parts import read_lights
from partnerlab.page.theme import default_theme

MOST_SERIES = 6
"""More lines or groups than this cannot be told apart by colour: use small multiples or name them directly."""
MOST_STEPS = 5
WIDTH = 560
"""Width of a chart in pixels unless it says otherwise: two thirds of a page, and readable on paper."""
_SHAPES = {"red": "square", "amber": "triangle-up", "unknown": "diamond", "green": "circle"}
LIGHTS = tuple(_SHAPES)
"""The lights, worst first, as on the whole page: what cannot be told comes before what is in place."""


def colour(purpose: str) -> str:
    """Colour for a purpose, such as ``ink``, ``muted``, ``grid``, ``paper``, ``accent`` or a light.

    Raises
    ------
    DisplayError
        If no colour serves that purpose.

    Examples
    --------
    >>> colour("red")
    '#b91c1c'
    """
    palette = default_theme().light
    if purpose not in palette:
        raise DisplayError(f'no colour serves "{purpose}"; purposes are {", ".join(sorted(palette))}')
    return palette[purpose]


def series(count: int) -> list[str]:
    """One to six colours for groups without an order, at least 3:1 against the page and apart for colour-blind readers.

    Raises
    ------
    DisplayError
        If more are asked for than can be told apart.

    Examples
    --------
    >>> series(2)
    ['#093f5f', '#794205']
    """
    if not 0 < count <= MOST_SERIES:
        raise DisplayError(
            f"{count} groups cannot be distinguished by colour; show at most {MOST_SERIES}, or name them directly"
        )
    return [colour(f"series_{number}") for number in range(1, count + 1)]


def ramp(count: int = MOST_STEPS) -> list[str]:
    """Two to five colours for steps from little to much, light to dark (dark to light on dark screens).

    Examples
    --------
    >>> ramp(2)
    ['#e6f0f9', '#12436d']
    """
    if not 2 <= count <= MOST_STEPS:
        raise DisplayError(f"{count} steps cannot be distinguished; show 2 to {MOST_STEPS}")
    places = [round(step * (MOST_STEPS - 1) / (count - 1)) + 1 for step in range(count)]
    return [colour(f"ramp_{place}") for place in places]


def light_colour(
    column: str = "severity", *, title: str = "Light", among: Collection[str] = tuple(_SHAPES)
) -> alt.Color:
    """Colour by light, with the words of the lights there are among in the legend; use `light_shape` beside it.

    Examples
    --------
    >>> light_colour().to_dict()["scale"]["domain"]
    ['red', 'amber', 'unknown', 'green']
    """
    lights = [light for light in _SHAPES if light in among]
    scale = alt.Scale(domain=lights, range=[colour(light) for light in lights])
    return alt.Color(f"{column}:N", title=title, scale=scale, legend=alt.Legend(labelExpr=_words()))


def light_shape(column: str = "severity", *, title: str = "Light") -> alt.Shape:
    """Shape by light, so that no light rests on colour alone.

    Examples
    --------
    >>> light_shape().to_dict()["scale"]["range"]
    ['square', 'triangle-up', 'diamond', 'circle']
    """
    scale = alt.Scale(domain=list(_SHAPES), range=list(_SHAPES.values()))
    return alt.Shape(f"{column}:N", title=title, scale=scale, legend=alt.Legend(labelExpr=_words()))


def tell_apart(column: str, kinds: Mapping[str, tuple[str, str]], *, title: str | None = None) -> dict[str, Any]:
    """Tell kinds apart by shape and by colour, each kind with both, so that none rests on colour alone.

    Examples
    --------
    >>> looks = tell_apart("when", {"now": ("circle", colour("series_5")), "then": ("diamond", colour("series_1"))})
    >>> looks["shape"].to_dict()["scale"]
    {'domain': ['now', 'then'], 'range': ['circle', 'diamond']}
    """
    shapes, colours = ([look[part] for look in kinds.values()] for part in (0, 1))
    return {
        "shape": alt.Shape(f"{column}:N", title=title, scale=alt.Scale(domain=list(kinds), range=shapes)),
        "color": alt.Color(f"{column}:N", title=title, scale=alt.Scale(domain=list(kinds), range=colours)),
    }


def _words() -> str:
    pairs = ", ".join(f"'{light}': '{words['word']}'" for light, words in read_lights().items())
    return f"({{{pairs}}})[datum.label]"


def chart_settings() -> dict[str, Any]:
    """Settings that every chart is drawn with: letters, lines and colours.

    Examples
    --------
    >>> chart_settings()["axis"]["labelFontSize"]
    13
    """
    ink, muted, grid = colour("ink"), colour("muted"), colour("grid")
    letters = {"labelFontSize": 13, "titleFontSize": 13, "labelColor": ink, "titleColor": muted}
    return {
        "background": colour("paper"),
        "font": FONT,
        "view": {
            "stroke": None,
            "continuousWidth": WIDTH,
            "continuousHeight": 300,
            "discreteWidth": {"step": 44},
            "discreteHeight": {"step": 30},
        },
        "axis": {
            **letters,
            "titleFontWeight": "normal",
            "titlePadding": 10,
            "labelLimit": 260,
            "gridColor": grid,
            "domainColor": muted,
            "tickColor": muted,
        },
        "axisY": {"titleAngle": 0, "titleAlign": "left", "titleBaseline": "bottom", "titleX": 0, "titleY": -9},
        "legend": {**letters, "titleFontWeight": "bold", "orient": "bottom", "symbolSize": 120, "labelLimit": 240},
        "header": {**letters, "titleFontWeight": "normal", "labelFontWeight": "bold"},
        "title": {"color": ink, "fontSize": 15, "anchor": "start", "subtitleColor": muted},
        "text": {"color": ink, "fontSize": 13},
        "rule": {"color": muted, "strokeWidth": 1.5},
        "line": {"strokeWidth": 2.5, "color": colour("series_1")},
        "area": {"color": colour("ramp_2"), "opacity": 1},
        "bar": {"color": colour("series_1")},
        "rect": {"color": colour("ramp_3")},
        "arc": {"stroke": colour("paper"), "strokeWidth": 2},
        "point": {"size": 110, "filled": True, "opacity": 1, "color": colour("series_1")},
        "circle": {"size": 110, "opacity": 1, "color": colour("series_1")},
        "square": {"size": 110, "opacity": 1, "color": colour("series_1")},
        "tick": {"color": colour("series_1"), "thickness": 2.5},
        "trail": {"color": colour("series_1")},
        "range": {
            "category": series(MOST_SERIES),
            "ordinal": ramp(),
            "ramp": ramp(),
            "heatmap": ramp(),
            "symbol": ["circle", "square", "triangle-up", "diamond", "cross", "triangle-down"],
        },
    }
