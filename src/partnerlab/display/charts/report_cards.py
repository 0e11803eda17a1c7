"""The two report cards: the whole population, and the partnership's own services."""

from __future__ import annotations

from collections.abc import Iterable
from textwrap import wrap
from typing import TYPE_CHECKING

import altair as alt
import pandas as pd

from partnerlab.amounts import measured, write_number
from partnerlab.display.charts.drawing import Panels, panelled
from partnerlab.display.figure import Figure
from partnerlab.display.results import Shown, notice
from partnerlab.display.table import Table
from partnerlab.display.theme import colour
from partnerlab.wording import some_of

if TYPE_CHECKING:
    from partnerlab.analysis.evaluation.performance import Reading

MOST_PANELS = 12
"""More measures than this stand in the table only."""

MOVED = {
    "better": "moved in the right direction",
    "worse": "moved in the wrong direction",
    "same": "with no clear change",
    "unknown": "cannot be compared yet",
}
"""How a measure moved, in words that fit every kind."""

HEADINGS = {"how much": "How much?", "how well": "How well?", "better off": "Is anyone better off?"}


def population_card(assessed: pd.DataFrame) -> Table:
    """Show the report card of the whole population: each indicator against its base and its target.

    Takes what `evaluation.assess_population` returns.
    """
    rows = assessed.astype(object).where(assessed.notna(), None).to_dict("records")
    shown = pd.DataFrame(
        {
            "indicator": [row["title"] for row in rows],
            "then": [_said(row["base_value"], row["unit"], row["base"]) for row in rows],
            "now": [_said(row["value"], row["unit"], row["latest"]) for row in rows],
            "official": [row["official"] for row in rows],
            "answer": [row["answer"] for row in rows],
            "target": [
                ": ".join(filter(None, (row["target_state"], _said(row["target"], row["unit"], row["target_period"]))))
                for row in rows
            ],
            "start": [row["start"] for row in rows],
        }
    )
    return Table(
        shown,
        "Report card of the whole population",
        headings={
            "then": "Base",
            "official": "Official rule",
            "answer": "All verdicts together",
            "start": "Could actions have an effect yet?",
        },
        missing="–",
        empty="No indicator of the population is named yet.",
        shows=("SC404",),
        note="Indicators describe everybody, not only the people the partnership reaches; many things move them.",
    )


def _said(value: float | None, unit: str, period: str | None) -> str | None:
    return None if value is None else f"{measured(value, unit)}, {period}"


def performance_card(readings: Iterable[Reading]) -> Figure | Shown:
    """Draw the report card of the partnership's own services: a small chart for each measure, by kind.

    Takes what `evaluation.read_measures` returns.
    """
    found = list(readings)
    known = [reading for reading in found if reading.n]
    if not known:
        said = "No performance measure has a value yet" if found else "No performance measure is named yet"
        return notice(f"{said}, so we cannot tell how much is done, how well, and whether anyone is better off.")
    values = pd.DataFrame([row for place, reading in enumerate(known[:MOST_PANELS]) for row in _values(reading, place)])
    return Figure(
        _panels(values.astype(dict.fromkeys(("low", "high", "target"), float))),
        title="Report card of the services: how much, how well, is anyone better off",
        description=_card_words(found),
        units="each measure in its own unit",
        table=_performance_table(found),
        how_to_read=(
            "Dots are values, upright bars their 95% interval where numerator and denominator are given, the dashed "
            "line the target. A bar that is long means few people: read the dot with care."
        ),
        shows=("EV202", "EV203", "EV206", "EV208", "EV209", "EV210"),
        headings={"low": "95% low", "high": "95% high", "indicator": "Should help to move"},
    )


def _card_words(readings: list[Reading]) -> str:
    """How the measures of each question moved; what happened to each stands in the table."""
    said = []
    for kind, question in HEADINGS.items():
        moved: dict[str, list[str]] = {}
        for reading in readings:
            if reading.measure.kind == kind:
                moved.setdefault(_moved(reading), []).append(reading.measure.title)
        told = ", ".join(f"{len(titles)} {words} ({'; '.join(titles)})" for words, titles in moved.items())
        said += [f"{question} {told}."] if told else []
    good = sum(_moved(reading).startswith(MOVED["better"]) for reading in readings)
    measures = some_of(good, len(readings), "measure")
    return " ".join([f"{measures} moved in the right direction.", *said])


