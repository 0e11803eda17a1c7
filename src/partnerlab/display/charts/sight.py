"""The line of sight from outcomes to partners, and from indicators to measures and actions, as columns of boxes."""

from __future__ import annotations

import textwrap
from collections.abc import Mapping
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Any

import altair as alt
import pandas as pd

from partnerlab.display.charts.drawing import Layers, layered
from partnerlab.display.figure import Figure
from partnerlab.display.results import Shown, notice
from partnerlab.display.theme import colour
from partnerlab.wording import listed, some_of, verb

Columns = Mapping[str, tuple[int, int]]
"""Left and right edge of each column of boxes, in pixels."""
SIGHT: Columns = {"outcome": (0, 200), "indicator": (260, 470), "partner": (530, 650)}
DELIVERY: Columns = {"performance measure": (0, 190), "indicator": (230, 420), "action": (460, 650)}
LINE, PADDING, GAP = 15, 10, 8
"""Height of a line of text, room within a box, room between boxes, in pixels."""
LETTER = 6.7
"""Width of an average letter, in pixels."""


@dataclass(frozen=True)
class Box:
    """A box of the drawing: its column with its edges, words, whether something is missing, place from the top."""

    column: str
    edges: tuple[int, int]
    text: str
    missing: bool
    top: float = 0.0

    @property
    def words(self) -> list[str]:
        """The text in lines that fit the column."""
        left, right = self.edges
        return textwrap.wrap(self.text, int((right - left - 16) / LETTER)) or [""]

    @property
    def height(self) -> float:
        """Height in pixels."""
        return len(self.words) * LINE + PADDING

    @property
    def middle(self) -> float:
        """Its middle, from the top."""
        return self.top + self.height / 2


def line_of_sight(assessed: pd.DataFrame) -> Figure | Shown:
    """Draw which partner contributes through which indicator to which outcome, and where the line is broken.

    Takes what `scoping.assess_alignment` returns.
    """
    if assessed.empty:
        return notice("No outcome is named yet, so no line of sight can be drawn.")
    boxes, links = _place(assessed)
    return Figure(
        _draw(boxes, links, SIGHT),
        title="Line of sight from outcomes to partners",
        description=_words(assessed),
        units="a line: this partner contributes, through this indicator, to this outcome",
        table=assessed[["outcome_title", "indicator_title", "partner", "how", "gap"]],
        headings={"outcome_title": "Outcome", "indicator_title": "Indicator", "gap": "What is missing"},
        how_to_read="A dashed box or line marks something missing: its words say what.",
        shows=("SC401", "SC402", "SC404", "SC405", "SC406"),
    )


def line_of_delivery(assessed: pd.DataFrame) -> Figure | Shown:
    """Draw which performance measures and which actions should help to move each indicator, and which has none.

    Takes what `scoping.assess_delivery` returns.
    """
    if assessed.empty:
        return notice("No indicator is recorded yet, so no measure or action can be tied to one.")
    boxes, links = _place_delivery(assessed)
    return Figure(
        _draw(boxes, links, DELIVERY),
        title="Performance measures and actions of each indicator",
        description=_delivery_words(assessed),
        units="a line: this measure should help to move this indicator; this action as well",
        table=assessed[["indicator_title", "measure", "action", "gap"]],
        headings={"indicator_title": "Indicator", "measure": "Performance measure", "gap": "What is missing"},
        how_to_read="A dashed box or line marks something missing. Measures and actions are each tied to an indicator, "
        "not to each other.",
        shows=("EV203", "EV225"),
    )


def _draw(boxes: dict[str, Box], links: list[tuple[str, str]], columns: Columns) -> Layers:
    """Boxes in columns, with a line for each link."""
    height = max(box.top + box.height for box in boxes.values()) + 4
    frame = pd.DataFrame([_box_row(box) for box in boxes.values()])
    lines = pd.DataFrame([_link_row(boxes[start], boxes[end]) for start, end in links])
    y = alt.Scale(domain=[height, 0], nice=False)
    x = alt.Scale(domain=[0, 650], nice=False)
    known, inks = [False, True], [colour("muted"), colour("amber")]
    rules = (
        alt.Chart(lines)
        .mark_rule(strokeWidth=1.8)
        .encode(
            x=alt.X("x:Q", scale=x, axis=None),
            x2=alt.X2("x2:Q"),
            y=alt.Y("y:Q", scale=y, axis=None),
            y2=alt.Y2("y2:Q"),
            strokeDash=alt.StrokeDash("missing:N", scale=alt.Scale(domain=known, range=[[1, 0], [5, 4]]), legend=None),
            color=alt.Color("missing:N", scale=alt.Scale(domain=known, range=inks), legend=None),
        )
    )
    rects = [_rects(frame[frame["missing"].eq(missing)], x, y, missing=missing) for missing in (False, True)]
    words = (
        alt.Chart(frame)
        .mark_text(align="left", baseline="middle", dx=8, lineBreak="\n", lineHeight=LINE, fontSize=12.5)
        .encode(x=alt.X("x:Q", scale=x, axis=None), y=alt.Y("text_y:Q", scale=y, axis=None), text=alt.Text("text:N"))
    )
    heads = pd.DataFrame([{"x": left, "text": name.capitalize() + "s"} for name, (left, _) in columns.items()])
    titles = (
        alt.Chart(heads)
        .mark_text(align="left", baseline="bottom", fontWeight="bold", dy=-8)
        .encode(x=alt.X("x:Q", scale=x, axis=None), y=alt.YValue(0), text=alt.Text("text:N"))
    )
    return layered(rules, *rects, words, titles, width=650, height=height)


def _rects(boxes: pd.DataFrame, x: alt.Scale, y: alt.Scale, *, missing: bool) -> Any:
    look: dict[str, Any] = (
        {"fill": colour("amber_tint"), "stroke": colour("amber"), "strokeDash": [5, 4]} if missing else {}
    )
    plain: dict[str, Any] = {"fill": colour("panel"), "stroke": colour("edge")}
    return (
        alt.Chart(boxes)
        .mark_rect(cornerRadius=3, strokeWidth=1.4, **(plain | look))
        .encode(
            x=alt.X("x:Q", scale=x, axis=None), x2=alt.X2("x2:Q"), y=alt.Y("y:Q", scale=y, axis=None), y2=alt.Y2("y2:Q")
        )
    )


def _place(assessed: pd.DataFrame) -> tuple[dict[str, Box], list[tuple[str, str]]]:
    """Return the boxes by key, each with its place, and the links between them."""
    boxes: dict[str, Box] = {}
    links: dict[tuple[str, str], None] = {}
    for row in assessed.to_dict("records"):
        chain: list[tuple[str, Box]] = []
        if row["outcome"] is not None:
            chain.append(
                (f"outcome:{row['outcome']}", Box("outcome", SIGHT["outcome"], row["outcome_title"], missing=False))
            )
            named = row["indicator"] is not None
            key = f"indicator:{row['indicator']}" if named else f"indicator?{row['outcome']}"
            text = row["indicator_title"] or row["indicator"] if named else "no indicator named"
            chain.append((key, Box("indicator", SIGHT["indicator"], text, missing=not named)))
        nobody, idle = row["partner"] is None, row["gap"] == "no outcome"
        key = f"partner?{chain[-1][0]}" if nobody else f"partner:{row['partner']}"
        text = "no partner" if nobody else f"{row['partner']}: no outcome" if idle else row["partner"]
        chain.append((key, Box("partner", SIGHT["partner"], text, missing=nobody or idle)))
        boxes.update({key: box for key, box in chain if key not in boxes})
        links.update(dict.fromkeys(pairwise(key for key, _ in chain)))
    return _stack(_untangle(boxes, list(links))), list(links)