def _moved(reading: Reading) -> str:
    sure = reading.beyond_chance and reading.movement in {"better", "worse"}
    return MOVED[reading.movement] + (", beyond what chance would explain" if sure else "")


def _performance_table(readings: Iterable[Reading]) -> pd.DataFrame:
    """Return the table behind the card.

    One row a measure: `kind`, `title`, `indicator` (id of the one it should move), `latest` (period), `value`, `unit`,
    `low`, `high`, `what_happened`.
    """
    rows = [
        {
            "kind": reading.measure.kind,
            "title": reading.measure.title,
            "indicator": reading.measure.indicator,
            "latest": reading.latest.period if reading.latest else None,
            "value": reading.latest.value if reading.latest else None,
            "unit": reading.measure.unit,
            "low": reading.interval[0] if reading.interval else None,
            "high": reading.interval[1] if reading.interval else None,
            "what_happened": reading.sentence,
        }
        for reading in readings
    ]
    return pd.DataFrame(
        rows, columns=["kind", "title", "indicator", "latest", "value", "unit", "low", "high", "what_happened"]
    )


def _panels(values: pd.DataFrame) -> Panels:
    """Draw one panel a measure, each with its own axes; the question and the measure stand above it."""
    base = alt.Chart().encode(
        x=alt.X(
            "period:O",
            sort=alt.EncodingSortField("order"),
            title=None,
            axis=alt.Axis(labelAngle=0, grid=False, labelFontSize=12, labelOverlap="parity", labelSeparation=10),
        )
    )
    scale, axis = alt.Scale(zero=False, nice=True), alt.Axis(tickCount=4, labelFontSize=12, format=",~f")
    value = alt.Y("value:Q", title=None, scale=scale, axis=axis)
    latest = base.transform_filter("datum.latest").encode(y=value, text=alt.Text("words:N"))
    goal = base.transform_filter("datum.target != null")
    layers = (
        base.mark_point(opacity=0).encode(y=alt.Y("floor:Q", title=None, scale=scale, axis=axis)),
        base.mark_rule(color=colour("edge"), strokeWidth=4, opacity=0.55).encode(
            y=alt.Y("low:Q", title=None), y2=alt.Y2("high:Q")
        ),
        goal.mark_line(strokeDash=[6, 4], color=colour("ink"), strokeWidth=1.5).encode(y=alt.Y("target:Q", title=None)),
        goal.transform_filter("datum.order == 0")
        .mark_text(align="left", dy=-8, fontSize=11, color=colour("muted"))
        .encode(y=alt.Y("target:Q", title=None), text=alt.Text("goal:N")),
        base.mark_line(strokeWidth=2).encode(y=value),
        base.mark_point(size=46).encode(y=value),
        latest.mark_text(dy=-13, fontWeight="bold", stroke=colour("paper"), strokeWidth=5, opacity=0.85),
        latest.mark_text(dy=-13, fontWeight="bold"),
    )
    return panelled(values, *layers)


def _values(reading: Reading, number: int) -> list[dict[str, object]]:
    """Return one measure's values for its panel, with what stands above it and how low its axis has to go."""
    measure, target = reading.measure, reading.measure.target
    lines = wrap(f"{measure.title}, {measure.unit}", 38)
    panel = "\n".join([f"{number + 1}. {HEADINGS[measure.kind]}", *lines])
    lowest = min(low for point in reading.points for low in (point.value, point.low) if low is not None)
    return [
        {
            "period": point.period,
            "order": order,
            "value": point.value,
            "low": point.low,
            "high": point.high,
            "panel": panel,
            "latest": order == len(reading.points) - 1,
            "words": write_number(point.value),
            "target": target.value if target else None,
            "goal": f"target {write_number(target.value)}" if target else "",
            "floor": lowest if measure.unit == "%" else min(0.0, lowest),
        }
        for order, point in enumerate(reading.points)
    ]