def _place_delivery(assessed: pd.DataFrame) -> tuple[dict[str, Box], list[tuple[str, str]]]:
    """Return the boxes of measures, indicators and actions, and the links from each indicator to both sides."""
    boxes: dict[str, Box] = {}
    links: dict[tuple[str, str], None] = {}
    for row in assessed.to_dict("records"):
        start = f"indicator:{row['indicator']}"
        boxes.setdefault(start, Box("indicator", DELIVERY["indicator"], row["indicator_title"], missing=False))
        for column, name in (("performance measure", "measure"), ("action", "action")):
            if row[name] is None and name not in str(row["gap"]):
                continue
            missing = row[name] is None
            key = f"{name}?{start}" if missing else f"{name}:{row[name]}"
            text = f"no {column} named" if missing else row[name]
            boxes.setdefault(key, Box(column, DELIVERY[column], text, missing=missing))
            links[(key, start) if name == "measure" else (start, key)] = None
    return _stack(boxes), list(links)


def _untangle(boxes: dict[str, Box], links: list[tuple[str, str]]) -> dict[str, Box]:
    """Return the boxes with partners in the order of what they are linked to, so that few lines cross."""
    order = {key: number for number, key in enumerate(boxes)}
    ends: dict[str, list[int]] = {}
    for start, end in links:
        ends.setdefault(end, []).append(order[start])
    places = {key: sum(ends[key]) / len(ends[key]) if key in ends else len(boxes) for key in boxes}
    sort = sorted(
        boxes, key=lambda key: (boxes[key].column == "partner", places[key] if boxes[key].column == "partner" else 0)
    )
    return {key: boxes[key] for key in sort}


def _stack(boxes: dict[str, Box]) -> dict[str, Box]:
    """Return the boxes with their places: each column spread over the height of the tallest."""
    columns: dict[str, list[str]] = {}
    for key, box in boxes.items():
        columns.setdefault(box.column, []).append(key)
    needs = {name: sum(boxes[key].height + GAP for key in keys) for name, keys in columns.items()}
    placed = dict(boxes)
    for name, keys in columns.items():
        spare = (max(needs.values()) - needs[name]) / (len(keys) or 1)
        top = spare / 2
        for key in keys:
            box = boxes[key]
            placed[key] = replace(box, top=top)
            top += box.height + GAP + spare
    return placed


def _box_row(box: Box) -> dict[str, object]:
    left, right = box.edges
    text_y = box.middle - (len(box.words) - 1) * LINE / 2
    return {
        "x": left,
        "x2": right,
        "y": box.top,
        "y2": box.top + box.height,
        "text_y": text_y,
        "text": "\n".join(box.words),
        "missing": box.missing,
    }


def _link_row(start: Box, end: Box) -> dict[str, object]:
    edges = {"x": start.edges[1], "x2": end.edges[0]}
    return {**edges, "y": start.middle, "y2": end.middle, "missing": start.missing or end.missing}


def _words(assessed: pd.DataFrame) -> str:
    outcomes = assessed["outcome"].dropna().nunique()
    served = assessed.dropna(subset=["outcome", "partner"])["outcome"].nunique()
    measured = assessed.dropna(subset=["outcome", "indicator"])["outcome"].nunique()
    idle = assessed.loc[assessed["gap"] == "no outcome", "partner"].tolist()
    rest = f" No contribution is written down for {listed(idle, len(idle))}." if idle else ""
    if not outcomes:
        return f"No outcome is named.{rest}"
    partners = _say_have(served, outcomes, "outcome", "a contributing partner")
    return f"{partners} {_say_have(measured, outcomes, 'outcome', 'an indicator')}{rest}"


def _delivery_words(assessed: pd.DataFrame) -> str:
    indicators = assessed["indicator"].nunique()
    measured = assessed.dropna(subset=["measure"])["indicator"].nunique()
    acted = assessed.dropna(subset=["action"])["indicator"].nunique()
    measures = _say_have(measured, indicators, "indicator", "a performance measure")
    return f"{measures} {_say_have(acted, indicators, 'indicator', 'an action')}"


def _say_have(number: int, of: int, one: str, what: str) -> str:
    return f"{some_of(number, of, one)} {verb(max(number, 1), 'has', 'have')} {what}."
